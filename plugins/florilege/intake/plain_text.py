"""Plain text of one contribution → Markdown, and proposals of structure (title, date, subheads, sponsors …).

Only what Markdown would misread is changed: glued lists and paragraphs get their blank lines, characters that
would become markup are escaped. Spacing and words stay as they are; what else could be done is proposed.
The traps were tried on Python-Markdown: `#Hashtag` opening a line is a heading, a list glued to its
paragraph is none, `1987. ` opens a list, `@_nom_` is emphasis, `Nom&Or;` an entity, `<x` a tag, an indent
of four is code.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5
from itertools import pairwise

from florilege.intake.structure import Paragraph, propose
from florilege.prose.typography.lint import lint
from florilege.prose.typography.suggestions import Suggestion
from florilege.reading.frontmatter import unix_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text on its way in: lines and columns of `suggestions` are those of `markdown`."""

    markdown: str
    suggestions: tuple[Suggestion, ...] = ()
    title: str = ""
    """The title the text seems to have, as typed; empty where it has none that can be told."""
    date: datetime.date | None = None
    """The date its first line seems to give."""


def draft(text: str) -> Draft:
    """The draft of a contribution as it was sent, say by e-mail. Its Markdown gives the same draft."""
    markdown = to_markdown(text)
    structure = propose(paragraphs(markdown))
    words = [each for each in lint(markdown, "fr") if each.rule in ("spelling", "missing-hyphen")]
    suggestions = sorted((*structure.suggestions, *words), key=lambda each: (each.line, each.column))
    return Draft(
        markdown=markdown,
        suggestions=tuple(suggestions),
        title=structure.title,
        date=structure.date,
    )


def to_markdown(text: str) -> str:
    """The text with blank lines and escapes where Markdown needs them, closed by a line feed."""
    lines = unix_lines(text.removeprefix("\ufeff")).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        return ""
    for step in STEPS:
        lines = step(lines)
    return "\n".join(lines) + "\n"


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """The runs of lines between blank lines, with the number, from 1, of their first line."""
    found: list[Paragraph] = []
    run: list[str] = []
    for number, line in enumerate((*markdown.split("\n"), ""), start=1):
        if line.strip():
            run.append(line)
        elif run:
            found.append(Paragraph(number - len(run), tuple(run)))
            run = []
    return tuple(found)


_INDENT = re.compile(r"(?: {0,3}\t| {4})[ \t]*")
_BULLET = re.compile(r"[ ]{0,3}[-*+][ \t]+\S")
_NUMBER = re.compile(r"([ ]{0,3})(\d{1,9})\.(?=[ \t])")
_ENTITY = re.compile(r"&(?=([A-Za-z][A-Za-z0-9]*;))")
_MEANT = frozenset({"amp;", "lt;", "gt;", "quot;", "nbsp;"})
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?![A-Za-z][\w+.-]*:|[\w.+-]+@)")
_HANDLE = re.compile(r"(?<![\w@\\])@(\w*_)(?!\w)|(?<![\w@\\])@(_\w+)")
_OPENING = re.compile(r"([ ]{0,3})(?=#\w|!!!)")
_SENTENCE_END = re.compile(r"[.!?…»”\"):]\s*$")
_UNWRAPPED = 200
"""Characters: no line is so long where lines are broken by hand; where one is, lines are paragraphs."""
OPENING = 120
"""Characters: what stands above a text (a title, a date, a name) is shorter."""
_LONG_LINE = 60
"""Characters: shorter lines are verses, items or an address, never a paragraph on one line."""


def _outdent(lines: Sequence[str]) -> list[str]:
    """First lines indented by hand are not code; lines below an item keep the indent that ties them to it."""
    result: list[str] = []
    in_list = False
    for line in lines:
        if line.strip():
            indented = _INDENT.match(line) is not None
            in_list = _is_item(line) or (in_list and indented)
            line = line if in_list else _INDENT.sub("", line, count=1) if indented else line
        result.append(line)
    return result


def _escape(lines: Sequence[str]) -> list[str]:
    """What Markdown would take for markup, line by line."""
    numbered = _list_numbers(lines)
    return [_escape_line(line, index in numbered) for index, line in enumerate(lines)]


def _escape_line(line: str, is_item: bool) -> str:
    if not is_item:
        line = _NUMBER.sub(r"\1\2\\.", line) if _NUMBER.match(line) else line
    line = _OPENING.sub(r"\1\\", line, count=1) if _OPENING.match(line) else line
    line = _ENTITY.sub(lambda m: "&amp;" if m[1] in html5 and m[1] not in _MEANT else "&", line)
    line = _HANDLE.sub(lambda m: "@" + _escape_edges(m[1] or m[2]), line)
    return _TAG.sub("&lt;", line)


def _escape_edges(handle: str) -> str:
    inner = handle.strip("_")
    before = len(handle) - len(handle.lstrip("_"))
    after = len(handle) - len(handle.rstrip("_")) if inner else 0
    return r"\_" * before + inner + r"\_" * after


def _list_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The lines whose number belongs to a list: it starts at 0 or 1, and each follows the last."""
    found: set[int] = set()
    last: int | None = None
    for index, line in enumerate(lines):
        if match := _NUMBER.match(line):
            number = int(match[2])
            if number <= 1 or number - 1 == last:
                found.add(index)
                last = number
    return frozenset(found)


def _separate_paragraphs(lines: Sequence[str]) -> list[str]:
    """One line per paragraph and no blank line in the whole text: blank lines between the paragraphs."""
    prose = [line for line in lines if not _is_item(line)]
    whole = [line for line in prose if len(line) >= _LONG_LINE and _SENTENCE_END.search(line)]
    unwrapped = any(len(line) >= _UNWRAPPED for line in prose) or 3 * len(whole) >= 2 * len(prose)
    if any(not line.strip() for line in lines) or len(prose) < 2 or not unwrapped:
        return list(lines)
    return list(_joined(lines, lambda before, after: not _is_item(before) and not _is_item(after)))


def _separate_lists(lines: Sequence[str]) -> list[str]:
    """A blank line before a list that is glued to its paragraph."""
    return list(_joined(lines, lambda before, after: _is_item(after) and _is_prose(before)))


def _joined(lines: Sequence[str], apart: Callable[[str, str], bool]) -> Iterator[str]:
    yield lines[0]
    for before, after in pairwise(lines):
        if apart(before, after):
            yield ""
        yield after


def _is_item(line: str) -> bool:
    return _BULLET.match(line) is not None or _NUMBER.match(line) is not None


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not _is_item(line) and not line.startswith((" ", "\t"))


STEPS = (_outdent, _escape, _separate_paragraphs, _separate_lists)
"""The order of work: escapes before the rest, so that a year at the start of a line is no item any more."""
