"""Lists in lists, wherever a text may have one: every item has its own number on the page, or none."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from book.printing import page_texts, print_all
from worlds import small

pytestmark = pytest.mark.press

KINDS = ("ol", "ul", "dl")
DEPTH = 3
ITEMS = 3
NESTINGS = [*product(KINDS, repeat=DEPTH)]


def names() -> Iterator[str]:
    """Words that no other has: « maba », « mabe » …"""
    for letters in product("bcdfglmnprst", "aeiou", "bcdfglmnprst", "aeiou"):
        yield f"m{''.join(letters)}"


def markdown(nesting: tuple[str, ...], words: Iterator[str]) -> str:
    """Lists of these kinds, each in the second item of the one around it."""
    kind, *inner = nesting
    lines = []
    for number in range(1, ITEMS + 1):
        word = next(words)
        mark = {"ol": f"{number}.  ", "ul": "-   ", "dl": ":   "}[kind]
        if kind == "dl":
            lines.append(f"t{word}")
        lines.append(f"{mark}{word}")
        if inner and number == 2:
            lines += ["", *(f"    {line}".rstrip() for line in markdown(tuple(inner), words).split("\n")), ""]
        elif kind == "dl":
            lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def html(nesting: tuple[str, ...], words: Iterator[str]) -> str:
    kind, *inner = nesting
    items = []
    for number in range(1, ITEMS + 1):
        word = next(words)
        within = html(tuple(inner), words) if inner and number == 2 else ""
        items.append(
            f"<dt>t{word}</dt><dd>{word}{within}</dd>" if kind == "dl" else f"<li>{word}{within}</li>"
        )
    return f"<{kind}>{''.join(items)}</{kind}>"


def numbered(nesting: tuple[str, ...], words: Iterator[str]) -> Iterator[tuple[str, int | None]]:
    """Each item's word in order with its number, None where it has none."""
    kind, *inner = nesting
    for number in range(1, ITEMS + 1):
        yield next(words), number if kind == "ol" else None
        if inner and number == 2:
            yield from numbered(tuple(inner), words)


def indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


PLACES: dict[str, Callable[[str, str], str]] = {
    "text": lambda markdown, _: f"Avant.\n\n{markdown}\n\nEntre deux listes.\n",
    "quotation": lambda markdown, _: f"Avant.\n\n{quoted(markdown)}\n\nEntre deux listes.\n",
    "note": lambda markdown, word: f"Avec une note[^{word}].\n\n[^{word}]: Voici.\n\n{indented(markdown)}\n",
    "aside": lambda markdown, _: f'!!! note "À part"\n{indented(markdown)}\n\nEntre deux listes.\n',
}
"""Where a list stands → the Markdown for it there."""


def body(place: str) -> str:
    """Every nesting at a place, with the words of `names`."""
    words = names()
    if place == "cell":
        rows = "".join(f"<tr><td>{html(nesting, words)}</td></tr>\n" for nesting in NESTINGS)
        return f"<table>\n{rows}</table>\n"
    pieces = (markdown(nesting, words) for nesting in NESTINGS)
    return "\n".join(PLACES[place](piece, f"n{number}") for number, piece in enumerate(pieces))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Place → what is read on the pages of its proof, which a build checks word for word too."""
    root = tmp_path_factory.mktemp("lists")
    fields = "authors: [ada]\nlicense: CC BY 4.0\n---\n\n"
    small(
        root,
        {
            f"essays/{place}/index.md": f"---\ntitle: Listes\n{fields}{body(place)}"
            for place in (*PLACES, "cell")
        }
        | {
            f"volumes/{place}/index.md": f"---\ntitle: T\nparts:\n  - {{id: a, essays: [{place}]}}\n---\n"
            for place in (*PLACES, "cell")
        },
    )
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    printed = print_all(Path(root))
    return {id: " ".join(page_texts(printed.pdf(id))) for id in (*PLACES, "cell")}


@pytest.mark.parametrize("place", [*PLACES, "cell"])
def test_every_item_has_its_own_number(pages: dict[str, str], place: str) -> None:
    text = re.sub(r"\s+", " ", pages[place])
    words = names()
    wrong = []
    for nesting in NESTINGS:
        for word, number in numbered(nesting, words):
            before = re.search(rf"(\S+) {word}\b", text)
            found = before and re.fullmatch(r"(\d+)\.", before[1])
            if before is None or (int(found[1]) if found else None) != number:
                wrong.append((nesting, word, number, before and before[0]))
    assert wrong == []
