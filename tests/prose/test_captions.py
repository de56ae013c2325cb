"""Captions of tables, whatever marks them, above or below: no word is lost, none stands twice."""

import re
import sys
import textwrap
from collections.abc import Callable
from html import unescape
from itertools import product
from types import FrameType
from typing import Any

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.captions import captioned_tables
from florilege.prose.containers import mark_containers
from florilege.prose.manuscript import Manuscript
from florilege.prose.prose import Prose
from florilege.prose.setting import set_text
from florilege.prose.unread_words import lost_words

TABLES = {
    "strokes": "| a | b |\n|---|---|\n| c | d |",
    "no strokes outside": "a | b\n--|--\nc | d",
    "grid": "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
    "columns": "a    b\n---- ----\nc    d",
}
MARKERS = (
    *("Table:", "table:", "Table :", "Table\u00a0:", "Table\u202f:", "Table&nbsp;:", "Table  :"),
    *("Tableau :", "Tableau\u00a0:", "tableau:", "Tabelle:", "Tabelle :", ":"),
)
FRAMES = {"alone": "", "item": "  ", "number": "   ", "quotation": "> "}
BEFORE = {"alone": "", "item": "- Avant.\n\n", "number": "1. Avant.\n\n", "quotation": "> Avant.\n>\n"}

STROKES = TABLES["strokes"]
OTHER = "| e |\n|---|\n| f |"
TABLE, SECOND = "[abcd]", "[ef]"
"""How they are read."""

CAPTIONS = {
    "Une légende\nqui continue": "Une légende qui continue",
    "Une *légende\nqui* continue\\\nencore  \nlà": "Une <em>légende qui</em> continue encore là",
    "[[Luc Bary|Luc]] là": "Luc là",
    "La commande `a | b`": "La commande <code>a | b</code>",
    "Un signe | là": "Un signe | là",
    "Les ensembles {a, b}": "Les ensembles {a, b}",
    "{a} puis {b}": "{a} puis {b}",
    "Soit $x_{a}$": "Soit <i>x</i><sub><i>a</i></sub>",
    "Les [bacs]{.smallcaps}": 'Les <span class="smallcaps">bacs</span>',
    "Les bacs {#tbl-a .wide}": "Les bacs",
    'Les bacs\n{tbl-colwidths="[75,25]"}': "Les bacs",
}

