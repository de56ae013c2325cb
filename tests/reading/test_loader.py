"""The folder → the catalogue: the toy as it is, and the ways into a volume."""

import datetime
import os
import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.lengths import Length
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Imprint, Trim
from florilege.catalogue.writings import Byline, Link, Sponsor
from florilege.checks import rules
from florilege.intake import template
from florilege.reading.characters import FORBIDDEN, composed
from florilege.reading.loader import read
from worlds import essay, picture, small


def volume(fields: str) -> dict[str, str]:
    return {"volumes/tome-1/index.md": f"---\ntitle: Tome\n{fields}\n---\n"}


def parts_of(root: Path) -> list[tuple[str, tuple[str, ...]]]:
    catalogue, _ = read(root)
    return [(part.id, part.essays) for part in catalogue.volumes["tome-1"].parts]


def test_the_toy_is_whole(toy: Path) -> None:
    catalogue, problems = read(toy / "contributions")
    assert problems == ()
    assert rules.check(catalogue) == ()
    assert (catalogue.title, catalogue.home.lang, catalogue.home.line) == ("Petites rencontres", "fr", 7)
    assert list(catalogue.authors) == ["elise-aubry", "gaspard-de-neuville", "nora-whitlock", "zoe-oeillet"]
    assert list(catalogue.volumes) == ["tome-1", "tome-2", "tome-3"]
    assert catalogue.refused == frozenset()
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue


def test_an_author_of_the_toy(toy: Path) -> None:
    author = read(toy / "contributions")[0].authors["elise-aubry"]
    assert (author.name, author.sort_name) == ("Élise Aubry", "Aubry, Élise")
    assert author.portrait == "authors/elise-aubry.png"
    assert author.orcid == "0000-0002-1825-0097"
    assert author.links == (Link(label="Carnet", url="https://aubry.example/carnet"),)
    assert author.body.markdown.startswith("Élise Aubry connaît")
    assert author.body.line == 11


def test_an_essay_of_the_toy(toy: Path) -> None:
    essay = read(toy / "contributions")[0].essays["la-fenetre-du-quatrieme"]
    assert essay.bylines == (Byline(name="Z. Œillet", author="zoe-oeillet"),)
    assert essay.running_title == "La fenêtre"
    assert essay.date == datetime.date(2026, 2, 14)
    assert (essay.lang, essay.license, essay.status) == ("fr", "CC-BY-4.0", "published")
    assert essay.tags == ("silence", "musique")


def test_a_volume_of_the_toy(toy: Path) -> None:
    catalogue, _ = read(toy / "contributions")
    one, two, three = catalogue.volumes.values()
    assert [(part.id, part.title, part.essays) for part in one.parts] == [
        ("seuils", "Seuils", ("le-banc-vert", "la-fenetre-du-quatrieme")),
        ("partages", "Partages", ("le-pain-partage",)),
    ]
    assert one.publisher == Imprint(
        name="Éditions du Palier", place="Lyon", address="12, rue du Palier, 69000 Lyon"
    )
    assert one.sponsors == (Sponsor(name="Les Amis du Palier", tier="Soutien", url="https://amis.example/"),)
    assert (one.isbn, one.trim, one.length) == ("978-2-9999999-0-9", Trim(), Length(min=20, max=4000))
    assert [(matter.kind, matter.title) for matter in one.matters] == [
        ("preface", "Préface"),
        ("acknowledgements", "Remerciements"),
    ]
    assert one.matters[0].bylines == (Byline(name="Élise Aubry", author="elise-aubry"),)
    assert two.editors[1] == Byline(name="Collectif du palier")
    assert two.essays == ("oeuvre-a-quatre-mains", "letters-to-a-stranger"), "by author’s sort name"
    assert (two.trim, two.opening, two.order) == (Trim(width=140, height=205), "recto", "author")
    assert [(matter.kind, matter.title) for matter in two.matters] == [("dedication", "Dédicace")]
    assert three.trim == Trim(width=105, height=150)


def test_everything_in_error_leaves_the_rest(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "authors/bob.md": "---\nnom: {x: 1}\n---\n",
            "essays/deux/index.md": essay("volume: tome-1").replace("[ada]", "bob"),
            "essays/trois/index.md": "pas d’en-tête",
            **volume("parts: [{id: a, essays: [trois, un, deux]}]"),
        },
    )
    catalogue, problems = read(root)
    assert [each.path for each in problems] == ["authors/bob.md", "essays/trois/index.md"]
    assert catalogue.refused == {TextKey("author", "bob"), TextKey("essay", "trois")}
    assert catalogue.volumes["tome-1"].essays == ("un", "deux")
    assert rules.check(catalogue) == (), "what is in error is known: nobody is blamed for naming it"


