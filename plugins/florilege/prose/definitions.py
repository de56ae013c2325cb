"""Definitions of links over several lines → on one, as typography and Python-Markdown best read them.

Then those that nothing calls, and those whose name another has before them: what they say is on no page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

_LABEL = re.compile(r"([ \t>]*)(\[(?!\^)[^\[\]\n]+\]:)[ \t]*(.*?)[ \t]*")
_TITLE = r"\"[^\"]*\"|'[^']*'|\([^()]*\)"
_ADDRESS = re.compile(rf"(<[^<>]*>|\S+)(?:[ \t]+({_TITLE}))?")
_LEAD = re.compile(r"[ \t>]*")


def join_definitions(lines: Sequence[str], code: frozenset[int]) -> list[str]:
    """The lines, as many as before: blank ones stand where an address or a title was.

    >>> join_definitions(["[vert]:", "  <a b.md>", "  'Le vert'", "x"], frozenset())
    ["[vert]: a%20b.md 'Le vert'", '', '', 'x']
    """
    made = list(lines)
    index = 0
    while index < len(made):
        match = None if index in code else _LABEL.fullmatch(made[index])
        used = _join(made, index, match, code) if match else 0
        index += 1 + used
    return made


def _join(lines: list[str], index: int, label: re.Match[str], code: frozenset[int]) -> int:
    """Write a definition on its first line; say how many lines below it were a part of it."""
    lead, name, rest = label.groups()
    used = 0
    if not rest:
        used, rest = 1, _below(lines, index + 1, code)
    address = _ADDRESS.fullmatch(rest)
    if not address:
        return 0
    target, title = address.groups()
    if not title:
        below = _below(lines, index + used + 1, code)
        if re.fullmatch(_TITLE, below):
            used, title = used + 1, below
    if not used and not target.startswith("<"):
        return 0
    target = re.sub(r"\s", lambda space: quote(space[0]), target.removeprefix("<").removesuffix(">"))
    lines[index] = f"{lead}{name} {target}{f' {title}' if title else ''}"
    for each in range(index + 1, index + used + 1):
        lines[each] = lead.rstrip()
    return used


def _below(lines: Sequence[str], index: int, code: frozenset[int]) -> str:
    if index >= len(lines) or index in code:
        return ""
    return _LEAD.sub("", lines[index], count=1).rstrip()


_DEFINITION = re.compile(
    rf"[ \t>]*\[(?!\^)(?P<label>[^\[\]]+)\]:[ \t]*(?P<target>\S+)[ \t]*(?P<title>{_TITLE})?[ \t]*"
)
_CALLED = re.compile(r"\[([^\[\]]+)\](?!:)")
_NOWHERE = ("#", "<#>", "<>")
"""Where what is a comment leads: `[//]: # (words)`."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A definition that no page shows: its line, from 0, its name, the line of the one that holds."""

    line: int
    label: str
    other: int | None


def unread_definitions(lines: Sequence[str], code: frozenset[int]) -> Iterator[Unread]:
    """The definitions, each on one line, that aren't called, and those that say otherwise than one before.

    >>> [*unread_definitions(["[A]: b.md", "[a]: c.md", "[d]: e.md", "[//]: # (f)", "[g][ a]"], frozenset())]
    [Unread(line=1, label='a', other=0), Unread(line=2, label='d', other=None)]
    """
    found = {
        number: match
        for number, line in enumerate(lines)
        if number not in code and "]:" in line and (match := _DEFINITION.fullmatch(line))
    }
    if not found:
        return
    text = "\n".join(line for number, line in enumerate(lines) if number not in code)
    called = {_name(label) for label in _CALLED.findall(text)}
    first: dict[str, int] = {}
    for number, match in found.items():
        name = _name(match["label"])
        other = first.setdefault(name, number)
        if match["target"] in _NOWHERE:
            continue
        if other != number and found[other].group("target", "title") != match.group("target", "title"):
            yield Unread(number, match["label"], other)
        elif name not in called and re.search(r"[./#:]", match["target"]):
            yield Unread(number, match["label"], None)


def _name(label: str) -> str:
    return " ".join(label.split()).casefold()
