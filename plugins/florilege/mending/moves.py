"""Files in the wrong place, or of names that can't be published → where they go, and the links with them.

An essay goes to `essays/<id>/index.md`, its pictures with it, under names that are taken; a picture that
several show is copied. No file takes the place of another. Every address in every text that led to a file
leads to it afterwards; one that led nowhere stays as it is.
"""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import PurePosixPath

from florilege.catalogue.ids import IMAGE_PATH, LONGEST_ID, suggest_image
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.problems import Problem
from florilege.mending.editing import Edit, TextFile
from florilege.mending.file_addresses import FileAddress, addresses
from florilege.reading.characters import composed
from florilege.reading.survey import is_markdown

_SHOWN_FIELDS = ("portrait", "cover")


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What is to happen to files; all paths below contributions/."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """Old path → new one."""
    copied: Mapping[str, str] = field(default_factory=dict)
    """New path → the path, before all moves, of what is copied there."""
    edits: Mapping[str, Sequence[Edit]] = field(default_factory=dict)
    """Path of a text, before all moves → the edits of addresses in it."""

    def settle(self, problem: Problem, file: TextFile | None) -> bool:
        """Whether a problem is over with them: what it is about moves, or its line leads elsewhere."""
        path = problem.path
        if path in self.moved or any(old.startswith(f"{path}/") for old in self.moved):
            return True
        return file is not None and any(
            file.line_of(edit.start) == problem.line - 1 for edit in self.edits.get(path, ())
        )


def moves(files: Collection[str], texts: Mapping[str, TextFile], problems: Sequence[Problem]) -> Moves:
    """The moves that mend problems; `files` are all there are, `texts` those of Markdown that can be read."""
    plan = _Plan(frozenset(files), texts)
    plan.texts_to_their_places(problems)
    told = {each.path for each in problems} | plan.moved.keys()
    wanted = [each for path in sorted(texts) for each in plan.pictures(path)]
    # A text of which nothing is told keeps what it has.
    plan.allot([each for each in wanted if {each.text, each.picture} & told or each.place == each.picture])
    plan.other_pictures(problems)
    edits = {path: found for path in texts if (found := [*plan.addresses(path)])}
    return Moves(
        moved={old: new for old, new in plan.moved.items() if old != new}, copied=plan.copied, edits=edits
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture that a text shows, and where that text needs it."""

    text: str
    picture: str
    place: str


