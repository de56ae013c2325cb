"""The problems that have one right answer, and who finds it: the one place that says which these are.

    IN_BYTES      the whole file, decoded (decoding.py)
    IN_TEXT       edits of the text where the problem stands
    TYPOGRAPHIC   what typography proposes and is right whatever the author meant (prose/typography/lint.py)
    BY_MOVES      a file that moves, and the addresses that lead to it (moves.py)

An answer may be missing all the same: a date that could be two days, a picture that isn't there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import Problem
from florilege.mending import field_values, markup
from florilege.mending.editing import Edit, TextFile
from florilege.reading.mistyped_fields import meant

Mender = Callable[[TextFile, Problem, Catalogue], Iterable[Edit]]


def _front(file: TextFile, problem: Problem, _: Catalogue) -> Iterator[Edit]:
    """Front matter that can be read: from its first line to where it ends."""
    made = meant(file.text).text
    if made != file.text:
        kept = _same_ends(made, file.text)
        yield Edit(0, len(file.text) - kept, made[: len(made) - kept])


def _same_ends(one: str, other: str) -> int:
    """How many characters the ends of two texts have in common, whole lines only."""
    lines = 0
    pairs = zip(
        reversed(one.splitlines(keepends=True)), reversed(other.splitlines(keepends=True)), strict=False
    )
    for mine, theirs in pairs:
        if mine != theirs:
            break
        lines += len(mine)
    return lines


def _marked(file: TextFile, problem: Problem, _: Catalogue) -> Iterator[Edit]:
    """What a translation translates, in a line of its own at the beginning of its front matter."""
    if file.text.startswith("---\n"):
        yield Edit(4, 4, f"translates: {dict(problem.values)['now']}\n")


def _without_catalogue(mender: Callable[[TextFile, Problem], Iterable[Edit]]) -> Mender:
    return lambda file, problem, _: mender(file, problem)


IN_BYTES = ("not-utf-8", "character-forbidden", "character-windows")

IN_TEXT: Mapping[str, Mender] = {
    **dict.fromkeys(
        (
            *("front-matter-unopened", "front-matter-unclosed", "front-matter-dashes"),
            *("yaml-tab", "yaml-space", "yaml-glued", "yaml-item", "yaml-indent", "yaml-curly"),
            *("yaml-colon", "yaml-comment", "yaml-comment-glued", "yaml-quote", "yaml-sign"),
            "field-name-signs",
            *("yaml-anchor", "yaml-tag"),
        ),
        _front,
    ),
    "translation-unmarked": _marked,
    "field-choice": _without_catalogue(field_values.choice),
    "value-curly": field_values.without_curly,
    "lang-unknown": _without_catalogue(field_values.language),
    "id-invalid": field_values.id_of,
    "notes-typed": _without_catalogue(markup.notes),
    "heading-is-title": _without_catalogue(markup.without_title),
    "heading-level-one": _without_catalogue(markup.headings),
    "attribute-dropped": _without_catalogue(markup.without_attribute),
    "class-dropped": _without_catalogue(markup.without_class),
}

TYPOGRAPHIC = ("comma-bracket", "emoji-nbsp", "etc-ellipsis", "month-capital", "unit-stop")

BY_MOVES = (
    *("essay-not-in-folder", "file-stray", "name-invalid", "name-too-long"),
    *("image-missing", "image-name", "image-path", "image-renamed", "portrait-missing", "portrait-name"),
)

MENDED = frozenset((*IN_BYTES, *IN_TEXT, *TYPOGRAPHIC, *BY_MOVES))
"""All of them."""
