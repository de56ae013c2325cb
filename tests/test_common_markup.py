"""What people really type, construct by construct: read alike in the text, on the site and in the tome.

Each row is a construct as GitHub, Pandoc, Quarto, Hugo, Jekyll, Material, Obsidian or Word has it, and what a
reader sees of it. First each alone and within others; then all of them on one site and in one tome.
"""

import re
import textwrap
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from florilege.book.letters import letters
from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.prose import Prose
from florilege.prose.setting import set_text
from site_builds import build
from worlds import essay, picture, small


@dataclass(frozen=True)
class Row:
    """Markdown, what is read of it in order (notes last), and the suggestions that are made."""

    typed: str
    read: str
    says: tuple[str, ...] = ()
    nests: bool = True
    """Whether it may stand in an item, a quotation, an aside and a note."""
    printed: str = ""
    """What is read in print, where it is more: numbers."""


ROWS = {
    # Lists
    "two spaces": Row("- a\n  - b\n    - c\n- d", "a b c d"),
    "three spaces": Row("1. a\n   - b\n   - c\n2. d", "a b c d", printed="1a b c 2d"),
    "bracket": Row("1) a\n2) b", "a b", printed="1a 2b"),
    "other bullets": Row("• a\n• b\n\nmot\n\n● c\n● d", "a b mot c d"),
    "glued list": Row(
        "Ainsi :\n- a\n- b\n\nPuis\n1. c\n2. d", "Ainsi : a b Puis c d", printed="Ainsi a b Puis 1c 2d"
    ),
    "two kinds": Row("1. a\n2. b\n- c\n- d", "a b c d", printed="1a 2b c d"),
    "letters": Row("a) un\nb) deux", "a) un b) deux"),
    "letters in an item": Row("1. a\n    a) un\n    b) deux", "a a) un b) deux", printed="1a a) un b) deux"),
    "tasks": Row("- [ ] semer\n- [x] arroser", "☐ semer ☑ arroser"),
    "loose list": Row("- a\n\n  suite\n\n- b", "a suite b"),
    "definitions": Row(
        "Terme\n: un\n: deux\n\nAutre\n\n:   trois\n\n    quatre", "Terme un deux Autre trois quatre"
    ),
    "definitions with a tilde": Row("Terme\n~ un", "Terme un"),
    # Blocks
    "glued fence": Row("Ainsi :\n```py\nx = 1\n```\nFin", "Ainsi : x = 1 Fin"),
    "fence in an item": Row("- a\n\n- b :\n  ```\n  x = 1\n  ```\n  c", "a b : x = 1 c"),
    "fence with attributes": Row("```{.python}\nx = 1\n```", "x = 1"),
    "tildes": Row("~~~\nx = 1\n~~~", "x = 1"),
    "details": Row("<details>\n<summary>Plus</summary>\n\nUn *mot*.\n\n</details>", "Plus Un mot."),
    "unfolded": Row(
        '??? tip "Plus"\n    Un mot.\n\n???+ note "Encore"\n    Deux.', "Plus Un mot. Encore Deux."
    ),
    "alert": Row("> [!NOTE]\n> Un *mot*.", "Un mot."),
    "alert with a title": Row("> [!warning]- Attention\n> Un mot.", "Attention Un mot."),
    **{
        f"aside {kind}": Row(f'!!! {kind} "Titre"\n    Un mot.', "Titre Un mot.")
        for kind in (
            *("note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger"),
            *("bug", "example", "quote", "caution", "important", "hint", "attention", "error", "summary"),
        )
    },
    "aside without quotes": Row("!!! tip Un titre, (là)\n    Un mot.", "Un titre, (là) Un mot."),
    "aside in other quotes": Row(
        "!!! tip inline end « Titre »\n    Un.\n\n??? note 'Autre'\n    Deux.", "Titre Un. Autre Deux."
    ),
    "aside with a class": Row('!!! tip inline end vert "Titre"\n    Un.', "Titre Un.", ("class-dropped",)),
    "block to unfold without quotes": Row("??? question Pourquoi donc\n    Un mot.", "Pourquoi donc Un mot."),
    "directives": Row(
        ":::{tip} Titre\n:name: ici\nUn.\n:::\n\n```{note}\nDeux.\n```\n\n:::{admonition} Trois\n"
        ":class: warning\n\nQuatre.\n:::\n\n```{epigraph}\nCinq.\n```",
        "Titre Un. Deux. Trois Quatre. Cinq.",
    ),
    "unknown directive": Row(":::{vert} Titre\nUn.\n:::", "Titre Un.", ("class-dropped",)),
    "figure of a directive": Row(
        ":::{figure} arbre.jpg\n:alt: un arbre\n:width: 50%\n\nUn *arbre*\nlà.\n:::",
        "Un arbre là.",
        ("attribute-dropped",),
    ),
    "callout with a heading": Row('::: {.callout-tip collapse="true"}\n## Titre\n\nUn.\n:::', "Titre Un."),
    "attributes of a division": Row(
        '::: {.note .vert layout="2"}\nUn.\n:::', "Un.", ("attribute-dropped", "class-dropped")
    ),
    "attributes of a block": Row(
        "| a |\n|---|\n| b |\n{: .vert }\n\nc\n\n- d\n\n{: .bleu }\n\n> e\n{: .gris }",
        "a b c d e",
        ("class-dropped",) * 3,
    ),
    "attributes above a block": Row("{: .center }\n\nun\n\n{: .right }\n> deux", "un deux"),
    "attributes of a heading": Row("## Titre\n{: #ici }\n\n[là](#ici)", "Titre là", nests=False),
    "caption of a table": Row("| a |\n|---|\n| b |\n: c\n\nd", "a b c d"),
    "captions of tables over lines": Row(
        "Table: a *b\nc* `d | e`\n\n| f |\n|---|\n| g |\n\n| h |\n|---|\n| i |\n\nTableau : j\nk\n\nl",
        "a b c d | e f g h i j k l",
    ),
    "caption of a table behind a colon": Row("Un mot.\n\n| b |\n|---|\n| c |\n\n: d", "Un mot. b c d"),
    "division": Row("::: note\nUn *mot*.\n:::", "Un mot."),
    "division of Quarto": Row('::: {.callout-tip title="Titre"}\nUn mot.\n:::', "Titre Un mot."),
    "glued quotation": Row("Ainsi :\n> mot\n\nFin", "Ainsi : mot Fin"),
    "glued table": Row("Ainsi :\n| a | b |\n|---|---|\n| c | d |", "Ainsi : a b c d"),
    "table without strokes": Row("a | b\n--|--\nc | d", "a b c d"),
    "verse": Row("| un vers\n|   un autre\n| *fin*", "un vers un autre fin"),
    "underlined heading": Row("Titre\n-----\n\nmot", "Titre mot", nests=False),
    "heading glued to words": Row("mot\n## Titre\nmot", "mot Titre mot", nests=False),
    "heading with an anchor": Row("## Titre {#ici}\n\n[là](#ici)", "Titre là", nests=False),
    "heading of HTML": Row("<h3>Titre</h3>\n\n[là](#titre)", "Titre là", nests=False),
    "rules": Row("a\n\n***\n\nb\n\n- - -\n\nc\n___\nd", "a b c d"),
    "comment": Row("a <!-- caché --> b\n\n<!-- more -->\n\nc", "a b c"),
    "contents": Row("a\n\n[TOC]\n\nb", "a b", ("contents-place",)),
    "contents of Jekyll": Row("* TOC\n{:toc}\n\nb", "b", ("contents-place",), nests=False),
    "Markdown in HTML": Row('<div markdown="1">\n\n**mot**\n\n</div>', "mot"),
    "Markdown between tags": Row('<div align="center">\n\n**mot**\n\n</div>', "mot"),
    "image with a caption": Row('![un arbre](arbre.jpg "L’*arbre*, 1^er^")', "L’arbre, 1er"),
    "images that touch": Row('![a](arbre.jpg "Un")\n![b](arbre.jpg "Deux")', "Un Deux"),
    "image that touches words": Row('Voici :\n![a](arbre.jpg "Un")\nmot', "Voici : Un mot"),
    "caption among attributes": Row('![a](arbre.jpg){.right caption="Un *mot*"}', "Un mot"),
    "caption beside a description": Row('![Un mot](arbre.jpg){fig-alt="a"}', "Un mot"),
    "caption of code": Row("```{.py caption='Un *mot*'}\nx = 1\n```", "x = 1 Un mot"),
    "attributes of code": Row(
        '```{.python filename="x.py" .numberLines}\nx = 1\n```',
        "x = 1",
        ("attribute-words", "class-dropped"),
    ),
    "image with attributes": Row(
        "mot ![a](arbre.jpg){: .center width=300 loading=lazy }", "mot", ("attribute-dropped",) * 2
    ),
    "figure of HTML": Row(
        '<figure>\n<img src="arbre.jpg" alt="a">\n<figcaption>Un mot</figcaption>\n</figure>', "Un mot"
    ),
    "formula": Row("Soit $x^2$ et\n\n$$\n\\frac{a}{b}\n$$", "Soit x2 et a/b"),
    # Lines
    "dashes": Row("un -- deux --- trois", "un – deux — trois"),
    "emoji": Row("mot :smile: mot 🚀", "mot 😄 mot 🚀"),
    "emphasis": Row("*a* _b_ **c** __d__ ***e*** **_f_**", "a b c d e f"),
    "marks": Row("~~a~~ ==b== x^2^ H~2~O", "a b x2 H2O"),
    "escapes": Row(r"\*a\* \_b\_ \<b> \<title> \# \[c\] \$", "*a* _b_ <b> <title> # [c] $"),
    "entities": Row("&copy; &eacute;t&eacute; &amp; &lt;b&gt; AT&T", "© été & <b> AT&T"),
    "line breaks": Row("un\\\ndeux  \ntrois<br>quatre", "un deux trois quatre"),
    "harmless HTML": Row(
        "<u>a</u> H<sub>2</sub>O 1<sup>er</sup> <small>b</small> <kbd>C</kbd> <tt>d</tt>", "a H2O 1er b C d"
    ),
    "font": Row('<font color="red">a</font> b', "a b", ("attribute-dropped", "tag-dropped")),
    "tags of Word": Row("a <o:p></o:p><span style='x'>b</span>", "a b", ("attribute-dropped", "tag-dropped")),
    "classes": Row("[a]{.smallcaps} *b*{.x}\n\nc\n{: .lead }", "a b c", ("class-dropped",) * 2),
    "bare addresses": Row(
        "<https://example.org/a_b> <a@example.org>", "https://example.org/a_b a@example.org"
    ),
    "link with a title": Row(
        '[a](https://example.org/ "b") [c](<https://example.org/d>)', "a c", ("title-unprinted",)
    ),
    "reference": Row("[a][r], [r], [r][]\n\n[r]: https://example.org/", "a, r, r", nests=False),
    "references of one name": Row(
        "[a][R] [b][r]\n\n[R]: https://example.org/ 'c'\n[r]: https://example.org/d",
        "a b",
        ("reference-duplicate", "title-unprinted"),
        nests=False,
    ),
    "reference nowhere": Row(
        "a\n\n[r]: https://example.org/ 'b'\n\n[//]: # (c)", "a", ("reference-unused",), nests=False
    ),
    "reference over two lines": Row(
        "[a\nb][r]\n\n[r]:\n  <https://example.org/>\n  'c'", "a b", ("title-unprinted",), nests=False
    ),
    "anchor of GitHub": Row("[a](#lété--2)\n\n## L’été — 2", "a L’été — 2", ("anchor-foreign",), nests=False),
    "code in a definition": Row("Mot\n: ```\n  a\n  ```\n  b", "Mot a b", nests=False),
    "verse set in": Row("::: vers\n    Un\n  deux\n:::", "Un deux"),
    "formula with spaces": Row("Soit $ x^2 $ et $|x|$.", "Soit x2 et |x|."),
    "file of Windows": Row("Ouvrir C:\\_a\\_b.txt et __/__/____.", "Ouvrir C:\\_a\\_b.txt et __/__/____."),
    "note with a space": Row("a[^1].\n\n[^1] : Un.", "a. Un.", nests=False),
    "person": Row("[[Luc Bary]] et [[Luc Bary|Luc]].", "Luc Bary et Luc."),
    "person beside a bracket": Row("[[Luc Bary]](né) [[Luc Bary]][sic]", "Luc Bary(né) Luc Bary[sic]"),
    "note": Row("a[^1] b.\n\n[^1]: Un.\n\n    Deux.\n\n    - trois", "a b. Un. Deux. trois", nests=False),
    "note called in capitals": Row("a[^Un] b.\n\n[^un]: Deux.", "a b. Deux.", nests=False),
    "notes of one name": Row("a[^A] b[^a].\n\n[^A]: Un.\n[^a]: Deux.", "a b. Un. Deux.", nests=False),
    "inline note": Row("a^[Une *note*.] b.", "a b. Une note.", nests=False),
    "note in a heading": Row("## Titre[^1]\n\nmot\n\n[^1]: Un.", "Titre mot Un.", nests=False),
    "note in a table": Row(
        "| a[^1] |\n|---|\n| b[^2] |\n\n[^1]: Un.\n[^2]: Deux.", "a b Un. Deux.", nests=False
    ),
    "note in a caption": Row("![a](arbre.jpg 'L’arbre[^1]')\n\n[^1]: Un.", "L’arbre Un.", nests=False),
    "abbreviation": Row("le CNRS\n\n*[CNRS]: Centre", "le CNRS (Centre)", nests=False),
    "abbreviation nowhere": Row("le mot\n\n*[CNRS]: Centre", "le mot", ("abbreviation-unused",), nests=False),
    "abbreviation twice": Row(
        "le CNRS\n\n*[CNRS]: Centre\n*[CNRS]: National",
        "le CNRS (National)",
        ("reference-duplicate",),
        nests=False,
    ),
    "from right to left": Row("mot بئر, 12\n\nبئر ماء قديم", "mot بئر, 12 بئر ماء قديم"),
    "money": Row("de 5 $ à 10 $, soit 5$/kg", "de 5 $ à 10 $, soit 5$/kg"),
}

