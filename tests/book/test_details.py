"""What a proofreader circles, read from finished pages: details of blocks in each design, and of a tome."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_uppercase

import pytest

from book.lines import Letters, call, made
from book.printing import Printed, print_all
from book.reading import Page, glyphs_of, labels_of, letters, pages_of, places_of
from book.styles import DESIGNS, Style, set_one
from florilege.prose.genres import arranged
from florilege.prose.prose import Note
from florilege.runtime.workers import Workers
from worlds import small

pytestmark = pytest.mark.press

LONG = "cale barque remous goutte varech tangue drisse balise amarre estran cabane quille " * 2


def one(pool: Workers, style: Style, body: str, *notes: Note) -> Letters:
    """The letters of the pages of one text."""
    (read,) = made(pool, [call(style, body, *notes)])
    return read


@pytest.mark.parametrize("design", range(3))
def test_definitions_stand_apart_and_their_terms_hang(
    styles: Sequence[Style], pool: Workers, design: int
) -> None:
    style = styles[design]
    term = f"zterme {LONG}"
    body = f"<p>Avant.</p><dl><dt>{term}</dt><dd>Zsens {LONG}</dd></dl><p>Puis.</p>"
    read = one(pool, style, body)
    before, after = read.places_of("Avant")[0], read.places_of("Puis")[0]
    named, meant = read.places_of(term), read.places_of(f"Zsens {LONG}")
    leading = style.geometry.leading
    assert round((before[2] - named[0][2]) / leading) == 2
    assert round((meant[-1][2] - after[2]) / leading) == 2
    assert len(named) > 1
    assert named[0][1] < meant[0][1] < named[1][1]
    assert len({round(left) for _, left, _ in meant}) == len({round(left) for _, left, _ in named[1:]}) == 1


@pytest.mark.parametrize("design", range(3))
def test_a_letter_looks_the_same_marked_or_not(styles: Sequence[Style], pool: Workers, design: int) -> None:
    said = f"<p>Chère Odile,</p><p>Zut {LONG}</p><p>Gaspard Lin</p>"
    pages = [
        one(pool, styles[design], arranged(f"<p>Une.</p><blockquote{of}>{said}</blockquote><p>Deux.</p>"))
        for of in ("", ' class="letter"')
    ]
    assert pages[0].places == pages[1].places
    (read, _) = pages
    greeted, signed = read.places_of("Chère Odile")[0], read.places_of("Gaspard Lin")[0]
    within, around = read.places_of(f"Zut {LONG}"), read.places_of("Une")[0]
    assert abs(greeted[1] - within[1][1]) < 0.5
    assert greeted[1] > around[1] + 5 or design == 2
    assert signed[1] > greeted[1] + 40
    quoted = one(
        pool, styles[design], arranged(f"<blockquote><p>Zut {LONG}</p><p>Gaspard Lin</p></blockquote>")
    )
    assert abs(quoted.places_of("Gaspard Lin")[0][1] - signed[1]) < 0.5


@pytest.mark.parametrize("design", range(3))
def test_two_lines_stand_below_an_ornament(styles: Sequence[Style], pool: Workers, design: int) -> None:
    """Wherever it falls on its page; it's a rule in one design."""
    style = styles[design]
    bodies = "".join(
        f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
        f"<p>Zig {LONG}</p><hr><p>Zag {LONG}</p></div>"
        for left in range(9)
    )
    found = []
    for page in pages_of(set_one(pool, call(style, bodies))):
        ornaments = [word.y for word in page.words if word.text in "∗•"]
        ornaments += [drawing.box[1] for drawing in page.drawings]
        lines = {round(word.y) for word in page.words if word.text.isalpha()}
        found += [sum(line < ornament for line in lines) for ornament in {round(y) for y in ornaments}]
    assert len(found) == 9
    assert min(found) >= 2


@pytest.mark.parametrize("design", range(3))
def test_headings_stand_on_the_lines_of_the_text(styles: Sequence[Style], pool: Workers, design: int) -> None:
    read = one(pool, styles[design], "<p>Avant.</p><h2>Zigue</h2><p>Puis.</p>")
    before, heading, after = (read.places_of(word)[0][2] for word in ("Avant", "Zigue", "Puis"))
    leading = styles[design].geometry.leading
    assert abs((before - after) / leading - 5) < 0.01
    assert abs((before - heading) / leading - 3) < 0.2


