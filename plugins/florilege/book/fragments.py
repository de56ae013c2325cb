"""Sheets → fragments: fetched from the cache, or set by workers and kept there."""

import os
import platform
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from typing import Protocol

from florilege.book.sheet import Endless, Fragment, Job
from florilege.book.structure.word_order import LostWords
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face, write_fontconfig
from florilege.runtime.cache import Store, code_version, key_of
from florilege.runtime.libraries import library_versions
from florilege.runtime.project import Project
from florilege.runtime.workers import Failure, Workers, preload

SECONDS = 30
"""How long one sheet may take, of the processor: an essay of 60 pages takes some five, on a
machine that does nothing else."""
LONG, SIGNS = 100_000, 5000
"""Signs of HTML from which a sheet, such as a table of thousands of rows, gets a second more for
each `SIGNS`. No other gets any of them: sheets are set in groups that get as much."""
SHEETS = 1000
"""How many a process sets before another takes its place: WeasyPrint keeps some 0.1 MB of each."""

ENGINE = ("florilege.prose.setting", "florilege.book.weasyprint.render")
"""Modules that set texts and sheets, and take two seconds to load."""

CODE = ("book/structure", "book/weasyprint", "book/letters.py", "book/sheet.py")
PACKAGES = ("weasyprint", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "pillow", "pikepdf")
"""What sets sheets: our own files, and of all that is installed."""

Call = tuple[Job, str]
"""A sheet's job, and the fontconfig file of the machine that sets it."""
Result = Fragment | LostWords | Endless


class Progress(Protocol):
    """Shows how far a build has come."""

    def start(self, volume: str, sheets: int) -> None:
        """`sheets` sheets of a volume must be set."""

    def advance(self) -> None:
        """One more is set."""


class Silence:
    """Shows nothing."""

    def start(self, volume: str, sheets: int) -> None:
        pass

    def advance(self) -> None:
        pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something to be set: `name` is what people call it, `key` decides about its fragment."""

    name: str
    essay: str | None
    """The essay's id, if it is one."""
    key: str
    weight: int
    """About how long it takes, beside others."""
    job: Callable[[], Job]
    """Makes what a worker needs, where there is no fragment yet."""


class SheetsFailed(Exception):
    """Some sheets can't be set; all others are. `essays` are their ids, None for what isn't an essay."""

    def __init__(self, failures: Sequence[tuple[str | None, FlorilegeError]]) -> None:
        super().__init__(str(failures[0][1]))
        self.essays = tuple(essay for essay, _ in failures)
        self.errors = tuple(error for _, error in failures)


class Runner(Protocol):
    """Who runs calls, as `Workers` does."""

    def run(
        self, function: Callable[[Call], Result], calls: Iterable[Call], *, seconds: float
    ) -> Iterator[Result | Failure]:
        """The result of each call, in order; a `Failure` where there is none."""


class Fragments:
    """The fragments of one tome; `rendered` and `reused` count those set now and those kept before."""

    def __init__(
        self, project: Project, faces: Sequence[Face], workers: Runner, progress: Progress | None = None
    ) -> None:
        self.rendered = self.reused = 0
        self._store = Store(project.cache / "fragments")
        self._workers = workers
        self._progress = progress or Silence()
        self._fontconfig = str(write_fontconfig(project.cache / "fonts", faces))
        self._engine = fingerprint(faces)
        self._known: dict[str, Fragment] = {}

    def key(self, *parts: object) -> str:
        """The name of a fragment in the cache, from all that decides how it is set."""
        return key_of(self._engine, *parts)

    def get(self, works: Iterable[Work], volume: str) -> Mapping[str, Fragment]:
        """Key → fragment.

        Raises `SheetsFailed`, with a `FlorilegeError` (1) for each: `sheet-failed` for one that can't be set,
        `sheet-endless` for one that takes pages without end, `word-lost` for one whose pages don't say
        what it says.
        """
        wanted = {work.key: work for work in works}
        for key in wanted:
            if key not in self._known and (kept := self._kept(key)) is not None:
                self._known[key] = kept
                self.reused += 1
        self._render([work for work in wanted.values() if work.key not in self._known], volume)
        return {key: self._known[key] for key in wanted}

    def one(self, work: Work, volume: str) -> Fragment:
        """The fragment of one work. Raises `FlorilegeError` (1) as `SheetsFailed` holds it."""
        try:
            return self.get([work], volume)[work.key]
        except SheetsFailed as failed:
            raise failed.errors[0] from failed

    def _kept(self, key: str) -> Fragment | None:
        data = self._store.get(key)
        try:
            return None if data is None else Fragment.from_bytes(data)
        except (KeyError, TypeError, ValueError):  # whole, but not what this version writes
            return None

    def _render(self, works: Sequence[Work], volume: str) -> None:
        if not works:
            return
        self._progress.start(volume, len(works))
        # The longest first, so that no worker is left alone with one at the end.
        works = sorted(works, key=lambda work: -work.weight)
        failures = []
        for work, result in zip(works, self._results(works), strict=True):
            if isinstance(result, Fragment):
                self._store.put(work.key, result.to_bytes())
                self._known[work.key] = result
                self.rendered += 1
            else:
                failures.append((work.essay, _failed(work, result, volume)))
            self._progress.advance()
        if failures:
            raise SheetsFailed(failures)

    def _results(self, works: Sequence[Work]) -> Iterator[Result | Failure]:
        """What becomes of each work, in order."""
        for seconds, group in groupby(works, lambda work: seconds_for(work.weight)):
            calls = ((work.job(), self._fontconfig) for work in group)
            yield from self._workers.run(render_job, calls, seconds=seconds)


def seconds_for(signs: int) -> int:
    """How long a sheet of so many signs of HTML may take, of the processor.

    >>> seconds_for(80_000), seconds_for(400_000)
    (30, 110)
    """
    return SECONDS + (signs // SIGNS if signs >= LONG else 0)


def _failed(work: Work, result: Failure | LostWords | Endless, volume: str) -> FlorilegeError:
    if isinstance(result, Failure):
        return FlorilegeError(
            "sheet-failed", exit_code=1, sheet=work.name, failure=result.kind, amount=result.detail
        )
    if isinstance(result, Endless):
        return FlorilegeError("sheet-endless", exit_code=1, sheet=work.name, pages=result.pages)
    return FlorilegeError(
        "word-lost", exit_code=1, sheet=work.name, volume=volume, page=result.page + 1, context=result.context
    )


def setting_workers(count: int | None = None) -> Workers:
    """Processes that set texts and sheets; `count` as in `Workers`."""
    preload(*ENGINE)
    return Workers(count, max_tasks=SHEETS)


def render_job(call: Call) -> Result:
    """Set a job with the fonts of a fontconfig file: called in a worker, where alone WeasyPrint is."""
    job, fontconfig = call
    os.environ["FONTCONFIG_FILE"] = fontconfig
    from florilege.book.weasyprint.render import render

    return render(job)


def fingerprint(faces: Iterable[Face]) -> str:
    """What besides its own bytes decides how a sheet is set: the engine and the fonts."""
    return key_of(engine(), [face.digest for face in faces])


def engine() -> dict[str, str]:
    """What sets sheets, part by part. No two versions of zlib pack alike, no two processors round alike."""
    return {
        **{file: code_version(file) for file in CODE},
        **{package: version(package) for package in PACKAGES},
        **library_versions(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "processor": platform.machine(),
    }
