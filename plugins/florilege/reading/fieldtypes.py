"""Text of front matter → typed values: dates, ids, licences, numbers, addresses.

Every scalar arrives as text (frontmatter.py). A value that doesn't fit raises `misfit(code, …)`, whose code
stands in language/; `validation.py` adds the place.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Annotated, Any, get_args
from urllib.parse import urlsplit

from babel import Locale
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from stdnum import isbn, isni, issn
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from florilege.catalogue.ids import LONGEST_ID, image_rule, is_id, picture_beside, suggest_id, suggest_image
from florilege.catalogue.lengths import Length
from florilege.catalogue.licenses import license_id
from florilege.catalogue.volumes import Design, Trim
from florilege.diagnostics.lookalikes import code_point
from florilege.reading.characters import decoded, hidden_in_address, is_blank, searchable
from florilege.reading.dates import Unclear, day_of


def misfit(code: str, **values: object) -> PydanticCustomError:
    """What a validator raises: `code` of problems.yml and the words its sentence needs."""
    shown = {name: str(value) for name, value in values.items()}
    if "value" in shown:
        shown["value"] = shortened(shown["value"])
    return PydanticCustomError(code, code, shown)


def shortened(text: str) -> str:
    """A text as messages show it."""
    return text if len(text) <= 60 else text[:59] + "…"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise misfit("field-not-text")
    return value


def one_line(value: object) -> str:
    """Text on one line, without spaces around (no-break spaces are left alone)."""
    return re.sub(r"[ \t\n]+", " ", _text(value)).strip(" ")


def line(value: object) -> str:
    """Text on one line, as it is shown: nothing where nothing would be seen."""
    text = one_line(searchable(decoded(_text(value))))
    return "" if is_blank(text) else text


def code(value: object) -> str:
    """What we or a printer call something, on one line."""
    return line(value)


def paragraphs(value: object) -> str:
    """Text of any number of lines, as it is shown: nothing where nothing would be seen."""
    text = searchable(decoded(_text(value))).strip()
    return "" if is_blank(text) else text


def identifier(value: object) -> str:
    """An id (`ids.is_id`)."""
    text = one_line(value)
    if len(text) > LONGEST_ID:
        raise misfit("field-too-long", max=LONGEST_ID)
    if not is_id(text):
        raise misfit("id-invalid", value=text, suggestion=suggest_id(text))
    return text


def date(value: object) -> datetime.date:
    """A day, in any form that can be one day only, alone or as `created` of a mapping (MyST)."""
    if isinstance(value, Mapping) and set(value) <= {"created", "updated"}:
        value = value.get("created")
    text = one_line(value)
    try:
        day = day_of(text)
    except Unclear as unclear:
        raise misfit("date-unclear", value=text, one=unclear.one, other=unclear.other) from None
    except ValueError:
        raise misfit("date-unknown", value=text) from None
    if day is None:
        raise misfit("date-form", value=text)
    return day


LONGEST_MEETING = 366
"""Days from the first to the last of one."""


def as_days(value: object) -> list[object]:
    """The days of a meeting: one, some in a list, or those from one to another, `2026-04-11/2026-04-12`."""
    if isinstance(value, str) and len(ends := [each.strip() for each in value.split("/")]) == 2:
        first, last = map(date, ends)
        return [*map(str, _from_to(first, last))]
    return as_list(value)


def _from_to(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    if last < first:
        raise misfit("days-inverted", first=first, last=last)
    in_order((first, last))
    yield from (first + datetime.timedelta(days=number) for number in range((last - first).days + 1))


def in_order(days: tuple[datetime.date, ...]) -> tuple[datetime.date, ...]:
    """The days of a meeting in their order, each once; they lie within a year, none long ago or far ahead."""
    days = tuple(sorted({*days}))
    for day in days:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise misfit("day-far", date=day, min=FIRST_YEAR, max=LAST_YEAR)
    if days and (days[-1] - days[0]).days > LONGEST_MEETING:
        raise misfit("days-apart", first=days[0], last=days[-1])
    return days


FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Between which people meet whom anthologies tell of: a year outside is a slip of the finger."""


