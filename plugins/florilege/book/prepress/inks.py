"""RGB → the inks of a press: black alone, or four colours by an ICC profile.

Greys become black ink alone, so that no text or line needs four separations in register. Pictures are laid
on white, since printers want them flattened, and no spot takes more ink than the printer allows.
"""

import io
import re
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageMath

from florilege.book.weasyprint.page_content import without_opacity
from florilege.catalogue.volumes import Ink

QUALITY = 95
"""JPEG quality of a picture that was a JPEG before, its chroma at full size."""
ALIKE = 2
"""How far apart, of 255, red, green and blue may be in a grey: JPEG doesn't keep them equal."""

_NUMBER = rb"-?(?:\d+\.?\d*|\.\d+)"
_COLOUR = re.compile(rb"(?<!\S)(%s)\s+(%s)\s+(%s)\s+(rg|RG)(?!\S)" % ((_NUMBER,) * 3))
_GREY = re.compile(rb"(?<!\S)(%s)\s+(g|G)(?!\S)" % _NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparatedImage:
    """An image in the inks of a press; `data` are its samples, packed as `filter` says."""

    width: int
    height: int
    mode: str
    """`L`, black alone, or `CMYK`."""
    filter: str
    """`DCTDecode`, whose CMYK samples are inverted as Adobe has it, or `FlateDecode`."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """How colours become ink: by an ICC output profile, with at most `limit` % of ink in one spot.

    For black alone, `profile` says what the press does, and may be empty: no colour is converted by it.
    """

    colour: Ink
    profile: bytes
    limit: int

    def content(self, stream: bytes) -> bytes:
        """A content stream with inks for colours, and without saying that what is opaque is so.

        >>> Inks(colour="grey", profile=b"", limit=300).content(b"0 0 0 rg\\n1 1 1 RG\\n/a1.0 gs\\n.5 g")
        b'0 g\\n1 G\\n0.5 g'
        """
        stream = without_opacity(stream)
        stream = _COLOUR.sub(lambda found: self._set(found[4], *found.group(1, 2, 3)), stream)
        return _GREY.sub(lambda found: self._set(found[2], *[found[1]] * 3), stream)

    def _set(self, operator: bytes, *rgb: bytes) -> bytes:
        """The operator that sets a colour for filling, or for stroking if it is in capitals."""
        inks = self.mix(*map(float, rgb))
        name = "g" if len(inks) == 1 else "k"
        shown = " ".join(f"{part:.4g}" for part in inks)
        return f"{shown} {name.upper() if operator.isupper() else name}".encode()

    def mix(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """The inks of a colour from 0 to 1: how light its grey is, or cyan, magenta, yellow and black."""
        if self.colour == "grey":
            return (round(0.299 * red + 0.587 * green + 0.114 * blue, 4),)
        rgb = tuple(round(255 * part) for part in (red, green, blue))
        if max(rgb) - min(rgb) <= ALIKE:
            return (0.0, 0.0, 0.0, round(1 - green, 4))
        return _mixed(self, rgb)

    def separated(self, picture: Image.Image, *, lossy: bool) -> SeparatedImage:
        """A picture in inks, packed as JPEG if `lossy`, else without loss."""
        inked = self._inked(_laid_on_white(picture))
        if lossy:
            buffer = io.BytesIO()
            inked.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
            filter, data = "DCTDecode", buffer.getvalue()
        else:
            filter, data = "FlateDecode", zlib.compress(inked.tobytes(), 9)
        return SeparatedImage(
            width=inked.width, height=inked.height, mode=inked.mode, filter=filter, data=data
        )

    def _inked(self, picture: Image.Image) -> Image.Image:
        if self.colour == "grey" or _is_grey(picture):
            return picture.convert("L")
        inked = ImageCms.applyTransform(picture, _transform(self.profile))
        assert inked is not None
        return self._limited(inked)

    def _limited(self, picture: Image.Image) -> Image.Image:
        """Where there is more ink than allowed, less cyan, magenta and yellow, in proportion."""
        bands = dict(zip("cmyk", (band.convert("I") for band in picture.split()), strict=True))
        most = self.limit * 255 // 100
        thinner = [_thinned(name, most, bands).convert("L") for name in "cmy"]
        return Image.merge("CMYK", [*thinner, picture.getchannel("K")])


def _thinned(name: str, most: int, bands: dict[str, Image.Image]) -> Image.Image:
    def less(of: dict[str, Any]) -> Any:
        colours = of["c"] + of["m"] + of["y"]
        excess = of["max"](colours + of["k"] - most, 0)
        return of["max"](of[name] - (of[name] * excess + colours - 1) / of["max"](colours, 1), 0)

    thinner: Image.Image = ImageMath.lambda_eval(less, **bands)
    return thinner


@lru_cache(maxsize=4096)
def _mixed(inks: Inks, rgb: tuple[int, ...]) -> tuple[float, ...]:
    spot = inks._inked(Image.new("RGB", (1, 1), rgb)).getpixel((0, 0))
    assert isinstance(spot, tuple)
    return tuple(round(part / 255, 4) for part in spot)


@cache
def _transform(profile: bytes) -> ImageCms.ImageCmsTransform:
    """From sRGB, relatively colorimetric with black point compensation, as prepress has it."""
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _laid_on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture if picture.mode == "L" else picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _is_grey(picture: Image.Image) -> bool:
    if picture.mode == "L":
        return True
    red, green, blue = picture.split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return not any(any(band.histogram()[ALIKE + 1 :]) for band in apart)
