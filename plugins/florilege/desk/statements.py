"""What an author gets → a statement: CSV for accounts, HTML that is printed on a sheet."""

import csv
import io
from collections.abc import Iterable
from functools import partial
from itertools import count

from florilege.catalogue.costs import RoyaltyShares
from florilege.catalogue.ids import suggest_id
from florilege.catalogue.volumes import Volume
from florilege.desk.rendering import rendered
from florilege.desk.royalties import AuthorShare
from florilege.language.formats import money

SHEET = "sheet.css"
"""The style of what the desk prints on a sheet of paper."""
COLUMNS = ("period", "volume", "author", "essay", "title", "pages", "signers", "amount", "currency")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full-width signs too."""


def safe_cell(text: str) -> str:
    """A text that no spreadsheet computes: an apostrophe goes before what would begin a formula.

    >>> safe_cell("=1+1"), safe_cell("  @SUM(A1)"), safe_cell("Ada Lune")
    ("'=1+1", "'  @SUM(A1)", 'Ada Lune')
    """
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def table(share: AuthorShare, volume: Volume, period: str, currency: str) -> str:
    """A statement as CSV (RFC 4180): a row for each essay, the amount with a point."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in share.essays:
        texts = (period, volume.title, share.name, each.essay, each.title)
        numbers = ("" if each.pages is None else each.pages, each.signers, each.amount, currency)
        writer.writerow((*map(safe_cell, texts), *numbers))
    return out.getvalue()


def statement(
    share: AuthorShare, volume: Volume, *, by: RoyaltyShares, period: str, currency: str, lang: str
) -> str:
    """The HTML of a statement, in a language."""
    return rendered(
        "statement.html",
        lang,
        style=SHEET,
        share=share,
        volume=volume,
        by=by,
        period=period,
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
