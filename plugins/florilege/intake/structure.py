"""Paragraphs of a contribution in plain text → what they seem to be: title, date, subheads, sponsors …

Nothing is changed: a person decides. `RULES` are tried in order, and each speaks of the paragraphs that no
rule before it has claimed.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from florilege.prose.typography.french import NBSP
from florilege.prose.typography.lexicon import any_of, lexicon
from florilege.prose.typography.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines between two blank lines; `line` is the number, from 1, of the first."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedStructure:
    """What a text seems to be made of."""

    title: str
    date: datetime.date | None
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class _Reading:
    """The work of the rules: what is claimed and found so far."""

    paragraphs: Sequence[Paragraph]
    claimed: set[int] = field(default_factory=set)
    found: list[Suggestion] = field(default_factory=list)
    title: str = ""
    date: datetime.date | None = None

    def say(self, code: str, line: int, found: str, **values: str) -> None:
        """Suggest something of the words `found` on a line, from 1; `values` fill the code's sentence."""
        self.found.append(
            Suggestion(code=code, line=line, column=1, found=found, values=tuple(values.items()))
        )

    def free(self) -> Iterator[tuple[int, Paragraph]]:
        """The paragraphs that no rule has claimed."""
        return ((n, each) for n, each in enumerate(self.paragraphs) if n not in self.claimed)


LONG = 80
"""Characters: a paragraph of prose is longer, a title or a subhead is shorter."""
TITLE_WORDS = 5
"""A first line of so few words, closed by a stop, is a stray line rather than a sentence."""

_MONTHS = {month: number for number, month in enumerate(lexicon().months, start=1)}
_DATE = re.compile(
    rf"(?i:(?:le\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?)"
    rf"(\d{{1,2}})(?:er)?\s+((?i:{any_of(_MONTHS)}))\s+(\d{{4}})\.?"
)
_RULE = re.compile(r"[ \t]*([_*=~–—-])[ \t]*(?:\1[ \t]*){2,}")
_SPONSOR = re.compile(r"(?i:\b(?:partenaires?|sponsors?|mécènes?|soutiens?|offert|parrain[ée]e?s?)\b)")
_PARTICLE = r"(?:(?:de|du|des|la|le|van|von|da|di)[ ]|d['’])?"
_NAME = rf"[A-ZÀ-ÖØ-Þ][\w'’-]+[ ]{_PARTICLE}[A-ZÀ-ÖØ-Þ][\w'’-]+"
_REPLY = re.compile(rf"@({_NAME})[ ,:]+(\S+(?:[ ]\S+)*)")
_SHARED = re.compile(r"\[?\\?#\w+\]?|\bvia @\S+")
_VIA = re.compile(r"\bvia @\S+|\[\\?#[^\]]*\]")
_SEVERAL = re.compile(r"(?i:(?:les|ses|nos|mes|vos|ces|\d+)\s)")
_ADDRESS = re.compile(
    r"(?i:(?:bravo|merci|chap+eaux?|f[ée]lic\w+|superbe?|magnifique|génial|joli|beau|belle|quel(?:le)?"
    r"|bonjour|coucou|salut|cher|chère|excellent|très)\b)"
)
_YOU = re.compile(r"(?i:\b(?:tu|ton|ta|tes|toi|vous|votre|vos)\b|\bt['’])")


def propose(paragraphs: Sequence[Paragraph]) -> GuessedStructure:
    """What the paragraphs seem to be, as suggestions; the title and the date if they can be told."""
    reading = _Reading(paragraphs)
    for rule in RULES:
        rule(reading)
    return GuessedStructure(title=reading.title, date=reading.date, suggestions=tuple(reading.found))


def _blocks(reading: _Reading) -> None:
    """Rules of underscores: around a sponsor's block, or below a label whose embed is lost."""
    lines = [(p.line + n, text) for p in reading.paragraphs for n, text in enumerate(p.lines)]
    rules = [n for n, (_, text) in enumerate(lines) if _RULE.fullmatch(text)]
    for first, last in pairwise(rules):
        block = lines[first + 1 : last]
        if 2 <= len(block) <= 4 and _SPONSOR.search(block[0][1]):
            number, label = block[0]
            reading.say("sponsor-block", number, label, name=block[1][1].strip())
    for n in rules:
        number, label = lines[n - 1] if n else (0, "")
        if label.rstrip().endswith(":"):
            code = "empty-block" if _SEVERAL.match(label) else "empty-block-extract"
            reading.say(code, number, label.rstrip())
    ruled = {lines[n][0] for n in rules}
    for n, paragraph in reading.free():
        if ruled & set(range(paragraph.line, paragraph.line + len(paragraph.lines))):
            reading.claimed.add(n)


