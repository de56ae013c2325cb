"""What a sheet says, letter by letter, and whether its pages say it.

Letters and digits are compared, nothing else, so that hyphenation and spacing don't matter. On each page
stand, in this order, text and notes. All of it must be accounted for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

from florilege.book.letters import TextLine, letters

_APART = frozenset("p li td th dt dd h1 h2 h3 h4 h5 h6 br figcaption".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class LostWords:
    """The first place where the pages of a sheet don't say what the sheet says."""

    page: int
    """Of the sheet, from 0."""
    context: str
    """The words around the place, as they should read; empty where the page holds too much."""


@dataclass(slots=True)
class _Text:
    """A run of text and its letters."""

    parts: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    """Those of tables, which a page on which a table goes on says again, calls of notes included."""

    def add(self, text: str) -> None:
        self.parts.append(text)

    def letters(self) -> str:
        return "".join(map(letters, "".join(self.parts).split()))

    def around(self, letter: int) -> str:
        """The words around the n-th letter."""
        text = "".join(self.parts)
        places = [place for place, character in enumerate(text) for _ in letters(character)]
        place = places[letter] if letter < len(places) else len(text)
        return " ".join(text[max(0, place - 40) : place + 40].split())


def lost_words(sheet: str, pages: Sequence[Sequence[TextLine]]) -> LostWords | None:
    """The first place where the pages of a sheet, given its HTML, lack a word or have one too many."""
    text, notes = expected(sheet)
    main, foot = text.letters(), notes.letters()
    heads = {"".join(map(letters, head.split())) for head in text.heads}
    read = {(0, 0)}
    for number, lines in enumerate(pages):
        page = "".join(_known(line, main, foot) for line in lines)
        bodies = [page, *(page.removeprefix(head) for head in heads if page.startswith(head))]
        before = max(read)
        read = {after for done in read for body in bodies for after in _read_on(body, done, main, foot)}
        if not read:
            return LostWords(number, text.around(before[0] + _common(page, main[before[0] :])))
    if (len(main), len(foot)) in read:
        return None
    done, noted = max(read)
    return LostWords(len(pages) - 1, text.around(done) if done < len(main) else notes.around(noted))


def _known(line: TextLine, main: str, foot: str) -> str:
    """A line as it reads; which way it runs only its paragraph tells, which is in the sheet."""
    if line.letters == line.backwards or line.letters in main or line.letters in foot:
        return line.letters
    return line.backwards


def _read_on(body: str, done: tuple[int, int], main: str, foot: str) -> Iterator[tuple[int, int]]:
    """How much of the text and of the notes is read after a page, for each way to part it into the two.

    The text may go on by chance as the notes begin: only the pages that follow tell which it is.
    """
    text, noted = done
    shortest = max(0, len(body) - (len(foot) - noted))
    for cut in range(_common(body, main[text:]), shortest - 1, -1):
        if foot.startswith(body[cut:], noted):
            yield text + cut, noted + len(body) - cut


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


def expected(sheet: str) -> tuple[_Text, _Text]:
    """What a sheet's pages must say: its text with the calls of notes, and the notes with their numbers."""
    root = html.fragment_fromstring(sheet)
    text, notes = _Text(), _Text()
    _read(root, text, notes, [0])
    return text, notes


def _read(element: HtmlElement, text: _Text, notes: _Text, count: list[int]) -> None:
    if element.get("class") == "footnote":
        count[0] += 1
        text.add(str(count[0]))
        notes.add(f"{count[0]}. ")
        text = notes
    if number := element.get("data-number"):
        text.add(f"{number}. ")
    start = len(text.parts)
    text.add(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _read(child, text, notes, count)
        text.add(child.tail or "")
    if element.tag == "thead":
        text.heads.append("".join(text.parts[start:]))
    if element.tag in _APART:
        text.add(" ")
