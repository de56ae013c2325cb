"""The words of a source held beside those of the essay: what is missing is found, and nothing else."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.intake.word_comparison import compare, words_of, words_of_markdown

WORDS = st.lists(
    st.sampled_from(["le", "la", "un", "quai", "halle", "seigle", "orge", "2", "été", "d"]), max_size=40
)


@given(WORDS)
def test_the_same_words_lose_nothing(words: list[str]) -> None:
    compared = compare(words, words)
    assert (compared.lost, compared.moved) == ((), 0)


@given(WORDS, WORDS, WORDS)
def test_what_is_lost_is_what_is_counted_too_few(
    source: list[str], essay: list[str], told: list[str]
) -> None:
    lost = Counter(word for run in compare(source, essay, told).lost for word in run.split())
    assert lost == Counter(source) - (Counter(essay) + Counter(told))


@given(WORDS, st.data())
def test_every_word_that_is_taken_out_is_found_missing(words: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, max(len(words) - 1, 0)), max_size=6))
    essay = [word for place, word in enumerate(words) if place not in gone]
    lost = [word for run in compare(words, essay).lost for word in run.split()]
    assert Counter(lost) == Counter(words) - Counter(essay)


@given(WORDS, WORDS)
def test_what_is_told_is_not_lost(essay: list[str], dropped: list[str]) -> None:
    assert compare([*dropped, *essay], essay, dropped).lost == ()


@given(st.permutations(["la", "halle", "ouvre", "à", "six", "heures", "du", "matin"]))
def test_words_that_change_places_are_not_lost(essay: list[str]) -> None:
    source = ["la", "halle", "ouvre", "à", "six", "heures", "du", "matin"]
    compared = compare(source, essay)
    assert compared.lost == ()
    assert (compared.moved > 0) is (source != essay)


def test_the_place_of_a_loss_is_shown() -> None:
    source = words_of("La halle ouvre à six heures, dit-on. Elle ferme à midi.")
    essay = words_of("La halle ouvre, dit-on. Elle ferme à midi.")
    assert compare(source, essay).lost == ("à six heures",)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## Le *q*uai", "Le quai"),
        ('un [lien](https://example.org/un_mot "titre") ici', "un lien ici"),
        ('![vue](a.png "La légende")', "La légende"),
        ("un\\_mot et 5 \\$ et \\[x\\]", "un mot et 5 et x"),
        ("mot[^1]\n\n[^1]: La note.", "mot La note"),
        ("1.  premier\n2.  second\n10\\. dix", "premier second 10 dix"),
        ("[petit]{.smallcaps} 1^er^ H~2~O", "petit 1er H2O"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("<https://example.org>", "https example org"),
        ("Tom &amp; Léa &lt;3", "Tom Léa 3"),
        ("snake_case et __init__", "snake case et init"),
    ],
)
def test_markdown_is_read_as_its_reader_sees_it(markdown: str, words: str) -> None:
    assert words_of_markdown(markdown) == words.split()
