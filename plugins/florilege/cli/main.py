"""`florilege`: the commands by name, each in a file that is imported when it is called."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import reader_language


class Place(NamedTuple):
    """Where a command is: its file in this room, its function there; and what `--help` says of it."""

    file: str
    function: str
    summary: str

    def command(self) -> click.Command:
        """The command, from its file, which is imported."""
        found: click.Command = getattr(import_module(f"florilege.cli.{self.file}"), self.function)
        return found


COMMANDS = {
    "check": Place("check", "check", "Say what is wrong in contributions/."),
    "build": Place("build", "build", "Print the tomes as PDF."),
    "proof": Place("build", "proof", "Print essays, each for itself."),
    "preflight": Place("preflight", "preflight", "Measure the finished files of volumes."),
    "new": Place("writing", "new", "Write a new file of contributions/ from a template."),
    "import": Place("writing", "import_text", "Make an essay of a plain text."),
    "schema": Place("reference", "schema", "Print the JSON Schema of a kind of front matter."),
    "codes": Place("reference", "codes", "Print the page of the problems and their codes."),
    "checks": Place("reference", "checks", "Print the page of what the preflight looks for."),
    "fields": Place("reference", "fields", "Print the page of the fields of front matter."),
    "printers": Place("reference", "show_printers", "Print the page of the printers and what they ask."),
    "cache": Place("cache", "show_cache", "Show what builds keep for the next ones, or empty it."),
    "doctor": Place("doctor", "doctor", "See what this machine has, and say what is missing."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and none for `--help`, which is thus instant."""

    def __init__(self, *args: Any, places: Mapping[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self.places.get(cmd_name)
        return place and place.command()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.summary) for name, place in self.places.items()])


@click.group(cls=LazyGroup, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-florilege", prog_name="florilege")
@click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False),
    help="Work as if started in this folder.",
)
def florilege(directory: str | None) -> None:
    """Turn a folder of essays into a website and print-ready tomes."""
    if directory:
        os.chdir(directory)


def main(command: str = "") -> None:
    """Run `florilege`, or one of its commands by its name, on the arguments of the process, and end it.

    Exit 0: fine; 1: something in contributions/; 2: usage; 3: the environment.
    """
    try:
        (COMMANDS[command].command() if command else florilege)()
    except FlorilegeError as error:
        click.echo(f"florilege: {error.message(reader_language())}", err=True)
        sys.exit(error.exit_code)
