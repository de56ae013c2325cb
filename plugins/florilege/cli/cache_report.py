"""What the cache keeps, or has kept → a table, or a line."""

from collections.abc import Sequence
from datetime import date

from florilege.cli.counts import plural, size_of
from florilege.runtime.housekeeping import CachedFile

_FILES = {"fr": ("fichier", "fichiers"), "en": ("file", "files")}
_CACHE = {
    "fr": {
        "head": "Gardé",
        "files": "Fichiers",
        "size": "Taille",
        "used": "Plus ancien usage",
        "entries": "textes",
        "images": "images",
        "fragments": "fragments",
        "tomes": "tomes",
        "fonts": "polices",
        "all": "en tout",
        "limit": "sur {} au plus",
        "freed": "libéré\u00a0: {}, {}",
        "left": "gardé pour une construction en cours\u00a0: {}, {}",
    },
    "en": {
        "head": "CachedFile",
        "files": "Files",
        "size": "Size",
        "used": "Oldest use",
        "entries": "texts",
        "images": "images",
        "fragments": "fragments",
        "tomes": "tomes",
        "fonts": "fonts",
        "all": "in all",
        "limit": "of {} at most",
        "freed": "freed: {}, {}",
        "left": "kept for a build at work: {}, {}",
    },
}


def table(files: Sequence[CachedFile], limit: int, lang: str) -> str:
    """What the cache keeps, by kind: how many files, how large, the day on which one was last used first."""
    texts = _CACHE[lang]
    rows = [(texts["head"], texts["files"], texts["size"], texts["used"])]
    for kind in dict.fromkeys(
        ("entries", "images", "fragments", "tomes", "fonts", *(file.kind for file in files))
    ):
        some = [file for file in files if file.kind == kind]
        days = [date.fromtimestamp(file.used / 1e9) for file in some]
        rows.append((texts.get(kind, kind), str(len(some)), _size(some, lang), str(min(days, default=""))))
    most = texts["limit"].format(size_of(limit, lang))
    rows.append((texts["all"], str(len(files)), _size(files, lang), most))
    return "\n".join(f"{kind:<10}{count:>9}{size:>11}  {used}".rstrip() for kind, count, size, used in rows)


def emptied(gone: Sequence[CachedFile], left: Sequence[CachedFile], lang: str) -> str:
    """What was removed from the cache and, where something stays, what."""
    texts = _CACHE[lang]
    shown = [("freed", gone), ("left", left)] if left else [("freed", gone)]
    return "\n".join(
        texts[name].format(_size(files, lang), f"{len(files)} {plural(_FILES[lang], len(files), lang)}")
        for name, files in shown
    )


def _size(files: Sequence[CachedFile], lang: str) -> str:
    return size_of(sum(file.size for file in files), lang)
