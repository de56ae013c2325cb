"""An e-book, read by nothing of ours: its files by zipfile, its pages by lxml's reader of XML."""

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

EPUB = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
NAMES = {"e": EPUB.strip("{}"), "h": XHTML.strip("{}"), "o": OPF.strip("{}")}


def letters(text: str) -> str:
    """Letters and digits alone, without case, compatibility forms taken apart."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@dataclass(frozen=True)
class ReadEbook:
    """An e-book as a reading system opens it."""

    content: bytes

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Name → content, in the order of the file."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def package(self) -> etree._Element:
        container = etree.fromstring(self.files["META-INF/container.xml"])
        (root,) = container.iter("{*}rootfile")
        return etree.fromstring(self.files[root.get("full-path")])

    @cached_property
    def pages(self) -> Mapping[str, etree._Element]:
        """Name below the folder → document, in reading order."""
        hrefs = {item.get("id"): item.get("href") for item in self.package.iter(f"{OPF}item")}
        spine = [hrefs[item.get("idref")] for item in self.package.iter(f"{OPF}itemref")]
        return {href: etree.fromstring(self.files[f"EPUB/{href}"]) for href in spine}

    @property
    def nav(self) -> etree._Element:
        """The document of the contents."""
        (item,) = self.package.xpath('//o:item[@properties="nav"]', namespaces=NAMES)
        return self.pages[item.get("href")]

    def contents(self, kind: str) -> list[tuple[str, str]]:
        """Words and address of each entry: of `toc`, `landmarks` or `page-list`."""
        links = self.nav.xpath(f'//h:nav[@e:type="{kind}"]//h:a', namespaces=NAMES)
        return [("".join(link.itertext()), link.get("href")) for link in links]

    def of_kind(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """Document and element of each element of a kind (`epub:type`)."""
        for href, page in self.pages.items():
            for element in page.iter():
                if kind in (element.get(f"{EPUB}type") or "").split():
                    yield href, element

    def said(self, href: str) -> tuple[str, str]:
        """The letters of a document: of its text without the calls of notes, and of its notes."""
        (body,) = self.pages[href].iter(f"{XHTML}body")
        notes = body.xpath('.//*[@e:type="footnote"]', namespaces=NAMES)
        return letters("".join(_text(body))), letters(" ".join("".join(_text(note)) for note in notes))

    def marked(self, href: str) -> list[str | int]:
        """The text of a document as runs and the numbers of the pages that begin between them.

        Without captions: a figure that had no room stands on a later page than the words around it. A `CUT`
        stands where paper has more: behind links (« p. 12 »), before items of lists (their numbers).
        """
        (text,) = self.pages[href].xpath('//h:div[@class="text"]', namespaces=NAMES)
        pieces = re.split("\ue000(\\d+)\ue000", "".join(_text(text, marks=True)))
        return [int(each) if number % 2 else each for number, each in enumerate(pieces)]

    def resolve(self, href: str, link: str) -> tuple[str, str]:
        """The document and the id that a link in a document leads to."""
        path, _, anchor = link.partition("#")
        return posixpath.normpath(posixpath.join(posixpath.dirname(href), path)) if path else href, anchor

    def property(self, name: str) -> list[str]:
        """The values of a property of the package."""
        return [each.text for each in self.package.iter(f"{OPF}meta") if each.get("property") == name]


CUT = "\ue001"

_APART = frozenset("p li h1 h2 h3 td th dt dd br figcaption div section".split())  # noqa: SIM905
_ASIDE = ("footnote", "noteref")


def _text(element: etree._Element, *, marks: bool = False, inside: bool = False) -> Iterator[str]:
    """The text of an element; what is called from it stands elsewhere."""
    kind = element.get(f"{EPUB}type") or ""
    if inside and kind in (_ASIDE[:1] if marks else _ASIDE):  # pages have the numbers of notes
        return
    name = etree.QName(element).localname
    if marks and name == "figcaption":
        return
    if marks and kind == "pagebreak":
        yield f"\ue000{element.get('aria-label')}\ue000"
    if marks and name == "li":
        yield CUT
    yield element.text or ""
    for child in element:
        yield from _text(child, marks=marks, inside=True)
        yield child.tail or ""
    if marks and name == "a" and kind != "noteref":
        yield CUT
    if name in _APART:
        yield " "
