"""Pictures of ours → the same for screens, in WebP and narrower: from the cache, else made in workers."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from florilege.runtime.cache import Store, code_version, digest, key_of, touch, write_whole
from florilege.runtime.workers import Failure, Workers

SECONDS = 20
"""Per picture: one of 24 million pixels takes 2."""
QUALITY = 80
"""Of WebP: at the size at which a page shows them, no eye tells them from the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A picture as it is, and how wide it is wanted, in px."""

    file: Path
    digest: str
    """Of what the file holds."""
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture in WebP."""

    file: Path
    width: int
    """px"""


@dataclass(frozen=True, slots=True)
class _Scaling:
    """What a worker is given."""

    original: Original
    folder: Path


def renditions(
    originals: Mapping[str, Original], cache: Path, pool: Workers
) -> dict[str, tuple[Rendition, ...]]:
    """Key → the renditions of each picture, the narrowest first.

    None is wider than its original nor heavier; a picture that can't be made narrower has none. Raises
    `FlorilegeError` (3) where the cache can't be written.
    """
    store, folder = Store(cache / "entries"), cache / "images"
    version = code_version("images/renditions.py", "pillow")
    names = {key: key_of("rendition", version, each.digest, each.widths) for key, each in originals.items()}
    found = {key: made for key, name in names.items() if (made := _kept(store, name, folder)) is not None}
    waiting = [key for key in originals if key not in found]
    calls = [_Scaling(originals[key], folder) for key in waiting]
    for key, result in zip(waiting, pool.run(scaled, calls, seconds=SECONDS) if calls else (), strict=True):
        if isinstance(result, Failure):
            continue  # the original is shown
        found[key] = result
        store.put(names[key], "\n".join(f"{each.width} {each.file.stem}" for each in result).encode())
    return {key: found[key] for key in originals if found.get(key)}


def scaled(scaling: _Scaling) -> tuple[Rendition, ...]:
    """The renditions of one picture, written into the folder: called in a worker."""
    from PIL import Image as Pillow  # where something must be made

    original = scaling.original
    weight = original.file.stat().st_size
    made = []
    with Pillow.open(original.file, formats=("PNG", "JPEG")) as image:
        image.load()
        plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    for width in sorted({min(width, plain.width) for width in original.widths}):
        out = io.BytesIO()
        height = max(1, round(plain.height * width / plain.width))
        plain.resize((width, height), Pillow.Resampling.LANCZOS).save(out, "WEBP", quality=QUALITY)
        content = out.getvalue()
        if len(content) < weight:
            file = scaling.folder / f"{digest(content)}.webp"
            write_whole(file, content)
            made.append(Rendition(file=file, width=width))
    return tuple(made)


def _kept(store: Store, name: str, folder: Path) -> tuple[Rendition, ...] | None:
    """The renditions that the cache knows of, if their files are still what they were."""
    entry = store.get(name)
    if entry is None:
        return None
    lines = (line.split() for line in entry.decode().splitlines())
    made = tuple(Rendition(file=folder / f"{stem}.webp", width=int(width)) for width, stem in lines)
    try:
        if any(digest(each.file.read_bytes()) != each.file.stem for each in made):
            return None
    except OSError:
        return None
    for each in made:
        touch(each.file)
    return made
