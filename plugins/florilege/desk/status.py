"""Anthology, a day → who owes what for a volume, sorted by what is to be done next."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

from florilege.anthology import Anthology
from florilege.catalogue.agreements import Right
from florilege.catalogue.invitations import author_of, of_volume, sent
from florilege.catalogue.lengths import Length
from florilege.catalogue.plans import Invitation, VolumePlan
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rights import needed
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay
from florilege.desk.budget import fronts, printed_pages
from florilege.desk.stale_builds import newer_source
from florilege.desk.steps import STEPS, Case, Step
from florilege.printing.printers import spine_of
from florilege.prose.texts import locale_for
from florilege.prose.typography.fix import fix_plain

State = Literal["invited", "promised", "received", "ready", "declined"]
STATES: tuple[State, ...] = ("invited", "promised", "received", "ready", "declined")
"""The columns of a board: an essay that is `received` still lacks something, one that is `ready` nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An essay, or somebody who hasn't sent one."""

    people: tuple[str, ...]
    """Names as printed."""
    essay: str = ""
    title: str = ""
    """As the volume prints it: that of the translation, where that is what stands there."""
    original: str = ""
    """As its author gave it."""
    state: State
    done: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Names of steps; what nobody asks for is in neither."""
    owing: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Step → which of the people haven't done it, where each does it alone and some have."""
    rights: Mapping[str, tuple[Right, ...]] = field(default_factory=dict, hash=False)
    """The rights that the volume needs and one of the people hasn't given."""
    due: date | None = None
    """The deadline of the first step that is missing."""
    days: int | None = None
    """Until then; less than 0 where it is past."""
    count: int = 0
    """How long it is, in the unit of `wished`."""
    wished: Length = field(default_factory=Length)
    pages: int | None = None
    """In the volume as last built."""
    note: str = ""
    withdrawn: bool = False
    """Whether somebody has taken back what the volume needs."""

    @property
    def next(self) -> str:
        """The step to do; empty where there is none."""
        return self.missing[0] if self.missing else ""

    @property
    def owed(self) -> tuple[Step, ...]:
        """What its authors can do now: nobody approves a proof that they haven't been sent.

        Where somebody has taken back what they agreed to nothing is asked of anybody.
        """
        if self.withdrawn:
            return ()
        mine = (step for step in STEPS if step.by == "author" and step.name in self.missing)
        return tuple(step for step in mine if step.name != "author" or "proof" not in self.missing)

    def owed_by(self, name: str) -> tuple[Step, ...]:
        """What one of its authors, of a name as printed, can do now."""
        return tuple(step for step in self.owed if name in self.owing.get(step.name, (name,)))

    @property
    def fits(self) -> bool:
        """Whether the text is as long as was asked."""
        most = self.wished.max
        return not self.count or (self.count >= self.wished.min and (most is None or self.count <= most))


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltVolume:
    """A volume as it was last built: its pages, those of each essay, its thickness in mm by printer."""

    pages: int
    """As `printed_pages` counts them."""
    essays: Mapping[str, int]
    """Without the page that is left blank before the next."""
    others: int
    """Pages of the file to read that are no essay's: front matter, part openings, indexes, blank pages."""
    spines: Mapping[str, float]
    changed: str = ""
    """The path of the last of its sources that has changed since; empty where none has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeStatus:
    """A volume: what is due when, and a row for each essay and each person who was asked."""

    volume: str
    title: str
    lang: str
    deadlines: Mapping[str, date]
    """Those that the plan names, in order: `manuscripts`, `proofs`, `printing`."""
    rows: tuple[Row, ...]
    printed: BuiltVolume | None = None
    day: date | None = None
    """The day on which it is looked at, where that is told."""


def status(
    anthology: Anthology,
    volume: Volume,
    tomes: Path | None,
    today: date | None,
    contributions: Path | None = None,
) -> VolumeStatus:
    """How far a volume is on a day; `tomes` is the folder in which built files are looked for.

    Without a day none is counted, without a folder no page; with `contributions` it is told whether its pages
    are those of the texts as they are.
    """
    plan = anthology.catalogue.plans.get(volume.id) or VolumePlan(volume=volume.id)
    days = {"manuscripts": plan.deadlines.manuscripts, "proofs": plan.deadlines.proofs}
    known = {name: day for name, day in (days | {"printing": plan.deadlines.printing}).items() if day}
    printed = as_built(anthology, volume, tomes, contributions) if tomes else None
    rows = [*_rows(anthology, volume, plan, known, printed, today)]
    order = {step.name: rank for rank, step in enumerate(STEPS)}
    rows.sort(
        key=lambda row: (
            STATES.index(row.state) if row.state in ("ready", "declined") else 0,
            row.due or date.max,
            order.get(row.next, 0),
        )
    )
    return VolumeStatus(
        volume=volume.id,
        title=_printed(volume.title, volume.lang, volume),
        lang=volume.lang,
        deadlines=known,
        rows=tuple(rows),
        printed=printed,
        day=today,
    )


def _rows(
    anthology: Anthology,
    volume: Volume,
    plan: VolumePlan,
    deadlines: Mapping[str, date],
    printed: BuiltVolume | None,
    today: date | None,
) -> Iterator[Row]:
    catalogue = anthology.catalogue
    asked = {each: sent(catalogue, volume.id, each) for each in plan.invited}
    for essay in of_volume(catalogue, volume.id):
        by = next((each for each, essays in asked.items() if essay in essays), None)
        authors = tuple(byline.author for byline in essay.bylines if byline.author in catalogue.authors)
        case = Case(anthology=anthology, volume=volume, essay=essay, authors=_known(authors))
        yield _row(case, _names(essay.bylines), by, deadlines, printed, today)
    for invitation, essays in asked.items():
        if not essays:
            author = author_of(catalogue, invitation)
            case = Case(anthology=anthology, volume=volume, essay=None, authors=(author,) if author else ())
            yield _row(case, (invitation.name,), invitation, deadlines, printed, today)


def _known(authors: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(each for each in authors if each)


def _names(bylines: tuple[Byline, ...]) -> tuple[str, ...]:
    return tuple(byline.name for byline in bylines)


def _row(
    case: Case,
    people: tuple[str, ...],
    invitation: Invitation | None,
    deadlines: Mapping[str, date],
    printed: BuiltVolume | None,
    today: date | None,
) -> Row:
    found = {step: step.is_done(case) for step in STEPS}
    missing = tuple(step for step, done in found.items() if done is False)
    owing = {step.name: step.owing(case) for step in STEPS if found[step] is False and step.owing}
    declined = case.essay is None and invitation is not None and invitation.state == "declined"
    state: State = "received" if missing else "ready"
    if case.essay is None and invitation:
        state = invitation.state
    elif "text" in (step.name for step in missing):
        state = "promised"
    due = deadlines.get(missing[0].deadline) if missing and not declined else None
    wished = (invitation and invitation.length) or case.anthology.catalogue.asked_length(case.volume)
    return Row(
        people=people,
        essay=case.essay.id if case.essay else "",
        title=_title(case.printed, case.volume),
        original=_title(case.essay, case.volume),
        state=state,
        done=tuple(step.name for step, done in found.items() if done),
        missing=() if declined else tuple(step.name for step in missing),
        owing={name: who for name, who in owing.items() if who and len(who) < len(people)},
        rights=_rights(case, people),
        due=due,
        days=(due - today).days if due and today else None,
        count=_count(case, wished),
        wished=wished,
        pages=printed.essays.get(case.essay.id) if printed and case.essay else None,
        note=invitation.note if invitation else "",
        withdrawn=any(each.why == "withdrawn" for each in case.lacks),
    )


def _rights(case: Case, people: tuple[str, ...]) -> Mapping[str, tuple[Right, ...]]:
    if case.essay is None:
        asked = needed(case.anthology.catalogue, case.volume, "")
        return dict.fromkeys(people, asked) if asked else {}
    lacking: dict[str, tuple[Right, ...]] = {}
    for each in case.lacks:
        lacking[each.author] = (*lacking.get(each.author, ()), each.right)
    return lacking


def _count(case: Case, wished: Length) -> int:
    prose = case.anthology.prose.get(case.essay.key) if case.essay else None
    if prose is None:
        return 0
    return prose.words if wished.unit == "words" else prose.characters


def as_built(
    anthology: Anthology, volume: Volume, tomes: Path, contributions: Path | None = None
) -> BuiltVolume | None:
    """The pages of a volume's file to read, and of its essays by its outline; None where there is no file."""
    file = tomes / f"{volume.id}.pdf"
    if not file.is_file():
        return None
    import pypdfium2  # slow to load

    def own(document: pypdfium2.PdfDocument, first: int, after: int) -> int:
        """How many of the pages are there before those at the end on which nothing is drawn."""
        while after > first + 1:
            with closing(document[after - 1]) as page:
                if any(True for _ in page.get_objects(max_depth=1)):
                    break
            after -= 1
        return after - first

    try:
        with closing(pypdfium2.PdfDocument(file)) as document:
            pages = len(document)
            found = ((mark.get_title(), mark.get_dest()) for mark in document.get_toc())
            starts = [(title, dest.get_index()) for title, dest in found if dest]
            printed = essays_as_printed(anthology.catalogue, volume)
            named = {_plain(essay.title): id for id, essay in printed.items()}
            essays = {
                named[_plain(title)]: own(document, page, after)
                for (title, page), (_, after) in pairwise([*starts, ("", pages)])
                if _plain(title) in named
            }
    except pypdfium2.PdfiumError:
        return None
    others = pages - fronts(volume) - sum(essays.values())
    pages = printed_pages(volume, tomes) or pages
    spines = {run.printer: spine_of(run, pages) for run in volume.press}
    changed = newer_source(anthology.catalogue, volume, contributions, file) if contributions else ""
    return BuiltVolume(pages=pages, essays=essays, others=others, spines=spines, changed=changed)


def _title(essay: Essay | None, volume: Volume) -> str:
    return _printed(essay.title, essay.lang, volume) if essay else ""


def _printed(title: str, lang: str, volume: Volume) -> str:
    """A title with its typography, as everybody reads it."""
    return fix_plain(title, locale_for(volume, lang), keep=volume.keep)


def _plain(title: str) -> str:
    """A title by its letters: typography sets its spaces and its signs otherwise."""
    return "".join(filter(str.isalnum, title)).casefold()
