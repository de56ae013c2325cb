"""The lines of justified paragraphs end where `total_fit` says, instead of as late as each can.

Before the first line of a paragraph is laid out, all of it is measured (measured_text.py); each line is then
given just what it is to hold, and its word spaces are made wider or narrower. A paragraph goes on overleaf as
it was planned; one that can’t be measured is laid out as ever. The lines of what isn’t justified, titles and
captions, are as even as can be where a style sheet has `--text-wrap: balance`, and as full as can be, with no
short last one, where it has `pretty`. Lengths are in px.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, inline
from weasyprint.layout.float import avoid_collisions
from weasyprint.layout.percent import resolve_percentages
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import line_size, strut

from florilege.book.even_lines import evenest
from florilege.book.weasyprint import corrections
from florilege.book.weasyprint.hyphenation import HYPHENS, joins
from florilege.book.weasyprint.measured_text import MeasuredText, Path, measured
from florilege.book.weasyprint.total_fit import Break, Measure, ends, ends_of, scale

_next_line = inline.get_next_linebox
_split_line = inline.split_inline_box
_justify = inline.justify_line
_draw = drawing.draw_first_line

ROUNDING = 0.001
"""px: by so much, lines that are as wide may differ."""

LETTERS = 4
"""A last line has no fewer."""

WRAP = "__text_wrap"
"""`--text-wrap`, which WeasyPrint inherits from box to box: it doesn’t know `text-wrap` (CSS Text 4)."""

MORE_LINES = "data-lines"
"""The attribute of an element that is to have a line more (1) or less (-1) than is best."""


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """Where a line ends: at a byte of a text, which a hyphen may follow; or with all that is left."""

    scale: float | None
    """How wide its letters are, beside their own width; None where the line isn’t filled."""
    box: Any = None
    byte: int = 0
    hyphen: str = ""
    hyphenated: bool = False
    """Whether it ends in a hyphen, be it the writer’s."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where each line begins → how wide it may be, and where it ends."""

    lines: Mapping[Path, tuple[float, End]]
    breaks: Sequence[Break] = ()
    measure: Measure | None = None

    def end(self, path: Path) -> End | None:
        """Where a line ends that begins there."""
        return self.lines[path][1] if path in self.lines else None

    def fits(self, path: Path, room: float) -> bool:
        """Whether a line begins there, and is to be as wide as there is room."""
        return path in self.lines and abs(room - self.lines[path][0]) < ROUNDING

    def hyphenated_foot(self, path: Path, linebox: Any, room: float) -> int | None:
        """Which line from the one that begins there is the last with room (px), if it ends in a hyphen."""
        ends = [end for _, end in self.lines.values()][[*self.lines].index(path) :]
        lines = room / strut(linebox.style)[0] + ROUNDING  # minus infinity where columns are being balanced
        fitting = int(max(0, min(lines, len(ends))))
        last = min(fitting, len(ends) - linebox.style["widows"]) - 1
        return last if fitting < len(ends) and last >= 0 and ends[last].hyphenated else None


@dataclass(slots=True)
class _Planned:
    """What is kept with a line box: its text, and its plans."""

    text: MeasuredText
    plans: dict[Any, _Plan] = field(default_factory=dict)
    plan: _Plan | None = None
    """The one made or used last."""


def get_next_linebox(
    context: LayoutContext,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    *others: Any,
) -> tuple[Any, Any]:
    """Lay out the next line of a box."""
    around = getattr(context, "line_end", None)
    context.line_end = (
        None
        if any(others[2:])
        else _end(context, linebox, position_y, bottom_space, skip_stack, containing_block)
    )
    arguments = (context, linebox, position_y, bottom_space, skip_stack, containing_block, *others)
    try:
        line: tuple[Any, Any] = _next_line(*arguments)
    finally:
        context.line_end = around
    return line


def split_inline_box(
    context: LayoutContext, box: Any, position_x: float, max_x: float, *others: Any
) -> tuple[Any, ...]:
    """Give a line what it is to hold, and its words the room between them that fills it."""
    end = getattr(context, "line_end", None)
    if not isinstance(box, boxes.LineBox):
        result: tuple[Any, ...] = _split_line(context, box, position_x, max_x, *others)
        return result
    if end is None:
        return _split_anywhere(context, box, position_x, max_x, *others)
    line, resume_at, *rest = _split_line(context, box, position_x, float("inf"), *others)
    inline.remove_last_whitespace(context, line)
    extra = max_x - box.position_x - line.width
    if end.scale is not None and (resume_at is not None or extra < 0):
        _fill(line, extra, end.scale)
    line.is_planned = True
    return (line, resume_at, *rest)


