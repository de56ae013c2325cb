"""What the cache keeps, or has kept → a table, or a line."""

from collections.abc import Callable, Sequence
from datetime import date

import click

from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import file_size
from florilege.language.sentences import counted, say, sentences
from florilege.runtime.housekeeping import CachedFile

KINDS = ("entries", "images", "fragments", "tomes", "fonts", "cards", "published", "written")
"""What is listed even where nothing is kept, in this order; another kind has no word of its own."""


def table(files: Sequence[CachedFile], limit: int, lang: str) -> str:
    """What the cache keeps, by kind: how many files, how large, the day on which one was last used first."""
    texts = sentences("interface", lang)
    rows = [(texts["cache.head"], texts["cache.files"], texts["cache.size"], texts["cache.used"])]
    for kind in dict.fromkeys((*KINDS, *(file.kind for file in files))):
        some = [file for file in files if file.kind == kind]
        days = [date.fromtimestamp(file.used / 1e9) for file in some]
        name = say("interface", f"cache.{kind}", lang) if kind in KINDS else kind
        rows.append((name, str(len(some)), _size(some, lang), str(min(days, default=""))))
    most = say("interface", "cache.limit", lang, size=file_size(limit, lang))
    rows.append((texts["cache.all"], str(len(files)), _size(files, lang), most))
    return "\n".join(f"{kind:<10}{count:>9}{size:>11}  {used}".rstrip() for kind, count, size, used in rows)


def emptied(gone: Sequence[CachedFile], left: Sequence[CachedFile], lang: str) -> str:
    """What was removed from the cache and, where something stays, what."""
    shown = [("cache.freed", gone), ("cache.left", left)] if left else [("cache.freed", gone)]
    return "\n".join(
        say(
            "interface",
            key,
            lang,
            size=_size(files, lang),
            files=counted("interface", "n_files", len(files), lang),
        )
        for key, files in shown
    )


def cache_warning(lang: str) -> Callable[[FlorilegeError], None]:
    """Who says on standard error that a build goes on without the cache, and why."""

    def warn(error: FlorilegeError) -> None:
        click.echo(say("interface", "cache.unused", lang, reason=error.message(lang)), err=True)

    return warn


def _size(files: Sequence[CachedFile], lang: str) -> str:
    return file_size(sum(file.size for file in files), lang)
