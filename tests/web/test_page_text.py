"""Prose → HTML of one page."""

from dataclasses import replace
from html import escape
from pathlib import Path

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from florilege.anthology import Anthology
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Matter, Part, Volume
from florilege.catalogue.writings import Author, Body, Byline, Essay
from florilege.images.image import Image
from florilege.prose.prose import Mention, Note, Prose
from florilege.web import page_text
from florilege.web.site import Site

HOME = Body(path="index.md", line=1, markdown="", lang="fr")
ADA = Author(id="ada", name="Ada", sort_name="Ada", body=HOME)
IMAGE = Image(
    path="essays/a/fig.jpeg", file=Path("0123.jpg"), digest="0123", mime="image/jpeg", width=640, height=480
)
ESSAYS = {
    id: Essay(
        id=id,
        title=id,
        bylines=(Byline(name="Ada", author="ada"),),
        body=replace(HOME, path=f"essays/{id}/index.md"),
    )
    for id in "ab"
}
PREFACE = Matter(volume="v", kind="preface", title="p", body=replace(HOME, path="volumes/v/preface.md"))
VOLUME = Volume(
    id="v",
    title="v",
    parts=(Part(id="", title="", essays=("a",)),),
    body=replace(HOME, path="volumes/v/index.md"),
    matters=(PREFACE,),
)
CATALOGUE = Catalogue(title="", home=HOME, authors={"ada": ADA}, essays=ESSAYS, volumes={"v": VOLUME})
SITE = Site(
    anthology=Anthology(
        catalogue=CATALOGUE,
        prose={essay.key: Prose(prefix="x", html="") for essay in ESSAYS.values()},
        images={IMAGE.path: IMAGE},
    ),
    name="x",
)
HERE = "essays/a/"


def shown(html: str, here: str = HERE, mentions: tuple[Mention, ...] = ()) -> str:
    return str(page_text.text(SITE, Prose(prefix="a", html=html, mentions=mentions), here))


def test_a_link_to_a_text_becomes_relative() -> None:
    assert shown('<a href="florilege:essays/b">b</a>') == '<a href="../b/">b</a>'
    assert (
        shown('<a class="x" href="florilege:authors/ada">b</a>')
        == '<a class="x" href="../../authors/ada/">b</a>'
    )
    assert shown('<a href="florilege:index">b</a>') == '<a href="../../">b</a>'
    assert shown('<a href="florilege:essays/a">b</a>', here="") == '<a href="essays/a/">b</a>'


def test_a_link_keeps_its_anchor() -> None:
    assert shown('<a href="florilege:essays/b#b--fin">b</a>') == '<a href="../b/#b--fin">b</a>'


def test_a_link_to_front_matter_leads_to_its_place_in_the_volume() -> None:
    assert shown('<a href="florilege:volumes/v/preface">p</a>') == '<a href="../../volumes/v/#preface">p</a>'


def test_other_links_and_text_stay() -> None:
    for html in (
        '<a href="https://a.example/">a</a>',
        '<a href="#a--x">a</a>',
        '<code>a href="florilege:essays/b"</code>',
        '<p title=">&lt;a href=&quot;florilege:essays/b&quot;">x</p>',
    ):
        assert shown(html) == html


def test_an_image_gets_its_address_its_size_and_patience() -> None:
    assert shown('<img alt="A &gt; B" src="florilege:essays/a/fig.jpeg">') == (
        '<img alt="A &gt; B" src="fig.jpg" width="640" height="480" loading="lazy">'
    )


def test_an_image_keeps_the_size_it_was_given() -> None:
    html = shown('<img alt="" width="200" src="florilege:essays/a/fig.jpeg">')
    assert html == '<img alt="" width="200" src="fig.jpg" loading="lazy">'


def test_a_mention_links_to_the_person_where_there_is_one() -> None:
    html = '<span class="mention" id="a--person-1">Mlle Ada</span>'
    known = Mention(id="a--person-1", person="ada", printed="Mlle Ada", line=1)
    assert shown(html, mentions=(known,)) == (
        '<a class="mention" id="a--person-1" href="../../authors/ada/">Mlle Ada</a>'
    )
    stranger = Mention(id="a--person-1", person="Bob", printed="Mlle Ada", line=1)
    assert shown(html, mentions=(stranger,)) == html


def test_a_mention_on_the_persons_own_page_is_no_link() -> None:
    html = '<span class="mention" id="a--person-1">Ada</span>'
    mention = Mention(id="a--person-1", person="Ada", printed="Ada", line=1)
    assert shown(html, here="authors/ada/", mentions=(mention,)) == html


def test_a_note_of_a_note_leads_back_to_it() -> None:
    call = '<a class="note-ref" id="a--noteref-{0}" href="#a--note-{0}">{0}</a>'.format
    first = Note(id="a--note-1", number=1, html=f"<p>Un{call(2)}</p>")
    second = Note(id="a--note-2", number=2, html="<p>Deux</p>")
    prose = Prose(prefix="a", html=f"<p>Mot{call(1)}</p>", notes=(first, second))
    assert [back for _, _, back in page_text.notes(SITE, prose, HERE)] == [
        ("a--noteref-1",),
        ("a--noteref-2",),
    ]


WORDS = st.text("aé &<>\"'", max_size=4).map(escape)
INLINE = st.recursive(
    WORDS,
    lambda inner: (
        st.tuples(st.sampled_from(["em", "strong", "code", "sup", 'a href="#x"']), inner).map(
            lambda each: f"<{each[0]}>{each[1]}</{each[0].partition(' ')[0]}>"
        )
        | st.lists(inner, max_size=3).map("".join)
        | st.integers(1, 99).map(
            lambda n: f'<a class="note-ref" href="#a--note-{n}" id="a--noteref-{n}">{n}</a>'
        )
    ),
    max_leaves=8,
)


@given(INLINE, INLINE)
def test_search_and_feeds_see_headings_as_plain_text_and_no_numbers_of_notes(title: str, words: str) -> None:
    """An independent parser finds the letters of the heading and of the text, and none of a number."""
    given = lxml.html.fragment_fromstring(f'<h2 id="t">{title}</h2><p>{words}</p>', create_parent=True)
    seen = lxml.html.fragment_fromstring(
        page_text.in_words(f'<h2 id="t">{title}</h2><p>{words}</p>'), create_parent=True
    )
    for call in given.xpath("//a[@class='note-ref']"):
        call.drop_tree()
    assert seen.xpath("string(h2)") == given.xpath("string(h2)")
    assert seen.xpath("string(p)") == given.xpath("string(p)")
    assert not seen.xpath("h2/*")
    assert [each.tag for each in seen.find("p").iter()] == [each.tag for each in given.find("p").iter()]


def test_a_note_called_twice_leads_back_twice() -> None:
    calls = "".join(
        f'<a class="note-ref" id="a--noteref-{n}" href="#a--note-1">1</a>' for n in ("1", "1-2", "11")
    )
    note = Note(id="a--note-1", number=1, html='<p>See <a href="florilege:essays/b">b</a>.</p>')
    [(same, html, back)] = page_text.notes(SITE, Prose(prefix="a", html=calls, notes=(note,)), HERE)
    assert same is note
    assert html == '<p>See <a href="../b/">b</a>.</p>'
    assert back == ("a--noteref-1", "a--noteref-1-2")


def test_a_table_scrolls_within_itself() -> None:
    html = shown("<table><tr><td>1</td></tr></table>")
    table = '<table class="fl-grid"><tr><td class="fl-whole">1</td></tr></table>'
    assert html == f'<div class="fl-table" tabindex="0" role="group" aria-label="Tableau">{table}</div>'
