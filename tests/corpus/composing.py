"""What sixty authors want to say, before any of them writes it in the manner of a system.

An essay is a sequence of blocks, and a block of text a sequence of spans. `said` gives the words that a
reader must find, wherever and in whatever order its parts are printed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from corpus.sentences import ALTS, HEADINGS, ITEMS, OPEN, SENTENCES, TITLES

Lang = Literal["fr", "en"]


@dataclass(frozen=True)
class Span:
    """Words within a line, and what is done to them."""

    kind: str
    text: str = ""
    more: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """A block of one kind: what it has of the rest depends on that."""

    kind: str
    spans: Spans = ()
    title: str = ""
    level: int = 2
    items: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of a list: the words of each, and those of the items within it."""
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    inner: tuple["Block", ...] = ()
    file: str = ""


@dataclass(frozen=True)
class EssayPlan:
    """An essay to be written."""

    number: int
    lang: Lang
    title: str
    author: str
    """An author's id."""
    name: str
    day: str
    """ISO 8601"""
    tags: tuple[str, ...]
    abstract: str
    blocks: tuple[Block, ...]
    pictures: tuple[str, ...] = field(default=())


def said(block: Block) -> Iterator[str]:
    """The words of a block, of each of its parts."""
    if block.kind != "formula":
        # What a picture shows is said to those who don't see it; the language of code to nobody.
        title = "" if block.kind in ("figure", "code") else block.title
        yield from filter(None, (title, *block.lines))
        yield "".join(span.text for span in block.spans if span.kind not in _UNSAID)
        yield from (span.text for span in block.spans if span.kind == "note")
        for words, inner in block.items:
            yield from (words, *inner)
        for row in block.rows:
            yield from row
    for inner in block.inner:
        yield from said(inner)


_UNSAID = ("note", "emoji", "formula", "break")

TELEPHONES = (
    "IMG_20{:02}.JPG",
    "IMG-20240512-WA00{:02}.jpg",
    "PXL_20240512_1603{:02}.jpg",
    "Capture d’écran 2024-05-12 à 18.03.{:02}.png",
    "DSC_00{:02}.JPG",
    "WhatsApp Image 2024-05-12 at 18.03.{:02}.jpeg",
    "20240512_1803{:02}.jpg",
    "Photo 12-05-2024 18 03 {:02}.jpg",
    "Screenshot 2024-05-12 at 18.03.{:02}.png",
    "IMG_E{:02}(1).JPG",
)
"""Names that telephones, cameras and messengers give."""

PEOPLE = (("odile-maurel", "Odile Maurel"), ("zoe-roux", "Zoé Roux"), ("ada-reed", "Ada Reed"))


class Composer:
    """Makes plans of essays, the same ones for a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def essay(self, number: int, lang: Lang, title: str) -> EssayPlan:
        """One essay that holds every kind of block."""
        self.lang: Lang = lang
        author, name = self.random.choice(PEOPLE)
        picture = TELEPHONES[number // 6].format(number)
        first, second, third = self.random.sample(HEADINGS[lang], 3)
        blocks = [
            self.paragraph("strong", "note"),
            Block("heading", title=first),
            self.paragraph("em", "link", "emoji"),
            Block("figure", title=self.random.choice(ALTS[lang]), lines=(self.sentence(),), file=picture),
            self.bullets(),
            self.paragraph("code", "note"),
            Block("heading", title=second),
            self.numbers(),
            self.table(),
            self.paragraph("break", "strike", "sup"),
            Block("quote", inner=(self.paragraph(), self.paragraph("em"))),
            Block("heading", title=third, level=3),
            Block("aside", title=self.sentence(), inner=(self.paragraph("strong"),)),
            Block("tasks", items=tuple((item, ()) for item in self.random.sample(ITEMS[lang], 2))),
            Block("formula", lines=(r"x^2 + y^2 = r^2",)),
            self.paragraph("formula", "auto"),
            Block("code", title="python", lines=("def meet(a, b):", "    return a + b  # <hello>")),
            Block("fold", title=self.sentence(), inner=(self.paragraph(),)),
            Block(
                "definition", title=self.random.choice(ITEMS[lang]), spans=(Span("text", self.sentence()),)
            ),
            Block("rule"),
            Block("verse", lines=tuple(self.sentence() for _ in range(3))),
            self.paragraph("note"),
        ]
        return EssayPlan(
            number=number,
            lang=lang,
            title=title,
            author=author,
            name=name,
            day=f"2024-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}",
            tags=tuple(
                self.random.sample(
                    {"fr": ("quai", "voisinage", "lettres"), "en": ("quay", "letters", "rain")}[lang], 2
                )
            ),
            abstract=self.sentence(),
            blocks=tuple(blocks),
            pictures=(picture,),
        )

    def sentence(self) -> str:
        """One sentence, its gaps filled."""
        gaps = {gap: self.random.choice(words) for gap, words in OPEN[self.lang].items()}
        return self.random.choice(SENTENCES[self.lang]).format(**gaps)

    def paragraph(self, *kinds: str) -> Block:
        """A few sentences, of which words are treated in these ways."""
        spans: list[Span] = []
        for kind in (*kinds, "text"):
            spans.append(Span("text", f"{self.sentence()} "))
            words, rest = self.random.choice(ITEMS[self.lang]), self.sentence()
            if kind == "note":
                spans[-1] = Span("text", spans[-1].text.rstrip(" .!?"))
                spans += [Span("note", rest), Span("text", ". ")]
            elif kind == "link":
                spans += [Span("link", words, "https://example.org/carte_(1)?a=1&b=2"), Span("text", ", ")]
            elif kind == "auto":
                spans += [Span("auto", "https://example.org/")]
                spans += [Span("text", " ")]
            elif kind in ("emoji", "formula", "break"):
                spans += [Span(kind), Span("text", " ")]
            elif kind == "sup":
                spans += [
                    Span("text", "1"),
                    Span("sup", "er" if self.lang == "fr" else "st"),
                    Span("text", f" : {words}. "),
                ]
            elif kind != "text":
                spans += [Span(kind, words), Span("text", ". ")]
        return Block("paragraph", spans=tuple(spans))

    def bullets(self) -> Block:
        one, two, three, four = self.random.sample(ITEMS[self.lang], 4)
        return Block("bullets", items=((one, (two, three)), (four, ())))

    def numbers(self) -> Block:
        one, two, three, four = self.random.sample(ITEMS[self.lang], 4)
        return Block("numbers", items=((one, ()), (two, (three, four)), (self.sentence(), ())))

    def table(self) -> Block:
        head = {"fr": ("Quoi", "Où", "Prix"), "en": ("What", "Where", "Price")}[self.lang]
        places = OPEN[self.lang]["place"]
        rows = tuple(
            (item, self.random.choice(places), f"{self.random.randint(2, 30)} €")
            for item in self.random.sample(ITEMS[self.lang], 3)
        )
        return Block("table", rows=(head, *rows))


def plans(seed: int) -> tuple[EssayPlan, ...]:
    """Sixty essays, half in each language."""
    composer = Composer(seed)
    return tuple(
        composer.essay(
            number, lang, TITLES[lang][number // 6 % 10] + ("" if number % 6 < 2 else f" {number % 6}")
        )
        for number in range(60)
        for lang in (("fr", "en")[number % 2],)
    )
