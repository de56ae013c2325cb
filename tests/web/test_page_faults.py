"""Pages on telephones, by night, by keyboard and on paper: what a reader there would stumble over."""

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Response

from browsing import opened, pages_of, served
from site_builds import build
from worlds import small

NAMES = ("Jean-Baptiste Ramanantsoanirina", "Wojciechowska-Brzezińska Konstancja", "Ada Lune")
ROWS = "\n".join(
    f"| 14 septembre 20{year} | 1 250,50 € | Constance et Barnabé | avant-hier |" for year in (24, 25, 26)
)
TEXT = f"""[[Hubertine Auclert-Desmoulins]] est passée[^1]. On[^2][^3] l’a vue.

| Le jour | Le prix | Les personnes présentes | Noté |
|---|---|---|---|
{ROWS}

![Un plan du puits](plan.png)

![Le puits](puits.jpg)

[^1]: Le matin.
[^2]: Le soir, [encore](../deux/index.md).
[^3]: La nuit.
"""
LINES = "Un paragraphe assez long pour que la colonne en soit remplie. " * 8


@dataclass
class Built:
    address: str
    folder: Path


def drawn() -> bytes:
    stream = io.BytesIO()
    image = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(image).rectangle((40, 40, 560, 260), outline="black", width=6)
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A site with one of each thing that readers once stumbled over."""
    root = tmp_path_factory.mktemp("faults")
    files: dict[str, str | bytes | None] = {
        f"authors/a{number}.md": f"---\nname: {name}\nheadline: Passeuse\n---\n\n{name} écrit.\n"
        for number, name in enumerate(NAMES)
    }
    fields = "license: CC BY 4.0\ndate: 2026-03-14\ntags: [puits, eau]\nabstract: Un puits."
    essays = {
        "un": TEXT,
        "deux": f"## Avant\n\n{LINES}\n\n## Après\n\n{LINES}",
        "trois": f"{LINES}\n\nUn [puits]{{.extrait}}.\n\n> Un autre.\n{{.extrait}}",
    }
    for name, text in essays.items():
        signed = "authors: [a0, a1]" if name == "un" else "authors: [a2]"
        files[f"essays/{name}/index.md"] = f"---\ntitle: Le puits {name}\n{signed}\n{fields}\n---\n\n{text}\n"
    files |= {"essays/un/plan.png": drawn(), "essays/un/puits.jpg": noise(), "authors/ada.md": None}
    files["volumes/tome-1/index.md"] = (
        "---\ntitle: Tome\nseries: Les rencontres au bord du puits\nnumber: 1\nparts:\n  - id: a\n"
        "    title: Au commencement était la corde\n    essays: [un, deux, trois]\n---\n\nUn tome.\n"
    )
    small(root, files)
    (root / "mkdocs.yml").write_text(
        "site_name: Essais\nsite_url: https://essai.example/\ndocs_dir: contributions\n"
        "theme: {name: material, language: fr, font: false}\nplugins: [florilege: {tomes: false}]\n",
        encoding="utf-8",
    )
    result = build(root)
    assert result.returncode == 0, result.stderr
    for address in served(root / "site"):
        yield Built(address, root / "site")


def noise() -> bytes:
    """A photograph: of all colours, and no paper."""
    stream = io.BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_scrolls_sideways(browser: Browser, faults: Built, width: int) -> None:
    wide = {}
    for page in opened(browser, viewport={"width": width, "height": 700}):
        for path in pages_of(faults.folder):
            page.goto(faults.address + path)
            found = page.evaluate("document.documentElement.scrollWidth")
            wide |= {path: found} if found > width else {}
    assert wide == {}


@pytest.mark.parametrize("width", [800, 1000, 1240, 1440, 1900])
def test_a_text_stands_in_the_same_place_with_headings_and_without(
    browser: Browser, faults: Built, width: int
) -> None:
    places = set()
    for page in opened(browser, viewport={"width": width, "height": 700}):
        for name in ("deux", "trois"):
            page.goto(f"{faults.address}essays/{name}/")
            box = page.locator(".fl-prose--essay").bounding_box()
            assert box
            places.add((box["x"], box["width"]))
    assert len(places) == 1


SMALL = """all => all.map(each => each.getBoundingClientRect())
    .filter(box => Math.min(box.width, box.height) < 24).length"""


def test_calls_of_notes_and_the_way_back_are_large_enough_for_a_finger(page: Page, faults: Built) -> None:
    """24 px (WCAG 2.5.8), and no two calls overlap."""
    page.goto(f"{faults.address}essays/un/")
    for selector, count in ((".note-ref", 3), (".fl-back", 3)):
        assert page.locator(selector).count() == count
        assert page.eval_on_selector_all(selector, SMALL) == 0, selector
    boxes = page.eval_on_selector_all(
        ".note-ref", "all => all.map(e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right])"
    )
    assert boxes[1][1] <= boxes[2][0] + 1


INNER = """box => [...box.querySelectorAll('*')]
    .filter(each => each.clientWidth && each.scrollWidth > each.clientWidth + 1).length"""


def test_a_wide_table_is_scrolled_by_keyboard_and_shows_that_there_is_more(
    browser: Browser, faults: Built
) -> None:
    for page in opened(browser, viewport={"width": 360, "height": 700}):
        page.goto(f"{faults.address}essays/un/")
        box = page.locator(".fl-table")
        assert box.count() == 1
        assert box.evaluate("e => e.scrollWidth > e.clientWidth")
        assert box.evaluate("e => e.tabIndex") == 0
        assert box.get_attribute("aria-label") == "Tableau"
        assert box.evaluate(INNER) == 0, "nothing in it scrolls on its own"
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.fl-table').scrollLeft > 0")
        assert "gradient" in box.evaluate("e => getComputedStyle(e).backgroundImage")


LINES_OF_CELLS = """all => all.map(cell => {
    const range = document.createRange(); range.selectNodeContents(cell);
    return [cell.innerText, new Set([...range.getClientRects()].map(box => Math.round(box.top))).size];
})"""


@pytest.mark.parametrize("width", [320, 390])
def test_a_date_and_a_sum_stay_on_one_line_of_a_table(browser: Browser, faults: Built, width: int) -> None:
    for page in opened(browser, viewport={"width": width, "height": 700}):
        page.goto(f"{faults.address}essays/un/")
        cells = page.eval_on_selector_all(".fl-table td:nth-child(-n+2)", LINES_OF_CELLS)
        assert len(cells) == 6
        assert {lines for _, lines in cells} == {1}


def test_the_paper_of_a_drawing_is_dark_by_night(browser: Browser, faults: Built) -> None:
    """As the pixels of the screen say."""
    for page in opened(browser, color_scheme="dark"):
        page.goto(f"{faults.address}essays/un/")
        page.evaluate("document.querySelectorAll('img').forEach(each => each.loading = 'eager')")
        page.evaluate("Promise.all([...document.images].map(each => each.decode()))")
        shown = Image.open(io.BytesIO(page.locator("img[src$='plan.png']").screenshot())).convert("L")
        width, height = shown.size
        assert shown.getpixel((4, 4)) < 60, "paper"
        ink = shown.getpixel((round(width * 43 / 600), height // 2))
        assert ink > 180, "ink"
        assert (
            page.locator("img[src$='puits.jpg']").evaluate("e => getComputedStyle(e).mixBlendMode")
            == "normal"
        )


def test_a_screen_gets_the_picture_that_it_shows(browser: Browser, faults: Built) -> None:
    chosen = {}
    for width, pixels in ((1440, 1), (360, 2), (1440, 2)):
        for page in opened(browser, viewport={"width": width, "height": 900}, device_scale_factor=pixels):
            page.goto(f"{faults.address}essays/un/")
            puits = page.locator("img[src$='puits.jpg']")
            puits.scroll_into_view_if_needed()
            puits.evaluate("each => each.decode()")
            chosen[width, pixels] = puits.evaluate("each => each.currentSrc").rpartition("/")[2]
    assert chosen == {(1440, 1): "puits.720.webp", (360, 2): "puits.720.webp", (1440, 2): "puits.1200.webp"}


WEIGHT = 120_000
"""Octets of an essay's page over the wire, without its pictures and the faces of a name in Polish."""


