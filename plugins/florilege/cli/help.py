"""Commands → what `--help` says of them, in the reader's language.

What a command does and what its options mean stand in language/ (`commands`), by its name: `build.summary`,
`build.about`, `build.edition`; options that several commands have under `any`.
"""

import click

from florilege.cli.options import forget_language, language, note_language, with_names_in
from florilege.language.sentences import say, sentences
from florilege.reference import commands as reference


class Command(click.Command):
    """A command whose help, and whatever it finds wrong, is in the reader's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Overrides click's."""
        if ctx.parent is None:
            forget_language()
        note_language(args)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Overrides click's."""
        prefix = say("commands", "usage", language())
        pieces = with_names_in(language(), " ".join(self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Overrides click's."""
        for paragraph in describe(ctx, language()).paragraphs:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Overrides click's."""
        with formatter.section(say("commands", "options", language())):
            formatter.write_dl(describe(ctx, language()).options)


class Group(click.Group, Command):
    """A group of such commands, which lists them without importing any."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Overrides click's."""
        texts = sentences("commands", language())
        within = "" if ctx.command.name == "florilege" else f"{ctx.command.name} "
        rows = [(name, texts[f"{within}{name}.summary"]) for name in self.list_commands(ctx)]
        with formatter.section(texts["commands"]):
            formatter.write_dl(rows)


def describe(ctx: click.Context, lang: str) -> reference.CommandDescription:
    """What is said of the command of a context in a language."""
    name, texts = _name(ctx), sentences("commands", lang)
    return reference.CommandDescription(
        name=ctx.command_path,
        usage=" ".join(
            (ctx.command_path, with_names_in(lang, " ".join(ctx.command.collect_usage_pieces(ctx))))
        ),
        paragraphs=tuple(texts[key] for key in (f"{name}.summary", f"{name}.about") if key in texts),
        options=tuple(
            (with_names_in(lang, record[0]), _meaning(name, each, lang))
            for each in ctx.command.get_params(ctx)
            if isinstance(each, click.Option) and (record := each.get_help_record(ctx))
        ),
    )


def _meaning(command: str, option: click.Option, lang: str) -> str:
    """What an option of a command is for, whether it must be given, and what it is where it isn't."""
    texts, key = sentences("commands", lang), _key(option)
    said = [texts.get(f"{command}.{key}") or texts[f"any.{key}"]]
    if option.required:
        said.append(say("reference", "required", lang))
    if isinstance(option.default, str) and option.default:
        said.append(say("reference", "default", lang, value=option.default))
    return " ".join(said)


def _name(ctx: click.Context) -> str:
    """`new essay`, or `florilege` for what holds all commands."""
    inner = ctx.command.name or ""
    outer = ctx.parent.command.name if ctx.parent else "florilege"
    return inner if outer == "florilege" else f"{outer} {inner}"


def _key(option: click.Option) -> str:
    """`keep-going` of `--keep-going`."""
    return max(option.opts, key=len).lstrip("-")
