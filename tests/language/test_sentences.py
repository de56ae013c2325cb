"""What lies in language/: every sentence there, whole, used, and with the same braces in every language."""

import ast
import errno
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from florilege.diagnostics.findings import finding_codes
from florilege.diagnostics.problems import codes
from florilege.language.sentences import SOURCE, catalog, counted, domains, languages, say, sentences
from florilege.reading.designfields import DesignFields, DesignMarginsFields
from florilege.reading.fields import Fields
from florilege.reading.schema import KINDS, RECORDS
from florilege.reference.fields import NESTED

PACKAGE = Path(__file__).parents[2] / "plugins" / "florilege"
COMPLETE = ("fr",)
"""Translations that we keep whole ourselves; what another lacks, `scripts/translations` lists."""

TRANSLATIONS = [lang for lang in languages() if lang != SOURCE]
EVERY_FILE = [(lang, domain) for lang in languages() for domain in domains()]


@cache
def messages(domain: str, lang: str) -> dict[str, Message]:
    return {message.context: message for message in catalog(domain, lang) if message.context}


def forms(said: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


@pytest.mark.parametrize("lang", COMPLETE)
def test_no_sentence_is_missing(lang: str) -> None:
    """Neither untranslated nor out of date (`fuzzy`: the English has changed since)."""
    assert [
        f"{domain}.po: {key}"
        for domain in domains()
        for key in messages(domain, SOURCE)
        if (own := messages(domain, lang).get(key)) is None or own.fuzzy or not all(forms(own.string))
    ] == []


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_a_translation_is_of_the_english_that_there_is(lang: str) -> None:
    """Else run scripts/translations: it brings the files up to date and marks what is to be read again."""
    assert [
        f"{domain}.po: {key}"
        for domain in domains()
        for key, own in messages(domain, lang).items()
        if (source := messages(domain, SOURCE).get(key)) is None or own.id != source.id
    ] == []
    files = {path.stem for path in (PACKAGE / "language" / lang).iterdir()}
    assert files <= set(domains())


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_what_a_language_lacks_is_said_in_english(lang: str) -> None:
    for domain in domains():
        own, english = messages(domain, lang), sentences(domain, SOURCE)
        said = sentences(domain, lang)
        assert said.keys() == english.keys()
        assert all(said[key] == english[key] for key in english if key not in own or not own[key].string)


@pytest.mark.parametrize(("lang", "domain"), EVERY_FILE)
def test_a_file_is_well_formed(lang: str, domain: str) -> None:
    """As `msgfmt --check` wants it: no key twice, the plural forms of the language, and all of them."""
    read = catalog(domain, lang)
    file = PACKAGE / "language" / lang / (f"{domain}.pot" if lang == SOURCE else f"{domain}.po")
    if file.is_file():
        assert len(re.findall(r"^msgctxt ", file.read_text(encoding="utf-8"), re.MULTILINE)) == len(read)
    wanted = get_plural(lang)
    assert (read.num_plurals, read.plural_expr) == (wanted.num_plurals, wanted.plural_expr)
    for message in read:
        if message.context and lang != SOURCE and message.pluralizable and any(message.string):
            assert len(message.string) == wanted.num_plurals, message.context
    assert [(message.context, errors) for message, errors in read.check() if errors] == []


@pytest.mark.parametrize(("lang", "domain"), EVERY_FILE)
def test_braces_are_the_same_in_every_language(lang: str, domain: str) -> None:
    """A form for one may leave its number out."""
    english = messages(domain, SOURCE)
    for key, own in messages(domain, lang).items():
        if own.fuzzy:
            continue  # it isn't shown
        wanted = {brace for form in forms(english[key].id) for brace in braces(form)}
        for said in filter(None, forms(own.id if lang == SOURCE else own.string)):
            optional = {"n"} if own.pluralizable else set()
            assert wanted - optional <= set(braces(said)) <= wanted, f"{domain}: {key}"


def braces(text: str) -> list[str]:
    """The names in braces; a sentence that isn't filled in may hold others."""
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return []


@pytest.mark.parametrize(("lang", "domain"), EVERY_FILE)
def test_sentences_are_set_as_good_typography_wants(lang: str, domain: str) -> None:
    """No straight apostrophe outside of code; French with its no-break spaces (the pages add theirs)."""
    for key, said in sentences(domain, lang).items():
        text = re.sub(r"`[^`]*`", "", said)
        assert "'" not in text or domain == "click", key  # click quotes what was typed so
        if lang == "fr" and domain in ("findings", "preflight", "book", "site"):
            assert not re.search(r"« | »| [:;!?]", text) or key in TYPED, key
        if lang == "fr" and domain == "problems":
            assert not re.search(r"« | »", text), key


@pytest.mark.parametrize("lang", languages())
def test_a_number_stays_on_the_line_of_its_word(lang: str) -> None:
    words = sentences("book", lang)
    assert [key for key in ("page", "page_range", "volume_reference") if " " in words[key]] == []


TYPED = {
    *(
        "tome_called",
        "take_part_lead",
        "cover_guides",
        "printed_in",
        "legal_deposit",
        "price",
    ),
    *("two_steps", "refused_while_serving"),
}
"""Keys of sentences whose spaces our typography sets when they are printed, or that stand in attributes."""


def test_problems_have_their_sentences_and_no_others() -> None:
    texts = sentences("problems", SOURCE)
    needed = {f"{code}.{part}" for code in codes() for part in ("message", "about")}
    optional = {f"{code}.{part}" for code in codes() for part in ("hint", "otherwise")}
    failures = {f"failure.{kind}" for kind in ("timeout", "memory", "crash", "error", "untried")}
    reasons = {key for key in texts if key.removeprefix("reason.") in errno.errorcode.values()}
    rules = {
        f"why.{rule}" for rule in ("remote", "elsewhere", "computer", "within", "none", "format", "name")
    }
    rules |= {key for key in texts if key.startswith(("why.source-", "why.consent-"))}
    others = failures | reasons | rules | {"with-hint", "with-lines"}
    assert needed | failures <= texts.keys() <= needed | optional | others
    assert all(text.endswith((".", "?", "!")) for key, text in texts.items() if key.endswith(".about"))
    assert {key.replace("otherwise", "hint") for key in texts if key.endswith(".otherwise")} <= texts.keys()


def test_what_raises_an_error_gives_all_that_its_sentence_needs() -> None:
    """Otherwise the reader sees a `KeyError` instead, and only on the day when something goes wrong."""
    texts = sentences("problems", SOURCE)
    lacking = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("FlorilegeError", "problem"):
                continue
            code = node.args[0] if node.args else None
            given = {keyword.arg for keyword in node.keywords}
            if not isinstance(code, ast.Constant) or None in given:  # `**facts`
                continue
            needed = {
                name
                for part in ("message", "hint", "otherwise")
                for name in braces(texts.get(f"{code.value}.{part}", ""))
            }
            if code.value.startswith("source-"):
                given.add("file")  # which those add who know it
            if needed - given:
                lacking.append(f"{path.name}:{node.lineno}: {code.value} lacks {needed - given}")
    assert lacking == []


def test_findings_have_their_sentences_and_no_others() -> None:
    texts = sentences("findings", SOURCE)
    needed = {f"{code}.{part}" for code in finding_codes() for part in ("title", "sentence", "about")}
    assert needed <= texts.keys()
    assert all(texts[f"{code}.about"].endswith(".") for code in finding_codes())
    others = {key.partition(".") for key in texts.keys() - needed}
    assert {code for code, _, rest in others if not rest.startswith("what.")} == {"unit"}
    assert {code for code, _, rest in others if rest.startswith("what.")} <= finding_codes().keys()
    assert {key.partition(".")[2] for key in texts if key.startswith("unit.")} == {
        entry["unit"] for entry in finding_codes().values() if "unit" in entry
    }
    filled = {name for code in finding_codes() for name in braces(texts[f"{code}.sentence"])}
    assert filled == {"measured", "wanted", "what", "printer"}


def test_fields_have_their_meanings_and_no_others() -> None:
    for lang in languages():
        kinds = (*(KINDS | RECORDS | NESTED).values(), DesignFields, DesignMarginsFields)
        meanings = {kind.meaning(name, lang) for kind in kinds for name in kind.model_fields}
        texts = sentences("fields", lang)
        assert meanings == {text for key, text in texts.items() if not key.startswith("example.")}
    examples = {f"example.{about.example}" for kind in _kinds_of_fields() for about in kind.abouts().values()}
    assert {key for key in sentences("fields", SOURCE) if key.startswith("example.")} <= examples


def _kinds_of_fields() -> Iterator[type[Fields]]:
    """Every mapping of front matter, at the top and within."""
    waiting = Fields.__subclasses__()
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting += kind.__subclasses__()


LITERAL = ("book", "desk", "ebook", "interface", "preflight", "reference", "site")
"""Domains whose keys stand in the code as they are."""


def test_no_sentence_is_asked_for_that_there_is_not() -> None:
    assert [
        f"{path}: {domain}, {key}"
        for path, domain, key in asked_for()
        if not any(re.fullmatch(key, each) for each in sentences(domain, SOURCE))
    ] == []


def test_no_sentence_is_kept_that_nobody_asks_for() -> None:
    wanted = {domain: {key for _, its, key in asked_for() if its == domain} for domain in LITERAL}
    quoted = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [
        f"{domain}: {key}"
        for domain in LITERAL
        for key in sentences(domain, SOURCE)
        if key not in quoted
        and not key.startswith("license.")
        and not any(re.fullmatch(pattern, key) for pattern in wanted[domain])
    ] == []


def asked_for() -> Iterator[tuple[str, str, str]]:
    """(file, domain, pattern of the key) of each sentence that code or a template names."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("say", "counted"):
                domain = node.args[0]
                if isinstance(domain, ast.Constant):
                    yield from ((path.name, domain.value, key) for key in patterns(node.args[1]))
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) in WORDS:
                yield from ((path.name, word_domain(key), key) for key in patterns(node.slice))
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "own":
                yield from ((path.name, "reference", key) for key in patterns(node.slice))
    for path in sorted(path for form in ("html", "xhtml", "ncx") for path in PACKAGE.rglob(f"*.{form}")):
        text = path.read_text(encoding="utf-8")
        for key in re.findall(r"\b(?:words|florilege)\.(\w+)", text):
            yield path.name, word_domain(key), key
        for start in re.findall(r'\bwords\["(\w+_)" ~', text):
            yield path.name, word_domain(f"{start}print"), rf"{start}.+"
        for name, dot in re.findall(r'"((?:report|role|severity)\b[\w.]*?)(\.?)"', text):
            yield path.name, "preflight", re.escape(name) + (r"\..+" if dot else "")
        if path.is_relative_to(PACKAGE / "desk"):
            for name, dot in re.findall(r'\bsay\("([\w.]+?)(\.?)"', text):
                yield path.name, "desk", re.escape(name) + (r"\..+" if dot else "")
        for key in re.findall(r'site\.counted\([^"]*"(\w+)"', text):
            yield path.name, "site", f"n_{key}"


WORDS = (
    *("words", "names", "self.words", "site.words", "composer.words", "self.site.words", "book.words"),
    "self.book.words",
)


def word_domain(key: str) -> str:
    return next((name for name in ("book", "ebook") if key in sentences(name, SOURCE)), "site")


def patterns(node: ast.expr) -> Iterator[str]:
    """Regular expressions for the keys that an expression may be; none for a mere name."""
    match node:
        case ast.Constant(value=str(value)):
            yield re.escape(value)
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from patterns(one)
            yield from patterns(other)


def test_a_number_chooses_its_form() -> None:
    assert [counted("site", "n_essays", count, "fr") for count in (0, 1, 2)] == [
        "0 essai",
        "1 essai",
        "2 essais",
    ]
    assert [counted("site", "n_essays", count, "en") for count in (0, 1, 2)] == [
        *("0 essays", "1 essay", "2 essays"),
    ]


def test_an_unknown_language_is_english_and_an_unknown_key_an_error() -> None:
    assert say("book", "contents", "tlh") == say("book", "contents", "en") == "Contents"
    assert say("book", "contents", "fr-CA") == "Sommaire"
    with pytest.raises(KeyError):
        say("book", "no-such-key", "fr")
