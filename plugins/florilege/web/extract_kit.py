"""Essay → what its author pastes elsewhere: an extract as HTML and as Markdown, a text for social networks.

All addresses are absolute. The words between are in the essay's language, as the extract is. HTML keeps to
what blogs let their writers use (WordPress: `wp_kses_allowed_html`, « post »).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from florilege.bibliography.titles import full_title
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay
from florilege.language.elision import joined
from florilege.language.formats import listing
from florilege.language.words import words
from florilege.web.set_fields import set_field
from florilege.web.site import Site

LIMIT = 280
"""Characters of a text for social networks, as the strictest of them counts (`weight`)."""
LEAST = 30
"""Of an extract in such a text: what is shorter says nothing."""
OF_TAGS = 40
"""Left free in it for hashtags, however long the title."""
COVER = 160
"""px: how wide covers are shown."""
_WIDE = re.compile("[^\\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""The characters that count twice; all others count once
(https://docs.x.com/fundamentals/counting-characters)."""
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$]")
_AT_START = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ExtractKit:
    """The texts to copy."""

    html: str
    markdown: str
    social: str


@dataclass(frozen=True, slots=True)
class _Cover:
    """A volume to be named: with the picture of its cover, or by its title where there is none."""

    title: str
    address: str
    picture: str
    height: int
    """px"""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What both forms are made of, in their order."""

    words: Mapping[str, str]
    lang: str
    work: tuple[str, str]
    """The title of the volume, or of the anthology, and its address."""
    title: tuple[str, str]
    before: str
    """« Texte de »"""
    names: tuple[tuple[str, str], ...]
    """Each with the address of its page, if it has one."""
    paragraphs: tuple[str, ...]
    covers: tuple[_Cover, ...]
    tags: str
    sponsor: tuple[str, str] | None
    license: tuple[str, str] | None


def extract_kit(site: Site, essay: Essay) -> ExtractKit | None:
    """What is pasted of an essay; None of one that isn't for everybody, or where the address is unknown."""
    if not site.url or essay.id not in site.in_lists:
        return None
    parts = _parts(site, essay)
    volume = site.catalogue.volume_of.get(essay.id)
    return ExtractKit(
        html=str(_html(parts)),
        markdown=_markdown(parts),
        social=social(
            parts.title[0],
            listing((byline.name for byline in essay.bylines), essay.lang),
            " ".join(parts.paragraphs),
            tags=[f"#{tag}" for tag in volume.hashtags] if volume else [],
            handles=[f"@{handle}" for handle in volume.handles] if volume else [],
            address=parts.title[1],
        ),
    )


def _parts(site: Site, essay: Essay) -> _Parts:
    own = words(essay.lang)
    volume = site.catalogue.volume_of.get(essay.id)
    before, names = _signed(site, essay.bylines, own, essay.lang)
    passage = set_field(site, essay.excerpt or essay.abstract, essay)
    work = _titled(site, volume) if volume in site.volumes and volume else (site.name, site.url)
    license = LICENSES.get(essay.license)
    tags = (
        (*(f"#{tag}" for tag in volume.hashtags), *(f"@{each}" for each in volume.handles)) if volume else ()
    )
    return _Parts(
        words=own,
        lang=essay.lang,
        work=work,
        title=(set_field(site, essay.title, essay), site.online.page(essay.shown_by)),
        before=before,
        names=names,
        paragraphs=tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", passage) if part.strip()),
        covers=tuple(_cover(site, each) for each in site.volumes),
        tags=" ".join(tags),
        sponsor=(essay.sponsor.name, essay.sponsor.url) if essay.sponsor else None,
        license=(license.name(essay.lang), license.url)
        if license
        else (essay.license, "")
        if essay.license
        else None,
    )


