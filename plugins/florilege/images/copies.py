"""The image files of `contributions/` → our own copies of them: from the cache, else made in workers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from florilege.diagnostics.problems import Problem, problem
from florilege.images.image import Image, Vetting, read
from florilege.runtime.cache import Store, code_version, digest, key_of, touch
from florilege.runtime.workers import Failure, Workers

SECONDS = 20
"""Per image: one of 24 million pixels takes 2 to 6."""


_IMAGE = TypeAdapter(Image)


def copy_images(
    contributions: Path, paths: Iterable[str], files: Mapping[str, str], cache: Path, pool: Workers
) -> tuple[dict[str, Image], tuple[Problem, ...]]:
    """Path → our copy of each image without error, and all problems; the cache knows files by their bytes.

    `files` has the path of the file of an image that is called otherwise.
    """
    store, folder = Store(cache / "entries"), cache / "images"
    version = code_version("images", "pillow")
    images: dict[str, Image] = {}
    problems: list[Problem] = []
    waiting: dict[str, Vetting] = {}
    for path in paths:
        file = contributions / files.get(path, path)
        content = read(file, files.get(path, path))
        if isinstance(content, Problem):
            problems.append(content)
            continue
        key = key_of("image", version, path, digest(content))
        if image := _kept(store, key, folder):
            images[path] = image
        else:
            waiting[key] = Vetting(file, path, folder)
    for key, result in zip(waiting, _vet(list(waiting.values()), pool), strict=True):
        if isinstance(result, Image):
            store.put(key, _IMAGE.dump_json(replace(result, file=Path(result.file.name))))
            images[result.path] = result
        else:
            path = waiting[key].path
            problems.append(replace(_problem(result, path), path=files.get(path, path)))
    return dict(sorted(images.items())), tuple(problems)


def _vet(waiting: Sequence[Vetting], pool: Workers) -> Iterator[Image | Problem | Failure]:
    if waiting:
        # Pillow is loaded only where something must be re-encoded.
        from florilege.images.vetting import vet

        yield from pool.run(vet, waiting, seconds=SECONDS)


def _kept(store: Store, key: str, folder: Path) -> Image | None:
    """The copy that the cache knows of, if its file is still what it was."""
    entry = store.get(key)
    if entry is None:
        return None
    try:
        image = _IMAGE.validate_json(entry)
        file = folder / image.file.name
        if digest(file.read_bytes()) != image.digest:
            return None
    except (ValidationError, OSError):
        return None
    touch(file)
    return replace(image, file=file)


def _problem(result: Problem | Failure, path: str) -> Problem:
    if isinstance(result, Problem):
        return result
    return problem("image-stalled", path, failure=result.kind, amount=result.detail)
