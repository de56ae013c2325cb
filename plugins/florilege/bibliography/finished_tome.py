"""A finished tome, as bookshops and libraries want to know it: products, prices, essays."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from langcodes import Language

from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.addresses import site_path
from florilege.catalogue.prices import Price, price_of
from florilege.catalogue.volumes import Edition, Volume
from florilege.catalogue.writings import Byline, Essay

ProductKind = Literal["print", "pdf", "epub"]
EDITION_OF: Mapping[ProductKind, Edition] = {"print": "press", "pdf": "screen", "epub": "ebook"}
"""What is sold → the edition that it is a copy of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is sold, or given away, under an ISBN of its own."""

    kind: ProductKind
    isbn: str
    price: Price | None = None
    size: int = 0
    """bytes; 0 for what is on paper, or isn't known."""

    @property
    def digits(self) -> str:
        """The ISBN without its hyphens."""
        return self.isbn.replace("-", "")


@dataclass(frozen=True, kw_only=True)
class FinishedTome:
    """A tome and its essays in printed order, translated where it prints the translation, and what only its
    finished files tell.
    """

    online: OnlineEdition
    volume: Volume
    essays: tuple[Essay, ...]
    about: str = ""
    """The blurb, in plain text."""
    notices: Mapping[str, str] = field(default_factory=dict)
    """Author id → the notice, in plain text."""
    page_count: int = 0
    """Pages of the printed book."""
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Essay id → the DOIs that its notes name."""
    sizes: Mapping[ProductKind, int] = field(default_factory=dict)
    """bytes of its files."""
    accessibility: Mapping[str, str] = field(default_factory=dict)
    """Code of ONIX's list 196 → the words that go with it: what the e-book says of itself."""
    now: datetime.datetime
    """When this is said."""
    depositor: tuple[str, str] = ("", "")
    """Name and mail address of whom Crossref writes to when it has read a deposit."""

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Those that have an ISBN, the printed book first."""
        volume = self.volume
        told: dict[ProductKind, tuple[str, str]] = {
            "print": (volume.isbn, volume.price),
            "pdf": (volume.pdf.isbn, volume.pdf.price),
            "epub": (volume.ebook.isbn, volume.ebook.price),
        }
        return tuple(
            Product(kind=kind, isbn=isbn, price=price_of(price), size=self.sizes.get(kind, 0))
            for kind, (isbn, price) in told.items()
            if isbn and EDITION_OF[kind] not in self.volume.refused
        )

    def of(self, edition: Edition) -> "FinishedTome":
        """The tome as an edition holds it; page numbers are told of those with the pages that are cited."""
        held = self.volume.in_edition(edition).essays
        if held == self.volume.essays:
            return self
        essays = tuple(essay for essay in self.essays if essay.id in held)
        if held == self.volume.in_edition(self.volume.cited_edition).essays:
            return replace(self, essays=essays)
        return replace(self, essays=essays, page_count=0, online=replace(self.online, pages={}))

    @cached_property
    def authors(self) -> tuple[Byline, ...]:
        """Who signs an essay, each once, in printed order."""
        return tuple(dict.fromkeys(byline for essay in self.essays for byline in essay.bylines))

    @cached_property
    def translators(self) -> tuple[Byline, ...]:
        """Who has translated an essay for the tome, each once, in printed order."""
        return tuple(dict.fromkeys(byline for essay in self.essays for byline in essay.translators))

    @property
    def date(self) -> datetime.date | None:
        return self.volume.date

    def page(self, essay: Essay) -> str:
        """The address of an essay's page; empty if the site's is unknown."""
        return self.online.page(essay.key)

    @property
    def address(self) -> str:
        """The address of the tome's page; empty if the site's is unknown."""
        return self.online.page(self.volume.key)

    @property
    def reference(self) -> str:
        """What records call the tome, for all time."""
        return self.address or f"{self.online.catalogue.title}/{site_path(self.volume.key)}"


def language_code(lang: str) -> str:
    """A BCP 47 tag as ISO 639-2/B, which ONIX (list 74) and MARC write.

    >>> language_code("fr-CA"), language_code("de"), language_code("en")
    ('fre', 'ger', 'eng')
    """
    return Language.get(lang).to_alpha3(variant="B")
