"""The one way to open what contributors sent: regular files of bounded size, no link followed."""

import os
import stat
from pathlib import Path

from florilege.runtime.faults import EXHAUSTED, fault


class NotRegular(Exception):
    """A folder, a FIFO, a device or a socket."""


class TooLarge(Exception):
    """A file above the limit."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size
        """bytes"""


def read_regular(file: Path, limit: int) -> bytes:
    """The bytes of a file.

    Raises `NotRegular`, `TooLarge` for more than `limit` bytes, none of which are read then, `OSError` for a
    file that can't be read or is a symbolic link, and `FlorilegeError` (3) where the file isn't to blame.
    """
    try:
        return _read(file, limit)
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise fault("machine-fault", file, error) from error
        raise


def _read(file: Path, limit: int) -> bytes:
    # O_NONBLOCK: opening a FIFO would wait for a writer.
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular
        if status.st_size > limit:
            raise TooLarge(status.st_size)
        return stream.read(limit)
