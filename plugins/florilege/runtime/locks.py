"""A folder → a lock on it, which processes share or one has alone (flock(2)).

The lock is on the folder itself, so that no file of it is left behind, and the kernel frees it when its
process ends, killed or not.
"""

import fcntl
import os
from pathlib import Path
from typing import Self


class FolderLock:
    """An open folder, not locked yet; `close` frees it, as does the end of a `with` block.

    Raises `OSError` where the folder can't be opened.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder, os.O_RDONLY)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def share(self) -> None:
        """Wait until no other process has the folder alone, then share it."""
        self._lock(fcntl.LOCK_SH)

    def take(self) -> bool:
        """Have the folder alone, without waiting: whether no other process has a lock on it.

        Where the file system knows no locks, nobody can tell, and the answer is yes.
        """
        return self._lock(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def is_of(self, folder: Path) -> bool:
        """Whether this is still the folder of that name, which another process may have replaced."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), folder.stat())
        except FileNotFoundError:
            return False

    def close(self) -> None:
        """Free the folder; may be called again."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _lock(self, how: int) -> bool:
        try:
            fcntl.flock(self._descriptor, how)
        except OSError as error:
            return not isinstance(error, BlockingIOError)
        return True
