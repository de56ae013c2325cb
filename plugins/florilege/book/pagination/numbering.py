"""One volume → its sheets in place, every printed number the right one.

Sheets are composed, set and placed; what depends on page numbers is composed and set again until nothing
moves; all is set again where the number of pages asks for a wider margin at the fold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from florilege.anthology import Anthology
from florilege.book.composing import contents, openings
from florilege.book.composing.compose import Extent, compose
from florilege.book.composing.document import job, with_images
from florilege.book.composing.kept_sheets import KeptSheets, kept_sheets
from florilege.book.composing.look import Look, look, loses
from florilege.book.composing.openings import CLOSEST
from florilege.book.fragments import Fragments, SheetsFailed, Work
from florilege.book.pagination.folios import digits_job, stamp_job
from florilege.book.pagination.placement import Placed, estimate, page_numbers, place
from florilege.book.sheet import Fragment, Job, Sheet
from florilege.catalogue.printings import pages_before
from florilege.catalogue.volumes import Margins, PressRun, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.printers import asked
from florilege.runtime.cache import Store, digest
from florilege.runtime.project import Project

PASSES = 8
"""How often a tome is numbered before a reference that never settles is an error."""


class Numbering:
    """A volume on its way; `volume` is it without what couldn't be set, and with its margins."""

    def __init__(
        self,
        project: Project,
        anthology: Anthology,
        volume: Volume,
        fragments: Fragments,
        *,
        extent: Extent = "tome",
        on_failure: Callable[[FlorilegeError], None] | None = None,
    ) -> None:
        self._project, self._anthology = project, anthology
        self._fragments, self._extent, self._on_failure = fragments, extent, on_failure
        self._take(with_margins(volume, 0))
        self.look.check()

    def _take(self, volume: Volume) -> None:
        """Go on with a volume whose margins are others: all is set anew."""
        self.volume = volume
        self.look = look(volume, self._project.design, self._anthology.scripts)
        self._style = digest(self.look.text_style.encode())
        self.library = self._kept()
        self._works: dict[str, tuple[Sheet, Work]] = {}
        self._closeness: dict[str, int] = {}
        self._short: dict[str, list[int]] = {}

    def _kept(self) -> KeptSheets | None:
        """The sheets of the volume that other builds composed."""
        store = Store(self._project.cache / "entries")
        return kept_sheets(store, self._anthology, self.volume, self.look, site_url=self._project.site_url)

    def number(self) -> tuple[Placed, ...]:
        """Compose, set and place until every page number that is printed is the right one.

        The inner margin is as wide as the printers ask for that number of pages; it is only ever widened, so
        that this ends. Essays that can't be set are left out where `on_failure` is given.
        Raises `FlorilegeError` as `print_tomes` does.
        """
        while True:
            try:
                placed = self._number()
            except SheetsFailed as failed:
                self._require_design(failed)
                left = _without(self.volume, failed.essays)
                if self._on_failure is None:
                    raise failed.errors[0] from failed
                *others, last = failed.errors
                for error in others:
                    self._on_failure(error)
                if left is None or (self._extent == "proof" and not left.parts):
                    raise last from failed
                self._on_failure(last)
                self.volume = left
                self.library = self._kept()
            else:
                wider = with_margins(self.volume, placed[-1].pages.stop - 1)
                if wider == self.volume:
                    return placed
                self._take(wider)

    def set(self, sheets: Sequence[Sheet]) -> tuple[Placed, ...]:
        """Other sheets in the style of the volume, set. Raises `FlorilegeError` as `print_tomes` does."""
        try:
            return place(self._set(sheets, late=True))
        except SheetsFailed as failed:
            raise failed.errors[0] from failed

    def _require_design(self, failed: SheetsFailed) -> None:
        """Raise `FlorilegeError` (2), `design-loses`, where a sheet fails by the anthology's own design.

        So it is where it can be set without one of its files, or without all of them.
        """
        files = self.look.files
        name = failed.errors[0].values["sheet"]
        for left_out in (*((file,) for file in files), *([files] if len(files) > 1 else [])):
            other = replace(self.look, without=frozenset(left_out))
            sheets = self._composed(estimate(self.volume, self._anthology.prose), (), other)
            work = next(self._work(sheet, other) for sheet in sheets if self.name(sheet) == name)
            try:
                self._fragments.get([work], self.volume.id)
            except SheetsFailed:
                continue
            raise loses(left_out, name) from failed

    def _composed(
        self,
        numbers: Mapping[str, int],
        before: Sequence[Sheet],
        look: Look,
        *,
        library: KeptSheets | None = None,
        later: bool = False,
    ) -> tuple[Sheet, ...]:
        return compose(
            self.volume,
            self._anthology,
            numbers,
            look=look,
            site_url=self._project.site_url,
            extent=self._extent,
            before=before,
            closeness=self._closeness,
            library=library,
            later=later,
        )

    def _number(self) -> tuple[Placed, ...]:
        """Late sheets wait until page numbers are known from all others."""
        numbers = estimate(self.volume, self._anthology.prose)
        before = pages_before(self._anthology.catalogue, self.volume) if self._extent == "tome" else {}
        sheets: tuple[Sheet, ...] = ()
        moved: list[tuple[bool, str]] = []  # references whose digits are now more or less come first
        for turn in range(PASSES):
            placed = place(self._opened(numbers, sheets, late=turn > 0), before)
            sheets = tuple(each.sheet for each in placed)
            found = page_numbers(placed)
            if turn > 0 and found == numbers:
                return placed
            moved = sorted(
                (len(str(numbers.get(anchor))) == len(str(found[anchor])), anchor)
                for sheet in sheets
                for anchor in sheet.references
                if numbers.get(anchor) != found[anchor]
            )
            numbers = found
        raise FlorilegeError(
            "numbering-unstable",
            exit_code=1,
            volume=self.volume.id,
            anchor=", ".join(anchor for _, anchor in moved[:1]),
        )

    def _opened(
        self, numbers: Mapping[str, int], before: Sequence[Sheet], *, late: bool
    ) -> list[tuple[Sheet, Fragment, str]]:
        """The sheets composed for these page numbers and set, openings as close as their pages ask for."""
        while True:
            sheets = self._composed(numbers, before, self.look, library=self.library, later=not late)
            done = self._set(sheets, late=late)
            closer = [self._draw_closer(sheet, made) for sheet, made, key in done if key]
            if not any(closer):
                return done
            before = sheets

    def _draw_closer(self, sheet: Sheet, fragment: Fragment) -> bool:
        """Whether a sheet is to be set otherwise: its first page holds too little, or its last one.

        All steps are tried until nothing is short; where none is as good, the first of the best is taken.
        """
        closeness = self._closeness.get(sheet.id, 0)
        short = self._short.setdefault(sheet.id, [])
        if len(short) > closeness or not (sheet.essay or sheet.listing):
            return False
        short.append(contents.lines_short(fragment) if sheet.listing else openings.lines_short(fragment))
        if short[-1] and closeness < CLOSEST:
            self._closeness[sheet.id] = closeness + 1
        else:
            self._closeness[sheet.id] = short.index(min(short))
        return self._closeness[sheet.id] != closeness

    def _set(self, sheets: Sequence[Sheet], *, late: bool) -> list[tuple[Sheet, Fragment, str]]:
        """The sheets with their fragments and the keys of these; a page stands in for a late one."""
        works = {sheet.id: self._work_for(sheet) for sheet in sheets if late or not sheet.late}
        fragments = self._fragments.get(works.values(), self.volume.id)
        return [
            (sheet, fragments[works[sheet.id].key], works[sheet.id].key)
            if sheet.id in works
            else (sheet, Fragment(pdf=b"", pages=1, anchors={sheet.id: (0, 0, 0)}), "")
            for sheet in sheets
        ]

    def _work_for(self, sheet: Sheet) -> Work:
        """The work that a sheet is; the same as before for the same sheet."""
        before = self._works.get(sheet.id)
        if before is None or before[0] is not sheet:
            before = self._works[sheet.id] = sheet, self._work(sheet, self.look)
        return before[1]

    def _work(self, sheet: Sheet, look: Look) -> Work:
        images = self._anthology.images
        bare = job(sheet, look)
        style = digest(look.text_style.encode())
        return Work(
            name=self.name(sheet),
            essay=sheet.essay,
            key=self._fragments.key(bare.document, style, [images[path].digest for path in sheet.images]),
            weight=len(sheet.html),
            job=partial(with_images, bare, sheet.images, images),
        )

    def digits(self) -> tuple[Fragment, str]:
        """The ten digits, set, and the key of this fragment."""
        return self._alone("digits", digits_job(self.look.text_style))

    def stamp(self, text: str) -> tuple[Fragment, str]:
        """What is to stand on every page, set, and the key of this fragment."""
        bare = stamp_job(self.look.text_style, text)
        return self._alone("stamp", replace(bare, running=tuple(map(self.look.in_scripts, bare.running))))

    def _alone(self, name: str, bare: Job) -> tuple[Fragment, str]:
        key = self._fragments.key(bare.document, self._style)
        work = Work(name=name, essay=None, key=key, weight=0, job=lambda: bare)
        return self._fragments.one(work, self.volume.id), key

    def name(self, sheet: Sheet) -> str:
        """The name of a sheet in messages: the essay's file, else its title."""
        if sheet.essay:
            return self._anthology.catalogue.essays[sheet.essay].body.path
        return sheet.title or sheet.id


def with_margins(volume: Volume, pages: int) -> Volume:
    """A volume with the margins that its printers ask for at `pages` pages, none narrower than before."""
    if "press" not in volume.editions:
        return volume
    printers = [asked(run) for run in volume.press or (PressRun(),)]
    inner = max(printer.gutter(printer.filled(pages)) for printer in printers)
    edge = max(printer.margin for printer in printers)
    return replace(volume, margins=Margins(inner=max(inner, volume.margins.inner), edge=edge))


def _without(volume: Volume, essays: Sequence[str | None]) -> Volume | None:
    """A volume without some of its essays; None where a sheet that isn't an essay is among them."""
    if None in essays:
        return None
    parts = (
        replace(part, essays=tuple(id for id in part.essays if id not in essays)) for part in volume.parts
    )
    return replace(volume, parts=tuple(part for part in parts if part.essays))
