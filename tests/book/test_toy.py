"""What stands where on the pages of the toy's tomes."""

import re
from collections.abc import Mapping, Sequence

import pytest

from book.printing import Printed, bound, page_texts
from book.reading import Page, pages_of
from florilege.book.pagination.placement import Placed, page_numbers
from florilege.book.sheet import MM, page_geometry

Tomes = Mapping[str, Sequence[Placed]]


@pytest.fixture(scope="module")
def tomes(printed: Printed) -> Tomes:
    return {id: bound(printed.project, printed.anthology, id).placed for id in printed.tomes}


@pytest.fixture(scope="module")
def numbers(tomes: Tomes) -> Mapping[str, int]:
    """Anchor → page of the third tome."""
    return page_numbers(tomes["tome-3"])


@pytest.fixture(scope="module")
def texts(printed: Printed) -> Mapping[int, str]:
    """Page → its text, in the third tome."""
    return dict(enumerate(page_texts(printed.pdf("tome-3")), 1))


@pytest.fixture(scope="module")
def pages(printed: Printed) -> Mapping[int, Page]:
    """Page → its letters and drawings, in the third tome."""
    return dict(enumerate(pages_of(printed.pdf("tome-3")), 1))


def essays(placed: Sequence[Placed]) -> list[Placed]:
    return [each for each in placed if each.sheet.essay]


def test_notes_stand_on_the_page_of_their_call(numbers: Mapping[str, int]) -> None:
    called_after = numbers["petit-traite-de-la-rampe--person-1"]
    assert numbers["petit-traite-de-la-rampe--note-1"] == called_after
    assert numbers["petit-traite-de-la-rampe--note-2"] == called_after


def test_a_picture_that_found_no_room_stands_on_the_next_page(
    pages: Mapping[int, Page], printed: Printed
) -> None:
    page = page_geometry(printed.anthology.catalogue.volumes["tome-3"])
    foot, head = page.bottom * MM, (page.height - page.top) * MM

    def text(number: int) -> list[float]:
        return [word.y for word in pages[number].words if foot < word.y < head]

    def moved(number: int) -> bool:
        pictures = [drawing.box for drawing in pages[number].drawings if drawing.kind == "picture"]
        if not pictures or not text(number - 1):
            return False
        _, bottom, _, top = pictures[0]
        return max(text(number)) < bottom and top - bottom > min(text(number - 1)) - foot

    assert any(moved(number) for number in pages if number > 1)


def test_a_table_goes_on_overleaf_under_its_header(texts: Mapping[int, str]) -> None:
    headed = [number for number, text in texts.items() if "Signed for by" in text]
    assert len(headed) >= 3
    assert headed == list(range(headed[0], headed[-1] + 1))


def test_a_person_is_named_on_page_after_page(tomes: Tomes) -> None:
    (index,) = (each.sheet.html for each in tomes["tome-3"] if each.sheet.id == "tome--index")
    assert re.search(r">\d+–\d+</a>", index)


def test_the_back_of_a_part_is_blank(tomes: Tomes, texts: Mapping[int, str]) -> None:
    parts = [each for each in tomes["tome-3"] if each.sheet.id.startswith("part--")]
    assert len(parts) == 2
    assert all(part.first % 2 == 1 and not texts[part.first + 1].strip() for part in parts)


def test_essays_open_on_the_next_page_and_on_a_recto(tomes: Tomes) -> None:
    sides = {id: {each.first % 2 for each in essays(placed)} for id, placed in tomes.items()}
    assert sides["tome-2"] == {1}
    assert sides["tome-1"] | sides["tome-3"] == {0, 1}
    first, second = essays(tomes["tome-2"])
    assert second.first == first.pages.stop + 1, "a blank page between"


def test_what_runs_from_right_to_left_is_read_so(texts: Mapping[int, str]) -> None:
    arabic = "الجار قبل الدار"
    assert any(arabic in text for text in texts.values())
    assert any("خبز" in text and "comme un sac" in " ".join(text.split()) for text in texts.values())


LETTERS_ALONE = re.compile(r"(?<!\w)(?:[^\W\d] ){2}[^\W\d](?![\w’])")


def test_letterspaced_words_read_whole(printed: Printed) -> None:
    """Their letters stand nearer than those that readers take for words of one letter."""
    for id, volume in printed.anthology.catalogue.volumes.items():
        text = " ".join(" ".join(page_texts(printed.pdf(id))).split()).casefold()
        assert LETTERS_ALONE.findall(text) == []
        assert f"tome {volume.number}" in text
        assert volume.publisher
        assert volume.publisher.name.casefold() in text
