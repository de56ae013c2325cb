"""A plain text, or one in Markdown, as somebody sent it → an arrival."""

import re
from collections.abc import Callable

from florilege.intake import plain_text
from florilege.intake.arrival import Arrival, Remarks
from florilege.intake.office_texts import Reading
from florilege.intake.pandoc.beginnings import byline_in, key_of
from florilege.intake.received_pictures import ReceivedPictures
from florilege.intake.word_comparison import compare, words_of
from florilege.prose.source import code_lines, fences

_RULE = re.compile(r"\s*[_=*-]{5,}\s*")
_IMAGE = re.compile(r"(!\[(?:[^\[\]\\]|\\.)*\]\(\s*)(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")


def text_arrival(text: str, source: str, remarks: Remarks) -> Arrival:
    """The essay of a plain text."""
    made = plain_text.draft(text)
    markdown, authors, typed = _without_beginning(made, remarks)
    rest = plain_text.draft(markdown)
    told = [word for each in remarks.made for word in words_of(each.dropped)]
    compared = compare(words_of(text), [*words_of(typed), *words_of(rest.markdown)], told)
    return Arrival(
        source=source,
        markdown=rest.markdown,
        title=made.title,
        authors=authors,
        date=made.date.isoformat() if made.date else "",
        remarks=tuple(remarks.made),
        lost=compared.lost,
        suggestions=[each.problem("", 0) for each in rest.suggestions],
    )


def _without_beginning(made: plain_text.Draft, remarks: Remarks) -> tuple[str, tuple[str, ...], str]:
    """The text below its title, its date and who wrote it; who that is; the words that stood there."""
    lines = made.markdown.split("\n")
    authors: tuple[str, ...] = ()
    typed: list[str] = []
    top = True
    kept: list[str] = []
    codes = {each.line: each.code for each in made.suggestions}
    for number, line in enumerate(lines, 1):
        words = line.removeprefix("# ").strip()
        if not words:
            kept.append(line)
            continue
        title = made.title and key_of(words) == key_of(made.title)
        shared = codes.get(number) == "title-twice"
        if top and (title or shared or codes.get(number) == "date-line"):
            typed.append(words)
            if shared:
                remarks.say("title-twice", words)
            continue
        if top and not authors and (names := byline_in(words)):
            authors = names
            typed.append(words)
            continue
        if _RULE.fullmatch(words) and (top or kept[-1:] == [""]) and authors and len(kept) < 12:
            continue
        top = top and len(words) < plain_text.OPENING
        kept.append(line)
    return "\n".join(kept).strip("\n") + "\n", authors, " ".join(typed)


def with_pictures(
    markdown: str, find: Callable[[str], bytes | None], how: Reading, remarks: Remarks
) -> tuple[str, dict[str, bytes]]:
    """A text in Markdown with its pictures under the names that they get, and the files of those."""
    pictures = ReceivedPictures(find, how.pool, remarks)

    def named(match: re.Match[str]) -> str:
        address = match[2].strip("<>")
        name = pictures.name(address)
        return match[1] + (name or match[2])

    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    made = "\n".join(line if n in code else _IMAGE.sub(named, line) for n, line in enumerate(lines))
    return made, pictures.files
