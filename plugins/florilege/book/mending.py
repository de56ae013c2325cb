"""Faults of WeasyPrint 70 mended: every note is printed, in the order of the calls, and initials in that of reading.

It keeps the notes of a page in the order in which it tried to place them, so that two that move to the next
page change places; and it forgets the notes of a line that it keeps on a page by moving earlier notes to the
next. A floated first letter it draws before all lines of the page (CSS 2.1, Appendix E), where nobody would read
it. The oracle of the tests mends them too: what it is there for is the assembly.
"""

from typing import Any

from weasyprint import draw as drawing
from weasyprint import stacking
from weasyprint.layout import LayoutContext
from weasyprint.layout import page as paging

_update = LayoutContext._update_footnote_area
_make = paging.make_page
_dispatch = stacking._dispatch
_draw = drawing.draw_inline_level


def mend() -> None:
    """Mend them in this process; may be called again."""
    LayoutContext._update_footnote_area = _update_in_order
    paging.make_page = _make_page
    stacking._dispatch = _keep_in_line
    drawing.draw_inline_level = _draw_in_line


def _put_in_order(context: LayoutContext) -> None:
    for notes in (context.current_page_footnotes, context.reported_footnotes):
        notes.sort(key=context.order_of_notes.index)


def _update_in_order(context: LayoutContext) -> bool:
    _put_in_order(context)
    return bool(_update(context))


def _make_page(
    context: LayoutContext, root: Any, kind: Any, resume_at: Any, number: int, *state: Any
) -> tuple[Any, ...]:
    """Make a page; a note whose call is on it, but which is nowhere, moves to the next."""
    if number == 1:
        context.order_of_notes = [*context.footnotes]
    _put_in_order(context)
    page, *rest = _make(context, root, kind, resume_at, number, *state)
    for box in page.descendants():
        if box.footnote and box.footnote in context.footnotes:
            context.footnotes.remove(box.footnote)
            context.reported_footnotes.append(box.footnote)
    return (page, *rest)


def _keep_in_line(box: Any, page: Any, contexts: Any, *lists: Any) -> Any:
    """Leave an initial where its line is, as an inline block is left."""
    if box.is_floated() and box.element_tag.endswith("::first-letter"):
        return stacking.StackingContext.from_box(box, page, contexts)
    return _dispatch(box, page, contexts, *lists)


def _draw_in_line(stream: Any, page: Any, box: Any, *offset: Any) -> None:
    if isinstance(box, stacking.StackingContext) and box.box.is_floated():
        drawing.draw_stacking_context(stream, box)
    else:
        _draw(stream, page, box, *offset)
