"""What of WeasyPrint is replaced in a worker, by what, and why: the whole list.

A replacement stands where there is no other way: no option, no subclass, no style. The functions themselves
are in `figure_placement.py`, `line_plan.py`, `note_placement.py`, `corrections.py`, `table_breaks.py`,
`shortcuts.py` and `tags.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import weasyprint.pdf
from weasyprint import stacking
from weasyprint.css import cssselect2
from weasyprint.draw import text
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import LayoutContext, block, inline, page, preferred
from weasyprint.pdf.fonts import Font
from weasyprint.text.line_break import Layout

from florilege.book.weasyprint import (
    corrections,
    figure_placement,
    line_plan,
    note_placement,
    shortcuts,
    table_breaks,
    tags,
)

SOURCE = "https://github.com/Kozea/WeasyPrint/blob/v70.0/weasyprint/"
ISSUES = "https://github.com/Kozea/WeasyPrint/issues/"


@dataclass(frozen=True, slots=True)
class Replacement:
    """An attribute of WeasyPrint, what takes its place, and the address of what it is there for."""

    owner: Any
    name: str
    ours: Any
    why: str
    link: str


CORRECTIONS = (
    Replacement(
        page,
        "make_page",
        note_placement.make_page,
        "notes stand on another page than their call, over text, head and edge, or nowhere; those left over "
        "at the end of a sheet are set on the page of the first running element behind it",
        ISSUES + "1564",
    ),
    Replacement(
        LayoutContext,
        "_update_footnote_area",
        note_placement.update_footnote_area,
        "notes stand in the order in which it was tried to place them, not in that of their calls; and by "
        "rounding an area that is as high as its notes is too small for them",
        SOURCE + "layout/__init__.py#L412",
    ),
    *(
        Replacement(
            LayoutContext,
            name,
            ours,
            "where a page is tried with room left free at its foot, no note is set; one that is moved to the "
            "next page makes this one worth trying",
            SOURCE + "layout/__init__.py#L383",
        )
        for name, ours in (
            ("layout_footnote", note_placement.layout_footnote),
            ("unlayout_footnote", note_placement.unlayout_footnote),
            ("report_footnote", note_placement.report_footnote),
        )
    ),
    Replacement(
        page,
        "block_level_layout",
        figure_placement.lay_out_root,
        "nothing but notes has a place of its own on a page: there are no page floats (CSS Page Floats)",
        ISSUES + "36",
    ),
    Replacement(
        block,
        "_in_flow_layout",
        figure_placement.lay_out_in_flow,
        "a figure that doesn’t fit on what is left of a page leaves a hole there",
        SOURCE + "layout/block.py#L479",
    ),
    Replacement(
        stacking,
        "_dispatch",
        corrections.dispatch,
        "a floated initial is drawn before all lines of its page (CSS 2.1, Appendix E), and so read there",
        SOURCE + "stacking.py#L69",
    ),
    Replacement(
        inline,
        "split_text_box",
        line_plan.split_text_box,
        "a line that begins in a fallback face sits where that face would have it; and a run of text whose "
        "last space alone doesn’t fit is broken after its first word",
        SOURCE + "layout/inline.py#L924",
    ),
    *(
        Replacement(
            inline,
            name,
            ours,
            "each line holds as much as it can, whatever that makes of the lines after it; word spaces are "
            "made wider, never narrower",
            SOURCE + "layout/inline.py#L24",
        )
        for name, ours in (
            ("get_next_linebox", line_plan.get_next_linebox),
            ("split_inline_box", line_plan.split_inline_box),
            ("justify_line", line_plan.justify_line),
        )
    ),
    Replacement(
        inline,
        "text_align",
        corrections.text_align,
        "the indent of a paragraph from right to left is left free at its end",
        SOURCE + "layout/inline.py#L1131",
    ),
    Replacement(
        cssselect2.Matcher,
        "match",
        corrections.match,
        "a logical property (margin-inline-start) wins over its physical one (margin-left) in a rule that "
        "comes later, such as one of an anthology’s own sheet",
        SOURCE + "css/__init__.py#L1184",
    ),
    Replacement(
        preferred,
        "split_first_line",
        corrections.split_first_line,
        "a column is as wide as a long word in it that may be broken anywhere, if another comes before it",
        SOURCE + "layout/preferred.py#L361",
    ),
    Replacement(
        block,
        "table_layout",
        table_breaks.table_layout,
        "the head of a table is the same on all of its pages, so that nothing says that one goes on; where a "
        "page has no room for it and what may not be broken, it is left out",
        SOURCE + "layout/table.py#L13",
    ),
    Replacement(
        text,
        "int",
        corrections.adjustment,
        "what lies between two letters is cut to whole thousandths of an em, always towards nothing: letter "
        "by letter, a line gets longer than it was laid out, by a point and more",
        SOURCE + "draw/text.py#L240",
    ),
    Replacement(
        text,
        "draw_first_line",
        line_plan.draw_first_line,
        "letters can’t be a little wider or narrower, as those of a line that is hard to fill are",
        SOURCE + "draw/text.py#L87",
    ),
)
"""Faults of WeasyPrint 70 put right. The tests' oracle has them too: it is there for the assembly."""

SHORTCUTS = (
    Replacement(
        Font,
        "clean",
        shortcuts.leave_out,
        "no font file is written: assembly makes the one subset of the whole tome",
        SOURCE + "pdf/fonts.py#L139",
    ),
    Replacement(
        Layout,
        "setup",
        shortcuts.set_up,
        "Pango's context, font and features are made once for a style, not once for a line",
        SOURCE + "text/line_break.py#L64",
    ),
    Replacement(
        text,
        "draw_first_line",
        shortcuts.draw_first_line,
        "what shows a glyph is made once for a font and size, not once for a letter",
        SOURCE + "draw/text.py#L87",
    ),
    Replacement(
        UA_STYLESHEET,
        "page_rules",
        shortcuts.without_margin_boxes(UA_STYLESHEET.page_rules),
        "no sheet has margin boxes, whose sixteen styles are computed for every page",
        SOURCE + "css/html5_ua.css#L188",
    ),
)
"""What is done over and over for small documents, done once or not at all."""

TAGS = Replacement(
    weasyprint.pdf,
    "add_tags",
    tags.add_tags,
    "each box on each page becomes a structure element: a paragraph that goes on overleaf becomes two",
    ISSUES + "2903",
)

ALL = (*CORRECTIONS, *SHORTCUTS, TAGS)


def install(replacements: Iterable[Replacement]) -> None:
    """Replace them in this process; may be called again."""
    for each in replacements:
        setattr(each.owner, each.name, each.ours)
