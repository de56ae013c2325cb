"""Golden cases in a text file, after markdown-it-py: a title, then input and expected, each closed by a dot.

title
.
input
.
expected
.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    title: str
    line: int
    input: str
    expected: str


def read_cases(file: Path) -> list[Case]:
    """All cases of a file; what stands between them is prose. An unfinished case fails."""
    lines = file.read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    assert len(dots) % 3 == 0, f"{file.name}: the last case isn't finished (line {dots[-1] + 1})"
    return [
        Case(
            title=lines[first - 1],
            line=first,
            input="\n".join(lines[first + 1 : second]),
            expected="\n".join(lines[second + 1 : third]),
        )
        for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True)
    ]
