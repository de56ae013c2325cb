"""Hostile texts: each is refused at its line, or comes out inert; none hangs, none is trimmed in silence."""

import re

import pytest

from florilege.diagnostics.problems import Level
from florilege.prose import tokens
from florilege.prose.sanitise import ATTRIBUTES, TAGS, is_class

REFUSED = {
    "MD-01 script": ("Text.\n\n<script>alert(1)</script>", "tag-refused", 3),
    "MD-02 onerror": ("<img src=x onerror=alert(1)>", "attribute-refused", 1),
    "MD-03 onclick in a list of attributes": ("*a*\n\n*b*{onclick=alert(1)}", "attribute-refused", 3),
    "MD-03 on a block": ("a\n{: onmouseover=alert(1) }", "attribute-refused", 2),
    "MD-04 javascript": ("a\n\n[x](javascript:alert(1))", "link-scheme", 3),
    "MD-04 with an entity": ("[x](javascript&#58;alert(1))", "link-scheme", 1),
    "MD-04 with a control character": ("[x](\x01javascript:alert(1))", "character-forbidden", 1),
    "MD-04 over two lines": ("a\n[x](java\nscript:alert(1))", "link-scheme", 2),
    "MD-04 by reference": ("[x][y]\n\n[y]: javascript:alert(1)", "link-scheme", 3),
    "MD-04 in HTML": ('a\n\n<a href="JaVaScRiPt:alert(1)">x</a>', "link-scheme", 3),
    "MD-05 iframe": ("<iframe src='https://example.org/'></iframe>", "tag-refused", 1),
    "MD-05 object": ("<object data='x.swf'></object>", "tag-refused", 1),
    "MD-05 embed": ("<embed src='x.swf'>", "tag-refused", 1),
    "MD-05 form": ("a\n<form action='https://example.org/'><input name='q'></form>", "tag-refused", 2),
    "MD-05 base": ("<base href='https://example.org/'>", "tag-refused", 1),
    "MD-05 meta": ("<meta http-equiv='refresh' content='0;url=https://example.org/'>", "tag-refused", 1),
    "MD-05 link": ("<link rel='attachment' href='file:///etc/passwd'>", "tag-refused", 1),
    "MD-05 style": ("<style>p { display: none }</style>", "tag-refused", 1),
    "MD-06 our own class": ("*x*{.mention}", "class-refused", 1),
    "MD-09 brackets": ("a\n\n" + "[" * 13_000, "text-too-dense", 3),
    "MD-09 growing runs": ("b\n\n" + "\n".join("`" * n for n in range(1, 80)), "text-too-dense", 81),
    "MD-10 dashes": ("a\n\n" + "- " * 2_000, "text-too-deep", 3),
    "MD-10 quotations": ("a\n\n" + "> " * 150 + "b", "text-too-deep", 3),
    "MD-10 lists": ("\n".join(" " * 4 * n + "- a" for n in range(300)), "text-too-deep", 33),
    "MD-10 divisions": ("::: note\n" * 60 + "a\n" + ":::\n" * 60, "text-too-deep", 33),
    "MD-10 tags": ("<div>" * 60 + "a" + "</div>" * 60, "text-too-deep", 1),
    "MD-10 spaces": ("a\n\n" + " " * 100_000 + "b", "text-too-deep", 3),
    "MD-11 colspan": (
        "a\n\n<table><tr><td colspan=1000000>x</td></tr></table>",
        "value-refused",
        3,
    ),
    "MD-11 start": ('<ol start="99999999999"><li>x</li></ol>', "value-refused", 1),
    "MD-12 code": ("a\n\n```\n" + "x\n" * 50_000 + "```", "code-too-long", 3),
    "MD-12 indented code": ("a\n\n" + "    x\n" * 50_000, "code-too-long", 3),
    "MD-13 table": ("|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|b" * 200 + "|", "table-too-wide", 2),
    "MD-13 table in HTML": ("<table><tr>" + "<td>x</td>" * 200 + "</tr></table>", "table-too-wide", 1),
    "a cell too many": ("| a |\n|---|\n| b | c |", "table-cells", 3),
    "MD-14 note not defined": ("a\nb[^1]", "note-undefined", 2),
    "MD-15 note defined twice": ("a[^1]\n\n[^1]: b\n[^1]: c", "note-duplicate", 4),
    "MD-15 note never called": ("a\n\n[^1]: b", "note-unused", 3),
    "MD-18 no such heading": ("a\n\nb [c](#d)", "anchor-nowhere", 3),
    "MD-18 no such file": ("a\n\nb [c](d.html)", "link-dead", 3),
    "MD-20 control": ("a\nb\x07", "character-forbidden", 2),
    "MD-20 our own marks": ("a \x1a1\x1a \x1b1\x1b \x0e", "character-forbidden", 1),
    "MD-20 NUL": ("a\x00", "character-forbidden", 1),
    "MD-21 bidi in code": ("a\n\n```\nif x: # \u202e\u2066\n```", "character-forbidden", 4),
    "IM-02 another folder": ("a\n\n![x](../other/x.png)", "image-path", 3),
    "IM-03 root": ("![x](/etc/x.png)", "image-path", 1),
    "IM-04 network": ("![x](http://example.org/x.png)", "image-path", 1),
    "IM-04 data": ("![x](data:image/png;base64,AAAA)", "image-path", 1),
    "IM-12 SVG": ("![x](x.svg)", "image-path", 1),
    "IM-13 no description": ("a\n\n![](x.png)", "image-alt-missing", 3),
    "IM-13 in HTML": ('<img src="x.png">', "image-alt-missing", 1),
    "too long": ("a" * 400_001, "text-too-long", 1),
    "abbreviations": ("\n".join(f"*[A{n}]: b" for n in range(2_000)), "abbreviations-too-many", 201),
    "unbalanced": ("<b>a <p>b</b> c</p>", "html-changed", 1),
    "an open division": ('<div align="center">\n\nA.\n\n## B', "html-changed", 1),
    "open details": ("<div>\n\na\n\n</div>\n\n<details>\n\n- b\n- `</details>`", "html-changed", 7),
    "a control character by its number": ("a\n\nb&#27;c", "markup-broken", 1),
    "form feed of ids": ('<p id="a">x</p>\n\n<p id="a">y</p>', "id-duplicate", 3),
    "unseen in a host": ("a\n\n[banque](https://ban\u00adque.example/)", "url-invisible", 3),
    "unseen in an autolink": ("a <https://ban\u2060que.example/>", "url-invisible", 1),
    "unseen in a bare address": ("a\nhttps://x.example/a\u200bb", "url-invisible", 2),
    "unseen in a query": ("[x](https://x.example/?q=\u200d)", "url-invisible", 1),
    "unseen in a definition": ("[x][1]\n\n[1]: https://x.\u200cexample/", "url-invisible", 3),
    "unseen in an attribute": ('<a href="https://x.example/\u3164">x</a>', "url-invisible", 1),
    "our scheme": ("[x](florilege:essays/autre)", "link-scheme", 1),
}
"""What is refused → the Markdown, the code, the line."""


