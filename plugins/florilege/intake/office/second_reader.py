"""The words of an office file, by a reader that knows of it nothing but where words stand.

It shares no code with what converts the file: whatever the other drops, this one has seen. ECMA-376 part 1,
17.3.3.31 (`w:t`); OpenDocument 1.3, part 3, 5 (`text:p`) and 6.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


def docx_text(content: bytes, *, rejected: bool = False) -> str:
    """All that a .docx says in its body, then its notes in the order of their calls, then heads and feet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        roots: dict[str, Any] = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if re.fullmatch(r"word/(?:document\d*|footnotes|endnotes|header\d*|footer\d*)\.xml", name)
        }
    body = next(root for name, root in roots.items() if name.startswith("word/document"))
    parts = [_docx_words(body, rejected=rejected)]
    for call in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"):
        kind = etree.QName(call).localname.removesuffix("Reference")
        notes = roots.get(f"word/{kind}s.xml")
        for note in () if notes is None else notes:
            if note.get(f"{_W}id") == call.get(f"{_W}id"):
                parts.append(_docx_words(note, rejected=rejected))
    parts += [
        _docx_words(root, rejected=rejected)
        for name, root in sorted(roots.items())
        if name.startswith(("word/header", "word/footer"))
    ]
    return "\n".join(parts)


def _docx_words(root: Any, *, rejected: bool) -> str:
    said: list[str] = []
    floating: list[str] = []

    def walk(element: Any) -> None:
        tag = element.tag
        if tag == f"{_MC}Fallback" or (tag == f"{_W}instrText"):
            return
        if tag == f"{_W}txbxContent":
            inner = _docx_words_of(element, rejected=rejected)
            floating.append(inner)
            return
        if tag == (f"{_W}ins" if rejected else f"{_W}del") or tag == (
            f"{_W}moveTo" if rejected else f"{_W}moveFrom"
        ):
            return
        if tag in (f"{_W}t", f"{_W}delText"):
            said.append(element.text or "")
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            said.append(" ")
        elif tag == f"{_W}noBreakHyphen":
            said.append("\u2011")
        for child in element:
            walk(child)
        if tag in (f"{_W}rt", f"{_W}rubyBase"):
            said.append(" ")
        if tag == f"{_W}p":
            said.append("\n")
            said.extend(floating)
            floating.clear()

    walk(root)
    return "".join(said)


def _docx_words_of(element: Any, *, rejected: bool) -> str:
    return "".join(_docx_words(child, rejected=rejected) for child in element)


