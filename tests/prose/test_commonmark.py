"""Random texts in CommonMark, with tables: our blocks and words are those of an independent parser."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from random import Random

import pytest
from markdown_it import MarkdownIt

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.setting import set_text

REFERENCE = MarkdownIt("commonmark").enable("table")
BLOCKS = frozenset(["ul", "ol", "li", "blockquote", "pre", "h2", "table"])


class Shape(HTMLParser):
    """The blocks of a page and their words; paragraphs aren't told apart, since tight lists have none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: object) -> None:
        if tag in BLOCKS:
            self.found.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found.append(re.sub(r"\W", "", data))


def shape(html: str) -> str:
    """Two lists or quotations that follow each other are one here, and look so: that is no difference."""
    reader = Shape()
    reader.feed(html)
    whole = "".join(reader.found)
    while whole != (joined := re.sub(r"</(ul|ol|blockquote)><\1>", "", whole)):
        whole = joined
    return whole


class Writer:
    """Writes a text of blocks within blocks, as GitHub's users do: as tight as CommonMark lets them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"mot{self.count}"

    def paragraph(self) -> list[str]:
        return [
            " ".join(self.word() for _ in range(self.random.randint(1, 3)))
            for _ in range(self.random.choice([1, 1, 2]))
        ]

    def block(self, depth: int) -> list[str]:
        kinds = ("paragraph", "list", "list", "quotation", "code", "heading", "table", "rule")
        match self.random.choice(kinds if depth < 3 else ("paragraph", "paragraph", "code")):
            case "list":
                return self.items(depth)
            case "quotation":
                return [f"> {line}".rstrip() for line in self.text(depth + 1, self.random.randint(1, 2))]
            case "code":
                return ["```", self.word(), f"  {self.word()}", "```"]
            case "heading":
                return [f"## {self.word()}"]
            case "table":
                head, body = (f"| {self.word()} | {self.word()} |" for _ in range(2))
                return [head, "|---|---|", body]
            case "rule":
                return ["***"]
        return self.paragraph()

    def items(self, depth: int) -> list[str]:
        marker = self.random.choice(["-", "*", "+", "1.", "1)"])
        loose = self.random.random() < 0.3
        lines: list[str] = []
        for number in range(1, self.random.randint(2, 4)):
            mark = f"{marker.replace('1', str(number))} "
            inner = self.text(depth + 1, self.random.choice([1, 1, 1, 2]), tight=not loose, item=True)
            lines += [mark + inner[0], *(" " * len(mark) + line if line else "" for line in inner[1:])]
            lines += [""] if loose else []
        return lines[:-1] if loose else lines

    def text(self, depth: int, blocks: int, *, tight: bool = False, item: bool = False) -> list[str]:
        lines: list[str] = []
        for number in range(blocks):
            block = self.paragraph() if item and not number else self.block(depth)
            touches = tight and re.match(r"[-*+] |> |```|1[.)] ", block[0])
            lines += [""] if lines and not touches else []
            lines += block
        return lines


def set_shape(lines: Iterable[str]) -> tuple[str, list[str]]:
    body = Body(path="essays/banc/index.md", line=1, markdown="\n".join(lines), lang="de")
    done = set_text(Manuscript(key=TextKey("essay", "banc"), body=body, locale="de"))
    told = [one.line_for("en") for one in done.problems if one.code != "list-renumbered"]
    return shape(done.prose.html if done.prose else ""), told


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_our_blocks_are_those_of_commonmark(start: int) -> None:
    for seed in range(start, start + 100):
        lines = Writer(seed).text(0, 3)
        assert set_shape(lines) == (shape(REFERENCE.render("\n".join(lines))), []), "\n".join(lines)
