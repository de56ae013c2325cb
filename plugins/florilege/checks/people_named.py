"""Whom the texts name, `[[Given Family]]`: one person a pair of brackets, spelled as elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from florilege.catalogue.model import Catalogue
from florilege.checks.likeness import alike, index
from florilege.checks.printer_rules import Rule, Texts
from florilege.checks.signatures import is_part_of_name
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.people import split_names


def nearly_known(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """Mentions of somebody unknown with nearly the name of an author, or of a person named more often.

    Other unknown names are no mistake: most people whom an anthology mentions write nothing in it.
    """
    paths = {text.key: text.body.path for text in catalogue.texts()}
    authors = index(
        name for author in catalogue.authors.values() for name in (author.name, *author.also_known_as)
    )
    named = Counter(
        mention.person
        for text in prose.values()
        for mention in text.mentions
        if catalogue.person(mention.person) is None
    )
    others = index(named)
    for key, text in prose.items():
        for mention in text.mentions:
            person = mention.person
            if person not in named:
                continue
            more_often = (each for each in alike(person, others) if named[each] > named[person])
            if guess := next(chain(alike(person, authors), more_often), ""):
                yield problem("mention-near", paths[key], mention.line, person=person, suggestion=guess)


def joined(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """Mentions of several people in one, save of somebody who is known by that name."""
    paths = {text.key: text.body.path for text in catalogue.texts()}
    named = {mention.person for text in prose.values() for mention in text.mentions}
    named |= {author.name for author in catalogue.authors.values()}
    first_names = {name.split()[0] for name in named if " " in name and len(split_names(name)) == 1}
    for key, text in prose.items():
        for mention in text.mentions:
            people = _people_in(mention.person, catalogue, first_names)
            # « Family, Given » of which the family's name is what is printed.
            if len(people) > 1 and not (len(people) == 2 and mention.printed in people[0]):
                entry = _apart(mention.person, people)
                yield problem("mention-joined", paths[key], mention.line, person=mention.person, entry=entry)


def _people_in(name: str, catalogue: Catalogue, first_names: Collection[str]) -> list[str]:
    """The people whom a name seems to join; itself where it is one's, « Family, Given » or a firm's."""
    people = split_names(name)
    if len(people) < 2 or catalogue.person(name) or not all(each[0].isupper() for each in people):
        return [name]
    longer = [each for each in people if not is_part_of_name(each)]
    is_turned = name == ", ".join(people) and len(longer) < 2
    known = any(catalogue.person(each) or (each in first_names and not is_turned) for each in people)
    is_one = len(people) == 2 and not known and (is_turned or not longer)
    return [name] if is_one else people


def _apart(name: str, people: Sequence[str]) -> str:
    """A mention for each of some people, what joins them between.

    >>> _apart("Ada Lune et Bob Rue", ["Ada Lune", "Bob Rue"])
    '[[Ada Lune]] et [[Bob Rue]]'
    >>> _apart("Ada et Bob Rue", ["Ada", "Bob Rue"])
    '[[Ada Rue|Ada]] et [[Bob Rue]]'
    """
    family = people[-1].partition(" ")[2]
    parts, position = [], 0
    for person in people:
        start = name.find(person, position)
        if start < 0:  # joined by more than words
            return ", ".join(f"[[{each}]]" for each in people)
        whole = f"{person} {family}|{person}" if family and " " not in person else person
        parts += [name[position:start], f"[[{whole}]]"]
        position = start + len(person)
    return "".join([*parts, name[position:]])


RULES: tuple[Rule, ...] = (nearly_known, joined)
