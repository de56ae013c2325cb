"""What an author gets → a statement: rows for accounts, HTML that is printed on a sheet."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import count

from florilege.catalogue.costs import RoyaltyShares
from florilege.catalogue.ids import suggest_id
from florilege.catalogue.volumes import Volume
from florilege.desk.rendering import rendered
from florilege.desk.royalties import AuthorShare
from florilege.language.formats import long_date, money, percentage

SHEET = "sheet.css"
"""The style of what the desk prints on a sheet of paper."""
COLUMNS = ("period", "volume", "author", "essay", "title", "pages", "signers", "amount", "currency")


def rows(share: AuthorShare, volume: Volume, period: str, currency: str) -> Iterator[tuple[object, ...]]:
    """A statement as the rows of a table: one for each essay, below the names of the columns."""
    yield COLUMNS
    for each in share.essays:
        texts = (period, volume.title, share.name, each.essay, each.title)
        pages = "" if each.pages is None else each.pages
        yield (*texts, pages, each.signers, each.amount, currency)


def statement(
    share: AuthorShare,
    volume: Volume,
    *,
    by: RoyaltyShares,
    period: str,
    revenue: Decimal,
    percent: Decimal,
    shared: Decimal,
    day: date,
    currency: str,
    lang: str,
) -> str:
    """The HTML of a statement of a day, in a language: of a revenue, so many percent are shared by all."""
    return rendered(
        "statement.html",
        lang,
        style=SHEET,
        share=share,
        volume=volume,
        by=by,
        period=period,
        revenue=revenue,
        percent=percentage(percent, lang),
        shared=shared,
        day=long_date(day, lang),
        money=partial(money, currency=currency, lang=lang),
    )


def names(shares: Iterable[AuthorShare]) -> tuple[str, ...]:
    """The names of the files of these shares, without their endings: none is another's."""
    found: list[str] = []
    for share in shares:
        base = share.author or suggest_id(share.name) or "author"
        free = (base if number == 1 else f"{base}-{number}" for number in count(1))
        found.append(next(name for name in free if name not in found))
    return tuple(found)