@pytest.mark.parametrize("design", range(3))
def test_a_first_item_of_two_lines_ends_no_page(styles: Sequence[Style], pool: Workers, design: int) -> None:
    style = styles[design]
    words = " ".join(LONG.split()[: 9 if style.geometry.measure > 90 else 7])
    body = "".join(
        f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
        f"<ul><li>Zu{left} {words} {words}</li><li>Zo{left}</li><li>Fin</li></ul></div>"
        for left in range(2, 6)
    )
    read = one(pool, style, body)
    for left in range(2, 6):
        item = read.places_of(f"Zu{left} {words} {words}")
        assert len(item) == 2
        assert item[-1][0] == read.places_of(f"Zo{left}")[0][0]


@pytest.mark.parametrize("design", range(3))
def test_no_word_of_a_cell_is_divided(styles: Sequence[Style], pool: Workers, design: int) -> None:
    words = ("incompréhensible", "considération", "attentivement", "immédiatement", "raccommodage")
    rows = "".join(f"<tr><td>{one}</td><td>{LONG} {one}</td><td>au {one}</td></tr>" for one in words)
    head = "<thead><tr><th>Un</th><th>Deux</th><th>Trois</th></tr></thead>"
    read = one(pool, styles[design], f"<table>{head}<tbody>{rows}</tbody></table>")
    for word in words:
        found = [*re.finditer(letters(word), read.text)]
        assert len(found) == 3
        for each in found:
            assert len({(page, round(y)) for page, _, y in read.places[slice(*each.span())]}) == 1, word


PARTS = 3
ESSAYS = 5
NAMES = ("ain", "el", "ister", "otte", "ude")
PERSONS = ", ".join(
    f"[[Ada {first}{name}]]"
    for number, first in enumerate(ascii_uppercase)
    for name in NAMES[: 1 + number % len(NAMES)]
)
"""One to five for each letter: more than the columns of a page hold."""


