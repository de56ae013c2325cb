"""A finished tome, opened again and measured: is every word of every sheet in it, in order?

Letters and digits are compared, nothing else, so that hyphenation and spacing don't matter. On each page
stand, in this order: text, notes, running head, folio. All of it must be accounted for.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
from lxml import html
from lxml.html import HtmlElement

from florilege.book.place import Placed, page_numbers
from florilege.book.references import numbered


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The first place where a sheet's page doesn't say what the sheet says."""

    sheet: str
    page: int
    """From 1."""
    context: str
    """The words around the place, as they should read; empty where the page holds too much."""


@dataclass(slots=True)
class _Letters:
    """A run of text reduced to letters and digits, with the way back to the words."""

    source: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        for offset, character in enumerate(text):
            for letter in letters(character):
                self.letters.append(letter)
                self.places.append(self.length + offset)
        self.source.append(text)
        self.length += len(text)

    def joined(self) -> str:
        return "".join(self.letters)

    def around(self, letter: int) -> str:
        """The words around the n-th letter."""
        text = "".join(self.source)
        place = self.places[letter] if letter < len(self.places) else len(text)
        return " ".join(text[max(0, place - 40) : place + 40].split())


def letters(text: str) -> str:
    """Letters and digits alone, without case, compatibility forms (ligatures, superscripts) taken apart.

    >>> letters("L’œuvre, 1\u202fre ﬁn")
    'lœuvre1refin'
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def page_texts(pdf: bytes) -> Iterator[str]:
    """The text of each page, in the order in which it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            textpage = page.get_textpage()
            yield textpage.get_text_range()
            textpage.close()
            page.close()
    finally:
        document.close()


def losses(placed: Sequence[Placed], pages: Sequence[str]) -> Iterator[Loss]:
    """Where the tome, whose pages' texts are given, lost or gained a word: at most one place per sheet."""
    numbers = page_numbers(placed)
    for each in placed:
        html = numbered(each.sheet.html, each.sheet.references, numbers)
        loss = _compare(each, html, [letters(pages[page - 1]) for page in each.pages])
        if loss:
            yield loss


def _compare(placed: Placed, sheet: str, pages: Sequence[str]) -> Loss | None:
    text, notes = expected(sheet)
    main, foot = text.joined(), notes.joined()
    heads = _table_heads(sheet)
    done = noted = 0
    for number, page in zip(placed.pages, pages, strict=True):
        strips = letters(placed.head(number)) + (str(number) if placed.has_folio(number) else "")
        if not page.endswith(strips):
            return Loss(sheet=placed.sheet.id, page=number, context=text.around(done))
        body = page.removesuffix(strips)
        bodies = [body, *(body.removeprefix(head) for head in heads if body.startswith(head))]
        splits = ((one, _split(one, main[done:], foot[noted:])) for one in bodies)
        body, split = next((found for found in splits if found[1] is not None), (body, None))
        if split is None:
            lost = done + _common(body, main[done:])
            return Loss(sheet=placed.sheet.id, page=number, context=text.around(lost))
        done += split
        noted += len(body) - split
    if done < len(main):
        return Loss(sheet=placed.sheet.id, page=placed.pages[-1], context=text.around(done))
    if noted < len(foot):
        return Loss(sheet=placed.sheet.id, page=placed.pages[-1], context=notes.around(noted))
    return None


def _table_heads(sheet: str) -> set[str]:
    """The heads of tables, which a page on which a table goes on says again."""
    return {letters(head.text_content()) for head in html.fragment_fromstring(sheet).iterfind(".//thead")}


def _split(body: str, main: str, foot: str) -> int | None:
    """How many letters of a page are the text's, the others being notes; None where it can't be told.

    The text may agree with the notes' first letters by chance: then fewer belong to it.
    """
    longest = _common(body, main)
    return next((cut for cut in range(longest, -1, -1) if foot.startswith(body[cut:])), None)


def _common(one: str, other: str) -> int:
    """The length of the common beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def expected(sheet: str) -> tuple[_Letters, _Letters]:
    """What a sheet's pages must say: its text with the calls of notes, and the notes with their numbers."""
    root = html.fragment_fromstring(sheet)
    text, notes = _Letters(), _Letters()
    _read(root, text, notes, [0])
    return text, notes


def _read(element: HtmlElement, text: _Letters, notes: _Letters, count: list[int]) -> None:
    if element.get("class") == "footnote":
        count[0] += 1
        text.add(str(count[0]))
        notes.add(f"{count[0]}. ")
        text = notes
    if element.tag == "li" and element.getparent().tag == "ol":
        start = int(element.getparent().get("start", "1"))
        text.add(f"{start + element.getparent().index(element)}. ")
    text.add(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _read(child, text, notes, count)
        text.add(child.tail or "")
    if "leader" in element.get("class", "").split():
        text.add(f" {element.get('data-page')}")
    if element.tag in (
        "p",
        "li",
        "td",
        "th",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "figcaption",
    ):
        text.add(" ")
