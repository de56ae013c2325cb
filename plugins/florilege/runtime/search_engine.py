"""A folder of HTML → an index that browsers search: Pagefind, a program of its own, makes it.

Its wheel comes with the engine where there is one for the machine; elsewhere the program may stand in PATH.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from florilege.diagnostics.problems import FlorilegeError

OLDEST = (1, 5)
"""The first Pagefind that finds « Konaté » at « konate » (its `diacriticSimilarity`)."""

UNUSED = ("pagefind-*-ui.*", "pagefind-ui.*", "pagefind-highlight.js")
"""What it writes for pages that show results by its own means."""


def search_engine() -> Path | None:
    """The program; None where this machine has none that is new enough."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        found = shutil.which("pagefind")
        return Path(found) if found and _version(found) >= OLDEST else None


def engine_version(engine: Path) -> str:
    """Its version in figures, e.g. `1.5.2`."""
    return ".".join(map(str, _version(engine)))


def _version(engine: str | Path) -> tuple[int, ...]:
    said = subprocess.run([engine, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said)[:3])


def index(source: Path, target: Path, *, engine: Path, lang: str) -> None:
    """Index every HTML file below `source` in one language (ISO 639-1); the files to serve are in `target`.

    Raises `FlorilegeError` (3), `search-failed`, where the program ends badly.
    """
    command: list[str | Path] = [engine, "--silent", "--site", source, "--output-path", target]
    command += ["--force-language", lang]
    # It takes settings from the folder that it runs in and from variables of its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    ended = subprocess.run(
        command, cwd=source, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if ended.returncode or not (target / "pagefind-entry.json").is_file():
        said = " ".join((ended.stderr or ended.stdout).split())[-200:]
        raise FlorilegeError("search-failed", program=engine, said=said or ended.returncode)
    for pattern in UNUSED:
        for path in target.glob(pattern):
            path.unlink()


def ids(target: Path) -> dict[str, str]:
    """Name of a file indexed → the id of its page in an index, as results have it.

    An index has a file for each page, called by its id: twelve octets, then JSON, compressed.
    """
    pages = sorted((target / "fragment").iterdir())
    return {_url(page).lstrip("/"): page.stem for page in pages}


def _url(page: Path) -> str:
    return str(json.loads(gzip.decompress(page.read_bytes())[12:])["url"])
