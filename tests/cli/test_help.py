"""`--help`, and what click says of a wrong call, in the reader's language."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

import commands
from florilege.cli.main import COMMANDS, florilege
from florilege.language.sentences import SOURCE, languages, sentences


def run(lang: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return commands.run(Path.cwd(), "-m", "florilege.cli", *arguments, LC_ALL=lang, COLUMNS="80")


def names_and_commands() -> Iterator[tuple[str, click.Command]]:
    """Each command as it is typed, `florilege` itself among them."""
    yield "florilege", florilege
    for name, place in COMMANDS.items():
        command = place.command()
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", each) for below, each in command.commands.items())


def written(command: click.Command) -> Iterator[str]:
    """How a command and each of its options is written in the help."""
    context = click.Context(command, **florilege.context_settings)
    yield from command.collect_usage_pieces(context)
    yield from (record[0] for each in command.params if (record := each.get_help_record(context)))


def test_every_command_and_option_has_its_help_and_there_is_no_other() -> None:
    texts = sentences("commands", SOURCE)
    wanted = {"usage", "commands", "options", "any.help"}
    for name, command in names_and_commands():
        wanted.add(f"{name}.summary")
        for option in (each for each in command.params if isinstance(each, click.Option)):
            key = max(option.opts, key=len).lstrip("-")
            wanted.add(f"{name}.{key}" if f"{name}.{key}" in texts else f"any.{key}")
    placeholders = {
        f"name.{name.lower()}"
        for _, command in names_and_commands()
        for piece in written(command)
        for name in re.findall("[A-Z]{2,}", piece)
    }
    wanted |= placeholders - {"name.id"}
    assert wanted <= texts.keys()
    assert {key for key in texts.keys() - wanted if not key.endswith(".about")} == set()
    assert {key.removesuffix(".about") for key in texts.keys() - wanted} <= dict(names_and_commands()).keys()


def test_lang_before_help_goes_before_the_language_of_the_reader() -> None:
    assert sentences("commands", "en")["check.summary"] in run("fr", "check", "--lang", "en", "-h").stdout
    assert sentences("commands", "fr")["check.summary"] in run("en", "check", "--lang", "fr", "-h").stdout


def test_a_wrong_call_is_told_in_the_language_of_the_reader() -> None:
    done = run("fr", "check", "--nope")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Erreur\u202f: ")
    assert run("en", "check", "--nope").stderr.splitlines()[-1].startswith("Error: ")


def test_lang_offers_the_languages_that_there_are() -> None:
    refused = run("en", "check", "--lang", "xx")
    assert refused.returncode == 2
    assert all(f"'{lang}'" in refused.stderr for lang in languages())


def test_what_ends_a_command_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    for lang, words in (("en", "no mkdocs.yml in"), ("fr", "aucun mkdocs.yml dans")):
        done = run("fr" if lang == "en" else "en", "-C", str(tmp_path), "build", "--lang", lang)
        assert done.returncode == 2
        assert words in done.stderr


def test_a_machine_without_a_language_speaks_that_of_the_anthology(toy: Path) -> None:
    """`LANG=C`, as on many servers: the messages are in the language of the site that one works on."""
    config = toy / "mkdocs.yml"
    for lang in ("en", "de"):
        text = re.sub(r"(?m)^  language: .*$", f"  language: {lang}", config.read_text(encoding="utf-8"))
        config.write_text(text, encoding="utf-8")
        assert essays_in(run("C.UTF-8", "-C", str(toy), "check").stdout) == essays_in(
            run("fr_FR.UTF-8", "-C", str(toy), "check", "--lang", lang).stdout
        )


def essays_in(output: str) -> str:
    """The last line of `check`, with its word for essays."""
    return output.splitlines()[-1]
