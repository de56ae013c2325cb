"""An .odt → the same for Pandoc, without what it would lose or misread; and what it says of itself.

Pandoc's reader knows no changes that were followed and no comments, and of styles only what they look like;
so those are read here. OpenDocument 1.3, part 3: 5.5 (changes), 14.2 (annotations), 16 (styles).
"""

import copy
from typing import Any

from lxml import etree

from florilege.intake.arrival import Comment, Remarks
from florilege.intake.office.archives import pack, refused, require_no_entities, unpack, xml
from florilege.intake.office.paragraph_styles import beginning_of, verse_mark
from florilege.intake.office.word_docx import OfficeText
from florilege.intake.pandoc.followed_changes import Changes
from florilege.intake.said_words import words_of

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE, STYLE = f"{{{_NS}text:1.0}}", f"{{{_NS}office:1.0}}", f"{{{_NS}style:1.0}}"
TABLE = f"{{{_NS}table:1.0}}"
DRAW, SCRIPT = f"{{{_NS}drawing:1.0}}", f"{{{_NS}script:1.0}}"
_FO = f"{{{_NS}xsl-fo-compatible:1.0}}"
_FIELDS = (
    *("date", "time", "author-name", "author-initials", "placeholder", "user-defined", "user-field-get"),
    *("variable-set", "variable-get", "expression", "text-input", "chapter", "title", "subject", "creator"),
    *("creation-date", "modification-date", "print-date", "description", "keywords", "file-name"),
)
"""Fields whose results stand in the text."""
_WHOLE = {f"{_FO}font-weight": "bold", f"{_FO}font-style": "italic"}
"""Looks of a whole paragraph that its words are to have."""
_UNDERLINE = f"{STYLE}text-underline-style"
_DC, _META = "{http://purl.org/dc/elements/1.1/}", f"{{{_NS}meta:1.0}}"
_SVG = f"{{{_NS}svg-compatible:1.0}}"
_XLINK = "{http://www.w3.org/1999/xlink}"


def prepare(
    content: bytes, remarks: Remarks, changes: Changes
) -> tuple[OfficeText, dict[str, Any], tuple[Comment, ...]]:
    """The file for Pandoc, what its styles say stands above the text (as Pandoc's meta), its comments.

    Raises `FlorilegeError` (2) where it is damaged, hostile, or isn't one.
    """
    files = unpack(content)
    if "content.xml" not in files:
        raise refused("source-damaged")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in files):
        raise refused("source-macros")
    for name in files:
        if name.endswith(".xml"):
            require_no_entities(files[name])
    root = xml(files["content.xml"])
    styles = xml(files["styles.xml"]) if "styles.xml" in files else None
    comments = _comments(root, remarks)
    _settle(root, changes, remarks)
    _plain_words(root)
    _free_text_boxes(root, remarks)
    _settle_looks(root, remarks)
    _tell(root, remarks)
    _free_edges(root, remarks)
    meta = _beginning(root, _parents(root, styles))
    title, creator = _properties(files)
    language = _language(styles)
    files["content.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    text = OfficeText(
        content=pack(files),
        format="odt",
        media={name: data for name, data in files.items() if name.startswith("Pictures/")},
        descriptions=_descriptions(root),
        title=title,
        creator=creator,
        lang=language,
    )
    return text, meta, comments


def _comments(root: Any, remarks: Remarks) -> tuple[Comment, ...]:
    """The annotations, taken out of the text."""
    found: list[Comment] = []
    for note in list(root.iter(f"{OFFICE}annotation")):
        words = "\n".join(words_of(each) for each in note.iter(f"{TEXT}p")).strip()
        found.append(Comment(note.findtext(f"{_DC}creator") or "", note.findtext(f"{_DC}date") or "", words))
        remarks.say("comment", words)
        remove(note)
    for end in list(root.iter(f"{OFFICE}annotation-end")):
        remove(end)
    return tuple(found)


def remove(element: Any) -> None:
    """Take an element out, and leave what follows it."""
    parent = element.getparent()
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _settle(root: Any, changes: Changes, remarks: Remarks) -> None:
    """Changes that were followed: as they are in the text, or undone."""
    code = "change-accepted" if changes == "accept" else "change-rejected"
    deleted: dict[str, Any] = {}
    inserted: set[str] = set()
    for region in root.iter(f"{TEXT}changed-region"):
        id = region.get(f"{TEXT}id") or region.get("{http://www.w3.org/XML/1998/namespace}id")
        deletion = region.find(f"{TEXT}deletion")
        if deletion is not None:
            deleted[id] = deletion
        elif region.find(f"{TEXT}insertion") is not None:
            inserted.add(id)
    for place in list(root.iter(f"{TEXT}change")):
        deletion = deleted.get(place.get(f"{TEXT}change-id"))
        if deletion is None:
            continue
        words = " ".join("".join(each.itertext()) for each in deletion.iter(f"{TEXT}p", f"{TEXT}h"))
        gone = deletion.iter(f"{TEXT}p", f"{TEXT}h")
        remarks.say(code, f"− {' '.join(map(words_of, gone))}")
        if changes == "reject":
            place.tail = words + (place.tail or "")
    _settle_insertions(root, inserted, changes, remarks, code)
    for tracked in list(root.iter(f"{TEXT}tracked-changes")):
        remove(tracked)
    for mark in list(root.iter(f"{TEXT}change", f"{TEXT}change-start", f"{TEXT}change-end")):
        remove(mark)


