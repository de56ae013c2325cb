"""Elements of a namespace, and the file that they make."""

from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

Element = Any
"""What a maker makes: lxml's types don't tell."""


def maker(namespace: str, **others: str) -> ElementMaker:
    """Makes elements of a namespace, the default one of the file; `others` are prefixes of more."""
    prefixes: dict[str | None, str] = {None: namespace}
    prefixes.update(others)
    return ElementMaker(namespace=namespace, nsmap=prefixes)


def given(make: ElementMaker, tag: str, text: str) -> list[Element]:
    """The element, or none where there is nothing to say."""
    return [make(tag, text)] if text else []


def as_file(root: Element) -> str:
    """An element as a file of its own, indented; it is to be written in UTF-8."""
    etree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{etree.tostring(root, encoding="unicode")}\n'
