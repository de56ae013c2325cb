"""Volume, printer, number of pages → its cover: one flat page for the printer, and the front alone.

A cover is a sheet like any other: composed here, set by a worker, kept in the cache. What stands on it is
measured in front.py, spine.py and back.py; how it looks is in templates/, each file of which an anthology
can replace by one of the same name in its folder `design/cover/`: `cover.html` is the whole page,
`cover.css` its style.

    made = flat_sheet(anthology, volume, run, pages, faces=faces, own=[project.design / "cover"])
    work = cover_work(made, fragments, anthology.images)
    fragment = fragments.get([work], volume.id)[work.key]

The fragment has one page of `made.geometry.width × height` mm, bleed included; `trim_box` and `bleed_box` are
those of its PDF. Colours are RGB; prepress/ converts them to inks.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from florilege.anthology import Anthology, Image
from florilege.book.composing.document import with_images
from florilege.book.composing.kept_sheets import KeptSheets
from florilege.book.composing.sandbox import Sandbox
from florilege.book.cover.back import back_of, barcode_field
from florilege.book.cover.content import TEXT, TITLES, CoverContent
from florilege.book.cover.front import front_of
from florilege.book.cover.geometry import CoverGeometry, guides
from florilege.book.cover.spine import spine_line
from florilege.book.fragments import Fragments, Work
from florilege.book.sheet import FINEST, SCHEME, Job, Sheet
from florilege.catalogue.volumes import PressRun, Volume
from florilege.language.formats import decimal
from florilege.language.locales import primary_language
from florilege.printing.fonts import Face
from florilege.printing.palettes import palette
from florilege.printing.printers import asked, spine_of
from florilege.printing.scripts import in_scripts
from florilege.prose.bidirectional import directed_page

SLUG = 16.0
"""mm: around the page with guides, where their names stand."""
FILTERS: Mapping[str, Callable[..., str]] = {
    "decimal": decimal,
    "mm": lambda length: f"{length:.3f}mm",
    "pt": lambda length: f"{length:.2f}pt",
}
"""What templates of covers may call."""
COARSE = 200
"""px/in: no picture of the front alone, which is for screens, has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """A cover, composed: its sheet, the style that it is set in, and its page."""

    sheet: Sheet
    style: str
    geometry: CoverGeometry


def flat_sheet(
    anthology: Anthology,
    volume: Volume,
    run: PressRun,
    pages: int,
    *,
    faces: Sequence[Face],
    own: Sequence[Path],
    guides: bool = False,
    library: KeptSheets | None = None,
) -> CoverSheet:
    """Back, spine and front for a printer, for a book block of `pages` pages.

    `faces` are those that tomes are set in, `own` the anthology's folders of templates, which may not exist.
    `library` has the sheets that other builds composed.
    With `guides`, trim, folds, safe areas and the barcode's field are drawn over it and named around it: a
    page for people, never for the printer. Raises `FlorilegeError` (2): `design-broken`, for a template of
    the anthology that can't be followed.
    """
    printer = asked(run)
    geometry = CoverGeometry(
        trim=volume.trim,
        flat=True,
        spine=round(spine_of(run, pages), 3),
        bleed=printer.bleed,
        margin=printer.cover_margin,
        clear=printer.spine_text_clear,
        slug=SLUG if guides else 0,
    )
    return _composed(anthology, volume, run, pages, geometry, faces, own, library)


def front_sheet(
    anthology: Anthology,
    volume: Volume,
    run: PressRun,
    pages: int,
    *,
    faces: Sequence[Face],
    own: Sequence[Path],
    library: KeptSheets | None = None,
) -> CoverSheet:
    """The front alone, cut, as `flat_sheet` has it: for the screen edition and the site."""
    printer = asked(run)
    geometry = CoverGeometry(
        trim=volume.trim,
        flat=False,
        spine=round(spine_of(run, pages), 3) if volume.cover.whole else 0,
        bleed=0,
        margin=printer.cover_margin,
        clear=printer.spine_text_clear,
    )
    return _composed(anthology, volume, run, pages, geometry, faces, own, library)


