"""Anthology → tomes: compose, render, place, number, assemble, check, publish.

The steps are those of the design: sheets are composed; what the cache doesn't hold is set by workers;
pages are placed; what depends on page numbers is composed and set again until nothing moves, the margins that
printers ask for included; each edition is bound of the same pages; every finished file is opened again and
checked before it takes its place.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from florilege.anthology import Anthology
from florilege.book import editions
from florilege.book.assemble import Binding, Metadata, assemble
from florilege.book.cluster import Cluster
from florilege.book.compose import compose, offprint_title
from florilege.book.composer import enumeration
from florilege.book.cover import CoverSheet, cover_work, flat_sheet, front_sheet, picture_of
from florilege.book.document import job, with_images
from florilege.book.editions import Copy, Kind
from florilege.book.fragments import SHEETS, Fragments, Progress, Runner, SheetsFailed, Work, prepare
from florilege.book.inks import Inks, output_profile
from florilege.book.look import look
from florilege.book.place import Placed, estimate, page_numbers, place
from florilege.book.prepress import Block
from florilege.book.proofreading import faults
from florilege.book.sheet import Fragment, Sheet
from florilege.book.strips import figures_job
from florilege.book.subset import subset_face
from florilege.cache import Store, code_version, digest, key_of
from florilege.environment import require_press
from florilege.fonts import Face, write_fontconfig
from florilege.model import Edition, Margins, Part, PressRun, Volume
from florilege.printers import asked
from florilege.problems import FlorilegeError
from florilege.project import Project
from florilege.publish import is_running, publish_file
from florilege.words import words
from florilege.workers import Workers

PASSES = 8
"""How often a tome is numbered before a reference that never settles is an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished file; `of` is the printer, the essay or the part that it is for, if any."""

    kind: Kind
    of: str
    file: Path
    pages: int
    size: int
    """bytes"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tome:
    """A printed tome: `rendered` sheets were set for it, `reused` came from the cache."""

    volume: str
    files: tuple[Made, ...]
    """In the order in which the volume's editions are listed; never empty."""
    folder: Path
    """In which they are."""
    rendered: int
    reused: int

    @property
    def file(self) -> Path:
        return self.files[0].file

    @property
    def pages(self) -> int:
        return self.files[0].pages

    @property
    def size(self) -> int:
        return self.files[0].size


class Means(TypedDict, total=False):
    """With what tomes are printed; all of it may be left out."""

    workers: int | None
    """Processes that set sheets; by default one per core."""
    pool: Workers
    """Those that the caller has and goes on using."""
    cluster: str | None
    """The address of a dask scheduler, whose workers set the sheets instead."""
    editions: Collection[Edition]
    """Which of those that a volume lists; by default all."""
    progress: Progress
    """Who is told how far the build has come."""
    on_failure: Callable[[FlorilegeError], None] | None
    """Who is told what can't be printed; the rest then goes on without it."""


def print_tomes(
    project: Project,
    anthology: Anthology,
    volumes: Sequence[str] = (),
    *,
    output: Path | None = None,
    **means: Unpack[Means],
) -> tuple[Tome, ...]:
    """Print volumes (all by default) into `project.tomes`, or `output`: the editions that each lists.

    A volume that lists none of those that are wanted is left out. Raises `FlorilegeError`:
    `volume-not-found` (2), a library or a font that is missing (3), or what an essay or a setting makes
    impossible (1): `sheet-failed`, `word-lost`, `numbering-unstable`, `profile-missing`, `profile-unfit`. No
    file changes then. With `on_failure`, an essay that can't be set is left out of its tome, and a tome that
    can't be made is left as it was.
    """
    known = anthology.catalogue.volumes
    for id in volumes:
        if id not in known:
            raise FlorilegeError("volume-not-found", exit_code=2, volume=id, known=", ".join(known))
    wanted = [known[id] for id in dict.fromkeys(volumes or known)]
    return _print(project, anthology, wanted, output or project.tomes, means)


