"""Measurements → the table of bench/tome.py, and the file that keeps it."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pikepdf
from costs import Cost

from florilege.runtime.libraries import require_libraries

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = (
    "what",
    "to reach",
    "reached",
    "met",
    "seconds",
    "processors",
    "largest process",
    "pages",
    "size",
)


class Row(NamedTuple):
    """One line: a measurement, held against a target where there is one (`most`)."""

    what: str
    reached: float | None = None
    most: float | None = None
    unit: str = "×"
    cost: Cost | None = None
    file: tuple[int, float] | None = None
    """Pages and MB of what was printed."""

    @property
    def met(self) -> str:
        if self.most is None or self.reached is None:
            return ""
        return "yes" if self.reached <= self.most else "no"

    @property
    def cells(self) -> tuple[str, ...]:
        cost = self.cost
        return (
            self.what,
            amount(self.most, self.unit, "≤ "),
            amount(self.reached, self.unit),
            self.met,
            f"{cost.seconds:.2f} s" if cost else "",
            f"{cost.processors:.2f} s" if cost else "",
            f"{cost.memory:.0f} MB" if cost else "",
            str(self.file[0]) if self.file else "",
            f"{self.file[1]:.2f} MB" if self.file else "",
        )


def amount(figure: float | None, unit: str, sign: str = "") -> str:
    """A figure as the table says it.

    >>> amount(0.4, "×", "≤ "), amount(0.035, "×"), amount(400, "MB"), amount(None, "s"), amount(0, "")
    ('≤ 0.40 ×', '0.035 ×', '400 MB', '', '0')
    """
    if figure is None:
        return ""
    digits = 0 if unit in ("", "MB") else 2 if figure >= 0.1 else 3
    return f"{sign}{figure:.{digits}f} {unit}".rstrip()


def timed(what: str, cost: Cost, of: Cost, *, most: float | None = None, pdf: Path | None = None) -> Row:
    """A row of seconds, in proportion to those of another cost."""
    file = (pages_of(pdf), pdf.stat().st_size / 1e6) if pdf else None
    return Row(what, cost.seconds / of.seconds, most, cost=cost, file=file)


def pages_of(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def table(rows: Sequence[Row]) -> str:
    """A Markdown table, its columns as wide as what they hold."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def write(rows: Sequence[Row], command: str, peers: Mapping[str, str], load: float) -> None:
    """`load` is how many processes wanted a processor before the run: it says whether others took part."""
    RESULTS.write_text(
        "# What a tome costs\n\n"
        f"Written by `{command}` on {date.today():%Y-%m-%d}; `bench/tome.py` says how each row is measured. "
        "Ratios are against the one document of the same run, and of seconds, where a row doesn’t say "
        "otherwise.\n\n"
        f"{table(rows)}\n\n{facts({**versions(), **peers}, load)}\n",
        encoding="utf-8",
    )


def facts(versions: Mapping[str, str], load: float) -> str:
    """The machine and the versions, one a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        f"processor: {processor()}, {os.cpu_count()} cores",
        f"memory: {memory:.0f} GiB",
        f"system: {platform.system()} {platform.release().partition('-')[0]}, {platform.machine()}",
        f"load before the run: {load:.2f}",
        *(f"{name}: {number}" for name, number in versions.items()),
    ]
    return "\n".join(f"- {line}" for line in lines)


def processor() -> str:
    """The processor's name, where the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    names: Iterable[str] = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else ()
    found = (line.partition(":")[2].strip() for line in names if line.startswith("model name"))
    return next(found, platform.processor())


def versions() -> dict[str, str]:
    """What made the tomes."""
    packages = {name: version(name) for name in ("weasyprint", "pikepdf", "mkdocs-florilege")}
    return {"Python": platform.python_version(), "Pango": require_libraries(), **packages}