def test_an_essay_weighs_little(browser: Browser, faults: Built) -> None:
    heard: dict[str, int] = {}

    def weigh(response: Response) -> None:
        kind = response.headers.get("content-type", "")
        content = response.body()
        if not kind.startswith("image/") and "-more." not in response.url:
            heard[response.url] = len(content if "font" in kind else gzip.compress(content))

    for width in (1440, 360):
        heard.clear()
        for page in opened(browser, viewport={"width": width, "height": 800}):
            page.on("response", weigh)
            page.goto(f"{faults.address}essays/trois/", wait_until="networkidle")
        assert any(each.endswith(".woff2") for each in heard)
        assert sum(heard.values()) < WEIGHT, (width, heard)


SEEN = "(selector) => [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).length"
FURNITURE = (
    ".md-header", ".md-tabs", ".md-footer", ".md-sidebar", ".fl-chips", ".fl-back", ".fl-cite",
    ".fl-offprint", ".fl-neighbours", "button", "pre",
)  # fmt: skip


def test_an_essay_prints_like_a_page_of_a_review(browser: Browser, faults: Built) -> None:
    for page in opened(browser, color_scheme="dark"):
        page.goto(f"{faults.address}essays/un/")
        page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
        page.emulate_media(media="print", color_scheme="dark")
        assert {each: page.evaluate(SEEN, each) for each in FURNITURE} == dict.fromkeys(FURNITURE, 0)
        said = page.inner_text("body")
        for words in (
            "Essais",
            "https://essai.example/essays/un/",
            *NAMES[:2],
            "Le puits un",
            "Le matin.",
            "CC BY 4.0",
        ):
            assert words in said
        order = [said.index(words) for words in ("Le puits un", "est passée", "Le matin.", "CC BY 4.0")]
        assert order == sorted(order)
        assert page.eval_on_selector(".fl-prose p", "e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


FOCUSED = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    // The switch between day and night shows its focus on its label.
    const box = (e.matches(".md-option") ? e.nextElementSibling : e).getBoundingClientRect();
    return [e.outerHTML.slice(0, 80), box.left >= -1 && box.right <= innerWidth + 1 && box.width > 0];
}"""


def test_what_tab_reaches_on_a_phone_is_on_the_screen(browser: Browser, faults: Built) -> None:
    for page in opened(browser, viewport={"width": 390, "height": 844}, reduced_motion="reduce"):
        page.goto(f"{faults.address}essays/trois/")
        reached = []
        while len(reached) < 60:
            page.keyboard.press("Tab")
            page.wait_for_function("document.getAnimations().every(each => each.playState == 'finished')")
            found = page.evaluate(FOCUSED)
            if found is None:
                break
            reached.append(found)
        assert len(reached) > 8
        assert [what for what, seen in reached if not seen] == []


CURRENT = "all => all.map(each => each.innerText.trim())"
TABS = {
    "essays/deux/": "Essais",
    "authors/a0/": "Autrices et auteurs",
    "themes/puits/": "Thèmes",
    "volumes/tome-1/": "Tomes",
    "essays/": "Essais",
    "": "Accueil",
}


def test_the_menu_says_where_one_is(browser: Browser, faults: Built) -> None:
    for page in opened(browser, viewport={"width": 1440, "height": 900}):
        found = {}
        for path in TABS:
            page.goto(faults.address + path)
            found[path] = ", ".join(page.eval_on_selector_all(".md-tabs__item--active", CURRENT))
        assert found == TABS


DOTS = """all => all.flatMap(row => [...row.children].map((each, number, siblings) => {
    const first = number == 0 || each.offsetTop > siblings[number - 1].offsetTop;
    const before = parseFloat(getComputedStyle(each, '::before').insetInlineStart);
    const dot = before + each.getBoundingClientRect().left - row.getBoundingClientRect().left;
    const cut = 0.7 * parseFloat(getComputedStyle(row).fontSize);
    return {first, shown: dot >= cut, text: each.innerText};
}))"""


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_dot_hangs_at_the_edge_of_a_line(browser: Browser, faults: Built, width: int) -> None:
    for page in opened(browser, viewport={"width": width, "height": 700}):
        for path in ("", "essays/un/", "volumes/tome-1/"):
            page.goto(faults.address + path)
            pieces = page.eval_on_selector_all(".fl-dotted", DOTS)
            assert len(pieces) > 1
            assert all(piece["shown"] != piece["first"] for piece in pieces), path
            assert not any("·" in piece["text"] for piece in pieces)


def test_a_notice_is_about_who_signs(page: Page, faults: Built) -> None:
    page.goto(f"{faults.address}essays/deux/")
    assert page.inner_text(".fl-about h2") == "À propos d’Ada Lune"
    page.goto(f"{faults.address}essays/un/")
    assert page.inner_text(".fl-about h2") == "À propos des signataires"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, faults: Built, width: int, scheme: Any
) -> None:
    """The rules of WCAG 2.0 to 2.2, A and AA, and axe's own best practices."""
    found = {}
    for page in opened(
        browser, viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    ):
        for path in pages_of(faults.folder):
            page.goto(faults.address + path)
            page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
            page.wait_for_function("document.getAnimations().every(each => each.playState == 'finished')")
            results = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
            if results.violations_count:
                found[path] = results.generate_report()
    assert found == {}
