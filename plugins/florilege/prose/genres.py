"""Set HTML → the same HTML, whose verse, drama, letters and interviews say what each paragraph is.

    a quotation that begins as letters do is one, marked or not; one that ends on a name is signed
    a paragraph of short lines, each of which ends in a hard break, is verse, marked or not: also an address,
    a register, the head of a letter; what an author marks as verse has a line for each that was typed
    `drama`      who speaks, stage directions
    `letter`     place and date, address, salutation, closing, signature
    `interview`  who speaks, questions

No word is changed or moved: paragraphs get a class, lines and names become spans.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import get_args

from florilege.catalogue.writings import Genre
from florilege.prose.indentation import LETTERED
from florilege.reading.fieldtypes import OTHER_WORDS

VERSE, DRAMA, LETTER, INTERVIEW = GENRES = get_args(Genre)
"""Each is a class that the rooms' style sheets know."""

ALIASES: Mapping[str, str] = {word: genre for genre in GENRES for word in OTHER_WORDS[genre]}
"""What else an author may call a genre."""

LONGEST, OF_TWO = 160, 80
"""Signs that each line has at most, for its paragraph to be verse by itself; and each of two."""
INDENTS = 6
"""How far verse is set in at most, two blanks being one."""
NAME, DIRECTION = 40, 120
"""Signs of who speaks, and of how, at most."""
HEAD, SALUTATION, SIGNED = 90, 60, 50
"""Signs that a line of the head of a letter, its salutation, and a line of its signature have at most."""

_BLANKS = " \u00a0\u202f"
_TAG = r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>"
_BLOCK = re.compile(_TAG)
_PIECE = re.compile(rf"(<br>\n?|\n)|{_TAG}|[^<\n]+")
_CLASS = re.compile(r"\bclass=\"([^\"]*)\"")
_CONCERNED = re.compile(rf'<br>|class="[^"]*\b(?:{"|".join(GENRES)})\b')
_CALL = re.compile(r'<a\b[^>]*\bclass="note-ref"[^>]*>\d+</a>')
_ID = re.compile(r' id="[^"]*"')
_INDENT = re.compile(rf"((?:<[^>]*>)*)([{_BLANKS}]+)")
_VOID = frozenset(["br", "col", "hr", "img", "wbr"])
_CLOSED = frozenset("dt figcaption li summary td th".split())  # noqa: SIM905
"""Elements whose first paragraph, or all that they hold, stands in their own line."""

