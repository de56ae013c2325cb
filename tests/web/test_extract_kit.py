"""What authors paste elsewhere: whole where blogs allow little, in CommonMark, in 280 characters."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from browsing import opened, served
from florilege.anthology import Anthology
from florilege.catalogue.writings import Essay, Sponsor
from florilege.web.downloads import Download, Downloads
from florilege.web.extract_kit import LIMIT, ExtractKit, extract_kit, marked, social, weight
from florilege.web.site import Site

BLOG = {
    **{tag: set[str]() for tag in ("strong", "em", "cite", "h3", "p", "br", "code", "small")},
    "a": {"href", "rel", "rev", "name", "target"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height", "align", "border", "hspace", "vspace", "loading", "srcset"},
}
"""Elements that WordPress lets authors use, and their attributes, of those that kits may need
(`$allowedposttags` in wp-includes/kses.php)."""
EVERYWHERE = {"id", "class", "style", "title", "lang", "dir", "role"}
"""Attributes that it lets any of them have (`_wp_add_global_attributes`)."""
HOSTILE = '</p><script>alert("1")</script> & *gras* [lien](x) `code` _un_ # $ ~'
PASSAGE = f"1. Un soir, la lumière du palier est restée allumée : {HOSTILE}\n\n- Personne n’est descendu."


@pytest.fixture(scope="module")
def site(anthology: Anthology) -> Site:
    covers = {
        id: Download(file=Path("front.png"), path=f"volumes/{id}/{id}.png", size=1, pages=1)
        for id in ("tome-1", "tome-2")
    }
    catalogue = anthology.catalogue
    volumes = {
        id: replace(volume, hashtags=("PetitesRencontres", "voisinage"), handles=("palier@mastodon.example",))
        for id, volume in catalogue.volumes.items()
    }
    return Site(
        anthology=replace(anthology, catalogue=replace(catalogue, volumes=volumes)),
        name="Petites rencontres",
        url="https://toy.example/",
        downloads=Downloads(covers=covers),
    )


def essay_of(site: Site) -> Essay:
    essay = site.catalogue.essays["oeuvre-a-quatre-mains"]
    sponsor = Sponsor(name="Les Amis <du> Palier", url="https://amis.example/?a=1&b=2")
    return replace(essay, title=f"Le banc {HOSTILE}", excerpt=PASSAGE, sponsor=sponsor, license="CC-BY-4.0")


def kit(site: Site, essay: Essay) -> ExtractKit:
    found = extract_kit(site, essay)
    assert found
    return found


def said(markup: str) -> str:
    return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())


def elements(markup: str) -> list[tuple[str, dict[str, str]]]:
    root = html.fragment_fromstring(markup, create_parent="div")
    return [(str(each.tag), {str(k): str(v) for k, v in each.attrib.items()}) for each in root.iter()]


def test_a_blog_loses_nothing_of_it(site: Site) -> None:
    pasted = kit(site, essay_of(site)).html
    attributes = defaultdict(lambda: EVERYWHERE, {tag: own | EVERYWHERE for tag, own in BLOG.items()})
    kept = nh3.clean(pasted, tags={*BLOG}, attributes=dict(attributes), link_rel=None)
    assert elements(kept) == elements(pasted)
    assert said(kept) == said(pasted)


def test_both_forms_say_all_of_it(site: Site) -> None:
    essay = essay_of(site)
    made = kit(site, essay)
    parsed = MarkdownIt("commonmark").render(made.markdown)
    assert "alert(" in said(made.html)
    for markup in (made.html, parsed):
        words = said(markup)
        for text in (
            "Extrait de",
            "Texte de",
            "Zoé",
            "Nora",
            "Personne n’est descendu",
            "#PetitesRencontres",
        ):
            assert text in words
        for text in (
            "@palier@mastodon.example",
            "parrainé par Les Amis <du> Palier",
            "CC BY 4.0",
            "*gras* [lien](x)",
        ):
            assert text in words
        found = elements(markup)
        addresses = {about["href"] for tag, about in found if tag == "a"}
        assert {
            "https://toy.example/essays/oeuvre-a-quatre-mains/",
            "https://toy.example/volumes/tome-3/",
        } <= addresses
        assert all(address.startswith("https://") for address in addresses)
        pictures = {about["src"] for tag, about in found if tag == "img"}
        assert pictures == {f"https://toy.example/volumes/{id}/{id}.png" for id in ("tome-1", "tome-2")}
        assert not {"script", "em", "code", "ol", "ul", "hr"} & {tag for tag, _ in found}
    assert said(parsed) == said(made.html)


def test_without_an_extract_the_abstract_stands_in_for_it(site: Site) -> None:
    essay = replace(essay_of(site), excerpt="", abstract="Deux voisins.")
    assert "Deux voisins." in kit(site, essay).html
    assert "blockquote" not in kit(site, replace(essay, abstract="")).html


def test_nobody_is_given_what_is_not_for_everybody(site: Site) -> None:
    assert extract_kit(replace(site, url=""), essay_of(site)) is None
    hidden = replace(essay_of(site), id="unknown")
    assert extract_kit(site, hidden) is None


TEXTS = st.text(max_size=300).map(lambda text: " ".join(text.split()))
TAGS = st.lists(st.text("abcé", min_size=1, max_size=40).map("#{}".format), max_size=12)


@given(TEXTS, TEXTS, TEXTS, TAGS, TAGS)
def test_a_text_for_networks_has_280_characters_and_the_whole_address(
    title: str, names: str, passage: str, tags: list[str], handles: list[str]
) -> None:
    address = f"https://toy.example/essays/{'a' * 64}/"
    text = social(title, names, passage, tags=tags, handles=handles, address=address)
    assert weight(text) <= LIMIT
    assert text.endswith(f"\n{address}")


def test_a_text_for_networks_says_the_most_of_what_has_room() -> None:
    address = "https://toy.example/essays/le-banc/"
    made = social(
        "Le banc", "Ada Lune", "Un soir. " * 60, tags=["#Banc"], handles=["@palier"], address=address
    )
    first, passage, tags, last = made.split("\n")
    assert (first, tags, last) == ("Le banc, Ada Lune", "#Banc @palier", address)
    assert passage.endswith(("soir…", "Un…", "soir.…"))
    assert weight(made) > LIMIT - 10


PLAIN = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=80)


@given(PLAIN.map(lambda text: " ".join(text.split())).filter(bool))
def test_plain_text_in_markdown_is_the_same_text(text: str) -> None:
    assert said(MarkdownIt("commonmark").render(marked(text))) == text


@pytest.fixture(scope="module")
def shared(offered: Path) -> Iterator[str]:
    yield from served(offered)


@pytest.mark.browser
@pytest.mark.press
def test_a_button_copies_each_text_and_without_scripts_it_is_there(browser: Browser, shared: str) -> None:
    address = f"{shared}essays/le-banc-vert/"
    for page in opened(browser):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(address)
        page.locator(".fl-share summary").click()
        for name in ("social", "html", "markdown"):
            page.locator(f"[data-clipboard-target='#share-{name}']").click()
            text = page.locator(f"#share-{name}").text_content()
            assert page.locator(f"[data-clipboard-target='#share-{name}']").inner_text() == "Copier"
            assert text
            assert page.evaluate("navigator.clipboard.readText()").split() == text.split()
        assert (
            page.locator(".fl-share a[download]").get_attribute("href")
            == "../../assets/cards/essays/le-banc-vert.jpg"
        )
    for page in opened(browser, java_script_enabled=False):
        page.goto(address)
        page.locator(".fl-share summary").click()
        assert page.locator("#share-html").is_visible()
        assert not page.locator(".fl-copy").first.is_visible()
