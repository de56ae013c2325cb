"""What a sheet says, letter by letter, and whether its pages say it.

Letters and digits are compared, nothing else, so that hyphenation and spacing don't matter. On each page
stand, in this order, figures and tables that had no room before, text, what is left of notes from pages
before, and notes that begin there, no page before that of their call. A page may end within a row of a table:
it then has the beginning of each of its cells, one after the other, and the next page goes on with what is
left of each. All of it must be accounted for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, islice
from typing import NamedTuple
from unicodedata import bidirectional

from lxml import html
from lxml.html import HtmlElement

from florilege.book.letters import TextLine, letters
from florilege.book.structure.elements import name_of

_LEAST = 24
"""Letters of a row that a page may part: it is high, so that it has that many."""
_WAYS = 5000
"""Ways to read a page, or the cells of a row on it, looked at: cells of one letter alone have more."""
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
    """Those that say something, and tables: parts, from and to."""
    rows: list[Sequence[tuple[int, int]]] = field(default_factory=list)
    """Those of tables, each cell as parts, from and to."""
    calls: list[int] = field(default_factory=list)
    """Those of notes: the part that is the number of each."""

    def add(self, text: str) -> None:
        self.parts.append(text)

    def letters(self) -> str:
        return "".join(map(letters, "".join(self.parts).split()))

    def captions(self) -> list[tuple[int, int]]:
        """What figures say: letters, from and to."""
        return [(len(self._until(start)), len(self._until(end))) for start, end in self.figures]

    def run(self) -> "_Run":
        """What it says, and where its rows and its calls stand."""
        said = self.letters()
        starts = [0, *accumulate(len("".join(map(letters, part.split()))) for part in self.parts)]
        rows = {
            tuple((starts[start], starts[end]) for start, end in row if starts[start] < starts[end])
            for row in self.rows
        }
        return _Run(said, sorted(row for row in rows if len(row) > 1), [starts[call] for call in self.calls])

    def _until(self, part: int) -> str:
        return "".join(map(letters, "".join(self.parts[:part]).split()))

    def around(self, letter: int) -> str:
        """The words around the n-th letter."""
        text = "".join(self.parts)
        places = [place for place, character in enumerate(text) for _ in letters(character)]
        place = places[letter] if letter < len(places) else len(text)
        return " ".join(text[max(0, place - 40) : place + 40].split())


class _Run(NamedTuple):
    """The letters of a run of text, its rows that have several cells, each as these, from and to, and where
    notes are called."""

    letters: str
    rows: Sequence[Sequence[tuple[int, int]]]
    calls: Sequence[int]

    @property
    def whole(self) -> "_Left":
        """All of it is still to be read."""
        return _Left(0, len(self.letters))


class _Left(NamedTuple):
    """What is left to read of a run: of a row that is parted, what is left of its cells; then letters, from
    and to."""

    start: int
    end: int
    cells: tuple["_Left", ...] = ()

    @property
    def is_none(self) -> bool:
        return self.start == self.end and not self.cells

    @property
    def first(self) -> int:
        """The first letter."""
        return next((cell.first for cell in self.cells if not cell.is_none), self.start)

    def uncalled(self, run: _Run) -> Iterator[int]:
        """The notes that are called in what is left of the cells."""
        for cell in self.cells:
            yield from cell.uncalled(run)
            yield from range(bisect_left(run.calls, cell.start), bisect_left(run.calls, cell.end))


class _Noted(NamedTuple):
    """How much is read of the notes that are called."""

    due: tuple[int, ...] = ()
    """Those that haven't begun."""
    open: tuple[tuple[int, _Left], ...] = ()
    """Those that go on: which note, what is left of it."""


class _Read(NamedTuple):
    """How much is read after a page: what is left of the text, and so much of the notes."""

    text: _Left
    notes: _Noted = _Noted()
    held: tuple[tuple[int, int], ...] = ()
    """The captions in it that are still to come, from and to."""


