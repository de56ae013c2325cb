"""A field of a front matter → the field as pages show it: no-break spaces, quotes, ellipses."""

from functools import lru_cache

from florilege.catalogue.writings import Essay, Meeting
from florilege.prose.texts import locale_for
from florilege.prose.typography.fix import fix_plain
from florilege.web.site import Site


def set_field(site: Site, text: str, home: Essay | Meeting | str = "") -> str:
    """A field of an essay or a meeting, or in a language, with its typography."""
    if isinstance(home, Essay):
        home = locale_for(site.catalogue.volume_of.get(home.id), home.lang)
    elif isinstance(home, Meeting):
        home = home.lang
    return _fixed(text, home or site.lang, site.keep)


@lru_cache(maxsize=8192)  # the title of an essay stands on a dozen pages
def _fixed(text: str, locale: str, keep: tuple[str, ...]) -> str:
    return fix_plain(text, locale, keep=keep)
