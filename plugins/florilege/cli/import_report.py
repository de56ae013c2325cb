"""What `florilege import` has made of a source → what an editor is told: done, doubtful, asked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from florilege.catalogue.ids import is_id
from florilege.cli import problem_report
from florilege.diagnostics.problems import Problem, visible
from florilege.intake import template
from florilege.intake.arrival import RefusedSource, Remark
from florilege.intake.new_essays import Placement
from florilege.intake.word_comparison import words_of_markdown
from florilege.language.formats import long_date
from florilege.language.sentences import counted, say
from florilege.reading.fieldtypes import date
from florilege.reading.schema import EssayFields

SHOWN = 3
"""How many places of a kind are shown."""
LONGEST_CELL = 40


def whole(
    placed: Placement, problems: Sequence[Problem], *, place: str, lang: str, root: str, agreed: bool
) -> str:
    """All of it, for one essay; `place` is the new file, `agreed` whether consent needs no asking."""
    arrival = placed.arrival
    parts = [_understood(placed, lang)]
    done = [each for each in arrival.remarks if not each.is_doubtful]
    doubtful = [each for each in arrival.remarks if each.is_doubtful]
    if done:
        parts += [_title("tidied", lang), *_grouped(done, lang)]
    if arrival.lost:
        parts += [_title("lost", lang), *(f"  {each}" for each in _counted(arrival.lost, lang))]
    path = f"essays/{placed.id}/index.md"
    suggestions = [
        replace(each, path=path, line=each.line + placed.first_line) for each in arrival.suggestions
    ]
    if doubtful or suggestions:
        parts += [_title("doubtful", lang), *_grouped(doubtful, lang)]
        parts += [problem_report.text(suggestions, lang, root=root)] if suggestions else []
    asked = _open(placed, place, lang, agreed=agreed)
    if asked:
        parts += [_title("open", lang), *(f"  {each}" for each in asked)]
    if placed.is_draft:
        number = next(n for n, line in enumerate(placed.front.split("\n"), 1) if line.startswith("draft:"))
        parts.append(say("interface", "import.draft", lang, place=f"{place}:{number}"))
    if problems:
        parts.append(problems_left(problems, lang, root=root))
    return "\n".join([*parts, say("interface", "import.next", lang, place=place)])


def problems_left(problems: Sequence[Problem], lang: str, *, root: str) -> str:
    """What the check finds wrong in what was written."""
    if not problems:
        return say("interface", "import.fine", lang)
    return "\n".join([_title("problems", lang), problem_report.short_text(problems, lang, root=root)])


def _title(part: str, lang: str) -> str:
    return say("interface", f"import.{part}", lang)


def _understood(placed: Placement, lang: str) -> str:
    """What went into the front matter, and how much there is."""
    arrival = placed.arrival
    words = counted("interface", "n_words", len(words_of_markdown(arrival.markdown)), lang)
    paragraphs = counted("interface", "n_paragraphs", arrival.markdown.count("\n\n") + 1, lang)
    lines = [_title("understood", lang), f"{paragraphs}, {words}"]
    shown = {
        "title": arrival.title,
        "subtitle": arrival.subtitle,
        "signed": ", ".join(placed.authors),
        "date": long_date(date(placed.date), lang) if placed.date else "",
        "tags": ", ".join(arrival.tags),
        "pictures": ", ".join(arrival.pictures),
        "comments": str(len(arrival.comments)) if arrival.comments else "",
    }
    lines += [say("interface", f"import.{name}", lang, value=value) for name, value in shown.items() if value]
    return "\n  ".join(lines)


def _grouped(remarks: Iterable[Remark], lang: str) -> list[str]:
    """A line for each kind of remark: what, how often, and the first places of it."""
    kinds: dict[tuple[str, str], list[Remark]] = {}
    for each in remarks:
        kinds.setdefault((each.code, each.why), []).append(each)
    lines = []
    for (code, why), same in kinds.items():
        what = say("interface", f"import.did.{code}", lang)
        if why:
            what = say("interface", f"import.why.{why}", lang, what=what)
        found = list(dict.fromkeys(visible(each.found) for each in same if each.found))
        places = ", ".join(_quoted(each, lang) for each in found[:SHOWN]) + (
            ", …" if len(found) > SHOWN else ""
        )
        number = f" ({len(same)})" if len(same) > 1 else ""
        lines.append(
            f"  {what}{number}" + (say("interface", "import.places", lang, places=places) if found else "")
        )
    return lines


def _open(placed: Placement, place: str, lang: str, *, agreed: bool) -> list[str]:
    """The fields that nothing in the source answers, each with its line, and the authors without a file."""
    arrival = placed.arrival
    known = {
        "title": arrival.title,
        "date": placed.date,
        "authors": placed.authors,
        "abstract": arrival.abstract,
        "license": placed.license,
        "tags": arrival.tags,
    }
    lines = placed.front.split("\n")
    asked = [
        say(
            "interface",
            "import.field",
            lang,
            place=f"{place}:{number}",
            field=name,
            meaning=EssayFields.meaning(name, lang),
        )
        for number, line in enumerate(lines, 1)
        if (name := line.partition(":")[0]) in template.ESSAY and not known[name]
    ]
    if arrival.date and not placed.date:
        asked.append(say("interface", "import.which-day", lang, typed=arrival.date))
    asked += [
        say("interface", "import.stranger", lang, id=each)
        for each in placed.authors
        if is_id(each) and each not in placed.known
    ]
    return asked if agreed else [*asked, say("interface", "import.consent", lang)]


def table(placed: Sequence[Placement], refusals: Sequence[RefusedSource], lang: str) -> str:
    """A line for each essay that would be, what isn't taken, and what there is to look at, by kinds."""
    rows = [
        tuple(
            say("interface", f"import.column-{name}", lang) for name in ("id", "title", "by", "date", "look")
        )
    ]
    for each in placed:
        look = sum(remark.is_doubtful for remark in each.arrival.remarks) + len(each.arrival.lost)
        state = say("interface", "import.exists", lang) if each.exists else str(look or "")
        rows.append(
            (each.id, each.arrival.title or "?", ", ".join(each.authors) or "?", each.date or "?", state)
        )
    rows = [tuple(_cell(visible(cell)) for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    remarks = [remark for each in placed for remark in each.arrival.remarks]
    for title, of_kind in (
        ("tidied", [each for each in remarks if not each.is_doubtful]),
        ("doubtful", [each for each in remarks if each.is_doubtful]),
    ):
        if of_kind:
            lines += [_title(title, lang), *_grouped(of_kind, lang)]
    lost = [(each.id, words) for each in placed for words in _counted(each.arrival.lost, lang)]
    if lost:
        lines += [_title("lost", lang), *(f"  {id}: {run}" for id, run in lost[:20])]
    if refusals:
        lines += [
            _title("refused", lang),
            *(f"  {each.source}: {each.error.message(lang)}" for each in refusals),
        ]
    return "\n".join(lines)


def _counted(lost: Sequence[str], lang: str) -> list[str]:
    """Runs of words, each once, with the number of times where it is lost several times."""
    found = Counter(lost).items()
    return [_quoted(visible(run), lang) + (f" ({number})" if number > 1 else "") for run, number in found]


def _quoted(text: str, lang: str) -> str:
    return say("interface", "import.quoted", lang, text=text)


def _cell(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