_SAID = re.compile(r"[—–-]")
_NAMED = re.compile(
    rf"""
    (?: <(?:strong|b|span\ class="smallcaps")>
        (?P<bold>[^<>]{{1,{NAME}}}?) (?P<inside>[{_BLANKS}]*[.:,]?)
        </(?:strong|b|span)>
      | (?P<plain> (?!MM?\.[{_BLANKS}]\w{{2}}) (?:[^\W\d_]\.[{_BLANKS}-]?){{0,3}}[^\W\d_]\. (?!\w)
          | (?:(?:M|MM|Mr|Mrs|Ms|Dr|Me|St)\.[{_BLANKS}])? [^\W\d_] [\w’'{_BLANKS}-]{{0,{NAME}}}?
            (?=[{_BLANKS}]*(?:[.:,(—–]|<em>|<br>|\Z)) )
    )
    (?P<how>,?[{_BLANKS}]*(?:<em>[^<>]{{1,{DIRECTION}}}</em>|\([^<>()]{{1,{DIRECTION}}}\)))?
    (?P<stop>[{_BLANKS}]*[.:]?[{_BLANKS}]*(?:[—–][{_BLANKS}]*)?)
    (?P<end><br>\n?|\Z)?
    """,
    re.VERBOSE,
)
_PARTICLES = frozenset("d da de del des di du la le van von".split())  # noqa: SIM905
_DATE = re.compile(r"\d{4}|\b\d{1,2}(?:er)?\b[\s\u00a0]+[^\W\d_]{3,}")
_AFTERWORD = re.compile(rf"(?:P\.?[{_BLANKS}-]*P?\.?[{_BLANKS}-]*S|N\.?[{_BLANKS}-]*B)\b")
_GREETED = re.compile(
    r"""
    (?: (?:Mon|Ma|Mes|My)\s )? (?:Bien\s)?
    (?: [Cc]hers? | [Cc]hères? | [Dd]ear | Liebe[rs]? | Sehr\sgeehrte[rs]? | Madame | Mesdames | Mademoiselle
      | Monsieur | Messieurs | Maître | Docteur | Sirs? | Madam | Bonjour | Bonsoir )
    \b [^.;:!?…]* [,!]
    """,
    re.VERBOSE,
)
"""How a letter that is quoted begins: the whole of its first paragraph."""
_QUOTED = re.compile(
    r"<blockquote>(\s*(?:<p>(?:(?!</?(?:p|blockquote)\b).)*</p>\s*){2,})</blockquote>", re.DOTALL
)
"""A quotation of paragraphs alone, of which its author hasn't said what it is."""
_PROPER = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]+"
_SIGNED_BY = re.compile(
    rf"""
    (?: (?:[A-ZÀ-Þ]\.[{_BLANKS}-]?){{2,3}}
      | (?: (?:[A-ZÀ-Þ]\.[{_BLANKS}-]?)+ | {_PROPER}[{_BLANKS}] )
        (?: (?:{"|".join(sorted(_PARTICLES))})[{_BLANKS}] )* {_PROPER} (?: [{_BLANKS}]{_PROPER} )* )
    (?: ,[^.;:!?…]+ )?
    """,
    re.VERBOSE,
)
"""Somebody's name, and what they are."""
_STOPS = (".", "!", "?", "…", ",", ";", ":", "»", "”")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph: where it stands in the HTML, what it has, and what it is found to be."""

    start: int
    end: int
    attributes: str
    inner: str
    genre: str
    """That of the nearest element of a genre around it, or its own."""
    group: int
    """The number of that element; -1 for none."""
    inline: bool
    """Whether it stands in the line of an item, or in a cell."""
    names: list[str] = field(default_factory=list)
    """The classes that it gets."""

    @property
    def classes(self) -> list[str]:
        """Those that it has."""
        found = _CLASS.search(self.attributes)
        return found[1].split() if found else []

    @property
    def is_free(self) -> bool:
        """Whether its author has not said what it is."""
        return not set(self.classes) - {*GENRES}

    @property
    def lines(self) -> list[str]:
        """The words of each of its lines."""
        return [_words(line).strip() for line in re.split(r"<br>\n?", self.inner) if _words(line).strip()]

    @property
    def words(self) -> str:
        """Its words."""
        return _words(self.inner).strip()


def arranged(html: str, genre: Genre | None = None) -> str:
    """The HTML of a text, all of which is of a genre, or none of which need be.

    >>> arranged("<p>Un vers,<br>\\n<em>un autre<br>\\nencore.</em></p>").replace("\\n", " ")[:67]
    '<p class="verse"><span class="line">Un vers,</span><br> <span class'
    >>> arranged("<p>MARTHE. — Oui.</p>", "drama").splitlines()[1]
    '<p class="speech"><span class="speaker capitals">MARTHE</span>. — Oui.</p>'
    """
    if genre:
        html = f'<div class="{genre}">\n{html}\n</div>'
    html = _QUOTED.sub(_signed, html)
    if not _CONCERNED.search(html):
        return html
    paragraphs = [*_paragraphs(html)]
    groups: dict[int, list[_Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.genre and not paragraph.inline:
            groups.setdefault(paragraph.group, []).append(paragraph)
    for group in groups.values():
        _ARRANGE[group[0].genre](group)
    for paragraph in paragraphs:
        if not paragraph.inline and not paragraph.names and paragraph.is_free and _is_verse(paragraph):
            paragraph.names.append(VERSE)
            paragraph.inner = _lined(paragraph.inner)
    made, position = list[str](), 0
    for paragraph in paragraphs:
        attributes = _with_classes(paragraph.attributes, paragraph.names)
        made += (html[position : paragraph.start], f"<p{attributes}>{paragraph.inner}</p>")
        position = paragraph.end
    return "".join(made) + html[position:]


def _signed(quotation: re.Match[str]) -> str:
    """A quotation that is a letter as one; one that somebody signs, with the signature that a letter has."""
    first, *_, last = re.findall(r"<p>(.*?)</p>", quotation[1], re.DOTALL)
    greeting, name = _words(first).strip(), _words(last).strip()
    if len(greeting) <= SALUTATION and _GREETED.fullmatch(greeting):
        return f'<blockquote class="{LETTER}">{quotation[1]}</blockquote>'
    if len(name) <= SIGNED and _SIGNED_BY.fullmatch(name):
        before, _, signature = quotation[0].rpartition("<p>")
        return f'{before}<p class="signature">{signature}'
    return quotation[0]


def _paragraphs(html: str) -> Iterator[_Paragraph]:
    """The paragraphs of some HTML, in order; none is in another."""
    open_elements: list[tuple[str, int, str, int]] = []  # name, number, genre, group
    number, last_opened, end = 0, "", 0
    for tag in _BLOCK.finditer(html):
        if tag.start() < end:
            continue
        closing, name, attributes = tag.groups()
        if closing:
            while open_elements and open_elements.pop()[0] != name:
                pass
            last_opened = ""
            continue
        if name in _VOID:
            continue
        number += 1
        found = _CLASS.search(attributes)
        own = next((each for each in (found[1].split() if found else ()) if each in GENRES), "")
        around = open_elements[-1] if open_elements else ("", 0, "", -1)
        genre, group = (own, number) if own else (around[2], around[3])
        if name == "p":
            end = html.index("</p>", tag.end()) + len("</p>")
            closed = {each[0] for each in open_elements} & (_CLOSED - {"li"})
            inline = bool(closed) or (around[0] == "li" and last_opened == "li")
            inner = html[tag.end() : end - len("</p>")]
            yield _Paragraph(tag.start(), end, attributes, inner, genre, group, inline)
            last_opened = name
            continue
        open_elements.append((name, number, genre, group))
        last_opened = name


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", _CALL.sub("", html)))


def _with_classes(attributes: str, names: Sequence[str]) -> str:
    """The attributes of a tag with some classes more."""
    if not names:
        return attributes
    found = _CLASS.search(attributes)
    if found is None:
        return f' class="{" ".join(names)}"{attributes}'
    every = " ".join(dict.fromkeys((*found[1].split(), *names)))
    return f'{attributes[: found.start()]}class="{every}"{attributes[found.end() :]}'


# ---- Verse


def _is_verse(paragraph: _Paragraph) -> bool:
    """Whether a paragraph that its author hasn't marked is verse: all its lines are short, and were ended."""
    if "\n" in re.sub(r"<br>\n?", "", paragraph.inner):
        return False
    lines = paragraph.lines
    if len(lines) < 2 or all(map(_SAID.match, lines)) or all(map(LETTERED.match, lines[1:])):
        return False  # a dialogue, or a list
    return max(map(len, lines)) <= (OF_TWO if len(lines) == 2 else LONGEST)


