"""The bytes of a text file → its text, whatever wrote them: UTF-8, UTF-16, Windows-1252, Mac OS Roman …"""

import codecs
import re
from typing import NamedTuple

from florilege.reading.characters import composed
from florilege.reading.frontmatter import unix_lines

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I
)
_WESTERN = ("cp1252", "mac_roman", "cp850")
_USUAL = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸßñÑáíóú«»“”„‘’…–—•°€§\u00a0")
_ENOUGH = 0.9
"""The part of the letters beyond ASCII that must be usual ones, for an encoding to be believed."""


class DecodedBytes(NamedTuple):
    """A text in Unix lines, composed; and what it was in, empty for UTF-8."""

    text: str
    encoding: str


def decode(data: bytes) -> DecodedBytes | None:
    """The text of some bytes; None where nobody can tell what they are in.

    >>> decode("L’été…".encode("cp1252")), decode("L’été…".encode("mac_roman")).encoding
    (DecodedBytes(text='L’été…', encoding='Windows-1252'), 'Mac OS Roman')
    """
    encoding = _encoding(data)
    if encoding is None:
        return None
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    if "\0" in text:
        return None
    names = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "utf-8": ""}
    return DecodedBytes(
        composed(unix_lines(text.removeprefix("\ufeff"))), names.get(encoding, encoding.upper())
    )


def _encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if len(data) >= 8 and data[:400].count(0) * 3 > len(data[:400]):
        return "utf-16-le" if data[1:400:2].count(0) > data[:400:2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if declared := _DECLARED.search(data[:2000]):
        name = (declared[1] or declared[2]).decode().lower()
        name = "cp1252" if name in ("iso-8859-1", "latin1", "windows-1252") else name
        if name not in ("utf-8", "utf8") and _fits(data, name) >= 0:
            return name
    scores = [(_fits(data, encoding), encoding) for encoding in _WESTERN]
    best, encoding = max(scores, key=lambda one: one[0])
    return encoding if best >= _ENOUGH else _guessed(data) or (encoding if best >= 0.6 else None)


def _fits(data: bytes, encoding: str) -> float:
    """How much of what isn't ASCII would be usual letters and signs; -1 where it can't be in an encoding."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return -1
    others = [character for character in text if not character.isascii()]
    return sum(character in _USUAL for character in others) / max(len(others), 1)


def _guessed(data: bytes) -> str | None:
    """What the letters themselves tell of other languages."""
    try:
        from charset_normalizer import from_bytes  # wanted for what is none of the above
    except ImportError:
        return None
    best = from_bytes(data[:200_000]).best()
    return best.encoding if best else None
