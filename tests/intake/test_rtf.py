"""Rich Text Format, as Word, TextEdit and old programs write it."""

# ruff: noqa: E501 - RTF has long lines

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.intake.arrival import Remarks
from florilege.intake.office.rich_text import read
from florilege.intake.office.second_reader import rtf_text
from florilege.intake.office_texts import Reading, rtf
from florilege.intake.word_comparison import words_of
from florilege.runtime.workers import Workers
from office_files import png


@pytest.fixture(scope="module")
def how() -> Iterator[Reading]:
    with Workers(1) as pool:
        yield Reading(pool=pool)


PIECES = (
    rb"{",
    rb"}",
    rb"\*",
    rb"\footnote ",
    rb"\cell ",
    rb"\nestcell ",
    rb"\row ",
    rb"\nestrow ",
    rb"\trowd ",
    rb"\trhdr ",
    rb"\itap3 ",
    rb"\intbl ",
    rb"\par ",
    rb"\pict ",
    rb"\pngblip 89zz",
    rb"\bin5 ",
    rb"\bin99999 ",
    rb"\fldinst ",
    rb"\fldrslt ",
    rb"\field ",
    rb"\listtext ",
    rb"\ls1\ilvl3 ",
    rb"\ls1\ilvl0 ",
    rb"\shptxt ",
    rb"\annotation ",
    rb"\u55357 ",
    rb"\'e9",
    rb"\uc3 ",
    rb"\s1\outlinelevel2 ",
    rb"\sn wzDescription",
    rb"\sv ",
    rb"\stylesheet ",
    rb"\listtable ",
    rb"\fonttbl ",
    rb"mot ",
    b"\\n",
)
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


