"""A volume's design, and what an anthology puts in its place → templates and style sheets.

Files of the folder `design/` at the anthology's root go before those of the same name here:
`templates/*.html`, `styles/*.css`; `styles/custom.css` comes after all style sheets. Those of
`design/<name>/` go before both in volumes whose design it is. Style sheets are
templates too, so that a number stands in one place. All run in Jinja's sandbox, as not all are ours.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import tinycss2
from jinja2 import TemplateSyntaxError
from roman import toRoman

from florilege.book.composing.sandbox import Sandbox, broken
from florilege.book.sheet import Geometry, page_geometry
from florilege.catalogue.volumes import Design, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.direction import is_right_to_left
from florilege.printing.designs import DesignFigures, figures
from florilege.printing.letter_shapes import shape as letter_shape
from florilege.printing.letter_shapes import width
from florilege.printing.scripts import ScriptFaces, in_scripts
from florilege.reading.fields import near

ASCENDER = 0.8
"""em: a letter of the text over its line, and a little white."""
SMALLEST = 0.87
"""The share of its size to which an initial is made smaller at most."""

FOLDERS = ("templates", "styles", "cover")
"""The folders of a design."""
OWN = "design.yml"
"""The figures of an anthology's own design."""
CUSTOM = "custom.css"
"""An anthology's own style sheet that replaces none of ours."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """The templates and styles of a design on a page."""

    design: Design
    facts: DesignFigures
    geometry: Geometry
    own: tuple[Path, ...] = ()
    """The anthology's folders of templates and styles, which may not exist, the first first."""
    scripts: ScriptFaces = field(default_factory=ScriptFaces)
    """What is set in other faces than the design's."""
    without: frozenset[Path] = frozenset()
    """Files of the anthology that are passed over."""

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The anthology's style sheets and templates that are in use, the last style first."""
        found = [
            file for folder in ("styles", "templates") for own in self.own for file in _files(own / folder)
        ]
        found.sort(key=lambda file: file.name != CUSTOM)
        return tuple(file for file in found if file not in self.without)

    def in_scripts(self, html: str) -> str:
        """HTML with the words marked that are set in another face than the design's."""
        return in_scripts(html, self.scripts, self.facts.text.name)

    @cached_property
    def text_style(self) -> str:
        """The style of all sheets of a volume."""
        custom = (CUSTOM,) if any(file.name == CUSTOM for file in self.files) else ()
        names = ("page.css", "book.css", f"{self.design}.css", "running.css", *custom)
        return "".join(map(self.style, names))

    @property
    def initial_size(self) -> float:
        """pt: the size of an initial whose foot stands on a baseline."""
        facts, page = self.facts, self.geometry
        rise = (facts.initial - 1) * page.leading
        return (rise + page.size * facts.text_capital) / facts.capital

    def initial(self, before: str, letter: str) -> str:
        """The style of an initial: how it hangs, how near the first line comes, how small it must be.

        What it has below its line must not touch the line below: it is a little smaller, or, where that would
        show, has one line more.
        """
        facts, page = self.facts, self.geometry
        shape, ratio = letter_shape(facts.initial_family, letter), self.initial_size / page.size
        depth, room = shape.depth * ratio, page.leading / page.size - ASCENDER
        scale = (facts.capital * ratio + room) / (facts.capital * ratio + depth) if depth > room else 1.0
        deep = scale < SMALLEST
        scale = 1.0 if deep else scale
        found = {
            "before": f"{width(facts.text.name, before):.3f}em",
            "left": f"{shape.left:.3f}em",
            "bearing": f"{shape.left * ratio * scale:.3f}rem",
            "right": f"{shape.right:.3f}em",
            "beside": f"{shape.beside * ratio * scale:.3f}em",
            "scale": f"{scale:.3f}",
            "more": f"{page.leading if deep else 0:.3f}pt",
            "up": f"{max(0.0, depth - room):.3f}rem",
        }
        return "; ".join(f"--{name}: {value}" for name, value in found.items())

    def style(self, name: str) -> str:
        """A style sheet. Raises `FlorilegeError` (2) as `fill` does."""
        facts, page = self.facts, self.geometry
        # An initial of n lines: its foot on the n-th baseline, its head level with the capitals of the first.
        # One that is smaller keeps its head there: `rest` goes with its size.
        size, middle = self.initial_size, facts.initial * page.leading / 2
        head = page.baseline - page.size * facts.text_capital
        values = {
            "geometry": page,
            "facts": facts,
            "initial_size": size,
            "initial_head": head - middle,
            "initial_rest": size * (facts.capital - facts.initial_ascent),
            "initial_rise": (facts.initial - 1) * page.leading,
        }
        return self._environments["styles"].fill(name, values)

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """A template, filled in.

        Raises `FlorilegeError` (2): `design-broken`, where a file of the anthology can't be.
        """
        return self._environments["templates"].fill(name, values)

    def check(self) -> None:
        """Raise `FlorilegeError` (2) for the anthology's first file that replaces none or can't be read."""
        for own in self.own:
            for folder, environment in self._environments.items():
                for file in _files(own / folder):
                    self._check(file, own / folder, environment)
            for file in _files(own / "cover"):
                _require_known(file, own / "cover", names("cover/templates"))
        if self.own:
            _require_read(self.own[-1])

    def _check(self, file: Path, within: Path, environment: Sandbox) -> None:
        name, folder = file.relative_to(within).as_posix(), within.name
        _require_known(file, within, (*names(folder), *((CUSTOM,) if folder == "styles" else ())))
        try:
            environment.get_template(name)
        except TemplateSyntaxError as error:
            raise broken(file, error.lineno, error.message or "") from error
        if folder == "styles":
            for line, reason in _faults(self.style(name)):
                raise broken(file, line, reason)

    @cached_property
    def _environments(self) -> Mapping[str, Sandbox]:
        return {
            "templates": Sandbox(
                tuple(own / "templates" for own in self.own),
                f"templates/{self.design}",
                "templates",
                autoescape=True,
                filters=FILTERS,
                without=self.without,
            ),
            "styles": Sandbox(tuple(own / "styles" for own in self.own), "styles", without=self.without),
        }


