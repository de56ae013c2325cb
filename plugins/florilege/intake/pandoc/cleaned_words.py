"""Within a paragraph: what only looks, or is of use to a word processor alone → words and plain emphasis."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from florilege.intake.arrival import Remarks
from florilege.intake.pandoc.pandoc_tree import BREAK, SPACE, Node, Nodes, on_inlines, string, text

VERSE_LENGTH = 70
"""Characters: a line that is broken by hand and longer than this is prose."""

_WRAPPED = {"www.google.com": "q", "google.com": "q", "l.facebook.com": "u", "t.umblr.com": "z"}
"""Who counts clicks on the way to an address, and what in the query is that address."""


def clean(blocks: Nodes, remarks: Remarks) -> Nodes:
    """The text, with its words as they were."""

    def cleaned(inlines: Nodes) -> Nodes:
        for step in (_unwrapped, _with_links, _with_edges, _with_lines):
            inlines = step(inlines, remarks)
        return inlines

    return on_inlines(blocks, cleaned)  # type: ignore[no-any-return]


def _unwrapped(inlines: Nodes, remarks: Remarks) -> Nodes:
    """Underlines, marks and spans go, and what they hold stays; a language is kept."""
    made: Nodes = []
    for node in inlines:
        kind = node["t"]
        if kind == "Underline":
            remarks.say("underlined", text(node))
            made += node["c"]
        elif kind == "Span":
            attributes, inner = node["c"]
            classes = attributes[1]
            if "mark" in classes:
                remarks.say("marked", text(inner))
            made += inner
        elif kind == "Quoted":
            opening, closing = ("‘", "’") if node["c"][0]["t"] == "SingleQuote" else ("“", "”")
            made += [{"t": "Str", "c": opening}, *node["c"][1], {"t": "Str", "c": closing}]
        elif kind == "Cite":
            made += node["c"][1]
        elif kind == "RawInline":
            remarks.say("foreign-markup", node["c"][1])
        else:
            made.append(node)
    return made


def _with_links(inlines: Nodes, remarks: Remarks) -> Nodes:
    """Links to a place within the file go, addresses that count clicks become those they lead to."""
    made: Nodes = []
    for node in inlines:
        if node["t"] != "Link":
            made.append(node)
            continue
        _, inner, (address, title) = node["c"]
        real = _real(address)
        if real != address:
            remarks.say("link-wrapped", real)
        if not real or real.startswith("#") or not text(inner).strip():
            if text(inner).strip():
                remarks.say("link-inside", text(inner))
            made += inner
        elif number := _CALLED.fullmatch(real):
            made += [*inner, *_unsaid(unquote(number[1]), text(inner))]
        else:
            made.append({"t": "Link", "c": [["", [], []], inner, [real, title if title != real else ""]]})
    return made


_CALLED = re.compile(r"(?:tel|sms|fax|callto):(?://)?([^?;]*).*", re.IGNORECASE)
"""A link that a telephone follows: its number is words on paper."""


def _unsaid(number: str, words: str) -> Nodes:
    """The number in parentheses, where the words of its link don't say it."""
    digits, said = (re.sub(r"\D", "", each) for each in (number, words))
    if not digits or (said and digits.endswith(said.lstrip("0")[-6:])):
        return []
    return [SPACE, {"t": "Str", "c": f"({number})"}]


def _real(address: str) -> str:
    parts = urlsplit(address) if "://" in address else None
    name = parts and _WRAPPED.get(parts.netloc)
    if parts and name and parts.path in ("/url", "/l.php", "/z"):
        return parse_qs(parts.query).get(name, [address])[0]
    return address


