"""What an editor plans for a volume: the call, the days by which things are due, the people she has asked."""

import datetime
from dataclasses import dataclass
from typing import Literal

from florilege.catalogue.lengths import Length

InvitationState = Literal["invited", "promised", "declined", "received"]
"""How far somebody is who was asked for a text."""

WhoApproves = Literal["every-author", "one-author"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The call for texts: the day on which it went out, and its words."""

    date: datetime.date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The last days for texts, for corrections on proofs, and for the file that goes to press."""

    manuscripts: datetime.date | None = None
    proofs: datetime.date | None = None
    printing: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Somebody who was asked, or has offered, to write."""

    name: str
    author: str | None = None
    """The id of their author file, once there is one."""
    state: InvitationState = "invited"
    essay: str | None = None
    """The id of what they have sent, once it is there."""
    length: Length | None = None
    """What was asked of them, where that isn't as for all."""
    lang: str | None = None
    """The language in which one writes to them (BCP 47)."""
    note: str = ""
    """The editor's own; published nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumePlan:
    """`volumes/<volume>/plan.yml`."""

    volume: str
    call: Call = Call()
    deadlines: Deadlines = Deadlines()
    length: Length | None = None
    """What is asked of everybody; None where that is what the volume takes."""
    invited: tuple[Invitation, ...] = ()
    approvals: WhoApproves = "every-author"
    """Who of several authors approves the proof of an essay, before an editor does."""

    @property
    def path(self) -> str:
        """Its file, below `contributions/`."""
        return plan_path(self.volume)


def plan_path(volume: str) -> str:
    """The file of a volume's plan, below `contributions/`."""
    return f"volumes/{volume}/plan.yml"
