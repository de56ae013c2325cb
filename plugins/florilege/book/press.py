"""Anthology → tomes: compose, render, place, number, assemble, check, publish.

The steps are those of the design: sheets are composed; what the cache doesn't hold is set by workers;
pages are placed; what depends on page numbers is composed and set again until nothing moves; folios and
running heads are laid over; the finished file is opened again and checked before it takes its place.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from florilege.anthology import Anthology
from florilege.book.assemble import Binding, Metadata, assemble
from florilege.book.cluster import Cluster
from florilege.book.compose import compose
from florilege.book.composer import enumeration
from florilege.book.document import job, with_images
from florilege.book.fragments import SHEETS, Fragments, Progress, Runner, SheetsFailed, Work, prepare
from florilege.book.look import look
from florilege.book.place import Placed, estimate, page_numbers, place
from florilege.book.preflight import faults
from florilege.book.sheet import Fragment, Sheet
from florilege.book.strips import figures_job
from florilege.book.subset import subset_face
from florilege.cache import Store, code_version, digest, key_of, write_whole
from florilege.environment import require_press
from florilege.fonts import Face, write_fontconfig
from florilege.model import Part, Volume
from florilege.problems import FlorilegeError
from florilege.project import Project
from florilege.publish import publish_file
from florilege.words import words
from florilege.workers import Workers

PASSES = 8
"""How often a tome is numbered before a reference that never settles is an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tome:
    """A printed tome: `rendered` sheets were set for it, `reused` came from the cache; `size` is in bytes."""

    volume: str
    file: Path
    pages: int
    size: int
    rendered: int
    reused: int


class Means(TypedDict, total=False):
    """With what tomes are printed; all of it may be left out."""

    workers: int | None
    """Processes that set sheets; by default one per core."""
    pool: Workers
    """Those that the caller has and goes on using."""
    cluster: str | None
    """The address of a dask scheduler, whose workers set the sheets instead."""
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
    """Print volumes (all by default) into `project.tomes`, or `output`, as `<volume>.pdf`.

    Raises `FlorilegeError`: `volume-not-found` (2), a library or a font that is missing (3), or what an
    essay makes impossible (1): `sheet-failed`, `word-lost`, `numbering-unstable`. No file changes then.
    With `on_failure`, an essay that can't be set is left out of its tome, and a tome that can't be made is
    left as it was.
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
    return replace(volume, id=essay, parts=(part,), matters=(), sponsors=())


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
    built: list[tuple[Path, Tome]] = []
    try:
        with _runner(means, faces) as runner:
            for volume in volumes:
                fragments = Fragments(project, faces, runner, means.get("progress"))
                press = Press(project, anthology, volume, faces, fragments, proof, on_failure)
                try:
                    pdf, tome = press.print()
                except FlorilegeError as error:
                    if on_failure is None or error.exit_code != 1:
                        raise
                    on_failure(error)
                else:
                    built.append(_beside(pdf, replace(tome, file=output / f"{tome.volume}.pdf")))
        for file, tome in built:
            publish_file(file, tome.file)
    finally:
        for file, _ in built:
            file.unlink(missing_ok=True)
    return tuple(tome for _, tome in built)


def preparation(project: Project) -> Callable[[], object] | None:
    """What workers can do for the tomes while the texts aren't all set; None where no tome can be printed."""
    try:
        return partial(prepare, str(write_fontconfig(project.cache / "fonts", require_press(project, ["classique"]))))
    except FlorilegeError:  # whoever prints says so
        return None


def _runner(means: Means, faces: Sequence[Face]) -> AbstractContextManager[Runner]:
    if address := means.get("cluster"):
        return Cluster(address, faces)
    if pool := means.get("pool"):
        return nullcontext(pool)
    return Workers(means.get("workers"), max_tasks=SHEETS)


def _beside(pdf: bytes, tome: Tome) -> tuple[Path, Tome]:
    """The tome in a file beside its place."""
    file = tome.file.with_name(f".{tome.file.name}.{os.getpid()}")
    write_whole(file, pdf)
    return file, tome


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
        self._project, self._anthology, self._volume = project, anthology, volume
        self._faces = {face.digest: face.file for face in faces}
        self._fragments, self._proof, self._on_failure = fragments, proof, on_failure
        self._made = Store(project.cache / "tomes")
        self._look = look(volume, project.design)
        self._look.check()
        self._style = digest(self._look.text_style.encode())
        self._works: dict[str, tuple[Sheet, Work]] = {}

    def print(self) -> tuple[bytes, Tome]:
        """The bytes of the tome, checked."""
        binding, key = self.bind()
        pdf = self._made.get(key)
        if pdf is None:
            pdf = assemble(binding)
            self._check(binding, pdf)
            self._made.put(key, pdf)
        return pdf, Tome(
            volume=self._volume.id,
            file=Path(),
            pages=binding.pages,
            size=len(pdf),
            rendered=self._fragments.rendered,
            reused=self._fragments.reused,
        )

    def bind(self) -> tuple[Binding, str]:
        """All that is bound, and what the tome is called in the cache."""
        placed = self.number()
        figures, figures_key = self._figures()
        binding = Binding(
            placed=placed,
            figures=figures,
            numbers=page_numbers(placed),
            geometry=self._look.geometry,
            metadata=metadata(self._anthology, self._volume),
            subset=self._subset,
        )
        return binding, self._key(binding, figures_key)

    def number(self) -> tuple[Placed, ...]:
        """Compose, set and place until every page number that is printed is the right one.

        Essays that can't be set are left out where somebody is to be told of them. Raises `FlorilegeError`
        as `print_tomes` does.
        """
        while True:
            try:
                return self._number()
            except SheetsFailed as failed:
                left = _without(self._volume, failed.essays)
                if self._on_failure is None or left is None:
                    raise failed.errors[0] from failed
                for error in failed.errors:
                    self._on_failure(error)
                self._volume = left

    def _number(self) -> tuple[Placed, ...]:
        """Late sheets wait until page numbers are known from all others."""
        numbers = estimate(self._volume, self._anthology.prose)
        sheets: tuple[Sheet, ...] = ()
        moved: list[tuple[bool, str]] = []  # references whose digits are now more or less come first
        for turn in range(PASSES):
            sheets = compose(
                self._volume,
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
            volume=self._volume.id,
            anchor=", ".join(anchor for _, anchor in moved[:1]),
        )

    def _set(self, sheets: Sequence[Sheet], *, late: bool) -> list[tuple[Sheet, Fragment, str]]:
        """The sheets with their fragments and the keys of these; a page stands in for a late one."""
        works = {sheet.id: self._work_for(sheet) for sheet in sheets if late or not sheet.late}
        fragments = self._fragments.get(works.values(), self._volume.id)
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
        return self._fragments.get([work], self._volume.id)[key], key

    def _key(self, binding: Binding, figures: str) -> str:
        """The key of the tome, from all that decides about its bytes."""
        return key_of(
            code_version("book", "pikepdf", "fonttools"),
            figures,
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

    def _subset(self, face: str, glyphs: frozenset[int]) -> bytes:
        """A face with some glyphs alone, made once for each set of them."""
        key = key_of(code_version("book/subset.py", "fonttools"), face, sorted(glyphs))
        made = self._made.get(key)
        if made is None:
            made = subset_face(self._faces[face], glyphs)
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
                volume=self._volume.id,
                page=fault.page,
                context=fault.expected[:80],
            )


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