def whole_number(value: object) -> int:
    """A number from 0 to 9 999 999.

    >>> whole_number("300")
    300
    """
    text = one_line(value)
    if not re.fullmatch(r"[0-9]{1,7}", text):
        meant = _WHOLE_NUMBER.fullmatch(text)
        written = re.sub("[^0-9]", "", meant[1]) if meant else ""
        raise misfit("number-invalid", value=text, written=written if len(written) <= LONGEST_NUMBER else "")
    return int(text)


def license_of(value: object) -> str:
    """An SPDX id, from an id, a friendly spelling or MyST's `{text, url, type}`; else the words as given."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("type", "text", "url") if value.get(key)), "")
    text = line(value)
    if not text:
        raise misfit("field-empty")
    return license_id(text) or text


def language(value: object) -> str:
    """A BCP 47 tag of a language that CLDR knows, in its usual case (`fr-CA`, `zh-Hant`)."""
    text = one_line(value)
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", text, re.IGNORECASE)
    if match is None or match[1].lower() not in Locale("en").languages:
        raise misfit("lang-unknown", value=text)
    primary, script, region = match.groups()
    parts = (primary.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def orcid(value: object) -> str:
    """An ORCID as 0000-0000-0000-0000, its check digit right (ISO 7064 MOD 11-2)."""
    text = re.sub(r"^https?://orcid\.org/", "", one_line(value)).replace("-", "").upper()
    if not re.fullmatch(r"\d{15}[\dX]", text) or not mod_11_2.is_valid(text):
        raise misfit("orcid-invalid", value=value)
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def isni_number(value: object) -> str:
    """An ISNI as `0000 0001 2103 2683`, its check digit right (ISO 27729)."""
    text = re.sub(r"^https?://(?:www\.)?isni\.org/(?:isni/)?", "", one_line(value))
    try:
        return str(isni.format(isni.validate(text)))
    except ValidationError:
        raise misfit("code-invalid", value=text, kind="ISNI", example="0000 0001 2103 2683") from None


def issn_number(value: object) -> str:
    """An ISSN as `2049-3630`, its check digit right (ISO 3297)."""
    text = one_line(value)
    try:
        return str(issn.format(issn.validate(text)))
    except ValidationError:
        raise misfit("code-invalid", value=text, kind="ISSN", example="2049-3630") from None


def doi_name(value: object) -> str:
    """A DOI without the address of its resolver: `10.5555/palier`."""
    text = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", one_line(value), flags=re.IGNORECASE)
    return _code(r"10\.\d{4,9}/[!-~]+", text, "DOI", "10.5555/palier")


def thema_code(value: object) -> str:
    """A code of Thema, the subjects of the book trade (https://www.editeur.org/151/Thema)."""
    return _code("[A-Z1-6][0-9A-Z-]{0,9}", one_line(value).upper(), "Thema", "DNL")


def clil_code(value: object) -> str:
    """A code of the CLIL, the subjects of French booksellers: four digits."""
    return _code(r"\d{4}", one_line(value), "CLIL", "3146")


def _code(pattern: str, text: str, kind: str, example: str) -> str:
    if not re.fullmatch(pattern, text):
        raise misfit("code-invalid", value=text, kind=kind, example=example)
    return text


def account(value: object) -> str:
    """The name of an account on a forge, alone or as the address of its page."""
    text = one_line(value)
    match = re.fullmatch(r"(?:https?://[^/\s]+/)?@?([A-Za-z0-9][A-Za-z0-9_.-]{0,99})/?", text)
    if match is None:
        raise misfit("account-invalid", value=text)
    return match[1]


def as_hashtags(value: object) -> list[object]:
    """A list of hashtags; a text is cut at its commas, and before each `#`."""
    parted = (re.split(r"\s+(?=#)", each) if isinstance(each, str) else [each] for each in as_words(value))
    return [each for parts in parted for each in parts]


def hashtag(value: object) -> str:
    """A hashtag without its `#`: letters, digits and `_`, not digits alone (what networks have in common)."""
    text = line(value).lstrip("#")
    if not all(map(_is_of_word, text)) or not any(map(str.isalpha, text)):
        words = "".join(each if _is_of_word(each) else " " for each in text).split()
        joined = "".join(word[:1].upper() + word[1:] for word in words)
        suggestion = joined if any(map(str.isalpha, joined)) else ""
        raise misfit("hashtag-invalid", value=text, suggestion=suggestion)
    return text


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def handle(value: object) -> str:
    """An account of a network without its first `@`, also as `@name@server` or the address of its page."""
    text = line(value)
    if address := re.fullmatch(r"https?://([^/\s@]+)/@([^/\s@]+)/?", text):
        text = f"{address[2]}@{address[1]}"
    match = re.fullmatch(r"@?(\w[\w.-]{0,99}(?:@[\w-]+(?:\.[\w-]+)+)?)", text)
    if match is None:
        raise misfit("handle-invalid", value=text)
    return match[1]


def isbn_13(value: object) -> str:
    """An ISBN of 13 digits with its hyphens; one of 10 digits is converted."""
    text = one_line(value)
    try:
        return str(isbn.format(isbn.to_isbn13(isbn.validate(text))))
    except ValidationError:
        raise misfit("isbn-invalid", value=text) from None


def web_address(value: object) -> str:
    """An http(s) address with a host, or mailto: with an @."""
    text = one_line(value)
    if is_blank(text):
        raise misfit("field-empty")
    if hidden := hidden_in_address(text):
        raise misfit("url-invisible", character=code_point(hidden))
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise misfit("url-invalid", value=text, suggestion="") from None
    clean = not re.search(r"[\s\\<>\"]", text)
    web = parts.scheme in ("http", "https") and host
    mail = parts.scheme == "mailto" and re.fullmatch(r"[^@/]+@[^@/]+", parts.path)
    if not (clean and (web or mail)):
        raise misfit("url-invalid", value=text, suggestion=_address_in(text))
    return text


def _address_in(text: str) -> str:
    """The whole address that seems to be meant by part of one, or nothing.

    >>> _address_in("www.example.org/a"), _address_in("ada@example.org"), _address_in("chez Ada")
    ('https://www.example.org/a', 'mailto:ada@example.org', '')
    """
    if re.fullmatch(r"[^\s@:/]+@[\w-]+(?:\.[\w-]+)+", text):
        return f"mailto:{text}"
    return f"https://{text}" if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s\\<>\"]*)?", text) else ""


