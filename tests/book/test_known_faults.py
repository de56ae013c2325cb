"""Texts that should be printed like any other and aren't yet; each fails for the reason beside it.

`word-lost` means that preflight found the fault and that nothing is published; the others reach the paper.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from book.anthologies import Files, words, write
from book.oracle import differences
from florilege.workers import Workers


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def fault(id: str, reason: str, *texts: str, colophon: str = "Merci.") -> object:
    return pytest.param(texts, colophon, id=id, marks=pytest.mark.xfail(reason=reason))


def called_from_the_second_line(before: int) -> str:
    """A text whose last paragraph begins after so many lines; its second line calls a note."""
    notes = "\n\n".join(f"[^{number}]: {words(40, number)}" for number in (1, 2, 3))
    lines = "\n\n".join(["w[^1]", "w[^2]", *["w"] * before])
    return f"{lines}\n\nw  \nw[^3]  \nw  \nw\n\n{notes}"


@pytest.mark.parametrize(
    ("texts", "colophon"),
    [
        fault(
            "a note of the last line",
            "word-lost: WeasyPrint keeps a line by moving notes overleaf, and forgets the line's own",
            *map(called_from_the_second_line, range(40)),
        ),
        fault(
            "a note longer than a page",
            "it begins above the head of its page",
            f"Mot[^1].\n\n[^1]: {words(900, 1)}",
        ),
        fault(
            "a right-to-left ligature",
            "word-lost: PDFium reads lam-alef backwards",
            '<p dir="rtl" lang="ar">سلام</p>',
        ),
        fault(
            "right-to-left words in a line",
            "word-lost: PDFium reads two in the order in which they stand",
            'Il dit <span dir="rtl" lang="ar">صباح الخير</span> et sourit.',
        ),
        fault(
            "a link within a text",
            "PageCopyWarning, on the editor's screen: pikepdf would rather copy destinations itself",
            "[Plus bas](#bas).\n\n## Bas\n\nMot.",
        ),
        fault(
            "a colophon longer than its page",
            "word-lost: WeasyPrint drops what finds no room in a flex container",
            "Mot.",
            colophon=words(600, 1),
        ),
    ],
)
def test_it_is_printed(
    tmp_path: Path, pool: Workers, cache: Path, texts: Sequence[str], colophon: str
) -> None:
    files = Files({"index.md": "---\ntitle: Essais\n---\n\nBonjour.\n"})
    for number, text in enumerate(texts):
        fields = f"title: Essai\nauthors: [Zoé Roux]\nlicense: CC0\nvolume: tome\norder: {number}"
        files[f"essays/e{number}/index.md"] = f"---\n{fields}\n---\n\n{text}\n"
    files["volumes/tome/index.md"] = "---\ntitle: Tome\nlicense: CC0\n---\n\nUn tome.\n"
    files["volumes/tome/colophon.md"] = f"---\nlang: fr\n---\n\n{colophon}\n"
    assert differences(write(files, tmp_path), pool, cache) == []