def _verse(paragraphs: Sequence[_Paragraph]) -> None:
    for each in paragraphs:
        if not set(each.classes) - {*GENRES}:
            each.names.append(VERSE)
            each.inner = _lined(each.inner)


def _lined(inner: str) -> str:
    """The content of a paragraph, each line an element, set in as far as blanks before it say."""
    return "<br>\n".join(map(_line, _lines(inner)))


def _line(line: str) -> str:
    indent = _INDENT.match(line)
    depth = min(len(indent[2]) // 2, INDENTS) if indent else 0
    if indent:
        line = indent[1] + line[indent.end() :]
    return f'<span class="line{f" in-{depth}" if depth else ""}">{line.rstrip()}</span>'


def _lines(inner: str) -> Iterator[str]:
    """The lines of a paragraph; an element that goes on is closed and opened again."""
    opened: list[tuple[str, str]] = []
    line = ""
    for piece in _PIECE.finditer(inner):
        if piece[1]:
            closing = "".join(f"</{name}>" for name, _ in reversed(opened))
            if _words(line).strip() or "<img" in line:
                yield line.rstrip() + closing
            opened = [(name, _ID.sub("", tag)) for name, tag in opened]
            line = "".join(tag for _, tag in opened)
            continue
        line += piece[0]
        if piece[3] is None or piece[3] in _VOID:
            continue
        if piece[2]:
            opened.pop()
        else:
            opened.append((piece[3], piece[0]))
    if _words(line).strip() or "<img" in line:
        yield line


# ---- Who speaks


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who speaks at the beginning of a paragraph, and how that is written."""

    name: str
    html: str
    """The beginning, its name and its direction elements."""
    length: int
    """Signs of the HTML that it stands for."""
    alone: bool
    """Whether it has a line of its own."""
    sure: bool
    """Whether it's in bold or in capitals; any other beginning must come twice to be a name."""


def _turns(paragraphs: Iterable[_Paragraph]) -> dict[int, _Turn]:
    """Who speaks, by the place of the paragraph that begins with it."""
    found = {each.start: turn for each in paragraphs if (turn := _turn(each.inner))}
    said = Counter(_key(turn.name) for turn in found.values())
    return {place: turn for place, turn in found.items() if turn.sure or said[_key(turn.name)] > 1}


def _turn(inner: str) -> _Turn | None:
    """Who seems to speak: words in bold, in capitals, or before a colon, a point and a dash, a direction."""
    found = _NAMED.match(inner)
    if found is None:
        return None
    written = found["bold"] or found["plain"]
    name = unescape(written).strip(_BLANKS)
    inside, how, stop = found["inside"] or "", found["how"] or "", found["stop"]
    signs, alone = (inside + stop).strip(_BLANKS), found["end"] is not None
    sure = found["bold"] is not None or (name.isupper() and sum(map(str.isalpha, name.split(".")[-1])) > 1)
    is_initials = found["bold"] is None and name.endswith(".")
    ends = ":" in signs or (bool(signs or how or alone) if sure else bool(how and signs) or signs[1:] != "")
    if (
        not name[:1].isupper()
        or name.endswith(("?", "!", "…"))
        or len(name.split()) > 5
        or not (ends or is_initials)
    ):
        return None
    if how and "(" in how:
        how = re.sub(r"(\(.*\))", r"<em>\1</em>", how)
    capitals = " capitals" if sure and name.isupper() else ""
    html = f'<span class="speaker{capitals}">{written}{inside}</span>{how}{stop}{found["end"] or ""}'
    return _Turn(name, html, found.end(), alone, sure)


def _key(name: str) -> str:
    """Who somebody is, by initials where these are all that there is.

    >>> _key("É. A."), _key("Élise Aubry"), _key("Odile")
    ('ÉA', 'ÉA', 'ODILE')
    >>> _key("I. D."), _key("Inès Dufour"), _key("Jeanne d’Arc"), _key("JEANNE D’ARC")
    ('ID', 'ID', 'JA', 'JA')
    """
    parts = re.findall(r"(\w+)(['’]?)", name)
    words = [word for word, sign in parts if word.casefold() not in _PARTICLES or (word == "D" and not sign)]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else name.strip(". ").upper()


def _speech(paragraph: _Paragraph, turn: _Turn) -> None:
    """Make a paragraph say who speaks."""
    rest = paragraph.inner[turn.length :]
    has_lines = "<br>" in rest
    if turn.alone and _words(rest).strip():
        own = turn.html.replace("<br>\n", "").replace("<br>", "").rstrip(_BLANKS)
        paragraph.inner = f'<span class="line alone">{own}</span><br>\n{_lined(rest)}'
    elif has_lines and not turn.alone:
        paragraph.inner = _lined(turn.html + rest)
    else:
        paragraph.inner = turn.html + rest


def _is_whole(inner: str, *tags: str) -> bool:
    """Whether a paragraph is one element of these, and nothing else."""
    found = re.fullmatch(rf"<({'|'.join(tags)})>(.*)</\1>[.]?", inner.strip(), re.DOTALL)
    return found is not None and f"</{found[1]}>" not in found[2]


def _drama(paragraphs: Sequence[_Paragraph]) -> None:
    turns = _turns(each for each in paragraphs if each.is_free)
    for each in paragraphs:
        words = each.words
        if not each.is_free:
            continue
        if _is_whole(each.inner, "em", "i"):
            each.names.append("direction")
        elif re.fullmatch(r"\([^()]*\)[.]?", words):
            each.names.append("direction")
            each.inner = f"<em>{each.inner}</em>"
        elif turn := turns.get(each.start):
            _speech(each, turn)
            each.names.append("speaking" if turn.alone and not each.lines[1:] else "speech")
        else:
            each.names.append("speech")
            each.names.append("goes-on")
            if "<br>" in each.inner:
                each.inner = _lined(each.inner)


# ---- Letters


def _letter(paragraphs: Sequence[_Paragraph]) -> None:
    begins = _salutation(paragraphs)
    for each in paragraphs[: max(begins, 0)]:
        _head(each)
    if begins >= 0 and paragraphs[begins].is_free:
        paragraphs[begins].names.append("salutation")
    elif paragraphs and _DATE.search(paragraphs[0].words) and _is_short(paragraphs[0], HEAD):
        _head(paragraphs[0])
    signed = _signature(paragraphs, begins + 1)
    if signed is None:
        return
    paragraphs[signed].names.append("signature")
    if "<br>" in paragraphs[signed].inner:
        paragraphs[signed].inner = _lined(paragraphs[signed].inner)
    closing = paragraphs[signed - 1]
    if signed - 1 > begins and _is_short(closing, SALUTATION) and closing.words.endswith(","):
        closing.names.append("closing")


def _is_short(paragraph: _Paragraph, most: int) -> bool:
    lines = paragraph.lines
    return paragraph.is_free and bool(lines) and len(lines) <= 6 and max(map(len, lines)) <= most


def _salutation(paragraphs: Sequence[_Paragraph]) -> int:
    """Which paragraph greets the reader of a letter; -1 for none."""
    for index, each in enumerate(paragraphs[:4]):
        if not _is_short(each, HEAD):
            return -1
        if len(each.words) <= SALUTATION and len(each.lines) == 1 and each.words.endswith((",", "!")):
            return index
    return -1


def _head(paragraph: _Paragraph) -> None:
    if not paragraph.is_free:
        return
    lines = paragraph.lines
    is_address = len(lines) > 1 and not _DATE.search(re.sub(r"\d{5}", "", lines[-1]))
    paragraph.names.append("address" if is_address else "dateline")
    if len(lines) > 1:
        paragraph.inner = _lined(paragraph.inner)


def _signature(paragraphs: Sequence[_Paragraph], first: int) -> int | None:
    """Which paragraph signs a letter: the last short one that is no sentence, before what is added."""
    for index in range(len(paragraphs) - 1, max(first, len(paragraphs) - 4) - 1, -1):
        each = paragraphs[index]
        if index == 0 or "signature" in each.classes:
            return None
        if _is_short(each, SIGNED) and not _AFTERWORD.match(each.words):
            last = each.lines[-1]
            if not last.endswith(_STOPS) or (last.endswith(".") and len(last.split()) <= 3):
                return index
    return None


# ---- Interviews

_QUESTIONS = ("strong", "b", "em", "i")
"""What interviewers put questions into."""


def _interview(paragraphs: Sequence[_Paragraph]) -> None:
    """Mark questions: by who speaks first, or in bold or italics, or behind a dash where answers aren't."""
    free = [each for each in paragraphs if each.is_free]
    turns = _turns(each for each in free if not _is_whole(each.inner, *_QUESTIONS))
    people = [_key(turn.name) for turn in turns.values()]
    dashes = [_SAID.match(each.words) is not None for each in free]
    asks = False
    for rank, each in enumerate(free):
        if turn := turns.get(each.start):
            asks = _key(turn.name) == people[0] and len({*people}) > 1
            _speech(each, turn)
        elif _is_whole(each.inner, *_QUESTIONS):
            asks = True
            each.inner = re.sub(r"\A\s*<\w+>|</\w+>(?=[.]?\s*\Z)", "", each.inner)  # the design says how
        elif not people:
            asks = any(dashes) and (rank % 2 == 0 if all(dashes) else dashes[rank])
        each.names.append("question" if asks else "answer")


_ARRANGE = {VERSE: _verse, DRAMA: _drama, LETTER: _letter, INTERVIEW: _interview}
