"""A plan of changes → what a reader is shown before they are made: moves, a line each; texts, as a diff."""

from collections.abc import Iterator
from difflib import unified_diff

import click

from florilege.diagnostics.kinds import counts
from florilege.diagnostics.problems import Level, visible
from florilege.language.sentences import say
from florilege.mending.planning import FileChange, Plan

_COLOURS = {"-": "red", "+": "green", "@": "cyan"}


def changes(plan: Plan, lang: str, *, root: str) -> str:
    """All that would change; colours are for a terminal, and `click.echo` leaves them out elsewhere."""
    return "\n".join(line for change in plan.changes for line in _lines(change, lang, root))


def more_errors(plan: Plan, lang: str) -> str:
    """That there are more errors once all is changed; nothing where there aren't."""
    before, after = plan.errors
    if after <= before:
        return ""
    found = [counts([(Level.ERROR, number)], lang) if number else "0" for number in (before, after)]
    return say("interface", "fix.more-errors", lang, before=found[0], after=found[1])


def _lines(change: FileChange, lang: str, root: str) -> Iterator[str]:
    old, new = (visible(f"{root}/{path}") for path in (change.old, change.new))
    if change.old != change.new:
        key = "fix.copied" if change.is_copy else "fix.moved"
        yield click.style(say("interface", key, lang, old=old, new=new), bold=True)
    for each in change.was:
        yield click.style(say("interface", f"fix.was-{each}", lang, path=new), bold=True)
    for gone, come in dict.fromkeys(change.said):
        key = "fix.words-become" if come else "fix.words-go"
        words = {"gone": visible(gone), "come": visible(come)}
        yield click.style(say("interface", key, lang, path=new, **words), bold=True)
    if change.before is None or change.after is None or change.before == change.after:
        return
    diff = unified_diff(change.before.split("\n"), change.after.split("\n"), old, new, lineterm="", n=1)
    for number, line in enumerate(diff):
        shown = visible(line)
        yield click.style(shown, bold=True) if number < 2 else click.style(shown, fg=_COLOURS.get(line[:1]))
