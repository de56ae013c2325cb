"""What machines read of a page → elements for its `<head>`."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup


def citation_tags(tags: Iterable[tuple[str, str]]) -> Markup:
    """Names and contents as `<meta name>` elements, a line each."""
    return _lines(Markup('<meta name="{}" content="{}">').format(*tag) for tag in tags)


def open_graph(properties: Iterable[tuple[str, str]]) -> Markup:
    """What a shared link shows (https://ogp.me), a line each; properties without a value are left out."""
    return _lines(Markup('<meta property="{}" content="{}">').format(*pair) for pair in properties if pair[1])


def json_ld(data: dict[str, Any]) -> Markup:
    """Data in a `<script>`, which ends at the first `</script`: `<` as an escape is the same JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def _lines(elements: Iterable[Markup]) -> Markup:
    return Markup("\n").join(elements)
