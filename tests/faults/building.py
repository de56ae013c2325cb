"""A small anthology and its builds, in whose calls to the file system `sitecustomize.py` has a hand."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image

from commands import run
from faults import orders
from worlds import essay, small

HERE = Path(__file__).parent

TOMES = ("-m", "florilege.cli", "build", "--workers", "1", "--lang", "en")
SITE = ("-m", "mkdocs", "build", "--quiet")

SETTINGS = """\
site_name: Essai
docs_dir: contributions
theme:
  name: material
  font: false
plugins:
  - florilege:
      tomes: {tomes}
      on_error: {on_error}
"""

AUTHOR = "---\nname: Ada Lune\nportrait: ada.png\n---\n\nElle écrit.\n"


def world(folder: Path, *, tomes: bool = False, on_error: str = "refuse") -> Path:
    """The smallest anthology, a portrait included, beside a folder for temporary files."""
    png = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(png, "PNG")
    small(folder / "anthology", {"authors/ada.md": AUTHOR, "authors/ada.png": png.getvalue()})
    settings = SETTINGS.format(tomes=str(tomes).lower(), on_error=on_error)
    (folder / "anthology/mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "temporary").mkdir()
    return folder


def write(world: Path, fields: str, body: str) -> None:
    """Give the essay other fields, and another text."""
    file = world / "anthology/contributions/essays/un/index.md"
    file.write_text(essay(fields, body), encoding="utf-8")


def build(world: Path, command: tuple[str, ...], **watched: str) -> subprocess.CompletedProcess[str]:
    """Build there; `watched` is what sitecustomize.py is told, if anything."""
    orders.give({"WATCHED": str(world), **watched} if watched else {})
    try:
        return run(world / "anthology", *command, **on_an_english_machine(world))
    finally:
        orders.give({})


def build_anew(world: Path, command: tuple[str, ...], **watched: str) -> "subprocess.Popen[str]":
    """Begin to build in a session of its own, with nothing loaded and workers from its own server."""
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    told = {"PYTHONPATH": path, "WATCHED": str(world), **watched} if watched else {}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=world / "anthology",
        env={**os.environ, **on_an_english_machine(world), **told},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def on_an_english_machine(world: Path) -> dict[str, str]:
    """What the environment of a build says beside what it always does."""
    return {
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "en_GB.UTF-8",
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1767225600",
        "TMPDIR": str(world / "temporary"),
    }


def made(world: Path) -> dict[str, str]:
    """What readers and printers get: path → digest."""
    root = world / "anthology"
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for folder in ("site", "tomes")
        for file in sorted((root / folder).rglob("*"))
        if file.is_file()
    }


def restore(world: Path, anthology: Path | None = None) -> None:
    """Begin anew: with nothing made or, as a copy, with all of another folder."""
    if anthology:
        shutil.rmtree(world / "anthology")
        shutil.copytree(anthology, world / "anthology")
    else:
        for name in (".cache", "site", "tomes"):
            shutil.rmtree(world / "anthology" / name, ignore_errors=True)
    for file in world.glob("*.log"):
        file.unlink()
    shutil.rmtree(world / "temporary")
    (world / "temporary").mkdir()


def is_whole(results: dict[str, str], before: dict[str, str], after: dict[str, str]) -> bool:
    """Whether these are the site of before or of after, and each tome, too; half-made ones nobody sees."""

    def part(of: dict[str, str], folder: str) -> dict[str, str]:
        return {path: digest for path, digest in of.items() if path.startswith(f"{folder}/")}

    tomes = {path: each for path, each in part(results, "tomes").items() if "/.building-" not in path}
    return (
        part(results, "site") in (part(before, "site"), part(after, "site"))
        and tomes.items() <= (before.items() | after.items())
        and part(before, "tomes").keys() <= tomes.keys()
    )
