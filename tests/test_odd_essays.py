"""A build never stops where the check was clean: odd essays, of which all is on the site and in the tome."""

import json
from pathlib import Path

import pytest

from commands import florilege, run
from odd_essays import odd_essay, picture
from worlds import small

ESSAYS = 14
SETTINGS = "site_name: x\ndocs_dir: contributions\ntheme: {name: material}\nplugins: [florilege]\n"


@pytest.mark.press
@pytest.mark.parametrize(("design", "first"), [("classique", 0), ("contemporain", 100), ("revue", 200)])
def test_what_the_check_takes_is_built(tmp_path: Path, design: str, first: int) -> None:
    texts = {f"essays/e{seed}/index.md": odd_essay(seed) for seed in range(first, first + ESSAYS)}
    pictures = {
        path.replace("index.md", "vue.png"): picture() for path, text in texts.items() if "vue.png" in text
    }
    volume = f"---\ntitle: Tome\nnumber: 1\ndesign: {design}\nemoji: drop\n---\n\nUn tome.\n"
    root = small(tmp_path, {**texts, **pictures, "volumes/tome-1/index.md": volume})
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    found = json.loads(florilege(tmp_path, "check", "--format", "json").stdout)
    for path in {each["path"] for each in found if each["level"] == "error"}:
        (tmp_path / path).unlink()
        (tmp_path / path).with_name("vue.png").unlink(missing_ok=True)
        (tmp_path / path).parent.rmdir()
    assert len([*(root / "essays").iterdir()]) > 0.9 * ESSAYS
    checked = florilege(tmp_path, "check")
    assert checked.returncode == 0, checked.stdout
    built = run(tmp_path, "-m", "mkdocs", "build", "-q")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "tomes/tome-1.pdf").is_file()
