"""Rounds of proofs, who signs an essay, who edits its volume → whose approval of the text is lacking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rounds import Approval, SignsAs, approvals
from florilege.catalogue.sorting import fold
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Whose approval a text lacks: false where nobody's is lacking any more."""

    authors: tuple[str, ...] = ()
    """The names as printed of those of its authors who have to approve and haven't."""
    editor: bool = False

    def __bool__(self) -> bool:
        return bool(self.authors or self.editor)

    def lacks(self, role: SignsAs) -> bool:
        """Whether an approval of this role is lacking."""
        return self.editor if role == "editor" else bool(self.authors)


def signatories(volume: Volume, essay: Essay) -> Mapping[SignsAs, tuple[Byline, ...]]:
    """Who may approve an essay: its authors first, then the editors of its volume."""
    return {"author": essay.bylines, "editor": volume.editors}


def roles_of(name: str, catalogue: Catalogue, volume: Volume, essay: Essay) -> tuple[SignsAs, ...]:
    """As what somebody of this name may approve an essay; nothing for a stranger."""
    people = signatories(volume, essay)
    return tuple(
        role for role, bylines in people.items() if any(_is(name, each, catalogue) for each in bylines)
    )


def has_signed(
    name: str,
    role: SignsAs,
    given: Sequence[Approval],
    catalogue: Catalogue,
    volume: Volume,
    essay: Essay,
) -> bool:
    """Whether one of these approvals is of somebody of this name, as whatever name it was noted."""
    theirs = [each for each in signatories(volume, essay)[role] if _is(name, each, catalogue)]
    return any(_has_signed(byline, role, given, catalogue) for byline in theirs)


def unsigned(catalogue: Catalogue, volume: Volume, essay: Essay, *, hash: str = "") -> Unsigned:
    """Whose approval an essay of a volume lacks, as it is now, or the text of it that has this `hash`.

    Each author's, or of several one alone where the plan says so; and one editor's.
    """
    rounds = catalogue.rounds.get(volume.id, ())
    wanted, day = hash or text_hash(essay), catalogue.day
    given = [
        each
        for each in approvals(rounds, essay.id)
        if each.hash == wanted and (day is None or each.date <= day)
    ]
    authors = tuple(
        byline.name for byline in essay.bylines if not _has_signed(byline, "author", given, catalogue)
    )
    if one_is_enough(catalogue, volume.id) and len(authors) < len(essay.bylines):
        authors = ()
    editor = any(_has_signed(byline, "editor", given, catalogue) for byline in volume.editors)
    return Unsigned(authors, not editor)


def one_is_enough(catalogue: Catalogue, volume: str) -> bool:
    """Whether the plan of a volume asks for the approval of one alone of several authors."""
    plan = catalogue.plans.get(volume)
    return plan is not None and plan.approvals == "one-author"


def _has_signed(byline: Byline, role: SignsAs, given: Iterable[Approval], catalogue: Catalogue) -> bool:
    return any(each.role == role and _is(each.by, byline, catalogue) for each in given)


def _is(name: str, byline: Byline, catalogue: Catalogue) -> bool:
    """Whether somebody of this name is who signs so: as printed, by the id or by a name of the author."""
    person = catalogue.authors.get(byline.author or "")
    known = {byline.name, byline.author or byline.name}
    known |= {person.name, *person.also_known_as} if person else set()
    return fold(name) in {fold(each) for each in known}
