"""printers.yml: every figure has its source and date, and makes sense beside the others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import PressRun, Trim
from florilege.checks import rules
from florilege.printing.printers import asked, paper_of, printers, sources, spine_of
from florilege.prose.prose import Prose
from florilege.reading.loader import read
from worlds import small

FILE = Path(__file__).parents[2] / "plugins" / "florilege" / "printing" / "printers.yml"
IDS = list(printers())


def figures(facts: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Path → whatever holds a value or a list of sizes."""
    if isinstance(facts, dict):
        if {"value", "source", "range", "list"} & set(facts):
            yield path, facts
        else:
            for key, each in facts.items():
                yield from figures(each, f"{path}/{key}")
    elif isinstance(facts, list):
        for number, each in enumerate(facts):
            yield from figures(each, f"{path}/{number}")


def test_every_figure_has_a_known_source() -> None:
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = dict(figures(table["printers"]))
    assert len(found) > 100
    for path, figure in found.items():
        assert figure.get("source") in sources(), path
    assert {figure["source"] for figure in found.values()} == set(sources())


def test_every_source_has_its_address_and_date() -> None:
    for id, source in sources().items():
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", source.date), id
        assert source.url.startswith(("https://", "http://")) or id == "own"


@pytest.mark.parametrize("id", IDS)
def test_gutters_grow_with_the_pages(id: str) -> None:
    printer = printers()[id]
    assert list(printer.gutters) == sorted(printer.gutters)
    widths = [inside for _, inside in printer.gutters]
    assert widths == sorted(widths)


@pytest.mark.parametrize(
    ("id", "paper", "pages", "spine"),
    [
        ("kdp", "white", 300, 17.16),
        ("kdp", "cream", 300, 19.05),
        ("kdp", "premium-colour", 300, 17.88),
        ("lulu", "standard", 300, 18.69),
        ("ingramspark", "white-50", 300, 16.08),
        ("ingramspark", "white-70", 300, 20.73),
        ("offset", "bouffant-80", 300, 22.2),
    ],
)
def test_spines(id: str, paper: str, pages: int, spine: float) -> None:
    assert spine_of(PressRun(printer=id, paper=paper), pages) == pytest.approx(spine, abs=0.02)


def test_a_volume_may_say_otherwise() -> None:
    run = PressRun(printer="kdp", bleed=5, inside=21, multiple=16, last_blank=True, ink=260, spine=8.4)
    printer = asked(run)
    assert (printer.bleed, printer.gutter(700), printer.ink, spine_of(run, 90)) == (5, 21, 260, 8.4)
    assert printer.filled(96) == 112
    assert paper_of(run).id == "white"


@given(st.sampled_from(IDS), st.integers(1, 2000))
def test_a_block_is_filled_no_further_than_needed(id: str, pages: int) -> None:
    printer = printers()[id]
    filled = printer.filled(pages)
    assert filled % printer.multiple == 0
    assert 0 <= filled - pages - printer.last_blank < printer.multiple


@pytest.mark.parametrize("id", ["kdp", "ingramspark", "lulu", "offset", "custom"])
def test_all_print_a5_and_6_by_9_in(id: str) -> None:
    assert printers()[id].cuts(Trim(width=148, height=210))
    assert printers()[id].cuts(Trim(width=152.4, height=228.6))


@pytest.mark.parametrize(
    ("words", "expected"), [(300, ["pages-too-few"]), (20_000, []), (900_000, ["pages-too-many"])]
)
def test_far_too_few_pages_and_far_too_many(tmp_path: Path, words: int, expected: list[str]) -> None:
    volume = (
        "---\ntitle: Tome\neditions: [press]\npress: lulu\n"
        "parts:\n  - id: a\n    title: A\n    essays: [un]\n---\n\nUn tome.\n"
    )
    catalogue, problems = read(small(tmp_path, {"volumes/tome-1/index.md": volume}))
    assert problems == ()
    text = Prose(prefix="un", html="", words=words, characters=6 * words)
    assert [each.code for each in rules.check(catalogue, {TextKey("essay", "un"): text})] == expected
