"""Make the pictures of the README from the built tomes and site: `.venv/bin/python scripts/pictures.py`.

Needs `make` to have run, poppler and Chromium (`scripts/setup --tests`). Writes docs/images/.
"""

import functools
import http.server
import io
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PAPER = "#e9e4da"
SPREAD = ("tome-1", 76)
"""The volume and the left page of the spread."""
COVER = 1
"""Pages of the file before the first that is numbered."""


def page(volume: str, number: int, *, width: int) -> Image.Image:
    """A page of a tome, as wide as asked for in px."""
    page = str(number + COVER)
    command = ["pdftoppm", "-png", "-f", page, "-l", page, "-scale-to-x", str(width)]
    png = subprocess.run(
        [*command, "-scale-to-y", "-1", str(ROOT / "tomes" / f"{volume}.pdf")],
        check=True,
        capture_output=True,
    ).stdout
    return Image.open(io.BytesIO(png)).convert("RGB")


def spread(volume: str, left: int) -> Image.Image:
    """Two facing pages on a table, a shadow in the fold."""
    pages = [page(volume, left + side, width=720) for side in (0, 1)]
    width, height = pages[0].size
    margin = 50
    canvas = Image.new("RGB", (2 * width + 2 * margin, height + 2 * margin), PAPER)
    shadow = Image.new("L", canvas.size, 0)
    ImageDraw.Draw(shadow).rectangle(
        (margin + 4, margin + 10, margin + 2 * width - 4, margin + height + 10), fill=90
    )
    canvas.paste("#3a3027", mask=shadow.filter(ImageFilter.GaussianBlur(14)))
    for side, picture in enumerate(pages):
        canvas.paste(picture, (margin + side * width, margin))
    fold = Image.new("L", canvas.size, 0)
    ImageDraw.Draw(fold).rectangle(
        (margin + width - 5, margin, margin + width + 5, margin + height - 1), fill=46
    )
    canvas.paste("#3a3027", mask=fold.filter(ImageFilter.GaussianBlur(7)))
    return canvas


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


HOME = (("/", 1280, 860), ("/essays/le-banc-de-la-gare/", 390, 844))
"""The home page on a wide screen, and an essay on a phone beside it."""
READERS = (("/encounters/", 1280, 860), ("/search/?q=soeur", 390, 844))
"""What readers find: who names whom, and a word without its ligature."""


def site(shown: Sequence[tuple[str, int, int]]) -> Image.Image:
    """A page on a wide screen, and one on a phone beside it: address, width, height of each."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=ROOT / "site")
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        shots = []
        for path, width, height in shown:
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.goto(address + path)
            tab.wait_for_timeout(1500)
            shots.append(Image.open(io.BytesIO(tab.screenshot())).convert("RGB"))
        browser.close()
    server.shutdown()
    wide, phone = shots
    canvas = Image.new("RGB", (wide.width + phone.width + 150, 960), PAPER)
    for picture, place in ((wide, (50, 50)), (phone, (wide.width + 100, 58))):
        frame = (place[0] - 1, place[1] - 1, place[0] + picture.width, place[1] + picture.height)
        ImageDraw.Draw(canvas).rectangle(frame, outline="#b9b09f")
        canvas.paste(picture, place)
    return canvas


def save(picture: Image.Image, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture.quantize(colors=256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        IMAGES / name, optimize=True
    )


if __name__ == "__main__":
    save(spread(*SPREAD), "spread.png")
    save(site(HOME), "site.png")
    save(site(READERS), "readers.png")
