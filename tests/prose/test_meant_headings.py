"""Anchors by the rules of other systems lead to the heading that they mean, and to no other."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify, slugify_unicode
from pymdownx.slugs import slugify as material

from florilege.prose.anchors import slug
from florilege.prose.meant_headings import meant_headings


def github(words: str) -> str:
    """https://github.com/Flet/github-slugger: lower case, signs out, each space a hyphen."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def pandoc(words: str) -> str:
    """https://pandoc.org/MANUAL.html#extension-auto_identifiers."""
    kept = "-".join(re.sub(r"[^\w\-. ]", "", words).split()).lower()
    return re.sub(r"\A[\W\d_]+", "", kept)


def kramdown(words: str) -> str:
    """https://kramdown.gettalong.org/converter/html.html#auto-ids."""
    kept = re.sub(r"\A[^a-zA-Z]+", "", words)
    return re.sub(r"[^a-zA-Z0-9 -]", "", kept).replace(" ", "-").lower()


RULES = {
    "GitHub": github,
    "Pandoc": pandoc,
    "kramdown": kramdown,
    "Python-Markdown": lambda words: slugify(words, "-"),
    "Python-Markdown, unicode": lambda words: slugify_unicode(words, "-"),
    "Material": lambda words: material(case="lower")(words, "-"),
    "Material, in ASCII": lambda words: material(case="lower", normalize="NFD")(words, "-"),
    "Obsidian": lambda words: words.replace(" ", "%20"),
}
WORDS = [
    "Le cœur",
    "L’heure",
    "d’une",
    "pause",
    "soir ?",
    "Été",
    "2",
    "1.",
    "Ça",
    "où",
    "naïf",
    "—",
    "C++",
    "(fin)",
]
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize("rule", RULES)
@given(st.lists(titles, min_size=1, max_size=6, unique_by=slug))
def test_every_rule_leads_to_its_heading(rule: str, words: list[str]) -> None:
    headings = [(slug(each), each) for each in words]
    for id, each in headings:
        anchor = RULES[rule](each)
        meant = meant_headings(anchor, headings)
        # A rule may make one anchor of two headings; it may then not be taken for one of them alone.
        alike = [other for other in words if RULES[rule](other).strip("-") == anchor.strip("-")]
        if any(character in string.ascii_letters for character in anchor):
            assert meant == (id,) or (len(meant) > 1 and id in meant) or len(alike) > 1


@given(titles, st.integers(min_value=2, max_value=5), st.sampled_from(["-", "_"]))
def test_a_number_counts_headings_of_the_same_words(words: str, count: int, sign: str) -> None:
    headings = [(f"{slug(words)}-{n + 1}".removesuffix("-1"), words) for n in range(count)]
    assert meant_headings(github(words) + "-", headings) in (headings[0][:1], ())
    for n in range(1, count):
        if github(words).strip("-"):
            assert meant_headings(f"{github(words)}{sign}{n}", headings) == (headings[n][0],)
    assert meant_headings(f"{github(words)}{sign}{count}", headings) == ()


def test_words_that_are_no_heading_mean_none() -> None:
    headings = [("le-banc", "Le banc"), ("le-soir", "Le soir")]
    for anchor in ("le", "banc", "le-puits", "", "-", "le-banc-1"):
        assert meant_headings(anchor, headings) == ()


def test_a_link_in_a_text_is_led_there(setter) -> None:
    prose, problems = setter(
        "Voir [le cœur](#le-c%C5%93ur), [ici](#Le-Soir-).\n\n## Le cœur\n\n## Le soir ?\n"
    )
    assert [one.code for one in problems] == ["anchor-foreign"] * 2
    assert 'href="#banc--le-coeur"' in prose.html
    assert 'href="#banc--le-soir"' in prose.html


def test_what_means_two_is_told(setter) -> None:
    prose, (fault,) = setter("Voir [là](#semer).\n\n## 1. Semer\n\n## 2. Semer\n")
    assert prose is None
    assert dict(fault.values)["near"] == "#1-semer, #2-semer"


def test_the_nearest_are_headings_alone(setter) -> None:
    _, (fault,) = setter("Voir [là](#note-2).[^1]\n\n## Le banc\n\n[^1]: Une note.\n")
    assert (fault.code, dict(fault.values)["near"]) == ("anchor-unknown", "#le-banc")
    _, (fault,) = setter("Voir [là](#rien).\n")
    assert fault.code == "anchor-nowhere"
