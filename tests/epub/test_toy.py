"""The e-books of the toy anthology: words, links, notes, pages, what they say of themselves."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from book.printing import Printed, page_texts
from book.test_words import missing
from epub.epubcheck import messages
from epub.making import ebooks
from epub.reading import CUT, EPUB, NAMES, XHTML, ReadEbook, letters
from florilege.runtime.project import find_project

Ebooks = Mapping[str, ReadEbook]


@pytest.mark.standards
def test_epubcheck_says_nothing(toy_ebooks: Ebooks, tmp_path: Path) -> None:
    for id, book in toy_ebooks.items():
        file = tmp_path / f"{id}.epub"
        file.write_bytes(book.content)
        assert messages(file) == []


@pytest.mark.standards
def test_epubcheck_would_say_something(toy_ebooks: Ebooks, tmp_path: Path) -> None:
    file = tmp_path / "broken.epub"
    file.write_bytes(toy_ebooks["tome-1"].content.replace(b"application/epub+zip", b"application/epub+zap"))
    assert messages(file) != []


def test_no_word_is_lost_between_the_file_and_the_ebook(printed: Printed, toy_ebooks: Ebooks) -> None:
    folder = printed.project.contributions / "essays"
    volumes = printed.anthology.catalogue.volumes
    places = {essay: toy_ebooks[id] for id, volume in volumes.items() for essay in volume.essays}
    assert places.keys() == {path.name for path in folder.iterdir()}
    lost = {
        id: [*missing(folder / id / "index.md", *book.said(f"{id}.xhtml"))] for id, book in places.items()
    }
    assert {id: pieces for id, pieces in lost.items() if pieces} == {}


def test_a_lost_word_would_be_noticed(printed: Printed, toy_ebooks: Ebooks) -> None:
    file = printed.project.contributions / "essays/le-banc-vert/index.md"
    text, notes = toy_ebooks["tome-1"].said("le-banc-vert.xhtml")
    assert [*missing(file, text.replace("souffle", "", 1), notes)] == ["avecquilonareprissonsouffle"]
    assert [*missing(file, text, notes.replace("poils", "poil", 1))] == ["unbalaisanspoilsoffertpar"]


def test_every_link_leads_somewhere(toy_ebooks: Ebooks) -> None:
    for book in toy_ebooks.values():
        ids = {
            href: Counter(each.get("id") for each in page.iter() if each.get("id"))
            for href, page in book.pages.items()
        }
        assert all(max(found.values()) == 1 for found in ids.values())
        followed = 0
        for href, page in book.pages.items():
            for element in page.iter():
                for name in ("href", "src"):
                    link = element.get(name)
                    if link is None or link.startswith(("https:", "mailto:")):
                        continue
                    path, anchor = book.resolve(href, link)
                    assert f"EPUB/{path}" in book.files, (href, link)
                    assert not anchor or anchor in ids[path], (href, link)
                    followed += 1
        assert followed > 30


def test_the_manifest_lists_the_files(toy_ebooks: Ebooks) -> None:
    for book in toy_ebooks.values():
        listed = {f"EPUB/{each}" for each in book.package.xpath("//o:item/@href", namespaces=NAMES)}
        unlisted = {"mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/onix.xml"}
        assert {*book.files} - listed == unlisted
        assert listed <= {*book.files}
        assert next(iter(book.files)) == "mimetype"


def test_notes_come_as_a_popup_and_return(toy_ebooks: Ebooks) -> None:
    """One aside a note, which begins with the way back; nothing but its number in the call."""
    for book in toy_ebooks.values():
        calls = {(href, each.get("id")): each for href, each in book.of_kind("noteref")}
        notes = {(href, each.get("id")): each for href, each in book.of_kind("footnote")}
        assert calls
        assert notes
        for (href, _), call in calls.items():
            assert len(call) == 0
            assert (call.text or "").isdigit()
            assert book.resolve(href, call.get("href")) in notes
            assert call.get("role") == "doc-noteref"
        for (href, _), note in notes.items():
            assert note.tag == f"{XHTML}aside"
            assert note.get("role") == "doc-footnote"
            back = next(each for each in note.iter() if each.tag == f"{XHTML}a")
            assert back.get("role") == "doc-backlink"
            assert letters("".join(note.itertext())).startswith(letters(back.text))
            assert book.resolve(href, back.get("href")) in calls


def test_marks_of_pages_are_those_of_the_list(toy_ebooks: Ebooks) -> None:
    for book in toy_ebooks.values():
        marks = [
            (each.get("aria-label"), f"{href}#{each.get('id')}") for href, each in book.of_kind("pagebreak")
        ]
        assert sorted(marks, key=lambda mark: int(mark[0])) == book.contents("page-list")
        assert [int(page) for page, _ in book.contents("page-list")] == sorted(
            {int(page) for page, _ in marks}
        )
        assert all(
            not each.text and each.get("role") == "doc-pagebreak" for _, each in book.of_kind("pagebreak")
        )


def test_pages_begin_where_they_do_in_the_printed_tome(printed: Printed, toy_ebooks: Ebooks) -> None:
    """What follows a mark is on that page of the PDF, what goes before on an earlier one.

    The word at which a page begins may be parted over two pages: the words next to it are compared.
    """
    compared = 0
    for id, book in toy_ebooks.items():
        pages = [letters(text) for text in page_texts(printed.pdf(id))]
        for essay in printed.anthology.catalogue.volumes[id].essays:
            runs = book.marked(f"{essay}.xhtml")
            for before, page, after in zip(runs[:-1:2], runs[1::2], runs[2::2], strict=True):
                words = [*filter(None, map(letters, str(after).partition(CUT)[0].split()))]
                assert "".join(words[1:5]) in pages[int(page) - 1], (id, essay, page, words[:5])
                words = [*filter(None, map(letters, str(before).rpartition(CUT)[2].split()))]
                assert "".join(words[-4:]) in "".join(pages[: int(page) - 1]), (id, essay, page, words[-4:])
                compared += 1
    assert compared > 10


def test_the_same_input_gives_the_same_bytes(unread_toy: Path, toy_ebooks: Ebooks) -> None:
    from florilege.anthology import load

    project = find_project(unread_toy)
    again = ebooks(project, load(project))
    assert {id: book.content for id, book in again.items()} == {
        id: book.content for id, book in toy_ebooks.items()
    }


def test_it_says_how_it_can_be_read(toy_ebooks: Ebooks) -> None:
    for book in toy_ebooks.values():
        modes = book.property("schema:accessMode")
        assert "textual" in book.property("schema:accessModeSufficient")
        assert ("visual" in modes) == any(name.startswith("EPUB/images/") for name in book.files)
        assert {"pageBreakMarkers", "pageNavigation", "tableOfContents"} <= {
            *book.property("schema:accessibilityFeature")
        }
        assert book.property("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
        assert book.property("pageBreakSource")[0].startswith("urn:isbn:978")
        assert book.property("a11y:certifiedBy") == ["Éditions du Palier"]
        record = etree.fromstring(book.files["EPUB/onix.xml"])
        codes = [each.text for each in record.iter("{*}ProductFormFeatureValue")]
        assert codes == sorted(set(codes))
        assert {"00", "04", "11", "13", "19", "22", "36", "52", "82", "85", "90"} <= {*codes}
        assert ("14" in codes) == ("visual" in modes)


def test_every_picture_is_described_and_every_text_has_a_language(toy_ebooks: Ebooks) -> None:
    for book in toy_ebooks.values():
        for href, page in book.pages.items():
            assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang"), href
            assert page.get("lang")
            for picture in page.iter(f"{XHTML}img"):
                assert picture.get("alt")
                assert int(picture.get("width")) > 0


def test_the_contents_name_every_essay_with_its_authors(printed: Printed, toy_ebooks: Ebooks) -> None:
    catalogue = printed.anthology.catalogue
    for id, book in toy_ebooks.items():
        entries = {href: words for words, href in book.contents("toc")}
        for essay in catalogue.volumes[id].essays:
            assert all(byline.name in entries[f"{essay}.xhtml"] for byline in catalogue.essays[essay].bylines)
        kinds = [
            each.get(f"{EPUB}type")
            for each in book.nav.xpath('//h:nav[@e:type="landmarks"]//h:a', namespaces=NAMES)
        ]
        assert kinds[:3] == ["titlepage", "toc", "bodymatter"]


def test_the_contents_have_the_headings_of_every_text(printed: Printed, toy_ebooks: Ebooks) -> None:
    """In their order, hidden on the page of the contents, where an e-reader shows them in its own."""
    headings = 0
    for id, book in toy_ebooks.items():
        entries = [href for _, href in book.contents("toc")]
        for essay in printed.anthology.catalogue.volumes[id].essays:
            page = book.pages[f"{essay}.xhtml"]
            tags = [f"{XHTML}h{level}" for level in range(2, 7)]
            own = [f"{essay}.xhtml#{each.get('id')}" for each in page.iter(*tags) if each.get("id")]
            assert [href for href in entries if href.startswith(f"{essay}.xhtml#")] == own
            headings += len(own)
    assert headings > 3


def test_people_of_the_index_are_where_it_says(printed: Printed, toy_ebooks: Ebooks) -> None:
    """Each number leads to the mention, which stands on that page."""
    followed = 0
    for book in toy_ebooks.values():
        where: dict[tuple[str, str], int] = {}
        for href, page in book.pages.items():
            now = 0
            for element in page.iter():
                if element.get(f"{EPUB}type") == "pagebreak":
                    now = int(element.get("aria-label"))
                where[href, element.get("id") or ""] = now
        for _, note in book.of_kind("footnote"):  # printed on the page of its call, and here at the end
            for element in note.iter():
                where = {place: page for place, page in where.items() if place[1] != element.get("id")}
        for href, locator in book.of_kind("index-locator"):
            first = int((locator.text or "").split("–")[0])
            place = book.resolve(href, locator.get("href"))
            assert where.get(place, first) == first
            followed += place in where
    assert followed > 5


def test_faces_are_embedded_and_have_the_letters(toy_ebooks: Ebooks) -> None:
    from io import BytesIO

    from fontTools.ttLib import TTFont

    for book in toy_ebooks.values():
        faces = [TTFont(BytesIO(book.files[name])) for name in book.files if name.startswith("EPUB/fonts/")]
        assert len(faces) >= 4
        covered = {character for face in faces for character in face.getBestCmap()}
        text = "".join("".join(page.itertext()) for page in book.pages.values())
        assert {each for each in text if each.isalnum() and ord(each) not in covered} == set()
        style = book.files["EPUB/style.css"].decode()
        assert all(
            name.removeprefix("EPUB/") in style for name in book.files if name.startswith("EPUB/fonts/")
        )


def test_a_title_page_begins_as_a_sentence_does(toy_ebooks: Ebooks) -> None:
    for book in toy_ebooks.values():
        for _, page in book.of_kind("titlepage"):
            assert "".join(page.itertext()).strip()[0].isupper()