TEXTS = {
    "nothing around": (f"{STROKES}\n\nTable: Un", f"{TABLE}(Un)"),
    "words on the next line": (f"x\n\n{STROKES}\n\nTable:\nUn\n\ny", f"x {TABLE}(Un) y"),
    "touches the table": (f"x\n\n{STROKES}\n: Un\n\ny", f"x {TABLE}(Un) y"),
    "touches the table below": (f"x\n\nTable: Un\n{STROKES}\n\ny", f"x (Un){TABLE} y"),
    "words touch the table": (f"Ainsi :\n{STROKES}\n\nTable: Un\n\ny", f"Ainsi : {TABLE}(Un) y"),
    "a heading ends it": (f"x\n\n{STROKES}\n\nTable: Un\n## Y", f"x {TABLE}(Un) Y"),
    "a quotation ends it": (f"x\n\n{STROKES}\n\nTable: Un\n> y", f"x {TABLE}(Un) y"),
    "a list ends it": (f"x\n\n{STROKES}\n\nTable: Un\n- y\n- z", f"x {TABLE}(Un) y z"),
    "a fence ends it": (f"x\n\n{STROKES}\n\nTable: Un\n```\ny\n```", f"x {TABLE}(Un) y"),
    "above one, below the next": (
        f"Table: Un\n\n{STROKES}\n\n{OTHER}\n\nTable: Deux\n\ny",
        f"(Un){TABLE} {SECOND}(Deux) y",
    ),
    "below one, above the next": (
        f"{STROKES}\n\nTable: Un\n\nTable: Deux\n\n{OTHER}\n\ny",
        f"{TABLE}(Un) (Deux){SECOND} y",
    ),
    "all above": (f"Table: Un\n\n{STROKES}\n\nTable: Deux\n\n{OTHER}", f"(Un){TABLE} (Deux){SECOND}"),
    "all below": (f"{STROKES}\n\nTable: Un\n\n{OTHER}\n\nTable: Deux", f"{TABLE}(Un) {SECOND}(Deux)"),
    "colons between": (f"{STROKES}\n\n: Un\n\n: Deux\n\n{OTHER}\n\ny", f"{TABLE}(Un) (Deux){SECOND} y"),
    "a second below": (f"{STROKES}\n\nTable: Un\n\nTable: Deux\n\ny", f"{TABLE}(Un) Table : Deux y"),
    "a second behind a colon": (f"{STROKES}\n\nTable: Un\n\n: Deux\n\ny", f"{TABLE}(Un) : Deux y"),
    "above and below": (f"Table: Un\n\n{STROKES}\n\nTable: Deux\n\ny", f"(Un){TABLE} Table : Deux y"),
    "above and touching": (f"Table: Un\n\n{STROKES}\nTable: Deux\n\ny", f"Table : Un {TABLE}(Deux) y"),
    "no words below": (f"{STROKES}\n\nTable:\n\ny", f"{TABLE} Table : y"),
    "no words above": (f"Table :\n\n{STROKES}\n\ny", f"Table : {TABLE} y"),
    "no table": ("x\n\nTable: Un\n\ny", "x Table : Un y"),
    "the head of a table": ("x\n\nTable: e | f\n---|---\na | b\n\ny", "x [Table:efab] y"),
    "a heading above": (f"Un\n---\n\nTable: Deux\n\n{STROKES}", f"Un (Deux){TABLE}"),
    "a colon behind a sentence": (f"Un mot ?\n\n: Un\n\n{STROKES}\n\ny", f"Un mot ? Un {TABLE} y"),
    "a colon behind two terms": (f"Un\nmot\n\n: Un\n\n{STROKES}\n\ny", f"Un mot Un {TABLE} y"),
    "a colon below, deeper": (f"Ainsi :\n{STROKES}\n\n  : Un\n\ny", f"Ainsi : {TABLE}(Un) y"),
    "a caption below, deeper": (f"{STROKES}\n\n   Table: Un\n\ny", f"{TABLE}(Un) y"),
    "code below": (f"x\n\n{STROKES}\n\n    Table: un\n    deux\n\ny", f"x {TABLE} Table: un deux y"),
    "a quotation above": (f"> Table: un.\n\n{STROKES}\n\n## Y\n\nz", f"Table : un. {TABLE} Y z"),
    "a quotation below": (f"x\n\n{STROKES}\n\n> Table: un.\n\ny", f"x {TABLE} Table : un. y"),
    "words behind an item": (
        "- x\n\n    | a | b |\n    |---|---|\n    | c | d |\n\nTable: un.",
        f"x {TABLE} Table : un.",
    ),
    "a line of a paragraph": (
        f"Il voit la\nTable : ronde.\nIl sort.\n\n{STROKES}",
        f"Il voit la Table : ronde. Il sort. {TABLE}",
    ),
    "words behind a comment": (f"x\n\n<!--\n{STROKES}\n-->\n\nTable: un.\n\ny", "x Table : un. y"),
    "in a division": (f"<div>\n\n{STROKES}\n\nTable: Un\n\n</div>\n\ny", f"{TABLE}(Un) y"),
    "below a comment that isn't closed": (f"`<!--`\n\n{STROKES}\n\nTable: Un\n\ny", f"<!-- {TABLE}(Un) y"),
    "an ornament below": ("Tableau : un.\n\n--- ---\n\ny", "Tableau : un. <hr> y"),
    "a colon behind a list": (f"- x\n\n: Un\n\n{STROKES}\n\ny", f"x (Un){TABLE} y"),
    "a colon behind a heading": (f"## X\n\n: Un\n\n{STROKES}\n\ny", f"X (Un){TABLE} y"),
    "a colon behind a division": (f"<div>\n\nx\n\n</div>\n\n: Un\n\n{STROKES}", f"x (Un){TABLE}"),
    "a colon behind a division alone": ("<div>\n\nx\n\n</div>\n\n: Un\n\ny", "x : Un y"),
    "a definition": (f"Terme\n: Un\n\n: Deux\n\n{STROKES}\n\ny", f"Terme Un Deux {TABLE} y"),
    "a definition apart": (f"Terme\n\n: Un\n\n{STROKES}\n\ny", f"Terme Un {TABLE} y"),
}


def framed(frame: str, markdown: str) -> str:
    indent = FRAMES[frame]
    return BEFORE[frame] + textwrap.indent(
        markdown, indent, lambda line: bool(line.strip()) or indent == "> "
    )


def set_whole(markdown: str) -> Prose:
    """The text, set without a problem."""
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.prose, [each.line_for("en") for each in done.problems]
    told = [each for each in done.problems if each.code not in ("code-meant", "lines-joined")]
    assert not told, [each.line_for("en") for each in told]
    return done.prose


