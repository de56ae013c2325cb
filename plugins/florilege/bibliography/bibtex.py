"""Essay → its record in BibTeX, in Unicode."""

import re
from collections.abc import Iterable, Mapping

from florilege.bibliography.names import RecordName, record_name
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay


def record(edition: OnlineEdition, essay: Essay) -> str:
    """The essay as an `@incollection`, its key the essay's id; fields without a value are left out.

    A translation (`Translation.of`) names who translated, and the original as biblatex does.

    Titles stand in braces of their own: many styles make capitals small, and hyphenate and capitalise a title
    as if it were English.
    """
    volume = edition.volume_of(essay)
    date = (volume.date if volume else None) or essay.date
    original = edition.catalogue.essays[essay.id] if essay.translators else None
    publisher = volume.publisher if volume else None
    fields = {
        "author": _people(edition, essay.bylines),
        "translator": _people(edition, essay.translators),
        "title": _protected(essay.title),
        "origtitle": _protected(original.title) if original else "",
        "origlanguage": original.lang if original else "",
        "booktitle": _protected(volume.title if volume else edition.name),
        "editor": _people(edition, volume.editors) if volume else "",
        "series": _protected(volume.series) if volume else "",
        "volume": "" if volume is None or volume.number is None else str(volume.number),
        "pages": "--".join(str(page) for page in dict.fromkeys(edition.pages_of(essay))),
        "publisher": escape(publisher.name) if publisher else "",
        "address": escape(publisher.place) if publisher else "",
        "isbn": volume.isbn if volume else "",
        "year": str(date.year) if date else "",
        "language": essay.lang,
        "doi": "" if original else essay.doi,
        "url": edition.page(essay.shown_by),  # as it is: `\url` reads it letter by letter
    }
    key = f"{essay.id}-{essay.lang}" if original else essay.id
    return _entry("incollection", key, fields)


def book(edition: OnlineEdition, volume: Volume, essays: Iterable[Essay]) -> str:
    """The volume as a `@book`, then its essays, a line between two."""
    publisher = volume.publisher
    fields = {
        "editor": _people(edition, volume.editors),
        "title": _protected(volume.title),
        "subtitle": _protected(volume.subtitle),
        "series": _protected(volume.series),
        "volume": "" if volume.number is None else str(volume.number),
        "publisher": escape(publisher.name) if publisher else "",
        "address": escape(publisher.place) if publisher else "",
        "isbn": volume.isbn,
        "year": str(volume.date.year) if volume.date else "",
        "language": volume.lang,
        "doi": volume.doi,
        "url": edition.page(volume.key),
    }
    entries = [_entry("book", volume.id, fields), *(record(edition, essay) for essay in essays)]
    return "\n\n".join(entries) + "\n"


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _protected(title: str) -> str:
    return f"{{{escape(title)}}}" if title else ""


def _people(edition: OnlineEdition, bylines: Iterable[Byline]) -> str:
    """Names as BibTeX reads them: « Family, Suffix, Given », an organisation's in braces of its own."""
    return " and ".join(_name(record_name(edition, byline)) for byline in bylines)


def _name(name: RecordName) -> str:
    if name.organisation:
        return f"{{{escape(name.whole)}}}"
    if not name.family:
        return _one(name.whole)
    return ", ".join(_one(part) for part in (name.family, name.suffix, name.given) if part)


def _one(part: str) -> str:
    """A part of a name, in braces where BibTeX would part it further, or take it for several."""
    parted = re.search(r"(?:^|\s)and(?:\s|$)|,|^others$", part, re.IGNORECASE)
    return f"{{{escape(part)}}}" if parted else escape(part)


_COMMANDS = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_PAIRED = str.maketrans({"{": r"\{", "}": r"\}"})
_LONE = str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})


def escape(text: str) -> str:
    r"""A text as LaTeX source, the characters that mean something to TeX by their commands.

    BibTeX counts braces without regard to a backslash before them, so those that don't pair are named.

    >>> print(escape("R&D, 100 % {sic}"), escape("a_b}"))
    R\&D, 100 \% \{sic\} a\_b\textbraceright{}
    """
    braces = _PAIRED if _pairs(text) else _LONE
    return text.translate(braces | _COMMANDS)


def _pairs(text: str) -> bool:
    """Whether each closing brace has its opening one before it, and none is left open."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0
