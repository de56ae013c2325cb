"""The words of a paragraph → where they may be cut, and where lines don’t end although they could.

After the French typographic code, whose rules do no harm in other languages.
"""

import re
from collections.abc import Iterator

from pyphen import Pyphen

from florilege.prose.typography.name_initials import CAPITAL, INITIAL
from florilege.prose.typography.protected import web_address

HYPHENS = "-\u2010"

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")

_BESIDE = frozenset("-\u2010\u2011@/\\_#&=0123456789")
"""Beside these, a word is part of a compound, of an address or of a name."""

_BEFORE = _BESIDE | {".", ":"}

_PRONOUN = re.compile(r"-t-(?=(?:ils?|elles?|on)\b)", re.IGNORECASE)

_ADDRESS = re.compile(web_address())
_SEGMENT = re.compile(r"(?<=[^/]/)(?=[^/])")
"""Behind a slash that isn’t one of two."""
_PART = re.compile("(?<=[_&=])(?=[^_&=])|(?=[-#%.?])(?<=[^-#%.?/])")
"""Where else an address may be parted: behind what joins two words of it, before what begins one."""
_HEAD = 10
"""So many signs of an address stay together: a scheme, and what follows it."""

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:er|re|e|è)?(?!\w|[.,]\d)")
_COUNTED = re.compile(r" ([^\W\d_]+)")
_NAMED = re.compile(r"(?<!\w)(?:[A-Z]|(?:art|chap|fig|[Nn]o|n°|pp?|vol)\.?) (?=\d)")
_INITIAL = re.compile(rf"{INITIAL} (?=[{CAPITAL}]\w)")
_TITLED = re.compile(rf"(?<!\w)(?:Mrs?|Ms|Dr|Prof|Frau|Herrn?)\.? (?=[{CAPITAL}]\w)")
_ENDED = re.compile(r"(?:[!?…»”]|\w{5}\.) $")

_SMALL = re.compile(
    "a|à|au|aux|avec|dans|de|des|du|elle|en|est|et|il|je|la|le|les|ne|on|ou|où|par|pour|que?|qui|sans|se|sur|"
    "une?|y|and|at|by|for|from|in|is|of|or|the|to|was|with|am|der|die|das|ein|im|ist|mit|und|von|zu"
)
"""Words that no number counts."""

_JOINING = re.compile(
    f"{_SMALL.pattern}|aux?|chez|comme|contre|depuis|derrière|devant|entre|ni|pendant|sauf|sous|vers|"
    "after|before|behind|between|but|into|not|over|than|through|under|"
    "aus|bei|dem|den|des|durch|eine[mnrs]?|für|gegen|hinter|nach|nicht|oder|über|um|unter|vom|vor|zum|zur|zwischen"
)
"""Words that belong to the next one."""

_DIGIT = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|two|three|four|five|seven|eight|nine|"
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun"
)
_COUNTING = re.compile(
    rf"(?:(?:vingts?|trente|quarante|cinquante|soixante|cents?|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    rf"ninety|{_DIGIT}|dix|et)-)*(?:{_DIGIT}|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|"
    "quarante|cinquante|soixante|cents?|mille|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|"
    "zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|zwanzig|dreißig|hundert|tausend)"
)
"""Numbers in words, which belong to what they count."""


def cuts(
    text: str, start: int, end: int, dictionary: Pyphen, *, shortest: int, capitalised: bool
) -> Iterator[int]:
    """The places between two others where words of so many letters may be cut.

    There are none in capitals, compounds, addresses.

    Words that begin with a capital, which may be names, are cut only where all nouns have one
    (`capitalised`); the last word of a text never is.
    """
    last = next((place for place in range(len(text) - 1, -1, -1) if text[place].isalpha()), 0)
    for word in _WORD.finditer(text, start, end):
        written = word[0]
        if len(written) < shortest or not (written[1:].islower() and (capitalised or written[0].islower())):
            continue
        before, after = text[max(word.start() - 1, 0) : word.start()], text[word.end() : word.end() + 2]
        if before in _BEFORE or after[:1] in _BESIDE or (after[:1] in (".", ":") and after[1:].isalnum()):
            continue
        if word.end() <= last:
            yield from (word.start() + place for place in dictionary.positions(written))


