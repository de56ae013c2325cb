"""Images of strangers: what is refused, what our copies keep, and what the cache knows."""

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from florilege.diagnostics.problems import Problem
from florilege.images.copies import copy_images
from florilege.images.image import MAX_BYTES, Image, Vetting
from florilege.images.vetting import is_drawing, vet
from florilege.runtime.workers import Workers

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(mode: str = "RGB", size: tuple[int, int] = (8, 6)) -> Pillow.Image:
    """Red, with a blue top left corner, so that one sees which way up it is."""
    image = Pillow.new("RGB", size, RED)
    image.paste(BLUE, (0, 0, 2, 2))
    return image.convert(mode)


def ghost() -> Pillow.Image:
    """The picture, half transparent."""
    image = picture("RGBA")
    image.putalpha(128)
    return image


def saved(image: Pillow.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def vetted(tmp_path: Path, name: str, content: bytes) -> Image | Problem:
    file = tmp_path / name
    file.write_bytes(content)
    return vet(Vetting(file, f"essays/banc/{name}", tmp_path / "copies"))


def code(result: Image | Problem) -> str:
    assert isinstance(result, Problem)
    assert "\n" not in result.line_for("fr")
    return result.code


def pixels(result: Image | Problem) -> Pillow.Image:
    assert isinstance(result, Image)
    image = Pillow.open(io.BytesIO(result.file.read_bytes()))
    assert image.size == (result.width, result.height)
    assert image.get_format_mimetype() == result.mime
    return image


def bomb(width: int, height: int) -> bytes:
    """A valid PNG of one grey, a few kilobytes large for millions of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


REFUSED = {
    "IM-05 PNG named jpg": ("x.jpg", saved(picture(), "PNG"), "image-type"),
    "IM-05 JPEG named webp": ("x.webp", saved(picture(), "JPEG"), "image-type"),
    "IM-06 EPS": ("x.png", saved(picture(), "EPS"), "image-unknown"),
    "IM-06 SVG": ("x.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image-unknown"),
    "IM-06 GIF": ("x.png", saved(picture(), "GIF"), "image-unknown"),
    "IM-06 nothing": ("x.png", b"", "image-unknown"),
    "IM-07 cut PNG": ("x.png", saved(Pillow.effect_noise((64, 64), 50), "PNG")[:-900], "image-unreadable"),
    "IM-07 cut JPEG": ("x.jpg", saved(picture(size=(64, 64)), "JPEG")[:-60], "image-unreadable"),
    "IM-08 81 million": ("x.png", bomb(9_000, 9_000), "image-too-large"),
    "IM-08 900 million": ("x.png", bomb(30_000, 30_000), "image-too-large"),
    "IM-10 animated": (
        "x.webp",
        saved(picture(), "WEBP", save_all=True, append_images=[picture().rotate(180)], duration=100),
        "image-animated",
    ),
    "IM-10 animated PNG": (
        "x.png",
        saved(picture(), "PNG", save_all=True, append_images=[picture().rotate(180)], duration=100),
        "image-animated",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    file, content, expected = REFUSED[name]
    assert code(vetted(tmp_path, file, content)) == expected
    assert not (tmp_path / "copies").exists()


def test_im_06_no_program_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow would run `gs` from PATH on an EPS."""
    (tmp_path / "gs").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (tmp_path / "gs").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert code(vetted(tmp_path, "x.png", saved(picture(), "EPS"))) == "image-unknown"
    assert not (tmp_path / "ran").exists()


def test_too_heavy_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    with file.open("wb") as opened:
        opened.truncate(MAX_BYTES + 1)
    assert code(vet(Vetting(file, "x.png", tmp_path / "copies"))) == "image-too-heavy"


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(saved(picture(), "PNG"))
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    os.mkfifo(tmp_path / "pipe.png")
    for name in ("link.png", "pipe.png", "absent.png"):
        assert code(vet(Vetting(tmp_path / name, name, tmp_path / "copies"))) == "image-unreadable"


def test_im_09_metadata_is_gone(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x010F] = "CANARY maker"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    content = saved(picture(), "JPEG", exif=exif, comment=b"CANARY comment")
    assert b"CANARY" in content
    result = vetted(tmp_path, "x.jpg", content)
    assert isinstance(result, Image)
    assert b"CANARY" not in result.file.read_bytes()
    assert not pixels(result).getexif()


def test_im_09_text_of_a_png_is_gone(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "CANARY")
    result = vetted(tmp_path, "x.png", saved(picture(), "PNG", pnginfo=told))
    assert isinstance(result, Image)
    assert b"CANARY" not in result.file.read_bytes()


def test_im_10_orientation_is_applied(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    image = pixels(vetted(tmp_path, "x.jpg", saved(picture(), "JPEG", exif=exif, quality=100)))
    assert image.size == (6, 8)
    red, _, blue = image.getpixel((5, 0))
    assert blue > red


def scans(count: int, **options: Any) -> bytes:
    """A progressive JPEG whose last scan is there `count` times more."""
    whole = saved(picture(size=(64, 64)), "JPEG", progressive=True, **options)
    last, end = whole.rindex(b"\xff\xda"), whole.rindex(b"\xff\xd9")
    return whole[:last] + whole[last:end] * (count + 1) + whole[end:]


def test_more_scans_than_a_picture_needs_are_refused_unread(tmp_path: Path) -> None:
    thumbnail = scans(500)
    assert len(thumbnail) < 65_000
    assert code(vetted(tmp_path, "many.jpg", scans(40_000))) == "image-scans"
    assert isinstance(vetted(tmp_path, "few.jpg", scans(20)), Image)
    exif = b"Exif\0\0" + thumbnail  # what a segment holds is none of the picture's
    assert isinstance(vetted(tmp_path, "plain.jpg", scans(0, exif=exif)), Image)
    assert isinstance(vetted(tmp_path, "restarts.jpg", scans(0, restart_marker_blocks=1)), Image)


@pytest.mark.parametrize("others", [1, 3])
def test_of_the_pictures_of_a_telephone_the_first_is_taken(tmp_path: Path, others: int) -> None:
    more = [picture().rotate(180)] * others
    content = saved(picture(), "MPO", save_all=True, append_images=more)
    assert (
        pixels(vetted(tmp_path, "x.jpg", content)).tobytes()
        == pixels(vetted(tmp_path, "y.jpg", saved(picture(), "JPEG"))).tobytes()
    )
    assert code(vetted(tmp_path, "x.png", content)) == "image-type"


COLOURS = {
    "CMYK JPEG": ("x.jpg", saved(picture("CMYK"), "JPEG"), "RGB", "image/jpeg"),
    "grey JPEG": ("x.jpg", saved(picture("L"), "JPEG"), "L", "image/jpeg"),
    "palette": ("x.png", saved(picture("P"), "PNG"), "RGB", "image/png"),
    "one bit": ("x.png", saved(picture("1"), "PNG"), "L", "image/png"),
    "alpha": ("x.png", saved(picture("RGBA"), "PNG"), "RGBA", "image/png"),
    "grey with alpha": ("x.png", saved(picture("LA"), "PNG"), "RGBA", "image/png"),
    "palette with a transparent colour": (
        "x.png",
        saved(picture("P"), "PNG", transparency=0),
        "RGBA",
        "image/png",
    ),
    "WebP": ("x.webp", saved(picture(), "WEBP"), "RGB", "image/jpeg"),
    "WebP with alpha": ("x.webp", saved(ghost(), "WEBP", lossless=True), "RGBA", "image/png"),
}


@pytest.mark.parametrize("name", COLOURS)
def test_im_10_other_colours(tmp_path: Path, name: str) -> None:
    file, content, mode, mime = COLOURS[name]
    result = vetted(tmp_path, file, content)
    assert pixels(result).mode == mode
    assert isinstance(result, Image)
    assert result.mime == mime


def test_im_10_sixteen_bits_become_eight(tmp_path: Path) -> None:
    deep = Pillow.new("I;16", (2, 1))
    deep.putpixel((0, 0), 0x8000)
    deep.putpixel((1, 0), 0xFFFF)
    image = pixels(vetted(tmp_path, "x.png", saved(deep, "PNG")))
    assert image.mode == "L"
    assert [image.getpixel((x, 0)) for x in (0, 1)] == [128, 255]


def test_im_10_profile_is_applied_then_dropped(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    result = vetted(tmp_path, "x.png", saved(picture(), "PNG", icc_profile=profile))
    image = pixels(result)
    assert "icc_profile" not in image.info
    assert image.getpixel((7, 5)) == RED


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    content = saved(picture(size=(64, 64)), "JPEG")
    first, second = (vetted(folder, "x.jpg", content) for folder in (tmp_path, tmp_path))
    assert isinstance(first, Image)
    assert isinstance(second, Image)
    assert first.digest == second.digest
    assert first.file.name == f"{first.digest}.jpg"


def test_copies_come_from_the_cache(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(saved(picture(), "PNG"))
    (tmp_path / "b.jpg").write_bytes(saved(picture(), "JPEG"))
    (tmp_path / "c.png").write_bytes(b"no image")
    paths = ["a.png", "b.jpg", "c.png"]
    cache = tmp_path / "cache"
    with Workers(1) as pool:
        first, problems = copy_images(tmp_path, paths, {}, cache, pool)
        assert list(first) == ["a.png", "b.jpg"]
        assert [(one.path, one.code) for one in problems] == [("c.png", "image-unknown")]
    with Workers(1) as pool:
        assert copy_images(tmp_path, paths[:2], {}, cache, pool) == (first, ())
        assert pool._pool is None
        first["a.png"].file.write_bytes(b"damaged")
        assert copy_images(tmp_path, paths[:2], {}, cache, pool) == (first, ())
        assert pixels(first["a.png"]).size == (8, 6)


def drawn(mode: str = "RGB", ground: str = "white", ink: str = "black") -> Pillow.Image:
    image = Pillow.new(mode, (600, 300), ground)
    for shift in range(0, 250, 10):
        image.paste(ink, (40 + 2 * shift, 20, 43 + 2 * shift, 280))
    return image


DRAWINGS = {
    "lines on white": drawn(),
    "grey": drawn("L"),
    "on nothing": drawn("RGBA", "#ffffff00"),
    "a tint": drawn(ink="#b4532a"),
    "a pixel": Pillow.new("RGB", (1, 1), "white"),
    "large": drawn().resize((3000, 1500), Pillow.Resampling.NEAREST),
}
PHOTOGRAPHS = {
    "all colours": Pillow.linear_gradient("L").convert("RGB"),
    "on white": ImageOps.expand(Pillow.radial_gradient("L"), 60, "white"),
    "night": drawn(ground="black", ink="white"),
    "coloured paper": drawn(ground="#d8c8a0"),
}


@pytest.mark.parametrize("name", [*DRAWINGS, *PHOTOGRAPHS])
def test_a_drawing_on_white_is_told_from_a_photograph(name: str) -> None:
    assert is_drawing((DRAWINGS | PHOTOGRAPHS)[name]) == (name in DRAWINGS)
