"""Links and mentions that the site has to drop: what they lead to isn't there, or not yet."""

from collections.abc import Iterator

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue, ExtraPage
from florilege.catalogue.presence import is_public, signers
from florilege.catalogue.rights import closed_to, missing
from florilege.catalogue.writings import Essay, Letter, Meeting
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem


def dropped(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """Links from what readers see to what they don't, and names of authors who have no page: once a text."""
    seen, hidden = signers(catalogue)
    gone = {TextKey("author", id) for id in hidden - seen}
    absent = {*_hidden(catalogue)}
    withdrawn = {essay.key for essay in catalogue.essays.values() if essay.status == "withdrawn"}
    for text in catalogue.texts():
        one = prose.get(text.key)
        if one is None or text.key in absent or text.key in gone:
            continue
        told = set[TextKey]()
        for reference in one.references:
            if reference.text in absent - withdrawn:
                facts = (text.body.path, reference.line)
                yield problem("link-off-site", *facts, link=reference.written)
            elif reference.text in gone and reference.text not in told:
                told.add(reference.text)
                yield _of_author(catalogue, text.body.path, reference.line, reference.text)
        for mention in one.mentions:
            author = catalogue.person(mention.person)
            if author and author.key in gone - told:
                told.add(author.key)
                yield _of_author(catalogue, text.body.path, mention.line, author.key)


def _of_author(catalogue: Catalogue, path: str, line: int, key: TextKey) -> Problem:
    return problem("author-off-site", path, line, name=catalogue.authors[key.id].name)


def _hidden(catalogue: Catalogue) -> Iterator[TextKey]:
    """The texts that aren't on the site; links to withdrawn ones are told by internal_links.py."""
    for text in catalogue.texts():
        if isinstance(text.of, Essay | Letter | Meeting | ExtraPage) and not is_public(text.of):
            yield text.key
    for volume in catalogue.volumes.values():
        for id in volume.essays if volume.consents.lacking == "leave-out" and volume.consents.needed else ():
            essay = catalogue.essays[id]
            if "site" in closed_to(catalogue, volume, id, missing(catalogue, volume, essay)):
                yield essay.key


RULES: tuple[Rule, ...] = (dropped,)