def test_what_a_text_in_error_is_called_is_known(tmp_path: Path) -> None:
    """So that its heading is known to repeat the title, and its words are read in its language."""
    fields = essay("lang: en\ndate: maybe", "# Un")
    catalogue, _ = read(
        small(tmp_path, {"essays/deux/index.md": fields, "essays/trois.md": essay("lang: en")})
    )
    assert [(text.title, text.body.lang) for text in catalogue.texts() if text.key in catalogue.faulty] == [
        ("Un", "en"),
        ("Un", "en"),
    ]


def test_a_volume_in_error_is_not_unknown(tmp_path: Path) -> None:
    root = small(
        tmp_path, {"volumes/tome-1/index.md": "---\n", "essays/un/index.md": essay("volume: tome-1")}
    )
    catalogue, problems = read(root)
    assert [each.code for each in problems] == ["front-matter-endless"]
    assert rules.check(catalogue) == ()


def test_a_byline_belongs_to_whoever_bears_the_name(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "authors/ada.md": "---\nname: Ada Lune\nalso_known_as: A. Lune\n---\n",
            "essays/un/index.md": essay("lang: fr").replace(
                "[ada]", "[ada lune, A. Lune, {id: ada, name: Ada L.}, 'Lune, Ada', Bob Rue, {name: colette}]"
            ),
        },
    )
    assert read(root)[0].essays["un"].bylines == (
        Byline(name="ada lune", author="ada"),
        Byline(name="A. Lune", author="ada"),
        Byline(name="Ada L.", author="ada"),
        Byline(name="Ada Lune", author="ada"),
        Byline(name="Bob Rue"),
        Byline(name="colette"),
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("listed", ("un", "deux", "quatre", "trois")),
        ("author", ("un", "trois", "deux", "quatre")),
        ("date", ("un", "quatre", "trois", "deux")),
        ("title", ("un", "deux", "trois", "quatre")),
    ],
)
def test_the_listed_stand_first_and_the_others_follow_in_order(
    tmp_path: Path, order: str, expected: tuple[str, ...]
) -> None:
    def joining(title: str, author: str, more: str) -> str:
        return (
            f"---\ntitle: {title}\nauthors: {author}\nlicense: CC0\nvolume: tome-1\n{more}\n---\n\nTexte.\n"
        )

    root = small(
        tmp_path,
        {
            "essays/deux/index.md": joining("Élan", "Zoé Roux", "order: 1"),
            "essays/trois/index.md": joining("Encre", "Éva Blanc", "date: 2026-02-02"),
            "essays/quatre/index.md": joining("Œuvre", "Zoé Roux", "date: 2026-01-01\norder: 2"),
            "essays/cinq/index.md": joining("Cinq", "Zoé Roux", "status: draft"),
            **volume(f"order: {order}\nparts: [{{id: a, essays: [un]}}]"),
        },
    )
    assert parts_of(root) == [("a", expected)]


def test_an_essay_chooses_its_part_and_a_volume_needs_none(tmp_path: Path) -> None:
    wishes = {
        "essays/deux/index.md": essay("volume: tome-1\npart: b"),
        "essays/trois/index.md": essay("volume: tome-1"),
    }
    root = small(
        tmp_path / "parts", wishes | volume("parts: [{title: A, essays: [un]}, {id: b}, {title: L’Été}]")
    )
    assert parts_of(root) == [("a", ("un",)), ("b", ("deux",)), ("l-ete", ("trois",))]
    root = small(
        tmp_path / "none", {"essays/trois/index.md": wishes["essays/trois/index.md"]} | volume("number: 1")
    )
    assert parts_of(root) == [("", ("trois",))]


def test_an_essay_is_printed_once_whatever_the_lists_say(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        volume("number: 1\nparts: [{id: a, essays: [un, un]}, {id: b, essays: [un]}]")
        | {"volumes/tome-0/index.md": "---\ntitle: Tome\nnumber: 2\nparts: [{essays: [un]}]\n---\n"},
    )
    catalogue, _ = read(root)
    assert [volume.id for volume in catalogue.volumes.values()] == ["tome-1", "tome-0"], "by number"
    assert [volume.essays for volume in catalogue.volumes.values()] == [("un",), ()]


