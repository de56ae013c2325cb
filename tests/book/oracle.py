"""The oracle: the same sheets as one WeasyPrint document, against which an assembled tome is held.

Sides, running heads and folios are done here by CSS Paged Media alone, and both are read by others
(reading.py), so that the two ways share nothing but the sheets and the style of the text.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from jinja2 import Template
from lxml import html
from markupsafe import escape

from book.plain import set_whole
from book.printing import binder_of
from book.reading import (
    Bookmark,
    Page,
    Place,
    Word,
    labels_of,
    letters,
    links_of,
    outline_of,
    pages_of,
    places_of,
)
from book.tree import tree_of
from florilege.anthology import Anthology, load
from florilege.book.binding.assemble import assemble
from florilege.book.composing.document import job, with_images
from florilege.book.composing.look import look
from florilege.book.pagination.placement import Placed, page_numbers
from florilege.book.sheet import MM, Sheet, page_geometry
from florilege.book.weasyprint.copyfit import changed
from florilege.catalogue.volumes import Volume
from florilege.printing.designs import DESIGNS
from florilege.printing.fonts import faces, write_fontconfig
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers

STYLE = Template((Path(__file__).parent / "oracle.css").read_text(encoding="utf-8"))
"""Running heads and folios as margin boxes."""


def one_document(
    sheets: Sequence[Sheet], volume: Volume, numbers: Mapping[str, int], overflowing: Collection[str] = ()
) -> str:
    """The HTML of a whole tome as one document; `overflowing` sheets have a page more, for notes alone.

    Every page bears its number: `_differing_pages` leaves out those that a sheet doesn't print. To do it
    here takes named pages, in which WeasyPrint keeps margins at breaks that nobody forced.
    """
    body = []
    for number, sheet in enumerate(sheets):
        side = {"recto": "recto", "verso": "verso", "any": "page"}[sheet.side] if number else "auto"
        whole = numbered(sheet, numbers).replace('href="florilege:', 'href="#')
        verso, recto = sheet.heads or ("", "")
        # Out of the flow (oracle.css), so that the sheet is the first thing on its page, as in its fragment.
        heads = f'<div class="heads" data-verso="{escape(verso)}" data-recto="{escape(recto)}"></div>'
        more = '<div style="break-before: page"></div>' if sheet.id in overflowing else ""
        body.append(f'<div style="break-before: {side}">{heads}{whole}{more}</div>')
    of = look(volume)
    styles = map(of.style, ("page.css", "book.css", f"{volume.design}.css"))
    css = "".join(styles) + STYLE.render(
        geometry=of.geometry, design=volume.design, text=DESIGNS[volume.design].text.name
    )
    return (
        f'<!doctype html><html lang="{volume.lang}"><head><meta charset="utf-8"><style>{css}</style></head>'
        f"<body>{''.join(body)}</body></html>"
    )


def numbered(sheet: Sheet, numbers: Mapping[str, int]) -> str:
    """The HTML of a sheet, each of its references with the page of its anchor."""
    left = iter(enumerate(sheet.references))

    def number(span: re.Match[str]) -> str:
        index, anchor = next(left)
        assert f'data-reference="{index}"' in span[1]
        return f'<span class="number">{numbers[anchor]}</span>'

    written = re.sub(r'<span class="number"([^>]*)>\d+</span>', number, sheet.html)
    assert [*left] == []
    return written


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One tome, made in two ways."""

    volume: Volume
    placed: Sequence[Placed]
    assembled: bytes
    oracle: bytes
    overflowing: Collection[str] = ()
    """The sheets whose last page the oracle was given for notes alone."""

    def has_folio(self, page: int) -> bool:
        return any(page in placed.pages and placed.sheet.folios for placed in self.placed)


def pair_of(
    project: Project,
    anthology: Anthology,
    volume: Volume,
    *,
    pool: Workers,
    plain: Workers,
    assembled: bytes,
) -> Pair:
    """A tome, which the workers of `pool` have set, and its oracle, which those of `plain` set.

    A note that finds no room on its page moves to the next, in WeasyPrint even to that of another sheet,
    whereas a fragment gets a last page for it. The oracle is given such a page where one is missed.
    """
    placed = binder_of(project, anthology, volume, pool).tome.placed
    sheets = [replace(each.sheet, html=changed(each.sheet.html, each.fragment.fitted)) for each in placed]
    paths = dict.fromkeys(path for sheet in sheets for path in sheet.images)
    images = with_images(job(sheets[0], look(volume)), paths, anthology.images).images
    known = (*faces(project, anthology.catalogue.designs), *anthology.scripts.faces)
    fontconfig = str(write_fontconfig(project.cache / "fonts", known))
    overflowing: tuple[str, ...] = ()
    while True:
        html = one_document(sheets, volume, page_numbers(placed), overflowing)
        (oracle,) = plain.run(set_whole, [(html, images, fontconfig)], seconds=200)
        assert isinstance(oracle, bytes), oracle
        pair = Pair(volume=volume, placed=placed, assembled=assembled, oracle=oracle, overflowing=overflowing)
        suspect = _sheet_ending_on(next(_differing_pages(pair), (0, ""))[0], placed)
        if suspect is None or suspect in overflowing:
            return pair
        overflowing += (suspect,)


