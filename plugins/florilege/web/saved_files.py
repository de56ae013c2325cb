"""The files that a build of `mkdocs serve` read → which of them were saved since."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from florilege.catalogue.keys import TextKey

State = tuple[int, int]
"""When a file was last written (ns since 1970), and its bytes."""


@dataclass(frozen=True, kw_only=True)
class SavedFiles:
    """What there was when a build began."""

    contributions: Path
    states: Mapping[Path, State]
    heads: Mapping[Path, bytes]
    """The front matter of each essay."""

    def changed_essays(self, now: "SavedFiles") -> tuple[str, ...]:
        """The ids of the essays of which the words alone have changed; empty where anything else has, too."""
        changed = {path for path, _ in self.states.items() ^ now.states.items()}
        keys = {path: _essay(path, self.contributions) for path in changed}
        if any(key is None or self.heads.get(path) != now.heads.get(path) for path, key in keys.items()):
            return ()
        return tuple(sorted(key.id for key in keys.values() if key))


def saved_files(contributions: Path, others: Iterable[Path]) -> SavedFiles:
    """What there is now in contributions/ and at other places, files or folders."""
    states = {path: state for place in (contributions, *others) for path, state in _states(place)}
    essays = (path for path in states if _essay(path, contributions))
    return SavedFiles(
        contributions=contributions, states=states, heads={path: _head(path) for path in essays}
    )


def _states(place: Path) -> Iterator[tuple[Path, State]]:
    folders = [(root, names) for root, _, names in os.walk(place)] or [(str(place.parent), [place.name])]
    for root, names in folders:
        for name in names:
            path = Path(root, name)
            try:
                found = path.stat()
            except OSError:  # gone since
                continue
            yield path, (found.st_mtime_ns, found.st_size)


def _essay(path: Path, contributions: Path) -> TextKey | None:
    """The key of the essay that a file is."""
    if not path.is_relative_to(contributions):
        return None
    key = TextKey.of_path(path.relative_to(contributions).as_posix())
    return key if key and key.kind == "essay" else None


def _head(path: Path) -> bytes:
    """What a file has down to the line that ends its front matter; all of it where there is none."""
    try:
        text = path.read_bytes()
    except OSError:
        return b""
    head, end, _ = text.partition(b"\n---")
    return head + end if head.startswith(b"---") else text
