"""Folios and running heads: set on pages of strips, laid over the pages of the tome by assembly.

The running heads of a text are set with it, so they cost next to nothing. Folios are not set at all: their
ten figures are, once, and assembly writes every number with them. So a tome whose pages shift sets neither
again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from markupsafe import escape

from florilege.book.sheet import Fragment, Job

FIGURES = "0123456789"


def head_strips(verso: str, recto: str) -> tuple[str, str]:
    """The strips of the two running heads of a text."""
    return (
        f'<p class="strip head verso">{escape(verso)}</p>',
        f'<p class="strip head recto">{escape(recto)}</p>',
    )


def figures_job(style: str) -> Job:
    """The ten figures as folios of a verso and a recto, and as numbers: of references, of tables.

    These two also show where the text begins and ends.
    """
    return Job(
        html="<section></section>",
        style=style,
        lang="fr",
        strips=(
            f'<p class="strip folio verso">{FIGURES}</p>',
            f'<p class="strip folio recto">{FIGURES}</p>',
            f'<p class="strip start"><span class="number">{FIGURES}</span></p>',
            f'<p class="strip end entries"><span class="number">{FIGURES}</span></p>',
        ),
    )


_RUN = re.compile(rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm\n/(\w+) ([\d.]+) Tf\n\[<([0-9a-f]+)>\] TJ")
_GLYPH = re.compile(rb"[0-9a-f]{4}")


def _run(fragment: Fragment, strip: int) -> re.Match[bytes]:
    """The ten figures in a strip: x, y, font, size in px, glyphs."""
    run = _RUN.search(fragment.strips[strip])
    if run is None or len(run.group(5)) != 4 * len(FIGURES):
        raise ValueError(f"strip {strip} doesn’t show the ten figures, and nothing else")
    return run


def reference_digits(figures: Fragment) -> dict[str, dict[str, bytes]]:
    """Font resource → figure → its glyph in hexadecimal, as references show it; from `figures_job`."""
    runs = [_run(figures, strip) for strip in (2, 3)]
    return {
        run.group(3).decode(): dict(zip(FIGURES, _GLYPH.findall(run.group(5)), strict=True)) for run in runs
    }


def _widths(figures: Fragment, strip: int) -> dict[str, float]:
    """How wide each of the ten figures in a strip is, in px."""
    _, _, font, size, shown = _run(figures, strip).groups()
    known = figures.fonts[font.decode()].widths
    return {
        figure: known[int(glyph, 16)] * float(size) / 1000
        for figure, glyph in zip(FIGURES, _GLYPH.findall(shown), strict=True)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """How the folios of one side are drawn: the content of a page that shows the ten figures, and those.

    `widths` are those of the figures, in px. `edge` is what stays in its place, in px from the left: the
    number's beginning (`share` 0), middle (0.5) or end (1).
    """

    content: bytes
    glyphs: Mapping[str, bytes]
    widths: Mapping[str, float]
    edge: float
    share: float

    @classmethod
    def read(cls, figures: Fragment, strip: int) -> Self:
        """From the fragment of `figures_job`: strip 0 is that of a verso, 1 that of a recto."""
        x, _, _, _, shown = _run(figures, strip).groups()
        glyphs = dict(zip(FIGURES, _GLYPH.findall(shown), strict=True))
        widths = _widths(figures, strip)
        width = sum(widths.values())
        first = float(_run(figures, 2).group(1))
        last = float(_run(figures, 3).group(1)) + sum(_widths(figures, 3).values())
        share = round(2 * (float(x) - first) / (last - first - width)) / 2
        return cls(
            content=figures.strips[strip],
            glyphs=glyphs,
            widths=widths,
            edge=float(x) + share * width,
            share=share,
        )

    def draw(self, page: int) -> bytes:
        """The content that shows the number of a page."""
        shown = str(page)
        x = self.edge - self.share * sum(self.widths[figure] for figure in shown)
        glyphs = b"".join(self.glyphs[figure] for figure in shown)

        def number(run: re.Match[bytes]) -> bytes:
            _, y, font, size, _ = run.groups()
            return b"1 0 0 -1 %.6f %s Tm\n/%s %s Tf\n[<%s>] TJ" % (x, y, font, size, glyphs)

        return _RUN.sub(number, self.content)
