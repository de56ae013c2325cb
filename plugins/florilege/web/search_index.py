"""Pages → the index that readers search, in the folder of the site."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from florilege.language.locales import primary_language
from florilege.runtime import search_engine
from florilege.web.search_words import FoundPage, document

INDEX = "pagefind/"
"""Where it lies below the site's address."""
FILTERS = "filters.json"
"""Beside it, what narrows a search down: Pagefind writes its own in another order each time."""


def write_index(pages: Iterable[FoundPage], site: Path, *, engine: Path, lang: str) -> None:
    """Index pages, in the order of their addresses, in the site's language (BCP 47).

    One language for all: each has an index of its own otherwise, and readers search one. Raises
    `FlorilegeError` (3) where the program fails.
    """
    target = site / INDEX
    if target.exists():  # of the build before, while serving
        shutil.rmtree(target)
    in_order = sorted(pages, key=lambda page: page.path)
    names = {f"{number:06}.html": page for number, page in enumerate(in_order)}
    with TemporaryDirectory(prefix="florilege-") as folder:
        for name, page in names.items():
            Path(folder, name).write_text(document(page), encoding="utf-8")
        search_engine.index(Path(folder), target, engine=engine, lang=primary_language(lang))
    ids = search_engine.ids(target)
    found = [(ids[name], page) for name, page in names.items() if name in ids]
    (target / FILTERS).write_text(json.dumps(filters(found), ensure_ascii=False), encoding="utf-8")


def filters(found: Sequence[tuple[str, FoundPage]]) -> Mapping[str, object]:
    """Pages by their ids in the index → these in order, and kind → name → the places of its pages there."""
    kinds: dict[str, dict[str, list[int]]] = {}
    for place, (_, page) in enumerate(found):
        for kind, name in dict.fromkeys(page.found.filters):
            kinds.setdefault(kind, {}).setdefault(name, []).append(place)
    return {"pages": [id for id, _ in found], "kinds": kinds}
