"""Paragraphs, headings, figures and tables as a word processor or a page has them → as our dialect has."""

import re
from typing import Any

from florilege.intake.arrival import Remarks
from florilege.intake.pandoc.cleaned_words import lines_of, only, without_blanks, without_first
from florilege.intake.pandoc.pandoc_tree import (
    BREAK,
    NO_ATTRIBUTES,
    SPACE,
    Node,
    Nodes,
    flat,
    on_blocks,
    paragraph,
    text,
)

NUMBERED = re.compile(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}[.)]|[A-Z][.)]|[a-z]\))\s+"
    r"|(?:\d{1,2}|[IVX]{1,5})\s*[-–—]\s+|§\s*\d+\s+)(?=\S)"
)
"""The number of a heading that was typed by hand, its sign and the space after it."""
_SEPARATOR = re.compile(r"\s*(?:(?:[*•⁂~°#=_·❦—–-]\s*){3,}|[⁂❦❧]|\*)\s*")
_VERSE = re.compile(r"vers|verse|po[eéè]m|po[eé]sie|poetry|strophe|stanza", re.IGNORECASE)
_QUOTE = re.compile(r"quot|citation|zitat|exergue|epigraph|épigraphe", re.IGNORECASE)
_CAPTION = re.compile(r"caption|l[eé]gende|beschriftung|figure|illustration|table", re.IGNORECASE)
_MARK = re.compile("\ue0f1[^\ue0f2]*\ue0f2")
_SMALL = 100
"""Characters: a bold paragraph that is longer is no title."""


def clean(blocks: Nodes, remarks: Remarks) -> Nodes:
    """The text, step by step."""
    for step in (_styled, _captioned, _plain_blocks, _headings, _tables):
        blocks = step(blocks, remarks)
    rule = {"t": "HorizontalRule"}
    while blocks and blocks[-1] == rule:
        blocks.pop()
    while blocks and blocks[0] == rule:
        blocks.pop(0)
    return blocks


def _styled(blocks: Nodes, remarks: Remarks) -> Nodes:
    """Divisions go; what a style says its paragraphs are, they become."""

    def made(siblings: Nodes) -> Nodes:
        result: Nodes = []
        for block in siblings:
            style, block = _named(block)
            if block["t"] != "Div":
                result.append(_verse(block) if _VERSE.search(style) else block)
            elif _VERSE.search(style):
                result += [_verse(each) for each in block["c"][1]]
            elif _QUOTE.search(style) and not any(one["t"] == "BlockQuote" for one in block["c"][1]):
                result.append({"t": "BlockQuote", "c": block["c"][1]})
            elif _CAPTION.search(style):
                result.append(block)
            else:
                result += block["c"][1]
        return _merged(result)

    return on_blocks(blocks, made)  # type: ignore[no-any-return]


def _named(block: Node) -> tuple[str, Node]:
    """The style of a division, or of a paragraph that is marked with it (open_document.py)."""
    if block["t"] == "Para":
        mark, inlines = without_first(block["c"], _MARK)
        return mark[1:-1], paragraph(inlines)
    return _style(block), block


def _style(block: Node) -> str:
    return dict(block["c"][0][2]).get("custom-style", "") if block["t"] == "Div" else ""


def _verse(block: Node) -> Node:
    if block["t"] not in ("Para", "Plain"):
        return block
    return {"t": "LineBlock", "c": lines_of(block["c"])}


def _merged(blocks: Nodes) -> Nodes:
    """Quotations, and verses of a line each, that follow each other are one: Word has a paragraph each."""
    made: Nodes = []
    for block in blocks:
        last = made[-1] if made else None
        if last and block["t"] == last["t"] == "BlockQuote":
            made[-1] = {"t": "BlockQuote", "c": [*last["c"], *block["c"]]}
        elif last and block["t"] == last["t"] == "LineBlock" and len(block["c"]) == 1:
            made[-1] = {"t": "LineBlock", "c": [*last["c"], *block["c"]]}
        else:
            made.append(block)
    return made