@pytest.mark.parametrize("name", REFUSED)
def test_refused_at_its_line(name: str, setter) -> None:
    markdown, code, line = REFUSED[name]
    prose, problems = setter(markdown)
    assert prose is None
    assert (code, line) in [(problem.code, problem.line) for problem in problems]
    assert all("\n" not in problem.line_for(lang) for problem in problems for lang in ("fr", "en"))


WARNED = {
    "no tag": ("a\n\nb <the-region>", "markup-left", 3),
    "MD-22 fence": ("a\n\n```\nb", "fence-unclosed", 3),
    "year": ("a\n\n1987. b", "list-starts-late", 3),
    "other numbers": ("1. a\n2. b\n10. c", "list-renumbered", 3),
    "glued list": ("a\n- b", "list-glued", 2),
    "unknown aside": ('a\n\n!!! pied "b"\n    c', "aside-unknown", 3),
    "macro": ("a\n\n{{ config }}", "markup-left", 3),
    "link defined nowhere": ("a\n[c][d]", "markup-left", 2),
    "empty heading": ("a\n\n## ##\n\nb", "heading-empty", 3),
}


@pytest.mark.parametrize("name", WARNED)
def test_warned_at_its_line_and_set(name: str, setter) -> None:
    markdown, code, line = WARNED[name]
    prose, problems = setter(markdown)
    assert prose is not None
    assert [(problem.code, problem.line, problem.level) for problem in problems] == [
        (code, line, Level.WARNING)
    ]


