"""Folios: the ten digits are set once for a tome, and every page's number is written with them.

So a tome whose pages shift sets nothing again. The digits are set once for each side, in the style of its
folios, and twice in that of numbers in the text and in tables, of which assembly writes references to
pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Self

from florilege.book.sheet import Fragment, Job
from florilege.book.weasyprint.digits import DIGITS, DigitRun, PlacedNumber
from florilege.book.weasyprint.page_lines import PageLine

SMALL = 0.7
"""Of the digits of the text: the numbers of lines."""


def digits_job(style: str) -> Job:
    """The job that sets the ten digits: as folios of a verso and a recto, as numbers at the start and the end
    of a line.

    The last two also show where the text begins and ends.
    """
    return Job(
        html="<section></section>",
        style=style,
        lang="fr",
        running=(
            f'<p class="running folio verso">{DIGITS}</p>',
            f'<p class="running folio recto">{DIGITS}</p>',
            f'<p class="running start"><span class="number">{DIGITS}</span></p>',
            f'<p class="running end entries"><span class="number">{DIGITS}</span></p>',
        ),
    )


def stamp_job(style: str, text: str) -> Job:
    """The job that sets what is to stand on every page, above all else."""
    return Job(
        html="<section></section>",
        style=style,
        lang="fr",
        running=(f'<p class="running stamp">{escape(text)}</p>',),
    )


def reference_digits(digits: Fragment) -> dict[str, dict[str, bytes]]:
    """Font resource → digit → its glyph in hexadecimal, as references show it; from `digits_job`."""
    runs = [DigitRun.find(content) for content in digits.running[2:]]
    return {run.font: run.glyphs for run in runs}


def _widths(run: DigitRun, digits: Fragment) -> dict[str, float]:
    """How wide each of the ten digits of a run is, in px."""
    known = digits.fonts[run.font].widths
    return {digit: known[int(glyph, 16)] * run.size / 1000 for digit, glyph in run.glyphs.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """How the folios of one side are drawn.

    `widths` are those of the digits, in px. `edge` is what stays in its place, in px from the left: the
    number's beginning (`share` 0), middle (0.5) or end (1).
    """

    run: DigitRun
    widths: dict[str, float]
    edge: float
    share: float

    @classmethod
    def read(cls, digits: Fragment, side: int) -> Self:
        """From the fragment of `digits_job`: side 0 is a verso, 1 a recto.

        Raises `ValueError` as `DigitRun.find`.
        """
        run, start, end = (DigitRun.find(digits.running[page]) for page in (side, 2, 3))
        widths = _widths(run, digits)
        width = sum(widths.values())
        last = end.x + sum(_widths(end, digits).values())
        share = round(2 * (run.x - start.x) / (last - start.x - width)) / 2
        return cls(run=run, widths=widths, edge=run.x + share * width, share=share)

    def draw(self, page: int) -> bytes:
        """The content that shows the number of a page."""
        number = str(page)
        return self.run.show(number, self.edge - self.share * sum(self.widths[digit] for digit in number))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNumbers:
    """How the numbers of lines are drawn: small and grey, left of the text, each on the baseline of its line.

    They end at `edge`, in px from the left.
    """

    run: DigitRun
    widths: dict[str, float]
    edge: float

    @classmethod
    def read(cls, digits: Fragment, edge: float) -> Self:
        """From the fragment of `digits_job`. Raises `ValueError` as `DigitRun.find`."""
        run = DigitRun.find(digits.running[2])
        return cls(run=run, widths=_widths(run, digits), edge=edge)

    def draw(self, lines: Iterable[PageLine]) -> bytes:
        """The content that numbers the lines of a page from 1."""
        numbers = (
            PlacedNumber(
                number=number,
                x=self.edge - SMALL * sum(self.widths[digit] for digit in str(number)),
                y=line.y,
                size=SMALL * self.run.size,
            )
            for number, line in enumerate(lines, 1)
        )
        return self.run.show_all(numbers).replace(b"0 0 0 rg", b"0.5 0.5 0.5 rg")
