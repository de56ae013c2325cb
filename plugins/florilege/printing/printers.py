"""printers.yml → what each printer asks: trim sizes, margins, spine, colours, the form of the file.

Lengths are in mm, types in pt, whatever unit the printer uses. A volume may say otherwise in its `press`
(`asked`), since printers make exceptions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from florilege.catalogue.volumes import PressRun, PressStandard, Trim

INCH = 25.4
"""mm"""

SAME = 0.8
"""mm: trims that differ by no more are one, such as A5 (148 × 210) and 5.83 × 8.27 in."""


Surface = Literal["coated", "uncoated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How many pages a book may have."""

    min: int = 1
    max: int = 10_000

    def hold(self, pages: int) -> bool:
        """Whether a book may have so many pages."""
        return self.min <= pages <= self.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the inside; a spine is `base` + pages × `per_page` mm."""

    id: str
    surface: Surface
    per_page: float
    base: float
    pages: Pages

    def spine(self, pages: int) -> float:
        """mm: the width of the spine of so many pages."""
        return self.base + pages * self.per_page


@dataclass(frozen=True, slots=True, kw_only=True)
class BarcodeField:
    """mm: the white field of a barcode, and its distance from the edges of the back cover."""

    width: float
    height: float
    clear: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """What a printer asks; lengths in mm. Each field is explained at the head of printers.yml."""

    id: str
    name: str
    country: str
    bindings: Mapping[str, Pages]
    papers: Mapping[str, Paper]
    trims: tuple[Trim, ...]
    """The sizes that it cuts, where it has a list of them."""
    trim_least: Trim | None
    trim_most: Trim | None
    """Else the smallest and the largest."""
    gutters: tuple[tuple[int, float], ...]
    """From so many pages, the inner margin is at least so wide."""
    margin: float
    margin_bleed: float
    bleed: float
    block_bleeds: bool
    cover_margin: float
    spine_text_pages: int
    spine_text_clear: float
    barcode: BarcodeField
    multiple: int
    signature: int | None
    last_blank: bool
    blank_running: int | None
    blank_end: int | None
    standard: PressStandard
    colours: frozenset[str]
    ink: int
    dpi_least: int
    dpi_most: int | None
    type: float
    weight: int
    navigation: bool

    def cuts(self, trim: Trim) -> bool:
        """Whether a book may have this size."""
        if self.trim_least and self.trim_most:
            return (
                self.trim_least.width - SAME <= trim.width <= self.trim_most.width + SAME
                and self.trim_least.height - SAME <= trim.height <= self.trim_most.height + SAME
            )
        return any(
            abs(trim.width - each.width) <= SAME and abs(trim.height - each.height) <= SAME
            for each in self.trims
        )

    def gutter(self, pages: int) -> float:
        """mm: the least inner margin of a book of so many pages."""
        return max((inside for first, inside in self.gutters if pages >= first), default=self.gutters[0][1])

    def pages(self, paper: Paper, binding: str) -> Pages:
        """How many pages a book on this paper, bound like this, may have."""
        bound = self.bindings[binding]
        return Pages(min=max(bound.min, paper.pages.min), max=min(bound.max, paper.pages.max))

    def filled(self, pages: int) -> int:
        """The pages of a block of which so many hold something: a multiple, the last one blank if asked.

        >>> printers()["ingramspark"].filled(96), printers()["offset"].filled(97)
        (98, 100)
        """
        pages += self.last_blank
        return pages + -pages % self.multiple


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read, and when (`2026-11`)."""

    url: str
    date: str
    second_hand: bool


@cache
def printers() -> Mapping[str, Printer]:
    """Id → printer, in the order of the file."""
    return {id: _printer(id, facts) for id, facts in _table()["printers"].items()}


@cache
def sources() -> Mapping[str, Source]:
    """Id → source, of all that printers.yml names."""
    return {
        id: Source(facts["url"], facts["date"], facts.get("second_hand", False))
        for id, facts in _table()["sources"].items()
    }


def figures_of_printers() -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """Printer → its figures as the file has them: name, value, source."""
    return {id: [*_figures(facts)] for id, facts in _table()["printers"].items()}


