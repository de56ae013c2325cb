"""Numbered lists → the number of each item, written on it.

Style sheets print it (`attr(data-number)`): a counter would count the items of lists in lists too, and knows
neither `value` nor `reversed` (HTML, 4.4.5 and 4.4.8).
"""

from lxml.html import HtmlElement

NUMBER = "data-number"

_LISTS = './/ol | .//span[contains(concat(" ", @class, " "), " note-ol ")]'
"""XPath of the numbered lists; those of notes are spans (printed_notes.py)."""


def number_items(root: HtmlElement) -> None:
    """Number the items of every list below an element."""
    for numbered in root.xpath(_LISTS):
        items = [each for each in numbered if isinstance(each.tag, str)]
        step = 1 if numbered.get("reversed") is None else -1
        number = int(numbered.get("start", "1" if step == 1 else str(len(items))))
        for item in items:
            number = int(item.get("value", number))
            item.set(NUMBER, str(number))
            number += step