class _Said(NamedTuple):
    """The letters of a sheet: of its text, of each of its notes, of the heads of its tables."""

    main: _Run
    feet: Sequence[_Run]
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
    main, feet = text.run(), [note.run() for note in notes]
    foot = "".join(note.letters for note in feet)
    heads = {"".join(map(letters, head.split())) for head in text.heads}
    said = _Said(main, feet, ("", *heads), text.captions())
    read: dict[_Read, tuple[int, ...]] = {_Read(main.whole): ()}
    for number, lines in enumerate(pages):
        page = "".join(_known(line, main.letters, foot) for line in lines)
        before = max(read, key=_rank).text.first
        ways = ((after, ends) for done, ends in read.items() for after in _read_on(page, done, said))
        read = {after: (*ends, after.text.first) for after, ends in islice(ways, _WAYS)}
        if not read:
            return LostWords(number, text.around(before + _common(page, main.letters[before:])))
    for done, ends in read.items():
        if done.text.is_none and done.notes == _Noted() and not done.held:
            return ends
    left, noted, held = max(read, key=_rank)
    if held:
        return LostWords(len(pages) - 1, text.around(held[0][0]))
    if not left.is_none:
        return LostWords(len(pages) - 1, text.around(left.first))
    note, rest = noted.open[0] if noted.open else (noted.due[0], feet[noted.due[0]].whole)
    return LostWords(len(pages) - 1, notes[note].around(rest.first))


def _rank(read: _Read) -> tuple[int, tuple[int, ...]]:
    """The higher, the more is read."""
    return read.text.first, (-len(read.notes.due), *(rest.first for _, rest in read.notes.open))


def _known(line: TextLine, main: str, foot: str) -> str:
    """A line as it reads; which way it runs only its paragraph tells, which is in the sheet."""
    if line.letters == line.backwards or line.letters in main or line.letters in foot:
        return line.letters
    if line.backwards in main or line.backwards in foot:
        return line.backwards
    ways = (_as_in(text, said) for text in (main, foot) for said in (line.backwards, line.letters))
    return next(filter(None, ways), line.backwards)


def _as_in(text: str, said: str) -> str:
    """A line that runs both ways as a text has it, where what runs from left to right within it may be in
    another order: a word in brackets and a number beside it change places (UAX 9, N0). Empty where it hasn't.
    """
    runs = [(way == "R", "".join(run)) for way, run in groupby(said, key=_way)]
    before = 0 if not runs or runs[0][0] else len(runs[0][1])
    first = next((run for is_backwards, run in runs if is_backwards), "")
    found = text.find(first) if first else -1
    while found >= 0:
        start = end = found - before
        for is_backwards, run in runs:
            there = text[max(end, 0) : end + len(run)]
            if there != run if is_backwards else sorted(there) != sorted(run):
                break
            end += len(run)
        else:
            return text[start:end]
        found = text.find(first, found + 1)
    return ""


def _way(letter: str) -> str:
    return "R" if bidirectional(letter) in ("R", "AL", "NSM") else "L"


def _read_on(page: str, done: _Read, said: _Said) -> Iterator[_Read]:
    """How much is read after a page, for each way to part it into figures, text and notes.

    The text may go on by chance as the notes begin: only the pages that follow tell which it is.
    """
    more = done.notes != _Noted() or any(call >= done.text.first for call in said.main.calls[-1:])
    above = ""
    for count in range(len(done.held) + 1):
        for head in said.heads:
            if page.startswith(above + head):
                body = page[len(above + head) :]
                for length, text, held in _texts(body, done.text, done.held[count:], said, not more):
                    called = done.notes.due + _called(done.text, text, said.main)
                    for noted in _noted(body[length:], said.feet, _Noted(called, done.notes.open)):
                        yield _Read(text, noted, held)
        if count < len(done.held):
            above += said.main.letters[slice(*done.held[count])]


def _called(before: _Left, after: _Left, run: _Run) -> tuple[int, ...]:
    """The notes that are called between two places of the text."""
    to_call = {
        *before.uncalled(run),
        *range(*(bisect_left(run.calls, each.start) for each in (before, after))),
    }
    return tuple(sorted(to_call.difference(after.uncalled(run))))


