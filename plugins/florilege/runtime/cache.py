"""Bytes by key, below the cache folder: what is costly to make is made once.

An entry is a file: its checksum, the SHA-256 of its key and its content, then its content. Whatever is wrong
with it (cut short, a flipped bit, the bytes of another key, a folder in its place) makes it a miss, never an
error; it is then made anew. Files are written beside and put in place by `os.replace`, so that a killed build
leaves whole entries only. What is used is touched, so that what was used longest ago can go first.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from florilege.runtime.faults import faults_at

_CHECKSUM = hashlib.sha256().digest_size


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def key_of(*parts: object) -> str:
    """The key of an entry made from these parts, which JSON can hold; a change of any gives another key."""
    # A name of a file need not be UTF-8.
    return digest(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass"))


@cache
def code_version(folder: str, *packages: str) -> str:
    """A key of the code at `florilege/<folder>` (a folder or a file) and of the versions of these packages.

    Made from the bytes of our own files, so that a changed line of ours makes new entries.
    """
    place = files("florilege").joinpath(folder)
    ours = [digest(file.read_bytes()) for file in _files(place)]
    return key_of(ours, [version(package) for package in packages])


def _files(place: Traversable) -> Iterable[Traversable]:
    if place.is_file():
        yield place
        return
    for file in sorted(place.iterdir(), key=lambda file: file.name):
        if file.name != "__pycache__":
            yield from _files(file)


class Store:
    """The entries in one folder, made when the first is put."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """The content put under `key`, or None where there is none or it is damaged."""
        file = self._place(key)
        try:
            entry = file.read_bytes()
        except OSError:
            return None
        content = entry[_CHECKSUM:]
        if entry[:_CHECKSUM] != _checksum(key, content):
            return None
        touch(file)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`, a name in hexadecimal. Raises `FlorilegeError` (3) where it can't."""
        write_whole(self._place(key), _checksum(key, content) + content)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _checksum(key: str, content: bytes) -> bytes:
    checksum = hashlib.sha256(key.encode())
    checksum.update(content)
    return checksum.digest()


def touch(file: Path) -> None:
    """Note that a file of the cache is used now."""
    with contextlib.suppress(OSError):  # gone since, or another user's: then it is older than it should be
        os.utime(file)


def _beside(file: Path) -> tuple[int, str]:
    """A new file in the same folder, which is made where it is missing."""
    try:
        return tempfile.mkstemp(dir=file.parent, prefix=".")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.mkstemp(dir=file.parent, prefix=".")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file of the cache so that it is there whole or not at all; a folder in its place gives way.

    Raises `FlorilegeError` (3) where it can't: `cache-unwritable`.
    """
    with faults_at(file.parent, "cache-unwritable"):
        descriptor, beside = _beside(file)
        try:
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(content)
            try:
                os.replace(beside, file)
            except IsADirectoryError:
                shutil.rmtree(file, ignore_errors=True)  # unless another process was first
                os.replace(beside, file)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(beside)
