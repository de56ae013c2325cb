"""An essay and its translations → the languages in which it can be read, each with its address."""

from collections.abc import Sequence

from markupsafe import Markup

from florilege.catalogue.addresses import site_path
from florilege.catalogue.writings import Essay
from florilege.language.locales import babel_locale
from florilege.web.site import Site


def versions(site: Site, essay: Essay) -> Sequence[tuple[str, str, str]]:
    """Language (BCP 47), its own name for itself, and the path of the page: the author's first."""
    original = site.catalogue.essays[essay.id]
    found = site.translations(original)
    pages = [(original.lang, original.key), *((each.body.lang, each.key) for each in found)]
    return [(lang, _name(lang), site_path(key)) for lang, key in pages] if found else []


def _name(lang: str) -> str:
    name = babel_locale(lang).get_display_name() or lang
    return name[:1].upper() + name[1:]


def versions_of(site: Site, essay: Essay) -> Markup:
    """What tells search engines where the others are, in the head of each; nothing without an address."""
    # The space is HTML's to give, and hides the link from Material 9.8, which asks the site's address for a
    # sitemap for each `link[rel=alternate]`, from a disk too.
    link = Markup('<link rel="alternate " hreflang="{}" href="{}">')
    found = versions(site, essay) if site.url else ()
    return Markup("\n").join(link.format(lang, site.online.address(path)) for lang, _, path in found)
