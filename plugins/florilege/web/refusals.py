"""Problems → what stops a build of the site, and what the build says of them."""

import os
from collections.abc import Iterator, Sequence

from florilege.anthology import Anthology, outlets
from florilege.diagnostics.kinds import MANY, counts, kinds, levels
from florilege.diagnostics.problems import Level, Problem
from florilege.language.sentences import say
from florilege.runtime.project import Project


def stopping(anthology: Anthology, *, strict: bool) -> tuple[Problem, ...]:
    """The problems that stop a build: errors and, when strict, warnings.

    MkDocs itself counts no warning under `-q --strict`, hence our own count.
    """
    of_site = (each for each in anthology.refusals if "site" in outlets(each))
    stopping = {*anthology.errors, *of_site}
    return tuple(
        each
        for each in anthology.problems
        if each in stopping or (strict and each.level in (Level.ERROR, Level.WARNING))
    )


def problem_lines(problems: Sequence[Problem], project: Project, lang: str) -> Iterator[tuple[Level, str]]:
    """A line for each problem with its level; where there are many, for each kind."""
    root = texts_folder(project)
    if len(problems) <= MANY:
        yield from ((each.level, each.line_for(lang, root=root)) for each in problems)
        return
    found = kinds(problems)
    yield from ((kind.level, kind.text(lang, root=root)) for kind in found)
    yield found[-1].level, say("interface", "check.details", lang, example=found[0].code)


def texts_folder(project: Project) -> str:
    """Where the texts lie, as one says it who stands in the project's folder."""
    return os.path.relpath(project.contributions, project.root)


def refusal(problems: Sequence[Problem], lang: str) -> str:
    """That nothing is published, and how many problems there are of which weight."""
    return say("interface", "site.refused", lang, found=counts(levels(problems), lang))