def image_name(value: object) -> str:
    """The path under which a picture beside the file is published."""
    text = one_line(value)
    plain = suggest_image(text.removeprefix("./"))
    if not plain:
        raise misfit("portrait-name", value=text, why=image_rule(text), suggestion=picture_beside(text))
    return plain


_MM_PER_INCH = 25.4

TRIMS: dict[str, Trim] = {
    "A4": Trim(width=210, height=297),
    "A5": Trim(width=148, height=210),
    "A6": Trim(width=105, height=148),
    "B5": Trim(width=176, height=250),
    "poche": Trim(width=110, height=180),
    "digest": Trim(width=5.5 * _MM_PER_INCH, height=8.5 * _MM_PER_INCH),
    "royal": Trim(width=156, height=234),
    "carré": Trim(width=210, height=210),
}
"""Sizes by name, in mm: ISO 216, and the usual ones of French and American printers."""

SMALLEST_TRIM, LARGEST_TRIM = 80, 450
"""mm; outside, a text page can't be set."""


def trim(value: object) -> Trim:
    """A size by name, as `140x205mm` or `6x9in`, or as `{width, height}` in mm."""
    if isinstance(value, Mapping):
        if set(value) != {"width", "height"}:
            raise misfit("trim-invalid", value=", ".join(map(str, value)))
        size = Trim(**{side: _millimetres(value[side], "number-invalid") for side in ("width", "height")})
    else:
        size = _named_trim(one_line(value))
    if not all(SMALLEST_TRIM <= side <= LARGEST_TRIM for side in (size.width, size.height)):
        raise misfit("trim-range", min=SMALLEST_TRIM, max=LARGEST_TRIM)
    return size


def _named_trim(text: str) -> Trim:
    by_name = {name.casefold(): size for name, size in TRIMS.items()}
    number = r"(\d{1,3}(?:[.,]\d{1,3})?)"
    match = re.fullmatch(rf"(?:poche )?{number} ?(?:mm|cm|in)? ?[x×] ?{number} ?(mm|cm|in)", text.casefold())
    if match:
        scale = {"mm": 1.0, "cm": 10.0, "in": _MM_PER_INCH}[match[3]]
        width, height = (round(float(side.replace(",", ".")) * scale, 2) for side in match.group(1, 2))
        return Trim(width=width, height=height)
    if text.casefold() not in by_name:
        raise misfit("trim-invalid", value=text)
    return by_name[text.casefold()]


