"""HTML fragments → elements, white space collapsed, and back."""

import re

from lxml import html
from lxml.html import HtmlElement

# HTML lets no block stand in a <span>, and a footnote must be one: the parser would hoist them out.
BLOCKS = frozenset(
    """
    p ul ol li blockquote div dl dt dd pre figure figcaption h1 h2 h3 h4 h5 h6 hr aside
    details summary section table caption thead tbody tfoot tr td th
    """.split()  # noqa: SIM905
)
"""Elements that begin a line of their own."""

_SPACES = re.compile(r"[ \t\r\n]+")


def parse(source: str) -> HtmlElement:
    """The elements of an HTML fragment, white space collapsed as CSS does it (CSS Text 3, 4.1.1).

    WeasyPrint 70 doesn't do it in footnotes, where the end of a typed line would end a printed one.
    """
    root = html.fragment_fromstring(source, create_parent="div")
    for text in root.xpath(".//text()[not(ancestor::pre)]"):
        owner = text.getparent()
        if text.is_tail:
            owner.tail = _collapsed(text, owner)
        else:
            owner.text = _collapsed(text, owner)
    return root


def _collapsed(text: str, owner: HtmlElement) -> str:
    collapsed = _SPACES.sub(" ", text)
    return "" if collapsed == " " and owner.tag in BLOCKS else collapsed


def inner_html(root: HtmlElement) -> str:
    """What an element holds, as HTML."""
    return (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)
