"""Markup that is printed as it stands: named with its line, and nothing else is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LEFT = {
    "a mention that isn't closed": ("[[Luc Bary", "[[Luc Bary"),
    "a file of Obsidian": ("![[photo.png]]", "![[photo.png]]"),
    "a table of contents": ("Voir [TOC] ici", "[TOC]"),
    "a table of contents of Markdown-it": ("Voir [[toc]] ici", "[[toc]]"),
    "a citation of Pandoc": ("Dit [@roux2020, p. 3].", "[@roux2020, p. 3]"),
    "a note that isn’t closed": ("Dit^[une note.", "^[une note."),
    "an embedded page of Obsidian": ("![[Une page]]", "![[Une page]]"),
    "a page of a wiki": ("Voir [[dossier/page]].", "[[dossier/page]]"),
    "a heading of a wiki": ("Voir [[Page#Titre|là]].", "[[Page#Titre|là]]"),
    "an alert within a line": ("Un [!NOTE] deux", "[!NOTE]"),
    "a division that isn't closed": ("::: note", "::: note"),
    "an aside that is a sentence": ("!!! Note : un mot", "!!! Note : un mot"),
    "an aside of no kind": ("!!! pied de page", "!!! pied de page"),
    "a title and more": ('!!! note "Un" deux', '!!! note "Un" deux'),
    "a link with a space": ("[mot](un lien", "[mot](un"),
    "a reference": ("[mot][nulle]", "[mot][nulle]"),
    "a task without a list": ("[ ] semer", "[ ] semer"),
    "Jinja": ("{{ page.title }}", "{{ page.title }}"),
    "Liquid": ("{% include a.html %}", "{% include a.html %}"),
    "Hugo": ('{{< figure src="a" >}}', '{{< figure src="a" >}}'),
    "LaTeX": (r"\vspace{1em}", r"\vspace{1em}"),
    "LaTeX with words": (r"\textcolor{gras}", r"\textcolor{gras}"),
    "a backslash at the end": ("Fin \\", "\\"),
    "a table without its head": ("| c | d |", "| c | d |"),
    "a list of attributes": ("Mot {#ancre} suite", "{#ancre}"),
    "emphasis with a space": ("Un *mot *suite", "*mot *"),
    "emphasis with two spaces": ("** Titre **", "** Titre **"),
    "emphasis that isn't closed": ("Un **mot", "**mot"),
    "emphasis that isn't opened": ("mot.** Fin", "**"),
    "struck out and not closed": ("~~mot", "~~mot"),
    "an insertion": ("Un ++mot++.", "++mot++"),
    "a heading without a space": ("#Sans espace", "#Sans espace"),
    "two signs of order": ("Si a<b et c>d, fin", "<b et c>"),
    "two signs of order over two lines": ("Si a<b\net c>d, fin", "<b et c>"),
    "a sign of order at the start": ("<u et v> suit", "<u et v>"),
    "an unknown emoji": ("Un :material-account: mot", ":material-account:"),
    "a rule of something": ("+++", "+++"),
}
"""What an author writes, and what of it is named."""

READ = [
    "[sic], […], (a), [a] (b), note 1], [[Luc Bary]]",
    "a_b_c, __init__.py dans `__init__`, 5 * 3 * 2, m**de, auteur*, f*** et ****",
    r"\*un\* \[a\]\[b\] \{{ x }} \[[Luc]] \#Sans espace \:mot: \::: note",
    "`**a**`, <code>[a][b]</code>, https://example.org/a__b__c, <https://example.org/**a**>",
    "#MeToo, #MeToo #BalanceTonPorc, #Sans espace mais une phrase. 10:30:45, C++ et D++",
    "Un -- deux --> trois, a | b, x == y, ~ 5, C:\\Users\\nom",
    "    {{ code }} **a",
    "```\n[a][b] {{ c }}\n```",
    "- [ ] semer\n- [x] arroser\n\n| a | b |\n|---|---|\n| c | d |\n\n* * *\n\n<!-- [a][b] -->",
    "![un arbre](arbre.png '**a**'){.right}",
]
"""What is no markup, or is read."""


def named(problems: object) -> list[tuple[int, str]]:
    return [(one.line, dict(one.values)["found"]) for one in problems if one.code == "markup-left"]


@pytest.mark.parametrize("name", LEFT)
@pytest.mark.parametrize("frame", ["{}", "Avant.\n\n{}\n\nAprès.", "Un mot.\n\n```\n{0}\n```\n\n> {0}"])
def test_what_is_left_is_named_at_its_line(name: str, frame: str, setter) -> None:
    markdown, found = LEFT[name]
    text = frame.format(markdown)
    prose, problems = setter(text, lang="fr")
    assert prose
    line = text[: text.rindex(markdown)].count("\n") + 1
    assert named(problems) == [(line, found)]


@pytest.mark.parametrize("markdown", READ)
def test_what_is_read_or_escaped_is_not_named(markdown: str, setter) -> None:
    assert named(setter(markdown, lang="fr")[1]) == []


@pytest.mark.parametrize("markdown", ["{: .vert }", "```\nx\n```\n{: .vert }", "Un.\n\n{: #ici }"])
def test_attributes_of_no_block_are_named(setter, markdown: str) -> None:
    ((_, found),) = named(setter(markdown)[1])
    assert found in markdown


def test_a_second_front_matter_is_named(setter) -> None:
    _, problems = setter("\n---\ntitle: Un\ntags:\n  - a\n---\n\nMot.", lang="fr")
    assert named(problems)[0] == (2, "---")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="abé ,.;:!?’«»—-\n()", max_size=200))
def test_prose_is_no_markup(setter, markdown: str) -> None:
    left = named(setter(markdown, lang="fr")[1])
    assert all(set(found) <= set("-: ab") for _, found in left), "a rule, or a name between colons"


def test_a_call_without_a_note_is_named_as_it_is_typed(setter) -> None:
    labels = ("a*b", "x`y`", r"\*", "<b>", "a_b_c", ":smile:")
    _, problems = setter(" ".join(f"mot[^{each}]" for each in labels), lang="fr")
    said = [dict(each.values)["label"] for each in problems if each.code == "note-undefined"]
    assert sorted(said) == sorted(("a*b", "xy", "*", "<b>", "a_b_c", ":smile:"))
    assert not named(problems)
