"""What breaks e-books made with less care: signs of XML in titles and names, right to left, odd markup."""

from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from epub.epubcheck import messages
from epub.making import ebooks
from epub.reading import NAMES, XHTML, ReadEbook
from florilege.anthology import load
from florilege.language.words import words
from florilege.runtime.project import project_at
from worlds import picture, small

pytestmark = pytest.mark.press

TITLES = {
    "nav": 'alert("1") & ]]> l\'autre -->',
    "612-rencontres": "Tom & Jerry < Laurel > Hardy",
    "page": "عنوان من اليمين إلى اليسار",
    "style": 'Un « titre » entre "guillemets" — &amp; &#60;',
    "toc": "שלום & bonjour > bonsoir",
}
PERSON = 'Ada O’Brien d"Arc'
VOLUME = 'Le « tome » & les < autres "contes"'

BODY = """Un appel[^a], le même[^a], un autre[^b], et [[Ada Lune]].

## Un titre & *un autre*[^c]

| Lieu[^d] | Heure |
|---|--:|
| quai & rive | 7 h 12 |

![Un banc & "deux" < trois](vue large.jpg "Légende & <em>reste</em> à « voir »")

![Sans légende](vue%20large.jpg)

[Ailleurs](https://exemple.example/?a=1&b=%20x#é "titre & \\"mot\\"") et [courriel](mailto:a@exemple.example),
[un autre texte](../612-rencontres/index.md), [lui-même](index.md#un-titre-un-autre).

<details><summary>Plus & moins</summary>

<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>, <time datetime="2026-3-1 +1">le 3 mars</time>, <kbd>C</kbd>,
<wbr> <abbr title="a &amp; b">ab</abbr> H~2~O, $x^2 < y$

</details>

<ol reversed start="3" dir="rtl"><li value="2">deux</li><li></li></ol>

> مرحبا
{: dir="rtl" lang="ar" }

```html
<p class="x">&amp;</p>
```

[^a]: Une note & « deux » <b>gras</b>, et sa sœur[^e].

    - une liste
    - dans la note

[^b]: > Une citation seule.

[^c]: Du titre.

[^d]: Du tableau.

[^e]: Appelée d’une note.
"""


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, ReadEbook]:
    """The e-books of two tomes, the second in Arabic."""
    folder = tmp_path_factory.mktemp("hostile")
    essay = "---\ntitle: {}\nauthors: [ada, {}]\nlicense: CC BY 4.0\nlang: {}\n---\n\n{}"
    files: dict[str, str | bytes | None] = {
        f"essays/{id}/index.md": essay.format(
            quoted(title), quoted(PERSON), "ar" if id == "page" else "fr", BODY if id != "toc" else "Un mot."
        )
        for id, title in TITLES.items()
    }
    files |= {f"essays/{id}/vue large.jpg": picture() for id in TITLES}
    files |= {
        "essays/arabe/index.md": essay.format(
            "'حكاية & < أخرى'",
            quoted(PERSON),
            "ar",
            "كان يا ما كان[^a] [[Ada Lune]] [[Ada Lune]].\n\n[^a]: حاشية.",
        ),
        "volumes/tome-1/index.md": (
            f"---\ntitle: {quoted(VOLUME)}\nnumber: 1\nseries: 'Séries & < séries'\nsubtitle: 'A & B'\n"
            f"editors: [{quoted(PERSON)}]\nlang: fr\neditions: [screen, ebook]\n"
            "publisher: {name: 'Éd. & < Cie'}\n"
            "sponsors: [{name: 'Fonds & < Cie', tier: 'Amis & < amies', url: 'https://a.example/?x=1&y=2'}]\n"
            f"parts:\n  - id: a\n    title: 'A & < B'\n    essays: [un, {', '.join(TITLES)}]\n"
            "---\n\nUn tome & <em>un blurb</em>.\n"
        ),
        "volumes/tome-1/colophon.md": "---\ntitle: 'C & D'\n---\n\nUn colophon[^1].\n\n[^1]: Sa note.\n",
        "volumes/tome-1/dedication.md": "---\ntitle: D\n---\n\nÀ *eux* & <em>elles</em>.\n",
        "volumes/tome-2/index.md": (
            "---\ntitle: 'كتاب & < كتاب'\nnumber: 2\nlang: ar\neditions: [ebook]\ncover: aucune\n"
            "parts:\n  - essays: [arabe]\n---\n\nمرحبا.\n"
        ),
    }
    project = project_at(folder, small(folder, files), site_url="https://exemple.example/a b/")
    anthology = load(project)
    assert not anthology.errors, [(each.code, each.path, each.values) for each in anthology.errors]
    return ebooks(project, anthology)


