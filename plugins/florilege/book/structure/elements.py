"""Structure elements (PDF 32000-1, 14.7.2 and 14.8.4), and which element of HTML becomes which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS: Mapping[str, str] = {
    "section": "Sect",
    "p": "P",
    "pre": "P",
    "blockquote": "BlockQuote",
    "figure": "Div",
    "figcaption": "Caption",
    "img": "Figure",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
"""Element of HTML → element of structure; one that isn't here is what its parent is."""

CLASSES: Mapping[str, str] = {
    "essay": "Art",
    "part": "Part",
    "admonition": "Div",
    "entries": "TOC",
    "index": "Index",
    "footnote": "Note",
}
"""Class → element of structure, before `KINDS`."""

GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "Index"})
"""Elements that hold other elements and no text."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def name_of(element: Any) -> str:
    """The name of an element; in a note, where all are spans, the one that it had (composing/body/)."""
    first = str(element.get("class", "")).partition(" ")[0]
    is_ours = element.tag == "span" and first.startswith("note-") and first != "note-again"
    return first.removeprefix("note-") if is_ours else str(element.tag)


@dataclass(slots=True, eq=False)
class StructureElement:
    """A structure element; its language is what it says or what its parent's is.

    `kids` are elements, marked content (page from 0, MCID) and annotations (page from 0, annotation).
    """

    kind: str
    lang: str
    place: int = 0
    """The rank of its element of HTML among all."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Entries of its dictionary: strings (Alt, ID, Lang …) and attributes (A), names with a slash."""
    kids: list[Any] = field(default_factory=list)

    def add(self, kid: "StructureElement") -> "StructureElement":
        """Put a new element in this one: at its place, since pictures are drawn before or after the text."""
        if kid.lang != self.lang:
            kid.facts["Lang"] = kid.lang
        after = len(self.kids)
        while after and isinstance(last := self.kids[after - 1], StructureElement) and last.place > kid.place:
            after -= 1
        self.kids.insert(after, kid)
        return kid

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing that is drawn, and isn't a cell, without which a table has a hole."""
        return self.kind not in ("TD", "TH") and all(
            isinstance(kid, StructureElement) and kid.is_empty for kid in self.kids
        )
