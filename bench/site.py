"""How the site's build and size grow: N essays with Florilège, beside a plain build of the same Markdown.

    python bench/site.py [N]
    python bench/site.py --grow N [N …] [--keep FOLDER]
    python bench/site.py --serve [N]

`make bench` runs tome.py alone; this is called by hand, and SITE.md keeps what it said.
Both builds run in one go on one machine, without tomes, with Material; the plain one has its search, ours
Pagefind. The plain one takes every Markdown file as a page kept out of the navigation, which is the cheapest
that Material does. Then a Chromium that knows nothing of the site searches it.
Targets for 612 essays: a site of at most 40 MB, at most twice the plain build's time; a first result within
1.5 s, after at most 1 MB.

`--grow` builds sites of several sizes and compares what an essay takes in each, in time and octets; it names
the heaviest pages, and the heaviest of other files. `--keep` leaves the sites where it says.
`--serve` saves a comma under `mkdocs serve` and waits until a browser shows it, with 34 essays and with N.
Target: at most twice as long, and no file of the site written but the essay's page.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anthologies import WORDS, essay_file, write_contributions
from costs import Cost, measure
from playwright.sync_api import Browser, Playwright, Response, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from browsing import served

ESSAYS = 612
FEW = 34
"""Essays of a small anthology."""
SAVED = 5
"""How many times a comma is saved."""
PATIENCE = 900
"""Seconds within which a server serves."""
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


def grow(sizes: list[int], keep: Path | None) -> None:
    """What a site of each size takes, in all and by essay, beside the smallest."""
    first: tuple[float, float] | None = None
    for essays in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = keep / str(essays) if keep else Path(folder)
            write_contributions(root / "contributions", essays)
            cost = built(root, "florilege", OURS)
            site = root / "florilege"
            size, pages = weight(site, "*"), len([*site.rglob("*.html")])
            by_essay = cost.processors / essays, size / essays
            first = first or by_essay
            ratios = "  ".join(f"{own / of:.2f} ×" for own, of in zip(by_essay, first, strict=True))
            print(f"{essays:5} essays  {cost.seconds:7.1f} s  processors {cost.processors:7.1f} s", end="  ")
            print(f"{cost.memory:5.0f} MB of memory  {pages} pages  {size:6.1f} MB  by essay {ratios}")
            print(f"      pages: {heaviest(site, '*.html')}")
            print(
                f"      files: {heaviest(site, '*.xml', '*.json', '*.svg', '*.ics', '*.bib', '*.ris')}",
                flush=True,
            )


def heaviest(site: Path, *patterns: str) -> str:
    """The five heaviest files of a kind."""
    sizes = {path: path.stat().st_size for pattern in patterns for path in site.rglob(pattern)}
    most = sorted(sizes, key=lambda path: (-sizes[path], path))[:5]
    return ", ".join(f"{path.relative_to(site)} {sizes[path] / 1e3:.0f} kB" for path in most)


def serve(essays: int) -> None:
    """How long a saved comma takes to be shown, and how many files of the site were written for it."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        few, many = (saved(browser, number) for number in (FEW, essays))
        browser.close()
    for number, (seconds, files) in ((FEW, few), (essays, many)):
        times = "  ".join(f"{each:.2f}" for each in seconds)
        print(f"{number:5} essays  a comma is shown after {times} s; files written: {files}")
    ratio = statistics.median(many[0]) / statistics.median(few[0])
    print(f"ratio of medians  {ratio:.2f} ×  (to reach: at most 2)")


def saved(browser: Browser, essays: int) -> tuple[list[float], list[int]]:
    """Seconds from saving a comma to its being shown, and the files of the site written for it, each time."""
    seconds, files = [], []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_contributions(root / "contributions", essays)
        file = essay_file(root / "contributions", 2)
        with serving(root) as (address, site):
            page = browser.new_page()
            page.goto(f"{address}essays/{file.parent.name}/")
            text = file.read_text(encoding="utf-8").rstrip("\n")
            for number in range(1, SAVED + 1):
                words = ", encore" * number
                before = time.time_ns()
                started = time.perf_counter()
                file.write_text(f"{text}{words}.\n", encoding="utf-8")
                page.wait_for_selector(f"text={words}.", state="attached", timeout=PATIENCE * 1000)
                seconds.append(time.perf_counter() - started)
                written = (path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file())
                files.append(sum(when >= before for when in written))
            page.close()
    return seconds, files


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, Path]]:
    """The address that `mkdocs serve` serves an anthology at, and the folder of its site."""
    (root / "mkdocs.yml").write_text(
        f"{SETTINGS.replace('https://bench.example/', '')}{OURS}", encoding="utf-8"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    temporary = root / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "--livereload", "--dev-addr", place]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary)}
    server = subprocess.Popen(command, cwd=root, env=environment)
    try:
        host, _, port = place.partition(":")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and server.poll() is None:
            with socket.socket() as one:
                if one.connect_ex((host, int(port))) == 0:
                    break
            time.sleep(0.2)
        (site,) = temporary.glob("mkdocs_*")
        yield f"http://{place}/", site
    finally:
        server.terminate()
        server.wait()


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
    )


def search(site: Path, query: str) -> tuple[float, int]:
    """From the call of the page to its first result: seconds, and octets of all that was fetched."""
    octets = 0

    def count(response: Response) -> None:
        nonlocal octets
        octets += len(response.body())

    with sync_playwright() as playwright:
        browser = chromium(playwright)
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


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("essays", nargs="*", type=int, default=[ESSAYS], metavar="N")
    parser.add_argument("--grow", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--serve", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    if asked.grow:
        grow(asked.essays, asked.keep)
    elif asked.serve:
        serve(asked.essays[0])
    else:
        main(asked.essays[0])
