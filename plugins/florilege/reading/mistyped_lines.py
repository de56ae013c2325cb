"""A line of front matter that YAML can't read → the line that its author meant.

What a keyboard, Word or a telephone puts in its place: a no-break space after the colon, curly quotes, a tab,
a colon within a title. Only lines of the form `name: value` or `- value` are corrected, each by itself: what
stands after the name is one value, which is then quoted.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from florilege.reading.marked_fields import MAX_DEPTH

_BLANKS = " \t\u00a0\u2007\u202f"
_LINE = re.compile(
    rf"(?P<indent>[{_BLANKS}]*(?:-[{_BLANKS}]+)?)(?P<name>[^\W\d_][\w -]{{0,40}}?)[{_BLANKS}]*:"
    rf"(?P<space>[{_BLANKS}]*)(?P<value>[^{_BLANKS}/].*)"
)
_ITEM = re.compile(rf"(?P<indent>[{_BLANKS}]*-(?P<space>[{_BLANKS}]+))(?P<value>[^{_BLANKS}].*)")
_CURLY = re.compile(r"[“”„‟‘](?P<inner>[^“”„‟]*)[”“‟’]")
_LONGEST = 1_000
"""Characters of a line that is still looked at."""
_CLOSING = {"[": "]", "{": "}"}


class Correction(NamedTuple):
    """What is wrong with a line, as a code of problems.yml, and the line as meant."""

    code: str
    line: str


def corrections(line: str) -> Iterator[Correction]:
    """The lines that may be meant, the likeliest first; none for a line that is YAML by itself.

    >>> [each.line for each in corrections("title: Le banc : le soir")]
    ['title: "Le banc : le soir"']
    >>> [each.line for each in corrections("title:\u00a0Le banc")], [*corrections("title: Le banc")]
    (['title: Le banc'], [])
    """
    if is_field(line):
        return
    match = _LINE.fullmatch(line) or _ITEM.fullmatch(line)
    if match is None:
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield Correction("yaml-tab", _spaced(line))
        return
    name, space, value = match.groupdict().get("name"), match["space"], match["value"].rstrip(_BLANKS)
    head = _spaced(match["indent"]) + (f"{name}: " if name else "")
    if is_field(head + value):
        code = "yaml-tab" if "\t" in match["indent"] else "yaml-space" if space else "yaml-glued"
        yield Correction(code, head + value)
        yield Correction(code, (head + value).lstrip())
    else:
        yield from (Correction(code, head + one) for code, one in _values(value))


def as_text(line: str) -> str:
    """A field or an item whose value is nothing but words, quoted; nothing for another line.

    >>> as_text("title: !Attention"), as_text("a sentence")
    ('title: "!Attention"', '')
    """
    match = _LINE.fullmatch(line) or _ITEM.fullmatch(line)
    if match is None:
        return ""
    name = match.groupdict().get("name")
    return f"{name}: {quoted(match['value'])}" if name else f"- {quoted(match['value'])}"


def is_curly(value: str) -> str:
    """What stands between the curly quotes around a whole value, or nothing.

    >>> is_curly("“Le banc”"), is_curly("« Le banc »"), is_curly("“Le” et “la”")
    ('Le banc', '', '')
    """
    match = _CURLY.fullmatch(value)
    return match["inner"].strip() if match else ""


def _values(value: str) -> Iterator[tuple[str, str]]:
    """A code, and the value in a form that YAML reads."""
    first = value[0]
    if first in _CLOSING and _CLOSING[first] not in value:
        yield "yaml-quote", value.rstrip(_BLANKS + ")]}>") + _CLOSING[first]
    elif inner := is_curly(value):
        yield "yaml-curly", quoted(inner)
    elif first in "\"'“”„‟‘":
        yield "yaml-quote", quoted(value.strip("\"'“”„‟‘ "))
    elif re.search(rf":[{_BLANKS}]|:$", value):
        yield "yaml-colon", quoted(value)
    else:
        yield "yaml-sign", quoted(value)


def quoted(value: str) -> str:
    """A text between the quotes that YAML wants, straight ones.

    >>> quoted("L'été"), quoted('Le "banc"'), quoted('L\\'été du "banc"')
    ('"L\\'été"', '\\'Le "banc"\\'', '"L\\'été du \\\\\\\\"banc\\\\\\\\""')
    """
    if '"' in value and "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _spaced(blanks: str) -> str:
    """Indentation in spaces alone: two for a tab, one for any other blank."""
    return re.sub(rf"[{_BLANKS}]", lambda found: "  " if found[0] == "\t" else " ", blanks)


def is_field(line: str) -> bool:
    """Whether a line alone is a field or an item of YAML; one without end is left alone, as if it were."""
    if len(line) > _LONGEST or line.count("[") + line.count("{") > MAX_DEPTH:
        return True
    try:
        root = yaml.compose(line.strip(" "), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    if isinstance(root, yaml.MappingNode):
        return all(is_name(str(key.value)) for key, _ in root.value)
    return isinstance(root, yaml.SequenceNode)


def is_name(key: str) -> bool:
    """Whether a name is one: not « title: Le banc » where a no-break space hides the end of the name."""
    return re.search(rf":[{_BLANKS}]", key) is None
