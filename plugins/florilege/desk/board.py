"""The status of volumes → a table for a terminal, JSON, or a board to look at and to print."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from math import sqrt

from rich.table import Table
from rich.text import Text

from florilege.desk.rendering import rendered
from florilege.desk.status import STATES, BuiltVolume, Row, VolumeStatus
from florilege.desk.steps import STEPS
from florilege.language.formats import decimal, listing, long_date
from florilege.language.sentences import counted, say
from florilege.printing.printers import printers

CARDS = 60
"""How many cards a sheet of A4 holds at full size."""
_DONE, _MISSING, _UNASKED = "✓", "–", ""


WIDE = 120
"""Columns of a terminal from which each step has one of its own."""
NARROWEST = 64
"""Columns that the rest needs; a terminal that has less breaks the lines itself."""


def table(status: VolumeStatus, lang: str, *, width: int = WIDE) -> Table:
    """A row for each essay or person, what is to be done next above all; `width` is a terminal's, in columns.

    In a narrow one, what is missing is named instead of a column for each step.
    """
    if width < WIDE:
        return _narrow_table(status, lang, width)
    shown = Table(title=Text(heading(status, lang)), title_justify="left", box=None, pad_edge=False)
    for name in ("who", "essay", "state", *(f"step.{step.name}" for step in STEPS), "length", "days", "next"):
        shown.add_column(say("desk", f"status.{name}", lang), overflow="fold")
    for row in status.rows:
        marks = [
            _DONE if step.name in row.done else _MISSING if step.name in row.missing else _UNASKED
            for step in STEPS
        ]
        state, following = say("desk", f"state-of-one.{row.state}", lang), to_do(row, lang)
        who = listing(row.people, lang)
        cells = (who, row.essay, state, *marks, length(row, lang), days(row, lang), following)
        shown.add_row(*map(Text, cells))
    return shown


def _narrow_table(status: VolumeStatus, lang: str, width: int) -> Table:
    shown = Table(
        title=Text(heading(status, lang)),
        title_justify="left",
        box=None,
        pad_edge=False,
        width=max(width, NARROWEST),
    )
    columns = ("who", "essay", "state", "missing", "length", "days")
    who, essay, state, missing, count, due = (say("desk", f"status.{name}", lang) for name in columns)
    shown.add_column(f"{who}, {essay.lower()}", overflow="fold", ratio=5)
    shown.add_column(state, no_wrap=True)
    shown.add_column(missing, overflow="fold", ratio=4)
    shown.add_column(count, no_wrap=True, justify="right")
    shown.add_column(due, ratio=2, min_width=9, overflow="fold")
    for row in status.rows:
        lacking = listing([say("desk", f"status.step.{name}", lang) for name in row.missing], lang)
        who = "\n".join(filter(None, (listing(row.people, lang), row.essay)))
        count = length(row, lang).replace(" (", "\n(")
        nothing = _DONE if row.state == "ready" else _UNASKED
        state = say("desk", f"state-of-one.{row.state}", lang)
        shown.add_row(Text(who), state, lacking or nothing, count, days(row, lang))
    return shown


def heading(status: VolumeStatus, lang: str) -> str:
    """The title of a volume, its pages and its thickness as last built."""
    pages = printed(status.printed, lang)
    return f"{status.title} – {pages}" if pages else status.title


def printed(built: BuiltVolume | None, lang: str) -> str:
    """So many pages, so thick for each printer; empty where nothing was built."""
    if built is None:
        return ""
    said = [counted("desk", "status.pages", built.pages, lang)]
    for printer, spine in built.spines.items():
        thickness = f"{decimal(f'{spine:.1f}', lang)} mm"
        said.append(say("desk", "labelled", lang, label=printers()[printer].name, value=thickness))
    pages = ", ".join(said)
    return say("desk", "status.stale", lang, pages=pages, file=built.changed) if built.changed else pages


def length(row: Row, lang: str) -> str:
    """How long a text is, and how long it was to be."""
    if not row.count:
        return ""
    most = row.wished.max
    bounds = f"{row.wished.min}–{most}" if most is not None else f"≥ {row.wished.min}"
    wished = f" ({bounds})" if most is not None or row.wished.min else ""
    unit = say("desk", f"unit.{row.wished.unit}", lang)
    return f"{row.count}\u00a0{unit}{wished}{'' if row.fits else ' !'}"


def days(row: Row, lang: str) -> str:
    """How many days are left, or how late it is."""
    if row.days is None:
        return ""
    key = "status.days-left" if row.days >= 0 else "status.days-late"
    return counted("desk", key, abs(row.days), lang)


def to_do(row: Row, lang: str) -> str:
    """The next step, in words."""
    return say("desk", f"next.{row.next}", lang) if row.next else ""


def lacks(row: Row, lang: str) -> str:
    """What is missing, in words for everybody."""
    steps = listing([say("desk", f"status.step.{name}", lang) for name in row.missing], lang)
    return say("desk", "status.lacks", lang, steps=steps)


def as_json(statuses: Sequence[VolumeStatus], today: date) -> str:
    """An array of an object for each volume, its rows in the order of what is to be done next."""
    rows = [
        {**asdict(each), "rows": [{**asdict(row), "next": row.next, "fits": row.fits} for row in each.rows]}
        for each in statuses
    ]
    return json.dumps({"today": today, "volumes": rows}, ensure_ascii=False, indent=2, default=str)


MOST = 250
"""Rows in an issue, of all volumes: forges take so many characters (65,536), and nobody reads more."""


def markdown(statuses: Sequence[VolumeStatus], today: date, lang: str) -> str:
    """Tables in the Markdown of forges, of what isn't ready; the rest is counted."""
    lines = [long_date(today, lang), ""]
    left = MOST
    for status in statuses:
        ready = sum(row.state == "ready" for row in status.rows)
        open_rows = [row for row in status.rows if row.state not in ("ready", "declined")]
        lines += [f"## {_literal(heading(status, lang))}", ""]
        for name, day in status.deadlines.items():
            lines.append(f"- {say('desk', f'deadline.{name}', lang)} {long_date(day, lang)}")
        done = f"{ready}/{len(status.rows)}"
        lines += [
            f"- {say('desk', 'labelled', lang, label=say('desk', 'state.ready', lang), value=done)}",
            "",
        ]
        if open_rows:
            names = ("who", "essay", "state", "missing", "days")
            lines.append(f"| {' | '.join(say('desk', f'status.{name}', lang) for name in names)} |")
            lines.append("| --- " * len(names) + "|")
        for row in open_rows[:left]:
            lacking = listing([say("desk", f"status.step.{name}", lang) for name in row.missing], lang)
            state = say("desk", f"state-of-one.{row.state}", lang)
            cells = (listing(row.people, lang), row.essay, state, lacking, days(row, lang))
            lines.append(f"| {' | '.join(map(_literal, cells))} |")
        if len(open_rows) > left:
            lines.append(f"| … {len(open_rows) - left} | | | | |")
        left = max(left - len(open_rows), 0)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _literal(text: str) -> str:
    """A text of which Markdown makes nothing: no link, no mention of an account or an issue.

    >>> _literal("@ada *#1* | <b>")
    '&#64;ada &#42;&#35;1&#42; &#124; &#60;b&#62;'
    """
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(each)};" for each in found[0]), text)


