"""Problems as they were found → as they are told: with their column, and each once in a file."""

from collections.abc import Iterable
from dataclasses import replace

from florilege.diagnostics.problems import Problem

_QUOTED = {
    "label": "[^{}]",
    "tag": "<{}",
    "anchor": "#{}",
    **dict.fromkeys(
        ("link", "image", "words", "found", "html", "id", "heading", "kind", "attribute", "name"), "{}"
    ),
}
"""Words of sentences that stand in the text as they are, and how."""


def with_column(problem: Problem, line: str) -> Problem:
    """The problem with the column of what it quotes of its line, where that isn't known and can be seen.

    >>> from florilege.diagnostics.problems import problem
    >>> with_column(problem("link-dead", "essays/un/index.md", 7, link="ici.md"), "Voir [là](ici.md).").column
    11
    """
    values = dict(problem.values)
    for name, form in _QUOTED.items():
        if not problem.column and values.get(name):
            index = line.find(form.format(values[name]))
            problem = replace(problem, column=index + 1)
    return problem


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, sorted; of those that say the same of several lines of a file, the first, naming them.

    >>> from florilege.diagnostics.problems import problem
    >>> (one,) = told_once(problem("heading-empty", "essays/un/index.md", line) for line in (9, 7, 12, 7))
    >>> one.line, one.also
    (7, (9, 12))
    """
    groups: dict[object, list[Problem]] = {}
    for each in sorted(set(problems)):
        groups.setdefault((each.path, each.code, each.values, each.aside), []).append(each)
    return tuple(sorted(_first(group) for group in groups.values()))


def _first(same: list[Problem]) -> Problem:
    """The first, with the lines on which the same is said again."""
    lines = {line for each in same for line in (each.line, *each.also)} - {same[0].line}
    return replace(same[0], also=tuple(sorted(lines)))
