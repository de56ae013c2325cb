"""Every golden case in every locale it names, and the six invariants on cases and on random Markdown."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from florilege.diagnostics.problems import codes
from florilege.language.sentences import languages
from florilege.prose.emojis import print_emoji
from florilege.prose.typography.fix import fix, fix_plain
from florilege.prose.typography.lint import dropped_stops, lint
from florilege.prose.typography.protected import mask
from florilege.prose.typography.suggestions import Suggestion, apply
from typography_cases import LOCALES, Case, read_cases, reported

KEEP = ("Potag’Hop!",)
CASES = read_cases()


@pytest.mark.parametrize(
    "text",
    [
        "1 | auto | fr-FR | fix | x\n.\na\n.\nb\n",
        "1 | auto | fr-FR | fix | x\n.\na\n.\na\n.\n",
        "1 | guard | fr-BE | fix | x\n.\na\n.\na\n.\n",
        "1 | guard | any | fix | x\n.\na{NSP }\n.\na{NSP }\n.\n",
        "1 | suggest | any | fix | x\n.\na\n.\na\n.\n",
        "no title\n.\na\n.\nb\n.\n",
    ],
)
def test_a_faulty_fixture_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cases.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises((ValueError, AssertionError)):
        read_cases(file)


def failures(check: Callable[[Case, str], None], *stages: str) -> list[str]:
    """Each case of these stages, in each of its locales, at which a check fails, and how."""
    found = []
    for case in CASES:
        for locale in case.locales if case.stage in stages else ():
            try:
                check(case, locale)
            except AssertionError as error:
                found.append(f"{case.id}, {locale}: {error}")
    return found


def check_fix(case: Case, locale: str) -> None:
    assert fix(case.input, locale, keep=KEEP) == case.expected
    check_invariants(case.input)


def check_fix_plain(case: Case, locale: str) -> None:
    assert fix_plain(case.input, locale, keep=KEEP) == case.expected
    assert fix_plain(case.expected, locale, keep=KEEP) == case.expected


def check_lint(case: Case, locale: str) -> None:
    found = lint(case.expected, locale, keep=KEEP)
    if case.reports is not None:
        assert reported(found) == sorted(case.reports)
    typed = lint(case.input, locale, keep=KEEP)
    assert [(each.code, each.line) for each in typed] == [(each.code, each.line) for each in found]
    check_places(case.input, typed)
    for each in typed:
        for lang in languages():
            assert each.problem("essays/un/index.md", 7).message(lang)


def check_print_emoji(case: Case, locale: str) -> None:
    policy = "text" if case.stage == "print=text" else "drop"
    assert print_emoji(case.input, policy, locale) == case.expected
    if case.reports is not None:
        assert reported(dropped_stops(case.input, locale)) == sorted(case.reports)


def test_every_case_comes_out_as_it_should() -> None:
    found = failures(check_fix, "fix") + failures(check_fix_plain, "fix-plain")
    assert found + failures(check_print_emoji, "print=text", "print=drop") == []


def test_every_case_is_reported_as_it_should_be() -> None:
    assert failures(check_lint, "fix") == []


# The invariants, numbered as in the file of cases.

FRAGMENTS = """
mot|l'été|oeuf|coeur|Noël|qu'|Ca va|A bientôt|A la|A publié|!|?|;|:|...|…|?!|!!| | |  |\u00a0|\u202f
"|"|«|»|“|”|(|)|[|]|,|.|-|—|'|’|**|*|_|<b>|</b>|1ère|2ème|2nd|XIXème|3e|1h45|50min.|4h|12 500 €|20%|3 km
9 octobre|1er mars|12"|5'30"|&nbsp;|&#160;|@ bon|etc...|M…t|1987. |😉|😉\u00a0Demain
"""
PROTECTED = """
`code : !`|https://ex.org/a?b=c;d!e|a.b@ex.org|@nom_x|#2èmeTag|[^1]|[[Lise d'O]]|{: .x}|$f : x!$|:)|;-)
[plan](x.png "l'été : !")|![alt](p.png)|<a href="/a?b=1" title="Midi : l'heure !">|<!-- a ! -->|&amp;
<span lang="en">Who's "there" ! </span>|:smile:|Potag’Hop!|10:30|16:9|*unplugged !*{: lang=en }
"""
LINES = (
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n## ",
    '\n!!! note "L\'eau"\n    ',
    "\n```\nx !\n```\n",
    "\n[^1]: ",
)

words = st.sampled_from([each for line in FRAGMENTS.strip("\n").split("\n") for each in line.split("|")])
stretches = st.sampled_from([each for line in PROTECTED.strip("\n").split("\n") for each in line.split("|")])
pieces = st.one_of(words, words, stretches, st.sampled_from(LINES))
markdown = st.one_of(
    st.lists(pieces, max_size=14).map("".join),
    st.lists(pieces, max_size=14).map(" ".join),
    st.text(
        alphabet="aAéœo 12 \u00a0\u202f\n!?;:.…'’\"«»*_`[]()<>{}#@$&/\\|-=~%€hkm,😉\ue000\t", max_size=30
    ),
)
locales = st.sampled_from(LOCALES)


def check_invariants(text: str) -> None:
    fixed = {locale: fix(text, locale, keep=KEEP) for locale in LOCALES}
    for locale, once in fixed.items():
        assert fix(once, locale, keep=KEEP) == once  # 1
        assert letters(once) == letters(text)  # 2
        assert shape(once) == shape(text)  # 5
        for other in LOCALES:
            assert fix(once, other, keep=KEEP) == fixed[other]  # 6


def letters(text: str) -> list[str]:
    """Letters and digits, the closed list of invariant 2 made one."""
    text = re.sub(r"(?i)&(?:nbsp|#160);|</?sup>", "\0", text)
    text = re.sub(r"(?<=1)(?:ère|ere)(?=s?(?![^\W_]))", "re", text)
    text = re.sub(r"(?<=[\dIVXLC])(?:i?[eè]me)(?=s?(?![^\W_]))", "e", text)
    text = re.sub(r"(?<=2)nd(?=e?s?(?![^\W_]))", "d", text)
    text = text.replace("œ", "oe").replace("Ça", "Ca").replace("À", "A")
    return [character for character in text if character.isalnum()]


def shape(text: str) -> list[tuple[bool, bool]]:
    """Of each line: whether it is blank, and whether it ends in a line break."""
    return [(not line.strip(), line.endswith("  ")) for line in text.removesuffix("\n").split("\n")]


@given(markdown)
@example("4h:smile:\n    code !…:\n\n! &#160; ”")
@example("»\tC;’( \n2$]»#a$ 1er!*!* mot*!*")
def test_invariants(text: str) -> None:
    check_invariants(text)


@given(st.lists(words, max_size=6).map(" ".join), stretches, locales)
def test_3_protected_stretches_come_through(before: str, stretch: str, locale: str) -> None:
    text = f"{before}\n\nDit {stretch} ici !"
    masked = mask(text, "fr", keep=KEEP)
    assume(stretch in masked.stretches or stretch in ("10:30", "16:9"))
    assert stretch in fix(text, locale, keep=KEEP)


@given(st.from_regex(r"[a-zé]{1,4}[;!?:]{1,3}[a-zé0-9]{1,4}", fullmatch=True), locales)
def test_4_a_sign_inside_a_word_gets_no_space(word: str, locale: str) -> None:
    assert fix(f"Le mot {word} seul.\n", locale) == f"Le mot {word} seul.\n"


@given(st.from_regex(r"[a-zé]{1,4}[!?]{1,3}", fullmatch=True), st.sampled_from([" ", ")", "»", "\n", ""]))
def test_4_a_sign_at_the_end_of_a_word_gets_one(word: str, after: str) -> None:
    stem = word.rstrip("!?")
    assert fix(f"x {word}{after}", "fr-FR").startswith(f"x {stem}\u202f{word[len(stem) :]}")


@given(st.lists(st.one_of(words, stretches), max_size=12).map(" ".join), locales)
def test_lint_finds_the_same_in_a_text_as_typed_and_fixed(text: str, locale: str) -> None:
    typed = lint(text, locale, keep=KEEP)
    check_places(text, typed)
    fixed = lint(fix(text, locale, keep=KEEP), locale, keep=KEEP)
    assert [(each.code, each.line) for each in typed] == [(each.code, each.line) for each in fixed]


def check_places(text: str, suggestions: tuple[Suggestion, ...]) -> None:
    lines = text.split("\n")
    for each in suggestions:
        assert "\n".join(lines[each.line - 1 :])[each.column - 1 :].startswith(each.found)


@given(markdown)
def test_titles_and_english_are_stable(text: str) -> None:
    for locale in (*LOCALES, "en"):
        once = fix_plain(text, locale, keep=KEEP)
        assert fix_plain(once, locale, keep=KEEP) == once
        assert "<sup>" not in once or "<sup>" in text
    assert fix(fix(text, "en"), "en") == fix(text, "en")
    assert fix(text, "de") == text


# Beyond the cases.


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\"It's 'fine',\" she said...", "“It’s ‘fine’,” she said…"),
        ("The dogs' 12\" board, the '90s, 2010-12.", 'The dogs’ 12" board, the ’90s, 2010-12.'),
        ("Two  spaces stay; `it's` too!", "Two  spaces stay; `it's` too!"),
    ],
)
def test_english(typed: str, printed: str) -> None:
    assert fix(typed, "en-GB") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("- A bientôt\n\n      Code: oui!\n", "- À bientôt\n\n      Code\u00a0: oui\u202f!\n"),
        ("- a\n\n        Code: oui!\n", "- a\n\n        Code: oui!\n"),
        ("Texte\n\n    Code: oui!\n", "Texte\n\n    Code: oui!\n"),
        ('??? tip "L\'eau"\n    Bravo!\n', '??? tip "L\'eau"\n    Bravo\u202f!\n'),
        ("Who's there?\n{: lang=en }\n\nQui?\n", "Who's there?\n{: lang=en }\n\nQui\u202f?\n"),
        ("## Who's there? {: lang=en }\n", "## Who's there? {: lang=en }\n"),
        ("<pre>\nl'eau: oui!\n</pre>\n", "<pre>\nl'eau: oui!\n</pre>\n"),
        ("| Le   thym! | 3 € |\n", "| Le thym\u202f! | 3\u00a0€ |\n"),
        ("Le 1er mars et les 11èmes fois.\n", "Le 1<sup>er</sup>\u00a0mars et les 11<sup>es</sup> fois.\n"),
        ("Mot*!* et **mot**!\n", "Mot*!* et **mot**\u202f!\n"),
        ("Un lot de 2$ ou 12 $US.\n", "Un lot de 2\u00a0$ ou 12\u00a0$US.\n"),
        ("Un\n\n&nbsp;\n\nDeux&nbsp;!\n", "Un\n\n&nbsp;\n\nDeux\u202f!\n"),
        ("De 1h45.3 km, 2x$x!$.\n", "De 1h45.3 km, 2x$x!$.\n"),
    ],
)
def test_structure_decides(typed: str, printed: str) -> None:
    assert fix(typed, "fr") == printed


def test_apply_carries_out_what_is_safe_and_nothing_else() -> None:
    typed = "Semis, etc... puis, (le 9 Octobre) la pause (50min.) A la fin 😃\u00a0Demain.\n"
    mended = apply(typed, lint(typed, "fr"))
    assert mended == "Semis, etc. puis (le 9 octobre) la pause (50\u00a0min) A la fin 😃 Demain.\n"
    assert apply(mended, lint(typed, "fr")) == mended
    assert not [each for each in lint(mended, "fr") if each.replacement is not None]


def test_suggestions_speak_french_and_english() -> None:
    (suggestion,) = lint("Fini.\n\nA l'aube, tout change.\n", "fr")
    problem = suggestion.problem("essays/un/index.md", 10)
    assert (problem.line, problem.column, problem.code) == (12, 1, "capital-accent-verb")
    assert problem.message("fr") == (
        "la capitale de «\u00a0A l'\u00a0» n’a peut-être pas son accent\u202f; "
        "écrivez À l’, sauf si c’est le verbe «\u00a0a\u00a0»"
    )
    assert problem.message("en") == ("the capital in “A l'” may lack its accent; À l’, or the verb « a »")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Peut être que oui.", ["Peut être"]),
        ("Il est peut être là bas, le marché peut être long.", ["peut être", "là bas"]),
        ("Un ami, parmis d'autres.", ["parmis"]),
        ("Le caffè est `chappeau` ici.", ["caffè"]),
    ],
)
def test_spelling(typed: str, words: list[str]) -> None:
    assert [each.found for each in lint(typed, "fr")] == words


def test_other_languages_are_linted_for_what_knows_no_language() -> None:
    found = lint('He said "yes and called.', "en")
    assert [each.code for each in found] == ["quote-unbalanced"]


@pytest.mark.parametrize(
    ("typed", "text", "dropped"),
    [
        ("- 😉 Bonjour", "- [clin d’œil] Bonjour", "- Bonjour"),
        ("un 😉 deux", "un [clin d’œil] deux", "un deux"),
        ("un\u00a0😉\u00a0deux", "un\u00a0[clin d’œil]\u00a0deux", "un deux"),
        ("fin 😉😉  \nsuite", "fin [clin d’œil][clin d’œil]  \nsuite", "fin  \nsuite"),
        ("oui 😉(non)", "oui [clin d’œil] (non)", "oui(non)"),
        ("bon 😍, 👍🏽", "bon [sourire], [pouce vers le haut]", "bon,"),
        ("© 2024 → fin ™", "© 2024 → fin ™", "© 2024 → fin ™"),
    ],
)
def test_emoji_on_paper(typed: str, text: str, dropped: str) -> None:
    assert print_emoji(typed, "text", "fr") == text
    assert print_emoji(typed, "drop", "fr") == dropped
    assert print_emoji(typed, "print", "fr") == typed.replace("\ufe0f\u20e3", "")


def test_every_rule_of_the_cases_has_its_sentences() -> None:
    assert {rule for case in CASES for rule, _, _ in case.reports or ()} <= set(codes())