def odt_text(content: bytes, *, rejected: bool = False) -> str:
    """All that an .odt says in its body, then its notes, in order; changes as they are, or undone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root: Any = etree.fromstring(archive.read("content.xml"))
    body = root.find(f"{_OFFICE}body")
    deleted = {
        region.get(f"{_TEXT}id"): "".join(region.find(f"{_TEXT}deletion").itertext())
        for region in root.iter(f"{_TEXT}changed-region")
        if rejected and region.find(f"{_TEXT}deletion") is not None
    }
    inserted = {
        region.get(f"{_TEXT}id")
        for region in root.iter(f"{_TEXT}changed-region")
        if rejected and region.find(f"{_TEXT}insertion") is not None
    }
    notes: list[str] = []
    said = "".join(_odt_words(body, notes, deleted, inserted, set()))
    return "\n".join([said, *notes])


def _odt_words(
    element: Any, notes: list[str], deleted: dict[str, str], inserted: set[str], within: set[str]
) -> Iterator[str]:
    tag = element.tag
    if tag in (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_SVG}desc", f"{_SVG}title"):
        return
    if tag == f"{_TEXT}note":
        inner = element.find(f"{_TEXT}note-body")
        notes.append("".join(_odt_words(inner, notes, deleted, inserted, set())))
        return
    if tag == f"{_TEXT}change":
        yield deleted.get(element.get(f"{_TEXT}change-id"), "")
    elif tag == f"{_TEXT}change-start" and element.get(f"{_TEXT}change-id") in inserted:
        within.add(element.get(f"{_TEXT}change-id"))
    elif tag == f"{_TEXT}change-end":
        within.discard(element.get(f"{_TEXT}change-id"))
    if tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}ruby-text"):
        yield " "
    if element.text and not within:
        yield element.text
    for child in element:
        yield from _odt_words(child, notes, deleted, inserted, within)
        if child.tail and not within:
            yield child.tail
    if tag in (f"{_TEXT}p", f"{_TEXT}h"):
        yield "\n"


_RTF = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<unicode>-?\d+) ?"
    rb"|\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?"
    rb"|\\(?P<sign>[^a-z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_RTF_UNSEEN = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "headerl",
        "headerr",
        "footerl",
        "footerr",
        "fldinst",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "bkmkstart",
        "bkmkend",
        "pntext",
        "listtext",
        "annotation",
        "atnid",
        "atnauthor",
        "atrfstart",
        "atrfend",
        "ftnsep",
        "ftnsepc",
        "nonshppict",
        "shprslt",
        "nonesttables",
        "sn",
        "sv",
    ]
)
_RTF_SEEN = frozenset(["footnote", "shppict", "shpinst", "shptxt", "nesttableprops"])
"""Groups that readers may pass over, and that a page shows."""


_RTF_PAGES = {
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
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
"""`\\fcharset` → how the letters of a font are written; told anew, as all is here."""
_RTF_SPACES = frozenset(["par", "line", "tab", "cell", "nestcell", "row", "sect", "page"])
_RTF_QUOTES = frozenset(["rquote", "lquote", "emdash", "endash", "bullet", "ldblquote", "rdblquote"])
_RTF_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": " ", b"\r": " "}


def rtf_text(content: bytes) -> str:
    """All that an RTF file shows (Rich Text Format 1.9.1): groups that no reader sees are left out."""
    said: list[str] = []
    notes: list[str] = []
    groups: list[tuple[bool, bool, int]] = []
    unseen, in_note, font = False, False, 0
    pages: dict[int, str] = {}
    page = "cp1252"
    letters = bytearray()
    stand_ins, skipped = 1, 0  # what older readers show after `\\u8217`, and how much of it is still to come
    for match in _RTF.finditer(content):
        out = notes if in_note else said
        word = (match["word"] or b"").decode()
        if letters and not match["byte"]:
            out.append(letters.decode(pages.get(font, page), "replace"))
            letters.clear()
        if match["brace"] == b"{":
            groups.append((unseen, in_note, font))
        elif match["brace"] == b"}":
            unseen, in_note, font = groups.pop() if groups else (False, False, 0)
        elif word == "f":
            font = int(match["number"] or 0)
        elif word == "fcharset":
            pages[font] = _RTF_PAGES.get(int(match["number"] or 0), page)
        elif word == "ansicpg":
            page = next(
                (each for each in _RTF_PAGES.values() if each == f"cp{match['number'].decode()}"), page
            )
        elif match["sign"] == b"*" or word in _RTF_UNSEEN:
            unseen = True
        elif word in _RTF_SEEN:
            unseen = bool(groups) and groups[-1][0]
            if word == "footnote":
                in_note = True
                notes.append("\n")
        elif unseen:
            continue
        elif word == "uc":
            stand_ins = int(match["number"] or 1)
        elif match["byte"] and skipped:
            skipped -= 1
        elif match["byte"]:
            letters += bytes.fromhex(match["byte"].decode())
        elif match["unicode"]:
            out.append(chr(int(match["unicode"]) % 65536))
            skipped = stand_ins
        elif word in _RTF_SPACES:
            out.append(" ")
        elif word in _RTF_QUOTES:
            out.append("’")
        elif match["sign"]:
            out.append(_RTF_SIGNS.get(match["sign"], ""))
        elif match["text"]:
            out.append(match["text"][skipped:].decode("cp1252", "replace"))
            skipped = 0
    text = "".join((*said, *notes))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_HTML_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "iframe",
        "object",
        "form",
        "button",
        "select",
    ]
)
_HTML_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)


def html_text(root: Any) -> str:
    """All that a page shows, without calls of notes and comments and the marks that lead back from them."""
    said: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in _HTML_UNSEEN:
            return
        if element.tag == "a" and _is_call(element):
            return
        within = element.tag in _HTML_INLINE
        if not within:
            said.append(" ")
        said.append(element.text or "")
        for child in element:
            walk(child)
            said.append(child.tail or "")
        if not within:
            said.append(" ")

    walk(root)
    return "".join(said)


def _is_call(link: Any) -> bool:
    """Whether a link within the page shows nothing but a number or a sign, or is Word's to a comment."""
    if "msocom" in (link.get("class") or ""):
        return True
    words = "".join(link.itertext()).strip(" \u00a0[]")
    return bool((link.get("href") or "").startswith("#") and len(words) <= 3)
