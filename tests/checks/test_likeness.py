"""Names that the eye takes for one: look-alike letters, scripts mixed within a word."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from florilege.checks.likeness import LOOKALIKES, alike, index, looks, mixed_word, told_apart

NAMES = st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True)
BACK = {latin: chr(other) for other, latin in LOOKALIKES.items()}


@given(NAMES, st.data())
def test_a_name_with_look_alike_letters_is_found_and_shown(name: str, data: st.DataObject) -> None:
    places = [number for number, letter in enumerate(name) if letter in BACK]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1)) if places else set()
    other = "".join(BACK[letter] if number in chosen else letter for number, letter in enumerate(name))
    assert looks(other) == looks(name)
    if chosen:
        assert list(alike(other, index([name, other]))) == [name]
        shown = told_apart(other, name)
        assert shown != other
        assert re.sub(r"\(U\+[0-9A-F]{4}\)", "", shown) == other
        assert told_apart(name, other) == name


@given(NAMES, st.data())
def test_a_word_in_two_scripts_is_found_and_one_in_one_is_not(name: str, data: st.DataObject) -> None:
    first, last = name.split()
    place = data.draw(st.integers(1, len(first)))
    strange = f"{first[:place]}ж{first[place:]}"
    assert mixed_word(f"{strange} {last}") == strange
    assert mixed_word(name) == ""
    assert mixed_word(f"Юрий {last}") == ""


def test_languages_of_several_scripts_and_accents_are_one_writing() -> None:
    for name in (
        "山田エミ",
        "김지수",
        "Zoé Œillet",
        "Ðorđe Ångström",
        "O’Brien",
        "Łukasz",
        "Νίκος Καζαντζάκης",
    ):
        assert mixed_word(name) == ""
        assert mixed_word(unicodedata.normalize("NFD", name)) == ""


def test_names_that_differ_otherwise_are_shown_as_they_are() -> None:
    assert told_apart("Zoé Roux", "Zoé Rous") == "Zoé Roux"
