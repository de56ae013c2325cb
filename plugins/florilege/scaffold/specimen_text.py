"""A language, a design and a page → the files of a small anthology that has a page of each kind.

`specimen/any` holds its pictures, `specimen/<language>` its texts, whose people are invented; `@key@` stands
for a word about the design that is shown.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

_FOLDER = files("florilege.scaffold").joinpath("specimen")
_ANY = "any"


def specimen_languages() -> tuple[str, ...]:
    """The languages that the text is written in, English first."""
    return tuple(sorted(each.name for each in _FOLDER.iterdir() if each.name != _ANY))


def specimen_files(lang: str, design: str, *, width: float, height: float) -> dict[str, bytes]:
    """Path below contributions/ → content of every file; the volume has this design and these sides in mm."""
    words = {"design": design, "width": f"{width:g}", "height": f"{height:g}"}
    return {
        path: _filled(content, words) if path.endswith(".md") else content
        for folder in (_ANY, lang)
        for path, content in _files(_FOLDER.joinpath(folder))
    }


def _filled(content: bytes, words: dict[str, str]) -> bytes:
    return re.sub(rb"@([a-z]+)@", lambda match: words[match[1].decode()].encode(), content)


def _files(folder: Traversable, within: str = "") -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = within + each.name
        if each.is_dir():
            yield from _files(each, f"{path}/")
        else:
            yield path, each.read_bytes()
