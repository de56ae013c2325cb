"""Where a text stands on the site: its key → its page's path.

The site makes these pages; the tomes link to them.
"""


def site_path(key: str) -> str:
    """The path of a text's page below the site's address.

    Front and back matter has no page of its own: it stands on its volume's.

    >>> site_path("essays/le-banc"), site_path("volumes/tome-1/preface"), site_path("index")
    ('essays/le-banc/', 'volumes/tome-1/', '')
    """
    if key == "index":
        return ""
    return "/".join(key.split("/")[:2]) + "/"
