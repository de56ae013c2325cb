"""A text to be set, and a text set: what `setting.set_text` is given and gives, light to import."""

from dataclasses import dataclass

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body, EmojiPolicy, Genre
from florilege.diagnostics.problems import Problem
from florilege.prose.prose import Prose, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """One text of the anthology and how it is to be set; with all of it, its Prose is determined."""

    key: TextKey
    body: Body
    locale: str
    """The BCP 47 language whose spacing the text gets."""
    keep: tuple[str, ...] = ()
    """Names that typography leaves as their owners write them."""
    emoji: EmojiPolicy = "print"
    """What its volume makes of emoji on paper."""
    genre: Genre | None = None
    """What all of it is."""
    title: str = ""
    """The title above the text, which its first heading must not repeat."""

    @property
    def prefix(self) -> str:
        """What its ids begin with."""
        return self.key.prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSet:
    """What setting a text gave."""

    prose: Prose | None = None
    """None where an error stands in the way."""
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()
    """What the text refers to, as far as it could be read: looked at even where there is no Prose."""
