"""A table on a telephone: its words are whole where there is room for them."""

import pytest
from lxml import html

from florilege.epub.chapters import CROWDED, PACKED, ROWS, SIGNS, Setting, chapter
from florilege.prose.prose import Prose

SETTING = Setting(address=lambda key, anchor: "", images={})


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (
            [
                ["Heure", "Chambre", "Motif noté"],
                ["22 h 40", "3", "L’orage et la pluie qui vient, la nuit"],
            ],
            "",
        ),
        ([["a" * 12] * 4, ["b"] * 4], ""),
        ([["a" * 12] * 4, ["b", "b" * 13, "b", "b"]], "crowded"),
        ([["mot"] * (CROWDED // 3 + 1)], "crowded"),
        ([["mot"], ["mot"] * (PACKED // 3 + 1)], "crowded packed"),
        ([["mot"]] * ROWS, ""),
        ([["mot"]] * (ROWS + 1), "long"),
        ([["mot " * (SIGNS // 4), "mots"]], "long"),
    ],
)
def test_a_table_parts_words_only_where_they_have_no_room_and_scrolls_if_short(
    rows: list[list[str]], kinds: str
) -> None:
    cells = ("".join(f"<td>{word}</td>" for word in row) for row in rows)
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    made = html.fragment_fromstring(chapter(Prose(prefix="x", html=table), SETTING).body)
    assert made.get("class") == f"table {kinds}".strip()
    assert (made.get("tabindex") is None) == ("long" in kinds)
