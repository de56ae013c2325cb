"""What only the whole catalogue shows: catalogue, set texts → problems.

A rule is a function of the catalogue and the texts; `RULES` is all of them. To add one, write it and name it
there; its sentences go into language/.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from fontTools.unicodedata import script

from florilege.catalogue.keys import TextKey
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Catalogue
from florilege.catalogue.prices import price_of
from florilege.catalogue.sorting import fold
from florilege.catalogue.volumes import IsbnOf, Volume
from florilege.catalogue.writings import NOT_READY, Essay
from florilege.checks import (
    answers,
    desk_records,
    encounters_drawn,
    glossary_terms,
    off_site,
    people_named,
    plans_and_consents,
    printed_texts,
    printer_rules,
    signatures,
    translations,
)
from florilege.checks.likeness import alike, index, mixed_word
from florilege.checks.printer_rules import Rule, Texts
from florilege.checks.signatures import signed
from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.fields import near

Thing = TypeVar("Thing")


def check(catalogue: Catalogue, prose: Texts | None = None) -> tuple[Problem, ...]:
    """Every rule's problems, sorted; rules about the texts themselves see those that `prose` holds."""
    return tuple(sorted({each for rule in RULES for each in rule(catalogue, prose or {})}))


def names_alike(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Two authors, or an author and a byline without a file, with nearly the same name: told of both."""
    owners = _owners(catalogue)
    names = index(owner.name for owner in owners)
    before: defaultdict[str, list[_Owner]] = defaultdict(list)
    for owner in owners:
        for name in (owner.name, *alike(owner.name, names)):
            for other in before[name]:
                different = owner.orcid and other.orcid and owner.orcid != other.orcid
                if not different and not (owner.author and owner.author == other.author):
                    yield _alike(owner, other, catalogue)
                    yield _alike(other, owner, catalogue)
        before[owner.name].append(owner)


class _Owner(NamedTuple):
    """Who has a name, or another: an author, or a byline without a file (once for each name)."""

    name: str
    path: str
    field: str
    author: str = ""
    orcid: str | None = None


def _alike(owner: _Owner, other: _Owner, catalogue: Catalogue) -> Problem:
    """What is said of a name that is like another, where it stands."""
    return problem(
        "names-alike",
        owner.path,
        *catalogue.place_of(owner.path, owner.field),
        name=owner.name,
        other=other.name,
        path_of_other=other.path,
    )


def _owners(catalogue: Catalogue) -> list[_Owner]:
    authors = [
        _Owner(author.name, author.body.path, "name", author.id, author.orcid)
        for author in catalogue.authors.values()
    ]
    authors += [
        _Owner(name, author.body.path, f"also_known_as.{number}", author.id, author.orcid)
        for author in catalogue.authors.values()
        for number, name in enumerate(author.also_known_as)
    ]
    others: dict[str, _Owner] = {}
    for path, field, bylines in signed(catalogue):
        for number, byline in enumerate(bylines):
            if byline.author is None:
                others.setdefault(byline.name, _Owner(byline.name, path, f"{field}.{number}"))
    return authors + list(others.values())


def names_mixed(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """Names with a word in letters of two scripts, which look like one."""
    for owner in _owners(catalogue):
        if word := mixed_word(owner.name):
            place = catalogue.place_of(owner.path, owner.field)
            letters = _strange_letters(word)
            yield problem("name-mixed", owner.path, *place, name=owner.name, word=word, letters=letters)
    paths = {text.key: text.body.path for text in catalogue.texts()}
    for key, text in prose.items():
        for mention in text.mentions:
            if word := mixed_word(mention.person):
                letters = _strange_letters(word)
                name = mention.person
                yield problem("name-mixed", paths[key], mention.line, name=name, word=word, letters=letters)


def _strange_letters(word: str) -> str:
    """The letters of a word in two scripts that are of the one that has fewer, with their codes."""
    by_script = defaultdict(list)
    for character in word:
        by_script[script(character)].append(character)
    fewest = min(by_script.values(), key=len)
    return ", ".join(f"{each} {code_point(each)}" for each in dict.fromkeys(fewest))


def orcids_shared(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Two authors of one ORCID identifier."""
    for author, other in _conflicts(catalogue.authors.values(), lambda author: author.orcid or None):
        path = author.body.path
        yield problem(
            "orcid-twice",
            path,
            *catalogue.place_of(path, "orcid"),
            orcid=author.orcid,
            other=other.name,
            path_of_other=other.body.path,
        )


def _conflicts(
    things: Iterable[Thing], wish: Callable[[Thing], str | int | None]
) -> Iterator[tuple[Thing, Thing]]:
    """Each thing that wants what another wants, with the other: both, since either may be wrong."""
    groups = defaultdict(list)
    for thing in things:
        if (wanted := wish(thing)) is not None:
            groups[wanted].append(thing)
    for first, *others in groups.values():
        if others:
            yield first, others[0]
        yield from ((other, first) for other in others)


def missing_portraits(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Portraits that authors name and that aren't there."""
    for author in catalogue.authors.values():
        if author.portrait and author.portrait not in catalogue.images:
            path = author.body.path
            name = author.portrait.removeprefix("authors/")
            yield problem("portrait-missing", path, *catalogue.place_of(path, "portrait"), value=name)


def cover_pictures(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Pictures of covers that aren't there, and whole covers without one."""
    for volume in catalogue.volumes.values():
        path, cover = volume.body.path, volume.cover
        for name, picture in (("picture", cover.picture), ("mark", cover.mark)):
            if picture and picture not in catalogue.images:
                place = catalogue.place_of(path, f"cover.{name}")
                folder = path.rpartition("/")[0]
                value = picture.removeprefix(f"{folder}/")
                yield problem("cover-picture-missing", path, *place, value=value, folder=folder)
        if cover.whole and not cover.picture:
            yield problem("cover-without-picture", path, *catalogue.place_of(path, "cover.whole"))


def silent_authors(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Authors who sign nothing, with the text that seems to be theirs.

    Silent itself while a text whose authors can't be read might be theirs, and of those who seem to be meant
    by an id that no author has, which is told there.
    """
    read = {path for path, bylines in catalogue.faulty_bylines.items() if bylines}
    unread = catalogue.refused - {key for key, body in catalogue.faulty.items() if body.path in read}
    if any(key.kind in ("essay", "volume", "matter") for key in unread):
        return
    found = [(path, byline) for path, _, bylines in signed(catalogue) for byline in bylines]
    signing = {byline.author for _, byline in found}
    signing |= {near(id, [*catalogue.authors]) for id in signing - catalogue.authors.keys() if id}
    for author in catalogue.authors.values():
        if author.id not in signing:
            names = [_words(name) for name in (author.name, *author.also_known_as)]
            path, written = next(
                (
                    (path, byline.name)
                    for path, byline in found
                    if byline.author is None and any(map(_words(byline.name).issubset, names))
                ),
                ("", ""),
            )
            values = {"name": author.name, "id": author.id, "text": path, "written": written}
            yield problem("author-without-text", author.body.path, 1, 0, **values)


def _words(name: str) -> set[str]:
    return set(fold(name).split())


def requested_places(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Volumes and parts that essays name, those in error too."""
    for key, path, volume, part, ready in _requests(catalogue):
        if volume is None:
            if part is not None:
                having = [each.id for each in catalogue.volumes.values() if _has_part(each, part)]
                guess = next(iter([*having, *catalogue.volumes]), "")
                place = catalogue.place_of(path, "part")
                yield problem("part-without-volume", path, *place, part=part, volume=guess)
        elif found := catalogue.volumes.get(volume):
            yield from _requested_part(catalogue, found, key, path, part, ready=ready)
        else:
            yield from _unknown(catalogue, volume, path)


def requested_volumes(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Volumes that meetings name."""
    for meeting in catalogue.meetings.values():
        if meeting.volume is not None:
            yield from _unknown(catalogue, meeting.volume, meeting.body.path)


def _unknown(catalogue: Catalogue, volume: str, path: str) -> Iterator[Problem]:
    if volume not in catalogue.volumes and TextKey("volume", volume) not in catalogue.refused:
        guess = _meant_volume(volume, catalogue)
        place = catalogue.place_of(path, "volume")
        yield problem("volume-unknown", path, *place, volume=volume, suggestion=guess)


def _meant_volume(name: str, catalogue: Catalogue) -> str:
    """The id of the volume that is meant by a name like it, its number, its title, or as the only one."""
    volumes = catalogue.volumes.values()
    called = (
        each.id
        for each in volumes
        if fold(name) == fold(each.title) or re.findall(r"\d+", name) == [str(each.number)]
    )
    alone = next(iter(catalogue.volumes)) if len(volumes) == 1 else ""
    return next(called, "") or near(name, [*catalogue.volumes], likeness=0.5) or alone


def _has_part(volume: Volume, part: str) -> bool:
    return any(each.id == part for each in volume.parts)


def _requests(catalogue: Catalogue) -> Iterator[tuple[TextKey, str, str | None, str | None, bool]]:
    """Key and path of each essay, the volume and part that it names, and whether it is to be printed."""
    for essay in catalogue.essays.values():
        yield essay.key, essay.body.path, essay.volume, essay.part, essay.status not in NOT_READY
    for key, body in catalogue.faulty.items():
        if body.path in catalogue.faulty_places:
            yield key, body.path, *catalogue.faulty_places[body.path], True


def _requested_part(
    catalogue: Catalogue, volume: Volume, key: TextKey, path: str, part: str | None, *, ready: bool
) -> Iterator[Problem]:
    ids = [each.id for each in volume.parts]
    listed = any(key.id in each.listed for each in volume.parts)
    if part is None:
        if len(ids) > 1 and not listed and ready:
            place = catalogue.place_of(path, "volume")
            known = ", ".join(filter(None, ids))
            yield problem("part-unnamed", path, *place, volume=volume.id, part=ids[-1], known=known)
    elif part not in ids:
        yield problem(
            "part-unknown",
            path,
            *catalogue.place_of(path, "part"),
            volume=volume.id,
            part=part,
            suggestion=near(part, ids),
            known=", ".join(id for id in ids if id) or "—",
        )


def lists(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Essays that volumes list: they must be there, ready, listed once, and asking for no other volume."""
    seen: dict[str, tuple[str, tuple[int, int], str]] = {}
    for volume in catalogue.volumes.values():
        path = volume.body.path
        for rank, part in enumerate(volume.parts):
            for number, id in enumerate(part.listed):
                place = catalogue.place_of(path, f"parts.{rank}.essays.{number}")
                where = f"{volume.id}, {part.id or part.title or rank + 1}"
                if id in seen:
                    first_path, first_place, first = seen[id]
                    yield problem("essay-listed-twice", path, *place, essay=id, where=first)
                    yield problem("essay-listed-twice", first_path, *first_place, essay=id, where=where)
                elif essay := catalogue.essays.get(id):
                    yield from _listed(catalogue, essay, volume, place)
                elif TextKey("essay", id) not in catalogue.refused:
                    guess = near(id, [*catalogue.essays])
                    yield problem("essay-unknown", path, *place, essay=id, suggestion=guess)
                seen.setdefault(id, (path, place, where))


def _listed(catalogue: Catalogue, essay: Essay, volume: Volume, place: tuple[int, int]) -> Iterator[Problem]:
    path, own = volume.body.path, essay.body.path
    if essay.status in NOT_READY and essay.embargo is None:
        if essay.status == "withdrawn":
            yield problem("essay-withdrawn", path, *place, essay=essay.id)
        else:
            yield problem("essay-not-ready", path, *place, essay=essay.id, status=essay.status)
    if essay.volume not in (None, volume.id):
        values = {"essay": essay.id, "volume": essay.volume, "other": volume.id}
        line, column = place
        yield problem("essay-elsewhere", path, line, column, **values)
        line, column = catalogue.place_of(own, "volume")
        yield problem("essay-elsewhere", own, line, column, **values)


def ranks(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Two essays that ask for one rank, where the rank counts."""
    for volume in catalogue.volumes.values():
        if volume.order != "listed":
            continue
        for part in volume.parts:
            asking = (catalogue.essays[id] for id in part.essays if id not in part.listed)
            for essay, other in _conflicts(asking, lambda essay: essay.order):
                path = essay.body.path
                place = catalogue.place_of(path, "order")
                yield problem("order-twice", path, *place, other=other.id, order=essay.order)


def parts(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Parts of one id, parts that nothing fills, and volumes that hold nothing."""
    for volume in catalogue.volumes.values():
        path = volume.body.path
        awaited = any(part.listed for part in volume.parts)
        if not volume.essays and not awaited:
            yield problem("volume-empty", path, volume=volume.title)
        ranked = enumerate(volume.parts)
        for (rank, part), _other in _conflicts(ranked, lambda part: part[1].id):
            yield problem("part-twice", path, *catalogue.place_of(path, f"parts.{rank}"), part=part.id)
        for rank, part in enumerate(volume.parts):
            place = catalogue.place_of(path, f"parts.{rank}")
            if not part.essays and not part.listed and volume.essays:
                yield problem("part-empty", path, *place, part=part.title or part.id or volume.title)


def numbers(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Two volumes of one number."""
    for volume, other in _conflicts(catalogue.volumes.values(), lambda volume: volume.number):
        path = volume.body.path
        place = catalogue.place_of(path, "number")
        yield problem("volume-number-twice", path, *place, other=other.id, number=volume.number)


_ISBN_FIELDS: Mapping[IsbnOf, str] = {"print": "isbn", "pdf": "pdf.isbn", "ebook": "ebook.isbn"}


def isbns(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Two forms, of two volumes or of one, under one ISBN: each has its own (ISO 2108)."""
    given = [
        (volume, form, isbn.replace("-", ""))
        for volume in catalogue.volumes.values()
        for form, isbn in volume.isbns.items()
    ]
    for (volume, form, isbn), (other, *_rest) in _conflicts(given, lambda each: each[2]):
        place = catalogue.place_of(volume.body.path, _ISBN_FIELDS[form])
        yield problem("isbn-twice", volume.body.path, *place, isbn=isbn, other=other.id)


def prices(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Prices of what has an ISBN that can't be told to bookshops."""
    for volume in catalogue.volumes.values():
        told = {"price": volume.price, "pdf.price": volume.pdf.price, "ebook.price": volume.ebook.price}
        for (field, price), form in zip(told.items(), _ISBN_FIELDS, strict=True):
            if form in volume.isbns and any(map(str.isdigit, price)) and price_of(price) is None:
                place = catalogue.place_of(volume.body.path, field)
                yield problem("price-unread", volume.body.path, *place, price=price)


def unplaced(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Essays that are ready and stand in no volume; silent while a volume in error might list them."""
    if any(key.kind in ("volume", "matter") for key in catalogue.refused):
        return
    listed = {id for volume in catalogue.volumes.values() for part in volume.parts for id in part.listed}
    for essay in catalogue.essays.values():
        if not (essay.volume or essay.id in listed or essay.unlisted or essay.status in NOT_READY):
            known = ", ".join(catalogue.volumes)
            first = next(iter(catalogue.volumes), "")
            yield problem("essay-unplaced", essay.body.path, 1, 0, volume=first, known=known)


def licenses(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Licences that we don't know; essays that say none, an error where their volume says none either."""
    said = [(each.body.path, each.license) for each in catalogue.essays.values()]
    said += [(each.body.path, each.license) for each in catalogue.volumes.values()]
    for path, license in said:
        if license and license not in LICENSES:
            yield problem("license-unknown", path, *catalogue.place_of(path, "license"), value=license)
    for essay in catalogue.essays.values():
        path = essay.body.path
        volume = catalogue.volume_of.get(essay.id)
        if essay.license or essay.status in NOT_READY:
            continue
        if volume is None:
            yield problem("license-missing", path)
        elif volume.license:
            yield problem("license-inherited", path, license=volume.license)
        else:
            yield problem("license-none", path, volume=volume.id)


def lengths(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """Essays longer or shorter than their volume's limits; only those that `prose` holds are measured."""
    for id, volume in catalogue.volume_of.items():
        text = prose.get(TextKey("essay", id))
        if text is None:
            continue
        limits = volume.length
        path = catalogue.essays[id].body.path
        count = text.words if limits.unit == "words" else text.characters
        if limits.max is not None and count > limits.max:
            yield problem(f"essay-too-long-{limits.unit}", path, count=count, max=limits.max)
        elif count < limits.min:
            yield problem(f"essay-too-short-{limits.unit}", path, count=count, min=limits.min)


RULES: tuple[Rule, ...] = (
    *signatures.RULES,
    names_alike,
    names_mixed,
    orcids_shared,
    missing_portraits,
    cover_pictures,
    silent_authors,
    requested_places,
    requested_volumes,
    lists,
    ranks,
    parts,
    numbers,
    isbns,
    prices,
    unplaced,
    licenses,
    lengths,
    *answers.RULES,
    *glossary_terms.RULES,
    *encounters_drawn.RULES,
    *translations.RULES,
    *people_named.RULES,
    *off_site.RULES,
    *printer_rules.RULES,
    *plans_and_consents.RULES,
    *printed_texts.RULES,
    *desk_records.RULES,
)
