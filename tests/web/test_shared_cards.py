"""What a shared link shows: of each essay, author and volume a card, which its page names."""

import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from browsing import pages_of
from florilege.anthology import Anthology, load
from florilege.runtime.project import project_at
from florilege.web import shared_cards
from florilege.web.site import Site
from worlds import essay, small

ADDRESS = "https://toy.example/"


def properties(page: Path) -> dict[str, str]:
    """The properties of Open Graph, and what else a page says in `<meta>`."""
    found = re.findall(
        r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page.read_text(encoding="utf-8")
    )
    return {name: unescape(content) for name, content in found}


@pytest.mark.press
def test_every_page_names_a_card_that_is_there(offered: Path) -> None:
    own = set()
    for path in pages_of(offered):
        if path == "404.html":
            continue
        said = properties(offered / path / "index.html")
        image = said["og:image"].removeprefix(ADDRESS)
        own.add(image)
        with Image.open(offered / image) as card:
            size = card.size
        assert size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
        assert said["twitter:card"] == "summary_large_image"
        assert said["og:image:alt"]
        if re.fullmatch("(?:essays|authors|volumes)/.+", path):
            assert image == f"assets/cards/{path.rstrip('/')}.jpg"
            assert said["og:title"] in said["og:image:alt"]
    assert own == {file.relative_to(offered).as_posix() for file in (offered / "assets/cards").rglob("*.jpg")}


def test_a_site_without_tomes_names_no_card(built: Path) -> None:
    assert not (built / "assets/cards").exists()
    assert "og:image" not in properties(built / "index.html")


@pytest.mark.press
def test_a_text_in_no_tome_has_the_face_of_its_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arabic = essay("lang: ar", "صباح النور.").replace("title: Un", "title: الجار قبل الدار")
    project = project_at(tmp_path, small(tmp_path, {"essays/jar/index.md": arabic}), site_url=ADDRESS)
    anthology = load(project, workers=1)
    assert "Arab" not in anthology.scripts.families, "what tomes print alone"
    drawn: list[Anthology] = []
    monkeypatch.setattr(shared_cards, "draw_cards", lambda _, given, *rest, **more: drawn.append(given) or {})
    site = Site(anthology=anthology, name="Essai", url=ADDRESS)
    assert shared_cards.shared_cards(project, site, pytest.fail) == {}
    assert "Arab" in drawn[0].scripts.families
