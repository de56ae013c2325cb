"""The checks, and a file held to those that are for files like it → what was found."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from florilege.diagnostics.findings import Finding, Occurrence, by_severity, finding_codes
from florilege.preflight.inspection import cover_layout, delivery, imprint, ink, line_breaks
from florilege.preflight.inspection.inspection import Inspection

Check = Callable[[Inspection], Iterable[Occurrence]]

CHECKS: Mapping[str, Check] = {
    "standard": delivery.standard,
    "output-intent": delivery.output_intent,
    "trapped": delivery.trapped,
    "pdf-version": delivery.version,
    "identifier": delivery.identifier,
    "encrypted": delivery.encrypted,
    "active": delivery.active,
    "archive-claim": delivery.archive,
    "accessible": delivery.accessible,
    "trim-size": delivery.trim_size,
    "page-sizes": delivery.page_sizes,
    "bleed-box": delivery.bleed,
    "bleed-reached": line_breaks.bleed_reached,
    "marks": delivery.marks,
    "page-multiple": delivery.multiple,
    "pages-min": delivery.too_few,
    "pages-max": delivery.too_many,
    "last-page": delivery.last_blank,
    "blank-running": delivery.blank_running,
    "blank-end": delivery.blank_end,
    "links": delivery.links,
    "bookmarks": delivery.bookmarks,
    "file-weight": delivery.weight,
    "font-missing": ink.fonts,
    "type-size": ink.type_size,
    "colours": ink.colours,
    "picture-colours": ink.picture_colours,
    "grey-book": ink.grey_book,
    "rich-black": ink.rich_black,
    "ink": ink.ink,
    "picture-ink": ink.picture_ink,
    "picture-coarse": ink.coarse,
    "picture-fine": ink.fine,
    "transparency-refused": ink.transparency_refused,
    "transparency": ink.transparency,
    "text-margin": line_breaks.text_margin,
    "text-gutter": line_breaks.text_gutter,
    "picture-margin": line_breaks.picture_margin,
    "cover-pages": cover_layout.one_page,
    "cover-height": cover_layout.height,
    "spine-width": cover_layout.spine_width,
    "spine-text": cover_layout.spine_text,
    "spine-clear": cover_layout.spine_clear,
    "cover-margin": cover_layout.margin,
    "barcode-missing": cover_layout.no_barcode,
    "barcode-other": cover_layout.other_barcode,
    "barcode-place": cover_layout.barcode_place,
    "isbn-digit": imprint.isbn_digit,
    "isbn-other": imprint.isbn_other,
    "legal-mention": imprint.mentions,
    "words": imprint.words,
    "widow": line_breaks.widow,
    "orphan": line_breaks.orphan,
    "beyond-measure": line_breaks.beyond_measure,
    "hyphens": line_breaks.hyphens,
}
"""Code of findings.yml → the function that looks for it."""


def inspect(inspection: Inspection) -> tuple[Finding, ...]:
    """Run every check that is for files of this role; the worst findings come first."""
    return by_severity(_findings(inspection))


def _findings(inspection: Inspection) -> Iterator[Finding]:
    role = "offprint" if inspection.role == "part" else inspection.role
    for code, check in CHECKS.items():
        if role in finding_codes()[code]["files"]:
            for occurrences in _alike(check(inspection)):
                yield Finding(code, inspection.file.name, inspection.printer.name, occurrences)


def _alike(occurrences: Iterable[Occurrence]) -> Iterator[tuple[Occurrence, ...]]:
    """Occurrences that one sentence can tell: those that differ by their place and their figure alone."""
    groups: dict[tuple[object, object], list[Occurrence]] = {}
    for each in occurrences:
        words = each.measured if isinstance(each.measured, str) else None
        groups.setdefault((each.what, words), []).append(each)
    return (tuple(group) for group in groups.values())
