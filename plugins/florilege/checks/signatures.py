"""Who signs: each name is one person's or one organisation's, and known where it should be."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import PARTICLES, fold
from florilege.catalogue.writings import Author, Byline
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.fields import LONGEST_NAME, near
from florilege.reading.people import known_author, plain_name, split_names


def signed(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[Byline, ...]]]:
    """(path, field, bylines) of whatever is signed."""
    for essay in catalogue.essays.values():
        yield essay.body.path, "authors", essay.bylines
    for translation in catalogue.translations.values():
        yield translation.body.path, "translators", translation.translators
    for letter in catalogue.letters.values():
        yield letter.body.path, "authors", letter.bylines
    for meeting in catalogue.meetings.values():
        yield meeting.body.path, "organisers", meeting.organisers
        yield meeting.body.path, "persons", meeting.persons
    for path, bylines in catalogue.faulty_bylines.items():
        yield path, "authors", bylines
    for volume in catalogue.volumes.values():
        yield volume.body.path, "editors", volume.editors
        for matter in volume.matters:
            yield matter.body.path, "authors", matter.bylines


def _each(catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[int, int], Byline]]:
    """(path, field, place, byline) of every signature."""
    for path, field, bylines in signed(catalogue):
        for number, byline in enumerate(bylines):
            yield path, field, catalogue.place_of(path, f"{field}.{number}"), byline


def unknown_authors(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Ids that sign something and that no author has."""
    for path, _field, place, byline in _each(catalogue):
        id = byline.author
        if id and id not in catalogue.authors and TextKey("author", id) not in catalogue.refused:
            guess = near(id, [*catalogue.authors])
            yield problem("author-unknown", path, *place, author=id, suggestion=guess)


