"""What makes reading easier on an essay's page: notes beside the text or at hand, the size of type, keys."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened

ESSAY = "essays/la-fenetre-du-quatrieme/"
OTHER = "essays/le-pain-partage/"
LONG = "essays/petit-traite-de-la-rampe/"

PLACES = """() => {
  const box = each => { const { left, right, top, bottom } = each.getBoundingClientRect()
    return { left, right, top, bottom } }
  const essay = box(document.querySelector('.fl-prose'))
  return [...document.querySelectorAll('.fl-essay > .fl-notes li')].map(note => ({
    ...box(note), column: essay,
    call: box(document.querySelector(note.querySelector('.fl-back').hash)).top,
  }))
}"""


def places(page: Page) -> list[dict[str, Any]]:
    page.evaluate("document.fonts.ready")
    found: list[dict[str, Any]] = page.evaluate(PLACES)
    return found


@pytest.mark.parametrize("width", [1230, 1440, 1920])
def test_notes_stand_beside_the_lines_that_call_them(browser: Browser, address: str, width: int) -> None:
    for page in opened(browser, viewport={"width": width, "height": 900}):
        page.goto(address + ESSAY)
        page.wait_for_selector(".fl-essay--beside")
        notes = places(page)
        assert notes
        end = 0.0
        for note in notes:
            column = note["column"]
            assert note["left"] >= column["right"] or note["right"] <= column["left"]
            assert note["left"] >= 0
            assert note["right"] <= width
            assert note["top"] >= end
            assert note["top"] >= note["call"] - 20
            end = note["bottom"]
        assert abs(notes[0]["top"] - notes[0]["call"]) < 20


def test_a_note_beside_the_text_is_where_its_call_leads(page: Page, address: str) -> None:
    page.goto(address + ESSAY)
    page.wait_for_selector(".fl-essay--beside")
    page.locator("a.note-ref").first.press("Enter")
    assert page.evaluate("document.activeElement.matches('.fl-notes li')")
    page.keyboard.press("Tab")
    expect(page.locator(".fl-notes li").first.locator(".fl-back").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 900])
def test_a_note_opens_at_its_line_where_there_is_no_room(browser: Browser, address: str, width: int) -> None:
    for page in opened(browser, viewport={"width": width, "height": 800}):
        page.goto(address + ESSAY)
        call, note = page.locator("a.note-ref").first, page.locator(".fl-note")
        words = page.locator(".fl-essay > .fl-notes li").first.locator("p").first.inner_text()
        expect(note).to_be_hidden()
        call.press("Enter")
        expect(note).to_be_visible()
        assert words in note.inner_text()
        assert "↩" not in note.inner_text()
        here, line = note.bounding_box(), call.bounding_box()
        assert here
        assert line
        assert here["x"] >= 0
        assert here["x"] + here["width"] <= width
        apart = (here["y"] - line["y"] - line["height"], line["y"] - here["y"] - here["height"])
        assert 0 <= max(apart) < 20
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(call).to_be_focused()
        call.click()
        expect(note).to_be_visible()
        call.click()
        expect(note).to_be_hidden()


def test_a_note_stays_open_though_its_call_came_into_view(browser: Browser, address: str) -> None:
    """The page tells that it has scrolled when the note is open already."""
    for page in opened(browser, viewport={"width": 320, "height": 400}):
        page.goto(address + ESSAY)
        page.locator("a.note-ref").first.evaluate("call => { call.focus(); call.click() }")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("scrollY") > 0
        expect(page.locator(".fl-note")).to_be_visible()
        page.mouse.wheel(0, 100)
        expect(page.locator(".fl-note")).to_be_hidden()


def test_notes_stand_at_the_end_without_scripts(browser: Browser, address: str) -> None:
    for page in opened(browser, viewport={"width": 1440, "height": 900}, java_script_enabled=False):
        page.goto(address + ESSAY)
        text, notes = page.locator(".fl-prose").bounding_box(), page.locator(".fl-notes").bounding_box()
        assert text
        assert notes
        assert notes["y"] > text["y"] + text["height"]
        expect(page.locator(".fl-size")).to_be_hidden()
        expect(page.locator("kbd").first).to_be_hidden()


def test_the_size_of_type_is_remembered(page: Page, address: str) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.fl-prose p')).fontSize)"
    page.goto(address + ESSAY)
    usual = page.evaluate(size)
    larger, smaller = (page.locator(f".fl-size button[value='{by}']") for by in ("1", "-1"))
    larger.click()
    larger.click()
    assert page.evaluate(size) == pytest.approx(1.22 * usual, abs=0.1)
    page.goto(address + OTHER)
    assert page.evaluate(size) == pytest.approx(1.22 * usual, abs=0.1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    while smaller.is_enabled():
        smaller.click()
    assert page.evaluate(size) == pytest.approx(0.85 * usual, abs=0.1)
    expect(larger).to_be_enabled()


def test_keys_lead_to_the_essays_before_and_after(page: Page, address: str) -> None:
    page.goto(address + ESSAY)
    after = page.locator("a[rel=next]").evaluate("each => each.href")
    page.locator(".fl-find input").fill("n")
    page.keyboard.press("n")
    assert page.url == address + ESSAY
    page.locator(".fl-find input").blur()
    page.keyboard.press("n")
    page.wait_for_url(after)
    page.keyboard.press("p")
    page.wait_for_url(address + ESSAY)


def test_keys_of_one_letter_can_be_switched_off(page: Page, address: str) -> None:
    page.goto(address + ESSAY)
    after = page.locator("a[rel=next]").evaluate("each => each.href")
    page.get_by_label("Touches p et n").uncheck()
    expect(page.locator("[aria-keyshortcuts]")).to_have_count(0)
    expect(page.locator(".fl-neighbours kbd").first).to_be_hidden()
    for _ in range(2):
        for letter in "np.,":
            page.keyboard.press(letter)
        page.wait_for_timeout(200)
        assert page.url == address + ESSAY
        page.reload()  # it is remembered
    page.get_by_label("Touches p et n").check()
    page.keyboard.press("n")
    page.wait_for_url(after)


@pytest.mark.parametrize("path", ["", "essays/", "authors/", "search/"])
def test_no_key_of_one_letter_leads_away_from_a_list(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.evaluate("document.activeElement.blur()")
    for letter in "np.,fs/":
        page.keyboard.press(letter)
    page.wait_for_timeout(200)
    assert page.url == address + path
    assert page.evaluate("document.activeElement === document.body")


def test_a_line_says_how_far_one_has_come(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto(address + LONG)
    width = "document.querySelector('.fl-read').getBoundingClientRect().width / innerWidth"
    assert page.evaluate(width) < 0.1
    page.evaluate("document.querySelector('.fl-prose').scrollIntoView({block: 'end', behavior: 'instant'})")
    page.wait_for_function(f"{width} > .9")


def test_no_furniture_of_reading_prints(page: Page, address: str) -> None:
    page.goto(address + ESSAY)
    page.wait_for_selector(".fl-essay--beside")
    page.emulate_media(media="print")
    expect(page.locator(".fl-read")).to_be_hidden()
    expect(page.locator(".fl-size")).to_be_hidden()
    text, notes = page.locator(".fl-prose").bounding_box(), page.locator(".fl-notes li").first.bounding_box()
    assert text
    assert notes
    assert notes["y"] > text["y"] + text["height"]


def test_a_list_prints_within_its_page_and_without_its_field(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 642, "height": 970})  # A4 less 20 mm at each side
    page.emulate_media(media="print")
    for path in ("encounters/", "volumes/tome-1/", "authors/", "search/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 642, path
        for field in page.locator(".fl-filter, .fl-search form").all():
            expect(field).to_be_hidden()
    page.goto(address + "encounters/")
    ends = "each => each.getBoundingClientRect().right"
    assert page.locator(".fl-met-table").evaluate(ends) <= 642
