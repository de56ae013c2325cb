"""How long the lines of the running text are, read from finished pages: each design on each trim size."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from book.lines import call
from book.plain import set_whole
from book.reading import pages_of
from book.styles import DESIGNS, TRIMS, Style
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

TEXT = """
Le train de sept heures douze ne part plus à sept heures douze, et personne ne sait depuis quand. Les
habitués montent, ouvrent un journal ou ferment les yeux, puis la rame glisse le long du quai comme un
tiroir que l’on repousse. On reconnaît les étudiants à leur sac, les infirmières à leur silence, et le
contrôleur à la façon qu’il a de regarder d’abord les chaussures. Entre deux tunnels, la vallée s’ouvre
sur des jardins en pente où quelqu’un, chaque matin, a déjà travaillé : une brouette retournée, un rang
de poireaux, la fumée droite d’un feu de feuilles.
"""


def test_a_line_is_neither_too_short_nor_too_long(styles: Sequence[Style], pool: Workers) -> None:
    text = " ".join(TEXT.split())
    calls = [call(style, f"<p>{' '.join([text] * 6)}</p>") for style in styles]
    found = {}
    for (design, trim), pdf in zip(
        ((design, trim.width) for trim in TRIMS for design in DESIGNS),
        pool.run(set_whole, calls, seconds=60),
        strict=True,
    ):
        assert isinstance(pdf, bytes)
        words = [word for page in pages_of(pdf) for word in page.words]
        lines = sum(abs(one.y - other.y) > 5 for one, other in pairwise(words))
        found[design, trim] = 6 * len(text) / lines
    assert [place for place, signs in found.items() if not 57 <= signs <= 72] == [], found
