"""The structure of a PDF → the languages in which each of its pages is read aloud (PDF 32000-1, 14.9.2)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

DEPTH = 200
"""Elements within elements beyond which a file is refused, since it may never end."""


def spoken_languages(pdf: Pdf) -> Mapping[int, Mapping[str, int]]:
    """Page, from 1 → language (BCP 47) → how many pieces of text are read in it; nothing without structure.

    Raises `ValueError` for elements within one another without an end.
    """
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found: dict[int, Counter[str]] = {}
    waiting = [(each, str(pdf.Root.get("/Lang", "")), None, 0) for each in _kids(_structure(pdf))]
    while waiting:
        element, lang, page, depth = waiting.pop()
        if depth > DEPTH:
            raise ValueError("structure elements within one another without an end")
        if isinstance(element, int) or element.get("/Type") == Name.MCR:
            page = page if isinstance(element, int) else element.get("/Pg", page)
            if page is not None and page.objgen in numbers:
                found.setdefault(numbers[page.objgen], Counter())[lang] += 1
        elif element.get("/Type") != Name.OBJR:
            lang, page = str(element.get("/Lang", lang)), element.get("/Pg", page)
            waiting += [(kid, lang, page, depth + 1) for kid in _kids(element)]
    return found


def _structure(pdf: Pdf) -> Any:
    return pdf.Root.get("/StructTreeRoot", Dictionary())


def _kids(element: pikepdf.Object) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return [*kids] if isinstance(kids, Array) else [kids]
