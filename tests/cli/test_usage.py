"""Every wrong call of every command → one message, in the language asked for and in no other."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.test_help import names_and_commands
from cli.test_languages import foreign
from florilege.cli import main
from florilege.cli.options import Day, forget_language

GIVEN = {click.Choice: "x", click.IntRange: "0", click.FloatRange: "x", Day: "x", click.Path: ""}
"""A value that each type refuses."""

ENGLISH = ["ACCOUNT", "ADDRESS", "ARGS", "COMMAND", "ESSAY", "FILE", "FOLDER", "NUMBER", "PATHS", "VOLUME"]


def wrong_calls() -> Iterator[tuple[str, ...]]:
    """A wrong option, a missing or superfluous argument, and for each value a missing and a refused one."""
    for name, command in names_and_commands():
        call = () if name == "florilege" else tuple(name.split())
        yield (*call, "--nope")
        yield (*call, "--hepl")
        if isinstance(command, click.Group):
            yield (*call, "nope")
            continue
        needed = [each for each in command.params if isinstance(each, click.Argument) and each.required]
        if needed:
            yield call
        if not any(each.nargs == -1 for each in command.params):
            yield (*call, *("x" for each in command.params if isinstance(each, click.Argument)), "y", "z")
        for each in command.params:
            refused = next((value for kind, value in GIVEN.items() if isinstance(each.type, kind)), None)
            if isinstance(each, click.Argument):
                if refused is not None:
                    yield (*call, *(refused if other is each else "x" for other in needed or [each]))
            elif isinstance(each, click.Option) and each.is_flag:
                yield (*call, f"{each.opts[-1]}=3")
            elif isinstance(each, click.Option) and "--lang" not in each.opts:
                yield (*call, each.opts[-1])
                if refused is not None:
                    yield (*call, *("x" for _ in needed), each.opts[-1], refused)


CALLS = sorted({*wrong_calls()})


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_wrong_call_is_told_in_the_language_asked_for(
    call: tuple[str, ...],
    lang: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget_language()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", {"fr": "en_GB.UTF-8", "en": "fr_FR.UTF-8"}[lang])
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(main, "end_on_signals", lambda: None)
    # First, so that it is no value of an option that lacks one; a group takes it for what is below it.
    asked = (*call[:1], f"--lang={lang}", *call[1:]) if call[:1] != ("new",) else (*call, f"--lang={lang}")
    if not call or call[0].startswith("-") or call in (("nope",), ("new", "--nope"), ("new", "--hepl")):
        asked = call
        monkeypatch.setenv("LC_ALL", f"{lang}_XX.UTF-8")
    monkeypatch.setattr(sys, "argv", ["florilege", *asked])
    with pytest.raises(SystemExit) as ended:
        main.main()
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    said = " ".join(printed.err.split())
    assert foreign(said, lang) == []
    assert {"fr": "Erreur : ", "en": "Error: "}[lang] in said
    if lang == "fr":
        assert not re.search(rf"(?<![\w-])({'|'.join(ENGLISH)})(?![\w-])", said)
