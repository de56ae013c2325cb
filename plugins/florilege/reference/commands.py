"""The commands → the page of reference that docs/ keeps."""

from collections.abc import Iterable
from dataclasses import dataclass

from florilege.language.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandDescription:
    """What `--help` says of a command, in a language."""

    name: str
    """`florilege new essay`"""
    usage: str
    paragraphs: tuple[str, ...]
    """What it does, in a sentence; then what else there is to know, if anything."""
    options: tuple[tuple[str, str], ...]
    """As they are typed, and what they mean."""


def commands_page(commands: Iterable[CommandDescription], lang: str) -> str:
    """Every command with its usage and its options, described in this language."""
    lines = [
        f"# {say('reference', 'commands.title', lang)}",
        "",
        say("reference", "commands.lead", lang),
        "",
        say("reference", "commands.exit", lang),
    ]
    for command in commands:
        lines += ["", f"## {command.name}", "", "```text", command.usage, "```"]
        for paragraph in command.paragraphs:
            lines += ["", paragraph]
        lines += [""]
        for option, meaning in command.options:
            lines += [say("reference", "commands.option", lang, option=option, meaning=meaning)]
    return "\n".join(lines) + "\n"
