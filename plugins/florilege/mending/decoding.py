"""The bytes of a file → its text, whatever wrote them: any usual encoding, line ends and composition."""

import re
from dataclasses import dataclass

from florilege.reading.characters import WINDOWS, composed
from florilege.reading.frontmatter import unix_lines

_SENSELESS = re.compile(r"[\x20-\x7eàâçéèêëîïôöùûü][ŽŠŒˆ‰†‡Ÿ][a-zàâçéèêëîïôöùûü]")
"""What no text in Windows-1252 holds: letters of Mac OS Roman, say, that are read so."""
_DELETED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff]")
"""Controls that stand for nothing in a text."""
_SPACES = re.compile(r"[\x0b\x0c\u2028]")
"""Ends of lines and pages in a word processor; in Markdown a line goes on after a space."""

DROPPED = f"{_DELETED.pattern}|{_SPACES.pattern}"
"""The characters among those forbidden that have one right answer."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what its bytes were before: names of sentences (`fix.was-…`)."""

    text: str
    was: tuple[str, ...] = ()


def decoded(data: bytes) -> Decoded | None:
    """The text of some bytes; None where nobody can tell their encoding.

    >>> decoded(b"\\xef\\xbb\\xbfl\\x92\\xe9t\\xe9\\r\\n")
    Decoded(text='l’été\\n', was=('bom', 'windows-1252', 'line-ends'))
    """
    was = []
    if encoding := _wide(data):
        was.append("utf-16")
        text = data.decode(encoding, "replace")
        if "\ufffd" in text:
            return None
    else:
        if data.startswith(b"\xef\xbb\xbf"):
            was.append("bom")
            data = data[3:]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            was.append("windows-1252")
            mixed = _piecewise(data)
            if mixed is None:
                return None
            text = mixed
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        was.append("line-ends")
        text = unix_lines(text)
    if (clean := _SPACES.sub(" ", _DELETED.sub("", text))) != text:
        was.append("controls")
        text = clean
    if (made := composed(text)) != text:
        was.append("characters" if any(ord(one) in WINDOWS for one in text) else "composition")
        text = made
    return Decoded(text, tuple(was))


def _wide(data: bytes) -> str:
    """UTF-16, if the text is in it: its mark at the beginning, or nothing at every other place."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:400]
    if len(head) >= 8 and 5 * head[1::2].count(0) > 4 * len(head[1::2]):
        return "utf-16-le"
    if len(head) >= 8 and 5 * head[::2].count(0) > 4 * len(head[::2]):
        return "utf-16-be"
    return ""


def _piecewise(data: bytes) -> str | None:
    """Windows-1252 wherever it isn't UTF-8: a text may have been pasted together from both."""
    parts: list[str] = []
    while data:
        try:
            parts.append(data.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(data[: error.start].decode("utf-8"))
            try:
                parts.append(data[error.start : error.start + 1].decode("cp1252"))
            except UnicodeDecodeError:
                return None
            data = data[error.start + 1 :]
    text = "".join(parts)
    return None if _SENSELESS.search(text) else text