def cover_work(made: CoverSheet, fragments: Fragments, images: Mapping[str, Image]) -> Work:
    """What is to be set, as `Fragments.get` takes it."""
    sheet = made.sheet
    finest = FINEST if made.geometry.flat else COARSE
    bare = Job(html=sheet.html, style=made.style, lang=sheet.lang, depth=sheet.depth, finest=finest)
    return Work(
        name=sheet.title,
        essay=None,
        key=fragments.key(bare.document, made.style, finest, [images[path].digest for path in sheet.images]),
        weight=len(sheet.html),
        job=partial(with_images, bare, sheet.images, images),
    )


def cover_style(geometry: CoverGeometry, volume: Volume, margin: float, own: Sequence[Path]) -> str:
    """The style of a cover's page; the anthology's own `cover.css` comes after ours."""
    values = {
        "geometry": geometry,
        "colours": palette(volume),
        "margin": margin,
        "scale": volume.trim.width / 148,
        "text": TEXT,
        "titles": TITLES,
    }
    ours = Sandbox((), "cover/templates", filters=FILTERS).fill("cover.css", values)
    return ours + (
        Sandbox(own, "cover/templates", filters=FILTERS).fill("cover.css", values)
        if any((folder / "cover.css").is_file() for folder in own)
        else ""
    )


def _composed(
    anthology: Anthology,
    volume: Volume,
    run: PressRun,
    pages: int,
    geometry: CoverGeometry,
    faces: Sequence[Face],
    own: Sequence[Path],
    library: KeptSheets | None,
) -> CoverSheet:
    parts = CoverContent(anthology=anthology, volume=volume, faces=faces, printer=asked(run))
    if library is None or any(folder.is_dir() for folder in own):
        sheet = _sheet(parts, pages, geometry, own)
    else:
        # What stands on it is measured, letter by letter.
        of = (run, pages if geometry.flat else 0, geometry, [face.digest for face in faces])
        key = library.key("cover", 0, (*of, anthology.prose.get(volume.key)))
        kept = library.get(key)
        sheet = kept or _sheet(parts, pages, geometry, own)
        if kept is None:
            library.put(key, sheet)
    return CoverSheet(sheet=sheet, style=cover_style(geometry, volume, parts.margin, own), geometry=geometry)


def _sheet(parts: CoverContent, pages: int, geometry: CoverGeometry, own: Sequence[Path]) -> Sheet:
    anthology, volume = parts.anthology, parts.volume
    front = front_of(parts)
    flat, cover = geometry.flat, volume.cover
    whole = cover.whole and cover.picture is not None
    id = "cover--flat" if flat else "cover--front"
    values = {
        "id": id,
        "lang": volume.lang,
        "volume": volume,
        "words": parts.words,
        "geometry": geometry,
        "colours": palette(volume),
        "people": parts.people,
        "parts": parts,
        "whole": whole,
        "front": front,
        "spine": spine_line(parts, geometry.spine, pages) if flat else None,
        "reading": cover.spine_text or ("up" if primary_language(volume.lang) == "fr" else "down"),
        "back": back_of(parts, names_shown=front.names_shown or front.voices is not None) if flat else None,
        "guides": guides(geometry, barcode_field(parts)) if geometry.slug else (),
    }
    page = Sandbox(own, "cover/templates", autoescape=True, filters=FILTERS).fill("cover.html", values)
    page = in_scripts(directed_page(page), anthology.scripts, TEXT)
    paths = [person.portrait for person in parts.people] + [cover.picture, cover.mark]
    shown = tuple(dict.fromkeys(path for path in paths if path and f'"{SCHEME}{path}"' in page))
    return Sheet(id=id, title=parts.plain(volume.title), html=page, lang=volume.lang, images=shown)


def picture_of(pdf: bytes, height: int = 1200) -> bytes:
    """The front, from the PDF of its page, as a PNG of `height` px: the same bytes for the same page.

    Of 256 colours, which a cover of flat colours doesn't miss.
    """
    import pypdfium2  # both slow to load, and seldom wanted: pictures are kept
    from PIL.Image import Dither

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[0]
        drawn = page.render(scale=height / page.get_height()).to_pil().convert("RGB")
    # The last column and row may be less than a pixel of the page, and pale.
    whole = drawn.crop((0, 0, drawn.width - 1, height - 1))
    out = io.BytesIO()
    whole.quantize(256, dither=Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
