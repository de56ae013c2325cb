"""A .docx → the same for Pandoc, without what it would lose or misread; and what it says of itself.

Text boxes become paragraphs after the one that they float at (Pandoc drops the paragraph), a table of
contents goes. What the file's looks say (tabs, colours, spaces) is told, because Pandoc tidies it in silence.
What could act is refused: macros, objects that are elsewhere. ECMA-376, part 1, 17 (WordprocessingML).
"""

import copy
import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from florilege.intake.arrival import Remarks
from florilege.intake.office.archives import pack, refused, require_no_entities, unpack, xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_HARMFUL = ("oleObject", "frame", "subDocument", "aFChunk", "attachedTemplate", "control", "externalLink")
"""Kinds of relations by which a file of elsewhere would become part of this one."""
_BLACK = frozenset(("000000", "AUTO", "FFFFFF", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeText:
    """A file of a word processor, made ready for Pandoc."""

    content: bytes
    format: str
    """For Pandoc."""
    media: dict[str, bytes] = field(default_factory=dict)
    """Pictures by the address that Pandoc gives them."""
    descriptions: dict[str, str] = field(default_factory=dict)
    """Likewise what they show, as far as Pandoc doesn't read it."""
    title: str = ""
    """That of its properties, which few people know of."""
    creator: str = ""
    lang: str = ""
    """BCP 47"""


def prepare(content: bytes, remarks: Remarks) -> OfficeText:
    """The file for Pandoc. Raises `FlorilegeError` (2) where it is damaged, hostile, or isn't one."""
    files = unpack(content)
    main = _main(files)
    _refuse_harm(files)
    for name in files:
        if name.endswith((".xml", ".rels")):
            require_no_entities(files[name])
    folder = posixpath.dirname(main)
    root = xml(files[main])
    _tell_links(files, remarks)
    _tell_looks(root, remarks)
    _drop_contents(root, remarks)
    _free_text_boxes(root, remarks)
    _plain_runs(root, remarks)
    _tell_objects(root, remarks)
    _tell_running_heads(files, folder, remarks)
    files[main] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    for part in ("footnotes", "endnotes"):
        name = f"{folder}/{part}.xml"
        if name in files:
            notes = xml(files[name])
            _free_text_boxes(notes, remarks)
            _plain_runs(notes, remarks)
            files[name] = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
    title, creator = _properties(files)
    prefix = f"{folder}/" if folder else ""
    return OfficeText(
        content=pack(files),
        format="docx+styles",
        media={name.removeprefix(prefix): data for name, data in files.items() if "media/" in name},
        title=title,
        creator=creator,
        lang=_language(root, files.get(f"{prefix}styles.xml")),
    )


def _main(files: dict[str, bytes]) -> str:
    if "[Content_Types].xml" not in files or "_rels/.rels" not in files:
        raise refused("source-damaged")
    for each in xml(files["_rels/.rels"]):
        if each.get("Type", "").endswith("/officeDocument"):
            target: str = posixpath.normpath(each.get("Target", "").lstrip("/"))
            if target in files:
                return target
    raise refused("source-damaged")


def _refuse_harm(files: dict[str, bytes]) -> None:
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in files):
        raise refused("source-macros")
    for name, data in files.items():
        if not name.endswith(".rels"):
            continue
        for each in xml(data):
            kind = each.get("Type", "").rpartition("/")[2]
            target = each.get("Target", "")
            outside = each.get("TargetMode") == "External"
            local = kind == "attachedTemplate" and not re.match(r"(?:https?|ftp|smb):|\\\\|//", target)
            if outside and kind in _HARMFUL and not local:
                raise refused("source-elsewhere")


def _tell_links(files: dict[str, bytes], remarks: Remarks) -> None:
    """Pictures that are but addresses: Pandoc fetches none."""
    for name, data in files.items():
        if name.endswith("document.xml.rels"):
            for each in xml(data):
                if each.get("TargetMode") == "External" and each.get("Type", "").endswith("/image"):
                    remarks.say("picture-elsewhere", each.get("Target", ""))


def _words(element: Any) -> str:
    """What an element says; where a line ends, so does a word."""
    found = element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr")
    return "".join((each.text or "") if each.tag == f"{W}t" else "\n" for each in found)


def _tell_looks(root: Any, remarks: Remarks) -> None:
    """Tabs at the beginning of paragraphs, spaces in a row or at the edges of bold, colours, smart tags."""
    for paragraph in root.iter(f"{W}p"):
        words = _words(paragraph)
        first = next(iter(paragraph.iter(f"{W}t", f"{W}tab")), None)
        if first is not None and first.tag == f"{W}tab" and first.getparent().tag == f"{W}r":
            remarks.say("tabs", words)
        if re.search(r"\S[ ]{2,}\S", words):
            remarks.say("spaces", re.search(r"(?<!\S)\S*[ ]{2,}\S*", words)[0])  # type: ignore[index]
    for run in root.iter(f"{W}r"):
        words = _words(run)
        properties = run.find(f"{W}rPr")
        if properties is None or not words.strip():
            continue
        colour = properties.find(f"{W}color")
        value = "" if colour is None else colour.get(f"{W}val", "").upper()
        if value not in _BLACK and run.getparent().tag != f"{W}hyperlink":
            remarks.say("coloured", words)
        is_bold = properties.find(f"{W}b") is not None or properties.find(f"{W}i") is not None
        if is_bold and words != words.strip():
            remarks.say("edges", words)
    for tag, code in (("smartTag", "smart-tags"), ("sdt", "content-controls")):
        for each in root.iter(f"{W}{tag}"):
            if next(each.iterancestors(f"{W}{tag}"), None) is None:
                remarks.say(code, " ".join(one.text or "" for one in each.iter(f"{W}t")))


def _drop_contents(root: Any, remarks: Remarks) -> None:
    """The table of contents that Word made."""
    for block in list(root.iter(f"{W}sdt")):
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and "contents" in gallery.get(f"{W}val", "").lower():
            words = " ".join(each.text or "" for each in block.iter(f"{W}t"))
            remarks.say("contents", words, dropped=words)
            block.getparent().remove(block)


def _free_text_boxes(root: Any, remarks: Remarks) -> None:
    """What stands in a text box: after the paragraph that it floats at."""
    for paragraph in [each for each in root.iter(f"{W}p") if _is_outermost(each)]:
        for alternative in list(paragraph.iter(f"{_MC}AlternateContent")):
            for fallback in alternative.findall(f"{_MC}Fallback"):
                if alternative.find(f"{_MC}Choice") is not None:
                    alternative.remove(fallback)
        place = paragraph
        for box in list(paragraph.iter(f"{W}txbxContent")):
            if next(box.iterancestors(f"{W}txbxContent"), None) is not None:
                continue
            remarks.say("text-box", " ".join(each.text or "" for each in box.iter(f"{W}t")))
            for block in box:
                moved = copy.deepcopy(block)
                place.addnext(moved)
                place = moved
            holder = box
            while (
                (above := holder.getparent()) is not None and above.tag != f"{W}r" and above is not paragraph
            ):
                holder = above
            if above is not None:  # with the first of several boxes in one drawing, all of it goes
                above.remove(holder)


def _plain_runs(root: Any, remarks: Remarks) -> None:
    """What Pandoc drops, or shows against the file: simple fields, readings above words, hidden text."""
    for simple in list(root.iter(f"{W}fldSimple")):
        if not simple.get(f"{W}instr", "").strip().upper().startswith("HYPERLINK"):
            for run in list(simple):
                simple.addprevious(run)
            simple.getparent().remove(simple)
    for ruby in list(root.iter(f"{W}ruby")):
        run, base = ruby.getparent(), ruby.find(f"{W}rubyBase")
        reading = "".join(each.text or "" for each in ruby.iterfind(f"{W}rt//{W}t"))
        for each in [] if base is None else list(base):
            run.addprevious(each)
        shown = etree.SubElement(run, f"{W}t")
        shown.text = f"({reading})" if reading else ""
        run.remove(ruby)
    for run in list(root.iter(f"{W}r")):
        hidden = run.find(f"{W}rPr/{W}vanish")
        words = _words(run)
        if hidden is not None and words and hidden.get(f"{W}val", "1").lower() not in ("0", "false", "off"):
            remarks.say("hidden", words, dropped=words)
            run.getparent().remove(run)


def _is_outermost(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(f"{W}txbxContent"), None) is None


def _tell_objects(root: Any, remarks: Remarks) -> None:
    """A sheet, a recording, whatever else was put into the text: what can't be printed is named."""
    for each in root.iter(f"{W}object"):
        program = next(
            (one.get("ProgID", "") for one in each.iter() if str(one.tag).endswith("}OLEObject")), ""
        )
        remarks.say("object", program or "OLE")
    for each in root.iter():
        if str(each.tag).endswith(("/chart}chart", "/diagram}relIds")):
            remarks.say("object", etree.QName(each).localname)


def _tell_running_heads(files: dict[str, bytes], folder: str, remarks: Remarks) -> None:
    for name in sorted(files):
        if re.fullmatch(rf"{re.escape(folder)}/(?:header|footer)\d*\.xml", name):
            words = " ".join(each.text or "" for each in xml(files[name]).iter(f"{W}t")).strip()
            if words:
                remarks.say("running-head", words, dropped=words)


def _properties(files: dict[str, bytes]) -> tuple[str, str]:
    """The title and the author that the file's properties give."""
    data = files.get("docProps/core.xml")
    if data is None:
        return "", ""
    root = xml(data)
    return (root.findtext(f"{_DC}title") or "").strip(), (root.findtext(f"{_DC}creator") or "").strip()


def _language(root: Any, styles: bytes | None) -> str:
    """The language that most of the text is marked with: its runs', else that of the styles."""
    default = ""
    if styles is not None:
        lang = xml(styles).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        default = "" if lang is None else lang.get(f"{W}val", "")
    letters: Counter[str] = Counter()
    for run in root.iter(f"{W}r"):
        lang = run.find(f"{W}rPr/{W}lang")
        own = default if lang is None else lang.get(f"{W}val", default)
        letters[own] += sum(len(each.text or "") for each in run.iter(f"{W}t"))
    return max(letters, key=lambda each: (letters[each], each), default=default)