DROPPED = {
    "MD-05 rel=attachment": (
        "<a rel='attachment' href='https://example.org/'>x</a>",
        "attribute-dropped",
        '<p><a href="https://example.org/">x</a></p>',
    ),
    "MD-05 style": ("<p style='position:fixed'>x</p>", "attribute-dropped", "<p>x</p>"),
    "MD-06 class": ('<div class="md-overlay">x</div>', "class-dropped", "<div>x</div>"),
    "MD-06 data": ('<div data-md-component="false">x</div>', "attribute-dropped", "<div>x</div>"),
    "IM-04 srcset": (
        'a <img src="x.png" alt="x" srcset="https://example.org/x.png 2x">',
        "attribute-dropped",
        '<p>a <img src="florilege:essays/banc/x.png" alt="x"></p>',
    ),
    "MD-06 font": (
        "a <font>b</font>",
        "tag-dropped",
        "<p>a <span>b</span></p>",
    ),
    "of a word processor": (
        "a <o:p>b</o:p>",
        "tag-dropped",
        "<p>a <span>b</span></p>",
    ),
}
"""What is left out, without a word lost → the Markdown, the code, the HTML."""


@pytest.mark.parametrize("name", DROPPED)
def test_left_out_and_said_once(name: str, setter) -> None:
    markdown, code, html = DROPPED[name]
    prose, problems = setter(f"{markdown}\n\n{markdown}")
    assert prose.html == f"{html}\n\n{html}" if "<div" in html or "<p s" in markdown else f"{html}\n{html}"
    assert [(problem.code, problem.line) for problem in problems] == [(code, 1)]


WITH_WORDS = {
    "MD-06 data": ('<div data-md-component="search">x</div>', "search", "<div>x</div>"),
    "data of an import": ('<span data-caption="Mot à mot">x</span>', "Mot à mot", "<p><span>x</span></p>"),
    "title": ('<span title="mot">x</span>', "mot", "<p><span>x</span></p>"),
    "title of a list": ('x\n{: title="mot" }', "mot", "<p>x</p>"),
    "label": ('<div aria-label="mot">x</div>', "mot", "<div>x</div>"),
    "summary": ('<div summary="mot">x</div>', "mot", "<div>x</div>"),
    "title of a drawing": ('<span xlink:title="mot">x</span>', "mot", "<p><span>x</span></p>"),
    "any other name": ('<span legende="mot">x</span>', "mot", "<p><span>x</span></p>"),
    "a width in words": ('<div width="la moitié">x</div>', "la moitié", "<div>x</div>"),
    "title of code": (
        '```py title="<script>"\nx\n```',
        'title="<script>"',
        '<pre class="highlight"><code class="language-py">x</code></pre>',
    ),
    "caption of code": (
        '```{r, fig.cap="mot"}\nx\n```',
        'fig.cap="mot"',
        '<pre class="highlight"><code class="language-r">x</code></pre>',
    ),
    "words behind a fence": (
        "``` Ceci est du texte\nx\n```",
        "est du texte",
        '<pre class="highlight"><code class="language-Ceci">x</code></pre>',
    ),
}
"""What is left out and has words → the Markdown, the words, the HTML."""


@pytest.mark.parametrize("name", WITH_WORDS)
def test_words_that_are_left_out_are_named(name: str, setter) -> None:
    markdown, words, html = WITH_WORDS[name]
    prose, problems = setter(markdown)
    assert prose.html == html
    assert [(each.code, dict(each.values)["words"]) for each in problems] == [("attribute-words", words)]


INERT = {
    "MD-06 id of the theme": ("## A {#__search}", '<h2 id="banc--search">A</h2>'),
    "MD-17 an anchor before its heading": (
        '<a id="A b"></a>\n\n## A b',
        '<p><a id="banc--a-b"></a></p>\n<h2 id="banc--a-b-2">A b</h2>',
    ),
    "a heading of HTML": ("a\n\n<h3>b</h3>", '<p>a</p>\n<h3 id="banc--b">b</h3>'),
    "words in braces": ("`a` {b} *c* {d}", "<p><code>a</code> {b} <em>c</em> {d}</p>"),
    "MD-08 mermaid": (
        "```mermaid\na\n```",
        '<pre class="highlight"><code class="language-mermaid">a</code></pre>',
    ),
    "MD-17 one heading twice": ("## A\n\n## A", '<h2 id="banc--a">A</h2>\n<h2 id="banc--a-2">A</h2>'),
    "macro": (r"\{{ config }} \{% raw %}", "<p>{{ config }} {% raw %}</p>"),
    "b64": ("<b>x</b>", "<p><b>x</b></p>"),
}