def _captioned(blocks: Nodes, remarks: Remarks) -> Nodes:
    """A picture alone, with the caption that a style or a figure gives it: `![alt](file "caption")`.

    That of a table is a line of Pandoc’s beside it: `Table: caption`.
    """

    def made(siblings: Nodes) -> Nodes:
        result: Nodes = []
        for number, block in enumerate(siblings):
            beside = [each["t"] for each in (*result[-1:], *siblings[number + 1 : number + 2])]
            caption = _CAPTION.search(_style(block))
            if block["t"] == "Figure":
                result += _figure(block)
            elif caption and result and (image := _lone_image(result[-1])):
                result[-1] = _pictured(image, flat(block["c"][1]))
            elif caption and "Table" in beside and len(block["c"][1]) == 1:
                result.append(_of_table(flat(block["c"][1])))
            elif caption:
                result += block["c"][1]
            else:
                result.append(block)
        return result

    return on_blocks(blocks, made)  # type: ignore[no-any-return]


def _figure(block: Node) -> Nodes:
    """The picture of a figure with its caption; several pictures, or other contents, stay as they are."""
    _, (_, caption), content = block["c"]
    inlines = flat(content)
    if link := only(inlines, "Link"):  # to the same picture, larger
        inlines = link["c"][1]
    words = flat(one for each in caption for one in (each["c"][1] if each["t"] == "Div" else [each]))
    if image := only(inlines, "Image"):
        return [_pictured(image, words)]
    return [*content, *([paragraph(words)] if words else [])]


def _of_table(caption: Nodes) -> Node:
    return paragraph([{"t": "Str", "c": "Table:"}, {"t": "Space"}, *caption])


def _lone_image(block: Node) -> Node | None:
    return only(block["c"], "Image") if block["t"] in ("Para", "Plain") else None


def _pictured(image: Node, caption: Nodes) -> Node:
    """A picture alone in its paragraph; what `received_pictures` finds as its title is Markdown already."""
    _, alt, (address, title) = image["c"]
    if text(alt).strip() == text(caption).strip():
        alt = []  # a caption read out twice tells nobody what can be seen
    return paragraph([{"t": "Image", "c": [NO_ATTRIBUTES, alt, [address, _inline(caption) or title]]}])


def _inline(inlines: Nodes) -> str:
    """A caption as Markdown in one line: its emphasis stays, its links are words."""
    signs = {"Emph": "*", "Strong": "**"}
    made = ""
    for node in inlines:
        if node["t"] in signs:
            made += signs[node["t"]] + _inline(node["c"]) + signs[node["t"]]
        elif node["t"] in ("Link", "Span"):
            made += _inline(node["c"][1])
        elif node["t"] == "Str":
            made += re.sub(r"([\\`*_\[\]<$~^=])", r"\\\1", node["c"])
        else:
            made += text(node).replace("\n", " ")
    return made


def _plain_blocks(blocks: Nodes, remarks: Remarks) -> Nodes:
    """Empty paragraphs go, stars alone are a break, HTML is named, code has no classes but its language."""

    def made(siblings: Nodes) -> Nodes:
        result: Nodes = []
        for block in siblings:
            kind = block["t"]
            words = text(block).strip() if kind in ("Para", "Plain") else ""
            if kind in ("Para", "Plain") and BREAK not in block["c"]:
                block = {"t": kind, "c": without_blanks(block["c"])}
            if kind in ("Para", "Plain") and not block["c"]:
                continue
            if kind == "Para" and _SEPARATOR.fullmatch(words) and not _lone_image(block):
                if words not in ("***", "* * *"):
                    remarks.say("separator", words)
                result.append({"t": "HorizontalRule"})
            elif kind == "RawBlock":
                remarks.say("foreign-markup", block["c"][1])
            elif kind == "CodeBlock":
                language = block["c"][0][1][:1]
                result.append({"t": "CodeBlock", "c": [["", language, []], block["c"][1]]})
            else:
                result.append(block)
        return result

    return on_blocks(blocks, made)  # type: ignore[no-any-return]