def print_proofs(
    project: Project,
    anthology: Anthology,
    essays: Sequence[str],
    *,
    output: Path,
    **means: Unpack[Means],
) -> tuple[Tome, ...]:
    """Print essays, each for itself as its volume sets it, into `output` as `<essay>.pdf`.

    Raises `FlorilegeError` as `print_tomes` does, and `essay-not-found` (2).
    """
    for id in essays:
        if f"essays/{id}" not in anthology.prose:
            raise FlorilegeError("essay-not-found", exit_code=2, essay=id)
    proofs = [_proof(anthology, id) for id in dict.fromkeys(essays)]
    return _print(project, anthology, proofs, output, means, proof=True)


def _proof(anthology: Anthology, essay: str) -> Volume:
    """A volume that holds one essay and nothing else, in the style of the one that it stands in."""
    catalogue = anthology.catalogue
    volume = catalogue.volume_of.get(essay) or next(iter(catalogue.volumes.values()), None)
    part = Part(id="proof", title="", essays=(essay,))
    if volume is None:
        return Volume(id=essay, title=catalogue.title, parts=(part,), body=catalogue.home)
    return replace(volume, id=essay, parts=(part,), matters=(), sponsors=(), editions=("screen",))


def _print(
    project: Project,
    anthology: Anthology,
    volumes: Sequence[Volume],
    output: Path,
    means: Means,
    *,
    proof: bool = False,
) -> tuple[Tome, ...]:
    """Print each volume beside its place, and put all in their places at the end."""
    faces = require_press(project, anthology.catalogue.designs)
    on_failure = means.get("on_failure")
    built: list[tuple[Path, Made]] = []
    tomes: list[Tome] = []
    with _workshop(output) as workshop:
        with _runner(means, faces) as runner:
            for volume in volumes:
                wanted = [each for each in volume.editions if each in means.get("editions", volume.editions)]
                if not wanted:
                    continue
                fragments = Fragments(project, faces, runner, means.get("progress"))
                press = Press(project, anthology, volume, faces, fragments, proof, on_failure)
                copies = press.proof() if proof else press.copies(wanted)
                files: list[tuple[Path, Made]] = []
                try:
                    for copy in copies:
                        file = workshop / copy.name
                        content = press.bind(copy)
                        file.parent.mkdir(parents=True, exist_ok=True)
                        file.write_bytes(content)
                        files.append((file, _made(copy, output / copy.name, len(content))))
                except FlorilegeError as error:
                    if on_failure is None or error.exit_code != 1:
                        raise
                    on_failure(error)
                else:
                    built += files
                    tomes.append(
                        Tome(
                            volume=volume.id,
                            files=tuple(made for _, made in files),
                            folder=output,
                            rendered=fragments.rendered,
                            reused=fragments.reused,
                        )
                    )
        for file, made in built:
            publish_file(file, made.file)
    return tuple(tomes)


def _made(copy: Copy, file: Path, size: int) -> Made:
    return Made(kind=copy.kind, of=copy.of, file=file, pages=copy.binding.pages, size=size)


