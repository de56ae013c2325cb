"""`florilege schema`, `codes`, `checks`, `fields`, `printers`: what the engine knows, as its docs say it."""

import json
from pathlib import Path

import click

from florilege.cli.options import LANG
from florilege.language.sentences import reader_language
from florilege.reading.schema import KINDS
from florilege.reference.checks import checks_page
from florilege.reference.pages import codes_page, fields_page, json_schema, printers_page


@click.command()
@click.argument("kind", type=click.Choice(["essay", "author", "volume", "matter", "home"]), required=False)
@click.option(
    "--all", "folder", type=click.Path(file_okay=False), help="Write every schema into this folder."
)
@LANG
def schema(kind: str | None, folder: str | None, lang: str | None) -> None:
    """Print the JSON Schema (2020-12) of a kind of front matter, for editors and forms."""
    lang = lang or reader_language()
    if (kind is None) == (folder is None):
        raise click.UsageError("name one kind, or --all and a folder")
    for name in [kind] if kind else KINDS:
        text = json.dumps(json_schema(name, lang), ensure_ascii=False, indent=2)
        if folder is None:
            click.echo(text)
        else:
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"{name}.json").write_text(text + "\n", encoding="utf-8")


@click.command()
@LANG
def codes(lang: str | None) -> None:
    """Print the page of the problems and their codes."""
    click.echo(codes_page(lang or reader_language()), nl=False)


@click.command()
@LANG
def checks(lang: str | None) -> None:
    """Print the page of what the preflight looks for."""
    click.echo(checks_page(lang or reader_language()), nl=False)


@click.command()
@LANG
def fields(lang: str | None) -> None:
    """Print the page of the fields of front matter."""
    click.echo(fields_page(lang or reader_language()), nl=False)


@click.command("printers")
@LANG
def show_printers(lang: str | None) -> None:
    """Print the page of the printers and what they ask."""
    click.echo(printers_page(lang or reader_language()), nl=False)