def _settle_insertions(root: Any, inserted: set[str], changes: Changes, remarks: Remarks, code: str) -> None:
    """What was put in between two marks: named, and taken out where it is rejected."""
    within: dict[str, list[str]] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            id = element.get(f"{TEXT}change-id")
            if element.tag == f"{TEXT}change-start" and id in inserted:
                within[id] = []
            elif element.tag == f"{TEXT}change-end" and id in within:
                words = "".join(within.pop(id))
                remarks.say(code, f"+ {words}", dropped=words if changes == "reject" else "")
            if element.text:
                element.text = _within(element.text, within, changes)
        elif element.tail:
            element.tail = _within(element.tail, within, changes)


def _within(text: str, within: dict[str, list[str]], changes: Changes) -> str:
    for words in within.values():
        words.append(text)
    return "" if within and changes == "reject" else text


def _free_text_boxes(root: Any, remarks: Remarks) -> None:
    """What stands in a text box or a shape without a picture: after the paragraph that it floats at."""
    for box in list(root.iter(f"{DRAW}text-box", f"{DRAW}custom-shape")):
        if next(box.iter(f"{DRAW}image"), None) is not None or not len(box):
            continue
        remarks.say("text-box", words_of(box))
        holder = box.getparent() if box.tag == f"{DRAW}text-box" else box
        paragraph = next(holder.iterancestors(f"{TEXT}p", f"{TEXT}h"), None)
        place = paragraph if paragraph is not None else holder
        tail, place.tail = place.tail, None
        for block in [each for each in box if each.tag.startswith(TEXT)]:
            moved = copy.deepcopy(block)
            moved.tail = None
            place.addnext(moved)
            place = moved
        place.tail = tail
        remove(holder)


def _plain_words(root: Any) -> None:
    """What Pandoc drops: the results of fields, readings above words, a table in a cell."""
    for each in list(root.iter(*(f"{TEXT}{name}" for name in _FIELDS))):
        each.tag = f"{TEXT}span"
        each.attrib.clear()
    for ruby in list(root.iter(f"{TEXT}ruby")):
        base, reading = ruby.find(f"{TEXT}ruby-base"), ruby.findtext(f"{TEXT}ruby-text") or ""
        words = "" if base is None else "".join(base.itertext())
        ruby.tag = f"{TEXT}span"
        for each in list(ruby):
            ruby.remove(each)
        ruby.text = f"{words} ({reading})" if reading else words
    for table in [each for each in root.iter(f"{TABLE}table") if _is_in_cell(each)]:
        for paragraph in list(table.iter(f"{TEXT}p")):
            table.addprevious(paragraph)
        remove(table)


def _is_in_cell(table: Any) -> bool:
    return next(table.iterancestors(f"{TABLE}table-cell"), None) is not None


def _settle_looks(root: Any, remarks: Remarks) -> None:
    """Looks that automatic styles give: what they hide goes, underlines are told, and where a whole
    paragraph is bold or italic its words are, since Pandoc knows only the looks of spans."""
    looks: dict[tuple[str, str], Any] = {
        (style.get(f"{STYLE}family"), style.get(f"{STYLE}name")): properties
        for style in root.iter(f"{STYLE}style")
        if (properties := style.find(f"{STYLE}text-properties")) is not None
    }
    for span in list(root.iter(f"{TEXT}span")):
        look = looks.get(("text", span.get(f"{TEXT}style-name")), {})
        words = "".join(span.itertext())
        if look.get(f"{TEXT}display") == "none":
            remarks.say("hidden", words, dropped=words)
            remove(span)
        elif look.get(_UNDERLINE, "none") != "none":
            remarks.say("underlined", words)
    for look in looks.values():
        look.attrib.pop(_UNDERLINE, None)
    for paragraph in list(root.iter(f"{TEXT}p")):
        look = looks.get(("paragraph", paragraph.get(f"{TEXT}style-name")), {})
        whole = {name: value for name, value in _WHOLE.items() if look.get(name) == value}
        if whole and words_of(paragraph):
            _dress(paragraph, _style_of(root, whole))


def _style_of(root: Any, look: dict[str, str]) -> str:
    """The name of an automatic style for words that look so, made where there is none yet."""
    name = f"whole-{'-'.join(look.values())}"
    automatic = root.find(f"{OFFICE}automatic-styles")
    if not any(style.get(f"{STYLE}name") == name for style in automatic):
        named = {f"{STYLE}name": name, f"{STYLE}family": "text"}
        etree.SubElement(etree.SubElement(automatic, f"{STYLE}style", named), f"{STYLE}text-properties", look)
    return name


