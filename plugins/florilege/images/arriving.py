"""A picture as somebody has it → one that may lie beside an essay: upright, of a usual kind, and no more.

HEIC and AVIF of telephones, TIFF, BMP and GIF become JPEG, or PNG where they are transparent or drawn. What
is larger than any page wants is reduced. All of it is encoded anew, so that where and by what it was taken
is in no file of the anthology. Drawings of Windows (EMF, WMF, and in gzip EMZ, WMZ) are painted, where the
library that does so is there and leaves nothing out. SVG, PostScript and PDF aren't read here: what reads
them runs programs.
"""

import io
import math
import warnings
import zlib
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from florilege.images.image import MAX_BYTES
from florilege.images.vetting import decode_any, encode, has_many_scans, is_drawing

ENOUGH = 12_000_000
"""Pixels: what is more isn't seen on any page of a book, nor on any screen."""
MOST = 120_000_000
"""Pixels that are read at all."""
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_USUAL = ("PNG", "JPEG", "MPO", "WEBP")

DRAWN_AT = 300
"""Dots per inch of a drawing that is painted: those of print."""

Unfit = Literal["vector", "metafile", "metafile-unread", "unknown", "huge", "damaged", "heif", "untaken"]


@dataclass(frozen=True, slots=True)
class ArrivedPicture:
    """A picture that may lie beside an essay, and what was done to it."""

    content: bytes
    suffix: Literal["png", "jpg"]
    was: str = ""
    """The format that it had, where that is no usual one."""
    reduced: bool = False


def usable(content: bytes) -> ArrivedPicture | Unfit:
    """The picture of some bytes, or why there is none. For a worker: it reads what strangers sent."""
    if len(content) > 5 * MAX_BYTES:
        return "huge"
    if content.startswith(b"\x1f\x8b"):
        unpacked = _unpacked(content)
        return usable(unpacked) if isinstance(unpacked, bytes) else unpacked
    if kind := _metafile(content):
        painted = _painted(content)
        made = usable(painted) if isinstance(painted, bytes) else painted
        return replace(made, was=kind) if isinstance(made, ArrivedPicture) else made
    if _is_vector(content):
        return "vector"
    is_heif = content[4:8] == b"ftyp"
    if is_heif and not _reads_heif(content):
        return "heif"
    if has_many_scans(content):
        return "damaged"
    formats = _FORMATS if not is_heif else ("AVIF",) if _is_avif(content) else ("HEIF",)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Pillow.open(io.BytesIO(content), formats=formats) as image:
                if image.width * image.height > MOST:
                    return "huge"
                was = "" if image.format in _USUAL else str(image.format)
                lossless = image.format in ("PNG", "GIF", "BMP")
                plain = decode_any(image)
        except Pillow.DecompressionBombError:
            return "huge"
        except UnidentifiedImageError:
            return "unknown"
        except (OSError, SyntaxError, ValueError, EOFError):
            return "damaged"
    pixels = plain.width * plain.height
    if pixels > ENOUGH:
        scale = math.sqrt(ENOUGH / pixels)
        size = max(1, int(plain.width * scale)), max(1, int(plain.height * scale))
        plain = plain.resize(size, Pillow.Resampling.LANCZOS)
    png = plain.mode == "RGBA" or lossless or is_drawing(plain)
    if png and not (plain.mode == "RGBA" or is_drawing(plain)) and pixels > ENOUGH // 6:
        png = False  # a photograph that was kept as a drawing is: as PNG it weighs ten times as much
    return ArrivedPicture(
        encode(plain, "PNG" if png else "JPEG"), "png" if png else "jpg", was, pixels > ENOUGH
    )


def _unpacked(content: bytes) -> bytes | Unfit:
    """What EMZ and WMZ hold, where it is a drawing and no longer than a picture may be."""
    reader = zlib.decompressobj(wbits=31)  # gzip
    try:
        found = reader.decompress(content, 5 * MAX_BYTES)
    except zlib.error:
        return "damaged"
    if not reader.eof:
        return "huge" if reader.unconsumed_tail else "damaged"
    return found if _metafile(found) else "unknown"


def _metafile(content: bytes) -> Literal["EMF", "WMF", ""]:
    """Which kind of drawing of Windows it is, by its header (MS-EMF 2.3.4.2, MS-WMF 2.3.2); else none."""
    if content.startswith(b"\x01\x00\x00\x00"):
        return "EMF"
    return "WMF" if content.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")) else ""


def _painted(content: bytes) -> bytes | Unfit:
    """A drawing of Windows as PNG, if all of it could be painted."""
    try:
        from metafile_render import render_metafile
    except ImportError:
        return "metafile"
    try:
        made = render_metafile(content, dpi=DRAWN_AT, backend="replay")
    except (ValueError, ArithmeticError, LookupError, OSError, RuntimeError):  # MetafileError is a ValueError
        return "metafile-unread"
    return "metafile-unread" if made.partial else made.data


def _is_vector(content: bytes) -> bool:
    head = content[:600]
    return head.startswith(b"%!PS") or b"<svg" in head.lower() or head.lstrip().startswith(b"%PDF")


def _is_avif(content: bytes) -> bool:
    return content[8:12] in (b"avif", b"avis")


def _reads_heif(content: bytes) -> bool:
    """Whether what telephones write can be read here: AVIF by Pillow itself, HEIC by pillow-heif."""
    if _is_avif(content):
        from PIL import features

        return bool(features.check("avif"))
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener(thumbnails=False)
    return True
