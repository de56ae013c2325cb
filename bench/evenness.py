"""How evenly the pages of tomes are set, and beside it the same text set by LuaLaTeX with microtype.

    python bench/evenness.py [VOLUME ...]

Works in the folder of an anthology whose tomes are in `tomes/`, and prints one table. Pages are read by
pdfminer.six, which made none of them. LuaLaTeX takes part where `lualatex` is installed (Debian's
texlive-luatex, texlive-latex-recommended, texlive-lang-french): it gets the paragraphs, headings, lists,
quotations and notes of the same essays (latex_book.py), the same face, size, leading and measure.

What is counted, in lines of the running text alone:
- word spaces of a justified line, as a multiple of the face's own space; those beside French signs, which
  are fixed, don't count;
- hyphens at the ends of lines, also of pages;
- runts: last lines of paragraphs that hold fewer than five letters;
- short last pages: those that end an essay with fewer than five lines, quotations' counted, notes' not;
- empty lines: on pages within an essay, what is left free under the last thing that stands there;
- notes away: calls whose note begins on another page.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

from fontTools.ttLib import TTFont
from latex_book import Book, installed, printed, printed_book, typeset
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage

WIDE, NARROW = 1.5, 0.75
"""Word spaces beyond which a line is loose or tight, as multiples of the face's own."""
FEWEST_LETTERS, FEWEST_LINES = 5, 5
QUOTED = 0.85
"""Type that is larger, as a part of the running text's, is no note's (book.css: quotations .86 and .92)."""
FIXED = frozenset("«»‹›:;!?–—\u00a0\u202f")
"""Signs whose spaces are as wide in every line."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and where it stands, in pt from the lower left corner of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Line:
    """Letters of one size on one baseline."""

    letters: Sequence[Letter]

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def right(self) -> float:
        return self.letters[-1].right

    @property
    def baseline(self) -> float:
        return self.letters[0].baseline

    @cached_property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def hyphenated(self) -> bool:
        return self.text[-1:] in ("-", "\u2010", "\u00ad") and len(self.text) > 1

    @property
    def spaces(self) -> Iterator[float]:
        """The widths of its word spaces, in pt."""
        for one, other in pairwise(self.letters):
            gap = other.left - one.right
            if gap > 0.08 * one.size and not FIXED & {one.text, other.text}:
                yield gap


@dataclass(frozen=True, kw_only=True)
class Page:
    lines: Sequence[Line]
    """Of the running text."""
    filled: int
    """How many lines it has, those of quotations and verse among them, whose type is a little smaller."""
    lowest: float
    """pt: the lowest edge of all that stands in the type area, folio and running head left out."""
    calls: Sequence[str]
    """Numbers of notes that are called on the page."""
    notes: Sequence[str]
    """Numbers of notes that begin at its foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What lines are measured by."""

    space: float
    """pt: the face's own word space."""
    size: float
    """pt: the running text."""
    edges: Sequence[tuple[float, float]]
    """pt: the left and right edge of most lines, on even pages and on odd ones."""


@dataclass(kw_only=True)
class Evenness:
    """What was counted in a book."""

    pages: int = 0
    lines: int = 0
    justified: int = 0
    loose: int = 0
    tight: int = 0
    hyphens: int = 0
    hyphens_overleaf: int = 0
    ladders: int = 0
    paragraphs: int = 0
    runts: int = 0
    essays: int = 0
    short_last_pages: int = 0
    inner_pages: int = 0
    empty_lines: float = 0
    notes: int = 0
    notes_away: int = 0


def main(volumes: Sequence[str]) -> None:
    found: dict[str, Evenness] = {}
    for volume in volumes or sorted(printed()):
        book = printed_book(volume)
        found[f"{volume}, Florilège"] = measure(book)
        if installed():
            found[f"{volume}, LuaLaTeX"] = measure(typeset(book))
    print(table(found))


def measure(book: Book) -> Evenness:
    """Count what stands on the pages of its essays."""
    found = Evenness(essays=len(book.essays))
    pages = [_page(page, book.size) for page in extract_pages(BytesIO(book.pdf), laparams=None)]
    measure = Measure(space=own_space(book.face("normal")) * book.size, size=book.size, edges=edges(pages))
    foot = _mode(page.lowest for page in pages if page.lines)
    for first, last in book.essays:
        span = pages[first - 1 : last]
        while len(span) > 1 and not span[-1].filled:
            span.pop()
        found.pages += len(span)
        found.short_last_pages += len(span) > 1 and span[-1].filled < FEWEST_LINES
        for number, page in enumerate(span, first):
            _count_lines(page.lines, measure, number % 2, found)
            called, begun = Counter(page.calls), Counter(page.notes)
            found.notes += called.total()
            found.notes_away += (called - begun).total()
        for page in span[:-1]:
            found.inner_pages += 1
            found.hyphens_overleaf += bool(page.lines) and page.lines[-1].hyphenated
            found.empty_lines += max(0, round((page.lowest - foot) / book.leading))
    return found


