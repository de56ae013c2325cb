"""A laid out document → its first words that nobody sees: in white on white paper, or transparent.

They are drawn, so that readers of the file find them. Relied on: a box's style has `color` and
`background_color` as colours of tinycss2, and a background that is drawn has a colour or an image.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import TextBox

from florilege.book.structure.word_order import LostWords

FAINT = 0.1
"""The alpha of a colour that doesn't show."""
WHITE = 0.97
"""The least of red, green and blue in a colour that is white on paper."""


def unseen(document: Document) -> LostWords | None:
    """The first words that don't show, and their page; None where all do."""
    for number, page in enumerate(document.pages):
        if words := next(_unseen(page._page_box, dark=False), ""):
            return LostWords(number, words[:80])
    return None


def _unseen(box: Any, *, dark: bool) -> Iterator[str]:
    dark = dark or _is_drawn_under(box.style)
    if isinstance(box, TextBox):
        colour = box.style["color"]
        if box.text.strip() and (colour.alpha < FAINT or (not dark and _is_white(colour))):
            yield box.text.strip()
    for child in getattr(box, "children", ()):
        yield from _unseen(child, dark=dark)


def _is_drawn_under(style: Any) -> bool:
    """Whether a box has a ground on which white shows."""
    colour = style["background_color"]
    image = any(kind != "none" for kind, _ in style["background_image"])
    return image or (colour != "currentcolor" and colour.alpha >= FAINT and not _is_white(colour))


def _is_white(colour: Any) -> bool:
    return bool(min(colour.to("srgb").coordinates) > WHITE)
