"""What a sheet says, letter by letter, and whether its pages say it.

Letters and digits are compared, nothing else, so that hyphenation and spacing don't matter. On each page
stand, in this order, figures that had no room before, text, what is left of notes from pages before, and
notes that begin there. All of it must be accounted for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
    figures: list[tuple[int, int]] = field(default_factory=list)
    """Those that say something: parts, from and to."""

    def add(self, text: str) -> None:
        self.parts.append(text)

    def letters(self) -> str:
        return "".join(map(letters, "".join(self.parts).split()))

    def captions(self) -> list[tuple[int, int]]:
        """What figures say: letters, from and to."""
        return [(len(self._until(start)), len(self._until(end))) for start, end in self.figures]

    def _until(self, part: int) -> str:
        return "".join(map(letters, "".join(self.parts[:part]).split()))

    def around(self, letter: int) -> str:
        """The words around the n-th letter."""
        text = "".join(self.parts)
        places = [place for place, character in enumerate(text) for _ in letters(character)]
        place = places[letter] if letter < len(places) else len(text)
        return " ".join(text[max(0, place - 40) : place + 40].split())


class _Noted(NamedTuple):
    """How much of the notes is read: so many have begun."""

    begun: int = 0
    open: tuple[tuple[int, int], ...] = ()
    """Those of them that go on: which note, its letters so far."""


class _Read(NamedTuple):
    """How much is read after a page: so many letters of the text, and of the notes."""

    text: int = 0
    notes: _Noted = _Noted()
    held: tuple[tuple[int, int], ...] = ()
    """The captions in it that are still to come, from and to."""


class _Said(NamedTuple):
    """The letters of a sheet: of its text, of each of its notes, of the heads of its tables."""

    main: str
    feet: Sequence[str]
    heads: Sequence[str]
    """None, too."""
    captions: Sequence[tuple[int, int]]
    """Where in the text."""


def lost_words(sheet: str, pages: Sequence[Sequence[TextLine]]) -> LostWords | None:
    """The first place where the pages of a sheet, given its HTML, lack a word or have one too many."""
    read = read_pages(sheet, pages)
    return read if isinstance(read, LostWords) else None


def read_pages(sheet: str, pages: Sequence[Sequence[TextLine]]) -> LostWords | tuple[int, ...]:
    """How many letters of a sheet's text are said by the end of each of its pages; or what these lack."""
    text, notes = expected(sheet)
    main, feet = text.letters(), [note.letters() for note in notes]
    foot = "".join(feet)
    heads = {"".join(map(letters, head.split())) for head in text.heads}
    said = _Said(main, feet, ("", *heads), text.captions())
    read: dict[_Read, tuple[int, ...]] = {_Read(): ()}
    for number, lines in enumerate(pages):
        page = "".join(_known(line, main, foot) for line in lines)
        before = max(read)
        read = {
            after: (*ends, after.text) for done, ends in read.items() for after in _read_on(page, done, said)
        }
        if not read:
            return LostWords(number, text.around(before.text + _common(page, main[before.text :])))
    if (whole := _Read(len(main), _Noted(len(feet)))) in read:
        return read[whole]
    done, noted, held = max(read)
    if held:
        return LostWords(len(pages) - 1, text.around(held[0][0]))
    if done < len(main):
        return LostWords(len(pages) - 1, text.around(done))
    note, heard = noted.open[0] if noted.open else (noted.begun, 0)
    return LostWords(len(pages) - 1, notes[note].around(heard))


def _known(line: TextLine, main: str, foot: str) -> str:
    """A line as it reads; which way it runs only its paragraph tells, which is in the sheet."""
    if line.letters == line.backwards or line.letters in main or line.letters in foot:
        return line.letters
    return line.backwards


def _read_on(page: str, done: _Read, said: _Said) -> Iterator[_Read]:
    """How much is read after a page, for each way to part it into figures, text and notes.

    The text may go on by chance as the notes begin: only the pages that follow tell which it is.
    """
    more = bool(done.notes.open) or done.notes.begun < len(said.feet)
    above = ""
    for count in range(len(done.held) + 1):
        for head in said.heads:
            if page.startswith(above + head):
                body = page[len(above + head) :]
                for length, text, held in _texts(body, done.text, done.held[count:], said, not more):
                    for noted in _noted(body[length:], said.feet, done.notes):
                        yield _Read(text, noted, held)
        if count < len(done.held):
            above += said.main[slice(*done.held[count])]


def _texts(
    body: str, text: int, held: tuple[tuple[int, int], ...], said: _Said, whole: bool
) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """For each way to read the beginning of a page, or the `whole`, as text: its length, where the text then
    is, and the captions that are still to come: each is read in its place, or held."""
    most = _common(body, said.main[text:])
    for length in range(most, (len(body) if whole else 0) - 1, -1):
        yield length, text + length, held
    for start, end in said.captions:
        if start < end and text <= start <= text + most:
            before = start - text
            for length, after, more in _texts(body[before:], end, (*held, (start, end)), said, whole):
                yield before + length, after, more


def _noted(foot: str, feet: Sequence[str], done: _Noted) -> Iterator[_Noted]:
    """The same for what stands below the text.

    Notes that go on from pages before come first, each to its end, unless the page ends before it.
    """
    for place, (note, said) in enumerate(done.open):
        left = feet[note][said:]
        if not foot.startswith(left):
            if left.startswith(foot):
                yield _Noted(done.begun, ((note, said + len(foot)), *done.open[place + 1 :]))
            return
        foot = foot[len(left) :]
    yield from _newly_noted(foot, feet, _Noted(done.begun))


def _newly_noted(foot: str, feet: Sequence[str], done: _Noted) -> Iterator[_Noted]:
    """The same where no note goes on any more: others begin, to be continued on the next page or not."""
    if not foot:
        yield done
    elif done.begun < len(feet):
        note = feet[done.begun]
        for length in range(_common(foot, note), 0, -1):
            left = ((done.begun, length),) if length < len(note) else ()
            yield from _newly_noted(foot[length:], feet, _Noted(done.begun + 1, (*done.open, *left)))


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


def expected(sheet: str) -> tuple[_Text, list[_Text]]:
    """What a sheet's pages must say: its text with the calls of notes, and the notes with their numbers."""
    root = html.fragment_fromstring(sheet)
    text, notes = _Text(), list[_Text]()
    _read(root, text, notes)
    return text, notes


def _read(element: HtmlElement, text: _Text, notes: list[_Text]) -> None:
    if element.get("class") == "continued":  # said where a table goes on, and nowhere else
        return
    if element.get("class") == "footnote":
        notes.append(_Text())
        text.add(str(len(notes)))
        text = notes[-1]
        text.add(f"{len(notes)}. ")
    if number := element.get("data-number"):
        text.add(f"{number}. ")
    start = len(text.parts)
    text.add(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _read(child, text, notes)
        text.add(child.tail or "")
    if element.tag == "figure" and "".join(text.parts[start:]).strip():
        text.figures.append((start, len(text.parts)))
    if element.tag == "thead":
        continued = (row.text_content() for row in element.iterfind('tr[@class="continued"]'))
        text.heads.append("".join((*continued, " ", *text.parts[start:])))
    if element.tag in _APART:
        text.add(" ")
