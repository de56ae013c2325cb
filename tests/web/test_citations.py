"""How essays and tomes are described on a site with its tomes, as machines find it there."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from pybtex.database import parse_string

ESSAYS = {
    "tome-1": ["le-banc-vert", "la-fenetre-du-quatrieme", "le-pain-partage"],
    "tome-2": ["letters-to-a-stranger", "oeuvre-a-quatre-mains"],
    "tome-3": ["douze-etages", "petit-traite-de-la-rampe", "the-parcel-book", "le-voisin-avant-la-maison"],
}


class Head(HTMLParser):
    """The `meta` and `link` elements of a page, its JSON-LD and its text."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.meta: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.hrefs: list[str] = []
        self.data: list[Any] = []
        self._in_data = False
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta.append((values.get("name") or values.get("property", ""), values.get("content", "")))
        elif tag == "link":
            self.links.append(values)
        elif tag == "a":
            self.hrefs.append(values.get("href", ""))
        self._in_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(json.loads(data))
            self._in_data = False

    def all(self, name: str) -> list[str]:
        return [content for each, content in self.meta if each == name]


def printed_pages(pdf: Path) -> dict[int, str]:
    """Folio → the text of the page that has it, its lowest line."""
    found: dict[int, str] = {}
    for page in extract_pages(pdf):
        lines = sorted((each for each in page if isinstance(each, LTTextContainer)), key=lambda each: each.y0)
        if lines and (folio := lines[0].get_text().strip()).isdigit():
            assert int(folio) not in found
            found[int(folio)] = " ".join(each.get_text() for each in lines)
    return found


def letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalpha())


@pytest.mark.parametrize("volume", ESSAYS)
def test_pages_cited_are_those_printed(offered: Path, volume: str) -> None:
    """In every format alike; the first line of an essay stands on the first of them."""
    printed = printed_pages(offered / f"volumes/{volume}/{volume}.pdf")
    ends = []
    for essay in ESSAYS[volume]:
        folder = offered / "essays" / essay
        (entry,) = rispy.loads((folder / f"{essay}.ris").read_bytes().decode())
        first, last = int(entry["start_page"]), int(entry["end_page"])
        bib = parse_string((folder / f"{essay}.bib").read_text(encoding="utf-8"), "bibtex").entries[essay]
        assert bib.fields["pages"] == (f"{first}--{last}" if first != last else str(first))
        csl = CiteProcJSON(json.loads((folder / f"{essay}.csl.json").read_text(encoding="utf-8")))[essay]
        assert re.findall(r"\d+", str(csl.page)) == bib.fields["pages"].split("--")
        head = Head(folder / "index.html")
        assert [head.all("citation_firstpage"), head.all("citation_lastpage")] == [[str(first)], [str(last)]]
        (chapter,) = head.data
        assert (chapter["pageStart"], chapter["pageEnd"]) == (first, last)
        assert letters(entry["title"]) in letters(printed[first])
        assert last in printed
        ends.append((first, last))
    assert all(last < first for (_, last), (first, _) in pairwise(sorted(ends)))


def test_a_page_leads_to_its_records(offered: Path) -> None:
    for folder in (offered / "essays").iterdir():
        if folder.is_dir():
            hrefs = Head(folder / "index.html").hrefs
            for suffix in (".bib", ".ris", ".csl.json"):
                assert f"{folder.name}{suffix}" in hrefs
                assert (folder / f"{folder.name}{suffix}").is_file()


def test_a_tome_is_a_book_and_says_what_it_is_about(offered: Path) -> None:
    head = Head(offered / "volumes/tome-3/index.html")
    assert head.all("og:type") == ["book"]
    about = "Douze étages, deux cent seize marches, et personne qui monte seul."
    assert head.all("description") == head.all("og:description") == [about]


THING = {
    "name": str,
    "url": str,
    "sameAs": list,
    "image": str,
}
"""Property → what stands in it, of all types (https://schema.org/Thing)."""
WORK = THING | {
    "alternativeHeadline": str,
    "author": ("Person", "Organization"),
    "editor": ("Person", "Organization"),
    "datePublished": str,
    "inLanguage": str,
    "abstract": str,
    "keywords": list,
    "license": str,
    "publisher": ("Person", "Organization"),
    "position": int,
    "hasPart": ("Chapter",),
    "isPartOf": ("Book", "BookSeries"),
}
VOCABULARY: dict[str, dict[str, Any]] = {
    "Person": THING,
    "Organization": THING,
    "BookSeries": WORK,
    "Book": WORK | {"isbn": str, "numberOfPages": int},
    "Chapter": WORK | {"pageStart": int, "pageEnd": int},
}
"""Type → the properties that the vocabulary gives it, of those that a site may have."""


def faults(data: dict[str, Any], path: str = "") -> Iterator[str]:
    """What in JSON-LD the vocabulary doesn't have."""
    kind = data["@type"]
    if kind not in VOCABULARY:
        yield f"{path}: {kind}"
        return
    if not data.get("name"):
        yield f"{path}: without a name"
    for name, value in data.items():
        if name.startswith("@"):
            continue
        expected = VOCABULARY[kind].get(name)
        if expected is None:
            yield f"{path}: {kind} has no {name}"
        elif isinstance(expected, type):
            if not isinstance(value, expected) or not (value or value == 0):
                yield f"{path}.{name}: {value!r}"
        else:
            for each in value if isinstance(value, list) else [value]:
                if each["@type"] not in expected:
                    yield f"{path}.{name}: {each['@type']}"
                yield from faults(each, f"{path}.{name}")


def test_all_that_search_engines_read_is_of_their_vocabulary(offered: Path) -> None:
    kinds = set()
    for page in offered.rglob("index.html"):
        for data in Head(page).data:
            assert data["@context"] == "https://schema.org"
            assert [*faults(data, page.parent.name)] == []
            kinds.add(data["@type"])
    assert kinds == {"Chapter", "Book", "Person"}
