"""Whether the pages of a file say all that the essays of a volume say, in their order.

As in reading.py, letters and digits alone are compared. An essay is cut where the tome puts something in: at
the ends of paragraphs, at the calls of notes, behind links that get « p. 123 ». Each piece must be found on a
page after the piece before, whole or continued on the next page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from florilege.catalogue.model import EmojiPolicy
from florilege.pdf.letters import letters, line_of
from florilege.preflight.measurement.measurements import MM, PdfPage, TextRun
from florilege.prose.emojis import print_emoji
from florilege.prose.prose import Prose

REACH = 3
"""Pages within which the next piece of a text must come: a picture or a blank page may lie between."""
TELLING = 40
"""Letters of a piece by which the page is found on which an essay begins."""
BACK = 40
"""Letters that the end of a page may share with what comes next there by chance."""

_APART = frozenset(
    "p li td th dt dd h1 h2 h3 h4 h5 h6 br figcaption blockquote pre div aside ul ol table".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class MissingPassage:
    """A place of an essay that its pages don't have; `words` are those around it."""

    essay: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class EssaySearch:
    """Where the essays are in a file, and what of them is not."""

    spans: Mapping[str, tuple[int, int]]
    """Essay → its first and last page, from 1."""
    gaps: tuple[MissingPassage, ...]


def pieces(source: str, emoji: EmojiPolicy, lang: str) -> list[str]:
    """The text of some HTML, cut where the tome may put something in.

    >>> pieces('<p>Un <em>mot</em><a class="note-ref" href="#n">1</a>, deux.</p><p>Trois</p>', "text", "fr")
    ['Un mot', ', deux.', 'Trois']
    """
    cut: list[str] = [""]
    _read(html.fragment_fromstring(source, create_parent="div"), cut, emoji, lang)
    return [piece.strip() for piece in cut if letters_of(piece)]


def _read(element: HtmlElement, cut: list[str], emoji: EmojiPolicy, lang: str) -> None:
    if element.get("class") != "note-ref":
        if element.tag in _APART:
            cut.append("")
        cut[-1] += print_emoji(element.text or "", emoji, lang)
        for child in element:
            if isinstance(child.tag, str):
                _read(child, cut, emoji, lang)
            cut[-1] += print_emoji(child.tail or "", emoji, lang)
    if element.tag in _APART or element.tag == "a":
        cut.append("")


def letters_of(text: str) -> str:
    return "".join(map(letters, text.split()))


class _Place(NamedTuple):
    """Where one is in a file: a page, from 0, and how many of its letters are behind."""

    page: int
    letters: int


class _Step(NamedTuple):
    """A piece that was looked for, and the place behind it, or behind the last that was found."""

    piece: str
    place: _Place
    found: bool


def search(
    pages: Sequence[PdfPage], essays: Sequence[tuple[str, Prose, str]], emoji: EmojiPolicy
) -> EssaySearch:
    """Where essays (id, text, language), in printed order, stand on pages."""
    texts = {
        id: [pieces(prose.html, emoji, lang), *(pieces(note.html, emoji, lang) for note in prose.notes)]
        for id, prose, lang in essays
    }
    expected = "\n".join(letters_of(piece) for text in texts.values() for part in text for piece in part)
    shown = [_shown(page, expected) for page in pages]
    spans: dict[str, tuple[int, int]] = {}
    gaps: list[MissingPassage] = []
    start = 0
    for id, (text, *notes) in texts.items():
        first = _start(text, shown, start)
        walked = list(_walk(text, shown, max(start, first - REACH)))
        last = max([first, *(step.place.page for step in walked)])
        for note in notes:
            walked += _walk(note, shown, first, last + REACH)
        gaps += [_gap(id, step, shown, first) for step in walked if not step.found]
        spans[id] = (first + 1, last + 1)
        start = last
    return EssaySearch(spans, tuple(gaps))


def _gap(essay: str, step: _Step, shown: Sequence[str], first: int) -> MissingPassage:
    page, letters = max(step.place, _Place(first, 0))
    fitting = _beginning(letters_of(step.piece), shown[page], letters)
    return MissingPassage(essay, page + 1, _around(step.piece, fitting))


def _shown(page: PdfPage, expected: str) -> str:
    """The letters of a page; which way a line runs, what is expected tells."""
    return "".join(
        line.letters if line.letters == line.backwards or line.letters in expected else line.backwards
        for clusters in _lines(page.runs)
        for line in line_of(["".join(map(letters, cluster)) for cluster in clusters])
    )


def _lines(runs: Sequence[TextRun]) -> Iterator[list[str]]:
    """The glyphs of pieces of text that touch, put together."""
    clusters: list[str] = []
    before: TextRun | None = None
    for run in runs:
        if before is None or not _touch(before, run):
            yield clusters
            clusters = []
        clusters += run.clusters
        before = run
    yield clusters


def _touch(before: TextRun, run: TextRun) -> bool:
    """Whether a piece goes on where another ends, or a space behind."""
    space = 0.5 * run.size * MM
    return run.baseline == before.baseline and -0.02 <= run.box.left - before.box.right < space


def _start(text: Sequence[str], shown: Sequence[str], start: int) -> int:
    """The page, from 0, on which a text begins: that of its first piece that tells.

    What goes before that piece may be on a page before.
    """
    told = [letters_of(piece)[:TELLING] for piece in text]
    first = next((piece for piece in told if len(piece) == TELLING), max(told, key=len, default=""))
    return next((number for number in range(start, len(shown)) if first in shown[number]), start)


def _walk(text: Sequence[str], shown: Sequence[str], first: int, last: int | None = None) -> Iterator[_Step]:
    """Look for each piece behind the one before, from a page on; one that isn't there moves nothing."""
    place = _Place(first, 0)
    for piece in text:
        until = place.page + REACH if last is None else last
        found = _find(letters_of(piece), shown, place, until)
        place = found or place
        yield _Step(piece, place, found is not None)


def _find(piece: str, shown: Sequence[str], place: _Place, until: int) -> _Place | None:
    """The place behind a piece that comes at a place or after it, until a page."""
    for page in range(place.page, min(until + 1, len(shown))):
        start = place.letters if page == place.page else 0
        if (at := shown[page].find(piece, start)) >= 0:
            return _Place(page, at + len(piece))
        if found := _across(piece, shown, page, start):
            return found
    return None


def _across(piece: str, shown: Sequence[str], page: int, start: int) -> _Place | None:
    """The place behind a piece that begins on a page and ends on the next that isn't blank."""
    longest = _beginning(piece, shown[page], start)
    following = next((number for number in range(page + 1, len(shown)) if shown[number]), None)
    if following is None:
        return None
    for length in range(longest, max(0, longest - BACK), -1):
        rest = piece[length:]
        if (at := shown[following].find(rest)) >= 0:
            return _Place(following, at + len(rest))
    if longest >= TELLING:
        return _across(piece[longest:], shown, following, 0)
    return None


def _beginning(piece: str, page: str, start: int) -> int:
    """How many of the first letters of a piece stand together on a page."""
    low, high = 0, len(piece)
    while low < high:
        middle = (low + high + 1) // 2
        if page.find(piece[:middle], start) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def _around(piece: str, count: int) -> str:
    """The words of a piece around its n-th letter."""
    words = piece.split()
    passed = 0
    for number, word in enumerate(words):
        passed += len(letters_of(word))
        if passed > count:
            return " ".join(words[max(0, number - 3) : number + 6])
    return " ".join(words[-9:])
