"""Names as printed, each in its own language where it is known: a voice reads each as it is said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from florilege.bibliography.titles import edited_by
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline
from florilege.language.formats import listing


@dataclass(frozen=True, slots=True)
class Names:
    """A text of names; in HTML, those of another language say which.

    `runs` are its parts, each with its language (BCP 47), empty for what is in the language of the page.

    >>> names = Names((("Ada Roux", ""), (" et ", ""), ("Tom Whitlock", "en")))
    >>> str(names)
    'Ada Roux et Tom Whitlock'
    >>> print(names.__html__())
    Ada Roux et <span lang="en">Tom Whitlock</span>
    """

    runs: Sequence[tuple[str, str]] = ()

    def __str__(self) -> str:
        return "".join(text for text, _ in self.runs)

    def __html__(self) -> str:
        html = (
            Markup('<span lang="{}">{}</span>').format(lang, text) if lang else Markup.escape(text)
            for text, lang in self.runs
        )
        return Markup("").join(html)

    def __bool__(self) -> bool:
        return bool(self.runs)

    def split(self, at: int) -> tuple["Names", "Names"]:
        """The text in two, the first of so many characters.

        >>> [str(part) for part in Names((("Ada ", ""), ("Tom Whitlock", "en"))).split(8)]
        ['Ada Tom ', 'Whitlock']
        """
        return Names(tuple(self._cut(0, at))), Names(tuple(self._cut(at, len(str(self)))))

    def _cut(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        before = 0
        for text, lang in self.runs:
            if part := text[max(0, start - before) : max(0, end - before)]:
                yield part, lang
            before += len(text)


NOBODY = Names()


def spoken_names(bylines: Sequence[Byline], catalogue: Catalogue, lang: str) -> Names:
    """« A, B et C », on a page in a language."""
    parts = _PLACE.split(listing([f"\0{n}\0" for n, _ in enumerate(bylines)], lang))

    def run(part: str, is_place: int) -> tuple[str, str]:
        if not is_place:
            return part, ""
        byline = bylines[int(part)]
        author = catalogue.authors.get(byline.author or "")
        return byline.name, author.body.lang if author and author.body.lang != lang else ""

    return Names(tuple(run(part, number % 2) for number, part in enumerate(parts) if part))


_PLACE = re.compile("\0(.*?)\0")
"""A name's place in a list."""


def spoken_editors(volume: Volume, catalogue: Catalogue) -> Names:
    """« Sous la direction d’A, B et C » at the head of a page of a volume; empty without editors."""
    before, editors = edited_by(volume, volume.lang)
    names = spoken_names(editors, catalogue, volume.lang)
    return Names(((before[0].upper() + before[1:], ""), *names.runs)) if before else names
