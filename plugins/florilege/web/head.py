"""What machines read of a page → elements for its `<head>`, and the language and direction of its parts."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from florilege.language.direction import has_right_to_left, is_right_to_left
from florilege.web.page import SharedCard


def citation_tags(tags: Iterable[tuple[str, str]]) -> Markup:
    """Names and contents as `<meta name>` elements, a line each."""
    return _lines(Markup('<meta name="{}" content="{}">').format(*tag) for tag in tags)


def open_graph(properties: Iterable[tuple[str, str]]) -> Markup:
    """What a shared link shows (https://ogp.me), a line each; properties without a value are left out."""
    return _lines(Markup('<meta property="{}" content="{}">').format(*pair) for pair in properties if pair[1])


def card_tags(card: SharedCard, address: str) -> Markup:
    """The picture that a shared link shows, at an absolute address, and that it is large, a line each.

    Twitter's own readers take the rest from Open Graph (https://developer.x.com/en/docs/x-for-websites/cards).
    """
    image = {
        "og:image": address,
        "og:image:type": "image/jpeg",
        "og:image:width": str(card.width),
        "og:image:height": str(card.height),
        "og:image:alt": card.alternative,
    }
    return open_graph(image.items()) + citation_tags([("twitter:card", "summary_large_image")])


def json_ld(data: dict[str, Any]) -> Markup:
    """Data in a `<script>`, which ends at the first `</script`: `<` as an escape is the same JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def in_lang(lang: str, text: str = "") -> Markup:
    """The attributes of an element for a language, and for its direction where that differs from the site's.

    >>> str(in_lang("ar")), str(in_lang("fr", "Dire سلام")), str(in_lang("fr"))
    ('lang="ar" dir="rtl"', 'lang="fr" dir="auto"', 'lang="fr"')
    """
    auto = ' dir="auto"' if has_right_to_left(text) else ""
    return Markup('lang="{}"{}').format(lang, Markup(' dir="rtl"' if is_right_to_left(lang) else auto))


def _lines(elements: Iterable[Markup]) -> Markup:
    return Markup("\n").join(elements)