def names(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Texts that stand where a person's name belongs, and are none."""
    for path, field, bylines in signed(catalogue):
        for number, byline in enumerate(bylines):
            if not byline.organisation and not _is_of_author(byline, catalogue):
                yield from _of_name(number, bylines, field, catalogue, path)


def _is_of_author(byline: Byline, catalogue: Catalogue) -> bool:
    """Whether the name is the one that its author's file gives, which is judged there."""
    author = catalogue.authors.get(byline.author or "")
    return byline.author == byline.name or (author is not None and author.name == byline.name)


def _of_name(
    number: int, bylines: Sequence[Byline], field: str, catalogue: Catalogue, path: str
) -> Iterator[Problem]:
    """What is wrong with one name as printed, of those that sign."""
    name, place = bylines[number].name, catalogue.place_of(path, f"{field}.{number}")
    before, after = _around(number, number + 1, bylines, catalogue)
    joined = split_names(name)
    namesakes = catalogue.namesakes(name)
    if not plain_name(name):
        yield problem("name-address", path, *place, name=name, field=field)
    elif len(joined) > 1:
        entry = _line(field, [*before, *_entries(joined, name, catalogue), *after])
        yield problem("names-joined", path, *place, name=name, entry=entry, field=field)
    elif _is_mistyped_id(name):
        guess = near(suggest_id(name), [*catalogue.authors])
        yield problem("author-unknown", path, *place, author=name, suggestion=guess)
    elif len(namesakes) > 1:
        entry = _line(field, [*before, namesakes[0], *after])
        others = ", ".join(namesakes[1:])
        yield problem("author-ambiguous", path, *place, name=name, entry=entry, others=others)
    elif len(name) > LONGEST_NAME:
        yield problem("field-too-long", path, *place, field=field, max=LONGEST_NAME)


def author_names(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Authors whose name is no one person's: it holds several, is turned round, or is an address."""
    for author in catalogue.authors.values():
        path, name = author.body.path, author.name
        place = catalogue.place_of(path, "name")
        joined = split_names(name)
        if not author.organisation and not plain_name(name):
            yield problem("name-address", path, *place, name=name, field="name")
        elif not author.organisation and len(joined) > 1:
            entry = f"name: {_turned(joined, name) or joined[0]}"
            yield problem("author-name-joined", path, *place, name=name, entry=entry)


def names_split(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """One person whose two names stand as two: `[Lune, Ada]` in a list."""
    for path, field, bylines in signed(catalogue):
        for number, (one, other) in enumerate(pairwise(bylines)):
            if author := _person_of_both(one, other, catalogue):
                place = catalogue.place_of(path, f"{field}.{number}")
                before, after = _around(number, number + 2, bylines, catalogue)
                yield problem(
                    "name-split",
                    path,
                    *place,
                    one=one.name,
                    other=other.name,
                    name=author.name,
                    entry=_line(field, [*before, author.id, *after]),
                )


def _person_of_both(one: Byline, other: Byline, catalogue: Catalogue) -> Author | None:
    """The author whom two signatures of one word each name together."""
    if one.organisation or other.organisation:
        return None
    alone = [each for each in (one, other) if each.author is None and " " not in each.name]
    if len(alone) == 2:
        return catalogue.person_like(f"{one.name} {other.name}") or catalogue.person_like(
            f"{other.name} {one.name}"
        )
    if len(alone) == 1:
        whole = other if alone[0] is one else one
        author = catalogue.authors.get(whole.author or "")
        return author if author and fold(alone[0].name) in fold(author.name).split() else None
    return None


def names_parted(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Two unknown people side by side, one of whom has but part of a name: `[Dupont, Jean]` in a list."""
    for path, field, bylines in signed(catalogue):
        pairs = list(_parted(bylines, catalogue))
        seconds = {number + 1 for number in pairs}
        whole = [
            _item(_together(each.name, bylines[number + 1].name))
            if number in pairs
            else _typed(each, catalogue)
            for number, each in enumerate(bylines)
            if number not in seconds
        ]
        for number in pairs:
            yield problem(
                "name-parted",
                path,
                *catalogue.place_of(path, f"{field}.{number}"),
                one=bylines[number].name,
                other=bylines[number + 1].name,
                entry=_line(field, whole),
            )


def _parted(bylines: Sequence[Byline], catalogue: Catalogue) -> Iterator[int]:
    """Where pairs begin that may be one person each, no name in two of them."""
    taken = -1
    for number, pair in enumerate(pairwise(bylines)):
        unknown = all(each.author is None and not each.organisation for each in pair)
        partial = any(is_part_of_name(each.name) for each in pair)
        if number > taken and unknown and partial and not _person_of_both(*pair, catalogue):
            taken = number + 1
            yield number


def named_twice(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """People who stand twice in one list, by their id or by their name: the byline would name them twice."""
    for path, field, bylines in signed(catalogue):
        people = [
            each.author or next(iter(catalogue.namesakes(each.name)), fold(each.name)) for each in bylines
        ]
        once = [each for number, each in enumerate(bylines) if people.index(people[number]) == number]
        for number, byline in enumerate(bylines):
            if people.index(people[number]) != number:
                yield problem(
                    "person-twice",
                    path,
                    *catalogue.place_of(path, f"{field}.{number}"),
                    name=byline.name,
                    field=field,
                    entry=_line(field, (_typed(each, catalogue) for each in once)),
                )


_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]*)+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‑’'][^\W\d_]+)*")


def is_part_of_name(name: str) -> bool:
    """Whether a name is a surname alone, or a first name; a script without capitals may have no more.

    With a capital, a particle may be a first name: « Ben Ray ».

    >>> is_part_of_name("Dupont"), is_part_of_name("de la Tour"), is_part_of_name("J.-P.")
    (True, True, True)
    >>> is_part_of_name("Jean Dupont"), is_part_of_name("山田エミ"), is_part_of_name("Ben Ray")
    (False, False, False)
    """
    *particles, last = name.split() or [""]
    word = _WORD.fullmatch(last) and all(each in PARTICLES for each in particles)
    return name != name.lower() and bool(word or _INITIALS.fullmatch(name))


def _together(family: str, given: str) -> str:
    """The name of two parts in the order of lists, the family's first; initials are never that."""
    return f"{family} {given}" if _INITIALS.fullmatch(family) else f"{given} {family}"


def _is_mistyped_id(name: str) -> bool:
    """Whether it looks like an id with accents: small letters, hyphens and no space."""
    return "-" in name and " " not in name and name == name.lower() and any(map(str.isalpha, name))


_NOBODY = re.compile(r"al\.?|others|autres|alii|coll\.?", re.IGNORECASE)


def _entries(names: Iterable[str], whole: str, catalogue: Catalogue) -> Iterator[str]:
    """The entries of a list of people: ids of known ones, names of others, as YAML wants them."""
    names = [name for name in names if name and not _NOBODY.fullmatch(name)]
    turned = "" if any(known_author(name, catalogue) for name in names) else _turned(names, whole)
    for name in [turned] if turned else names:
        author = known_author(name, catalogue)
        yield author.id if author else _item(name)


def _around(
    start: int, end: int, bylines: Sequence[Byline], catalogue: Catalogue
) -> tuple[list[str], list[str]]:
    """The signatures before some of a list and those behind them, as items of a list."""
    before, after = bylines[:start], bylines[end:]
    return [_typed(each, catalogue) for each in before], [_typed(each, catalogue) for each in after]


def _typed(byline: Byline, catalogue: Catalogue) -> str:
    """A signature as an item of a list."""
    name = json.dumps(byline.name, ensure_ascii=False)
    if byline.author is None:
        return f"{{name: {name}, organisation: true}}" if byline.organisation else _item(byline.name)
    if _is_of_author(byline, catalogue) or byline.author not in catalogue.authors:
        return byline.author
    return f"{{id: {byline.author}, name: {name}}}"


def _line(field: str, items: Iterable[str]) -> str:
    """The line of front matter that lists people."""
    return f"{field}: [{', '.join(items)}]"


def _item(name: str) -> str:
    """A name as an item of a list, in quotes where YAML needs them."""
    plain = re.fullmatch(r"[\w.’' -]+", name) and not name.startswith(("-", "'"))
    return name if plain else json.dumps(name, ensure_ascii=False)


def _turned(names: list[str], whole: str) -> str:
    """« Given Family » for what seems to be « Family, Given »: a comma alone between, one side one word."""
    family, _, given = whole.partition(", ")
    one_word = " " not in family or " " not in given
    return f"{given} {family}" if names == [family, given] and one_word else ""


RULES: tuple[Rule, ...] = (unknown_authors, names, author_names, names_split, names_parted, named_twice)
