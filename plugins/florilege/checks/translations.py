"""Translations: into another language, of what the author's text now says, and of whole volumes."""

from collections.abc import Iterator

from florilege.catalogue.fingerprints import fingerprint
from florilege.catalogue.model import Catalogue
from florilege.catalogue.same_language import same_language
from florilege.checks.printer_rules import Rule, Texts
from florilege.diagnostics.problems import Problem, problem


def same_as_original(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Translations into the language that the essay is in."""
    for key, translation in catalogue.translations.items():
        lang = catalogue.essays[key.id].lang
        if same_language(key.matter, lang):
            yield problem("translation-same", translation.body.path, lang=lang)


def outdated(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Translations of what the essay no longer says, or that don't say what they translate."""
    for key, translation in catalogue.translations.items():
        path, now = translation.body.path, fingerprint(catalogue.essays[key.id])
        if not translation.translates:
            yield problem("translation-unmarked", path, now=now)
        elif translation.translates != now:
            yield problem("translation-outdated", path, *catalogue.place_of(path, "translates"), now=now)


def untranslated(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """In a volume that prints translations, the essays in another language that have none."""
    for volume in catalogue.volumes.values():
        found = catalogue.translations_for(volume)
        for id in volume.essays if found else ():
            essay = catalogue.essays[id]
            if id not in found and not same_language(essay.lang, volume.lang):
                values = {"volume": volume.title, "file": f"index.{volume.lang}.md"}
                yield problem("essay-untranslated", essay.body.path, 1, 0, **values)


RULES: tuple[Rule, ...] = (same_as_original, outdated, untranslated)
