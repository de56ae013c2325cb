"""Problems → what a reader is shown: lines, GitHub's annotations and table, JSON, one line that sums up.

And the lines that commands end with: what was printed, what the cache keeps.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import Level, Problem, visible
from florilege.runtime.housekeeping import Kept

_LEVELS = {
    "fr": {
        Level.ERROR: ("erreur", "erreurs"),
        Level.WARNING: ("avertissement", "avertissements"),
        Level.SUGGESTION: ("suggestion", "suggestions"),
    },
    "en": {
        Level.ERROR: ("error", "errors"),
        Level.WARNING: ("warning", "warnings"),
        Level.SUGGESTION: ("suggestion", "suggestions"),
    },
}
_ESSAYS = {"fr": ("essai", "essais"), "en": ("essay", "essays")}
_TEXTS = {
    "fr": {"fine": "rien à signaler", "in": "dans"},
    "en": {"fine": "nothing to mend", "in": "in"},
}
_TABLE_HEAD = {
    "fr": "| | Où | Quoi | Code |",
    "en": "| | Where | What | Code |",
}

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
        "head": "Kept",
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

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "notice"}
"""https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"""

SHOWN_BY_GITHUB = 10
"""How many annotations of a level GitHub shows for one step; it drops the others."""


def count_essays(catalogue: Catalogue) -> int:
    """How many essays there are, those in error too."""
    return len(catalogue.essays) + sum(key.startswith("essays/") for key in catalogue.refused)


def text(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """One line each, `path:line: what is wrong; what to do [code]`."""
    return "\n".join(problem.line_for(lang, root=root) for problem in problems)


def summary(problems: Iterable[Problem], essays: int, lang: str) -> str:
    """How many of each level, in how many essays.

    >>> summary([], 1, "fr"), summary([], 34, "en")
    ('rien à signaler dans 1 essai', 'nothing to mend in 34 essays')
    """
    counts = Counter(problem.level for problem in problems)
    found = [
        f"{counts[level]} {_plural(names, counts[level], lang)}"
        for level, names in _LEVELS[lang].items()
        if counts[level]
    ]
    texts = _TEXTS[lang]
    of_essays = f"{essays} {_plural(_ESSAYS[lang], essays, lang)}"
    return f"{', '.join(found) or texts['fine']} {texts['in']} {of_essays}"


def _plural(names: tuple[str, str], count: int, lang: str) -> str:
    """French has its plural from 2, English for all but 1."""
    return names[count >= 2 if lang == "fr" else count != 1]


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
        many = f"{len(files)} {_plural(_FILES[lang], len(files), lang)}"
    else:
        many = f"{files[0].pages} {_plural(('page', 'pages'), files[0].pages, lang)}"
    return f"{many}, {_amount(sum(file.size for file in files), lang)}"


def _work(rendered: int, reused: int, lang: str) -> str:
    if lang == "fr":
        composed = f"{rendered} {_plural(('feuille composée', 'feuilles composées'), rendered, lang)}"
        return f"\u202f; {composed}, {reused} {_plural(('reprise', 'reprises'), reused, lang)}"
    return f"; {rendered} {_plural(('sheet', 'sheets'), rendered, lang)} set, {reused} kept"


def _amount(size: int, lang: str) -> str:
    """Bytes in kB, MB or GB (10³, 10⁶, 10⁹)."""
    if size < 1e6:
        number = f"{size / 1e3:.0f} k"
    else:
        number = f"{size / 1e6:.1f} M" if size < 1e9 else f"{size / 1e9:.1f} G"
    return f"{number.replace('.', ',')}o" if lang == "fr" else f"{number}B"


def cache_table(files: Sequence[Kept], limit: int, lang: str) -> str:
    """What the cache keeps, by kind: how many files, how large, the day on which one was last used first."""
    texts = _CACHE[lang]
    rows = [(texts["head"], texts["files"], texts["size"], texts["used"])]
    for kind in dict.fromkeys(
        ("entries", "images", "fragments", "tomes", "fonts", *(file.kind for file in files))
    ):
        some = [file for file in files if file.kind == kind]
        days = [date.fromtimestamp(file.used / 1e9) for file in some]
        rows.append((texts.get(kind, kind), str(len(some)), _size(some, lang), str(min(days, default=""))))
    most = texts["limit"].format(_amount(limit, lang))
    rows.append((texts["all"], str(len(files)), _size(files, lang), most))
    return "\n".join(f"{kind:<10}{count:>9}{size:>11}  {used}".rstrip() for kind, count, size, used in rows)


def emptied(gone: Sequence[Kept], left: Sequence[Kept], lang: str) -> str:
    """What was removed from the cache and, where something stays, what."""
    texts = _CACHE[lang]
    shown = [("freed", gone), ("left", left)] if left else [("freed", gone)]
    return "\n".join(
        texts[name].format(_size(files, lang), f"{len(files)} {_plural(_FILES[lang], len(files), lang)}")
        for name, files in shown
    )


def _size(files: Sequence[Kept], lang: str) -> str:
    return _amount(sum(file.size for file in files), lang)


def annotations(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """GitHub's workflow commands, at most ten of each level."""
    lines = []
    shown: Counter[Level] = Counter()
    for problem in problems:
        shown[problem.level] += 1
        if shown[problem.level] > SHOWN_BY_GITHUB:
            continue
        where = {"file": f"{root}/{problem.path}", "line": str(problem.line)}
        if problem.column:
            where["col"] = str(problem.column)
        where["title"] = problem.code
        properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
        lines.append(f"::{_COMMANDS[problem.level]} {properties}::{_data(problem.message(lang))}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return visible(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def table(problems: Sequence[Problem], essays: int, lang: str, *, root: str) -> str:
    """All problems as a Markdown table, under the sum: GitHub's summary of a step."""
    lines = [f"### {summary(problems, essays, lang)}"]
    if problems:
        lines += ["", _TABLE_HEAD[lang], "|---|---|---|---|"]
    for problem in problems:
        name = _LEVELS[lang][problem.level][0]
        place = visible(f"{root}/{problem.path}:{problem.line}")
        cells = (name, place, problem.message(lang), problem.code)
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _cell(value: str) -> str:
    """Text as it is, whatever signs of HTML or Markdown it has: strangers have written part of it."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{sign}" if sign in "\\`*_[]|~@#!" else sign for sign in escaped)


def as_json(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """An array of objects: path, line, column (0: the whole line), level, code, message."""
    rows = [
        {
            "path": f"{root}/{problem.path}",
            "line": problem.line,
            "column": problem.column,
            "level": str(problem.level),
            "code": problem.code,
            "message": problem.message(lang),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2)
