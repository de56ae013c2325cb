"""Notes: every one is printed, in the order of the calls."""

import random
from collections.abc import Iterator

from lxml import html

from book.oracle import Said
from book.plain import set_whole
from book.printing import Printed
from book.reading import drawn_of, read_aloud
from florilege.book.composing.look import look
from florilege.printing.fonts import faces, write_fontconfig
from florilege.runtime.workers import Workers

VOCABULARY = (
    "le la une quai porte lettre regardait silencieusement voisine inconnu longtemps parler écoute".split()  # noqa: SIM905
)
BLOCKS = {
    "p": "<p>{}</p>",
    "li": "<ul><li>{}</li></ul>",
    "quotation": "<blockquote><p>{}</p></blockquote>",
    "cell": "<table><tr><td>{}</td></tr></table>",
    "heading": "<h2>Titre</h2><p>{}</p>",
}

SEEDS = range(40)


def text(seed: int) -> str:
    """A text with many notes, short and long, some several on a line."""
    chance = random.Random(seed)
    blocks = []
    for _ in range(chance.randint(2, 12)):
        words = chance.choices(VOCABULARY, k=chance.randint(3, 120))
        for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
            note = " ".join(chance.choices(VOCABULARY, k=chance.choice([3, 12, 30, 80, 150])))
            words.insert(chance.randint(1, len(words)), f'mot<span class="footnote">{note}</span>')
        blocks.append(BLOCKS[chance.choice(["p", "p", *BLOCKS])].format(" ".join(words)))
    return f'<section id="a" class="sheet essay"><div class="text">{"".join(blocks)}</div></section>'


def test_no_note_is_lost_or_changes_places(printed: Printed, pool: Workers) -> None:
    """On each page stands a piece of the text, then a piece of the notes, and no word is left."""
    fontconfig = str(write_fontconfig(printed.project.cache / "fonts", faces(printed.project)))
    style = look(printed.anthology.catalogue.volumes["tome-1"]).text_style
    calls = [(f'<html lang="fr"><style>{style}</style>{text(seed)}</html>', {}, fontconfig) for seed in SEEDS]
    for seed, pdf in zip(SEEDS, pool.run(set_whole, calls, seconds=200), strict=True):
        assert isinstance(pdf, bytes), (seed, pdf)
        said = Said()
        said.read(html.fragment_fromstring(text(seed)))
        ends = {(0, 0)}
        for page in drawn_of(pdf):
            ends = {end for start in ends for end in follow(read_aloud(page), said, *start)}
        assert (len(said.text), len("".join(said.notes))) in ends, seed


def follow(page: str, said: Said, done: int, noted: int) -> Iterator[tuple[int, int]]:
    """How much of the text and of the notes is printed after this page, given how much is before."""
    text, notes = said.text[done:], "".join(said.notes)[noted:]
    for cut in range(len(page) + 1):
        if text.startswith(page[:cut]) and notes.startswith(page[cut:]):
            yield done + cut, noted + len(page) - cut
