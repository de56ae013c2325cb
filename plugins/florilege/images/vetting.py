"""One image file of a contributor → our own copy of it, re-encoded, or what is wrong with it.

The rule: PNG, JPEG and WebP by content, at most 24 million pixels and 20 MB, one frame; of the pictures in
the JPEG of a telephone (MPO: a depth map, a brighter copy) the first, which is the photograph. The
orientation that the camera noted is applied, colours become sRGB or grey (CMYK and profiles too, 16 bits
become 8, palettes become colours), and all else that the file told (place, camera, thumbnail, comments) is
left behind. PNG stays PNG, JPEG stays JPEG; WebP becomes PNG where it is transparent, else JPEG, as e-readers
and printers want. Pillow is told the three formats, because for others it starts programs (`gs` for EPS).
It runs in worker processes: see workers.py.
"""

import io
import re
import warnings
from collections import Counter
from pathlib import PurePosixPath
from typing import cast

from PIL import Image as Pillow
from PIL import ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from florilege.diagnostics.problems import Problem, problem
from florilege.images.image import Image, Vetting, read
from florilege.runtime.cache import digest, write_whole
from florilege.runtime.faults import EXHAUSTED

MAX_PIXELS = 24_000_000
"""An A4 page with bleed at 300 dpi has 9 million, a telephone's photograph 12 to 24."""
JPEG_QUALITY = 92
"""With full chroma (4:4:4): red lettering stays clean."""

MAX_SCANS = 100
"""Passes of a progressive JPEG; libjpeg writes 10, and each takes as long to read as the whole picture."""

WHITE = 240
"""The least value of each channel of what an eye takes for white paper."""
DRAWN_IN = 8
"""How many colours, of 32 levels a channel, make up nearly all of a drawing: paper, ink, a few tints."""
MOSTLY = 0.9
SAMPLE = 400
"""The pixels of the longer side that are looked at to tell a drawing from a photograph."""

_FORMATS = ("PNG", "JPEG", "WEBP")
_NAMED = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_START, _END, _SCAN = b"\xff\xd8", b"\xff\xd9", b"\xff\xda"
_MARKER = re.compile(rb"\xff[\x02-\xcf\xd9-\xfe]")
"""The end, or what begins a segment that says its length: not a stuffed byte nor a restart."""
_UNREADABLE = (OSError, SyntaxError, ValueError)
"""What Pillow raises for a damaged file."""


def vet(vetting: Vetting) -> Image | Problem:
    """Look at one image and write our copy of it into the folder."""
    content = read(vetting.file, vetting.path)
    if isinstance(content, Problem):
        return content
    plain = decode(content, vetting.path)
    if isinstance(plain, Problem):
        return plain
    format_ = _our_format(plain, vetting.path)
    encoded = encode(plain, format_)
    name = digest(encoded)
    file = vetting.folder / f"{name}.{'png' if format_ == 'PNG' else 'jpg'}"
    write_whole(file, encoded)
    return Image(
        path=vetting.path,
        file=file,
        digest=name,
        mime=f"image/{format_.lower()}",
        width=plain.width,
        height=plain.height,
        drawing=is_drawing(plain),
    )


