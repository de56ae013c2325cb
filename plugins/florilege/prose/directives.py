"""Directives of MyST → the Markdown that says the same, line for line.

    :::{tip} Titre                    ::: {.tip .wide} Titre
    :class: wide                      (a blank line)
    mot                               mot
    :::                               :::
    ```{note}, ```                    ::: note, :::
    ```{figure} quai.jpg, ```         ![Le quai](quai.jpg "Au soir."), from its option `:alt:` and its words
    ```{math}, ```                    $$, $$
    ```{code-block} python, ```       ```python, ```, with its option `:caption:`
    ```{table} Les bacs, ```          Table: Les bacs, and the table; so `{list-table}` and `{csv-table}`
    ```{glossary}, ```                a term, and `: ` before what it means
    ```{=html}, ```                   the HTML itself, as Pandoc has it
    /// note | Titre, ///             ::: {.note} Titre, :::, blocks of Python-Markdown
    /// caption, ///                  the caption of the picture or the table above
    === "Titre"                       **Titre**, and what is indented below

A block of backquotes with any other name in braces is code.
"""

import csv
import re
from collections.abc import Mapping, Sequence

from florilege.prose.asides import aside_kind
from florilege.prose.captions import picture
from florilege.prose.genres import ALIASES, GENRES
from florilege.prose.source import code_lines, fences

_OPENING = re.compile(
    r"(?P<lead>[ >]*)(?P<fence>:{3,}|`{3,}|~{3,})[ ]?\{(?P<name>=?[\w-]+)\}[ ]*(?P<words>.*?)[ ]*"
)
_OPTION = re.compile(r"[ >]*:(?P<key>[\w-]+):(?:[ ]+(?P<value>.*?))?[ ]*")
_FIELD = re.compile(r"(?P<lead>[ >]*)(?P<key>[a-z][\w-]*):[ ]*(?P<value>.*?)[ ]*")
_CLASSES = {
    **dict.fromkeys(("admonition", "dropdown", "epigraph", *GENRES, *ALIASES), ""),
    "pull-quote": "pullquote",
}
"""Directives that are a block of words, apart from asides, and their class where it isn't their name."""


def read_directives(markdown: str) -> str:
    """The text, as many lines as before, without the directives that are understood.

    >>> read_directives("```{figure} un quai.jpg\\n:alt: Le quai\\n\\nAu soir.\\n```")
    '![Le quai](un%20quai.jpg "Au soir.")\\n\\n\\n\\n'
    >>> read_directives(":::{note} Titre\\n:class: wide\\n:name: ici\\nMot\\n:::")
    '::: {.note .wide #ici} Titre\\n\\n\\nMot\\n:::'
    """
    if not re.search(r"(?:```|~~~|:::)\{|^[ >]*(?:/{3} ?[a-z]|=== *[\"“«])", markdown, re.MULTILINE):
        return markdown
    lines = _without_tabs(_without_slashes(markdown.split("\n")))
    code = code_lines(fences(lines))
    index = 0
    while index < len(lines):
        match = _OPENING.fullmatch(lines[index])
        end = _end(lines, index, match["fence"]) if match else None
        if match and end and (index not in code or match["fence"][0] != ":"):
            if made := _read(match, lines[index + 1 : end]):
                lines[index : end + 1] = made
                code = code_lines(fences(lines))
            elif match["fence"][0] != ":":
                index = end
        index += 1
    return "\n".join(lines)


def _end(lines: Sequence[str], start: int, fence: str) -> int | None:
    return next((n for n in range(start + 1, len(lines)) if lines[n].strip(" >") == fence), None)


