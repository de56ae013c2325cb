"""Notes → the DOIs that they name, which Crossref takes as references."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

_DOI = re.compile(r"(?<![\w./])10\.[0-9]{4,9}/[^\s\"<>]+|(?<=doi\.org/)10\.[0-9]{4,9}/[^\s\"<>]+")
_HIDDEN = re.compile(r"<wbr>|[\u200b\u2060\u00ad]")
"""Where a long address may be broken, which is no part of it."""
_PAIRS = {")": "(", "]": "[", "}": "{"}


def cited_dois(notes: Iterable[str]) -> tuple[str, ...]:
    """The DOIs of some notes in safe HTML, written out or in the addresses of links, each once.

    >>> cited_dois(['<p>Voir <a href="https://doi.org/10.1000/182">là</a>, doi:10.1002/(SICI)1-5(1998).</p>'])
    ('10.1000/182', '10.1002/(SICI)1-5(1998)')
    """
    found: dict[str, str] = {}
    for note in notes:
        for doi in _named(_HIDDEN.sub("", note)):
            found.setdefault(doi.casefold(), doi)
    return tuple(found.values())


def _named(html: str) -> Iterator[str]:
    for match in _DOI.finditer(html):
        doi = unquote(unescape(match[0])).rstrip(".,;:!?'’”»\u00a0\u202f")
        while doi[-1:] in _PAIRS and doi.count(doi[-1]) > doi.count(_PAIRS[doi[-1]]):
            doi = doi[:-1].rstrip(".,;:")
        yield doi