LONG = "anticonstitutionnellement" * 5
ROWS |= {
    "long word": Row(f"a {LONG} b", f"a {LONG} b"),
    "long heading": Row(f"## {LONG}\n\na", f"{LONG} a", nests=False),
    "long code": Row(f"`{LONG}`\n\n```\n{LONG}\n```", f"{LONG} {LONG}"),
    "long cell": Row(f"| a | {LONG} |\n|---|---|\n| b | {LONG} |", f"a {LONG} b {LONG}"),
    "long address": Row(f"a <https://example.org/{LONG}>", f"a https://example.org/{LONG}"),
    "long person": Row(f"a [[{LONG}]]", f"a {LONG}"),
}

FRAMED = "+-----+------+\n| a   | - b  |\n| c   | - d  |\n+=====+=====:+\n| e   | f    |\n+-----+------+"
COLUMNS = """
  Quoi      Combien
  --------- -------
  une pelle     6 €
  un râteau    12 €
"""
FRAMED_COLUMNS = """
-----------------------
Quoi      Combien
en tout   en euros
--------- -------------
une pelle le prix
verte     de six

un râteau douze
-----------------------
"""
ROWS |= {
    # Tables that are drawn, and their captions
    "table in a grid": Row(f"{FRAMED}\n\nTable: Un *mot*.", "a c – b – d e f Un mot."),
    "table of columns": Row(COLUMNS.strip("\n"), "Quoi Combien une pelle 6 € un râteau 12 €"),
    "table of columns in a frame": Row(
        f"{FRAMED_COLUMNS.strip()}\n\n: Un mot.",
        "Quoi en tout Combien en euros une pelle verte le prix de six un râteau douze Un mot.",
        nests=False,
    ),
    "table of columns without a head": Row("----- -----\nun    deux\n----- -----", "un deux", nests=False),
    "table of kramdown": Row("|---\n| a | b\n|:-|:-:\n| c | d\n|===\n| e | f", "a b c d e f"),
    "table with long dashes": Row("| a | b |\n| — | — |\n| c | d |", "a b c d"),
    "table of a directive": Row(
        "```{table} Un *mot*\n:name: tbl-x\n\n| a |\n|---|\n| b |\n```\n\n[là](#tbl-x)",
        "Un mot a b là",
        nests=False,
    ),
    "table of lists": Row(
        "```{list-table} Un mot\n:header-rows: 1\n\n* - a\n  - b\n* - c\n  - d\n```",
        "Un mot a b c d",
        nests=False,
    ),
    "table of values": Row('```{csv-table}\n:header: a, b\n\n"c, d", e\n```', "a b c, d e", nests=False),
    "caption with a full-width colon": Row("| a |\n|---|\n| b |\n\nTable：c", "a b c"),
    "caption of MultiMarkdown": Row(
        "[Un mot][ici]\n| a |\n|---|\n| b |\n\n[là](#ici)", "Un mot a b là", nests=False
    ),
    "caption that begins an item": Row(
        "- Table: Un mot\n\n  | a | b |\n  |---|---|\n  | c | d |\n\n- e", "Un mot a b c d e", nests=False
    ),
    "item that begins with a table": Row(
        "- | a | b |\n  |---|---|\n  | c | d |\n\n  Table: Un mot\n\n- e", "a b c d Un mot e", nests=False
    ),
    "reference to a number": Row(
        "@tbl-x, [voir @tbl-x].\n\n| a |\n|---|\n| b |\n\n: c {#tbl-x}",
        "@tbl-x, [voir @tbl-x]. a b c",
        ("reference-numbered",) * 2,
        nests=False,
    ),
    "stroke in code in a table": Row(r"| `a\|b` | c |" "\n|---|---|\n| d | e |", "a|b c d e"),
    "notes typed by hand": Row(
        "a[1] b<sup>2</sup>\n\n[1] Un.\n\n[2] Deux.",
        "a[1] b2 [1] Un. [2] Deux.",
        ("notes-typed",),
        nests=False,
    ),
    "list of sources": Row("a[1]\n\n## Sources\n\n[1] Un.", "a[1] Sources [1] Un.", nests=False),
    "number in brackets": Row("a[1] b [2]\n\n[1] Un.", "a[1] b [2] [1] Un."),
    "note whose name has a space": Row("a[^b c].\n\n[^b c]: Un.", "a. Un.", nests=False),
    # Blocks that touch
    "rule below items": Row("1. a\n2. b\n---\nc\n\n- d\n---\ne", "a b c d e", printed="1a 2b c d e"),
    "rule below a quotation": Row("> a\n---\nb", "a b"),
    "verse that touches": Row(
        "a\n| un vers\n| un autre\nb\n\n| c\n| d\n---\ne", "a un vers un autre b c d e"
    ),
    "code that begins an item": Row(
        "- ```py\n  x = 1\n  ```\n- a\n\n1. ~~~\n   y\n   ~~~\n   b\n2. c",
        "x = 1 a y b c",
        printed="x = 1 a 1y b 2c",
    ),
    "items that touch a table": Row("| a |\n|---|\n| b |\n- c\n- d", "a b c d"),
    "quotation that touches a table": Row("| a |\n|---|\n| b |\n> c", "a b c"),
    "formula that touches a table": Row("| a |\n|---|\n| b |\n$$\nx\n$$", "a b x"),
    "picture that touches a table": Row("| a |\n|---|\n| b |\n![c](arbre.jpg 'Un mot')", "a b Un mot"),
    "heading that touches a table": Row("| a |\n|---|\n| b |\n## c", "a b c", nests=False),
    "words that touch the head of an aside": Row(
        "!!! note\nUn *mot*.\n\n> [!tip] Titre\nDeux.\n\nTrois", "Un mot. Titre Deux. Trois", nests=False
    ),
    "options between dashes": Row(
        "```{note}\n---\nname: ici\n---\nUn.\n```\n\n"
        "```{figure} arbre.jpg\n---\nname: la\nalt: a\n---\nDeux.\n```",
        "Un. Deux.",
    ),
    # What others mark among words
    "escaped note and brackets": Row(
        "a\\[^1\\] en 1847 \\[1848\\], \\[sic\\]\n\n\\[1849\\]\n\n\\[^1\\]: Un.",
        "a en 1847 [1848], [sic] [1849] Un.",
        nests=False,
    ),
    "escaped brackets that call nothing": Row("a\\[^1\\] b", "a[^1] b"),
    "hidden words": Row("a {::comment}caché{:/comment}b", "a b"),
    "picture with a size": Row("mot ![un arbre|100](arbre.jpg) mot", "mot mot"),
    "names withheld": Row(
        "de ***, chez M. de B***, le duc d'***, **mot**, *mot*.",
        "de ***, chez M. de B***, le duc d’***, mot, mot.",
    ),
    "sums": Row("x^2+y^2=z^2, 10^6/10^3, 2^3^, $x^2+y^2$", "x^2+y^2=z^2, 10^6/10^3, 23, x2 + y2"),
    "arrows": Row("==> a <== ==b== a==b", "==> a <== b a==b"),
    "comparisons": Row("a==b et c==d", "a==b et c==d"),
    "strokes that stay": Row("/!\\ a \\ b, p.\\ 3 /!\\", "/!\\ a \\ b, p. 3 /!\\"),
    "one tilde": Row("~mot~, H~2~O, ~10 et ~20", "mot, H2O, ~10 et ~20"),
    "ornaments": Row("a\n\n• • •\n\nb\n\n~ ~ ~\n\nc\n\n\\*\\*\\*\n\n⁂", "a • • • b ~ ~ ~ c *** ⁂"),
    "smiles": Row("a (^.^) ^_^ x^2^", "a (^.^) ^_^ x2"),
    "roles": Row(
        "H{sub}`2`O, x{sup}`e`, {kbd}`C`, {math}`x^2`, {term}`a`, {ref}`b <ici>`\n\n(ici)=\n\n## Titre",
        "H2O, xe, C, x2, a, b Titre",
        nests=False,
    ),
    "role without words": Row("{numref}`x`", "{numref}x", ("markup-left",)),
    "link without words": Row("a [](#titre)\n\n## Titre", "a Titre", ("link-silent",), nests=False),
    "formula of GitHub": Row("$`x^2`$ a", "x2 a"),
    "formula with a number": Row("$$x = 1 \\tag{2}$$ {#eq:un}", "x = 1 (2)"),
    "formulas of LaTeX": Row(
        "\\(x\\) a \\(x^2\\)\n\n\\[\ny = 1\n\\]\n\n\\begin{align}\nz &= 2\n\\end{align}", "x a x2 y = 1 z = 2"
    ),
    "escapes that are no formulas": Row("\\(a\\) \\[sic\\]", "(a) [sic]"),
    "raw HTML of Pandoc": Row("```{=html}\n<p>a</p>\n```\n\n`<b>`{=html}b`</b>`{=html}", "a b", nests=False),
    "numbers of Pandoc": Row(
        "(@) a\n(@x) b\n\nc (@x)\n\n#. d\n#. e", "(1) a (2) b c (2) d e", printed="1a2bc21d2e"
    ),
    "verse that goes on": Row("| un vers\n|   un autre\n    encore", "un vers un autre encore"),
    "caption in code of MyST": Row(
        "```{code-block} py\n:caption: Un mot\n:linenos:\n\nx = 1\n```", "x = 1 Un mot"
    ),
    "glossary": Row("```{glossary}\na\n  un\n\nb\n  deux\n```", "a un b deux", nests=False),
    "block of Python-Markdown": Row("/// note | Titre\nUn mot.\n///", "Titre Un mot."),
    "caption of Python-Markdown": Row("![a](arbre.jpg)\n/// caption\nUn mot\n///", "Un mot"),
    "tabs of Material": Row('=== "Un"\n\n    a\n\n=== "Deux"\n\n    b', "Un a Deux b"),
    "tasks of Notion": Row("- [ ]  a\n- [x]  b\n\nmot\n\n1. [X] c", "☐ a ☑ b mot ☑ c", printed="abmot1c"),
    "comment of kramdown": Row("a\n\n{::comment}\ncaché\n{:/comment}\n\nb", "a b", nests=False),
    "heading off the margin": Row("  ## Titre\n\nmot", "Titre mot", nests=False),
}

