"""Templates that an anthology can replace by its own, which may do no more than fill in a page."""

import traceback
from collections.abc import Callable, Mapping, Sequence, Set
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from florilege.diagnostics.problems import FlorilegeError


class _Own(FileSystemLoader):
    """Templates of a folder of the anthology, but for some files."""

    def __init__(self, folder: Path, without: Set[Path]) -> None:
        super().__init__(folder)
        self._without = without

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Raises `FlorilegeError` (2): `design-broken`, for a file that isn't in UTF-8."""
        if Path(self.searchpath[0]) / template in self._without:
            raise TemplateNotFound(template)
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise broken(Path(self.searchpath[0]) / template, line, "UTF-8") from error


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates of folders of the anthology, which may not exist, then of folders of ours, in this order.

    Files `without` are passed over. None of them reaches a file.
    """

    def __init__(
        self,
        own: Sequence[Path],
        *ours: str,
        autoescape: bool = False,
        filters: Mapping[str, Callable[[Any], str]] | None = None,
        without: Set[Path] = frozenset(),
    ) -> None:
        book = files("florilege.book")
        loaders = [PackageLoader("florilege.book", each) for each in ours if book.joinpath(each).is_dir()]
        super().__init__(
            loader=ChoiceLoader([*(_Own(folder, without) for folder in own), *loaders]),
            autoescape=autoescape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.filters |= filters or {}
        self._own = own

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """A template, filled in.

        Raises `FlorilegeError` (2): `design-broken`, where a file of the anthology can't be.
        """
        try:
            return self.get_template(name).render(values)
        except FlorilegeError:
            raise
        except Exception as error:
            # What a template of the anthology can raise is anything; what one of ours does is our fault.
            if (place := self._place_of(error)) is None:
                raise
            raise broken(*place, str(error)) from error

    def _place_of(self, error: Exception) -> tuple[Path, int] | None:
        """The anthology's file, and its line, at which an error was raised; None where none was."""
        if isinstance(error, TemplateSyntaxError):
            places = [(error.filename or "", error.lineno)]
        else:
            frames = traceback.extract_tb(error.__traceback__)
            places = [(frame.filename, frame.lineno or 1) for frame in reversed(frames)]
        return next(
            (
                (Path(file), line)
                for file, line in places
                if any(Path(file).is_relative_to(folder) for folder in self._own)
            ),
            None,
        )


def broken(file: Path, line: int, reason: str) -> FlorilegeError:
    """What is said of an anthology's file that can't be followed."""
    reason = " ".join(reason.split()).rstrip(".")
    return FlorilegeError("design-broken", exit_code=2, file=file, line=line, reason=reason)