@pytest.mark.parametrize("name", INERT)
def test_comes_out_as_words(name: str, setter) -> None:
    markdown, html = INERT[name]
    prose, problems = setter(markdown)
    assert problems == ()
    assert prose.html == html


PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<script\x0b>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=`javascript:alert(1)`>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src=x:alert(1) onerror=eval(src)>",
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href='&#14;javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](javascript&colon;alert(1))",
    "[x](JAVASCRIPT:alert`1`)",
    "![x](javascript:alert(1))",
    '![x](x.png "\\" onerror=alert(1) x=\\"")',
    '[x](https://example.org/ "\\" onmouseover=alert(1) x=\\"")',
    "<https://example.org/><script>alert(1)</script>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<link rel=stylesheet href='data:text/css,*{display:none}'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<template><script>alert(1)</script></template>",
    "[[<script>alert(1)</script>]]",
    "[[Odile|<img src=x onerror=alert(1)>]]",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "## <img src=x onerror=alert(1)>",
    '*[x]: "><script>alert(1)</script>\n\nx',
    "```<script>\nalert(1)\n```",
    '!!! note "<script>alert(1)</script>"\n    x',
    "| <script>alert(1)</script> |\n|---|\n| x |",
    '??? note "<script>alert(1)</script>"\n    x',
    "> [!NOTE] <script>alert(1)</script>\n> <img src=x onerror=alert(1)>",
    "::: {.note onclick=alert(1)}\n<script>alert(1)</script>\n:::",
    "<div markdown onclick=alert(1)>\n\nx\n\n</div>",
    "<details ontoggle=alert(1)>\n<summary onclick=alert(1)>x</summary>\n\ny\n\n</details>",
    '![x](x.png "<script>alert(1)</script>")',
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_scripts_are_refused_or_inert(payload: str, setter) -> None:
    prose, problems = setter(payload)
    if prose is None:
        assert any(problem.level is Level.ERROR for problem in problems)
        return
    parts = [prose.html, *(note.html for note in prose.notes), *(one.html for one in prose.headings)]
    for part in parts:
        for tag in tokens.tags(tokens.read(part)):
            assert tag.name in TAGS
            for name, value in tag.attributes:
                assert name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag.name, frozenset())
                assert name != "class" or all(map(is_class, value.split()))
                assert name not in ("href", "src") or re.match(r"(#|florilege:|https?:|mailto:)", value)


GOOD = {
    "right to left": '<p dir="rtl" lang="ar">أهلا وسهلا</p>\n\nשלום עולם',
    "joiners": "می\u200cخواهم 👩\u200d🌾",
    "CJK": "你好，世界。こんにちは。안녕하세요.",
    "Irish": "O’Brien, O'Brien & Þór",
    "mathematics": "$x_{a}^{2} < \\frac{1}{2}$ and {a, b} ∪ {c}, a[0] (x), f'(x)",
    "signs of HTML": 'Titles with & < > " and 5 < 6 > 4; AT&T; x<y',
    "one word": "Mot",
    "nothing": "",
    "white space": "  \n\n \n",
    "long note": "a[^long]\n\n[^long]: " + "words " * 2_000,
    "sixty pages": "\n\n".join(f"## Part {n}\n\n" + "Words of an honest essay. " * 90 for n in range(60)),
    "a poem": "Line one  \nline two  \n\n&nbsp;&nbsp;indented",
    "e-mail and handles": "<a@example.org>, @nom_de_plume, #motdiese",
    "horizontal rules": "a\n\n---\n\n* * *\n\nb",
    "emphasis": "un**mot**entier, _souligné_ et snake_case",
    "HTML of text": "H<sub>2</sub>O, 1<sup>er</sup>, <br>, <q>x</q>, <time datetime='2026-01-01'>x</time>",
    "table in HTML": "<table><tr><th scope='row'>a</th><td colspan='2'>b</td></tr></table>",
    "ruby": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    "comment": "a <!-- to be continued --> b\n\n<!--\nmore\n-->",
    "brackets": "[sic], […], [a] [b] and (c)[d]",
    "entity-like": "Nom&Or; &copy; &#233; &unknown;",
    "control pictures": "␀ and ⌫",
    "dialogue": "— Bonjour.\n\n— Bonsoir.",
    "backslash": "C:\\Users\\nom and \\\\",
    "numbers": '10:30, 16:9, 12", 1 000 000 €',
    "list with code": "1. a\n\n    ```\n    <b>\n    ```\n\n2. b",
}


