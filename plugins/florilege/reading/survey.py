"""The folder `contributions/` → the files that are read, by kind and id, and a problem for every other file.

Nothing is opened here and no link is followed: names decide. Any other file is refused, because MkDocs would
publish it, or leave out the theme's own file of the same name.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath
from typing import get_args

from florilege.catalogue.ids import (
    DEVICES,
    IMAGE_PATH,
    LONGEST_ID,
    RESERVED,
    clash_key,
    has_id_form,
    is_id,
    slug,
    suggest_id,
    suggest_image,
)
from florilege.catalogue.keys import TextKey, TextKind
from florilege.catalogue.volumes import CHRONOLOGY, MatterKind
from florilege.diagnostics.problems import Problem, problem
from florilege.language.sentences import languages
from florilege.language.words import words
from florilege.reading.characters import composed
from florilege.runtime.faults import EXHAUSTED

MATTERS = tuple[MatterKind, ...](kind for kind in get_args(MatterKind) if kind != CHRONOLOGY)
"""Those that are files."""

IGNORED = (
    *(
        ".DS_Store",
        "._*",
        "Icon\r",
        ".directory",
        ".gitkeep",
        "[Tt]humbs.db",
        "ehthumbs.db",
        "[Dd]esktop.ini",
    ),
    *("*~", ".*.sw?", ".#*", "#*#"),
)
"""What file managers, Git users and editors leave behind; never published, so never worth a word."""

LOCKS = ("~$*", ".~lock.*#")
"""What Word and LibreOffice lay beside a document that is open."""

COMMENTS = "comments.md"
"""What was said beside an essay that was imported: it lies in its folder for the editors, never published."""

_COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<stem>.+?)[ ._-]*\(?\b(?:copie|copy|kopie|conflit|conflict(?:ed)?|konfliktkopie|sync-conflict)\b"
        r".*(?P<suffix>\.\w+)",
        r"(?P<stem>.+?)[ _]?\(\d+\)(?P<suffix>\.\w+)",
        r"(?:copie de|copy of|kopie von) (?P<stem>.+)(?P<suffix>\.\w+)",
        r"(?P<stem>.+)(?P<suffix>\.\w+)\.(?:orig|bak|old|rej|tmp|local|remote)",
    )
)
"""What those who keep folders alike, and editors, call a copy of a file; « stem » and « suffix » are its."""

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn?)$", re.IGNORECASE)

PLAN = "plan.yml"
"""The file of a volume that holds what its editor plans."""
COSTS = "costs.yml"
"""And that which holds what it costs."""

ROUNDS, EDITIONS = "rounds", "editions"
"""The folders, in that of a volume, of rounds of proofs, and of what was printed."""
LETTERS = "letters"
"""The folder, in that of an essay, of the letters that answer it."""
_TRANSLATED = re.compile(r"index\.([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?)\.md")
"""The file of an essay in another language (BCP 47)."""
MAX_FOLDERS = 3
"""How deep images may lie below a text's folder."""
MAX_DEPTH = 8
"""How deep texts are looked for in a folder that is no essay's."""


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The files that are taken, as POSIX paths relative to `contributions/`, sorted."""

    home: str | None = None
    authors: Mapping[str, str] = field(default_factory=dict)
    """Id → path, and so below."""
    essays: Mapping[str, str] = field(default_factory=dict)
    translations: tuple[TextKey, ...] = ()
    letters: tuple[TextKey, ...] = ()
    meetings: Mapping[str, str] = field(default_factory=dict)
    volumes: Mapping[str, str] = field(default_factory=dict)
    matters: Mapping[tuple[str, MatterKind], str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Volume and number → path, and so below."""
    editions: Mapping[tuple[str, int], str] = field(default_factory=dict)
    misplaced: Mapping[str, str] = field(default_factory=dict)
    """Path of an essay that lies in no folder of its own → the id it may have; empty for none."""
    misnamed: tuple[str, ...] = ()
    """Folders of essays that have no good name, which is told of them."""
    plans: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, str] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    """Path under which a picture is published → that of its file."""
    files: tuple[str, ...] = ()
    """Paths below `files/` as they are on the disk."""
    refused: frozenset[TextKey] = frozenset()
    """Keys of texts that are there, but can't be read."""