def _figures(facts: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    if isinstance(facts, list):
        for each in facts:
            yield from _figures(each["inside"], f"{path}, {each['from']} p.")
    elif "source" in facts:
        yield path, _shown(facts), facts["source"]
    else:
        for name, each in facts.items():
            if isinstance(each, dict | list):
                yield from _figures(each, f"{path}.{name}" if path else name)


def _shown(figure: Mapping[str, Any]) -> str:
    if span := figure.get("range"):
        return " × ".join("–".join(span[side]) for side in ("width", "height"))
    if sizes := figure.get("list"):
        return ", ".join(" × ".join(size) for size in sizes)
    value = figure["value"]
    return ", ".join(value) if isinstance(value, list) else str(value)


def asked(run: PressRun) -> Printer:
    """What the printer of a run asks, with what the volume says otherwise.

    Raises `KeyError` for a printer that isn't in printers.yml; front matter holds none.
    """
    printer = printers()[run.printer]
    changes: dict[str, Any] = {
        name: value
        for name, value in (
            ("bleed", run.bleed),
            ("multiple", run.multiple),
            ("last_blank", run.last_blank),
            ("ink", run.ink),
            ("standard", run.standard),
        )
        if value is not None
    }
    if run.inside is not None:
        changes["gutters"] = ((1, run.inside),)
    return replace(printer, **changes)


def paper_of(run: PressRun) -> Paper:
    """The paper of a run: the one that it names, else the printer's first."""
    papers = printers()[run.printer].papers
    return papers[run.paper] if run.paper else next(iter(papers.values()))


def binding_of(run: PressRun) -> str:
    """The binding of a run: the one that it names, else the printer's first."""
    return run.binding or next(iter(printers()[run.printer].bindings))


def spine_of(run: PressRun, pages: int) -> float:
    """mm: the width of the spine; what the volume says goes before the formula of the paper."""
    return run.spine if run.spine is not None else paper_of(run).spine(pages)


def millimetres(text: str) -> float:
    """A length with its unit, in mm.

    >>> millimetres("0.125 in"), millimetres("3 mm")
    (3.175, 3.0)
    """
    match = re.fullmatch(r"([\d.]+) (in|mm)", text)
    if match is None:
        raise ValueError(f"{text!r} is no length")
    return round(float(match[1]) * (INCH if match[2] == "in" else 1), 6)


@cache
def _table() -> Mapping[str, Any]:
    text = files("florilege.printing").joinpath("printers.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # in C, where PyYAML is built with it
    table: Mapping[str, Any] = yaml.load(text, Loader=loader)
    return table


def _printer(id: str, facts: Mapping[str, Any]) -> Printer:
    most, blank = facts["dpi"].get("most"), facts["blank"]
    span = facts["trims"].get("range")
    return Printer(
        id=id,
        name=facts["name"],
        country=facts["country"],
        bindings={name: _pages(each["pages"]) for name, each in facts["bindings"].items()},
        papers={name: _paper(name, each) for name, each in facts["papers"].items()},
        trims=tuple(_trim(*sides) for sides in facts["trims"].get("list", ())),
        trim_least=_trim(span["width"][0], span["height"][0]) if span else None,
        trim_most=_trim(span["width"][1], span["height"][1]) if span else None,
        gutters=tuple((int(band["from"]), _length(band["inside"])) for band in facts["gutter"]),
        margin=_length(facts["margin"]),
        margin_bleed=_length(facts.get("margin_bleed", facts["margin"])),
        bleed=_length(facts["bleed"]),
        block_bleeds=_truth(facts["block_bleeds"]),
        cover_margin=_length(facts["cover_margin"]),
        spine_text_pages=_count(facts["spine_text"]["pages"]),
        spine_text_clear=_length(facts["spine_text"]["clear"]),
        barcode=BarcodeField(**{name: _length(each) for name, each in facts["barcode"].items()}),
        multiple=_count(facts["multiple"]),
        signature=_count(facts["signature"]) if "signature" in facts else None,
        last_blank=_truth(facts["last_blank"]),
        blank_running=_count(blank["running"]) if "running" in blank else None,
        blank_end=_count(blank["end"]) if "end" in blank else None,
        standard=facts["standard"]["value"],
        colours=frozenset(facts["colours"]["value"]),
        ink=_count(facts["ink"]),
        dpi_least=_count(facts["dpi"]["least"]),
        dpi_most=_count(most) if most else None,
        type=float(facts["type"]["value"]),
        weight=_count(facts["weight"]),
        navigation=_truth(facts["navigation"]),
    )


def _paper(id: str, facts: Mapping[str, Any]) -> Paper:
    spine = facts["spine"]
    return Paper(
        id=id,
        surface=facts["surface"],
        per_page=_length(spine["per_page"]),
        base=_length(spine["base"]),
        pages=_pages(facts["pages"]) if "pages" in facts else Pages(),
    )


def _pages(facts: Mapping[str, Any]) -> Pages:
    return Pages(min=_count(facts["min"]), max=_count(facts["max"]))


def _trim(width: str, height: str) -> Trim:
    return Trim(width=millimetres(width), height=millimetres(height))


def _length(figure: Mapping[str, str]) -> float:
    return millimetres(figure["value"])


def _count(figure: Mapping[str, str]) -> int:
    return int(figure["value"])


def _truth(figure: Mapping[str, str]) -> bool:
    return {"true": True, "false": False}[figure["value"]]
