"""Notes: each begins on the page of its call, however long it is, and goes on overleaf as books do.

All is read from finished pages by readers that made nothing of them (reading.py). A word of its own marks
each call, each beginning and each end of a note.
"""

import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from lxml import html

from book.oracle import Said
from book.reading import Glyph, glyphs_of, letters, pages_of
from book.styles import PICTURE, Style, in_turn, sheet
from florilege.book.sheet import MM
from florilege.runtime.workers import Workers

VOCABULARY = (
    "le la une quai porte lettre regardait silencieusement voisine inconnu longtemps parler écoute".split()  # noqa: SIM905
)
LONGEST = 10_000
"""Signs of a note."""


@dataclass
class Writer:
    """Someone who writes a text with notes, of so many signs in all."""

    chance: random.Random
    signs: int
    longest: int = LONGEST
    notes: int = 0

    def words(self, signs: int) -> str:
        words, left = [], signs
        while left > 0:
            words.append(self.chance.choice(VOCABULARY))
            left -= len(words[-1]) + 1
        return " ".join(words)

    def note(self) -> str:
        """A call and its note: as often of 10 to 100 signs as of 1,000 to 10,000."""
        self.notes += 1
        signs = min(int(math.exp(self.chance.uniform(0, math.log(self.longest)))), max(1, self.signs))
        self.signs -= signs
        said = f"b{self.notes}b {self.words(signs)} e{self.notes}e"
        if self.chance.random() < 0.2:
            said = f'<span class="note-p">{said}</span><span class="note-p">{self.words(signs // 3)}.</span>'
        return f'c{self.notes}c<span class="footnote">{said}</span>'

    def text(self, signs: int) -> str:
        """So many signs, with some notes, several of which may be called on one line."""
        words = self.words(signs).split()
        for _ in range(self.chance.choice([0, 0, 0, 1, 1, 2, 4])):
            if self.signs > 0:
                words.insert(self.chance.randint(1, len(words)), self.note())
        return " ".join(words)

    def block(self, kind: str) -> str:
        signs = self.chance.choice([30, 200, 500, 1200])
        if kind == "list":
            items = "".join(f"<li>{self.text(signs // 3)}</li>" for _ in range(self.chance.randint(1, 5)))
            return f"<ul>{items}<li><p>{self.text(60)}</p><ul><li>{self.text(90)}</li></ul></li></ul>"
        if kind == "table":
            head = f"<thead><tr><th>{self.text(8)}</th><th>Deux</th></tr></thead>"
            rows = "".join(f"<tr><td>{self.text(20)}</td><td>{self.text(60)}</td></tr>" for _ in range(9))
            return f'<div class="table"><table>{head}<tbody>{rows}</tbody></table></div>'
        if kind == "figure":
            image = f'<img src="{PICTURE}" alt="Un carré" style="width: 40mm; height: 9rlh">'
            return f"<figure>{image}<figcaption>{self.text(60)}</figcaption></figure>"
        return BLOCKS[kind].format(*(self.text(each) for each in (signs, signs // 2)))


BLOCKS: Mapping[str, str] = {
    "paragraph": "<p>{}</p>",
    "quotation": "<blockquote><p>{}</p><p>{}</p></blockquote>",
    "heading": "<h2>{1}</h2><p>{0}</p>",
    "aside": '<aside class="admonition"><p class="admonition-title">Note</p><p>{}</p></aside>',
    "definition": "<dl><dt>Mot</dt><dd>{}</dd><dd>{}</dd></dl>",
}
KINDS = (*BLOCKS, "list", "table", "figure", "paragraph", "paragraph", "paragraph")


def text(seed: int) -> str:
    """A text with notes of 1 to 10,000 signs, in all kinds of blocks."""
    chance = random.Random(seed)
    writer = Writer(chance, chance.choice([2_000, 8_000, 20_000]))
    blocks = [writer.block(chance.choice(KINDS)) for _ in range(chance.randint(3, 12))]
    return sheet("".join(blocks))


@dataclass(frozen=True)
class Finished:
    """The finished pages of a text, and what is wrong with them."""

    pdf: bytes
    style: Style
    body: str

    def faults(self) -> list[str]:
        return [*self.away(), *self.outside(), *self.mixed(), *self.alone(), *self.lost()]

    def away(self) -> Iterator[str]:
        """Notes that don't begin on the page of their call."""
        pages = [letters("".join(word.text for word in page.words)) for page in pages_of(self.pdf)]
        for number in map(int, re.findall(r"\bb(\d+)b ", self.body)):
            call, beginning, end = (
                [page for page, said in enumerate(pages, 1) if f"{mark}{number}{mark}" in said]
                for mark in "cbe"
            )
            if not (len(beginning) == len(end) == 1 and call[:1] == beginning and end >= beginning):
                yield f"note {number}: called on {call}, stands on {beginning} to {end}"

    def outside(self) -> Iterator[str]:
        """Pages on which something stands above the head of the text or below its foot."""
        page = self.style.geometry
        foot, head = page.bottom * MM, (page.height - page.top) * MM
        for number, each in enumerate(pages_of(self.pdf), 1):
            lines = [word.y for word in each.words]
            if lines and not foot <= min(lines) <= max(lines) <= head:
                yield f"page {number}: from {min(lines) - foot:.1f} to {max(lines) - head:.1f} pt"

    def mixed(self) -> Iterator[str]:
        """Pages on which text stands beside or below notes."""
        for number, page in enumerate(glyphs_of(self.pdf), 1):
            notes = [glyph.y for glyph in page if self.is_of_note(glyph)]
            text = [glyph.y for glyph in page if self.is_of_text(glyph)]
            if notes and text and min(text) < max(notes) + self.style.geometry.size:
                yield f"page {number}: text at {min(text):.1f}, notes at {max(notes):.1f}"

    def alone(self) -> Iterator[str]:
        """Pages of notes from pages before, below a single line of a text that goes on."""
        pages = glyphs_of(self.pdf)
        lines = [{round(glyph.y) for glyph in page if self.is_of_text(glyph)} for page in pages]
        for number, (page, drawn) in enumerate(zip(pages, pages_of(self.pdf), strict=True), 1):
            foot = letters("".join(glyph.text for glyph in page if self.is_of_note(glyph)))
            goes_on = foot != "" and not re.search(BEGINNING, foot)
            pictures = [drawing for drawing in drawn.drawings if drawing.kind == "picture"]
            if goes_on and not pictures and len(lines[number - 1]) == 1 and any(lines[number:]):
                yield f"page {number}: a line alone"

    def lost(self) -> Iterator[str]:
        """Pages that lack a word of the text or of the notes, or have it in another place."""
        said = Said()
        said.read(html.fragment_fromstring(re.sub(CAPTION, "", self.body)))
        captions = [letters(caption) for caption in re.findall(CAPTION, self.body)]
        heads = [*self.heads()]
        done = 0
        left: dict[int, str] = {}
        waiting = [*enumerate(said.notes, 1)]
        for number, page in enumerate(glyphs_of(self.pdf), 1):
            text = letters("".join(glyph.text for glyph in page if not self.is_of_note(glyph)))
            for caption in [caption for caption in captions if caption in text]:
                captions.remove(caption)
                text = text.replace(caption, "", 1)
            if not said.text.startswith(text, done):
                text = text.removeprefix(next((head for head in heads if text.startswith(head)), ""))
            if not said.text.startswith(text, done):
                yield f"page {number} reads {text[:60]!r}, not {said.text[done : done + 60]!r}"
            done += len(text)
            foot = letters("".join(glyph.text for glyph in page if self.is_of_note(glyph)))
            first, *others = re.split(BEGINNING, foot)
            for note, rest in [*left.items()]:
                piece = first if rest.startswith(first) else rest
                left[note] = rest.removeprefix(piece)
                first = first.removeprefix(piece)
                if left[note]:
                    break
                del left[note]
            for piece in others:
                note, whole = waiting.pop(0)
                if rest := whole.removeprefix(piece):
                    left[note] = rest
            if first or not all(said.notes[note - 1].endswith(rest) for note, rest in left.items()):
                yield f"page {number}: of the notes stands there {foot[:60]!r}"
        if left or waiting or captions or done < len(said.text):
            yield f"something is missing at the end: {said.text[done : done + 60]!r}, {[*left, *waiting]}"

    def heads(self) -> Iterator[str]:
        """What the heads of tables say, which is said again on each page on which their table goes on."""
        for found in re.finditer("<thead>.*?</thead>", self.body):
            said = Said(notes=[""] * self.body.count('class="footnote"', 0, found.start()))
            said.read(html.fragment_fromstring(f"<table>{found[0]}</table>"))
            yield said.text

    def blank(self) -> Iterator[tuple[int, float]]:
        """Each page but the last, and how many lines more than one stay free above its notes or its foot."""
        page = self.style.geometry
        for number, glyphs in enumerate(glyphs_of(self.pdf)[:-1], 1):
            notes = [glyph.y for glyph in glyphs if self.is_of_note(glyph)]
            text = [glyph.y for glyph in glyphs if self.is_of_text(glyph)]
            foot = max(notes) + page.leading * NOTE_LINE if notes else page.bottom * MM
            if text:
                yield number, (min(text) - foot) / page.leading - 1

    def is_of_note(self, glyph: Glyph) -> bool:
        """By its size, which no other text has."""
        return abs(glyph.size - NOTE_SIZE * self.style.geometry.size) < 0.05

    def is_of_text(self, glyph: Glyph) -> bool:
        """Calls, which stand higher than their line, are left out."""
        return not self.is_of_note(glyph) and glyph.size > 0.6 * self.style.geometry.size


NOTE_SIZE, NOTE_LINE = 0.82, 0.78
"""Of notes, beside those of the running text (styles/book.css)."""

CAPTION = r"(?<=<figcaption>)[^<]*(?=</figcaption>)"
"""One that calls no note: its figure may stand at the head of the next page."""

BEGINNING = r"(?<!\d)(?=\d+b\d+b)"
"""Of a note: its number and its word."""

SEEDS = range(36)


def finished(pool: Workers, styles: Sequence[Style], texts: Sequence[str]) -> list[Finished]:
    """Texts, each in another style, set."""
    return [Finished(*each) for each in in_turn(pool, styles, texts)]


def test_every_note_begins_on_the_page_of_its_call(styles: Sequence[Style], pool: Workers) -> None:
    """Of 1 to 10,000 signs, several a line, in all kinds of blocks, in each design, on each size."""
    texts = [text(seed) for seed in SEEDS]
    found = {seed: each.faults() for seed, each in enumerate(finished(pool, styles, texts))}
    assert {seed: faults for seed, faults in found.items() if faults} == {}


def test_feet_are_full_where_notes_are_long(styles: Sequence[Style], pool: Workers) -> None:
    """A note that doesn't fit is parted, and moves no line overleaf: but for short ones, no foot is short."""
    chance = random.Random(1)
    texts = []
    for _ in range(9):
        writer = Writer(chance, 30_000, longest=3_000)
        texts.append(sheet("".join(f"<p>{writer.text(600)}</p>" for _ in range(24))))
    made = finished(pool, styles, texts)
    assert [each.faults() for each in made] == [[]] * len(made)
    blank = [lines for each in made for _, lines in each.blank()]
    assert max(blank) < 6.4
    assert sum(lines > 3.1 for lines in blank) < len(blank) / 8


def test_a_note_of_several_pages_leaves_text_its_share(styles: Sequence[Style], pool: Workers) -> None:
    """10,000 signs are some pages, on each of which a part is text; then all of it is again."""
    writer = Writer(random.Random(2), 0)
    note = f'c1c<span class="footnote">b1b {writer.words(LONGEST)} e1e</span>'
    paragraphs = [f"<p>{writer.words(800)}</p>" for _ in range(40)]
    texts = [sheet(f"{''.join(paragraphs[:3])}<p>{note}, {writer.words(90)}.</p>{''.join(paragraphs)}")]
    for each in finished(pool, styles, texts * len(styles)):
        assert each.faults() == []
        pages = glyphs_of(each.pdf)
        noted = [page for page in pages if any(map(each.is_of_note, page))]
        assert 2 <= len(noted) <= 9
        lines = [len({round(glyph.y) for glyph in page if each.is_of_text(glyph)}) for page in noted]
        assert min(lines[:-1]) >= each.style.geometry.lines // 4
        assert lines[-1] >= 2
        assert max(lines for _, lines in each.blank()) < 4.4


def test_a_rule_stands_above_what_goes_on(styles: Sequence[Style], pool: Workers) -> None:
    """On each page on which a note goes on from the page before, and on no other."""
    writer = Writer(random.Random(3), 0)
    note = f'c1c<span class="footnote">b1b {writer.words(4_000)} e1e</span>'
    body = f"<p>{writer.words(300)} c2c<span class='footnote'>b2b e2e</span></p><p>{note}.</p>"
    texts = [sheet(body + "".join(f"<p>{writer.words(700)}</p>" for _ in range(9)))]
    for each in finished(pool, styles, texts * 3):
        measure = each.style.geometry.measure * MM
        for page, glyphs in zip(pages_of(each.pdf), glyphs_of(each.pdf), strict=True):
            said = letters("".join(glyph.text for glyph in glyphs if each.is_of_note(glyph)))
            rules = [drawing.box for drawing in page.drawings]
            assert len(rules) == (said != "" and not said[0].isdigit())
            for left, bottom, right, _ in rules:
                assert right - left == pytest.approx(measure, abs=0.5)
                assert max(glyph.y for glyph in glyphs if each.is_of_note(glyph)) < bottom
                assert min(glyph.y for glyph in glyphs if each.is_of_text(glyph)) > bottom


def test_notes_end_a_sheet_before_its_running_heads(styles: Sequence[Style], pool: Workers) -> None:
    """What is left of a note when the text is at its end stands on pages of its own."""
    writer = Writer(random.Random(4), 0)
    note = f'c1c<span class="footnote">b1b {writer.words(9_000)} e1e</span>'
    body = sheet(f"<p>{writer.words(2_500)} {note}.</p>") + '<p class="running head verso">Tête</p>'
    (made,) = finished(pool, styles[:1], [body])
    pages = [letters("".join(glyph.text for glyph in page)) for page in glyphs_of(made.pdf)]
    assert pages[-1] == "tête"
    assert pages[-2].endswith("e1e")
    assert len(pages) > 4


PARTED = f"""Trente et une écluses, de la 48 à la 18 ; trente et un jours. Le 33 était Fernand Bazerolles,
chef de gare en retraite, qui remplaçait un beau-frère opéré et continuait d’ouvrir des enquêtes<span
class="footnote">{"Odile Maurel le montre dans l’exercice de ses fonctions " * 2}</span>. J’ai annulé la
pénalité. La machine voulait un motif ; dans la liste déroulante, j’ai pris « force majeure ». Maël
Tranchant, qui l’a retouchée depuis, y a fait entrer « cours d’eau »."""


def test_no_page_that_ends_before_a_call_ends_in_a_hyphen(styles: Sequence[Style], pool: Workers) -> None:
    """Its lines were planned for the room that the note takes."""
    style = styles[0]
    lines = ("<p>Ligne.</p>" * (style.geometry.lines - left) for left in range(2, 9))
    pages = "".join(f'<div style="break-before: page">{each}<p>{PARTED}</p></div>' for each in lines)
    ((pdf, *_),) = in_turn(pool, [style], [sheet(pages)])
    said = [letters("".join(word.text for word in page.words)) for page in pages_of(pdf)]
    assert len(said) == 14
    assert any(page.endswith("remplaçait") for page in said)
    assert not any(page.endswith("beau") for page in said)
