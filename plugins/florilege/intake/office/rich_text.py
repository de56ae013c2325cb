"""RTF → the tree that Pandoc would make of it, its pictures and comments, and what it says of itself.

Pandoc's own reader loses notes, rows of tables and looks of what LibreOffice and TextEdit write, and letters
of what older programs do. What is read here is what people write with: paragraphs, looks, headings by their
styles, lists, tables within tables, notes, links, pictures, text boxes, comments, changes that were followed.
The words of the format are those of Microsoft's Rich Text Format Specification 1.9.1; what isn't known of it
is passed over, as the specification asks of readers.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from florilege.intake.arrival import Comment, Remarks
from florilege.intake.office.paragraph_styles import beginning_of, verse_mark
from florilege.intake.office.text_flow import (
    Flow,
    PlacedBlock,
    StyledWords,
    inlines_of,
    trimmed,
    words_of_text,
)
from florilege.intake.pandoc.pandoc_tree import NO_ATTRIBUTES, Nodes, paragraph, string, text

_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
_TWIPS = 360
"""By how much a paragraph is set in on both sides (¼ inch) for a quotation."""
_DEEPEST = 4
"""Tables within tables, and notes within text boxes, that are read as such."""

_SKIPPED = frozenset(
    (
        *("colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("nonshppict", "shprslt", "nonesttables", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc"),
        *("aftncn", "bkmkstart", "bkmkend", "atnref", "atndate", "atntime", "atnparent", "xe", "tc", "tcn"),
        *("filetbl", "revtbl", "rsidtbl", "generator", "themedata", "datastore", "latentstyles", "xmlnstbl"),
    )
)
"""Groups that no reader shows."""
_STARRED = frozenset(
    (
        *("footnote", "annotation", "atnauthor", "shppict", "shpinst", "shptxt", "picprop", "fldinst"),
        *("listtable", "listoverridetable", "nesttableprops", "shpgrp"),
    )
)
"""Those that are read though the file lets readers pass over them."""
_LOOKS = {
    "b": "Strong",
    "i": "Emph",
    "strike": "Strikeout",
    "striked": "Strikeout",
    "scaps": "SmallCaps",
    "super": "Superscript",
    "sub": "Subscript",
    "v": "hidden",
    "deleted": "deletion",
    **dict.fromkeys(("ul", "uld", "uldash", "uldashd", "uldb", "ulw", "ulth", "ulwave"), "Underline"),
    "revised": "insertion",
}
_SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "tab": "\t",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "line": "\n",
    "~": "\u00a0",
    "_": "\u2011",
    "-": "\u00ad",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\t": "\t",
}
_CODE_PAGES = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""`\\fcharset` → the encoding of a font's bytes."""
_PICTURES = {"pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "dibitmap": "bmp"}
_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo|kop|rubrik)\s*([1-9])", re.IGNORECASE)
_QUOTATION = re.compile(r"quot|citation|zitat|cita\b|citazione", re.IGNORECASE)
_MARKER = re.compile(r"\(?(?:(?P<number>\d{1,6})[.)]*|(?:[A-Za-z]|[ivxlcIVXLC]+)[.)]+)")
_RUBY = re.compile(
    r"\\o(?:\\a[lcr])?\s*\(\\s\\up\s*\d+\s*\((?P<reading>[^()]*)\),(?P<base>[^()]*)\)", re.IGNORECASE
)
_OWN_MARK = re.compile(r"[*†‡§¶#]+")
"""Of a note that bears no number."""
_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s+(?P<words>.*)", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"""\s*HYPERLINK\s+(?P<place>\\l\s+)?(?:"(?P<quoted>[^"]*)"|(?P<plain>\S+))""")


@dataclass(frozen=True, kw_only=True)
class RichText:
    """What an RTF file holds."""

    blocks: Nodes
    meta: Mapping[str, Any]
    """What its styles say stands above the text, as Pandoc's meta."""
    media: Mapping[str, bytes]
    comments: tuple[Comment, ...]
    title: str
    """That of its properties, likewise who wrote it."""
    creator: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a paragraph is, as far as the words before its end say it."""

    style: int = 0
    outline: int = -1
    list: int = 0
    depth: int = 0
    """How deep in its list."""
    left: int = 0
    right: int = 0
    table: int = 0
    """How many tables it is in."""


@dataclass(slots=True)
class _Group:
    """What is between two braces: where its words go, and how they look."""

    into: str = "text"
    looks: frozenset[str] = frozenset()
    link: str = ""
    font: int = 0
    stand_ins: int = 1
    """How many letters after `\\u8217` are there for older readers."""
    layout: _Layout = _Layout()
    starred: bool = False
    """Whether readers that don't know its first word pass it over."""
    close: "Callable[[], None] | None" = None