def survey(root: Path, of_site: Collection[str] = ()) -> tuple[Tree, tuple[Problem, ...]]:
    """Look at every name below `root`; unreadable folders are problems too.

    `of_site` are paths of files that are no text's: they have their place wherever they lie.
    """
    surveyor = _Surveyor(root, of_site)
    surveyor.top()
    surveyor.other_images()
    tree = Tree(
        home=surveyor.home,
        authors=dict(sorted(surveyor.authors.items())),
        essays=dict(sorted(surveyor.essays.items())),
        translations=tuple(sorted(surveyor.translations)),
        letters=tuple(sorted(surveyor.letters)),
        meetings=dict(sorted(surveyor.meetings.items())),
        volumes=dict(sorted(surveyor.volumes.items())),
        matters=dict(sorted(surveyor.matters.items())),
        pages=dict(sorted(surveyor.pages.items())),
        rounds=dict(sorted(surveyor.rounds.items())),
        editions=dict(sorted(surveyor.editions.items())),
        misplaced=dict(sorted(surveyor.misplaced.items())),
        misnamed=tuple(surveyor.misnamed),
        plans=dict(sorted(surveyor.plans.items())),
        costs=dict(sorted(surveyor.costs.items())),
        consents=dict(sorted(surveyor.consents.items())),
        images=dict(sorted(surveyor.images.items())),
        files=tuple(sorted(surveyor.files)),
        refused=frozenset(surveyor.refused),
    )
    return tree, tuple(surveyor.problems)


MANUSCRIPTS = (".docx", ".odt", ".rtf", ".eml", ".html", ".htm")
"""How files end that `florilege import` makes essays of."""


