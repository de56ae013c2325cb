"""Tags that say how words look, or what they are to a word processor → the nearest of the dialect.

    <font>, <big>, <nobr>, <o:p>, <st1:place>   words, as they stand
    <center>                                    a block or a paragraph of the class `center`
    <section>, <article>, <header> …            a block
    <tt>, <strike>, <acronym>                   <code>, <s>, <abbr>
    <a name="x">                                <a id="x">
    id="Mon_Titre"                              id="mon-titre", as all ids are written here
    align="center"                              the class `center`; in a table, `align-center`
    <h3>                                        <h3 id="…">, and <h1> a level lower
    <picture>, <source>                         the image alone
    <region>, <b et c>                          words, as somebody means who puts what is no tag in brackets

Without them the words are the same; tags that load or run something stay, and are refused.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from florilege.prose import marks
from florilege.prose.anchors import slug, unique
from florilege.prose.attribute_words import is_text
from florilege.prose.sanitise import VALUES

_NEAREST: Mapping[str, str] = {
    **dict.fromkeys("basefont bdo big blink data font label nobr output picture".split(), "span"),  # noqa: SIM905
    **dict.fromkeys("address article footer header hgroup main nav section".split(), "div"),  # noqa: SIM905
    "acronym": "abbr",
    "dir": "ul",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}
_HTML = frozenset(
    """
    a abbr acronym address applet area article aside audio b base bdi bdo blockquote body br button canvas
    caption cite code col colgroup datalist dd del details dfn dialog div dl dt em embed fieldset figcaption
    figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd
    legend li link main map mark marquee math meta meter nav noscript object ol optgroup option p param pre
    progress q rp rt ruby s samp script section select small source span strong style sub summary sup svg
    table tbody td template textarea tfoot th thead time title tr track u ul var video wbr
    """.split()  # noqa: SIM905
)
"""What HTML has, or had: any other name in angle brackets is no tag."""
_TAG = re.compile(
    r"<!--.*?-->|<(/?)([A-Za-z][\w.-]*(?::[A-Za-z][\w-]*)?)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_RAW_HEADING = re.compile(r"<(h[2-6])((?:\s(?:[^<>])*)?)>(.*?)</\1>", re.DOTALL)
_ALIGN = re.compile(r"\s+align\s*=\s*[\"']?(left|center|right)[\"']?(?=[\s/]|$)", re.IGNORECASE)
_CLASS = re.compile(r"(\sclass\s*=\s*[\"'])")
_BLOCKS = ("div", "figure", "h2", "h3", "h4", "h5", "h6", "p")
_ID = re.compile(r"\sid\s*=\s*([\"'])(.*?)\1", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"(?<=\s)name(?==)", re.IGNORECASE)
_CENTRED = re.compile(
    r"<p>\s*<center\b((?:[^<>])*)>(?P<words>(?:(?!</?(?:p|center)\b).)*)</center>\s*</p>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Nearest:
    """HTML with tags of the dialect, and what became of the author's."""

    html: str
    left_out: tuple[tuple[str, int], ...]
    """Tags that say nothing here, each with the line of its mark, or 0."""
    words: tuple[tuple[str, int], ...]
    """What looks like a tag and is none, as it stands, with its line."""
    headings: tuple[tuple[str, str], ...]
    """Id and words of the headings typed in HTML without an id."""
    ids: tuple[tuple[str, str], ...]
    """Ids as written here, and as they were typed, where these differ."""


def nearest_tags(html: str, *, lower: bool = False) -> Nearest:
    """The HTML with the tags of the dialect that are nearest; `lower`: all headings go down by one level.

    >>> nearest_tags("<p><font color=red>a</font> <tt>b</tt> <center>c</center></p>").html
    '<p><span color=red>a</span> <code>b</code> <span>c</span></p>'
    """
    found: list[tuple[str, int]] = []
    words: list[tuple[str, int]] = []
    ids: list[tuple[str, str]] = []
    depth = level = 0

    def nearest(match: re.Match[str]) -> str:
        nonlocal depth, level
        if match[2] is None:
            return match[0]
        closing, name, rest = match[1], match[2].lower(), match[3]
        is_known = name in _HTML or name in _NEAREST or name == "center" or ":" in name
        if not is_known or (not closing and is_text(marks.strip(rest))):
            words.append((" ".join(marks.strip(match[0]).split()), marks.read(rest) or 0))
            return escape(match[0], quote=False)
        if name == "source":
            return ""
        if name == "br":
            closing = ""  # `</br>` is one
        depth += (-1 if closing else 1) if name == "p" else 0
        if name == "a" and "name" in rest.lower() and not _ID.search(rest):
            rest = _NAME.sub("id", rest)
        if (id := _ID.search(rest)) and not VALUES["id"].fullmatch(marks.strip(id[2]).strip()):
            ids.append((slug(unescape(id[2])), unescape(id[2])))
            rest = f"{rest[: id.start(2)]}{ids[-1][0]}{rest[id.end(2) :]}"
        if not closing and (align := _ALIGN.search(rest)):
            rest = _aligned(name, rest, align)
        tag = _NEAREST.get(name, "span" if ":" in name else name)
        if re.fullmatch("h[1-6]", name):
            if not closing:
                is_typed = rest.startswith(f" {marks.SPACED}")
                level = min(6, int(name[1]) + (1 if is_typed and (lower or name == "h1") else 0))
            tag = f"h{level}"
        if name == "center":
            tag = "span" if depth > 0 else "div"
            rest = rest if closing or depth > 0 else f' class="center"{rest}'
        if not closing and tag == "span" and name not in ("span", "picture"):
            found.append((name, marks.read(rest) or 0))
        return f"<{closing}{tag}{rest}>"

    html = _CENTRED.sub(lambda match: f'<p class="center"{match[1]}>{match["words"]}</p>', html)
    html, headings = _named(_TAG.sub(nearest, html))
    return Nearest(html, tuple(found), tuple(words), headings, tuple(ids))


def _named(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The HTML with an id for each heading that has none, and these."""
    taken: set[str | None] = {*re.findall(r"\bid=\"([^\"]*)\"", html)}
    counted: Counter[str] = Counter()
    found: list[tuple[str, str]] = []

    def named(match: re.Match[str]) -> str:
        if _ID.search(match[2]):
            return match[0]
        words = marks.strip(unescape(re.sub(r"<[^<>]*>", "", match[3])))
        id = unique(slug(words), taken, counted)
        found.append((id, words))
        return f'<{match[1]} id="{id}"{match[2]}>{match[3]}</{match[1]}>'

    return _RAW_HEADING.sub(named, html), tuple(found)


def _aligned(name: str, rest: str, align: re.Match[str]) -> str:
    """The attributes of a tag with a class for `align`; as they are where it says nothing here."""
    word = align[1].lower()
    if name in ("td", "th"):
        word = f"align-{word}"
    elif name not in _BLOCKS or word == "left":
        return rest
    without = rest[: align.start()] + rest[align.end() :]
    return (
        _CLASS.sub(rf"\1{word} ", without, count=1) if _CLASS.search(without) else f' class="{word}"{without}'
    )