@pytest.mark.parametrize(
    "table",
    [
        "  a    b\n  ---- ----\n  c    d",
        "  ---------\n  a    b\n  ---- ----\n  c    d\n\n  e    f\n  ---------",
    ],
)
@pytest.mark.parametrize("caption", ["", "\n\n  : Un mot"])
def test_a_table_that_pandoc_sets_in_is_none_of_the_item_before_it(table: str, caption: str) -> None:
    html = set_whole(f"- un\n- deux\n\n{table}{caption}\n\nFin.").html
    assert "<table" in html.partition("</ul>")[2], html
    assert not caption or "Un mot" in html.partition("<table")[2].partition("</figure>")[0]


def read(html: str) -> str:
    """What is read: cells in brackets, captions in parentheses beside the table whose figure they are in."""
    html = re.sub(r"<table>.*?</table>", _cells, html, flags=re.DOTALL)
    html = re.sub(r'<figure class="figure">(.*?)</figure>', _figure, html, flags=re.DOTALL)
    html = re.sub(r"</?(?:p|li|[uo]l|blockquote|d[ltd]|div|h2|pre|code)\b[^>]*>", " ", html)
    return " ".join(unescape(html).split())


def _cells(table: re.Match[str]) -> str:
    return "[" + re.sub(r"<[^>]*>|\s", "", table[0]) + "]"


def _figure(figure: re.Match[str]) -> str:
    return re.sub(r"<figcaption>(.*?)</figcaption>", r"(\1)", figure[1]).replace("\n", "")


def caption_of(html: str) -> str:
    (caption,) = re.findall(r"<figcaption>(.*?)</figcaption>", html)
    return re.sub(r'</?span(?! class="smallcaps")(?: [^>]*)?>(?!bacs)', "", caption)


@pytest.mark.parametrize(
    ("table", "frame"),
    # Columns are read in no quotation.
    [each for each in product(TABLES, FRAMES) if each != ("columns", "quotation")],
)
@pytest.mark.parametrize("place", ["below", "above"])
@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_begins_a_caption_of_any_table(marker: str, table: str, place: str, frame: str) -> None:
    caption = f"{marker} Un mot\nqui suit."
    blocks = [TABLES[table], caption] if place == "below" else [caption, TABLES[table]]
    before = "## Ici." if (marker, place) == (":", "above") else "Ici."  # which would be a term
    typed = framed(frame, "\n\n".join([before, *blocks, "Fin."]))
    html = set_whole(typed).html
    figure = f"{TABLE}(Un mot qui suit.)" if place == "below" else f"(Un mot qui suit.){TABLE}"
    assert read(html) == f"{'Avant. ' if FRAMES[frame] else ''}Ici. {figure} Fin."
    assert lost_words(typed, html, []) == ()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("place", ["below", "above"])
@pytest.mark.parametrize("typed", CAPTIONS)
def test_a_caption_holds_what_a_paragraph_does(typed: str, place: str, frame: str) -> None:
    blocks = [STROKES, f"Table: {typed}"] if place == "below" else [f"Table: {typed}", STROKES]
    html = set_whole(framed(frame, "\n\n".join(["Ici.", *blocks, "Fin."]))).html
    assert html.count("<figure") == html.count("<table>") == 1
    assert caption_of(html).replace("</span>", "") == CAPTIONS[typed].replace("</span>", "")


@pytest.mark.parametrize("name", TEXTS)
def test_each_caption_stands_with_its_table(name: str) -> None:
    typed, wanted = TEXTS[name]
    assert read(set_whole(typed).html) == wanted


HOSTILE = {
    "captions over tables without rows": ": a\n: b\n|-|\n",
    "captions among tables": "Table: a\n|b|\n|-|\n|c|\n",
    "rows that look like captions": ": a | b\nc\nd\n|-|\n",
    "rows alone": "|:-|\n",
    "captions alone": "Table: a-b\n",
    "meanings": "a-c\n: b\n",
    "captions apart": "|-|\n\n: a\n\n",
    "captions apart without a table": ": a-b\n\n\n",
    "words that go on": "Table: a\nb\n- c\n",
    "deeper quotations": "> |-|\n>> : a\n",
    "items": "- : a\n- |-|\n",
}


def steps(action: Callable[[], Any]) -> int:
    """How many instructions of Python run."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_twice_as_long_takes_twice_the_work(name: str) -> None:
    work = [steps(lambda n=n: captioned_tables(HOSTILE[name] * n)) for n in (60, 120, 240)]
    assert work[2] - work[1] == pytest.approx(2 * (work[1] - work[0]), rel=0.05)


def test_captions_that_never_end_are_read_once() -> None:
    lines = ["<figure markdown>", *["<figcaption>"] * 120, "</figure>"]
    work = [
        steps(lambda n=n: mark_containers([lines[0], *lines[1:-1] * n, lines[-1]], frozenset(), {}, first=1))
        for n in (1, 2, 4)
    ]
    assert work[2] - work[1] == pytest.approx(2 * (work[1] - work[0]), rel=0.05)
