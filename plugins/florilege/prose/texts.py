"""Catalogue → all its texts, set: from the cache where nothing changed, else in worker processes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author, Essay
from florilege.diagnostics.problems import Problem, problem
from florilege.language.locales import primary_language
from florilege.prose.manuscript import Manuscript, TextSet
from florilege.prose.prose import Prose, Reference
from florilege.prose.source import densest_line
from florilege.runtime.cache import Store, code_version, key_of
from florilege.runtime.workers import Failure, Workers

SECONDS = 15
"""Per text: an honest one of 60 pages takes 2."""

_RESULT = TypeAdapter(TextSet)
_PACKAGES = ("markdown", "pymdown-extensions", "nh3", "python-slugify", "latex2mathml", "emoji")


def manuscripts(catalogue: Catalogue) -> Iterator[Manuscript]:
    """Every text of the catalogue, with the spacing, the kept names and the title it gets."""
    notice_in = catalogue.notice_in
    all_keep = tuple(dict.fromkeys(name for volume in catalogue.volumes.values() for name in volume.keep))
    for text in catalogue.texts():
        yield Manuscript(
            key=text.key,
            body=text.body,
            genre=text.of.genre if isinstance(text.of, Essay) else None,
            title=text.title,
            keep=text.volume.keep if text.volume else all_keep,
            locale=locale_for(
                notice_in.get(text.of.id) if isinstance(text.of, Author) else text.volume, text.body.lang
            ),
            emoji=text.volume.emoji if text.volume else "print",
        )


def locale_for(volume: Volume | None, lang: str) -> str:
    """The language whose spacing a text in `lang` gets: its volume's, so that a tome is of one piece.

    Only where both are the same language (a Québec text in a French tome), and unless the volume says
    `spacing: author`.
    """
    if (
        volume is None
        or volume.spacing == "author"
        or primary_language(volume.lang) != primary_language(lang)
    ):
        return lang
    return volume.lang


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTexts:
    """What setting all texts gave, by key."""

    prose: Mapping[TextKey, Prose]
    """The texts without error."""
    references: Mapping[TextKey, tuple[Reference, ...]]
    """What each text refers to, those in error too, as far as they could be read."""
    problems: tuple[Problem, ...]


def set_texts(wanted: Sequence[Manuscript], store: Store, pool: Workers) -> SetTexts:
    """Set every text."""
    results = _results("set_text", wanted, store, pool)
    return SetTexts(
        prose={key: result.prose for key, result in results.items() if result.prose},
        references={key: result.references for key, result in results.items()},
        problems=tuple(problem for result in results.values() for problem in result.problems),
    )


def suggestions(wanted: Sequence[Manuscript], store: Store, pool: Workers) -> tuple[Problem, ...]:
    """What typography suggests for every text: a third of what setting takes, so only where asked for."""
    results = _results("suggest", wanted, store, pool)
    return tuple(problem for result in results.values() for problem in result.problems)


def _results(
    name: Literal["set_text", "suggest"], wanted: Sequence[Manuscript], store: Store, pool: Workers
) -> dict[TextKey, TextSet]:
    """What a function of prose/setting.py gives for each text, from the cache where it knows.

    A text that stalls, fills the memory or ends its worker is a problem at the line most likely to blame;
    that isn't kept, since another machine may be faster.
    """
    version = code_version("prose", *_PACKAGES)
    keys = {text.key: _key(name, text, version) for text in wanted}
    results = {text.key: kept for text in wanted if (kept := _kept(store, keys[text.key]))}
    missing = [text for text in wanted if text.key not in results]
    for text, result in zip(missing, _run(name, missing, pool), strict=True):
        if isinstance(result, Failure):
            results[text.key] = TextSet(problems=(_stalled(text, result),))
        else:
            store.put(keys[text.key], _RESULT.dump_json(result))
            results[text.key] = result
    return results


def _key(name: str, text: Manuscript, version: str) -> str:
    body = text.body
    of_body = (body.path, body.line, body.markdown, body.lang)
    return key_of(
        name, version, str(text.key), *of_body, text.locale, text.keep, text.emoji, text.title, text.genre
    )


def _kept(store: Store, key: str) -> TextSet | None:
    content = store.get(key)
    try:
        return None if content is None else _RESULT.validate_json(content)
    except ValidationError:
        return None


def _run(
    name: Literal["set_text", "suggest"], missing: Sequence[Manuscript], pool: Workers
) -> Iterator[TextSet | Failure]:
    if missing:
        yield from pool.run(partial(_call, name), missing, seconds=SECONDS)


def _call(name: Literal["set_text", "suggest"], text: Manuscript) -> TextSet:
    """What a function of prose/setting.py gives for a text, in a worker: Markdown is loaded there alone."""
    from florilege.prose import setting

    function: Callable[[Manuscript], TextSet] = getattr(setting, name)
    return function(text)


def _stalled(text: Manuscript, failure: Failure) -> Problem:
    line = text.body.line + densest_line(text.body.markdown)
    if failure.kind == "timeout":
        return problem("text-timeout", text.body.path, line, seconds=failure.detail)
    return problem("text-crash", text.body.path, line, failure=failure.kind, amount=failure.detail)
