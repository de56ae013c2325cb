"""Sixty essays in six dialects: how many are published as they are, how many once mended, and their words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest

from commands import run
from corpus.write import Written, write
from florilege.anthology import Anthology
from florilege.mending.menders import MENDED
from florilege.runtime.workers import Workers
from mending.folders import check, mend, tree

AS_THEY_ARE = 57
"""Of sixty: 95 %."""


def published(written: tuple[Written, ...], loaded: Anthology) -> set[str]:
    """The titles of the essays that have a page."""
    there = {loaded.catalogue.essays[key.id].title.strip("“”") for key in loaded.prose if key.kind == "essay"}
    return {each.title for each in written} & there


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "one") == write(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_sixty_essays_of_ten_in_each_dialect(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert set(Counter(each.dialect for each in written).values()) == {10}
    assert len({each.title for each in written}) == len({each.id for each in written}) == 60


def test_what_people_write_is_published(tmp_path: Path, pool: Workers) -> None:
    """As it is, nearly all of it; once mended, all; and mended twice is mended once."""
    written = write(tmp_path)
    assert len(published(written, check(tmp_path, pool))) >= AS_THEY_ARE
    mend(tmp_path, pool)
    loaded = check(tmp_path, pool)
    assert len(published(written, loaded)) == 60
    assert [each for each in loaded.problems if each.code in MENDED - {"value-curly"}] == []
    assert mend(tmp_path, pool).changes == ()


def test_what_people_drop_finds_its_place(tmp_path: Path, pool: Workers) -> None:
    """Texts and pictures are copied as their systems keep them; no picture is lost or shown elsewhere."""
    written = write(tmp_path, lie="dropped")
    pictures = Counter(data for path, data in tree(tmp_path).items() if not path.endswith(("md", "markdown")))
    mend(tmp_path, pool)
    loaded = check(tmp_path, pool)
    assert len(published(written, loaded)) == 60
    assert Counter(data for path, data in tree(tmp_path).items() if not path.endswith("md")) == pictures
    assert {len(prose.images) for key, prose in loaded.prose.items() if key.kind == "essay"} == {1}


# ---- Words


def letters(text: str) -> str:
    """The letters of a text, whatever their case, in the order of reading: what no setting may change."""
    return "".join(filter(str.isalpha, normalize("NFKC", text).casefold()))


class PageText(HTMLParser):
    """What a page says, without its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        self.text += [] if self.hidden else [data]


def sentences(words: str) -> Iterator[str]:
    """The letters of each sentence."""
    yield from filter(None, map(letters, re.split(r"(?<=[.!?])\s", words)))


SHORTEST = 8
"""Letters: what is left of a sentence on either page if notes or figures may stand between its parts."""


def missing(written: Written, pages: Sequence[str]) -> list[str]:
    """The sentences of an essay that some pages say less often than it does.

    One that goes over the end of a page stands there in two parts.
    """
    said = "".join(pages)
    wanted = Counter(each for part in written.words for each in sentences(part))
    cells = {*map(letters, written.words)} - {""}
    following = [_below_a_table(page, cells) for page in pages]
    return [
        each
        for each, times in wanted.items()
        if said.count(each) + _over_two_pages(each, pages, following) < times
    ]


def _below_a_table(page: str, cells: Set[str]) -> str:
    """What stands below a table that has moved to the head of a page."""
    while cell := max(filter(page.startswith, cells), key=len, default=""):
        page = page.removeprefix(cell)
    return page


def _over_two_pages(sentence: str, pages: Sequence[str], below: Sequence[str]) -> bool:
    """Whether it ends on the page after, be it at its head or `below` a table there."""
    rest = "".join(pages).replace(sentence, "|")
    cuts = range(SHORTEST, len(sentence) - SHORTEST)
    return any(sentence[:cut] in rest and sentence[cut:] in rest for cut in cuts) or any(
        sentence[:cut] in page.replace(sentence, "|") and text.startswith(sentence[cut:])
        for page, *texts in zip(pages, pages[1:], below[1:], strict=False)
        for text in texts
        for cut in range(1, len(sentence))
    )


def pages_of(written: tuple[Written, ...], document: pypdfium2.PdfDocument) -> dict[str, range]:
    """The pages of each essay by the tome's outline, the one on which the next begins among them."""
    starts = {_key(item.get_title()): item.get_dest().get_index() for item in document.get_toc()}
    order = sorted({*starts.values(), len(document)})
    found = {}
    for each in written:
        start = starts[_key(each.title)]
        found[each.id] = range(start, order[order.index(start) + 1] + 1)
    return found


def _key(title: str) -> str:
    """What is the same in a title and in an outline."""
    return "".join(filter(str.isalnum, normalize("NFKC", title).casefold()))


@pytest.mark.press
def test_every_word_is_on_the_page_and_in_the_tome(tmp_path: Path, pool: Workers) -> None:
    """The site is read by Python's own parser, the tome by PDFium, in which readers search it."""
    written = write(tmp_path)
    mend(tmp_path, pool)
    built = run(tmp_path, "-m", "mkdocs", "build", "-q")
    assert built.returncode == 0, built.stderr
    pages = {each.id: (tmp_path / f"site/essays/{each.id}/index.html").read_text("utf-8") for each in written}
    texts = {id: letters("".join(PageText(html).text)) for id, html in pages.items()}
    assert {each.id: lost for each in written if (lost := missing(each, [texts[each.id]]))} == {}
    tome = tmp_path / "tomes/tome-1.pdf"
    with closing(pypdfium2.PdfDocument(tome)) as document:
        ranges = pages_of(written, document)
        sheets = [letters(page.get_textpage().get_text_range()) for page in document]
    spans = {id: sheets[numbers.start : numbers.stop] for id, numbers in ranges.items()}
    assert {each.id: lost for each in written if (lost := missing(each, spans[each.id]))} == {}


def test_a_lost_word_would_be_missed() -> None:
    essay = Written(
        "un",
        "Word",
        "Un",
        ("Un banc vert est resté là, sous la pluie. Un banc vert est resté là, sous la pluie.",),
    )
    said = letters("Un banc vert est resté là, sous la pluie.")
    assert missing(essay, [said * 2]) == []
    assert missing(essay, [said, letters("Un banc est resté là, sous la pluie.")]) == [said]
    assert missing(essay, [said, letters("Un banc vert est 12 Titre courant resté là, sous la pluie.")]) == []
    assert missing(essay, [f"{said}un12", said[2:]]) == []
    assert missing(essay, [f"{said}banc12", said[2:]]) == [said]
    assert missing(essay, [said]) == [said]
    tabled = Written("un", "Word", "Un", ("Un banc vert.", "Quoi", "Où"))
    assert missing(tabled, ["unbanc", "quoioùvert"]) == []
    for page in ("quoioùvers", "quoivoilàvert"):
        assert "unbancvert" in missing(tabled, ["unbanc", page])
