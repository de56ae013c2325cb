"""Where a link in a text leads: a relative file path → the key of another text, or the path of a picture."""

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from florilege.catalogue.ids import suggest_image
from florilege.catalogue.keys import TextKey
from florilege.reading.characters import composed
from florilege.reading.survey import essay_id

EXTERNAL = ("http", "https", "mailto")
"""The schemes that a link may have, and that preflight allows in a PDF."""

_BY_NAME = (
    re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+[\"“«]?\s*([^\s\"“”«»]+)\s*[\"”»]?\s*[%>]\}\}"),
    re.compile(r"(?:\{\{\s*site\.(?:base)?url\s*\}\})?\{%-?\s*(?:post_url|link)\s+(\S+?)\s*-?%\}"),
)
"""How Hugo and Jekyll have links find a text by the name of its file."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0]")


def scheme(href: str) -> str:
    """The scheme of an address as browsers see it, lower case; `//` for one that names a host alone.

    >>> scheme("java\\nscript:x"), scheme("../a/index.md"), scheme("//evil"), scheme("https://a.b")
    ('javascript', '', '//', 'https')
    """
    seen = _INVISIBLE.sub("", href)
    if re.match(r"[/\\]{2}", seen):
        return "//"
    match = _SCHEME.match(seen)
    return match.group(1).lower() if match else ""


_REDIRECTORS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}"), "/url", ("q", "url")),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com"), "/l.php", ("u",)),
    (re.compile(r"l\.instagram\.com"), "/", ("u",)),
    (re.compile(r"(?:[a-z0-9-]+\.)?safelinks\.protection\.outlook\.com"), "/", ("url",)),
    (re.compile(r"(?:www\.)?youtube\.com"), "/redirect", ("q",)),
)
"""Hosts and paths that lead on to what one of their values says, as applications write them."""
_TRACKERS = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_eid|igshid|yclid")


def real_address(href: str) -> str:
    """The address that an address of the web leads to, without what counts visitors.

    >>> real_address("https://www.google.com/url?q=https://a.example/b%3Fc%3D1&sa=D&ust=2")
    'https://a.example/b?c=1'
    >>> real_address("https://a.example/?id=1&utm_source=x"), real_address("https://a.example/b?c")
    ('https://a.example/?id=1', 'https://a.example/b?c')
    """
    try:
        parts = urlsplit(href)
        values = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return href
    for host, path, names in _REDIRECTORS:
        target = next((value for name, value in values if name in names), "")
        if host.fullmatch(parts.netloc) and parts.path == path and scheme(target) in ("http", "https"):
            return target
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _TRACKERS.fullmatch(pair.partition("=")[0])]
    return href if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))


def text_target(href: str, path: str) -> tuple[TextKey, str] | None:
    """The text, and the id in it, that a relative link in the file `path` leads to; the id is empty for none.

    None where it can be no text.

    >>> text_target("../autre/index.md#les-bancs", "essays/le-banc/index.md")
    (TextKey(kind='essay', id='autre', matter=''), 'autre--les-bancs')
    >>> text_target('{{< relref "posts/autre.md" >}}', "essays/le-banc/index.md")
    (TextKey(kind='essay', id='autre', matter=''), '')
    >>> text_target("../../../etc/passwd", "essays/le-banc/index.md") is None
    True
    """
    named = next(filter(None, (pattern.fullmatch(href.strip()) for pattern in _BY_NAME)), None)
    file, _, anchor = unquote(named[1] if named else href).partition("#")
    key = TextKey.of_path(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))
    if named:
        key = _essay_called(file)
    return None if key is None else (key, f"{key.prefix}--{anchor}" if anchor else "")


_FILE = re.compile(
    r"(?!.*\.(?:md|markdown|qmd|rst|html?|xhtml|php|aspx?|jsp)$)[^?]*?([^/?]+\.[A-Za-z][A-Za-z0-9]{1,4})"
)
_OF_PAGES = re.compile(r"(?:/?index)?(?:\.(?:md|markdown|qmd|html?))?/?$")


def download(href: str) -> str:
    """The name of the file that a relative link leads to, if it is neither a text nor a page.

    >>> download("./le%20bon.pdf"), download("../le-banc/"), download("le-banc.html")
    ('le bon.pdf', '', '')
    """
    match = _FILE.fullmatch(unquote(href.partition("#")[0]))
    return match[1] if match else ""


_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:be|ca|ch|com|de|eu|fr|info|lu|net|org|uk))(?:[:/?#].*)?",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def whole_address(href: str) -> str:
    """What an address of the web or of a mailbox without its beginning is with it; nothing for any other.

    >>> whole_address("www.example.org/a"), whole_address("example.org"), whole_address("ada@example.org")
    ('https://www.example.org/a', 'https://example.org', 'mailto:ada@example.org')
    >>> whole_address("../un/index.md"), whole_address("tome.pdf")
    ('', '')
    """
    if _MAILBOX.fullmatch(href):
        return f"mailto:{href}"
    return f"https://{href}" if _HOST.fullmatch(href) else ""


_SPACED = re.compile(r"(?:https?://|mailto:)\S+(?: +[^\s\"'«“]+)+")


def spaced_address(words: str) -> str:
    """The address with a space in it that words begin with, which Markdown takes for no address; or nothing.

    >>> spaced_address('https://a.example/le banc.pdf "Le banc"'), spaced_address("https://a.example/banc")
    ('https://a.example/le banc.pdf', '')
    """
    match = _SPACED.match(words)
    return match[0] if match else ""


def meant_text(href: str, path: str) -> tuple[TextKey, str] | None:
    """The text, and the anchor in it, that a link to no file may mean: the address of its page, or its name.

    >>> meant_text("../autre/#bancs", "essays/le-banc/index.md")
    (TextKey(kind='essay', id='autre', matter=''), 'bancs')
    >>> meant_text("/authors/ada.html", "essays/le-banc/index.md")
    (TextKey(kind='author', id='ada', matter=''), '')
    """
    file, _, anchor = unquote(href).partition("#")
    stem = _OF_PAGES.sub("", file)
    if not stem.strip("./"):
        return None
    below = stem.lstrip("/") if stem.startswith("/") else posixpath.join(posixpath.dirname(path), stem)
    base = posixpath.normpath(below)
    forms = (f"{base}/index.md", f"{base}.md", f"essays/{essay_id(base.rpartition('/')[2])}/index.md")
    key = next((key for form in forms if (key := TextKey.of_path(form))), None)
    return (key, anchor) if key else None


def address_of(key: TextKey, anchor: str, path: str) -> str:
    """What a link in the file `path` is to say that leads to a text.

    >>> address_of(TextKey("essay", "autre"), "bancs", "essays/le-banc/index.md")
    '../autre/index.md#bancs'
    """
    file = posixpath.relpath(key.path, posixpath.dirname(path) or ".")
    return f"{quote(file)}#{anchor}" if anchor else quote(file)


def _essay_called(file: str) -> TextKey | None:
    """The essay that a file of another system has become, whose name it bears, or that of its folder."""
    folder, _, name = file.rpartition("/")
    stem = posixpath.splitext(name)[0]
    id = essay_id(folder.rpartition("/")[2] if stem in ("index", "_index") else stem)
    return TextKey("essay", id) if id else None


def image_path(src: str, path: str) -> str | None:
    """The path below `contributions/` of an image that the file `path` shows; None where it isn't allowed.

    It is the one under which the image is published, whatever its file is called.

    >>> image_path("./IMG%201.JPG", "essays/le-banc/index.md"), image_path("https://a.b/c.png", "index.md")
    ('essays/le-banc/img-1.jpg', None)
    """
    plain = "" if scheme(src) else suggest_image(image_name(src))
    return posixpath.join(posixpath.dirname(path), plain) if plain else None


def as_typed(address: str) -> str:
    """An address with the spaces and brackets that may have been encoded in it.

    >>> as_typed("Le%20puits%20(2).png")
    'Le puits (2).png'
    """
    return re.sub("%(20|28|29)", lambda match: chr(int(match[1], 16)), address)


def image_name(src: str) -> str:
    """The name of an image's file, beside the text or below, as an address has it."""
    return composed(unquote(src)).removeprefix("./")


def way_to_essays(path: str) -> str:
    """How a link in the text at `path` begins that leads to an essay.

    >>> way_to_essays("index.md"), way_to_essays("essays/un/index.md"), way_to_essays("volumes/v/preface.md")
    ('essays/', '../', '../../essays/')
    """
    return f"{posixpath.relpath('essays', posixpath.dirname(path) or '.')}/"
