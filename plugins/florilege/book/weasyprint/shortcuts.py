"""What takes the place of functions of WeasyPrint 70 that do over and over, for small documents, what could
be done once.

They give the same pages in less time; which ones, and why, is said in `replacements.py`.
tests/book/test_oracle.py compares a worker's pages with those of unmodified WeasyPrint;
docs/en/explanation/measures.md says what it is worth.
"""

import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.pdf.fonts import Font
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description, get_hb_object_data
from weasyprint.text.line_break import Layout

from florilege.book.weasyprint.corrections import adjustment
from florilege.book.weasyprint.font_usage import advances_of
from florilege.book.weasyprint.glyph_texts import END, joins, said, texts_of
from florilege.book.weasyprint.line_plan import widened

_setup = Layout.setup
_draw = drawing.draw_first_line


def leave_out(font: Font, to_unicode: object, hinting: object) -> None:
    """Write no font file."""
    font.file_content = b""


def without_margin_boxes(rules: Iterable[Any]) -> list[Any]:
    """The page rules of a style sheet that aren't for margin boxes (CSS Paged Media 3, 4.2)."""
    return [
        rule
        for rule in rules
        if not any((box or "").startswith(("@top", "@bottom", "@left", "@right")) for _, box, _ in rule[1])
    ]


def set_up(layout: Layout, style: Any) -> None:
    """What a line needs of Pango (context, font, features), which its style has kept from the line before."""
    kept = vars(style).get("_kept")
    if kept is None:
        if style["text_decoration_line"] != "none" or style["font_language_override"] != "normal":
            _setup(layout, style)
            return
        kept = style._kept = _described(layout, style)
    context, font, layout.language, features = kept
    layout.style = style
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, font)
    if features is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, features)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _described(layout: Layout, style: Any) -> tuple[Any, Any, Any, Any]:
    """Context, font description, language and features of a style."""
    _setup(layout, style)  # the features too: WeasyPrint keeps them with the fonts
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if style["lang"]:
        pango.pango_context_set_language(context, layout.language)
    named = font_features(
        **{
            name: style[name]
            for name in (
                "font_kerning",
                "font_variant_ligatures",
                "font_variant_position",
                "font_variant_caps",
                "font_variant_numeric",
                "font_variant_alternates",
                "font_variant_east_asian",
                "font_feature_settings",
            )
        }
    )
    written = ",".join(f"{key} {value}" for key, value in named.items()).encode()
    features = style.font_config.font_features[written] if named else None
    return context, get_font_description(style), layout.language, features


