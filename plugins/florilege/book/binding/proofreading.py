"""A finished tome, opened again: is each page what was set for it, with the numbers that are true?

Every word of a sheet was found on its pages when they were set (weasyprint/render.py). So it is enough that
the finished file draws the very same pages, that their glyphs still stand for the same letters, and that
what assembly added to them, numbers, folios and running heads, reads as it should.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any

from pikepdf import Pdf

from florilege.book.binding.binding import Binding
from florilege.book.letters import Alphabets, alphabet, letters, shown_by
from florilege.book.pagination.placement import Placed
from florilege.book.pdf.subset import read_to_unicode
from florilege.book.sheet import Fragment
from florilege.book.weasyprint.page_content import read
from florilege.runtime.cache import digest, key_of


@dataclass(frozen=True, slots=True)
class Fault:
    """A page of the tome that isn't as it should be; `expected` is the word that it lacks, if it is known."""

    page: int
    """From 1."""
    sheet: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Proved:
    """Pages that show what they should, by keys of what they draw, with which alphabets, and are to show."""

    known: frozenset[str] = frozenset()
    """The keys of those that were read before."""
    now: set[str] = field(default_factory=set)
    """The keys of those of this file, once it is read."""


def faults(binding: Binding, pdf: bytes, proved: Proved | None = None) -> Iterator[Fault]:
    """Every page of a tome, given its bytes, that isn't what was set for it.

    Pages with references that are `proved` already aren't read again.
    """
    proved = proved or Proved()
    with Pdf.open(io.BytesIO(pdf)) as tome:
        pages = [page.obj for page in tome.pages]
        if len(pages) != binding.pages:
            yield Fault(len(pages), binding.placed[-1].sheet.id)
            return
        alphabets = _alphabets(pages[0].Resources.Font)
        yield from _mixed_glyphs(binding, alphabets)
        fonts = key_of([[key, sorted(shown.items())] for key, shown in sorted(alphabets.items())])

        @cache
        def read_once(block: bytes) -> str:
            """What a running element shows: most stand on several pages."""
            return _shown(block, alphabets)

        def shows(body: bytes, expected: str) -> bool:
            """Whether a page shows what it should."""
            key = key_of(fonts, digest(body), expected)
            right = key in proved.known or _shown(body, alphabets) == expected
            if right:
                proved.now.add(key)
            return right

        for placed in binding.placed:
            drawn = _drawn(placed.fragment, binding)
            for index, number in enumerate(placed.pages):
                yield from _faults(
                    placed,
                    index,
                    pages[number - binding.first].Contents,
                    binding,
                    drawn,
                    shows,
                    read_once,
                )


def _alphabets(fonts: Any) -> Alphabets:
    return {
        key[1:]: alphabet(read_to_unicode(font.ToUnicode.read_bytes())) for key, font in sorted(fonts.items())
    }


def _mixed_glyphs(binding: Binding, alphabets: Alphabets) -> Iterator[Fault]:
    """Each glyph that shows other letters in the tome than on a sheet, in an essay if one has it.

    That happens where a font draws two letters alike: the sheets that use it for the rarer one are to blame.
    """
    uses: defaultdict[tuple[str, int], defaultdict[str, list[tuple[Placed, str]]]]
    uses = defaultdict(lambda: defaultdict(list))
    for placed in binding.placed:
        for key, font in placed.fragment.fonts.items():
            for glyph, text in font.characters.items():
                uses[key, glyph][shown_by(text)].append((placed, text))
    for (key, glyph), by_letters in uses.items():
        if [*by_letters] != [alphabets[key].get(glyph)]:
            rarest = min(by_letters.values(), key=len)
            placed, text = min(rarest, key=lambda use: use[0].sheet.essay is None)
            yield Fault(placed.first, placed.sheet.id, _word_with(text, placed.sheet.html))


def _word_with(text: str, html: str) -> str:
    """The first word of a sheet that holds a text, or the text itself."""
    words = unescape(re.sub(r"<[^>]*>", " ", html)).split()
    return next((word for word in words if text in word), text)


def _drawn(fragment: Fragment, binding: Binding) -> Sequence[str]:
    """The SHA-256 of what each page of a fragment should draw."""
    if binding.block is None:
        return fragment.contents
    with Pdf.open(io.BytesIO(fragment.pdf)) as source:
        return [digest(binding.content(page.Contents.read_bytes())) for page in source.pages]


def _faults(
    placed: Placed,
    index: int,
    contents: Any,
    binding: Binding,
    drawn: Sequence[str],
    shows: Callable[[bytes, str], bool],
    read_once: Callable[[bytes], str],
) -> Iterator[Fault]:
    """The faults of a page, whose content is: what comes before, what was set, what comes after.

    `shows` says whether a page shows some letters, `read_once` what a running element shows.
    """
    number = placed.pages[index]
    _, body, after, *_ = (part.read_bytes() for part in contents)
    if parts := placed.fragment.referring.get(index):
        expected = "".join(
            part if isinstance(part, str) else str(binding.numbers[placed.sheet.references[part]])
            for part in parts
        )
        if not shows(body, expected):
            yield Fault(number, placed.sheet.id, expected)
    elif digest(body) != drawn[index]:
        yield Fault(number, placed.sheet.id)
    running = letters(placed.head(number)) + (str(number) if placed.sheet.folios else "")
    elements = after.rpartition(_BEFORE_FOLIO)[::2] if placed.sheet.folios else (after,)
    if "".join(map(read_once, elements)) != running:
        yield Fault(number, placed.sheet.id, running)


_BEFORE_FOLIO = b"\nQ\nq\n"
"""Where a running head ends and the folio, which names its own font, begins."""


def _shown(content: bytes, alphabets: Alphabets) -> str:
    return "".join(line.letters for line in read(content, alphabets))
