"""What the eye takes for one, a message tells apart; what nobody sees is known as such."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.lookalikes import IGNORABLE, letters, looks, told_apart
from florilege.diagnostics.problems import problem

NAMES = st.from_regex(r"[A-ZÉ][a-zéï]{2,8}[ -][A-Z][a-z]{2,8}", fullmatch=True)
BACK = {latin: chr(other) for other, latin in letters().items() if other > 0x7F}
OTHERS = BACK | {" ": "\u00a0", "-": "\u2011", "é": "е\u0301", "ï": "ı\u0308"}
CODE = re.compile(r"\(U\+[0-9A-F]{4,5}\)")


@given(NAMES, st.data())
def test_what_looks_alike_is_told_apart_by_its_code(name: str, data: st.DataObject) -> None:
    places = [number for number, letter in enumerate(name) if letter in OTHERS]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1))
    other = "".join(OTHERS[each] if number in chosen else each for number, each in enumerate(name))
    assert looks(other) == looks(name)
    shown = told_apart(other, name)
    assert CODE.search(shown)
    assert CODE.sub("", shown) == other
    said = problem("names-alike", "a.md", name=other, other=name, path_of_other="b.md").message("fr")
    assert shown in said


@given(st.text(max_size=12), st.text(max_size=12))
def test_what_looks_different_stays_as_it_is(text: str, other: str) -> None:
    shown = told_apart(text, other)
    assert shown == text or looks(text) == looks(other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ilse", "llse"),
        ("Zoé Roux", "Zoé\u00a0Roux"),
        ("Ana-Lune", "Ana\u2010Lune"),
        ("d'Arc", "d\u02bcArc"),
        ("Kim", "Ki\u3164m"),
        ("Ｋim", "Kim"),
        ("ﬁn", "fin"),
    ],
)
def test_one_of_the_two_shows_its_code(text: str, other: str) -> None:
    assert CODE.search(told_apart(text, other) + told_apart(other, text))


FORMATS_THAT_ARE_SEEN = {
    *range(0x600, 0x606),
    *(0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD),
    *range(0xFFF9, 0xFFFC),
    *range(0x13430, 0x13440),
}
"""Prepended_Concatenation_Mark and others that Default_Ignorable_Code_Point leaves out (UAX 44)."""


def test_whatever_only_formats_is_known_as_unseen() -> None:
    formats = (each for each in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(each) == "Cf")
    seen = [f"{ord(each):04X}" for each in formats if not IGNORABLE.match(each)]
    assert {int(each, 16) for each in seen} <= FORMATS_THAT_ARE_SEEN
    assert all(IGNORABLE.match(each) for each in "\u034f\u115f\u1160\u3164\uffa0\u2800\ufe0f\U000e0100\u17b4")
    assert not any(IGNORABLE.match(each) for each in map(chr, FORMATS_THAT_ARE_SEEN))
    assert not any(IGNORABLE.match(chr(each)) for each in range(0x20, 0x7F))
