"""Prose as it is printed: notes, links, pictures, lists."""

import re
from pathlib import Path

import pytest

from florilege.anthology import Image
from florilege.book.composing.body.prose_to_html import Target, printed
from florilege.book.sheet import geometry
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Trim
from florilege.prose.prose import Note, Prose

IMAGE = Image(path="essays/a/x.png", file=Path("x"), digest="d", mime="image/png", width=440, height=100)


def target(key: TextKey, anchor: str, said: str) -> Target:
    return Target(href="florilege:b", label="p. 12") if key == TextKey("essay", "b") else Target(href="")


def set_page(html: str, *notes: Note) -> str:
    return printed(
        Prose(prefix="a", html=html, notes=notes),
        target=target,
        images={IMAGE.path: IMAGE},
        geometry=geometry(Trim()),
        page="p.&nbsp;9 of {}".format,
    )


def test_a_note_stands_where_it_is_called_as_inline_blocks() -> None:
    note = Note(id="a--note-1", number=1, html="<p>Un.</p><ul><li>Deux</li></ul>")
    call = '<a class="note-ref" id="a--noteref-1" href="#a--note-1">1</a>'
    assert set_page(f"<p>Mot{call}, suite.</p>", note) == (
        '<p>Mot<span class="footnote" id="a--note-1"><span class="note-p">Un.</span><span class="note-ul">'
        '<span class="note-li alone">Deux</span></span></span>, suite.</p>'
    )


def test_a_note_called_twice_is_printed_once() -> None:
    note = Note(id="a--note-1", number=1, html="<p>Un.</p>")
    first = '<a class="note-ref" id="a--noteref-1" href="#a--note-1">1</a>'
    again = '<a class="note-ref" id="a--noteref-1-2" href="#a--note-1">1</a>'
    html = set_page(f"<p>A{first} B{again}</p>", note)
    assert html.count('class="footnote"') == 1
    assert '<a class="note-again" id="a--noteref-1-2" href="#a--note-1">1</a>' in html


def test_a_note_called_again_elsewhere_is_followed_by_its_page() -> None:
    def call(time: str) -> str:
        return f'<a class="note-ref" id="a--noteref-1{time}" href="#a--note-1">1</a>'

    note = Note(id="a--note-1", number=1, html="<p>Un.</p>")
    page = "1,<span> p.\u00a09 of a--note-1</span></a>"
    assert page in set_page(f"<p>A{call('')}</p><p>B{call('-2')}.</p>", note)
    cells = f"<table><tr><td>A{call('')}</td><td>B{call('-2')}</td></tr></table>"
    assert page not in set_page(cells, note), "a table is seen as one"
    assert page in set_page(f"{cells}<p>C{call('-3')}</p>", note)


def test_what_unfolds_on_a_screen_is_open_on_paper() -> None:
    block = '<details class="admonition tip"><summary class="admonition-title">A</summary><p>B</p></details>'
    assert set_page(block) == (
        '<aside class="admonition tip"><p class="admonition-title">A</p><p>B</p></aside>'
    )
    assert set_page('<details open=""><summary>A</summary>B</details>') == (
        '<aside class="admonition"><p class="admonition-title">A</p>B</aside>'
    )


def test_a_note_within_a_note_stands_there_in_brackets() -> None:
    def call(number: int, time: str = "") -> str:
        return f'<a class="note-ref" id="a--noteref-{number}{time}" href="#a--note-{number}">{number}</a>'

    notes = (
        Note(id="a--note-1", number=1, html=f"<p>Un{call(3)}, et{call(2, '-2')}.</p>"),
        Note(id="a--note-2", number=2, html=f"<p>Deux{call(3, '-2')}.</p>"),
        Note(id="a--note-3", number=3, html=f'<p>Trois <i id="a--person-1">M.</i>{call(3, "-3")}.</p>'),
    )
    assert set_page(f"<p>A{call(1)} B{call(2)}</p>", *notes) == (
        '<p>A<span class="footnote" id="a--note-1"><span class="note-p">Un<span id="a--note-3"> ['
        '<span class="note-p">Trois<i id="a--person-1"> M.</i>.</span></span>], et'
        '<a class="note-again" id="a--noteref-2-2" href="#a--note-2">2,'
        "<span> p.\xa09 of a--note-2</span></a>.</span></span>"
        ' B<span class="footnote" id="a--note-2"><span class="note-p">Deux<span> ['
        '<span class="note-p">Trois<i> M.</i>.</span></span>].</span></span></p>'
    )


