"""Texts of essays → finished pages → where their words stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from book.plain import Call, set_whole
from book.reading import letters, pages_of
from book.styles import Style, sheet
from florilege.book.composing.body.prose_to_html import Target, printed
from florilege.prose.prose import Note, Prose
from florilege.runtime.workers import Workers


def call(style: Style, body: str, *notes: Note) -> Call:
    """What `set_whole` makes the pages of an essay of."""
    text = printed(
        Prose(prefix="a", html=body, notes=notes),
        target=lambda *_: Target(href=""),
        images={},
        geometry=style.geometry,
        page=str,
    )
    return style.call(sheet(text))


@dataclass(frozen=True)
class Letters:
    """The letters and digits of finished pages in order, and the page, left and baseline (pt) of each."""

    text: str
    places: Sequence[tuple[int, float, float]]

    def places_of(self, said: str) -> list[tuple[int, float, float]]:
        """The page, left and baseline of each line on which these words stand, if they stand together."""
        at = self.text.find(letters(said))
        run = self.places[at : at + len(letters(said))] if at >= 0 else []
        lines = groupby(run, key=lambda place: (place[0], round(place[2])))
        return [next(line) for _, line in lines]

    def lines(self, said: str) -> list[tuple[int, float]]:
        """The page and the left of each line on which these words stand, if they stand together."""
        return [place[:2] for place in self.places_of(said)]


def made(pool: Workers, calls: Sequence[Call]) -> Iterator[Letters]:
    """The letters of each document."""
    for pdf in pool.run(set_whole, calls, seconds=200):
        assert isinstance(pdf, bytes), pdf
        drawn = [
            (letter, (number, word.x, word.y))
            for number, page in enumerate(pages_of(pdf))
            for word in page.words
            for letter in letters(word.text)
        ]
        yield Letters("".join(letter for letter, _ in drawn), [place for _, place in drawn])
