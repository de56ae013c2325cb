"""Names that the eye takes for one, and words in letters of two scripts."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from florilege.checks.likeness import alike, index, mixed_word
from florilege.diagnostics.lookalikes import letters

NAMES = st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True)
BACK = {latin: chr(other) for other, latin in letters().items() if other > 0x7F}
INVISIBLE = st.sampled_from("\u034f\u115f\u17b4\u180b\u200c\u200d\u2064\u3164\ufe0f\uffa0")


@given(NAMES, st.data())
def test_a_name_with_look_alike_letters_is_found(name: str, data: st.DataObject) -> None:
    places = [number for number, letter in enumerate(name) if letter in BACK]
    chosen = data.draw(st.sets(st.sampled_from(places))) if places else set()
    other = "".join(BACK[letter] if number in chosen else letter for number, letter in enumerate(name))
    assert list(alike(other, index([name, other]))) == [name] * bool(chosen)


@given(NAMES, INVISIBLE, st.data())
def test_a_name_with_what_nobody_sees_is_found(name: str, hidden: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name)))
    other = name[:place] + hidden + name[place:]
    assert list(alike(other, index([name, other]))) == [name]


@given(NAMES, st.sampled_from("жδჟהक"), st.sampled_from(["", "\u0301", "\u200d", "\u0308\u0301"]), st.data())
def test_a_word_in_two_scripts_is_found_and_one_in_one_is_not(
    name: str, letter: str, mark: str, data: st.DataObject
) -> None:
    first, last = name.split()
    place = data.draw(st.integers(1, len(first)))
    strange = f"{first[:place]}{mark}{letter}{mark}{first[place:]}"
    assert mixed_word(f"{strange} {last}") == strange
    assert mixed_word(f"{first}-{last} {letter}{mark}") == ""
    assert mixed_word(f"Юрий {last}") == ""


def test_languages_of_several_scripts_and_accents_are_one_writing() -> None:
    for name in (
        "山田エミ",
        "김지수",
        "J-POPファン",
        "DJ田中",
        "Zoé Œillet",
        "Ðorđe Ångström",
        "O’Brien",
        "Łukasz",
        "Νίκος Καζαντζάκης",
        "Со́ня",
    ):
        assert mixed_word(name) == ""
        assert mixed_word(unicodedata.normalize("NFD", name)) == ""
