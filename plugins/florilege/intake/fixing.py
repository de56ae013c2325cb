"""The safe typographic suggestions → the files of essays, each rewritten in one step.

Only the body changes: the front matter, the line ends and a BOM stay as they are.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from florilege.catalogue.model import Body
from florilege.diagnostics.problems import sentence, visible
from florilege.prose.texts import manuscripts
from florilege.prose.typography.lint import lint
from florilege.prose.typography.suggestions import Suggestion, apply
from florilege.reading import loader as contributions
from florilege.reading.characters import composed
from florilege.reading.frontmatter import unix_lines
from florilege.reading.scope import Scope
from florilege.runtime.project import Project
from florilege.runtime.publication import publish_file


@dataclass(frozen=True, slots=True)
class Change:
    """One suggestion that was put into a file."""

    path: str
    line: int
    found: str
    replacement: str
    code: str

    def line_for(self, lang: str, *, root: str) -> str:
        """`path:line: « before » became « after » [code]`, in the reader's language."""
        said = sentence("text-fixed", lang, {"found": self.found, "replacement": self.replacement})
        return f"{visible(f'{root}/{self.path}')}:{self.line}: {said} [{self.code}]"


def fix(project: Project, scope: Scope) -> tuple[Change, ...]:
    """Apply the safe suggestions to the essays of a scope, and say which; files in error are left alone."""
    catalogue, _ = contributions.read(project.contributions, project.field_names, today=project.today)
    changes: list[Change] = []
    for text in manuscripts(catalogue):
        if text.key.kind == "essay" and scope.holds(text.body.path):
            safe = [
                each for each in lint(text.body.markdown, text.locale, keep=text.keep) if each.replacement
            ]
            if safe:
                _rewrite(project.contributions / text.body.path, text.body, apply(text.body.markdown, safe))
                changes += _changes(text.body, safe)
    return tuple(changes)


def _changes(body: Body, safe: list[Suggestion]) -> Iterator[Change]:
    for each in safe:
        line = body.line + each.line - 1
        yield Change(body.path, line, each.found, each.replacement or "", each.code)


def _rewrite(file: Path, body: Body, markdown: str) -> None:
    """Put a new body into a file: written beside it under a name that is never read, then exchanged."""
    written = file.read_bytes().decode("utf-8")
    ends = "\r\n" if "\r\n" in written else "\r" if "\r" in written else "\n"
    lines = composed(unix_lines(written)).split("\n")
    old = body.markdown.split("\n")
    first = body.line - 1
    assert lines[first : first + len(old) - 1] == old[:-1], f"{file} has changed while it was read"
    lines[first : first + len(old)] = markdown.split("\n")
    beside = file.with_name(f"._{file.name}.florilege")
    beside.write_bytes(ends.join(lines).encode("utf-8"))
    shutil.copymode(file, beside)
    publish_file(beside, file)
