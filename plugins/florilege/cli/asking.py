"""A question to whoever runs the command → yes or no, in the words of a language."""

import click

from florilege.language.sentences import languages, say


def is_agreed(question: str, lang: str, *, err: bool = False) -> bool:
    """Whether somebody says yes, in any language of ours; nobody does where nobody is there.

    `err`: ask on the standard error, since a program reads the other.
    """
    asked = say("interface", "ask.yes-or-no", lang, question=question)
    try:
        answer = str(click.prompt(asked, default="", show_default=False, prompt_suffix=" ", err=err))
    except click.Abort:
        click.echo(err=err)
        return False
    words = " ".join(say("interface", "ask.yes", each) for each in languages()).split()
    return answer.strip().casefold() in words