@pytest.fixture(scope="module")
def tomes(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A tome in each design: a foreword, parts of essays that name people, long notes, notices."""
    root = tmp_path_factory.mktemp("details")
    files: dict[str, str | bytes | None] = {}
    for design in DESIGNS:
        volume, parts = f"v-{design}", ""
        for part in range(PARTS):
            ids = [f"{design}-{part}{number}" for number in range(ESSAYS)]
            for rank, id in enumerate(ids):
                fields = f"title: Essai {id}\nauthors: [{'ada' if rank else 'bob'}]\nlicense: CC BY 4.0"
                named = f"[[Odile Rive]] et [[Luc Nord|Nord]], {LONG}\n\n"
                note = f"[^n]: Znote {LONG * 6}\n\n    Zsuite {LONG * 4}\n" if rank == 1 else ""
                body = f"{named}{LONG * 12}{'[^n]' if note else ''}\n\n{named * 3}{LONG}\n\n{note}"
                body += PERSONS if (part, rank) == (0, 0) else ""
                files[f"essays/{id}/index.md"] = f"---\n{fields}\n---\n\n{body}"
            parts += f"  - {{title: Partie {part}, id: p{part}, essays: [{', '.join(ids)}]}}\n"
        fields = f"title: Zinzin\nseries: Collection\nnumber: 7\ndesign: {design}\nlang: fr\nparts:\n{parts}"
        files[f"volumes/{volume}/index.md"] = f"---\n{fields}---\n"
        files[f"volumes/{volume}/foreword.md"] = "---\ntitle: Avant-propos\n---\nUne ligne.\n"
    files["authors/ada.md"] = f"---\nname: Ada Lune\n---\n\n{LONG * 3}\n"
    files["authors/bob.md"] = f"---\nname: Bob Rive\n---\n\n{LONG * 8}\n"
    files["essays/un/index.md"] = files["volumes/tome-1/index.md"] = None
    small(root, files)
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return print_all(root)


def rows(page: Page) -> list[str]:
    """The lines of a page, those of columns side by side apart."""
    lines = [page.words[0].text] if page.words else []
    for before, word in pairwise(page.words):
        if abs(before.y - word.y) < 1 and word.x - before.x < 24:
            lines[-1] += word.text
        else:
            lines.append(word.text)
    return lines


@pytest.mark.parametrize("design", DESIGNS)
def test_what_opens_a_text_bears_its_folio(tomes: Printed, design: str) -> None:
    pdf = tomes.pdf(f"v-{design}")
    pages, places, labels = pages_of(pdf), places_of(pdf), labels_of(pdf)
    matter = (
        "tome--contents",
        "tome--notices",
        "tome--index",
        "tome--table",
        f"volumes--v-{design}--foreword",
    )
    essays = [f"{design}-{part}{number}" for part in range(PARTS) for number in range(ESSAYS)]
    for name in (*matter, *essays):
        number = places[name].page
        words = pages[number - 1].words
        lowest = min(words, key=lambda word: word.y).y
        assert "".join(word.text for word in words if word.y - lowest < 2) == labels[number - 1], name


@pytest.mark.parametrize("design", DESIGNS)
def test_the_title_of_a_volume_is_no_smaller_than_its_number(tomes: Printed, design: str) -> None:
    page = next(page for page in glyphs_of(tomes.pdf(f"v-{design}"))[2:] if page)
    said = "".join(glyph.text for glyph in page).lower()
    title, number = said.index("zinzin"), said.index("tome7")
    assert page[title].size > page[number].size


def index_of(tome: bytes) -> list[str]:
    pages = [rows(page) for page in pages_of(tome)]
    first = next(n for n, page in enumerate(pages) if any("indexdes" in row for row in page[:3]))
    return pages[first]


@pytest.mark.parametrize("design", DESIGNS)
def test_an_index_merges_pages_and_leaves_none_alone(tomes: Printed, design: str) -> None:
    listed = index_of(tomes.pdf(f"v-{design}"))
    turned = [row for row in listed if row[0].isdigit()]
    assert all("," in row or "–" in row for row in turned[:-1])


@pytest.mark.parametrize("design", DESIGNS)
def test_a_column_of_the_index_begins_with_a_letter(tomes: Printed, design: str) -> None:
    pdf = tomes.pdf(f"v-{design}")
    places, pages = places_of(pdf), pages_of(pdf)
    first, after = places["tome--index"].page - 1, places["tome--table"].page - 1
    begun = [
        next(row for row in column if re.match(r"[a-z]$|\w+,ada", row))
        for page in pages[first:after]
        for column in columns_of(page)
        if any(",ada" in row for row in column)
    ]
    assert len(begun) > 2
    assert all(any(",ada" in row for row in column) for column in columns_of(pages[first]))
    assert [row for row in begun if len(row) > 1] == []


def columns_of(page: Page) -> Iterator[list[str]]:
    """The lines of each of two columns, from above."""
    middle = (min(word.x for word in page.words) + max(word.x for word in page.words)) / 2
    for side in (False, True):
        lines: dict[float, str] = {}
        for word in sorted(page.words, key=lambda word: (-round(word.y), word.x)):
            if (word.x > middle) == side:
                lines[round(word.y)] = lines.get(round(word.y), "") + word.text
        yield [*lines.values()]


@pytest.mark.parametrize("design", DESIGNS)
def test_a_part_stands_whole_in_the_table_of_contents(tomes: Printed, design: str) -> None:
    pdf = tomes.pdf(f"v-{design}")
    table = places_of(pdf)["tome--table"].page - 1
    pages = ["".join(rows(page)) for page in pages_of(pdf)[table:]]
    for part in range(PARTS):
        of = [f"essai{design}-{part}{number}" for number in range(ESSAYS)]
        found = {number for number, page in enumerate(pages) for title in of if title in page}
        assert len(found) == 1, (part, found)
    if design == "contemporain":
        assert "essai" in pages[1]


@pytest.mark.parametrize("design", range(3))
def test_a_note_goes_on_overleaf_in_a_sentence(styles: Sequence[Style], pool: Workers, design: int) -> None:
    style, went_on = styles[design], 0
    number = '<a class="note-ref" href="#n1">1</a>'
    for left in range(3, 15):
        said = f"<p>Zun {LONG * 2} zfin.</p><p>Zdeux {LONG * 2} znul.</p>"
        before, after = "<p>Ligne.</p>" * (style.geometry.lines - left), f"<p>{LONG}</p>" * 4
        note = Note(id="n1", number=1, html=said)
        read = one(pool, style, f"{before}<p>Or{number}.</p>{after}", note)
        begins, ends, goes_on, is_over = (
            read.places_of(word)[0][0] for word in ("Zun", "zfin", "Zdeux", "znul")
        )
        assert ends == goes_on
        went_on += begins != is_over
    assert went_on


@pytest.mark.parametrize("design", range(3))
def test_no_row_stands_alone_where_a_table_is_broken(
    styles: Sequence[Style], pool: Workers, design: int
) -> None:
    style = styles[design]
    body = "".join(
        f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
        "<table><thead><tr><th>Un</th><th>Deux</th></tr></thead><tbody>"
        + "".join(f"<tr><td>zr{left}x{row}</td><td>mot</td></tr>" for row in range(1, 25))
        + "</tbody></table></div>"
        for left in range(3, 12)
    )
    read, parted = one(pool, style, body), 0
    for left in range(3, 12):
        pages = [read.places_of(f"zr{left}x{row}")[0][0] for row in range(1, 25)]
        assert pages[0] == pages[1]
        assert pages[-2] == pages[-1]
        parted += pages[0] != pages[-1]
    assert parted
