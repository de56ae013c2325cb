"""What a proposal touches (`git diff --raw -z`) → whether it is a contributor's own, and what to check.

    git diff --raw -z --no-renames --no-abbrev HEAD^1 HEAD | python3 scripts/pull_request.py scope

`scope` prints what a contributor may not touch and exits 1 if there is any. `paths` prints what to check,
one path a line: the essays and authors written or changed, or nothing, which means everything, where the
proposal does more than that or removes a file. `essays` prints the ids of the essays written or changed.
Python's standard library only: it runs before anything is installed.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME = "[a-z0-9]+(?:-[a-z0-9]+)*"
IMAGE = r"[A-Za-z0-9_-]+\.(?:png|jpe?g|webp)"
ESSAY = re.compile(rf"(contributions/essays/({NAME}))/(?:index\.md|{IMAGE})")
AUTHOR = re.compile(rf"contributions/authors/{NAME}\.(?:md|png|jpe?g|webp)")

FILE, ABSENT = "100644", "000000"
"""Git's modes of an ordinary file and of one that isn't there (gitdatamodel: not a link, not executable)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One path of a diff, with Git's mode of it afterwards."""

    path: str
    mode: str


def read(raw: str) -> Iterator[Change]:
    """The changes of `git diff --raw -z --no-renames` (git-diff, “raw output format”)."""
    fields = iter(raw.split("\0"))
    for header in fields:
        if header:
            yield Change(next(fields), header.split()[1])


def refusals(changes: Iterable[Change]) -> list[str]:
    """One sentence, in French and English, for each thing that a contributor may not touch."""
    refused, essays = [], set()
    for change in changes:
        essay = ESSAY.fullmatch(change.path)
        shown = ascii(change.path)
        if essay:
            essays.add(essay[2])
        elif not AUTHOR.fullmatch(change.path):
            refused.append(f"{shown} : pas un fichier d’essai ni d’auteur / not a file of an essay or author")
        if change.mode not in (FILE, ABSENT):
            refused.append(f"{shown} : lien, programme ou dépôt / a link, a program or a repository")
    if len(essays) > 1:
        names = ", ".join(sorted(essays))
        refused.append(f"{names} : un seul essai par proposition / one essay in a pull request")
    return refused


def essays(changes: Iterable[Change]) -> list[str]:
    """The essays that are there after the change, in order of id."""
    found = ((ESSAY.fullmatch(change.path), change.mode) for change in changes)
    return sorted({match[2] for match, mode in found if match and mode == FILE})


def paths(changes: Iterable[Change]) -> list[str]:
    """The folders of essays and the files of authors to check; none where all is to be checked."""
    found = set()
    for change in changes:
        essay = ESSAY.fullmatch(change.path)
        if change.mode != FILE or not (essay or AUTHOR.fullmatch(change.path)):
            return []
        found.add(essay[1] if essay else change.path)
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Exit code: 0, or 1 if `scope` refuses something, or 2 for wrong usage."""
    changes = list(read(sys.stdin.read()))
    match arguments:
        case ["scope"]:
            lines = refusals(changes)
            code = 1 if lines else 0
        case ["essays"]:
            lines, code = essays(changes), 0
        case ["paths"]:
            lines, code = paths(changes), 0
        case _:
            lines, code = [__doc__ or ""], 2
    for line in lines:
        print(line)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
