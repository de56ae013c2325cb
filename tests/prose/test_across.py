"""Spaces that French asks for, whatever elements stand between the two that they hold together."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text
from florilege.prose.typography.across import LONGEST, fix_across

NBSP, NNBSP = "\u00a0", "\u202f"

PAIRS = (
    ("12", " ", "%", NBSP),
    ("12", "", "%", NBSP),
    ("5", " ", "€", NBSP),
    ("1,5", " ", "km", NBSP),
    ("30", " ", "°C", NBSP),
    ("3", " ", "m²", NBSP),
    ("8", " ", "h", NBSP),
    ("1er", " ", "mars", NBSP),
    ("14", " ", "juillet", NBSP),
    ("n°", " ", "4", NBSP),
    ("n°", "", "4", NBSP),
    ("nos", " ", "4", NBSP),
    ("p.", " ", "12", NBSP),
    ("pp.", " ", "12", NBSP),
    ("fig.", " ", "3", NBSP),
    ("chap.", " ", "XII", NBSP),
    ("§", " ", "3", NBSP),
    ("M.", " ", "Untel", NBSP),
    ("M.", " ", "de", NBSP),
    ("MM.", " ", "Untel", NBSP),
    ("Mme", " ", "Untel", NBSP),
    ("Mlles", " ", "Untel", NBSP),
    ("Dr", " ", "Untel", NBSP),
    ("Me", " ", "Untel", NBSP),
    ("mot", " ", "?", NNBSP),
    ("mot", "", "?", NNBSP),
    ("mot", " ", "!", NNBSP),
    ("mot", " ", ";", NNBSP),
    ("mot", " ", ":", NBSP),
    ("mot", "", ":", NBSP),
    ("«", " ", "mot", NBSP),
    ("«", "", "mot", NBSP),
    ("mot", " ", "»", NBSP),
    ("mot", "", "»", NBSP),
    ("un", " ", "mot", " "),
    ("12", " ", "pommes", NBSP),
    ("12", " ", "000", NBSP),
    ("Aiguille", " ", "14", NBSP),
    ("tome", " ", "2", NBSP),
    ("Chapitre", " ", "IV", NBSP),
    ("Louis", " ", "XIV", NBSP),
    ("J", " ", "3096", NBSP),
    ("1", " ", "J", NBSP),
    ("le", " ", f"12{NBSP}mars", NBSP),
    ("la", " ", "3", NBSP),
    ("A.", " ", "Zyman", NBSP),
    ("6,", " ", "rue", NBSP),
    ("6,", " ", "mot", " "),
    ("1938", " ", "seulement", " "),
    ("En", " ", "1941", " "),
    ("12", " ", "et", " "),
    ("de", " ", "12", " "),
    ("vitamine C.", " ", "Elle", " "),
    ("Je me", " ", "lève", " "),
)

TAGS = (
    "em",
    "strong",
    "span",
    "b",
    "i",
    "u",
    "small",
    "mark",
    "q",
    "cite",
    'abbr title="a"',
    'span class="smallcaps"',
)
MARKS = ("*{}*", "**{}**", "[{}](https://example.org/)", "==" + "{}" + "==", "~~{}~~", "[{}]{{.smallcaps}}")
CODE = ("`{}`", "<code>{}</code>", "<kbd>{}</kbd>")


def in_tags(words: str, tags: list[str]) -> str:
    for tag in tags:
        words = f"<{tag}>{words}</{tag.split()[0]}>"
    return words


@st.composite
def marked(draw: st.DrawFn, words: str, *, code: bool, marks: bool) -> str:
    """Words in no, one or several elements, the innermost code or Markdown."""
    known = (*(MARKS if marks else ()), *(CODE if code else ()), "{}")
    made = draw(st.sampled_from(known)).format(words)
    return in_tags(made, draw(st.lists(st.sampled_from(TAGS), max_size=2)))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A pair with elements around its parts, and how it reads."""
    left, gap, right, wanted = draw(st.sampled_from(PAIRS))
    # As in CommonMark, a mark is none beside a sign that touches a word, and two that touch are one.
    marks = gap != ""
    one = draw(marked(left, code=left[0].isdigit(), marks=marks or left.isalnum()))
    other = draw(marked(right, code=right.isalpha(), marks=marks))
    call = draw(st.sampled_from(["", "[^n]"])) if left[-1] not in "«.°§" else ""
    tags = st.lists(st.sampled_from(TAGS), max_size=2)
    where = draw(st.sampled_from(["left", "right", "around"]))
    if where == "left" and gap:
        both = in_tags(one + call + gap, draw(tags)) + other
    elif where == "right" and gap:
        both = one + call + in_tags(gap + other, draw(tags))
    else:
        both = in_tags(one + call + gap + other, draw(tags))
    return f"or {both} alors.", f"or {left}{wanted}{right} alors."


