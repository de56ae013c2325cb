"""Options that several commands take."""

import click

from florilege.language.sentences import languages

LANG = click.option("--lang", type=click.Choice(languages()))
OUTPUT = click.option("--output", type=click.Path(file_okay=False))
AUTHORS = click.option("--author", "authors", multiple=True)
