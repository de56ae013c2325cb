"""Characters as people's machines give them → those that we take: composed, and none that can't be seen.

Everything inside is in NFC (UAX 15): `é` is one character, whatever a keyboard or a file system made of it.
"""

import html
import re
import unicodedata
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from florilege.diagnostics.lookalikes import IGNORABLE

_FLAG, _TAG, _CANCEL = "\U0001f3f4", "[\U000e0030-\U000e0039\U000e0061-\U000e007a]", "\U000e007f"
_TAGGED = "|".join(
    f"(?<={_FLAG}{_TAG * before}){_TAG}{{{max(0, 3 - before)},{6 - before}}}{_CANCEL}" for before in range(7)
)
"""What is left, at a place within it, of the flag of a subdivision: England's is a black flag, the tags of
`gbeng` and the one that ends them (UTS 51, annex C). No other tags are an emoji's: they could hide a text."""

_IDEOGRAPH = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
_VARIANT = f"(?<={_IDEOGRAPH})[\U000e0100-\U000e01ef]"
"""The selector behind an ideograph that says which of its shapes is meant (UTS 37), as in names of people and
places in Japan."""

FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff"
    rf"\ufeff\ufff9-\uffff]|(?!{_TAGGED}|{_VARIANT})[\U000e0000-\U000e0fff]"
)
"""Control characters, bidirectional controls, separators, tags that are no flag's, selectors behind no
ideograph; ZWJ and ZWNJ stay allowed (Unicode TR 36)."""

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


def composed(text: str) -> str:
    """The text in NFC, and C1 controls as the characters of Windows-1252 that they were.

    >>> composed("e\\u0301t\\u0301"), composed("\\u0093oui\\u0094")
    ('ét́', '“oui”')
    """
    return MISTAKEN.sub(lambda match: WINDOWS[ord(match.group())], unicodedata.normalize("NFC", text))


def searchable(text: str) -> str:
    """The text without soft hyphens and other advice about where lines may end."""
    return _HYPHENATION.sub("", text)


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def decoded(text: str) -> str:
    """The text with what HTML's entities stand for, save characters that no text may hold.

    >>> decoded("R&amp;D, &eacute;t&#xe9; & AT&T; &#0; &#x202e;")
    'R&D, été & AT&T; &#0; &#x202e;'
    """
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    found = html.unescape(entity[0])
    return entity[0] if FORBIDDEN.search(found) or found == "\ufffd" else found


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: blanks of any kind and default-ignorable characters alone.

    >>> is_blank("\\u2060\\u2003"), is_blank("\\u3164"), is_blank("."), is_blank("")
    (True, True, False, True)
    """
    return not IGNORABLE.sub("", text).strip()


def unseen(text: str) -> str:
    """The first character that nobody sees, or nothing; spaces are seen.

    >>> unseen("https://ban\\u00adque.example/") == "\\u00ad", unseen("é")
    (True, '')
    """
    found = IGNORABLE.search(text) or FORBIDDEN.search(text)
    return found[0] if found else ""


def hidden_in_address(address: str) -> str:
    """The first character of an address that nobody sees, as it is written or as it is meant; or nothing.

    Meant is what percent-encoding and the encoding of hosts (Punycode) stand for; joiners and variation
    selectors, which some scripts and emoji need, may be encoded in what follows the host.

    >>> [bool(hidden_in_address(f"https://a{each}b/")) for each in ("\\u00ad", "%C2%AD", ".xn--ab-5da.", "é")]
    [True, True, True, False]
    >>> hidden_in_address("https://example.org/%DB%8C%E2%80%8C%D8%AE"), hidden_in_address("mailto:a@b")
    ('', '')
    """
    rest = unquote(address, errors="ignore")
    host = ""
    with suppress(ValueError):
        parts = urlsplit(address)
        host = "".join(_label(label) for label in unquote(parts.netloc, errors="ignore").split("."))
        if parts.netloc:
            rest = _JOINING.sub("", rest)
    return unseen(address) or unseen(host) or unseen(rest)


def _label(label: str) -> str:
    """A label of a host as it is shown."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return ""


_JOINING = re.compile("[\u200c\u200d\ufe0e\ufe0f]")
