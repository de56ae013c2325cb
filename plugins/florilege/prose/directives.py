"""Directives of MyST → the Markdown that says the same, line for line.

    :::{tip} Titre                    ::: {.tip .wide} Titre
    :class: wide                      (a blank line)
    mot                               mot
    :::                               :::
    ```{note}, ```                    ::: note, :::
    ```{figure} quai.jpg, ```         ![Le quai](quai.jpg "Au soir."), from its option `:alt:` and its words
    ```{math}, ```                    $$, $$
    ```{code-block} python, ```       ```python, ```

A block of backquotes with any other name in braces is code.
"""

import re
from collections.abc import Sequence

from florilege.prose.asides import aside_kind
from florilege.prose.captions import picture
from florilege.prose.genres import ALIASES, GENRES
from florilege.prose.source import code_lines, fences

_OPENING = re.compile(
    r"(?P<lead>[ >]*)(?P<fence>:{3,}|`{3,}|~{3,})\{(?P<name>[\w-]+)\}[ ]*(?P<words>.*?)[ ]*"
)
_OPTION = re.compile(r"[ >]*:(?P<key>[\w-]+):(?:[ ]+(?P<value>.*?))?[ ]*")
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
    if not re.search(r"(?:```|~~~|:::)\{", markdown):
        return markdown
    lines = markdown.split("\n")
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
    if is_code and name in ("code", "code-block"):
        return [f"{lead}{match['fence']}{words}", *within, lead + match["fence"]]
    options: list[tuple[str, str]] = []
    while len(options) < len(within) and (option := _OPTION.fullmatch(within[len(options)])):
        options.append((option["key"], option["value"] or ""))
    rest = within[len(options) :]
    blanks = [blank] * len(options)
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


def _figure(lead: str, address: str, options: dict[str, str], words: Sequence[str], height: int) -> list[str]:
    caption = " ".join(filter(None, words))
    alt = options.pop("alt", "") or caption
    named = [f"#{value}" if key == "name" else f'{key}="{value}"' for key, value in options.items()]
    more = f"{{{' '.join(named)}}}" if named else ""
    return [f"{lead}{picture(alt, address, caption)}{more}", *[lead.rstrip()] * height]
