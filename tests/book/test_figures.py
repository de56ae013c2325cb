"""Figures go to the head of the next page where they have no room, and text fills the page that they leave.

All is read from finished pages by readers that made nothing of them (reading.py). A word of its own marks
the place of each figure in the text, and its caption.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from book.reading import glyphs_of, letters, pages_of
from book.styles import PICTURE, Style, in_turn, sheet
from florilege.book.sheet import MM
from florilege.runtime.workers import Workers

VOCABULARY = (
    "le la une quai porte lettre regardait silencieusement voisine inconnu longtemps parler écoute".split()  # noqa: SIM905
)
SHARES = (0.1, 0.25, 0.4, 0.55, 0.7, 0.9)
"""Of the lines of a page, how many a picture takes."""
EMPTY = 5
"""Lines that may stay empty: a heading, and two lines of the paragraph below it, may have had no room."""
RUNNING = '<p class="running head verso">Tête</p>'


def words(chance: random.Random, signs: int) -> str:
    return " ".join(chance.choice(VOCABULARY) for _ in range(signs // 6))


def figure(number: int, high: int, classes: str = "", words: str = "le quai") -> str:
    image = f'<img src="{PICTURE}" alt="Un carré" style="width: 40mm; height: {high}rlh">'
    return f'<figure class="{classes}">{image}<figcaption>f{number}f {words}.</figcaption></figure>'


def essay(seed: int, lines: int, here: bool = False) -> str:
    """Paragraphs, and one to four figures among them, by `here` such as stay where they stand."""
    chance = random.Random(seed)
    places = sorted(chance.choices(range(1, 16), k=chance.randint(1, 4)))
    blocks, number = [], 0
    for place in range(16):
        end = ""
        shown = ""
        for _ in range(places.count(place)):
            number += 1
            end += f" a{number}a"
            shown += figure(number, int(lines * chance.choice(SHARES)), "here" if here else "")
        if chance.random() < 0.1:
            blocks.append(f"<h2>{words(chance, 30)}</h2>")
        blocks.append(f"<p>{words(chance, chance.choice([60, 300, 900]))}{end}.</p>{shown}")
    return sheet("".join(blocks) + '</div><p class="license">licence</p><div>') + RUNNING


@dataclass(frozen=True)
class Finished:
    """The finished pages of an essay, and what is wrong with them."""

    pdf: bytes
    style: Style
    body: str

    @property
    def said(self) -> list[str]:
        """Page by page, from top to bottom."""
        return [letters("".join(word.text for word in page.words)) for page in pages_of(self.pdf)][:-1]

    def faults(self) -> list[str]:
        return [*self.order(), *self.away(), *self.overlaps(), *self.empty(), *self.lost()]

    def numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r"<figcaption>f(\d+)f", self.body)]

    def place(self, mark: str) -> tuple[int, int]:
        found = [(number, said.index(mark)) for number, said in enumerate(self.said) if mark in said]
        assert len(found) == 1, (mark, found)
        return found[0]

    def order(self) -> Iterator[str]:
        places = [self.place(f"f{number}f") for number in self.numbers()]
        if places != sorted(places):
            yield f"figures stand at {places}"

    def away(self) -> Iterator[str]:
        """Figures that stand before their place, or farther than figures before them make them go."""
        last = 0
        for number in self.numbers():
            anchor, stands = self.place(f"a{number}a"), self.place(f"f{number}f")
            if stands < anchor or stands[0] > max(anchor[0], last) + 1:
                yield f"figure {number} at {stands}, its place at {anchor}"
            last = stands[0]

    def overlaps(self) -> Iterator[str]:
        """Pictures that stand on text, or leave the page."""
        page = self.style.geometry
        foot, head = page.bottom * MM, (page.height - page.top) * MM
        for number, (drawn, glyphs) in enumerate(
            zip(pages_of(self.pdf)[:-1], glyphs_of(self.pdf)[:-1], strict=True), 1
        ):
            pictures = [each.box for each in drawn.drawings if each.kind == "picture"]
            for _, bottom, _, top in pictures:
                if bottom < foot - 1 or top > head + 1:
                    yield f"page {number}: a picture from {bottom:.0f} to {top:.0f}"
                if any(bottom - 1 < glyph.y < top for glyph in glyphs):
                    yield f"page {number}: text on a picture"
            if any(not foot <= glyph.y <= head for glyph in glyphs):
                yield f"page {number}: text outside"
            lines = [(glyph.y - foot) / page.leading for glyph in glyphs if glyph.size > page.size * 0.9]
            rest = {round(line - int(line), 1) for line in lines}
            if len(rest) > 2:
                yield f"page {number}: off the grid {sorted(rest)}"

    def empty(self) -> Iterator[str]:
        """Pages that have room left at their foot although text follows."""
        page = self.style.geometry
        said = [letters(re.sub(r"f\d+f.*?lequai|licence", "", each)) for each in self.said]
        last = max(number for number, each in enumerate(said) if each)
        for number, (drawn, glyphs) in enumerate(
            zip(pages_of(self.pdf)[:last], glyphs_of(self.pdf)[:last], strict=True), 1
        ):
            lowest = min(
                [glyph.y for glyph in glyphs]
                + [each.box[1] for each in drawn.drawings if each.kind == "picture"]
            )
            lines = (lowest - page.bottom * MM) / page.leading
            if lines > EMPTY + 1:
                yield f"page {number}: {lines:.1f} lines empty"

    def lost(self) -> Iterator[str]:
        """What isn't read once: captions apart, the text in its order."""
        caption = r"<figcaption>(.*?)</figcaption>"
        said = "".join(self.said)
        for each in re.findall(caption, self.body):
            if said.count(letters(each)) != 1:
                yield f"a caption stands {said.count(letters(each))} times"
            said = said.replace(letters(each), "")
        text = letters(re.sub("<[^>]*>", " ", re.sub(caption, "", self.body.removesuffix(RUNNING))))
        if said != text:
            at = next((i for i, (a, b) in enumerate(zip(said, text, strict=False)) if a != b), -1)
            yield f"{said[at - 20 : at + 20]!r} stands for {text[at - 20 : at + 20]!r}"