def _count_lines(lines: Sequence[Line], measure: Measure, side: int, found: Evenness) -> None:
    left, right = measure.edges[side]
    ladder = 0
    for line in lines:
        found.lines += 1
        full = line.right > right - 1 and line.left - left < 2 * measure.size
        if full and (spaces := list(line.spaces)):
            ratio = median(spaces) / measure.space
            found.justified += 1
            found.loose += ratio > WIDE
            found.tight += ratio < NARROW
        found.hyphens += line.hyphenated
        ladder = ladder + 1 if line.hyphenated else 0
        found.ladders += ladder == 3
        if line.right < right - 1 and line.left - left < 1:
            found.paragraphs += 1
            found.runts += sum(character.isalnum() for character in line.text) < FEWEST_LETTERS


def _page(page: LTContainer, size: float) -> Page:
    letters = list(_letters(page))
    within = [letter for letter in letters if 0.09 * page.height < letter.baseline < 0.93 * page.height]
    text = [letter for letter in within if abs(letter.size - size) < 0.02 * size]
    drawn = [item.y0 for item in page if isinstance(item, LTImage | LTCurve) and item.y0 > 0.09 * page.height]
    lines = list(_lines(text))
    small = [letter for letter in letters if letter.size < 0.93 * size]
    return Page(
        lines=lines,
        filled=len(list(_lines(letter for letter in within if letter.size > QUOTED * size))),
        lowest=min([letter.baseline for letter in within] + drawn, default=page.height),
        calls=list(_calls(small, lines, size)),
        notes=list(_notes(small)),
    )


def _letters(page: LTContainer) -> Iterator[Letter]:
    for item in page:
        if isinstance(item, LTContainer):
            yield from _letters(item)
        elif isinstance(item, LTChar) and item.upright and item.get_text().strip():
            yield Letter(item.get_text(), item.x0, item.x1, item.matrix[5], item.size)


def _lines(letters: Iterable[Letter]) -> Iterator[Line]:
    """From top to bottom; what stands on one baseline is one line."""
    ordered = sorted(letters, key=lambda letter: (-round(letter.baseline, 1), letter.left))
    for _, line in groupby(ordered, key=lambda letter: round(letter.baseline, 1)):
        yield Line(list(line))


def _calls(small: Iterable[Letter], lines: Sequence[Line], size: float) -> Iterator[str]:
    """Raised figures, each run of them one number."""
    raised = [
        letter
        for letter in small
        if letter.text.isdigit()
        and any(
            0.2 * size < letter.baseline - line.baseline < 0.6 * size
            and line.left < letter.left < line.right + size
            for line in lines
        )
    ]
    return _runs(raised)


def _notes(small: Sequence[Letter]) -> Iterator[str]:
    """The number at the head of each note: the first of a line, with a point or raised."""
    for line in _lines(small):
        if number := re.match(r"(\d{1,3})(?:\.(?!\d)|(?=\D))", line.text):
            yield number[1]


def _runs(letters: Iterable[Letter]) -> Iterator[str]:
    run = ""
    last: Letter | None = None
    for letter in sorted(letters, key=lambda letter: (-round(letter.baseline, 1), letter.left)):
        if last and (letter.baseline != last.baseline or letter.left - last.right > 0.5):
            yield run
            run = ""
        run += letter.text
        last = letter
    if run:
        yield run


def edges(pages: Sequence[Page]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The left and right edges of most lines in pt, on even pages and on odd ones."""
    even, odd = ([line for page in pages[start::2] for line in page.lines] for start in (1, 0))
    return (
        (_mode(line.left for line in even), _mode(line.right for line in even)),
        (_mode(line.left for line in odd), _mode(line.right for line in odd)),
    )


def _mode(values: Iterable[float]) -> float:
    counted = Counter(round(value, 1) for value in values).most_common(1)
    return counted[0][0] if counted else 0.0


def own_space(face: Path) -> float:
    """em: the width of a face's own word space."""
    with TTFont(face) as font:
        return float(font["hmtx"][font.getBestCmap()[0x20]][0] / font["head"].unitsPerEm)


ROWS: Mapping[str, Callable[[Evenness], str]] = {
    "pages of essays": lambda of: f"{of.pages}",
    "lines of running text": lambda of: f"{of.lines}",
    f"word spaces over {WIDE} ×": lambda of: _share(of.loose, of.justified),
    f"word spaces under {NARROW} ×": lambda of: _share(of.tight, of.justified),
    "hyphens in 100 lines": lambda of: f"{100 * of.hyphens / max(of.lines, 1):.1f}",
    "pages that end in a hyphen": lambda of: f"{of.hyphens_overleaf} of {of.inner_pages}",
    "third hyphens in a row": lambda of: f"{of.ladders}",
    "runts, of last lines": lambda of: _share(of.runts, of.paragraphs),
    "short last pages, of essays": lambda of: f"{of.short_last_pages} of {of.essays}",
    "empty lines a page": lambda of: f"{of.empty_lines / max(of.inner_pages, 1):.2f}",
    "notes away": lambda of: f"{of.notes_away} of {of.notes}",
}


def table(books: Mapping[str, Evenness]) -> str:
    """The figures of books, one in each column."""
    head = ["", *books]
    body = [[name, *map(row, books.values())] for name, row in ROWS.items()]
    lines = [head, ["---"] * len(head), *body]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f} %"


if __name__ == "__main__":
    main(sys.argv[1:])
