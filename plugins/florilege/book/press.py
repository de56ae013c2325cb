"""Anthology → tomes: compose, render, place, number, assemble, check, publish.

The steps are those of the design. Sheets are composed, set by workers where the cache doesn't hold them,
placed and numbered (numbering.py); each edition is bound of the same pages and checked (binder.py); all that
was made takes its place at the end.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from florilege.anthology import Anthology
from florilege.book.binding.binder import Binder, Bound
from florilege.book.binding.bindery import Bindery
from florilege.book.binding.editions import Copy, Kind
from florilege.book.cluster import Cluster
from florilege.book.composing.compose import Extent
from florilege.book.fragments import Fragments, Progress, Runner, setting_workers
from florilege.book.pagination.numbering import Numbering
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Design, Edition, Part, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face, faces
from florilege.runtime.faults import faults_at
from florilege.runtime.libraries import require_libraries
from florilege.runtime.project import Project
from florilege.runtime.publication import publish_file, workshop
from florilege.runtime.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished file; `of` is the printer, the essay or the part that it is for, if any."""

    kind: Kind
    of: str
    file: Path
    pages: int
    size: int
    """bytes"""
    key: str
    """What it is called among the tomes in the cache."""


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
    extents: Mapping[str, tuple[int, int]]
    """Essay id → the numbers printed on its first and last page, in the edition that is cited."""
    lines: Sequence[Sequence[str]] = ()
    """Page by page what its lines say, where they are numbered."""

    @property
    def file(self) -> Path:
        return self.files[0].file

    @property
    def pages(self) -> int:
        return self.files[0].pages

    @property
    def size(self) -> int:
        return self.files[0].size


class PrintOptions(TypedDict, total=False):
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
    """Shows how far the build has come."""
    on_failure: Callable[[FlorilegeError], None] | None
    """Called with what can't be printed; the rest then goes on without it."""
    stamps: Mapping[str, str]
    """Volume, or the essay of a proof → what each page of its files for printers bears, or of its proof; the
    lines of a proof that has one are numbered."""
    all_or_nothing: bool
    """Whether it goes on only to tell all that can't be printed, and nothing is published then."""


def print_tomes(
    project: Project,
    anthology: Anthology,
    volumes: Sequence[str] = (),
    *,
    output: Path | None = None,
    **options: Unpack[PrintOptions],
) -> tuple[Tome, ...]:
    """Print volumes (all by default) into `project.tomes`, or `output`: the editions that each lists.

    A volume that lists none of those that are wanted is left out, so is one without essays. Raises
    `FlorilegeError`: `volume-not-found`, `tome-empty` (2), a library or a font that is missing (3), or what
    an essay or a setting makes impossible (1): `sheet-failed`, `sheet-endless`, `word-lost`,
    `numbering-unstable`, `profile-missing`, `profile-unfit`. No file changes then. With `on_failure`, an
    essay that can't be set is left out of its tome, and a tome that can't be made is left as it was; with
    `all_or_nothing` besides, there are no tomes then, and no file changes either.
    """
    known = anthology.catalogue.volumes
    for id in volumes:
        if id not in known:
            raise FlorilegeError("volume-not-found", exit_code=2, volume=id, known=", ".join(known))
        if not known[id].essays:
            raise FlorilegeError("tome-empty", exit_code=2, volume=id)
    wanted = [_filled(known[id]) for id in dict.fromkeys(volumes or known) if known[id].essays]
    return _print(project, anthology, wanted, output or project.tomes, options)


def print_proofs(
    project: Project,
    anthology: Anthology,
    essays: Sequence[str],
    *,
    output: Path,
    **options: Unpack[PrintOptions],
) -> tuple[Tome, ...]:
    """Print essays, each for itself as its volume sets it, into `output` as `<essay>.pdf`.

    Raises `FlorilegeError` as `print_tomes` does, and `essay-not-found` (2).
    """
    for id in essays:
        if TextKey("essay", id) not in anthology.prose:
            raise FlorilegeError("essay-not-found", exit_code=2, essay=id, near="")
    proofs = [_proof(anthology, id) for id in dict.fromkeys(essays)]
    return _print(project, anthology, proofs, output, options, extent="proof")


def print_specimen(
    project: Project, anthology: Anthology, *, output: Path, **options: Unpack[PrintOptions]
) -> Tome:
    """Print the only volume of an anthology into `output`, a page of each kind and no blank between them.

    Raises `FlorilegeError` as `print_tomes` does.
    """
    (tome,) = _print(
        project, anthology, tuple(anthology.catalogue.volumes.values()), output, options, extent="specimen"
    )
    return tome


def _filled(volume: Volume) -> Volume:
    """The volume without the parts that hold nothing."""
    return replace(volume, parts=tuple(part for part in volume.parts if part.essays))