@pytest.mark.standards
def test_epubcheck_says_nothing(hostile: Mapping[str, ReadEbook], tmp_path: Path) -> None:
    for id, book in hostile.items():
        file = tmp_path / f"{id}.epub"
        file.write_bytes(book.content)
        assert messages(file) == []


def test_titles_are_as_they_were_written(hostile: Mapping[str, ReadEbook]) -> None:
    book = hostile["tome-1"]
    listed = {href: words for words, href in book.contents("toc")}
    for id, title in TITLES.items():
        (heading,) = book.pages[f"{id}.xhtml"].iter(f"{XHTML}h1")
        said = "".join(heading.itertext())
        assert same(said) == same(title)
        assert same(listed[f"{id}.xhtml"]).startswith(same(title))
        assert book.pages[f"{id}.xhtml"].find(f".//{XHTML}title").text == said
    titles = [each.text for each in book.package.iter("{http://purl.org/dc/elements/1.1/}title")]
    assert [*map(same, titles)] == [same(VOLUME), same("A & B")]
    assert not any(page.findall(f".//{XHTML}script") for page in book.pages.values())


def same(text: str) -> str:
    """A text without what typography changes: spaces, quotes, apostrophes; entities are read."""
    return "".join(each for each in unescape(text) if each not in " \u00a0\u202f\"'’“”«»")


def test_a_book_from_right_to_left_turns_its_pages_so(hostile: Mapping[str, ReadEbook]) -> None:
    turned = {
        id: book.package.xpath("//o:spine/@page-progression-direction", namespaces=NAMES)
        for id, book in hostile.items()
    }
    assert turned == {"tome-1": [], "tome-2": ["rtl"]}
    assert hostile["tome-2"].pages["arabe.xhtml"].get("dir") == "rtl"
    assert hostile["tome-1"].pages["page.xhtml"].get("dir") == "rtl"
    assert hostile["tome-1"].pages["style.xhtml"].get("dir") is None


def test_a_note_called_twice_is_there_once(hostile: Mapping[str, ReadEbook]) -> None:
    page = hostile["tome-1"].pages["nav.xhtml"]
    notes = page.xpath('//h:aside[@e:type="footnote"]', namespaces=NAMES)
    assert len(notes) == 5
    assert len(page.xpath('//h:a[@e:type="noteref"]', namespaces=NAMES)) == 6


def test_a_tome_without_a_cover_begins_with_its_title(hostile: Mapping[str, ReadEbook]) -> None:
    assert next(iter(hostile["tome-1"].pages)) == "tome--cover.xhtml"
    assert next(iter(hostile["tome-2"].pages)) == "tome--title.xhtml"
    assert hostile["tome-2"].package.xpath('//o:item[@properties="cover-image"]', namespaces=NAMES) == []


def test_an_ebook_without_a_tome_beside_it_says_nothing_of_pages(hostile: Mapping[str, ReadEbook]) -> None:
    """Its index names the texts instead."""
    paged, alone = hostile["tome-1"], hostile["tome-2"]
    for book, is_paged in ((paged, True), (alone, False)):
        assert bool(book.contents("page-list")) == is_paged
        assert any(book.of_kind("pagebreak")) == is_paged
        assert bool(book.property("pageBreakSource")) == is_paged
        assert ("pageNavigation" in book.property("schema:accessibilityFeature")) == is_paged
        (summary,) = book.property("schema:accessibilitySummary")
        assert (
            words(book.package.get("{http://www.w3.org/XML/1998/namespace}lang"))["accessibility_pages"]
            in summary
        ) == is_paged
    (index,) = (page for href, page in alone.pages.items() if "index" in href)
    locators = index.xpath('//h:a[@e:type="index-locator"]', namespaces=NAMES)
    assert [same(each.text) for each in locators] == [same("حكاية & < أخرى")]
