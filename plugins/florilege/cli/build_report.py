"""What a build has printed → the lines that it ends with."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from florilege.cli.counts import plural, size_of

_FILES = {"fr": ("fichier", "fichiers"), "en": ("file", "files")}


class Finished(NamedTuple):
    """A finished PDF: its path as it is shown, its pages, its size in bytes."""

    path: str
    pages: int
    size: int


def printed(files: Sequence[Finished], *, rendered: int, reused: int, lang: str) -> str:
    """What is said of the PDFs of a tome, a line for each and one for each folder.

    >>> tome = Finished("tomes/tome-1.pdf", 120, 1_240_000)
    >>> essays = [Finished(f"tomes/tome-1-essays/{id}.pdf", 4, 90_000) for id in "ab"]
    >>> print(printed([tome, *essays], rendered=1, reused=41, lang="en"))
    tomes/tome-1.pdf: 120 pages, 1.2 MB; 1 sheet set, 41 kept
    tomes/tome-1-essays/: 2 files, 180 kB
    """
    colon = "\u202f: " if lang == "fr" else ": "
    groups: dict[str, list[Finished]] = {}
    for file in files:
        folder = os.path.dirname(file.path)
        alone = folder == os.path.dirname(files[0].path)
        groups.setdefault(file.path if alone else f"{folder}/", []).append(file)
    first, *others = [f"{name}{colon}{_contents(name, group, lang)}" for name, group in groups.items()]
    return "\n".join([f"{first}{_work(rendered, reused, lang)}", *others])


def _contents(name: str, files: Sequence[Finished], lang: str) -> str:
    """« 120 pages, 1,2 Mo », or of a folder « 17 fichiers, 3,4 Mo »."""
    if name.endswith("/"):
        many = f"{len(files)} {plural(_FILES[lang], len(files), lang)}"
    else:
        many = f"{files[0].pages} {plural(('page', 'pages'), files[0].pages, lang)}"
    return f"{many}, {size_of(sum(file.size for file in files), lang)}"


def _work(rendered: int, reused: int, lang: str) -> str:
    if lang == "fr":
        composed = f"{rendered} {plural(('feuille composée', 'feuilles composées'), rendered, lang)}"
        return f"\u202f; {composed}, {reused} {plural(('reprise', 'reprises'), reused, lang)}"
    return f"; {rendered} {plural(('sheet', 'sheets'), rendered, lang)} set, {reused} kept"
