"""What an author or the editor may want to change: proposed, and never done without being asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from florilege.diagnostics.problems import Problem, problem

FAMILIES: Mapping[str, str] = {
    "capital-accent-verb": "capital-accent",
    "emoji-dropped": "emoji-no-stop",
    "empty-block-extract": "empty-block",
}
"""Codes that say in other words what the rule of another name found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One proposal on one place of the text as typed; its sentences stand in language/."""

    code: str
    line: int
    """From 1, in the text given to the lint."""
    column: int
    """From 1."""
    found: str
    """The words in question, exactly as they stand there."""
    values: tuple[tuple[str, str], ...] = ()
    """What the sentences need beside `found`; `proposal` is the text to write instead, if there is one."""
    replacement: str | None = None
    """What `apply` writes over `found`: only where it is right whatever the author meant."""

    @property
    def rule(self) -> str:
        """The rule at work; several codes may share one."""
        return FAMILIES.get(self.code, self.code)

    def problem(self, path: str, first: int = 1) -> Problem:
        """As a problem of the file `path`, in which the text begins on line `first`."""
        line = first + self.line - 1
        return problem(self.code, path, line, self.column, found=self.found, **dict(self.values))


def apply(markdown: str, suggestions: Iterable[Suggestion]) -> str:
    """The Markdown with every safe suggestion carried out; those of another text are passed over."""
    lines = markdown.split("\n")
    safe = [each for each in suggestions if each.replacement is not None and each.line <= len(lines)]
    for each in sorted(safe, key=lambda s: (s.line, s.column), reverse=True):
        line, start = lines[each.line - 1], each.column - 1
        if line.startswith(each.found, start):
            lines[each.line - 1] = f"{line[:start]}{each.replacement}{line[start + len(each.found) :]}"
    return "\n".join(lines)
