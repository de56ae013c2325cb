"""A line box before it is parted into lines → its text, how wide all of it is, and where lines may end.

What can’t be measured so (pictures, forced breaks, right-to-left) is no such paragraph. Lengths are in px.
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

from pyphen import Pyphen, language_fallback
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.ffi import FROM_UNITS, ffi
from weasyprint.text.line_break import create_layout, get_log_attrs, line_size

from florilege.book.weasyprint.hyphenation import address_breaks, cuts, forbidden, tied

_UNMEASURED = re.compile(
    "[\n\t\f\xad\u2028\u2029\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]"
    "|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)
"""Signs that end a line, hide, or turn its direction; scripts whose lines end without a space."""

_SPACES = " \u00a0"
"""Those that justification makes wider, in WeasyPrint as here."""

Path = tuple[int, ...]
"""Where a text goes on: the indexes of boxes, one within the other, then of a byte."""


@dataclass(slots=True, eq=False)
class Run:
    """A text in a paragraph."""

    box: Any
    path: Path
    start: int
    """Its first character, in the paragraph."""

    def byte(self, place: int) -> int:
        return len(self.box.text[: place - self.start].encode())


@dataclass(slots=True)
class MeasuredText:
    """A paragraph, measured."""

    children: Any
    """Those of its box, so that it is known again."""
    runs: list[Run] = field(default_factory=list)
    text: str = ""
    before: list[float] = field(default_factory=list)
    """How wide all is that stands before each character, and at the end."""
    spaces: list[float] = field(default_factory=list)
    """How wide all word spaces are before each character, and at the end."""
    hyphen: dict[int, float] = field(default_factory=dict)
    """Place → width of the hyphen with which a word is cut there."""
    breaks: dict[int, bool] = field(default_factory=dict)
    """Place between words → whether a line ends there only where there is no other way."""

    def place(self, path: Path) -> int | None:
        """The character at which a line begins."""
        if not path:
            return 0
        for run in self.runs:
            if run.path == path[:-1]:
                return run.start + len(run.box.text.encode()[: path[-1]].decode())
            if run.path >= path:
                return run.start if path == run.path[: len(path)] else None
        return None

    def run_before(self, place: int) -> Run:
        """The text whose character stands before a place."""
        return next(run for run in reversed(self.runs) if run.start < place)


class _UnmeasuredError(Exception):
    """A paragraph holds something that isn’t text."""


def measured(context: LayoutContext, linebox: Any, containing_block: Any) -> MeasuredText | None:
    """The text of a line box; None where it holds anything else."""
    text = MeasuredText(linebox.children)
    measurer = _Measurer(context, containing_block, text)
    try:
        measurer.read(linebox, ())
    except _UnmeasuredError:
        return None
    if not text.runs:
        return None
    text.before.append(measurer.width)
    text.spaces.append(measurer.spaces)
    text.text = "".join(run.box.text for run in text.runs)
    never = forbidden(text.text)
    ties = tied(text.text)
    attributes = get_log_attrs(text.text, linebox.style["lang"])
    text.breaks = {
        place: place in ties
        for place in range(1, len(text.text))
        if attributes[place].is_line_break and place not in never
    }
    for place, rather_not in address_breaks(text.text).items():
        text.breaks.pop(place, None)
        if rather_not is not None:
            text.breaks[place] = rather_not
    for run in text.runs:
        if run.box.style["white_space"] == "nowrap":
            for place in range(run.start + 1, run.start + len(run.box.text)):
                text.breaks.pop(place, None)
        elif run.box.style["hyphens"] == "auto":
            measurer.cut(run)
    return text


class _Measurer:
    """Reads what a line box holds, from left to right."""

    def __init__(self, context: LayoutContext, containing_block: Any, text: MeasuredText) -> None:
        self._context, self._block, self._text = context, containing_block, text
        self.width = self.spaces = 0.0
        self._length = 0

    def read(self, box: Any, path: Path) -> None:
        """Read a box. Raises `_UnmeasuredError`."""
        for index, child in enumerate(box.children):
            inner = (*path, index)
            if isinstance(child, boxes.TextBox):
                self._read_text(child, inner)
            elif not child.is_in_normal_flow():
                raise _UnmeasuredError
            elif isinstance(child, boxes.InlineBox):
                resolve_percentages(child, self._block)
                self.width += _edge(child, "left")
                self.read(child, inner)
                self.width += _edge(child, "right")
            elif isinstance(child, boxes.InlineBlockBox) and not self._length:
                mark = inline.atomic_box(self._context, child, 0, None, self._block, [], [])
                self.width += mark.margin_width()
            else:
                raise _UnmeasuredError

    def _read_text(self, box: Any, path: Path) -> None:
        style = box.style
        if _UNMEASURED.search(box.text) or style["white_space"] not in ("normal", "nowrap"):
            raise _UnmeasuredError
        if not box.text:
            return
        text = self._text
        text.runs.append(Run(box, path, self._length))
        self._length += len(box.text)
        advances = self._advances(box)
        for sign, advance in zip(box.text, advances, strict=True):
            text.before.append(self.width)
            text.spaces.append(self.spaces)
            self.width += advance
            if sign in _SPACES:
                self.spaces += advance

    def _advances(self, box: Any) -> list[float]:
        """How wide each character of a text is."""
        layout = create_layout(box.text, box.style, self._context, None, 0)
        line, _ = layout.get_first_line()
        encoded = box.text.encode()
        units = [0] * len(encoded)
        run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
        while run != ffi.NULL:
            item, run = run.data, run.next
            glyphs, start = item.glyphs, item.item.offset
            clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
            for glyph, cluster in zip(glyphs.glyphs[0 : glyphs.num_glyphs], clusters, strict=True):
                units[start + cluster] += glyph.geometry.width
        if len(encoded) == len(box.text):
            return [unit * FROM_UNITS for unit in units]
        starts = [0, *accumulate(len(sign.encode()) for sign in box.text)]
        return [sum(units[start:end]) * FROM_UNITS for start, end in pairwise(starts)]

    def cut(self, run: Run) -> None:
        """Find where the words of a run may be cut."""
        style = run.box.style
        lang = style["lang"] and language_fallback(style["lang"])
        if not lang or style["font_variant_caps"] not in ("normal",):
            return
        total, left, right = style["hyphenate_limit_chars"]
        key = (lang, left, right, total)
        dictionary = self._context.dictionaries.get(key)
        if dictionary is None:
            dictionary = self._context.dictionaries[key] = Pyphen(lang=lang, left=left, right=right)
        text, end = self._text, run.start + len(run.box.text)
        width = None
        for place in cuts(
            text.text, run.start, end, dictionary, shortest=total, capitalised=lang.startswith("de")
        ):
            width = self._hyphen(style) if width is None else width
            text.hyphen[place] = width

    def _hyphen(self, style: Any) -> float:
        layout = create_layout(style["hyphenate_character"], style, self._context, None, 0)
        line, _ = layout.get_first_line()
        return float(line_size(line, style)[0])


def _edge(box: Any, side: str) -> float:
    """The margin, border and padding of a box on one side."""
    margin = getattr(box, f"margin_{side}")
    return float(
        (0 if margin == "auto" else margin)
        + getattr(box, f"border_{side}_width")
        + getattr(box, f"padding_{side}")
    )
