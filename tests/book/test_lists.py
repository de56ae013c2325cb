"""Lists in lists, wherever a text may have one, read from finished pages.

Every item has its own number, or none; its lines stand under one another; none opens a page alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path

import pytest

from book.lines import call, made
from book.plain import Call
from book.printing import page_texts, print_all
from book.reading import drawn_of, letters
from book.styles import Style
from florilege.prose.prose import Note
from florilege.runtime.workers import Workers
from worlds import small

pytestmark = pytest.mark.press

KINDS = ("ol", "ul", "dl")
DEPTH = 3
ITEMS = 3
NESTINGS = [*product(KINDS, repeat=DEPTH)]


def names() -> Iterator[str]:
    """Words that no other has: « maba », « mabe » …"""
    for ending in product("bcdfglmnprst", "aeiou", "bcdfglmnprst", "aeiou"):
        yield f"m{''.join(ending)}"


def markdown(nesting: tuple[str, ...], words: Iterator[str]) -> str:
    """Lists of these kinds, each in the second item of the one around it."""
    kind, *inner = nesting
    lines = []
    for number in range(1, ITEMS + 1):
        word = next(words)
        mark = {"ol": f"{number}.  ", "ul": "-   ", "dl": ":   "}[kind]
        if kind == "dl":
            lines.append(f"z{word}")
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
            f"<dt>z{word}</dt><dd>{word}{within}</dd>" if kind == "dl" else f"<li>{word}{within}</li>"
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
def proofs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Place → the tome whose one essay has every nesting there."""
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
    tomes = print_all(Path(root))
    return {id: tomes.pdf(id) for id in (*PLACES, "cell")}


@pytest.mark.parametrize("place", [*PLACES, "cell"])
def test_every_item_has_its_own_number(proofs: Mapping[str, bytes], place: str) -> None:
    text = re.sub(r"\s+", " ", " ".join(page_texts(proofs[place])))
    words = names()
    wrong = []
    for nesting in NESTINGS:
        for word, number in numbered(nesting, words):
            before = re.search(rf"(\S+) {word}\b", text)
            found = before and re.fullmatch(r"(\d+)\.", before[1])
            if before is None or (int(found[1]) if found else None) != number:
                wrong.append((nesting, word, number, before and before[0]))
    assert wrong == []


@pytest.mark.parametrize("place", [*PLACES, "cell"])
def test_every_word_is_drawn_once_and_in_order(proofs: Mapping[str, bytes], place: str) -> None:
    drawn = letters("".join(glyph.text for page in drawn_of(proofs[place]) for glyph in page))
    words, expected = names(), list[str]()
    for nesting in NESTINGS:
        expected += re.findall(r"z?m[a-z]{4}", html(nesting, words))
    assert re.findall(r"z?m[bcdfglmnprst][aeiou][bcdfglmnprst][aeiou]", drawn) == expected


# Pages that are set without a tome, in each design


STARTS = (1, 8, 98, 1998)
"""First numbers: of one digit, of more, of more from item to item."""


def long_lists(nesting: tuple[str, ...], words: Iterator[str], start: int, lists: list[list[str]]) -> str:
    """Lists like those above, whose items are longer than a line; `lists` gets what the items of each say."""
    kind, *inner = nesting
    said, items = list[str](), ""
    lists.append(said)
    for number in range(ITEMS):
        said.append(" ".join(islice(words, 13)))
        within = long_lists(tuple(inner), words, start, lists) if inner and number == 1 else ""
        item = f"{said[-1]}{within}"
        items += f"<dt>Mot</dt><dd>{item}</dd>" if kind == "dl" else f"<li>{item}</li>"
    return f"<ol start={start}>{items}</ol>" if kind == "ol" else f"<{kind}>{items}</{kind}>"


AROUND: Mapping[str, str] = {
    "text": "{}",
    "quotation": "<blockquote>{}</blockquote>",
    "aside": '<aside class="admonition"><p class="admonition-title">À part</p>{}</aside>',
    "cell": "<table><tr><td>{}</td></tr></table>",
    "note": "{}",
}


def long_call(style: Style, place: str, lists: list[list[str]]) -> Call:
    """Every nesting at a place."""
    words = names()
    made = [long_lists(each, words, STARTS[rank % len(STARTS)], lists) for rank, each in enumerate(NESTINGS)]
    if place != "note":
        return call(style, "".join(AROUND[place].format(each) for each in made))
    notes = [Note(id=f"n{rank}", number=rank, html=f"<p>Ici</p>{each}") for rank, each in enumerate(made)]
    calls = (f'<p>Mot<a class="note-ref" href="#{note.id}">{note.number}</a>.</p>' for note in notes)
    return call(style, "".join(calls), *notes)


