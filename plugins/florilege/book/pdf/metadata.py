"""What a file says of itself: language, page labels, XMP and docinfo, what a viewer shows first."""

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, String


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the file says of itself; `date` is a PDF date (`D:20261015`) or empty."""

    title: str
    author: str
    subject: str
    keywords: str
    lang: str
    date: str = ""


def describe(out: Pdf, metadata: Metadata, *, first: int, opening: int) -> None:
    """Write what a file says of itself.

    `first` is the number of its first page; pages before `opening`, such as a cover, bear none.
    """
    out.Root.Lang = String(metadata.lang)
    out.Root.PageLabels = _labels(first, opening)
    # Two by two, so that odd numbers are on the right.
    out.Root.PageLayout = Name.TwoPageRight if first % 2 else Name.TwoPageLeft
    out.Root.PageMode = Name.UseOutlines
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    facts = {
        "/Title": metadata.title,
        "/Author": metadata.author,
        "/Subject": metadata.subject,
        "/Keywords": metadata.keywords,
        "/Creator": "Florilège",
        "/Producer": "WeasyPrint, pikepdf",
        "/CreationDate": metadata.date,
        "/ModDate": metadata.date,
    }
    for key, value in facts.items():
        if value:
            out.docinfo[key] = value
    with out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(out.docinfo)
        xmp["dc:language"] = {metadata.lang}


def _labels(first: int, opening: int) -> Dictionary:
    """The page labels (PDF 32000-1, 12.4.2): numbers as they are printed, i, ii … for pages before them."""
    before = opening - first
    numbers = Dictionary(S=Name.D)
    if (number := max(opening, first)) > 1:
        numbers.St = number
    return Dictionary(
        Nums=Array([*([0, Dictionary(S=Name.r)] if before > 0 else []), max(before, 0), numbers])
    )
