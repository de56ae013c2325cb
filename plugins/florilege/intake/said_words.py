"""An element of a page, of Word or of OpenDocument → the words in it, as a line that a remark shows."""

from typing import Any

from lxml import etree

_APART = frozenset(
    """
    address article aside blockquote br button caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr img input label legend li main nav ol optgroup option p pre
    section select summary table tbody td textarea tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
"""What stands apart from the words beside it, on a page."""
_APART_IN_FILES = frozenset("p h tab s line-break br cr tc table-cell list-item".split())  # noqa: SIM905
"""The same in files of word processors, by local names."""


def words_of(element: Any) -> str:
    """The words of an element; where a line, an item or a cell ends, so does a word.

    >>> words_of(etree.fromstring("<div><p>Un <b>m</b>ot</p><p>deux<br/>trois<!-- x -->!</p></div>"))
    'Un mot deux trois!'
    """
    parts: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        is_tag = isinstance(each.tag, str)
        gap = " " if is_tag and _is_apart(each.tag) else ""
        if event == "start":
            parts += (gap, each.text or "")
        elif each is not element:
            parts += (gap, each.tail or "")
    return " ".join("".join(parts).split())


def _is_apart(tag: str) -> bool:
    space, _, name = tag.rpartition("}")
    return name in (_APART_IN_FILES if space else _APART)
