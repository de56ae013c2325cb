"""Programs that open PDF files, each with a reader of its own: a file → what it complains of.

What one of them forgives stops another; a machine that makes plates is built on one of them, and nobody knows
on which.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

VIEWERS: Mapping[str, Sequence[str]] = {
    "qpdf": ("qpdf", "--check"),
    "ghostscript": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=nullpage"),
    "mupdf": ("mutool", "draw", "-q", "-N"),
    "poppler": ("pdftoppm", "-r", "9", "-gray"),
}
"""Name → the command that draws all of a file, or unpacks it, and says what it can't."""

SAYS_NOTHING_ELSE = frozenset({"ghostscript", "mupdf"})
"""Those whose standard output is for complaints too."""


def complaints(viewer: str, file: Path) -> str:
    """What a program says against a file; nothing if it opens it without a word."""
    program, *options = VIEWERS[viewer]
    found = shutil.which(program)
    assert found, f"{program} is missing: run scripts/setup --tests"
    run = subprocess.run(
        [found, *options, str(file)], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    said = run.stderr + (run.stdout if viewer in SAYS_NOTHING_ELSE else b"")
    failed = f"exit code {run.returncode}\n" if run.returncode else ""
    return failed + said.decode(errors="replace")
