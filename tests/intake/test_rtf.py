"""Rich Text Format, as Word, TextEdit and old programs write it."""

# ruff: noqa: E501 - RTF has long lines

from collections.abc import Iterator

import pytest

from florilege.intake.office.second_reader import rtf_text
from florilege.intake.office_texts import Reading, rtf
from florilege.intake.word_comparison import words_of
from florilege.runtime.workers import Workers
from office_files import png


@pytest.fixture(scope="module")
def how() -> Iterator[Reading]:
    with Workers(1) as pool:
        yield Reading(pool=pool)


HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\colortbl;\red255\green0\blue0;}{\*\generator Riched20;}{\info{\author Paul}{\title Rien}}"


def test_a_text_of_word(how: Reading) -> None:
    made = rtf(
        (
            HEAD
            + r"\pard Le quai {\b dort}{\i  encore}, l\u8217\'92\'e9t\'e9 aussi.{\super\chftn}{\footnote\pard Une note.}\par"
            r"\pard \bullet\tab un sac\par\pard \bullet\tab une pelle\par\pard Fin {\ul trac\'e9e} et {\cf1 rouge}.\par}"
        ).encode("cp1252"),
        "quai.rtf",
        how,
    )
    assert made.markdown.startswith("Le quai **dort** *encore*, l’été aussi.")
    assert "Une note." in made.markdown
    assert "underlined" in {each.code for each in made.remarks}
    assert made.lost == ()


def test_a_text_with_a_picture(how: Reading) -> None:
    picture = r"{\pict\pngblip\picw40\pich30 " + png().hex() + "}"
    made = rtf((HEAD + r"\pard Un quai.\par\pard " + picture + r"\par}").encode(), "quai.rtf", how)
    assert made.markdown.startswith("Un quai.\n\n![](image1.png)")
    assert len(made.pictures) == 1
    assert made.lost == ()


def test_the_second_reader_sees_what_is_shown() -> None:
    text = HEAD + r"\pard Un {\*\bkmkstart a}mot, \{deux\}, trois\~: \u233?t\'e9{\fldinst HYPERLINK x}.\par}"
    assert words_of(rtf_text(text.encode())) == ["Un", "mot", "deux", "trois", "été"]


@pytest.mark.parametrize(
    "typed",
    [r"n\u8217'y", r"n\u8217?y", r"n\u8217 ?y", r"n\u8217\'92y", r"{\uc0 n\u8217 y}", r"{\uc2 n\u8217 ''y}"],
)
def test_no_letter_goes_with_what_older_readers_show(how: Reading, typed: str) -> None:
    content = (HEAD + rf"\pard Il {typed} pensait plus.\par}}").encode()
    assert rtf_text(content).split() == ["Il", "n’y", "pensait", "plus."]
    if "uc2" in typed:  # Pandoc knows of no longer one
        return
    made = rtf(content, "quai.rtf", how)
    assert (made.markdown.strip(), made.lost) == ("Il n’y pensait plus.", ())
