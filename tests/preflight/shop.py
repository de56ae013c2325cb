"""Good files for printers, and the means to spoil them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import zxingcpp
from pikepdf import Array, Dictionary, Name, Pdf

from florilege.anthology import Anthology
from florilege.catalogue.volumes import PressRun, Volume
from florilege.cli.preflight import essay_texts
from florilege.preflight.inspection.checklist import inspect
from florilege.preflight.inspection.inspection import Inspection, Role
from florilege.preflight.measurement.font_metrics import FontCache
from florilege.preflight.measurement.pdf_file import measure
from florilege.printing.printers import Printer, asked, spine_of
from florilege.runtime.project import Project

MM = 72 / 25.4

Change = Callable[[Pdf], None]
Marks = set[tuple[str, int]]
"""Checks that found something, each with a page (0: the whole file)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shop:
    """An anthology with a tome that three printers print: its files, all good."""

    project: Project
    anthology: Anthology

    @property
    def volume(self) -> Volume:
        return self.anthology.catalogue.volumes["tome-3"]

    def run(self, printer: str) -> PressRun:
        return next(run for run in self.volume.press if run.printer == printer)

    def file(self, role: str, printer: str = "") -> Path:
        name = {"block": f"-press-{printer}", "cover": f"-cover-{printer}", "screen": ""}[role]
        return self.project.tomes / f"tome-3{name}.pdf"

    def pages(self, printer: str) -> int:
        """How many pages the block for a printer has."""
        with Pdf.open(self.file("block", printer)) as pdf:
            return len(pdf.pages)

    def designed(self, printer: str) -> Path:
        """The cover that the press makes; the other is plain, so that it can be spoiled at known places."""
        return self.project.tomes / f"designed-{printer}.pdf"

    def found(self, role: Role, printer: str) -> Marks:
        """What is found in a good file: pictures that have few pixels, at most."""
        return _found(self, role, printer)

    def inspection(
        self,
        role: Role,
        printer: str = "offset",
        path: Path | None = None,
        *,
        volume: Mapping[str, Any] | None = None,
        asks: Mapping[str, Any] | None = None,
    ) -> Inspection:
        """A file and what it is held to; `volume` and `asks` say what is otherwise with tome and printer."""
        path = path or self.file(role, printer)
        texts = essay_texts(self.anthology)
        run = self.run(printer)
        block = measure(self.file("block", printer)) if role == "cover" else None
        wanted: Printer = replace(asked(run), **(asks or {}))
        return Inspection(
            role=role,
            path=path,
            file=measure(path),
            volume=replace(self.volume, **(volume or {})),
            run=run,
            printer=wanted,
            block=block,
            essays=() if role == "cover" else tuple(texts[essay] for essay in self.volume.essays),
        )


@cache
def _found(shop: Shop, role: Role, printer: str) -> Marks:
    return found(shop.inspection(role, printer))


def found(inspection: Inspection) -> Marks:
    """What the checks find."""
    return {(finding.code, page) for finding in inspect(inspection) for page in finding.pages or (0,)}


def spoil(good: Path, bad: Path, change: Change, **saving: Any) -> Path:
    """A copy of a file after a change."""
    with Pdf.open(good) as pdf:
        change(pdf)
        pdf.save(bad, **saving)
    return bad


def draw(pdf: Pdf, page: int, content: str, **resources: Any) -> None:
    """Draw something over a page, given in mm from the corner of the trimmed page."""
    target = pdf.pages[page - 1]
    left, bottom = (float(side) for side in target.trimbox[:2])
    own = Dictionary(target.obj.get("/Resources", Dictionary()))
    for kind, things in resources.items():
        own[f"/{kind}"] = Dictionary({**dict(own.get(f"/{kind}", Dictionary())), **things})
    target.obj.Resources = own
    before = target.obj.get("/Contents", Array())
    parts = list(before) if isinstance(before, Array) else [before]
    drawn = f"q {MM} 0 0 {MM} {left} {bottom} cm {content} Q".encode()
    target.obj.Contents = Array([*parts, pdf.make_stream(drawn)])


def picture(pdf: Pdf, side: int, space: str, sample: bytes) -> Any:
    """A square picture of one colour, so many pixels wide."""
    image = pdf.make_stream(sample * side * side)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width = image.Height = side
    image.ColorSpace, image.BitsPerComponent = Name(f"/{space}"), 8
    return image


def words(pdf: Pdf, text: str, size: float, x: float, y: float, colour: str = "0 g", turn: str = "") -> str:
    """The operators that show a text, in a font that the file has; sizes in pt, places in mm."""
    key, codes = next(_fonts(pdf, text))
    matrix = f"{turn or '1 0 0 1'} {x} {y}"
    return f"{colour} BT /{key} {size / MM} Tf {matrix} Tm <{codes}> Tj ET"


def _fonts(pdf: Pdf, text: str) -> Iterator[tuple[str, str]]:
    """The fonts that have the characters of a text, each with its codes."""
    faces = FontCache()
    for page in pdf.pages:
        for key, font in page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary()).items():
            codes = {shown: code for code, shown in faces.get(font).characters.items()}
            if set(text) <= set(codes):
                yield key[1:], "".join(f"{codes[character]:04x}" for character in text)


def bars(digits: str, x: float, y: float, module: float = 0.33) -> str:
    """The operators that draw an EAN-13, 20 mm high, on a white field; `module` is in mm."""
    symbol = zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.EAN13)
    row = memoryview(symbol.to_image(scale=1, add_quiet_zones=False)).tolist()[0]
    drawn = [f"0 g {x + place * module} {y} {module} 20 re f" for place, grey in enumerate(row) if grey == 0]
    return f"0 0 0 0 k {x - 4} {y - 3} {95 * module + 8} 26 re f " + " ".join(drawn)


def cover(shop: Shop, printer: str, target: Path, *, pages: int, number: str = "") -> Path:
    """A flat cover: a tint that bleeds, titles on front and back, a barcode low on the right of the back."""
    run, trim = shop.run(printer), shop.volume.trim
    asks, spine = asked(run), spine_of(run, pages)
    width, height, bleed = 2 * trim.width + spine, trim.height, asks.bleed
    with Pdf.open(shop.file("block", printer)) as pdf, Pdf.open(shop.file("cover", printer)) as made:
        if "/OutputIntents" in made.Root:  # a cover is on another paper than the pages
            pdf.Root.OutputIntents = pdf.copy_foreign(made.make_indirect(made.Root.OutputIntents))
        del pdf.pages[1:]
        page = pdf.pages[0].obj
        for name in ("/MediaBox", "/BleedBox"):
            page[name] = Array([0, 0, (width + 2 * bleed) * MM, (height + 2 * bleed) * MM])
        page.TrimBox = Array([bleed * MM, bleed * MM, (width + bleed) * MM, (height + bleed) * MM])
        page.Contents = Array([])
        tint = "0.2 0.1 0 0 k" if run.colour == "cmyk" else "0.8 g"
        isbn = number or "".join(filter(str.isdigit, shop.volume.isbn))
        clear = asks.barcode.clear + 8
        for content in (
            f"{tint} {-bleed} {-bleed} {width + 2 * bleed} {height + 2 * bleed} re f",
            bars(isbn, trim.width - 95 * 0.33 - clear, clear),
            words(pdf, "escalier", 18, trim.width + spine + 30, 150),
            words(pdf, "douze", 11, 20, 150),
        ):
            draw(pdf, 1, content)
        pdf.save(target)
    return target
