"""Where a link in a text leads: a relative file path → the key of another text, `essays/le-banc`."""

import posixpath
import re
from urllib.parse import unquote

_TEXTS = (
    (re.compile(r"essays/([^/]+)/index\.md"), r"essays/\1"),
    (re.compile(r"authors/([^/]+)\.md"), r"authors/\1"),
    (re.compile(r"volumes/([^/]+)/index\.md"), r"volumes/\1"),
    (re.compile(r"volumes/([^/]+)/([^/]+)\.md"), r"volumes/\1/\2"),
    (re.compile(r"index\.md"), "index"),
)

SAFE_IMAGE = re.compile(
    r"(?!/)(?!.*//)(?!.*(?:^|/)\.\.?(?:/|$))[A-Za-z0-9_\-./]+\.(?:png|jpe?g|webp)", re.ASCII
)
"""The path of an image beside its text: no folder above, lower-case extension."""

EXTERNAL = ("http", "https", "mailto")
"""The schemes that a link may have, and that preflight allows in a PDF."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0]")


def text_prefix(key: str) -> str:
    """What the ids of a text begin with: an essay's id; for others the key with `--` for each stroke.

    An id has no double hyphen, so that no prefix is the beginning of another.

    >>> text_prefix("essays/le-banc"), text_prefix("volumes/tome-1/preface"), text_prefix("index")
    ('le-banc', 'volumes--tome-1--preface', 'index')
    """
    kind, _, rest = key.partition("/")
    return rest if kind == "essays" else key.replace("/", "--")


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


def text_target(href: str, path: str) -> str | None:
    """The target `<key>` or `<key>#<id>` of a relative link in the file `path`; None where it can be no text.

    >>> text_target("../autre/index.md#les-bancs", "essays/le-banc/index.md")
    'essays/autre#autre--les-bancs'
    >>> text_target("../../authors/odile-maurel.md", "essays/le-banc/index.md")
    'authors/odile-maurel'
    >>> text_target("../../../etc/passwd", "essays/le-banc/index.md") is None
    True
    """
    file, _, anchor = unquote(href).partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
    for pattern, key in _TEXTS:
        if match := pattern.fullmatch(place):
            target = match.expand(key)
            return f"{target}#{text_prefix(target)}--{anchor}" if anchor else target
    return None


def image_path(src: str, path: str) -> str | None:
    """The path below `contributions/` of an image that the file `path` shows; None where it isn't allowed."""
    return posixpath.join(posixpath.dirname(path), src) if SAFE_IMAGE.fullmatch(src) else None