def _texts(
    body: str, text: _Left, held: tuple[tuple[int, int], ...], said: _Said, whole: bool
) -> Iterator[tuple[int, _Left, tuple[tuple[int, int], ...]]]:
    """For each way to read the beginning of a page, or the `whole`, as text: its length, what is left of the
    text then, and the captions that are still to come: each is read in its place, or held."""
    for length, left in _parts(body, text, said.main):
        if length == len(body) or not whole:
            yield length, left, held
    if text.cells:
        return
    most = _common(body, said.main.letters[text.start :])
    for start, end in said.captions:
        if start < end and text.start <= start <= text.start + most:
            before, after = start - text.start, _Left(end, text.end)
            for length, left, more in _texts(body[before:], after, (*held, (start, end)), said, whole):
                yield before + length, left, more


def _parts(body: str, left: _Left, run: _Run) -> Iterator[tuple[int, _Left]]:
    """For each way to read the beginning of a page as what is left of a run: its length, and what is left.

    Only the last thing that is read of a page may be a part of a row.
    """
    if left.cells:
        for length, cells in islice(_cells(body, left.cells, run), _WAYS):
            if any(not cell.is_none for cell in cells):
                yield length, left._replace(cells=cells)
            else:
                for more, after in _parts(body[length:], left._replace(cells=()), run):
                    yield length + more, after
        return
    most = _common(body, run.letters[left.start : left.end])
    for length in range(most, -1, -1):
        yield length, _Left(left.start + length, left.end)
    first = bisect_left(run.rows, left.start, key=_start)
    last = bisect_right(run.rows, left.start + most, key=_start)
    for row in run.rows[first:last]:
        end = row[-1][1]
        if end <= left.end and end - row[0][0] >= _LEAST:
            before, whole = row[0][0] - left.start, tuple(_Left(*cell) for cell in row)
            for length, cells in islice(_cells(body[before:], whole, run), _WAYS):
                if any(not cell.is_none for cell in cells[:-1]) and cells != whole:
                    yield before + length, _Left(end, left.end, cells)


def _start(row: Sequence[tuple[int, int]]) -> int:
    return row[0][0]


def _cells(body: str, cells: tuple[_Left, ...], run: _Run) -> Iterator[tuple[int, tuple[_Left, ...]]]:
    """For each way to read the beginning of a page as the beginnings of cells: its length, what is left."""
    if not cells:
        yield 0, ()
        return
    for length, left in _parts(body, cells[0], run):
        for more, others in _cells(body[length:], cells[1:], run):
            yield length + more, (left, *others)


def _noted(foot: str, feet: Sequence[_Run], done: _Noted) -> Iterator[_Noted]:
    """The same for what stands below the text.

    Notes that go on from pages before come first, each to its end, unless the page ends before it.
    """
    if not done.open:
        yield from _newly_noted(foot, feet, done)
        return
    (note, rest), *others = done.open
    for length, left in _parts(foot, rest, feet[note]):
        if left.is_none:
            yield from _noted(foot[length:], feet, _Noted(done.due, tuple(others)))
        elif length == len(foot):
            yield _Noted(done.due, ((note, left), *others))


def _newly_noted(foot: str, feet: Sequence[_Run], done: _Noted) -> Iterator[_Noted]:
    """The same where no note goes on any more: others begin, to be continued on the next page or not."""
    if not foot:
        yield done
    elif done.due:
        number, *due = done.due
        note = feet[number]
        for length, left in _parts(foot, note.whole, note):
            if length:
                open = done.open if left.is_none else (*done.open, (number, left))
                yield from _newly_noted(foot[length:], feet, _Noted(tuple(due), open))


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
        text.calls.append(len(text.parts))
        text.add(str(len(notes)))
        text = notes[-1]
        text.add(f"{len(notes)}. ")
    if number := element.get("data-number"):
        text.add(f"{number}. ")
    start = len(text.parts)
    text.add(element.text or "")
    children = list[tuple[int, int]]()
    for child in element:
        if isinstance(child.tag, str):
            first = len(text.parts)
            _read(child, text, notes)
            children.append((first, len(text.parts)))
        text.add(child.tail or "")
    if name_of(element) == "tr":
        text.rows.append(children)
    floats = element.tag == "figure" or "table" in element.get("class", "").split()
    if floats and "".join(text.parts[start:]).strip():
        text.figures.append((start, len(text.parts)))
    if element.tag == "thead":
        continued = (row.text_content() for row in element.iterfind('tr[@class="continued"]'))
        text.heads.append("".join((*continued, " ", *text.parts[start:])))
    if element.tag in _APART:
        text.add(" ")