def _require_known(file: Path, folder: Path, known: Iterable[str]) -> None:
    """Raise `FlorilegeError` (2), `design-file`, for a file that replaces none of ours."""
    name, listed = file.relative_to(folder).as_posix(), sorted({*known})
    if name not in listed:
        raise FlorilegeError(
            "design-file", exit_code=2, file=file, near=near(name, listed), known=", ".join(listed)
        )


def look(volume: Volume, own: Path | None = None, scripts: ScriptFaces | None = None) -> Look:
    """How a volume looks; `own` is the anthology's folder of designs, which may not exist."""
    return Look(
        design=volume.design,
        facts=figures(volume),
        geometry=page_geometry(volume),
        own=design_folders(volume, own) if own else (),
        scripts=scripts or ScriptFaces(),
    )


def design_folders(volume: Volume, design: Path) -> tuple[Path, ...]:
    """What goes before the engine's files in a volume: the folder of its own design, then that of all."""
    return (design / volume.own_design.name, design) if volume.own_design else (design,)


def _files(folder: Path) -> list[Path]:
    """The files of a folder and of those within, by name; none of one that doesn't exist."""
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _require_read(design: Path) -> None:
    """Raise `FlorilegeError` (2), `design-file`, for a file of the folder of designs that nothing reads."""
    folders = {each for each in design.glob("*/") if each.name not in FOLDERS}
    own = {folder for folder in folders if (folder / OWN).is_file()}
    for file in _files(design):
        where = file.relative_to(design).parts
        if file.name.startswith(".") or (len(where) > 1 and where[0] in FOLDERS):
            continue
        inside = len(where) > 1 and design / where[0] in own
        if not inside:
            known = [f"{folder}/" for folder in FOLDERS] + [f"<name>/{OWN}"]
        elif where[1] == OWN or (len(where) > 2 and where[1] in FOLDERS):
            continue
        else:
            known = [OWN, *(f"{folder}/" for folder in FOLDERS)]
        raise FlorilegeError("design-file", exit_code=2, file=file, near="", known=", ".join(known))


def names(folder: str) -> Iterator[str]:
    """The names of our own `templates`, `styles` or `cover/templates`."""
    for file in files("florilege.book").joinpath(folder).iterdir():
        if file.is_file():
            yield file.name
        else:
            yield from (inner.name for inner in file.iterdir())


def loses(files: Iterable[Path], sheet: str) -> FlorilegeError:
    """What is said of files of the anthology with which a sheet isn't whole."""
    return FlorilegeError("design-loses", exit_code=2, file=", ".join(map(str, files)), sheet=sheet)


def direction(lang: str) -> str:
    """Which way the lines of a language run, as HTML says it.

    >>> direction("ar"), direction("fr")
    ('rtl', 'ltr')
    """
    return "rtl" if is_right_to_left(lang) else "ltr"


FILTERS: Mapping[str, Callable[[Any], str]] = {"direction": direction, "roman": toRoman}
"""What templates of sheets may call."""


def _faults(css: str) -> Iterator[tuple[int, str]]:
    """The line and the reason of each place of a style sheet that can't be read, or that fetches a file."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            yield rule.source_line, rule.message
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("import", "font-face"):
            yield rule.source_line, f"@{rule.at_keyword}"
        elif rule.content is not None:
            for part in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            ):
                if part.type == "error":
                    yield part.source_line, part.message