def _millimetres(value: object, code: str) -> float:
    """A length in mm, with or without its unit; raises `misfit(code)` for what is none."""
    text = one_line(value).removesuffix("mm").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text):
        raise misfit(code, value=one_line(value), written="")
    return float(text)


def length(value: object) -> Length:
    """`{min, max, unit}`: how long a volume wants its essays."""
    if not isinstance(value, Mapping):
        raise misfit("field-not-mapping")
    if unknown := set(value) - {"min", "max", "unit"}:
        raise misfit("field-unknown-in", field=min(map(str, unknown)), known="min, max, unit")
    unit = choice(value.get("unit") or "words", ("words", "signs"))
    shortest = whole_number(value.get("min") or "0")
    longest = whole_number(value["max"]) if value.get("max") else None
    if longest is not None and longest < shortest:
        raise misfit("length-inverted", min=shortest, max=longest)
    return Length(min=shortest, max=longest, unit="words" if unit == "words" else "signs")


_QUOTED = r"""(?:“[^“”]*”|„[^„“”]*[“”]|‟[^‟”]*”|«[^«»]*»|"[^"]*"|‘[^‘,]*’|‹[^‹›]*›|'[^',]*')"""
_WHOLE = re.compile(rf"\s*{_QUOTED}\s*")
_COMMA = re.compile(rf"(?:^|(?<=,))\s*{_QUOTED}(?=\s*(?:,|$))|(,)")
_OPENED = re.compile(r"\s*[“„‟«‹][^“”„‟«»‹›]*")
_CLOSED = re.compile(r"[^“”„‟«»‹›]*[”“»›]\s*")


def as_list(value: object) -> list[object]:
    """A list; one text or one mapping alone is a list of one. Quotes around an item are no part of it."""
    items = list(value) if isinstance(value, list | tuple) else _quoted_items(value)
    return [unquoted(item) if isinstance(item, str) else item for item in _rejoined(items)]


def _quoted_items(value: object) -> list[object]:
    """What is between commas in a text that has quotes around each; else the value alone."""
    parts = cut(value) if isinstance(value, str) else []
    return [*parts] if parts and all(map(_WHOLE.fullmatch, parts)) else [value]


def unquoted(item: str) -> str:
    """An item of a list without the quotes around it, which only say where it begins and ends.

    >>> unquoted("« silence »"), unquoted("“silence”"), unquoted("“Ah”, « oh »")
    ('silence', 'silence', '“Ah”, « oh »')
    """
    return item.strip()[1:-1].strip() if _WHOLE.fullmatch(item) else item


def _rejoined(items: Sequence[object]) -> Iterator[object]:
    """The items, those as one that YAML has parted at a comma within quotes: `[« a, b », c]`."""
    opened: list[str] = []
    for item in items:
        if isinstance(item, str) and (_CLOSED if opened else _OPENED).fullmatch(item):
            opened.append(item)
            if len(opened) == 2:
                yield ", ".join(opened)
                opened = []
        else:
            yield from opened
            opened = []
            yield item
    yield from opened


def cut(text: str) -> list[str]:
    """A text cut at its commas, save those between quotes.

    >>> cut("“voisins, voisines”, silence")
    ['“voisins, voisines”', ' silence']
    """
    commas = [match.start() for match in _COMMA.finditer(text) if match[1]]
    return [text[start + 1 : end] for start, end in pairwise((-1, *commas, len(text)))]


def as_words(value: object) -> list[object]:
    """A list of texts; one text is cut at its commas."""
    return as_list(cut(value) if isinstance(value, str) else value)


