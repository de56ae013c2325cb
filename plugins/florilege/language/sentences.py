"""Every sentence that a person reads → its words in a language.

`<language>/<domain>.po` holds what a language says (GNU gettext), `en/<domain>.pot` the English, of which the
others are translations. A sentence is known by its key, `msgctxt`: its English may change, its key stays.
A language is there once its folder is; what it doesn't say yet is said in English.
"""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from gettext import c2py
from importlib.resources import files
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from florilege.language.locales import babel_locale

SOURCE = "en"
"""The language that the others are translated from."""

_FOLDER = files("florilege.language")


class _Sentence(NamedTuple):
    """One form, or those that `plural` numbers from 0 for a count."""

    forms: tuple[str, ...]
    plural: Callable[[int], int]


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, as BCP 47 tags, English first.

    >>> languages()[0], "fr" in languages()
    ('en', True)
    """
    found = sorted(each.name for each in _FOLDER.iterdir() if each.is_dir() and not each.name.startswith("_"))
    return (SOURCE, *(name for name in found if name != SOURCE))


@cache
def domains() -> tuple[str, ...]:
    """What sentences are about: the names of the English files."""
    return tuple(
        sorted(
            each.name.removesuffix(".pot")
            for each in _FOLDER.joinpath(SOURCE).iterdir()
            if each.name.endswith(".pot")
        )
    )


def language_for(tag: str) -> str:
    """The language in which we speak to readers of another: itself, what it is a variant of, or English.

    >>> language_for("fr-CA"), language_for("EN"), language_for("tlh")
    ('fr', 'en', 'en')
    """
    return next((name for name in (tag, re.split("[-_]", tag)[0].lower()) if name in languages()), SOURCE)


def reader_language(environ: Mapping[str, str] = os.environ, *, otherwise: str = "fr") -> str:
    """The language of messages that the locale asks for (POSIX: LC_ALL, LC_MESSAGES, LANG).

    Where it asks for none, that of `otherwise`, a BCP 47 tag.

    >>> [reader_language({"LANG": lang}) for lang in ("fr_CA.UTF-8", "tlh", "C.UTF-8", "")]
    ['fr', 'en', 'fr', 'fr']
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "C")
    tag = re.split("[.@]", locale)[0].replace("_", "-")
    return language_for(otherwise if tag in ("C", "POSIX") else tag)


def catalog(domain: str, lang: str) -> Catalog:
    """A domain's file in one of `languages`, as it stands; empty if the language doesn't have it."""
    file = _FOLDER.joinpath(lang, f"{domain}.pot" if lang == SOURCE else f"{domain}.po")
    if lang != SOURCE and not file.is_file():
        return Catalog(locale=babel_locale(lang))
    with file.open("rb") as stream:
        return read_po(stream, ignore_obsolete=True, abort_invalid=True)


@cache
def _domain(domain: str, lang: str) -> Mapping[str, _Sentence]:
    """Key → sentence, those that a language lacks in English."""
    spoken = catalog(domain, lang)
    plural = c2py(spoken.plural_expr)
    own: dict[str, _Sentence] = {}
    for message in spoken:
        said = message.id if lang == SOURCE else message.string
        forms = (said,) if isinstance(said, str) else tuple(said or ("",))
        if message.context and all(forms) and not message.fuzzy:
            own[message.context] = _Sentence(forms, plural)
    return own if lang == SOURCE else {**_domain(domain, SOURCE), **own}


@cache
def sentences(domain: str, lang: str) -> Mapping[str, str]:
    """Key → sentence of a domain, for readers of a BCP 47 language; its braces aren't filled in.

    >>> sentences("book", "fr-CA")["contents"]
    'Sommaire'
    """
    return {key: sentence.forms[0] for key, sentence in _domain(domain, language_for(lang)).items()}


def say(domain: str, key: str, lang: str, **values: object) -> str:
    """A sentence with its braces filled in. `KeyError` for a key that English lacks."""
    return sentences(domain, lang)[key].format(**values)


def counted(domain: str, key: str, number: int, lang: str, **values: object) -> str:
    """A sentence in the form that a number asks for, which stands in it as `{n}`.

    >>> [counted("site", "n_essays", number, "fr") for number in (0, 1, 1200)]
    ['0 essai', '1 essai', '1\\u202f200 essais']
    """
    forms, plural = _domain(domain, language_for(lang))[key]
    return forms[plural(number)].format(n=format_decimal(number, locale=babel_locale(lang)), **values)
