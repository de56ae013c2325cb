"""Prose → HTML of one page: its private links made real, its mentions linked, its notes set at the end.

Prose is sanitised HTML, in which `<` never stands in text and every attribute is quoted: hence a regular
expression that begins with a tag's name only ever meets tags.
"""

import re
from collections.abc import Mapping
from html import escape, unescape

from markupsafe import Markup

from florilege.catalogue.addresses import site_path
from florilege.catalogue.keys import TextKey
from florilege.prose.prose import Note, Prose
from florilege.prose.pull_quotes import end_of, opening_of
from florilege.web.site import Site, image_path

FIGURE_SIZES = "(min-width: 760px) 700px, 92vw"
"""How wide a figure is, in the column of a text."""

_ATTRIBUTES = r'(?:[^<>"]|"[^"]*")*?'
_LINK = re.compile(rf'(<a\b{_ATTRIBUTES}\shref=")florilege:([^"#]*)(#[^"]*)?(")')
_IMAGE = re.compile(rf'<img\b({_ATTRIBUTES})\ssrc="florilege:([^"]*)"({_ATTRIBUTES})>')
_MENTION = re.compile(r'<span (?=[^>]*\bclass="mention")[^>]*\bid="([^"]+)"[^>]*>([^<]*)</span>')
_TABLE = re.compile(r"<table\b([^>]*)>(.*?</table>)", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b(?![^>]*\bclass=)([^>]*)>(?=[^<]*\d)([^<]{1,24})</\1>")
"""A cell with a date or a figure and its unit, which are read whole."""
_CALL = rf'<a\b{_ATTRIBUTES}\sclass="note-ref"[^>]*>[^<]*</a>'
_CALLS = re.compile(rf"{_CALL}(?:\s*{_CALL})+")
"""Calls of notes with nothing but white between them: their room to be touched lies at the two ends."""
_CLASS = re.compile(r'\bclass="')


_UNSPOKEN = re.compile(
    rf'<a\b{_ATTRIBUTES}\sclass="(?:note-ref|fl-back|fl-alone)".*?</a>|<dd class="term-uses">.*?</dd>',
    re.DOTALL,
)
_HEADING = re.compile(r"(<(h[1-6])\b[^>]*>)(.*?)(</\2>)", re.DOTALL)


def in_words(html: str) -> str:
    """The HTML of a page's text as search and feeds should have it: without numbers of notes, headings plain.

    A number is no word that a reader looks for, nor part of the word before it; what the glossary says of who
    uses a term stands in the essays' own titles.

    >>> in_words('<h2 id="a">Un <em>puits</em> &amp; eau<a class="note-ref" href="#n">1</a></h2>')
    '<h2 id="a">Un puits &amp; eau</h2>'
    >>> in_words('<dd>Vallée.</dd><dd class="term-uses">On le lit dans <a href="b">Le bac</a>.</dd>')
    '<dd>Vallée.</dd>'
    """
    html = _UNSPOKEN.sub("", html)
    return _HEADING.sub(lambda match: f"{match[1]}{re.sub('<[^>]*>', '', match[3])}{match[4]}", html)


def text(site: Site, prose: Prose, here: str) -> Markup:
    """The body of a text on the page at `here`, without its notes."""
    return Markup(_real(site, prose, prose.html, here))


def notes(site: Site, prose: Prose, here: str) -> tuple[tuple[Note, Markup, tuple[str, ...]], ...]:
    """Each note with its HTML on the page at `here`, and the ids of the places that call it."""
    return tuple(
        (note, Markup(_real(site, prose, note.html, here)), _calls(prose, note)) for note in prose.notes
    )


def _calls(prose: Prose, note: Note) -> tuple[str, ...]:
    pattern = rf'\bid="({re.escape(prose.prefix)}--noteref-{note.number}(?:-\d+)?)"'
    return tuple(re.findall(pattern, "".join((prose.html, *(each.html for each in prose.notes)))))


def _real(site: Site, prose: Prose, html: str, here: str) -> str:
    html = _LINK.sub(lambda match: _link(site, match, here), html)
    html = _IMAGE.sub(lambda match: _image(site, match, here), html)
    html = _CALLS.sub(r'<span class="fl-calls">\g<0></span>', html)
    if prose.mentions:
        people = {mention.id: mention.person for mention in prose.mentions}
        html = _MENTION.sub(lambda match: _mention(site, match, people, here), html)
    html = _TABLE.sub(lambda match: _table(site, match), html)
    for quote in prose.quotes:
        if path := site.quote_paths.get(quote.id):
            html = _with_its_page(html, quote.id, site.link(path, here), site.words["quote_alone"])
    return html


def _with_its_page(html: str, id: str, address: str, label: str) -> str:
    """A passage that ends on a link to the page that it has."""
    opening = opening_of(html, id)
    if opening is None:  # it stands in another piece of the text
        return html
    end = end_of(html, opening)
    if html[:end].rstrip().endswith("</p>"):
        end = html.rindex("</p>", 0, end)
    said = f'aria-label="{escape(label)}" title="{escape(label)}"'
    link = f'<a class="fl-alone" href="{escape(address)}" {said}>¶</a>'
    return f"{html[:end]}{link}{html[end:]}"


def _table(site: Site, match: re.Match[str]) -> str:
    """A table that scrolls within itself where it is wide; tabindex lets the keyboard scroll it (WCAG 2.1.1).

    It has a class because Material wraps those without one in a box that no keyboard reaches.
    """
    attributes, rest = match.groups()
    rest = _CELL.sub(r'<\1 class="fl-whole"\2>\3</\1>', rest)
    label = escape(site.words["data_table"])
    table = f"<table{_with_class(attributes, 'fl-grid')}>{rest}"
    return f'<div class="fl-table" tabindex="0" role="group" aria-label="{label}">{table}</div>'


def _with_class(attributes: str, name: str) -> str:
    if _CLASS.search(attributes):
        return _CLASS.sub(f'class="{name} ', attributes, count=1)
    return f'{attributes} class="{name}"'


def _link(site: Site, match: re.Match[str], here: str) -> str:
    """The address of a text that readers find; a link to another is none."""
    before, written, anchor, quote = match.groups()
    key = TextKey.parse(unescape(written))
    if key not in site.texts:
        return before.removesuffix(' href="')
    address = site.text_link(key, here)
    return f"{before}{escape(address.partition('#')[0] + anchor if anchor else address)}{quote}"


def _image(site: Site, match: re.Match[str], here: str) -> str:
    attributes, path, rest = match.groups()
    image = site.anthology.images[unescape(path)]
    source = escape(site.file_link(image_path(image), here))
    size = "" if " width=" in attributes else f' width="{image.width}" height="{image.height}"'
    if image.drawing:
        attributes = _with_class(attributes, "fl-drawing")
    shown = f'<img{attributes} src="{source}"{size} loading="lazy"{rest}>'
    return framed(site, shown, image_path(image), FIGURE_SIZES, here)


def framed(site: Site, shown: str, path: str, sizes: str, here: str) -> str:
    """An `img` of the picture at `path` with what offers it narrower; `sizes` says how wide it is shown."""
    narrower = site.narrower.get(path, ())
    offered = ", ".join(f"{escape(site.file_link(each.path, here))} {each.width}w" for each in narrower)
    if not offered:
        return shown
    source = f'<source type="image/webp" srcset="{offered}" sizes="{sizes}">'
    return f"<picture>{source}{shown}</picture>"


def _mention(site: Site, match: re.Match[str], people: Mapping[str, str], here: str) -> str:
    anchor, printed = match.groups()
    author = site.catalogue.person(people.get(anchor, ""))
    if author is not None and site_path(author.key) == here:
        return match[0]
    if author is not None:
        address = escape(site.text_link(author.key, here))
    elif person := site.person_named(people.get(anchor, "")):
        address = f"{escape(site.link(site.persons_page(person.name), here))}#{person.anchor}"
    else:  # whom only an essay that is in no list names
        return match[0]
    return f'<a class="mention" id="{anchor}" href="{address}">{printed}</a>'
