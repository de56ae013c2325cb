"""The kinds of aside (`!!! note "Title"`, `> [!NOTE]`, `::: note`), and what other systems call them."""

from collections.abc import Mapping

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
