"""Text as typed → text as printed: spaces and characters, by language and country.

What is done here is automatic; what an author may want to change, lint.py suggests. The file is left alone:
spacing is computed when the text is set. tests/golden/typography-cases.md is the specification.
"""

from collections.abc import Sequence

from florilege.language.locales import primary_language
from florilege.prose.typography.dashes import dashes
from florilege.prose.typography.english import fix_english
from florilege.prose.typography.french import country_of, fix_french
from florilege.prose.typography.protected import mask


def fix(markdown: str, locale: str, *, keep: Sequence[str] = ()) -> str:
    """The Markdown with the spaces and characters that `locale` (BCP 47) asks for, line for line.

    `fr` (as in France), `fr-CA`, `fr-CH` and `en` are known; a text in another language comes back as it
    is. Code, addresses, tags, names in `[[…]]` and the like are left alone, and so are the names in `keep`.

    >>> fix("C'est \\"fini\\" !", "fr-FR")
    'C’est «\\xa0fini\\xa0»\\u202f!\\n'
    """
    fixed = _fix(markdown, locale, keep, markdown=True)
    return f"{fixed}\n" if primary_language(locale) == "fr" and fixed and not fixed.endswith("\n") else fixed


def fix_plain(text: str, locale: str, *, keep: Sequence[str] = ()) -> str:
    """The same for a string without markup: a title, a caption, an abstract.

    >>> fix_plain("Ma 1ère greffe...", "fr")
    'Ma 1re greffe…'
    """
    return _fix(text, locale, keep, markdown=False)


def _fix(text: str, locale: str, keep: Sequence[str], *, markdown: bool) -> str:
    language = primary_language(locale)
    if "--" in text:
        text = dashes(text, language, keep, markdown=markdown)
    if language not in ("fr", "en"):
        return text
    masked = mask(text, language, keep=keep, markdown=markdown)
    if language == "en":
        return masked.restore(fix_english(masked.text))
    return fix_french(masked, country_of(locale), superscript=markdown, keep=keep)
