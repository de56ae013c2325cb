"""What a volume costs, and how its authors share what it brings: what its editor writes down."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

RoyaltyShares = Literal["pages", "essays", "equal"]
"""How authors share: by the pages of their essays, by essays, or each as much."""

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingPrice:
    """A printer's price, without tax: `setup` once, and of each copy so much and so much for each page."""

    setup: Decimal = NOTHING
    per_copy: Decimal = NOTHING
    per_page: Decimal = NOTHING
    source: str = ""
    """Where it was read: an address, an offer."""
    date: datetime.date | None = None
    """The day of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedCost:
    """What is paid once, however many copies there are."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyTerms:
    """What authors get: so many percent of what comes in, in these shares."""

    by: RoyaltyShares
    percent: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeCosts:
    """`volumes/<volume>/costs.yml`."""

    volume: str
    currency: str = "EUR"
    """ISO 4217."""
    copies: int | None = None
    """How many are printed."""
    printing: PrintingPrice = PrintingPrice()
    fixed: tuple[FixedCost, ...] = ()
    author_copies: int = 1
    """Given to each author."""
    other_copies: int = 0
    """Given to others: the press, the legal deposit."""
    retailer: Decimal = NOTHING
    """% of the price without tax that bookshops, distributor and sales people keep."""
    vat: Decimal = NOTHING
    """% that is in the price: of tax on the price without it."""
    royalties: RoyaltyTerms | None = None
    """None where authors get none."""

    @property
    def path(self) -> str:
        """Its file, below `contributions/`."""
        return costs_path(self.volume)


def costs_path(volume: str) -> str:
    """The file of a volume's costs, below `contributions/`."""
    return f"volumes/{volume}/costs.yml"
