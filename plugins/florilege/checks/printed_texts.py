"""Rules about what was proofed and printed: does it still agree with the texts?"""

from collections.abc import Iterable, Iterator
from typing import get_args

from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import essays_as_printed, last_edition
from florilege.catalogue.rounds import ProofRound, SignsAs, approvals
from florilege.catalogue.sign_offs import roles_of, signatories, unsigned
from florilege.catalogue.volumes import Volume
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.fields import near


def proofs(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Proofs of essays that there aren't, and approvals of texts that aren't any more as they were."""
    for id, rounds in catalogue.rounds.items():
        volume = catalogue.volumes.get(id)
        for round in rounds if volume else ():
            yield from _unknown(catalogue, round)
        if volume:
            yield from _of_other_texts(catalogue, volume, rounds)
            yield from _of_strangers(catalogue, volume, rounds)


def _unknown(catalogue: Catalogue, round: ProofRound) -> Iterator[Problem]:
    known = {*catalogue.essays, *(key.id for key in catalogue.refused if key.kind == "essay")}
    for number, proof in enumerate(round.proofs):
        if proof.essay not in known:
            place = catalogue.place_of(round.path, f"proofs.{number}.essay")
            suggestion = near(proof.essay, known)
            yield problem("proof-essay-unknown", round.path, *place, essay=proof.essay, suggestion=suggestion)


def _of_other_texts(
    catalogue: Catalogue, volume: Volume, rounds: tuple[ProofRound, ...]
) -> Iterator[Problem]:
    """The last approval of a role of each text that nobody of this role has approved as it is."""
    for id, essay in essays_as_printed(catalogue, volume).items():
        lacking, hash = unsigned(catalogue, volume, essay), text_hash(essay)
        for role in (each for each in get_args(SignsAs) if lacking.lacks(each)):
            given = [each for each in approvals(rounds, id) if each.role == role]
            if given and given[-1].hash == hash:  # one of several authors has approved it: the others will
                continue
            if given:
                path, field = _place(rounds, id, role)
                place = catalogue.place_of(path, field)
                next = rounds[-1].number + 1
                yield problem(
                    "approval-other-text",
                    path,
                    *place,
                    by=given[-1].by,
                    title=essay.title,
                    volume=volume.id,
                    next=next,
                )


def _of_strangers(catalogue: Catalogue, volume: Volume, rounds: tuple[ProofRound, ...]) -> Iterator[Problem]:
    """Approvals by somebody who may not give them, which don't count; those before there was a proof."""
    essays = essays_as_printed(catalogue, volume)
    for round in rounds:
        for number, proof in enumerate(round.proofs):
            essay = essays.get(proof.essay)
            for place, each in enumerate(proof.approvals if essay else ()):
                if essay and each.date < round.date:
                    at = catalogue.place_of(round.path, f"proofs.{number}.approvals.{place}.date")
                    yield problem("approval-before-proof", round.path, *at, by=each.by, day=round.date)
                if essay and each.role not in roles_of(each.by, catalogue, volume, essay):
                    at = catalogue.place_of(round.path, f"proofs.{number}.approvals.{place}.by")
                    known = (byline.name for byline in signatories(volume, essay)[each.role])
                    yield problem(
                        "approval-stranger",
                        round.path,
                        *at,
                        by=each.by,
                        role=each.role,
                        essay=essay.id,
                        known=", ".join(known) or "–",
                    )


def _place(rounds: tuple[ProofRound, ...], essay: str, role: SignsAs) -> tuple[str, str]:
    """The file and the field of the last approval that somebody of a role has given to an essay."""
    return next(
        (round.path, f"proofs.{number}.approvals.{place}.hash")
        for round in reversed(rounds)
        for number, proof in enumerate(round.proofs)
        if proof.essay == essay
        for place, approval in reversed([*enumerate(proof.approvals)])
        if approval.role == role
    )


def editions(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Printed essays that aren't there any more, or stand in another volume now, or in none."""
    refused = {key.id for key in catalogue.refused if key.kind == "essay"}
    for volume in catalogue.volumes.values():
        edition = last_edition(catalogue, volume)
        for number, printed in enumerate(edition.essays if edition else ()):
            id = printed.essay
            if edition is None or id in volume.essays or id in refused:
                continue
            place = catalogue.place_of(edition.path, f"essays.{number}.essay")
            now = catalogue.volume_of.get(id)
            if id not in catalogue.essays:
                yield problem("printed-essay-gone", edition.path, *place, title=printed.title, essay=id)
            elif now:
                yield problem("printed-essay-moved", edition.path, *place, title=printed.title, now=now.id)
            else:
                own = volume.id
                yield problem("printed-essay-left-out", edition.path, *place, title=printed.title, volume=own)


def isbns(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Volumes that bear another ISBN than the book that was printed last."""
    for volume in catalogue.volumes.values():
        edition = last_edition(catalogue, volume)
        if edition and edition.isbn and edition.isbn != volume.isbn:
            place = catalogue.place_of(volume.key.path, "isbn")
            yield problem(
                "printed-isbn",
                volume.key.path,
                *place,
                isbn=volume.isbn or "–",
                number=edition.number,
                printed=edition.isbn,
            )


def errata(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Leaves of errata in volumes of which no printing is noted."""
    for volume in catalogue.volumes.values():
        for matter in volume.matters:
            if matter.kind == "errata" and not last_edition(catalogue, volume):
                yield problem("errata-unprinted", matter.body.path, 1, volume=volume.id)


def numbers(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Rounds and editions that aren't numbered one after the other from 1."""
    for rounds in catalogue.rounds.values():
        yield from _misnumbered((each.path, each.number) for each in rounds)
    for editions in catalogue.frozen.values():
        yield from _misnumbered((each.path, each.number) for each in editions)


def _misnumbered(files: Iterable[tuple[str, int]]) -> Iterator[Problem]:
    """The first of these paths and numbers that isn't where its number says."""
    for expected, (path, number) in enumerate(files, 1):
        if number != expected:
            yield problem("record-number", path, 1, 0, number=number, expected=expected)
            return


RULES: tuple[Rule, ...] = (proofs, editions, isbns, errata, numbers)
