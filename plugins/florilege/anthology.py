"""contributions/ → Anthology: read, checked and set, ready for every room."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import printing_number
from florilege.catalogue.sorting import collation_key
from florilege.catalogue.volumes import CHRONOLOGY, TERMS, Edition, Volume
from florilege.catalogue.writings import NOT_READY, Body, Meeting
from florilege.checks import glyphs, internal_links, rules
from florilege.diagnostics.problems import FlorilegeError, Level, Problem
from florilege.diagnostics.repeated import told_once, with_column
from florilege.images.copies import copy_images
from florilege.images.image import Image
from florilege.printing.fonts import faces, missing_characters
from florilege.printing.scripts import ScriptFaces, script_faces
from florilege.prose.glossary import GLOSSARY, Glossary, Term, alphabetical, glossary, with_terms
from florilege.prose.meetings import chronology, with_company, with_meetings
from florilege.prose.prose import Prose
from florilege.prose.shown_text import plain_text
from florilege.prose.texts import manuscripts, set_texts, suggestions
from florilege.reading import frontmatter, loader
from florilege.reading.characters import is_blank
from florilege.runtime.cache import Store
from florilege.runtime.project import Project
from florilege.runtime.site_files import site_files
from florilege.runtime.workers import Workers

__all__ = ["Anthology", "Image", "load"]

OF_EDITIONS = frozenset({"consent-lacking"})
"""Codes of errors that stop the site or an edition, and no other output."""


def outlets(refusal: Problem) -> frozenset[str]:
    """What a refusal stops: `site`, and editions of the volume that it names."""
    return frozenset(str(dict(refusal.values)["editions"]).split(", "))


@dataclass(frozen=True, kw_only=True)
class Anthology:
    """All that rooms need, and all that is wrong.

    `prose` has all texts without error; `images` are called by their paths below `contributions/`;
    `without_face` are the characters of what the tomes print that no face has, `scripts` the faces of those
    that the designs' own lack.
    """

    catalogue: Catalogue
    prose: Mapping[TextKey, Prose] = field(default_factory=dict)
    images: Mapping[str, Image] = field(default_factory=dict)
    without_face: frozenset[str] = frozenset()
    scripts: ScriptFaces = field(default_factory=ScriptFaces)
    problems: tuple[Problem, ...] = ()

    def plain(self, key: TextKey) -> str:
        """A text without its markup; empty for one that there isn't."""
        return plain_text(self.prose[key].html) if key in self.prose else ""

    @cached_property
    def glossary(self) -> Glossary | None:
        """The terms that a page explains; None without that page."""
        page = self.catalogue.pages.get(GLOSSARY.id)
        return glossary(self.prose[GLOSSARY], page.body.lang) if page and GLOSSARY in self.prose else None

    def _terms_in(self, volume: Volume) -> tuple[Term, ...]:
        """The terms that the essays of a volume use, by alphabet; none of a page that is not ready."""
        page = self.catalogue.pages.get(GLOSSARY.id)
        if self.glossary is None or page is None or page.status in NOT_READY:
            return ()
        texts = (self.catalogue.essays[id] for id in volume.essays if id in self.catalogue.essays)
        used = {
            term.id
            for each in texts
            if each.key in self.prose
            for term in self.glossary.used(each.key, self.prose[each.key].html, each.lang)
        }
        terms = (term for term in self.glossary.terms if term.id in used)
        return tuple(sorted(terms, key=lambda term: collation_key(term.forms[0], page.body.lang)))

    def printed_in(self, volume: Volume) -> "Anthology":
        """The anthology as a volume prints it: translations in the place of essays, minutes beside them, and
        the volume itself (`as_printed`).
        """
        catalogue, printed = self.catalogue, self.as_printed(volume)
        translations = {
            id: each for id, each in catalogue.translations_for(volume).items() if each.key in self.prose
        }
        meetings = self._meetings_in(volume)
        if not translations and not meetings and not volume.matter(TERMS):
            return self
        essays = {
            id: translations[id].of(essay) if id in translations else essay
            for id, essay in catalogue.essays.items()
        }
        essays |= {essay.id: essay for essay in (meeting.as_essay for meeting in meetings)}
        prose = {TextKey("essay", id): self.prose[each.key] for id, each in translations.items()}
        if matter := printed.matter(CHRONOLOGY):
            prose[matter.key] = chronology(meetings, matter, catalogue)
        if matter := printed.matter(TERMS):
            prose[matter.key] = with_terms(self.prose[matter.key], self._terms_in(volume))
        volumes = {id: printed if id == volume.id else each for id, each in catalogue.volumes.items()}
        catalogue = replace(catalogue, essays=essays, translations={}, volumes=volumes)
        return replace(self, catalogue=catalogue, prose={**self.prose, **prose})

    def as_printed(self, volume: Volume) -> Volume:
        """A volume with what it prints of meetings, a part of minutes or a chronology in its back matter, and
        without a glossary that has nothing to say.
        """
        meetings = self._meetings_in(volume)
        printed = with_meetings(volume, meetings) if meetings else volume
        matter = volume.matter(TERMS)
        text = self.prose.get(matter.key) if matter else None
        if matter is None or (text and (text.html or self._terms_in(volume))):
            return printed
        return replace(printed, matters=tuple(each for each in printed.matters if each != matter))

    def _meetings_in(self, volume: Volume) -> tuple[Meeting, ...]:
        printed = self.catalogue.printed_meetings(volume)
        return tuple(meeting for meeting in printed if meeting.key in self.prose)

    def in_edition(self, volume: Volume, edition: Edition) -> "tuple[Anthology, Volume]":
        """The anthology as an edition of a volume prints it, and the volume so."""
        held = volume.in_edition(edition)
        if held is not volume and held.printing is None:
            # An edition that lacks an essay is no other printing.
            held = replace(held, printing=printing_number(self.catalogue, volume))
        volumes = {**self.catalogue.volumes, volume.id: held}
        own = self if held is volume else replace(self, catalogue=replace(self.catalogue, volumes=volumes))
        return own.printed_in(held), own.as_printed(held)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop every output."""
        return tuple(
            problem
            for problem in self.problems
            if problem.level is Level.ERROR and problem.code not in OF_EDITIONS
        )

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """The problems that stop some editions, or the site, and nothing else: `outlets` names them."""
        return tuple(problem for problem in self.problems if problem.code in OF_EDITIONS)


def load(
    project: Project,
    *,
    workers: int | None = None,
    pool: Workers | None = None,
    with_suggestions: bool = False,
) -> Anthology:
    """Read `contributions/`, vet its images, set its texts and check it all; problems are sorted by place.

    `with_suggestions` adds what typography suggests, which no output depends on.

    `workers` is the number of worker processes, or `pool` those that the caller has and goes on using; none
    is started where the cache knows everything. A text in error is not among `prose`, an image in error not
    among `images`; all others are. Images are files of the cache: who reads them later than another command
    may empty it holds it (`housekeeping.in_use`).

    Raises `FlorilegeError` (3) for a folder or a font that can't be read, and a cache that can't be written.
    """
    of_site = {
        file.relative_to(project.contributions).as_posix()
        for file in site_files(project).values()
        if file.is_relative_to(project.contributions)
    }
    catalogue, problems = loader.read_project(project, of_site)
    found = list(problems)
    wanted = tuple(manuscripts(catalogue))
    store = Store(project.cache / "entries")
    with nullcontext(pool) if pool else Workers(workers) as processes:
        images, faults = copy_images(
            project.contributions, catalogue.images, catalogue.image_files, project.cache, processes
        )
        found += faults
        done = set_texts(wanted, store, processes)
        found += internal_links.corrected(done.problems, catalogue)
        if with_suggestions:
            found += suggestions(wanted, store, processes)
    good = {key: one for key, one in done.prose.items() if key not in catalogue.faulty}
    prose = internal_links.followed(good)
    prose |= {
        meeting.key: with_company(meeting, prose[meeting.key], catalogue)
        for meeting in catalogue.meetings.values()
        if meeting.key in prose
    }
    if GLOSSARY in prose:
        prose[GLOSSARY] = alphabetical(prose[GLOSSARY], catalogue.pages[GLOSSARY.id].body.lang)
    faulty = tuple(internal_links.missing(catalogue, wanted, done))
    found += [fault for _, fault in faulty]
    found += internal_links.unused(catalogue, wanted, prose)
    found += rules.check(catalogue, prose)
    without_face, scripts = frozenset[str](), ScriptFaces()
    try:
        base = faces(project, catalogue.designs)
        characters = glyphs.printed_characters(catalogue, prose)
        scripts = script_faces(characters, base, catalogue.designs, project.cache / "fonts")
        without_face = missing_characters("".join(characters), (*base, *scripts.faces))
    except FlorilegeError as error:
        if error.code != "font-unfit":  # a site does without; whoever prints tomes says so
            raise
    found += glyphs.check(catalogue, without_face)
    broken = {key for key, fault in faulty if fault.level is Level.ERROR}
    bodies = {text.body.path: text.body for text in catalogue.texts()}
    found = [
        replace(_placed(each, bodies.get(each.path)), aside=each.aside or each.path in catalogue.aside)
        for each in found
    ]
    return Anthology(
        catalogue=catalogue,
        prose={key: one for key, one in prose.items() if key not in broken},
        images=images,
        without_face=without_face,
        scripts=scripts,
        problems=told_once(found),
    )


def with_words(anthology: Anthology, project: Project, essay: str) -> Anthology | None:
    """The anthology after a change of the words of an essay, by id, below a front matter that is the same.

    It is what `load` would give but for lines in problems of that text; None where something would be told
    that wasn't before, and all is to be loaded again.
    """
    old = anthology.catalogue.essays[essay]
    file, faults = frontmatter.read(project.contributions / old.body.path, old.body.path)
    if file is None or faults or file.line != old.body.line or is_blank(file.markdown):
        return None
    new = replace(old, body=replace(old.body, markdown=file.markdown))
    catalogue = replace(anthology.catalogue, essays={**anthology.catalogue.essays, essay: new})
    if _has_new_characters(new.body, old.body, catalogue):  # which no face may have
        return None
    texts = tuple(manuscripts(catalogue))
    with Workers(1) as processes:
        wanted = [text for text in texts if text.key == new.key]
        done = set_texts(wanted, Store(project.cache / "entries"), processes)
    if new.key not in done.prose:
        return None
    prose = internal_links.followed({**anthology.prose, **done.prose})
    missing = internal_links.missing(catalogue, texts, replace(done, prose=prose))
    found = (
        *internal_links.corrected(done.problems, catalogue),
        *(fault for _, fault in missing),
        *rules.check(catalogue, prose),
    )
    told = {(each.path, each.code, each.values) for each in anthology.problems}
    if any((each.path, each.code, each.values) not in told for each in found):
        return None
    return replace(anthology, catalogue=catalogue, prose=prose)


def _has_new_characters(new: Body, old: Body, catalogue: Catalogue) -> bool:
    """Whether a text has characters that no text had."""
    unseen = set(new.markdown) - set(old.markdown)
    return any(
        not any(each in text.body.markdown for text in catalogue.texts() if text.body.path != new.path)
        for each in unseen
    )


def _placed(each: Problem, body: Body | None) -> Problem:
    """A problem with its column, where it quotes a line of the text that it is about."""
    lines = body.markdown.split("\n") if body and not each.column else []
    index = each.line - body.line if body else -1
    return with_column(each, lines[index]) if 0 <= index < len(lines) else each
