"""Keys: what names each text of an anthology, wherever one is looked up, linked to or addressed."""

import re
from dataclasses import dataclass
from typing import Literal, Self

TextKind = Literal[
    "home", "author", "essay", "translation", "letter", "meeting", "volume", "matter", "page", "file"
]

_FILES: dict[TextKind, str] = {
    "home": "index.md",
    "author": "authors/{id}.md",
    "essay": "essays/{id}/index.md",
    "translation": "essays/{id}/index.{matter}.md",
    "letter": "essays/{id}/letters/{matter}.md",
    "meeting": "meetings/{id}/index.md",
    "volume": "volumes/{id}/index.md",
    "matter": "volumes/{id}/{matter}.md",
    "page": "pages/{id}.md",
    "file": "files/{id}",
}
"""Kind of text → its file below `contributions/`; of two that match a path, the first is meant."""

_PATTERNS = {
    kind: re.compile(
        re.sub(
            r"\\{(\w+)\\}", r"(?P<\1>.+)" if kind in ("page", "file") else r"(?P<\1>[^/]+)", re.escape(form)
        )
    )
    for kind, form in _FILES.items()
}


@dataclass(frozen=True, slots=True, order=True)
class TextKey:
    """Which text: an essay, a letter, a meeting, an author's notice, a volume's blurb, its matter, a page.

    `id` is that of the author, the essay, the meeting or the volume, or the path of a page below `pages/`;
    `matter` is a `MatterKind` for front and back matter, the letter's own id for a letter, and the language
    of a translation, `id` being that of their essay. A link may also lead to a file that readers may
    download; `id` is then its path below `files/`.

    >>> key = TextKey("matter", "tome-1", "preface")
    >>> str(key), key.path, key.prefix
    ('volumes/tome-1/preface', 'volumes/tome-1/preface.md', 'volumes--tome-1--preface')
    """

    kind: TextKind
    id: str = ""
    matter: str = ""

    def __str__(self) -> str:
        """The key in an address or a message: `essays/le-banc`, `volumes/tome-1/preface`, `index`.

        >>> str(TextKey("page", "le-projet/index"))
        'pages/le-projet/index'
        """
        if self.kind == "file":
            return self.path
        whole = self.path.removesuffix(".md")
        return whole if self.kind == "page" else whole.removesuffix("/index")

    @property
    def path(self) -> str:
        """The text's file, below `contributions/`."""
        return _FILES[self.kind].format(id=self.id, matter=self.matter)

    @property
    def folder(self) -> str:
        """Where the pictures beside the text lie, below `contributions/`; empty for the home page."""
        return self.path.rpartition("/")[0]

    @property
    def prefix(self) -> str:
        """What the ids in the text begin with: an essay's id; for others the key with `--` for each slash.

        A translation has those of its essay, in whose place it stands. An id has no double hyphen, so that no
        prefix is the beginning of another.

        >>> TextKey("essay", "le-banc").prefix, HOME.prefix
        ('le-banc', 'index')
        """
        return self.id if self.kind in ("essay", "translation") else str(self).replace("/", "--")

    @classmethod
    def of_printed(cls, id: str) -> Self:
        """The key of what a volume prints as an essay: an essay, or the minutes of a meeting.

        >>> TextKey.of_printed("le-banc").kind, str(TextKey.of_printed("meetings--le-bac"))
        ('essay', 'meetings/le-bac')
        """
        meeting = id.removeprefix("meetings--")
        return cls("essay", id) if meeting == id else cls("meeting", meeting)

    @classmethod
    def of_path(cls, path: str) -> Self | None:
        """The key of the text in a file, or `None` where no text has its place.

        >>> TextKey.of_path("essays/le-banc/index.md"), TextKey.of_path("essays/le-banc/plan.md")
        (TextKey(kind='essay', id='le-banc', matter=''), None)
        """
        for kind, pattern in _PATTERNS.items():
            if match := pattern.fullmatch(path):
                return cls(kind, **match.groupdict())
        return None

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str` gave. Raises `ValueError` for anything else.

        >>> TextKey.parse("index") == HOME, TextKey.parse("volumes/tome-1").kind
        (True, 'volume')
        """
        forms = [text] if text.startswith("files/") else [f"{text}.md", f"{text}/index.md"]
        key = next((found for form in forms if (found := cls.of_path(form))), None)
        if key is None:
            raise ValueError(text)
        return key


HOME = TextKey("home")
"""The home page."""
