"""Numbering ends: with the right numbers, or with the reference that never settles.

In a paragraph of two lines and a reference, that of page 9 fits on the third line, that of page 10 needs a
fourth. Where two lines are left on the page, three go overleaf together, but of four two stay: so the longer
number makes the text shorter, the page that it names comes earlier, and the number is the shorter one again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from book.oracle import one_document
from book.plain import set_whole
from book.reading import Page, pages_of
from florilege.anthology import Anthology, load
from florilege.book.composing.compose import compose
from florilege.book.press import print_tomes
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import faces, write_fontconfig
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers
from worlds import small

LINE = "w\n\n"
"""A paragraph of one line."""


@dataclass(frozen=True)
class Book:
    """A volume of three essays: `question`, `reponse`, to which it refers, and another one."""

    project: Project
    anthology: Anthology
    plain: Workers

    def pages(self, number: int) -> Sequence[Page]:
        """The pages of `question` when the answer is on the page of this number."""
        (volume,) = self.anthology.catalogue.volumes.values()
        sheets = compose(volume, self.anthology, {"reponse": number})
        (sheet,) = (sheet for sheet in sheets if sheet.essay == "question")
        html = one_document([sheet], volume, {"reponse": number})
        fontconfig = str(
            write_fontconfig(
                self.project.cache / "fonts", faces(self.project, self.anthology.catalogue.designs)
            )
        )
        (pdf,) = self.plain.run(set_whole, [(html, {}, fontconfig)], seconds=200)
        assert isinstance(pdf, bytes), pdf
        return pages_of(pdf)


def book(folder: Path, plain: Workers, text: str, last: str = "suite") -> Book:
    def essay(title: str, body: str) -> str:
        return f"---\ntitle: {title}\nauthors: [Zoé Roux]\nlicense: CC0\n---\n\n{body}\n"

    volume = f"---\ntitle: Tome\nlicense: CC0\nparts: [{{id: a, essays: [question, reponse, {last}]}}]\n---\n"
    small(
        folder,
        {
            "authors/ada.md": None,
            "essays/un/index.md": None,
            "essays/question/index.md": essay("Question", text),
            "essays/reponse/index.md": essay("Réponse", "Un mot."),
            f"essays/{last}/index.md": essay("Suite", "Un mot."),
            "volumes/tome-1/index.md": volume,
            "../mkdocs.yml": "site_name: Essais\n",
        },
    )
    project = find_project(folder)
    anthology = load(project, workers=1)
    assert not anthology.errors, anthology.errors
    return Book(project, anthology, plain)


def reference(width: int) -> str:
    return f"{'i' * width} [i](../reponse/index.md)\n{{: .right }}\n\n"


@pytest.fixture(scope="module")
def unsettled(tmp_path_factory: pytest.TempPathFactory, plain: Workers) -> str:
    """A text of three pages if the answer stands on page 10, and of four if it stands on page 9."""
    lines = book(tmp_path_factory.mktemp("lines"), plain, LINE * 200).pages(9)
    first, second, third = (sum(word.text == "w" for word in page.words) for page in lines[:3])
    widths = book(tmp_path_factory.mktemp("widths"), plain, "".join(map(reference, range(60, 180))))
    width = min(fitting(widths.pages(9)) - fitting(widths.pages(10)))
    return LINE * (first + second - 2) + f"w  \nw  \n{reference(width)}" + LINE * (third - 2)


def fitting(pages: Sequence[Page]) -> set[int]:
    """How many i stand on the lines on which a reference ends, too."""
    lines: dict[tuple[int, float], str] = {}
    for number, page in enumerate(pages):
        for word in page.words:
            lines[number, round(word.y)] = lines.get((number, round(word.y)), "") + word.text
    return {line.count("i") - 1 for line in lines.values() if line.endswith(")") and line.count("i") > 1}


@pytest.mark.parametrize("last", ["suite", "apres"])
def test_a_number_that_never_settles_is_named_and_nothing_is_written(
    tmp_path: Path, plain: Workers, unsettled: str, last: str
) -> None:
    made = book(tmp_path, plain, unsettled, last)
    assert [len(made.pages(number)) for number in (9, 10)] == [4, 3]
    before = made.project.tomes / "tome-1.pdf"
    before.parent.mkdir()
    before.write_bytes(b"%PDF")
    with pytest.raises(FlorilegeError) as caught:
        print_tomes(made.project, made.anthology)
    assert (caught.value.code, caught.value.exit_code) == ("numbering-unstable", 1)
    assert caught.value.values["volume"] == "tome-1"
    assert caught.value.values["anchor"] == "reponse"
    assert {file.name: file.read_bytes() for file in made.project.tomes.iterdir()} == {"tome-1.pdf": b"%PDF"}