class _Plan:
    def __init__(self, files: frozenset[str], texts: Mapping[str, TextFile]) -> None:
        self.files = files
        self.texts = texts
        self.moved: dict[str, str] = {}
        self.copied: dict[str, str] = {}
        self.places: dict[tuple[str, str], str] = {}
        """(Text, picture) → where the picture is for that text."""
        self.folders: defaultdict[str, list[str]] = defaultdict(list)
        """Folder → the files in it, but not those in folders below."""
        for path in sorted(files):
            self.folders[posixpath.dirname(path)].append(path)
        self.addresses_of = {path: [*addresses(file)] for path, file in texts.items()}

    # ---- Texts

    def texts_to_their_places(self, problems: Sequence[Problem]) -> None:
        for one in problems:
            values = dict(one.values)
            if one.code == "essay-not-in-folder":
                self.move_essay(one.path, values["id"])
            elif one.code in ("name-invalid", "name-too-long") and values.get("suggestion"):
                self.rename(one.path, values["suggestion"])
            elif one.code == "file-stray" and is_markdown(one.path) and not one.path.endswith(".md"):
                stem = PurePosixPath(one.path).stem
                name = "index" if stem.casefold() == "index" else stem
                self.move(one.path, posixpath.join(posixpath.dirname(one.path), f"{name}.md"))

    def move_essay(self, path: str, id: str) -> None:
        """An essay goes to a folder of its own, and all that lies with it alone."""
        folder, own = posixpath.dirname(path), f"essays/{id}"
        if folder != own:
            own = f"essays/{self.free_id(id)}"
        self.move(path, f"{own}/index.md")
        inside = [file for file in sorted(self.files) if file.startswith(f"{folder}/")]
        if folder != "essays" and sum(map(is_markdown, inside)) == 1:
            for file in inside:
                rest = file.removeprefix(f"{folder}/")
                self.move(file, f"{own}/{suggest_image(rest) or rest}")

    def move(self, old: str, new: str) -> None:
        """A file goes to a place that is free; it stays where that isn't so."""
        if old in self.files and old not in self.moved and not self.is_taken(new, by=old):
            self.moved[old] = new

    def rename(self, path: str, id: str) -> None:
        """A misnamed author's file, or the folder of one essay."""
        if path in self.files:
            if posixpath.dirname(path) == "authors":
                self.move(path, f"authors/{id}.md")
            return
        inside = [file for file in sorted(self.files) if file.startswith(f"{path}/")]
        texts = [*filter(is_markdown, inside)]
        if posixpath.dirname(path) != "essays" or len(texts) != 1:
            return
        folder = f"essays/{self.free_id(id)}"
        for file in inside:
            name = "index.md" if file == texts[0] else file.removeprefix(f"{path}/")
            self.move(file, f"{folder}/{name}")

    def free_id(self, id: str) -> str:
        """The id, with a number if there is such a folder already, or will be."""
        names = (id if number == 1 else f"{id[: LONGEST_ID - 4].rstrip('-')}-{number}" for number in count(1))
        return next(
            name
            for name in names
            if not any(
                path.startswith(f"essays/{name}/index.") for path in (*self.files, *self.moved.values())
            )
        )

    def is_taken(self, path: str, *, by: str) -> bool:
        """Whether there is another file of this name, its case apart, or will be."""
        return any(
            path.casefold() == other.casefold()
            for other in (*(self.files - {by}), *self.moved.values(), *self.copied)
        )

    # ---- Pictures

    def pictures(self, text: str) -> Iterator[_Wanted]:
        """The pictures that a text shows, where they are and where they should be."""
        file = self.texts[text]
        new = TextKey.of_path(self.moved.get(text, text))
        if new is None:
            return
        for address in self.addresses_of[text]:
            if address.is_picture and (not address.field or address.field in _SHOWN_FIELDS):
                picture = self.picture(address, file.path)
                place = picture and self.place(text, new, picture)
                if picture and place:
                    yield _Wanted(text, picture, place)

    def picture(self, address: FileAddress, text: str) -> str | None:
        """The file that an address of a picture means: that of its path, or of a name of the same letters."""
        folder = posixpath.dirname(text)
        path = composed(posixpath.normpath(posixpath.join(folder, address.path.removeprefix("/"))))
        if not address.path.startswith("/") and (
            found := self.only(path, self.folders[posixpath.dirname(path)])
        ):
            return found
        if address.path.startswith("/"):
            ends = f"/{composed(address.path.lstrip('/'))}"
            if len(same := [file for file in self.files if f"/{composed(file)}".endswith(ends)]) == 1:
                return same[0]
        beside = [file for file in self.files if folder and file.startswith(f"{folder}/")]
        return self.only(posixpath.basename(path), beside, whole=False)

    @staticmethod
    def only(path: str, files: Iterable[str], *, whole: bool = True) -> str | None:
        """The file of a name, or the only one whose name has the same letters."""

        def name(file: str) -> str:
            return file if whole else posixpath.basename(file)

        files = [file for file in files if not is_markdown(file)]
        exact = [file for file in files if composed(name(file)) == path]
        alike = _letters(posixpath.basename(path))
        found = exact or [file for file in files if alike and _letters(posixpath.basename(file)) == alike]
        return found[0] if len(found) == 1 else None

    def place(self, text: str, new: TextKey, picture: str) -> str | None:
        """Where a text needs a picture, under a name that is taken; none where no letter of it is left."""
        folder = posixpath.dirname(text)
        own = f"{folder}/" if folder else ""
        inside = picture.removeprefix(own) if picture.startswith(own) else ""
        first, below, _ = inside.partition("/")
        if not inside or (below and (new.kind in ("author", "home") or self.is_home(f"{own}{first}"))):
            inside = posixpath.basename(picture)
        name = suggest_image(inside)
        return posixpath.join(new.folder, name) if IMAGE_PATH.fullmatch(name) else None

    def is_home(self, folder: str) -> bool:
        """Whether there is a text right in a folder."""
        return any(map(is_markdown, self.folders.get(folder, ())))

    def allot(self, wanted: Sequence[_Wanted]) -> None:
        """One text gets the picture itself, the others that show it a copy each."""
        by_picture: defaultdict[str, list[_Wanted]] = defaultdict(list)
        for each in wanted:
            if (each.text, each.picture) not in {
                (other.text, other.picture) for other in by_picture[each.picture]
            }:
                by_picture[each.picture].append(each)
        for picture, users in by_picture.items():
            owner = next((each for each in users if self.owns(each.text, picture)), None)
            if owner is None and not self.is_anothers(picture):
                owner = users[0]
            shared = {owner.place: picture} if owner and owner.place == picture else {}
            for each in sorted(users, key=lambda each: each is not owner):
                place = shared.get(each.place)
                if place is None:
                    place = self.free_place(each.place, by=picture if each is owner else "")
                    self.copied |= {} if each is owner else {place: picture}
                shared[each.place] = self.places[each.text, picture] = place
                if each is owner:
                    self.moved[picture] = place

    def owns(self, text: str, picture: str) -> bool:
        folder = posixpath.dirname(text)
        return bool(folder) and picture.startswith(f"{folder}/") and self.is_alone(folder, picture)

    def is_alone(self, folder: str, picture: str) -> bool:
        """Whether no other text lies between a folder and a picture below it."""
        between = PurePosixPath(posixpath.dirname(picture)).relative_to(folder).parts
        folders = [posixpath.join(folder, *between[:depth]) for depth in range(1, len(between) + 1)]
        return not any(map(self.is_home, folders))

    def is_anothers(self, picture: str) -> bool:
        """Whether a picture lies with a text that has its place."""
        folder = posixpath.dirname(picture)
        while folder:
            if self.is_home(folder) and folder not in ("essays", "authors"):
                return True
            folder = posixpath.dirname(folder)
        return False

    def free_place(self, place: str, *, by: str) -> str:
        """The place, or one with a number where another picture has it."""
        stem, dot, suffix = place.rpartition(".")
        names = (f"{stem}-{number}{dot}{suffix}" if number > 1 else place for number in count(1))
        others = {path.casefold() for path in (self.files - {by})}
        others |= {new.casefold() for old, new in self.moved.items() if old != by} | {
            new.casefold() for new in self.copied
        }
        return next(name for name in names if name.casefold() not in others)

    def other_pictures(self, problems: Sequence[Problem]) -> None:
        """Misnamed pictures that no text shows."""
        for one in problems:
            name = dict(one.values).get("suggestion", "")
            if (
                one.code in ("image-name", "image-renamed")
                and name
                and one.path in self.files
                and one.path not in self.moved
            ):
                place = posixpath.join(posixpath.dirname(one.path), name)
                self.moved[one.path] = self.free_place(place, by=one.path)

    # ---- Addresses

    def addresses(self, text: str) -> Iterator[Edit]:
        """The edits that have every address of a text lead to the file that it led to."""
        folder = posixpath.dirname(self.moved.get(text, text))
        for address in self.addresses_of[text]:
            old = self.picture(address, text) if address.is_picture else self.text(address, text)
            if old is None:
                continue
            new = self.places.get((text, old)) or self.moved.get(old, old)
            is_moved = new != old or self.moved.get(text, text) != text
            path = posixpath.relpath(new, folder or ".")
            needs = (text, old) in self.places or (is_moved and (address.is_picture or is_markdown(new)))
            if needs and path != address.written.partition("#")[0]:
                yield address.leading_to(path)

    def text(self, address: FileAddress, text: str) -> str | None:
        """The text that an address leads to."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(text), address.path))
        found = [each for each in (path, f"{path}/index.md", f"{path}.md") if each in self.texts]
        return found[0] if address.path and found else None


def _letters(name: str) -> str:
    """What is the same in two names of a picture that somebody has spelt otherwise."""
    return suggest_image(composed(name)).casefold().replace("_", "-").replace(".jpeg", ".jpg")
