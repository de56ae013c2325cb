"""All that the site knows of Material for MkDocs: its settings, and what its templates print.

Whatever the user has set stays as it is. The templates that stand between Material's and our pages are in
material/.
"""

from collections.abc import Mapping, MutableMapping
from copy import copy
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from florilege.language.direction import isolated
from florilege.web.page import WebPage
from florilege.web.static_files import LOGO_PATH

Settings = TypeVar("Settings", bound=MutableMapping[str, Any])

TEMPLATES = Path(__file__).parent / "material"

NAMES = ("material", "materialx")
"""The theme, and its fork, as mkdocs.yml calls them."""

FEATURES = ("navigation.tabs", "toc.follow")

STOCK_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""Material's default, which every page would fetch from Google; `False` stands for our own."""

STOCK_ICON = "assets/images/favicon.png"


def theme_settings(asked: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """The settings of the theme that differ from those asked for, in the interface's words."""
    settings = {
        "features": list(dict.fromkeys([*FEATURES, *(asked.get("features") or [])])),
        "palette": asked.get("palette") or _palettes(words),
        "logo": asked.get("logo") or LOGO_PATH,
    }
    if asked.get("font") == STOCK_FONT:
        settings["font"] = False
    if asked.get("favicon") == STOCK_ICON:
        settings["favicon"] = LOGO_PATH
    return settings


def shown_settings(config: Settings) -> Settings:
    """A copy of MkDocs' settings for templates, which print names as they stand, even in attributes."""
    shown = copy(config)
    for name in ("site_name", "site_description", "site_author"):
        shown[name] = config[name] and Markup.escape(config[name])
    return shown


def page_meta(page: WebPage) -> dict[str, object]:
    """What the templates print of a page, escaped, since they don't."""
    bare = not any(heading.level <= 3 for heading in page.headings)
    return {
        "title": escape(page.title),
        "florilege_title": escape(isolated(page.title)),
        "description": escape(page.description),
        "author": escape(page.author),
        "hide": ["navigation", "toc"] if bare else ["navigation"],
        "search": {"exclude": not page.searchable},
        "florilege_head": page.head,
        "florilege_sheets": page.sheets,
        "florilege_script": page.script,
        "florilege_home": not page.path,
    }


def _palettes(words: Mapping[str, str]) -> list[dict[str, Any]]:
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