def once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Each value where it comes first."""
    return tuple(dict.fromkeys(values))


def millimetres(value: object) -> float:
    """A length from 0 to 500 mm."""
    length = _millimetres(value, "length-invalid")
    if length > 500:
        raise misfit("length-invalid", value=one_line(value))
    return length


def number_in(least: float, most: float, *, whole: bool = False) -> Callable[[object], float]:
    """The reader of a number between two, with a point or a comma."""

    def number(value: object) -> float:
        text = one_line(value)
        plain = text.replace(",", ".")
        if not is_between(plain):
            written = _number_alone(text)
            limits = {"min": _plain_number(least), "max": _plain_number(most)}
            raise misfit(
                "number-between", value=text, written=written if is_between(written) else "", **limits
            )
        if (
            not whole
            and _UNCLEAR.fullmatch(text)
            and least <= (thousands := int(plain.replace(".", ""))) <= most
        ):
            raise misfit("number-unclear", value=text, one=thousands, other=_not_thousands(plain))
        return int(plain) if whole else float(plain)

    def is_between(plain: str) -> bool:
        form = r"[0-9]{1,7}" if whole else r"[0-9]{1,7}(\.[0-9]{1,4})?"
        return bool(re.fullmatch(form, plain)) and least <= float(plain) <= most

    return number


_UNIT = r"[ \u00a0\u202f]*+(?:[%€$£¥]|[A-Z]{3}|euros?)?[ \u00a0\u202f]*+"
_GROUPED = re.compile(
    rf"{_UNIT}([0-9]+|[1-9][0-9]*([ .,'’\u00a0\u202f])[0-9]{{3}}(?:\2[0-9]{{3}})*)([.,][0-9]{{1,4}})?{_UNIT}"
)


_WHOLE_NUMBER = re.compile(
    rf"{_UNIT}([0-9]+|[1-9][0-9]{{0,2}}(?:[ .,'’\u00a0\u202f][0-9]{{3}})+)(?:[.,]0{{1,2}})?{_UNIT}"
)
"""A whole number as people write it: with what parts its thousands, or with cents that are none."""
LONGEST_NUMBER = 7
"""Digits."""
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A number whose comma or point parts thousands in one country, and decimals in another."""


def _not_thousands(plain: str) -> str:
    """A number with decimals, so that nobody takes them for thousands.

    >>> _not_thousands("1.200"), _not_thousands("1.125")
    ('1.2', '1.1250')
    """
    short = plain.rstrip("0").rstrip(".")
    return f"{plain}0" if short == plain else short


def _number_alone(text: str) -> str:
    """The number of a sum or a share, without its unit and what parts its thousands; or nothing.

    >>> [_number_alone(each) for each in ("250 €", "5,5 %", "EUR 1 250,00", "1,250.50", "€0.012", "250 bis")]
    ['250', '5.5', '1250.00', '1250.50', '0.012', '']
    """
    match = _GROUPED.fullmatch(text)
    return re.sub("[^0-9]", "", match[1]) + (match[3] or "").replace(",", ".") if match else ""


def _plain_number(number: float) -> str:
    """A number as one types it: `9999999`, `0.5`."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def truth(value: object) -> bool:
    """`true`, `yes`, `oui`, `vrai` or `false`, `no`, `non`, `faux`, whatever the case."""
    text = one_line(value).casefold()
    if text not in (*_YES, *_NO):
        raise misfit("field-choice", value=text, choices="true, false")
    return text in _YES


_YES, _NO = ("true", "yes", "oui", "vrai", "on"), ("false", "no", "non", "faux", "off")

OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "draft": ("brouillon", "pending", "private", "auto draft"),
    "review": ("relecture", "en relecture", "à relire", "in review"),
    "accepted": ("accepté", "acceptée", "retenu", "retenue"),
    "published": ("publié", "publiée", "publish"),
    "withdrawn": ("retiré", "retirée", "trash"),
    "next-page": ("page suivante", "nouvelle page"),
    "recto": ("belle page",),
    "calendar": ("calendrier", "chronologie", "chronology"),
    "listed": ("liste", "listé", "sommaire"),
    "author": ("auteur", "autrice"),
    "title": ("titre",),
    "volume": ("tome",),
    "text": ("texte",),
    "drop": ("supprimer", "sans"),
    "screen": ("écran",),
    "press": ("presse", "impression", "imprimeur"),
    "offprint": ("tiré à part", "tirés à part"),
    "ebook": ("epub", "livre numérique", "e book"),
    "grey": ("gris", "noir", "gray", "black"),
    "cmyk": ("cmjn", "quadrichromie", "quadri"),
    "up": ("montant", "vers le haut"),
    "down": ("descendant", "vers le bas"),
    "words": ("mots",),
    "signs": ("signes", "caractères", "characters"),
    "verse": ("vers", "poem", "poème", "poésie"),
    "drama": ("theatre", "théâtre", "theater", "play"),
    "letter": ("lettre",),
    "interview": ("entretien",),
    "invited": ("invité", "invitée", "sollicité", "sollicitée"),
    "promised": ("promis", "promise"),
    "declined": ("décliné", "refusé"),
    "received": ("reçu", "reçue"),
    "form": ("formulaire",),
    "mail": ("courriel", "e mail", "email"),
    "pull-request": ("proposition", "merge request"),
    "paper": ("papier",),
    "sale": ("vente",),
    "translation": ("traduction",),
    "refuse": ("refuser",),
    "leave-out": ("écarter", "omettre"),
}
"""The word of ours → others of the same sense: French ones, and those of WordPress for what a text is."""


def choice(value: object, choices: Sequence[str]) -> str:
    """One of some words, whatever its case, hyphens and language."""
    text = one_line(value)
    plain = text.casefold().replace("-", " ").replace("_", " ")
    for each in choices:
        if plain in (each.casefold().replace("-", " "), *OTHER_WORDS.get(each, ())):
            return each
    raise misfit("field-choice", value=text, choices=", ".join(choices))


def one_of(choices: object) -> BeforeValidator:
    """The check that a text is one of some, or of a `Literal`'s values."""
    values = choices if isinstance(choices, tuple) else get_args(choices)
    return BeforeValidator(partial(choice, choices=values))


