"""Anthology → what of it its authors have agreed to, on the site or in the volumes."""

from collections.abc import Mapping
from dataclasses import replace

from florilege.anthology import Anthology
from florilege.catalogue.agreements import Right
from florilege.catalogue.model import Catalogue, Part, Volume
from florilege.catalogue.rights import missing, of_files


def agreed_part(anthology: Anthology, *, of_print: bool) -> Anthology:
    """The anthology without the essays and translations that their authors haven't agreed to.

    On the site an essay is missing without `site`, in a volume (`of_print`, and in the volume's table on the
    site) without a right that one of the volume's files takes. Where no volume needs any, nothing is.
    """
    catalogue = anthology.catalogue
    lacking = _lacking(catalogue)
    if not any(lacking.values()):
        return anthology
    off_site = set() if of_print else {id for id, rights in lacking.items() if "site" in rights}
    untranslated = {id for id, rights in lacking.items() if "translation" in rights} | off_site
    selected = replace(
        catalogue,
        essays={id: each for id, each in catalogue.essays.items() if id not in off_site},
        translations={
            key: each for key, each in catalogue.translations.items() if key.id not in untranslated
        },
        letters={key: each for key, each in catalogue.letters.items() if each.essay not in off_site},
        volumes={
            id: replace(
                _without(volume, off_site | {each for each in lacking if lacking[each] & of_files(volume)}),
                no_offprint=frozenset(each for each in volume.essays if "offprint" in lacking.get(each, ())),
            )
            for id, volume in catalogue.volumes.items()
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


def _without(volume: Volume, essays: set[str]) -> Volume:
    def left(part: Part) -> Part:
        return replace(part, essays=tuple(each for each in part.essays if each not in essays))

    return replace(volume, parts=tuple(map(left, volume.parts)))
