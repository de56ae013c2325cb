"""Names that sign → people: by id, by name, or several in one text.

A text stands for the people whom it names if each is known. If one isn't, nobody can tell two people from a
name turned round, a group or a remark: it stays one name, which checks refuse, with the line to write.
"""

import re
from collections.abc import Iterable, Iterator

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import printed_name
from florilege.catalogue.writings import Author, Byline
from florilege.reading.fields import BylineFields
from florilege.reading.fieldtypes import unquoted

_SUFFIX = r"(?:jr|sr|fils|père|i{2,3}|iv|ph\.?\s?d|m\.?d|esq|[omc]be|s\.?j|o\.?p|o\.?s\.?b|o\.?f\.?m)\b"
"""What belongs to the name before its comma: a generation, a degree, an order."""

_BETWEEN: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s*[;|]\s*|(?:^|[\s,;]+)\d{1,2}[.)]\s+|(?:^|\s+)[*•·‣▪–—+-]\s+",
        r"\s*,?\s+(?:et|and|avec|with|mit|sowie|puis|ainsi que|as well as)\s+|\s+und\s+(?!zu\b)|\s*[&/]\s*",
        rf"\s*,(?!\s*{_SUFFIX})\s*",
    )
)
"""What stands between two names in a text, what binds least first: signs and numbers; words; commas."""

_OR_A_NAME = re.compile(r"\s+(?:y|e|i)\s+", re.IGNORECASE)
"""What joins two names in Spanish, Italian or Catalan, and stands within one too (« Ortega y Gasset »)."""

_SPACES = re.compile(r"\s+")

