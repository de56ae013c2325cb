"""The pages of reference in docs/ are what the code says."""

import re
from pathlib import Path

import pytest

from florilege.cli.reference import PAGES
from florilege.diagnostics.findings import finding_codes
from florilege.diagnostics.problems import codes
from florilege.language.sentences import sentences
from florilege.printing.printers import sources
from florilege.reading.schema import KINDS

DOCS = Path(__file__).parents[2] / "docs"


def page(name: str, lang: str) -> str:
    return (DOCS / lang / "reference" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name: str, lang: str) -> None:
    assert page(name, lang) == PAGES[name](lang), (
        f"run: florilege reference {name} --lang {lang} > docs/{lang}/reference/{name}.md"
    )


def test_the_pages_say_defaults_and_what_is_required() -> None:
    """Of what is nothing or false by default, of mappings and of the language, no default is said."""
    fields, commands = (PAGES[name]("en").splitlines() for name in ("fields", "commands"))
    said = {line.split(" | ")[0].strip("| "): line for line in fields if "Default: " in line}
    assert [
        re.findall(r"Default: `(.+?)`", said[name])
        for name in ("status", "trim", "editions", "author_copies", "barcode")
    ] == [["published"], ["A5"], ["[screen]"], ["1"], ["true"]]
    assert {"lang", "draft", "cover", "length"} & set(said) == set()
    assert "- `--output FILE`: The zip. Default: `offline.zip`." in commands
    assert "- `--kind [invitation|reminder|proof|thanks]`: Which letter. Required." in commands


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_pages_leave_nothing_out(lang: str) -> None:
    problems, checks, fields, printers = (
        page(name, lang) for name in ("problems", "checks", "fields", "printers")
    )
    assert [code for code in codes() if f"\n### {code}\n" not in problems] == []
    assert [check for check in finding_codes() if f"\n### {check}\n" not in checks] == []
    assert [name for kind in KINDS.values() for name in kind.model_fields if name not in fields] == []
    assert [
        source
        for source in sources()
        if f"[^{source}]: " not in printers or f"| [^{source}] |" not in printers
    ] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_on_commands_is_on_their_page(lang: str) -> None:
    """Else a command or an option is gone; one that has no sentence is an error of its own."""
    shown = page("commands", lang)
    assert [
        key for key, said in sentences("commands", lang).items() if "." in key and said not in shown
    ] == []
