"""`[[Given Family]]`, `[[Given Family|as printed]]`, `[[Family, Given|as printed]]` → a person mentioned."""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from florilege.catalogue.sorting import printed_name
from florilege.prose import marks
from florilege.reading.characters import is_blank

PATTERN = (
    r"(?<!!)(?<!(?<!\\)\\)\[\[([^\[\]|\\]+)(?:\\?\|([^\[\]|]+))?\]\]"
    r"(?!\((?:<[^<>\n]*>|[^\s()]*[./#:][^\s()]*)(?:\s+[\"'][^\n]*)?\))"
)
"""Not before an address in parentheses: `[[1]](https://…)` is a link whose text has brackets; not after a
backslash. A line may end within the name."""

_NOBODY = re.compile(r"_?toc_?|.*\.[a-z]\w{1,3}|.*[#/].*", re.IGNORECASE)
"""What other systems put in such brackets, and is no name: a table of contents, a file, a page, a heading."""
_BARE = re.compile(r"(\[\[[^\[\]|\n\\]+)(\|[^\[\]|\n]+\]\])")


def escape_strokes(line: str) -> str:
    """A line that may be the row of a table, the stroke of each mention escaped.

    >>> escape_strokes("| [[Ida Nord|Ida]] | avril |")
    '| [[Ida Nord\\\\|Ida]] | avril |'
    >>> escape_strokes("Dit [[Ida Nord|Ida]].")
    'Dit [[Ida Nord|Ida]].'
    """
    return _BARE.sub(r"\1\\\2", line) if "|" in _BARE.sub("", line) else line


class MentionExtension(Extension):
    """Makes `<span class="mention" person="…" line="…">`; `anchors.Number` turns them into anchors."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After code (190), before escapes (180), since in a table the bar is escaped: `[[A\|b]]`.
        md.inlinePatterns.register(_Mention(PATTERN, md), "mention", 185)


class _Mention(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        person = " ".join(marks.strip(m.group(1)).split())
        if is_blank(person) or _NOBODY.fullmatch(person):
            return None, None, None
        span = etree.Element("span")
        span.set("class", "mention")
        span.set("person", person)
        span.set("line", str(marks.read(m.group(1)) or 0))
        shown = m.group(2) or ""
        span.text = _printed(person) if is_blank(shown) else " ".join(shown.split())
        return span, m.start(0), m.end(0)


def _printed(person: str) -> str:
    """« Family, Given » as it reads in a sentence: « Given Family », with the apostrophe of print."""
    family, comma, given = person.partition(", ")
    return printed_name(f"{given} {family}" if comma else person)
