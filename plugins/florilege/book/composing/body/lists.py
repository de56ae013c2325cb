"""Lists → what a style sheet must know of them: numbers, how wide these are, the item that may stand alone,
the one whose mark stands beside a block.

It prints the numbers (`attr(data-number)`): a counter would count the items of lists in lists too, and knows
neither `value` nor `reversed` (HTML, 4.4.5 and 4.4.8).
"""

from itertools import takewhile

from lxml.html import HtmlElement

from florilege.book.composing.body.html_fragments import BLOCKS
from florilege.book.sheet import MM, Geometry

NUMBER = "data-number"

_LISTS = ("ol", "ul", "dl")
_NOTED = " or ".join(f'contains(concat(" ", @class, " "), " note-{name} ")' for name in _LISTS)
_EVERY_LIST = f".//ol | .//ul | .//dl | .//span[{_NOTED}]"
"""XPath; those of notes are spans (printed_notes.py)."""

NARROW = 0.36
"""em: no line has narrower letters, on average."""


def prepare_lists(root: HtmlElement, page: Geometry) -> None:
    """Prepare every list below an element for a page."""
    lists = root.xpath(_EVERY_LIST)
    for each in lists:
        if _kind(each) == "ol":
            _number(each)
        for item in _items(each):
            _mark_beside(item)
        if not any(map(_kind, takewhile(lambda above: above is not root, each.iterancestors()))):
            most = int(page.measure * MM / (NARROW * page.size))
            _keep_first(each, most)
            _keep_last(each, most)


def _kind(element: HtmlElement) -> str:
    """The name of a list; empty for another element."""
    if element.tag in _LISTS:
        return str(element.tag)
    classes = (element.get("class") or "").split() if element.tag == "span" else ()
    return next((name for name in _LISTS if f"note-{name}" in classes), "")


def _items(list_: HtmlElement) -> list[HtmlElement]:
    return [each for each in list_ if isinstance(each.tag, str)]


def _number(numbered: HtmlElement) -> None:
    """Number the items of a list, and say how many digits the longest number has, if it's more than one."""
    items = _items(numbered)
    step = 1 if numbered.get("reversed") is None else -1
    number = int(numbered.get("start", "1" if step == 1 else str(len(items))))
    digits = 1
    for item in items:
        number = int(item.get("value", number))
        item.set(NUMBER, str(number))
        digits = max(digits, len(str(number)))
        number += step
    if digits > 1:
        numbered.set("style", f"--digits: {digits}")


def _mark_beside(item: HtmlElement) -> None:
    """Mark an item that begins with a block (a table, a heading, a list): its mark stands on the first line.

    It would be alone on a line of its own.
    """
    first = next(iter(item), None)
    if item.tag != "li" or first is None or (item.text or "").strip():
        return
    if first.tag in BLOCKS and first.tag != "p":
        names = "beside" if first.tag in _LISTS else "beside apart"
        item.set("class", f"{item.get('class', '')} {names}".strip())


def _keep_first(outermost: HtmlElement, most: int) -> None:
    """Mark the first item of a list, if it may be one or two lines of `most` signs: it ends no page alone."""
    items = _items(outermost)
    if len(items) > 1 and items[0].tag != "dt" and _signs(items[0]) <= 2 * most:
        items[0].set("class", f"{items[0].get('class', '')} leads".strip())


def _keep_last(outermost: HtmlElement, most: int) -> None:
    """Mark the last item of a list, be it that of a list in it, if it may be a single line: of `most` signs.

    It would open a page alone.
    """
    items = _items(outermost)
    while items and (inner := _items(items[-1])) and _kind(inner[-1]) and not (inner[-1].tail or "").strip():
        items = _items(inner[-1])
    if items and _signs(items[-1]) <= most:
        items[-1].set("class", f"{items[-1].get('class', '')} alone".strip())


def _signs(item: HtmlElement) -> int:
    """How many signs an item has, without its notes."""
    notes = item.iterfind('.//span[@class="footnote"]')
    return len(item.text_content()) - sum(len(note.text_content()) for note in notes)