def read(content: bytes, remarks: Remarks) -> RichText:
    """The text of an RTF file; `remarks` get what was hidden, floated or only looked."""
    reader = _Reader(remarks)
    reader.read(content)
    return RichText(
        blocks=reader.blocks(),
        meta=reader.meta,
        media=reader.media,
        comments=tuple(reader.comments),
        title=reader.properties.get("title", ""),
        creator=reader.properties.get("author", ""),
    )


class _Reader:
    """Goes through a file once, from its first byte to its last."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.meta: dict[str, Any] = {}
        self.media: dict[str, bytes] = {}
        self.comments: list[Comment] = []
        self.properties: dict[str, str] = {}
        self._flows = [Flow()]
        self._groups = [_Group()]
        self._bytes = bytearray()
        self._letters: list[str] = []
        self._skipped = 0
        self._page = "cp1252"
        self._charsets: dict[int, int] = {}
        self._styles: dict[int, tuple[str, int]] = {}
        self._said: dict[str, list[str]] = {}
        """What the groups say whose words aren't the text's: their kind → words."""
        self._lists: dict[int, list[tuple[int, int]]] = {}
        self._list_of: dict[int, int] = {}
        self._levels: list[tuple[int, int]] = []
        self._list = 0
        self._counted: dict[tuple[int, int], int] = {}
        self._picture = bytearray()
        self._kind = ""
        self._description = ""

    def read(self, content: bytes) -> None:
        place = 0
        while match := _TOKEN.match(content, place):
            place = match.end()
            if match["byte"]:
                self._take(bytes.fromhex(match["byte"].decode()))
            elif match["text"]:
                self._take(match["text"])
            elif match["word"] == b"bin":
                size = max(0, int(match["number"] or 0))
                self._picture += content[place : place + size]
                place += size
            elif match["word"] == b"u":
                self._flush_bytes()
                self._letters.append(chr(int(match["number"] or 63) % 65536))
                self._skipped = self._groups[-1].stand_ins
            elif match["brace"]:
                self._flush()
                self._open() if match["brace"] == b"{" else self._close()
            elif match["word"]:
                self._flush()
                self._word(match["word"].decode(), None if not match["number"] else int(match["number"]))
            elif match["sign"]:
                self._sign(match["sign"])
        self._flush()
        while len(self._groups) > 1:
            self._close()

    def blocks(self) -> Nodes:
        """The text, once all is read."""
        flow = self._flows[0]
        if flow.runs:
            self._end_paragraph()
        return flow.blocks()

    # Letters

    def _take(self, data: bytes) -> None:
        dropped = min(self._skipped, len(data))
        self._skipped -= dropped
        if self._groups[-1].into == "picture":
            self._picture += data
        elif len(data) > dropped:
            self._flush_letters()
            self._bytes += data[dropped:]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._groups[-1].starred = True
        elif sign in (b"\r", b"\n"):
            self._flush()
            self._end_paragraph()
        elif said := _SIGNS.get(sign.decode("latin-1")):
            self._flush()
            self._say(said)

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_letters()
        self._skipped = 0

    def _flush_bytes(self) -> None:
        if self._bytes:
            charset = self._charsets.get(self._groups[-1].font, -1)
            said = self._bytes.decode(_CODE_PAGES.get(charset, self._page), "replace")
            self._bytes.clear()
            self._say(said.replace("·", "•") if charset == 2 else said)

    def _flush_letters(self) -> None:
        if self._letters:
            letters = "".join(self._letters)
            self._letters.clear()
            self._say(letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _say(self, text: str) -> None:
        group = self._groups[-1]
        if group.into == "text":
            looks = group.looks - {"Underline"} if group.link else group.looks
            self._flows[-1].say(text, looks, group.link)
        elif group.into != "nothing":
            self._said.setdefault(group.into, []).append(text)

    def _told(self, kind: str) -> str:
        """What the last group of a kind said."""
        return "".join(self._said.get(kind, ())).strip()

    # Groups

    def _open(self) -> None:
        group = self._groups[-1]
        self._groups.append(
            _Group(group.into, group.looks, group.link, group.font, group.stand_ins, group.layout)
        )

    def _close(self) -> None:
        if len(self._groups) > 1:
            group = self._groups.pop()
            if group.close:
                group.close()

    def _go_into(self, kind: str, close: Callable[[], None] | None = None) -> None:
        """Have the words of this group belong to something else than the text."""
        self._groups[-1].into, self._groups[-1].close = kind, close
        self._said[kind] = []

    def _flow(self, close: Callable[[Flow], None]) -> None:
        """Have this group be paragraphs of their own."""
        group = self._groups[-1]
        if group.into != "text" or len(self._flows) > _DEEPEST:
            return
        flow = Flow()
        self._flows.append(flow)
        group.looks, group.link, group.layout = frozenset(), "", _Layout()

        def done() -> None:
            if flow.runs:
                self._end_paragraph(group.layout)
            self._flows.remove(flow)
            close(flow)

        group.close = done

    # Words of the format

    def _word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if group.starred and word not in _STARRED:
            group.into = "nothing"
        group.starred = False
        if group.into == "nothing":
            return
        if word in _SKIPPED:
            group.into = "nothing"
        elif group.into in ("fonts", "styles", "style", "lists", "overrides"):
            self._define(word, number)
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif not (self._look(word, number) or self._lay_out(word, number) or self._end(word)):
            self._begin(word, number)

    def _look(self, word: str, number: int | None) -> bool:
        group = self._groups[-1]
        if look := _LOOKS.get(word):
            group.looks = group.looks - {look} if number == 0 else group.looks | {look}
        elif word == "nosupersub":
            group.looks -= {"Superscript", "Subscript"}
        elif word == "ulnone":
            group.looks -= {"Underline"}
        elif word == "plain":
            group.looks &= {"insertion", "deletion"}
        elif word == "f":
            group.font = number or 0
        elif word == "uc":
            group.stand_ins = 1 if number is None else max(0, number)
        else:
            return False
        return True

    def _lay_out(self, word: str, number: int | None) -> bool:
        group = self._groups[-1]
        layout, value = group.layout, number or 0
        if word == "pard":
            group.layout = _Layout()
        elif word == "s":
            group.layout = replace(layout, style=value)
        elif word == "outlinelevel":
            group.layout = replace(layout, outline=value)
        elif word == "ls":
            group.layout = replace(layout, list=value)
        elif word == "ilvl":
            group.layout = replace(layout, depth=min(max(value, 0), 8))
        elif word in ("li", "lin"):
            group.layout = replace(layout, left=value)
        elif word in ("ri", "rin"):
            group.layout = replace(layout, right=value)
        elif word == "intbl":
            group.layout = replace(layout, table=max(layout.table, 1))
        elif word == "itap":
            group.layout = replace(layout, table=min(max(value, 0), _DEEPEST))
        else:
            return False
        return True

    def _end(self, word: str) -> bool:
        """End a paragraph, a cell, a row."""
        if self._groups[-1].into != "text":
            self._say(" " if word in ("par", "cell", "row") else "")
            return False
        flow, layout = self._flows[-1], self._groups[-1].layout
        if word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word in ("cell", "nestcell"):
            inner = 1 if word == "cell" else max(layout.table, 2)
            if flow.runs:
                self._end_paragraph(replace(layout, table=inner))
            flow.be_within(inner)
            flow.end_cell()
        elif word in ("row", "nestrow"):
            flow.be_within(1 if word == "row" else max(len(flow.tables), 2))
            flow.end_row()
        elif word in ("trowd", "trhdr") and flow.tables:
            flow.tables[-1].heads = word == "trhdr"
        else:
            return False
        return True

    def _begin(self, word: str, number: int | None) -> None:
        """Begin a group that isn't words of the text, or whose words are paragraphs apart."""
        if word in ("fonttbl", "stylesheet", "listtable", "listoverridetable"):
            kinds = {"fonttbl": "fonts", "stylesheet": "styles", "listtable": "lists"}
            self._groups[-1].into = kinds.get(word, "overrides")
        elif word == "ansicpg" and number:
            self._page = _known(f"cp{number}")
        elif word in ("mac", "pc", "pca"):
            self._page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "info":
            self._groups[-1].into = "properties"
        elif word in ("title", "author") and self._groups[-1].into == "properties":
            self._go_into(word, partial(self._end_property, word))
        elif word in ("listtext", "pntext"):
            self._go_into("marker", self._end_marker)
        elif word in ("fldinst", "fldrslt"):
            self._field(word)
        elif word in ("footnote", "shptxt", "dptxbxtext", "annotation"):
            close = {"footnote": self._end_note, "annotation": self._end_comment}
            self._flow(close.get(word, self._end_text_box))
        elif word in ("atnauthor", "sn"):
            self._go_into(word)
        elif word == "sv":
            self._go_into(word, self._end_value)
        elif word == "pict":
            self._picture.clear()
            self._kind = ""
            self._groups[-1].into, self._groups[-1].close = "picture", self._end_picture
        elif word in _PICTURES:
            self._kind = _PICTURES[word]
        elif word == "object":
            self.remarks.say("object", "OLE")

    def _define(self, word: str, number: int | None) -> None:
        """Fonts, styles and lists, which stand before the text."""
        group, value = self._groups[-1], number or 0
        if group.into == "fonts":
            if word == "f":
                group.font = value
            elif word == "fcharset":
                self._charsets[group.font] = value
        elif group.into in ("styles", "style"):
            if word == "s":
                self._go_into("style", lambda: self._end_style(value, group.layout.outline))
            elif word == "outlinelevel":
                group.layout = replace(group.layout, outline=value)
        elif word == "list":
            self._levels = []
        elif word == "levelnfc":
            self._levels.append((value, 1))
        elif word == "levelstartat" and self._levels:
            self._levels[-1] = self._levels[-1][0], value
        elif word == "listid":
            self._list = value
            if group.into == "lists":
                self._lists[value] = self._levels
        elif word == "ls":
            self._list_of[value] = self._list

    # What groups were, when they end

    def _end_property(self, name: str) -> None:
        self.properties[name] = self._told(name)

    def _end_style(self, number: int, outline: int) -> None:
        self._styles[number] = self._told("style").rstrip(";"), outline

    def _end_marker(self) -> None:
        self._flows[-1].marker = self._told("marker")

    def _end_value(self) -> None:
        if self._told("sn") == "wzDescription":
            self._description = self._told("sv")

    def _field(self, word: str) -> None:
        if word == "fldinst":
            self._go_into("instruction", self._end_instruction)
        elif self._told("instruction").startswith("TOC"):
            self._go_into("contents", self._end_contents)
        elif match := _ADDRESS.match(self._told("instruction")):
            address = match["quoted"] or match["plain"] or ""
            self._groups[-1].link = f"#{address}" if match["place"] else address

    def _end_instruction(self) -> None:
        """Of fields that show no result: readings above words, and what asks to be written over."""
        if match := _RUBY.search(self._told("instruction")):
            self._say(f"{match['base']} ({match['reading']})")
        elif match := _BUTTON.match(self._told("instruction")):
            self._say(match["words"])

    def _end_contents(self) -> None:
        words = self._told("contents")
        self.remarks.say("contents", words, dropped=words)

    def _end_note(self, flow: Flow) -> None:
        """The mark of a note that bears one of its own stands before it, and in it."""
        blocks, runs = flow.blocks(), self._flows[-1].runs
        mark = runs[-1].words.strip() if runs else ""
        first = blocks[0]["c"] if blocks and blocks[0]["t"] == "Para" else []
        if _OWN_MARK.fullmatch(mark) and first[:1] and text(first).startswith(mark):
            runs.pop()
            blocks[0]["c"] = trimmed([string(first[0]["c"].removeprefix(mark)), *first[1:]])
        if blocks:
            looks = self._groups[-1].looks - {"Superscript"}
            self._flows[-1].show({"t": "Note", "c": blocks}, looks)

    def _end_text_box(self, flow: Flow) -> None:
        blocks = flow.blocks()
        if blocks:
            self.remarks.say("text-box", _words(blocks))
            self._flows[-1].after += blocks

    def _end_comment(self, flow: Flow) -> None:
        words = _words(flow.blocks())
        self.comments.append(Comment(self._told("atnauthor"), "", words))
        self.remarks.say("comment", words)

    def _end_picture(self) -> None:
        data = bytes(self._picture)
        if re.fullmatch(rb"[0-9a-fA-F\s]*", data):
            digits = b"".join(data.split())
            data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        if not data or self._groups[-1].into == "nothing":
            return
        name = f"image{len(self.media) + 1}.{self._kind or 'bin'}"
        self.media[name] = data
        described = [*words_of_text(self._description)]
        self._description = ""
        self._flows[-1].show({"t": "Image", "c": [NO_ATTRIBUTES, described, [name, ""]]})

    # Paragraphs

    def _end_paragraph(self, layout: _Layout | None = None) -> None:
        flow = self._flows[-1]
        layout = layout or self._groups[-1].layout
        runs, flow.runs = [*self._shown(flow.runs)], []
        marker, flow.marker = flow.marker, None
        after, flow.after = flow.after, []
        flow.be_within(layout.table)
        inlines = trimmed(inlines_of(runs))
        if inlines and not self._stands_above(inlines, layout):
            flow.put(self._placed(inlines, layout, marker))
        for block in after:
            flow.put(PlacedBlock(block))

    def _shown(self, runs: Iterable[StyledWords]) -> Iterator[StyledWords]:
        """The runs but for hidden ones; tabs and spaces that only look are told."""
        hidden = ""
        told = "".join(run.words for run in runs)
        if told.startswith("\t"):
            self.remarks.say("tabs", told)
        if doubled := re.search(r"(?<!\S)\S+[ ]{2,}\S+", told):
            self.remarks.say("spaces", doubled[0])
        for run in runs:
            if "hidden" not in run.looks:
                yield run
            else:
                hidden += run.words
        if hidden.strip():
            self.remarks.say("hidden", hidden, dropped=hidden)

    def _stands_above(self, inlines: Nodes, layout: _Layout) -> bool:
        """Keep what stands above the text in a style that says so; whether it was that."""
        style, _ = self._styles.get(layout.style, ("", -1))
        name = beginning_of(style)
        if not name or name in self.meta or len(self._flows) > 1:
            return False
        self.meta[name] = {"t": "MetaString", "c": _words([paragraph(inlines)])}
        return True

    def _placed(self, inlines: Nodes, layout: _Layout, marker: str | None) -> PlacedBlock:
        style, outline = self._styles.get(layout.style, ("", -1))
        level = layout.outline if layout.outline >= 0 else outline
        if match := _HEADING.match(style):
            level = int(match[1]) - 1
        if 0 <= level <= 8:
            return PlacedBlock({"t": "Header", "c": [min(level + 1, 6), NO_ATTRIBUTES, inlines]})
        if mark := verse_mark(style):
            return PlacedBlock(paragraph([string(mark), *inlines]))
        flow = self._flows[-1]
        depth, number = self._item(layout, marker)
        goes_on = depth < 0 <= flow.item[0] and 0 < layout.left == flow.item[1]
        depth = flow.item[0] if goes_on else depth
        flow.item = depth, layout.left
        set_in = min(layout.left, layout.right) >= _TWIPS
        quoted = depth < 0 and not layout.table and bool(_QUOTATION.search(style) or set_in)
        return PlacedBlock(paragraph(inlines), depth, number, goes_on, quoted)

    def _item(self, layout: _Layout, marker: str | None) -> tuple[int, int | None]:
        """How deep in a list a paragraph is, and its number, as its marker tells or else the list."""
        if marker == "" or (marker is None and not layout.list):
            return -1, None
        if marker is not None:
            match = _MARKER.fullmatch(marker)
            if match is None:
                return layout.depth, None
            key = layout.list, layout.depth
            begins = not layout.list and self._flows[-1].item[0] < 0
            count = 1 if begins else self._counted.get(key, 0) + 1
            number = int(match["number"]) if match["number"] else count
            self._counted[key] = number
            return layout.depth, number
        levels = self._lists.get(self._list_of.get(layout.list, 0), [])
        kind, start = levels[layout.depth] if layout.depth < len(levels) else (23, 1)
        if kind in (23, 255):
            return layout.depth, None
        key = layout.list, layout.depth
        self._counted[key] = self._counted.get(key, start - 1) + 1
        return layout.depth, self._counted[key]


def _words(blocks: Nodes) -> str:
    return " ".join(text(blocks).split())


def _known(page: str) -> str:
    """The encoding, if Python has it."""
    try:
        "".encode(page)
    except LookupError:
        return "cp1252"
    return page