OTHERS = {
    "title of Pandoc": "% Un titre",
    "citation": "[voir @dupont2020, p. 3]",
    "citation behind a name": "@dupont [p. 33]",
    "comment of Obsidian": "50 %%\ncaché %%",
    "wiki": "== Titre ==",
    "bold of a wiki": "'''gras'''",
    "AsciiDoc": "= Titre",
    "reStructuredText": ".. note:: mot",
    "Org": "#+BEGIN_QUOTE",
    "Textile": "h2. Titre",
    "BBCode": "[b]gras[/b]",
    "snippet": '--8<-- "a.md"',
    "include": "{!a.md!}",
    "module": "import X from 'x';",
    "critic": "{++mot++}",
    "GitLab": "{+ mot +}",
    "LaTeX": "\\paragraph*{mot}",
    "LaTeX of old": "{\\it mot}",
    "seven": "####### Sept",
    "tasks of Obsidian": "- [-] mot",
    "raw of another": "`x`{=latex}",
    "target above nothing": "(ici)=",
    "Word": "<![if !supportLists]>a",
    "Office": '<?xml:namespace prefix = o ns = "urn:x" />',
    "link the wrong way round": "(mot)[https://example.org]",
    "source of a chatbot": "mot【4†source】",
    "citation of a chatbot": "mot citeturn0search0",
    "reference of a chatbot": "mot :contentReference[oaicite:0]",
    "JSX": "{/* mot */}",
    "contents of a template": "${toc}",
    "head of a second file": "---\ntitle: B\n---\n\nMot.",
}


