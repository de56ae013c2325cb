"""Characters of plane 14, which nobody sees: tags of flags, variants of ideographs, and no others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.reading.characters import FORBIDDEN

FLAG, END = "\U0001f3f4", "\U000e007f"


def tags(text: str) -> str:
    """ASCII as tags."""
    return "".join(chr(0xE0000 + ord(each)) for each in text)


def flag(place: str) -> str:
    return f"{FLAG}{tags(place)}{END}"


@pytest.mark.parametrize("place", ["gbeng", "gbsct", "gbwls", "ustx", "fr75"])
def test_a_flag_is_an_emoji(place: str, setter) -> None:
    prose, problems = setter(f"Ici {flag(place)}{flag(place)}, là.")
    assert problems == ()
    assert flag(place) in prose.html


@pytest.mark.parametrize("name", ["葛\U000e0100城", "𠮷\U000e0101野", "辻\U000e01ef"])
def test_an_ideograph_has_variants(name: str, setter) -> None:
    prose, problems = setter(f"Ici {name}, **{name}**.")
    assert problems == ()
    assert prose.html == f"<p>Ici {name}, <strong>{name}</strong>.</p>"


HIDDEN = {
    "too short": flag("gb"),
    "too long": flag("gbengla"),
    "no end": FLAG + tags("gbeng"),
    "no base": tags("gbeng") + END,
    "another base": f"\U0001f600{tags('gbeng')}{END}",
    "a sign": flag("gb-eng"),
    "capitals": flag("GBENG"),
    "an end more": flag("gbeng") + END,
    "a text after": flag("gbeng") + tags("gbeng") + END,
    "an end alone": FLAG + END,
    "broken": FLAG + tags("gb") + "x" + tags("eng") + END,
    "a language tag": "\U000e0001",
    "a variant of no ideograph": "a\U000e0100",
    "a variant of a kana": "か\U000e0100",
    "two variants": "葛\U000e0100\U000e0101",
    "no variant": "葛\U000e01f0",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_any_other_tag_is_refused(name: str, setter) -> None:
    prose, problems = setter(f"a\n\nb {HIDDEN[name]} c")
    assert prose is None
    assert [(each.code, each.line) for each in problems] == [("character-forbidden", 3)]


@given(st.text(alphabet=[FLAG, END, "a", *tags("gb1-E")], max_size=16))
def test_what_is_left_without_flags_tells_whether_tags_hide(text: str) -> None:
    rest = re.sub(f"{FLAG}[{tags('gb1')}]{{3,6}}{END}", "", text.replace("a", " "))
    assert bool(FORBIDDEN.search(text)) == bool(re.search("[\U000e0000-\U000e0fff]", rest))