def finished(pool: Workers, styles: Sequence[Style], texts: Sequence[str]) -> list[Finished]:
    """Texts, each in another style, set."""
    return [Finished(*each) for each in in_turn(pool, styles, texts)]


SEEDS = range(45)


def test_figures_leave_no_holes(styles: Sequence[Style], pool: Workers) -> None:
    """One to four, of 10 to 90 % of the page, at any place, in each design, on each size."""
    texts = [essay(seed, styles[seed % len(styles)].geometry.lines) for seed in SEEDS]
    found = {seed: each.faults() for seed, each in enumerate(finished(pool, styles, texts))}
    assert {seed: faults for seed, faults in found.items() if faults} == {}


def test_a_figure_that_is_to_stay_stays(styles: Sequence[Style], pool: Workers) -> None:
    """Of the class `here`, it stands below the paragraph before it, on its page or the next."""
    texts = [essay(seed, styles[seed % len(styles)].geometry.lines, here=True) for seed in SEEDS[:9]]
    for each in finished(pool, styles, texts):
        assert [*each.overlaps(), *each.lost()] == []
        said = "".join(each.said)
        for number in each.numbers():
            assert re.search(rf"a{number}a(a\d+a|f\d+flequai)*f{number}f", said)


def test_what_comes_last_comes_before_the_license(styles: Sequence[Style], pool: Workers) -> None:
    """A figure of the end of a text stands before what follows it, and before running heads."""
    texts = [
        sheet(f"<p>{'le quai ' * 200} a1a</p>{figure(1, style.geometry.lines - 4)}{end}") + RUNNING
        for style in styles
        for end in ("", '</div><p class="license">licence</p><div>')
    ]
    for each in finished(pool, [style for style in styles for _ in "12"], texts):
        assert [*each.overlaps(), *each.lost()] == []
        assert re.fullmatch("f1flequai(licence)?", each.said[-1])


