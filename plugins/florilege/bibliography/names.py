"""A byline → its name as records want it: whole, or in the parts family, given and suffix."""

import re
from dataclasses import dataclass, replace

from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.sorting import sort_name as in_order
from florilege.catalogue.writings import Byline

_SUFFIX = re.compile(r"(?:jr|sr|fils|père|i{2,3}|iv)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordName:
    """A name: `whole` as printed; `family` is empty where the parts aren't known."""

    whole: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    organisation: bool = False


def record_name(edition: OnlineEdition, byline: Byline) -> RecordName:
    """The parts of the author's sort name where the name printed is their own, else the name as printed."""
    author = edition.catalogue.authors.get(byline.author or "")
    own = author is not None and author.name == byline.name
    if byline.organisation or (author and author.organisation):
        return RecordName(byline.name, organisation=True)
    return parts(author.sort_name if own and author else byline.name, byline.name)


def parts(sort_name: str, whole: str = "") -> RecordName:
    """The parts of a name as indexes sort it, the suffix wherever it stands; with one, in any order.

    >>> names = "Marsh, Jo, Jr.", "Vera Paz, Ana", "Jo Marsh, Jr.", "Jo Marsh Jr.", "Ada Lune"
    >>> [(p.family, p.given, p.suffix) for p in map(parts, names[:2])]
    [('Marsh', 'Jo', 'Jr.'), ('Vera Paz', 'Ana', '')]
    >>> [(p.family, p.given, p.suffix) for p in map(parts, names[2:])]
    [('Marsh', 'Jo', 'Jr.'), ('Marsh', 'Jo', 'Jr.'), ('', '', '')]
    """
    family, *rest = (piece.strip() for piece in sort_name.split(","))
    suffix = next((piece for piece in rest if _SUFFIX.fullmatch(piece)), "")
    if suffix:
        rest.remove(suffix)
    given = ", ".join(piece for piece in rest if piece)
    words = family.split()
    if not suffix and len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words, suffix = words[:-1], words[-1]
        family = " ".join(words)
    if suffix and not given and len(words) > 1:  # « Jo Marsh, Jr. »
        found = parts(in_order(family), whole or sort_name)
        return RecordName(found.whole) if found.suffix else replace(found, suffix=suffix)
    return RecordName(whole or sort_name, family if given else "", given, suffix)
