"""Problems → what a reader is shown: lines, plain words, the reports of forges, JSON, one line as the sum."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import click

from florilege.anthology import Anthology, outlets
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.diagnostics.kinds import MANY, counts, kinds, levels, line_of
from florilege.diagnostics.problems import FlorilegeError, Level, Problem, visible
from florilege.language.sentences import counted, say
from florilege.reading.frontmatter import MAX_FILE
from florilege.reading.scope import Scope
from florilege.runtime.project import Project
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "notice"}
"""https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"""

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.SUGGESTION: "info"}
"""https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

SHOWN_BY_GITHUB = 10
"""How many annotations of a level GitHub shows for one step; it drops the others."""


def count_essays(catalogue: Catalogue) -> int:
    """How many essays there are, those in error too."""
    return len(catalogue.essays) + sum(key.kind == "essay" for key in catalogue.refused)


def text(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """One line each, `path:line: error: what is wrong; what to do [code]`."""
    return "\n".join(line_of(problem, lang, root=root) for problem in problems)


def end_on_errors(errors: Sequence[Problem], project: Project, lang: str) -> None:
    """Tell errors and end the process with 1; nothing where there are none."""
    if errors:
        root = Scope.of(project, [], Path.cwd()).root
        click.echo(short_text(errors, lang, root=root), err=True)
        sys.exit(1)


def short_text(problems: Sequence[Problem], lang: str, *, root: str) -> str:
    """The same or, where there are many, how many of each kind, with a line of it and what to do about it."""
    if len(problems) <= MANY:
        return text(problems, lang, root=root)
    blocks = [kind.text(lang, root=root) for kind in kinds(problems)]
    return "\n\n".join([*blocks, say("interface", "check.details", lang, example=kinds(problems)[0].code)])


def say_withheld(
    loaded: Anthology, editions: Mapping[str, Iterable[str]], project: Project, lang: str
) -> tuple[Problem, ...]:
    """Name on standard error the essays that are left out of editions for want of a consent; what was said.

    `editions` are those that are made of each volume.
    """
    found = [each for each in loaded.problems if each.code == "consent-left-out"]
    made = [each for each in found if outlets(each) & {*editions.get(str(dict(each.values)["volume"]), ())}]
    say_all(made, project, lang)
    return tuple(made)


def say_all(problems: Sequence[Problem], project: Project, lang: str) -> None:
    """The lines of problems, if there are any, on standard error."""
    if problems:
        root = Scope.of(project, [], Path.cwd()).root
        click.echo(short_text(problems, lang, root=root), err=True)


def empty_tome(volume: str, problems: Iterable[Problem], project: Project, lang: str) -> FlorilegeError:
    """`tome-empty` (2), after the lines that may say why: all that the check says of the volume's file."""
    file = TextKey("volume", volume).path
    why = [each for each in problems if each.path == file and each.code != "volume-empty"]
    if why:
        root = Scope.of(project, [], Path.cwd()).root
        click.echo(short_text(why, lang, root=root), err=True)
    return FlorilegeError("tome-empty", exit_code=2, volume=volume)


def summary(problems: Iterable[Problem], essays: int, lang: str, *, mended: int = 0) -> str:
    """How many of each level, in how many essays; and how many of them `florilege fix` mends.

    >>> summary([], 1, "fr"), summary([], 34, "en")
    ('rien à signaler dans 1 essai', 'nothing to report in 34 essays')
    """
    found = counts(levels(problems), lang)
    said = say(
        "interface",
        "check.summary",
        lang,
        found=found or say("interface", "check.fine", lang),
        essays=counted("interface", "n_essays", essays, lang),
    )
    return say("interface", "check.mended", lang, summary=said, number=mended) if mended else said


def annotations(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """GitHub's workflow commands, at most ten of each level."""
    lines = []
    shown: Counter[Level] = Counter()
    for problem in problems:
        shown[problem.level] += 1
        if shown[problem.level] > SHOWN_BY_GITHUB:
            continue
        where = {"file": problem.file(root), "line": str(problem.line)}
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


MOST_TOLD = 60
"""Problems that a summary tells one by one; GitHub takes no more than a megabyte."""
SHOWN_OF_A_LINE = 200
"""Characters."""


def plain_summary(problems: Sequence[Problem], essays: int, lang: str, *, root: str, folder: Path) -> str:
    """All problems in plain words under the sum, file by file: GitHub's summary of a step, in Markdown.

    Of each is shown what is wrong, the line as it was typed, what to do and, where it is known, the line to
    write; suggestions are folded. `folder` is contributions/, below which paths stand.
    """
    first = [each for each in problems if each.level is not Level.SUGGESTION]
    others = [each for each in problems if each.level is Level.SUGGESTION]
    parts = [f"### {summary(problems, essays, lang)}", *_by_file(first[:MOST_TOLD], lang, root, folder)]
    if others:
        count = counted("interface", "n_suggestions", len(others), lang)
        parts += [f"<details><summary>{count}</summary>"]
        parts += [*_by_file(others[:MOST_TOLD], lang, root, folder), "</details>"]
    left = max(0, len(first) - MOST_TOLD) + max(0, len(others) - MOST_TOLD)
    parts += [say("interface", "summary.left", lang, n=left)] if left else []
    return "\n\n".join(parts) + "\n"


def _by_file(problems: Iterable[Problem], lang: str, root: str, folder: Path) -> Iterator[str]:
    for path, found in groupby(sorted(problems), key=lambda each: each.path):
        shown = next(found)
        yield f"#### {_cell(visible(shown.file(root)))}"
        lines = _lines(folder / path)
        for each in (shown, *found):
            yield _told(each, lines, lang)


def _lines(file: Path) -> list[str]:
    """The lines of a text; none of one that can't be read."""
    try:
        return read_regular(file, MAX_FILE).decode("utf-8", "replace").splitlines()
    except (NotRegular, TooLarge, OSError):
        return []


def _told(problem: Problem, lines: Sequence[str], lang: str) -> str:
    message, hint = problem.told(lang)
    level = say("interface", f"level.{problem.level}", lang)
    line = say("interface", "summary.line", lang, line=problem.line, level=level)
    typed = lines[problem.line - 1 : problem.line]
    parts = [f"**{line}** {_cell(message)}"]
    parts += [_quoted(say("interface", "summary.typed", lang), each) for each in typed if each.strip()]
    parts += [f"{say('interface', 'summary.do', lang)} {_cell(hint)}"] if hint else []
    if written := dict(problem.values).get("written", ""):
        parts.append(_quoted(say("interface", "summary.written", lang), written))
    return "\n\n".join([*parts, f"<sub>{problem.code}</sub>"])


def _quoted(before: str, line: str) -> str:
    """A line as it stands, in a block of code whose fence it can't close."""
    shown = visible(line.strip())
    shown = shown if len(shown) <= SHOWN_OF_A_LINE else f"{shown[:SHOWN_OF_A_LINE]}…"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"{before}\n\n{fence}text\n{shown}\n{fence}"


def _cell(value: str) -> str:
    """Text as it is, whatever HTML or Markdown is in it: strangers have written part of it."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{character}" if character in "\\`*_[]|~@#!" else character for character in escaped)


def code_quality(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """GitLab's report of code quality: a fingerprint stays while the same is said of the same line."""
    rows = [
        {
            "description": problem.message(lang),
            "check_name": problem.code,
            "fingerprint": sha256(f"{problem}".encode()).hexdigest(),
            "severity": _SEVERITIES[problem.level],
            "location": {"path": problem.file(root), "lines": {"begin": problem.line}},
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2)


def as_json(problems: Iterable[Problem], lang: str, *, root: str) -> str:
    """An array of objects: path, line, column (0: the whole line), other lines, level, code, message."""
    rows = [
        {
            "path": problem.file(root),
            "line": problem.line,
            "column": problem.column,
            "also": list(problem.also),
            "level": str(problem.level),
            "code": problem.code,
            "message": problem.message(lang),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2)