_MARKUP = re.compile(r"[^\w\s.,;:'’«»–—…()/-]|_|://")
"""What may be more than a sign: all but letters, digits, and the punctuation of prose."""


def public(status: VolumeStatus) -> VolumeStatus:
    """What everybody may read of a status: not who was asked and hasn't answered, or has said no."""
    return replace(status, rows=tuple(row for row in status.rows if row.state not in ("invited", "declined")))


def html(
    statuses: Sequence[VolumeStatus], today: date | None, lang: str, *, anthology: str, home: str = ""
) -> str:
    """A page that refers to no other file: a sheet for each volume, its cards by state.

    With the address of the site's `home` it is for everybody: it says what is missing, not what to do.
    """
    return rendered(
        "status.html",
        lang,
        style="status.css",
        anthology=anthology,
        home=home,
        statuses=statuses,
        states=STATES,
        today=today,
        listing=partial(listing, lang=lang),
        long_date=partial(long_date, lang=lang),
        length=partial(length, lang=lang),
        days=partial(days, lang=lang),
        to_do=partial(to_do, lang=lang),
        lacks=partial(lacks, lang=lang),
        printed=partial(printed, lang=lang),
        scale=lambda status: min(1.4, sqrt(CARDS / (len(status.rows) + len(STATES)))),
    )
