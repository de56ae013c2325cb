"""Tables of contents of every length, read from finished tomes."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from book.printing import print_all
from book.reading import Page, pages_of
from worlds import small

pytestmark = pytest.mark.press

LENGTHS = range(24, 38)
DESIGNS = ("classique", "contemporain", "revue")
FEWEST = 5
LISTED = re.compile("(\\d+)?(essai|par|ada|noti|noit)")


@pytest.fixture(scope="module")
def tomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[Page]]:
    """The pages of tomes whose tables have so many entries, in parts of seven essays, or in none."""
    root = tmp_path_factory.mktemp("contents")
    files: dict[str, str | bytes | None] = {}
    for length in LENGTHS:
        essays = [f"v{length}-e{number}" for number in range(length)]
        for id in essays:
            fields = f"title: Essai {id}\nauthors: [ada]\nlicense: CC BY 4.0"
            files[f"essays/{id}/index.md"] = f"---\n{fields}\n---\n\nUne ligne.\n"
        each = 7 if length % 2 else length
        title = "title: Partie, " if length % 2 else ""
        parts = "".join(
            f"  - {{{title}id: p{first}, essays: [{', '.join(essays[first : first + each])}]}}\n"
            for first in range(0, length, each)
        )
        fields = f"title: T\ndesign: {DESIGNS[length // 2 % 3]}\nparts:\n{parts}"
        files[f"volumes/v{length}/index.md"] = f"---\n{fields}---\n"
    small(root, files)
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    printed = print_all(root)
    return {id: pages_of(printed.pdf(id)) for id in printed.tomes}


def rows(page: Page) -> list[str]:
    """The lines of a page, their letters together."""
    lines: list[str] = [page.words[0].text] if page.words else []
    for one, other in pairwise(page.words):
        if abs(one.y - other.y) < 3:
            lines[-1] += other.text
        else:
            lines.append(other.text)
    return lines


@pytest.mark.parametrize("length", LENGTHS)
def test_no_table_leaves_a_few_lines_for_a_last_page(
    tomes: Mapping[str, Sequence[Page]], length: int
) -> None:
    pages = [rows(page) for page in tomes[f"v{length}"]]
    table = next(number for number, page in enumerate(pages) if "tabledesma" in "".join(page[:2]))
    lines = [[row for row in page if LISTED.match(row)] for page in pages[table:]]
    parts = -(-length // 7) if length % 2 else 0
    assert sum(bool(re.match(r"\d*(essai|par)", row)) for page in lines for row in page) == length + parts
    assert len(lines[-1] or lines[-2]) >= FEWEST
    assert all(LISTED.match(page[0]) and not page[0].startswith("ada") for page in lines[1:] if page)
