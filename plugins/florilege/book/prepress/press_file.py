"""The pages of a tome or a cover → what a printer takes: inks, boxes, no navigation, a standard.

`prepare` changes the PDF in hand. The standards are PDF/X-4 (ISO 15930-7:2010) and PDF/X-1a (ISO
15930-1:2001, for IngramSpark); both ask for an output intent, dates, an identifier, and whether there is
trapping.
"""

import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, PdfImage, String
from PIL import Image, ImageCms

from florilege.book.prepress.inks import Inks
from florilege.book.sheet import MM
from florilege.book.weasyprint.page_content import without_marks
from florilege.catalogue.model import PressStandard

pikepdf.models.PdfMetadata.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")

_REGISTERED = re.compile(r"FOGRA ?(\d\d)", re.IGNORECASE)

NO_DATE = "D:19700101000000Z"
"""PDF/X asks for dates; of a volume without one nothing else is known that doesn't change."""

SLUG = 8.0
GAP = 1.0
"""mm: the room of crop marks around the bleed, and their distance from it."""

VERSIONS: dict[PressStandard, str] = {"none": "1.6", "pdf/x-4": "1.6", "pdf/x-1a": "1.3"}
"""The version of PDF that a file may be at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookBlock:
    """What a printer gets; `bleed` is the part of each page, in mm, that is cut off."""

    inks: Inks
    standard: PressStandard
    bleed: float = 0.0
    pages: int = 0
    """How many there are in the end, blank ones included; 0 for as many as there are."""
    marks: bool = False
    """Whether crop marks are drawn around each page."""

    @property
    def slug(self) -> float:
        """mm: around the bleed, where the marks are."""
        return SLUG if self.marks else 0.0

    def content(self, stream: bytes) -> bytes:
        """What a page draws, in inks, without the marks of its structure."""
        return self.inks.content(without_marks(stream))


def prepare(out: Pdf, block: BookBlock, *, title: str, date: str) -> None:
    """Turn an RGB file into one for the press, whose pages have their boxes already.

    Raises `ValueError` for what can't be printed as it is: a picture of a kind unknown.
    """
    for key in ("/Names", "/Outlines", "/StructTreeRoot", "/MarkInfo", "/PageMode", "/PageLayout"):
        if key in out.Root:
            del out.Root[key]
    painter = _Painter(block)
    for page in out.pages:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
        for stream in _streams(page.obj):
            painter.draw(stream)
        painter.equip(page.obj.get("/Resources", Dictionary()))
    _claim(out, block, title=title, date=date or NO_DATE)


def set_boxes(page: Any, *, width: float, height: float, bleed: float = 0.0, slug: float = 0.0) -> None:
    """The boxes of a page whose trim is `width` by `height`: bleed around it, a slug around both; in mm."""

    def box(inset: float, outset: float) -> Array:
        sides = (inset, inset, inset + width + 2 * outset, inset + height + 2 * outset)
        return Array([round(side * MM, 6) for side in sides])

    page.MediaBox = box(0, bleed + slug)
    page.BleedBox = box(slug, bleed)
    page.TrimBox = box(slug + bleed, 0)


def crop_marks(*, width: float, height: float, block: BookBlock) -> bytes:
    """The content that draws eight crop marks, a quarter of a point wide, in black; lengths in mm."""
    edge = (block.slug + block.bleed) * MM
    far, near = GAP * MM, (block.slug - GAP) * MM
    right, top = edge + width * MM, edge + height * MM
    outer_right, outer_top = right + edge, top + edge
    lines = [
        (x, y, x, y + sign * (near - far))
        for x in (edge, right)
        for y, sign in ((far, 1), (outer_top - far, -1))
    ] + [
        (x, y, x + sign * (near - far), y)
        for y in (edge, top)
        for x, sign in ((far, 1), (outer_right - far, -1))
    ]
    drawn = b"".join(b"%.3f %.3f m %.3f %.3f l S\n" % line for line in lines)
    return b"q\n0 G\n0.25 w\n" + drawn + b"Q\n"


def _streams(page: Any) -> Iterator[Any]:
    contents = page.get("/Contents")
    if contents is None:
        return
    yield from contents if isinstance(contents, Array) else (contents,)


class _Painter:
    """Gives streams and pictures their inks, each once, however many pages show it."""

    def __init__(self, block: BookBlock) -> None:
        self._block = block
        self._done: set[tuple[int, int]] = set()

    def _is_new(self, thing: Any) -> bool:
        new = not thing.is_indirect or thing.objgen not in self._done
        self._done.add(thing.objgen)
        return new

    def draw(self, stream: Any) -> None:
        if self._is_new(stream):
            stream.write(self._block.content(stream.read_bytes()))

    def equip(self, resources: Any) -> None:
        """The resources of a page or of a form: no state that says the obvious, pictures in inks."""
        if not self._is_new(resources):
            return
        states = resources.get("/ExtGState", Dictionary())
        for name in [name for name, state in states.items() if _is_opaque(state)]:
            del states[name]
        if "/ExtGState" in resources and not len(states):
            del resources["/ExtGState"]
        for _, form in sorted(resources.get("/XObject", Dictionary()).items()):
            if form.Subtype == Name.Image:
                self._ink(form)
            else:
                self.draw(form)
                self.equip(form.get("/Resources", Dictionary()))
        for _, pattern in sorted(resources.get("/Pattern", Dictionary()).items()):
            if isinstance(pattern, pikepdf.Stream):
                self.draw(pattern)
                self.equip(pattern.get("/Resources", Dictionary()))
            else:
                self._shade(pattern.Shading)
        for _, shading in sorted(resources.get("/Shading", Dictionary()).items()):
            self._shade(shading)

    def _ink(self, image: Any) -> None:
        if not self._is_new(image):
            return
        lossy = image.get("/Filter") == Name.DCTDecode
        separated = self._block.inks.separated(_picture(image), lossy=lossy)
        for key in ("/SMask", "/Mask", "/Decode", "/DecodeParms", "/Interpolate", "/Intent"):
            if key in image:
                del image[key]
        image.write(separated.data, filter=Name(f"/{separated.filter}"))
        image.Width, image.Height, image.BitsPerComponent = separated.width, separated.height, 8
        image.ColorSpace = Name.DeviceCMYK if separated.mode == "CMYK" else Name.DeviceGray
        if separated.mode == "CMYK" and lossy:
            image.Decode = Array([1, 0] * 4)

    def _shade(self, shading: Any) -> None:
        """A gradient: its colours and those between them."""
        if shading.get("/ColorSpace") != Name.DeviceRGB or not self._is_new(shading):
            return
        self._mix(shading.Function)
        shading.ColorSpace = Name.DeviceGray if self._block.inks.colour == "grey" else Name.DeviceCMYK

    def _mix(self, function: Any) -> None:
        """A function of a gradient (PDF 32000-1, 7.10): exponential ones, and those made of them."""
        for part in function.get("/Functions", Array()):
            self._mix(part)
        for end in ("/C0", "/C1"):
            if end in function and len(function[end]) == 3:
                inks = self._block.inks.mix(*map(float, function[end]))
                function[end] = Array([round(ink, 4) for ink in inks])


def _is_opaque(state: Any) -> bool:
    """Whether a graphics state says nothing but that all is opaque."""
    return all(
        key in ("/ca", "/CA", "/Type") and value in (1, Name.ExtGState) for key, value in state.items()
    )


def _picture(image: Any) -> Image.Image:
    """What an image shows, its mask as transparency."""
    picture = PdfImage(image).as_pil_image()
    if "/SMask" in image:
        mask = PdfImage(image.SMask).as_pil_image().convert("L")
        picture = picture.convert("RGB")
        picture.putalpha(mask.resize(picture.size) if mask.size != picture.size else mask)
    return picture


def _claim(out: Pdf, block: BookBlock, *, title: str, date: str) -> None:
    """What the file says of itself: as much as its standard asks for."""
    for key in sorted(out.docinfo.keys()):
        del out.docinfo[key]
    if "/Metadata" in out.Root:
        del out.Root["/Metadata"]
    if block.standard == "none":
        return
    facts = {"/Title": title, "/CreationDate": date, "/ModDate": date, "/Creator": "Florilège"}
    for key, value in {**facts, "/Producer": "WeasyPrint, pikepdf"}.items():
        out.docinfo[key] = value
    if block.standard == "pdf/x-4":
        _describe(out, title, date)
        out.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
    else:
        out.docinfo["/GTS_PDFXVersion"] = "PDF/X-1:2001"
        out.docinfo["/GTS_PDFXConformance"] = "PDF/X-1a:2001"
    out.docinfo["/Trapped"] = Name("/False")
    out.Root.OutputIntents = Array([out.make_indirect(_intent(out, block.inks.profile))])


def _describe(out: Pdf, title: str, date: str) -> None:
    """The XMP that PDF/X-4 asks for, from the docinfo."""
    with out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(out.docinfo)
        xmp["xmp:MetadataDate"] = str(xmp["xmp:ModifyDate"])
        xmp["pdf:Trapped"] = "False"
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        xmp["xmpMM:DocumentID"] = f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'florilege:{title} {date}')}"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"


def _intent(out: Pdf, profile: bytes) -> Dictionary:
    """The output intent: the printing condition that the profile was made for, and the profile itself."""
    name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()
    known = condition(name)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(known or "Custom"),
        Info=String(name),
        DestOutputProfile=out.make_stream(profile, N=4),
    )
    if known:
        intent.RegistryName = String("http://www.color.org")
    return intent


def condition(profile: str) -> str:
    """The characterised printing condition that a profile is named after, as the ICC registry calls it.

    >>> condition("PSO Uncoated v3 (FOGRA52)"), condition("ISO Coated v2 300% (bas)"), condition("mine")
    ('FOGRA52', 'FOGRA39', '')
    """
    if found := _REGISTERED.search(profile):
        return f"FOGRA{found[1]}"
    return "FOGRA39" if profile.startswith("ISO Coated v2") else ""
