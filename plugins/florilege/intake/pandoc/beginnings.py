"""The first lines of a text: its title, its subtitle, who wrote it → apart from the text."""

import re
from dataclasses import dataclass, replace
from typing import Any

from florilege.intake.arrival import Remarks
from florilege.intake.pandoc.cleaned_words import only
from florilege.intake.pandoc.pandoc_tree import Node, Nodes, text

_BY = re.compile(
    r"\s*(?:(?:un |une )?(?:texte|récit|essai|article|témoignage|contribution) (?:de |d['’])"
    r"|par |by |von |auteure?s? ?: ?"
    r"|autrice ?: ?|authors? ?: ?)(?P<names>\S.{2,80})",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’.-]+"
    r"(?:[ \u00a0](?:(?:de|du|des|la|le|van|von|d['’])[ \u00a0]?)*[A-ZÀ-ÖØ-Þ][\w'’.-]*){1,3}"
)
_AND = re.compile(r"\s*(?:,|;|&|\bet\b|\band\b|\bund\b)\s*")
_LONGEST_TITLE = 120
_LONG = 160
"""Characters: a paragraph as long is no title, and what follows one is the text."""
_SHORT_FIRST = 8
"""Words of a first paragraph that may be its title, though nothing marks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What stands above a text; `typed` are its words as they stood there."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """As typed."""
    abstract: str = ""
    typed: str = ""


def taken_off(
    blocks: Nodes, meta: dict[str, Any], remarks: Remarks, *, title: str = ""
) -> tuple[Nodes, Beginning]:
    """The text without its beginning, and that."""
    found = _of_meta(meta)
    blocks = _once(blocks, remarks)
    if title and not found.title:
        found = replace(found, title=title)
    blocks, found = _title(blocks, found, remarks)
    return _byline(blocks, found, remarks)


def _once(blocks: Nodes, remarks: Remarks) -> Nodes:
    """The text without a first line that the second repeats: a title of a page and that of its text."""
    while len(blocks) > 1 and all(each["t"] in ("Header", "Para") for each in blocks[:2]):
        words, again = (" ".join(text(each).split()) for each in blocks[:2])
        if len(words) > _LONGEST_TITLE or not key_of(words) or key_of(words) != key_of(again):
            break
        remarks.say("title-twice", words, dropped=words)
        blocks = blocks[1:]
    return list(blocks)


def names_of(words: str) -> tuple[str, ...]:
    """The persons that some words name, and nothing else; else none.

    >>> names_of("Inès Cordier et Paul de Brie"), names_of("Le quai et la halle")
    (('Inès Cordier', 'Paul de Brie'), ())
    """
    names = tuple(name for name in _AND.split(words.strip().rstrip(".")) if name)
    return names if names and all(_PERSON.fullmatch(name) for name in names) else ()


def byline_in(words: str) -> tuple[str, ...]:
    """The persons by whom a line says that the text is; none for any other line.

    >>> byline_in("Texte d’Inès Cordier"), byline_in("par ailleurs")
    (('Inès Cordier',), ())
    """
    match = _BY.fullmatch(words)
    return names_of(match["names"]) if match else ()


def _of_meta(meta: dict[str, Any]) -> Beginning:
    """What styles (Title, Author …) or a head of fields told Pandoc."""
    authors = _values(meta.get("author"))
    above = {name: " ".join(_values(meta.get(name))) for name in ("title", "subtitle", "date", "abstract")}
    names = tuple(name for each in authors for name in (names_of(each) or (each,)))
    typed = " ".join((*above.values(), *authors)).strip()
    return Beginning(**above, authors=names, typed=typed)


def _values(value: dict[str, Any] | None) -> list[str]:
    if value is None:
        return []
    if value["t"] == "MetaList":
        return [one for each in value["c"] for one in _values(each)]
    words = value["c"] if value["t"] == "MetaString" else text(value["c"])
    return [" ".join(str(words).split())] if str(words).strip() else []


def _title(blocks: Nodes, found: Beginning, remarks: Remarks) -> tuple[Nodes, Beginning]:
    """The heading of highest rank at the top, or a short line that is bold, or shorter than any sentence."""
    first = blocks[0] if blocks else None
    if first is None:
        return blocks, found
    words = " ".join(text(first).split())
    if found.title:
        if key_of(words) == key_of(found.title) and first["t"] in ("Header", "Para"):
            if found.typed and key_of(found.title) in key_of(found.typed):
                remarks.say("title-twice", words, dropped=words)
            return blocks[1:], replace(found, typed=found.typed or words)
        return blocks, found
    place = 1 if names_of(words) and len(blocks) > 1 and _is_marked(blocks[1]) else 0  # a name above it
    words = " ".join(text(blocks[place]).split())
    if len(words) > _LONGEST_TITLE or not words or not _is_title(blocks[place], blocks[place:]):
        return blocks, found
    if not _is_marked(blocks[place]):
        remarks.say("title-guessed", words)
    remarks.withdraw("bold-heading", words)
    rest = blocks[:place] + blocks[place + 1 :]
    return rest, replace(found, title=words.rstrip(), typed=f"{found.typed} {words}")


def _is_marked(block: Node) -> bool:
    """Whether it is a heading, or a paragraph that is all bold or in capitals."""
    return block["t"] == "Header" or (
        block["t"] == "Para" and (only(block["c"], "Strong") is not None or text(block).isupper())
    )


def _is_title(first: Node, blocks: Nodes) -> bool:
    if first["t"] == "Header":
        level = first["c"][0]
        return not any(each["t"] == "Header" and each["c"][0] <= level for each in blocks[1:])
    if first["t"] != "Para" or any(node["t"] in ("Image", "LineBreak", "Note") for node in first["c"]):
        return False
    words = text(first).strip()
    if re.search(r"[.,;:…]$", words) or _BY.match(words) or len(blocks) == 1:
        return False
    if _is_marked(first):
        return True
    longer = any(each["t"] == "Para" and len(text(each)) >= _LONG for each in blocks[1:6])
    return longer and len(words.split()) <= _SHORT_FIRST


def _byline(blocks: Nodes, found: Beginning, remarks: Remarks) -> tuple[Nodes, Beginning]:
    """A line that says by whom, among the first three or at the very end."""
    if found.authors:
        return blocks, found
    last = [len(blocks) - 1] if len(blocks) > 3 else []
    for read, places in ((byline_in, [*range(min(3, len(blocks))), *last]), (names_of, [0, *last])):
        for place in places:
            block = blocks[place] if place < len(blocks) else None
            if block is None or block["t"] not in ("Para", "Header"):
                continue
            words = " ".join(text(block).split())
            if names := read(words):
                remarks.withdraw("bold-heading", words)
                rest = blocks[:place] + blocks[place + 1 :]
                return rest, replace(found, authors=names, typed=f"{found.typed} {words}")
    return blocks, found


def key_of(words: str) -> str:
    """The letters of a title: two that have the same are one."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())
