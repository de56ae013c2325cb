"""Colours and pictures in inks: by the profile, within the limit, greys in black alone."""

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from florilege.book.prepress.inks import Inks, SeparatedImage
from florilege.book.prepress.printing_conditions import coated
from florilege.catalogue.volumes import Ink

PROFILE = coated()
SHARE = st.floats(0, 1)


def inks(colour: Ink = "cmyk", limit: int = 300) -> Inks:
    return Inks(colour=colour, profile=PROFILE, limit=limit)


def picture_of(separated: SeparatedImage) -> Image.Image:
    if separated.filter == "DCTDecode":
        return Image.open(io.BytesIO(separated.data))
    size = (separated.width, separated.height)
    return Image.frombytes(separated.mode, size, zlib.decompress(separated.data))


def test_the_profile_is_of_a_press() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)).profile
    assert (profile.xcolor_space, profile.device_class) == ("CMYK", "prtr")


@given(SHARE)
def test_greys_are_black_ink_alone(light: float) -> None:
    assert inks().mix(light, light, light) == pytest.approx((0, 0, 0, 1 - light), abs=1e-4)
    assert inks("grey").mix(light, light, light) == pytest.approx((light,), abs=1e-4)


@given(SHARE, SHARE, SHARE, st.integers(200, 320))
def test_no_colour_takes_more_ink_than_allowed(red: float, green: float, blue: float, limit: int) -> None:
    mixed = inks(limit=limit).mix(red, green, blue)
    assert all(0 <= ink <= 1 for ink in mixed)
    assert 100 * sum(mixed) <= limit + 0.01


def test_colours_are_the_profile_s() -> None:
    """Red of a screen is magenta and yellow on paper."""
    cyan, magenta, yellow, black = inks().mix(1, 0, 0)
    assert magenta > 0.8
    assert yellow > 0.8
    assert cyan < 0.1
    assert black < 0.1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"0 0 0 rg\n", b"0 0 0 1 k\n"),
        (b"1 1 1 RG\n", b"0 0 0 0 K\n"),
        (b"0.5 g\n.25 G", b"0 0 0 0.5 k\n0 0 0 0.75 K"),
        (b"q\n/a1.0 gs\nBT\n", b"q\nBT\n"),
        (b"/a0.5 gs\n", b"/a0.5 gs\n"),
        (b"[<0067>] TJ\n1 0 0 1 5 5 cm", b"[<0067>] TJ\n1 0 0 1 5 5 cm"),
    ],
)
def test_content_in_four_inks(before: bytes, after: bytes) -> None:
    assert inks().content(before) == after


def test_content_in_black_ink() -> None:
    assert inks("grey").content(b"1 0 0 rg\n0 0 1 RG\n0 g") == b"0.299 g\n0.114 G\n0 g"


@settings(max_examples=30)
@given(st.binary(min_size=48, max_size=48), st.integers(200, 300))
def test_no_spot_of_a_picture_takes_more_ink_than_allowed(samples: bytes, limit: int) -> None:
    picture = Image.frombytes("RGB", (4, 4), samples)
    separated = inks(limit=limit).separated(picture, lossy=False)
    inked = picture_of(separated)
    bands = [band.tobytes() for band in inked.split()]
    if separated.mode == "CMYK":
        assert max(map(sum, zip(*bands, strict=True))) <= limit * 255 / 100


def test_a_grey_picture_is_black_ink_in_any_case() -> None:
    grey = Image.linear_gradient("L")
    for picture in (grey, grey.convert("RGB"), grey.convert("RGBA")):
        for colour in ("grey", "cmyk"):
            separated = inks(colour).separated(picture, lossy=False)  # type: ignore[arg-type]
            assert separated.mode == "L"
            assert picture_of(separated).tobytes() == grey.tobytes()


def test_what_shows_through_is_laid_on_white() -> None:
    picture = Image.new("RGBA", (2, 1), (255, 0, 0, 0))
    picture.putpixel((1, 0), (0, 0, 0, 255))
    separated = inks("grey").separated(picture, lossy=False)
    assert picture_of(separated).tobytes() == b"\xff\x00"


def test_a_photograph_stays_one() -> None:
    picture = Image.merge("RGB", [Image.radial_gradient("L"), *[Image.linear_gradient("L")] * 2])
    separated = inks().separated(picture, lossy=True)
    assert (separated.filter, separated.mode) == ("DCTDecode", "CMYK")
    assert picture_of(separated).size == picture.size
    assert len(separated.data) < 256 * 256
