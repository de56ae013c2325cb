"""Sheets that belong to no tome: HTML → PDF, each in a worker, with the faces of an anthology."""

import os
from collections.abc import Iterator, Sequence

from florilege.anthology import Anthology
from florilege.book.fragments import SECONDS
from florilege.book.press import require_press
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import write_fontconfig
from florilege.runtime.project import Project
from florilege.runtime.workers import Failure, Workers


def print_leaves(
    project: Project, anthology: Anthology, documents: Sequence[tuple[str, str]], pool: Workers
) -> Iterator[bytes]:
    """The PDFs (PDF/UA-1) of HTML documents that refer to nothing outside; each has a name for people.

    Raises `FlorilegeError`: `sheet-failed` (1) for one that can't be set, and (3) for fonts and libraries.
    """
    faces = (*require_press(project, ["classique"]), *anthology.scripts.faces)
    fontconfig = str(write_fontconfig(project.cache / "fonts", faces))
    made = pool.run(leaf, ((html, fontconfig) for _, html in documents), seconds=SECONDS)
    for (name, _), result in zip(documents, made, strict=True):
        if isinstance(result, Failure):
            raise FlorilegeError(
                "sheet-failed", exit_code=1, sheet=name, failure=result.kind, amount=result.detail
            )
        yield result


def leaf(call: tuple[str, str]) -> bytes:
    """Set a document with the fonts of a fontconfig file: called in a worker, where alone WeasyPrint is."""
    html, fontconfig = call
    os.environ["FONTCONFIG_FILE"] = fontconfig
    from florilege.book.weasyprint.leaf import pdf_of

    return pdf_of(html)