def _split_anywhere(
    context: LayoutContext, box: Any, position_x: float, max_x: float, *others: Any
) -> tuple[Any, ...]:
    """Split a line that isn’t planned; what is too wide for it is broken anywhere, as a last resort.

    WeasyPrint does that with what a line begins with alone (`overflow-wrap`), not behind the call of a note.
    """
    lists = [(each, len(each)) for each in others if isinstance(each, list)]
    shapes = context.excluded_shapes.copy()
    result: tuple[Any, ...] = _split_line(context, box, position_x, max_x, *others)
    inline.remove_last_whitespace(context, result[0])
    if position_x + result[0].width <= max_x + ROUNDING or box.style["overflow_wrap"] == "normal":
        return result
    for each, length in lists:
        del each[length:]
    context.excluded_shapes = shapes
    context.breaks_anywhere = True
    try:
        result = _split_line(context, box, position_x, max_x, *others)
    finally:
        context.breaks_anywhere = False
    return result


def split_text_box(context: LayoutContext, box: Any, width: float | None, skip: int, **options: Any) -> Any:
    """Fit into a line as much of a run of text as it is to hold."""
    end = getattr(context, "line_end", None)
    if getattr(context, "breaks_anywhere", False):
        options["is_line_start"] = True
    if end is None or width is None:
        return corrections.split_text_box(context, box, width, skip, **options)
    if box is not end.box:
        return corrections.split_text_box(context, box, None, skip, **options)
    text = box.text.encode()[: end.byte]
    if not text[skip:].strip(b" "):
        return None, end.byte, False
    part = box.copy_with_text(text.decode().rstrip(" ") + end.hyphen)
    split, *_ = corrections.split_text_box(context, part, None, skip, **options)
    return split, end.byte, False


def justify_line(context: LayoutContext, line: Any, extra: float) -> None:
    """Fill a line that isn’t planned, and so filled already."""
    if not getattr(line, "is_planned", False):
        _justify(context, line, extra)


def draw_first_line(stream: Any, textbox: Any, overflow: str, ellipsis: str, matrix: Matrix) -> list[Any]:
    """Draw a text whose letters may be wider or narrower than their own width."""
    emojis: list[Any] = _draw(stream, textbox, overflow, ellipsis, widened(textbox, matrix))
    return emojis


def widened(textbox: Any, matrix: Matrix) -> Matrix:
    """Where a text is drawn, its letters as wide as its line wants them."""
    scale = getattr(textbox, "scale", 1.0)
    return matrix if scale == 1 else Matrix(a=scale) @ matrix


