"""tests/torture, an anthology of all that pages find hard, in each design on four sizes of page.

Its tome holds lists of every kind in one another, notes of one to ten thousand signs, every mark beside every
other, one to twelve authors, eleven scripts, figures, tables, verse and scenes, words longer than a line, and
essays that end or begin in every way.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from book.reading import Page, pages_of
from book.viewers import VIEWERS, complaints
from florilege.anthology import Anthology, load
from florilege.book.press import print_tomes
from florilege.catalogue.volumes import Design, Trim
from florilege.cli.preflight import essay_texts
from florilege.preflight.run import preflight
from florilege.reading import fieldtypes
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

DESIGNS: tuple[Design, ...] = ("classique", "contemporain", "revue")
TRIMS: Mapping[str, Trim] = {
    **{name: fieldtypes.TRIMS[name] for name in ("A6", "poche", "A5")},
    "17x24cm": Trim(width=170, height=240),
}
RIGHT: Mapping[str, Sequence[str]] = {
    "empty-lines": (
        "“Figures en tout genre”",
        "“Toutes les listes, dans toutes les listes”",
        "“Sept colonnes, quarante lignes”",
        "les mots qui ne tiennent pas dans la ligne”",
        "“Vers, scène, lettre, entretien”",
    ),
    "note-long": ("“Des notes de toute longueur”", "“Toutes les listes, dans toutes les listes”"),
    "short-last-page": ("",),
    "signature": ("",),
    "widow": ("puis d’autres mots.”",),
}
"""What is found for good reasons, and what the message names then: a figure that its author keeps where it
stands, the first items of lists in lists with what announces them, a heading of several lines or one over the
head of a table, the head of a letter with its first lines; notes of more than two pages; essays that no line
more or less ends well; a page count that costs a section; a line with more notes than have room."""
MM = 72 / 25.4


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("torture") / "torture"
    return find_project(Path(shutil.copytree(Path(__file__).with_name("torture"), root)))


@pytest.fixture(scope="module")
def anthology(project: Project, pool: Workers) -> Anthology:
    loaded = load(project, pool=pool)
    assert {problem.code for problem in loaded.problems} <= {"character-missing"}, loaded.problems
    return loaded


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("trim", TRIMS)
def test_every_page_holds(
    project: Project, anthology: Anthology, pool: Workers, tmp_path: Path, design: Design, trim: str
) -> None:
    volumes = anthology.catalogue.volumes
    volume = replace(volumes["supplice"], design=design, trim=TRIMS[trim])
    catalogue = replace(anthology.catalogue, volumes={"supplice": volume})
    changed = replace(anthology, catalogue=catalogue)
    print_tomes(project, changed, output=tmp_path, pool=pool)
    report = preflight(catalogue, essay_texts(changed), "supplice", tmp_path)
    found = [
        (finding.code, finding.pages, finding.message("en"))
        for file in report.files
        for finding in file.findings
    ]
    said = [each for each in found if not any(part in each[2] for part in RIGHT.get(each[0], ()))]
    assert said == []
    file = tmp_path / "supplice.pdf"
    pages = pages_of(file.read_bytes())[1:]  # behind the cover
    assert [*out_of_the_page(pages, TRIMS[trim])] == []
    assert [*printed_twice(pages)] == []
    assert {viewer: said for viewer in VIEWERS if (said := complaints(viewer, file))} == {}


def out_of_the_page(pages: Sequence[Page], trim: Trim) -> Iterator[tuple[int, str]]:
    """The letters that stand nearer to an edge than five millimetres, with the number of their page."""
    for number, page in enumerate(pages, 2):
        for word in page.words:
            if not (5 < word.x / MM < trim.width - 5 and 5 < word.y / MM < trim.height - 5):
                yield number, word.text


def printed_twice(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    """The letters that stand upon others like them, with the number of their page; not both of a ligature."""
    for number, page in enumerate(pages, 2):
        seen = dict[tuple[str, int, int], int]()
        for rank, word in enumerate(page.words):
            place = (word.text, round(word.x), round(word.y))
            if word.text.isalnum() and rank - seen.setdefault(place, rank) > 1:
                yield number, word.text
