"""Every word that an author typed is read in the tome, in order; neither is read by code of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from book.printing import Printed
from book.reading import letters
from book.tree import tree_of

MARKUP = re.compile(
    r"""
    ^!\[[^]]*\]\(\S+(?:\s"([^"]*)")?\)$  # a picture: its caption is printed
    | \[\[(?:[^]|]*\|)?([^]]*)\]\]       # a mention: the person as printed here
    | \[\^[^]]*\] | \]\([^)]*\) | \[     # a call, a link
    | <[^>]*> | \{[^}]*\}                # HTML, attributes
    | ^\s*(?:[-*>]|\d+\.|\#+|```)\s      # items of lists, quotations, headings
    | [*_|`] | ^[\s|:-]+$                # emphasis, tables
    """,
    re.MULTILINE | re.VERBOSE,
)


def pieces(markdown: str) -> Iterator[str]:
    """The letters of a text, line by line, and in a line between what is markup."""
    plain = MARKUP.sub(lambda found: f"\n{found[1] or ''}{found[2] or ''}\n", markdown)
    yield from filter(None, map(letters, plain.split("\n")))


def missing(file: Path, text: str, notes: str) -> Iterator[str]:
    """What the file of an essay says, and the letters of its pages and its notes don't say there."""
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    noted = re.compile(r"^\[\^\w+\]:(.*(?:\n+ {4}.*)*)", re.MULTILINE)
    fields = "\n".join(re.findall(r"^(?:title|subtitle|abstract): (.*)", front, re.MULTILINE))
    for source, said in ((f"{fields}\n{noted.sub('', body)}", text), ("\n".join(noted.findall(body)), notes)):
        place = 0
        for piece in pieces(source):
            found = said.find(piece, place)
            if found < 0:
                yield piece
            place = max(place, found + len(piece))


@pytest.fixture(scope="module")
def said(printed: Printed) -> dict[str, tuple[str, str]]:
    """Essay → the letters of its text and of its notes, as the tomes are read aloud."""
    found = {}
    for id in printed.tomes:
        with tree_of(printed.pdf(id)) as document:
            essays = printed.anthology.catalogue.volumes[id].essays
            for essay, article in zip(essays, document.all_of("Art"), strict=True):
                notes = "".join(note.letters() for note in article.all_of("Note"))
                found[essay] = article.letters(without="Note"), notes
    return found


def test_no_word_is_lost_between_the_file_and_the_tome(
    printed: Printed, said: dict[str, tuple[str, str]]
) -> None:
    folder = printed.project.contributions / "essays"
    assert said.keys() == {path.name for path in folder.iterdir()}
    lost = {id: [*missing(folder / id / "index.md", *said[id])] for id in said}
    assert {id: pieces for id, pieces in lost.items() if pieces} == {}


def test_a_lost_word_would_be_noticed(printed: Printed, said: dict[str, tuple[str, str]]) -> None:
    file = printed.project.contributions / "essays/le-banc-vert/index.md"
    text, notes = said["le-banc-vert"]
    assert [*missing(file, text.replace("souffle", "", 1), notes)] == ["avecquilonareprissonsouffle"]
    assert [*missing(file, text, notes.replace("poils", "poil", 1))] == ["unbalaisanspoilsoffertpar"]
