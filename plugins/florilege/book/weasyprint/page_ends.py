"""The first and the last page of a laid out document → how many lines they hold.

Relied on: boxes know the element that they are made of; a box that goes on overleaf is a box on each page.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox
from weasyprint.text.line_break import strut


def lines_begun(document: Document) -> int | None:
    """The lines that the text (class `text`) fills on the first page; None where it goes on nowhere."""
    first, *others = (page._page_box for page in document.pages)
    if not any(next(_texts(page), None) for page in others):
        return None
    text = next(_texts(first), None)
    if text is None:
        return 0
    height: float = strut(text.style)[0]
    return round((foot_of(text, float(text.position_y)) - float(text.position_y)) / height)


def lines_left(document: Document, pages: int) -> int:
    """The lines that the last of its `pages` holds; running elements stand on others behind."""
    last = document.pages[pages - 1]._page_box
    return len({round(box.position_y, 1) for box in last.descendants() if isinstance(box, LineBox)})


def foot_of(box: Any, otherwise: float) -> float:
    """The foot (px) of the last line or picture in a box; `otherwise` where there is none."""
    within = (each for each in box.descendants() if isinstance(each, LineBox | ReplacedBox))
    return float(max((each.position_y + each.height for each in within), default=otherwise))


def _texts(page: Any) -> Iterator[Any]:
    boxes = (box for box in page.descendants() if box.element is not None)
    return (box for box in boxes if box.element.get("class") == "text")