_FIELDS = 5
"""32-bit fields of a PangoGlyphInfo: glyph, width, x offset, y offset, attributes."""


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
) -> list[Any]:
    """Draw a line whose glyphs all stand on its baseline; any other as WeasyPrint does."""
    if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
        return []
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        return _draw_as_it_is(stream, textbox, text_overflow, block_ellipsis, matrix)
    matrix = widened(textbox, matrix)
    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    runs = _runs(line)
    if not all(_is_plain(glyphs) for _, glyphs in runs):
        _name_glyphs(stream, runs, layout.text)
        if not joins(layout.text):
            return _draw_as_it_is(stream, textbox, text_overflow, block_ellipsis, matrix)
        items = sorted((item for item, _ in runs), key=lambda item: item.item.offset)
        stream.stream.append(said("".join(_text(item, layout.text) for item in items)))
        emojis = _draw_as_it_is(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.stream.append(END)
        return emojis
    stream.set_text_matrix(*matrix.values)
    is_joined = joins(layout.text)
    shown = ""
    previous = None
    for item, glyphs in runs:
        text = _text(item, layout.text) if is_joined else ""
        if (says_itself := joins(text)) and shown:
            stream.show_text(f"<{shown}>")
            shown = ""
        if item.item.analysis.font != previous:
            if shown:
                stream.show_text(f"<{shown}>")
            shown, previous = "", item.item.analysis.font
            font, size = stream.add_font(previous)
            stream.set_font_size(font.hash, size)
            operands = vars(font).setdefault("_operands", {}).setdefault(size, {})
        placed = [*zip(*(glyphs[field::_FIELDS] for field in range(3)), strict=True)]
        for index, glyph in enumerate(placed):
            if glyph not in operands:
                operands[glyph] = _operand(stream, item, index, glyph, font, size, layout.text)
        shown += "".join(map(operands.__getitem__, placed))
        if says_itself and "".join(font.to_unicode.get(glyph, "") for glyph, _, _ in placed) != text:
            stream.stream.append(said(text))
            stream.show_text(f"<{shown}>")
            stream.stream.append(END)
            shown = ""
    if shown:
        stream.show_text(f"<{shown}>")
    return []


def _draw_as_it_is(*arguments: Any) -> list[Any]:
    emojis: list[Any] = _draw(*arguments)
    return emojis


def _name_glyphs(stream: Any, runs: Sequence[tuple[Any, Sequence[int]]], text: str) -> None:
    """Say what characters the glyphs of a line stand for; WeasyPrint looks only where nobody has said it."""
    for item, glyphs in runs:
        font, _ = stream.add_font(item.item.analysis.font)
        for index, glyph in enumerate(glyphs[::_FIELDS]):
            if glyph < pango.PANGO_GLYPH_EMPTY and glyph not in font.to_unicode:
                font.to_unicode[glyph] = _characters(font, item, index, text)


def _runs(line: Any) -> list[tuple[Any, Sequence[int]]]:
    """The runs of a line: the glyph item, and the fields of its glyphs."""
    runs: list[tuple[Any, Sequence[int]]] = []
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        count = item.glyphs.num_glyphs
        fields = array("i")
        fields.frombytes(ffi.buffer(item.glyphs.glyphs, count * _FIELDS * fields.itemsize))
        runs.append((item, fields))
    return runs


def _is_plain(glyphs: Sequence[int]) -> bool:
    """Whether no glyph of a run is raised or missing in its font."""
    return not any(glyphs[3::_FIELDS]) and max(glyphs[::_FIELDS], default=0) <= pango.PANGO_GLYPH_EMPTY


def _operand(
    stream: Any, item: Any, index: int, placed: tuple[int, int, int], font: Font, size: float, text: str
) -> str:
    """What shows a glyph of some width and offset, and moves on by what that is narrower than the glyph."""
    glyph, width, offset = placed
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size:.3f}<"
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _characters(font, item, index, text)
    if glyph not in font.widths:
        font.widths[glyph] = round(advances_of(get_hb_object_data(font.hb_face))[glyph])
    narrower = adjustment(font.widths[glyph] + offset / size - width * 1000 * FROM_UNITS / size)
    before = f">{-offset / size:.3f}<" if offset else ""
    return before + (f"{glyph:04x}>{narrower:g}<" if narrower else f"{glyph:04x}")


def _text(item: Any, text: str) -> str:
    """The characters of a run of a line."""
    return text.encode()[item.item.offset : item.item.offset + item.item.length].decode()


def _characters(font: Font, item: Any, index: int, text: str) -> str:
    """The characters that a glyph stands for: those of its cluster, or its part of them."""
    count, clusters = item.glyphs.num_glyphs, item.glyphs.log_clusters
    own = clusters[index]
    first = next(n for n in range(index, -1, -1) if n == 0 or clusters[n - 1] != own)
    after = next((n for n in range(index, count) if clusters[n] != own), count)
    backwards = item.item.analysis.level % 2
    following = first - 1 if backwards else after
    end = clusters[following] if 0 <= following < count else item.item.length
    start = item.item.offset
    characters = text.encode()[start + own : start + end].decode()
    if joins(characters):
        known = texts_of(get_hb_object_data(font.hb_face))
        return known.get(item.glyphs.glyphs[index].glyph) or characters
    place = after - 1 - index if backwards else index - first
    return _shared(characters, after - first)[place]


def _shared(characters: str, glyphs: int) -> Sequence[str]:
    """The characters of a cluster, shared out to its glyphs: each character has a glyph of its own, as Pango
    draws them where the face has no small capital of « ß » or no letter with its accents; else the last
    glyph stands for all.

    >>> [*_shared("ß", 2)], [*_shared("é", 2)], [*_shared("ffi", 1)]
    (['S', 'S'], ['e', '\u0301'], ['ffi'])
    """
    apart = unicodedata.normalize("NFD", characters)
    forms = (characters, characters.upper(), apart, apart.upper())
    whole = [*[""] * (glyphs - 1), characters]
    return next((form for form in forms if len(form) == glyphs > 1), whole)
