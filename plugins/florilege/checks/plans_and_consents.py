"""What an editor's own files say against each other, or against the texts; see rules.py."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from florilege.catalogue.agreements import Consent, Consents, consents_path
from florilege.catalogue.invitations import is_of, sent
from florilege.catalogue.keys import TextKey
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Catalogue
from florilege.catalogue.plans import VolumePlan
from florilege.catalogue.rights import agreed_text, closed_to, is_current, lacks, signer
from florilege.catalogue.sketches import same_words
from florilege.catalogue.sorting import fold
from florilege.catalogue.writings import Essay
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.fields import near


def dates(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Days of a plan that don't come one after the other."""
    for plan in catalogue.plans.values():
        days = plan.deadlines
        inside = {"manuscripts": days.manuscripts, "proofs": days.proofs, "printing": days.printing}
        known = [("call.date", plan.call.date)] + [(f"deadlines.{name}", day) for name, day in inside.items()]
        told = [(field, day) for field, day in known if day]
        for (before, earlier), (field, day) in pairwise(told):
            if day < earlier:
                place = catalogue.place_of(plan.path, field)
                yield problem(
                    "plan-dates", plan.path, *place, field=field, day=day, before=before, other=earlier
                )


def invitations(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """People whose state in a plan isn't what the texts show; ids there that nothing has."""
    for plan in catalogue.plans.values():
        seen: dict[tuple[str, str | None], int] = {}
        for number, each in enumerate(plan.invited):
            field = f"invited.{number}"
            line = catalogue.place_of(plan.path, field)[0]
            first = seen.setdefault((each.author or each.name.casefold(), each.essay), line)
            if first != line:
                yield problem("plan-twice", plan.path, line, name=each.name, first=first)
            if each.author and _is_unknown(catalogue, TextKey("author", each.author)):
                place = catalogue.place_of(plan.path, f"{field}.author")
                guess = near(each.author, catalogue.authors)
                yield problem("plan-author-unknown", plan.path, *place, author=each.author, suggestion=guess)
            yield from _state(catalogue, plan, number)
            yield from _person(catalogue, plan, number)


def _state(catalogue: Catalogue, plan: VolumePlan, number: int) -> Iterator[Problem]:
    each = plan.invited[number]
    there = sent(catalogue, plan.volume, each)
    place = catalogue.place_of(plan.path, f"invited.{number}.state")
    if each.essay and not there:
        at = catalogue.place_of(plan.path, f"invited.{number}.essay")
        if each.essay in catalogue.essays:
            yield problem("plan-essay-elsewhere", plan.path, *at, essay=each.essay, volume=plan.volume)
        elif _is_unknown(catalogue, TextKey("essay", each.essay)):
            guess = near(each.essay, catalogue.essays)
            yield problem("plan-essay-unknown", plan.path, *at, essay=each.essay, suggestion=guess)
    elif each.state == "received" and not there:
        yield problem("plan-not-received", plan.path, *place, name=each.name)
    elif each.state == "declined" and there:
        yield problem("plan-declined", plan.path, *place, name=each.name, essay=there[0].id)
    elif each.state in ("invited", "promised") and there:
        yield problem("plan-arrived", plan.path, *place, name=each.name, essay=there[0].id, state=each.state)


def _person(catalogue: Catalogue, plan: VolumePlan, number: int) -> Iterator[Problem]:
    """Whose author's file, or whose essay, is wholly another's."""
    each = plan.invited[number]
    author = catalogue.authors.get(each.author or "")
    if author and not _may_be(each.name, (author.name, *author.also_known_as)):
        place = catalogue.place_of(plan.path, f"invited.{number}.author")
        yield problem(
            "plan-other-author", plan.path, *place, name=each.name, author=author.id, other=author.name
        )
    essay = catalogue.essays.get(each.essay or "")
    if essay and not is_of(catalogue, each, essay):
        names = tuple(byline.name for byline in essay.bylines)
        own = (each.name, author.name, *author.also_known_as) if author else (each.name,)
        if not any(_may_be(name, names) for name in own):
            place = catalogue.place_of(plan.path, f"invited.{number}.essay")
            yield problem(
                "plan-other-essay", plan.path, *place, name=each.name, essay=essay.id, signed=", ".join(names)
            )


def _may_be(name: str, others: Iterable[str]) -> bool:
    """Whether a name shares a word with one of others, as what people write of one person does."""
    words = {*fold(name).split()}
    return any(words & {*fold(each).split()} for each in others)


def _is_unknown(catalogue: Catalogue, key: TextKey) -> bool:
    known = catalogue.authors if key.kind == "author" else catalogue.essays
    return key.id not in known and key not in catalogue.refused


def consents(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Agreements of nobody, to nothing, twice, to another licence, or to another text."""
    for given in catalogue.consents.values():
        essay = catalogue.essays.get(given.essay)
        if essay:
            yield from _consents(catalogue, given, essay)
        elif _is_unknown(catalogue, TextKey("essay", given.essay)):
            guess = near(given.essay, catalogue.essays)
            yield problem("consent-essay-unknown", given.path, 1, essay=given.essay, suggestion=guess)


def _consents(catalogue: Catalogue, given: Consents, essay: Essay) -> Iterator[Problem]:
    signers = [signer(byline) for byline in essay.bylines]
    names = {name for byline in essay.bylines for name in (byline.author, byline.name)}
    held: dict[tuple[str, str], int] = {}
    volume = catalogue.volume_of.get(essay.id)
    told = volume.consents.needed if volume else ()
    license = essay.license or (volume.license if volume else "")
    for number, each in enumerate(given.given):
        line, column = catalogue.place_of(given.path, f"given.{number}")
        if each.author not in names:
            at = catalogue.place_of(given.path, f"given.{number}.author")
            guess = near(each.author, signers) or (signers[0] if len(signers) == 1 else "")
            yield problem("consent-author-unknown", given.path, *at, author=each.author, suggestion=guess)
            continue
        if each.withdrawn and each.withdrawn < each.date:
            at = catalogue.place_of(given.path, f"given.{number}.withdrawn")
            yield problem(
                "consent-withdrawn-before",
                given.path,
                *at,
                author=each.author,
                withdrawn=each.withdrawn,
                day=each.date,
            )
        if not each.is_held(catalogue.day):
            continue
        first = held.setdefault((each.author, each.right), line)
        if first != line:
            yield problem(
                "consent-twice", given.path, line, right=each.right, author=each.author, first=first
            )
        if each.license and license and each.license != license:
            at = catalogue.place_of(given.path, f"given.{number}.license")
            yield problem(
                "consent-license",
                given.path,
                *at,
                license=_called(each.license),
                other=_called(license),
                author=each.author,
            )
        if each.right not in told:
            yield from _of_another_text(given, each, essay, (line, column))


def _called(license: str) -> str:
    return LICENSES[license].title or license if license in LICENSES else license


def _of_another_text(
    given: Consents, each: Consent, essay: Essay, place: tuple[int, int]
) -> Iterator[Problem]:
    if is_current(each, given, essay):
        return
    agreed = agreed_text(each, given)
    if agreed and agreed.title and not same_words(agreed.title, essay.title):
        yield problem(
            "consent-title",
            given.path,
            *place,
            author=each.author,
            title=agreed.title,
            other=essay.title,
            essay=essay.id,
        )
    else:
        yield problem(
            "consent-to-confirm", given.path, *place, author=each.author, right=each.right, essay=essay.id
        )


def needed_rights(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Rights that a volume needs and an essay's authors haven't given, each author once for each reason."""
    for volume in catalogue.volumes.values():
        code = "consent-lacking" if volume.consents.lacking == "refuse" else "consent-left-out"
        for id in volume.essays if volume.consents.needed else ():
            path = consents_path(id)
            if id not in catalogue.essays or path in catalogue.faulty_records:
                continue
            rights = defaultdict(list)
            for each in lacks(catalogue, volume, catalogue.essays[id]):
                rights[each.author, each.why].append(each.right)
            for (author, why), lacking in rights.items():
                closed = closed_to(catalogue, volume, id, lacking)
                listed = [each for each in closed if each == "site" or each in volume.editions]
                yield problem(
                    code,
                    path,
                    1,
                    why=f"consent-{why}",
                    author=author,
                    rights=", ".join(lacking),
                    essay=id,
                    volume=volume.id,
                    editions=", ".join(listed or closed or lacking),
                )


RULES: tuple[Rule, ...] = (dates, invitations, consents, needed_rights)