def _dress(paragraph: Any, style: str) -> None:
    """Put all of a paragraph into a span."""
    span = etree.Element(f"{TEXT}span", {f"{TEXT}style-name": style})
    span.text, paragraph.text = paragraph.text, None
    span.extend(list(paragraph))
    paragraph.append(span)


def _free_edges(root: Any, remarks: Remarks) -> None:
    """Spaces at the edges of bold or italics: outside, since Pandoc loses them."""
    for span in root.iter(f"{TEXT}span"):
        last = span[-1] if len(span) else None
        words = (span.text if last is None else last.tail) or ""
        after = words[len(words.rstrip(" ")) :]
        first = span.text or ""
        before = first[: len(first) - len(first.lstrip(" "))] if first.strip(" ") else ""
        if not (before or after):
            continue
        if first.strip(" ") or last is not None:
            remarks.say("edges", _said(span))
        if last is None:
            span.text = words.rstrip(" ")
        else:
            last.tail = words.rstrip(" ")
        span.tail = after + (span.tail or "")
        if before:
            span.text = (span.text or "").lstrip(" ")
            previous = span.getprevious()
            if previous is not None:
                previous.tail = (previous.tail or "") + before
            else:
                span.getparent().text = (span.getparent().text or "") + before


def _descriptions(root: Any) -> dict[str, str]:
    """What a picture shows, as its properties say: address → words."""
    found: dict[str, str] = {}
    for image in root.iter(f"{DRAW}image"):
        frame = next(image.iterancestors(f"{DRAW}frame"), None)
        for name in ("desc", "title"):
            words = "" if frame is None else (frame.findtext(f"{_SVG}{name}") or "").strip()
            if words:
                found.setdefault(image.get(f"{_XLINK}href", ""), words)
    return found


def _said(element: Any) -> str:
    """What an element says, without the notes in it."""
    if element.tag == f"{TEXT}note":
        return ""
    gap = " " if element.tag in (f"{TEXT}line-break", f"{TEXT}tab", f"{TEXT}s") else ""
    return gap + (element.text or "") + "".join(_said(child) + (child.tail or "") for child in element)


def _tell(root: Any, remarks: Remarks) -> None:
    """Tabs at the beginning, spaces in a row, objects."""
    for paragraph in root.iter(f"{TEXT}p"):
        words = _said(paragraph)
        first = paragraph[0] if len(paragraph) else None
        if first is not None and first.tag == f"{TEXT}tab" and not (paragraph.text or "").strip():
            remarks.say("tabs", words)
    for space in root.iter(f"{TEXT}s"):
        remarks.say("spaces", _said(space.getparent()))
    for each in root.iter(f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}plugin"):
        remarks.say("object", each.get(f"{_XLINK}href", "").removeprefix("./"))
    for each in list(root.iter(f"{TEXT}table-of-content")):
        words = " ".join(words_of(one) for one in each.iter(f"{TEXT}p", f"{TEXT}h"))
        remarks.say("contents", words, dropped=words)
        remove(each)


def _parents(root: Any, styles: Any) -> dict[str, str]:
    """Style → the one that a person chose: of an automatic style its parent, by the name that one sees."""
    chosen: dict[str, str] = {}
    for source in (styles, root):
        for style in () if source is None else source.iter(f"{STYLE}style"):
            name = style.get(f"{STYLE}name", "")
            parent = style.get(f"{STYLE}parent-style-name", "")
            automatic = style.getparent().tag == f"{OFFICE}automatic-styles"
            shown = style.get(f"{STYLE}display-name") or name
            chosen[name] = chosen.get(parent, parent) if automatic and parent else shown
    return chosen


def _beginning(root: Any, chosen: dict[str, str]) -> dict[str, Any]:
    """The paragraphs of the styles Title, Subtitle, Author, as Pandoc's meta; verse gets its mark."""
    meta: dict[str, Any] = {}
    for paragraph in list(root.iter(f"{TEXT}p", f"{TEXT}h")):
        style = chosen.get(paragraph.get(f"{TEXT}style-name", ""), paragraph.get(f"{TEXT}style-name", ""))
        words = words_of(paragraph)
        name = beginning_of(style)
        if name and words and name not in meta and len(meta) < 5:
            meta[name] = {"t": "MetaString", "c": words}
            remove(paragraph)
        elif words:
            paragraph.text = verse_mark(style) + (paragraph.text or "")
    return meta


def _properties(files: dict[str, bytes]) -> tuple[str, str]:
    if "meta.xml" not in files:
        return "", ""
    root: Any = xml(files["meta.xml"])
    title = next((each.text or "" for each in root.iter(f"{_DC}title")), "")
    creator = next((each.text or "" for each in root.iter(f"{_META}initial-creator", f"{_DC}creator")), "")
    return title.strip(), creator.strip()


def _language(styles: Any) -> str:
    for style in () if styles is None else styles.iter(f"{STYLE}default-style"):
        if style.get(f"{STYLE}family") == "paragraph":
            for each in style.iter(f"{STYLE}text-properties"):
                language, country = each.get(f"{_FO}language", ""), each.get(f"{_FO}country", "")
                if language and language != "none":
                    return f"{language}-{country}" if country and country != "none" else str(language)
    return ""