def _read(match: re.Match[str], within: Sequence[str]) -> list[str] | None:
    """The lines that stand for a directive; None for one that isn't known."""
    lead, name, words = match.group("lead", "name", "words")
    blank = lead.rstrip()
    is_code = match["fence"][0] != ":"
    if is_code and name == "math":
        return [f"{lead}$$", *within, f"{lead}$$"]
    if is_code and name in ("=html", "=html5"):
        return [blank, *within, blank]
    within = _plain_options(within)
    options: list[tuple[str, str]] = []
    while len(options) < len(within) and (option := _OPTION.fullmatch(within[len(options)])):
        options.append((option["key"], option["value"] or ""))
    rest = within[len(options) :]
    blanks = [blank] * len(options)
    if is_code and name in ("code", "code-block", "code-cell", "sourcecode"):
        caption = next((value.replace("'", "’") for key, value in options if key == "caption"), "")
        opening = f"{{.{words or 'text'} caption='{caption}'}}" if caption else words
        return [*blanks, f"{lead}{match['fence']}{opening}", *rest, lead + match["fence"]]
    if name in _TABLES:
        return _table(lead, words, dict(options), _TABLES[name](rest, dict(options)), len(within) + 2)
    if name == "glossary":
        return [blank, *blanks, *(re.sub(r"^([ >]*)[ ]{2,}(?=\S)", r"\1: ", line) for line in rest), blank]
    if name in ("figure", "image"):
        return _figure(lead, words, dict(options), [line.strip(" >") for line in rest], len(within) + 1)
    if is_code and not aside_kind(name) and name not in _CLASSES:
        return None
    attributes = [f".{_CLASSES.get(name) or name}"]
    for key, value in options:
        if key == "class":
            attributes += [f".{each}" for each in value.split()]
        else:
            attributes.append(f"#{value}" if key == "name" else f'{key}="{value}"')
    return [f"{lead}::: {{{' '.join(attributes)}}} {words}".rstrip(), *blanks, *rest, f"{lead}:::"]


def _plain_options(within: Sequence[str]) -> Sequence[str]:
    """The lines of a directive with options between dashes (`name: ici`) as `:name: ici`."""
    end = next((n for n, line in enumerate(within) if n and line.strip(" >") == "---"), 0)
    if not end or within[0].strip(" >") != "---" or not all(map(_FIELD.fullmatch, within[1:end])):
        return within
    fields = [_FIELD.sub(r"\g<lead>:\g<key>: \g<value>", line) for line in within[1:end]]
    lead = re.match(r"[ >]*", within[0])[0].rstrip()  # type: ignore[index]
    return [*fields, lead, lead, *within[end + 1 :]]


# ---- Tables


def _of_lines(lines: Sequence[str], _: Mapping[str, str]) -> list[str]:
    """The lines of a table that is one already."""
    return [line for line in lines if line.strip(" >")]


def _of_lists(lines: Sequence[str], options: Mapping[str, str]) -> list[str]:
    """A table whose rows are items, and whose cells are items of these."""
    rows: list[list[str]] = []
    for line in lines:
        item = re.match(r"[ >]*(?P<row>[*-][ ]+)?(?P<cell>[*-](?:[ ]+|$))?(?P<words>.*)", line)
        words = item["words"].strip() if item else ""
        if item and item["row"] and (item["cell"] is not None or not rows):
            rows.append([words])
        elif item and item["row"]:
            rows[-1].append(words)
        elif words and rows:
            rows[-1][-1] += f" {words}"
    return _strokes(rows, headed=options.get("header-rows", "0") != "0")


def _of_values(lines: Sequence[str], options: Mapping[str, str]) -> list[str]:
    """A table of values between commas."""
    head = [options["header"]] if "header" in options else []
    sign = {"tab": "\t", "space": " "}.get(options.get("delim", ""), options.get("delim", ","))
    values = csv.reader(
        [*head, *(line for line in lines if line.strip())], delimiter=sign[:1], skipinitialspace=True
    )
    return _strokes([*values], headed=bool(head) or options.get("header-rows", "0") != "0")


def _strokes(rows: Sequence[Sequence[str]], *, headed: bool) -> list[str]:
    columns = max(map(len, rows), default=0)
    escaped = [[re.sub(r"(?<!\\)\|", r"\|", cell) for cell in row] for row in rows]
    made = [f"| {' | '.join(row)} |{'  |' * (columns - len(row))}" for row in escaped]
    head, body = (made[:1], made[1:]) if headed else (["|" + "  |" * columns], made)
    return [*head, "|" + "---|" * columns, *body] if made else []


_TABLES = {"table": _of_lines, "list-table": _of_lists, "csv-table": _of_values}


def _table(
    lead: str, words: str, options: Mapping[str, str], table: Sequence[str], height: int
) -> list[str] | None:
    """The lines of a table below its caption, as many as its directive has; None where they don't suffice."""
    name = f" {{#{options['name']}}}" if "name" in options else ""
    caption = [f"Table: {words}{name}"] if words else []
    made = [line if line.startswith(lead) else lead + line for line in (*caption, *table)]
    if not table or len(made) > height:
        return None
    above = (height - len(made)) // 2 if height - len(made) > 1 else 0
    blank = lead.rstrip()
    return [*[blank] * above, *made, *[blank] * (height - len(made) - above)]


# ---- Blocks of Python-Markdown


