"""The pages of a tome or a cover → what a printer takes: inks, no navigation, a standard.

`prepare` changes the PDF that it is given.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, PdfImage
from PIL import Image

from florilege.book.prepress.book_block import BookBlock
from florilege.book.prepress.pdfx import NO_DATE, claim_press


def prepare(out: Pdf, block: BookBlock, *, title: str, date: str) -> None:
    """Turn an RGB file into one for the press, whose pages have their boxes already.

    Raises `ValueError` for an image of an unknown kind.
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
    claim_press(out, block, title=title, date=date or NO_DATE)


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
