"""A catalogue, the day on which it is looked at → what that day shows: days to come, deadlines that are past.

No rule of checks/rules.py: a build has no clock, so that the same input gives the same pages.
"""

from collections.abc import Iterator
from datetime import date

from florilege.catalogue.invitations import sent
from florilege.catalogue.model import Catalogue
from florilege.catalogue.plans import VolumePlan
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.sign_offs import unsigned
from florilege.diagnostics.problems import Problem, problem


def on_day(catalogue: Catalogue, today: date) -> tuple[Problem, ...]:
    """What a day shows, sorted."""
    return tuple(sorted({*_to_come(catalogue, catalogue.day or today), *_past(catalogue, today)}))


def _to_come(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Agreements, approvals and printings that there can't have been yet."""
    for path, field, day in _given(catalogue):
        if day > today:
            place = catalogue.place_of(path, field)
            yield problem("day-future", path, *place, field=field.rpartition(".")[2], day=day)


def _given(catalogue: Catalogue) -> Iterator[tuple[str, str, date]]:
    """Path, field and day of each agreement, withdrawal, printing, round of proofs and approval."""
    for consents in catalogue.consents.values():
        for number, each in enumerate(consents.given):
            yield consents.path, f"given.{number}.date", each.date
            if each.withdrawn:
                yield consents.path, f"given.{number}.withdrawn", each.withdrawn
    for editions in catalogue.frozen.values():
        yield from ((each.path, "date", each.date) for each in editions)
    for rounds in catalogue.rounds.values():
        for round in rounds:
            yield round.path, "date", round.date
            for place, proof in enumerate(round.proofs):
                for number, approval in enumerate(proof.approvals):
                    yield round.path, f"proofs.{place}.approvals.{number}.date", approval.date


def _past(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Deadlines that have passed while somebody is waited for; nobody is, of what is printed."""
    for plan in catalogue.plans.values():
        if catalogue.frozen.get(plan.volume):
            continue
        for name, kind, waited in (
            ("manuscripts", "reminder", _without_text(catalogue, plan, "promised")),
            ("manuscripts", "invitation", _without_text(catalogue, plan, "invited")),
            ("printing", "reminder", _unapproved(catalogue, plan)),
        ):
            day = getattr(plan.deadlines, name)
            if day and day < today and waited:
                place = catalogue.place_of(plan.path, f"deadlines.{name}")
                yield problem(
                    "deadline-past",
                    plan.path,
                    *place,
                    field=name,
                    day=day,
                    waited=", ".join(waited),
                    volume=plan.volume,
                    kind=kind,
                )


def _without_text(catalogue: Catalogue, plan: VolumePlan, state: str) -> list[str]:
    """The people who were asked and haven't sent a text; who has promised nothing yet is invited again."""
    asked = [each for each in plan.invited if each.state == state]
    return [each.name for each in asked if not sent(catalogue, plan.volume, each)]


def _unapproved(catalogue: Catalogue, plan: VolumePlan) -> list[str]:
    """The essays of a volume with rounds of proofs that somebody has still to approve."""
    volume = catalogue.volumes.get(plan.volume)
    if volume is None or not catalogue.rounds.get(volume.id):
        return []
    essays = essays_as_printed(catalogue, volume)
    return [id for id, each in essays.items() if unsigned(catalogue, volume, each)]
