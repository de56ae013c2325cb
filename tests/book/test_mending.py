"""Notes: every one is printed, in the order of the calls."""

import random

import pytest

from book.printing import Printed
from florilege.book.composing.look import look
from florilege.book.fragments import render_job
from florilege.book.sheet import Fragment, Job
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


@pytest.fixture(scope="module")
def results(printed: Printed) -> list[object]:
    fontconfig = str(write_fontconfig(printed.project.cache / "fonts", faces(printed.project)))
    style = look(printed.anthology.catalogue.volumes["tome-1"]).text_style
    calls = [(Job(html=text(seed), style=style, lang="fr"), fontconfig) for seed in range(40)]
    with Workers(2) as pool:
        return list(pool.run(render_job, calls, seconds=60))


def test_no_note_is_lost_or_changes_places(results: list[object]) -> None:
    """The worker itself reads its pages: a note that it doesn't find in its place is a loss."""
    assert [result for result in results if not isinstance(result, Fragment)] == []