def _signed(
    site: Site, bylines: Sequence[Byline], words: Mapping[str, str], lang: str
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """« Texte d’ », and the names."""
    first = bylines[0]
    before, name = joined(words["kit_by"], first.name, lang, organisation=first.organisation)
    authors = (site.catalogue.authors.get(byline.author or "") for byline in bylines)
    addresses = [site.online.page(author.key) if author else "" for author in authors]
    return before, tuple(zip((name, *(byline.name for byline in bylines[1:])), addresses, strict=True))


def _titled(site: Site, volume: Volume) -> tuple[str, str]:
    title = full_title(volume, volume.lang, printed=lambda text, lang: set_field(site, text, lang))
    return title, site.online.page(volume.key)


def _cover(site: Site, volume: Volume) -> _Cover:
    title, address = _titled(site, volume)
    front = site.downloads.covers.get(volume.id)
    return _Cover(
        title=title,
        address=address,
        picture=site.online.address(front.path) if front else "",
        height=round(COVER * volume.trim.height / volume.trim.width),
    )


# HTML


def _html(parts: _Parts) -> Markup:
    words = parts.words
    lines = [
        Markup("<p><strong>{}</strong></p>").format(
            _with(words["kit_extract"], work=Markup("<cite>{}</cite>").format(_link(*parts.work)))
        ),
        Markup("<h3>{}</h3>").format(_link(*parts.title)),
        Markup("<p>{}{}</p>").format(
            parts.before, _listed([_link(*name) for name in parts.names], parts.lang)
        ),
    ]
    if parts.paragraphs:
        passage = Markup("\n").join(Markup("<p>{}</p>").format(each) for each in parts.paragraphs)
        quotation = Markup('<blockquote cite="{}" lang="{}">{}</blockquote>')
        lines.append(quotation.format(parts.title[1], parts.lang, passage))
    lines.append(Markup("<p>{}</p>").format(_link(words["kit_read"], parts.title[1])))
    if parts.covers:
        lines.append(Markup("<p>{}</p>").format(Markup("\n").join(map(_shown, parts.covers))))
    if parts.tags:
        lines.append(Markup("<p>{}</p>").format(parts.tags))
    if parts.sponsor:
        name = _link(*parts.sponsor, rel="sponsored")
        lines.append(Markup("<p>{}</p>").format(_with(words["sponsor_of_text"], name=name)))
    if parts.license:
        license = _link(*parts.license, rel="license")
        lines.append(Markup("<p>{}{}{}</p>").format(words["license"], words["colon"], license))
    return Markup("\n").join(lines)


def _link(text: str, address: str, rel: str = "") -> Markup:
    if not address:
        return escape(text)
    relation = Markup(' rel="{}"').format(rel) if rel else ""
    return Markup('<a href="{}"{}>{}</a>').format(address, relation, text)


def _with(sentence: str, **values: Markup) -> Markup:
    """A sentence with finished HTML in its places."""
    return escape(sentence).format(**values)


def _listed(names: Sequence[Markup], lang: str) -> Markup:
    """« A, B et C », of finished HTML."""
    line = str(escape(listing([f"\x00{index}\x00" for index in range(len(names))], lang)))
    for index, name in enumerate(names):
        line = line.replace(f"\x00{index}\x00", str(name))
    return Markup(line)


def _shown(cover: _Cover) -> Markup:
    if not cover.picture:
        return _link(cover.title, cover.address)
    picture = Markup('<img src="{}" alt="{}" width="{}" height="{}">')
    shown = picture.format(cover.picture, cover.title, COVER, cover.height)
    return Markup('<a href="{}">{}</a>').format(cover.address, shown)


# Markdown (CommonMark)


def _markdown(parts: _Parts) -> str:
    words = parts.words
    names = listing([_marked_link(*name) for name in parts.names], parts.lang)
    paragraphs = [
        f"**{words['kit_extract'].format(work=_marked_link(*parts.work))}**",
        f"### {_marked_link(*parts.title)}",
        f"{parts.before}{names}",
    ]
    if parts.paragraphs:
        paragraphs.append("\n>\n".join(f"> {marked(each)}" for each in parts.paragraphs))
    paragraphs.append(_marked_link(words["kit_read"], parts.title[1]))
    if parts.covers:
        paragraphs.append("\n".join(map(_marked_cover, parts.covers)))
    if parts.tags:
        paragraphs.append(marked(parts.tags))
    if parts.sponsor:
        paragraphs.append(words["sponsor_of_text"].format(name=_marked_link(*parts.sponsor)))
    if parts.license:
        paragraphs.append(f"{words['license']}{words['colon']}{_marked_link(*parts.license)}")
    return "\n\n".join(paragraphs)


def marked(text: str) -> str:
    """Plain text as Markdown that shows it.

    >>> print(marked("1. [Un] *banc* & deux"))
    1\\. \\[Un\\] \\*banc\\* \\& deux
    """
    plain = _MARKUP.sub(r"\\\g<0>", text)
    return _AT_START.sub(lambda found: f"{found[1] or found[3] or ''}\\{found[2] or found[4]}", plain)


def _marked_link(text: str, address: str) -> str:
    return f"[{marked(text)}](<{address}>)" if address else marked(text)


def _marked_cover(cover: _Cover) -> str:
    if not cover.picture:
        return _marked_link(cover.title, cover.address)
    return f"[![{marked(cover.title)}](<{cover.picture}>)](<{cover.address}>)"


# Social networks


def social(
    title: str, names: str, passage: str, *, tags: Sequence[str], handles: Sequence[str], address: str
) -> str:
    """A text of at most `LIMIT` characters: title and names, how a passage begins, tags, the address whole.

    What has no room is shortened or left out: the passage first, then accounts, hashtags, names and title.
    """
    room = LIMIT - weight(address) - 1
    kept = min(OF_TAGS, weight(" ".join(tags)) + 1) if tags else 0
    head = shortened(f"{title}, {names}", room - kept)
    found: list[str] = []
    for each in (*tags, *handles):
        if weight(f"{head}\n{' '.join((*found, each))}") <= room:
            found.append(each)
    lines = [head, " ".join(found)] if found else [head]
    left = room - weight("\n".join(lines)) - 1
    if passage and left >= LEAST:
        lines.insert(1, shortened(passage, left))
    return "\n".join((*lines, address))


def weight(text: str) -> int:
    """How many characters a text counts for."""
    return len(text) + len(_WIDE.findall(text))


def shortened(text: str, room: int) -> str:
    """A text, or as many of its words as have room, and an ellipsis.

    >>> shortened("Deux voisins ne se parlent qu’assis.", 22)
    'Deux voisins ne se…'
    """
    if weight(text) <= room:
        return text
    *_, last = ("", *_beginnings(text, room - weight("…")))
    return last.rstrip(" ,;:–—\u00a0\u202f") + "…"


def _beginnings(text: str, room: int) -> Iterator[str]:
    """The beginnings of a text that end with a word, and have room; of one long word, those of the word."""
    ends: Iterable[int] = (found.start() for found in re.finditer(r"\s|$", text))
    ends = [end for end in ends if weight(text[:end]) <= room]
    yield from (text[:end] for end in ends or range(len(text)) if weight(text[:end]) <= room)
