"""The kinds of aside (`!!! note "Title"`, `> [!NOTE]`, `::: note`), and what other systems call them."""

import re
from collections.abc import Mapping

from florilege.prose import marks

ASIDES = ("note", "tip", "info", "example", "quote", "warning")
"""Each is a class that the rooms' style sheets know."""

_ALIASES: Mapping[str, str] = {
    **dict.fromkeys(("abstract", "summary", "tldr", "seealso", "comment"), "note"),
    **dict.fromkeys(("hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("todo", "important", "question", "help", "faq"), "info"),
    **dict.fromkeys(("caution", "attention", "danger", "error", "bug"), "warning"),
    **dict.fromkeys(("failure", "fail", "missing"), "warning"),
    "cite": "quote",
}
"""The kinds of Material for MkDocs, GitHub, Obsidian, Quarto and Sphinx → the nearest of ours."""


def aside_kind(name: str) -> str | None:
    """The kind of ours that a word of any system means; None for an unknown one.

    >>> aside_kind("Danger"), aside_kind("callout-tip"), aside_kind("pied")
    ('warning', 'tip', None)
    """
    word = name.lower().removeprefix("callout-")
    return word if word in ASIDES else _ALIASES.get(word)


_NAMES = "|".join(sorted({*ASIDES, *_ALIASES}))
OPENING = re.compile(
    rf"""
    (?P<sign>!!!|\?\?\?\+?) [ ]? (?P<kind>(?P<known>(?i:(?:callout-)?(?:{_NAMES}))(?![\w-]))|[\w-]+)
    (?P<mark>[ ]{marks.SPACED}\d+{marks.SPACED})? (?:[ ]+(?:inline|end|left|right))*
    (?: (?P<classes>(?:[ ]+[\w-]+)*) [ ]+
        (?:"(?P<straight>.*)"|“(?P<curly>.*)”|«(?P<french>.*)»|'(?P<single>.*)')
      | (?(known)(?:[ ]+(?P<bare>[^{marks.SPACED}\s":;,.!?=-].*?))?)
    )
    [ ]* (?=\n|\Z)
    """,
    re.VERBOSE,
)
"""The first line of an aside, or of a block to unfold (`???`): its kind, its title, the classes before it.

A title needs no quotes where the kind is known, whose name might otherwise be any word.
"""


def title_of(opening: re.Match[str]) -> str:
    """The title that the first line of an aside gives it, empty for none.

    >>> [title_of(OPENING.match(line)) for line in ("!!! tip Un mot", "??? x y 'Un mot'", "!!! tip inline")]
    ['Un mot', 'Un mot', '']
    >>> OPENING.match("??? Pourquoi donc"), OPENING.match("!!! Note : un mot")
    (None, None)
    """
    return next(filter(None, opening.group("straight", "curly", "french", "single", "bare")), "").strip()
