"""Spaces that French asks for, whatever elements stand between the two that they hold together."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text
from florilege.prose.typography.across import fix_across

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
    ("12", " ", "pommes", " "),
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
    return f"Or {both} alors.", f"Or {left}{wanted}{right} alors."


def shown(markdown: str, locale: str = "fr") -> str:
    """What the first paragraph of a text shows, the numbers of notes left out."""
    note = "\n\n[^n]: La note.\n" if "[^n]" in markdown else ""
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown + note, lang=locale)
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale=locale))
    assert done.prose is not None, [one.line_for("en") for one in done.problems]
    html = re.sub(r'<a class="note-ref".*?</a>', "", done.prose.html)
    return unescape(re.sub("<[^>]+>", "", html))


@given(pairs())
@example(("Or 12[^n] % alors.", f"Or 12{NBSP}% alors."))
@example(("Or **12** % alors.", f"Or 12{NBSP}% alors."))
@example(("Or M. [[Luc Bary|Bary]] alors.", f"Or M.{NBSP}Bary alors."))
@example(("Or [[Luc Bary]] ! Oui.", f"Or Luc Bary{NNBSP}! Oui."))
@example(("Or 12\nkm alors.", f"Or 12{NBSP}km alors."))
@example(("Or 3 m<sup>2</sup> alors.", f"Or 3{NBSP}m2 alors."))
@example(("Or n<sup>o</sup> 4 alors.", f"Or no{NBSP}4 alors."))
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
