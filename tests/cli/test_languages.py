"""Whatever goes wrong is said in the language asked for, by every command, click's own words among it.

Held against the catalogues: no sentence of another language, whole or in part, stands in what is printed.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from florilege.cli import main
from florilege.cli.options import forget_language
from florilege.language.sentences import SOURCE, _domain, sentences
from worlds import small

SPOKEN = ("problems", "interface", "click", "commands", "preflight")
"""The domains that a terminal shows."""

SPOILT = {
    "essays/un/index.md": (
        "---\ntitle:\u00a0Un : deux\nauthors: [ada, bob]\ndate: 32 mars\nvolume: tome-9\n"
        "couleur: vert\n---\n\n"
        "# Un\n\n[ici](../rien/index.md) ![](rien.png) <u onclick='x'>oui</u> [^1] *a\n\netc... et\n"
    ),
    "essays/Deux fois.md": "Texte.\n",
    "authors/eva.md": "---\nname: Eva Blanc\n---\n",
    "notes.docx": b"PK\x03\x04",
}
SETTINGS = "site_name: x\ndocs_dir: contributions\nplugins:\n  - florilege\n"
NO_VOLUME = {"volumes/tome-1/index.md": None}

CASES: list[tuple[str, ...]] = [
    *((), ("nope",), ("--nope",), ("-C", "nowhere", "check")),
    *(
        ("check",),
        ("check", "--nope"),
        ("check", "nowhere"),
        ("check", "--format", "x"),
    ),
    *(
        ("check", "--code"),
        ("check", "--code", "nope"),
        ("check", "--essay", "nope"),
        ("check", "mkdocs.yml"),
    ),
    *(("fix", "--diff"), ("fix",), ("fix", "nowhere"), ("fix", "--nope")),
    *(("build", "--workers", "1"), ("build", "nope", "--workers", "1"), ("build", "--edition", "x")),
    *(("build", "--workers", "x"), ("build", "--workers", "0"), ("build", "--output", "mkdocs.yml")),
    *(("proof",), ("proof", "nope", "--workers", "1"), ("proof", "--nope", "un")),
    *(
        ("preflight",),
        ("preflight", "nope"),
        ("preflight", "tome-1"),
        ("preflight", "--format", "x", "tome-1"),
    ),
    *(("new",), ("new", "nope"), ("new", "essay"), ("new", "essay", "Un été"), ("new", "essay", "un")),
    *(("new", "author"), ("new", "author", "ada"), ("new", "author", "ada", "--name")),
    *(("import",), ("import", "nowhere.txt"), ("import", "contributions", "--id", "deux")),
    *(("import", "bytes.txt"), ("import", "mail.txt", "--id", "un"), ("import", "mail.txt", "--id", "trois")),
    *(("init",), ("init", ""), ("init", "."), ("init", "mkdocs.yml"), ("init", "new", "--forge", "x")),
    *(("doctor", "--nope"), ("cache", "--nope"), ("cache",), ("cache", "--empty", "x")),
    *(("schema",), ("schema", "x"), ("schema", "essay", "--all", "out"), ("schema", "--all", "mkdocs.yml")),
    *(("reference",), ("reference", "x"), ("proposal",), ("proposal", "x"), ("proposal", "scope")),
    *(("check", "--help"), ("new", "--help"), ("build", "--help"), ("--help",)),
]


@pytest.fixture(autouse=True)
def in_an_anthology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(tmp_path, SPOILT)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "mail.txt").write_text(
        "De : Ada\n\nLe banc\n\n5 mars 2026\n\nIl dit, (oui) etc...\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main, "end_on_signals", lambda: None)
    forget_language()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setenv("COLUMNS", "100")


def said(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> str:
    """All that a command prints, its lines joined."""
    monkeypatch.setattr(sys, "argv", ["florilege", *arguments])
    with pytest.raises(SystemExit):
        main.main()
    printed = capsys.readouterr()
    return " ".join((printed.out + printed.err).split())


@cache
def fragments(lang: str) -> frozenset[str]:
    """The parts of a language's sentences between what is filled in, of two words at least."""
    every = (
        form for domain in SPOKEN for sentence in _domain(domain, lang).values() for form in sentence.forms
    )
    parts = (
        " ".join(part.split()) for text in every for part in re.split(r"\{[^}]*\}|`[^`]*`|\[[^]]*\]", text)
    )
    return frozenset(
        part for part in parts if len(part.split()) > 1 and len(re.findall(r"[^\W\d_]", part)) > 9
    )


