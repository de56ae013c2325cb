"""Image objects of a PDF (PDF 32000-1, 8.9) → their size, their colour model, the most ink on one spot."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageChops

from florilege.preflight.measurement.colour_spaces import model_of
from florilege.preflight.measurement.measurements import ColourModel

SPOT = 4
"""px: the side of the squares whose ink is measured; a press doesn't resolve a single pixel."""


@dataclass(frozen=True, slots=True)
class ImageObject:
    """What is so of an image wherever it is placed; fields are those of `PlacedImage`."""

    pixels: tuple[int, int]
    model: ColourModel
    bits: int
    ink: float
    transparent: bool


@dataclass(slots=True)
class ImageCache:
    """The images of a file, each read once."""

    _known: dict[tuple[int, int], ImageObject] = field(default_factory=dict)

    def get(self, image: Any, resources: Any) -> ImageObject:
        """What an image dictionary holds, or one in the line of the content."""
        key = image.objgen
        if key == (0, 0):
            return _read(image, resources)
        if key not in self._known:
            self._known[key] = _read(image, resources)
        return self._known[key]


def _read(image: Any, resources: Any) -> ImageObject:
    space = image.get("/ColorSpace", image.get("/CS", Name.DeviceRGB))
    model = model_of(space, resources)
    plain = model == "cmyk" and not (isinstance(space, Array) and space[0] == Name.Indexed)
    return ImageObject(
        pixels=(int(image.get("/Width", image.get("/W", 0))), int(image.get("/Height", image.get("/H", 0)))),
        model=model,
        bits=int(image.get("/BitsPerComponent", image.get("/BPC", 8))),
        ink=_ink(image) if plain and isinstance(image, pikepdf.Stream) else 0.0,
        transparent="/SMask" in image,
    )


def _ink(image: Any) -> float:
    """%: the most ink of a CMYK image on one spot, to about 2 %."""
    whole = pikepdf.PdfImage(image).as_pil_image()
    # Pillow inverts CMYK JPEGs, as Adobe's programs write them; in a PDF, Decode says whether they are.
    filters = image.get("/Filter")
    jpeg = Name.DCTDecode in (filters if isinstance(filters, Array) else [filters])
    inverted = "/Decode" in image and float(image.Decode[0]) > float(image.Decode[1])
    if jpeg != inverted:
        whole = ImageChops.invert(whole)
    small = whole.reduce(SPOT) if min(whole.size) > SPOT else whole
    cyan, magenta, yellow, black = small.split()
    mean = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    return round(_most(mean) * 400 / 255, 1)


def _most(channel: Image.Image) -> float:
    _, most = channel.getextrema()
    assert isinstance(most, (int, float))
    return most
