"""The folder `contributions/` → the catalogue, and everything that is wrong with the files.

Nothing stops the reading: a file in error is left out, its key noted in `Catalogue.refused`, and the others
are read. What only the whole catalogue shows is checked by checks/rules.py.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TypeVar, get_args

from florilege.catalogue.agreements import Consents
from florilege.catalogue.costs import VolumeCosts
from florilege.catalogue.fingerprints import words_hash
from florilege.catalogue.frozen import FrozenEdition, printed_text_path
from florilege.catalogue.ids import LONGEST_ID, is_id, suggest_id
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.model import Catalogue, ExtraPage, SharedFile
from florilege.catalogue.plans import VolumePlan
from florilege.catalogue.rounds import ProofRound
from florilege.catalogue.sorting import printed_name, sort_name
from florilege.catalogue.volumes import Cover, Design, Matter, OwnDesign, Volume
from florilege.catalogue.writings import NOT_READY, Author, Body, Essay, Letter, Link, Meeting, Translation
from florilege.diagnostics.problems import FlorilegeError, Problem, problem
from florilege.language.words import words
from florilege.reading.characters import is_blank
from florilege.reading.consentfields import ConsentsFields
from florilege.reading.costfields import CostsFields
from florilege.reading.designfields import read_designs
from florilege.reading.editionfields import FrozenEditionFields
from florilege.reading.editor_records import read_record
from florilege.reading.fields import Fields, FieldsKind, LinkFields, near, plain_key
from florilege.reading.fieldtypes import shortened
from florilege.reading.foreign import IGNORE
from florilege.reading.frontmatter import MarkdownFile, is_error, read_bytes
from florilege.reading.frontmatter import read as read_text
from florilege.reading.mapping import to_model
from florilege.reading.people import bylines, is_one_person, plain_name, split_names
from florilege.reading.placing import place
from florilege.reading.planfields import PlanFields
from florilege.reading.pressfields import CoverFields
from florilege.reading.private_addresses import private_addresses
from florilege.reading.roundfields import RoundFields
from florilege.reading.schema import (
    KINDS,
    AuthorFields,
    EssayFields,
    HomeFields,
    LetterFields,
    MatterFields,
    MeetingFields,
    PageFields,
    TranslationFields,
)
from florilege.reading.survey import MATTERS, Tree, survey
from florilege.reading.validation import grouped, places, salvage, validate
from florilege.reading.volumefields import VolumeFields
from florilege.runtime.project import Project


def read_project(project: Project, of_site: Collection[str] = ()) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read an anthology's folder as its settings say: `read` with its names, its days and its designs."""
    return read(
        project.contributions,
        project.field_names,
        today=project.today,
        day=project.day,
        of_site=of_site,
        offered=project.offered,
        design=project.design,
    )


