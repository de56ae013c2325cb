"""A volume's costs, its pages and its price → what it costs, by copy and in all, and when that is paid.

All sums are exact: `Decimal`, rounded to the cent where an amount is paid, half a cent upwards.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path

from florilege.catalogue.costs import FixedCost, VolumeCosts
from florilege.catalogue.model import Catalogue
from florilege.catalogue.prices import price_of
from florilege.catalogue.rights import authors_of
from florilege.catalogue.volumes import Volume
from florilege.diagnostics.problems import FlorilegeError

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a printing of a volume costs, and what it may bring; amounts in `currency`."""

    volume: str
    currency: str
    pages: int
    copies: int
    for_authors: int
    """Copies that authors are given."""
    for_others: int
    per_copy: Decimal
    """What the printer asks for one more copy; not rounded."""
    printing: Decimal
    fixed: tuple[FixedCost, ...]
    total: Decimal
    unit: Decimal
    """Of each copy that is printed."""
    source: str
    price: Decimal | None
    """At which it is sold, with tax; None where the volume doesn't say."""
    received: Decimal | None
    """Of each copy sold, without tax and what retailers keep; not rounded."""
    royalties: Decimal | None
    """Of that, what goes to authors by the terms of `costs.yml`; not rounded, None where there are none."""
    break_even: int | None
    """How many copies sold pay for all; None where no number does."""
    result: Decimal | None
    """What is left, or less than 0 what is missing, once all copies that aren't given away are sold."""

    @property
    def for_sale(self) -> int:
        """Copies that aren't given away."""
        return self.copies - self.for_authors - self.for_others


def budget(
    catalogue: Catalogue, volume: Volume, costs: VolumeCosts, pages: int, *, contributions: Path
) -> Budget:
    """What a volume of so many pages costs.

    Raises `FlorilegeError` (1): `costs-lacks` without a number of copies or a price of printing,
    `costs-currency` where the volume is sold in another currency, `costs-copies` where more are given away
    than printed.
    """
    asked, file = costs.printing, contributions / costs.path
    if not costs.copies or not (asked.setup or asked.per_copy or asked.per_page):
        lacking = "printing" if costs.copies else "copies"
        raise FlorilegeError("costs-lacks", exit_code=1, file=file, field=lacking)
    sold = price_of(volume.price)
    if sold and sold.currency != costs.currency:
        raise FlorilegeError(
            "costs-currency", exit_code=1, file=file, own=costs.currency, other=sold.currency
        )
    per_copy = asked.per_copy + pages * asked.per_page
    printing = cents(asked.setup + costs.copies * per_copy)
    total = printing + cents(sum((each.amount for each in costs.fixed), Decimal(0)))
    people = len(authors_of(catalogue, volume))
    given = people * costs.author_copies + costs.other_copies
    if given > costs.copies:
        raise FlorilegeError("costs-copies", exit_code=1, file=file, given=given, copies=costs.copies)
    price = Decimal(sold.amount) if sold else None
    received = None
    if price is not None:
        received = price / (1 + costs.vat / 100) * (1 - costs.retailer / 100)
    royalties = received * costs.royalties.percent / 100 if costs.royalties and received is not None else None
    kept = None if received is None else received - (royalties or 0)
    return Budget(
        volume=volume.id,
        currency=costs.currency,
        pages=pages,
        copies=costs.copies,
        for_authors=people * costs.author_copies,
        for_others=costs.other_copies,
        per_copy=per_copy,
        printing=printing,
        fixed=costs.fixed,
        total=total,
        unit=cents(total / costs.copies),
        source=f"{asked.source} ({asked.date})" if asked.source and asked.date else asked.source,
        price=price,
        received=received,
        royalties=royalties,
        break_even=int((total / kept).to_integral_value(ROUND_CEILING)) if kept else None,
        result=None if kept is None else cents((costs.copies - given) * kept) - total,
    )


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent.

    >>> cents(Decimal("1.005")), cents(Decimal("2"))
    (Decimal('1.01'), Decimal('2.00'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def printed_file(volume: Volume, tomes: Path) -> Path | None:
    """The first that there is of the files that `printed_pages` counts."""
    names = (*(f"{volume.id}-press-{run.printer}.pdf" for run in volume.press), f"{volume.id}.pdf")
    return next((tomes / name for name in names if (tomes / name).is_file()), None)


def printed_pages(volume: Volume, tomes: Path) -> int | None:
    """The pages of a volume's file for a printer, else of that to read; None without either.

    The front of the cover, which stands first in the file to read, isn't counted.
    """
    for_printers = (tomes / f"{volume.id}-press-{run.printer}.pdf" for run in volume.press)
    if found := next(_counted(for_printers), None):
        return found
    to_read = next(_counted([tomes / f"{volume.id}.pdf"]), None)
    return to_read and to_read - fronts(volume)


def fronts(volume: Volume) -> int:
    """How many pages the front of the cover takes in the file to read."""
    return int(volume.cover.template != "aucune")


def _counted(files: Iterable[Path]) -> Iterator[int]:
    import pypdfium2  # slow to load

    for file in files:
        if file.is_file():
            try:
                with closing(pypdfium2.PdfDocument(file)) as document:
                    yield len(document)
            except pypdfium2.PdfiumError:
                continue
