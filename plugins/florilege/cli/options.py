"""Options that several commands take."""

import click

LANG = click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of the messages.")
