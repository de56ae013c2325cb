"""Whatever is typed, `set_text` gives problems or Prose that keeps its contract."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.diagnostics.problems import Level
from florilege.prose import marks, source, tokens
from florilege.prose.anchors import slug
from florilege.prose.dialect import dialect
from florilege.prose.manuscript import Manuscript
from florilege.prose.sanitise import ATTRIBUTES, TAGS
from florilege.prose.setting import set_text

PIECES = [
    *"[](){}<>!*_`#-+|:~^=&;'\"\\/.,?$ \n\t1ab",
    *(
        "\n\n",
        "    ",
        "[[",
        "]]",
        "[^1]",
        "[^1]: ",
        "](",
        "](#a)",
        "](../b/index.md)",
        "![x](y.png)",
        "## ",
        "# ",
    ),
    *(
        "```",
        "\\\n",
        "~~~\n",
        "::: note\n",
        "::: {.verse}\n",
        "\n:::\n",
        "> [!NOTE]\n",
        '??? tip "x"\n    ',
        "<details>\n",
        "<summary>a</summary>\n",
        "\n</details>\n",
        "<div markdown>\n",
        "<figure markdown>\n",
        "<figcaption>b</figcaption>\n",
        "- [x] ",
        "![x](y.png '",
        ":smile:",
        "—  a\n",
        "!!! note\n",
        '!!! note "x"\n    ',
        "*[ab]: ",
        "{.verse}",
        "{#a}",
        "{onclick=x}",
        "<b>",
        "</b>",
    ),
    *(
        "<div>",
        "</div>",
        "<p id='a'>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<script>",
        "</script>",
    ),
    *(
        "<style>",
        "<svg>",
        "<table>",
        "<td>",
        "<textarea>",
        "<a href='",
        "'>",
        "&#x1a;",
        "&#27;",
        "&lt;script&gt;",
    ),
    *(
        "- a\n",
        "1. a\n",
        "> a\n",
        "|-|-|\n",
        "| a | b |\n",
        "a\n:   b\n",
        "é’«»",
        "שלום",
        "👩\u200d🌾",
        "http://a.b",
    ),
]
markdown = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200)


def text_of(words: str) -> Manuscript:
    body = Body(path="essays/banc/index.md", line=5, markdown=words, lang="fr")
    return Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr", title="Le banc")


@settings(max_examples=300)
@given(markdown)
def test_prose_or_an_error_in_the_text(words: str) -> None:
    done = set_text(text_of(words))
    prose, problems = done.prose, done.problems
    lines = words.count("\n") + 1
    assert all(5 <= problem.line < 5 + lines for problem in problems)
    assert all(problem.line_for("fr") and problem.line_for("en") for problem in problems)
    assert (prose is None) == any(problem.level is Level.ERROR for problem in problems)
    if prose is None:
        return
    parts = [prose.html, *(note.html for note in prose.notes), *(heading.html for heading in prose.headings)]
    for part in parts:
        assert not source.FORBIDDEN.search(part)
        for tag in tokens.tags(tokens.read(part)):
            assert tag.name in TAGS
            for name, value in tag.attributes:
                assert name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag.name, frozenset())
                assert name != "id" or value.startswith("banc--")
                assert name not in ("href", "src") or re.match(
                    r"#banc--|florilege:|https?:|mailto:", value, re.I
                )
    ids = re.findall(r'\bid="([^"]*)"', "".join(parts[: 1 + len(prose.notes)]))
    assert len(ids) == len(set(ids))
    assert {mention.id for mention in prose.mentions} <= set(ids)
    assert {heading.id for heading in prose.headings} <= set(ids)


@settings(max_examples=100)
@given(markdown, markdown)
def test_a_text_is_set_alike_whatever_was_set_before(before: str, words: str) -> None:
    dialect.cache_clear()
    alone = set_text(text_of(words))
    set_text(text_of(before))
    assert set_text(text_of(words)) == alone


@given(markdown)
def test_marks_come_off_again(words: str) -> None:
    clean = source.FORBIDDEN.sub("", words)
    assert marks.strip(marks.mark(clean.split("\n"), frozenset(), first=1)) == clean


@given(st.text())
def test_slugs_are_ids_and_stay_themselves(words: str) -> None:
    made = slug(words)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert slug(made) == made


IN_HEADINGS = [
    "mot",
    "été 3",
    "<b>gras</b>",
    '<span lang="en">word</span>',
    "&eacute;&#233;",
    "5 \\* 3",
    "x\\_y",
]
IN_HEADINGS += ["*fort*", "`<i>`", "& Cie", "[^1]", "l’[ami](https://a.example/)", "&amp;", "AT&T"]


@given(st.lists(st.sampled_from(IN_HEADINGS), min_size=1, max_size=4).filter(lambda all: {*all} != {"[^1]"}))
def test_a_heading_is_called_by_what_it_shows(pieces: list[str]) -> None:
    """Whatever markup makes its words, so that the address doesn't tell how they were typed."""
    body = Body(
        path="essays/e/index.md", line=1, markdown=f"## {' '.join(pieces)}\n\nA[^1]\n\n[^1]: n", lang="de"
    )
    prose = set_text(Manuscript(key=TextKey("essay", "e"), body=body, locale="de")).prose
    assert prose is not None
    (heading,) = prose.headings
    assert heading.id == f"e--{slug(unescape(re.sub('<[^>]*>', '', heading.html)))}"
