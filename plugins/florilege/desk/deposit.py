"""A volume → what the declaration of its legal deposit at the BnF asks for, and what is missing for it.

The facts are those of the arrêté du 12 janvier 1995 « fixant les mentions obligatoires figurant sur les
déclarations accompagnant le dépôt légal des documents imprimés, graphiques et photographiques »: article 2
as it was changed in 2001 (the publisher's declaration), and of article 1, what printers declare, the print
run and the day on which it was finished (wipo.int/wipolex/en/legislation/details/18551, read in November
2026). The form is Cerfa 10069*04. Telephone and dates of birth are asked for too: no anthology keeps them,
they are left to the pen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from florilege.catalogue.costs import costs_path
from florilege.catalogue.model import Catalogue
from florilege.catalogue.prices import price_of
from florilege.catalogue.printings import has_same_texts, is_as_printed
from florilege.catalogue.rights import authors_of
from florilege.catalogue.volumes import Imprint, Volume
from florilege.language.elision import with_name
from florilege.language.formats import decimal, listing, long_date, money
from florilege.language.sentences import say, sentences
from florilege.printing.printers import binding_of

LANG = "fr"
"""In which France is told."""
_MANY = 60
"""Signatories: beyond these their names are set small, so that one page holds a hundred of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that the declaration asks for."""

    name: str
    """A key of `deposit.` in language/."""
    value: str
    """Empty where the anthology doesn't say it."""
    add: str = ""
    """What the editor adds where it is missing: a field and its file, or a command."""
    many: bool = False
    """Whether it is long."""

    @property
    def label(self) -> str:
        """What it is called."""
        return say("desk", f"deposit.{self.name}", LANG)


def facts(
    catalogue: Catalogue, volume: Volume, pages: int | None, *, contributions: str = "contributions"
) -> tuple[Fact, ...]:
    """The facts in the order of the declaration; `pages` are those on paper, if they are known.

    `contributions` is the folder of the texts, as it is named to who has something to add there.
    """
    return tuple(_facts(catalogue, volume, pages, contributions))


def missing(found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Those that the editor has still to add."""
    return tuple(fact for fact in found if not fact.value)


def _facts(catalogue: Catalogue, volume: Volume, pages: int | None, contributions: str) -> Iterator[Fact]:
    file = f"{contributions}/{volume.key.path}"
    *earlier, edition = (None, *catalogue.frozen.get(volume.id, ()))
    costs = catalogue.costs.get(volume.id)
    authors = [_name(catalogue, each.author, each.name) for each in authors_of(catalogue, volume)]
    editors = listing([each.name for each in volume.editors], LANG)
    price = price_of(volume.price)
    cost = "" if price is None else money(Decimal(price.amount), price.currency, LANG)
    named = ", ".join(authors)
    under = ""
    if volume.editors:
        group = volume.editors[0].organisation
        under = with_name(sentences("desk", LANG)["deposit.under"], editors, LANG, organisation=group)
    title = f"{volume.title}. {volume.subtitle}" if volume.subtitle else volume.title
    yield Fact(
        name="publisher", value=_imprint(volume.publisher), add=f"publisher: {{name, address}} – {file}"
    )
    yield Fact(name="isbn", value=volume.isbn, add=f"isbn – {file}")
    yield Fact(
        name="authors",
        value=" – ".join(filter(None, (under, named))),
        add=f"authors – {contributions}/essays/<essai>/index.md",
        many=len(authors) > _MANY,
    )
    yield Fact(name="title", value=title)
    if volume.series or volume.number:
        number = say("desk", "deposit.number", LANG, number=volume.number) if volume.number else ""
        issn = f"ISSN {volume.issn}" if volume.issn else ""
        yield Fact(name="series", value=", ".join(filter(None, (volume.series, number, issn))))
    kind = "first"
    if edition and is_as_printed(catalogue, volume, edition):
        before = earlier[-1]
        kind = "first" if before is None else "again" if has_same_texts(before, edition) else "new"
    elif edition:
        kind = "new"
    yield Fact(name="kind", value=say("desk", f"deposit.kind.{kind}", LANG))
    size = f"{volume.trim.width / 10:g} × {volume.trim.height / 10:g}"
    yield Fact(name="size", value=f"{decimal(size, LANG)} cm")
    yield Fact(
        name="pages",
        value=str(pages or ""),
        add=f"florilege build {volume.id}",
    )
    bound = binding_of(volume.press[0]) if volume.press else ""
    yield Fact(name="binding", value=_BOUND.get(bound, bound), add=f"press – {file}")
    yield Fact(name="printer", value=_imprint(volume.printer), add=f"printer: {{name, address}} – {file}")
    yield Fact(name="finished", value=volume.printed, add=f"printed – {file}")
    copies = costs.copies if costs else None
    costs_file = f"{contributions}/{costs_path(volume.id)}"
    yield Fact(name="copies", value=str(copies or ""), add=f"copies – {costs_file}")
    yield Fact(name="price", value=cost, add=f"price – {file}")
    day = long_date(volume.date, LANG) if volume.date else ""
    yield Fact(name="date", value=day, add=f"date – {file}")


_BOUND = {"paperback": "broché", "sewn": "broché, cahiers cousus", "hardcover": "relié"}
"""A binding of printers.yml → what libraries call it."""


def _imprint(imprint: Imprint | None) -> str:
    if imprint is None:
        return ""
    return ", ".join(filter(None, (imprint.name, imprint.address or imprint.place)))


def _name(catalogue: Catalogue, author: str | None, printed: str) -> str:
    """The name of a person, and the one that is printed where that is another."""
    known = catalogue.authors.get(author or "")
    if known is None or known.name == printed:
        return printed
    return say("desk", "deposit.pseudonym", LANG, name=known.name, printed=printed)


def as_text(volume: Volume, found: tuple[Fact, ...]) -> str:
    """The sheet as lines of text."""
    rows = [say("desk", "deposit.heading", LANG), volume.title, ""]
    rows += [f"{fact.label}\u00a0: {fact.value or lacking(fact)}" for fact in found]
    return "\n".join([*rows, "", say("desk", "deposit.by-hand", LANG)]) + "\n"


def lacking(fact: Fact) -> str:
    """What is to be added, in words."""
    return say("desk", "deposit.add", LANG, what=fact.add)
