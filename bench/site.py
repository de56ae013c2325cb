"""How the site's build and size grow: N essays with Florilège, beside a plain build of the same Markdown.

    python bench/site.py [N]

`make bench` runs tome.py alone; this is called by hand.
Both builds run in one go on one machine, without tomes, with Material; the plain one has its search, ours
Pagefind. The plain one takes every Markdown file as a page kept out of the navigation, which is the cheapest
that Material does. Then a Chromium that knows nothing of the site searches it.
Targets for 612 essays: a site of at most 40 MB, at most twice the plain build's time; a first result within
1.5 s, after at most 1 MB.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from anthologies import WORDS, write_contributions
from costs import Cost, measure
from playwright.sync_api import Response, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from browsing import served

ESSAYS = 612
SETTINGS = """site_name: Banc d’essai
site_url: https://bench.example/
docs_dir: contributions
theme: {name: material, language: fr, font: false}
"""
OURS = "plugins: [florilege: {tomes: false}]\n"
PLAIN = "plugins: [search]\nnav: [index.md]\nnot_in_nav: /*/\n"


def main(essays: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_contributions(root / "contributions", essays)
        plain = built(root, "plain", PLAIN)
        first = built(root, "florilege", OURS)
        again = built(root, "florilege", OURS)
        site = root / "florilege"
        print(f"{essays} essays of {WORDS} words by {essays} authors, {os.cpu_count()} processors")
        for name, cost in (("plain MkDocs", plain), ("Florilège, first", first), ("Florilège, again", again)):
            ratios = f"{cost.seconds / plain.seconds:5.2f} ×  {cost.processors / plain.processors:5.2f} ×"
            print(f"{name:18} {cost.seconds:6.1f} s  processors {cost.processors:6.1f} s  {ratios}")
        first_result, octets = search(site, "ecole")
        print(f"first result       {first_result:6.2f} s  after {octets / 1e6:.2f} MB, uncompressed")
        print(f"index of search    {weight(site / 'pagefind', '*'):6.1f} MB")
        print(f"plain site         {weight(root / 'plain', '*'):6.1f} MB")
        print(f"Florilège's site   {weight(site, '*'):6.1f} MB, HTML {weight(site, '*.html'):.1f} MB")


def built(root: Path, name: str, settings: str) -> Cost:
    """What a build into `root/name` takes."""
    (root / "mkdocs.yml").write_text(f"{SETTINGS}site_dir: {name}\n{settings}", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    return measure(command, root, {"NO_MKDOCS_2_WARNING": "1"})


def search(site: Path, query: str) -> tuple[float, int]:
    """From the call of the page to its first result: seconds, and octets of all that was fetched."""
    octets = 0

    def count(response: Response) -> None:
        nonlocal octets
        octets += len(response.body())

    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for address in served(site):
            page = browser.new_page()
            started = time.perf_counter()
            page.goto(f"{address}search/?q={query}", wait_until="commit")
            page.wait_for_selector(".fl-search__found a")
            seconds = time.perf_counter() - started
            page = browser.new_context().new_page()
            page.on("response", count)
            page.goto(f"{address}search/?q={query}")
            page.wait_for_selector(".fl-search__found a")
        browser.close()
    return seconds, octets


def weight(folder: Path, pattern: str) -> float:
    """Megabytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file()) / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ESSAYS)
