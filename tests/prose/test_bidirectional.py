"""What runs from right to left says so, by its language or by its letters; nothing else is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.prose.bidirectional import directed

ROWS = [
    ("fr", '<p lang="ar">بئر.</p>', '<p dir="rtl" lang="ar">بئر.</p>'),
    ("fr", '<p lang="he">«\u00a0a\u00a0»</p>', '<p dir="rtl" lang="he">«\u00a0a\u00a0»</p>'),
    (
        "fr",
        '<p class="verse" id="a">12 بئر ماء, oui</p>',
        '<p class="verse" dir="rtl" id="a">12 بئر ماء, oui</p>',
    ),
    ("fr", "<p>Un <b>بئر ماء</b>, 12.</p>", '<p>Un <b><bdi dir="rtl">بئر ماء</bdi></b>, 12.</p>'),
    ("fr", "<p>بئر, dit-elle.</p>", '<p><bdi dir="rtl">بئر</bdi>, dit-elle.</p>'),
    ("fr", "<p>Un بئر, ماء et 12 &amp; בית</p>", None),
    ("fr", "<ul><li>بئر</li><li><p>ماء</p></li></ul>", '<ul dir="rtl"><li>بئر</li><li><p>ماء</p></li></ul>'),
    ("fr", "<ul><li>بئر</li><li>mot</li></ul>", '<ul><li dir="rtl">بئر</li><li>mot</li></ul>'),
    (
        "fr",
        "<blockquote><p>بئر</p><p>mot</p></blockquote>",
        '<blockquote><p dir="rtl">بئر</p><p>mot</p></blockquote>',
    ),
    ("fr", '<p dir="ltr">بئر</p>', '<p dir="ltr"><bdi dir="rtl">بئر</bdi></p>'),
    ("fr", "<p><code>بئر</code> mot</p>", "<p><code>بئر</code> mot</p>"),
    ("fr", "<p>Un « بئر », oui.</p>", '<p>Un « <bdi dir="rtl">بئر</bdi> », oui.</p>'),
    ("fr", "<p>Un « بئر » ماء.</p>", '<p>Un <bdi dir="rtl">« بئر » ماء</bdi>.</p>'),
    ("fr", "<p>Un ماء (بئر), oui</p>", '<p>Un <bdi dir="rtl">ماء (بئر)</bdi>, oui</p>'),
    (
        "fr",
        "<p>Le mot בית (בית, maison)</p>",
        '<p>Le mot <bdi dir="rtl">בית</bdi> (<bdi dir="rtl">בית</bdi>, maison)</p>',
    ),
    (
        "fr",
        "<p>« Le mot בית » ספר et (mot [בית] (ספר])</p>",
        '<p>« Le mot <bdi dir="rtl">בית</bdi> » <bdi dir="rtl">ספר</bdi> et (mot '
        '[<bdi dir="rtl">בית</bdi>] (<bdi dir="rtl">ספר</bdi>])</p>',
    ),
    (
        "fr",
        "<p>Un בית « ספר et בית » (בית) ספר</p>",
        '<p>Un <bdi dir="rtl">בית</bdi> « <bdi dir="rtl">ספר</bdi> et <bdi dir="rtl">בית</bdi> » '
        '<bdi dir="rtl">(בית) ספר</bdi></p>',
    ),
    ("fr", "<h2>בית ספר ?</h2>", '<h2 dir="rtl">בית ספר ?</h2>'),
    ("fr", '<p lang="en">Well.</p>', '<p lang="en">Well.</p>'),
    ("ar", "<p>بئر <b>mot</b></p>", "<p>بئر <b>mot</b></p>"),
    ("ar", '<p>بئر</p><p lang="fr">mot</p>', '<p>بئر</p><p dir="ltr" lang="fr">mot</p>'),
    ("fr", "<p>Été, 12 % — « œuf ».</p>", "<p>Été, 12 % — « œuf ».</p>"),
]


@pytest.mark.parametrize(("lang", "html", "wanted"), ROWS)
def test_directions(lang: str, html: str, wanted: str | None) -> None:
    made = directed(html, lang)
    if wanted is None:
        wanted = html.replace("بئر, ماء", '<bdi dir="rtl">بئر, ماء</bdi>').replace(
            "בית", '<bdi dir="rtl">בית</bdi>'
        )
    assert made == wanted


WORDS = st.sampled_from(["mot", "بئر", "ماء قديم", "בית", "12", ", ", " ", "&amp;", "…"])
HTML = st.recursive(
    st.lists(WORDS, min_size=1, max_size=4).map("".join),
    lambda inside: st.tuples(
        st.sampled_from(["p", "li", "ul", "b", "blockquote", "td", 'i lang="ar"', 'b dir="rtl"', "code"]),
        st.lists(inside, min_size=1, max_size=3),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0].split()[0]}>"),
    max_leaves=8,
)


@given(HTML, st.sampled_from(["fr", "ar"]))
def test_nothing_but_directions_is_added(html: str, lang: str) -> None:
    made = directed(html, lang)
    plain = re.sub(r"</?bdi[^>]*>", "", made)
    assert re.sub(r' dir="(?:rtl|ltr)"', "", plain) == re.sub(r' dir="(?:rtl|ltr)"', "", html)
    assert directed(made, lang) == made
