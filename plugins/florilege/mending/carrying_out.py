"""A plan → the files of an anthology: moved, copied and rewritten, each in one step; none is overwritten."""

import os
import shutil
from pathlib import Path

from florilege.diagnostics.problems import FlorilegeError
from florilege.mending.planning import FileChange, Plan, move
from florilege.runtime.faults import faults_at
from florilege.runtime.publication import publish_file


def carry_out(plan: Plan, contributions: Path) -> None:
    """Change the files as planned.

    Raises `FlorilegeError` (2), before anything is changed, where a file isn't any more what it was when the
    plan was made, or another has come where one is to go; (3) where one can't be written.
    """
    for change in plan.changes:
        _require_same(change, contributions)
    with faults_at(contributions):
        for change in (each for each in plan.changes if each.is_copy):
            (contributions / change.new).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(contributions / change.old, contributions / change.new)
        for change in plan.changes:
            if change.new != change.old and not change.is_copy:
                move(contributions, change.old, change.new)
            if change.after is not None:
                _rewrite(contributions / change.new, change.after)


def _require_same(change: FileChange, contributions: Path) -> None:
    old, new = contributions / change.old, contributions / change.new
    if not old.is_file() or (change.after is not None and old.read_bytes() != change.data):
        raise FlorilegeError("fix-changed", exit_code=2, file=old)
    if change.new != change.old and os.path.lexists(new) and not new.samefile(old):
        raise FlorilegeError("fix-in-the-way", exit_code=2, file=new)


def _rewrite(file: Path, text: str) -> None:
    """Put a new text into a file: written beside it under a name that is never read, then exchanged."""
    beside = file.with_name(f"._{file.name}.florilege")
    beside.write_bytes(text.encode("utf-8"))
    shutil.copymode(file, beside)
    publish_file(beside, file)
