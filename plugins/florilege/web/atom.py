"""What feeds and catalogues in Atom (RFC 4287) are made of."""

import datetime
from typing import Any

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_element(lang: str, **prefixes: str) -> Any:
    """An empty feed in a language (BCP 47), with the prefixes of other vocabularies."""
    names: Any = {None: ATOM, **prefixes}
    return etree.Element(f"{{{ATOM}}}feed", {LANG: lang}, nsmap=names)


def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    """Another element of Atom within one."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def refer(parent: Any, name: str, **attributes: str) -> None:
    """Another empty element within one; its name has its vocabulary in braces."""
    etree.SubElement(parent, name, attributes)


def instant(day: datetime.date | None) -> str:
    """A day's first second in UTC (RFC 3339); of none, nothing.

    >>> instant(datetime.date(2026, 6, 1)), instant(None)
    ('2026-06-01T00:00:00Z', '')
    """
    return f"{day.isoformat()}T00:00:00Z" if day else ""
