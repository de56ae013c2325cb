"""Texts at which the press once failed: they are printed like any other."""

from pathlib import Path

import pytest

from book.anthologies import Files, words, write
from book.oracle import differences
from florilege.runtime.workers import Workers


def called_from_the_second_line(before: int) -> str:
    """A text whose last paragraph begins after so many lines; its second line calls a note."""
    notes = "\n\n".join(f"[^{number}]: {words(40, number)}" for number in (1, 2, 3))
    lines = "\n\n".join(["w[^1]", "w[^2]", *["w"] * before])
    return f"{lines}\n\nw  \nw[^3]  \nw  \nw\n\n{notes}"


TEXTS = {
    # WeasyPrint keeps a line by moving notes overleaf, and forgets the line's own.
    "a note of the last line": [called_from_the_second_line(before) for before in range(40)],
    # A glyph of two letters, and words that stand from right to left.
    "a right-to-left ligature": ['<p dir="rtl" lang="ar">سلام</p>'],
    "right-to-left words in a line": ['Il dit <span dir="rtl" lang="ar">صباح الخير</span> et sourit.'],
    # pikepdf would rather copy destinations itself.
    "a link within a text": ["[Plus bas](#bas).\n\n## Bas\n\nMot."],
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_printed(tmp_path: Path, pool: Workers, plain: Workers, cache: Path, name: str) -> None:
    files = Files({"index.md": "---\ntitle: Essais\n---\n\nBonjour.\n"})
    for number, text in enumerate(TEXTS[name]):
        fields = f"title: Essai\nauthors: [Zoé Roux]\nlicense: CC0\nvolume: tome\norder: {number}"
        files[f"essays/e{number}/index.md"] = f"---\n{fields}\n---\n\n{text}\n"
    files["volumes/tome/index.md"] = "---\ntitle: Tome\nlicense: CC0\n---\n\nUn tome.\n"
    assert differences(write(files, tmp_path), pool, plain, cache) == []