def _fill(line: Any, extra: float, scale: float) -> None:
    """Make a line wider by `extra`: its letters by their scale, its word spaces by the rest."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    if spaces := sum(map(inline.count_expandable_spaces, texts)):
        for text in texts:
            text.unkerned = _unkerned(text)
            extra -= text.unkerned * scale - text.width
        _spread(line, extra / spaces, scale, 0.0)


def _unkerned(box: Any) -> float:
    """How wide (px) a text is whose word spaces aren't kerned with the letters beside them.

    Pango kerns no space that is made wider or narrower, so that a filled line would be longer than planned;
    and it makes no text wider that is nothing but spaces (« Mᵐᵉ » with a name that is marked up).
    """
    spaces = inline.count_expandable_spaces(box)
    if not spaces or not box.text.strip():
        return float(box.width)
    layout = box.pango_layout
    layout.justification_spacing = 1
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    width: float = line_size(line, box.style)[0]
    return width - float(spaces)


def _spread(box: Any, spacing: float, scale: float, advance: float) -> float:
    """Make the word spaces and letters of a box wider; how far what follows it moves."""
    before = advance
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        width = box.unkerned * scale + spacing * inline.count_expandable_spaces(box)
        box.justification_spacing = box.pango_layout.justification_spacing = spacing / scale
        box.scale = scale
        advance += width - box.width
        box.width = width
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _spread(child, spacing, scale, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance


def _end(
    context: LayoutContext,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
) -> End | None:
    """Where the next line of a box ends; None where nobody has planned it."""
    style = linebox.style
    if (
        style["direction"] != "ltr"
        or style["white_space"] != "normal"
        or not (style["text_align_all"] == "justify" or _wraps(style, "balance", "pretty"))
    ):
        return None
    kept: _Planned | None = vars(linebox).get("planned")
    if kept is None or kept.text.children is not linebox.children:
        text = measured(context, linebox, containing_block) or MeasuredText(linebox.children)
        kept = linebox.planned = _Planned(text)
    if not kept.text.runs:
        return None
    width, first = _widths(context, linebox, position_y, containing_block)
    path = tuple(_path(skip_stack))
    if not (path and kept.plan and kept.plan.fits(path, first[0] if first else width)):
        kept.plan = _plan(kept, path, linebox, width, first)
    room = context.page_bottom - bottom_space - position_y
    if path in kept.plan.lines and (foot := kept.plan.hyphenated_foot(path, linebox, room)) is not None:
        whole = _plan(kept, path, linebox, width, first, whole=foot)
        if path in whole.lines:
            kept.plan = whole
    return kept.plan.end(path)


def _wraps(style: Any, *ways: str) -> bool:
    """Whether lines that aren’t justified are planned in one of these ways."""
    return any(getattr(token, "value", "") in ways for token in style[WRAP])


def _plan(
    kept: _Planned, path: Path, linebox: Any, width: float, first: tuple[float, ...], whole: int | None = None
) -> _Plan:
    key = (path, width, first, linebox.text_indent, whole)
    if key not in kept.plans:
        kept.plans[key] = _planned(kept.text, path, linebox, width, first, whole)
    return kept.plans[key]


def _path(skip_stack: Any) -> Iterator[int]:
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        yield index


def _widths(
    context: LayoutContext, linebox: Any, position_y: float, containing_block: Any
) -> tuple[float, tuple[float, ...]]:
    """The width of lines, and of the first ones if they stand beside an initial."""
    width, first = containing_block.width, list[float]()
    if context.excluded_shapes:
        resolve_percentages(linebox, containing_block)
        linebox.width, linebox.height = 0, strut(linebox.style)[0]
        foot = max(shape.position_y + shape.margin_height() for shape in context.excluded_shapes)
        linebox.position_y = position_y
        while linebox.position_y < foot:
            first.append(avoid_collisions(context, linebox, containing_block, outer=False)[2])
            linebox.position_y += linebox.height
        while first and first[-1] == width:
            first.pop()
    return width, tuple(first)


def _planned(
    text: MeasuredText, path: Path, linebox: Any, width: float, first: Sequence[float], whole: int | None
) -> _Plan:
    """The plan of a paragraph from a line on, of which one (`whole`, from 0) ends in no hyphen.

    It has none where a word is too wide or all is one line.
    """
    start = text.place(path)
    if start is None:
        return _Plan({})
    while text.text[start : start + 1] == " ":
        start += 1
    indent = linebox.text_indent
    breaks = [Break(start, next_width=text.before[start] - indent, next_spaces=text.spaces[start])]
    if text.before[-1] - breaks[0].next_width <= (first[0] if first else width):
        return _Plan({})
    for place in sorted(text.breaks.keys() | text.hyphen.keys()):
        if place > start:
            breaks.append(_break(text, place))
    breaks.append(_break(text, len(text.text)))
    if linebox.style["text_align_all"] != "justify":
        return _ragged(text, path, breaks, width, first, full=_wraps(linebox.style, "pretty"))
    least = max(abs(_indent(linebox)), _least(text))
    measure = Measure(width, tuple(first), least, whole)
    found = ends(breaks, measure)
    if found is None:
        return _Plan({})
    if not path and (change := linebox.element.get(MORE_LINES)):
        _, found = ends_of(breaks, measure, len(found) + int(change)) or (0.0, found)
    lines: dict[Path, tuple[float, End]] = {}
    for number, (begin, each) in enumerate(pairwise((breaks[0], *found))):
        room = measure.of(number)
        letters, spaces = each.width - begin.next_width, each.spaces - begin.next_spaces
        scaled = scale(room - letters, spaces, letters)
        end = _line_end(text, each, min(scaled, 1.0) if each is breaks[-1] else scaled)
        lines[path] = room, end
        path = _next(text, each, end)
    return _Plan(lines, breaks, measure)


def _ragged(
    text: MeasuredText,
    path: Path,
    breaks: Sequence[Break],
    width: float,
    first: Sequence[float],
    *,
    full: bool,
) -> _Plan:
    """The plan of lines that aren’t filled; none where a word is too wide or something stands beside them.

    A compound at its hyphen, and a number in figures from what is before it, are parted only where together
    they are too wide.
    """
    breaks = [each for each in breaks if not each.within and not each.unwanted]
    start, *places, last = breaks
    kept = [each for each in places if not (each.hyphen or text.text[each.place : each.place + 1].isdigit())]
    whole = [start, *kept, last]
    if max(end.width - begin.next_width for begin, end in pairwise(whole)) <= width + ROUNDING:
        breaks = whole

    def wide(begin: int, end: int) -> float:
        return breaks[end].width - breaks[begin].next_width

    def ends_badly(piece: int) -> bool:
        return joins(text.text[breaks[piece].place : breaks[piece + 1].place])

    found = evenest(len(breaks) - 1, wide, width, ends_badly, full=full)
    if first or any(wide(*each) > width + ROUNDING for each in found):
        return _Plan({})
    lines: dict[Path, tuple[float, End]] = {}
    for _, piece in found:
        end = _line_end(text, breaks[piece], None)
        lines[path] = width, end
        path = _next(text, breaks[piece], end)
    return _Plan(lines)


def _line_end(text: MeasuredText, at: Break, scale: float | None) -> End:
    if at.place == len(text.text):
        return End(scale)
    run = text.run_before(at.place)
    hyphen = run.box.style["hyphenate_character"] if at.within else ""
    return End(scale, run.box, run.byte(at.place), hyphen, at.hyphen)


def _next(text: MeasuredText, at: Break, end: End) -> Path:
    """Where the line after one that ends there begins."""
    return () if end.box is None else (*text.run_before(at.place).path, end.byte)


def _indent(linebox: Any) -> float:
    """The indent of first lines, px."""
    indent = linebox.style["text_indent"]
    value = getattr(indent, "value", 0.0)
    return float(value) if getattr(indent, "unit", None) == "px" else 0.0


def _least(text: MeasuredText) -> float:
    """How wide the last letters of a paragraph are that no line before the last has."""
    letters = [place for place, sign in enumerate(text.text) if sign.isalnum()][-LETTERS:]
    return text.before[-1] - text.before[letters[0]] - 0.01 if len(letters) == LETTERS else 0.0


def _break(text: MeasuredText, place: int) -> Break:
    last = place
    while last and text.text[last - 1] == " ":
        last -= 1
    within = place in text.hyphen
    return Break(
        place,
        width=text.before[last] + text.hyphen.get(place, 0.0),
        spaces=text.spaces[last],
        next_width=text.before[place],
        next_spaces=text.spaces[place],
        hyphen=within or text.text[last - 1 : last] in HYPHENS,
        within=within,
        stump=within and not text.text[max(0, place - 3) : place].isalpha(),
        unwanted=text.breaks.get(place, False),
    )


def cost_of(linebox: Any, change: int) -> float | None:
    """What it costs if a paragraph has so many lines more than it has; None where it can't, or isn't planned.

    `linebox` is any of its lines.
    """
    plan = _plan_of(linebox)
    if not plan or not plan.measure:
        return None
    found = ends_of(plan.breaks, plan.measure, len(plan.lines) + change)
    return found and found[0]


def lines_of(linebox: Any) -> int:
    """How many lines a paragraph has; 0 where it isn't planned. `linebox` is any of them."""
    plan = _plan_of(linebox)
    return len(plan.lines) if plan else 0


def _plan_of(linebox: Any) -> _Plan | None:
    """The plan of the whole paragraph of a line that was made last."""
    kept: _Planned | None = vars(linebox).get("planned")
    plans = kept.plans.values() if kept else ()
    return next((plan for plan in reversed(plans) if () in plan.lines), None)
