"""The built site in a browser: no request leaves it, nothing overflows a phone, nothing hostile runs."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browsing import opened, pages_of, served
from many_hands import MOST, NAMES, authors, essay
from site_builds import build, edit, without_tomes
from worlds import picture, small

HOSTILE = "</title><script>hacked=1</script><img src=x onerror=hacked=1>"
KINDS = (
    "",
    "volumes/",
    "volumes/tome-1/",
    "essays/la-fenetre-du-quatrieme/",
    "essays/letters-to-a-stranger/",
    "authors/",
    "authors/elise-aubry/",
    "persons/",
    "encounters/",
    "themes/",
    "themes/silence/",
    "essays/",
    "pages/mentions-legales/",
    "search/",
    "404.html",
)
"""One page of each kind, and an English essay."""


@pytest.fixture(scope="module")
def hostile(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose fields try to run a script on every page."""
    root = without_tomes(Path(shutil.copytree(read_toy, tmp_path_factory.mktemp("hostile") / "toy")))
    contributions = root / "contributions"
    edit(contributions / "essays/le-banc-vert/index.md", "title: Le banc vert", f"title: '{HOSTILE}'")
    edit(contributions / "essays/le-banc-vert/index.md", "abstract: ", f"abstract: '{HOSTILE}' # ")
    edit(contributions / "essays/la-fenetre-du-quatrieme/index.md", "subtitle: ", f"subtitle: '{HOSTILE}' # ")
    edit(contributions / "authors/zoe-oeillet.md", "headline: ", f"headline: '{HOSTILE}' # ")
    edit(contributions / "volumes/tome-1/index.md", "title: Le palier", f"title: '{HOSTILE}'")
    edit(contributions / "volumes/tome-1/index.md", "title: Seuils", f"title: '{HOSTILE}'")
    edit(contributions / "index.md", "title: ", f"title: '{HOSTILE}' # ")
    edit(contributions / "index.md", "description: ", f"description: '{HOSTILE}' # ")
    result = build(root)
    assert result.returncode == 0, result.stderr
    yield from served(root / "site")


WORD = "Anticonstitutionnellement" * 4
ADDRESS = "https://example.org/" + "chemin" * 30


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of a site whose every field is a word that no screen holds."""
    root = tmp_path_factory.mktemp("long")
    body = (
        f"{WORD} [[{WORD}]] {ADDRESS}[^1]\n\n## {WORD}\n\n- {WORD}\n\n> {WORD}\n\n| {WORD} |\n|---|"
        f"\n| {ADDRESS} |"
        f'\n\n`{WORD}`\n\n```\n{WORD}\n```\n\n!!! note "{WORD}"\n    {WORD}\n\n$x_{{{WORD}}}$\n\n[^1]: {WORD}'
    )
    fields = f"title: {WORD}\nsubtitle: {WORD}\nabstract: {WORD}\ntags: [{WORD[:60]}]"
    parts = f"parts:\n  - id: a\n    title: {WORD}\n    essays: [un]"
    small(
        root,
        {
            "index.md": f"---\ntitle: {WORD}\ndescription: {WORD}\n---\n\n{WORD}\n",
            "authors/ada.md": f"---\nname: {WORD}\nheadline: {WORD}\n---\n\n{WORD}\n",
            "essays/un/index.md": f"---\n{fields}\nauthors: [ada]\nlicense: CC BY 4.0\n---\n\n{body}\n",
            "volumes/tome-1/index.md": f"---\ntitle: {WORD}\nsubtitle: {WORD}\n{parts}\n---\n\n{WORD}\n",
        },
    )
    (root / "mkdocs.yml").write_text(
        f"site_name: {WORD}\nsite_url: https://essai.example/\ndocs_dir: contributions\n"
        "theme: {name: material, language: fr, font: false}\nplugins: [florilege: {tomes: false}]\n",
        encoding="utf-8",
    )
    result = build(root)
    assert result.returncode == 0, result.stderr
    for address in served(root / "site"):
        yield address, root / "site"


def test_long_words_overflow_no_phone(browser: Browser, long_words: tuple[str, Path]) -> None:
    address, folder = long_words
    wide = {}
    for page in opened(browser, viewport={"width": 360, "height": 740}):
        for path in pages_of(folder):
            page.goto(address + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            wide |= {path: width} if width > 360 else {}
    assert wide == {}


@dataclass
class Visit:
    """What happened when every page was opened on a phone."""

    outside: list[str] = field(default_factory=list)
    """Requests that left the site."""
    failed: list[str] = field(default_factory=list)
    wide: dict[str, int] = field(default_factory=dict)
    """Page → its width, in px, where that is more than the screen's."""


