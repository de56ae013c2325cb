"""The content of a page: made compact, read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.book.letters import TextLine, alphabet, letters
from florilege.book.weasyprint.page_content import compact, read
from florilege.book.weasyprint.references import colour, index_of

CHARACTERS = dict(enumerate("abcdé12 ﬁאבג", 1))
ALPHABETS = {"A": alphabet(CHARACTERS), "B": alphabet({1: "x"})}
GLYPHS = {character: glyph for glyph, character in CHARACTERS.items()}


def shown(text: str) -> bytes:
    """A text in the order of its characters, as WeasyPrint shows it."""
    return b"1 0 0 -1 5 6 Tm\n/A 10.0 Tf\n[<%s>] TJ\n" % b">0<".join(b"%04x" % GLYPHS[c] for c in text)


def operands(index: int) -> tuple[bytes, bytes]:
    """Green and blue of the colour that marks a reference, as WeasyPrint writes them."""
    _, green, blue = (int(part) for part in colour(index)[4:-1].split(", "))
    return b"%.6f" % (green / 255), b"%.6f" % (blue / 255)


def test_letters_leave_spaces_case_and_forms_aside() -> None:
    assert letters("L’ŒUVRE\u202f: ﬂeur n°\u00a01") == "lœuvrefleurn1"


@given(st.text(), st.text())
def test_letters_of_parts_are_the_parts_of_letters(one: str, other: str) -> None:
    assert letters(one + other) == letters(one) + letters(other)


@given(st.lists(st.one_of(st.integers(0, 65535), st.floats(-99, 99), st.just(0), st.just(None)), max_size=20))
def test_a_compact_array_shows_the_same_glyphs_at_nearly_the_same_places(parts: list[float | None]) -> None:
    """None stands for an empty string, an integer for a glyph, which WeasyPrint follows by an adjustment."""
    array = "<"
    for part in parts:
        array += "><" if part is None else f"{part:04x}>7<" if isinstance(part, int) else f">{part}<"
    content = f"[{array}>] TJ".encode()

    def places(content: bytes) -> list[tuple[str, float]]:
        moved, found = 0.0, []
        inside = content.partition(b"[")[2].rpartition(b"]")[0].replace(b"<", b" <").replace(b">", b"> ")
        for token in inside.decode().split():
            if token.startswith("<"):
                glyphs = token[1:-1]
                found += [(glyphs[place : place + 4], moved) for place in range(0, len(glyphs), 4)]
            else:
                moved += float(token)
        return found

    before, after = places(content), places(compact(content))
    assert [glyph for glyph, _ in before] == [glyph for glyph, _ in after]
    assert all(abs(one[1] - two[1]) < 0.03 for one, two in zip(before, after, strict=True))
    assert compact(compact(content)) == compact(content)


def test_text_is_read_in_the_order_in_which_it_is_drawn_and_fonts_come_back() -> None:
    content = b"q\n" + shown("ab") + b"q\n/B 9.0 Tf\n[<0001>12<0001>] TJ\nQ\n[<0003>] TJ\nQ\n" + shown("ﬁ 1")
    assert list(read(content, ALPHABETS)) == [TextLine("abxxc", "abxxc", None), TextLine("fi1", "fi1", None)]


def test_an_unknown_glyph_or_font_is_an_error() -> None:
    for content in (b"/A 1 Tf\n[<ffff>] TJ", b"/C 1 Tf\n[<0001>] TJ"):
        with pytest.raises(KeyError):
            list(read(content, ALPHABETS))


def test_the_number_of_a_reference_is_told_by_its_colour() -> None:
    content = shown("a") + b"0 %s %s rg\n" % operands(300) + shown("12") + b"0 0 0 rg\n" + shown("b")
    assert [(line.letters, line.mark) for line in read(content, ALPHABETS)] == [
        ("a", None),
        ("12", 300),
        ("b", None),
    ]


@given(st.integers(0, 65534))
def test_a_mark_comes_back(index: int) -> None:
    assert index_of(*operands(index)) == index


@pytest.mark.parametrize(
    ("seen", "forwards", "backwards"),
    [
        ("ab", "ab", "ab"),
        ("גבא", "אבג", "אבג"),
        ("ג12א", "א12ג", "א12ג"),
        ("a1גבאb2", "a1אבגb2", "b2אבגa1"),
    ],
)
def test_lines_that_run_from_right_to_left(seen: str, forwards: str, backwards: str) -> None:
    assert list(read(shown(seen), ALPHABETS)) == [TextLine(forwards, backwards, None)]


def test_a_colour_with_red_in_it_marks_no_reference() -> None:
    content = (
        b"0 0 .003922 rg\n1 0 0 1 0 0 Tm\n/F1 9 Tf\n[<0001>] TJ\n.8 0 0 rg\n1 0 0 1 0 9 Tm\n[<0002>] TJ\n"
    )
    lines = list(read(content, {"F1": {1: "7", 2: "a"}}))
    assert [(line.letters, line.mark) for line in lines] == [("7", 0), ("a", None)]
