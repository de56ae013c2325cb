"""Pictures as telephones and offices have them: what comes of them may lie beside an essay."""

import gzip
import io
import struct
import sys
from collections.abc import Callable

import pillow_heif
import pytest
from PIL import Image

from florilege.images.arriving import ENOUGH, ArrivedPicture, usable
from florilege.images.image import MAX_BYTES
from florilege.images.vetting import decode

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def photograph(width: int = 64, height: int = 48) -> Image.Image:
    """Red at the left, with a gradient, so that it is no drawing."""
    image = Image.effect_noise((width, height), 90).convert("RGB")
    image.paste((220, 30, 30), (0, 0, width // 4, height))
    return image


def saved(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def opened(made: object) -> Image.Image:
    assert isinstance(made, ArrivedPicture), made
    assert not isinstance(decode(made.content, f"x.{made.suffix}"), str)
    return Image.open(io.BytesIO(made.content))


def placed(image: Image.Image, format_: str = "JPEG") -> bytes:
    """A photograph that tells where and by what it was taken, and which way up it is."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Téléphone"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (48.0, 51.0, 30.0)
    return saved(image, format_, exif=exif)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_it_is_upright_and_tells_no_place(format_: str) -> None:
    content = placed(photograph(), format_)
    made = usable(content)
    image = opened(made)
    assert image.size == (48, 64)
    assert not image.getexif()
    assert "exif" not in image.info
    assert isinstance(made, ArrivedPicture)
    assert b"phone" not in made.content


def test_a_photograph_of_an_iphone() -> None:
    try:
        heif = pillow_heif.from_pillow(photograph())
        out = io.BytesIO()
        heif.save(out, quality=80)
    except RuntimeError:  # built without an encoder; then the reader is tried by AVIF alone
        pytest.fail("pillow-heif writes no HEIC here")
    made = usable(out.getvalue())
    image = opened(made)
    assert isinstance(made, ArrivedPicture)
    assert (made.suffix, made.was, image.format) == ("jpg", "HEIF", "JPEG")
    red, green, blue = image.convert("RGB").getpixel((4, 24))  # type: ignore[misc]
    assert red > 180
    assert max(green, blue) < 80


def test_twelve_million_pixels_are_enough() -> None:
    made = usable(saved(Image.new("RGB", (5000, 3000), "teal"), "JPEG"))
    image = opened(made)
    assert isinstance(made, ArrivedPicture)
    assert made.reduced
    assert 0.98 * ENOUGH < image.width * image.height <= ENOUGH
    assert image.width / image.height == pytest.approx(5 / 3, rel=0.01)


def test_the_colours_of_a_printer_are_those_of_a_screen() -> None:
    image = opened(usable(saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG")))
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((20, 20))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_what_is_transparent_stays_so() -> None:
    image = opened(usable(saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")))
    assert (image.format, image.mode) == ("PNG", "RGBA")
    assert image.getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize(("format_", "suffix"), [("BMP", "png"), ("GIF", "png"), ("TIFF", "jpg")])
def test_what_offices_keep(format_: str, suffix: str) -> None:
    made = usable(saved(photograph(), format_))
    assert isinstance(made, ArrivedPicture)
    assert (made.suffix, made.was) == (suffix, format_)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: b"\x01\x00\x00\x00l\x00\x00\x00 EMF", "metafile-unread"),
        (lambda: b"\xd7\xcd\xc6\x9a WMF", "metafile-unread"),
        (lambda: drawing()[:-30], "metafile-unread"),
        (lambda: b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "vector"),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0", "vector"),
        (lambda: b"nothing at all", "unknown"),
        (lambda: gzip.compress(b"nothing at all"), "unknown"),
        (lambda: gzip.compress(drawing())[:-30], "damaged"),
        (lambda: b"\x1f\x8b nothing", "damaged"),
        (lambda: gzip.compress(b"\0" * (5 * MAX_BYTES + 1)), "huge"),
        (lambda: saved(photograph(), "PNG")[:200], "damaged"),
        (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 40, "unknown"),
    ],
)
def test_what_is_no_picture_is_named(content: Callable[[], bytes], why: str) -> None:
    made = usable(content())
    assert made == why or (why == "unknown" and made == "damaged")


def drawing() -> bytes:
    """An EMF of 1000 × 600 units, 100 × 60 mm: a rectangle (MS-EMF 2.3.4.2, 2.3.5.34, 2.3.4.1)."""
    records = struct.pack("<II4i", 43, 24, 100, 100, 900, 500) + struct.pack("<5I", 14, 20, 0, 16, 20)
    bounds = struct.pack("<8i", 0, 0, 1000, 600, 0, 0, 10_000, 6_000)
    counts = struct.pack("<IIIIHHIII", 0x464D4520, 0x10000, 108 + len(records), 3, 1, 0, 0, 0, 0)
    device = struct.pack("<4i", 1920, 1080, 508, 286) + struct.pack("<3I2i", 0, 0, 0, 508_000, 286_000)
    return struct.pack("<II", 1, 108) + bounds + counts + device + records


def test_a_drawing_of_windows_is_painted_for_print(monkeypatch: pytest.MonkeyPatch) -> None:
    made = usable(drawing())
    assert isinstance(made, ArrivedPicture)
    assert (made.suffix, made.was) == ("png", "EMF")
    assert opened(made).size == (1181, 709)
    assert usable(gzip.compress(drawing())) == made
    monkeypatch.setitem(sys.modules, "metafile_render", None)
    assert usable(drawing()) == "metafile"


def test_the_same_picture_gives_the_same_bytes() -> None:
    content = placed(photograph())
    assert usable(content) == usable(content)