@contextmanager
def _workshop(output: Path) -> Iterator[Path]:
    """A folder beside the finished files, of this process alone; what killed processes have left goes."""
    for left in output.glob(".building-*"):
        if not is_running(int(left.name.rpartition("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    folder = output / f".building-{os.getpid()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def preparation(project: Project) -> Callable[[], object] | None:
    """What workers can do for the tomes while the texts aren't all set; None where no tome can be printed."""
    try:
        return partial(
            prepare, str(write_fontconfig(project.cache / "fonts", require_press(project, ["classique"])))
        )
    except FlorilegeError:  # whoever prints says so
        return None


def _runner(means: Means, faces: Sequence[Face]) -> AbstractContextManager[Runner]:
    if address := means.get("cluster"):
        return Cluster(address, faces)
    if pool := means.get("pool"):
        return nullcontext(pool)
    return Workers(means.get("workers"), max_tasks=SHEETS)


class Press:
    """One volume on the press."""

    def __init__(
        self,
        project: Project,
        anthology: Anthology,
        volume: Volume,
        faces: Sequence[Face],
        fragments: Fragments,
        proof: bool = False,
        on_failure: Callable[[FlorilegeError], None] | None = None,
    ) -> None:
        self._project, self._anthology, self.volume = project, anthology, volume
        self._faces = faces
        self._files = {face.digest: face.file for face in faces}
        self._fragments, self._proof, self._on_failure = fragments, proof, on_failure
        self._made = Store(project.cache / "tomes")
        self._figures_key = ""
        self._look = look(volume, project.design)
        self._look.check()
        self._style = digest(self._look.text_style.encode())
        self._works: dict[str, tuple[Sheet, Work]] = {}

    def proof(self) -> Iterator[Copy]:
        """The sheets alone."""
        yield replace(editions.screen(self.volume, self.tome(), ()), kind="proof")

    def copies(self, wanted: Iterable[Edition]) -> Iterator[Copy]:
        """What is to be bound for some of the volume's editions."""
        tome = self.tome()
        front = self._front(tome)
        for edition in wanted:
            yield from self._copies(edition, tome, front)

    def _copies(self, edition: Edition, tome: Binding, front: Sequence[Placed]) -> Iterator[Copy]:
        if edition == "screen":
            yield editions.screen(self.volume, tome, front)
            if front:
                yield editions.front(self.volume, tome, front)
        elif edition == "archive":
            yield editions.archive(self.volume, tome, front)
        elif edition == "press":
            for run in self.volume.press or (PressRun(),):
                yield from self._for_printer(run, tome)
        elif edition == "offprint":
            yield from self._offprints(tome, front)

    def _front(self, tome: Binding) -> tuple[Placed, ...]:
        """The front of the cover, unless there is none."""
        if self.volume.cover.template == "aucune":
            return ()
        run = next(iter(self.volume.press), PressRun())
        made = front_sheet(self._anthology, self.volume, run, tome.pages, faces=self._faces, own=self._own)
        return (self._cover(made),)

    def _cover(self, made: CoverSheet) -> Placed:
        """A page of the cover, set."""
        work = cover_work(made, self._fragments, self._anthology.images)
        fragment = self._fragments.get([work], self.volume.id)[work.key]
        return Placed(sheet=replace(made.sheet, full=True), fragment=fragment, key=work.key, first=1)

    @property
    def _own(self) -> Path:
        """The anthology's own templates of covers, if the folder exists."""
        return self._project.root / "design" / "cover"

    def _for_printer(self, run: PressRun, tome: Binding) -> Iterator[Copy]:
        """The inside, the cover, and the cover with guides."""
        block = self._block(run, tome.pages)
        yield editions.press(self.volume, tome, run, block)
        if self.volume.cover.template == "aucune":
            return
        flat, guided = (
            flat_sheet(
                self._anthology,
                self.volume,
                run,
                block.pages,
                faces=self._faces,
                own=self._own,
                guides=guides,
            )
            for guides in (False, True)
        )
        covering = replace(block, inks=replace(block.inks, colour="cmyk"), bleed=flat.geometry.bleed)
        yield editions.cover(self.volume, tome, run, covering, self._cover(flat), flat.geometry)
        yield editions.guides(self.volume, tome, run, self._cover(guided), guided.geometry)

    def _block(self, run: PressRun, pages: int) -> Block:
        printer = asked(run)
        return Block(
            inks=Inks(colour=run.colour, profile=self._profile(run), limit=printer.ink),
            standard=printer.standard,
            bleed=printer.bleed if printer.block_bleeds else 0.0,
            pages=printer.filled(pages),
        )

    def _profile(self, run: PressRun) -> bytes:
        return output_profile(self._project.profiles, run.profile, self.volume.id)

    def _offprints(self, tome: Binding, front: Sequence[Placed]) -> Iterator[Copy]:
        """Each essay by itself, then each part."""
        essays = {placed.sheet.essay: placed for placed in tome.placed if placed.sheet.essay}
        catalogue = self._anthology.catalogue
        sheets = [
            offprint_title(
                catalogue.essays[id],
                placed.first,
                placed.pages.stop - 1,
                self.volume,
                self._anthology,
                look=self._look,
                site_url=self._project.site_url,
            )
            for id, placed in essays.items()
        ]
        titles = place(self._set(sheets, late=True))
        some = replace(
            tome,
            elsewhere=editions.addresses(self.volume, tome.placed, self._project.site_url),
            subset=self._subset_of(replace(tome, placed=(*front, *tome.placed, *titles)).glyphs),
        )
        for placed, title in zip(essays.values(), titles, strict=True):
            essay = catalogue.essays[str(placed.sheet.essay)]
            by = enumeration([byline.name for byline in essay.bylines], words(essay.lang)["and"])
            yield editions.offprint(self.volume, some, placed, (*front, title), by)
        yield from editions.parts(self.volume, some, front)

    def bind(self, copy: Copy) -> bytes:
        """The bytes of a file: a PDF, checked, or of the front a picture of it."""
        key = key_of(copy.kind == "front", self._key(copy.binding))
        made = self._made.get(key)
        if made is None:
            made = assemble(copy.binding)
            self._check(copy.binding, made)
            if copy.kind == "front":
                made = picture_of(made)
            self._made.put(key, made)
        return made

    def tome(self) -> Binding:
        """The whole tome, numbered, as all its editions have it."""
        placed = self.number()
        self._figures_fragment, self._figures_key = self._figures()
        return Binding(
            placed=placed,
            figures=self._figures_fragment,
            numbers=page_numbers(placed),
            geometry=self._look.geometry,
            metadata=metadata(self._anthology, self.volume),
            subset=self._subset,
        )

    def number(self) -> tuple[Placed, ...]:
        """Compose, set and place until every page number that is printed is the right one.

        The inner margin is as wide as the printers ask for so many pages; it is only ever widened, so that
        there is an end to it. Essays that can't be set are left out where somebody is to be told of them.
        Raises `FlorilegeError` as `print_tomes` does.
        """
        self.volume = _with_margins(self.volume, 0)
        while True:
            try:
                placed = self._number()
                wider = _with_margins(self.volume, placed[-1].pages.stop - 1)
                if wider == self.volume:
                    return placed
                self._widen(wider)
            except SheetsFailed as failed:
                left = _without(self.volume, failed.essays)
                if self._on_failure is None or left is None:
                    raise failed.errors[0] from failed
                for error in failed.errors:
                    self._on_failure(error)
                self.volume = left

    def _widen(self, volume: Volume) -> None:
        """Go on with a volume whose margins are wider: all is set again."""
        self.volume, self._works = volume, {}
        self._look = look(volume, self._project.design)
        self._style = digest(self._look.text_style.encode())

    def _number(self) -> tuple[Placed, ...]:
        """Late sheets wait until page numbers are known from all others."""
        numbers = estimate(self.volume, self._anthology.prose)
        sheets: tuple[Sheet, ...] = ()
        moved: list[tuple[bool, str]] = []  # references whose digits are now more or less come first
        for turn in range(PASSES):
            sheets = compose(
                self.volume,
                self._anthology,
                numbers,
                look=self._look,
                site_url=self._project.site_url,
                proof=self._proof,
                before=sheets,
            )
            placed = place(self._set(sheets, late=turn > 0))
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
            before = self._works[sheet.id] = sheet, self._work(sheet)
        return before[1]

    def _work(self, sheet: Sheet) -> Work:
        images = self._anthology.images
        bare = job(sheet, self._look)
        return Work(
            name=self._name(sheet),
            essay=sheet.essay,
            key=self._fragments.key(
                bare.document, self._style, [images[path].digest for path in sheet.images]
            ),
            weight=len(sheet.html),
            job=partial(with_images, bare, sheet.images, images),
        )

    def _figures(self) -> tuple[Fragment, str]:
        """The ten figures, set, and the key of this fragment."""
        bare = figures_job(self._look.text_style)
        key = self._fragments.key(bare.document, self._style)
        work = Work(name="figures", essay=None, key=key, weight=0, job=lambda: bare)
        return self._fragments.get([work], self.volume.id)[key], key

    def _key(self, binding: Binding) -> str:
        """The key of a file, from all that decides about its bytes."""
        return key_of(
            code_version("book", "pikepdf", "fonttools", "pillow"),
            self._figures_key,
            binding.opening,
            binding.standards,
            None if binding.elsewhere is None else self._project.site_url,
            binding.block and _facts(binding.block),
            asdict(binding.metadata),
            asdict(binding.geometry),
            [
                (
                    placed.key,
                    placed.first,
                    placed.sheet.folios,
                    bool(placed.sheet.heads),
                    [asdict(entry) for entry in placed.sheet.outline],
                    [binding.numbers[anchor] for anchor in placed.sheet.references],
                )
                for placed in binding.placed
            ],
        )

    def _subset_of(self, glyphs: Mapping[str, frozenset[int]]) -> Callable[[str, frozenset[int]], bytes]:
        """Each face with the glyphs that the whole tome uses: one subset serves all that is bound of it."""

        def subset(face: str, needed: frozenset[int]) -> bytes:
            if not needed <= glyphs[face]:
                raise ValueError(f"the subset of {face} lacks glyphs {sorted(needed - glyphs[face])}")
            return self._subset(face, glyphs[face])

        return subset

    def _subset(self, face: str, glyphs: frozenset[int]) -> bytes:
        """A face with some glyphs alone, made once for each set of them."""
        key = key_of(code_version("book/subset.py", "fonttools"), face, sorted(glyphs))
        made = self._made.get(key)
        if made is None:
            made = subset_face(self._files[face], glyphs)
            self._made.put(key, made)
        return made

    def _name(self, sheet: Sheet) -> str:
        """What people call a sheet: the essay's file, else its title."""
        if sheet.essay:
            return self._anthology.catalogue.essays[sheet.essay].body.path
        return sheet.title or sheet.id

    def _check(self, binding: Binding, pdf: bytes) -> None:
        sheets = {each.sheet.id: each.sheet for each in binding.placed}
        for fault in faults(binding, pdf):
            raise FlorilegeError(
                "word-lost",
                exit_code=1,
                sheet=self._name(sheets[fault.sheet]),
                volume=self.volume.id,
                page=fault.page,
                context=fault.expected[:80],
            )


def _facts(block: Block) -> tuple[object, ...]:
    inks = block.inks
    return block.standard, block.bleed, block.pages, inks.colour, inks.limit, digest(inks.profile)


def _with_margins(volume: Volume, pages: int) -> Volume:
    """A volume of so many pages with the margins that its printers ask for, none narrower than before."""
    if "press" not in volume.editions:
        return volume
    printers = [asked(run) for run in volume.press or (PressRun(),)]
    inner = max(printer.gutter(pages) for printer in printers)
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


def metadata(anthology: Anthology, volume: Volume) -> Metadata:
    """What the file of a tome says of itself; its date is the volume's, so that no clock is read."""
    tome = f"{words(volume.lang)['volume'].lower()} {volume.number}" if volume.number is not None else ""
    series = ", ".join(part for part in (volume.series, tome) if part) if volume.series else ""
    tags = {tag: None for id in volume.essays for tag in anthology.catalogue.essays[id].tags}
    return Metadata(
        title=f"{volume.title} ({series})" if series else volume.title,
        author=enumeration([byline.name for byline in volume.editors], words(volume.lang)["and"]),
        subject=volume.subtitle,
        keywords=", ".join(tags),
        lang=volume.lang,
        date=f"D:{volume.date:%Y%m%d}000000Z" if volume.date else "",
    )