TEXTEDIT = r"""{\rtf1\ansi\ansicpg1252\cocoartf2639
{\fonttbl\f0\fswiss\fcharset0 Helvetica;\f1\fswiss\fcharset0 Helvetica-Bold;}{\*\expandedcolortbl;;}
{\*\listtable{\list\listhybrid{\listlevel\levelnfc23\levelnfcn23\levelstartat1{\*\levelmarker \{disc\}}{\leveltext\'01\uc0\u8226 ;}{\levelnumbers;}\li720}{\listname ;}\listid1}}
{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}
\pard\pardirnatural
\f1\b\fs24 \cf0 Le quai\
\f0\b0 \
Un \'e9t\'e9 \uc0\u55357 \u56832 .\
\pard\li720\fi-720\ls1\ilvl0{\listtext	\uc0\u8226 	}un sac\
{\listtext	\uc0\u8226 	}une pelle\
}"""
WRITTEN = {
    "a list of TextEdit": (TEXTEDIT, "Un été 😀.\n\n- un sac\n- une pelle"),
    "lists of WordPad, one within the other": (
        r"{\rtf1\ansi\pard{\pntext 3.\tab}{\*\pn\pnlvlbody\pndec{\pntxta .}}\fi-360\li720 trois\par{\pntext 4.\tab}quatre\par\pard fin\par}",
        "3.  trois\n4.  quatre\n\nfin",
    ),
    "a bullet that is a letter": (
        r"{\rtf1\ansi\pard\ls1{\listtext o\tab}un\par\ls1\ilvl1{\listtext a)\tab}deux\par\ls1\ilvl0{\listtext o\tab}trois\par}",
        "- un\n  1.  deux\n- trois",
    ),
    "a list whose numbers the file keeps elsewhere": (
        r"{\rtf1\ansi{\*\listtable{\list{\listlevel\levelnfc0\levelstartat5}\listid7}}{\*\listoverridetable{\listoverride\listid7\ls2}}\pard\ls2 cinq\par six\par}",
        "5.  cinq\n6.  six",
    ),
    "an item of two paragraphs": (
        r"{\rtf1\ansi\pard\ls1\li720{\listtext\bullet\tab}un\par\pard\li720 encore\par\pard\ls1\li720{\listtext\bullet\tab}deux\par\pard fin\par}",
        "- un\n\n  encore\n\n- deux\n\nfin",
    ),
    "notes of LibreOffice, one with a mark of its own": (
        r"{\rtf1\ansi\pard Un mot{{\super \chftn{\*\footnote \chftn\pard{\loch La }{\loch\i\loch note.}\par\pard Suite.}}} et{{\super *{\*\footnote *\pard L\u8217\'92\'e9toile.}}} XIX{\super e{\*\footnote\pard et si\'e8cle.}}.\par}",
        "Un mot[^1] et[^2] XIX^e^[^3].\n\n[^1]: La *note.*\n\n    Suite.\n\n[^2]: L’étoile.\n\n[^3]: et siècle.",
    ),
    "looks that end": (
        r"{\rtf1\ansi\pard{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 Quote;}}\s1 Le quai\par\pard Un \b gros\b0  mot, \scaps0\caps0\ul\ulnone H{\sub 2}O, \strike ray\'e9\strike0 .\par\pard\s2 Cit\'e9.\par Encore.\par}",
        "Un **gros** mot, H~2~O, ~~rayé~~.\n\n> Cité.\n>\n> Encore.",
    ),
    "a table, and one in its cell": (
        r"{\rtf1\ansi\trowd\trhdr\cellx1\cellx2\pard\intbl A\cell B\cell\row\trowd\cellx1\cellx2\pard\intbl\itap2 c\nestcell d\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl e\cell f\cell\row\pard fin\par}",
        "| A     | B   |\n|-------|-----|\n| c d e | f   |\n\nfin",
    ),
    "links and fields": (
        r"""{\rtf1\ansi\pard Voir {\field{\*\fldinst HYPERLINK "https://exemple.fr/a"}{\fldrslt\ul le quai}}, p. {\field{\*\fldinst PAGEREF x}{\fldrslt 3}}, {\field{\*\fldinst { EQ \\* jc3 \\o\\al(\\s\\up 11(kanji),\u28450\'3f)}}{\fldrslt {}}}.{\*\bkmkstart a}\par}""",
        "Voir [le quai](https://exemple.fr/a), p. 3, 漢 (kanji).",
    ),
    "a text box": (
        r"{\rtf1\ansi\pard{\shp{\*\shpinst{\sp{\sn wzName}{\sv Cadre}}{\shptxt \pard En marge.\par}}{\shprslt rien}}Un mot.\par}",
        "Un mot.\n\nEn marge.",
    ),
    "letters of other pages": (
        r"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset238 Times;}{\f1\fcharset204 Times;}}\pard\f0 \'f8eka {\f1\'d0\'e5\'ea\'e0} \u-10179?\u-8704?\par}",
        "řeka Река 😀",
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_programs_write(how: Reading, name: str) -> None:
    content, expected = WRITTEN[name]
    made = rtf(content.encode("latin-1"), "quai.rtf", how)
    assert made.markdown.strip() == expected
    assert made.lost == ()


def test_changes_comments_and_hidden_words_are_told(how: Reading) -> None:
    content = rb"{\rtf1\ansi\pard Un {\revised vrai }{\deleted faux }mot{\v cach\'e9}.{\*\atnid J}{\*\atnauthor Jean}\chatn{\*\annotation{\*\atndate 1}\pard\chatn Vraiment ?}\par}"
    made = rtf(content, "quai.rtf", how)
    assert made.markdown == "Un vrai mot.\n"
    assert [(each.who, each.words) for each in made.comments] == [("Jean", "Vraiment ?")]
    told = {(each.code, each.found) for each in made.remarks}
    assert told >= {("change-accepted", "+ vrai"), ("change-accepted", "− faux"), ("hidden", "caché")}


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_is_broken_is_read_to_its_end(pieces: list[bytes]) -> None:
    read(rb"{\rtf1\ansi " + b"".join(pieces) + rb"\par Fin.\par", Remarks())


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
    made = rtf(content, "quai.rtf", how)
    assert (made.markdown.strip(), made.lost) == ("Il n’y pensait plus.", ())
