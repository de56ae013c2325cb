"""A plain text, or one in Markdown, as somebody sent it → an arrival."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from florilege.intake import plain_text
from florilege.intake.arrival import Arrival, Remarks
from florilege.intake.office_texts import Reading
from florilege.intake.pandoc.beginnings import byline_in, key_of, names_of
from florilege.intake.received_pictures import ReceivedPictures
from florilege.intake.structure import day_in
from florilege.intake.word_comparison import compare, words_of
from florilege.language.told_language import told_language
from florilege.prose.source import code_lines, fences

_RULE = re.compile(r"\s*[_=*-]{5,}\s*")
_ORIGIN = re.compile(
    r"\s*(?:extraits?|chapitre \w+|texte extrait|article paru|paru|publié|excerpt|from|auszug)\s+"
    r"(?:du|de la|de l[’']|des|de|dans|sur|from|of|in|the|aus)\b",
    re.IGNORECASE,
)
"""How a first line says where a text was taken from."""
_IMAGE = re.compile(r"(!\[(?:[^\[\]\\]|\\.)*\]\(\s*)(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
_SPACED = re.compile(
    r"(!\[(?:[^\[\]\\]|\\.)*\]\(\s*)(?![^\s()]*\s*\))"
    r"([^\n\"<>]*?\.(?:jpe?g|png|webp|gif|hei[cf]|avif|tiff?|bmp))(?=\s*(?:\)|[\"'?#]))",
    re.IGNORECASE,
)
"""A picture whose name has spaces or brackets, as the file has them, which no address may."""


def text_arrival(text: str, source: str, remarks: Remarks) -> Arrival:
    """The essay of a plain text."""
    made = plain_text.draft(_opened(_without_origin(text, remarks)))
    made = replace(made, title="") if byline_in(made.title) else made
    markdown, authors, typed = _without_beginning(made, remarks)
    markdown, authors, signed_on = _without_signature(markdown, authors, remarks)
    rest = plain_text.draft(markdown)
    title = made.title
    if authors and not title:
        title = rest.title  # a line above it said by whom
        if title:
            lines = markdown.split("\n")
            first = next(number for number, line in enumerate(lines) if line.strip())
            if key_of(lines[first]) == key_of(title):
                rest = plain_text.draft("\n".join(lines[first + 1 :]).strip("\n"))
                typed = f"{typed} {title}"
    told = [word for each in remarks.made for word in words_of(each.dropped)]
    compared = compare(words_of(text), [*words_of(typed), *words_of(rest.markdown)], told)
    return Arrival(
        source=source,
        markdown=rest.markdown,
        title=title,
        authors=authors,
        date=made.date.isoformat() if made.date else signed_on,
        lang=told_language(rest.markdown),
        remarks=tuple(remarks.made),
        lost=compared.lost,
        suggestions=[each.problem("", 0) for each in rest.suggestions],
    )


def _without_origin(text: str, remarks: Remarks) -> str:
    """The text without a first line that says where it was taken from: that is no title."""
    first, _, rest = text.lstrip("\ufeff\n").partition("\n")
    if not rest.strip() or not _ORIGIN.match(first) or len(first) > plain_text.OPENING:
        return text
    remarks.say("origin", first, dropped=first)
    return rest


def _opened(text: str) -> str:
    """The text with blank lines between a title, a date and a name that stand line upon line."""
    lines = text.lstrip("\ufeff\n").split("\n")
    end = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    place = next((n for n in range(1, min(end, 4)) if byline_in(lines[n].strip(" *_"))), 0)
    has_paragraphs = any(line.strip() for line in lines[end:])
    if not place or not has_paragraphs or any(len(line) > plain_text.OPENING for line in lines[:place]):
        return text
    return "\n\n".join([*lines[: place + 1], "\n".join(lines[place + 1 :]).lstrip("\n")])


def _without_signature(
    markdown: str, authors: tuple[str, ...], remarks: Remarks
) -> tuple[str, tuple[str, ...], str]:
    """The text without a name that stands below it; who wrote it; the day that is told beside the name."""
    *above, last = markdown.rstrip("\n").split("\n\n")
    words = " ".join(last.replace("\\", "").split()).strip(" —–-*_.")
    name, _, rest = words.partition(",")
    names = names_of(name.strip(" *_")) or byline_in(words)
    if not above or "\n" in last.strip() or len(words) > plain_text.OPENING or not names:
        return markdown, authors, ""
    if authors and {key_of(each) for each in names} - {key_of(each) for each in authors}:
        return markdown, authors, ""
    day = day_in(rest)
    remarks.say("signed-below", words, dropped=words)
    return "\n\n".join(above) + "\n", authors or names, day.isoformat() if day else ""


def _without_beginning(made: plain_text.Draft, remarks: Remarks) -> tuple[str, tuple[str, ...], str]:
    """The text below its title, its date and who wrote it; who that is; the words that stood there."""
    authors: tuple[str, ...] = ()
    typed: list[str] = []
    kept: list[str] = []
    codes = {each.line: each.code for each in made.suggestions}
    top, titled = True, False
    for number, line in enumerate(made.markdown.split("\n"), 1):
        words = line.removeprefix("# ").strip()
        words = words if _RULE.fullmatch(words) else words.strip("*_")
        shared = codes.get(number) == "title-twice"
        is_title = bool(made.title) and key_of(words) == key_of(made.title)
        if not words or not top:
            kept.append(line)
        elif is_title or shared or codes.get(number) == "date-line":
            typed.append(words)
            titled = titled or is_title
            if shared:
                remarks.say("title-twice", words)
        elif not authors and (names := byline_in(words)):
            authors = names
            typed.append(words)
        elif titled and not authors and (names := names_of(words)):
            authors = names
            typed.append(words)
            remarks.say("author-guessed", words)
        elif not _RULE.fullmatch(words):  # a rule above the text parts nothing
            top = False
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n", authors, " ".join(typed)


def enclosed_addresses(markdown: str) -> str:
    """The text with addresses of pictures that have spaces or brackets between `<` and `>`.

    >>> enclosed_addresses('![Le quai](photos/quai n°3 (été).jpg "Au soir")')
    '![Le quai](<photos/quai n°3 (été).jpg> "Au soir")'
    """
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    return "\n".join(line if n in code else _SPACED.sub(r"\1<\2>", line) for n, line in enumerate(lines))


def with_pictures(
    markdown: str, find: Callable[[str], bytes | None], how: Reading, remarks: Remarks
) -> tuple[str, dict[str, bytes]]:
    """A text in Markdown with its pictures under the names that they get, and the files of those."""
    pictures = ReceivedPictures(find, how.pool, remarks)

    def named(match: re.Match[str]) -> str:
        address = match[2].strip("<>")
        plain = unquote(address)
        name = pictures.name(plain if plain != address and find(plain) is not None else address)
        return match[1] + (name or match[2])

    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    made = "\n".join(line if n in code else _IMAGE.sub(named, line) for n, line in enumerate(lines))
    return made, pictures.files
