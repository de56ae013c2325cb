"""Cards for shared links: of one size, with nothing over their edges, the same alone and among others."""

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from book.covers import portrait
from florilege.anthology import Anthology, load
from florilege.book.binding import cards as drawing
from florilege.book.binding.cards import HEIGHT, MARGIN, PANEL, WIDTH, Card, CardPicture, draw_cards
from florilege.book.press import require_press
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face
from florilege.printing.palettes import PALETTES
from florilege.runtime.cache import digest
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers
from worlds import essay, small

pytestmark = pytest.mark.press

CARD = Card(
    name="Le banc",
    title="Le banc vert",
    lang="fr",
    above="Les rencontres ordinaires, tome 1",
    below="Odile Maurel",
    foot="Les rencontres",
    initials="OM",
    colours=PALETTES["brique"],
)
ARABIC, HEBREW, HAN = "لقاءات غير متوقعة في المدينة", "מפגשים לא צפויים בעיר", "城市里的不期而遇"
LONG = (
    "De la difficulté de se saluer dans un escalier où l’on ne s’est jamais parlé, et de ce qu’il en reste "
)
CASES = {
    "plain": CARD,
    "long": replace(CARD, title=(LONG * 3)[:200], below=", ".join(["Jean-Baptiste Ramanantsoanirina"] * 12)),
    "one word": replace(
        CARD, title="Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    ),
    "arabic": replace(CARD, title=ARABIC, lang="ar", below="ليلى الخطيب"),
    "hebrew": replace(CARD, title=HEBREW, lang="he"),
    "han": replace(CARD, title=HAN * 4, lang="zh-Hans", below="林语堂"),
    "greek and cyrillic": replace(CARD, title="Συναντήσεις и встречи", lang="el"),
    "no blank": replace(CARD, title="x" * 200, below="y" * 120),
    "emoji": replace(CARD, title="Je te salue 👋🏽, voisin ❤️"),
    "no face": replace(CARD, title="Signe \U00016a5f perdu"),
    "markup": replace(CARD, title='<script>alert("1")</script> & « </section> »', foot="<b>"),
    "title alone": replace(CARD, above="", below="", foot="", initials=""),
    "quoted": replace(CARD, title=f"« {LONG * 2} »", quoted=True),
}


@dataclass(frozen=True)
class World:
    project: Project
    anthology: Anthology
    faces: tuple[Face, ...]
    pool: Workers

    def draw(self, cards: dict[str, Card], failures: list[FlorilegeError] | None = None) -> dict[str, Path]:
        found: list[FlorilegeError] = []
        made = draw_cards(
            self.project, self.anthology, cards, faces=self.faces, pool=self.pool, on_failure=found.append
        )
        assert failures is not None or not found
        if failures is not None:
            failures += found
        return made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, pool: Workers) -> World:
    root = tmp_path_factory.mktemp("cards")
    small(root, {"essays/un/index.md": essay("lang: fr", f"{ARABIC}\n\n{HEBREW}\n\n{HAN}林语堂")})
    (root / "mkdocs.yml").write_text("site_name: Essais\n", encoding="utf-8")
    project = find_project(root)
    anthology = load(project, pool=pool)
    assert not anthology.errors
    faces = (*require_press(project, anthology.catalogue.designs), *anthology.scripts.faces)
    return World(project, anthology, faces, pool)


@pytest.fixture(scope="module")
def drawn(world: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case, and one card with each number of portraits."""
    folder = tmp_path_factory.mktemp("portraits")
    pictures = []
    for number in range(5):
        content = portrait(number)
        file = folder / f"{number}.png"
        file.write_bytes(content)
        pictures.append(
            CardPicture(file=file, mime="image/png", digest=digest(content), alternative="Portrait")
        )
    cases = CASES | {f"{n} portraits": replace(CARD, pictures=tuple(pictures[:n])) for n in range(1, 6)}
    cases["cover"] = replace(CARD, pictures=tuple(pictures[:1]), whole=True)
    return world.draw(cases)


def picture(file: Path) -> Image.Image:
    return Image.open(io.BytesIO(file.read_bytes())).convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper stands in a part of a card; JPEG stains a few pixels around letters."""
    part = image.crop(box)
    paper = Image.new("RGB", part.size, PALETTES["brique"].paper)
    return max(high for _, high in ImageChops.difference(part, paper).getextrema()) > 40


@pytest.mark.parametrize("case", [*CASES, *(f"{n} portraits" for n in range(1, 6)), "cover"])
def test_a_card_has_its_size_and_keeps_its_margins(drawn: dict[str, Path], case: str) -> None:
    """Read from the finished picture: words stand within their column, and no word reaches the edges."""
    image = picture(drawn[case])
    assert image.size == (WIDTH, HEIGHT)
    assert inked(image, (PANEL + MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN))
    edges = {
        "right": (WIDTH - MARGIN + 6, 0, WIDTH, HEIGHT),
        "left": (PANEL + 4, 0, PANEL + MARGIN - 6, HEIGHT),
        "top": (PANEL + 4, 0, WIDTH, MARGIN - 6),
        "bottom": (PANEL + 4, HEIGHT - MARGIN + 6, WIDTH, HEIGHT),
    }
    assert [name for name, box in edges.items() if inked(image, box)] == []


@pytest.mark.parametrize("case", ["long", "quoted", "han"])
def test_the_longest_texts_leave_the_foot_alone(drawn: dict[str, Path], case: str) -> None:
    """Above the rule of the foot, a band of paper."""
    image = picture(drawn[case])
    column = image.crop((WIDTH - MARGIN - 200, 0, WIDTH - MARGIN, HEIGHT))
    rows = [column.crop((0, y, 200, y + 1)).convert("L").getextrema()[1] for y in range(HEIGHT)]
    rule = next(y for y, lightest in enumerate(rows) if lightest < 200)  # the only row without paper
    assert not inked(image, (PANEL + MARGIN, rule - 6, WIDTH - MARGIN, rule - 3))


def test_a_card_is_the_same_alone_and_among_others(world: World, drawn: dict[str, Path]) -> None:
    for file in (world.project.cache / "cards").iterdir():
        file.unlink()
    for case in ("plain", "arabic", "quoted"):
        assert world.draw({case: CASES[case]})[case].name == drawn[case].name


def test_what_is_kept_is_not_drawn_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = world.draw({"plain": CARD})["plain"]
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "draw", None)
        assert world.draw({"other name": replace(CARD, name="?")}) == {"other name": first}
    whole = first.read_bytes()
    first.write_bytes(b"damaged")
    assert world.draw({"plain": CARD})["plain"].read_bytes() == whole


def test_a_card_that_cannot_be_drawn_takes_no_other_with_it(world: World, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    broken = CardPicture(file=tmp_path / "broken.png", mime="image/png", digest="0" * 64)
    cards = {"good": replace(CARD, title="Une autre"), "bad": replace(CARD, pictures=(broken,))}
    failures: list[FlorilegeError] = []
    assert [*world.draw(cards, failures)] == ["good"]
    assert [(each.code, each.values["card"]) for each in failures] == [("card-failed", "Le banc")]
