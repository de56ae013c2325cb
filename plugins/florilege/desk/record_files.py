"""A record of the desk → its file of YAML: what is as it always is stays unwritten."""

from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from florilege.runtime.faults import faults_at
from florilege.runtime.publication import publish_file

BY_PLACE = frozenset({"volume", "number"})
"""What the name and the place of a file say."""


def written(record: Any) -> str:
    """The YAML of a record, in the order of its fields, for people to read and correct."""
    plain = {name: value for name, value in _plain(record).items() if name not in BY_PLACE}
    return str(yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


def write_record(record: Any, contributions: Path) -> Path:
    """Write a record into its file, in one step; the file. Raises `FlorilegeError` (3) where it can't."""
    file: Path = contributions / record.path
    write_text(file, written(record))
    return file


def write_text(file: Path, text: str) -> None:
    """Put a text into a file: written beside it under a name that is never read, then exchanged."""
    beside = file.with_name(f"._{file.name}.florilege")
    with faults_at(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
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
