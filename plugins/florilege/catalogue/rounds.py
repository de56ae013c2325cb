"""Rounds of proofs: which text each author was shown, who has approved it, what is to be corrected."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

SignsAs = Literal["author", "editor"]
"""Who signs off: an author first, then the editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Somebody's word that a text may be printed as it is."""

    by: str
    role: SignsAs
    date: datetime.date
    hash: str
    """That of the text (fingerprints.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofCorrection:
    """What somebody wants changed at a line of a proof, counted from 1 on each page."""

    page: int
    line: int
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An essay as its author was shown it."""

    essay: str
    hash: str
    code: str
    """By which one quotes the proof."""
    pages: int = 0
    approvals: tuple[Approval, ...] = ()
    corrections: tuple[ProofCorrection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRound:
    """`volumes/<volume>/rounds/<number>.yml`."""

    volume: str
    number: int
    date: datetime.date
    proofs: tuple[Proof, ...] = ()

    @property
    def path(self) -> str:
        """Its file, below `contributions/`."""
        return round_path(self.volume, self.number)

    def proof(self, essay: str) -> Proof | None:
        """The proof of an essay, if it is in this round."""
        return next((each for each in self.proofs if each.essay == essay), None)


def round_path(volume: str, number: int) -> str:
    """The file of a round, below `contributions/`."""
    return f"volumes/{volume}/rounds/{number}.yml"


def approvals(rounds: Iterable[ProofRound], essay: str) -> Iterator[Approval]:
    """All that were given to an essay, whichever text it had."""
    for each in rounds:
        if proof := each.proof(essay):
            yield from proof.approvals