_SLASHES = re.compile(r"(?P<lead>[ >]*)/{3,}[ ]?(?P<name>[a-z][\w-]*)[ ]*(?:\|[ ]*(?P<title>.*?))?[ ]*")
_LEAD = re.compile(r"(?<=[ >])[^ >].*|^[^ >].*")
"""All of a line but what holds it in a quotation."""
_SLASHES_END = re.compile(r"[ >]*/{3,}[ ]*")
_SLASH_OPTION = re.compile(r"[ >]*[ ]{4}(?P<key>[\w-]+):[ ]*(?P<value>.*?)[ ]*")
_ALONE = re.compile(
    r"(?P<picture>[ >]*!\[(?:[^\[\]\\]|\\.)*\]\((?:<[^<>]*>|[^\s()]+))[ ]*\)(?P<rest>[ ]*(?:\{[^{}]*\})?)[ ]*"
)
_TAB = re.compile(
    r"(?P<lead>[ >]*)===[+!]?[ ]+[\"“«][ \u00a0\u202f]?(?P<title>.+?)[ \u00a0\u202f]?[\"”»][ ]*"
)


def _without_slashes(lines: list[str]) -> list[str]:
    """The lines with blocks between `///` as divisions, and their captions where captions stand."""
    code = code_lines(fences(lines))
    opened: list[bool] = []
    for index, line in enumerate(lines):
        if index in code:
            continue
        match = _SLASHES.fullmatch(line)
        if match and match["name"] in ("caption", "figure-caption", "table-caption"):
            _caption_above(lines, index)
        elif match:
            kind = match["name"]
            below = index + 1
            while below < len(lines) and (option := _SLASH_OPTION.fullmatch(lines[below])):
                kind = option["value"] if option["key"] == "type" else kind
                lines[below] = match["lead"].rstrip()
                below += 1
            known = aside_kind(kind) or match["name"] in ("details", "admonition")
            opened.append(bool(known))
            if known:
                fold = " .dropdown" if match["name"] == "details" else ""
                kind = kind if aside_kind(kind) else "note"
                lines[index] = f"{match['lead']}::: {{.{kind}{fold}}} {match['title'] or ''}".rstrip()
        elif _SLASHES_END.fullmatch(line) and opened and opened.pop():
            lines[index] = line.replace("/", ":")
    return lines


def _caption_above(lines: list[str], index: int) -> None:
    """Give the picture or table above the words of a caption that begins on a line."""
    end = next((n for n in range(index + 1, len(lines)) if _SLASHES_END.fullmatch(lines[n])), None)
    above = next((n for n in range(index - 1, -1, -1) if lines[n].strip(" >")), None)
    if end is None or above is None:
        return
    words = " ".join(line.strip(" >") for line in lines[index + 1 : end] if line.strip(" >"))
    picture_alone = _ALONE.fullmatch(lines[above])
    if picture_alone and (above == 0 or not lines[above - 1].strip(" >")):
        title = words.replace("\\", "\\\\").replace('"', '\\"')
        lines[above] = f'{picture_alone["picture"]} "{title}"){picture_alone["rest"]}'
        lines[index : end + 1] = [_LEAD.sub("", lines[index]).rstrip()] * (end + 1 - index)
    elif lines[above].lstrip(" >").startswith(("|", "+-", "+=")):
        lead = _LEAD.sub("", lines[index])
        lines[index : end + 1] = [lead, f"{lead}Table: {words}", *[lead] * (end - 1 - index)]


def _without_tabs(lines: list[str]) -> list[str]:
    """The lines with tabs of Material for MkDocs one below the other, each under its title in bold."""
    code = code_lines(fences(lines))
    index = 0
    while index < len(lines):
        match = _TAB.fullmatch(lines[index]) if index not in code else None
        index += 1
        if not match:
            continue
        lead = match["lead"]
        lines[index - 1] = f"{lead}**{match['title']}**"
        inner = f"{lead}    "
        while index < len(lines) and (not lines[index].strip(" >") or lines[index].startswith(inner)):
            lines[index] = lead + lines[index][len(inner) :] if lines[index].strip(" >") else lines[index]
            index += 1
    return lines


def _figure(lead: str, address: str, options: dict[str, str], words: Sequence[str], height: int) -> list[str]:
    caption = " ".join(filter(None, words))
    alt = options.pop("alt", "") or caption
    named = [f"#{value}" if key == "name" else f'{key}="{value}"' for key, value in options.items()]
    more = f"{{{' '.join(named)}}}" if named else ""
    return [f"{lead}{picture(alt, address, caption)}{more}", *[lead.rstrip()] * height]
