"""Text as typed → text as printed: spaces and characters, by language and country.

`fix` and `fix_plain` are automatic; `lint` (lint.py) only suggests, and what is safe among its suggestions
`apply` puts in the text. Every function here takes the author's source and leaves the file alone: spacing is
computed when the text is set. tests/golden/typography-cases.md is the specification.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from florilege.prose.typography.english import fix_english
from florilege.prose.typography.french import fix_french
from florilege.prose.typography.lint import lint
from florilege.prose.typography.protected import mask
from florilege.prose.typography.suggestions import Suggestion, apply

__all__ = ["Change", "Suggestion", "apply", "changes", "fix", "fix_plain", "lint"]


@dataclass(frozen=True, slots=True)
class Change:
    """A line, from 1, that `fix` sets otherwise than it is typed."""

    line: int
    before: str
    after: str


def fix(markdown: str, locale: str, *, keep: Sequence[str] = ()) -> str:
    """The Markdown with the spaces and characters that `locale` (BCP 47) asks for, line for line.

    `fr` (as in France), `fr-CA`, `fr-CH` and `en` are known; a text in another language comes back as it
    is. Code, addresses, tags, names in `[[…]]` and the like are left alone, and so are the names in `keep`.

    >>> fix("C'est \\"fini\\" !", "fr-FR")
    'C’est «\\xa0fini\\xa0»\\u202f!\\n'
    """
    fixed = _fix(markdown, locale, keep, markdown=True)
    return f"{fixed}\n" if _language(locale) == "fr" and fixed and not fixed.endswith("\n") else fixed


def fix_plain(text: str, locale: str, *, keep: Sequence[str] = ()) -> str:
    """The same for a string without markup: a title, a caption, an abstract.

    >>> fix_plain("Ma 1ère greffe...", "fr")
    'Ma 1re greffe…'
    """
    return _fix(text, locale, keep, markdown=False)


def changes(markdown: str, locale: str, *, keep: Sequence[str] = ()) -> tuple[Change, ...]:
    """What `fix` does, for a log: the lines that it changes."""
    pairs = zip(markdown.split("\n"), fix(markdown, locale, keep=keep).split("\n"), strict=False)
    return tuple(
        Change(line, before, after) for line, (before, after) in enumerate(pairs, start=1) if before != after
    )


def _fix(text: str, locale: str, keep: Sequence[str], *, markdown: bool) -> str:
    language = _language(locale)
    if language not in ("fr", "en"):
        return text
    masked = mask(text, language, keep=keep, markdown=markdown)
    if language == "en":
        return masked.restore(fix_english(masked.text))
    country = locale.upper().rpartition("-")[2]
    return fix_french(masked, country, superscript=markdown, keep=keep)


def _language(locale: str) -> str:
    return locale.partition("-")[0].lower()