@pytest.mark.parametrize("place", AROUND)
def test_turnovers_stand_under_the_text_of_their_list(
    styles: Sequence[Style], pool: Workers, place: str
) -> None:
    """In each design, on a size that changes with the place."""
    first = 3 * ([*AROUND].index(place) % 3)
    lists: list[list[str]] = []
    calls = [long_call(style, place, lists) for style in styles[first : first + 3]]
    lists = lists[: len(lists) // 3]
    for read in made(pool, calls):
        lines = [[line for item in items for line in read.lines(item)] for items in lists]
        wrong = [
            (items[0][:11], sorted({round(left, 1) for _, left in of}))
            for items, of in zip(lists, lines, strict=True)
            if max(left for _, left in of) - min(left for _, left in of) > 0.1
        ]
        assert wrong == []
        assert sum(map(len, lines)) > 1.5 * ITEMS * len(lists)


ENDS: Mapping[str, str] = {
    "ul": "<ul><li>{0}</li><li>{1}</li></ul>",
    "ol": "<ol><li>{0}</li><li>{1}</li></ol>",
    "dl": "<dl><dt>Mot</dt><dd>{0}</dd><dd>{1}</dd></dl>",
    "loose": "<ol><li><p>{0}</p></li><li><p>{1}</p></li></ol>",
    "deep": "<ul><li>Un</li><li>{0}<ol><li>{1}</li></ol></li></ul>",
    "deeper": "<ol><li>Un</li><li>Deux<ul><li>{0}<dl><dt>Mot</dt><dd>{1}</dd></dl></li></ul></li></ol>",
    "single": "<p>{0}</p><ul><li>{1}</li></ul>",
    "noted": '<ul><li>{0}</li><li>{1}<a class="note-ref" href="#{3}">1</a></li></ul>',
    "quotation": "<blockquote><ul><li>{0}</li><li>{1}</li></ul></blockquote>",
    "block": "<ol><li>{0}</li><li><blockquote><p>{1}</p></blockquote></li></ol>",
}
"""Lists whose last item is one line, and what comes before it."""
NEAR_FOOT = range(2, 12)
"""Lines that are left on a page where a list begins."""

Sample = tuple[str, int, Sequence[str]]
"""A text, lines left on its page, and its words: two that stand alone, and 30 more."""


def samples(texts: Iterable[str]) -> list[Sample]:
    words = names()
    return [(text, left, [*islice(words, 32)]) for text, left in product(texts, NEAR_FOOT)]


def near_foot(style: Style, samples: Sequence[Sample]) -> Call:
    """Pages on which each text begins near the foot; {0}, {1} and {2} become its words, {3} a note."""
    pages, notes = [], []
    for number, (text, left, (first, second, *more)) in enumerate(samples, 1):
        filler = "<p>Ligne.</p>" * (style.geometry.lines - left)
        body = text.format(first, second, " ".join(more), f"n{number}")
        pages.append(f'<div style="break-before: page">{filler}{body}<p>Après.</p><p>Fin.</p></div>')
        if "note-ref" in text:
            notes.append(Note(id=f"n{number}", number=number, html=f"<p>{'Voir plus haut. ' * 9}</p>"))
    return call(style, "".join(pages), *notes)


def test_no_item_opens_a_page_alone(styles: Sequence[Style], pool: Workers) -> None:
    """The line before the last item comes with it, and so does its number."""
    tried = samples(ENDS.values())
    for read in made(pool, [near_foot(style, tried) for style in styles[:3]]):
        for text, left, (before, last, *_) in tried:
            (page, _), (other, _) = read.lines(before)[0], read.lines(last)[0]
            assert page == other, (text, left)
            mark = read.text.index(last) - 1
            assert read.places[mark][0] == page or not read.text[mark].isdigit(), (text, left)


STARTING: Mapping[str, str] = {
    "ul": "<ul><li>{0}</li><li>{1}</li><li>Un</li></ul>",
    "ol": "<ol><li>{0}</li><li>{1}</li><li>Un</li></ol>",
    "loose": "<ol><li><p>{0}</p></li><li><p>{1}</p></li><li><p>Un</p></li></ol>",
    "quotation": "<blockquote><ul><li>{0}</li><li>{1}</li><li>Un</li></ul></blockquote>",
    "aside": '<aside class="admonition"><ul><li>{0}</li><li>{1}</li><li>Un</li></ul></aside>',
}
"""Lists whose first item is one line."""


def test_no_item_ends_a_page_alone(styles: Sequence[Style], pool: Workers) -> None:
    tried = samples(STARTING.values())
    for read in made(pool, [near_foot(style, tried) for style in styles[:3]]):
        for text, left, (first, second, *_) in tried:
            (page, _), (other, _) = read.lines(first)[0], read.lines(second)[0]
            assert page == other, (text, left)


LONG: Mapping[str, str] = {
    "ul": "<ul><li>Un</li><li>{0}</li><li>{1} {2}</li></ul>",
    "ol": "<ol><li>Un</li><li><p>{0}</p></li><li><p>{1} {2}</p></li></ol>",
    "dl": "<dl><dt>Mot</dt><dd>{0}</dd><dd>{1} {2}</dd></dl>",
    "deep": "<ul><li>{0}<ol><li>{1} {2}</li></ol></li></ul>",
}


def test_no_line_of_an_item_is_parted_from_the_others(styles: Sequence[Style], pool: Workers) -> None:
    """Two lines at least stand on each page; and an item of several may open one."""
    tried = samples(LONG.values())
    for read in made(pool, [near_foot(style, tried) for style in styles[:3]]):
        opened = 0
        for text, left, (before, *item) in tried:
            pages = [page for page, _ in read.lines(" ".join(item))]
            assert all(pages.count(page) > 1 for page in pages), (text, left, pages)
            opened += read.lines(before)[0][0] < pages[0]
        assert opened >= len(LONG) - 1


BLOCKS_OF_ITEMS = {
    "table": "<table><thead><tr><th>{}</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>",
    "heading": "<h3>{}</h3>",
    "quotation": "<blockquote><p>{}</p></blockquote>",
    "aside": '<aside class="admonition"><p class="admonition-title">{}</p></aside>',
    "code": "<pre><code>{}</code></pre>",
    "terms": "<dl><dt>{}</dt><dd>a</dd></dl>",
}


def test_no_number_stands_alone_on_its_line(styles: Sequence[Style], pool: Workers) -> None:
    """Whatever an item begins with, and wherever on the page."""
    words = names()
    tried = [(left, each, next(words)) for left in (1, 2, 3, 9) for each in BLOCKS_OF_ITEMS]
    calls = [
        call(
            style,
            "".join(
                f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
                f"<ol start=7><li>{BLOCKS_OF_ITEMS[each].format(word)}</li></ol></div>"
                for left, each, word in tried
            ),
        )
        for style in styles[:3]
    ]
    for style, read in zip(styles, made(pool, calls), strict=False):
        numbers = [place for letter, place in zip(read.text, read.places, strict=True) if letter == "7"]
        for left, each, word in tried:
            ((page, x, y),) = read.places_of(word)
            (beside,) = (number for number in numbers if number[0] == page)
            assert beside[1] < x, (left, each)
            assert abs(beside[2] - y) < 0.3 * style.geometry.leading, (left, each)


BEFORE = ("<h2>Titre</h2>", "<h3>Titre</h3>", "<h4>Titre</h4>", "<hr>", '<p class="epigraph">Mot</p>')
FIRST = ("{}", "<blockquote>{}</blockquote>", '<aside class="admonition">{}</aside>', "<dl><dd>{}</dd></dl>")


def test_dialogue_is_indented_wherever_it_begins(styles: Sequence[Style], pool: Workers) -> None:
    """What is said first, as what is answered; any other first paragraph is flush."""
    places = [*FIRST, *(f"{before}{{}}" for before in BEFORE)]
    words = names()
    spoken, told = ([(next(words), next(words)) for _ in places] for _ in range(2))
    bodies = [
        place.format("".join(f"<p>{dash}{word}</p>" for word in pair))
        for dash, pairs in (("—\u00a0", spoken), ("", told))
        for place, pair in zip(places, pairs, strict=True)
    ]
    bodies.insert(len(places), "<h2>Titre</h2>")
    for read in made(pool, [call(style, "".join(bodies)) for style in styles[:3]]):
        left = {word: read.lines(word)[0][1] for pair in (*spoken, *told) for word in pair}
        assert [pair for pair in spoken if abs(left[pair[0]] - left[pair[1]]) > 0.1] == []
        assert [pair for pair in told if left[pair[0]] > left[pair[1]] - 5] == []
