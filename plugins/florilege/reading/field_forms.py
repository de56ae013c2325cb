"""The name of a field, as anybody spells it → what its values are made of: words, a list, people, or neither.

For those who look at lines before their values have a type. What holds of a name holds for every kind of
file.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, get_args, get_type_hints

from pydantic import BeforeValidator

from florilege.diagnostics.lookalikes import IGNORABLE
from florilege.reading.fields import Fields, OrText, RecordFields, as_links, as_people, named, plain_key
from florilege.reading.fieldtypes import as_list, as_words, choice, line, paragraphs
from florilege.reading.schema import KINDS

_WORDS = {line, paragraphs, named}
_LISTS = {as_list, as_words, as_links, as_people}


@cache
def canonical_names() -> dict[str, str]:
    """Every spelling of a field of any kind of file, those of other systems too → the field."""
    own = {spelling: name for kind in _kinds() for spelling, name in kind.spellings().items()}
    foreign = [each for kind in KINDS.values() for each in kind.foreign.items() if each[1] in own]
    return dict(foreign) | own


def canonical_name(key: str) -> str:
    """The field that a key means, or nothing.

    >>> canonical_name("Titre"), canonical_name("chapo"), canonical_name("couleur des yeux")
    ('title', 'abstract', '')
    """
    return canonical_names().get(plain_key(key), "")


_AROUND = " \u00a0\u202f*_`~“”„«»‹›"
"""What people put around a name to mark it."""


def bare_name(key: str) -> str:
    """A key without what nobody sees in it and what marks it.

    >>> bare_name("**title**"), bare_name("ti\u200btle"), bare_name("short_title")
    ('title', 'title', 'short_title')
    """
    return IGNORABLE.sub("", key).strip(_AROUND)


def is_marked(key: str) -> bool:
    """Whether a key is no field, and one but for what marks it or hides in it.

    >>> is_marked("_title_"), is_marked("title"), is_marked("_eyes_")
    (True, False, False)
    """
    return bool(canonical_name(bare_name(key))) and not canonical_name(key)


@cache
def word_fields() -> frozenset[str]:
    """The fields that hold words: a text, or a list of such.

    >>> {"title", "abstract", "tags", "name"} <= word_fields(), word_fields() & {"date", "license", "url"}
    (True, frozenset())
    """
    return _named_by(_takes_words)


@cache
def list_fields() -> frozenset[str]:
    """The fields that hold a list.

    >>> {"tags", "authors", "also_known_as"} <= list_fields(), "title" in list_fields()
    (True, False)
    """
    return _named_by(lambda hint: bool(_validators(hint) & _LISTS))


@cache
def people_fields() -> frozenset[str]:
    """The fields that name people.

    >>> sorted(people_fields())
    ['authors', 'editors', 'organisers', 'persons', 'translators']
    """
    return _named_by(lambda hint: as_people in _validators(hint))


def holds_words_alone(name: str, sign: str = "") -> bool:
    """Whether words are all that a field may hold where its value begins with a bracket, or any `sign`.

    >>> holds_words_alone("title"), holds_words_alone("tags", "["), holds_words_alone("tags", "{")
    (True, False, True)
    """
    others = (
        {"name", "place", "publisher", "sponsor", "sponsors"} | people_fields()
        if sign == "{"
        else list_fields()
    )
    return name in word_fields() - others


def _named_by(holds: Callable[[object], bool]) -> frozenset[str]:
    """The names whose types all have a property."""
    found = [(name, holds(hint)) for name, hint in _hints()]
    return frozenset(name for name, _ in found) - {name for name, yes in found if not yes}


def _takes_words(hint: object) -> bool:
    """Whether a type takes any words, by itself or for the mapping that they stand for."""
    within = {part for part in parts_of(hint) if isinstance(part, type) and issubclass(part, OrText)}
    own = [get_type_hints(part, include_extras=True).get(part.text_field) for part in within]
    return any(found & _WORDS and choice not in found for found in map(_validators, (hint, *own)))


def _validators(hint: object) -> set[object]:
    """The functions that a value goes through."""
    functions = [part.func for part in parts_of(hint) if isinstance(part, BeforeValidator)]
    return {each.func if isinstance(each, partial) else each for each in functions}


def _hints() -> Iterator[tuple[str, Any]]:
    for kind in _kinds():
        hints = get_type_hints(kind, include_extras=True)
        yield from ((name, hints[name]) for name in kind.model_fields)


def _kinds() -> Iterator[type[Fields]]:
    """The kinds of file with front matter, after what stands within their fields."""
    waiting: list[type[Fields]] = [Fields]
    within = []
    while waiting:
        kind = waiting.pop(0)
        within.append(kind)
        waiting += kind.__subclasses__()
    shared = (kind for kind in within if not issubclass(kind, RecordFields))
    yield from (kind for kind in shared if kind not in KINDS.values() and kind.model_fields)
    yield from KINDS.values()


def parts_of(hint: object) -> Iterator[object]:
    """A type and all that it is made of."""
    yield hint
    for part in get_args(hint):
        yield from parts_of(part)
    for part in getattr(hint, "__metadata__", ()):
        yield part