def test_a_link_to_an_essay_of_the_tome_says_its_page() -> None:
    assert set_page('<p>Voir <a href="florilege:essays/b#b--fin">là</a>.</p>') == (
        '<p>Voir<a href="florilege:b"> là</a> <span class="page-ref">(p. 12)</span>.</p>'
    )


BEHIND = {
    "« {} »": "« {} » {}.",
    "<em>{}</em>": "<em>{} {}</em>.",
    "« <em>{}</em> »": "« <em>{}</em> » {}.",
    "“‘{}’”": "“‘{}’” {}.",
    "{}’s bench": "{} {}’s bench.",
    "« {} et après »": "« {} {} et après ».",
}
"""What stands around a link, and where its page is said then."""


@pytest.mark.parametrize("around", BEHIND)
def test_the_page_of_a_link_is_no_part_of_what_is_quoted(around: str) -> None:
    def typed(text: str) -> str:
        return text.replace("« ", "«\xa0").replace(" »", "\xa0»")

    link, page = '<a href="florilege:essays/b#b--fin">Là</a>', '<span class="page-ref">(p. 12)</span>'
    printed_words = words_of(set_page(f"<p>{typed(around).format(link)}.</p>"))
    assert printed_words == words_of(typed(BEHIND[around]).format("Là", page))


def words_of(page: str) -> str:
    """A page without its tags and fixed spaces."""
    return re.sub(r"[\s\u2002-\u202f]+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_link_that_leads_nowhere_on_paper_stays_as_words() -> None:
    assert set_page('<p><a href="florilege:authors/x">Zoé</a> !</p>') == "<p><a>Zoé</a> !</p>"


def test_a_picture_is_as_wide_as_its_pixels_allow_and_never_wider_than_the_text() -> None:
    assert "width: 50.80mm" in set_page('<figure><img src="florilege:essays/a/x.png" alt="x"></figure>')


def test_a_numbered_list_begins_where_it_says() -> None:
    assert set_page('<ol start="4"><li>a</li></ol>') == (
        '<ol start="4"><li data-number="4" class="alone">a</li></ol>'
    )


def test_items_are_numbered_as_a_browser_numbers_them() -> None:
    html = '<ol reversed=""><li>a<ol start="9"><li>b</li></ol></li><li value="7">c</li><li>d</li></ol>'
    assert re.findall(r'data-number="(\d+)"', set_page(html)) == ["3", "9", "7", "6"]


def test_a_space_before_an_inline_element_is_its_own() -> None:
    html = "<p>Un <em>deux</em> <strong>trois</strong>, <em><a>quatre</a></em> <code>cinq</code></p>"
    assert set_page(html) == (
        "<p>Un<em> deux</em> <strong>trois</strong>,<em> <a>quatre</a></em> <code>cinq</code></p>"
    )


def test_where_a_typed_line_ends_no_printed_line_does() -> None:
    note = Note(id="a--note-1", number=1, html="<p>Une\nnote.</p>\n<p>Deux.</p>\n<pre>a\n  b</pre>")
    call = '<a class="note-ref" id="a--noteref-1" href="#a--note-1">1</a>'
    assert set_page(f"<p>Un\n\t<em>mot\u00a0</em>\n{call}</p>\n<pre>c\n  d</pre>", note) == (
        '<p>Un<em> mot\u00a0</em> <span class="footnote" id="a--note-1"><span class="note-p">Une note.</span>'
        '<span class="note-p">Deux.</span><span class="note-pre">a\n  b</span></span></p><pre>c\n  d</pre>'
    )


def test_the_space_before_what_runs_the_other_way_stays_outside_it() -> None:
    html = (
        '<p>Dit <span lang="ar" dir="rtl">سلام</span>, et <em><span lang="ar" dir="rtl">سلام</span></em>.</p>'
    )
    assert set_page(html) == html.replace("et <em>", "et<em> ")
