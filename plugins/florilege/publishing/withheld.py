"""Anthology → what of it its authors have agreed to, on the site or in the volumes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from florilege.anthology import Anthology
from florilege.catalogue.agreements import Right
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rights import closed_to, missing
from florilege.catalogue.volumes import Part, Volume


def agreed_part(anthology: Anthology, *, of_print: bool, refusing: bool = True) -> Anthology:
    """The anthology without the essays and translations that their authors haven't agreed to.

    On the site an essay is missing without `site`; a volume knows what each of its editions may not hold
    (`Volume.withheld`), and (`of_print`) has none of the essays that no edition may hold. Where it refuses
    instead, it lists those editions no more; without `refusing` it leaves the essays out of them even so.
    Where no volume needs any right, nothing is missing.
    """
    catalogue = anthology.catalogue
    lacking = _lacking(catalogue)
    if not any(lacking.values()):
        return anthology
    off_site = set() if of_print else {id for id, rights in lacking.items() if "site" in rights}
    untranslated = {id for id, rights in lacking.items() if "translation" in rights} | off_site
    volumes = {
        id: _agreed(catalogue, volume, lacking, refusing=refusing) for id, volume in catalogue.volumes.items()
    }
    selected = replace(
        catalogue,
        essays={id: each for id, each in catalogue.essays.items() if id not in off_site},
        translations={
            key: each for key, each in catalogue.translations.items() if key.id not in untranslated
        },
        letters={key: each for key, each in catalogue.letters.items() if each.essay not in off_site},
        volumes={
            id: _without(volume, _in_none(volume) if of_print else off_site) for id, volume in volumes.items()
        },
    )
    kept = {text.key for text in selected.texts()}
    gone = {text.key for text in catalogue.texts()} - kept
    prose = {key: each for key, each in anthology.prose.items() if key not in gone}
    return replace(anthology, catalogue=selected, prose=prose)


def _lacking(catalogue: Catalogue) -> Mapping[str, frozenset[Right]]:
    """Essay → the rights that its volume lacks, for all essays of volumes that need any."""
    return {
        id: missing(catalogue, volume, catalogue.essays[id])
        for volume in catalogue.volumes.values()
        if volume.consents.needed
        for id in volume.essays
        if id in catalogue.essays
    }


def _agreed(
    catalogue: Catalogue, volume: Volume, lacking: Mapping[str, frozenset[Right]], *, refusing: bool
) -> Volume:
    """A volume that knows what each edition may not hold, and lists none of those that it refuses."""
    withheld = {
        (edition, essay)
        for essay in volume.essays
        if lacking.get(essay)
        for edition in closed_to(catalogue, volume, essay, lacking[essay])
        if edition != "site"
    }
    if not withheld:
        return volume
    lacks = volume.consents.lacking if refusing else "leave-out"
    known = replace(volume, withheld=frozenset(withheld), consents=replace(volume.consents, lacking=lacks))
    return replace(known, editions=tuple(each for each in volume.editions if each not in known.refused))


def _in_none(volume: Volume) -> set[str]:
    """The essays that no edition of a volume may hold."""
    held = {essay for edition in volume.editions for essay in volume.in_edition(edition).essays}
    return {essay for essay in volume.essays if essay not in held}


def _without(volume: Volume, essays: Iterable[str]) -> Volume:
    left_out = {*essays}
    if left_out.isdisjoint(volume.essays):
        return volume

    def left(part: Part) -> Part:
        return replace(part, essays=tuple(each for each in part.essays if each not in left_out))

    return replace(volume, parts=tuple(map(left, volume.parts)))
