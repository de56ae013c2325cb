"""The tokens of a text → what is wrong with its tags, attributes, links and images, each with its line."""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from florilege.catalogue.ids import image_rule, picture_beside
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import Problem, problem
from florilege.prose import links, marks
from florilege.prose.anchors import OURS
from florilege.prose.attribute_words import has_words
from florilege.prose.meant_headings import meant_headings
from florilege.prose.prose import Reference
from florilege.prose.sanitise import AUTHOR_CLASSES, TAGS, VALUES, is_attribute, is_class, is_dropped
from florilege.prose.source import MAX_COLUMNS, MAX_NESTING
from florilege.prose.tokens import Tag
from florilege.reading.characters import hidden_in_address, is_blank
from florilege.reading.fields import near

_RESERVED_CLASSES = ("mention", "note-ref")
SHORT, LIKE = 5, 0.85
"""Letters up to which a word must have the same as a class to be taken for it; else, how like it must be."""
_KNOWN_CLASSES = ", ".join(sorted(AUTHOR_CLASSES))


@dataclass
class Vetted:
    """What the tags of one text hold."""

    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    anchors: dict[str, str] = field(default_factory=dict)
    """Anchor as written → the id of the heading of this text that it means."""


def vet(tags: Sequence[Tag], path: str, headings: Sequence[tuple[str, str]]) -> Vetted:
    """Look at each tag once; ids are bare, ids in references to other texts are prefixed.

    `headings` are the bare id and the words of each heading.
    """
    vetted = Vetted()
    for tag in tags:
        vetted.problems += _tag(tag, path)
        for name, value in tag.attributes:
            vetted.problems += _attribute(tag, name, value, path)
            if name == "id":
                if value in vetted.ids:
                    vetted.problems.append(problem("id-duplicate", path, tag.line, id=value))
                vetted.ids.add(value)
        vetted.problems += _unprinted_title(tag, path)
        if reference := _reference(tag, path):
            vetted.references.append(reference)
    _anchors(tags, vetted, headings, path)
    vetted.problems += _rows(tags, path)
    return vetted


def _tag(tag: Tag, path: str) -> Iterator[Problem]:
    if tag.name not in TAGS:
        yield problem("tag-refused", path, tag.line, tag=tag.name)
    if tag.depth > MAX_NESTING:
        yield problem("text-too-deep", path, tag.line, limit=MAX_NESTING)
    if tag.name == "img" and is_blank(tag.get("alt") or ""):
        yield problem("image-alt-missing", path, tag.line, image=links.as_typed(tag.get("src") or "")[:80])
    if tag.name == "img" and tag.get("src") is None:
        yield _image_path("", tag.line, path)


def _unprinted_title(tag: Tag, path: str) -> Iterator[Problem]:
    """What stands in the title of a link, or of a picture in a line, is seen under a pointer alone."""
    title = marks.strip(tag.get("title") or "").strip()
    named = (tag.get("alt") or "", (tag.get("src") or tag.get("href") or "").rpartition("/")[2])
    if tag.name in ("a", "img") and title and title.casefold() not in map(str.casefold, map(unquote, named)):
        yield problem("title-unprinted", path, tag.line, title=title[:60])


def _attribute(tag: Tag, name: str, value: str, path: str) -> Iterator[Problem]:
    if tag.name not in TAGS:
        return
    if not is_attribute(tag.name, name):
        if is_dropped(name) and has_words(name, value):
            yield problem("attribute-words", path, tag.line, words=(value or name)[:60], tag=tag.name)
        else:
            code = "attribute-dropped" if is_dropped(name) else "attribute-refused"
            yield problem(code, path, tag.line, attribute=name, tag=tag.name)
    elif name == "class":
        for word in value.split():
            if tag.typed and word in _RESERVED_CLASSES:
                yield problem("class-refused", path, tag.line, name=word, known=_KNOWN_CLASSES)
            elif not is_class(word):
                if meant := _meant_class(word):
                    yield problem("class-mistyped", path, tag.line, name=word, suggestion=meant)
                else:
                    yield problem("class-dropped", path, tag.line, name=word, known=_KNOWN_CLASSES)
    elif name in VALUES and not VALUES[name].fullmatch(value):
        yield problem("value-refused", path, tag.line, attribute=name, value=value[:40])
    elif name == "href":
        yield from _link(value, tag.line, path)
    elif name == "src" and links.image_path(value, path) is None:
        yield _image_path(value, tag.line, path)