def shown(markdown: str, locale: str = "fr") -> str:
    """What the first paragraph of a text shows, the numbers of notes left out."""
    note = "\n\n[^n]: La note.\n" if "[^n]" in markdown else ""
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown + note, lang=locale)
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale=locale))
    assert done.prose is not None, [one.line_for("en") for one in done.problems]
    html = re.sub(r'<a class="note-ref".*?</a>', "", done.prose.html)
    return unescape(re.sub("<[^>]+>", "", html))


@given(pairs())
@example(("or 12[^n] % alors.", f"or 12{NBSP}% alors."))
@example(("or **12** % alors.", f"or 12{NBSP}% alors."))
@example(("or M. [[Luc Bary|Bary]] alors.", f"or M.{NBSP}Bary alors."))
@example(("or [[Luc Bary]] ! Oui.", f"or Luc Bary{NNBSP}! Oui."))
@example(("or 12\nkm alors.", f"or 12{NBSP}km alors."))
@example(("or 3 m<sup>2</sup> alors.", f"or 3{NBSP}m2 alors."))
@example(("or n<sup>o</sup> 4 alors.", f"or no{NBSP}4 alors."))
def test_a_pair_is_held_whatever_stands_between(pair: tuple[str, str]) -> None:
    source, wanted = pair
    assert shown(source) == wanted


def test_what_stays() -> None:
    for html in (
        "<p>12</p><p>% de</p>",
        "<p>12<br>% de</p>",
        '<p><span lang="en">Why ?</span> Parce que.</p>',
        "<pre><code>12 %</code></pre>",
        "<p><code>a ? b : c</code></p>",
    ):
        assert fix_across(html, "fr") == html
    assert fix_across("<p><b>12</b> %</p>", "en") == "<p><b>12</b> %</p>"


@pytest.mark.parametrize("text", ["R2D2 dit", "mot128 mot129", "covid19 vu", "A4bis et"])
def test_a_number_within_a_word_counts_nothing(text: str) -> None:
    assert fix_across(f"<p>{text}</p>", "fr") == f"<p>{text}</p>"


NUMBERED = "12 3096 1 200 2009 A J X XIV R2D2 mot128 pommes tome page Louis mars le dont".split()  # noqa: SIM905


@given(
    st.lists(
        st.sampled_from(NUMBERED),
        min_size=20,
        max_size=60,
    )
)
def test_no_more_is_kept_together_than_a_line_holds(words: list[str]) -> None:
    """Whatever counts or names whatever: moves of chess, marks, lists of numbers."""
    kept = fix_across(f"<p>{' '.join(words)}</p>", "fr")
    longest = max(kept.removeprefix("<p>").removesuffix("</p>").split(" "), key=len)
    assert len(longest) <= LONGEST
    assert re.sub(rf"[{NBSP}{NNBSP}]", " ", kept) == f"<p>{' '.join(words)}</p>"


