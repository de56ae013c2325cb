"""The file that a form has made (contributing/form_page.py) → an essay or a letter, what was agreed to.

It came by mail from anybody: a ZIP, of which each name, kind and size is looked at before a byte is written,
and which is refused as a whole for the first thing that no form puts there.
"""

import re
import stat
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from florilege.catalogue.fingerprints import letter_hash
from florilege.catalogue.ids import clash_key, is_id
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.problems import FlorilegeError
from florilege.images.image import MAX_BYTES
from florilege.reading.frontmatter import MAX_FILE
from florilege.reading.loader import read as read_contributions
from florilege.reading.new_ids import require_id
from florilege.runtime.faults import fault, faults_at

CONSENT = "consent.txt"
MOST_FILES = 60
LARGEST = 100_000_000
"""Bytes of the file, and of all that it holds."""

_ID = "[a-z0-9-]{1,64}"
_TEXT = re.compile(rf"essays/({_ID})/index\.md|authors/({_ID})\.md")
_LETTER = re.compile(rf"essays/({_ID})/letters/({_ID})\.md")
_PICTURE = re.compile(rf"essays/({_ID})/{_ID}\.(?:png|jpg|jpeg|webp)|authors/({_ID})\.(?:png|jpg|jpeg|webp)")
_UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What zipfile raises for a damaged or an odd file, and texts that aren't in UTF-8."""
_ENCRYPTED = 0x1
"""A bit of the flags of an entry (APPNOTE 4.4.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What a form has packed: one essay, the file of its author where the author is new; or one letter."""

    essay: str
    """The id of the essay, or of the one that the letter answers."""
    letter: str = ""
    """The id of the letter."""
    files: Mapping[str, bytes]
    """Path below `contributions/` → contents."""
    consent: str = ""
    """What the writer agreed to, in words."""

    @property
    def signed_by(self) -> str:
        """Whom a form's consent names, in its third line (form.js, `consentFile`); empty for an issue's."""
        head, _, agreed = self.consent.partition("\n\n")
        lines = head.splitlines()
        return lines[2].strip() if agreed and len(lines) == 5 else ""

    def renamed(self, essay: str) -> "Parcel":
        """The same, its essay under another id."""
        before, after = f"essays/{self.essay}/", f"essays/{essay}/"
        files = {
            after + path.removeprefix(before) if path.startswith(before) else path: content
            for path, content in self.files.items()
        }
        return replace(self, essay=essay, files=files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What became of a parcel: the files written, and those of authors who were there before."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def is_parcel(file: Path) -> bool:
    """Whether a file is called as what forms make, and isn't a page of Google Docs with its pictures."""
    if file.suffix.lower() != ".zip":
        return False
    try:
        with ZipFile(file) as opened:
            return not any(name.lower().endswith((".html", ".htm")) for name in opened.namelist())
    except _UNREADABLE:
        return True


def read(file: Path) -> Parcel:
    """What a form has packed. Raises `FlorilegeError` (2) for any other file, and says why."""
    try:
        if file.stat().st_size > LARGEST:
            raise _too_big(file)
        with ZipFile(file) as opened:
            entries = opened.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
                raise _too_big(file)
            _refuse_strangers(file, entries)
            contents = {entry.filename: _content(file, opened, entry) for entry in entries}
    except _UNREADABLE as error:
        raise FlorilegeError("parcel-unreadable", exit_code=2, file=file) from error
    essays = {match[1] for path in contents if (match := _TEXT.fullmatch(path)) and match[1]}
    letters = [match for path in contents if (match := _LETTER.fullmatch(path))]
    if letters:
        return _of_letter(file, letters[0], contents)
    folders = {path.split("/")[1] for path in contents if path.startswith("essays/")}
    if len(essays) != 1 or folders != essays:
        raise FlorilegeError("parcel-unreadable", exit_code=2, file=file)
    consent = contents.pop(CONSENT, b"").decode("utf-8")
    return Parcel(essay=essays.pop(), files=contents, consent=consent)


def _of_letter(file: Path, letter: re.Match[str], contents: dict[str, bytes]) -> Parcel:
    """One letter, and nothing else."""
    consent = contents.pop(CONSENT, b"").decode("utf-8")
    if len(contents) != 1:
        raise FlorilegeError("parcel-unreadable", exit_code=2, file=file)
    return Parcel(essay=letter[1], letter=letter[2], files=contents, consent=consent)


def _refuse_strangers(file: Path, entries: list[ZipInfo]) -> None:
    """Raise for what no form packs: another name, a name twice, a link, a device, what is locked."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename  # `filename` is cut at a NUL
        mode = entry.external_attr >> 16
        ids = _ids(name)
        if (
            (ids is None and name != CONSENT)
            or not all(map(is_id, ids or ()))
            or clash_key(name) in seen
            or (stat.S_IFMT(mode) and not stat.S_ISREG(mode))
            or entry.flag_bits & _ENCRYPTED
            or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        ):
            raise FlorilegeError("parcel-stranger", exit_code=2, file=file, path=ascii(name[:100]))
        seen.add(clash_key(name))


def _ids(path: str) -> list[str] | None:
    """The ids of the essay, author or letter whose file it is; None for no such file."""
    match = _TEXT.fullmatch(path) or _LETTER.fullmatch(path) or _PICTURE.fullmatch(path)
    return [*filter(None, match.groups())] if match else None


def _content(file: Path, opened: ZipFile, entry: ZipInfo) -> bytes:
    """The bytes of an entry, whose own word about their number isn't believed."""
    limit = MAX_BYTES if _PICTURE.fullmatch(entry.filename) else MAX_FILE
    with opened.open(entry) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_big(file)
    if limit == MAX_FILE:
        content.decode("utf-8")  # UnicodeDecodeError is a ValueError
    return content


def _too_big(file: Path) -> FlorilegeError:
    return FlorilegeError("parcel-too-big", exit_code=2, file=file, max=LARGEST // 1_000_000)


def unpack(parcel: Parcel, contributions: Path) -> Unpacked:
    """Put a parcel’s files into contributions/: all of the essay or none of it, over nothing.

    An author who is there stays as is, and a letter gets a number where another has its name. Raises
    `FlorilegeError`: `new-id`, `parcel-taken`, `parcel-unanswered`, `parcel-letter-there` (2),
    `target-unwritable` (3).
    """
    require_id(parcel.essay)
    if parcel.letter:
        return _unpack_letter(parcel, contributions)
    folder = contributions / Path(TextKey("essay", parcel.essay).path).parent
    if folder.exists() or folder.is_symlink():
        raise FlorilegeError("parcel-taken", exit_code=2, essay=parcel.essay)
    authors = {path: content for path, content in parcel.files.items() if path.startswith("authors/")}
    known = {id for path in authors if (id := Path(path).stem) and _has_author(contributions, id)}
    written, kept = [], [contributions / path for path in authors if Path(path).stem in known]
    try:
        with tempfile.TemporaryDirectory(dir=contributions, prefix=".parcel-") as beside:
            staged = Path(beside) / parcel.essay
            staged.mkdir()
            for path, content in parcel.files.items():
                if path not in authors:
                    (staged / Path(path).name).write_bytes(content)
                    written.append(folder / Path(path).name)
            for path, content in authors.items():
                if Path(path).stem not in known:
                    target = contributions / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("xb") as stream:
                        stream.write(content)
                    written.append(target)
            folder.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(folder)
    except OSError as error:
        for target in written:
            if target.parent != folder:
                target.unlink(missing_ok=True)
        raise fault("target-unwritable", contributions, error) from error
    return Unpacked(written=tuple(written), kept=tuple(kept))


_OWN_DRAFT = re.compile(r"^draft[ \t]*[:=].*\n", re.MULTILINE | re.IGNORECASE)
_DRAFTS = (("---", "draft: true\n"), ("+++", "draft = true\n"))
"""How a front matter begins, and what makes a draft in it; a form writes the first."""


def set_draft(file: Path) -> int:
    """Make a draft of a text that was taken, whatever it says; the line that says so comes back.

    Raises `FlorilegeError` (3) where it can't be written.
    """
    with faults_at(file):
        first, end, rest = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").partition("\n")
        for opening, line in _DRAFTS:
            if first.startswith(opening):
                fields, fence, body = rest.partition(f"\n{opening}")
                kept = _OWN_DRAFT.sub("", f"{fields}\n")[:-1]
                file.write_bytes(f"{first}\n{line}{kept}{fence}{body}".encode())
                return 2
        file.write_bytes(f"---\ndraft: true\n---\n\n{first}{end}{rest}".encode())
    return 2


def _unpack_letter(parcel: Parcel, contributions: Path) -> Unpacked:
    """Put a letter beside the essay that it answers, over nothing."""
    if not (contributions / TextKey("essay", parcel.essay).path).is_file():
        raise FlorilegeError("parcel-unanswered", exit_code=2, essay=parcel.essay)
    (content,) = parcel.files.values()
    number = 1
    while True:
        id = parcel.letter if number == 1 else f"{parcel.letter[:60]}-{number}"
        target = contributions / TextKey("letter", parcel.essay, id).path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise fault("target-unwritable", contributions, error) from error
        else:
            if twin := _twin(contributions, target):
                target.unlink()
                raise FlorilegeError("parcel-letter-there", exit_code=2, file=twin)
            return Unpacked(written=(target,), kept=())


def _twin(contributions: Path, letter: Path) -> Path | None:
    """The letter that is there already, by the same people, of the same day and in the same words."""
    catalogue, _ = read_contributions(contributions)
    hashes = {each.body.path: letter_hash(each) for each in catalogue.letters.values()}
    mine = hashes.pop(letter.relative_to(contributions).as_posix(), None)
    return next((contributions / path for path, each in hashes.items() if each == mine), None)


def _has_author(contributions: Path, id: str) -> bool:
    return (contributions / TextKey("author", id).path).exists()
