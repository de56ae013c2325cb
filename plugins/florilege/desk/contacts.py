"""A table of addresses, kept outside of the repository → who is reached where."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
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
                "nom famille",
                "nachname",
                "familienname",
            ),
            *("nom prenom", "prenom nom", "nom complet", "full name", "first last name"),
        ),
        "name",
    ),
    **dict.fromkeys(("prenom", "prenoms", "first name", "given name", "forename", "vorname"), "given"),
    **dict.fromkeys(("author", "id", "auteur", "autrice", "auteure", "autor", "autorin"), "author"),
    **dict.fromkeys(("adresse", "address"), "place"),
}
"""Heading of a column, folded and without small words → what it holds; a `place` is one of mail only where no
other column is."""
_MAILS = frozenset(
    """
    mail mails email emails courriel courriels mel electronique electronic messagerie
    """.split()  # noqa: SIM905
)
"""Words in the heading of a column of mail addresses, numbered or not."""
_LINKS = frozenset("de d du des l la le les et ou un une of the s and or for pour a von der".split())  # noqa: SIM905
_OWN = frozenset(
    """
    auteur auteurs autrice autrices auteure auteures author authors autor autorin autoren contributeur
    contributrice contributeurs contributor contributors participant participante personne verfasser
    verfasserin votre vos ton your my
    """.split()  # noqa: SIM905
)
"""Who a table is about."""
_PLACES = frozenset("travail bureau domicile maison secours correspondance contact work home private".split())  # noqa: SIM905
"""Where somebody is reached, or what for."""
_OTHERS = frozenset(
    """
    editeur editeurs editrice agent agente agence secretaire secretariat assistant assistante traducteur
    traductrice relecteur relectrice conjoint conjointe parent parents mere pere tuteur tutrice responsable
    professeur directeur directrice referent referente attache attachee heritier heritiere coauteur
    coautrice publisher editor agency secretary translator proofreader mother father guardian teacher
    supervisor referrer spouse coauthor emergency verlag herausgeber herausgeberin lektor lektorin
    ubersetzer ubersetzerin
    """.split()  # noqa: SIM905
)
"""Somebody else, whose address is no author's."""


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

    A name may be « Family, Given », or in two columns; of several addresses the first counts, and a column
    about somebody else (« Mail de l’éditeur ») never. A name whose order nothing tells is that of either,
    unless the table has both. What isn't Unicode is read as Excel writes it in Western Europe: whose name
    comes out wrong is told to have no address.

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
    orders: dict[str, dict[str, str]] = {}
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
            person = dict(reversed(cells))
            for key in _keys(person) if mail else ():
                addresses.setdefault(key, mail)
            for name in _unordered(person) if mail else ():
                orders.setdefault(_anyhow(name), {}).setdefault(name, mail)
    except csv.Error as error:
        raise FlorilegeError(
            "contacts-unreadable", exit_code=2, file=file, line=before + rows.line_num
        ) from error
    for anyhow, names in orders.items():
        if len({*names.values()}) == 1:
            addresses.setdefault(anyhow, next(iter(names.values())))
    return Contacts(addresses)


def _columns(headings: Sequence[str]) -> list[str]:
    """What each column holds; empty for one that doesn't matter.

    >>> _columns(["Nom de l’auteur", "Mail de l’éditeur", "Adresse électronique (perso)", "E-mail 1 - Value"])
    ['name', '', 'mail', 'mail']
    >>> _columns(["Mail du Verlag", "author's name", "Adresse"])
    ['', 'name', 'mail']
    """
    held = [*map(_column, headings)]
    return [("" if "mail" in held else "mail") if each == "place" else each for each in held]


def _column(heading: str) -> str:
    plain = re.sub(r"\be[- ]?mail", "email", heading.casefold())
    words = fold(re.sub(r"[^\w\s]|_", " ", plain)).split()
    if not _OTHERS.isdisjoint(words):
        return ""
    if not _MAILS.isdisjoint(words):
        return "mail" if _is_own(words) else ""
    short = [word for word in words if not (word in _LINKS or word.isdigit())]
    return _COLUMNS.get(" ".join([word for word in short if word not in _OWN] or short), "")


def _is_own(words: Sequence[str]) -> bool:
    """Whether mail is that of whom the table is about: « mail de Paul » isn't."""
    genitive = next(
        (n for n, word in enumerate(words) if word in ("de", "du", "des", "d", "of", "von")), None
    )
    if genitive is None:
        return True
    known = _MAILS | _LINKS | _OWN | _PLACES
    return all(word in known or word.isdigit() for word in words[genitive:])


def _mail(told: str) -> str:
    """The first mail address of some words; empty where there is none.

    >>> _mail("Ada <mailto:ada@lune.example?subject=Le banc>"), _mail("[a](mailto:a@b.example)"), _mail("non")
    ('ada@lune.example', 'a@b.example', '')
    """
    parts = (part.strip("'.") for part in re.split(r"[\s,;|/<>()\[\]\"]+", told))
    typed = (re.sub(r"\?.*", "", part[7:]) if part[:7].lower() == "mailto:" else part for part in parts)
    return next((part for part in typed if MAIL.fullmatch(part)), "")


def _decoded(data: bytes) -> str:
    """The text of a file: in UTF-8, in UTF-16 with its mark, or as Windows writes it in Western Europe."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _keys(cells: Mapping[str, str]) -> Iterator[str]:
    """What somebody of a row is looked for as, in the order that is told."""
    author, (given, family) = cells.get("author", ""), _parts(cells)
    yield from filter(None, (author, fold(author), fold(f"{given} {family}")))


def _unordered(cells: Mapping[str, str]) -> Iterator[str]:
    """The names of a row that may be in another order: not one of a given name and a family's, told apart."""
    given, family = _parts(cells)
    for name in (fold(cells.get("author", "")), fold(f"{given} {family}")):
        if name and not (given and len(name.split()) == 2):
            yield name


def _parts(cells: Mapping[str, str]) -> tuple[str, str]:
    """Given and family name, as columns, a comma or capitals (« MAUREL Odile ») tell; else all as one."""
    name, given = cells.get("name", ""), cells.get("given", "")
    family, _, first = name.partition(",")
    if first and not given:
        return first, family
    words = name.split()
    loud = [word for word in words if len(word) > 1 and word.isupper()]
    if not given and loud and len(loud) < len(words):
        return " ".join(word for word in words if word not in loud), " ".join(loud)
    return given, name


def _anyhow(name: str) -> str:
    """A name whatever the order of its words: tables have « Maurel Odile »."""
    return "\n".join(sorted(fold(name).split()))
