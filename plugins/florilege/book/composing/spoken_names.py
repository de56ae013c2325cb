"""Names as printed, each in its own language where it is known: a voice reads each as it is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup


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