class _Surveyor:
    """Walks the tree folder by folder, each kind of folder with its own method."""

    def __init__(self, root: Path, of_site: Collection[str]) -> None:
        self.root = root
        self.of_site = of_site
        self.home: str | None = None
        self.authors: dict[str, str] = {}
        self.essays: dict[str, str] = {}
        self.translations: list[TextKey] = []
        self.letters: list[TextKey] = []
        self.meetings: dict[str, str] = {}
        self.volumes: dict[str, str] = {}
        self.matters: dict[tuple[str, MatterKind], str] = {}
        self.pages: dict[str, str] = {}
        self.rounds: dict[tuple[str, int], str] = {}
        self.editions: dict[tuple[str, int], str] = {}
        self.misplaced: dict[str, str] = {}
        self.misnamed: list[str] = []
        self.plans: dict[str, str] = {}
        self.costs: dict[str, str] = {}
        self.consents: dict[str, str] = {}
        self.images: dict[str, str] = {}
        self.others: list[str] = []
        """Pictures whose own names can't be addresses."""
        self.files: list[str] = []
        self.refused: set[TextKey] = set()
        self.problems: list[Problem] = []

    def say(self, code: str, path: str, **values: str) -> None:
        self.problems.append(problem(code, path, 1, 0, **values))

    def stray(self, name: str, path: str) -> None:
        """Say of a file that it isn't published; of one that may be an author's text, how it would be."""
        if _is_lock(name):
            self.say("file-lock", path, name=name)
        else:
            is_text = PurePosixPath(name).suffix.casefold() in MANUSCRIPTS
            self.say("file-stray", path, name=name, manuscript=path if is_text else "")

    def clash(self, path: str, twin: str) -> None:
        """Say of two files or folders that their names are one: of each, since either may be wrong."""
        for one, other in ((path, twin), (twin, path)):
            beside = PurePosixPath(one).parent == PurePosixPath(other).parent
            shown = [PurePosixPath(each).name if beside else each for each in (one, other)]
            self.say("name-clash", one, name=shown[0], other=shown[1])

    def entries(self, folder: str) -> Iterator[tuple[str, str, bool]]:
        """(name, path, whether a folder) of what is a plain file or folder, without twins."""
        try:
            found = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        except OSError as error:
            if error.errno in EXHAUSTED:
                raise
            self.say("file-unreadable", folder, reason=error.strerror or str(error))
            return
        seen: dict[str, str] = {}
        names = {entry.name for entry in found}
        for entry in found:
            if any(fnmatchcase(entry.name, pattern) for pattern in IGNORED):
                continue
            path = str(PurePosixPath(folder, entry.name))
            if original := _original(entry.name, names):
                self.say("file-copy", path, name=entry.name, original=original)
                continue
            twin = seen.setdefault(clash_key(entry.name), entry.name)
            if twin != entry.name:
                self.clash(path, str(PurePosixPath(folder, twin)))
            if entry.is_symlink():
                self.say("file-symlink", path, name=entry.name)
            elif entry.is_dir(follow_symlinks=False):
                yield entry.name, path, True
            elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                yield entry.name, path, False
            else:
                self.say("file-special", path)

    def top(self) -> None:
        rooms: dict[str, Callable[[str], None]] = {
            "authors": self.author_files,
            "essays": self.essay_folders,
            "meetings": partial(self.text_folders, "meeting", self.meetings),
            "volumes": partial(self.text_folders, "volume", self.volumes),
            "pages": self.page_files,
            "files": self.shared_files,
            "consents": self.consent_files,
        }
        for name, path, is_folder in self.entries(""):
            if is_folder and name in rooms:
                rooms[name](path)
            elif is_folder:
                self.other_folder(name, path)
            elif name == "index.md":
                self.home = path
            elif name.endswith(".md"):
                self.say("page-misplaced", path, name=name, id=suggest_id(name.removesuffix(".md")) or "page")
            else:
                self.image(name, path)
        if self.home is None:
            self.say("home-missing", "index.md")

    def other_folder(self, name: str, folder: str) -> None:
        """A folder of no text: only what mkdocs.yml names has its place there."""
        if not any(path.startswith(f"{folder}/") for path in self.of_site):
            self.say("folder-stray", folder, name=name)
            return
        for entry, path, is_folder in self.entries(folder):
            if is_folder:
                self.other_folder(entry, path)
            elif path not in self.of_site:
                self.say("file-lock" if _is_lock(entry) else "file-unnamed", path, name=entry)

    def shared_files(self, folder: str, depth: int = 0) -> None:
        """Take the files that readers may download."""
        for name, path, is_folder in self.entries(folder):
            if is_folder and depth == MAX_FOLDERS:
                self.say("folder-stray", path, name=name)
            elif is_folder:
                self.shared_files(path, depth + 1)
            elif _is_lock(name):
                self.say("file-lock", path, name=name)
            elif path not in self.of_site:
                self.files.append(path.removeprefix("files/"))

    def author_files(self, folder: str) -> None:
        folders: dict[str, str] = {}
        for name, path, is_folder in self.entries(folder):
            id = name.removesuffix(".md")
            if is_folder:
                folders[id] = path
                self.say("author-not-a-file", path, id=id)
            elif name.endswith(".md"):
                if self.id_is_fine(id, path):
                    self.authors[id] = path
            else:
                self.image(name, path)
        self.twins(self.authors, folders)

    def essay_folders(self, folder: str) -> None:
        for name, path, is_folder in self.entries(folder):
            told = len(self.problems)
            if is_folder and self.id_is_fine(name, path):
                self.text_folder(TextKey("essay", name), path, self.essays)
            elif is_folder:
                before = len(self.misplaced)
                if not name.startswith("."):
                    self.misplaced_texts(path)
                if len(self.misplaced) > before + 1:
                    del self.problems[told]  # no essay's folder: each of its texts is to have its own
                else:
                    self.misnamed.append(path)
            elif is_markdown(name):
                self.misplaced[path] = essay_id(name)
            else:
                self.stray(name, path)

    def text_folders(self, kind: TextKind, texts: dict[str, str], folder: str) -> None:
        """Take the texts of a kind, a folder each."""
        for name, path, is_folder in self.entries(folder):
            if not is_folder:
                self.stray(name, path)
            elif self.id_is_fine(name, path):
                self.text_folder(TextKey(kind, name), path, texts)

    def page_files(self, folder: str, depth: int = 0) -> None:
        """Take the pages of the site, in a folder and in those within."""
        folders: dict[str, str] = {}
        here: dict[str, str] = {}
        for name, path, is_folder in self.entries(folder):
            id = name.removesuffix(".md")
            if is_folder and depth == MAX_FOLDERS:
                self.say("folder-stray", path, name=name)
            elif is_folder and self.id_is_fine(name, path, reserved=DEVICES):
                self.page_files(path, depth + 1)
                if f"{path}/index.md" in self.pages.values():
                    folders[name] = f"{path}/index.md"
            elif not is_folder and name.endswith(".md"):
                if self.id_is_fine(id, path, reserved=DEVICES):
                    here[id] = path
            elif not is_folder:
                self.image(name, path)
        self.twins(here, folders)
        self.pages |= {path.removeprefix("pages/").removesuffix(".md"): path for path in here.values()}

    def consent_files(self, folder: str) -> None:
        """Take what authors have agreed to: a file for each essay, called as that is."""
        for name, path, is_folder in self.entries(folder):
            id = name.removesuffix(".yml")
            if not is_folder and name != id and self.id_is_fine(id, path):
                self.consents[id] = path
            elif is_folder:
                self.say("folder-stray", path, name=name)
            elif name == id:
                self.say("record-stray", path, name=name)

    def misplaced_texts(self, folder: str, depth: int = 1) -> None:
        """All texts below a folder that is no essay's: they are judged, and its pictures wait with them."""
        for name, path, is_folder in self.entries(folder):
            if is_folder and depth < MAX_DEPTH and not name.startswith("."):
                self.misplaced_texts(path, depth + 1)
            elif not is_folder and is_markdown(name):
                self.misplaced[path] = _id_by_place(path)

    def text_folder(self, key: TextKey, folder: str, texts: dict[str, str]) -> None:
        matters = MATTERS if key.kind == "volume" else ()
        others: list[str] = []
        for name, path, is_folder in self.entries(folder):
            kind = next((kind for kind in matters if name == f"{kind}.md"), None)
            if is_folder and name == LETTERS and key.kind == "essay":
                self.letter_files(key.id, path)
            elif is_folder and name in (ROUNDS, EDITIONS) and key.kind == "volume":
                self.numbered_files(key.id, path, self.rounds if name == ROUNDS else self.editions)
            elif is_folder:
                others += self.image_folder(name, path, key.kind, depth=1)
            elif name == "index.md":
                texts[key.id] = path
            elif kind:
                self.matters[key.id, kind] = path
            elif name == COMMENTS and key.kind == "essay":
                continue
            elif name in (PLAN, COSTS) and key.kind == "volume":
                (self.plans if name == PLAN else self.costs)[key.id] = path
            elif key.kind == "essay" and (translated := _TRANSLATED.fullmatch(name)):
                self.translations.append(TextKey("translation", key.id, translated[1]))
            elif is_markdown(name) and key.kind == "essay":
                others.append(path)
            elif is_markdown(name) and (meant := _matter_called(name)):
                self.say("matter-name", path, name=name, suggestion=f"{meant}.md")
            else:
                self.image(name, path)
        # A folder named as a year holds essays; any other with one text is that essay's.
        alone = len(others) == 1 and key.id not in texts and not re.fullmatch(r"\d{1,4}", key.id)
        self.misplaced |= {path: key.id if alone else _id_by_place(path) for path in others}
        if key.id not in texts and not others:
            self.refused.add(key)
            if not any(problem.path in (key.path, folder) for problem in self.problems):
                self.say("text-missing", key.path, folder=folder)

    def numbered_files(self, volume: str, folder: str, files: dict[tuple[str, int], str]) -> None:
        """Take records that are called by numbers; what lies in a folder of the same number is left alone."""
        for name, path, is_folder in self.entries(folder):
            number = name.removesuffix(".yml")
            if not re.fullmatch(r"[1-9]\d?", number) or is_folder is not (number == name):
                self.say("folder-stray" if is_folder else "numbered-stray", path, name=name)
            elif not is_folder:
                files[volume, int(number)] = path

    def letter_files(self, essay: str, folder: str) -> None:
        """Take the letters to an essay, and the pictures that they show."""
        for name, path, is_folder in self.entries(folder):
            id = name.removesuffix(".md")
            if is_folder:
                self.image_folder(name, path, "letter", depth=2)
            elif name == id:
                self.image(name, path)
            elif self.id_is_fine(id, path, reserved=DEVICES):
                self.letters.append(TextKey("letter", essay, id))

    def image_folder(self, name: str, folder: str, kind: str, depth: int) -> list[str]:
        """Take the pictures of a folder within a text's; the paths of an essay's texts that lie there."""
        if depth > MAX_FOLDERS or name.startswith(".") or not re.fullmatch(r"[A-Za-z0-9_\-]+", name):
            self.say("folder-stray", folder, name=name)
            return []
        texts: list[str] = []
        for entry, path, is_folder in self.entries(folder):
            if is_folder:
                texts += self.image_folder(entry, path, kind, depth + 1)
            elif is_markdown(entry) and kind == "essay":
                texts.append(path)
            else:
                self.image(entry, path)
        return texts

    def image(self, name: str, path: str) -> None:
        if IMAGE_PATH.fullmatch(name):
            self.images[path] = path
        elif path in self.of_site:
            return
        elif IMAGE_PATH.fullmatch("x" + PurePosixPath(name).suffix.casefold()):
            self.others.append(path)
        else:
            self.stray(name, path)

    def other_images(self) -> None:
        """Take the pictures that are published under other names than their own, where those are free."""
        for path in self.others:
            folder, _, name = path.rpartition("/")
            plain = suggest_image(composed(name))
            place = f"{folder}/{plain}".lstrip("/")
            if plain and place not in self.images:
                self.images[place] = path
                self.say("image-renamed", path, value=name, suggestion=plain)
            else:
                numbered = (f"-{number}.".join(plain.rsplit(".", 1)) for number in count(2))
                free = (each for each in numbered if f"{folder}/{each}".lstrip("/") not in self.images)
                self.say("image-name", path, value=name, suggestion=next(free) if plain else "")

    def id_is_fine(self, id: str, path: str, reserved: Collection[str] = RESERVED) -> bool:
        if id.casefold() in reserved:
            self.say("name-reserved", path, name=id)
        elif len(id) > LONGEST_ID:
            self.say("name-too-long", path, name=id, max=str(LONGEST_ID), suggestion=suggest_id(id))
        elif not has_id_form(id):
            self.say("name-invalid", path, name=id, suggestion=suggest_id(id))
        else:
            return True
        return False

    def twins(self, texts: dict[str, str], others: dict[str, str]) -> None:
        """A text given both as a file and as a folder."""
        for id in sorted(texts.keys() & others.keys()):
            self.clash(others[id], texts[id])


