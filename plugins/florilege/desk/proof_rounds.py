"""Rounds of proofs: begun, signed off, corrected. Pure: a round in, the next state of it out."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rounds import (
    Approval,
    Proof,
    ProofCorrection,
    ProofRound,
    SignsAs,
    approvals,
    proof_code,
)
from florilege.catalogue.sign_offs import has_signed, one_is_enough, roles_of, signatories, unsigned
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay
from florilege.diagnostics.problems import FlorilegeError, Problem, problem

_PLACE = re.compile(r"\s*(\d+)\s*[:.,]\s*(\d+)\s+(.*\S)\s*")


def begun(
    catalogue: Catalogue, volume: Volume, number: int, day: datetime.date
) -> tuple[ProofRound, tuple[Essay, ...]]:
    """A round as it is, or a new one without proofs; and the essays whose proofs are in it for good.

    These have another text than they had then. Raises `FlorilegeError` (2) for a number that isn't the next.
    """
    rounds = {each.number: each for each in catalogue.rounds.get(volume.id, ())}
    if number not in rounds and number != len(rounds) + 1:
        raise FlorilegeError(
            "round-number", exit_code=2, volume=volume.id, asked=number, next=len(rounds) + 1
        )
    own = rounds.get(number) or ProofRound(volume=volume.id, number=number, date=day)
    essays = essays_as_printed(catalogue, volume)
    changed = [
        essay
        for id, essay in essays.items()
        if (proof := own.proof(id)) is not None and proof.hash != text_hash(essay)
    ]
    return own, tuple(changed)


def with_proofs(round: ProofRound, essays: Iterable[Essay], pages: Mapping[str, int]) -> ProofRound:
    """The round with a proof of each of these essays, those that it had kept as they are."""
    new = [
        Proof(
            essay=essay.id,
            hash=(hash := text_hash(essay)),
            code=proof_code(essay.id, round.number, hash),
            pages=pages[essay.id],
        )
        for essay in essays
        if round.proof(essay.id) is None
    ]
    return replace(round, proofs=(*round.proofs, *new))


def _with(round: ProofRound, proof: Proof) -> ProofRound:
    proofs = tuple(proof if each.essay == proof.essay else each for each in round.proofs)
    return replace(round, proofs=proofs)


def role_of(
    name: str, catalogue: Catalogue, volume: Volume, essay: Essay, *, asked: SignsAs | None = None
) -> SignsAs:
    """As what somebody of this name signs: as `asked`, else as an author first, and then as an editor.

    Raises `FlorilegeError` (2), `signatory-unknown`, for a stranger, and for one who isn't what is asked.
    """
    roles = roles_of(name, catalogue, volume, essay)
    if asked in roles:
        return asked
    if roles and asked is None:
        rounds = catalogue.rounds.get(volume.id, ())
        given = [each for each in approvals(rounds, essay.id) if each.hash == text_hash(essay)]
        return next(
            (role for role in roles if not has_signed(name, role, given, catalogue, volume, essay)), roles[-1]
        )
    people = signatories(volume, essay)
    authors, editors = (
        ", ".join(byline.name for byline in people[role]) or "–" for role in get_args(SignsAs)
    )
    raise FlorilegeError(
        "signatory-unknown",
        exit_code=2,
        name=name,
        essay=essay.id,
        authors=authors,
        editors=editors,
        volume=volume.id,
    )


def approved(
    catalogue: Catalogue, round: ProofRound, essay: Essay, by: str, role: SignsAs, day: datetime.date
) -> ProofRound:
    """The round with somebody's approval of the text of a proof; the same where it is there already.

    `essay` is the essay that is approved, with the text of the proof or one of today. Raises
    `FlorilegeError` (2): `proof-missing`; `approval-early` where an author's isn't there yet.
    """
    proof = proof_in(round, essay.id)
    volume = catalogue.volumes[round.volume]
    if has_signed(by, role, proof.approvals, catalogue, volume, essay):
        return round
    lacking = unsigned(catalogue, volume, essay, hash=proof.hash)
    if role == "editor" and lacking.authors:
        raise FlorilegeError(
            "approval-early",
            exit_code=2,
            essay=essay.id,
            round=round.number,
            authors=", ".join(lacking.authors),
            name=lacking.authors[0],
            one="one-author" if len(essay.bylines) > 1 and not one_is_enough(catalogue, round.volume) else "",
        )
    given = Approval(by=by, role=role, date=day, hash=proof.hash)
    return _with(round, replace(proof, approvals=(*proof.approvals, given)))


def proof_in(round: ProofRound, essay: str) -> Proof:
    """The proof of an essay. Raises `FlorilegeError` (2), `proof-missing`, where there is none."""
    proof = round.proof(essay)
    if proof is None:
        raise FlorilegeError(
            "proof-missing", exit_code=2, essay=essay, round=round.number, volume=round.volume
        )
    return proof


def corrected(round: ProofRound, essay: str, corrections: Iterable[ProofCorrection]) -> ProofRound:
    """The round with corrections to a proof, in the order of its lines, each once."""
    proof = proof_in(round, essay)
    whole = sorted({*proof.corrections, *corrections}, key=lambda each: (each.page, each.line, each.text))
    return _with(round, replace(proof, corrections=tuple(whole)))


def correction_of(written: str, by: str = "") -> ProofCorrection | None:
    """`2:14 lire « le banc »`; None for what doesn't begin with a page and a line.

    >>> correction_of("2:14  Read “the bench”.")
    ProofCorrection(page=2, line=14, text='Read “the bench”.', by='')
    """
    found = _PLACE.fullmatch(written)
    if not found or "0" in (found[1].lstrip("0") or "0", found[2].lstrip("0") or "0"):
        return None
    return ProofCorrection(page=int(found[1]), line=int(found[2]), text=found[3], by=by)


def unapproved(catalogue: Catalogue, volume: Volume) -> tuple[Problem, ...]:
    """The essays of a volume with rounds that may not be printed yet: whose text lacks an approval."""
    volume = volume.in_edition("press")
    rounds = catalogue.rounds.get(volume.id, ())
    found: list[Problem] = []
    for id, essay in essays_as_printed(catalogue, volume).items() if rounds else ():
        if lacking := unsigned(catalogue, volume, essay):
            code = "essay-unapproved-by-author" if lacking.authors else "essay-unapproved"
            names = lacking.authors or tuple(byline.name for byline in volume.editors)
            path, line = _place(catalogue, rounds, id)
            shown, following = _to_show(rounds, essay)
            found.append(
                problem(
                    code,
                    path,
                    *line,
                    essay=id,
                    authors=", ".join(lacking.authors),
                    name=next(iter(names), ""),
                    volume=volume.id,
                    shown=shown or "",
                    next=following,
                )
            )
    return tuple(found)


def _to_show(rounds: Sequence[ProofRound], essay: Essay) -> tuple[int | None, int]:
    """The last round that has a proof of the text as it is, and the one that would show it."""
    hashes = {each.number: proof.hash for each in rounds if (proof := each.proof(essay.id))}
    shown = [number for number, hash in hashes.items() if hash == text_hash(essay)]
    last = rounds[-1].number
    return max(shown, default=None), last + 1 if last in hashes else last


def _place(catalogue: Catalogue, rounds: Sequence[ProofRound], essay: str) -> tuple[str, tuple[int, int]]:
    """Where the last proof of an essay stands; the file of the last round where there is none."""
    for each in reversed(rounds):
        for number, proof in enumerate(each.proofs):
            if proof.essay == essay:
                return each.path, catalogue.place_of(each.path, f"proofs.{number}.essay")
    return rounds[-1].path, (1, 0)


def lines_text(proof: Proof, lines: Sequence[Sequence[str]]) -> str:
    """The lines of a proof as numbered, in plain text: its code, then `page:line`, a tab, the line."""
    rows = [
        f"{page}:{number}\t{line}" for page, all in enumerate(lines, 1) for number, line in enumerate(all, 1)
    ]
    return "\n".join([proof.code, *rows]) + "\n"


def read_lines(file: Path, code: str) -> Mapping[tuple[int, int], str] | None:
    """Page and line → what `lines_text` wrote of them; None where the file isn't that of this proof."""
    try:
        first, *rows = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    found = {}
    for row in rows:
        place, _, line = row.partition("\t")
        page, _, number = place.partition(":")
        if page.isdecimal() and number.isdecimal():
            found[int(page), int(number)] = line
    return found if first == code else None
