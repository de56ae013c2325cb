"""HTML → its start tags and words, in order: what may be compared and blamed line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from florilege.prose import marks

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag; `line` is that of its mark, or of the last mark before it."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    """Values without marks; what was nothing but a mark left out."""
    line: int
    typed: bool
    """Whether it has a mark: the author typed the tag or its attributes."""
    depth: int

    def get(self, name: str) -> str | None:
        """The value of an attribute; None where the tag doesn't have it."""
        return dict(self.attributes).get(name)


Token = Tag | str
"""A tag, or the words between two tags without their white space."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class _Reader(HTMLParser):
    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.line = line
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = next(filter(None, (marks.read(part) for pair in attrs for part in pair)), None)
        self.line = line or self.line
        kept = tuple(
            (marks.strip(name), marks.strip(value or "").strip())
            for name, value in attrs
            if marks.strip(name) and not (name == "class" and value and not marks.strip(value).strip())
        )
        self.tokens.append(Tag(tag, kept, self.line, line is not None, len(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.line = marks.read(data) or self.line
        if words := _SPACES.sub("", marks.strip(data)):
            if self.tokens and isinstance(self.tokens[-1], str):
                self.tokens[-1] += words
            else:
                self.tokens.append(words)


def read(html: str, first: int = 0) -> list[Token]:
    """The tokens of `html`; end tags, comments and white space aren't among them."""
    reader = _Reader(first)
    reader.feed(html)
    reader.close()
    return reader.tokens


def tags(tokens: list[Token]) -> Iterator[Tag]:
    """The start tags among some tokens."""
    return (token for token in tokens if isinstance(token, Tag))
