"""`florilege`: what the plugin does and more, from a terminal. The only module that prints.

Commands import what they need when they run, so that `--help` is instant.
"""

import sys

import click

from florilege.problems import FlorilegeError, reader_language


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-florilege", prog_name="florilege")
def florilege() -> None:
    """Turn a folder of essays into a website and print-ready tomes."""


def main() -> None:
    """Entry point: exit 0 fine, 1 something in contributions/, 2 usage, 3 the environment."""
    try:
        florilege(standalone_mode=True)
    except FlorilegeError as error:
        click.echo(f"florilege: {error.message(reader_language())}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