def foreign(text: str, lang: str) -> list[str]:
    """The parts of sentences of the other languages in a text; what two languages share is no other's."""
    own = " ".join(fragments(lang))
    others = (part for other in {"fr", "en", "de"} - {lang} for part in fragments(other))
    return sorted(part for part in others if part in text and part not in own)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_every_line_is_in_the_language_asked_for(
    case: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", {"fr": "en_GB.UTF-8", "en": "de_DE.UTF-8"}[lang])
    takes_none = not case or case[0].startswith("-") or case in (("new",), ("nope",))
    if takes_none:
        monkeypatch.setenv("LC_ALL", f"{lang}_XX.UTF-8")
        text = said(case, capsys, monkeypatch)
    else:
        text = said((*case, "--lang", lang), capsys, monkeypatch)
    assert foreign(text, lang) == []
    assert not text or any(part in text for part in fragments(lang)) or case[0] in ("cache", "import")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("where", ["outside", "without a volume", "without contributions", "bad settings"])
@pytest.mark.parametrize(
    "command", ["check", "build --workers 1", "cache", "fix", "preflight tome-1", "new essay a"]
)
def test_so_is_what_is_wrong_with_the_place(
    command: str,
    where: str,
    lang: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", {"fr": "en_GB.UTF-8", "en": "fr_FR.UTF-8"}[lang])
    settings = tmp_path / "mkdocs.yml"
    if where == "outside":
        settings.unlink()
    elif where == "bad settings":
        settings.write_text("a: b: c\n", encoding="utf-8")
    elif where == "without contributions":
        (tmp_path / "contributions").rename(tmp_path / "elsewhere")
    else:
        (tmp_path / "contributions/volumes/tome-1/index.md").unlink()
    text = said((*command.split(), "--lang", lang), capsys, monkeypatch)
    assert foreign(text, lang) == []
    assert any(part in text for part in fragments(lang)) or command in ("cache", "new essay a")


UNREACHABLE = {
    "deprecated": "none of our commands is",
    "DeprecationWarning: ": "likewise",
    "Could not determine name": "a mistake of ours",
    "No options defined but": "likewise",
    "Arguments take exactly": "likewise",
    "Name '{name}' defined twice": "likewise",
    "Boolean option {decl!r}": "likewise",
    "Value must be an iterable.": "likewise",
    "Takes {nargs} values": "no option of ours takes several at once",
    "{len_type} values are": "likewise",
    "Option {name!r} requires {nargs}": "likewise",
    "Argument {name!r} takes": "likewise",
    "env var: {var}": "our help has its own words",
    "default: {default}": "likewise",
    "(dynamic)": "likewise",
    "Positional arguments": "likewise",
    "Options": "likewise",
    "Commands": "likewise",
    "Usage": "likewise",
    "Show ": "likewise",
    "%(prog)s, version": "a name and a number",
    "Choice({choices})": "only shown where a choice is described",
    "Do you want to continue?": "we ask in our own words (asking.py)",
    "Confirm the action": "likewise",
    "Press any key": "likewise",
    "Repeat for confirmation": "likewise",
    "Error: ": "likewise",
    "Could not open file": "we open files ourselves",
    "unknown error": "likewise",
    "Missing parameter": "all of ours are arguments and options",
    "Missing {param_type}": "likewise",
    "Invalid start character": "none of ours has one",
    "{value!r} does not match the format": "none of ours is a moment",
    "{value!r} is not a valid boolean": "flags of ours take no value",
    "{value!r} is not a valid UUID": "none of ours is one",
    "{name} {filename!r} is not executable": "none of ours need be",
    "Unknown ": "a mistake of ours",
}
"""How sentences of click begin that our commands can't say, and why."""

KEPT = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def click_says() -> Iterator[str]:
    """Every sentence that click hands to gettext."""
    folder = Path(click.__file__).parent
    for name in KEPT:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext"):
                for each in node.args:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


OLDER = ("No such option: {name}", "(Possible options: {possibilities})")
"""What versions before 8.5 say."""


def test_all_that_click_can_say_is_translated() -> None:
    known = set(sentences("click", SOURCE).values())
    untold = {each for each in (*click_says(), *OLDER) if each not in known}
    assert sorted(each for each in untold if not each.startswith(tuple(UNREACHABLE))) == []
