"""Values of front matter that can be read, but are no dates, languages or people as we write them → as we do.

Only YAML is touched: in TOML and JSON a program wrote the values. Each value is changed where it stands; its
comment, and the form of the list that holds it, stay.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import yaml
from babel import Locale

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import fold
from florilege.diagnostics.problems import Problem
from florilege.mending.editing import Edit, TextFile
from florilege.reading.dates import day_of
from florilege.reading.fields import Fields, plain_key
from florilege.reading.fieldtypes import OTHER_WORDS
from florilege.reading.marked_fields import Loc
from florilege.reading.mistyped_fields import meant, quoted
from florilege.reading.people import known_author, split_names
from florilege.reading.schema import KINDS

_WRAPPED = re.compile(r"[“”„«‟\"][ \u00a0\u202f]?([^“”„«»‟\"]*?)[ \u00a0\u202f]?[“”»‟\"]")
_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
_DATES = ("date", "embargo")
_SIGNED = ("authors", "editors")
_WORDS = ("title", "subtitle", "short_title", "abstract", "description", "headline", "name")
"""Fields in which quotes may be part of what is said."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: the field that it is of, or is in, as we call it; where it stands; what it says."""

    field: str
    loc: Loc
    start: int
    end: int
    value: str
    in_flow: bool
    """Whether it is an item of a list between brackets."""


def scalars(file: TextFile) -> Iterator[Scalar]:
    """The values of a file whose front matter is in YAML and can be read."""
    if file.marked is None or not file.marked.fields or not file.text.lstrip().startswith("---"):
        return
    if meant(file.text).corrections:
        return
    end = file.starts[file.body] if file.body < len(file.lines) else len(file.text)
    head = file.text[:end].rstrip()
    # The closing fence and what is before the opening one, out of the way without moving anything.
    head = head[: head.rfind("\n") + 1]
    start = file.text.index("---") + 3
    try:  # not with libyaml, whose places are in bytes
        node = yaml.compose(" " * start + head[start:], Loader=yaml.SafeLoader)
    except yaml.YAMLError:  # understood, but to be written anew first
        return
    if isinstance(node, yaml.MappingNode):
        kind = kind_of(file.path)
        for key, value in node.value:
            plain = plain_key(str(key.value))
            name = kind.spellings().get(plain) or kind.foreign.get(plain) or plain
            yield from _scalars(value, name, (str(key.value),), in_flow=False)


def _scalars(node: yaml.Node, field: str, loc: Loc, *, in_flow: bool) -> Iterator[Scalar]:
    if isinstance(node, yaml.ScalarNode) and node.style in (None, "", '"', "'") and node.value:
        yield Scalar(field, loc, node.start_mark.index, node.end_mark.index, node.value, in_flow)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _scalars(item, field, (*loc, number), in_flow=bool(node.flow_style))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, field, (*loc, str(key.value)), in_flow=bool(node.flow_style))


def kind_of(path: str) -> type[Fields]:
    """What the front matter of a file may hold; an essay's for a file that has no place."""
    key = TextKey.of_path(path)
    return KINDS[key.kind if key else "essay"]


def plain_values(file: TextFile, catalogue: Catalogue) -> Iterator[Edit]:
    """What is understood, but better written otherwise: dates, quotes within quotes, people in one text."""
    found = [*scalars(file)]
    # Where a program has put curly quotes around what can have none, it has done so everywhere.
    curly = any(_wrapped(file, each) for each in found if each.field not in _WORDS)
    for each in found:
        value = each.value
        if _wrapped(file, each) and (curly or each.field not in _WORDS):
            value = _bare(value)
        if each.field in _DATES and (day := _day(value)):
            value = day
        if each.field in _SIGNED and len(each.loc) <= 2 and (names := _people(value, catalogue)):
            yield Edit(each.start, each.end, _listed(file, each, names))
        elif value != each.value:
            yield Edit(each.start, each.end, _written(file, each, value))


