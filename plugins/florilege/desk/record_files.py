"""A record of the desk → its file of YAML: what is as it always is stays unwritten."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from florilege.catalogue.frozen import FrozenEdition
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rounds import ProofRound
from florilege.desk.kept_comments import with_comments
from florilege.desk.kept_fields import with_fields
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.editionfields import FrozenEditionFields
from florilege.reading.fields import Fields
from florilege.reading.roundfields import RoundFields
from florilege.runtime.faults import faults_at
from florilege.runtime.publication import publish_file

_KINDS: Mapping[type, type[Fields]] = {ProofRound: RoundFields, FrozenEdition: FrozenEditionFields}
"""Of the records that are written whole: what their files hold."""
BY_PLACE = frozenset({"volume", "number"})
"""What the name and the place of a file say."""
MOST = 99
"""The highest number that a record is called by."""


def written(record: Any) -> str:
    """The YAML of a record, in the order of its fields, for people to read and correct."""
    plain = {name: value for name, value in _plain(record).items() if name not in BY_PLACE}
    return str(yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


def write_record(record: Any, contributions: Path, catalogue: Catalogue) -> Path:
    """Write a record of a catalogue into its file, in one step; the file.

    What people wrote into the file stays: comments, and fields that we don't know. Raises `FlorilegeError` as
    `require_read` does, and (3) where it can't.
    """
    require_read(record.path, contributions, catalogue)
    file: Path = contributions / record.path
    rewrite(file, written(record), _KINDS[type(record)])
    return file


def require_read(path: str, contributions: Path, catalogue: Catalogue) -> None:
    """Raises `FlorilegeError` (1), `file-faulty`, for a record or a text that is there, but in error.

    Nothing is counted by such a file, and none is written anew: what stands there would be lost.
    """
    if path in catalogue.faulty_records or TextKey.of_path(path) in catalogue.refused:
        raise faulty(contributions / path)


def faulty(file: Path) -> FlorilegeError:
    """`file-faulty` (1), with the file as seen from the folder in which one works."""
    return FlorilegeError("file-faulty", exit_code=1, file=os.path.relpath(file))


def require_numbered(
    path_of: Callable[[int], str], number: int | None, contributions: Path, catalogue: Catalogue
) -> None:
    """Raises as `require_read` does for the record of a number, or for any of them: the last may be meant."""
    for each in (number,) if number else range(1, MOST + 1):
        require_read(path_of(each), contributions, catalogue)


def rewrite(file: Path, text: str, kind: type[Fields]) -> None:
    """Put a record of a kind into a file, with what people wrote into it. Raises `FlorilegeError` (3)."""
    with faults_at(file.parent):
        before = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    write_text(file, with_comments(with_fields(text, before, kind), before))


def write_text(file: Path, text: str) -> None:
    """Put a text into a file: written beside it under a name that is never read, then exchanged."""
    beside = file.with_name(f"._{file.name}.florilege")
    with faults_at(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        if file.exists():
            shutil.copymode(file, beside)
    publish_file(beside, file)


class _Dumper(yaml.SafeDumper):
    """Lists set in below what they belong to, as people write them; nothing refers to anything."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Overrides PyYAML's."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Overrides PyYAML's."""
        return True


def _plain(value: Any) -> Any:
    """Values as YAML has them, without those that a class has by default."""
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: (getattr(value, each.name), each.default) for each in fields(value)}
        return {
            name: _plain(item)
            for name, (item, default) in own.items()
            if item != default or default is MISSING
        }
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
