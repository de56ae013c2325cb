"""A printed tome → the record of what was printed, and the words of its essays beside it."""

import datetime
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from florilege.anthology import Anthology
from florilege.book.press import Tome
from florilege.catalogue.fingerprints import text_hash, words_hash
from florilege.catalogue.frozen import (
    FinishedFile,
    FrozenEdition,
    PrintedEssay,
    PrintedMatter,
    printed_text_path,
)
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay
from florilege.desk.printed_words import printed_words
from florilege.desk.record_files import write_record, write_text
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import faces
from florilege.runtime.cache import code_version, digest
from florilege.runtime.libraries import library_versions
from florilege.runtime.project import Project

PACKAGES = ("weasyprint", "pydyf", "pikepdf", "fonttools", "pillow")
"""Those of Python that decide about the bytes of a tome, besides our own code."""


def next_number(catalogue: Catalogue, volume: Volume, asked: int) -> int:
    """The number of a new printing. Raises `FlorilegeError` (2) for one that there is, or that isn't next."""
    editions = catalogue.frozen.get(volume.id, ())
    if any(each.number == asked for each in editions):
        raise FlorilegeError(
            "edition-frozen", exit_code=2, volume=volume.id, number=asked, next=len(editions) + 1
        )
    if asked != len(editions) + 1:
        raise FlorilegeError(
            "edition-number", exit_code=2, volume=volume.id, asked=asked, next=len(editions) + 1
        )
    return asked


def frozen(
    project: Project, printed: Anthology, volume: Volume, tome: Tome, day: datetime.date
) -> FrozenEdition:
    """The record of a tome, of which `volume` says the number; `printed` is the anthology as it prints it."""
    number = volume.printing or 1
    essays = printed.catalogue.essays
    return FrozenEdition(
        volume=volume.id,
        number=number,
        date=day,
        title=volume.title,
        pages=next((each.pages for each in tome.files if each.kind == "press"), tome.pages),
        tag=f"{volume.id}-edition-{number}",
        engine=engine(),
        libraries=libraries(),
        fonts=fonts(project, printed, volume),
        isbn=volume.isbn,
        essays=tuple(
            _essay(essays[id], tome.extents[id], printed_words(essays[id], printed.prose[essays[id].key]))
            for id in volume.essays
            if id in tome.extents
        ),
        matters=tuple(
            PrintedMatter(kind=matter.kind, hash=text_hash(matter))
            for matter in sorted(volume.matters, key=lambda matter: matter.kind)
        ),
        files=tuple(finished(each.file, tome.folder) for each in tome.files),
    )


def _essay(essay: Essay, pages: tuple[int, int], words: str) -> PrintedEssay:
    return PrintedEssay(
        essay=essay.id,
        title=essay.title,
        authors=tuple(byline.name for byline in essay.bylines),
        first=pages[0],
        last=pages[1],
        hash=text_hash(essay),
        words=words_hash(words),
    )


def finished(file: Path, folder: Path) -> FinishedFile:
    """What tells a file of a tome from any other."""
    content = file.read_bytes()
    return FinishedFile(name=file.relative_to(folder).as_posix(), size=len(content), sha256=digest(content))


def engine() -> str:
    """The version of Florilège, and a key of its code: of what decides about the bytes of a tome."""
    code = "".join(
        code_version(room)
        for room in ("book", "epub", "encounters", "prose", "printing", "images", "language")
    )
    return f"{version('mkdocs-florilege')} {digest(code.encode())[:12]}"


def libraries() -> tuple[str, ...]:
    """What sets and binds pages, each with its version. Raises `FlorilegeError` (3) without Pango."""
    ours = {name: version(name) for name in PACKAGES}
    return tuple(f"{name} {number}" for name, number in (ours | library_versions()).items())


def fonts(project: Project, anthology: Anthology, volume: Volume) -> tuple[str, ...]:
    """The font files that a volume may be set in, each with the beginning of its SHA-256."""
    wanted = (*faces(project, [volume.design]), *anthology.scripts.faces)
    return tuple(dict.fromkeys(f"{face.file.name} {face.digest[:12]}" for face in wanted))


def write_edition(edition: FrozenEdition, printed: Anthology, contributions: Path) -> Path:
    """Write the record and the words of each essay; the file of the record."""
    for each in edition.essays:
        essay = printed.catalogue.essays[each.essay]
        place = printed_text_path(edition.volume, edition.number, each.essay)
        write_text(contributions / place, printed_words(essay, printed.prose[essay.key]))
    return write_record(edition, contributions, printed.catalogue)


def differing(edition: FrozenEdition, folder: Path) -> Sequence[str]:
    """The names of the files of an edition that aren't in a folder as they were printed."""
    return [
        each.name
        for each in edition.files
        if not (folder / each.name).is_file() or finished(folder / each.name, folder) != each
    ]