_MAIL = r"(?:mailto:)?[^\s@<>()\[\],;]+@[^\s@<>()\[\],;]+\.\w+"
_WEB = r"(?:https?://|www\.)[^\s<>()\[\]]+"
_AROUND = (
    (re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\[\^[^\[\]]*\]|[*_]{2}|(?<=\w)[*†‡¹²³⁴-⁹]+(?=\s|,|;|$)"), ""),
    (re.compile(rf"[\s,:]*[<(\[]?\s*(?:{_MAIL}|{_WEB})\s*[>)\]]?", re.IGNORECASE), ""),
    (re.compile(r"^(?:par|by|auteure?s?\s?:|autrices?\s?:|authors?\s?:)\s+(?=\S+\s+\S)", re.IGNORECASE), ""),
    (re.compile(r"^(?:\S*/)?authors/(?=\S+$)|(?<=\w)\.md$|^@(?=\w)"), ""),
)
"""What is no part of a name, though it stands beside one: markup, an address, « par », a path."""

_TITLE = re.compile(
    r"^(?:(?:dr|pr|prof|mme|mlle|m|mr|mrs|ms|miss|me|sir|lady|docteure?|professeure?|maître|madame|monsieur)\.?\s+)+"
    r"|\s*\([^()]*\)$",
    re.IGNORECASE,
)
"""What may be printed with a name, and isn't looked for: a title, a remark in brackets."""


def bylines(fields: Iterable[BylineFields], people: Catalogue) -> tuple[Byline, ...]:
    """Names as printed; a name without an id is that of the author of this name, if there is one."""
    return tuple(byline for each in fields for byline in _of(each, people))


def split_names(text: str) -> list[str]:
    """The names that a text joins, without what is no part of them; the text alone where it joins none.

    >>> split_names("Ada Lune, Bob Rue et Zoé Roux"), split_names("Jo Marsh, Jr.")
    (['Ada Lune', 'Bob Rue', 'Zoé Roux'], ['Jo Marsh, Jr.'])
    >>> split_names("1. Ada Lune <ada@lune.example> 2. Bob Rue"), split_names("Lune, Ada; Rue, Bob")
    (['Ada Lune', 'Bob Rue'], ['Ada Lune', 'Bob Rue'])
    >>> split_names("“Ada Lune”, « Bob Rue »")
    ['Ada Lune', 'Bob Rue']
    """
    parts = [plain_name(text)]
    for between in _BETWEEN[:2]:
        parts = [name for part in parts for name in _cut(part, between)]
    turned = [_cut(part, _BETWEEN[2]) for part in parts]
    if len(parts) > 1 and all(len(each) == 2 for each in turned):
        names = [f"{given} {family}" for family, given in turned]
    else:
        names = [name for each in turned for name in each]
    return names if len(names) > 1 else [text]


def _cut(text: str, between: re.Pattern[str]) -> list[str]:
    return [unquoted(part.strip()) for part in between.split(text) if part.strip()]


def plain_name(text: str) -> str:
    """A name without what is no part of it; empty where nothing else is there.

    >>> plain_name("**Ada Lune** <ada@lune.example>"), plain_name("par Ada Lune"), plain_name("ada.md")
    ('Ada Lune', 'Ada Lune', 'ada')
    """
    for around, instead in _AROUND:
        text = around.sub(instead, text.strip())
    return "" if "@" in text else unquoted(text.strip(" ,;"))


def is_one_person(name: str) -> bool:
    """Whether a text is no more and no less than a name."""
    return bool(plain_name(name)) and len(split_names(name)) == 1


def known_author(text: str, people: Catalogue) -> Author | None:
    """The author whom a text names, by name or by an id, its accents and capitals apart.

    Accents count in a name that is written as names are: who leaves one out may be somebody else.
    """
    bare = _TITLE.sub("", text)
    if person := people.person(text) or people.person(bare):
        return person
    if bare in (bare.lower(), bare.upper()) and (person := people.person_like(bare)):
        return person
    return None if " " in text else people.authors.get(suggest_id(text))


def _of(byline: BylineFields, people: Catalogue) -> Iterator[Byline]:
    if byline.name is None:
        known = people.authors.get(byline.id or "")
        name = people.faulty_names.get(str(byline.id), str(byline.id))
        if known and (known.organisation or is_one_person(known.name)):
            name = known.name
        group = byline.organisation or (known is not None and known.organisation)
        yield Byline(name=name, author=byline.id, organisation=group)
    elif byline.id or byline.organisation or byline.name.literal:
        text = byline.name.text
        person = people.authors.get(byline.id) if byline.id else people.person(text)
        group = byline.organisation or byline.name.literal or (person is not None and person.organisation)
        id = byline.id or (person.id if person else None)
        turned = person is not None and _spelled(text) == _spelled(person.sort_name)
        yield Byline(
            name=person.name if person and turned else printed_name(text if group else plain_name(text)),
            author=id,
            organisation=group,
        )
    else:
        yield from _named(byline.name.text, people)


def _named(text: str, people: Catalogue) -> Iterator[Byline]:
    """The name in a text, or the names that it joins if each is known."""
    text = plain_name(text) or text
    found = _Reading(people).known(text)
    if not found:
        yield Byline(name=printed_name(text))
    for name, author in found:
        bare = _TITLE.sub("", name)
        as_written = _spelled(bare) in {_spelled(each) for each in (author.name, *author.also_known_as)}
        shown = printed_name(name) if as_written else author.name
        yield Byline(name=shown, author=author.id, organisation=author.organisation)


def _spelled(name: str) -> str:
    return " ".join(printed_name(name).casefold().split())


class _Reading:
    """Looks for known people in one text, from its beginning on; no rest of it is read twice."""

    def __init__(self, people: Catalogue) -> None:
        self.people = people
        self.in_vain: set[str] = set()

    def known(self, text: str) -> list[tuple[str, Author]]:
        if author := known_author(text, self.people):
            return [(text, author)]
        if text in self.in_vain:
            return []
        self.in_vain.add(text)
        for between in (*_BETWEEN, _OR_A_NAME, _SPACES):
            for match in between.finditer(text):
                found = self.one_and_others(text[: match.start()].strip(), text[match.end() :].strip())
                if found and (between is not _SPACES or all(map(self.is_whole, found))):
                    return found
        return []

    def one_and_others(self, first: str, rest: str) -> list[tuple[str, Author]]:
        """Somebody known and the known people of the rest; nothing may stand on one side."""
        author = known_author(first, self.people)
        if not author:
            return [] if first else self.known(rest)
        others = self.known(rest) if rest else []
        return [(first, author), *others] if others or not rest else []

    def is_whole(self, found: tuple[str, Author]) -> bool:
        """Whether it is an id as it stands, or a name of several words."""
        name, _ = found
        return name in self.people.authors or (" " in name and self.people.person(name) is not None)