def _matter_called(name: str) -> MatterKind | None:
    """The kind of front or back matter that a file is called by, in any language.

    >>> _matter_called("Remerciements.md"), _matter_called("avant-propos.md"), _matter_called("notes.md")
    ('acknowledgements', 'foreword', None)
    """
    id = essay_id(name)
    return next((kind for kind in MATTERS for lang in languages() if essay_id(words(lang)[kind]) == id), None)


def _is_lock(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in LOCKS)


def _original(name: str, names: Collection[str]) -> str:
    """The text beside a file, of which that is a copy by its name; else nothing.

    >>> _original("index (conflicted copy 2026-01-01).md", ["index.md"]), _original("copy.md", ["index.md"])
    ('index.md', '')
    """
    matches = (pattern.fullmatch(name) for pattern in _COPIES)
    texts = (match["stem"] + match["suffix"] for match in matches if match)
    return next((text for text in texts if text in names and text.endswith(".md")), "")


def is_markdown(path: str) -> bool:
    """Whether a file is one of Markdown, however its ending is written."""
    return _MARKDOWN.search(path) is not None


def _id_by_place(path: str) -> str:
    """The id of an essay by the name of its file, or of its folder where every system calls the file so."""
    folder, _, name = path.rpartition("/")
    by_folder = _MARKDOWN.sub("", name).casefold() in ("index", "_index", "readme")
    return essay_id(folder.rpartition("/")[2] if by_folder else name)


def essay_id(name: str) -> str:
    """The id of an essay by the name of its file or folder, without the date or the number before it.

    >>> [essay_id(name) for name in ("2024-05-01_mon_essai.md", "12. L’été.md", "README.md", "_index.md")]
    ['mon-essai', 'l-ete', '', '']
    """
    stem = re.sub(r"^(?:\d{4}-\d{2}-\d{2}|\d{1,3})[-_. ]+(?=.)", "", _MARKDOWN.sub("", name))
    id = slug(stem)
    return id if is_id(id) and id != "readme" else ""
