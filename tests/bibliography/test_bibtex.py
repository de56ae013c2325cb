"""BibTeX records, read back by readers that aren't ours: pybtex for fields, pylatexenc for what they say."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pybtex.richtext import Text
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from florilege.bibliography.bibtex import record
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Imprint, Part, Volume
from florilege.catalogue.writings import Author, Body, Byline, Essay

TITLE = r"R&D : 100 % de $ #1, a_b {sic} C:\serre ~ ^"


def body(path: str) -> Body:
    return Body(path=path, line=1, markdown="", lang="fr")


def edition(title: str, *, publisher: str = "Palier & fils") -> OnlineEdition:
    essay = Essay(
        id="le-banc",
        title=title,
        bylines=(Byline(name="Élise Aubry", author="elise-aubry"), Byline(name="Nora_W")),
        body=body("essays/le-banc/index.md"),
    )
    volume = Volume(
        id="tome-1",
        title=title,
        number=1,
        series="Petites rencontres",
        parts=(Part(id="", title="", essays=("le-banc",)),),
        date=datetime.date(2026, 6, 1),
        publisher=Imprint(name=publisher, place="Lyon"),
        body=body("volumes/tome-1/index.md"),
    )
    author = Author(id="elise-aubry", name="Élise Aubry", sort_name="Aubry, Élise", body=body("authors/a.md"))
    catalogue = Catalogue(
        title="Petites rencontres",
        home=body("index.md"),
        authors={author.id: author},
        essays={essay.id: essay},
        volumes={volume.id: volume},
    )
    return OnlineEdition(catalogue=catalogue, name="Rencontres", lang="fr", url="https://toy.example/a_b/")


def parsed(edition: OnlineEdition) -> Entry:
    (entry,) = parse_string(record(edition, edition.catalogue.essays["le-banc"]), "bibtex").entries.values()
    return entry


LATEX = get_default_latex_context_db()
LATEX.add_context_category(
    "braces",
    prepend=True,
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
)


def read(latex: str) -> str:
    return str(LatexNodes2Text(latex_context=LATEX, strict_latex_spaces=True).latex_to_text(latex))


def test_a_record_is_read_back() -> None:
    entry = parsed(edition(TITLE))
    assert entry.type == "incollection"
    assert {name: read(value) for name, value in entry.fields.items() if name != "url"} == {
        "title": TITLE,
        "booktitle": TITLE,
        "series": "Petites rencontres",
        "volume": "1",
        "language": "fr",
        "publisher": "Palier & fils",
        "address": "Lyon",
        "year": "2026",
    }
    assert entry.fields["url"] == "https://toy.example/a_b/essays/le-banc/"
    first, second = entry.persons["author"]
    assert (first.last_names, first.first_names) == (["Aubry"], ["Élise"])
    assert read(second.last_names[0]) == "Nora_W"


@given(st.text("&%$#_{}\\~^aé1", min_size=1))
def test_what_tex_reads_otherwise_is_escaped(title: str) -> None:
    """Whatever stands beside whatever, braces that don't pair too; and nothing behind it is lost."""
    entry = parsed(edition(title, publisher=title))
    assert read(entry.fields["title"]) == title
    assert read(entry.fields["publisher"]) == title
    assert entry.fields["year"] == "2026"


def test_a_style_leaves_the_capitals_of_a_title_alone() -> None:
    """As `plain` and its kin write titles: small, save what is in braces."""
    entry = parsed(edition("Nora lit Germinal & dort"))
    assert (
        read(Text.from_latex(entry.fields["title"]).lower().render_as("latex")) == "Nora lit Germinal & dort"
    )
