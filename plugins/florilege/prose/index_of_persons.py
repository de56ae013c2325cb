"""Mentions and page numbers → the index of persons, its pages merged into ranges."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import collation_key, index_letter, printed_name, sort_name
from florilege.language.formats import runs, span
from florilege.prose.prose import Prose

SHORT = 12
"""Letters of a word that any column of an index holds with two ranges of pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRange:
    """A page, or a run of pages, and the anchor of the first mention on it; without pages, a title."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPerson:
    """A line of the index: « La Boétie, Étienne de  12, 14–16 »."""

    name: str
    spans: tuple[PageRange, ...]
    lang: str = ""
    """That of the name, where it is known."""

    @property
    def parted(self) -> tuple[str, str]:
        """The name in two: the second stays on one line with the first page.

        It is the last word, or nothing but white where no column need hold that word with a number.

        >>> IndexedPerson(name="La Boétie, Étienne de", spans=()).parted
        ('La Boétie, Étienne ', 'de')
        """
        before, blank, last = self.name.rpartition(" ")
        return (before + blank, last) if len(last) <= SHORT else (f"{self.name}\u2003", "")

    @property
    def runs(self) -> tuple[tuple[PageRange, ...], ...]:
        """The pages in runs, each on one line: none but the first stands there alone, and that with the name.

        >>> pages = tuple(PageRange(text=str(page), anchor="") for page in (3, 7, 9, 12))
        >>> [[page.text for page in run] for run in IndexedPerson(name="", spans=pages).runs]
        [['3'], ['7'], ['9', '12']]
        """
        if len(self.spans) < 3:
            return (self.spans,)
        return (*((span,) for span in self.spans[:-2]), self.spans[-2:])


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLetter:
    """The persons whose names begin with a letter."""

    letter: str
    persons: tuple[IndexedPerson, ...]


def index_of_persons(
    texts: Iterable[Prose],
    catalogue: Catalogue,
    numbers: Mapping[str, int],
    *,
    lang: str,
    located: Callable[[Sequence[tuple[int, str]]], tuple[PageRange, ...]] | None = None,
) -> tuple[IndexLetter, ...]:
    """Every person mentioned, by letter; a mention whose page is not known yet counts as page 0.

    `located`: pages and anchors of the mentions → what stands behind a name, else ranges of pages.
    """
    located = located or spans
    places: dict[str, list[tuple[int, str]]] = {}
    langs: dict[str, str] = {}
    for prose in texts:
        for mention in prose.mentions:
            author = catalogue.person(mention.person)
            name = indexed_name(mention.person, catalogue, lang)
            places.setdefault(name, []).append((numbers.get(mention.id, 0), mention.id))
            langs[name] = author.body.lang if author else ""
    names = in_order(places)
    return tuple(
        IndexLetter(
            letter=letter,
            persons=tuple(
                IndexedPerson(name=name, spans=located(places[name]), lang=langs[name]) for name in group
            ),
        )
        for letter, group in groupby(names, key=index_letter)
    )


def indexed_name(person: str, catalogue: Catalogue, lang: str) -> str:
    """The name below which an index in `lang` (BCP 47) has somebody; for an author, one for all spellings."""
    author = catalogue.person(person)
    return author.sort_name if author else printed_name(sort_name(person, lang))


def in_order(names: Iterable[str]) -> list[str]:
    """Names in the order of an index."""
    return sorted(names, key=lambda name: (collation_key(name), name))


def spans(places: Sequence[tuple[int, str]]) -> tuple[PageRange, ...]:
    """Pages in order, each once, those in a row merged.

    >>> [span.text for span in spans([(12, "a"), (12, "b"), (14, "c"), (15, "d"), (19, "f")])]
    ['12', '14–15', '19']
    """
    first: dict[int, str] = {}
    for page, anchor in places:
        first.setdefault(page, anchor)
    merged = []
    for start, end in runs(sorted(first)):
        text = span(start, end) if end > start else str(start) if start else "000"
        merged.append(PageRange(text=text, anchor=first[start]))
    return tuple(merged)