def test_neighbouring_calls_stay_apart() -> None:
    notes = "\n\n[^n]: N.\n[^m]: M.\n[^o]: O."
    for calls in ("[^n][^m][^o]", "[^n] [^m] [^o]"):
        for sign in (" ?", ".", " : oui", ""):
            body = Body(
                path="essays/banc/index.md",
                line=1,
                markdown=f"Un{calls}{sign}, deux{calls}{sign}{notes}",
                lang="fr",
            )
            prose = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr")).prose
            assert prose
            assert f"</a>{NNBSP}<a" in prose.html
            assert "</a><a" not in prose.html
            assert prose.html.count(f"</a>{NNBSP}<a") == 4


def test_a_country_without_a_space_has_none() -> None:
    assert (
        fix_across("<p>Oui <b>!</b> <i>Non</i> : si.</p>", "fr-CA")
        == f"<p>Oui<b>!</b> <i>Non</i>{NBSP}: si.</p>"
    )


RAISED = {
    "Me": "M{e} Delorme",
    "Mme": "M{me}",
    "Mmes": "M{mes} Lin et Diarra",
    "Mlle": "M{lle} Baudry",
    "Mgr": "M{gr}",
    "Dr": "le D{r} Ruel",
    "Pr": "le P{r} Ruel",
    "no": "au n{o} 3",
    "nos": "aux n{os} 3 et 4",
    "7e": "la 7{e} ronde",
    "11e": "le 11{e} acte",
    "XIXe": "le XIX{e} siècle",
    "1er": "le 1{er} mars",
    "1re": "la 1{re} ronde",
    "2nd": "le 2{d} souffle",
    "2de": "la 2{de} ligne",
    "Ier": "François I{er}",
}
PLACES = {
    "text": "{}",
    "emphasis": "a *{}* b",
    "strong in a link": "[**{}**](https://example.org/)",
    "heading": "## {}",
    "item": "- {}",
    "cell": "| a | b |\n| --- | --- |\n| {} | c |",
    "term": "{}\n:   b",
    "note": "a[^n]\n\n[^n]: {}",
    "caption": 'a\n\n![Un quai](quai.png "{}")',
    "caption of a table": "| a |\n| --- |\n| b |\n\nTable: {}",
    "quotation": "> {}",
    "tag": "<u>{}</u>",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("typed", RAISED)
def test_an_abbreviation_is_raised_wherever_it_is_typed(typed: str, place: str) -> None:
    raised = RAISED[typed]
    words = re.sub(r"[{}]", "", raised).replace("2d ", "2nd ")
    body = Body(path="essays/banc/index.md", line=1, markdown=PLACES[place].format(words), lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.prose is not None, [one.line_for("en") for one in done.problems]
    html = "".join([done.prose.html, *(note.html for note in done.prose.notes)]).replace(NBSP, " ")
    assert re.sub(r"\{(\w+)\}", r"<sup>\1</sup>", raised) in html


def test_what_is_raised_already_or_is_a_word_stays() -> None:
    for html in (
        f"<p>M<sup>me</sup>{NBSP}Lin, 1<sup>er</sup>{NBSP}mars</p>",
        "<p>Me voici, dit-il. Mes amis.</p>",
        "<p>La MME, un M-me, 12e4, no problem</p>",
        '<p><span lang="en">Me Tarzan</span> <code>Mme 7e</code></p>',
    ):
        assert fix_across(html, "fr") == html
    assert fix_across("<p>Mme Lin</p>", "en") == "<p>Mme Lin</p>"


def test_what_is_said_in_place_of_a_picture_has_the_typography_of_the_text() -> None:
    body = Body(path="essays/banc/index.md", line=1, markdown='![L\'été : "là" ?](bench.png)', lang="fr")
    made = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, title="Le banc", locale="fr"))
    assert made.prose
    assert f'alt="L’été{NBSP}: «{NBSP}là{NBSP}»{NNBSP}?"' in made.prose.html
