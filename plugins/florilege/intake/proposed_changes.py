"""What a proposal changes (`git diff --raw -z`) → whether that is the proposer's own, and what to look at.

One's own is what is new (an essay's folder, files of authors), and what the branch proposed to says is one's
own: an author's file with one's `account`, the essays that this author signs. All else is the editors', or
somebody else's. Nothing that the proposal says counts.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, NamedTuple

from florilege.catalogue.ids import IMAGE_PATH, clash_key, is_id
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.survey import COMMENTS, IGNORED

ROOT = "contributions"

FILE, ABSENT = "100644", "000000"
"""Git's modes of an ordinary file and of one that isn't there (gitdatamodel: not a link, not executable)."""

_HEADER = re.compile(r":([0-7]{6}) ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*")


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One path of a diff: Git's mode of it afterwards, and what its bytes hash to then."""

    path: str
    mode: str
    blob: str = ""
    """Git's id of the contents; zeros where the diff doesn't tell it."""
    added: bool = False
    """Whether it wasn't there before."""


class ForbiddenChange(NamedTuple):
    """What a proposer may not do.

    `foreign`: to a file of another kind; `form`: of another form than a file; `theirs`, `kept`: to what is
    somebody's who is known, or isn't; `several`: to more than one essay.
    """

    reason: Literal["foreign", "form", "theirs", "kept", "several"]
    what: str
    """The path, with what isn't ASCII escaped, or the ids of the essays."""
    owner: str = ""
    """Who may (`theirs`), by their ids."""


def read(raw: str) -> Iterator[ProposedChange]:
    """The changes of `git diff --raw -z` (git-diff, “raw output format”); a renamed file went and came.

    Raises `FlorilegeError` (2) for anything else.
    """
    fields = iter(raw.split("\0"))
    for header in fields:
        match = _HEADER.fullmatch(header)
        if match is None:
            if header:
                raise FlorilegeError("diff-unreadable", exit_code=2, found=ascii(header[:40]))
            continue
        before, mode, _, blob, status = match.groups()
        path = _path(fields)
        if status in "RC":
            if status == "R":
                yield ProposedChange(path, ABSENT)
            yield ProposedChange(_path(fields), mode, blob, added=True)
        else:
            yield ProposedChange(path, mode, blob, added=before == ABSENT)


def _path(fields: Iterator[str]) -> str:
    path = next(fields, "")
    if not path:
        raise FlorilegeError("diff-unreadable", exit_code=2, found="")
    return path


def refuse_proposed_tree(changes: Iterable[ProposedChange], root: Path) -> None:
    """Raise `FlorilegeError` (2) where the files in `root` are the proposal's: its word isn't asked."""
    for change in changes:
        file = root / change.path
        if change.mode == FILE and file.is_file() and _blob(file, len(change.blob)) == change.blob:
            raise FlorilegeError("proposal-not-base", exit_code=2, path=ascii(change.path), folder=root)