def _replies(reading: _Reading) -> None:
    """« @Given Family » before a text: an answer to a person, whose name has a space, as no handle has."""
    for n, paragraph in list(reading.free()):
        if match := _REPLY.match(paragraph.lines[0]):
            start = _first_words(match[2])
            reading.say("reply-to", paragraph.line, f"@{match[1]}", person=match[1], start=start)
            reading.claimed.add(n)


def _first_words(text: str) -> str:
    """The first words up to one of more than three letters, so that the place is easy to see."""
    words = text.split()
    last = next((n for n, word in enumerate(words) if len(word) > 3), len(words) - 1)
    return " ".join(words[: last + 1])


def _date(reading: _Reading) -> None:
    """A date alone on the first line."""
    for n, paragraph in list(reading.free())[:1]:
        match = _DATE.fullmatch(paragraph.text.strip())
        day = _day(match) if match else None
        if match and day:
            number = "1er" if day.day == 1 else str(day.day)
            shown = f"{number}{NBSP}{match[2].lower()} {day.year}"
            reading.say("date-line", paragraph.line, paragraph.text, date=day.isoformat(), shown=shown)
            reading.date = day
            reading.claimed.add(n)


def day_in(words: str) -> datetime.date | None:
    """The day that some words name, if they name one.

    >>> day_in("Nantes, le 3 mars 2026"), day_in("Nantes, en mars")
    (datetime.date(2026, 3, 3), None)
    """
    match = _DATE.search(words)
    return _day(match) if match else None


def _day(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    except ValueError:  # the 31st of February
        return None


def _title(reading: _Reading) -> None:
    """The first line, if it is short and no sentence; or the second, where the first is how it was shared."""
    free = list(reading.free())
    if len(free) < 2 or len(free[0][1].lines) > 1:
        return
    (n, first), (m, second) = free[0], free[1]
    line = first.text.strip()
    if _SHARED.search(line) and _key(line) == _key(second.text):
        reading.title = second.text.strip()
        reading.say("title-twice", first.line, line, title=reading.title)
        reading.claimed |= {n, m}
    elif re.search(r"[.…,;]$", line) and len(line.split()) <= TITLE_WORDS:
        reading.say("title-missing", first.line, line)
        reading.claimed.add(n)
    elif len(line) < LONG and re.search(r"[\w!?»”)*]$", line) and any(len(p.text) >= LONG for _, p in free):
        reading.title = line.removeprefix("# ").strip("*_")
        reading.claimed.add(n)


def _key(line: str) -> str:
    """The letters of a title, without what sharing adds to it: tags in brackets, « via @… »."""
    return "".join(character for character in _VIA.sub("", line).casefold() if character.isalnum())


def _comments(reading: _Reading) -> None:
    """Where the readers' comments seem to begin: a short address, « you » after it, and no long text."""
    for n, paragraph in list(reading.free())[1:]:
        after = reading.paragraphs[n:]
        if (
            _is_short(paragraph)
            and _ADDRESS.match(paragraph.text)
            and _YOU.search(" ".join(each.text for each in after))
            and all(len(each.text) < 8 * LONG for each in after)
        ):
            reading.say("comment-boundary", paragraph.line, paragraph.text.strip())
            reading.claimed |= set(range(n, len(reading.paragraphs)))
            return


def _subheads(reading: _Reading) -> None:
    """Short lines, not closed by a stop, between two long paragraphs."""
    for n, paragraph in list(reading.free()):
        neighbours = (*reading.paragraphs[n - 1 : n], *reading.paragraphs[n + 1 : n + 2])
        if (
            n > 0
            and len(neighbours) == 2
            and all(len(each.text) >= LONG for each in neighbours)
            and _is_short(paragraph)
            and re.search(r"(?:[\w!?…»”)]|\.{3})$", paragraph.text.rstrip())
            and not re.match(r"[ ]{0,3}(?:[-*+>#]|\d+[.)]|@)", paragraph.text)
        ):
            reading.say("bare-subhead", paragraph.line, paragraph.text.strip())


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.lines) == 1 and len(paragraph.text.strip()) < LONG * 3 // 4


RULES: tuple[Callable[[_Reading], None], ...] = (_blocks, _replies, _date, _title, _comments, _subheads)
