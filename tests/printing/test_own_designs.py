"""Designs of an anthology's own: what design.yml may say, what is told of it, and the pages that it makes."""

from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from book.printing import bound
from book.reading import glyphs_of
from florilege.anthology import load
from florilege.book.binding.assemble import assemble
from florilege.book.composing.look import look
from florilege.book.composing.new_design import begin_design
from florilege.book.sheet import MM, page_geometry
from florilege.catalogue.volumes import OwnDesign
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import DESIGNS, figures
from florilege.reading.designfields import read_designs
from florilege.reading.loader import read
from florilege.runtime.project import find_project


def write(root: Path, text: str, name: str = "maison") -> Path:
    """The folder of designs, with one that says this."""
    file = root / "design" / name / "design.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return root / "design"


def take(root: Path, name: str) -> None:
    """Have the first volume take a design."""
    volume = root / "contributions/volumes/tome-1/index.md"
    text = volume.read_text(encoding="utf-8")
    volume.write_text(text.replace("number: 1\n", f"number: 1\ndesign: {name}\n"), encoding="utf-8")


FAULTS = [
    ("base: baroque", "field-choice", 1),
    ("base: revue\nsize: 20", "number-between", 2),
    ("size: grand", "number-between", 1),
    ("leading: 0.9", "number-between", 1),
    ("initial: 2.5", "number-between", 1),
    ("initial: 9", "number-between", 1),
    ("margins: {inner: 3}", "number-between", 1),
    ("margins:\n  inner: 20\n  foot: 20", "field-unknown", 3),
    ("margins: 20", "field-not-mapping", 1),
    ("base: revue\nsise: 10", "field-unknown", 2),
    ("size: 10\nsize: 11", "field-twice", 2),
    ("- 10", "front-matter-not-fields", 1),
    ("size: [", "yaml-invalid", 1),
]


@pytest.mark.parametrize(("text", "code", "line"), FAULTS)
def test_what_is_wrong_with_figures_is_told_with_its_line(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    _, problems = read_designs(write(tmp_path, text))
    assert [(each.code, each.line) for each in problems] == [(code, line)]
    for lang in ("fr", "en"):
        said = problems[0].line_for(lang, root="contributions")
        assert said.startswith(f"design/maison/design.yml:{line}:")
        assert "\n" not in said


@pytest.mark.parametrize(("name", "code"), [("revue", "design-name"), ("À moi", "id-invalid")])
def test_a_design_has_a_name_of_its_own(tmp_path: Path, name: str, code: str) -> None:
    designs, problems = read_designs(write(tmp_path, "size: 10", name))
    assert not designs
    assert [each.code for each in problems] == [code]


def test_a_volume_that_names_an_unknown_design_is_told_which_there_are(toy: Path) -> None:
    design = write(toy, "size: 10")
    take(toy, "manoir")
    catalogue, problems = read(toy / "contributions", design=design)
    assert [(each.code, each.line) for each in problems] == [("field-choice", 3)]
    assert "classique, contemporain, revue, maison" in problems[0].message("en")
    assert catalogue.volumes["tome-1"].own_design is None


@pytest.mark.parametrize(
    "name", ["book.css", "maison/maison.css", "maison/style/custom.css", "manoir/styles/custom.css"]
)
def test_a_file_that_nothing_reads_is_told(toy: Path, name: str) -> None:
    design = write(toy, "size: 10")
    take(toy, "maison")
    file = design / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("p { margin: 0 }", encoding="utf-8")
    catalogue, _ = read(toy / "contributions", design=design)
    with pytest.raises(FlorilegeError) as raised:
        look(catalogue.volumes["tome-1"], design).check()
    assert raised.value.code == "design-file"
    assert str(file) in raised.value.message("fr")


@pytest.mark.parametrize("base", DESIGNS)
def test_a_design_begun_looks_as_its_base(toy: Path, base: str) -> None:
    design = toy / "design"
    begin_design(design, "maison", base, "fr")  # type: ignore[arg-type]
    take(toy, "maison")
    catalogue, problems = read(toy / "contributions", design=design)
    assert not problems
    volume = catalogue.volumes["tome-1"]
    assert volume.own_design
    assert (volume.own_design.name, volume.design) == ("maison", base)
    assert figures(volume) == DESIGNS[volume.design]
    look(volume, design).check()
    for name in ("maison", "revue", "styles", "Maison"):
        with pytest.raises(FlorilegeError):
            begin_design(design, name, "classique", "fr")


def test_an_own_design_is_read_back_from_its_pages(toy: Path) -> None:
    design = write(
        toy,
        "base: contemporain\nsize: 9\nleading: 1,5\n"
        "margins: {inner: 30, outer: 25, top: 25, bottom: 30}\ninitial: 2\n",
    )
    (design / "maison/templates").mkdir()
    (design / "maison/templates/part.html").write_text(
        '<section id="{{ id }}" class="sheet part"><h1>Maison {{ number|roman }}</h1></section>', "utf-8"
    )
    (design / "maison/styles").mkdir()
    (design / "maison/styles/custom.css").write_text("h1 { font-size: 17pt }", "utf-8")
    take(toy, "maison")
    project = find_project(toy)
    anthology = load(project)
    assert not anthology.errors
    volume = anthology.catalogue.volumes["tome-1"]
    assert isinstance(volume.own_design, OwnDesign)
    pdf = assemble(bound(project, anthology, "tome-1"))
    glyphs = glyphs_of(pdf)
    sizes = Counter(round(glyph.size, 2) for page in glyphs for glyph in page)
    assert sizes.most_common(1)[0][0] == 9
    letters = ["".join(glyph.text for glyph in page) for page in glyphs]
    assert any(page.startswith("MaisonI") for page in letters)
    baselines = [sorted({glyph.y for glyph in page if glyph.size == 9}) for page in glyphs]
    rows = {round(later - earlier, 1) for page in baselines for earlier, later in pairwise(page)}
    assert 13.5 in rows
    geometry = page_geometry(volume)
    assert (geometry.inner, geometry.outer, geometry.top) == (30, 25, 25)
    for recto, margin in ((True, 30), (False, 25)):
        left, _ = Counter(_lefts(pdf, recto=recto)).most_common(1)[0]
        assert left == pytest.approx(margin * MM, abs=1)


def _lefts(pdf: bytes, *, recto: bool) -> list[int]:
    """pt: where each line of the right-hand, or left-hand, pages begins."""
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, page in enumerate(document, 1):
            if bool(number % 2) == recto:
                text = page.get_textpage()
                boxes = [text.get_rect(each) for each in range(text.count_rects())]
                found += [round(left) for left, *_ in boxes]
    return found
