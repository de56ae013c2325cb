"""Lists as people indent them: every style of nesting gives the same tree."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.indentation import align
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text
from florilege.prose.source import fences


def convert(markdown: str) -> str:
    """The HTML of a text without error."""
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="de")
    prose = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="de")).prose
    assert prose
    return prose.html


@dataclass(frozen=True)
class Node:
    """A list: its kind, and its items with the lists inside each."""

    kind: str
    items: tuple[tuple["Node", ...], ...]


def nodes(depth: int) -> st.SearchStrategy[Node]:
    inside = st.just(()) if depth == 1 else st.one_of(st.just(()), st.tuples(nodes(depth - 1)))
    return st.builds(Node, st.sampled_from(["ul", "ol"]), st.lists(inside, min_size=1, max_size=3).map(tuple))


@dataclass(frozen=True)
class Style:
    """How a writer indents: columns a level (None: under the words, as in CommonMark), and the markers."""

    columns: int | None
    bullet: str
    dot: str


STYLES = st.builds(
    Style,
    st.sampled_from([None, 2, 3, 4]),
    st.sampled_from(["-", "*", "+", "•"]),
    st.sampled_from([".", ")"]),
)


def typed(node: Node, style: Style, indent: int = 0) -> list[str]:
    lines = []
    for number, inside in enumerate(node.items, 1):
        marker = style.bullet if node.kind == "ul" else f"{number}{style.dot}"
        lines.append(f"{' ' * indent}{marker} mot")
        for child in inside:
            columns = len(marker) + 1 if style.columns is None else style.columns
            lines += typed(child, style, indent + columns)
    return lines


class Tree(HTMLParser):
    """The lists of a page, as `Node.shape` says them."""

    def __init__(self) -> None:
        super().__init__()
        self.shape = ""

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.shape += f"<{tag}" if tag in ("ul", "ol", "li") else ""

    def handle_endtag(self, tag: str) -> None:
        self.shape += ">" if tag in ("ul", "ol", "li") else ""


def shape(node: Node) -> str:
    return f"<{node.kind}" + "".join(f"<li{''.join(map(shape, inside))}>" for inside in node.items) + ">"


@given(nodes(3), STYLES)
def test_every_style_of_indent_is_the_same_tree(node: Node, style: Style) -> None:
    tree = Tree()
    tree.feed(convert("\n".join(typed(node, style))))
    assert tree.shape == shape(node)


@given(nodes(3), STYLES)
def test_what_is_aligned_stays(node: Node, style: Style) -> None:
    once = align(typed(node, style), [])
    assert align(once, []) == once


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Texte\n```\ncode\n```\nsuite", "<p>Texte</p><pre><code>code</code></pre><p>suite</p>"),
        ("- a\n\n  suite\n- b", "<ul><li><p>a</p><p>suite</p></li><li><p>b</p></li></ul>"),
        (
            "1. a\n   ```\n   x\n     y\n   ```\n2. b",
            "<ol><li>a<pre><code>x\n  y</code></pre></li><li>b</li></ol>",
        ),
        (
            "> 1) a\n>    - b\n> 2) c",
            "<blockquote><ol><li>a<ul><li>b</li></ul></li><li>c</li></ol></blockquote>",
        ),
        ("Un\n\n    - code", "<p>Un</p><pre><code>- code</code></pre>"),
        ("!!! note\n    - a\n      - b", "<aside><ul><li>a<ul><li>b</li></ul></li></ul></aside>"),
        ("* * *", "<hr>"),
    ],
)
def test_what_stands_in_lists(source: str, html: str) -> None:
    made = re.sub(r' class="[^"]*"|(?<=>)\n(?=<)', "", convert(source))
    made = re.sub(r"\s+(?=<pre)|\n(?=<(?:ul|ol|/))|(?<=</pre>)\n", "", made)
    assert made == html


@pytest.mark.parametrize("holder", ["[^l]: Voici.", "!!! note\n    Voici."])
@pytest.mark.parametrize("inner", ["1. a\n    2. b", "- a\n    - b", "1. a\n\n        - b\n\n    2. c"])
def test_a_list_below_a_note_or_an_aside_that_ends_with_one_is_the_texts(
    setter, holder: str, inner: str
) -> None:
    prose, problems = setter(
        f"Un mot[^l].\n\n{holder}\n\n    {inner}\n\n1. e\n2. f\n" + "\n[^l]: Y." * ("!" in holder)
    )
    assert prose.html.endswith("<ol>\n<li>e</li>\n<li>f</li>\n</ol>")
    assert not problems


def test_only_blank_lines_are_put_in() -> None:
    lines = ["- a", "", "  b", "- c", "", "fin", "```", "x", "```"]
    assert align(lines, fences(lines)) == ["- a", "", "    b", "", "- c", "", "fin", "", "```", "x", "```"]


MARKERS = (
    *(("a) ", "b) "), ("(a) ", "(b) "), ("a. ", "b. "), ("A. ", "B. "), ("i. ", "ii. "), ("(i) ", "(ii) ")),
    *(("(1) ", "(2) "), ("1° ", "2° "), ("1°) ", "2°) "), ("1/ ", "2/ "), ("1 - ", "2 - "), ("1 – ", "2 – ")),
    *(("1.", "2."), ("1)", "2)"), ("-", "-"), ("•", "•"), ("– ", "– "), ("− ", "− ")),
)


@pytest.mark.parametrize("markers", MARKERS, ids="".join)
@pytest.mark.parametrize("quote", ["", "> "])
def test_what_markdown_knows_no_list_for_keeps_its_lines(markers: tuple[str, str], quote: str) -> None:
    first, second = markers
    html = convert(f"{quote}{first}eins\n{quote}{second}zwei")
    assert f"{first}eins<br>\n{second}zwei" in html
    html = convert(f"{quote}Zwei:\n{quote}{first}eins\n{quote}{second}zwei")
    assert f"Zwei:<br>\n{first}eins<br>\n{second}zwei" in html


@pytest.mark.parametrize("first", [*(marker for marker, _ in MARKERS), "— "])
def test_a_line_of_a_sentence_goes_on(first: str) -> None:
    """What looks like an item and is alone in its paragraph; dashes, where they don't follow each other."""
    assert "<br>" not in convert(f"Ein Wort\n{first}und noch\neins.")


