"""Captions of pictures, code and tables, as Pandoc, Quarto and their filters write them.

    ![Le quai](quai.jpg){caption="Au soir."}     ![Le quai](quai.jpg "Au soir.")
    ![Au soir.](quai.jpg){fig-alt="Le quai"}     ![Le quai](quai.jpg "Au soir.")
    ```{.python caption="Un calcul"}             ```{.python}, and the caption
    Table: Les bacs.     : Les bacs.             a figure of the table, and the caption in it

A picture among words has none, so that its attribute is left out, and named.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from florilege.prose.source import code_lines, fences

_ALT = r"(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*"
_PICTURE = re.compile(
    rf"(?P<lead>[ >]*(?:(?:[-*+]|\d{{1,9}}[.)])[ ]+)?)!\[(?P<alt>{_ALT})\]"
    r"\((?P<place>\s*(?:<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))\s*\)\{(?P<rest>[^{}]*)\}\s*"
)
_ENCODED = re.compile(r"[\s()<>\"\\\[\]]+")
"""What no address may have as it is; all else stays as it was typed, for messages."""
_FENCE = re.compile(r"[ >]*(?:`{3,}|~{3,})")


def _value(*names: str) -> Callable[[str], re.Match[str] | None]:
    """What finds an attribute of one of these names, with the space before it."""
    return re.compile(
        rf"(?P<before>^|\s)(?:{'|'.join(names)})[ ]*=[ ]*"
        r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<word>[^\s\"'{}=]+))"
    ).search


_caption = _value("caption", "fig-cap", "lst-cap")
_alt = _value("fig-alt", "alt")


def captioned_pictures(markdown: str) -> str:
    """The text, as many lines as before, with captions of pictures that stand alone where Markdown has them.

    >>> captioned_pictures("- ![Un quai](quai.jpg){.right caption='Au soir.'}")
    '- ![Un quai](quai.jpg "Au soir."){.right}'
    >>> captioned_pictures('![Au soir.](quai.jpg){fig-alt="Le quai"}')
    '![Le quai](quai.jpg "Au soir.")'
    """
    if "{" not in markdown or "![" not in markdown:
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    return "\n".join(
        _captioned(match) if n not in code and (match := _PICTURE.fullmatch(line)) else line
        for n, line in enumerate(lines)
    )


def _captioned(match: re.Match[str]) -> str:
    caption, rest = _taken(_caption, match["rest"])
    alt, rest = _taken(_alt, rest)
    title = caption or (match["alt"] if alt else "")
    if not title or (alt and caption and match["alt"]):
        return match[0]
    more = f"{{{rest.strip()}}}" if rest.strip() else ""
    return f"{match['lead']}![{alt or match['alt'] or caption}]({match['place']}{_title(title)}){more}"


def _title(caption: str) -> str:
    return ' "{}"'.format(caption.replace("\\", "\\\\").replace('"', '\\"')) if caption else ""


def picture(alt: str, address: str, caption: str) -> str:
    """A picture in Markdown.

    >>> picture("Un quai [au soir]", "un quai.jpg", "Au soir.")
    '![Un quai (au soir)](un%20quai.jpg "Au soir.")'
    """
    words = alt.replace("[", "(").replace("]", ")")
    return f"![{words}]({_ENCODED.sub(lambda match: quote(match[0]), address)}{_title(caption)})"


_TABLE_CAPTION = re.compile(
    r"(?P<lead>[ >]*)(?P<word>(?:[Tt]able)?):[ ]+(?P<words>[^|{}]*[^\s|{}]+[^|{}]*?)[ ]*(?:\{[^{}|]*\})?[ ]*"
)
_TABLE_RULE = re.compile(
    r"[ >]*(?:\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?|\+(?:[-=:]+\+)+|-{2,}(?:[ ]+-{2,})+)[ ]*"
)


def captioned_tables(markdown: str) -> str:
    """The text, as many lines as before, with captions below tables, or above, in a figure with them.

    >>> captioned_tables("\\n| a | b |\\n|---|---|\\n\\nTable: Les bacs.\\n").split("\\n")[::4]
    ['<figure markdown="1">', '<figcaption>Les bacs.</figcaption></figure>']
    >>> captioned_tables("Table: Les bacs.\\n\\n| a | b |\\n|---|---|\\n").split("\\n")[::4]
    ['<figure markdown="1"><figcaption>Les bacs.</figcaption>', '</figure>']
    """
    if "able:" not in markdown and ": " not in markdown:
        return markdown
    lines = markdown.split("\n")
    made = list(lines)
    code = code_lines(fences(lines))
    captioned: set[int] = set()
    for number, line in enumerate(lines):
        match = _TABLE_CAPTION.fullmatch(line) if number not in code else None
        if match is None:
            continue
        lead, caption = match["lead"], f"<figcaption>{match['words']}</figcaption>"
        if (top := _table_above(lines, number)) and _is_blank(made, top - 1) and top not in captioned:
            captioned.add(top)
            made[top - 1], made[number] = f'{lead}<figure markdown="1">', f"{lead}{caption}</figure>"
        elif match["word"] and (end := _table_below(lines, number)) and _is_blank(made, end + 1):
            captioned.add(number + 2)
            made[number], made[end + 1] = f'{lead}<figure markdown="1">{caption}', f"{lead}</figure>"
    return "\n".join(made)


def _is_blank(lines: Sequence[str], number: int) -> bool:
    return 0 <= number < len(lines) and not lines[number].strip(" >")


def _table_above(lines: Sequence[str], number: int) -> int | None:
    """The first line of the table that ends above a line, or above the blank line before it."""
    end = number - 1 if _is_blank(lines, number - 1) else number
    top = end
    while top > 0 and not _is_blank(lines, top - 1):
        top -= 1
    return top if _is_table(lines[top:end]) else None


def _table_below(lines: Sequence[str], number: int) -> int | None:
    """The last line of the table that begins behind one blank line after a line."""
    end = number + 1
    while end + 1 < len(lines) and not _is_blank(lines, end + 1):
        end += 1
    return end if _is_blank(lines, number + 1) and _is_table(lines[number + 2 : end + 1]) else None


def _is_table(block: Sequence[str]) -> bool:
    """Whether a run of lines is a table, with strokes, a grid, or columns of spaces."""
    return len(block) > 1 and any(_TABLE_RULE.fullmatch(line) for line in block[:2])


def captioned_fence(line: str) -> tuple[str, str]:
    """The line that opens a fence without a caption, and the caption; empty where it has none.

    >>> captioned_fence("```{.py caption='Un calcul' #a}"), captioned_fence("```py")
    (('```{.py #a}', 'Un calcul'), ('```py', ''))
    """
    match = _FENCE.match(line)
    caption, rest = _taken(_caption, line[match.end() :]) if match else ("", "")
    return (line[: match.end()] + rest, caption) if match and caption else (line, "")


def _taken(find: Callable[[str], re.Match[str] | None], attributes: str) -> tuple[str, str]:
    """The value of an attribute, empty for none, and the others."""
    match = find(attributes)
    if match is None:
        return "", attributes
    words = next(filter(None, match.group("double", "single", "word")), "")
    return words.strip(), attributes[: match.start()] + attributes[match.end() :]
