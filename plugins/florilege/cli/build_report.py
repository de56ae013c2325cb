"""What a build has printed → the lines that it ends with."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from florilege.language.formats import file_size
from florilege.language.sentences import counted, say


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
    tomes/tome-1.pdf: 120 pages, 1.2\u00a0MB; 1 sheet set, 41 kept
    tomes/tome-1-essays/: 2 files, 180\u00a0kB
    """
    groups: dict[str, list[Finished]] = {}
    for file in files:
        folder = os.path.dirname(file.path)
        alone = folder == os.path.dirname(files[0].path)
        groups.setdefault(file.path if alone else f"{folder}/", []).append(file)
    first, *others = [_line(name, group, lang) for name, group in groups.items()]
    tome = say(
        "interface",
        "build.tome",
        lang,
        file=first,
        rendered=counted("interface", "n_sheets", rendered, lang),
        reused=counted("interface", "n_kept", reused, lang),
    )
    return "\n".join([tome, *others])


def _line(name: str, files: Sequence[Finished], lang: str) -> str:
    """« tome-1.pdf : 120 pages, 1,2 Mo », or of a folder « tome-1-essays/ : 17 fichiers, 3,4 Mo »."""
    many = (
        counted("interface", "n_files", len(files), lang)
        if name.endswith("/")
        else counted("interface", "n_pages", files[0].pages, lang)
    )
    size = file_size(sum(file.size for file in files), lang)
    return say("interface", "build.file", lang, file=name, many=many, size=size)
