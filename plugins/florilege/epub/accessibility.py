"""What an e-book says of its accessibility: for e-readers and libraries, in the terms of schema.org.

EPUB Accessibility 1.1 (2.2) says which are wanted, the W3C's « Schema.org Accessibility Properties for
Discoverability Vocabulary » what they mean.
"""

from collections.abc import Iterable, Iterator, Sequence

from florilege.epub.documents import Document

_FEATURES = (
    "ARIA",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)
"""What every e-book of ours has."""


def statements(
    documents: Sequence[Document], *, has_pictures: bool, has_pages: bool, summary: str
) -> Iterator[tuple[str, str]]:
    """Property and value of each statement, in order.

    Every picture has words in its place (prose/vet.py refuses one without), so that text alone suffices.
    """
    modes = ("textual", "visual") if has_pictures else ("textual",)
    features = sorted(
        {
            *_FEATURES,
            *(("alternativeText",) if has_pictures else ()),
            *(("pageBreakMarkers", "pageNavigation") if has_pages else ()),
            *(("index",) if any(each.kind == "index" for each in documents) else ()),
        },
        key=str.casefold,
    )
    yield from _each("schema:accessMode", modes)
    yield from _each("schema:accessModeSufficient", ("textual", *([",".join(modes)] if has_pictures else [])))
    yield from _each("schema:accessibilityFeature", features)
    yield from _each("schema:accessibilityHazard", ("none",))
    yield from _each("schema:accessibilitySummary", (summary,))


def _each(name: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for value in values)
