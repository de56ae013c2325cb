"""What `florilege import` has made of a text → what an editor is told: understood, doubtful, to be asked."""

from collections.abc import Sequence

from florilege.cli import problem_report
from florilege.diagnostics.problems import Problem
from florilege.intake import template
from florilege.intake.plain_text import Draft, paragraphs
from florilege.language.formats import long_date
from florilege.language.sentences import counted, say
from florilege.reading.schema import EssayFields


def text(
    draft: Draft,
    doubtful: Sequence[Problem],
    *,
    place: str,
    first: int,
    authors: Sequence[str],
    strangers: Sequence[str],
    lang: str,
    root: str,
) -> str:
    """All of it; `place` is the new file, in which the text begins on the line `first`.

    `strangers` are those of `authors` who are ids without a file.
    """
    parts = [_understood(draft, place, first, authors, lang)]
    if doubtful:
        parts += [_title("doubtful", lang), problem_report.text(doubtful, lang, root=root)]
    return "\n".join([*parts, *_open(draft, place, authors, strangers, lang), _next(place, lang)])


def _title(part: str, lang: str) -> str:
    return say("interface", f"import.{part}", lang)


def _understood(draft: Draft, place: str, first: int, authors: Sequence[str], lang: str) -> str:
    """What went into the front matter, and how much text there is."""
    words = sum(len(each.text.split()) for each in paragraphs(draft.markdown))
    lines = [
        _title("understood", lang),
        counted("interface", "n_paragraphs", len(paragraphs(draft.markdown)), lang)
        + ", "
        + counted("interface", "n_words", words, lang),
    ]
    if draft.title:
        lines.append(say("interface", "import.title", lang, title=draft.title))
        line = next(
            (n for n, line in enumerate(draft.markdown.split("\n"), first) if line.strip() == draft.title), 0
        )
        if line:
            lines.append(say("interface", "import.title-in-text", lang, place=f"{place}:{line}"))
    if draft.date:
        lines.append(say("interface", "import.date", lang, date=long_date(draft.date, lang)))
    if authors:
        lines.append(say("interface", "import.signed", lang, names=", ".join(authors)))
    return "\n  ".join(lines)


def _open(draft: Draft, place: str, authors: Sequence[str], strangers: Sequence[str], lang: str) -> list[str]:
    """The fields that nothing in the text answers, each with its line, and the authors without a file."""
    known = {"title": draft.title, "date": draft.date, "authors": authors}
    asked = [
        say(
            "interface",
            "import.field",
            lang,
            place=f"{place}:{number}",
            field=name,
            meaning=EssayFields.meaning(name, lang),
        )
        for number, name in enumerate(template.ESSAY, 2)
        if not known.get(name)
    ]
    asked += [say("interface", "import.stranger", lang, id=each) for each in strangers]
    return [_title("open", lang), *(f"  {each}" for each in asked)] if asked else []


def _next(place: str, lang: str) -> str:
    return say("interface", "import.next", lang, place=place)
