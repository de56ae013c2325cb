"""A text → where it says how its author may be reached: addresses of mail, and those of machines.

A letter comes from somebody who needn't know what a public file is, or from an export that keeps both.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from ipaddress import ip_address
from typing import Literal
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class PrivateAddress:
    """An address of a kind, and where it begins: line and column from 1."""

    kind: Literal["mail", "machine"]
    line: int
    column: int


_AT = r"(?:@|\s*[\[({<]\s*(?:at|chez|arobase|arrobase|@)\s*[\])}>]\s*|\s+(?:arobase|arrobase)\s+)"
_DOT = r"(?:\.|\s*[\[({<]\s*(?:dot|point|\.)\s*[\])}>]\s*)"
_MAIL = re.compile(
    rf"[\w.+-]{{0,63}}\w{_AT}(?:[^\W_][\w-]{{0,62}}{_DOT})+[^\W\d_]{{2,24}}(?![\w-])", re.IGNORECASE
)
"""An address of mail (RFC 5322, `addr-spec`), and what people write who hide one from machines."""
_MACHINE = re.compile(r"(?<![\w.:])[0-9a-f:.]*[0-9a-f](?:::)?(?![\w:]|\.\w)", re.IGNORECASE)
"""What may be an address of the Internet Protocol, version 4 or 6 (RFC 791, RFC 4291)."""


def private_addresses(text: str) -> Iterator[PrivateAddress]:
    """The addresses of a text, in order; written as an entity, or in wide letters, they are addresses too.

    >>> [*private_addresses("Bien à vous,\\nada (at) lune.example")]
    [PrivateAddress(kind='mail', line=2, column=1)]
    >>> [found.kind for found in private_addresses("ip: 192.0.2.7, 2001:db8::7; à 12:30:45, v. 1.2.3")]
    ['machine', 'machine']
    """
    for number, written in enumerate(text.split("\n"), 1):
        line = unicodedata.normalize("NFKC", unquote(unescape(written)))
        found = [(match.start(), "mail") for match in _MAIL.finditer(line)]
        found += ((match.start(), "machine") for match in _MACHINE.finditer(line) if _is_of_machine(match[0]))
        for start, kind in sorted(found):
            column = start + 1 if line == written else 0
            yield PrivateAddress("mail" if kind == "mail" else "machine", number, column)


def _is_of_machine(word: str) -> bool:
    """Whether a word is an address of a machine, rather than a time of day or the number of a version."""
    try:
        address = ip_address(word)
    except ValueError:
        return False
    groups = [group for group in word.split(":") if group]
    return address.version == 4 or len(groups) > 2 or (len(groups) == 2 and any(map(str.isdigit, word)))
