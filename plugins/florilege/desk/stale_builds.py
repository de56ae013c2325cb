"""A volume, a file that was built of it → what of the volume has changed since."""

from collections.abc import Iterator
from pathlib import Path

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume


def newer_source(catalogue: Catalogue, volume: Volume, contributions: Path, file: Path) -> str:
    """The path, below `contributions`, of what has changed last since a file was built; empty for nothing.

    By the clock of the disk: `florilege build` renews the time of a file that it finds to be as it should be.
    """
    built = _changed(file)
    times = ((_changed(contributions / path), path) for path in _sources(catalogue, volume))
    newest, path = max(times, default=(0, ""))
    return path if newest > built else ""


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _sources(catalogue: Catalogue, volume: Volume) -> Iterator[str]:
    """The files that a volume is set from, as far as they are its own: no settings, designs and fonts."""
    yield from (text.body.path for text in catalogue.texts() if text.volume and text.volume.id == volume.id)
    folders = {f"{TextKey('essay', id).folder}/" for id in volume.essays} | {f"{volume.key.folder}/"}
    yield from (image for image in catalogue.images if image.startswith(tuple(folders)))
    for essay in map(catalogue.essays.__getitem__, volume.essays):
        for byline in essay.bylines:
            if author := catalogue.authors.get(byline.author or ""):
                yield author.body.path
                if author.portrait:
                    yield author.portrait
