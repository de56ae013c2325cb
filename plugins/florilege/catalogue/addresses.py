"""Where a text stands on the site: its key → its page's path.

The site makes these pages; the tomes link to them.
"""

from urllib.parse import quote

from florilege.catalogue.keys import HOME, TextKey


def site_path(key: TextKey) -> str:
    """The path of a text's page below the site's address, or of a file.

    Front and back matter has no page of its own: it stands on its volume's; a letter, on its essay's.

    >>> site_path(TextKey("essay", "le-banc")), site_path(HOME)
    ('essays/le-banc/', '')
    >>> site_path(TextKey("matter", "tome-1", "preface"))
    'volumes/tome-1/'
    >>> site_path(TextKey("letter", "le-banc", "marthe"))
    'essays/le-banc/'
    >>> site_path(TextKey("page", "mentions-legales")), site_path(TextKey("page", "le-projet/index"))
    ('pages/mentions-legales/', 'pages/le-projet/')
    >>> site_path(TextKey("file", "dossier de presse.pdf"))
    'files/dossier%20de%20presse.pdf'
    """
    if key == HOME:
        return ""
    if key.kind == "file":
        return quote(key.path)
    if key.kind == "page":
        return f"{str(key).removesuffix('/index')}/"
    if key.kind == "translation":
        return f"essays/{key.id}/{key.matter.lower()}/"
    of = {"matter": TextKey("volume", key.id), "letter": TextKey("essay", key.id)}
    return f"{of.get(key.kind, key)}/"


def site_anchor(key: TextKey) -> str:
    """The id on its page of a text that has none of its own; empty for one that has.

    >>> site_anchor(TextKey("matter", "tome-1", "preface")), site_anchor(TextKey("essay", "le-banc"))
    ('preface', '')
    >>> site_anchor(TextKey("letter", "le-banc", "marthe"))
    'letter-marthe'
    """
    if key.kind == "translation":
        return ""
    return f"letter-{key.matter}" if key.kind == "letter" else key.matter
