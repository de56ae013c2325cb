"""`florilege`: the commands by name, each in a file that is imported when it is called."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click

from florilege.cli import click_words
from florilege.cli.help import Group
from florilege.cli.options import PathOf, language
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.faults import machine_faults
from florilege.runtime.interruption import end_on_signals
from florilege.runtime.utf8_mode import start_again_in_utf8


class Place(NamedTuple):
    """Where a command is: its file in this room, and its function there."""

    file: str
    function: str

    def command(self) -> click.Command:
        """The command, from its file, which is imported."""
        found: click.Command = getattr(import_module(f"florilege.cli.{self.file}"), self.function)
        return found


COMMANDS = {
    "init": Place("init", "init"),
    "check": Place("check", "check"),
    "fix": Place("fix", "fix"),
    "build": Place("build", "build"),
    "proof": Place("proof", "proof"),
    "approve": Place("approval", "approve"),
    "corrections": Place("approval", "corrections"),
    "specimen": Place("specimen", "specimen"),
    "preflight": Place("preflight", "preflight"),
    "freeze": Place("frozen_editions", "freeze"),
    "rebuild": Place("frozen_editions", "rebuild"),
    "errata": Place("frozen_editions", "errata"),
    "archive": Place("frozen_editions", "archive"),
    "metadata": Place("trade_record", "metadata"),
    "offline": Place("offline", "offline"),
    "export-docs": Place("export_docs", "export_docs"),
    "new": Place("writing", "new"),
    "import": Place("importing", "import_sources"),
    "form": Place("form", "form"),
    "contributing": Place("contributing", "contributing"),
    "status": Place("status", "status"),
    "letters": Place("letters", "letters"),
    "consent": Place("consent", "consent"),
    "order": Place("order", "order"),
    "costs": Place("costs", "costs"),
    "royalties": Place("royalties", "royalties"),
    "deposit": Place("deposit", "deposit"),
    "proposal": Place("proposal", "proposal"),
    "doctor": Place("doctor", "doctor"),
    "cache": Place("cache", "show_cache"),
    "reference": Place("reference", "reference"),
    "schema": Place("reference", "schema"),
}
"""In the order in which `--help` lists them."""


class LazyGroup(Group):
    """A group that imports a command when it is called, and none for `--help`, which is thus instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Overrides click's."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Overrides click's."""
        place = COMMANDS.get(cmd_name)
        return place and place.command()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-florilege", prog_name="florilege")
@click.option("-C", "--directory", metavar="FOLDER", type=PathOf(exists=True, file_okay=False))
def florilege(directory: str | None) -> None:
    """The whole command line."""
    if directory:
        os.chdir(directory)


def main(command: str = "") -> None:
    """Run `florilege`, or one of its commands by its name, on the arguments of the process, and end it.

    Exit 0: fine; 1: something in contributions/; 2: usage; 3: the environment; 130 and 143: ended by SIGINT
    or SIGTERM.
    """
    end_on_signals()
    start_again_in_utf8()
    click_words.translate()
    try:
        with machine_faults(Path()):  # the folder may be gone
            (COMMANDS[command].command() if command else florilege)()
    except FlorilegeError as error:
        click.echo(f"florilege: {error.message(language())}", err=True)
        sys.exit(error.exit_code)
