"""A table of addresses, kept outside of the repository → who is reached where."""

import csv
import io
import re
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
    **dict.fromkeys(
        (
            *(
                "name",
                "nom",
                "last name",
                "surname",
                "family name",
                "nom de famille",
                "nachname",
                "familienname",
            ),
            *("nom et prenom", "prenom et nom", "nom prenom", "prenom nom", "nom complet", "full name"),
        ),
        "name",
    ),
    **dict.fromkeys(("prenom", "prenoms", "first name", "given name", "forename", "vorname"), "given"),
    **dict.fromkeys(("author", "id", "auteur", "autrice", "autor", "autorin"), "author"),
    **dict.fromkeys(("adresse", "address"), "place"),
}
"""Heading of a column, folded → what it holds; a `place` is one of mail only where no other column is."""
_MAILS = frozenset(["mail", "email", "courriel", "mel"])
"""Words in the heading of a column of mail addresses, numbered or not."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Mail addresses, by the id of an author and by name, whatever its capitals and accents."""

    addresses: Mapping[str, str]

    def of(self, author: str | None, name: str) -> str:
        """The address of somebody; empty where there is none."""
        known = (author or "", fold(name), _anyhow(name))
        return next((self.addresses[key] for key in known if key in self.addresses), "")


def read_contacts(file: Path, project: Path) -> Contacts:
    """Read a CSV (commas, semicolons or tabs) with the columns `name` or `author`, and `mail`.

    A name may be « Family, Given », or in two columns; of several addresses the first counts. What isn't
    Unicode is read as Excel writes it in Western Europe: whose name comes out wrong is told to have no
    address.

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
    skipped = re.match(r"sep=.\r?\n", text)  # by which Excel is told what parts the columns
    text = text[skipped.end() :] if skipped else text
    before = 1 if skipped else 0
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    addresses: dict[str, str] = {}
    try:
        columns = _columns(next(rows, []))
        if "mail" not in columns or not {"name", "author"} & {*columns}:
            raise FlorilegeError("contacts-unreadable", exit_code=2, file=file, line=before + 1)
        for row in filter(None, rows):
            cells = [(key, cell.strip()) for key, cell in zip(columns, row, strict=False) if cell.strip()]
            told = " ".join(cell for key, cell in cells if key == "mail")
            mail = _mail(told)
            if not mail and "@" in told:
                raise FlorilegeError(
                    "contacts-unreadable", exit_code=2, file=file, line=before + rows.line_num
                )
            for key in _keys(dict(reversed(cells))) if mail else ():
                addresses.setdefault(key, mail)
    except csv.Error as error:
        raise FlorilegeError(
            "contacts-unreadable", exit_code=2, file=file, line=before + rows.line_num
        ) from error
    return Contacts(addresses)


def _columns(headings: list[str]) -> list[str]:
    """What each column holds; empty for one that doesn't matter."""
    folded = [fold(re.sub(r"[-_./]", " ", each.casefold().replace("e-mail", "email"))) for each in headings]
    held = [
        "mail" if _MAILS & {*heading.split()} else _COLUMNS.get(heading.rstrip(" 0123456789"), "")
        for heading in folded
    ]
    return [("" if "mail" in held else "mail") if each == "place" else each for each in held]


def _mail(told: str) -> str:
    """The first mail address of some words; empty where there is none."""
    parts = (part.strip("<>()\"'").removeprefix("mailto:") for part in re.split(r"[\s,;|/]+|(?=<)", told))
    return next((part for part in parts if MAIL.fullmatch(part)), "")


def _decoded(data: bytes) -> str:
    """The text of a file: in UTF-8, in UTF-16 with its mark, or as Windows writes it in Western Europe."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _keys(cells: Mapping[str, str]) -> Iterator[str]:
    """What somebody of a row may be looked for as."""
    name, given = cells.get("name", ""), cells.get("given", "")
    family, _, first = name.partition(",")
    whole = fold(f"{given} {name}")
    yield from filter(None, (cells.get("author"), whole, _anyhow(whole)))
    if first:
        yield fold(f"{first} {family}")


def _anyhow(name: str) -> str:
    """A name whatever the order of its words: tables have « MAUREL Odile »."""
    return "\n".join(sorted(fold(name).split()))
