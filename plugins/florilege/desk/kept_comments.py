"""A record that is written anew, the file that was there → the record with the comments of that file.

A comment stays with the line by which it stood. Where that line is another now, it stands by the one that is
most like it; where nothing is like it, on a line of its own in the same place. None is ever lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import yaml

ALIKE = 0.6
"""From which ratio of SequenceMatcher on one line is taken for another as it is now."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what people wrote around it."""

    bare: str
    above: tuple[str, ...]
    """Comments and blank lines right above it."""
    behind: str
    """A comment at its end, with the spaces before it."""

    @property
    def is_noted(self) -> bool:
        return bool(self.above or self.behind)

    @property
    def notes(self) -> tuple[str, ...]:
        """All of them, on lines of their own."""
        indent = self.bare[: len(self.bare) - len(self.bare.lstrip(" "))]
        return (*self.above, f"{indent}{self.behind.lstrip()}") if self.behind else self.above


def with_comments(new: str, old: str) -> str:
    """Some YAML without comments, with those of YAML that was there before.

    >>> print(with_comments("a: 2\\nb: 1\\n", "# Why?\\na: 1  # from Ada\\nb: 1\\n"), end="")
    # Why?
    a: 2  # from Ada
    b: 1
    """
    lines, tail = _read(old)
    if not tail and not any(line.is_noted for line in lines):
        return new
    rows = new.splitlines()
    now = _counterparts([line.bare for line in lines], rows)
    above: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    waiting: list[str] = []
    for number, line in enumerate(lines):
        if number in now:
            above.setdefault(now[number], []).extend((*waiting, *line.above))
            behind[now[number]] = line.behind
            waiting = []
        else:
            waiting += line.notes
    done = [
        text
        for number, row in enumerate(rows)
        for text in (*above.get(number, ()), row + behind.get(number, ""))
    ]
    return "\n".join((*done, *waiting, *tail)) + "\n"


def comments(text: str) -> list[str]:
    """The comments of YAML, in the order of their letters.

    >>> comments("a: 1  # one\\n# two\\nb: 'x # y'\\n")
    ['# one', '# two']
    """
    rows = text.splitlines()
    return sorted(rows[number][column:].strip() for number, column in _comments(text))


def _read(text: str) -> tuple[Sequence[_Line], tuple[str, ...]]:
    """The lines that say something, and the comments below the last of them."""
    comments = dict(_comments(text))
    lines: list[_Line] = []
    above: list[str] = []
    inside = _inside(text)
    for number, row in enumerate(text.splitlines()):
        column = comments.get(number, len(row))
        bare = row[:column].rstrip() if number in comments else row
        if bare.strip() or number in inside:
            lines.append(_Line(bare, tuple(above), row[len(bare) :] if number in comments else ""))
            above = []
        else:
            above.append(row)
    return lines, tuple(above)


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Where each token begins and ends; of a value in a block, what stands behind its `|` is none of it."""
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            yield start, start + 1
            start = text.index("\n", start)
        yield start, end


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The lines that have a comment, from 0, and the column where it begins: between any two tokens."""
    end = 0
    for start, stop in (*_tokens(text), (len(text), len(text))):
        at = text.find("#", end, max(start, end))
        while at >= 0:
            yield text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
            below = text.find("\n", at, start)
            at = text.find("#", below, start) if below >= 0 else -1
        end = max(end, stop)


def _inside(text: str) -> frozenset[int]:
    """The lines, from 0, on which a value goes on: a blank one there is part of it."""
    spans = ((text.count("\n", 0, start), text.count("\n", 0, stop)) for start, stop in _tokens(text))
    return frozenset(number for first, last in spans for number in range(first + 1, last))


def _counterparts(old: Sequence[str], new: Sequence[str]) -> Mapping[int, int]:
    """Number of a line → that of the one that stands for it now, of those that have one."""
    found: dict[int, int] = {}
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found |= {block.a + step: block.b + step for step in range(block.size)}
    left = [number for number in range(len(new)) if number not in {*found.values()}]
    for number in (each for each in range(len(old)) if each not in found):
        likes = [(SequenceMatcher(None, old[number], new[each]).ratio(), -each) for each in left]
        best = max(likes, default=(0.0, 0))
        if best[0] >= ALIKE:
            found[number] = -best[1]
            left.remove(-best[1])
    return found
