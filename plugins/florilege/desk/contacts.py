"""A table of addresses, kept outside of the repository → who is reached where."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from florilege.catalogue.sorting import fold
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_FILE = 2_000_000
"""Bytes."""
MAIL = re.compile(r"[^@\s,;<>\"()\[\]\\]{1,64}@[^@\s,;<>\"()\[\]\\]{1,190}\.[^@\s,;<>\"()\[\]\\.]{2,24}")
_COLUMNS = {
    **dict.fromkeys(("name", "nom", "last name", "surname", "family name", "nom de famille"), "name"),
    **dict.fromkeys(("prénom", "first name", "given name", "forename"), "given"),
    **dict.fromkeys(("author", "id", "auteur", "autrice"), "author"),
    **dict.fromkeys(
        ("mail", "email", "e-mail", "courriel", "adresse", "address", "adresse mail"),
        "mail",
    ),
}
"""Heading of a column → what it holds."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Mail addresses, by the id of an author and by name, whatever its capitals and accents."""

    addresses: Mapping[str, str]

    def of(self, author: str | None, name: str) -> str:
        """The address of somebody; empty where there is none."""
        return self.addresses.get(author or "", "") or self.addresses.get(fold(name), "")


def read_contacts(file: Path, project: Path) -> Contacts:
    """Read a CSV (commas, semicolons or tabs) with the columns `name` or `author`, and `mail`.

    A name may be « Family, Given », or in two columns; an address may be `Name <address>`. What isn't UTF-8
    is read as Excel writes it in Western Europe: whose name comes out wrong is told to have no address.

    Raises `FlorilegeError` (2): `contacts-inside` for a file in the project's folder, which is public,
    `contacts-unreadable` for one that is no such table, with its line.
    """
    if file.resolve().is_relative_to(project.resolve()):
        raise FlorilegeError("contacts-inside", exit_code=2, file=file)
    try:
        data = read_regular(file, MAX_FILE)
    except (OSError, NotRegular, TooLarge) as error:
        raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=1) from error
    text = _decoded(data)
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    addresses: dict[str, str] = {}
    try:
        headings = (unicodedata.normalize("NFC", each) for each in next(rows, []))
        columns = [_COLUMNS.get(each.strip().casefold(), "") for each in headings]
        if "mail" not in columns or not {"name", "author"} & {*columns}:
            raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=1)
        for row in filter(None, rows):
            cells = {key: cell.strip() for key, cell in zip(columns, row, strict=False) if key}
            mail = cells.get("mail", "").rpartition("<")[2].removesuffix(">")
            if mail and not MAIL.fullmatch(mail):
                raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=rows.line_num)
            for key in filter(None, (cells.get("author"), *_names(cells)) if mail else ()):
                addresses.setdefault(key, mail)
    except csv.Error as error:
        raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=rows.line_num) from error
    return Contacts(addresses)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _names(cells: Mapping[str, str]) -> Iterator[str]:
    """What the name of a row may be looked for as."""
    name, given = cells.get("name", ""), cells.get("given", "")
    family, _, first = name.partition(",")
    yield fold(f"{given} {name}")
    if first:
        yield fold(f"{first} {family}")
