"""What the authors of an essay have agreed to: which right, for which text, for how long and where.

French law wants each right named, and the extent, the place and the duration of each (code de la propriété
intellectuelle, L131-3).
"""

import datetime
from dataclasses import dataclass
from typing import Literal

Right = Literal["site", "print", "ebook", "offprint", "translation", "sale"]
FORM_RIGHTS: tuple[Right, ...] = ("site", "print", "ebook")
"""The rights that the form asks for (contributing/, `consent.publish`)."""
ConsentMeans = Literal["form", "mail", "pull-request", "paper"]
"""How a consent was given."""
Lacking = Literal["refuse", "leave-out"]
"""What becomes of an essay that lacks a consent: nothing is published, or all but the essay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededRights:
    """The rights that a volume needs of its authors, and what happens without them."""

    needed: tuple[Right, ...] = ()
    lacking: Lacking = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One author's agreement to one right."""

    author: str
    """The id of the author, or the name as printed of one who has no file."""
    right: Right
    territory: str
    duration: str
    means: ConsentMeans
    date: datetime.date
    hash: str
    """That of the text that was agreed to (fingerprints.py)."""
    license: str = ""
    corrections: float = 0.0
    """The share of words, in percent, that the editor may correct without asking again."""
    withdrawn: datetime.date | None = None
    """The day on which the author has taken it back."""

    def is_given(self, day: datetime.date | None) -> bool:
        """Whether it is given on a day, if only to be taken back; None stands for a day without an end."""
        return day is None or self.date <= day

    def is_held(self, day: datetime.date | None) -> bool:
        """Whether it is given on a day and not taken back by then."""
        return self.is_given(day) and (self.withdrawn is None or (day is not None and self.withdrawn > day))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedText:
    """A text as it was when somebody agreed to it, without its words."""

    hash: str
    title: str = ""
    sketch: tuple[str, ...] = ()
    """A letter for each word, in lines: from it is seen how many words have changed since (sketches.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """`consents/<essay>.yml`."""

    essay: str
    given: tuple[Consent, ...] = ()
    versions: tuple[AgreedText, ...] = ()

    @property
    def path(self) -> str:
        """Its file, below `contributions/`."""
        return consents_path(self.essay)


def consents_path(essay: str) -> str:
    """The file of the consents to an essay, below `contributions/`."""
    return f"consents/{essay}.yml"
