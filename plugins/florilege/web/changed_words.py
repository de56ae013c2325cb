"""Site, essays with other words → the site with them, where no page but the essays' own shows any of it."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import partial

from florilege.anthology import Anthology, with_words
from florilege.catalogue.writings import Essay
from florilege.diagnostics.problems import FlorilegeError
from florilege.prose.prose import Prose
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project
from florilege.web.site import Site


def with_saved_words(
    site: Site, project: Project, essays: Iterable[str], on_cache_fault: Callable[[FlorilegeError], None]
) -> Site | None:
    """The site with some essays, by id, as they were saved; None where all is to be made again."""
    for id in essays:
        if id not in site.essays:
            return None
        try:
            with in_use(project, on_cache_fault) as cached:
                anthology = cached.run(partial(with_words, site.anthology, essay=id))
        except FlorilegeError:  # which the whole build tells
            return None
        changed = anthology and with_changed_words(site, anthology, anthology.catalogue.essays[id])
        if not changed:
            return None
        site = changed
    return site


def with_changed_words(site: Site, anthology: Anthology, essay: Essay) -> Site | None:
    """The site of an anthology that differs in the words of an essay; None where other pages show that.

    What the site knows of itself is known of the new one, too: it comes from what is the same in both.
    """
    volume = site.catalogue.volume_of.get(essay.id)
    if essay.id not in site.essays or (volume and site.edition(volume)):  # whose changes a page lists
        return None
    changed = replace(site, anthology=anthology)
    own = {field.name for field in fields(site)}
    vars(changed).update((name, value) for name, value in vars(site).items() if name not in own)
    return changed if _elsewhere(changed, essay) == _elsewhere(site, essay) else None


def _elsewhere(site: Site, essay: Essay) -> object:
    """What other pages show of the words of an essay, or take from them."""
    prose = site.prose(essay.key)
    return _marks(prose), site.minutes(essay), site.terms(essay.key, prose, essay.lang)


def _marks(prose: Prose) -> Prose:
    """A text without its words: what it names, what it refers to, what leads into it."""
    return replace(
        prose,
        html="",
        notes=(),
        characters=0,
        words=0,
        mentions=tuple(replace(each, line=0) for each in prose.mentions),
        references=tuple(replace(each, line=0) for each in prose.references),
    )
