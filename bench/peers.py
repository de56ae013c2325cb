"""The same essays by other ways: mkdocs-to-pdf, and Typst on a conversion by pandoc.

They are looked for in `.cache/bench-peers`, which this makes, in the repository's root:

    python -m venv .cache/bench-peers &&
        .cache/bench-peers/bin/pip install mkdocs-to-pdf==0.12.1 mkdocs-material typst pypandoc_binary

Both set the pages that our tomes have, A5 in Vollkorn 10/13.5 pt, and no more of a tome than its essays and a
table of contents: no mentions, indexes or notices. mkdocs-to-pdf takes a plain site with a flat navigation,
its cheapest way, and is timed with the site around it.
"""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from costs import Cost, measure
from results import Row, timed

BENCH = Path(__file__).parent
PYTHON = BENCH.parent / ".cache" / "bench-peers" / "bin" / "python"
SETTINGS = """site_name: Banc d’essai
docs_dir: contributions/essays
site_dir: peer
theme: {name: material, language: fr, font: false}
markdown_extensions: [footnotes]
plugins: [search, {to-pdf: {output_path: book.pdf, toc_level: 1, ordered_chapter_level: 1}}]
"""
STYLE = """@page { size: 148mm 210mm; margin: 19mm 18mm 24mm; }
body, article { font: 10pt/13.5pt Vollkorn; }
article p { hyphens: auto; margin: 0; text-align: justify; text-indent: 1.2em; }
"""
NEEDS = {
    "mkdocs-to-pdf": ("mkdocs-to-pdf", "mkdocs-material", "weasyprint"),
    "Typst": ("typst", "pypandoc_binary"),
}
"""Peer → the packages that it takes."""
VERSIONS = """
import contextlib, importlib.metadata, sys
for name in sys.argv[1:]:
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        print(name, importlib.metadata.version(name))
"""


def rows(root: Path, one: Cost) -> Iterator[Row]:
    """Each peer that is installed, on the essays in a folder, against their one document."""
    for peer, row in {"mkdocs-to-pdf": mkdocs_to_pdf, "Typst": typst}.items():
        if peer in versions():
            yield row(root, one)


def mkdocs_to_pdf(root: Path, one: Cost) -> Row:
    names = sorted(file.name for file in (root / "contributions/essays").iterdir())
    nav = "".join(f"  - {name}/index.md\n" for name in names)
    (root / "peer.yml").write_text(f"{SETTINGS}nav:\n{nav}", encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates/styles.scss").write_text(STYLE, encoding="utf-8")
    command = [str(PYTHON), "-m", "mkdocs", "build", "--quiet", "--config-file", "peer.yml"]
    cost = measure(command, root, {"NO_MKDOCS_2_WARNING": "1"})
    return timed("mkdocs-to-pdf", cost, one, pdf=root / "peer/book.pdf")


def typst(root: Path, one: Cost) -> Row:
    cost = measure([PYTHON, BENCH / "typst_book.py", "contributions/essays", "typst.pdf"], root)
    return timed("Typst, with the conversion by pandoc", cost, one, pdf=root / "typst.pdf")


@cache
def versions() -> dict[str, str]:
    """The peers that are installed, with the versions of their packages."""
    if not PYTHON.exists():
        return {}
    command = [str(PYTHON), "-c", VERSIONS, *(package for packages in NEEDS.values() for package in packages)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = dict(line.split() for line in done.stdout.splitlines())
    return {
        peer: ", ".join(f"{package} {found[package]}" for package in packages)
        for peer, packages in NEEDS.items()
        if found.keys() >= set(packages)
    }
