"""What the site asks of Material and of its search, where mkdocs.yml asks nothing: plain values.

Whatever the user has set stays as it is.
"""

from collections.abc import Mapping
from typing import Any

FEATURES = ("navigation.tabs", "toc.follow", "search.highlight")

STOCK_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""Material's default, which every page would fetch from Google; `False` stands for our own."""

SEPARATOR = "[\\s\\-,:!=\\[\\]()\"/«»’'ʼ\u00a0\u202f.;?…]+"
"""Where search parts words: also at apostrophes, so that « l’épreuve » is found at « épreuve »."""

PIPELINE = ["stopWordFilter"]
"""No stemmer: Material puts `*` after each term, and what is stemmed no longer begins like its stem."""


def palettes(words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Day and night, as the reader's system says, with a button for each."""
    return [
        _palette("light", "default", "material/weather-night", words["dark"]),
        _palette("dark", "slate", "material/weather-sunny", words["light"]),
    ]


def _palette(mode: str, scheme: str, icon: str, name: str) -> dict[str, Any]:
    return {
        "media": f"(prefers-color-scheme: {mode})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": name},
    }
