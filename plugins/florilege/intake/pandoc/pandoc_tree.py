"""Pandoc's tree (JSON: `{"t": type, "c": contents}`): walking it, and the words in it.

What stands in it is described in https://hackage.haskell.org/package/pandoc-types, Text.Pandoc.Definition.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Nodes: TypeAlias = list[Node]

SPACE: Node = {"t": "Space"}
SOFT: Node = {"t": "SoftBreak"}
BREAK: Node = {"t": "LineBreak"}
NO_ATTRIBUTES = ["", [], []]

BLOCKS = frozenset(
    [
        "Plain",
        "Para",
        "LineBlock",
        "CodeBlock",
        "RawBlock",
        "BlockQuote",
        "OrderedList",
        "BulletList",
        "DefinitionList",
        "Header",
        "HorizontalRule",
        "Table",
        "Figure",
        "Div",
    ]
)
WRAPPERS = frozenset(["Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"])
"""What holds nothing but inlines."""


def text(value: object) -> str:
    """The words of a node, of nodes, or of whatever holds some; those of notes aren't among them.

    >>> text([string("Un"), SPACE, {"t": "Emph", "c": [string("mot")]}])
    'Un mot'
    """
    if isinstance(value, dict):
        kind = value.get("t")
        if kind == "Str":
            return str(value["c"])
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "LineBreak":
            return "\n"
        if kind == "Note" or kind is None:
            return ""
        if kind in ("Code", "CodeBlock", "Math", "RawInline", "RawBlock"):
            return str(value["c"][1])
        if kind in ("Link", "Image", "Span", "Div"):
            return text(value["c"][1])
        if kind == "Header":
            return text(value["c"][2])
        if kind == "LineBlock":
            return "".join(_apart(text(line)) for line in value["c"])
        if kind == "DefinitionList":
            return "".join(_apart(text(term)) + text(meant) for term, meant in value["c"])
        inner = text(value.get("c", []))
        return f"{inner}\n" if kind in BLOCKS else inner
    if isinstance(value, list):
        return "".join(_apart(text(each)) if _is_block(each) else text(each) for each in value)
    return ""


def _apart(words: str) -> str:
    return words if words.endswith("\n") or not words else f"{words}\n"


def _is_block(value: object) -> bool:
    return isinstance(value, dict) and value.get("t") in BLOCKS


def string(word: str) -> Node:
    """A word."""
    return {"t": "Str", "c": word}


def strings(words: str) -> Nodes:
    """Words with spaces between."""
    made: Nodes = []
    for number, word in enumerate(words.split()):
        made += [SPACE, string(word)] if number else [string(word)]
    return made


def paragraph(inlines: Nodes) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def on_blocks(value: Any, change: Callable[[Nodes], Nodes]) -> Any:
    """The same with each list of blocks changed, the innermost first."""
    return _on_lists(value, change, of_blocks=True)


def on_inlines(value: Any, change: Callable[[Nodes], Nodes]) -> Any:
    """The same with each list of inlines changed, the innermost first."""
    return _on_lists(value, change, of_blocks=False)


def _on_lists(value: Any, change: Callable[[Nodes], Nodes], *, of_blocks: bool) -> Any:
    if isinstance(value, dict):
        return {key: _on_lists(each, change, of_blocks=of_blocks) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    made = [_on_lists(each, change, of_blocks=of_blocks) for each in value]
    nodes = made and all(isinstance(each, dict) and "t" in each for each in made)
    return change(made) if nodes and (made[0]["t"] in BLOCKS) is of_blocks else made


def flat(blocks: Iterable[Node]) -> Nodes:
    """The inlines of some blocks in one line: for what holds lines only."""
    made: Nodes = []
    for block in blocks:
        inner = _inlines(block)
        made += [SPACE, *inner] if made and inner else inner
    return made


def _inlines(block: Node) -> Nodes:
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind in ("Para", "Plain"):
        return [SPACE if each["t"] in ("LineBreak", "SoftBreak") else each for each in content]
    if kind == "Header":
        return list(content[2])
    if kind in ("BlockQuote",):
        return flat(content)
    if kind == "Div":
        return flat(content[1])
    if kind == "BulletList":
        return flat(one for each in content for one in each)
    if kind == "OrderedList":
        return flat(one for each in content[1] for one in each)
    if kind == "LineBlock":
        return [node for line in content for node in (SPACE, *line)][1:]
    if kind in ("CodeBlock", "RawBlock"):
        return strings(content[1])
    return strings(text(block))