def joins(word: str) -> bool:
    """Whether a word belongs to the next, so that a line of a title rather doesn’t end with it.

    >>> [word for word in "L’essai d’un costume gris dans la rue à 3 km".split() if joins(word)]
    ['d’un', 'dans', 'la', 'à']
    >>> joins("Quelqu’un")
    False
    >>> [word for word in ("huit", "dix-sept", "huitres", "neuve") if joins(word)]
    ['huit', 'dix-sept']
    """
    last = re.split("(?<!quelqu)['’]", word.strip().lower())[-1]
    return bool(_JOINING.fullmatch(last) or _COUNTING.fullmatch(last))


def forbidden(text: str) -> set[int]:
    """Where no line begins: before the pronoun of « a-t-il »."""
    return {found.end() for found in _PRONOUN.finditer(text)} if "-t-" in text.lower() else set()


def address_breaks(text: str) -> dict[int, bool | None]:
    """Place within an address → whether a line begins there only where there is no other way; None for never.

    After a slash or, rather not, before a full stop and the like; before a hyphen, so that nobody takes it
    for one that isn’t part of the address (“The Chicago Manual of Style”, 17th edition, 7.46).

    >>> text = "(https://fr.a.example/le-banc_vert/?jour=1)"
    >>> [text[place:][:5] for place, rather in address_breaks(text).items() if rather is False]
    ['le-ba', '?jour']
    >>> [text[place:][:5] for place, rather in address_breaks(text).items() if rather]
    ['.a.ex', '.exam', '-banc', 'vert/', '1)']
    """
    places: dict[int, bool | None] = {}
    for address in _ADDRESS.finditer(text):
        start, end = address.span()
        places |= dict.fromkeys(range(start + 1, end))
        places |= {found.start(): True for found in _PART.finditer(text, start, end)}
        places |= {found.start(): False for found in _SEGMENT.finditer(text, start, end)}
        places |= dict.fromkeys(range(start + 1, min(start + _HEAD, end)))
    return places


def tied(text: str) -> set[int]:
    """Where a line begins only where there is no other way.

    Between a number and what it counts or tells, an initial or a title and the name.

    >>> text = "le 2. Canal 8, bus R 887, à 12 personnes, le 3 mai 2009"
    >>> [text[place - 3 : place + 3] for place in sorted(tied(text))]
    ['le 2. ', 'al 8, ', ' R 887', '12 per', 'le 3 m', ' 3 mai']
    >>> texts = ("dit A. Corvec", "La vitamine a. Elle", "wrote Mrs Flett")
    >>> [text[place:] for text in texts for place in tied(text)]
    ['Corvec', 'Flett']
    """
    places: set[int] = set()
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        counted = _COUNTED.match(text, end)
        if counted and not _SMALL.fullmatch(counted[1].lower()):
            places.add(end + 1)
        counts = counted and counted[1].islower() and not _SMALL.fullmatch(counted[1])
        date = counted and _MONTH.match(counted[1])
        if (not counts or date) and text[start - 1 : start] == " " and not _ENDED.search(text, 0, start):
            places.add(start)
    places.update(named.end() for named in _NAMED.finditer(text))
    places.update(titled.end() for titled in _TITLED.finditer(text))
    places.update(initial.end() for initial in _INITIAL.finditer(text))
    return places


_MONTH = re.compile(
    "(?:jan|fév|feb|mar|avr|apr|mai|may|jui|jun|jul|aoû|aug|sep|oct|okt|nov|déc|dec|dez|mär)", re.IGNORECASE
)
