"""Anthology with errors → the anthology of what is good in it.

Each error leaves out what it is about and nothing else: an essay, an author's notice, a preface, a tome, an
entry of a tome's list. What refers to it goes on without it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from florilege.anthology import Anthology
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.volumes import Part, Volume
from florilege.catalogue.writings import Author, Byline, Essay
from florilege.diagnostics.problems import Level, Problem, problem

OF_PRINT = frozenset(
    {
        *("binding-unknown", "pages-too-few", "pages-too-many", "paper-unknown"),
        "trim-refused",
    }
)
"""Codes of what only paper knows, be it an error or a warning: what has one is on the site all the same."""

OF_ENTRIES = frozenset({"essay-elsewhere", "essay-listed-twice", "essay-unknown"})
"""Codes of errors that are about one entry of a tome's list: the tome is made without it."""

_WRONGLY_LISTED = frozenset({"essay-elsewhere"})
"""Those of them whose essay is there, and would be printed where it is listed."""


def good_part(anthology: Anthology, *, of_print: bool) -> Anthology:
    """The anthology without what is in error, on the site or (`of_print`) in the tomes; it has no problems.

    A name whose author is left out stays as printed, without notice or page; where an essay gives no name
    but the author's id, and the author's file none either, the essay is left out too, and a tome has no such
    editor. An essay of a tome that is left out stands in none.
    """
    stopping = [
        each
        for each in anthology.problems
        if (of_print if each.code in OF_PRINT else each.level is Level.ERROR)
    ]
    blamed = {each.path for each in stopping if each.code not in {*OF_ENTRIES, "portrait-missing"}}
    good = {
        key
        for key, prose in anthology.prose.items()
        if key.path not in blamed
        and (key.folder or HOME.path) not in blamed
        and all(image in anthology.images for image in prose.images)
    }
    catalogue = anthology.catalogue
    authors = {id: _author(each, anthology) for id, each in catalogue.authors.items() if each.key in good}
    essays = {
        id: replace(essay, bylines=bylines)
        for id, essay in catalogue.essays.items()
        if essay.key in good and (bylines := _named(essay.bylines, authors)) is not None
    }
    translations = {
        key: replace(translation, translators=bylines)
        for key, translation in catalogue.translations.items()
        if key in good and key.id in essays
        if (bylines := _named(translation.translators, authors)) is not None
    }
    letters = {
        key: replace(letter, bylines=bylines)
        for key, letter in catalogue.letters.items()
        if key in good and letter.essay in essays
        if (bylines := _named(letter.bylines, authors)) is not None
    }
    meetings = {
        id: replace(meeting, organisers=organisers, persons=persons)
        for id, meeting in catalogue.meetings.items()
        if meeting.key in good
        if (organisers := _named(meeting.organisers, authors)) is not None
        if (persons := _named(meeting.persons, authors)) is not None
    }
    volumes = dict(_volumes(anthology, good, authors, essays, stopping))
    pages = {id: page for id, page in catalogue.pages.items() if page.key in good}
    selected = replace(
        catalogue,
        authors=authors,
        essays=essays,
        translations=translations,
        letters=letters,
        meetings=meetings,
        volumes=volumes,
        pages=pages,
    )
    kept = {text.key for text in selected.texts()} & good
    return replace(
        anthology,
        catalogue=selected,
        prose={key: prose for key, prose in anthology.prose.items() if key in kept},
        problems=(),
    )


def _author(author: Author, anthology: Anthology) -> Author:
    """An author, without a portrait that isn't there."""
    return author if author.portrait in anthology.images else replace(author, portrait=None)


def _named(bylines: tuple[Byline, ...], authors: Mapping[str, Author]) -> tuple[Byline, ...] | None:
    """The names as printed, without the ids of authors who are left out; None where one isn't known."""
    known = tuple(each if each.author in authors else replace(each, author=None) for each in bylines)
    left = (was for was, now in zip(bylines, known, strict=True) if now.author != was.author)
    unknown = any(each.author == each.name for each in left)
    return None if unknown else known


def _volumes(
    anthology: Anthology,
    good: set[TextKey],
    authors: Mapping[str, Author],
    essays: Mapping[str, Essay],
    stopping: list[Problem],
) -> Iterator[tuple[str, Volume]]:
    wrong = {(each.path, dict(each.values).get("essay")) for each in stopping if each.code in _WRONGLY_LISTED}
    for id, volume in anthology.catalogue.volumes.items():
        pictures = (volume.cover.picture, volume.cover.mark)
        if volume.key in good and all(p in anthology.images for p in pictures if p):
            matters = ((each, _named(each.bylines, authors)) for each in volume.matters if each.key in good)
            yield (
                id,
                replace(
                    volume,
                    editors=tuple(each for one in volume.editors for each in _named((one,), authors) or ()),
                    matters=tuple(
                        replace(each, bylines=names) for each, names in matters if names is not None
                    ),
                    parts=tuple(_part(each, volume, essays, wrong) for each in volume.parts),
                ),
            )


def _part(
    part: Part, volume: Volume, essays: Mapping[str, Essay], wrong: set[tuple[str, str | None]]
) -> Part:
    path = volume.body.path
    return replace(part, essays=tuple(id for id in part.essays if id in essays and (path, id) not in wrong))


def broken_references(anthology: Anthology, good: Anthology) -> Iterator[Problem]:
    """A warning for each link of a text of `good` that leads to what isn't in it, though it is somewhere."""
    catalogue = anthology.catalogue
    left_out = ({text.key for text in catalogue.texts()} | catalogue.refused) - good.prose.keys()
    said = {(each.path, each.line, each.values): each for each in anthology.problems}
    for key, prose in good.prose.items():
        for reference in prose.references:
            if reference.text in left_out:
                found = problem("link-left-out", key.path, reference.line, link=reference.written)
                yield said.get((found.path, found.line, found.values), found)
