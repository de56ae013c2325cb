"""Characters as people's machines give them → those that we take: composed, and none that can't be seen.

Everything inside is in NFC (UAX 15): `é` is one character, whatever a keyboard or a file system made of it.
"""

import re
import unicodedata

FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff"
    r"\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)
"""Control characters, bidirectional controls, separators, tags; ZWJ and ZWNJ stay allowed (Unicode TR 36)."""

WINDOWS = {
    code: character
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "ignore")) and code != 0x85
}
"""C1 controls → what Windows-1252 has in their place: no text holds them unless it was decoded as Latin-1.

HTML reads them so too (https://html.spec.whatwg.org/#numeric-character-reference-end-state)."""

MISTAKEN = re.compile("[" + "".join(map(chr, WINDOWS)) + "]")

_HYPHENATION = re.compile("[\u00ad\u200b\u2060]")
"""Soft hyphen, zero-width space, word joiner: advice to a line breaker, which searching stumbles over."""

_IGNORABLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\u2800]"
)
"""Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt), and Braille without dots."""


def composed(text: str) -> str:
    """The text in NFC, and C1 controls as the characters of Windows-1252 that they were.

    >>> composed("e\\u0301t\\u0301"), composed("\\u0093oui\\u0094")
    ('ét́', '“oui”')
    """
    return MISTAKEN.sub(lambda match: WINDOWS[ord(match.group())], unicodedata.normalize("NFC", text))


def searchable(text: str) -> str:
    """The text without soft hyphens and other advice about where lines may end."""
    return _HYPHENATION.sub("", text)


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: blanks of any kind and default-ignorable characters alone.

    >>> is_blank("\\u2060\\u2003"), is_blank("\\u3164"), is_blank("."), is_blank("")
    (True, True, False, True)
    """
    return not _IGNORABLE.sub("", text).strip()


def unseen(text: str) -> str:
    """The first character that nobody sees, or nothing; spaces are seen.

    >>> unseen("https://ban\\u00adque.example/") == "\\u00ad", unseen("é")
    (True, '')
    """
    found = _IGNORABLE.search(text) or FORBIDDEN.search(text)
    return found[0] if found else ""
