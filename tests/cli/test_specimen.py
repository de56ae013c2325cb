"""`florilege specimen`: every kind of page of a design, on twelve pages."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from book.printing import page_texts
from book.reading import glyphs_of
from book.tree import tree_of
from commands import florilege
from florilege.anthology import Anthology, load
from florilege.book.composing.new_design import begin_design
from florilege.book.press import print_specimen
from florilege.catalogue.volumes import Design
from florilege.cli.preflight import essay_texts
from florilege.preflight.run import preflight
from florilege.runtime.project import project_at
from florilege.runtime.workers import Workers
from florilege.scaffold.specimen_text import specimen_files, specimen_languages

DESIGNS = get_args(Design)
EVERY = tuple(product(DESIGNS, specimen_languages()))

PAGES: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "half-title": (1, {"fr": "Spécimen Tome 1 – Le passage", "en": "Specimen Volume 1 – The crossing"}),
    "imprint": (2, {"fr": "licence CC0", "en": "licensed under CC0"}),
    "title page": (3, {"fr": "Sous la direction d’Inès", "en": "Edited by Ada Winsome"}),
    "contents": (4, {"fr": "Table des matières", "en": "Contents"}),
    "part": (5, {"fr": "Les deux rives", "en": "The two banks"}),
    "opening with one author": (6, {"fr": "Lucie Marchal Passeuse", "en": "Nell Harrow Ferrywoman"}),
    "note": (6, {"fr": "1. Léon Marchal, mon père", "en": "1. Leo Harrow, my father"}),
    "quotation": (6, {"fr": "On ne prend pas deux fois", "en": "Nobody takes the same ferry twice"}),
    "heading": (7, {"fr": "Ce que l’on passe", "en": "What we carry"}),
    "list": (7, {"fr": "2. des moutons", "en": "2. sheep"}),
    "list in a list": (7, {"fr": "– ceux de Basile", "en": "– those of Basil"}),
    "figure": (7, {"fr": "Le quai et sa cloche", "en": "The quay and its bell"}),
    "subheading": (7, {"fr": "Les hauteurs", "en": "The levels"}),
    "table": (7, {"fr": "juin 1,25 m 611", "en": "June 1.25 m 611"}),
    "opening with three authors": (8, {"fr": "Trois voix pour", "en": "Three voices for"}),
    "verse": (8, {"fr": "la corde n’en dit rien", "en": "the rope won’t say a word"}),
    "pull-quote": (8, {"fr": "On connaît une rivière", "en": "You know a river"}),
    "drama": (9, {"fr": "PAUL, sans ouvrir", "en": "OWEN, without opening"}),
    "letter": (9, {"fr": "Chère Lucie", "en": "Dear Nell"}),
    "interview": (9, {"fr": "Que passe-t-on, la nuit", "en": "Who crosses at night"}),
    "aside": (9, {"fr": "Cote de minuit", "en": "Level at midnight"}),
    "notices": (10, {"fr": "Notices sur les", "en": "Notes on the authors"}),
    "index": (11, {"fr": "Index des personnes", "en": "Index of persons"}),
    "printing": (12, {"fr": "Achevé d’imprimer en janvier", "en": "Printed in January"}),
}
"""Kind → its page on A5, and words of it in each language."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A specimen, and what it was made of."""

    anthology: Anthology
    file: Path
    lang: str

    @property
    def pages(self) -> list[str]:
        """The words of each page."""
        return [re.sub(r"\s+", " ", text) for text in page_texts(self.file.read_bytes())]


@pytest.fixture(scope="module", params=EVERY, ids="-".join)
def specimen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path, pool: Workers
) -> Specimen:
    design, lang = request.param
    root = tmp_path_factory.mktemp("specimen")
    for path, content in specimen_files(lang, design, width=148, height=210).items():
        file = root / "contributions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    project = project_at(root, root / "contributions")
    anthology = load(project, pool=pool, with_suggestions=True)
    tome = print_specimen(project, anthology, output=root / "tomes", pool=pool)
    return Specimen(anthology, tome.file, lang)


