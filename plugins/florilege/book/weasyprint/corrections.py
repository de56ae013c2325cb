"""What replaces functions of WeasyPrint 70 that put something in the wrong place.

Which ones, and why, is said in `replacements.py`.
"""

from math import inf
from typing import Any

from weasyprint import stacking
from weasyprint.css import cssselect2
from weasyprint.layout import LayoutContext, inline, preferred
from weasyprint.text.line_break import create_layout, line_size, strut

_BLANKS = " \u00a0\u202f"

_NARROWEST = 8
"""A line has at most so many characters for each em, on average."""

_dispatch = stacking._dispatch
_split = inline.split_text_box
_align = inline.text_align
_match = cssselect2.Matcher.match
_split_first = preferred.split_first_line


def dispatch(box: Any, *lists: Any) -> Any:
    """Have an initial, which is laid out already, drawn with the paragraph that it stands in."""
    if box.is_floated() and box.element.get("class") == "initial":
        box.style = box.style.copy()
        box.style["float"] = "none"
    return _dispatch(box, *lists)


def split_text_box(context: LayoutContext, box: Any, width: float | None, skip: int, **options: Any) -> Any:
    """Fit as much of a run of text as possible into a width.

    It stands on the baseline of its own face, whatever face its first letter falls back to; and where all of
    it but the blank at its end fits, it is whole, or without the word that a no-break space ties to what
    follows, instead of broken at its first opportunity.
    """
    split, resume, *rest = _split(context, box, width, skip, **options)
    if (
        width is not None
        and resume is not None
        and (fitting := _width_without_blank(context, box, width, skip))
    ):
        less = inf if box.text.endswith(" ") else fitting - 1
        split, resume, *rest = _split(context, box, less, skip, **options)
    if split:
        _, split.baseline = strut(split.style)
    return (split, resume, *rest)


def split_first_line(
    text: str, style: Any, context: LayoutContext, max_width: float | None, spacing: Any, **options: Any
) -> Any:
    """Split text to learn how narrow a table's column may be: any piece of it may begin a line."""
    return _split_first(text, style, context, max_width, spacing, **{**options, "is_line_start": True})


def adjustment(kerning: float) -> float:
    """What is written between two letters, in thousandths of an em: to the tenth."""
    tenths = round(kerning, 1)
    return int(tenths) if tenths.is_integer() else tenths


def text_align(context: LayoutContext, line: Any, available_width: float, last: bool) -> float:
    """How far (px) a line is moved from where it begins: one from right to left by its indent too."""
    offset: float = _align(context, line, available_width, last)
    return offset + line.text_indent if line.style["direction"] == "rtl" else offset


def match(matcher: Any, element: Any) -> list[tuple[Any, ...]]:
    """The rules for an element, with their order behind their specificity: weights are compared as wholes."""
    return [
        ((*specificity, order), order, *others) for specificity, order, *others in _match(matcher, element)
    ]


def _width_without_blank(context: LayoutContext, box: Any, width: float, skip: int) -> float | None:
    """How wide (px) a run of text that ends in a blank is without it, if it fits so and only so.

    A space may hang over the end of a line; a no-break space ends none, but Pango takes it for one that does.
    """
    if box.text.rstrip(_BLANKS) == box.text or box.style["white_space"] not in ("normal", "pre-line"):
        return None
    text = box.text.encode()[skip:].decode().rstrip(_BLANKS)
    if not text or "\n" in text or len(text) * box.style["font_size"] > _NARROWEST * width:
        return None
    layout = create_layout(text, box.style, context, None, box.justification_spacing)
    line, _ = layout.get_first_line()
    needed = float(line_size(line, box.style)[0])
    return needed if needed <= width else None