def test_notes_stand_below_text_and_figures(styles: Sequence[Style], pool: Workers) -> None:
    """Figures go to the next page beside notes that do the same; one whose caption calls a note stays."""
    note = '<span class="footnote">{} e{}e</span>'
    texts = []
    for seed, style in enumerate(styles):
        chance, blocks = random.Random(seed), []
        for number in range(1, 9):
            called = note.format(words(chance, chance.choice([40, 300, 1500])), number)
            blocks.append(f"<p>{words(chance, 500)} c{number}c{called} {words(chance, 300)}.</p>")
            if number % 2:
                blocks.append(figure(number, int(style.geometry.lines * chance.choice(SHARES))))
        called = note.format(words(chance, 60), 9)
        blocks.append(figure(9, 6, words=f"c9c{called} le quai"))
        texts.append(sheet("".join(blocks)) + RUNNING)
    for each in finished(pool, styles, texts):
        assert [*each.overlaps()] == []
        for number in range(1, 10):
            assert each.place(f"c{number}c")[0] <= each.place(f"e{number}e")[0]
        places = [each.place(f"f{number}f") for number in (1, 3, 5, 7, 9)]
        assert places == sorted(places)


def captioned(seed: int, lines: int, note: bool = False) -> str:
    """Two to four figures among paragraphs, one of which is higher than a page by its caption."""
    chance, blocks = random.Random(seed), []
    count = chance.randint(2, 4)
    high = chance.randint(1, count)
    for number in range(1, count + 1):
        said = words(chance, 6_000 if number == high else chance.choice([60, 700]))
        if note and number == high:
            said += f'<span class="footnote">{words(chance, chance.choice([60, 900]))}</span>'
        blocks.append(f"<p>{words(chance, chance.choice([60, 300, 900]))} a{number}a.</p>")
        blocks.append(figure(number, int(lines * chance.choice([0.2, 0.6])), words=f"{said} le quai"))
    return sheet(f"{''.join(blocks)}<p>{words(chance, 300)}</p>") + RUNNING


def test_a_caption_that_no_page_holds_goes_on_overleaf(styles: Sequence[Style], pool: Workers) -> None:
    """In order with figures that float, and off no page."""
    texts = [captioned(seed, style.geometry.lines) for seed, style in enumerate(styles)]
    for each in finished(pool, styles, texts):
        assert [*each.order(), *each.overlaps(), *each.lost()] == []


def test_so_does_one_that_calls_notes(styles: Sequence[Style], pool: Workers) -> None:
    texts = [captioned(seed, style.geometry.lines, note=True) for seed, style in enumerate(styles)]
    for each in finished(pool, styles, texts):
        assert [*each.order(), *each.overlaps()] == []


TABLE = "<table><tbody>{}</tbody></table>"


def test_low_tables_leave_no_holes(styles: Sequence[Style], pool: Workers) -> None:
    """One without room goes to the head of the next page, below it what follows; an announced one doesn't."""
    rows = "".join(f"<tr><td>t{row}t</td><td>le quai</td></tr>" for row in range(1, 6))
    block = f'<div class="table">{TABLE.format(rows)}</div>'
    for announcing in ("", ' class="announcing"'):
        texts = [
            sheet(
                "<p>oui</p>" * (style.geometry.lines - 4)
                + f"<p{announcing}>avant</p>{block}"
                + "<p>suite</p>" * style.geometry.lines
            )
            for style in styles
        ]
        for each in finished(pool, styles, texts):
            pages = [letters("".join(word.text for word in page.words)) for page in pages_of(each.pdf)]
            assert pages[1].startswith("t1t" if not announcing else "avantt1t"), pages
            assert pages[0].endswith("suite" if not announcing else "oui"), pages
            assert pages[1].count("lequai") == 5
