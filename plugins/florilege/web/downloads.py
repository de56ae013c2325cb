"""Tomes → what readers may download. The one file that has the press at work for the site."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from florilege.anthology import Anthology
from florilege.catalogue.addresses import site_path
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of a tome, offered on the site: a PDF, an e-book, or the picture of its cover."""

    file: Path
    """Where it lies until it is copied to the site."""
    path: str
    """Below the site's address, e.g. `volumes/tome-1/tome-1.pdf`."""
    size: int
    """bytes"""
    pages: int
    sha256: str = ""
    """Of what it holds, in hexadecimal; of files that readers get whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """All files of tomes that the site offers."""

    texts: Mapping[TextKey, Download] = field(default_factory=dict)
    """Volume or essay → its PDF."""
    parts: Mapping[tuple[str, str], Download] = field(default_factory=dict)
    """Volume id, part id → the PDF of the part."""
    covers: Mapping[str, Download] = field(default_factory=dict)
    """Volume id → the picture of its cover."""
    ebooks: Mapping[str, Download] = field(default_factory=dict)
    """Volume id → its e-book."""
    extents: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Essay id → the numbers printed on its first and last page."""

    def __iter__(self) -> Iterator[Download]:
        for files in (self.texts, self.parts, self.covers, self.ebooks):
            yield from files.values()


def print_downloads(
    project: Project,
    anthology: Anthology,
    *,
    on_failure: Callable[[FlorilegeError], None],
    all_or_nothing: bool,
) -> Downloads:
    """Print the tomes of an anthology as readers get them: on screens, whole, by part and by essay,
    and as e-books.

    `on_failure` is told what can't be printed; the rest goes on, or with `all_or_nothing` there is nothing
    then. Raises `FlorilegeError` for a fault of the machine.
    """
    # The press is heavy to open, and a build may do without.
    from florilege.book.press import print_tomes

    texts: dict[TextKey, Download] = {}
    parts: dict[tuple[str, str], Download] = {}
    covers: dict[str, Download] = {}
    ebooks: dict[str, Download] = {}
    extents: dict[str, tuple[int, int]] = {}
    volumes = anthology.catalogue.volumes
    wanted = [id for id, volume in volumes.items() if volume.essays]
    if not wanted:
        return Downloads()
    for tome in print_tomes(
        project,
        anthology,
        wanted,
        editions=("screen", "offprint", "ebook"),
        on_failure=on_failure,
        all_or_nothing=all_or_nothing,
    ):
        if volumes[tome.volume].has_pages:
            extents |= tome.extents
        for made in tome.files:
            offprint = made.kind == "offprint"
            key = TextKey.of_printed(made.of) if offprint else TextKey("volume", tome.volume)
            path = f"{site_path(key)}{made.file.name}"
            digest = "" if offprint or made.kind == "part" else sha256(made.file.read_bytes()).hexdigest()
            download = Download(file=made.file, path=path, size=made.size, pages=made.pages, sha256=digest)
            if made.kind == "front":
                covers[tome.volume] = download
            elif made.kind == "ebook":
                ebooks[tome.volume] = download
            elif made.kind == "part":
                parts[tome.volume, made.of] = download
            else:
                texts[key] = download
    return Downloads(texts=texts, parts=parts, covers=covers, ebooks=ebooks, extents=extents)
