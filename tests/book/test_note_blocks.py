"""Blocks in notes: each begins a line of its own, tables have columns, in every design and size."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from book.lines import Letters, call, made
from book.printing import print_all
from book.styles import Style
from book.tree import tree_of
from florilege.prose.prose import Note
from florilege.runtime.workers import Workers
from worlds import small

ROWS = (("zaba", "zebe", "zibi"), ("zaca", "zece", "zici un quai"), ("zada", "zede", "zidi"))

HEAD, *BODY = (f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in ROWS)
TABLE = f"<table><thead>{HEAD.replace('td>', 'th>')}</thead><tbody>{''.join(BODY)}</tbody></table>"
BLOCKS = f"""<p>baba</p><ol><li>beba</li><li><p>biba</p><ul><li>boba</li></ul></li></ol>
<blockquote><p>caba</p><p>ceba</p></blockquote><pre><code>daba\n    deba\n\ndiba</code></pre>
<p class="verse"><span class="line">faba</span><br><span class="line">feba</span></p>
<p class="center"><span>gaba</span></p><h3>haba</h3>
<aside class="admonition"><p class="admonition-title">jaba</p><p>jeba</p></aside>
<dl><dt>laba</dt><dd>leba</dd></dl><hr><details><summary>maba</summary><p>meba</p></details>
{TABLE}<p>naba</p>"""
BEGINNING = (
    "baba beba biba boba caba ceba daba deba diba faba feba gaba haba jaba jeba laba leba maba meba "  # noqa: SIM905
    "zaba zaca zada naba".split()
)
"""What begins a line, in order."""


def note(html: str, number: int = 1) -> Note:
    return Note(id=f"a--note-{number}", number=number, html=html)


def text(notes: int) -> str:
    calls = (f'<a class="note-ref" href="#a--note-{each}">{each}</a>' for each in range(1, notes + 1))
    return f"<p>Un quai{', deux'.join(calls)}.</p>"


def place(said: Letters, word: str) -> tuple[int, float, float]:
    (found,) = said.places_of(word)
    return found


def test_each_block_begins_a_line(styles: Sequence[Style], pool: Workers) -> None:
    """Below the one before; what two rows of a table say stands in columns."""
    calls = [call(style, text(1), note(BLOCKS)) for style in styles]
    for said in made(pool, calls):
        places = [place(said, word) for word in BEGINNING]
        assert [
            (one, other)
            for (one, above), (other, below) in pairwise(zip(BEGINNING, places, strict=True))
            if (above[0], -above[2]) >= (below[0], -below[2])
        ] == []
        cells = [[place(said, cell) for cell in row] for row in ROWS]
        for row in cells:
            assert len({(cell[0], round(cell[2], 1)) for cell in row}) == 1
        for column in zip(*cells, strict=True):
            assert len({round(cell[1], 1) for cell in column}) == 1
        assert all(one[1] + 15 < other[1] for row in cells for one, other in pairwise(row))
        assert place(said, "deba")[1] > place(said, "daba")[1] + 10


def test_a_wide_table_stays_within_the_page(styles: Sequence[Style], pool: Workers) -> None:
    """Nine columns of words and of dates."""
    rows = [
        "".join(f"<td>{'anticonstitutionnel' if row else '12 février'} {row}{each}</td>" for each in range(9))
        for row in range(4)
    ]
    table = f"<table><tbody><tr>{'</tr><tr>'.join(rows)}</tr></tbody></table>"
    calls = [call(style, text(1), note(table)) for style in styles]
    for style, said in zip(styles, made(pool, calls), strict=True):
        page = style.geometry
        ends = [x for _, x, _ in said.places]
        assert min(ends) >= page.side * 72 / 25.4 - 1
        assert max(ends) < (page.width - page.side) * 72 / 25.4


def test_a_table_in_a_note_is_one_for_who_hears_it(tmp_path: Path) -> None:
    markdown = (
        "Un quai[^a].\n\n[^a]: Une table :\n\n    | Ville | An |\n    |---|---|\n    | Brest | 1998 |\n"
    )
    small(
        tmp_path,
        {
            "essays/un/index.md": f"---\ntitle: Un\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\n{markdown}",
        },
    )
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    with tree_of(print_all(tmp_path).pdf("tome-1")) as document:
        (found,) = document.all_of("Note")
        (table,) = found.all_of("Table")
        rows = [[(cell.kind, cell.letters()) for cell in row.elements] for row in table.all_of("TR")]
    assert rows == [[("TH", "ville"), ("TH", "an")], [("TD", "brest"), ("TD", "1998")]]
