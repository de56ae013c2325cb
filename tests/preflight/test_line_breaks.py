"""What a reader of lines would mark: widows, orphans, lines too long, ladders of hyphens."""

import pytest

from florilege.preflight.inspection.line_breaks import ladders, orphan, outermost, widow
from florilege.preflight.measurement.measurements import BLACK, PdfPage, Rectangle, TextRun
from florilege.preflight.measurement.text_lines import PrintedLine, TextArea, lines_of, text_areas

LEFT, RIGHT = 20.0, 130.0
AREA = TextArea(left=LEFT, right=RIGHT, size=10, leading=13.5)
STEP = 13.5 * 25.4 / 72


def line(
    number: int, text: str = "une ligne de texte", left: float = LEFT, right: float = RIGHT
) -> PrintedLine:
    """The n-th line of a page."""
    baseline = 190 - number * STEP
    return PrintedLine(text, Rectangle(left, baseline - 1, right, baseline + 3), baseline, 10)


def page(*ends: tuple[float, float]) -> list[PrintedLine]:
    """Lines, each from where to where."""
    return [line(number, left=left, right=right) for number, (left, right) in enumerate(ends)]


FULL, INDENTED, SHORT = (LEFT, RIGHT), (LEFT + 4, RIGHT), (LEFT, 80.0)


def test_a_last_line_alone_at_the_head_is_a_widow() -> None:
    found = widow(page(FULL, FULL), page(SHORT, INDENTED, FULL), AREA, AREA)
    assert found == line(0, right=80)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((FULL, FULL), (FULL, SHORT, INDENTED)),  # two lines came over
        ((FULL, SHORT), (SHORT, INDENTED)),  # a paragraph of one line
        ((FULL, FULL), (SHORT, FULL)),  # what goes on below belongs to it
        ((FULL, FULL), ((LEFT + 4, 80.0), INDENTED)),  # it begins a paragraph
        ((FULL, INDENTED, INDENTED), (SHORT, INDENTED)),  # it begins a definition
    ],
)
def test_what_is_no_widow(
    before: tuple[tuple[float, float], ...], after: tuple[tuple[float, float], ...]
) -> None:
    assert widow(page(*before), page(*after), AREA, AREA) is None


def test_an_item_of_a_list_is_no_widow() -> None:
    lines = [line(0, "2. mot", right=80), line(1, left=LEFT + 4)]
    assert widow(page(FULL, FULL), lines, AREA, AREA) is None


def test_a_first_line_alone_at_the_foot_is_an_orphan() -> None:
    found = orphan(page(FULL, SHORT, INDENTED), page(FULL, FULL), AREA, AREA)
    assert found == line(2, left=LEFT + 4)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((FULL, SHORT, INDENTED, FULL), (FULL, FULL)),  # two lines stay
        ((FULL, SHORT, INDENTED), (INDENTED, FULL)),  # the next page begins a paragraph
        ((FULL, FULL, INDENTED), (FULL, FULL)),  # an item of a list, whose lines hang
        ((FULL, SHORT, (LEFT + 4, 80.0)), (FULL, FULL)),  # a paragraph of one line
    ],
)
def test_what_is_no_orphan(
    before: tuple[tuple[float, float], ...], after: tuple[tuple[float, float], ...]
) -> None:
    assert orphan(page(*before), page(*after), AREA, AREA) is None


def test_a_line_beyond_the_measure() -> None:
    lines = page(FULL, (LEFT, RIGHT + 5), (LEFT, RIGHT + 0.5))
    assert list(filter(AREA.overruns, lines)) == [lines[1]]


def test_four_hyphens_running_are_a_river_and_three_are_none() -> None:
    hyphens = [line(number, "une ligne cou\u2010") for number in range(4)]
    assert [len(ladder) for ladder in ladders([*hyphens, line(4)], 3)] == [4]
    assert list(ladders([*hyphens[:3], line(3), line(4, "une ligne cou-")], 3)) == []


def test_hyphens_of_two_columns_are_not_one_ladder() -> None:
    left = [line(number, "une ligne cou\u2010") for number in range(3)]
    assert list(ladders([*left, *left], 3)) == []


def test_a_raised_call_belongs_to_its_line_and_spaces_take_no_place() -> None:
    def run(text: str, left: float, right: float, baseline: float = 100.0, size: float = 10.0) -> TextRun:
        box = Rectangle(left, baseline - 1, right, baseline + 2)
        return TextRun(text, box, baseline, size, "F", BLACK, True, False)

    shown = (
        run("une ligne", 20, 60),
        run("1", 60, 61, 101.5, 5.6),
        run(" ", 61, 63),
        run("autre", 20, 40, 95.2),
    )
    whole = Rectangle(0, 0, 148, 210)
    first, second = lines_of(PdfPage(1, 148, 210, whole, whole, runs=shown))
    assert (first.text, first.box.right, first.size, first.baseline) == ("une ligne1 ", 61, 10, 100)
    assert second.text == "autre"


def test_the_text_area_is_what_most_lines_have() -> None:
    pages = [page(FULL, FULL, SHORT, INDENTED), page((16, 126), (16, 126), (20, 126))] * 2
    left, right = text_areas(pages)
    assert (left.left, left.right, right.left, right.right) == (16, 126, 20, 130)
    assert right.leading == 13.5


def test_heads_and_folios_stand_apart() -> None:
    leading = STEP
    pages = [[line(-3), *(line(number) for number in range(count)), line(36)] for count in (30, 30, 3)]
    head, folio = outermost(pages, leading)
    assert head == pytest.approx(line(-3).baseline, abs=0.1)
    assert folio == pytest.approx(line(36).baseline, abs=0.1)
    assert outermost([[line(0), line(1)], []], leading) == (float("inf"), float("-inf"))
    headings = [[line(0), *(line(number) for number in range(3, 30))], *[[line(0), line(1), line(2)]] * 2]
    assert outermost(headings, leading) == (float("inf"), float("-inf"))
