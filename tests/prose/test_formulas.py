"""Formulas are set as text in one line, alike wherever they stand; money is none, and none runs away."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.diagnostics.problems import Level
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text

N, T = "\u00a0", "\u202f"

READ = {
    "x^2": "<i>x</i><sup>2</sup>",
    "E = mc^2": f"<i>E</i>{N}= <i>mc</i><sup>2</sup>",
    r"\frac{a+b}{c}": f"(<i>a</i>{T}+{T}<i>b</i>)/<i>c</i>",
    r"\frac{1}{2}": "1/2",
    r"\sqrt{x}": "√<i>x</i>",
    r"\sqrt[3]{1 - x}": f"<sup>3</sup>√(1{T}−{T}<i>x</i>)",
    r"\alpha \leq \Omega": f"<i>α</i>{N}≤ Ω",
    r"\sin x": f"sin{T}<i>x</i>",
    r"f'(x)": "<i>f</i>′(<i>x</i>)",
    "x_{i+1}^2": "<i>x</i><sub><i>i</i>+1</sub><sup>2</sup>",
    "-3": "−3",
    "1,5": "1,5",
    "(x, y)": "(<i>x</i>, <i>y</i>)",
    r"\sum_{i=0}^n i": f"∑<sub><i>i</i>=0</sub><sup><i>n</i></sup>{T}<i>i</i>",
    r"\text{vitesse} \approx 3": f"vitesse{N}≈ 3",
    r"\mathbf{x} \in \mathbb{R}": f"<b>x</b>{N}∈ ℝ",
    r"50\%": f"50{N}%",
    r"\{a\}": "{<i>a</i>}",
    "n": "<i>n</i>",
    "n!": "<i>n</i>!",
    r"\|x\|": "‖<i>x</i>‖",
    "f''": "<i>f</i>″",
    "a, b": "<i>a</i>, <i>b</i>",
    r"a \not= b": f"<i>a</i>{N}≠ <i>b</i>",
}
FRAMES = {
    "paragraph": "Soit ${}$ ici.",
    "heading": "## Soit ${}$",
    "item": "- Soit ${}$\n    - ${}$",
    "quotation": "> Soit ${}$",
    "aside": "!!! note\n    Soit ${}$",
    "cell": "| a | b |\n|---|---|\n| ${}$ | c |",
    "note": "Un.[^n]\n\n[^n]: Soit ${}$.",
    "caption": "![un arbre](arbre.png 'Soit ${}$')",
    "beside signs": "(${}$), « ${}$ » : ${}$ ; *${}$*.",
    "display": "Soit\n\n$$\n{}\n$$\n\nici",
    "display in a line": "Soit $${}$$ ici",
    "display in a quotation": "> $$\n> {}\n> $$",
    "fence": "```math\n{}\n```",
}


def set_as(markdown: str) -> tuple[str, list[str]]:
    """The HTML of a text with its notes, and the codes of its problems."""
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    codes = [one.code for one in done.problems]
    assert done.prose, codes
    return done.prose.html + "".join(note.html for note in done.prose.notes), codes


@pytest.mark.parametrize("frame", FRAMES)
def test_formulas_are_read_wherever_they_stand(frame: str) -> None:
    for latex, html in READ.items():
        if frame == "caption" and "'" in latex:
            continue
        made, codes = set_as(FRAMES[frame].replace("{}", latex))
        assert made.count(f"<span>{html}</span>") == FRAMES[frame].count("{}"), (latex, made)
        assert codes == [], latex


@pytest.mark.parametrize(
    "text",
    [
        "Prix : 5 $ et 10 $.",
        "De 5$ à 10$, soit 5$/kg.",
        "Entre $5 et $10, $5-$10.",
        "US$5 et CA$6, US$/EUR$.",
        "Ma variable $HOME$ et $un mot$.",
        r"Pas de formule : \$x^2\$, `$x^2$`.",
        "Un seul $ et rien.",
        "Pour 5 $ ou 6 $ , et x_1 ou 7 $.",
    ],
)
def test_money_is_no_formula(text: str) -> None:
    html, codes = set_as(text)
    assert "<span>" not in html
    assert html.count("$") == text.count("$")
    assert codes == []


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        r"\begin{cases}a\\b\end{cases}",
        r"\foo{x}",
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{b} \a",
        r"\binom{n}{k}",
        r"\color{red} x",
        r"\frac{a",
        "x_{",
        "x^{" * 40 + "x" + "}" * 40,
        "x=" * 600,
        r"\sqrt" * 200 + "x",
    ],
)
def test_what_has_no_line_stands_as_typed_and_is_told(latex: str) -> None:
    html, codes = set_as(f"a\n\nSoit ${latex}$ ici.")
    assert "<code>" in html
    assert codes == ["formula-typed"]


def test_what_is_close_to_a_formula_is_one_or_told() -> None:
    html, codes = set_as("Soit $ x^2 $ et $|x|$ : $ab$, $taux$.")
    assert html.count("<span>") == 4
    assert codes == []
    _, codes = set_as("Soit $x^2 et \\alpha sans signe.")
    assert codes == ["markup-left", "markup-left"]


TAGS = r"<(?!/?(?:p|span|i|b|sub|sup|code|br|em|strong|mark|del|a)\b)"
PIECES = st.sampled_from(
    [
        *(
            "x",
            "1",
            "+",
            "=",
            "^",
            "_",
            "{",
            "}",
            "&",
            "\\\\",
            "$",
            "$$",
            "<b onclick=a>",
            "|",
            "é",
            " ",
            "\n",
            "'",
            "*",
        ),
        *(
            r"\frac",
            r"\sqrt",
            r"\left(",
            r"\right)",
            r"\href{javascript:x}",
            r"\style{a}{b}",
            r"\text{<i>}",
            r"\vec",
            r"\sum",
        ),
        *(
            r"\begin{cases}",
            r"\end{cases}",
            r"\def\x{\x}",
            r"\unicode{x3c}",
            r"\color{red}",
            r"\\",
            r"\%",
            "\\",
        ),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_runs_away(latex: str) -> None:
    body = Body(path="essays/banc/index.md", line=1, markdown=f"Un ${latex}$ et $${latex}$$.", lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    if done.prose is None:
        assert any(one.level is Level.ERROR for one in done.problems)
    else:
        assert not re.search(TAGS, done.prose.html)
        assert "onclick" not in re.sub(r"&lt;.*?&gt;", "", done.prose.html)


WHOLE = [
    *(r"x", r"\mathrm{d}x", r"\int_0^1 f(x)\,\mathrm{d}x = 1", r"\frac{1}{2}", r"\operatorname{Var}(X)"),
    *(
        r"\vec{AB}",
        r"\overline{a d}",
        r"\begin{pmatrix}a & b\\c & d\end{pmatrix}",
        r"\begin{cases}x&=d\end{cases}",
    ),
]
"""Some that are set, and some that stay as they are typed."""


@given(st.lists(st.sampled_from(WHOLE), max_size=8))
def test_no_formula_makes_the_words_of_another_seem_lost(formulas: list[str]) -> None:
    line = "".join(f" et ${formula}$" for formula in formulas)
    body = Body(path="essays/banc/index.md", line=1, markdown=f"Soit d{line} fin.", lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert {one.code for one in done.problems} <= {"formula-typed"}
    assert done.prose
    for formula in formulas:
        assert (escape(formula) in done.prose.html) == (formula in WHOLE[5:] or formula == "x")


TOUCHED = {
    "x^2": "<i>x</i><sup>2</sup>",
    r"\alpha": "<i>α</i>",
    r"\vec{u}": "<i>u⃗</i>",
    "a_1": "<i>a</i><sub>1</sub>",
}


@pytest.mark.parametrize("formula", TOUCHED)
@pytest.mark.parametrize(
    "line", ["mot ${}$H~2~O", "O${}$ fin", "a${}$b, c", "**a**${}$**b**", "H~2~O${}$x^2^."]
)
def test_a_formula_is_read_though_words_touch_it(line: str, formula: str) -> None:
    body = Body(path="essays/banc/index.md", line=1, markdown=line.replace("{}", formula), lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.problems == ()
    assert done.prose
    assert TOUCHED[formula] in done.prose.html


@pytest.mark.parametrize("line", ["10$US et 20$CA", "US$20, CA$30", "$HOME$x", "5$ le kilo^a, 3$"])
def test_money_that_words_touch_is_none(line: str) -> None:
    body = Body(path="essays/banc/index.md", line=1, markdown=line, lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.prose
    assert "<span>" not in done.prose.html
    assert done.prose.html.count("$") == line.count("$")
