"""An essay on its way in: what was understood of a source, what was taken away, what only a person knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from florilege.diagnostics.problems import FlorilegeError, Problem

EXCERPT = 60
"""Characters of the source that a remark shows."""

GONE = frozenset(
    (
        *("numbering", "tabs", "spaces", "line-ends", "list-typed", "heading-empty", "edges", "levels"),
        *("smart-tags", "content-controls", "text-box", "coloured", "underlined", "marked"),
        *("change-accepted", "change-rejected", "comment", "contents", "running-head", "title-twice"),
        *(
            "link-inside",
            "link-wrapped",
            "separator",
            "table-layout",
            "encoding",
            "page-around",
            "invitation",
        ),
        *("picture-converted", "picture-reduced", "picture-renamed", "field-mapped", "field-ignored"),
        *(
            "invitation",
            "comment-letter",
            "signature",
            "greeting",
            "quoted",
            "disclaimer",
            "letter",
            "signed-below",
            "lang-told",
        ),
    )
)
"""Remarks that tell what was done, and ask nothing; all others ask somebody to look."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a source: a name of a sentence (`import.did.<code>`), and of what."""

    code: str
    found: str = ""
    """What it is about, as the source has it, cut short."""
    dropped: str = ""
    """The words of the source that are in no essay, whole."""
    why: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody must look."""
        return self.code not in GONE


@dataclass(slots=True)
class Remarks:
    """What a source gives to say, as it is being read."""

    made: list[Remark] = field(default_factory=list)

    def say(self, code: str, found: str = "", *, dropped: str = "", why: str = "") -> None:
        """Add one."""
        shown = " ".join((found or dropped).split())
        self.made.append(Remark(code, shortened(shown), dropped, why))

    def withdraw(self, code: str, found: str) -> None:
        """Unsay one, of words that turned out to be something else."""
        shown = shortened(" ".join(found.split()))
        self.made = [each for each in self.made if (each.code, each.found) != (code, shown)]


def shortened(text: str) -> str:
    """A text as remarks show it.

    >>> len(shortened("mot " * 40))
    61
    """
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote beside a text, or below it."""

    who: str
    when: str
    """ISO 8601, or as the source has it."""
    words: str
    about: str = ""
    """The words of the text that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLetter:
    """What a reader wrote in answer to a text, or to another letter: it becomes a draft beside the essay."""

    id: str
    who: str
    """The name as printed."""
    date: str
    """ISO 8601"""
    markdown: str
    answers: str = ""
    """The id of the letter that it answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One essay, as far as a source tells it; what is empty nobody has told."""

    source: str
    """The file, and the post in it."""
    markdown: str
    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    """Names as printed."""
    date: str = ""
    """ISO 8601"""
    abstract: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    """BCP 47"""
    license: str = ""
    is_draft: bool = False
    id: str = ""
    """What its address was called, where that is a good id."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Name beside the essay → the file's bytes, as they came."""
    comments: tuple[Comment, ...] = ()
    letters: tuple[ReceivedLetter, ...] = ()
    left_out: tuple[str, ...] = ()
    """What stood around the text and is no part of it, whole."""
    remarks: tuple[Remark, ...] = ()
    lost: tuple[str, ...] = ()
    """Words of the source that are in neither the essay nor the remarks."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """Further fields of its front matter, by our names."""
    suggestions: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class RefusedSource:
    """A source of which nothing is taken, and why."""

    source: str
    error: FlorilegeError