def _meant_class(word: str) -> str:
    """The class that is meant by one that looks much like it, or nothing.

    >>> _meant_class("vres"), _meant_class("entretiens"), _meant_class("vert"), _meant_class("overview")
    ('vers', 'entretien', '', '')
    """
    alike = [known for known in sorted(AUTHOR_CLASSES) if known[0] == word[0]]
    same = next((known for known in alike if sorted(known) == sorted(word)), "")
    return same or (near(word, alike, likeness=LIKE) if len(word) > SHORT else "")


def _image_path(src: str, line: int, path: str) -> Problem:
    """A picture that can't be shown."""
    facts = {
        "image": links.as_typed(src)[:80] or "()",
        "why": image_rule(src),
        "suggestion": picture_beside(src),
    }
    return problem("image-path", path, line, 0, **facts)


def _link(href: str, line: int, path: str) -> Iterator[Problem]:
    scheme = links.scheme(href)
    if hidden := hidden_in_address(href):
        yield problem("url-invisible", path, line, character=code_point(hidden))
    elif scheme and scheme not in links.EXTERNAL:
        yield problem("link-scheme", path, line, link=href[:80])
    elif not scheme and not href.startswith("#") and links.text_target(href, path) is None:
        yield from _nowhere(href, line, path)
    elif scheme in ("http", "https") and (real := links.real_address(href)) != href:
        yield problem("link-tracked", path, line, link=href[:80], real=real)


def _nowhere(href: str, line: int, path: str) -> Iterator[Problem]:
    """A link that leads to no text: out of the site, to a file to download, to a text's page, or anywhere."""
    if whole := links.whole_address(href):
        yield problem("link-bare", path, line, 0, link=href[:80], whole=whole)
    elif name := links.download(href):
        facts = {"name": name, "address": links.address_of(TextKey("file", name), "", path)}
        yield problem("download-unknown", path, line, 0, link=href[:80], **facts)
    else:
        meant = links.meant_text(href, path)
        facts = {"suggestion": links.address_of(*meant, path) if meant else ""}
        facts["way"] = links.way_to_essays(path)
        yield problem("link-dead", path, line, 0, link=href[:80] or "()", **facts)


def _reference(tag: Tag, path: str) -> Reference | None:
    if tag.name == "a" and (href := tag.get("href")) and not href.startswith("#") and not links.scheme(href):
        target = links.text_target(href, path)
        return target and Reference(text=target[0], anchor=target[1], line=tag.line, written=href)
    if tag.name == "img" and (src := tag.get("src")):
        image = links.image_path(src, path)
        return Reference(image=image, line=tag.line, written=src) if image else None
    return None


def _anchors(tags: Sequence[Tag], vetted: Vetted, headings: Sequence[tuple[str, str]], path: str) -> None:
    """Links within the text must lead to one of its ids."""
    for tag in tags:
        href = tag.get("href") if tag.name == "a" else None
        ours = not tag.typed and re.fullmatch(r"#note-\d+", href or "")
        if href is None or not href.startswith("#") or href[1:] in vetted.ids or ours:
            continue
        meant = meant_headings(href[1:], headings)
        if len(meant) == 1:
            vetted.anchors[href[1:]] = meant[0]
            vetted.problems.append(problem("anchor-foreign", path, tag.line, anchor=href[1:], meant=meant[0]))
        else:
            known = [id for id in vetted.ids if not OURS.match(id)]
            vetted.problems.append(anchor_unknown(path, tag.line, href[1:], meant, known))


def anchor_unknown(
    path: str, line: int, anchor: str, meant: Sequence[str], known: Collection[str]
) -> Problem:
    """A link to a heading that isn't there, with those that it may mean, or the three most like it."""
    near = meant[:3] or difflib.get_close_matches(unquote(anchor), sorted(known), n=3, cutoff=0.0)
    if not near:
        return problem("anchor-nowhere", path, line, anchor=anchor)
    return problem("anchor-unknown", path, line, anchor=anchor, near=", ".join(f"#{id}" for id in near))


def _rows(tags: Sequence[Tag], path: str) -> Iterator[Problem]:
    """No row of a table has more columns than fit a page."""
    columns = 0
    for tag in tags:
        if tag.name == "tr":
            columns = 0
        elif tag.name in ("td", "th"):
            span = tag.get("colspan") or "1"
            columns, before = columns + (int(span) if VALUES["colspan"].fullmatch(span) else 1), columns
            if columns > MAX_COLUMNS >= before:
                yield problem("table-too-wide", path, tag.line, count=columns, limit=MAX_COLUMNS)
