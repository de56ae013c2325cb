"""A table of addresses, kept outside of the repository → who is reached where."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_FILE = 2_000_000
"""Bytes."""
MAIL = re.compile(r"[^@\s,;<>\"()\[\]\\]{1,64}@[^@\s,;<>\"()\[\]\\]{1,190}\.[^@\s,;<>\"()\[\]\\.]{2,24}")
_COLUMNS = {
    **dict.fromkeys(("name", "nom"), "name"),
    **dict.fromkeys(("author", "id", "auteur", "autrice"), "author"),
    **dict.fromkeys(("mail", "email", "e-mail", "courriel", "adresse", "address"), "mail"),
}
"""Heading of a column → what it holds."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Mail addresses, by the id of an author and by name."""

    addresses: Mapping[str, str]

    def of(self, author: str | None, name: str) -> str:
        """The address of somebody; empty where there is none."""
        return self.addresses.get(author or "", "") or self.addresses.get(name.casefold(), "")


def read_contacts(file: Path, project: Path) -> Contacts:
    """Read a CSV (commas, semicolons or tabs) with the columns `name` or `author`, and `mail`.

    Raises `FlorilegeError` (2): `contacts-inside` for a file in the project's folder, which is public,
    `contacts-unreadable` for one that is no such table, with its line.
    """
    if file.resolve().is_relative_to(project.resolve()):
        raise FlorilegeError("contacts-inside", exit_code=2, file=file)
    try:
        text = read_regular(file, MAX_FILE).decode("utf-8-sig")
    except (OSError, NotRegular, TooLarge, UnicodeDecodeError) as error:
        raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=1) from error
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    addresses: dict[str, str] = {}
    try:
        columns = [_COLUMNS.get(each.strip().casefold(), "") for each in next(rows, [])]
        if "mail" not in columns or not {"name", "author"} & {*columns}:
            raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=1)
        for row in filter(None, rows):
            cells = {key: cell.strip() for key, cell in zip(columns, row, strict=False) if key}
            mail = cells.get("mail", "")
            if mail and not MAIL.fullmatch(mail):
                raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=rows.line_num)
            for key in filter(None, (cells.get("author"), cells.get("name", "").casefold())):
                addresses.setdefault(key, mail)
    except csv.Error as error:
        raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=rows.line_num) from error
    return Contacts(addresses)