def _proof(anthology: Anthology, essay: str) -> Volume:
    """A volume that holds one essay and nothing else, in the style of the one that it stands in."""
    catalogue = anthology.catalogue
    volume = catalogue.volume_of.get(essay) or next(iter(catalogue.volumes.values()), None)
    part = Part(id="proof", title="", essays=(essay,))
    if volume is None:
        return Volume(id=essay, title=catalogue.title, parts=(part,), body=catalogue.home)
    return replace(
        volume, id=essay, parts=(part,), matters=(), sponsors=(), meetings="online", withheld=frozenset()
    )


def _print(
    project: Project,
    anthology: Anthology,
    volumes: Sequence[Volume],
    output: Path,
    options: PrintOptions,
    *,
    extent: Extent = "tome",
) -> tuple[Tome, ...]:
    """Print each volume beside its place, and put all in their places at the end."""
    faces = (*require_press(project, anthology.catalogue.designs), *anthology.scripts.faces)
    failures = _Failures(options.get("on_failure"), all_or_nothing=options.get("all_or_nothing", False))
    built: list[tuple[Path, Made]] = []
    tomes: list[Tome] = []
    with workshop(output) as folder:
        with _runner(options, faces) as runner:
            for volume in volumes:
                asked = options.get("editions", volume.editions)
                wanted = [
                    each for each in volume.editions if each in asked and volume.in_edition(each).essays
                ]
                if not wanted:
                    continue
                fragments = Fragments(project, faces, runner, options.get("progress"))
                stamp = options.get("stamps", {}).get(volume.id, "")

                begin = partial(
                    _begin, project, fragments, faces, extent=extent, stamp=stamp, failures=failures
                )
                bindery = Bindery(anthology, volume, begin)
                files: list[tuple[Path, Made]] = []
                try:
                    for binder, copy in bindery.proof() if extent == "proof" else bindery.copies(wanted):
                        if failures.stop:
                            break
                        file = folder / copy.name
                        bound = binder.bind(copy)
                        with faults_at(output):
                            file.parent.mkdir(parents=True, exist_ok=True)
                            file.write_bytes(bound.content)
                        files.append((file, _made(copy, output / copy.name, bound)))
                except FlorilegeError as error:
                    if not failures.are_told or error.exit_code != 1:
                        raise
                    failures.tell(error)
                else:
                    built += files
                    tomes.append(
                        Tome(
                            volume=volume.id,
                            files=tuple(made for _, made in files),
                            folder=output,
                            rendered=fragments.rendered,
                            reused=fragments.reused,
                            extents=bindery.extents,
                            lines=bindery.lines,
                        )
                    )
        if failures.stop:
            return ()
        for file, made in built:
            publish_file(file, made.file)
    return tuple(tomes)


def _begin(
    project: Project,
    fragments: Fragments,
    faces: Sequence[Face],
    printed: Anthology,
    volume: Volume,
    *,
    extent: Extent,
    stamp: str,
    failures: "_Failures",
) -> Binder:
    """The binder of a volume as `printed` prints it."""
    on_failure = failures.tell if failures.are_told else None
    numbering = Numbering(project, printed, volume, fragments, extent=extent, on_failure=on_failure)
    return Binder(project, printed, numbering, faces, fragments, stamp=stamp)


class _Failures:
    """What can't be printed, as it is told."""

    def __init__(self, on_failure: Callable[[FlorilegeError], None] | None, *, all_or_nothing: bool) -> None:
        self._on_failure, self._all_or_nothing = on_failure, all_or_nothing
        self._are_some = False

    @property
    def are_told(self) -> bool:
        """Whether anybody is told; otherwise the first is raised."""
        return self._on_failure is not None

    @property
    def stop(self) -> bool:
        """Whether nothing will be published any more."""
        return self._are_some and self._all_or_nothing

    def tell(self, error: FlorilegeError) -> None:
        assert self._on_failure is not None
        self._are_some = True
        self._on_failure(error)


def _made(copy: Copy, file: Path, bound: Bound) -> Made:
    return Made(
        kind=copy.kind,
        of=copy.of,
        file=file,
        pages=copy.binding.pages,
        size=len(bound.content),
        key=bound.key,
    )


def _runner(options: PrintOptions, faces: Sequence[Face]) -> AbstractContextManager[Runner]:
    if address := options.get("cluster"):
        return Cluster(address, faces)
    if pool := options.get("pool"):
        return nullcontext(pool)
    return setting_workers(options.get("workers"))


def require_press(project: Project, designs: Iterable[Design]) -> tuple[Face, ...]:
    """The faces that tomes of these designs are set in, once it is sure that Pango works.

    Raises `FlorilegeError` (3): `pango-missing`, `pango-old`, `font-unfit` or
    `font-unreadable`.
    """
    require_libraries()
    return faces(project, designs)
