"""Captions of pictures, code and tables, as Pandoc, Quarto and their filters write them.

    ![Le quai](quai.jpg){caption="Au soir."}     ![Le quai](quai.jpg "Au soir.")
    ![Au soir.](quai.jpg){fig-alt="Le quai"}     ![Le quai](quai.jpg "Au soir.")
    ```{.python caption="Un calcul"}             ```{.python}, and the caption
    Table: Les bacs.     : Les bacs.             a figure of the table, and the caption in it

A picture among words has none, so that its attribute is left out, and named.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from florilege.prose.source import cells, code_lines, fences, interrupts, is_delimiter_row

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


_HOLDER = r"(?:[-*+:]|\d{1,9}[.)])[ ]+"
_BLANKS = r"(?:\s|&nbsp;)*"
_TABLE_CAPTION = re.compile(
    rf"(?P<lead>[ >]*)(?P<holder>{_HOLDER}(?=[Tt]ab))?"
    rf"(?:(?P<word>[Tt](?:able(?:au)?|abelle){_BLANKS}[:：]){_BLANKS}|(?::[ ]+|：[ ]*)(?=\S))"
)
_TABLE_ATTRIBUTES = re.compile(r"(?:^|(?<![\]*_`=~^)\\]))\{(?:[ ]*|:?[ ]*(?:[.#]|[\w-]+=)[^{}]*)\}\s*$")
"""What Pandoc reads as attributes of the table; behind a mark they are those of the words in it."""
_BOOKDOWN = re.compile(r"\(\\?#(tab:[\w:-]+)\)\s*")
"""The name of a table of R Markdown."""
_ENDS_CAPTION = re.compile(
    r"[ >]*(?:#{1,6}[ ]|:{3}|!{3}|\?{3}|`{3}|~{3}|\[[^\[\]]+\]:|\*\[[^\[\]]+\]:|</"
    r"|<(?:article|aside|blockquote|center|details|div|figure|h[1-6r]|ol|p|pre|section|table|ul)\b)"
)
_MEANING = re.compile(r"[ >]*[:~][ ]")
_UNDERLINE = re.compile(r"[ >]*(?:-+|=+)[ ]*")
_NO_TERM = re.compile(r"[ >]*(?:#|[-*+][ ]|\d+[.)][ ]|\||<|[-=*_+ ]+$)")
_HOLDS = re.compile(r"[ >]*(?:[-*+:][ ]|\d+[.)][ ]|\[\^[^\[\]]+\]:|[!?:]{3})")
"""What begins an item, a definition, a note or an aside."""
_BEGINS_ITEM = re.compile(rf"[ >]*{_HOLDER}(?=\|)")
"""What begins an item that begins with a table."""
_ITEM_LINES = 20
"""Within so many lines the second item must begin of a list that touches a caption."""
_CODE = 4
"""Spaces behind which a paragraph is code."""


def captioned_tables(markdown: str) -> str:
    """The text with captions below tables, or above, in a figure with them; no line changes its number.

    A caption goes on up to a blank line. The second of a table stays words, and one without a table.

    >>> captioned_tables("\\n| a | b |\\n|---|---|\\n\\nTable: Les bacs.\\n").split("\\n")[::4]
    ['<figure markdown="1">', '<figcaption>Les bacs.</figcaption></figure>']
    >>> captioned_tables("Tableau : Les bacs.\\n\\n| a | b |\\n|---|---|\\n").split("\\n")[::4]
    ['<figure markdown="1"><figcaption>Les bacs.</figcaption>', '</figure>']
    """
    if not re.search("[:：]", markdown) or "-" not in markdown:
        return markdown
    lines = markdown.split("\n")
    made = [*lines, ""]
    places = _places(lines)
    aside = code_lines(fences(lines)) | _commented(markdown)
    captioned: set[int] = set()
    ended: set[int] = set()
    number = 0
    while number < len(lines):
        match = _TABLE_CAPTION.match(lines[number]) if number not in aside else None
        if match and match["holder"]:
            number = max(_captioned_item(lines, made, number, match, places, captioned), number + 1)
            continue
        end = _end_of_caption(lines, number, aside, places) if match else number
        caption = _caption_lines(lines[number:end], match.end()) if match else []
        if match is None or not caption:
            number = max(end, number + 1)
            continue
        above = _table_above(lines, number, places)
        below = _table_below(lines, end, places) if _is_apart(lines, number, ended) else None
        if above is not None and above not in captioned | aside:
            captioned.add(above)
            _open(made, above, _figure(lines[end - 1]))
            lead = _lead(lines[number]) if _BEGINS_ITEM.match(lines[above]) else _lead(lines[above])
            made[number:end] = [lead + caption[0], *caption[1:]]
            made[end - 1] += "</figure>"
            ended.add(end - 1)
        elif (
            below
            and below[0] not in aside
            and _has_lead_of(lines, number, below[0], places)
            and (match["word"] or not _defines(lines, number, places, ended))
        ):
            captioned.add(below[0])
            lead = _lead(lines[below[0]])
            made[number:end] = [lead + _figure(lines[end - 1]) + caption[0], *caption[1:]]
            made[below[1]] = f"{lead}</figure>"
            ended.add(below[1] - 1)
        number = end
    return "\n".join(made if made[-1] else made[:-1])


def _captioned_item(
    lines: Sequence[str],
    made: list[str],
    number: int,
    match: re.Match[str],
    places: "_Places",
    captioned: set[int],
) -> int:
    """Put in a figure the table of an item that its caption begins; the line behind it, or 0 for none."""
    lead = re.sub(r"[^ >]", " ", match["lead"] + match["holder"])
    end = next(
        (n for n in range(number + 1, len(lines)) if places.tables[n] == n or _is_blank(lines, n)), len(lines)
    )
    below = _table_below(lines, end, places)
    caption = _caption_lines(lines[number:end], match.end())
    if below is None or not caption or not 0 <= len(_lead(lines[below[0]])) - len(match["lead"]) - 2 <= _CODE:
        return 0
    captioned.add(below[0])
    made[number:end] = [match["lead"] + match["holder"] + _figure(lines[end - 1]) + caption[0], *caption[1:]]
    made[below[1]] = f"{lead}</figure>"
    return below[1]


def _open(made: list[str], top: int, figure: str) -> None:
    """Open the figure of the table that begins on a line, above it or, where words touch it, before it.

    A blank line behind a tag stays: without it all would be HTML.
    """
    lead = _lead(made[top])
    if item := _BEGINS_ITEM.match(made[top]):
        made[top] = item[0] + figure + made[top][item.end() :]
        return
    is_behind_tag = top > 1 and made[top - 2].lstrip(" >").startswith("<")
    if _is_blank(made, top - 1) and not is_behind_tag:
        made[top - 1] = lead + figure
    elif top and made[top - 1] == f"{lead}</figure>":
        made[top - 1] += figure
    else:
        made[top] = lead + figure + made[top][len(lead) :]


def _figure(line: str) -> str:
    """The tag of a figure, with the name that the attributes behind the last line of its caption give it.

    >>> _figure("Les bacs. {#bacs .large}")
    '<figure id="bacs" markdown="1">'
    """
    attributes = _TABLE_ATTRIBUTES.search(line)
    name = re.search(r"#([A-Za-z][\w:.-]*)", attributes[0]) if attributes else None
    return f'<figure id="{name[1]}" markdown="1">' if name else '<figure markdown="1">'


def _commented(markdown: str) -> frozenset[int]:
    """The lines of comments, which nobody reads; one that isn't closed is none.

    >>> sorted(_commented("a\\n<!-- b\\nc -->\\n<!-- d\\ne"))
    [1, 2]
    """
    found, end, line = set[int](), 0, 0
    while (begin := markdown.find("<!--", end)) >= 0 and (close := markdown.find("-->", begin)) >= 0:
        first = line + markdown.count("\n", end, begin)
        line = first + markdown.count("\n", begin, close)
        found.update(range(first, line + 1))
        end = close
    return frozenset(found)


def _lead(line: str) -> str:
    """What a line begins with, of the quotations and items in which it stands."""
    return line[: len(line) - len(line.lstrip(" >"))]


def _has_lead_of(lines: Sequence[str], number: int, top: int, places: "_Places") -> bool:
    """Whether a line stands in the quotation or item of the table on another.

    Much deeper it would be code. A table that is deeper itself stands in an item where one is above it.
    """
    own, rule = _lead(lines[number]), min(_lead(lines[top]), _lead(lines[top + 1]), key=len)
    deeper = len(own) - len(rule)
    if own.count(">") != rule.count(">") or abs(deeper) >= _CODE:
        return False
    before = lines[places.behind_words[top] - 1] if places.behind_words[top] else own
    return deeper >= 0 or (_lead(before) == own and not _HOLDS.match(before))


def _is_apart(lines: Sequence[str], number: int, ended: Collection[int]) -> bool:
    """Whether a line begins a paragraph."""
    return number == 0 or _is_blank(lines, number - 1) or number - 1 in ended


@dataclass(frozen=True, slots=True)
class _Places:
    """What captions ask of each line, and of the end of the text, found for all in one pass: a text takes as
    long as it is.
    """

    tops: Sequence[int]
    """The first line of the block that ends before a line; the line itself where none does."""
    behind_words: Sequence[int]
    """The line behind the last words before a line; 0 for none."""
    meanings: Sequence[int]
    """The last line before a line that says what a term means; -1 for none."""
    tables: Sequence[int]
    """The first line, from a line on, with which a table begins, if it does; the end of the text for none."""
    ends: Sequence[int]
    """The line behind the rows of a table that begins with a line: other blocks may touch them."""


def _places(lines: Sequence[str]) -> _Places:
    end = len(lines)
    tops, behind_words, meanings = [0], [0], [-1]
    for number, line in enumerate(lines):
        blank = _is_blank(lines, number)
        tops.append(number + 1 if blank else tops[-1])
        behind_words.append(behind_words[-1] if blank else number + 1)
        meanings.append(number if _MEANING.match(line) else meanings[-1])
    tables, ends = [end], [end]
    stop = end
    deeper: list[tuple[int, int]] = []
    for number in range(end - 1, -1, -1):
        line, depth = lines[number], _depth(lines[number])
        while deeper and deeper[-1][0] <= depth:
            deeper.pop()
        tables.append(number if _is_table(lines[number : number + 2]) else tables[-1])
        ends.append(min(stop, deeper[-1][1] if deeper else end))
        deeper.append((depth, number))
        is_caption = _TABLE_CAPTION.match(line) and len(cells(line)) == 1
        if is_caption or _is_blank(lines, number) or _ENDS_CAPTION.match(line):
            stop = number
    return _Places(tops, behind_words, meanings, tables[::-1], ends[::-1])


def _end_of_caption(lines: Sequence[str], number: int, code: Collection[int], places: _Places) -> int:
    """The line behind the caption that begins on a line; the same line where that is a row."""
    lead, depth = _lead(lines[number]), _depth(lines[number])
    end = number
    while end < len(lines) and not _is_blank(lines, end):
        if end > number and (end in code or _depth(lines[end]) > depth or _ENDS_CAPTION.match(lines[end])):
            break
        if places.tables[end] == end or (
            end > number and interrupts(lines[end - 1 : end + _ITEM_LINES], 1, lead)
        ):
            break
        end += 1
    return end


def _caption_lines(lines: Sequence[str], start: int) -> list[str]:
    """The lines of a caption with its tags, without marker and attributes; none for a heading or no words."""
    words = [line[start if n == 0 else 0 :].rstrip() for n, line in enumerate(lines)]
    if words:
        words[-1] = _TABLE_ATTRIBUTES.sub("", words[-1]).rstrip()
        words[0] = _BOOKDOWN.sub("", words[0])
    is_heading = len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1])
    if is_heading or not any(line.strip(" >") for line in words):
        return []
    return [
        ("<figcaption>" if n == 0 else "") + line + ("</figcaption>" if n == len(words) - 1 else "")
        for n, line in enumerate(words)
    ]


def _depth(line: str) -> int:
    """How many quotations a line stands in."""
    return _lead(line).count(">")


def _is_blank(lines: Sequence[str], number: int) -> bool:
    return 0 <= number < len(lines) and not lines[number].strip(" >")


def _table_above(lines: Sequence[str], number: int, places: _Places) -> int | None:
    """The first line of the table that ends above a line, or above the blank lines before it."""
    is_apart = _is_blank(lines, number - 1)
    if not is_apart and len(cells(lines[number])) > 1:
        return None  # a row
    end = places.behind_words[number] if is_apart else number
    first = places.tables[places.tops[end]] if end > 0 else end
    is_there = first + 1 < end <= places.ends[first] and _has_lead_of(lines, number, first, places)
    return first if is_there else None


def _table_below(lines: Sequence[str], end: int, places: _Places) -> tuple[int, int] | None:
    """The first line of the table below a caption, blank lines between or not, and the line behind it."""
    top = places.tables[end] if end < len(lines) else end
    if top >= len(lines) or places.behind_words[top] > end:
        return None
    behind = places.ends[top]
    return (top, behind) if behind == len(lines) or _is_blank(lines, behind) else None


def _is_table(block: Sequence[str]) -> bool:
    """Whether two lines begin a table."""
    if len(block) < 2 or not block[0].strip(" >"):
        return False
    return is_delimiter_row(block[1])


def _defines(lines: Sequence[str], number: int, places: _Places, ended: Collection[int]) -> bool:
    """Whether a line behind a colon says what the words above stand for, or another meaning of them."""
    end = places.behind_words[number]
    top = places.tops[end]
    if not end or end - 1 in ended:
        return False
    if end == number or places.meanings[end] >= top:
        return True
    return not (_NO_TERM.match(lines[top]) or _NO_TERM.match(lines[end - 1]))


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
