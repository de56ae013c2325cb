"""A table of addresses, kept outside of the repository → who is reached where."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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


Order = Literal["", "given-first", "family-first"]
"""How a table has its names; empty where nothing tells."""
Person = tuple[str | None, str]
"""The id of an author, if there is one, and a name."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name of a row, folded, and its mail address."""

    mail: str
    author: str
    """The id in the same row."""
    name: str
    is_told: bool = False
    """Whether the row tells a given name from a family’s: the given name is first here."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Mail addresses of people, and who else there is that might be taken for them."""

    entries: Mapping[str, tuple[_Entry, ...]]
    """By the words of a name, whatever their order, and by the id of an author."""
    people: Mapping[str, tuple[Person, ...]]
    """Everybody, likewise."""
    order: Order

    def of(self, author: str | None, name: str) -> str | None:
        """The address of somebody; empty where there is none, None where it may be somebody else's.

        Names may be in one column, in either order. Nobody is guessed: a table has one order, that of most of
        its names, or of its heading; a name in the other, in several rows or of several people is nobody's.
        """
        by_id = self.entries.get(_by_id(author), ()) if author else ()
        if by_id:
            return by_id[0].mail
        known = self.people.get(_by_id(author), ()) if author else ()
        found = [self._by_name(author, each) for each in dict.fromkeys([name, *(each for _, each in known)])]
        return next(filter(None, found), None if None in found else "")

    def _by_name(self, author: str | None, name: str) -> str | None:
        wanted, words = fold(name), _anyhow(name)
        namesakes = {
            fold(other[1]) for other in self.people.get(words, ()) if not _is_one((author, name), other)
        }
        rows = [
            each
            for each in self.entries.get(words, ())
            if not (author and each.author and each.name != fold(each.author))
            and (each.name == wanted or (_is_turned(each.name, wanted) and not each.is_told))
        ]
        if not rows or wanted in namesakes:
            return None if rows else ""
        told = {each.mail for each in rows if each.is_told}
        straight = {each.mail for each in rows if not each.is_told and each.name == wanted}
        turned = {each.mail for each in rows if each.name != wanted}
        if self.order or not any(_is_turned(each, wanted) for each in namesakes):
            by_order = {"given-first": straight, "family-first": turned, "": straight | turned}
            told |= straight if len(wanted.split()) == 1 else by_order[self.order]
        return next(iter(told)) if len(told) == 1 else None


def read_contacts(file: Path, project: Path, people: Collection[Person] = ()) -> Contacts:
    """Read a CSV (commas, semicolons or tabs) with the columns `name` or `author`, and `mail`.

    A name may be « Family, Given », or in two columns; of several addresses in a row the first counts, and a
    column about somebody else (« Mail de l’éditeur ») never. `people` is everybody whom the anthology knows.
    What isn't Unicode is read as Excel writes it in Western Europe: whose name comes out wrong is told to
    have no address.

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
    entries: dict[str, list[_Entry]] = defaultdict(list)
    try:
        headings = next(rows, [])
        columns = _columns(headings)
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
            for each in _entries(dict(reversed(cells)), mail) if mail else ():
                entries[_anyhow(each.name)].append(each)
                if each.author:
                    entries[_by_id(each.author)].append(each)
    except csv.Error as error:
        raise FlorilegeError(
            "contacts-unreadable", exit_code=2, file=file, line=before + rows.line_num
        ) from error
    known: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        known[_anyhow(person[1])].append(person)
        if person[0]:
            known[_by_id(person[0])].append(person)
    table = {key: tuple(each) for key, each in entries.items()}
    everybody = {key: tuple(each) for key, each in known.items()}
    return Contacts(table, everybody, _order(table, everybody) or _order_said(headings, columns))


def _is_one(person: Person, other: Person) -> bool:
    """Whether two are the same: by the id, else by the name."""
    return person[0] == other[0] if person[0] or other[0] else fold(person[1]) == fold(other[1])


def _is_turned(name: str, other: str) -> bool:
    """Whether the first words of a name stand at the end of the other.

    >>> _is_turned("de la tour jean", "jean de la tour"), _is_turned("marie claire", "marie claire")
    (True, False)
    >>> _is_turned("claire marie martin", "marie claire martin")
    False
    """
    words = name.split()
    return name != other and any(
        [*words[place:], *words[:place]] == other.split() for place in range(1, len(words))
    )


def _order_said(headings: Sequence[str], columns: Sequence[str]) -> Order:
    """What the heading of the column of names says, where there is but one."""
    for heading, column in zip(headings, columns, strict=True):
        words = fold(re.sub(r"[^\w\s]|_", " ", heading)).split()
        given = next(
            (n for n, word in enumerate(words) if word in ("prenom", "prenoms", "first", "given")), None
        )
        family = next(
            (n for n, word in enumerate(words) if word in ("nom", "last", "family", "surname")), None
        )
        if column == "name" and given is not None and family is not None:
            return "given-first" if given < family else "family-first"
    return ""


def _order(entries: Mapping[str, Sequence[_Entry]], people: Mapping[str, Sequence[Person]]) -> Order:
    """The order of most names of a table, of those that can be but one person's in one order."""
    straight = turned = 0
    for words, rows in entries.items():
        names = {fold(name) for _, name in people.get(words, ())} if words[:1] != "#" else set()
        untold = {each.name for each in rows if not each.is_told}
        if len(names) == len(untold) == 1 and len(words.split()) > 1:
            (name,), (row,) = names, untold
            straight += row == name
            turned += _is_turned(row, name)
    return "" if not straight and not turned else "family-first" if turned > straight else "given-first"


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


def _entries(cells: Mapping[str, str], mail: str) -> Iterator[_Entry]:
    """The names of a row: one of a given name and a family's, or one whose order nothing tells."""
    author, (given, family) = cells.get("author", ""), _parts(cells)
    if given or family:
        yield _Entry(mail, author, fold(f"{given} {family}"), is_told=bool(given))
    else:
        yield _Entry(mail, author, fold(author))


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


def _by_id(author: str) -> str:
    """What an id is looked up as, which no name is."""
    return f"#{author.casefold()}"
