"""Pictures in a PDF → their size, their inks, and the most ink on one spot."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageChops

from florilege.preflight.measurement.colour_spaces import kind_of
from florilege.preflight.measurement.measurements import ColourModel

SPOT = 4
"""px: the side of the squares whose ink is measured; a single pixel is no spot for a press."""


@dataclass(frozen=True, slots=True)
class ImageObject:
    """What is so of a picture wherever it is placed."""

    pixels: tuple[int, int]
    kind: ColourModel
    bits: int
    ink: float
    transparent: bool


@dataclass(slots=True)
class ImageCache:
    """The pictures of a file, each looked into once."""

    _known: dict[tuple[int, int], ImageObject] = field(default_factory=dict)

    def facts(self, image: Any, resources: Any) -> ImageObject:
        """The facts of an image dictionary, or of one that stands in the line."""
        key = image.objgen
        if key == (0, 0):
            return _facts(image, resources)
        if key not in self._known:
            self._known[key] = _facts(image, resources)
        return self._known[key]


def _facts(image: Any, resources: Any) -> ImageObject:
    space = image.get("/ColorSpace", image.get("/CS", Name.DeviceRGB))
    kind = kind_of(space, resources)
    plain = kind == "cmyk" and not (isinstance(space, Array) and space[0] == Name.Indexed)
    return ImageObject(
        pixels=(int(image.get("/Width", image.get("/W", 0))), int(image.get("/Height", image.get("/H", 0)))),
        kind=kind,
        bits=int(image.get("/BitsPerComponent", image.get("/BPC", 8))),
        ink=_ink(image) if plain and isinstance(image, pikepdf.Stream) else 0.0,
        transparent="/SMask" in image,
    )


def _ink(image: Any) -> float:
    """%: the most ink of a picture in four inks, to about 2 %."""
    picture = pikepdf.PdfImage(image).as_pil_image()
    # Pillow turns the inks of a JPEG round, as Adobe's programs do; a PDF says itself whether they are.
    filters = image.get("/Filter")
    jpeg = Name.DCTDecode in (filters if isinstance(filters, Array) else [filters])
    turned = "/Decode" in image and float(image.Decode[0]) > float(image.Decode[1])
    if jpeg != turned:
        picture = ImageChops.invert(picture)
    small = picture.reduce(SPOT) if min(picture.size) > SPOT else picture
    cyan, magenta, yellow, black = small.split()
    half = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    return round(_most(half) * 400 / 255, 1)


def _most(channel: Image.Image) -> float:
    _, most = channel.getextrema()
    assert isinstance(most, (int, float))
    return most
