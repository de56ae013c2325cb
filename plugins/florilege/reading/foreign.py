"""Field names of other systems → ours: Hugo, Zola, Jekyll, Quarto, Pandoc, MkDocs, Eleventy, WordPress.

A name of the tables is understood, or known to say nothing about a text; either way nobody need change it
before a text is published. What is in no table is told as an unknown field. An anthology has a table of its
own in mkdocs.yml, which comes first.
"""

from collections.abc import Mapping, Sequence

from florilege.reading.fieldtypes import cut
from florilege.reading.marked_fields import FieldValue

IGNORE = "ignore"
"""What a name stands for that isn't read."""
_PUBLISHED = "published?"
_TAXONOMIES = "taxonomies?"


def _ignored(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), IGNORE)


_EVERYWHERE = _ignored(
    # Hugo, Zola
    "slug aliases cascade build expirydate expiry_date featured featured_image featuredimage headless "
    "iscjklanguage lastmod linktitle link_title markup menu menus outputs params resources sitemap toc url "
    "translationkey type extra path sort_by template in_search_index generate_feed "
    # Jekyll and its themes
    "layout permalink redirect_from redirect_to comments comment share related read_time header classes "
    "mathjax math excerpt_separator sidebar nav nav_order nav_exclude has_children has_toc pin hidden search "
    # Quarto, Pandoc, R Markdown, Jupyter
    "format output bibliography csl nocite execute engine jupyter editor documentclass classoption geometry "
    "fontsize mainfont linkcolor header_includes include_before include_after number_sections "
    "link_citations title_block_banner citation date_modified date_format code_fold filters params "
    "crossref css theme freeze listing kernelspec jupytext html_theme papersize colorlinks rights_holder "
    # MkDocs and Material
    "hide icon social readtime copyright updated modified last_modified last_modified_at date_updated "
    # Eleventy, Astro, Docusaurus, Obsidian
    "eleventynavigation eleventycomputed eleventyexcludefromcollections updateddate heroimage pubdatetime "
    "sidebar_position sidebar_label pagination_next pagination_prev custom_edit_url hide_title "
    "hide_table_of_contents cssclass cssclasses publish created "
    # Pictures for cards, which the site makes itself
    "image images cover cover_image thumbnail thumb banner hero teaser og_image ogimage social_image "
    # Exports of WordPress and others
    "id guid post_id post_name post_type parent link wordpress_id wp_id author_login author_email author_url "
    "ping_status comment_status dsq_thread_id meta views format_version"
)
_WORDS = {
    "categories": "tags",
    "category": "tags",
    "catégories": "tags",
    "catégorie": "tags",
    "topics": "tags",
    "rubriques": "tags",
    "taxonomies": _TAXONOMIES,
    "subject": "keywords",
    "subjects": "keywords",
}

ESSAY = (
    _EVERYWHERE
    | _WORDS
    | {
        "published": _PUBLISHED,
        "publishdate": "date",
        "publish_date": "date",
        "pubdate": "date",
        "published_at": "date",
        "publié_le": "date",
        "date_published": "date",
        "chapô": "abstract",
        "chapo": "abstract",
        "lead": "abstract",
        "intro": "abstract",
        "deck": "subtitle",
        "tagline": "subtitle",
        "by": "authors",
        "byline": "authors",
        "writer": "authors",
        "rights": "license",
        "droits": "license",
    }
)
"""Plain name → our field, or `IGNORE`."""

PERSON = _ignored(
    "affiliation affiliations email mail orcid url website bio avatar picture image role roles corresponding "
    "degrees note number attributes equal_contributor twitter github mastodon linkedin social uri href "
    "acknowledgements department institution title fax phone alphabetical metadata"
)
"""What other systems say of a person in the text that they signed; here their own file says it."""

AUTHOR = _EVERYWHERE | _ignored(
    "email mail bio social role roles affiliation affiliations organizations organization_url superuser "
    "user_groups highlight_name education interests first_name last_name twitter github mastodon linkedin "
    "date draft tags categories weight status"
)
"""Likewise in an author's own file, whose text is the notice."""

PAGE = _EVERYWHERE | _ignored("date draft tags categories authors author weight status keywords subtitle")
"""Likewise in a page, a volume or its matter."""

LETTER = _EVERYWHERE | _ignored("tags categories weight keywords subtitle")
"""Likewise in a letter."""

_MERGED = ("tags", "keywords", "authors")
"""Fields that two names may fill together."""


def understood(name: str, value: FieldValue) -> tuple[str, FieldValue]:
    """Our field and its value, for what a table gives for a name; or `IGNORE`."""
    if name == _PUBLISHED:
        return _published(value)
    if name == _TAXONOMIES:
        return "tags", _terms(value)
    return name, value


def merged(field: str, value: FieldValue, more: FieldValue) -> FieldValue:
    """The value of a field that two names fill; None where only one can be meant."""
    return [*_items(value), *_items(more)] if field in _MERGED else None


def _published(value: FieldValue) -> tuple[str, FieldValue]:
    """`published` is yes or no in Jekyll, a day elsewhere."""
    text = value.strip().casefold() if isinstance(value, str) else ""
    if text in ("true", "yes", "oui", ""):
        return IGNORE, None
    if text in ("false", "no", "non"):
        return "draft", "true"
    return "date", value


def _terms(value: FieldValue) -> FieldValue:
    """The terms of Zola's taxonomies: tags, categories and others, in their order."""
    if not isinstance(value, Mapping):
        return value
    return [item for terms in value.values() for item in _items(terms)]


def _items(value: FieldValue) -> list[FieldValue]:
    if isinstance(value, str):
        return [each.strip() for each in cut(value)]
    return list(value) if isinstance(value, Sequence) else [value]
