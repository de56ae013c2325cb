"""`volumes/<volume>/costs.yml`: what a volume costs, and how its authors share what it brings."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from florilege.catalogue.costs import RoyaltyShares
from florilege.reading.fields import About, RecordFields
from florilege.reading.fieldtypes import Code, Date, Line, Whole, as_list, number_in, one_of


def _exact(number: float) -> Decimal:
    """The number as it was written: four decimals at most, which no `float` of this size loses."""
    return Decimal(str(number))


MOST = 9_999_999

Amount = Annotated[
    Decimal,
    BeforeValidator(lambda value: _exact(number_in(0, MOST)(value))),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST}),
]
"""Money, four decimals at most."""
Percent = Annotated[
    Decimal,
    BeforeValidator(lambda value: _exact(number_in(0, 100)(value))),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]


class PrintingPriceFields(RecordFields):
    """What the printer asks."""

    setup: Annotated[Amount, About("120", ("forfait", "calage"))] = Decimal(0)
    per_copy: Annotated[Amount, About("0.85", ("par_exemplaire",))] = Decimal(0)
    per_page: Annotated[Amount, About("0.012", ("par_page",))] = Decimal(0)
    source: Annotated[Line, Field(max_length=300), About("devis 2026-118", ("devis",))] = ""
    date: Annotated[Date | None, About("2026-07-01")] = None


class FixedCostFields(RecordFields):
    """What is paid once."""

    name: Annotated[Line, Field(min_length=1, max_length=120), About("Couverture", ("nom", "quoi"))]
    amount: Annotated[Amount, About("250", ("montant",))]


class RoyaltyTermsFields(RecordFields):
    """What authors get."""

    by: Annotated[RoyaltyShares, one_of(RoyaltyShares), About("pages", ("par", "selon"))]
    percent: Annotated[Percent, About("8", ("pourcentage", "taux"))] = Decimal(100)


class CostsFields(RecordFields):
    """`volumes/<id>/costs.yml`: copies, prices, royalties."""

    currency: Annotated[
        Code,
        Field(pattern=r"^[A-Z]{3}$"),
        About("EUR", ("monnaie", "devise")),
    ] = "EUR"
    copies: Annotated[Whole | None, About("300", ("tirage", "exemplaires"))] = None
    printing: Annotated[
        PrintingPriceFields,
        About("{setup: 120, per_copy: 0.85, per_page: 0.012, source: devis 2026-118}", ("impression",)),
    ] = PrintingPriceFields()
    fixed: Annotated[
        tuple[FixedCostFields, ...],
        BeforeValidator(as_list),
        Field(max_length=100),
        About("[{name: Couverture, amount: 250}]", ("fixes", "frais")),
    ] = ()
    author_copies: Annotated[Whole, About("1", ("exemplaires_d_auteur",))] = 1
    other_copies: Annotated[Whole, About("12", ("autres_exemplaires", "service_de_presse"))] = 0
    retailer: Annotated[Percent, About("35", ("remise",))] = Decimal(0)
    vat: Annotated[Percent, About("5.5", ("tva",))] = Decimal(0)
    royalties: Annotated[
        RoyaltyTermsFields | None, About("{by: pages, percent: 8}", ("droits", "droits_d_auteur"))
    ] = None
