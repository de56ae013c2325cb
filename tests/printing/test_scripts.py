"""Words marked with the faces of their scripts."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.printing.fonts import find_faces
from florilege.printing.scripts import ScriptFaces, in_scripts, script_faces

NOWHERE = Path("/nonexistent")
FAMILIES = {"Arab": "Naskh", "Hebr": "David", "Hani": "Song", "Deva": "Nagari", "Latn": "Gentium"}
SCRIPTS = ScriptFaces(families=FAMILIES, letters=frozenset("ꜵ"))
SPAN = re.compile(r'<span class="script"[^>]*>|</span>')

pieces = st.sampled_from(
    ["é", " ", "水", "かわ", "בא", "ماء", "कर्म", "2026", "ꜵ", "«", "”", "。", "&amp;", "<b>", "</b>"]
)


@given(st.lists(pieces).map("".join))
def test_marking_adds_spans_alone_and_marks_every_letter(text: str) -> None:
    marked = in_scripts(f"<p>{text}</p>", SCRIPTS, "Vollkorn")
    assert SPAN.sub("", marked) == f"<p>{text}</p>"
    outside = re.sub(r'<span class="script"[^>]*>[^<]*</span>', "", marked)
    assert not re.search("[水かわבאءماकर्मꜵ]", re.sub("<[^>]*>", "", outside))


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("Le mot 水。", "Le mot [Song zh-Hans|水。]"),
        ("« 古池や » et 水", "« [Song ja|古池や] » et [Song ja|水]"),
        ('<i lang="ja">水 “Ada”。</i>', '<i lang="ja">[Song|水] “Ada[Song|”。]</i>'),
        ("繁體", "[Song zh-Hant|繁體]"),
        ("한자 漢字", "[Song ko|한자 漢字]"),
        ('<p dir="rtl">ماء, Ada 2026 בא</p>', '<p dir="rtl">[Naskh David|ماء, Ada 2026 בא]</p>'),
        ("un ماء, deux", "un [Naskh|ماء], deux"),
        ("bꜵka et Ada", "[Gentium|bꜵka] et Ada"),
        ("<code>水</code>", "<code>水</code>"),
    ],
)
def test_what_is_marked(html: str, marked: str) -> None:
    def short(match: re.Match[str]) -> str:
        names = re.findall(r"'(\w+)'", match[2])[:-1]
        return f"[{' '.join((*names, *filter(None, [match[1]])))}|{match[3]}]"

    shown = re.sub(
        r'<span class="script"(?: lang="([^"]*)")? style="font-family: ([^"]*)">([^<]*)</span>',
        short,
        in_scripts(html, SCRIPTS, "Vollkorn"),
    )
    assert shown == marked


def test_what_the_designs_have_needs_no_other_face(tmp_path: Path) -> None:
    base = find_faces(NOWHERE, ["classique"])
    assert script_faces("Été скамья λόγος ☐", base, ["classique"], tmp_path) == ScriptFaces()


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("ὁ", {"Grek": "Gentium Plus"}),
        ("بئر", {"Arab": "Noto Naskh Arabic"}),
        ("ბაღი", {"Geor": "Noto Serif Georgian"}),
    ],
)
def test_a_script_is_set_in_a_family_of_ours(text: str, families: dict[str, str], tmp_path: Path) -> None:
    base = find_faces(NOWHERE, ["classique"])
    found = script_faces(text, base, ["classique"], tmp_path)
    assert found.families == families
    assert {face.family for face in found.faces} == set(families.values())


@given(st.text())
def test_any_text_stays_as_it_is(text: str) -> None:
    html = escape(text)
    assert SPAN.sub("", in_scripts(html, SCRIPTS, "Vollkorn")) == html