def test_languages_come_from_home_unless_said(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "index.md": "---\ntitle: Home\nlang: en\n---\n\nHello.\n",
            "volumes/tome-1/index.md": "---\ntitle: Tome\nlang: fr\nparts: [{essays: [un]}]\n---\n",
            "volumes/tome-1/preface.md": "---\nauthors: ada\n---\n\nBonjour.\n",
        },
    )
    catalogue, _ = read(root)
    assert catalogue.essays["un"].lang == catalogue.authors["ada"].body.lang == "en"
    assert catalogue.volumes["tome-1"].matters[0].body.lang == "fr"
    assert catalogue.volumes["tome-1"].matters[0].title == "Préface"


def test_a_portrait_is_the_image_of_the_same_name(tmp_path: Path) -> None:
    root = small(tmp_path, {"authors/ada.webp": "x", "essays/un/vues/a.png": "x"})
    catalogue, problems = read(root)
    assert problems == ()
    assert catalogue.authors["ada"].portrait == "authors/ada.webp"
    assert catalogue.images == ("authors/ada.webp", "essays/un/vues/a.png")


TITLES = (
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<&"),
        max_size=60,
    )
    .filter(lambda text: not FORBIDDEN.search(text))
    .map("T{}".format)
)
"""Titles of which something is seen, and nothing looks like a tag."""


@settings(max_examples=20)  # each one is a folder
@given(TITLES)
def test_what_new_writes_is_read_back(title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = small(Path(folder))
        for lang in ("fr", "en"):
            text = template.essay(title=title, authors=["ada", "Zoé Roux"], day="2026-03-01", lang=lang)
            template.write(root, TextKey("essay", f"essai-{lang}"), text + "Texte.\n")
        catalogue, problems = read(root)
    assert problems == ()
    for lang in ("fr", "en"):
        new = catalogue.essays[f"essai-{lang}"]
        assert new.title == composed(title)
        assert new.bylines == (Byline(name="Ada Lune", author="ada"), Byline(name="Zoé Roux"))
        assert new.date == datetime.date(2026, 3, 1)


SERIES = """\
number: 2
série: Le palier
subtitle: Anthologie
editors: [ada, "Zoé: Roux"]
publisher: {name: Éditions du Palier, place: Lyon}
isbn: 978-2-9999999-0-9
issn: 2049-3630
price: 12 €
date: 2026-06-01
trim: poche
design: revue
editions: [screen, press, ebook]
press:
  - {printer: offset, paper: bouffant-80}
  - lulu
cover: {template: noms, picture: une.jpg, palette: nuit}
consents: {needed: [site, print], lacking: leave-out}
length: {min: 400, max: 1300}
opening: recto
sponsors: [Les Amis]"""


def test_a_new_volume_is_the_next_of_its_series(tmp_path: Path) -> None:
    root = small(tmp_path, volume(SERIES) | {"volumes/tome-1/une.jpg": picture()})
    before, problems = read(root)
    assert problems == ()
    volumes = before.volumes
    text = template.volume(
        title="L’escalier", volumes=volumes.values(), contributions=root, files=1, lang="fr"
    )
    assert "\nlength: {min: 400, max: 1300}  # " in text
    template.write(root, TextKey("volume", "tome-2"), text)
    catalogue, problems = read(root)
    assert problems == ()
    new, last = catalogue.volumes["tome-2"], volumes["tome-1"]
    assert (new.number, new.title) == (3, "L’escalier")
    shared = (
        "series",
        "editors",
        "lang",
        "license",
        "trim",
        "design",
        "publisher",
        "issn",
        "press",
        "consents",
    )
    for name in (*shared, "editions", "length", "opening"):
        assert getattr(new, name) == getattr(last, name), name
    assert (new.cover.template, new.cover.palette, new.cover.picture) == ("noms", "nuit", None)
    for name in ("subtitle", "isbn", "price", "date", "sponsors"):
        assert not getattr(new, name), name


def test_a_new_volume_takes_no_number_of_one_in_error() -> None:
    assert template.volume(files=2).splitlines()[1].startswith("number: 3 ")


def test_the_first_volume_has_a_number_and_no_more(tmp_path: Path) -> None:
    root = small(tmp_path, {"volumes/tome-1/index.md": template.volume(title="Un", lang="en")})
    catalogue, problems = read(root)
    assert problems == ()
    assert catalogue.volumes["tome-1"].number == 1


def test_the_order_of_files_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def catalogue() -> Catalogue:
        return read(tmp_path / "contributions")[0]

    small(tmp_path, {f"essays/e{number}/index.md": essay("volume: tome-1") for number in range(5)})
    first = catalogue()
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: reversed(list(real(path))))
    assert catalogue() == first
    assert list(catalogue().essays) == list(first.essays)