@pytest.mark.parametrize(
    "beginnings",
    [("M. Dupont", "M. Martin"), ("p. 12", "p. 13"), ("C. Bach", "J. C. Bach"), ("(12)", "(15)")],
)
def test_lines_that_begin_alike_but_do_not_follow_each_other(beginnings: tuple[str, str]) -> None:
    """« M. Dupont » and « M. Martin » are no items; a. and b. are."""
    first, second = beginnings
    assert "<br>" not in convert(f"Il a vu hier\n{first} qui parlait avec\n{second} de la pluie.")


def test_dashes_within_a_sentence() -> None:
    assert "<br>" not in convert("Ein Wort\n– leise – und\nnoch eins\n– laut –, dann\nkeins.")


@pytest.mark.parametrize("dash", ["— ", "—", "– ", "—\u00a0"])
def test_each_speaks_on_a_line(dash: str) -> None:
    html = convert(f"{dash}Und du?\n{dash}Ich auch.")
    assert re.fullmatch(rf"<p>{dash}Und du\?(?:</p>|<br>)\n(?:<p>)?{dash}Ich auch\.</p>", html)


def test_lines_that_begin_with_a_tick_or_an_arrow_stay_apart(setter) -> None:
    prose, _ = setter("✓ un\n→ deux\n🔹 trois", lang="fr")
    assert prose.html == "<p>✓ un<br>\n→ deux<br>\n🔹 trois</p>"
    prose, _ = setter("[1] Un, *deux*.\n[2] Trois.", lang="fr")
    assert prose.html == "<p>[1] Un, <em>deux</em>.<br>\n[2] Trois.</p>"
    prose, _ = setter("Voici\n→ un\n→ deux\n\n–lyon\n–paris", lang="fr")
    assert prose.html == "<p>Voici<br>\n→ un<br>\n→ deux</p>\n<p>–lyon<br>\n–paris</p>"


def lists(setter, text: str) -> list[int]:
    """How many items each list of a text has."""
    return [each.count("<li>") for each in setter(text, lang="fr")[0].html.split("<ul>")[1:]]


def test_a_line_that_leads_to_the_next_list_is_no_part_of_the_item_above(setter) -> None:
    assert lists(setter, "Lundi :\n- a\n- b\nMardi :\n- c") == [2, 1]
    assert lists(setter, "**Lundi**\n- a\n- b\n**Mardi**\n- c\n- d") == [2, 2]
    assert lists(setter, "Lundi :\n\t- a\n\t- b\nMardi :\n\t- c") == [2, 1]
    assert lists(setter, "- Des mots de Paul et\nMarie :\n- c") == [2]
    assert not lists(setter, "Voici :\n\n    code\n    - a")


def test_a_note_holds_a_list_below_its_words(setter) -> None:
    prose, _ = setter("Un[^1]\n\n[^1]: Note :\n    - a\n    - b", lang="fr")
    assert prose.notes[0].html.count("<li>") == 2


def test_html_that_shows_its_lines_keeps_them(setter) -> None:
    text = "<pre>\n1) a\n## b\nc\n</pre>\n\n<div>\n## d\n</div>"
    assert setter(text, lang="fr")[0].html == text.replace("<pre>\n", "<pre>")


def test_headings_that_touch_are_headings_and_each_has_its_own_name(setter) -> None:
    prose, _ = setter("a\n## b\nc\n### b\n## b-2\nd\n=\ne\n## b", lang="fr")
    assert [each.id.removeprefix("banc--") for each in prose.headings] == ["b", "b-2", "b-2-2", "d", "b-3"]


def test_an_item_without_words_stays_in_its_list(setter) -> None:
    prose, problems = setter("1. un\n2.\n3. trois\n   1914.\n\n> 1) a\n> 2)", lang="fr")
    assert prose.html.count("<li></li>") == 2
    assert "<li>trois\n   1914.</li>" in prose.html
    assert not problems
