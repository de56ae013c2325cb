"""What an e-book says of its accessibility: to e-readers and libraries, and to bookshops.

EPUB Accessibility 1.1 (2.2) says which statements are wanted, the W3C's « Schema.org Accessibility Properties
for Discoverability Vocabulary » what they mean, its « Crosswalk » which code of ONIX's list 196 says it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""As EPUB Accessibility 1.1 (2.3.2) has it written."""
OF_CONFORMANCE = ("04", "82", "85")
"""The same in ONIX, in three codes."""
OF_SUMMARY, OF_CERTIFIER = "00", "90"
"""ONIX's codes for what comes with words."""


class _Feature(NamedTuple):
    """A feature: what schema.org and ONIX call it, where they do, and what an e-book must have for it."""

    schema: str
    onix: str = ""
    needs: str = ""


_FEATURES = (
    _Feature("alternativeText", "14", "pictures"),
    _Feature("ARIA", "30"),
    _Feature("displayTransformability", "36"),
    _Feature("index", "12", "index"),
    _Feature("pageBreakMarkers", "19", "pages"),
    _Feature("pageNavigation", "", "pages"),
    _Feature("readingOrder", "13"),
    _Feature("structuralNavigation", "29"),
    _Feature("tableOfContents", "11"),
    _Feature("unlocked", "10"),
    # The language of every text is told; text alone says all that there is.
    _Feature("", "22"),
    _Feature("", "52"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What one e-book can say.

    Every picture has words in its place (prose/vet.py refuses one without), so that text alone suffices.
    """

    has: frozenset[str]
    """Of what features may need: `pictures`, `pages`, `index`."""
    summary: str
    certifier: str
    """Who vouches for it."""

    @property
    def _features(self) -> Sequence[_Feature]:
        return [each for each in _FEATURES if not each.needs or each.needs in self.has]

    @property
    def properties(self) -> Iterator[tuple[str, str]]:
        """Property and value of each statement of the package document, in order."""
        modes = ("textual", "visual") if "pictures" in self.has else ("textual",)
        for mode in modes:
            yield "schema:accessMode", mode
        for sufficient in dict.fromkeys(("textual", ",".join(modes))):
            yield "schema:accessModeSufficient", sufficient
        for feature in self._features:
            if feature.schema:
                yield "schema:accessibilityFeature", feature.schema
        yield "schema:accessibilityHazard", "none"
        yield "schema:accessibilitySummary", self.summary

    @property
    def onix(self) -> Mapping[str, str]:
        """Code of ONIX's list 196 → the words that go with it, mostly none."""
        codes = sorted({*(each.onix for each in self._features if each.onix), *OF_CONFORMANCE})
        said = {OF_SUMMARY: self.summary, **dict.fromkeys(codes, ""), OF_CERTIFIER: self.certifier}
        return dict(sorted(said.items()))