def _sheet_ending_on(page: int, placed: Iterable[Placed]) -> str | None:
    """The sheet whose last page this is, unless it is its only one."""
    return next((each.sheet.id for each in placed if page in each.pages[1:][-1:]), None)


def word_differences(pair: Pair) -> Iterator[str]:
    """Where the two don't print the same letters at the same places of as many pages, or beside a page."""
    yield from (difference for _, difference in _differing_pages(pair))
    assembled, oracle = (len(pages_of(pdf)) for pdf in (pair.assembled, pair.oracle))
    if assembled != oracle:
        yield f"{assembled} pages, not {oracle}"
    for each in pair.placed:
        if each.sheet.id in pair.overflowing and not _text_of(pair, each.pages[-1]):
            yield f"page {each.pages[-1]} is empty"
    trim = pair.volume.trim
    for number, page in enumerate(pages_of(pair.assembled), 1):
        outside = [w for w in page.words if not (0 < w.x < trim.width * MM and 0 < w.y < trim.height * MM)]
        if outside:
            yield f"page {number}: {len(outside)} letters stand outside of it, the first {outside[0]}"


def _differing_pages(pair: Pair) -> Iterator[tuple[int, str]]:
    """The number of each page whose letters differ, and how."""
    pages = zip(pages_of(pair.assembled), pages_of(pair.oracle), strict=False)
    for number, (ours, theirs) in enumerate(pages, 1):
        words = theirs.words if pair.has_folio(number) else _above_foot(theirs.words, pair.volume)
        text, expected = ("".join(word.text for word in each) for each in (ours.words, words))
        far = [(one, other) for one, other in zip(ours.words, words, strict=False) if not one.is_at(other)]
        if text != expected:
            yield number, f"page {number} reads {text!r}, not {expected!r}"
        elif far:
            one, other = far[0]
            yield number, f"page {number}: {len(far)} letters stand elsewhere, the first {one}, not {other}"


def _text_of(pair: Pair, number: int) -> list[Word]:
    """The words of a page of the oracle between head and folio."""
    page = page_geometry(pair.volume)
    words = _above_foot(pages_of(pair.oracle)[number - 1].words, pair.volume)
    return [word for word in words if word.y < (page.height - page.top) * MM]


def _above_foot(words: Iterable[Word], volume: Volume) -> list[Word]:
    foot = page_geometry(volume).bottom * MM
    return [word for word in words if word.y > foot]


def drawing_differences(pair: Pair) -> Iterator[str]:
    """Where the two don't draw the same pictures and rules at the same places.

    A rule under running heads is left out: in CSS Paged Media, a page without a head would have it too.
    """
    of = page_geometry(pair.volume)
    highest = (of.height - of.top) * MM + 1
    pages = zip_longest(pages_of(pair.assembled), pages_of(pair.oracle), fillvalue=Page((), ()))
    for number, (ours, theirs) in enumerate(pages, 1):
        drawn = [drawing for drawing in ours.drawings if drawing.box[1] < highest]
        for one, other in zip_longest(drawn, theirs.drawings):
            if one is None or other is None or not one.is_like(other):
                yield f"page {number}: {one}, not {other}"


def link_differences(pair: Pair) -> Iterator[str]:
    """Where the two don't have the same links at the same places, leading to the same places."""
    pages = zip_longest(links_of(pair.assembled), links_of(pair.oracle), fillvalue=())
    for number, (ours, theirs) in enumerate(pages, 1):
        for one, other in zip_longest(ours, theirs):
            if one is None or other is None or not one.is_like(other):
                yield f"page {number}: {one}, not {other}"


def outline_differences(pair: Pair) -> Iterator[str]:
    """Where the outline isn't that of the sheets, each entry leading to the oracle's place of its anchor."""
    places = places_of(pair.oracle)
    expected = [
        Bookmark(level=entry.level, title=entry.title, place=places[entry.anchor])
        for placed in pair.placed
        for entry in placed.sheet.outline
    ]
    for one, other in zip_longest(outline_of(pair.assembled), expected):
        if one is None or other is None or not one.is_like(other):
            yield f"{one}, not {other}"