@pytest.fixture(scope="module")
def visit(browser: Browser, built: Path, address: str) -> Iterator[Visit]:
    visit = Visit()
    for page in opened(browser, viewport={"width": 390, "height": 844}):
        page.on(
            "request",
            lambda r: None if r.url.startswith((address, "data:", "blob:")) else visit.outside.append(r.url),
        )
        page.on("response", lambda r: visit.failed.append(r.url) if r.status >= 400 else None)
        page.on("console", lambda said: visit.failed.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: visit.failed.append(str(error)))
        for path in pages_of(built):
            page.goto(address + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 390:
                visit.wide[path] = width
        page.set_viewport_size({"width": 1200, "height": 900})
        search(page, "ascenseur")
        yield visit


def search(page: Page, word: str) -> None:
    page.fill(".fl-find input", word)
    page.press(".fl-find input", "Enter")
    page.wait_for_selector(".fl-search__found a")


def test_no_request_leaves_the_site_and_nothing_fails(visit: Visit) -> None:
    assert not visit.outside
    assert not visit.failed


def test_no_page_overflows_a_phone(visit: Visit) -> None:
    assert not visit.wide


def test_no_script_runs_that_is_not_ours(page: Page, hostile: str) -> None:
    for path in KINDS:
        page.goto(hostile + path)
        assert page.evaluate("typeof hacked") == "undefined", path
    page.goto(hostile + "essays/le-banc-vert/")
    assert HOSTILE in page.title()
    search(page, "ascenseur")
    # A picture that was put there would have failed by then, and run its script.
    page.evaluate("Promise.allSettled([...document.images].map(image => image.decode()))")
    assert page.evaluate("typeof hacked") == "undefined", "search results"


UNNAMED = """() => [...document.querySelectorAll('a[href], button, img, [role=dialog], nav')]
  .filter(e => e.checkVisibility() || e.matches('[role=dialog]'))
  .filter(e => e.tagName == 'IMG' ? e.getAttribute('alt') === null
    : !(e.tagName == 'NAV' || e.getAttribute('role') == 'dialog' ? '' : (e.innerText ?? e.textContent).trim())
      && !e.getAttribute('aria-label') && !e.getAttribute('title')
      && !e.querySelector('img[alt]:not([alt=""])'))
  .map(e => e.outerHTML.slice(0, 120))"""

FAINT = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const linear = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const over = (c, b) => { const a = c[3] ?? 1; return [0, 1, 2].map(i => c[i] * a + b[i] * (1 - a)); };
  const ground = e => {
    if (!e) return [255, 255, 255];
    const c = parse(getComputedStyle(e).backgroundColor);
    return (c[3] ?? 1) == 1 ? c : over(c, ground(e.parentElement));
  };
  const opacity = e => e ? getComputedStyle(e).opacity * opacity(e.parentElement) : 1;
  const faint = new Set();
  const walker = document.createTreeWalker(document.querySelector('.md-container'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility()) continue;
    if (e.closest('.fl-cover, .md-sidebar')) continue;
    const style = getComputedStyle(e), b = ground(e), c = parse(style.color);
    const mixed = over([c[0], c[1], c[2], (c[3] ?? 1) * opacity(e)], b);
    const [hi, lo] = [luminance(mixed), luminance(b)].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24;
    if ((hi + 0.05) / (lo + 0.05) < (large ? 3 : 4.5)) faint.add(e.outerHTML.slice(0, 100));
  }
  return [...faint];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_and_things_have_names(browser: Browser, address: str, scheme: Any) -> None:
    for page in opened(browser, color_scheme=scheme, reduced_motion="reduce"):
        for path in KINDS:
            page.goto(address + path)
            page.wait_for_function("document.getAnimations().every(each => each.playState == 'finished')")
            assert page.evaluate(FAINT) == [], path
            assert page.evaluate(UNNAMED) == [], path
            assert page.locator("h1").count() == 1, path
            assert page.locator("html").get_attribute("lang") == "fr", path


def test_links_in_a_text_are_underlined(page: Page, address: str) -> None:
    page.goto(address + "essays/le-banc-vert/")
    lines = page.eval_on_selector_all(
        ".fl-prose a:not(.note-ref)", "all => all.map(a => getComputedStyle(a).textDecorationLine)"
    )
    assert lines
    assert set(lines) == {"underline"}


def test_the_type_is_ours(page: Page, address: str) -> None:
    page.goto(address + "essays/le-banc-vert/")
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status == 'loaded').map(x => x.family))"
    )
    assert {each.removesuffix("-DejaVu") for each in loaded} == {"Vollkorn"}, "or what stands in for it"


def test_a_keyboard_can_skip_to_the_text(page: Page, address: str) -> None:
    for path in KINDS[:-1]:
        page.goto(address + path)
        target = page.locator(".md-skip").get_attribute("href")
        assert target, path
        assert page.locator(target).count() == 1, path


PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def many_hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of essays by one to twelve people."""
    root = tmp_path_factory.mktemp("many")
    essays: dict[str, str | bytes | None] = {
        f"essays/{kind}-{count}/index.md": essay(kind, count)
        for kind in NAMES
        for count in range(1, MOST + 1)
    }
    small(root, dict(authors(picture(form="PNG"))) | essays)
    (root / "mkdocs.yml").write_text(
        "site_name: Essais\nsite_url: https://essai.example/\ndocs_dir: contributions\n"
        "theme: {name: material, language: fr, font: false}\nplugins: [florilege: {tomes: false}]\n",
        encoding="utf-8",
    )
    result = build(root)
    assert result.returncode == 0, result.stderr
    yield from served(root / "site")


def test_title_names_and_first_lines_hold_on_a_phones_screen(browser: Browser, many_hands: str) -> None:
    """And nothing overflows it; the text has three lines at least there."""
    script = """() => {
        const text = document.querySelector(".fl-prose--essay p");
        const line = parseFloat(getComputedStyle(text).lineHeight);
        return {
            names: document.querySelector(".fl-essay__head").innerText,
            title: document.querySelector("h1").getBoundingClientRect().top,
            lines: Math.floor((innerHeight - text.getBoundingClientRect().top) / line),
            wide: document.documentElement.scrollWidth,
        }
    }"""
    wrong = {}
    for page in opened(browser, viewport=PHONE):
        for kind, names in NAMES.items():
            for count in range(1, MOST + 1):
                page.goto(f"{many_hands}essays/{kind}-{count}/")
                seen = page.evaluate(script)
                said = seen.pop("names")
                lacking = [name for name in names[:count] if name not in said]
                if lacking or seen["title"] < 0 or seen["lines"] < 3 or seen["wide"] > PHONE["width"]:
                    wrong[kind, count] = seen, lacking
    assert wrong == {}
