"""Anthology → pages."""

import json
import re
from collections.abc import Collection
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml.html import fragment_fromstring

from florilege.anthology import Anthology
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.model import Catalogue, ExtraPage
from florilege.catalogue.volumes import Part, Volume
from florilege.catalogue.writings import Author, Body, Byline, Essay, Link, Sponsor
from florilege.prose.prose import Mention, Prose, PullQuote, Reference
from florilege.web import site_pages
from florilege.web.downloads import Download, Downloads
from florilege.web.found_as import KINDS, essay_found
from florilege.web.material_theme import page_meta
from florilege.web.page import WebPage
from florilege.web.page_text import in_words
from florilege.web.site import Site
from florilege.web.site_pages import FACES, at_the_foot, menu, pages
from florilege.web.written_files import written_files

FILE = Path("printed")
"""A file of a tome; pages only name what it becomes on the site."""

TEMPLATES = Path(site_pages.__file__).parent / "templates"
WORD = re.compile(r"\bwords\.(\w+)")

HOSTILE = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def site(anthology: Anthology) -> Site:
    return Site(anthology=anthology, name="Petites rencontres", url="https://toy.example/")


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, WebPage]:
    return {page.path: page for page in pages(site)}


class Tags(HTMLParser):
    """The tags of a page, in order, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.found if attribute in attributes]


def powerset(names: Collection[str]) -> list[frozenset[str]]:
    return [frozenset(each) for n in range(len(names) + 1) for each in combinations(names, n)]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_thing_has_its_page(made: dict[str, WebPage]) -> None:
    assert sorted(made) == [
        "",
        "authors/",
        "authors/elise-aubry/",
        "authors/gaspard-de-neuville/",
        "authors/nora-whitlock/",
        "authors/zoe-oeillet/",
        "dates/",
        "encounters/",
        "essays/",
        "essays/douze-etages/",
        "essays/la-fenetre-du-quatrieme/",
        "essays/le-banc-vert/",
        "essays/le-pain-partage/",
        "essays/le-voisin-avant-la-maison/",
        "essays/letters-to-a-stranger/",
        "essays/oeuvre-a-quatre-mains/",
        "essays/petit-traite-de-la-rampe/",
        "essays/the-parcel-book/",
        "pages/",
        "pages/le-projet/",
        "pages/mentions-legales/",
        "persons/",
        "themes/",
        "themes/lettres/",
        "themes/musique/",
        "themes/pain/",
        "themes/silence/",
        "themes/voisinage/",
        "volumes/",
        "volumes/tome-1/",
        "volumes/tome-2/",
        "volumes/tome-3/",
    ]


def test_every_page_has_one_h1_and_no_id_twice(made: dict[str, WebPage]) -> None:
    for page in made.values():
        tags = Tags(page.html)
        assert [tag for tag, _ in tags.found].count("h1") == 1, page.path
        ids = tags.all("id")
        assert len(ids) == len(set(ids)), page.path


def dead_links(made: dict[str, WebPage], files: Collection[str] = ()) -> list[tuple[str, str]]:
    """The path of a page and the address in it that leads to no page, to no place of one, and to no file."""
    ids = {path: set(Tags(page.html).all("id")) for path, page in made.items()}
    dead = []
    for page in made.values():
        assert "florilege:" not in page.html, page.path
        tags = Tags(page.html)
        sets = (each.split()[0] for srcset in tags.all("srcset") for each in srcset.split(", "))
        for address in (*tags.all("href"), *tags.all("src"), *sets):
            if re.match(r"https?:", address):
                continue
            target, anchor = urldefrag(urljoin(f"https://x/{page.path}", address))
            path = target.removeprefix("https://x/")
            if path not in files and not (path in made and (not anchor or anchor in ids[path])):
                dead.append((page.path, address))
    return dead


def written(site: Site) -> list[str]:
    return [path for path, _ in written_files(site)]


def test_every_link_leads_to_a_page_or_a_place_on_it(made: dict[str, WebPage], site: Site) -> None:
    assert not dead_links(made, {*written(site), *(image.path for image in site.anthology.images.values())})


def test_an_image_without_a_size_gets_its_own(made: dict[str, WebPage]) -> None:
    images = [a for tag, a in Tags(made["essays/le-pain-partage/"].html).found if tag == "img"]
    miche = next(a for a in images if a["src"].endswith("miche.png"))
    assert miche["src"] == "miche.png"
    assert int(miche["width"]) > 0
    assert int(miche["height"]) > 0
    assert miche["alt"] == "Une miche dorée, trois fois grignée"


def test_an_essay_says_who_what_where_and_under_which_terms(made: dict[str, WebPage]) -> None:
    html = made["essays/le-banc-vert/"].html
    text = words_of(html)
    assert "Élise Aubry" in text
    assert "Gardienne d’immeuble" in text
    assert "Deux voisins ne se parlent qu’assis." in text
    assert 'Paru dans <a href="../../volumes/tome-1/" lang="fr"><cite>Le palier</cite></a>' in html
    assert 'rel="license" href="https://creativecommons.org/licenses/by/4.0/"' in html
    assert "1<sup>er</sup> mars 2026</time>" in html
    assert "« Encore là » ?" not in text


def test_neighbours_follow_the_volume(made: dict[str, WebPage]) -> None:
    first, second, third = (
        made[f"essays/{id}/"].html for id in ("le-banc-vert", "la-fenetre-du-quatrieme", "le-pain-partage")
    )
    assert 'rel="prev"' not in first
    assert 'rel="next" href="../la-fenetre-du-quatrieme/"' in first
    assert 'rel="prev" href="../le-banc-vert/"' in second
    assert 'rel="next" href="../le-pain-partage/"' in second
    assert 'rel="next"' not in third


def test_notes_are_numbered_and_lead_back(made: dict[str, WebPage]) -> None:
    html = made["essays/le-banc-vert/"].html
    assert '<li id="le-banc-vert--note-1" value="1">' in html
    assert 'href="#le-banc-vert--noteref-1"' in html
    assert 'id="le-banc-vert--noteref-1"' in html


def test_a_mention_links_to_the_person_named(made: dict[str, WebPage]) -> None:
    html = made["essays/le-banc-vert/"].html
    assert re.search(r'<a class="mention"[^>]* href="../../authors/gaspard-de-neuville/">', html)
    assert "Le banc vert" in made["authors/gaspard-de-neuville/"].html
    assert "Apparaît dans" in made["authors/gaspard-de-neuville/"].html


def test_a_name_as_printed_belongs_to_its_author(made: dict[str, WebPage]) -> None:
    html = made["essays/la-fenetre-du-quatrieme/"].html
    assert '<a rel="author" href="../../authors/zoe-oeillet/">Z. Œillet</a>' in html


def test_authors_are_filed_as_french_indexes_do(made: dict[str, WebPage]) -> None:
    html = made["authors/"].html
    assert re.findall(r'<h2 id="letter-(\w)">', html) == ["A", "N", "O", "W"]


def test_an_english_essay_says_so(made: dict[str, WebPage]) -> None:
    html = made["essays/letters-to-a-stranger/"].html
    assert '<h1 id="title" lang="en">' in html
    assert '<div class="fl-prose fl-prose--essay" lang="en">' in html.replace(" fl-prose--initial", "")


@pytest.mark.parametrize(
    ("html", "large"),
    [
        (f"<p>Élan {'mot ' * 60}.</p>", True),
        ("<p>Élan.</p>", False),
        (f"<p>«\u00a0Quoi\u00a0{'mot ' * 60}?\u00a0»</p>", False),
        (f"<p>7 h {'mot ' * 60}.</p>", False),
        ("<h2>A</h2>", False),
    ],
)
def test_only_a_letter_above_some_lines_opens_large(html: str, large: bool) -> None:
    anthology = replace(small(), prose={TextKey("essay", "e"): Prose(prefix="e", html=html)})
    made = {page.path: page for page in pages(Site(anthology=anthology, name="x"))}
    assert ("fl-prose--initial" in made["essays/e/"].html) is large


def test_sponsors_stand_under_their_tiers_as_listed(made: dict[str, WebPage]) -> None:
    assert "Soutiens Soutien Les Amis du Palier" in words_of(made["volumes/tome-1/"].html)


def test_zotero_finds_the_essay_and_its_book(made: dict[str, WebPage]) -> None:
    found = re.findall(
        r'<meta name="(citation_\w+)" content="([^"]*)">', made["essays/oeuvre-a-quatre-mains/"].head
    )
    assert ("citation_title", "Œuvre à quatre mains") in found
    assert [content for name, content in found if name == "citation_author"] == [
        "Œillet, Zoé",
        "Whitlock, Nora",
    ]
    assert ("citation_inbook_title", "Petites rencontres, tome 2\u00a0: Plus loin") in found
    assert ("citation_isbn", "978-2-9999999-1-6") in found
    assert ("citation_editor", "Collectif du palier") in found
    volume = made["volumes/tome-2/"].head
    assert "citation_isbn" in volume
    assert "citation_inbook_title" not in volume


def test_search_engines_find_the_chapter(made: dict[str, WebPage]) -> None:
    head = made["essays/le-banc-vert/"].head
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    assert match
    data = json.loads(match[1])
    assert data["@type"] == "Chapter"
    assert data["author"][0]["sameAs"][0] == "https://orcid.org/0000-0002-1825-0097"
    assert data["isPartOf"]["isbn"] == "978-2-9999999-0-9"


def test_a_citation_is_ready_to_copy(made: dict[str, WebPage]) -> None:
    text = words_of(made["essays/le-banc-vert/"].html)
    assert "Élise Aubry, « Le banc vert », dans Élise Aubry (dir.)," in text
    assert "@incollection{le-banc-vert," in text


def test_a_shared_link_shows_its_title(made: dict[str, WebPage]) -> None:
    head = made["essays/le-banc-vert/"].head
    assert '<meta property="og:title" content="Le banc vert">' in head
    assert '<meta property="og:url" content="https://toy.example/essays/le-banc-vert/">' in head


def test_what_describes_a_page_has_the_typography_of_its_language() -> None:
    told = 'L\'aube... "enfin" !'
    anthology = small(abstract=told, description="")
    catalogue = replace(anthology.catalogue, description=told)
    site = Site(anthology=replace(anthology, catalogue=catalogue), name="Essai", url="https://x.example/")
    for page in pages(site):
        if page.path in ("", "essays/e/"):
            assert page.description == "L’aube… «\u00a0enfin\u00a0»\u202f!"
            assert f'property="og:description" content="{page.description}"' in page.head


def test_lists_are_left_out_of_search(made: dict[str, WebPage]) -> None:
    left_out = {path for path, page in made.items() if not page.searchable}
    assert {"volumes/", "authors/", "themes/", "themes/pain/"} <= left_out
    assert "essays/le-banc-vert/" not in left_out
    assert "authors/elise-aubry/" not in left_out


def test_essays_are_found_by_date_the_newest_first(site: Site, made: dict[str, WebPage]) -> None:
    html = made["dates/"].html
    days = {essay.id: site.day(essay) for essay in site.dated}
    shown = [days[id] for id in re.findall(r'fl-row__title" href="\.\./essays/([^/]+)/"', html)]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == len(site.dated) > 2
    assert {int(year) for year in re.findall(r'id="year-(\d+)"', html)} == {day.year for day in shown}
    assert 'href="../dates/"' in made["essays/"].html
    newest = max(site.dated, key=site.day)
    assert f'<time class="fl-row__time" datetime="{site.day(newest)}">' in html


def test_search_shows_who_in_which_tome_on_which_pages(site: Site) -> None:
    essay = site.essays["le-banc-vert"]
    printed = replace(site, downloads=Downloads(extents={essay.id: (12, 15)}))
    shown = essay_found(printed, essay)
    assert shown.line == "Élise Aubry · Petites rencontres, tome 1 · p.\u00a012–15"
    assert {("author", "Élise Aubry"), ("theme", "silence"), ("lang", "Français")} <= set(shown.filters)
    assert {kind for kind, _ in shown.filters} == set(KINDS)
    assert "Gaspard de Neuville" in shown.persons
    assert essay_found(site, essay).line == "Élise Aubry · Petites rencontres, tome 1"


def test_a_tome_is_offered_with_its_size_and_pages(site: Site) -> None:
    download = Download(file=FILE, path="volumes/tome-1/tome-1.pdf", size=3_240_000, pages=212)
    downloads = Downloads(texts={TextKey("volume", "tome-1"): download})
    made = {page.path: page for page in pages(replace(site, downloads=downloads))}
    html = made["volumes/tome-1/"].html
    assert 'href="tome-1.pdf"' in html
    assert "212 pages, 3,2\u00a0Mo" in html
    assert 'href="tome-1/tome-1.pdf"' in made["volumes/"].html
    assert "PDF" not in made["volumes/tome-2/"].html
    head = made["essays/le-banc-vert/"].head
    assert '<meta name="citation_pdf_url" content="https://toy.example/volumes/tome-1/tome-1.pdf">' in head


def test_the_interface_speaks_english_at_the_same_addresses(site: Site, made: dict[str, WebPage]) -> None:
    english = {page.path: page for page in pages(replace(site, lang="en"))}
    assert set(english) == set(made)
    assert "Table of contents" not in english["volumes/tome-1/"].html
    assert "How to cite" in english["essays/le-banc-vert/"].html
    assert "March 1, 2026" in english["essays/le-banc-vert/"].html


def test_addresses_of_a_site_read_from_a_disk_name_the_file(site: Site) -> None:
    made = {page.path: page for page in pages(replace(site, index="index.html"))}
    assert 'href="../../volumes/tome-1/index.html"' in made["essays/le-banc-vert/"].html


def body(path: str) -> Body:
    return Body(path=path, line=1, markdown="", lang="fr")


def small(**changes: object) -> Anthology:
    """One essay of one author in one volume, every field of theirs hostile."""
    author = Author(
        id="a",
        name=HOSTILE,
        sort_name=HOSTILE,
        headline=HOSTILE,
        body=body("authors/a.md"),
        links=(Link(label=HOSTILE, url="https://a.example/"),),
    )
    essay = Essay(
        id="e", title=HOSTILE, subtitle=HOSTILE, abstract=HOSTILE, description=HOSTILE, tags=(HOSTILE,),
        keywords=(HOSTILE,), license=HOSTILE,
        bylines=(Byline(name=HOSTILE, author="a"), Byline(name=HOSTILE)),
        body=body("essays/e/index.md"),
    )  # fmt: skip
    volume = Volume(
        id="v", title=HOSTILE, subtitle=HOSTILE, series=HOSTILE, isbn=HOSTILE, price=HOSTILE, license=HOSTILE,
        editors=(Byline(name=HOSTILE),), sponsors=(Sponsor(name=HOSTILE, url="https://s.example/"),),
        parts=(Part(id="p", title=HOSTILE, essays=("e",)),), body=body("volumes/v/index.md"), number=1,
    )  # fmt: skip
    catalogue = Catalogue(
        title=HOSTILE, description=HOSTILE, home=body("index.md"), authors={"a": author},
        essays={"e": replace(essay, **changes)}, volumes={"v": volume},
    )  # fmt: skip
    return Anthology(
        catalogue=catalogue, prose={TextKey("essay", "e"): Prose(prefix="e", html="<p>Text.</p>")}
    )


def test_no_field_becomes_markup() -> None:
    for page in pages(Site(anthology=small(), name=HOSTILE, url="https://x.example/", contribute_url="#")):
        for html in (page.html, page.head):
            tags = Tags(html)
            scripts = [attributes for tag, attributes in tags.found if tag == "script"]
            assert scripts in ([], [{"type": "application/ld+json"}]), page.path
            assert not tags.all("onerror"), page.path
            assert html.count("</script>") == len(scripts), page.path


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_is_not_published_is_nowhere(status: str) -> None:
    made = [*pages(Site(anthology=small(status=status, title="Un secret"), name="x"))]
    assert all("Un secret" not in page.html for page in made)
    assert not {"essays/e/", "authors/a/", "authors/"} & {page.path for page in made}


def test_who_signs_something_that_is_published_or_is_named_there_has_a_page() -> None:
    hidden = small(status="draft")
    essays = hidden.catalogue.essays
    shown = replace(essays["e"], id="f", status="published", body=body("essays/f/index.md"))
    volume = replace(hidden.catalogue.volumes["v"], editors=(Byline(name="A", author="a"),))
    for catalogue in (
        replace(hidden.catalogue, essays={**essays, "f": shown}),
        replace(hidden.catalogue, volumes={"v": volume}),
    ):
        assert "a" in Site(anthology=replace(hidden, catalogue=catalogue), name="x").catalogue.authors
    silent = replace(hidden, catalogue=replace(hidden.catalogue, essays={}))
    assert not Site(anthology=silent, name="x").catalogue.authors
    assert Site(anthology=silent, name="x", drafts=True).catalogue.authors, "a newcomer's, before the essay"
    named = replace(silent, prose={**silent.prose, HOME: naming(HOSTILE)})
    assert Site(anthology=named, name="x").catalogue.authors


def naming(*names: str) -> Prose:
    """A text that names somebody."""
    mentions = tuple(Mention(id=f"m{n}", person=name, printed=name, line=1) for n, name in enumerate(names))
    html = "".join(f'<span class="mention" id="{each.id}">Eux</span>' for each in mentions)
    return Prose(prefix="", html=html, mentions=mentions)


ARABIC = "بيت 12"


def test_what_runs_from_right_to_left_turns_nothing_around_it_and_has_no_marks_in_fields() -> None:
    """A sentence keeps its order (UAX 9: FSI … PDI); what machines read is the title and nothing else."""
    whole = small(title=ARABIC, body=replace(body("essays/e/index.md"), lang="ar"))
    anthology = replace(whole, catalogue=replace(whole.catalogue, volumes={}))
    site = Site(anthology=anthology, name="Bancs", url="https://x.example/")
    page = next(each for each in pages(site) if each.path == "essays/e/")
    assert f'<h1 id="title" lang="ar" dir="rtl">{ARABIC}</h1>' in page.html
    assert f"« \u2068{ARABIC}\u2069 »" in page.html.replace("\xa0", " "), "the sentence that cites it"
    assert f"title = {{{{{ARABIC}}}}}" in page.html
    assert f'<meta name="citation_title" content="{ARABIC}">' in page.head
    assert f'<meta property="og:title" content="{ARABIC}">' in page.head
    assert f'"name":"{ARABIC}"' in page.head
    assert not {"\u2068", "\u2069"} & {*page.head, *page.title, *page.description}
    meta = page_meta(page)
    assert meta["title"] == ARABIC
    assert meta["florilege_title"] == f"\u2068{ARABIC}\u2069", "which stands before the name of the site"


def test_a_preview_shows_drafts_and_says_so() -> None:
    made = {page.path: page for page in pages(Site(anthology=small(status="draft"), name="x", drafts=True))}
    assert "pas encore publié" in made["essays/e/"].html


def test_a_preview_never_shows_what_was_withdrawn() -> None:
    made = {page.path for page in pages(Site(anthology=small(status="withdrawn"), name="x", drafts=True))}
    assert "essays/e/" not in made


@pytest.mark.parametrize("lacking", powerset(("essays", "authors", "volumes", "tags")))
def test_a_list_of_nothing_is_no_page_and_nowhere_linked_to(lacking: frozenset[str]) -> None:
    bylines = (Byline(name="Ada Lune", author=None if "authors" in lacking else "a"),)
    whole = small(tags=() if "tags" in lacking else ("pain",), bylines=bylines)
    catalogue = replace(whole.catalogue, **{name: {} for name in lacking - {"tags"}})
    site = Site(anthology=replace(whole, catalogue=catalogue), name="x")
    made = {page.path: page for page in pages(site)}
    there = [
        name
        for name, needs in (
            ("volumes", {"essays", "volumes"}),
            ("essays", {"essays"}),
            ("authors", {"essays", "authors"}),
            ("themes", {"essays", "tags"}),
        )
        if not needs & lacking
    ]
    assert [path for path in ("volumes/", "essays/", "authors/", "themes/") if path in made] == [
        f"{name}/" for name in there
    ]
    assert [file for _, file in menu(site)] == ["index.md", *(f"{name}/index.md" for name in there)]
    assert not dead_links(made, written(site))


def test_the_editors_pages_are_in_the_menu_or_at_the_foot_of_every_page(site: Site) -> None:
    named = dict(menu(site))
    assert named["Le projet"] == "pages/le-projet/index.md"
    assert [*at_the_foot(site, named.values())] == [("Mentions légales", "pages/mentions-legales/")]
    assert len([*at_the_foot(site, ())]) == 2, "an editor's own menu needn't name them"


def test_a_page_that_is_not_ready_is_nowhere(site: Site) -> None:
    catalogue = site.catalogue
    hidden = {id: replace(page, status="draft") for id, page in catalogue.pages.items()}
    anthology = replace(site.anthology, catalogue=replace(catalogue, pages=hidden))
    made = {page.path for page in pages(replace(site, anthology=anthology))}
    assert not {path for path in made if path.startswith("pages/")}
    assert not [*at_the_foot(replace(site, anthology=anthology), ())]
    preview = {page.path: page for page in pages(replace(site, anthology=anthology, drafts=True))}
    assert "pas encore publié" in preview["pages/mentions-legales/"].html


def test_a_folder_of_pages_without_one_of_its_own_lists_them(site: Site) -> None:
    page = replace(site.catalogue.pages["mentions-legales"], id="a-propos/des-lieux/un", title="Un")
    other = replace(page, id="a-propos/des-lieux/deux", title="Deux")

    def titles_of(*shown: ExtraPage) -> dict[str, str]:
        catalogue = replace(site.catalogue, pages={each.id: each for each in shown})
        found = pages(replace(site, anthology=replace(site.anthology, catalogue=catalogue)))
        made.update({each.path: each for each in found})
        return {each.path: each.title for each in found if each.path.startswith("pages/")}

    made: dict[str, WebPage] = {}
    assert titles_of(page) == {"pages/a-propos/des-lieux/un/": "Un"}
    assert titles_of(page, other) == {
        "pages/a-propos/des-lieux/un/": "Un",
        "pages/a-propos/des-lieux/deux/": "Deux",
        "pages/": "Pages",
        "pages/a-propos/": "À propos",
        "pages/a-propos/des-lieux/": "Des lieux",
    }
    assert 'href="a-propos/des-lieux/un/"' in made["pages/"].html


def test_a_volume_without_essays_has_no_page() -> None:
    whole = small()
    volume = replace(whole.catalogue.volumes["v"], id="w", parts=(Part(id="p", title="P", essays=()),))
    both = replace(
        whole, catalogue=replace(whole.catalogue, volumes={"v": whole.catalogue.volumes["v"], "w": volume})
    )
    assert [page.path for page in pages(Site(anthology=both, name="x")) if "volumes/" in page.path] == [
        "volumes/",
        "volumes/v/",
    ]


def test_many_essays_are_parted_by_letters() -> None:
    whole = small()
    essay = whole.catalogue.essays["e"]
    titles = [f"{letter} {number}" for letter in ("Été", "Zut", "12") for number in range(10)]
    essays = {f"e{n}": replace(essay, id=f"e{n}", title=title) for n, title in enumerate(titles)}
    many = replace(whole, catalogue=replace(whole.catalogue, essays=essays, volumes={}))
    site = Site(anthology=many, name="x")
    made = {page.path: page for page in pages(site)}
    assert not dead_links(made, written(site))
    assert re.findall(r'<h2 id="letter-(\w+)">', made["essays/"].html) == ["other", "E", "Z"]


def test_very_many_authors_stand_in_columns_with_the_number_of_their_essays() -> None:
    whole = small()
    authors = {"a": whole.catalogue.authors["a"]} | {
        f"a{n}": Author(id=f"a{n}", name=f"Ada {n}", sort_name=f"{n}, Ada", body=body(f"authors/a{n}.md"))
        for n in range(FACES)
    }
    named = replace(whole, prose={**whole.prose, HOME: naming(*(each.name for each in authors.values()))})
    many = replace(named, catalogue=replace(whole.catalogue, authors=authors))
    for each, columns in ((many, True), (whole, False)):
        site = Site(anthology=each, name="x")
        made = {page.path: page for page in pages(site)}
        html = made["authors/"].html
        assert ('class="fl-names"' in html, "fl-portrait" in html) == (columns, not columns)
        assert not dead_links(made, written(site))
    assert (
        words_of({page.path: page for page in pages(Site(anthology=many, name="x"))}["authors/"].html).count(
            "1 essai"
        )
        == 1
    )


@pytest.mark.parametrize("count", [2, 3])
def test_very_many_essays_of_a_volume_or_a_theme_stand_a_line_each(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_pages, "ABSTRACTS", 2)
    whole = small()
    essay = replace(whole.catalogue.essays["e"], abstract="Un résumé.", tags=("gare",))
    essays = {f"e{n}": replace(essay, id=f"e{n}") for n in range(count)}
    volume = whole.catalogue.volumes["v"]
    volumes = {"v": replace(volume, parts=(replace(volume.parts[0], essays=tuple(essays)),))}
    many = replace(whole, catalogue=replace(whole.catalogue, essays=essays, volumes=volumes))
    site = Site(anthology=many, name="x")
    for page in (*site_pages.volumes(site), *site_pages.themes(site)):
        assert page.html.count('class="fl-row__title"') == count
        assert page.html.count("Un résumé.") == (count if count == 2 else 0)
        assert ("fl-contents--lines" in page.html) is (count > 2)


def test_articles_are_passed_over_in_the_list_of_essays() -> None:
    whole = small()
    essay = whole.catalogue.essays["e"]
    titles = {"a": "Le dernier bac", "b": "L’heure d’Armand", "c": "Une année", "d": "Lettre"}
    essays = {id: replace(essay, id=id, title=title) for id, title in titles.items()}
    many = replace(whole, catalogue=replace(whole.catalogue, essays=essays, volumes={}))
    html = next(page.html for page in pages(Site(anthology=many, name="x")) if page.path == "essays/")
    assert re.findall(r'fl-row__title" href="\./([a-d])/"|fl-row__title" href="([a-d])/"', html) == [
        ("", id) for id in "cabd"
    ]


def test_an_author_has_the_prefaces_that_they_sign_on_their_page(site: Site) -> None:
    author = next(iter(site.catalogue.authors.values()))
    volume = next(each for each in site.volumes if each.matters)
    signed = replace(volume.matters[0], bylines=(Byline(name=author.name, author=author.id),))
    volumes = site.catalogue.volumes | {volume.id: replace(volume, matters=(signed,))}
    anthology = replace(site.anthology, catalogue=replace(site.catalogue, volumes=volumes))
    made = {page.path: page.html for page in pages(replace(site, anthology=anthology))}
    assert f'href="../../volumes/{volume.id}/#{signed.kind}"' in made[f"authors/{author.id}/"]


def test_an_author_who_signs_nothing_has_a_page_where_a_text_leads_to_it() -> None:
    whole, other, key = small(), TextKey("author", "z"), TextKey("essay", "e")
    author = replace(whole.catalogue.authors["a"], id="z", name="Zoé Œillet")
    catalogue = replace(whole.catalogue, authors={**whole.catalogue.authors, "z": author})
    link = Reference(line=1, written="../../authors/z.md", text=other)
    for references, paths in (((), []), ((link,), ["authors/z/"])):
        text = Prose(prefix="e", html='<p><a href="florilege:authors/z">Zoé</a></p>', references=references)
        site = Site(anthology=replace(whole, catalogue=catalogue, prose={key: text}), name="x")
        made = {page.path: page for page in pages(site)}
        assert [path for path in made if path == "authors/z/"] == paths
        assert ('<a href="../../authors/z/">Zoé</a>' in made["essays/e/"].html) is bool(paths)


def test_a_printed_cover_is_shown_as_it_is(anthology: Anthology) -> None:
    cover = Download(file=FILE, path="volumes/tome-1/tome-1.png", size=140_000, pages=1)
    site = Site(anthology=anthology, name="x", downloads=Downloads(covers={"tome-1": cover}))
    made = {page.path: page for page in pages(site)}
    first, second = made["volumes/tome-1/"].html, made["volumes/tome-2/"].html
    assert '<img class="fl-cover" src="tome-1.png" width="592" height="840" alt="Le palier"' in first
    assert '<svg class="fl-cover__motif"' in second


def test_who_wrote_an_essay_is_named_below_it() -> None:
    whole = small()
    ada = replace(whole.catalogue.authors["a"], name="Odile Aubry")
    club = replace(ada, name="Le Club du puits", organisation=True)
    french = Site(anthology=whole, name="x", lang="fr")
    assert french.about([ada]) == "À propos d’Odile Aubry"
    assert french.about([club]) == "À propos du Club du puits"
    assert french.about([ada, club]) == "À propos des signataires"
    assert Site(anthology=whole, name="x", lang="en").about([ada]) == "About Odile Aubry"


def test_a_passage_has_an_address_and_a_place_on_the_page_that_gathers_them() -> None:
    marked = Prose(
        prefix="e",
        html='<p>Le <span id="e--quote-1">vent dort</span>.</p>\n<p class="pullquote" id="e--nuit">Nuit.</p>',
        quotes=(
            PullQuote(id="e--quote-1", html="<p>vent dort</p>"),
            PullQuote(id="e--nuit", html="<p>Nuit.</p>"),
        ),
    )
    anthology = replace(small(), prose={TextKey("essay", "e"): marked})
    site = Site(anthology=anthology, name="Essais", url="https://un.example/")
    made = {page.path: page for page in pages(site)}
    paths = ["quotes/e/1/", "quotes/e/nuit/"]
    assert [path for path in made if path.startswith("quotes/e/")] == paths
    assert "vent dort" in words_of(made["quotes/"].html)
    text = made["essays/e/"].html
    assert all(f"../../{path}" in text for path in paths)
    assert "¶" not in in_words(text)
    assert "https://un.example/" + paths[1] in made[paths[1]].html
    assert not dead_links(made, written(site))


def test_no_word_of_a_template_is_hidden_by_a_method_of_the_mapping(site: Site) -> None:
    assert not set(dir({})) & {
        name for page in TEMPLATES.iterdir() for name in WORD.findall(page.read_text("utf-8"))
    }
    assert "Touches p et n" in next(page.html for page in pages(site) if page.path == "essays/le-banc-vert/")


def test_notes_say_their_language_where_it_is_not_that_of_the_site(made: dict[str, WebPage]) -> None:
    english = fragment_fromstring(made["essays/letters-to-a-stranger/"].html, create_parent="div")
    notes = english.xpath("//*[contains(@class, 'fl-notes')]//li")
    assert notes
    assert {(note.get("lang"), note.find("a").get("lang")) for note in notes} == {("en", "fr")}
    french = fragment_fromstring(made["essays/le-banc-vert/"].html, create_parent="div")
    assert {note.get("lang") for note in french.xpath("//*[contains(@class, 'fl-notes')]//li")} == {None}
