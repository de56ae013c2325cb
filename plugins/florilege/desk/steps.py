"""What is to be done for an essay, step by step: each is done, missing, or nobody asks for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from florilege.anthology import Anthology
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rights import Lack, lacks
from florilege.catalogue.rounds import SignsAs
from florilege.catalogue.sign_offs import unsigned
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import NOT_READY, Essay
from florilege.diagnostics.problems import Level


@dataclass(frozen=True, kw_only=True)
class Case:
    """An essay of a volume, or somebody's who hasn't sent theirs, in its anthology."""

    anthology: Anthology
    volume: Volume
    essay: Essay | None
    authors: tuple[str, ...] = field(default=())
    """Their ids, of those who have a file."""

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """The rights that the volume needs and hasn't."""
        return tuple(lacks(self.anthology.catalogue, self.volume, self.essay)) if self.essay else ()

    @property
    def printed(self) -> Essay | None:
        """The essay as the volume prints it: its translation, where that is what stands there."""
        essays = essays_as_printed(self.anthology.catalogue, self.volume)
        return essays.get(self.essay.id, self.essay) if self.essay else None

    def signing(self, wanted: Callable[[str], bool]) -> tuple[str, ...]:
        """The names as printed of those who sign of whose id this holds; who has no file has an empty one."""
        signed = self.essay.bylines if self.essay else ()
        return tuple(each.name for each in signed if wanted(each.author or ""))

    @property
    def all_known(self) -> bool:
        """Whether there is a file of everybody who signs."""
        signed = self.essay.bylines if self.essay else ()
        return bool(self.authors) and all(each.author in self.authors for each in signed)


def text(case: Case) -> bool:
    """The text is there, and no draft."""
    return case.essay is not None and case.essay.status not in NOT_READY


def biography(case: Case) -> bool:
    """Each author has a notice."""
    return case.all_known and not without_biography(case)


def without_biography(case: Case) -> tuple[str, ...]:
    """Who of those who sign has no notice."""
    known = case.anthology.catalogue.authors
    return case.signing(lambda id: id not in known or not known[id].body.markdown.strip())


def portrait(case: Case) -> bool:
    """Each author has a portrait, organisations apart."""
    return case.all_known and not without_portrait(case)


def without_portrait(case: Case) -> tuple[str, ...]:
    """Who of those who sign has no portrait, organisations apart."""
    known, images = case.anthology.catalogue.authors, case.anthology.images
    return case.signing(
        lambda id: id not in known or not (known[id].organisation or known[id].portrait in images)
    )


def license(case: Case) -> bool:
    """The essay or its volume names a licence."""
    return bool(case.essay and (case.essay.license or case.volume.license))


def consent(case: Case) -> bool | None:
    """The volume has the rights that it needs; None where it needs none."""
    if not case.volume.consents.needed:
        return None
    return case.essay is not None and not case.lacks


def without_consent(case: Case) -> tuple[str, ...]:
    """Who of those who sign hasn't given a right that the volume needs."""
    return tuple(dict.fromkeys(each.author for each in case.lacks))


def check(case: Case) -> bool:
    """Nothing in the essay's folder is an error or a warning."""
    if case.essay is None:
        return False
    folder = f"{case.essay.key.folder}/"
    return not any(
        each.path.startswith(folder) and each.level in (Level.ERROR, Level.WARNING)
        for each in case.anthology.problems
    )


def proof(case: Case) -> bool | None:
    """The author has been shown the text as it is; None where the volume has no rounds of proofs."""
    rounds = case.anthology.catalogue.rounds.get(case.volume.id, ())
    if not rounds or case.printed is None:
        return None if not rounds else False
    shown = (each.proof(case.printed.id) for each in rounds)
    return text_hash(case.printed) in {each.hash for each in shown if each}


def approved(role: SignsAs, case: Case) -> bool | None:
    """The authors have, or the editor has, approved the text as it is; None where there are no proofs."""
    catalogue = case.anthology.catalogue
    if not catalogue.rounds.get(case.volume.id):
        return None
    return case.printed is not None and not unsigned(catalogue, case.volume, case.printed).lacks(role)


def without_approval(case: Case) -> tuple[str, ...]:
    """Who of those who sign has still to approve the text."""
    essay = case.printed
    return unsigned(case.anthology.catalogue, case.volume, essay).authors if essay else ()


class Step(NamedTuple):
    """A step by its name (language/, `desk`), whether it is done, and the deadline of the plan by which."""

    name: str
    is_done: Callable[[Case], bool | None]
    deadline: str
    by: SignsAs = "author"
    """Who has to do it; only an author is reminded, in the words of `lacking` (language/, `desk`)."""
    owing: Callable[[Case], tuple[str, ...]] | None = None
    """The names as printed of those who haven't done it, where each who signs does it alone."""


STEPS: tuple[Step, ...] = (
    Step("text", text, "manuscripts"),
    Step("biography", biography, "manuscripts", owing=without_biography),
    Step("portrait", portrait, "manuscripts", owing=without_portrait),
    Step("license", license, "manuscripts"),
    Step("consent", consent, "manuscripts", owing=without_consent),
    Step("check", check, "proofs", by="editor"),
    Step("proof", proof, "proofs", by="editor"),
    Step("author", partial(approved, "author"), "printing", owing=without_approval),
    Step("editor", partial(approved, "editor"), "printing", by="editor"),
)
"""In the order in which they are done."""
