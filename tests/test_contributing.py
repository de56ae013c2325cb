"""What CONTRIBUTING promises: its templates are accepted, its codes exist, its links lead somewhere."""

import re
from pathlib import Path

import pytest
from PIL import Image

from florilege.anthology import load
from florilege.catalogue.keys import TextKey
from florilege.cli.contributing import renewed_guides
from florilege.diagnostics.problems import Level, codes
from florilege.runtime.project import find_project

ROOT = Path(__file__).parents[1]
GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.en.md")
PAGES = (*GUIDES, "README.md", "README.en.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES)
def test_the_templates_are_accepted(toy: Path, guide: str) -> None:
    essay, author = re.findall(r"^```markdown\n(.*?)^```$", read(guide), re.DOTALL | re.MULTILINE)
    contributions = toy / "contributions"
    folder = contributions / "essays" / "from-the-guide"
    folder.mkdir()
    (folder / "index.md").write_text(essay, encoding="utf-8")
    (image,) = re.findall(r"\]\((\S+\.jpg) ", essay)
    Image.new("RGB", (30, 20), "green").save(folder / image)
    (contributions / "authors" / "elise-aubry.md").write_text(author, encoding="utf-8")
    loaded = load(find_project(toy), workers=1)
    ours = ("essays/from-the-guide/", "authors/elise-aubry")
    grave = [p for p in loaded.problems if p.level is not Level.SUGGESTION and p.path.startswith(ours)]
    assert [problem.line_for("en") for problem in grave] == []
    assert loaded.catalogue.essays["from-the-guide"].license == "CC-BY-4.0"
    prose = loaded.prose[TextKey("essay", "from-the-guide")]
    assert [note.number for note in prose.notes] == [1]
    assert [mention.person for mention in prose.mentions] == ["Gaspard de Neuville"]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_codes_in_the_table_exist(guide: str) -> None:
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", read(guide).partition("### 6.")[2], re.MULTILINE)
    named = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}
    assert named
    assert named <= set(codes())


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    targets = re.findall(
        r"\]\((?!https?://|#)([^)\s#]+)", re.sub(r"```.*?```|`[^`]*`", "", read(page), flags=re.DOTALL)
    )
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_what_the_sample_has_switched_on_is_told() -> None:
    assert [*renewed_guides(find_project(ROOT))] == [], "florilege contributing"
