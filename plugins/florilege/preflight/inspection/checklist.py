"""The checks, and a file held to those that are for files like it → what was found."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from florilege.diagnostics.findings import Finding, Occurrence, by_severity, finding_codes
from florilege.preflight.inspection import (
    book_content,
    delivery,
    flat_cover,
    image_quality,
    ink,
    languages,
    line_breaks,
    note_places,
    page_geometry,
    pagination,
    typefaces,
)
from florilege.preflight.inspection.inspection import Inspection

Check = Callable[[Inspection], Iterable[Occurrence]]

CHECKS: Mapping[str, Check] = {
    "standard": delivery.standard,
    "output-intent": delivery.output_intent,
    "paper-condition": delivery.paper_condition,
    "trapped": delivery.trapped,
    "pdf-version": delivery.version,
    "identifier": delivery.identifier,
    "encrypted": delivery.encrypted,
    "stream-damaged": delivery.damaged,
    "active": delivery.active,
    "archive-claim": delivery.archive,
    "accessible": delivery.accessible,
    "language-lost": languages.lost,
    "language-doubtful": languages.doubtful,
    "trim-size": page_geometry.trim_size,
    "page-sizes": page_geometry.page_sizes,
    "bleed-box": page_geometry.bleed,
    "bleed-reached": page_geometry.bleed_reached,
    "marks": page_geometry.marks,
    "page-multiple": pagination.multiple,
    "signature": pagination.signature,
    "pages-min": pagination.too_few,
    "pages-max": pagination.too_many,
    "last-page": pagination.last_blank,
    "blank-running": pagination.blank_running,
    "blank-end": pagination.blank_end,
    "links": delivery.links,
    "bookmarks": delivery.bookmarks,
    "file-weight": delivery.weight,
    "font-missing": typefaces.missing,
    "type-size": typefaces.size,
    "colours": ink.colours,
    "picture-colours": image_quality.colours,
    "grey-book": ink.grey_book,
    "rich-black": ink.rich_black,
    "ink": ink.ink,
    "picture-ink": image_quality.ink,
    "picture-coarse": image_quality.coarse,
    "picture-fine": image_quality.fine,
    "transparency-refused": ink.transparency_refused,
    "transparency": ink.transparency,
    "text-margin": page_geometry.text_margin,
    "text-gutter": page_geometry.text_gutter,
    "picture-margin": page_geometry.image_margin,
    "cover-pages": flat_cover.one_page,
    "cover-height": flat_cover.height,
    "spine-width": flat_cover.spine_width,
    "spine-text": flat_cover.spine_text,
    "spine-clear": flat_cover.spine_clear,
    "cover-margin": flat_cover.margin,
    "barcode-missing": flat_cover.no_barcode,
    "barcode-other": flat_cover.other_barcode,
    "barcode-place": flat_cover.barcode_place,
    "isbn-digit": book_content.isbn_digit,
    "isbn-other": book_content.isbn_other,
    "legal-mention": book_content.legal_mentions,
    "words": book_content.words,
    "note-away": note_places.away,
    "note-long": note_places.long,
    "widow": line_breaks.widows,
    "orphan": line_breaks.orphans,
    "short-last-page": line_breaks.short_last_pages,
    "empty-lines": line_breaks.empty_lines,
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