def _headings(blocks: Nodes, remarks: Remarks) -> Nodes:
    """Headings without numbers and attributes, from level two on; bold paragraphs may be meant as such."""

    def made(siblings: Nodes) -> Nodes:
        result: Nodes = []
        for block in siblings:
            if block["t"] == "Header":
                level, _, inlines = block["c"]
                inlines = [each for each in inlines if each["t"] != "LineBreak" or each is not inlines[-1]]
                number, inlines = without_first(inlines, NUMBERED)
                if number:
                    remarks.say("numbering", text(block), dropped=number)
                if image := only(inlines, "Image"):
                    result.append(paragraph([image]))
                elif not text(inlines).strip():
                    remarks.say("heading-empty")
                else:
                    inlines = [SPACE if each["t"] == "LineBreak" else each for each in inlines]
                    bold = only(inlines, "Strong")
                    result.append(
                        {"t": "Header", "c": [level, NO_ATTRIBUTES, bold["c"] if bold else inlines]}
                    )
            else:
                if block["t"] == "Para" and (bold := only(block["c"], "Strong")):
                    words = text(bold).strip()
                    if len(words) <= _SMALL and not re.search(r"[.,;…]$", words):
                        remarks.say("bold-heading", words)
                result.append(block)
        return result

    return on_blocks(blocks, made)  # type: ignore[no-any-return]


def with_levels(blocks: Nodes, remarks: Remarks) -> Nodes:
    """The headings of the text itself from level two on, none deeper by more than one than that before."""
    levels = sorted({block["c"][0] for block in blocks if block["t"] == "Header"})
    new = {old: min(number, 6) for number, old in enumerate(levels, 2)}
    if any(old != level for old, level in new.items()):
        remarks.say("levels", " ".join(f"{old}→{level}" for old, level in new.items()))
    made: Nodes = []
    last = 1
    for block in blocks:
        if block["t"] == "Header":
            level = min(new[block["c"][0]], last + 1)
            block = {"t": "Header", "c": [level, *block["c"][1:]]}
            last = level
        made.append(block)
    return made


def _tables(blocks: Nodes, remarks: Remarks) -> Nodes:
    """Tables of cells of one line each; what was a table for its looks is paragraphs again."""

    def made(siblings: Nodes) -> Nodes:
        result: Nodes = []
        for block in siblings:
            if block["t"] == "Table":
                result += _table(block["c"], remarks)
            else:
                result.append(block)
        return result

    return on_blocks(blocks, made)  # type: ignore[no-any-return]


def _table(content: list[Any], remarks: Remarks) -> Nodes:
    _, (_, caption), columns, (head_attributes, head), bodies, (_, foot) = content
    rows = [row for body in bodies for row in (*body[2], *body[3])] + foot
    whole = [*head, *rows]
    if len(columns) == 1:
        remarks.say("table-layout", text([block for row in whole for cell in row[1] for block in cell[4]]))
        return [block for row in whole for cell in row[1] for block in cell[4]]
    grid = _grid(whole, len(columns), remarks)
    if not head and grid:
        remarks.say("table-head", text([node for cell in grid[0] for node in cell]))
    made = [
        [
            ["", [], []],
            [[NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}]] for cell in row],
        ]
        for row in grid
    ]
    plain = [[column[0], {"t": "ColWidthDefault"}] for column in columns]
    table: Node = {
        "t": "Table",
        "c": [
            NO_ATTRIBUTES,
            [None, []],
            plain,
            [head_attributes, made[:1]],
            [[NO_ATTRIBUTES, 0, [], made[1:]]],
            [NO_ATTRIBUTES, []],
        ],
    }
    return [table, *([_of_table(flat(caption))] if caption else [])]


def _grid(rows: list[Any], width: int, remarks: Remarks) -> list[list[Nodes]]:
    """The cells, row by row; of one that goes over several places the others stay empty."""
    taken: dict[tuple[int, int], Nodes] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row[1]:
            while (number, column) in taken:
                column += 1
            _, _, height, breadth, blocks = cell
            if height > 1 or breadth > 1:
                remarks.say("table-merged", text(blocks))
            for down in range(height):
                for right in range(breadth):
                    taken[number + down, column + right] = flat(blocks) if down == right == 0 else []
            column += breadth
    return [[taken.get((number, column), []) for column in range(width)] for number in range(len(rows))]