def read(
    contributions: Path,
    own_names: Mapping[str, str] | None = None,
    *,
    today: date | None = None,
    day: date | None = None,
    of_site: Collection[str] = (),
    offered: Iterable[tuple[str, str]] = (),
    design: Path | None = None,
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read the whole folder; problems come sorted by path and line.

    An essay whose embargo ends after `today`, or at all where that isn't known, counts as a draft; agreements
    of a later day than `day` don't count yet. `of_site` are paths of files that the site has for its look,
    `offered` titles and paths of those to download, `design` is the folder of the anthology's own designs.
    `own_names` is the anthology's map of field names: theirs → one of ours, or `ignore`. Raises
    `FlorilegeError` (2) where it leads to no field of ours.
    """
    tree, problems = survey(contributions, of_site)
    designs, faults = read_designs(design) if design else ({}, ())
    reader = _Reader(contributions, tree, vetted_names(own_names or {}), today, designs)
    files = reader.files(offered)
    catalogue = replace(reader.catalogue(), files=files, of_site=frozenset(of_site), day=day)
    told = grouped({*problems, *faults, *reader.problems}, _kind_of)
    return catalogue, tuple(sorted(told))


def vetted_names(own: Mapping[str, str]) -> dict[str, str]:
    """The map of field names with plain keys and fields of ours; raises `FlorilegeError` (2) for others."""
    spellings = {spelling: name for kind in KINDS.values() for spelling, name in kind.spellings().items()}
    result = {}
    for theirs, ours in own.items():
        name = (
            IGNORE if plain_key(ours) in (IGNORE, "ignorer", "null", "") else spellings.get(plain_key(ours))
        )
        if name is None:
            known = ", ".join(sorted({*spellings.values()}))
            raise FlorilegeError("settings-field", exit_code=2, field=theirs, value=ours, known=known)
        result[plain_key(theirs)] = name
    return result


def _kind_of(path: str) -> str:
    key = TextKey.of_path(path)
    return key.kind if key else path.partition("/")[0] if path.endswith(".yml") else ""


RecordId = TypeVar("RecordId", str, tuple[str, int])
"""Of what a record is: an id, or that of a volume and a number."""
Numbered = TypeVar("Numbered", ProofRound, FrozenEdition)


def _is_draft(key: TextKey, text: MarkdownFile) -> bool:
    return key.kind == "essay" and bool(
        salvage(EssayFields, "draft", text) or salvage(EssayFields, "status", text) == "draft"
    )


def _open_draft(key: TextKey, text: MarkdownFile, found: Sequence[Problem]) -> Problem | None:
    """What is to be said of a draft that nothing is wrong with but what nobody has answered yet."""
    errors = [each for each in found if is_error((each,))]
    unanswered = all(each.code in ("field-missing", "field-empty") for each in errors)
    if not errors or not unanswered or not _is_draft(key, text):
        return None
    spellings = EssayFields.spellings()
    says_so = (name for name in text.fields if spellings.get(plain_key(name)) in ("draft", "status"))
    names = ", ".join(str(dict(each.values)["field"]) for each in errors)
    return problem("draft-unanswered", text.path, *text.place((next(says_so),)), fields=names)


class _Reader:
    """Reads the files of a tree, kind by kind; gathers problems, places and what is refused."""

    def __init__(
        self,
        root: Path,
        tree: Tree,
        names: Mapping[str, str],
        today: date | None,
        designs: Mapping[str, OwnDesign],
    ) -> None:
        self.root = root
        self.tree = tree
        self.names = names
        self.today = today
        self.designs = designs
        self.problems: list[Problem] = []
        self.refused: set[TextKey] = set(tree.refused)
        self.places: dict[str, Mapping[str, tuple[int, int]]] = {}
        self.faulty: dict[TextKey, MarkdownFile] = {}
        self.faulty_records: set[str] = set()

    def catalogue(self) -> Catalogue:
        home = self.load(HomeFields, self.tree.home, HOME) if self.tree.home else None
        lang = home[1].lang if home else "fr"
        authors = self.authors(lang)
        # A catalogue of authors alone, to look up names in.
        people = Catalogue(
            title="",
            home=_body(home[0] if home else None, lang),
            authors=authors,
            faulty_names=dict(self.faulty_names()),
        )
        essays = self.essays(lang, people)
        letters = self.letters(lang, essays, people)
        aside = self.misplaced()
        volumes = self.volumes(lang, people, essays)
        frozen = self.numbered(FrozenEdition, FrozenEditionFields, self.tree.editions)
        return Catalogue(
            title=home[1].title if home else "",
            description=home[1].description if home else "",
            home=people.home,
            authors=authors,
            essays=essays,
            translations=self.translations(essays, people),
            letters=letters,
            meetings=self.meetings(lang, people),
            volumes=volumes,
            pages=self.pages(lang),
            plans={
                id: to_model(VolumePlan, each, volume=id)
                for id, each in self.records(PlanFields, self.tree.plans)
            },
            costs={
                id: to_model(VolumeCosts, each, volume=id)
                for id, each in self.records(CostsFields, self.tree.costs)
            },
            consents={
                id: to_model(Consents, each, essay=id)
                for id, each in self.records(ConsentsFields, self.tree.consents)
            },
            rounds=self.numbered(ProofRound, RoundFields, self.tree.rounds),
            frozen=frozen,
            printed_words=dict(self.printed_words(frozen)),
            faulty_records=frozenset(self.faulty_records),
            images=tuple(self.tree.images),
            image_files={place: path for place, path in self.tree.images.items() if place != path},
            refused=frozenset(self.refused),
            faulty={
                key: _body(text, salvage(KINDS[key.kind], "lang", text) or lang)
                for key, text in self.faulty.items()
            },
            faulty_titles={
                key: str(salvage(KINDS[key.kind], "title", text) or "")
                for key, text in self.faulty.items()
                if "title" in KINDS[key.kind].model_fields
            },
            faulty_names=people.faulty_names,
            faulty_bylines={
                text.path: bylines(salvage(KINDS[key.kind], "authors", text) or (), people)
                for key, text in self.faulty.items()
                if key.kind in ("essay", "letter")
            },
            faulty_places={
                text.path: (salvage(EssayFields, "volume", text), salvage(EssayFields, "part", text))
                for key, text in self.faulty.items()
                if key.kind == "essay"
            },
            aside=aside | self.drafts(essays, letters.values()),
            places=self.places,
        )

    def load(self, kind: type[FieldsKind], path: str, key: TextKey) -> tuple[MarkdownFile, FieldsKind] | None:
        """A file with its checked fields; or `None`, its problems noted and its key refused."""
        text, problems = read_text(self.root / path, path)
        if kind in (PageFields, MatterFields):
            text, problems = _headed(text, problems)
        fields = None
        if text is not None:
            self.places[path] = places(kind, text)
            unsound = is_error(problems)
            if text.fields or not unsound:
                names = {theirs: ours for theirs, ours in self.names.items() if _has(kind, ours)}
                fields, found = validate(kind, text, names)
                if fields is None and (open_draft := _open_draft(key, text, found)):
                    self.problems += (*problems, open_draft)
                    self.refused.add(key)
                    self.faulty[key] = text
                    return None
                problems += found
            fields = None if unsound else fields
        self.problems += problems
        if text is None or fields is None:
            self.refused.add(key)
            if text is not None:
                self.faulty[key] = text
            return None
        return text, fields

    def drafts(self, essays: Mapping[str, Essay], letters: Iterable[Letter]) -> frozenset[str]:
        """The files of drafts, essays with their pictures, and letters: a mistake in them stops nothing."""
        texts = {
            *(each.body.path for each in essays.values() if each.status == "draft" and not each.embargo),
            *(text.path for key, text in self.faulty.items() if _is_draft(key, text)),
        }
        folders = tuple(f"{path.rpartition('/')[0]}/" for path in texts)
        texts |= {each.body.path for each in letters if each.status == "draft"}
        return frozenset(texts) | {path for path in self.tree.images.values() if path.startswith(folders)}

    def numbered(
        self, model: type[Numbered], kind: type[FieldsKind], paths: Mapping[tuple[str, int], str]
    ) -> dict[str, tuple[Numbered, ...]]:
        """Volume id → those of an editor's own files that are numbered, without those in error."""
        found: dict[str, list[Numbered]] = {}
        for (volume, number), fields in self.records(kind, paths):
            found.setdefault(volume, []).append(to_model(model, fields, volume=volume, number=number))
        return {volume: tuple(each) for volume, each in found.items()}

    def records(
        self, kind: type[FieldsKind], paths: Mapping[RecordId, str]
    ) -> Iterator[tuple[RecordId, FieldsKind]]:
        """The ids and fields of an editor's own files; those in error are noted."""
        for id, path in paths.items():
            record = read_record(kind, self.root / path, path)
            self.places[path] = record.places
            self.problems += record.problems
            if record.fields is None:
                self.faulty_records.add(path)
            else:
                yield id, record.fields

    def printed_words(self, frozen: Mapping[str, Iterable[FrozenEdition]]) -> Iterator[tuple[str, str]]:
        """Path and hash of the words that are kept of each printed essay, where they can be read."""
        for edition in (each for editions in frozen.values() for each in editions):
            for essay in edition.essays:
                path = printed_text_path(edition.volume, edition.number, essay.essay)
                data, _ = read_bytes(self.root / path, path)
                if data is not None:
                    yield path, words_hash(data.decode("utf-8-sig", "replace"))

    def faulty_names(self) -> Iterator[tuple[str, str]]:
        """The ids of authors in error whose names can be read and are one person's, each with the name."""
        for key, text in self.faulty.items():
            name = salvage(AuthorFields, "name", text) if key.kind == "author" else None
            if name and is_one_person(name.text):
                yield key.id, printed_name(plain_name(name.text))

    def authors(self, lang: str) -> dict[str, Author]:
        result = {}
        for id, path in self.tree.authors.items():
            if loaded := self.load(AuthorFields, path, TextKey("author", id)):
                result[id] = _author(id, *loaded, lang=lang, images=tuple(self.tree.images))
        return result

    def essays(self, lang: str, people: Catalogue) -> dict[str, Essay]:
        result = {}
        for id, path in self.tree.essays.items():
            key = TextKey("essay", id)
            if loaded := self.load(EssayFields, path, key):
                text, fields = loaded
                held = fields.embargo is not None and not (self.today and fields.embargo <= self.today)
                essay = _essay(id, text, fields, lang=lang, people=people, held=held)
                if held:
                    place = text.place(("embargo",))
                    self.problems.append(problem("essay-embargoed", path, *place, day=fields.embargo))
                if not is_blank(essay.body.markdown) or essay.status == "draft":
                    result[id] = essay
                else:
                    self.problems.append(problem("text-empty", path, essay.body.line))
                    self.refused.add(key)
        return result

    def translations(self, essays: Mapping[str, Essay], people: Catalogue) -> dict[TextKey, Translation]:
        """The translations of essays that are there."""
        result = {}
        for key in self.tree.translations:
            if loaded := self.load(TranslationFields, key.path, key):
                text, fields = loaded
                body = _body(text, key.matter)
                if is_blank(body.markdown):
                    self.problems.append(problem("text-empty", key.path, body.line))
                if is_blank(body.markdown) or key.id not in essays:
                    self.refused.add(key)
                    continue
                result[key] = to_model(
                    Translation,
                    fields,
                    essay=key.id,
                    translators=bylines(fields.translators, people),
                    body=body,
                    status="draft" if fields.draft else fields.status,
                )
        return result

    def letters(self, lang: str, essays: Mapping[str, Essay], people: Catalogue) -> dict[TextKey, Letter]:
        result = {}
        for key in self.tree.letters:
            loaded = self.load(LetterFields, key.path, key)
            exposed = [*self.exposed(key.path)]
            self.problems += exposed
            if loaded is None:
                continue
            text, fields = loaded
            essay = essays.get(key.id)
            body = _body(text, fields.lang or (essay.lang if essay else lang))
            if is_blank(body.markdown):
                self.problems.append(problem("text-empty", key.path, body.line))
            if is_blank(body.markdown) or exposed:
                self.refused.add(key)
                continue
            result[key] = to_model(
                Letter,
                fields if fields.answers != key.id else fields.model_copy(update={"answers": None}),
                essay=key.id,
                id=key.matter,
                bylines=bylines(fields.authors, people),
                body=body,
                status="draft" if fields.draft else fields.status,
            )
        return result

    def meetings(self, lang: str, people: Catalogue) -> dict[str, Meeting]:
        result = {}
        for id, path in self.tree.meetings.items():
            key = TextKey("meeting", id)
            loaded = self.load(MeetingFields, path, key)
            exposed = [*self.exposed(path)]
            self.problems += exposed
            if loaded is None:
                continue
            text, fields = loaded
            if exposed:
                self.refused.add(key)
                continue
            organisers = bylines(fields.organisers, people)
            came = bylines(fields.persons, people)
            result[id] = to_model(
                Meeting,
                fields,
                id=id,
                days=fields.date,
                organisers=organisers,
                persons=tuple(each for each in came if each not in organisers),
                body=_body(text, fields.lang or lang),
                status="draft" if fields.draft else fields.status,
            )
        return result

    def exposed(self, path: str) -> Iterator[Problem]:
        """What tells, anywhere in a file, where its author may be reached: told without being repeated."""
        data, _ = read_bytes(self.root / path, path)
        for found in private_addresses((data or b"").decode("utf-8-sig", "replace")):
            yield problem(f"{found.kind}-address", path, found.line, found.column)

    def pages(self, lang: str) -> dict[str, ExtraPage]:
        result = {}
        for id, path in self.tree.pages.items():
            if loaded := self.load(PageFields, path, TextKey("page", id)):
                text, fields = loaded
                body = _body(text, fields.lang or lang)
                status = "draft" if fields.draft else fields.status
                if status in NOT_READY:
                    place = text.place(("draft",) if fields.draft else ("status",))
                    self.problems.append(problem("page-not-ready", path, *place, title=fields.title))
                elif not body.markdown.strip():
                    self.problems.append(problem("text-empty", path, body.line))
                    self.refused.add(TextKey("page", id))
                    continue
                result[id] = to_model(ExtraPage, fields, id=id, body=body, status=status)
        return result

    def files(self, offered: Iterable[tuple[str, str]]) -> tuple[SharedFile, ...]:
        """The files that mkdocs.yml offers; it must name all that are there, and no other."""
        there = {unicodedata.normalize("NFC", path): path for path in self.tree.files}
        named: dict[str, SharedFile] = {}
        for title, path in offered:
            if path in there:
                size = (self.root / "files" / there[path]).stat().st_size
                named[path] = SharedFile(path=there[path], title=title, size=size)
            else:
                key = TextKey("file", path)
                guess = near(path, there)
                self.problems.append(problem("download-missing", key.path, name=path, suggestion=guess))
                self.refused.add(key)
        for path in sorted(there.keys() - named.keys()):
            self.problems.append(problem("download-unnamed", TextKey("file", there[path]).path, name=path))
        return tuple(named.values())

    def misplaced(self) -> frozenset[str]:
        """Judge the essays that lie in no folder of their own; their paths."""
        taken = {key.id for key in self.refused if key.kind == "essay"} | self.tree.essays.keys()
        for path, id in self.tree.misplaced.items():
            text, problems = read_text(self.root / path, path)
            found = list(problems)
            title = ""
            if text is not None:
                self.places[path] = places(EssayFields, text)
                title = str(salvage(EssayFields, "title", text) or "")
                if text.fields or not is_error(problems):
                    found += validate(EssayFields, text, self.names)[1]
            free = _free_id((id, suggest_id(title), "texte"), taken)
            taken.add(free)
            if not any(path.startswith(f"{folder}/") for folder in self.tree.misnamed):
                found.append(problem("essay-not-in-folder", path, id=free))
            key = TextKey("essay", free)
            self.refused.add(key)
            if text is not None:
                self.faulty[key] = text
            self.problems += (replace(each, aside=True) for each in found)
        return frozenset(self.tree.misplaced)

    def volumes(self, lang: str, people: Catalogue, essays: Mapping[str, Essay]) -> dict[str, Volume]:
        loaded = {
            id: found
            for id, path in self.tree.volumes.items()
            if (found := self.load(VolumeFields, path, TextKey("volume", id)))
        }
        langs = {id: fields.lang or lang for id, (_, fields) in loaded.items()}
        matters = self.matters(langs, lang, people)
        listed = {essay for _, fields in loaded.values() for part in fields.parts for essay in part.essays}
        result: dict[str, Volume] = {}
        for id, (text, fields) in sorted(loaded.items(), key=lambda item: _volume_rank(item[0], item[1][1])):
            parts = place(
                fields.parts,
                fields.order,
                essays=essays,
                joining=(
                    essay
                    for essay in essays.values()
                    if essay.volume == id
                    and essay.id not in listed
                    and essay.status not in NOT_READY
                    and not essay.unlisted
                ),
                taken={essay for volume in result.values() for essay in volume.essays},
                authors=people.authors,
            )
            base, own = self.design(text, fields)
            result[id] = to_model(
                Volume,
                fields,
                id=id,
                design=base,
                own_design=own,
                parts=parts,
                body=_body(text, langs[id]),
                editors=bylines(fields.editors, people),
                matters=tuple(matters[id, kind] for kind in MATTERS if (id, kind) in matters),
                cover=_cover(fields.cover, TextKey("volume", id)),
            )
        return result

    def design(self, text: MarkdownFile, fields: VolumeFields) -> tuple[Design, OwnDesign | None]:
        """The design of ours that a volume has, and the anthology's own that it names, made from that."""
        ours: tuple[Design, ...] = get_args(Design)
        for each in ours:
            if fields.design == each:
                return each, None
        if own := self.designs.get(fields.design):
            return own.base, own
        place = self.places[text.path].get("design", (1, 0))
        known = ", ".join((*ours, *self.designs))
        named = shortened(fields.design)
        self.problems.append(
            problem("field-choice", text.path, *place, field="design", value=named, choices=known)
        )
        return "classique", None

    def matters(
        self, langs: Mapping[str, str], lang: str, people: Catalogue
    ) -> dict[tuple[str, str], Matter]:
        result = {}
        for (volume, kind), path in self.tree.matters.items():
            if loaded := self.load(MatterFields, path, TextKey("matter", volume, kind)):
                text, fields = loaded
                own = fields.lang or langs.get(volume, lang)
                result[volume, str(kind)] = to_model(
                    Matter,
                    fields,
                    volume=volume,
                    kind=kind,
                    title=fields.title or words(own)[kind],
                    body=_body(text, own),
                    bylines=bylines(fields.authors, people),
                )
        return result


_HEADING = re.compile(r" {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)|(\S.*)\n=+[ \t]*(?:\n|\Z)")


def _headed(
    text: MarkdownFile | None, problems: tuple[Problem, ...]
) -> tuple[MarkdownFile | None, tuple[Problem, ...]]:
    """A page, or the preface of a tome, without front matter: its title is the heading that begins it."""
    problems = tuple(each for each in problems if each.code != "front-matter-missing")
    if text is None or any(PageFields.spellings().get(plain_key(key)) == "title" for key in text.fields):
        return text, problems
    if match := _HEADING.match(text.markdown):
        rest = text.markdown[match.end() :]
        skipped = text.markdown.count("\n", 0, len(text.markdown) - len(rest.lstrip("\n")))
        text = replace(
            text,
            fields={"title": match[1] or match[2], **text.fields},
            values={("title",): (text.line, 1), **text.values},
            markdown=rest.lstrip("\n"),
            line=text.line + skipped,
        )
    return text, problems


def _free_id(wishes: Iterable[str], taken: Collection[str]) -> str:
    """The first wish that is an id, with a number where it is taken."""
    id = next(wish for wish in wishes if is_id(wish))
    numbers = (id if number == 1 else f"{id[: LONGEST_ID - 4].rstrip('-')}-{number}" for number in count(1))
    return next(each for each in numbers if each not in taken)


def _has(kind: type[Fields], name: str) -> bool:
    return name == IGNORE or name in kind.model_fields


def _body(text: MarkdownFile | None, lang: str) -> Body:
    if text is None:
        return Body(path="index.md", line=1, markdown="", lang=lang)
    return Body(path=text.path, line=text.line, markdown=text.markdown, lang=lang)


def _author(
    id: str, text: MarkdownFile, fields: AuthorFields, *, lang: str, images: tuple[str, ...]
) -> Author:
    lang = fields.lang or lang
    name = printed_name(plain_name(fields.name.text) or fields.name.text)
    links = tuple(Link(label=link.shown, url=link.url) for link in fields.links)
    if fields.url:
        links = (Link(label=LinkFields(url=fields.url).shown, url=fields.url), *links)
    folder = TextKey("author", id).folder
    same_name = (f"{folder}/{id}.{suffix}" for suffix in ("png", "jpg", "jpeg", "webp"))
    portrait = f"{folder}/{fields.portrait}" if fields.portrait else None
    # A name with a comma that is sorted as it stands is nobody's family name first.
    whole = len(split_names(name)) > 1 and fields.sort_name == fields.name.text
    organisation = fields.organisation or fields.name.literal or whole
    given_order = fields.sort_name or fields.name.sort_name
    return to_model(
        Author,
        fields,
        id=id,
        name=name,
        sort_name=printed_name(given_order or (name if organisation else sort_name(name, lang))),
        organisation=organisation,
        body=_body(text, lang),
        links=links,
        portrait=portrait or next((path for path in same_name if path in images), None),
    )


def _essay(
    id: str, text: MarkdownFile, fields: EssayFields, *, lang: str, people: Catalogue, held: bool
) -> Essay:
    return to_model(
        Essay,
        fields,
        id=id,
        bylines=bylines(fields.authors, people),
        body=_body(text, fields.lang or lang),
        status="draft" if fields.draft or held else fields.status,
    )


def _volume_rank(id: str, fields: VolumeFields) -> tuple[bool, int, str]:
    return fields.number is None, fields.number or 0, id


def _cover(fields: CoverFields, volume: TextKey) -> Cover:
    """The cover with its pictures, which lie beside the volume's file."""
    pictures = {"picture": fields.picture, "mark": fields.mark}
    paths = {name: f"{volume.folder}/{file}" if file else None for name, file in pictures.items()}
    return to_model(Cover, fields, **paths)
