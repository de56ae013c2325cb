"""A price as people print it → an amount and a currency."""

import re
from dataclasses import dataclass

_CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "FR.": "CHF", "CHF": "CHF"}
"""What people write → ISO 4217."""
_AMOUNT = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs, with its taxes: an amount with a point before the decimals, and ISO 4217."""

    amount: str
    currency: str

    @property
    def free(self) -> bool:
        return not float(self.amount)


def price_of(text: str) -> Price | None:
    """A price as printed, or None where it isn't one amount and one currency.

    >>> price_of("12,50 €"), price_of("£9.99")
    (Price(amount='12.50', currency='EUR'), Price(amount='9.99', currency='GBP'))
    >>> price_of("on demand"), price_of("18 € or $20")
    (None, None)
    """
    amounts, rest = _AMOUNT.findall(text), _AMOUNT.sub("", text).split()
    if len(amounts) != 1 or len(rest) != 1:
        return None
    currency = _CURRENCIES.get(rest[0].upper(), rest[0].upper())
    if not re.fullmatch("[A-Z]{3}", currency):
        return None
    digits = re.sub(r"[^\d.,]", "", amounts[0]).replace(",", ".")
    return Price(f"{float(digits):.2f}", currency)