def without_curly(file: TextFile, problem: Problem, catalogue: Catalogue) -> Iterator[Edit]:
    """A value without the curly quotes around it, where they aren't part of what is said."""
    place = file.at(problem.line, problem.column)
    yield from (edit for edit in plain_values(file, catalogue) if edit.start == place)


def _wrapped(file: TextFile, each: Scalar) -> bool:
    return file.text[each.start] not in "\"'" and _WRAPPED.fullmatch(each.value) is not None


def _bare(value: str) -> str:
    match = _WRAPPED.fullmatch(value)
    return match[1] if match else value


def _day(value: str) -> str:
    try:
        day = day_of(value)
    except ValueError:
        return ""
    return day.isoformat() if day else ""


def _written(file: TextFile, each: Scalar, value: str) -> str:
    """A value as YAML reads it: in quotes where it stood in straight ones, is words, or needs them."""
    plain = re.fullmatch(r"[^\W_](?:[\w.’/+-]|[ ](?=[^#\s]))*", value)
    in_words = each.field in _WORDS
    return value if plain and not in_words and file.text[each.start] not in "\"'" else quoted(value)


def _people(value: str, catalogue: Catalogue) -> list[str]:
    """The names that a text joins, if each is known."""
    names = split_names(value)
    if len(names) < 2 or known_author(value, catalogue):
        return []
    return names if all(known_author(name, catalogue) for name in names) else []


def _listed(file: TextFile, each: Scalar, names: list[str]) -> str:
    """Names as the items of a list, of the one that holds them where there is one."""
    items = [name if re.fullmatch(r"[^\W_][\w.’ -]*", name) else quoted(name) for name in names]
    if len(each.loc) == 1:
        return f"[{', '.join(items)}]"
    line = file.lines[file.line_of(each.start)]
    lead = line[: len(line) - len(line.lstrip(" "))]
    return (", " if each.in_flow else f"\n{lead}- ").join(items)


# ---- Values that are refused


def choice(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """The word that is meant, its accents, capitals, gender and number apart."""
    values = dict(problem.values)
    said = _stem(values["value"])
    words = values["choices"].split(", ")
    meant = [word for word in words if said in map(_stem, (word, *OTHER_WORDS.get(word, ())))]
    meant += [word for word, others in _TRUTHS.items() if said in others and word in words]
    yield from _value(file, problem, meant)


_TRUTHS: Mapping[str, tuple[str, ...]] = {"true": ("1", "x", "o", "y"), "false": ("0", "n")}


def _stem(word: str) -> str:
    return fold(word.strip('“”«»" \u00a0.')).removesuffix("s").removesuffix("e")


def language(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """The tag of a language that is given by its name."""
    said = fold(_bare(dict(problem.values)["value"]))
    yield from _value(file, problem, [tag for name, tag in _tags().items() if name == said])


@cache
def _tags() -> dict[str, str]:
    """The name of each language, in a few and in its own → its tag."""
    named: dict[str, set[str]] = {}
    for lang in _LANGUAGES:
        for tag, name in Locale(lang).languages.items():
            named.setdefault(fold(name), set()).add(tag)
    return {name: min(tags) for name, tags in named.items() if len(tags) == 1}


def id_of(file: TextFile, problem: Problem, catalogue: Catalogue) -> Iterator[Edit]:
    """The id of a tome, a part or a text that is given by its title or with capitals."""
    said = dict(problem.values)["value"]
    known = {*catalogue.volumes, *catalogue.essays, *catalogue.authors}
    for volume in catalogue.volumes.values():
        known |= {part.id for part in volume.parts}
    id = suggest_id(_bare(said))
    yield from _value(file, problem, [id] if id in known else [])


def _value(file: TextFile, problem: Problem, meant: list[str]) -> Iterator[Edit]:
    """The one value that is meant, in the place of what a problem is about."""
    for each in scalars(file) if len(set(meant)) == 1 else ():
        line = file.line_of(each.start)
        if (line + 1, each.start - file.starts[line] + 1) == (problem.line, problem.column):
            yield Edit(each.start, each.end, _written(file, each, meant[0]))