def _blob(file: Path, length: int) -> str:
    """Git's id of a file's bytes, in a repository whose ids have this length: SHA-1's or SHA-256's."""
    data = file.read_bytes()
    new = hashlib.sha256 if length == 64 else hashlib.sha1
    return new(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()


def refusals(
    changes: Sequence[ProposedChange],
    base: Catalogue,
    *,
    by: str = "",
    maintainers: Collection[str] = (),
) -> list[ForbiddenChange]:
    """What the one `by` whom a change is proposed may not change, in the order of the diff.

    `base` is the anthology of the branch proposed to, and `maintainers` are the accounts that its settings
    give: they may do anything. Case doesn't tell two accounts apart. Without `by`, nothing old is one's own.
    """
    account = by.casefold()
    if account and account in {each.casefold() for each in maintainers}:
        return []
    mine = {id for id, author in base.authors.items() if account and author.account.casefold() == account}
    refused: list[ForbiddenChange] = []
    essays = set()
    for change in changes:
        text = _text_of(change.path)
        if text is None:
            refused.append(ForbiddenChange("foreign", ascii(change.path)))
        elif not (owners := _owners(text, change.path, base)) & mine:
            if owners and account:
                refused.append(ForbiddenChange("theirs", ascii(change.path), ", ".join(sorted(owners))))
            elif owners or not change.added or _is_there(text, base):
                refused.append(ForbiddenChange("kept", ascii(change.path)))
        if text is not None and text.kind == "essay":
            essays.add(text.id)
        if change.mode not in (FILE, ABSENT):
            refused.append(ForbiddenChange("form", ascii(change.path)))
    if len(essays) > 1:
        refused.append(ForbiddenChange("several", ", ".join(sorted(essays))))
    return refused


def _text_of(path: str) -> TextKey | None:
    """The essay, the letter or the author that a file belongs to by its place; None where nobody has one.

    What it is called within an essay's folder is for the check to judge, which says what to call it.
    """
    top, *parts = path.split("/")
    if top != ROOT or any(part.startswith(".") for part in parts[:-1]):
        return None
    match parts:
        case ["essays", id, "letters", name] if is_id(id) and name.endswith(".md"):
            return TextKey("letter", id, name[:-3]) if is_id(name[:-3]) else None
        case ["essays", id, *folders, name] if is_id(id):
            fits = (name in ("index.md", COMMENTS) and not folders) or _is_picture(name)
            left_behind = any(fnmatchcase(name, pattern) for pattern in IGNORED)
            return TextKey("essay", id) if fits or left_behind else None
        case ["authors", name]:
            stem = name.rpartition(".")[0]
            fits = (name.endswith(".md") and is_id(stem)) or _is_picture(name)
            return TextKey("author", stem) if fits else None
    return None


def _is_picture(name: str) -> bool:
    return (
        not name.startswith(".") and IMAGE_PATH.fullmatch("x." + name.rpartition(".")[2].lower()) is not None
    )


def _is_there(text: TextKey, base: Catalogue) -> bool:
    """Whether a new file would join what is somebody's: an essay's folder, the name of an author."""
    known = {*base.refused, *(each.key for each in base.texts())}
    return text in known or TextKey(text.kind, clash_key(text.id), clash_key(text.matter)) in known


def _owners(text: TextKey, path: str, base: Catalogue) -> set[str]:
    """The ids of the authors whose file it is."""
    if text.kind == "essay":
        essay = base.essays.get(text.id)
        bylines = essay.bylines if essay else base.faulty_bylines.get(text.path, ())
        return {byline.author for byline in bylines if byline.author}
    if text.kind == "letter":
        letter = base.letters.get(text)
        bylines = letter.bylines if letter else base.faulty_bylines.get(text.path, ())
        return {byline.author for byline in bylines if byline.author}
    file = path.removeprefix(f"{ROOT}/")
    portraits = {id: author.portrait for id, author in base.authors.items() if author.portrait}
    # Under its own name or the one that it is published under, which a new file could take.
    shown_by = {id for id, name in portraits.items() if file in (name, base.image_files.get(name))}
    return shown_by or {id for id in base.authors if id == clash_key(text.id)}


def essays(changes: Iterable[ProposedChange]) -> list[str]:
    """The ids of the essays that are there after the change, or that a letter answers; in their order."""
    found = ((_text_of(change.path), change.mode) for change in changes)
    printed = ("essay", "letter")
    return sorted({text.id for text, mode in found if text and text.kind in printed and mode == FILE})


def paths(changes: Iterable[ProposedChange]) -> list[str]:
    """The folders of essays and the files of authors to check; none where all is to be checked."""
    found = set()
    for change in changes:
        text = _text_of(change.path)
        if change.mode != FILE or text is None or not change.path.isprintable():
            return []
        found.add(f"{ROOT}/{text.folder}" if text.kind == "essay" else change.path)
    return sorted(found)
