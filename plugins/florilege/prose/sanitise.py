"""HTML of a text → HTML that every room may trust: nh3 keeps what stands in the lists below, once.

Nothing is trimmed in silence: `changed` compares what went in with what came out, after the rule of
GOV.UK's govspeak: valid ⇔ normalise(html) == normalise(sanitise(html)). `vet` says beforehand, with the
line, whatever the lists will drop, so that a difference is the last guard and not the usual message.
"""

import re
from collections.abc import Mapping
from itertools import zip_longest

import nh3

from florilege.prose import links, marks, tokens
from florilege.prose.asides import ASIDES
from florilege.prose.figures import HERE, ICI
from florilege.prose.genres import ALIASES, GENRES
from florilege.reading.characters import FORBIDDEN

AUTHOR_CLASSES = frozenset(
    [
        *("center", "epigraph", "pullquote", "right", "signature", "smallcaps", *GENRES, *ALIASES),
        *("direction", "question", "extrait", HERE, ICI),
    ]
)
"""What an author may write in `{.verse}` or `class="verse"`; the rooms' style sheets know each."""

_NAMES = {**ALIASES, ICI: HERE, "extrait": "pullquote"}

_OUR_CLASSES = frozenset(
    [
        *("admonition", "admonition-title", *ASIDES),
        *("align-center", "align-left", "align-right", "figure", "highlight", "mention", "note-ref"),
    ]
)
_CODE_CLASS = re.compile(r"language-[A-Za-z0-9+#_-]{1,32}")

TAGS = frozenset(
    """
    a abbr aside b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub
    summary sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905 -- fifty words read better than fifty strings
)

ATTRIBUTES = {
    "*": frozenset({"class", "dir", "id", "lang"}),
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "src", "title"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
"""Tag → the attributes it may have; no `style`, no `rel` (`rel=attachment` embeds files in a PDF)."""

VALUES = {
    "colspan": re.compile(r"[1-9]|[1-4]\d|50"),
    "rowspan": re.compile(r"[1-9]|[1-4]\d|50"),
    "start": re.compile(r"\d{1,4}"),
    "value": re.compile(r"\d{1,4}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "id": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "open": re.compile(r"|open"),
    "datetime": re.compile(r"[0-9TZWP:.+ -]{1,40}"),
    "reversed": re.compile(r"|reversed"),
}
"""Attribute → the whole of what its value may be; others are free text or links, looked at by `vet`."""


_REFUSED = re.compile(r"on.*|action|codebase|content|data|formaction|href|http-equiv|poster|src|srcdoc")
"""The attributes that run or load something, on an element that has no business with them."""


def is_dropped(name: str) -> bool:
    """Whether an attribute that we don't take says only how something looks or behaves elsewhere.

    Without it the words are the same; one that runs something or loads something is an error instead.
    """
    return _REFUSED.fullmatch(name) is None


def is_attribute(tag: str, name: str) -> bool:
    """Whether an element may have an attribute."""
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ())


def is_class(name: str) -> bool:
    """Whether a class may stand in the HTML of a text."""
    return name in AUTHOR_CLASSES or name in _OUR_CLASSES or _CODE_CLASS.fullmatch(name) is not None


def sanitise(html: str, *, path: str, prefix: str, anchors: Mapping[str, str]) -> str:
    """The safe HTML of a text of the file `path`, ids prefixed, links and images as prose/prose.py says.

    `anchors` are those of other systems, with the id that each means.
    """

    def rewrite(tag: str, name: str, value: str) -> str | None:
        value = marks.strip(value).strip()
        if FORBIDDEN.search(value):  # written as an entity, which `source.inspect` can't see
            return None
        if name == "class":
            kept = filter(is_class, value.split())
            return " ".join(_NAMES.get(each, each) for each in kept) or None
        if name in VALUES and not VALUES[name].fullmatch(value):
            return None
        if name == "id":
            return f"{prefix}--{value}"
        if name == "href":
            meant = anchors.get(value[1:]) if value.startswith("#") else None
            return safe_link(f"#{meant}" if meant else value, path, prefix)
        if name == "src":
            image = links.image_path(value, path)
            return image and f"florilege:{image}"
        return value

    clean = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=rewrite,
        link_rel=None,
        url_schemes={*links.EXTERNAL, "florilege"},
    )
    return marks.strip(clean).replace("&nbsp;", "\u00a0")  # XML, and so EPUB, knows no &nbsp;


def safe_link(href: str, path: str, prefix: str) -> str | None:
    """The address as it stands in Prose; None for one that no text may have."""
    if href.startswith("#"):
        return f"#{prefix}--{href[1:]}" if len(href) > 1 else None
    scheme = links.scheme(href)
    if scheme:
        return href if scheme in links.EXTERNAL else None
    target = links.text_target(href, path)
    return target and f"florilege:{'#'.join(filter(None, map(str, target)))}"


def changed(before: list[tokens.Token], after: str) -> tokens.Token | None:
    """The first tag or words that sanitising changed; values of attributes are checked by `vet`."""
    ours = [token for token in before if not _implied(token)]
    clean = [token for token in tokens.read(after) if not _implied(token)]
    for old, new in zip_longest(ours, clean):
        if _shape(old) != _shape(new):
            return old if old is not None else new
    return None


def _implied(token: tokens.Token) -> bool:
    """`<tbody>` and `<colgroup>` are what an HTML parser adds by itself."""
    return isinstance(token, tokens.Tag) and token.name in ("tbody", "colgroup") and not token.attributes


def _shape(token: tokens.Token | None) -> object:
    if isinstance(token, tokens.Tag):
        return token.name, sorted(
            {name for name, value in token.attributes if _stays(token.name, name, value)}
        )
    return token


def _stays(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return any(map(is_class, value.split()))
    return is_attribute(tag, name) or not is_dropped(name)
