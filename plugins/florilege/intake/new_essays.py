"""Arrivals → folders of essays: what each would be, then its files, written whole or not at all.

Nothing that exists is touched. Names of persons who have a file become its id, others stay names.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from florilege.catalogue.ids import is_id, suggest_id
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.problems import FlorilegeError
from florilege.intake import template
from florilege.intake.arrival import Arrival
from florilege.intake.pandoc.beginnings import key_of
from florilege.language.sentences import say
from florilege.reading import frontmatter
from florilege.reading.fieldtypes import date, language
from florilege.reading.new_ids import require_id
from florilege.reading.survey import COMMENTS, LETTERS
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project

_LONGEST = {"title": 200, "subtitle": 200, "abstract": 2000, "tag": 60}
_MOST_TAGS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The essay that an arrival becomes."""

    arrival: Arrival
    id: str
    authors: tuple[str, ...]
    """Ids of those who have a file, names of others."""
    date: str
    """ISO 8601; empty where none can be told."""
    license: str
    front: str
    """Its front matter, up to the blank line above the text."""
    letters: Mapping[str, str]
    """Name of the file of each letter → its text."""
    comments: str
    """What stands beside it in `comments.md`; empty for nothing."""
    known: frozenset[str]
    """The ids of those who have a file."""
    is_draft: bool
    """Whether it stays unpublished until what is open is answered."""
    exists: bool
    """Whether there is an essay of that name, which is left as it is."""

    @property
    def first_line(self) -> int:
        """The line of the file on which the text begins."""
        return self.front.count("\n") + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the one who imports says of all essays."""

    id: str = ""
    authors: tuple[str, ...] = ()
    volume: str = ""
    license: str = ""
    agreed: bool = False
    """Whether who wrote them agrees that they appear, under their licence."""
    lang: str = "fr"
    """Of the comments in the files."""


def place(arrivals: Iterable[Arrival], project: Project, wishes: Wishes) -> list[Placement]:
    """What the arrivals would become, each under a name of its own."""
    known = known_authors(project)
    taken: set[str] = set()
    placed: list[Placement] = []
    for arrival in arrivals:
        id = _free(wishes.id or _wanted_id(arrival), taken)
        taken.add(id)
        authors = tuple(
            name if is_id(name) else known.get(key_of(name), name)
            for name in wishes.authors or arrival.authors
        )
        day = _day(arrival.date)
        license = wishes.license or arrival.license
        is_draft = arrival.is_draft or not (arrival.title and authors and license and wishes.agreed)
        more = {
            "subtitle": arrival.subtitle[: _LONGEST["subtitle"]],
            "abstract": arrival.abstract[: _LONGEST["abstract"]],
            "license": license,
            "lang": _language(arrival.lang, project.lang or "fr"),
            "volume": wishes.volume,
            "draft": "true" if is_draft else "",
            **{name: str(value) for name, value in arrival.fields.items()},
        }
        front = template.essay(
            title=arrival.title[: _LONGEST["title"]],
            authors=authors,
            day=day,
            lang=wishes.lang,
            tags=[tag[: _LONGEST["tag"]] for tag in arrival.tags[:_MOST_TAGS]],
            more=more,
        )
        placed.append(
            Placement(
                arrival=arrival,
                id=id,
                authors=authors,
                date=day,
                front=front,
                letters={
                    f"{letter.id}.md": template.letter(
                        who=known.get(key_of(letter.who), letter.who),
                        known=key_of(letter.who) in known,
                        day=letter.date,
                        answers=letter.answers,
                        lang=wishes.lang,
                    )
                    + letter.markdown
                    for letter in arrival.letters
                },
                comments=_comments(arrival, wishes.lang),
                known=frozenset(file.stem for file in (project.contributions / "authors").glob("*.md")),
                is_draft=is_draft,
                license=license,
                exists=(project.contributions / TextKey("essay", id).folder).exists(),
            )
        )
    return placed


def known_authors(project: Project) -> Mapping[str, str]:
    """The letters of each name, or other name, of those who have a file → their id."""
    found: dict[str, str] = {}
    for file in sorted((project.contributions / "authors").glob("*.md")):
        read, _ = frontmatter.read(file, file.name)
        if read is None or not is_id(file.stem):
            continue
        others = read.fields.get("also_known_as")
        for name in (read.fields.get("name"), *(others if isinstance(others, list) else ())):
            if isinstance(name, str):
                found.setdefault(key_of(name), file.stem)
    return found


def _wanted_id(arrival: Arrival) -> str:
    stem = Path(arrival.source).stem
    return next(id for id in (arrival.id, *map(suggest_id, (arrival.title, stem)), "essai") if is_id(id))


def _free(id: str, taken: set[str]) -> str:
    require_id(id)
    number, name = 1, id
    while name in taken:
        number += 1
        name = f"{id[:60].rstrip('-')}-{number}"
    return name


def _day(typed: str) -> str:
    """A day, as far as it can be one day only."""
    try:
        return date(typed).isoformat() if typed.strip() else ""
    except (PydanticCustomError, ValueError):
        return ""


def _language(tag: str, anthology: str) -> str:
    """The language of an essay that isn't in that of the anthology."""
    try:
        known = language(tag) if tag else ""
    except (PydanticCustomError, ValueError):
        return ""
    return "" if known.partition("-")[0] == anthology.partition("-")[0] else known


def _comments(arrival: Arrival, lang: str) -> str:
    """What was said beside the text, and what stood around it, for whoever edits it."""
    if not arrival.comments and not arrival.left_out:
        return ""
    parts = [say("interface", "import.beside", lang, source=arrival.source)]
    for each in arrival.comments:
        about = say("interface", "import.quoted", lang, text=each.about) if each.about else ""
        head = " · ".join(filter(None, (each.who, each.when, about)))
        parts.append(f"{head}\n\n{each.words}" if head else each.words)
    if arrival.left_out:
        parts += [say("interface", "import.around", lang), *arrival.left_out]
    return "\n\n".join(parts) + "\n"


def write(placed: Sequence[Placement], project: Project) -> list[Path]:
    """Write the essays that don't exist yet, each whole; the files that hold their texts."""
    essays = project.contributions / "essays"
    written: list[Path] = []
    with faults_at(essays):
        essays.mkdir(parents=True, exist_ok=True)
        project.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=project.cache) as workshop:
            for each in placed:
                if each.exists:
                    continue
                folder = Path(workshop, each.id)
                folder.mkdir()
                text = each.front + each.arrival.markdown
                (folder / "index.md").write_text(text, encoding="utf-8", newline="\n")
                if each.comments:
                    (folder / COMMENTS).write_text(each.comments, encoding="utf-8", newline="\n")
                if each.letters:
                    (folder / LETTERS).mkdir()
                for name, text in each.letters.items():
                    (folder / LETTERS / name).write_text(text, encoding="utf-8", newline="\n")
                for name, content in each.arrival.pictures.items():
                    (folder / name).write_bytes(content)
            for each in placed:
                if not each.exists:
                    written.append(_moved(Path(workshop, each.id), essays / each.id))
    return written


def _moved(folder: Path, target: Path) -> Path:
    """The text of an essay, once its folder stands where it belongs; never over another."""
    try:
        os.mkdir(target)  # fails where there is one, as `rename` over an empty folder doesn't
    except FileExistsError:
        raise FlorilegeError("new-exists", exit_code=2, file=target) from None
    try:
        os.rename(folder, target)
    except OSError:  # another file system
        shutil.copytree(folder, target, dirs_exist_ok=True)
    return target / "index.md"
