"""The second reader of a text: what an author typed is on the page, or named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text
from florilege.prose.unread_words import Lost, lost_words

LETTERS = "bcdfglmnprst"
WORD = st.text(LETTERS, min_size=3, max_size=9)
"""Without vowels, so that no word is an ordinal and none is part of an element's name."""

INLINE = {
    "{0}": "{0}",
    "**{0}**": "<strong>{0}</strong>",
    "*{0}*": "<em>{0}</em>",
    "~~{0}~~": "<del>{0}</del>",
    "`{0}`": "<code>{0}</code>",
    "`<{0}>`": "<code>&lt;{0}&gt;</code>",
    r"\<{0}>": "&lt;{0}&gt;",
    "[{0}](https://example.org/x?y=z)": '<a href="https://example.org/x?y=z">{0}</a>',
    '[{0}](<a b.md> "titre")': '<a href="x" title="titre">{0}</a>',
    "[{0}][etiquette]": '<a href="x">{0}</a>',
    "[[{0}]]": '<span class="mention">{0}</span>',
    "[[nomentier|{0}]]": '<span class="mention">{0}</span>',
    "<kbd title='aide'>{0}</kbd>": "<kbd>{0}</kbd>",
    "{0}<!-- remarque -->": "{0}",
    "<https://{0}.example>": '<a href="x">https://{0}.example</a>',
    "![legende](image.png) {0}": '<img alt="legende" src="image.png"> {0}',
    "{0}&eacute;": "{0}é",
    "{0} :smile:": "{0} 😄",
    "{0}\\\n": "{0}<br>",
    "1ère {0}": "1<sup>re</sup> {0}",
    "**{0}**{{.smallcaps}}": '<strong class="smallcaps">{0}</strong>',
}
"""What an author types → what a page shows."""

BLOCKS = {
    "{0}": "<p>{0}</p>",
    "## {0} {{#ancre}}": "<h2 id='ancre'>{0}</h2>",
    "- {0}": "<ul><li>{0}</li></ul>",
    "3. {0}": "<ol start=3><li>{0}</li></ol>",
    "> {0}": "<blockquote><p>{0}</p></blockquote>",
    '!!! note "{0}"': '<aside class="admonition note"><p class="admonition-title">{0}</p></aside>',
    "> [!NOTE] {0}": '<aside class="admonition note"><p class="admonition-title">{0}</p></aside>',
    "::: note {0}\n:::": '<aside class="admonition note"><p class="admonition-title">{0}</p></aside>',
    "::: {{.verse}}\n{0}\n:::": '<div class="verse"><p>{0}</p></div>',
    "<details>\n<summary>{0}</summary>\n\n</details>": "<details><summary>{0}</summary></details>",
    "- [x] {0}": "<ul><li>{0}</li></ul>",
    "| a | b |\n|---|---|\n| {0} | c |": "<table><tr><th>a<th>b<tr><td>{0}<td>c</table>",
    '![autre](image.png "{0}")': "<figure><img alt='autre'><figcaption>{0}</figcaption></figure>",
}


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """(Markdown, the page that it makes, the words that it shows)."""
    source, page, words = [], [], []
    for _ in range(draw(st.integers(1, 5))):
        block, made = draw(st.sampled_from(sorted(BLOCKS.items())))
        typed, shown = [], []
        for _ in range(draw(st.integers(1, 4))):
            plain = block.startswith("![") or "!!!" in block
            inline, html = ("{0}", "{0}") if plain else draw(st.sampled_from(sorted(INLINE.items())))
            word = draw(WORD)
            words.append(word)
            typed.append(inline.format(word))
            shown.append(html.format(word))
        source.append(block.format(" ".join(typed)))
        page.append(made.format(" ".join(shown)))
    return "\n\n".join([*source, "[etiquette]: https://example.org/"]), "\n".join(page), words


@given(documents())
def test_what_the_page_shows_is_not_lost(document: tuple[str, str, list[str]]) -> None:
    source, page, _ = document
    assert lost_words(source, page, []) == ()


