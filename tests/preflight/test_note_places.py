"""Notes: where they are called and where they stand, as the finished pages say."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import pytest

from book.printing import print_all
from book.test_notes import LONGEST
from book.tree import tree_of
from florilege.cli.preflight import essay_texts
from florilege.preflight.inspection.checklist import inspect
from florilege.preflight.inspection.essay_words import EssayText
from florilege.preflight.inspection.inspection import Inspection
from florilege.preflight.inspection.note_places import NotePlace, note_places
from florilege.preflight.measurement.pdf_file import measure
from florilege.printing.printers import asked
from preflight.shop import Shop

CALL = '<a class="note-ref" href="#n{0}">{0}</a>'
NOTED = EssayText(
    "un",
    "Un",
    f"<p>Il regardait la cour{CALL.format(1)}, et le palier{CALL.format(2)} {CALL.format(3)}.</p>",
    ("<p>Celle du voisin.</p>", "<p>Où l’on attend longtemps, où l’on attend toujours.</p>", "<p>Ibid.</p>"),
)


FIRST, SECOND = "ilregardaitlacour1et", "lepalier23"
NOTES = "1celleduvoisin", "2oùlonattendlongtemps", "oùlonattendtoujours"
FOUND: Mapping[str, tuple[Sequence[str], Sequence[tuple[int, ...]]]] = {
    "one page": ([FIRST + SECOND + "".join(NOTES) + "3ibid"], [(1, 1, 1, 1), (2, 1, 1, 1)]),
    "parted": ([FIRST + NOTES[0], SECOND + NOTES[1], NOTES[2]], [(1, 1, 1, 1), (2, 2, 2, 3)]),
    "away": ([FIRST, SECOND + "".join(NOTES)], [(1, 1, 2, 2), (2, 2, 2, 2)]),
    "lost": ([FIRST, SECOND], []),
}


@pytest.mark.parametrize(("pages", "places"), FOUND.values(), ids=FOUND)
def test_notes_are_found_by_their_number_and_letters(
    pages: Sequence[str], places: Sequence[tuple[int, ...]]
) -> None:
    """« Ibid. », of fewer letters than tell a place, isn't looked for."""
    assert [*note_places(pages, NOTED, 1, len(pages))] == [NotePlace(*place) for place in places]


def _said(words: Iterator[str], signs: int) -> str:
    """So many signs, in words that are said nowhere else."""
    return " ".join(islice(words, signs // 7 + 1)).capitalize()


@pytest.fixture(scope="module")
def noted(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    """A tome in one of whose essays notes of many pages are called in a quotation, a list and a table."""
    root = Path(shutil.copytree(read_toy, tmp_path_factory.mktemp("noted") / "toy"))
    words = map("mot{}".format, count(100))
    text = [f"{_said(words, 700)}.\n" for _ in range(12)]
    text[3] = f"> {_said(words, 80)}[^long-un]\n>\n> {_said(words, 300)}[^long-deux].\n"
    text[5] = f"- {_said(words, 90)}[^long-trois]\n- {_said(words, 40)}\n"
    cells = f"{_said(words, 20)}[^long-quatre] | {_said(words, 20)}[^long-cinq]"
    text[7] = f"| Un | Deux |\n|---|---|\n| {cells} |\n"
    for name, signs in {"un": 4_000, "deux": 30, "trois": 60, "quatre": LONGEST, "cinq": 2_000}.items():
        text.append(f"[^long-{name}]: {_said(words, signs)}.\n")
    with (root / "contributions/essays/douze-etages/index.md").open("a", encoding="utf-8") as essay:
        essay.write("\n" + "\n".join(text))
    printed = print_all(root)
    volume = printed.anthology.catalogue.volumes["tome-3"]
    texts = essay_texts(printed.anthology)
    path = printed.tomes["tome-3"].file
    return Inspection(
        role="screen",
        path=path,
        file=measure(path),
        volume=volume,
        printer=asked(Inspection.__dataclass_fields__["run"].default),
        essays=tuple(texts[essay] for essay in volume.essays),
    )


def test_a_note_of_many_pages_is_named(noted: Inspection) -> None:
    """And no other fault is found, for each begins on the page of its call, and no word is lost."""
    found = [finding for finding in inspect(noted) if finding.code in ("note-away", "note-long", "words")]
    assert {finding.code for finding in found} == {"note-long"}, [each.message("en") for each in found]
    pages = {(each.what, each.wanted): each.measured for finding in found for each in finding.occurrences}
    assert pages["Douze étages", 7] >= 4


def test_long_notes_are_read_aloud_whole_where_they_are_called(noted: Inspection) -> None:
    with tree_of(noted.path.read_bytes()) as document:
        notes = [note.letters() for note in document.all_of("Note")]
    assert len([note for note in notes if len(note) > LONGEST * 0.8]) == 1


def test_a_note_on_another_page_is_named(shop: Shop) -> None:
    """As if pages said something else: the note of an essay is on the next page."""
    good = shop.inspection("screen")
    essay = next(each for each in good.essays if each.notes)
    (place, *_) = note_places(good.page_letters, essay, *good.search.spans[essay.id])
    page = good.pages[place.begins - 1]
    at = [each.start() for each in re.finditer(rf"[\n\ufffe]{place.number}\.", page.text)][-1]
    moved = [replace(each, text=each.text[:at]) if each is page else each for each in good.pages]
    moved[place.begins] = replace(moved[place.begins], text=moved[place.begins].text + page.text[at:])
    bad = replace(good, file=replace(good.file, pages=tuple(moved)))
    found = [finding for finding in inspect(bad) if finding.code == "note-away"]
    assert (place.called, place.begins + 1) in [
        (each.page, each.measured) for finding in found for each in finding.occurrences
    ]
    assert "note-away" not in {finding.code for finding in inspect(good)}