def _with_edges(inlines: Nodes, remarks: Remarks) -> Nodes:
    """Spaces at the edges of emphasis stand outside; emphasis of nothing goes; two in a row are one."""
    made: Nodes = []
    for node in inlines:
        if node["t"] not in ("Emph", "Strong"):
            made.append(node)
            continue
        inner = list(node["c"])
        before = _taken_off(inner, 0)
        after = _taken_off(inner, -1)
        if (before or after) and inner:
            remarks.say("edges", text(node))
        made += before
        if not inner or not re.search(r"\w", text(inner)):
            made += inner
        elif made and made[-1]["t"] == node["t"]:
            made[-1] = {"t": node["t"], "c": [*made[-1]["c"], *inner]}
        else:
            made.append({"t": node["t"], "c": inner})
        made += after
    return made


def _taken_off(inner: Nodes, place: int) -> Nodes:
    taken: Nodes = []
    while inner and inner[place]["t"] in ("Space", "SoftBreak", "LineBreak"):
        taken.append(inner.pop(place))
    return taken[::-1] if place else taken


def _with_lines(inlines: Nodes, remarks: Remarks) -> Nodes:
    """Lines that were broken by hand in prose go on; short ones are meant: verse, an address."""
    inlines = [SPACE if node["t"] == "SoftBreak" else node for node in inlines]
    while inlines and inlines[-1]["t"] in ("LineBreak", "Space"):
        inlines.pop()
    while inlines and inlines[0]["t"] in ("LineBreak", "Space"):
        inlines.pop(0)
    if BREAK not in inlines:
        return inlines
    lines = lines_of(inlines)
    if all(len(text(line)) <= VERSE_LENGTH for line in lines):
        return inlines
    remarks.say("line-ends", text(inlines))
    return [SPACE if node["t"] == "LineBreak" else node for node in inlines]


def without_blanks(inlines: Nodes) -> Nodes:
    """The words of a paragraph, without spaces that don't break where they set apart or in, as on pages."""
    made: Nodes = []
    for node in inlines:
        if node["t"] != "Str":
            made.append(node)
            continue
        for number, part in enumerate(re.split("\u00a0{2,}", node["c"])):
            made += [*([SPACE] if number else []), string(part)]
    kept: Nodes = []
    for number, node in enumerate(made):
        after = made[number + 1] if number + 1 < len(made) else SPACE
        if node["t"] == "Str":
            word = node["c"].lstrip("\u00a0") if not kept or kept[-1] == SPACE else node["c"]
            word = word.rstrip("\u00a0") if after == SPACE else word
            kept += [string(word)] if word else []
        elif node != SPACE or (kept and kept[-1] != SPACE):
            kept.append(node)
    while kept and kept[-1] == SPACE:
        kept.pop()
    return kept


def lines_of(inlines: Nodes) -> list[Nodes]:
    """The lines of a paragraph."""
    lines: list[Nodes] = [[]]
    for node in inlines:
        if node["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(node)
    return lines


def without_first(inlines: Nodes, pattern: re.Pattern[str]) -> tuple[str, Nodes]:
    """What a pattern finds at the beginning of the words, and the inlines without it."""
    match = pattern.match(text(inlines))
    if match is None or not match[0]:
        return "", inlines
    return match[0], _cut(inlines, len(match[0]))[0]


def _cut(inlines: Nodes, length: int) -> tuple[Nodes, int]:
    """The inlines without that many characters, and how many are still to be cut."""
    made: Nodes = []
    for node in inlines:
        shown = len(text(node))
        if length <= 0:
            made.append(node)
        elif shown <= length and node["t"] != "Note":
            length -= shown
        elif node["t"] == "Str":
            made.append({"t": "Str", "c": node["c"][length:]})
            length = 0
        elif isinstance(node.get("c"), list) and node["t"] in ("Emph", "Strong"):
            inner, length = _cut(node["c"], length)
            made.append({"t": node["t"], "c": inner})
        else:
            made.append(node)
    while made and made[0] == SPACE:
        made.pop(0)
    return made, length


def only(inlines: Nodes, kind: str) -> Node | None:
    """The one node of a kind that is all of a paragraph."""
    found = [node for node in inlines if node["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return found[0] if len(found) == 1 and found[0]["t"] == kind else None
