"""Rounds of proofs: which text each author was shown, who has approved it, what is to be corrected."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

SignsAs = Literal["author", "editor"]
"""Who signs off: an author first, then the editor."""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none is taken for another, by the eye or by the ear."""


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


def proof_code(essay: str, number: int, hash: str) -> str:
    """Eight signs that name one proof of one text.

    >>> proof_code("le-banc", 1, "9f86d081884c7d65")
    'Z0VX-G8K8'
    """
    value = int.from_bytes(sha256(f"{essay} {number} {hash}".encode()).digest()[:5])
    signs = "".join(_SIGNS[value >> shift & 31] for shift in range(35, -5, -5))
    return f"{signs[:4]}-{signs[4:]}"
