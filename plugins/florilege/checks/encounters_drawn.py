"""What is wrong with the encounters that a volume draws: there are none."""

from collections.abc import Iterator

from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import ENCOUNTERS
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem
from florilege.encounters.encounters import encounters_in


def unprinted(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """A drawing of who names whom where nobody does: it isn’t printed, nor are the words beside it."""
    for volume in catalogue.volumes.values():
        matter = volume.matter(ENCOUNTERS)
        essays = [catalogue.essays.get(id) for id in volume.essays]
        are_read = all(essay and essay.key in prose for essay in essays)  # else others say what is wrong
        if matter and are_read and not encounters_in(volume, catalogue, prose).ties:
            yield problem("encounters-missing", matter.body.path, 1)


RULES: tuple[Rule, ...] = (unprinted,)