@pytest.mark.parametrize("typed", OTHERS.values(), ids=OTHERS)
def test_markup_of_others_is_told(typed: str) -> None:
    body = Body(path="essays/banc/index.md", line=1, markdown=f"Avant.\n\n{typed}\n", lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.prose
    assert [(each.code, each.line >= 3) for each in done.problems] == [("markup-left", True)]


PLAIN = (
    "Il répond [à @ada, en 2020].",
    "100 % des gens, et 5 + 3 = 8.",
    "** Note du traducteur.",
    "Dit-elle [sic] @ada_b, import de livres.",
    "h2 et [b] et 'mot'.",
    "|x| et ^ et a@example.org",
)


@pytest.mark.parametrize("typed", PLAIN)
def test_words_are_no_markup(typed: str) -> None:
    body = Body(path="essays/banc/index.md", line=1, markdown=typed, lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.problems == ()


def test_a_table_with_merged_cells_is_refused() -> None:
    table = "+-------+---+\n| a     | b |\n+===+===+===+\n| c | d | e |\n+---+---+---+"
    body = Body(path="essays/banc/index.md", line=1, markdown=f"Avant.\n\n{table}\n", lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert [(each.code, each.line) for each in done.problems] == [("table-merged", 3)]


FRAMES = {
    "alone": ("", ""),
    "between": ("avant\n\n", ""),
    "item": ("- avant\n\n", "    "),
    "item of CommonMark": ("- avant\n\n", "  "),
    "number": ("1. avant\n\n", "   "),
    "quotation": ("> avant\n>\n", "> "),
    "aside": ("!!! note\n    avant\n\n", "    "),
    "alert": ("> [!NOTE]\n> avant\n>\n", "> "),
    "note": ("avant[^z]\n\n[^z]: mot\n\n", "    "),
    "unfolded": ('??? note "avant"\n\n', "    "),
}


def framed(row: Row, frame: str) -> str:
    before, indent = FRAMES[frame]
    return before + textwrap.indent(row.typed, indent, lambda line: bool(line.strip()) or indent == "> ")


def words(prose: Prose) -> str:
    """What is read, the numbers of notes left out."""
    html = re.sub(
        r'<a class="note-ref".*?</a>', "", " ".join((prose.html, *(each.html for each in prose.notes)))
    )
    html = re.sub(
        r"</?(?:p|li|h[2-6]|d[tdl]|t[hdr]|div|ul|ol|pre|figcaption|summary|blockquote)\b[^>]*>|<br>",
        " ",
        html,
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


CASES = [(name, frame) for name, row in ROWS.items() for frame in FRAMES if row.nests or not FRAMES[frame][1]]


@pytest.mark.parametrize(("name", "frame"), CASES)
def test_it_is_read(name: str, frame: str) -> None:
    row = ROWS[name]
    markdown = framed(row, frame)
    body = Body(path="essays/banc/index.md", line=1, markdown=markdown, lang="fr")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="fr"))
    assert done.prose, [each.line_for("en") for each in done.problems]
    assert sorted(each.code for each in done.problems) == sorted(row.says), markdown
    before = {"alone": "", "note": "avant mot "}.get(frame, "avant ")
    assert words(done.prose) == f"{before}{row.read}"


@dataclass(frozen=True)
class Built:
    """What was built of all rows: the folder, and the words of the tome, page after page."""

    root: Path
    tome: str
    edges: tuple[tuple[float, float], ...]
    """Of each page, where its words begin and end, as shares of its width."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("markup")
    ids = {name: f"r{number:03}" for number, name in enumerate(ROWS)}
    parts = "\n".join(f"      - {id}" for id in ids.values())
    fields = f"title: Tome\nnumber: 1\nparts:\n  - id: a\n    title: A\n    essays:\n{parts}"
    volume = f"---\n{fields}\n---\n\nUn tome.\n"
    files: dict[str, str | bytes | None] = {"volumes/tome-1/index.md": volume, "essays/un/index.md": None}
    for name, id in ids.items():
        text = f"Debut{id}.\n\n{ROWS[name].typed}\n\nFin{id}."
        long = "date: 2026-01-01" if "long" not in name else f"subtitle: {LONG}\nabstract: {LONG}"
        files[f"essays/{id}/index.md"] = essay(long, text)
        if "arbre.jpg" in text:
            files[f"essays/{id}/arbre.jpg"] = picture()
    small(root, files)
    (root / "mkdocs.yml").write_text(
        "site_name: Essai\nsite_url: https://essai.example/\ndocs_dir: contributions\n"
        "theme: {name: material, language: fr, font: false}\nplugins: [florilege]\n",
        encoding="utf-8",
    )
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    (tome,) = (root / "tomes").glob("*.pdf")
    document = pypdfium2.PdfDocument(tome)
    text = "".join(FOLIO.sub("", page.get_textpage().get_text_range()) for page in document)
    return Built(root, text, tuple(_edges(page) for page in document))


FOLIO = re.compile(r"\s+\d+\s*\Z")
"""The number of a page, which stands between words that go on overleaf."""


def _edges(page: pypdfium2.PdfPage) -> tuple[float, float]:
    words = page.get_textpage()
    boxes = [words.get_charbox(number) for number in range(words.count_chars())]
    if not boxes:
        return 0.5, 0.5
    return min(box[0] for box in boxes) / page.get_width(), max(box[2] for box in boxes) / page.get_width()


def between(text: str, id: str) -> str:
    """The letters of an essay between its first word and its last."""
    return letters(text).partition(f"debut{id}")[2].partition(f"fin{id}")[0]


NOTED = ("note", "right to left")
"""Rows with these in their names are not read straight on: their notes stand below, or letters turn round."""


def test_every_row_is_on_the_site(built: Built) -> None:
    for number, (name, row) in enumerate(ROWS.items()):
        html = (built.root / f"site/essays/r{number:03}/index.html").read_text(encoding="utf-8")
        shown = unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="note-ref".*?</a>', "", html)))
        if any(each in name for each in NOTED):
            assert all(letters(word) in letters(shown) for word in row.read.split()), name
        else:
            assert between(shown, f"r{number:03}") == letters(row.read), name


def test_every_row_is_in_the_tome(built: Built) -> None:
    whole = letters(built.tome)
    for number, (name, row) in enumerate(ROWS.items()):
        if any(each in name for each in NOTED):
            essay = whole.partition(f"debutr{number:03}")[2].partition(f"debutr{number + 1:03}")[0]
            assert all(letters(word) in essay for word in row.read.split() if word.isascii()), name
        else:
            assert between(built.tome, f"r{number:03}") == letters(row.printed or row.read), name


def test_nothing_runs_off_a_page(built: Built) -> None:
    assert min(start for start, _ in built.edges) > 0.07
    assert max(end for _, end in built.edges) < 0.93