@given(documents(), st.data())
def test_a_word_that_the_page_lacks_is_named(
    document: tuple[str, str, list[str]], data: st.DataObject
) -> None:
    source, page, words = document
    word = data.draw(st.sampled_from(words))
    if sum(word in other for other in words) > 1:
        return  # another stands for it
    lost = lost_words(source, re.sub(word, "", page), [])
    assert any(set(word) & set(one.words) for one in lost)
    assert source.split("\n")[lost[0].line][lost[0].column :].strip()


@pytest.mark.parametrize(
    ("source", "html", "notes", "lost"),
    [
        ("| a | b |\n|---|---|\n| c | d | perdu |", "<p>a b c d</p>", [], [(2, 10, "perdu")]),
        (r"Voir \<b> puis fin.", "<p>Voir \\<b> puis fin.</b></p>", [], [(0, 7, "b")]),
        (
            "Un[^a] deux.\n\n[^a]: La note\n    continue.",
            "<p>Un deux.</p>",
            ["<p>La note</p>"],
            [(3, 4, "continue")],
        ),
        ("Un[^b] deux[^a].\n\n[^a]: Premier\n[^b]: Second", "Un deux", ["Second", "Premier"], []),
        ("Un[^b].\n\n[^b]: Voir[^c]\n\n[^c]: Loin", "Un", ["Voir", "Loin"], []),
        ("```python\nx = a[1] <b>\n```\nSuite", "<pre>x = a[1] &lt;b&gt;</pre>Suite", [], []),
        ("```\njamais fermé", "<p>```\njamais fermé</p>", [], []),
        ("*[ONU]: Organisation\n\nL’ONU", "<p>L’<abbr>ONU</abbr></p>", [], []),
        ("[lien][r]\n\n[r]:\n  https://example.org/a 'titre'", '<a href="">lien</a>', [], []),
        ("Œuvre ﬁnie, 2ème éd.", "Oeuvre finie, 2<sup>e</sup> éd.", [], []),
        ("E\u0301te\u0301", "Été", [], []),
        ("1) un 2) deux", "<ol><li>un 2) deux</li></ol>", [], []),
        ("[[Luc]][^a] et [b](c)[^a].\n\n[^a]: Né", "Luc et b.", ["Né"], []),
        ("[[Maurel, Odile]] vint.", "Odile Maurel vint.", [], []),
        ("1<sup>er</sup>, XIX^e^ et 2nde", "1<sup>er</sup>, XIX<sup>e</sup> et 2<sup>de</sup>", [], []),
        ("[[Luc]][lien](https://example.org/) et [a][b](c)", "Luc lien et [a]b", [], []),
        ("[a] [b] c", "[a] [b] c", [], []),
        ("Un mot.", "", [], [(0, 0, "Un mot")]),
    ],
)
def test_what_is_lost(source: str, html: str, notes: list[str], lost: list[tuple[int, int, str]]) -> None:
    assert lost_words(source, html, notes) == tuple(Lost(*one) for one in lost)


def test_a_long_text_without_anything_in_common_ends_soon() -> None:
    assert len(lost_words("abc " * 20_000, "<p>" + "xyz " * 20_000, [])) == 1


HONEST = (
    "Para\n\n    code <b>gras</b> &amp; [lien](x)\n\nFin",
    "- Un[^a].\n\n    [^a]: Premier dans liste.",
    "Le 1er, 2ème, XIXème siècle, XXe, 3rd, 1st, 2ièmes, 5ème, 21st, M. de",
    "Les 2ème, 3ème et 5ème, le 1<sup>er</sup> et le XX^e^.",
    "Soit {x=1} et {n=2} fin.",
    "L’ensemble {a=b, c} et {.x} et {:foo}.",
    "1. 2. 3. partez\n\n- 1. un\n- 2. deux\n\n> 1. x",
)
LOSING = (
    "[Didascalie]: silence",
    "[Note]: ceci\n\nTexte.",
    "<![CDATA[perdu ici]]> fin",
)


def codes(markdown: str) -> set[str]:
    """The codes of the problems of a French text, suggestions left out."""
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    return {problem.code for problem in done.problems}


@pytest.mark.parametrize("markdown", HONEST)
def test_honest_text_raises_no_alarm(markdown: str) -> None:
    assert "word-unread" not in codes(markdown)


@pytest.mark.parametrize("markdown", LOSING)
def test_words_that_vanish_are_named(markdown: str) -> None:
    assert "word-unread" in codes(markdown)
