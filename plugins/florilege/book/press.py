"""Anthology → tomes: compose, render, place, number, assemble, check, publish.

The steps are those of the design: sheets are composed; what the cache doesn't hold is set by workers;
pages are placed; what depends on page numbers is composed and set again until nothing moves; folios and
running heads are laid over; the finished file is opened again and checked before it takes its place.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from florilege.anthology import Anthology
from florilege.book.assemble import Binding, Metadata, assemble
from florilege.book.compose import compose
from florilege.book.composer import enumeration
from florilege.book.document import document, job
from florilege.book.fragments import Fragments, Progress, Work
from florilege.book.place import Placed, estimate, page_numbers, place
from florilege.book.preflight import losses, page_texts
from florilege.book.sheet import Fragment, Heads, Job, Sheet, geometry
from florilege.book.strips import FOLIOS, figures_job, folio_job, head_job
from florilege.environment import require_press
from florilege.fonts import Face
from florilege.model import Part, Volume
from florilege.problems import FlorilegeError
from florilege.project import Project
from florilege.publish import publish_file
from florilege.words import words
from florilege.workers import Workers

Strip = TypeVar("Strip")

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


def print_tomes(
    project: Project,
    anthology: Anthology,
    volumes: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    output: Path | None = None,
) -> tuple[Tome, ...]:
    """Print volumes (all by default) into `project.tomes`, or `output`, as `<volume>.pdf`.

    Raises `FlorilegeError`: `volume-not-found` (2), a library or a font that is missing (3), or what an
    essay makes impossible (1): `sheet-failed`, `word-lost`, `numbering-unstable`. No file changes then.
    """
    known = anthology.catalogue.volumes
    for id in volumes:
        if id not in known:
            raise FlorilegeError("volume-not-found", exit_code=2, volume=id, known=", ".join(known))
    wanted = [known[id] for id in dict.fromkeys(volumes or known)]
    return _print(project, anthology, wanted, progress, workers, output or project.tomes)


def print_proofs(
    project: Project,
    anthology: Anthology,
    essays: Sequence[str],
    *,
    output: Path,
    progress: Progress | None = None,
    workers: int | None = None,
) -> tuple[Tome, ...]:
    """Print essays, each for itself as its volume sets it, into `output` as `<essay>.pdf`.

    Raises `FlorilegeError` as `print_tomes` does, and `essay-not-found` (2).
    """
    for id in essays:
        if f"essays/{id}" not in anthology.prose:
            raise FlorilegeError("essay-not-found", exit_code=2, essay=id)
    proofs = [_proof(anthology, id) for id in dict.fromkeys(essays)]
    return _print(project, anthology, proofs, progress, workers, output, proof=True)


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
    progress: Progress | None,
    workers: int | None,
    output: Path,
    *,
    proof: bool = False,
) -> tuple[Tome, ...]:
    faces = require_press(project)
    with Workers(workers) as pool:
        printed = [
            Press(project, anthology, volume, faces, Fragments(project, faces, pool, progress), proof).print()
            for volume in volumes
        ]
    return tuple(_publish(pdf, replace(tome, file=output / f"{tome.volume}.pdf")) for pdf, tome in printed)


def _publish(pdf: bytes, tome: Tome) -> Tome:
    built = tome.file.with_name(f".{tome.file.name}.{os.getpid()}")
    built.parent.mkdir(parents=True, exist_ok=True)
    built.write_bytes(pdf)
    publish_file(built, tome.file)
    return tome


def _same(strip: Job) -> Job:
    return strip


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
    ) -> None:
        self._project, self._anthology, self._volume = project, anthology, volume
        self._faces = {face.digest: face.file for face in faces}
        self._fragments, self._proof = fragments, proof

    def print(self) -> tuple[bytes, Tome]:
        """The bytes of the tome, checked."""
        placed = self.number()
        binding = Binding(
            placed=placed,
            heads=self._heads(placed),
            folios=self._folios(placed),
            figures=self._strips({"figures": figures_job(self._volume)})["figures"],
            numbers=page_numbers(placed),
            geometry=geometry(self._volume.trim),
            metadata=metadata(self._anthology, self._volume),
            faces=self._faces,
        )
        pdf = assemble(binding)
        self._require_words(placed, pdf)
        return pdf, Tome(
            volume=self._volume.id,
            file=Path(),
            pages=binding.pages,
            size=len(pdf),
            rendered=self._fragments.rendered,
            reused=self._fragments.reused,
        )

    def number(self) -> tuple[Placed, ...]:
        """Compose, set and place until every page number that is printed is the right one."""
        numbers = estimate(self._volume, self._anthology.prose)
        moved: list[str] = []
        for _ in range(PASSES):
            sheets = compose(
                self._volume, self._anthology, numbers, site_url=self._project.site_url, proof=self._proof
            )
            placed = place(zip(sheets, self._set(sheets), strict=True))
            found = page_numbers(placed)
            if found == numbers:
                return placed
            moved = sorted(anchor for anchor, page in found.items() if numbers.get(anchor) != page)
            numbers = found
        raise FlorilegeError(
            "numbering-unstable", exit_code=1, volume=self._volume.id, anchor=", ".join(moved[:1])
        )

    def _set(self, sheets: Sequence[Sheet]) -> list[Fragment]:
        works = [
            Work(
                name=self._name(sheet),
                key=self._fragments.key(
                    document(sheet, self._volume),
                    *(self._anthology.images[path].digest for path in sheet.images),
                ),
                job=partial(job, sheet, self._anthology, self._volume),
            )
            for sheet in sheets
        ]
        fragments = self._fragments.get(works, self._volume.id)
        return [fragments[work.key] for work in works]

    def _heads(self, placed: Iterable[Placed]) -> dict[Heads, Fragment]:
        """The running heads of the texts that have a second page."""
        pairs = {each.sheet.heads: None for each in placed if each.sheet.heads and len(each.pages) > 1}
        return self._strips({pair: head_job(self._volume, pair) for pair in pairs})

    def _folios(self, placed: Iterable[Placed]) -> dict[int, Fragment]:
        sheets = {(page - 1) // FOLIOS for each in placed for page in each.pages if each.has_folio(page)}
        return self._strips({sheet: folio_job(self._volume, sheet) for sheet in sorted(sheets)})

    def _strips(self, jobs: Mapping[Strip, Job]) -> dict[Strip, Fragment]:
        works = {
            name: Work(name=str(name), key=self._fragments.key(strip.html), job=partial(_same, strip))
            for name, strip in jobs.items()
        }
        fragments = self._fragments.get(works.values(), self._volume.id)
        return {name: fragments[work.key] for name, work in works.items()}

    def _name(self, sheet: Sheet) -> str:
        """What people call a sheet: the essay's file, else its title."""
        if sheet.essay:
            return self._anthology.catalogue.essays[sheet.essay].body.path
        return sheet.title or sheet.id

    def _require_words(self, placed: Sequence[Placed], pdf: bytes) -> None:
        sheets = {each.sheet.id: each.sheet for each in placed}
        for loss in losses(placed, list(page_texts(pdf))):
            raise FlorilegeError(
                "word-lost",
                exit_code=1,
                sheet=self._name(sheets[loss.sheet]),
                volume=self._volume.id,
                page=loss.page,
                context=loss.context,
            )


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
