"""Small anthologies for properties: a hypothesis strategy → the files of `contributions/`.

Words come from a seed: a paragraph costs hypothesis two integers, not a hundred words.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from hypothesis import strategies as st
from PIL import Image

Drawn = TypeVar("Drawn")


class Files(dict[str, str | bytes]):
    """Path below `contributions/` → content."""

    def __repr__(self) -> str:
        return f"<{len(self)} files>"  # hypothesis prints it


WORDS = """
le la un de du sur où elle nous jamais déjà quelqu’un d’abord palier escalier cour l’ascenseur fenêtre voisine
boulanger lettre clé pluie attendait souriait monta n’ouvrait reconnut fredonne s’effaça œuvre affleurement
incompréhensiblement quatre-vingt-dix-sept électroencéphalogramme 1789x 42_% n°_4 M._Aubry XIXᵉ bird
afterwards
"""
VOCABULARY = tuple(word.replace("_", " ") for word in WORDS.split())
STOPS = (",", ",", ".", ".", ".", " ?", " !", "…", " ;", " :")
AUTHORS = ("Zoé Œillet", "Gaspard de Neuville", "Élise Aubry")
STRANGERS = ("Colette Rive", "Montaigne, Michel de", "Bao Đặng")
MATTERS = ("dedication", "foreword", "preface", "afterword", "acknowledgements", "colophon")
SIZES = ((60, 40), (500, 300), (1400, 200), (300, 1400), (1200, 1200))
"""px: a picture smaller than a line, wide ones, a high one, and one that fills the measure."""

PLAIN = (
    *(
        "*en italique*",
        "**en gras**",
        "`du code`",
        "1^er^",
        "H~2~O",
        "==vu==",
        "~~ôté~~",
        "« entre *guillemets* »",
    ),
    *("*capitales*{.smallcaps}", "[au loin](https://loin.example/)", '<span lang="ar" dir="rtl">صباح</span>'),
    *("😊", "👩‍🌾", "🇫🇷", "❤️", "1️⃣", "$x_1^2 = \\frac{a}{b}$", "محمد علي"),
)


def words(count: int, seed: int, inserted: Sequence[str] = ()) -> str:
    """So many words in sentences, with these pieces of Markdown among them."""
    random = Random(seed)
    run = [random.choice(VOCABULARY) for _ in range(count)]
    for place in range(random.randint(3, 12), count, 9):
        run[place] += random.choice(STOPS)
    for piece in inserted:
        run.insert(random.randint(1, len(run)), piece)
    text = " ".join(run)
    return text[0].upper() + text[1:] + "."


@cache
def png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (width, height), 128).save(buffer, "PNG")
    return buffer.getvalue()


class Writer:
    """Someone who writes a text, whose notes and pictures gather here; each method is a piece of Markdown."""

    def __init__(self, draw: st.DrawFn, folder: str, targets: Sequence[str], persons: Sequence[str]) -> None:
        self.draw, self.folder, self.targets, self.persons = draw, folder, targets, persons
        self.notes: list[str] = []
        self.pictures = Files()

    def text(self, blocks: int, headings: int = 0) -> str:
        """So many blocks and, among them, headings with the ids `h1`, `h2` …"""
        made = [self.one(BLOCKS)(self) for _ in range(blocks)]
        for number in range(headings, 0, -1):
            heading = f"{'#' * self.number(2, 4)} {self.run(1, 9)} {{#h{number}}}"
            made.insert(self.number(0, len(made)), heading)
        return "\n\n".join([*made, *self.notes])

    def one(self, of: Sequence[Drawn]) -> Drawn:
        return self.draw(st.sampled_from(of))

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def run(self, least: int, most: int, inserts: int = 0) -> str:
        """So many words, with at most so many notes, mentions, links and so on."""
        inserted = [self.one(INSERTS)(self) for _ in range(self.number(0, inserts))]
        return words(self.number(least, most), self.number(0, 999), inserted)

    def plain(self) -> str:
        return self.one(PLAIN)

    def note(self) -> str:
        """The call of a new note, which may call others."""
        number = len(self.notes)
        self.notes.append("")
        more = self.one(("", "", "", f"\n\n    {self.run(1, 40)}", f"\n\n    - {self.run(1, 9)}\n    - Deux"))
        self.notes[number] = f"[^n{number}]: {self.run(1, 120, 2)}{more}"
        return f"mot[^n{number}]"

    def note_again(self) -> str:
        return f"mot[^n{self.number(0, len(self.notes) - 1)}]" if self.notes else "mot"

    def mention(self) -> str:
        return f"[[{self.one(self.persons)}{self.one(('', '|iel'))}]]"

    def reference(self) -> str:
        return f"[un renvoi]({self.one(self.targets)})"

    def paragraph(self) -> str:
        return self.run(2, 140, 4)

    def paragraphs(self) -> str:
        return "\n\n".join(self.paragraph() for _ in range(self.number(2, 6)))

    def bullets(self) -> str:
        items = [f"- {self.run(1, 12, 1)}" for _ in range(self.number(1, 8))]
        if self.one((False, True)):
            items[0] += f"\n    1. {self.run(1, 12, 1)}\n    2. {self.run(1, 12)}"
        return "\n".join(items)

    def numbers(self) -> str:
        first = self.one((1, 9, 98))
        return "\n".join(f"{first + n}. {self.run(1, 12, 1)}" for n in range(self.number(1, 12)))

    def quotation(self) -> str:
        return "\n>\n".join(f"> {self.run(3, 60, 2)}" for _ in range(self.number(1, 3)))

    def table(self) -> str:
        columns, seed = self.number(2, 4), self.number(0, 999)
        rows = [
            [words(1, seed + row * columns + column) for column in range(columns)]
            for row in range(self.one((1, 3, 8, 40)))
        ]
        rows[-1][0] = self.run(1, 3, 2).replace("|", "\\|")
        lines = [["Colonne"] * columns, ["---"] * columns, *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def figure(self) -> str:
        width, height = self.one(SIZES)
        name = f"vue-{width}-{height}.png"
        self.pictures[f"{self.folder}/{name}"] = png(width, height)
        caption = f' "{self.run(1, 30)}"'
        return f"![Une vue]({name}{self.one(('', caption))})"

    def code(self) -> str:
        lines = "\n".join(f"if clé[{n}] > 0:  # ouvrir" for n in range(self.number(1, 30)))
        return f"```python\n{lines}\n```"

    def definitions(self) -> str:
        return f"Terme\n:   {self.run(1, 12, 1)}\n\nAutre terme\n:   {self.paragraph()}"

    def aside(self) -> str:
        return f'!!! note "Un aparté"\n    {self.paragraph()}\n\n    {self.run(1, 12)}'

    def verse(self) -> str:
        lines = "  \n".join(self.run(2, 6) for _ in range(self.number(2, 20)))
        return f"{lines}\n{{: .verse }}"

    def right_to_left(self) -> str:
        return '<p dir="rtl" lang="ar">صباح الخير يا جارتي</p>'

    def pause(self) -> str:
        return "***"


INSERTS: tuple[Callable[[Writer], str], ...] = (
    *(Writer.plain, Writer.note, Writer.note_again, Writer.mention, Writer.reference),
)

BLOCKS: tuple[Callable[[Writer], str], ...] = (
    *(Writer.paragraph, Writer.paragraphs, Writer.bullets, Writer.numbers, Writer.quotation, Writer.table),
    *(Writer.figure, Writer.code, Writer.definitions, Writer.aside, Writer.verse, Writer.right_to_left),
    Writer.pause,
)


@st.composite
def anthologies(draw: st.DrawFn) -> Files:
    """One or two volumes, one to six essays, one to three authors with a file."""
    headings = draw(st.lists(st.integers(0, 2), min_size=1, max_size=6))
    essays = [f"e{number}" for number in range(len(headings))]
    targets = [f"../{id}/index.md" for id in essays]
    for id, count in zip(essays, headings, strict=True):
        targets += [f"../{id}/index.md#h{number}" for number in range(1, count + 1)]
    authors = AUTHORS[: draw(st.integers(1, 3))]
    files = Files({"index.md": _file(["title: Essais"], "Bonjour.")})
    for number, name in enumerate(authors):
        files |= _author(draw, f"a{number}", name)
    for id, count in zip(essays, headings, strict=True):
        files |= _essay(draw, id, count, targets, authors)
    cut = draw(st.integers(1, len(essays)))
    for number, mine in enumerate((essays[:cut], essays[cut:]), 1):
        if mine:
            files |= _volume(draw, f"tome-{number}", number, mine)
    return files


def _file(fields: Sequence[str], body: str) -> str:
    return "\n".join(("---", *fields, "---", "", body, ""))


def _author(draw: st.DrawFn, id: str, name: str) -> Files:
    writer = Writer(draw, "authors", (), ())
    headline = writer.one(([], ["headline: Qui écrit"]))
    bio = {f"authors/{id}.md": _file([f"name: {name}", *headline], writer.run(1, 60))}
    return Files(bio | writer.one(({}, {f"authors/{id}.png": png(160, 200)})))


def _essay(draw: st.DrawFn, id: str, headings: int, targets: Sequence[str], authors: Sequence[str]) -> Files:
    writer = Writer(draw, f"essays/{id}", targets, [*authors, *STRANGERS])
    names = [*(f"a{number}" for number in range(len(authors))), "Noé Sans-Fiche"]
    signed = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    more = [f"subtitle: '{writer.run(1, 14)}'", f"abstract: '{writer.run(1, 60)}'", "short_title: Court"]
    fields = [
        # In a running head of the oracle, no letter can have a face of its own.
        f"title: '{writer.run(1, 14).replace('ᵉ', 'e')}'",
        f"authors: [{', '.join(signed)}]",
        f"lang: {writer.one(('fr', 'en', 'de'))}",
        "license: CC BY 4.0",
        *writer.one(([], more)),
    ]
    body = writer.text(writer.number(1, 6), headings)
    return Files({f"essays/{id}/index.md": _file(fields, body)} | writer.pictures)


ISBNS = "978-2-9999999-0-9", "978-2-9999999-1-6"


def _volume(draw: st.DrawFn, id: str, number: int, essays: Sequence[str]) -> Files:
    folder = f"volumes/{id}"
    writer = Writer(draw, folder, [f"../../essays/{essay}/index.md" for essay in essays], STRANGERS)
    cut, titled = writer.number(1, len(essays)), writer.one((False, True))
    parts = [
        f"  - {{id: p{rank}, {f'title: Partie {rank}, ' if titled else ''}essays: [{', '.join(mine)}]}}"
        for rank, mine in enumerate((essays[:cut], essays[cut:]), 1)
        if mine
    ]
    fields = [
        f"title: Tome\nnumber: {number}",
        f"opening: {writer.one(('recto', 'next-page'))}",
        f"trim: {writer.one(('A5', 'poche', '{width: 120, height: 180}'))}",
        f"emoji: {writer.one(('print', 'text', 'drop'))}",
        *writer.one(([], ["series: Série", "editors: [a0]", f"isbn: {ISBNS[number - 1]}"])),
        *writer.one(([], ["sponsors: [{name: Les Amis, url: 'https://amis.example/'}]"])),
        "parts:",
        *parts,
    ]
    files = Files({f"{folder}/index.md": _file(fields, "Un tome.")})
    for kind in draw(st.lists(st.sampled_from(MATTERS), max_size=3, unique=True)):
        matter = Writer(draw, folder, writer.targets, writer.persons)
        # A colophon shares one page with the imprint.
        body = matter.run(1, 60) if kind == "colophon" else matter.text(matter.number(1, 2))
        # Behind a table that floats at the very end, the oracle's one document has an empty page.
        files[f"{folder}/{kind}.md"] = _file(["lang: fr"], f"{body}\n\nFin.\n")
        files |= matter.pictures
    return files


def write(files: Files, root: Path) -> Path:
    """The folder of an anthology with these files."""
    settings = {"../mkdocs.yml": "site_name: Essais\nsite_url: https://essais.example/\n"}
    for path, content in (settings | files).items():
        file = root / "contributions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