def decode(content: bytes, path: str) -> Pillow.Image | Problem:
    """The pixels alone: upright, sRGB or grey, 8 bits, with alpha where something is transparent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is dropped
        if has_many_scans(content):
            return problem("image-scans", path, limit=MAX_SCANS)
        try:
            with Pillow.open(io.BytesIO(content), formats=_FORMATS) as image:
                return _fault(image, path) or decode_any(image)
        except Pillow.DecompressionBombError:  # more than 178 million
            return problem("image-too-large", path, count="> 178", limit=MAX_PIXELS // 1_000_000)
        except UnidentifiedImageError:
            return problem("image-unknown", path)
        except _UNREADABLE as error:
            if isinstance(error, OSError) and error.errno in EXHAUSTED:
                raise
            return problem("image-unreadable", path)


def has_many_scans(content: bytes) -> bool:
    """Whether a JPEG holds more than `MAX_SCANS` scans (ITU-T T.81, B.2), as far as it can be followed."""
    if not content.startswith(_START):
        return False
    place, scans = len(_START), 0
    while scans <= MAX_SCANS and (marker := _MARKER.search(content, place)) and marker[0] != _END:
        scans += marker[0] == _SCAN
        length = int.from_bytes(content[marker.end() : marker.end() + 2])
        place = marker.end() + length
    return scans > MAX_SCANS


def _fault(image: Pillow.Image, path: str) -> Problem | None:
    """What the header alone shows, before a pixel is read."""
    named = _NAMED.get(PurePosixPath(path).suffix, "?")
    is_photograph = image.format == "MPO"
    found = "JPEG" if is_photograph else image.format
    if found != named:
        ending = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[str(found)]
        suggestion = f"{PurePosixPath(path).stem}.{ending}"
        return problem("image-type", path, found=found, named=named, suggestion=suggestion)
    if image.width * image.height > MAX_PIXELS:
        count = f"{image.width * image.height / 1e6:.0f}"
        return problem("image-too-large", path, count=count, limit=MAX_PIXELS // 1_000_000)
    if getattr(image, "n_frames", 1) > 1 and not is_photograph:
        return problem("image-animated", path)
    return None


def decode_any(image: Pillow.Image) -> Pillow.Image:
    """The pixels alone of a picture that Pillow has opened; raises what Pillow does for a damaged one."""
    # WeasyPrint, which shares this process, has Pillow accept files that are cut short.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.load()
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        # 16 bits of grey; Pillow's own conversion to 8 cuts off what is above 255 instead of dividing.
        upright = upright.convert("I").point(lambda value: value * (1 / 256))
    if profile and upright.mode in ("RGB", "RGBA", "CMYK"):
        upright = _managed(upright, profile)
    grey = upright.mode in ("1", "L", "LA", "I")
    plain = upright.convert("RGBA" if transparent else "L" if grey else "RGB")
    plain.info.clear()
    return plain


def is_drawing(plain: Pillow.Image) -> bool:
    """Whether a picture has white edges and hardly more than `DRAWN_IN` colours, and so is no photograph.

    What is transparent counts as white.
    """
    small = (
        plain.copy()
        if max(plain.size) <= SAMPLE
        else plain.resize(_sampled(plain), Pillow.Resampling.NEAREST)
    )
    white = Pillow.new("RGBA", small.size, "white")
    flat = Pillow.alpha_composite(white, small.convert("RGBA")).convert("RGB")
    width, height = flat.size
    inner = (1, 1, max(width - 1, 1), max(height - 1, 1))
    edges = _colours(flat) - _colours(flat.crop(inner))
    if sum(count for colour, count in edges.items() if min(colour) >= WHITE) < MOSTLY * edges.total():
        return False
    tints = _colours(flat.point(lambda value: value & ~7))
    return sum(count for _, count in tints.most_common(DRAWN_IN)) >= MOSTLY * tints.total()


def _sampled(image: Pillow.Image) -> tuple[int, int]:
    scale = SAMPLE / max(image.size)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _colours(image: Pillow.Image) -> Counter[tuple[int, int, int]]:
    found = image.getcolors(maxcolors=image.width * image.height) or ()
    return Counter({cast("tuple[int, int, int]", colour): count for count, colour in found})


def _managed(image: Pillow.Image, profile: bytes) -> Pillow.Image:
    """The colours of an embedded profile in sRGB; a broken profile is as good as none."""
    mode = "RGB" if image.mode == "CMYK" else image.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        managed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image
    return managed or image


def _our_format(plain: Pillow.Image, path: str) -> str:
    named = _NAMED[PurePosixPath(path).suffix]
    return "PNG" if named == "PNG" or (named == "WEBP" and plain.mode == "RGBA") else "JPEG"


def encode(plain: Pillow.Image, format_: str) -> bytes:
    """The file, without metadata; the same bytes for the same pixels."""
    out = io.BytesIO()
    if format_ == "PNG":
        plain.save(out, "PNG")
    else:
        plain.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
