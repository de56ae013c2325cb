"""The way out: what `florilege export-docs` writes, built without our plugin by MkDocs and by its fork."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import yaml

from commands import florilege
from florilege.anthology import load
from florilege.publishing.plain_tree import plain_tree
from florilege.runtime.project import find_project
from site_builds import build
from worlds import small

ESSAY = (
    "---\ntitle: 'Un : deux'\nauthors: [ada]\nlicense: CC-BY-4.0\nabstract: En bref.\n---\n\n"
    "[[Ada Lune|Ada]] et [[Ida Nord|Ida]], `[[Ada]]`.\n\n> Un mot.\n{.extrait}\n\n"
    "```\n[[Ada]]\n{.extrait}\n```\n"
)


def words(html: str) -> str:
    """What the text of a page says, its words joined by single spaces."""
    main = html[html.index("<article") : html.index("</article>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture(scope="module")
def exported(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("way-out")
    toy = Path(shutil.copytree(read_toy, folder / "toy"))
    written = florilege(toy, "export-docs", str(folder / "docs"))
    assert written.returncode == 0, written.stderr
    return folder / "docs"


@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
def test_it_is_built_without_us(exported: Path, command: str) -> None:
    assert "plugins" not in yaml.safe_load((exported / "mkdocs.yml").read_text(encoding="utf-8"))
    built = build(exported, "--strict", "--site-dir", f"site-{command}", command=command)
    assert built.returncode == 0, built.stderr
    pages = [*(exported / f"site-{command}").glob("essays/*/index.html")]
    assert pages
    for page in pages:
        assert not re.search(r"\[\[|\{[.:#]|\[\^", words(page.read_text(encoding="utf-8"))), page


def test_only_what_we_alone_read_is_written_anew(tmp_path: Path) -> None:
    small(tmp_path, {"essays/un/index.md": ESSAY})
    (tmp_path / "mkdocs.yml").write_text("site_name: E\ndocs_dir: contributions\n", encoding="utf-8")
    project = find_project(tmp_path)
    tree = plain_tree(load(project, workers=1), project)
    front, _, page = tree["docs/essays/un/index.md"].decode().partition("\n---\n\n")
    assert front == "---\ntitle: 'Un : deux'"
    assert page == (
        "# Un : deux\n\n[Ada Lune](../../authors/ada.md)\n\n> En bref.\n\n"
        "[Ada](../../authors/ada.md) et Ida, `[[Ada]]`.\n\n> Un mot.\n\n"
        "```\n[[Ada]]\n{.extrait}\n```\n\nCC-BY-4.0\n"
    )
    assert b"essays/un/index.md" in tree["mkdocs.yml"]


def test_what_is_there_already_and_what_people_write_stay(toy: Path) -> None:
    (toy / "out").mkdir()
    (toy / "out" / "mkdocs.yml").write_text("site_name: Autre\n", encoding="utf-8")
    taken = florilege(toy, "export-docs", "out")
    assert (taken.returncode, "[output-not-ours]" in taken.stderr) == (2, True)
    assert [each.name for each in (toy / "out").iterdir()] == ["mkdocs.yml"]
    within = florilege(toy, "export-docs", "contributions/out")
    assert (within.returncode, "[output-in-sources]" in within.stderr) == (2, True)
