"""What the site drops: links to texts that aren't there, names of authors who have no page."""

from pathlib import Path

import pytest

from florilege.catalogue.keys import TextKey
from florilege.checks import off_site
from florilege.prose.prose import Mention, Prose, Reference
from florilege.reading.loader import read
from worlds import essay, small

REFERENCES = (
    Reference(line=8, written="../deux/index.md", text=TextKey("essay", "deux")),
    Reference(line=9, written="../../authors/bob.md", text=TextKey("author", "bob")),
)
MENTIONS = (Mention(id="un--person-1", person="Bob Rue", printed="Bob", line=10),)


def told(
    folder: Path, status: str, *, of_bob: str = "", own: str = "published", volume: str = ""
) -> list[tuple[str, int]]:
    """Codes and lines of what is said of « Un », which leads to an essay of Bob's and names him."""
    files = {
        "authors/bob.md": "---\nname: Bob Rue\n---\n\nx\n",
        "essays/un/index.md": essay(f"status: {own}"),
        "essays/deux/index.md": essay(f"status: {status}").replace("[ada]", "[bob]"),
    }
    if of_bob:
        files["essays/trois/index.md"] = essay(f"status: {of_bob}").replace("[ada]", "[bob]")
    if volume:
        files["volumes/tome-1/index.md"] = volume
    catalogue, _ = read(small(folder, files))
    one = Prose(prefix="un", html="", references=REFERENCES, mentions=MENTIONS)
    found = off_site.dropped(catalogue, {TextKey("essay", "un"): one})
    return [(each.code, each.line) for each in found]


@pytest.mark.parametrize("status", ["draft", "review"])
def test_what_is_hidden_is_told_once_a_text(tmp_path: Path, status: str) -> None:
    assert told(tmp_path, status) == [("link-off-site", 8), ("author-off-site", 9)]


def test_of_a_withdrawn_essay_the_author_alone_is_told_here(tmp_path: Path) -> None:
    assert told(tmp_path, "withdrawn") == [("author-off-site", 9)]


def test_an_author_of_something_public_has_a_page(tmp_path: Path) -> None:
    assert told(tmp_path, "review", of_bob="accepted") == [("link-off-site", 8)]
    assert told(tmp_path, "accepted", of_bob="draft") == []


def test_what_nobody_reads_yet_may_lead_anywhere(tmp_path: Path) -> None:
    assert told(tmp_path, "review", own="review") == []


def test_an_essay_that_lacks_the_right_to_the_site_is_left_out_of_it(tmp_path: Path) -> None:
    volume = (
        "---\ntitle: Tome\nnumber: 1\nconsents: {needed: [site], lacking: leave-out}\n"
        "parts:\n  - {id: a, title: A, essays: [deux]}\n---\n\nUn tome.\n"
    )
    assert told(tmp_path, "published", volume=volume) == [("link-off-site", 8)]
