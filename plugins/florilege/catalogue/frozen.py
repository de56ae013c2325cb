"""Frozen editions: what was printed of a volume, so that it can be cited, compared and made again."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEssay:
    """An essay as it was printed; `first` and `last` are the numbers on its first and last page."""

    essay: str
    title: str
    authors: tuple[str, ...]
    """Their names, as printed."""
    first: int
    last: int
    hash: str
    """That of the text (fingerprints.py)."""
    words: str = ""
    """That of its words as they are kept (`words_hash`); empty where an older Florilège has noted it."""

    @property
    def pages(self) -> tuple[int, int]:
        return self.first, self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedMatter:
    """A text of the front or back matter as it was printed."""

    kind: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """A file of the edition: its path among the tomes, its bytes, and their SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenEdition:
    """`volumes/<volume>/editions/<number>.yml`: a printing."""

    volume: str
    number: int
    """Which printing it is, from 1."""
    date: datetime.date
    title: str
    pages: int
    tag: str
    """The tag of the commit that it can be made of again."""
    engine: str
    """The version of Florilège, and a key of its code."""
    libraries: tuple[str, ...] = ()
    """What sets and binds pages, each with its version."""
    fonts: tuple[str, ...] = ()
    """The names of the font files, each with the beginning of its SHA-256."""
    isbn: str = ""
    essays: tuple[PrintedEssay, ...] = ()
    """In printed order."""
    matters: tuple[PrintedMatter, ...] = ()
    files: tuple[FinishedFile, ...] = ()

    @property
    def path(self) -> str:
        """Its file, below `contributions/`."""
        return edition_path(self.volume, self.number)

    def essay(self, id: str) -> PrintedEssay | None:
        """An essay as it was printed, if it was."""
        return next((each for each in self.essays if each.essay == id), None)


def edition_path(volume: str, number: int) -> str:
    """The file of a frozen edition, below `contributions/`."""
    return f"volumes/{volume}/editions/{number}.yml"


def printed_text_path(volume: str, number: int, essay: str) -> str:
    """The file that holds the words of an essay as they were printed, likewise."""
    return f"volumes/{volume}/editions/{number}/{essay}.txt"
