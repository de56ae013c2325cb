"""Where a text is in error and nothing else is asked for, the last line says that nothing was published."""

from pathlib import Path

import pytest

from commands import run
from worlds import essay, small

SETTINGS = "site_name: x\ndocs_dir: contributions\ntheme: {name: material, language: fr}\n"
ROOT = Path(__file__).parents[2]
PROGRAMS = {
    "mkdocs build": ("-m", "mkdocs", "build"),
    "florilege build": ("-m", "florilege.cli", "build"),
    "build_pdf.py": (str(ROOT / "build_pdf.py"),),
}
SAID = {"fr": "1 erreur", "en": "1 error"}
NOTHING = {"fr": "rien n’a été publié", "en": "nothing was published"}
OTHERWISE = "`on_error: leave-out`"


def last_line(folder: Path, program: str, lang: str) -> tuple[int, str]:
    """Exit code, and the last line of ours; MkDocs adds that it was aborted."""
    small(folder, {"essays/deux/index.md": essay("date: 32 mars")})
    plugins = "plugins: [florilege]\n"
    (folder / "mkdocs.yml").write_text(SETTINGS + plugins, encoding="utf-8")
    locale = {"fr": "fr_FR.UTF-8", "en": "en_GB.UTF-8"}[lang]
    done = run(folder, *PROGRAMS[program], LC_ALL=locale)
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith("Aborted with")]
    return done.returncode, lines[-1]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_is_published_and_the_last_line_says_so(program: str, lang: str, tmp_path: Path) -> None:
    code, line = last_line(tmp_path, program, lang)
    assert code == 1
    assert SAID[lang] in line
    assert NOTHING[lang] in line
    assert OTHERWISE in line
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "tomes").exists()
