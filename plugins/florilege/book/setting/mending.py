"""Faults of WeasyPrint 70 mended: notes are lost or change places, initials come too early, lines sink.

It keeps the notes of a page in the order in which it tried to place them, so that two that move to the next
page change places; it forgets the notes of a line that it keeps on a page by moving earlier notes to the
next; notes that find no room on the last page of a sheet it sets on the first strip behind it; and where two
sums of heights differ by rounding, it finds that the area of the notes, as high as they are, overflows. A
floated initial it draws before all lines of the page (CSS 2.1, Appendix E), where nobody would read it. A
line that begins in a fallback face sits where that face would have it.

The oracle of the tests mends them too: what it is there for is the assembly.
"""

from typing import Any

from weasyprint import stacking
from weasyprint.layout import LayoutContext, inline
from weasyprint.layout import page as paging
from weasyprint.text.line_break import strut

_update = LayoutContext._update_footnote_area
_make = paging.make_page
_dispatch = stacking._dispatch
_split = inline.split_text_box


def mend() -> None:
    """Mend them in this process; may be called again."""
    LayoutContext._update_footnote_area = _update_in_order
    paging.make_page = _make_page
    stacking._dispatch = _dispatch_in_order
    inline.split_text_box = _split_on_baseline


def _put_in_order(context: LayoutContext) -> None:
    for notes in (context.current_page_footnotes, context.reported_footnotes):
        notes.sort(key=context.order_of_notes.index)


def _update_in_order(context: LayoutContext) -> bool:
    """Lay the notes of a page out anew; an area as high as its notes can't be too small for them."""
    _put_in_order(context)
    _update(context)
    return False


def _make_page(
    context: LayoutContext, root: Any, kind: Any, resume_at: Any, number: int, *state: Any
) -> tuple[Any, ...]:
    """Make a page; a note whose call is on it, but which is nowhere, moves to the next, before any strip."""
    if number == 1:
        context.order_of_notes = [*context.footnotes]
    _put_in_order(context)
    if context.reported_footnotes and kind.name == "strip":
        page, *_ = _make(context, root.copy_with_children([]), context.kind_before, None, number, *state)
        return page, resume_at, {"break": "page", "page": kind.name}
    context.kind_before = kind
    page, *rest = _make(context, root, kind, resume_at, number, *state)
    for box in page.descendants():
        if box.footnote and box.footnote in context.footnotes:
            context.footnotes.remove(box.footnote)
            context.reported_footnotes.append(box.footnote)
    return (page, *rest)


def _dispatch_in_order(box: Any, *lists: Any) -> Any:
    """Have an initial, which is laid out already, drawn with the paragraph that it stands in."""
    if box.is_floated() and box.element.get("class") == "initial":
        box.style = box.style.copy()
        box.style["float"] = "none"
    return _dispatch(box, *lists)


def _split_on_baseline(context: LayoutContext, box: Any, *room: Any, **options: Any) -> Any:
    """Have a run of text on the baseline of its own face, whatever face its first letter falls back to."""
    split, *rest = _split(context, box, *room, **options)
    if split:
        _, split.baseline = strut(split.style)
    return (split, *rest)
