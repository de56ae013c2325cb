"""An anthology as it lies there, read and checked → what would mend each of its problems."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import Problem
from florilege.mending.decoding import DROPPED, Decoded, decoded
from florilege.mending.editing import Edit, TextFile
from florilege.mending.field_values import plain_values
from florilege.mending.list_lines import list_indents
from florilege.mending.menders import BY_MOVES, IN_BYTES, IN_TEXT, MENDED, TYPOGRAPHIC
from florilege.mending.moves import Moves, moves
from florilege.prose.texts import manuscripts
from florilege.prose.typography.lint import lint
from florilege.reading.frontmatter import read_bytes
from florilege.reading.scope import Scope
from florilege.reading.survey import is_markdown


def all_files(root: Path) -> Iterator[str]:
    """The paths below a folder of all regular files, sorted; links and what is hidden are left out."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file.relative_to(root).as_posix()


class Remedies:
    """What would mend some problems of the contributions in `root`, as loaded from there."""

    def __init__(self, root: Path, catalogue: Catalogue, problems: Iterable[Problem]) -> None:
        self.root = root
        self.catalogue = catalogue
        self.problems = tuple(each for each in problems if each.code in MENDED)
        self._decoded: dict[str, Decoded | None] = {}
        self._files: dict[str, TextFile] = {}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Those of all files."""
        return tuple(all_files(self.root))

    def decoded(self, path: str) -> Decoded | None:
        """What a file of Markdown says; None where it can't be told."""
        if path not in self._decoded:
            data, _ = read_bytes(self.root / path, path)
            self._decoded[path] = None if data is None else decoded(data)
        return self._decoded[path]

    def file(self, path: str) -> TextFile | None:
        """A file of Markdown; None where its text can't be told."""
        if path not in self._files and is_markdown(path) and (found := self.decoded(path)):
            self._files[path] = TextFile(path, found.text)
        return self._files.get(path)

    def count(self) -> int:
        """How many of the problems would be mended."""
        return sum(map(self._is_mended, self.problems))

    def edits(self, scope: Scope) -> dict[str, list[Edit]]:
        """What is to be changed in each text of a scope, but for addresses of files that move."""
        found: defaultdict[str, list[Edit]] = defaultdict(list)
        titled = {each.path for each in self.problems if each.code == "heading-is-title"}
        for each in self.problems:
            # Which heading comes first shows once the title is gone.
            if each.code != "heading-level-one" or each.path not in titled:
                found[each.path] += self._edits(each)
        for path in self.paths:
            if scope.holds(path) and (file := self.file(path)):
                found[path] += [*plain_values(file, self.catalogue), *list_indents(file)]
        return {path: edits for path, edits in found.items() if edits}

    @cached_property
    def moves(self) -> Moves:
        """The files that are to move; every text is read for that."""
        texts = {path: file for path in self.paths if (file := self.file(path))}
        return moves(self.paths, texts, self.problems)

    def _is_mended(self, problem: Problem) -> bool:
        if problem.code in ("essay-not-in-folder", "image-name", "image-renamed"):
            return True  # there is always a place, or a name
        if problem.code in BY_MOVES:
            return self.moves.settle(problem, self.file(problem.path))
        if problem.code in IN_BYTES:
            return self._can_be_decoded(problem)
        return bool(self._edits(problem))

    def _can_be_decoded(self, problem: Problem) -> bool:
        if problem.code == "character-forbidden":
            point = dict(problem.values)["character"].removeprefix("U+")
            return re.fullmatch(DROPPED, chr(int(point, 16))) is not None
        return self.decoded(problem.path) is not None

    def _edits(self, problem: Problem) -> Sequence[Edit]:
        file = self.file(problem.path)
        if file is None or problem.line > len(file.lines):
            return ()
        if problem.code in TYPOGRAPHIC:
            place = file.at(problem.line, problem.column)
            return [each for each in self._typographic.get(problem.path, ()) if each.start == place]
        mender = IN_TEXT.get(problem.code)
        return tuple(mender(file, problem, self.catalogue)) if mender else ()

    @cached_property
    def _typographic(self) -> dict[str, list[Edit]]:
        """What typography changes without asking, text by text."""
        wanted = {each.path for each in self.problems if each.code in TYPOGRAPHIC}
        found: defaultdict[str, list[Edit]] = defaultdict(list)
        for text in manuscripts(self.catalogue):
            file = self.file(text.body.path) if text.body.path in wanted else None
            for each in lint(text.body.markdown, text.locale, keep=text.keep) if file else ():
                if file and each.replacement is not None:
                    start = file.at(text.body.line + each.line - 1, each.column)
                    if file.text.startswith(each.found, start):
                        found[file.path].append(Edit(start, start + len(each.found), each.replacement))
        return found