def design(value: object) -> str:
    """One of our designs, or what may be the name of the anthology's own: the loader knows."""
    try:
        return choice(value, get_args(Design))
    except PydanticCustomError:
        return one_line(value)


def _schema(**json: Any) -> WithJsonSchema:
    return WithJsonSchema(json)


WORDS = "words"
"""Marks a field for words, in which markup has no place (plain_words.py)."""

Line = Annotated[str, BeforeValidator(line)]
Code = Annotated[str, BeforeValidator(code)]
Words = Annotated[str, BeforeValidator(line), WORDS]
Paragraphs = Annotated[str, BeforeValidator(paragraphs), WORDS]
Identifier = Annotated[
    str, BeforeValidator(identifier), _schema(type="string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=64)
]
Date = Annotated[datetime.date, BeforeValidator(date), _schema(type="string", format="date")]
Whole = Annotated[int, BeforeValidator(whole_number), _schema(type="integer", minimum=0)]
Truth = Annotated[bool, BeforeValidator(truth), _schema(type="boolean")]
Millimetres = Annotated[float, BeforeValidator(millimetres), _schema(type="number", minimum=0, maximum=500)]
DesignName = Annotated[
    str,
    BeforeValidator(design),
    _schema(anyOf=[{"enum": [*get_args(Design)]}, {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}]),
]
LicenseId = Annotated[str, BeforeValidator(license_of), _schema(type="string")]
Lang = Annotated[str, BeforeValidator(language), _schema(type="string")]
Orcid = Annotated[str, BeforeValidator(orcid), _schema(type="string")]
Account = Annotated[str, BeforeValidator(account), _schema(type="string")]
Hashtag = Annotated[str, BeforeValidator(hashtag), _schema(type="string")]
Handle = Annotated[str, BeforeValidator(handle), _schema(type="string")]
Isbn = Annotated[str, BeforeValidator(isbn_13), _schema(type=["string", "integer"])]
Isni = Annotated[str, BeforeValidator(isni_number), _schema(type=["string", "integer"])]
Issn = Annotated[str, BeforeValidator(issn_number), _schema(type="string")]
Doi = Annotated[str, BeforeValidator(doi_name), _schema(type="string")]
ThemaCode = Annotated[str, BeforeValidator(thema_code), _schema(type="string")]
ClilCode = Annotated[str, BeforeValidator(clil_code), _schema(type=["string", "integer"])]
Address = Annotated[str, BeforeValidator(web_address), _schema(type="string", pattern="^(https?://|mailto:)")]
ImageName = Annotated[str, BeforeValidator(image_name), _schema(type="string")]
TrimSize = Annotated[
    Trim,
    BeforeValidator(trim),
    _schema(
        anyOf=[
            {"type": "string"},
            {
                "type": "object",
                "properties": {"width": {"type": "number"}, "height": {"type": "number"}},
                "required": ["width", "height"],
                "additionalProperties": False,
            },
        ]
    ),
]
LengthLimits = Annotated[
    Length,
    BeforeValidator(length),
    _schema(
        type="object",
        properties={
            "min": {"type": "integer", "minimum": 0},
            "max": {"type": "integer", "minimum": 0},
            "unit": {"enum": ["words", "signs"]},
        },
        additionalProperties=False,
    ),
]