def structure_differences(pair: Pair) -> Iterator[str]:
    """Where what is read aloud isn't the text of the sheets with the calls of notes, and the notes."""
    numbers = page_numbers(pair.placed)
    said = [Said() for _ in pair.placed]
    for each, placed in zip(said, pair.placed, strict=True):
        each.read(html.fragment_fromstring(numbered(placed.sheet, numbers)))
    texts = "".join(each.text for each in said), "".join(note for each in said for note in each.notes)
    with tree_of(pair.assembled) as document:
        read = document.letters(without="Note"), "".join(n.letters() for n in document.all_of("Note"))
    for one, other in zip(read, texts, strict=True):
        if one != other:
            same = zip(one, other, strict=False)
            place = next((n for n, (a, b) in enumerate(same) if a != b), min(len(one), len(other)))
            around = slice(max(0, place - 20), place + 20)
            yield f"{one[around]!r} is read, not {other[around]!r}"


@dataclass
class Said:
    """The letters of a sheet, its notes apart; notes and the items of lists have their numbers."""

    text: str = ""
    notes: list[str] = field(default_factory=list)

    def read(self, element: html.HtmlElement) -> None:
        """Read an element of HTML and all in it; what is said where a table goes on isn't of the text."""
        if element.get("class") == "continued":
            return
        if element.get("class") == "footnote":
            index, around = len(self.notes), self.text
            self.notes.append("")
            self.text = ""
            self._read_within(element, str(index + 1))
            self.notes[index], self.text = self.text, f"{around}{index + 1}"
        elif element.tag == "li" and element.getparent().tag == "ol":
            items = element.getparent()
            self._read_within(element, str(int(items.get("start", 1)) + items.index(element)))
        else:
            self._read_within(element)

    def _read_within(self, element: html.HtmlElement, number: str = "") -> None:
        self.text += number + letters(element.text or "")
        for child in element:
            self.read(child)
            self.text += letters(child.tail or "")


def number_differences(pair: Pair) -> Iterator[str]:
    """Where a number that stands for a page isn't that of the page on which the oracle has the place.

    Those of references stand in the oracle too, and are compared there; a number that is a link, as in a
    table or an index, leads to its page.
    """
    places = places_of(pair.oracle)
    for anchor, number in page_numbers(pair.placed).items():
        if places[anchor].page != number:
            yield f"{anchor} is said to be on page {number}, not {places[anchor].page}"
    for page, text, target in linked_numbers(pair.assembled):
        if int(text.partition("–")[0]) != target:
            yield f"page {page}: {text} leads to page {target}"


def linked_numbers(pdf: bytes) -> Iterator[tuple[int, str, int]]:
    """Page by page, the numbers that are links, and the pages to which they lead."""
    for number, (links, page) in enumerate(zip(links_of(pdf), pages_of(pdf), strict=True), 1):
        for link in links:
            left, *heights, right = (link.rectangle[side] for side in (0, 1, 3, 2))
            text = "".join(
                word.text
                for word in page.words
                if left - 0.5 < word.x < right - 0.5 and min(heights) - 0.5 < word.y < max(heights)
            )
            if isinstance(link.target, Place) and re.fullmatch(r"\d+(–\d+)?", text):
                yield number, text, link.target.page


def label_differences(pair: Pair) -> Iterator[str]:
    """Where a page's label isn't the folio that the oracle prints on it; a blank page counts on."""
    labels, folios = labels_of(pair.assembled), folios_of(pair.oracle, pair.volume)
    for number, (label, folio) in enumerate(zip_longest(labels, folios), 1):
        if label != (folio or str(number)):
            yield f"page {number} is called {label}, not {folio or number}"


def folios_of(pdf: bytes, volume: Volume) -> list[str]:
    """Page by page, the number at its foot; empty where there is none. A head there stands far from it."""
    of = page_geometry(volume)
    edges = ((of.width - of.outer) * MM, of.outer * MM)
    near = of.size * 3 if DESIGNS[volume.design].head is None else of.width * MM
    return [
        "".join(w.text for w in page.words if w.y < of.bottom * MM and abs(w.x - edges[index % 2]) < near)
        for index, page in enumerate(pages_of(pdf))
    ]


ASPECTS: Mapping[str, Callable[[Pair], Iterator[str]]] = {
    "words": word_differences,
    "drawings": drawing_differences,
    "links": link_differences,
    "outline": outline_differences,
    "labels": label_differences,
    "structure": structure_differences,
    "numbers": number_differences,
}
"""What is compared → how."""


def differences(root: Path, pool: Workers, plain: Workers, cache: Path) -> list[str]:
    """Where the tomes of the anthology in a folder aren't what their oracles are."""
    project = replace(find_project(root), cache=cache)
    anthology = load(project, pool=pool)
    assert not anthology.errors, anthology.errors
    found = []
    for volume in anthology.catalogue.volumes.values():
        assembled = assemble(binder_of(project, anthology, volume, pool).tome)
        pair = pair_of(project, anthology, volume, pool=pool, plain=plain, assembled=assembled)
        for name, differ in ASPECTS.items():
            found += [f"{volume.id}, {name}: {difference}" for difference in differ(pair)]
    return found
