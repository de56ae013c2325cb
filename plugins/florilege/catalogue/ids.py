"""Ids: the names of files and folders that become addresses, anchors and file names; paths of pictures."""

import re
import unicodedata
from urllib.parse import unquote

from slugify import slugify

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""ASCII lower case only: this closes homoglyphs, NFC/NFD pairs, case pairs and bidi tricks at once."""

IMAGE_PATH = re.compile(r"(?!/)(?!.*//)(?!.*(?:^|/)\.\.?(?:/|$))[A-Za-z0-9_\-./]+\.(?:png|jpe?g|webp)")
"""A relative path, downwards only, to a picture of a kind that is taken; ASCII, its ending in lower case."""

LONGEST_ID = 64

DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names that Windows' devices already have."""

RESERVED = DEVICES | frozenset(
    [
        "404",
        "admin",
        "assets",
        "authors",
        "essays",
        "feed",
        "index",
        "javascripts",
        "mentions",
        "news",
        "people",
        "robots",
        "search",
        "site",
        "sitemap",
        "static",
        "stylesheets",
        "tags",
        "tomes",
        "volumes",
    ]
)
"""Names that the site's own pages or Windows' devices already have."""


def is_id(text: str) -> bool:
    """Whether the text has the form of an id and isn't a reserved name.

    >>> is_id("le-banc-vert"), is_id("Le_banc"), is_id("aux"), is_id("x" * 65)
    (True, False, False, False)
    """
    return has_id_form(text) and text not in RESERVED


def has_id_form(text: str) -> bool:
    """Whether the text is made of `a-z`, `0-9` and single hyphens, at most 64 in all."""
    return len(text) <= LONGEST_ID and ID.fullmatch(text) is not None


def slug(text: str) -> str:
    """What has the form of an id, made from any text; empty where nothing is left of it.

    >>> slug("L’été à Nîmes"), slug("quai n°3"), slug("…"), slug("Con")
    ('l-ete-a-nimes', 'quai-n3', '', 'con')
    """
    plain = re.sub(r"['’ʼ]", "-", re.sub("[°º]", "", text))
    return slugify(plain, max_length=LONGEST_ID, word_boundary=True)


def suggest_id(text: str) -> str:
    """An id made from any text, and no device of Windows; empty where nothing is left of it.

    >>> suggest_id("L’été à Nîmes"), suggest_id("Con")
    ('l-ete-a-nimes', 'con-1')
    """
    id = slug(text)
    return f"{id}-1" if id in DEVICES else id


def suggest_image(path: str) -> str:
    """The path under which a picture of any name is published; empty where no picture may be there.

    >>> suggest_image("Le jardin (2).PNG"), suggest_image("vues/IMG_1.JPG"), suggest_image("été.png")
    ('le-jardin-2.png', 'vues/IMG_1.jpg', 'ete.png')
    >>> suggest_image("☺.png"), suggest_image("../quai.png"), suggest_image("quai.svg")
    ('image.png', '', '')
    """
    *folders, name = path.split("/")
    stem, dot, suffix = name.rpartition(".")
    if "\\" in path or any(part in ("", ".", "..") for part in (*folders, stem)):
        return ""
    made = "/".join(map(_ascii_name, (*folders, stem))) + dot + suffix.lower()
    return made if IMAGE_PATH.fullmatch(made) else ""


def image_rule(written: str) -> str:
    """The rule that a path breaks which can't be a picture's: `remote`, `elsewhere`, `format` or `name`.

    `none` where there is no path, `within` where the picture itself stands in its place, `computer` where it
    is one of the author's machine.

    >>> [image_rule(path) for path in ("https://a.example/b.png", "../b.png", "b.gif", "….png")]
    ['remote', 'elsewhere', 'format', 'name']
    >>> [image_rule(path) for path in (" ", "data:image/png;base64,AAAA", "file:///b.png", r"C:\\b.png")]
    ['none', 'within', 'computer', 'computer']
    """
    if not written.strip():
        return "none"
    if re.match(r"(?:attachment|blob|cid|data):", written, re.IGNORECASE):
        return "within"
    if re.match(r"file:|[A-Za-z]:[/\\]|~[/\\]", written, re.IGNORECASE):
        return "computer"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", written):
        return "remote"
    if re.search(r"^/|\\|(?:^|/)\.\.(?:/|$)", written):
        return "elsewhere"
    return "name" if re.search(r"\.(?:png|jpe?g|webp)$", written, re.IGNORECASE) else "format"


def picture_beside(written: str) -> str:
    """A name that a picture may have beside its text, made from any path or address of it.

    >>> picture_beside("../vues/Le jardin.GIF"), picture_beside("https://a.example/b%20c.jpeg?w=3")
    ('le-jardin.png', 'b-c.jpeg')
    >>> picture_beside("data:image/jpeg;base64,AAAA"), picture_beside("attachment:b.png"), picture_beside("")
    ('image.jpeg', 'b.png', 'image.png')
    """
    if match := re.match(r"data:(?:image/(png|jpe?g|webp))?", written, re.IGNORECASE):
        return f"image.{(match[1] or 'png').lower()}"
    written = re.sub(r"^(?:attachment|blob|cid):", "", written) or "image"
    path = unquote(re.split(r"[?#]", written.replace("\\", "/"))[0])
    stem, _, suffix = path.rpartition("/")[2].rpartition(".")
    kind = suffix.lower() if re.fullmatch(r"png|jpe?g|webp", suffix, re.IGNORECASE) else "png"
    if suffix.lower() in ("heic", "heif", "tif", "tiff", "bmp", "jfif"):
        kind = "jpg"
    return suggest_image(f"{stem or suffix}.{kind}")


def _ascii_name(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else suggest_id(text) or "image"


def clash_key(name: str) -> str:
    """What two names share when some file system takes them for one (case, NFC/NFD)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