@pytest.mark.parametrize("name", GOOD)
def test_good_texts_pass(name: str, setter) -> None:
    prose, problems = setter(GOOD[name])
    assert [problem for problem in problems if problem.level is not Level.SUGGESTION] == []
    assert prose is not None


def test_advice_to_line_breakers_stays_out_of_what_is_searched(setter) -> None:
    word = "dix\u00adsep\u00adtième"
    prose, problems = setter(
        f"## Le {word}\n\nUn {word}, can&shy;ton\u200b et&#8203; [[Zo\u00ade Roux]][^1]\n\n[^1]: {word}"
    )
    assert problems == ()
    text = prose.html + "".join(note.html for note in prose.notes) + prose.headings[0].html
    assert not {"\u00ad", "\u200b", "\u2060"} & set(text)
    assert text.count("dixseptième") == 4
    assert "canton et" in text
    assert prose.mentions[0].person == "Zoe Roux"


def test_no_entity_that_xml_does_not_know(setter) -> None:
    prose, _ = setter("a&nbsp;b\u00a0c &eacute; &amp; &lt; &amp;nbsp; <abbr title='a&nbsp;&quot;'>d</abbr>")
    assert set(re.findall(r"&\w+;", prose.html)) == {"&amp;", "&lt;", "&quot;"}
    assert "a\u00a0b\u00a0c é" in prose.html


def test_md_16_one_label_in_two_essays(setter) -> None:
    """Notes of two texts never meet, since each text's ids begin with its own name."""
    prose, _ = setter("a[^1]\n\n[^1]: b")
    assert prose.notes[0].id == "banc--note-1"
    assert 'id="banc--noteref-1"' in prose.html


LINKS = {
    "inline": ("a [x]({})", 1),
    "in angle brackets": ("a [x](<{}>)", 1),
    "with a title": ("a [x]({} 'a x')", 1),
    "autolink": ("a <{}>", 1),
    "by reference": ("a [x][r]\n\n[r]: {}", 3),
    "by reference over two lines": ("a [x][r]\n\n[r]:\n    {}", 3),
    "in HTML": ('a\n\n<a href="{}">x</a>', 3),
    "in a note": ("a[^1]\n\n[^1]: b [x]({})", 3),
    "in a table": ("| a |\n|---|\n| [x]({}) |", 3),
}
"""How a text may hold an address, and the line of its link."""


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize(
    "hidden", ["\u00ad", "\u200b", "\u2060", "\u200d", "\u3164", "&shy;", "&#x2060;", "%C2%AD", "%e2%81%a0"]
)
def test_nothing_hides_in_an_address(setter, name: str, hidden: str) -> None:
    text, line = LINKS[name]
    prose, problems = setter(text.format(f"https://exa{hidden}mple.org/"))
    assert prose is None
    assert ("url-invisible", line) in [(each.code, each.line) for each in problems]
    prose, problems = setter(text.format("https://example.org/%C3%A9t%C3%A9"))
    assert (prose is not None, problems) == (True, ())


@pytest.mark.parametrize("blank", ["\u2003", "\u200b", "\u3164", "\u200d\ufe0f"])
@pytest.mark.parametrize(
    ("text", "code"),
    [("## {}", "heading-empty"), ("![{}](x.png)", "image-alt-missing"), ("[[{}]]", "markup-left")],
)
def test_what_nobody_sees_is_nothing(setter, text: str, code: str, blank: str) -> None:
    _, problems = setter(f"a\n\n{text.format(blank)}")
    assert (code, 3) in [(each.code, each.line) for each in problems]
