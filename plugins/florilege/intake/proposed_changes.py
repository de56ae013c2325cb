"""What a proposal changes (`git diff --raw -z`) → whether that is a contributor's own, and what to look at.

A contributor's own is one essay's folder and files of authors; everything else is the editors'.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

NAME = "[a-z0-9]+(?:-[a-z0-9]+)*"
IMAGE = r"[A-Za-z0-9_-]+\.(?:png|jpe?g|webp)"
ESSAY = re.compile(rf"(contributions/essays/({NAME}))/(?:index\.md|{IMAGE})")
AUTHOR = re.compile(rf"contributions/authors/{NAME}\.(?:md|png|jpe?g|webp)")

FILE, ABSENT = "100644", "000000"
"""Git's modes of an ordinary file and of one that isn't there (gitdatamodel: not a link, not executable)."""


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One path of a diff, with Git's mode of it afterwards."""

    path: str
    mode: str


class ForbiddenChange(NamedTuple):
    """What a contributor may not do: to a file of another kind, of another form, to more than one essay."""

    reason: Literal["foreign", "form", "several"]
    what: str
    """The path, with what isn't ASCII escaped, or the ids of the essays."""


def read(raw: str) -> Iterator[ProposedChange]:
    """The changes of `git diff --raw -z --no-renames` (git-diff, “raw output format”)."""
    fields = iter(raw.split("\0"))
    for header in fields:
        if header:
            yield ProposedChange(next(fields), header.split()[1])


def refusals(changes: Iterable[ProposedChange]) -> list[ForbiddenChange]:
    """What a contributor may not change, in the order of the diff."""
    refused: list[ForbiddenChange] = []
    essays = set()
    for change in changes:
        essay = ESSAY.fullmatch(change.path)
        if essay:
            essays.add(essay[2])
        elif not AUTHOR.fullmatch(change.path):
            refused.append(ForbiddenChange("foreign", ascii(change.path)))
        if change.mode not in (FILE, ABSENT):
            refused.append(ForbiddenChange("form", ascii(change.path)))
    if len(essays) > 1:
        refused.append(ForbiddenChange("several", ", ".join(sorted(essays))))
    return refused


def essays(changes: Iterable[ProposedChange]) -> list[str]:
    """The ids of the essays that are there after the change, in their order."""
    found = ((ESSAY.fullmatch(change.path), change.mode) for change in changes)
    return sorted({match[2] for match, mode in found if match and mode == FILE})


def paths(changes: Iterable[ProposedChange]) -> list[str]:
    """The folders of essays and the files of authors to check; none where all is to be checked."""
    found = set()
    for change in changes:
        essay = ESSAY.fullmatch(change.path)
        if change.mode != FILE or not (essay or AUTHOR.fullmatch(change.path)):
            return []
        found.add(essay[1] if essay else change.path)
    return sorted(found)