@pytest.mark.press
def test_every_kind_stands_on_its_page_of_twelve(specimen: Specimen) -> None:
    """All pages hold something, and nothing that its author would mend or a printer send back."""
    pages = specimen.pages
    assert len(pages) == 12
    assert all(re.search(r"\w", page) for page in pages)
    for kind, (number, words) in PAGES.items():
        said = words[specimen.lang].casefold()
        assert said in pages[number - 1].casefold(), (kind, pages[number - 1])
    with tree_of(specimen.file.read_bytes()) as document:
        counted = Counter(element.kind for element in document.walk())
    assert counted["Figure"] == 5
    assert counted["L"] == 2
    assert counted["Table"] == 1
    assert counted["BlockQuote"] == 1
    assert counted["Note"] == 3
    assert specimen.anthology.problems == ()
    texts = essay_texts(specimen.anthology)
    assert preflight(specimen.anthology.catalogue, texts, "specimen", specimen.file.parent).findings == ()


@pytest.mark.press
def test_a_design_of_ours_is_shown_in_an_empty_folder(tmp_path: Path) -> None:
    done = florilege(tmp_path, "specimen", "Revue", "--size", "17x24cm", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"specimen-revue\.pdf: \d+ pages, ", done.stdout)
    (file,) = tmp_path.iterdir()
    imprint = page_texts(file.read_bytes())
    assert "Specimen of the design revue, at 170 × 240 mm." in [*imprint][1].replace("\u00a0", " ")


@pytest.mark.press
def test_an_anthology_shows_its_own_design_whatever_is_wrong_elsewhere(toy: Path) -> None:
    """With its figures and files, and not those of another design, one of which is in error."""
    begin_design(toy / "design", "maison", "contemporain", "fr")
    figures = toy / "design/maison/design.yml"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace("size: 10.25", "size: 9.5"), encoding="utf-8"
    )
    (toy / "design/maison/styles/custom.css").write_text(".text h2 { font-size: 2rem; }\n", encoding="utf-8")
    begin_design(toy / "design", "cabane", "revue", "fr")
    (toy / "design/cabane/design.yml").write_text("size: 99\n", encoding="utf-8")
    (toy / "contributions/essays/le-banc-vert/index.md").write_text("---\n[\n", encoding="utf-8")
    before = {path.name for path in toy.iterdir()}
    done = florilege(toy, "specimen", "maison", "--output", "a/page.pdf", "--lang", "fr")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("a/page.pdf\u202f: 12 pages, ")
    assert {path.name for path in toy.iterdir()} - before == {"a"}
    sizes = Counter(
        round(glyph.size, 2) for page in glyphs_of((toy / "a/page.pdf").read_bytes()) for glyph in page
    )
    assert sizes.most_common(1)[0][0] == 9.5
    assert 19 in sizes


def test_what_is_wrong_with_the_figures_of_a_design_is_told_with_its_line(toy: Path) -> None:
    begin_design(toy / "design", "maison", "revue", "fr")
    (toy / "design/maison/design.yml").write_text("base: revue\nsize: 99\n", encoding="utf-8")
    done = florilege(toy, "specimen", "maison", "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"design/maison/design\.yml:2:7: error: .* \[number-between\]\n", done.stderr)
    assert not [*toy.glob("*.pdf")]


def test_an_unknown_design_is_told_with_those_that_there_are(
    toy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ours = "classique, contemporain, revue"
    begin_design(toy / "design", "maison", "revue", "fr")
    for folder, known in ((tmp_path_factory.mktemp("empty"), ours), (toy, f"{ours}, maison")):
        done = florilege(folder, "specimen", "manoir", "--lang", "en")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"florilege: no design “manoir”; there are these: {known} [design-not-found]\n"


@pytest.mark.press
def test_a_size_may_be_written_as_a_field_of_a_volume(tmp_path: Path) -> None:
    done = florilege(tmp_path, "specimen", "classique", "--size", "{width: 100, height: 150}", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    (file,) = tmp_path.iterdir()
    imprint = [*page_texts(file.read_bytes())][1].replace("\u00a0", " ")
    assert "100 × 150 mm" in " ".join(imprint.split())


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ("A99", "unknown size “A99”"),
        ("3x3cm", "out of range"),
        ("", "unknown size “”"),
        ("{width: 100}", "unknown size “width”"),
        ("{width: 100, height: 9}", "out of range"),
        ("{width: 100", "unknown size “{width: 100”"),
    ],
)
def test_a_size_that_is_none_is_told(tmp_path: Path, size: str, said: str) -> None:
    done = florilege(tmp_path, "specimen", "revue", "--size", size, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.splitlines()[-1]
    assert not [*tmp_path.iterdir()]
