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


@florilege.command()
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of the report.")
def doctor(lang: str | None) -> None:
    """See what this machine has, and say what is missing: exit 0 or 3."""
    from pathlib import Path

    from florilege.environment import State, conclusion, examine
    from florilege.project import find_project

    lang = lang or reader_language()
    try:
        project = find_project(Path.cwd())
    except FlorilegeError:
        project = None
    findings = examine(project, lang)
    marks = {State.FINE: "✓", State.MISSING: "✗", State.OPTIONAL: "·"}
    for finding in findings:
        click.echo(f"{marks[finding.state]} {finding.label:<18}{finding.detail}")
    click.echo(conclusion(findings, lang))
    sys.exit(3 if any(finding.state is State.MISSING for finding in findings) else 0)


def main() -> None:
    """Entry point: exit 0 fine, 1 something in contributions/, 2 usage, 3 the environment."""
    try:
        florilege(standalone_mode=True)
    except FlorilegeError as error:
        click.echo(f"florilege: {error.message(reader_language())}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
