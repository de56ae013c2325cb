"""The content of a page, whatever wrote it: what marks it, where, and with which ink."""

import io
import math
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from florilege.preflight.measurement.content_stream import PageContent, interpret
from florilege.preflight.measurement.font_metrics import FontCache
from florilege.preflight.measurement.image_objects import ImageCache
from florilege.preflight.measurement.measurements import MM, Colour, Rectangle

MEDIA = Rectangle(0, 0, 400, 600)


def painted(content: str, resources: dict[str, Any] | None = None, pdf: Pdf | None = None) -> PageContent:
    """What marks a page with this content, 400 × 600 pt."""
    out = pdf or Pdf.new()
    out.add_blank_page(page_size=(400, 600))
    page = out.pages[0].obj
    page.Contents = out.make_stream(content.encode("latin-1"))
    page.Resources = Dictionary(
        {f"/{kind}": Dictionary(things) for kind, things in (resources or {}).items()}
    )
    return interpret(page, MEDIA, (0, 0), FontCache(), ImageCache())


def image(pdf: Pdf, width: int, height: int, space: Any = Name.DeviceGray, sample: bytes = b"\x80") -> Any:
    stream = pdf.make_stream(sample * width * height)
    stream.Subtype, stream.Width, stream.Height = Name.Image, width, height
    stream.ColorSpace, stream.BitsPerComponent = space, 8
    return stream


def helvetica() -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=32, Widths=Array([500] * 95)
    )


def about(box: Rectangle) -> tuple[float, ...]:
    """A box in pt."""
    return tuple(round(side / MM, 3) + 0.0 for side in box)


@given(
    angle=st.floats(0, math.tau),
    across=st.floats(10, 90),
    down=st.floats(10, 90),
    mirrored=st.booleans(),
    pixels=st.tuples(st.integers(1, 40), st.integers(1, 40)),
)
def test_resolution_is_pixels_by_inches_however_a_picture_is_turned(
    angle: float, across: float, down: float, mirrored: bool, pixels: tuple[int, int]
) -> None:
    pdf = Pdf.new()
    cos, sin, down_ = math.cos(angle), math.sin(angle), -down if mirrored else down
    matrix = (across * cos, across * sin, -down_ * sin, down_ * cos, 200, 300)
    content = f"q {' '.join(f'{part:.6f}' for part in matrix)} cm /I Do Q"
    (found,) = painted(content, {"XObject": {"/I": image(pdf, *pixels)}}, pdf).images
    assert found.dpi == pytest.approx(72 * min(pixels[0] / across, pixels[1] / down), rel=1e-3)
    assert found.pixels == pixels


def test_a_clipped_picture_is_where_it_is_seen() -> None:
    pdf = Pdf.new()
    content = "q 50 50 100 100 re W n q 200 0 0 200 0 0 cm /I Do Q Q q 200 0 0 200 0 0 cm /I Do Q"
    clipped, whole = painted(content, {"XObject": {"/I": image(pdf, 10, 10)}}, pdf).images
    assert about(clipped.box) == (50, 50, 150, 150)
    assert about(whole.box) == (0, 0, 200, 200)
    assert clipped.dpi == whole.dpi


def test_what_is_clipped_away_is_not_there() -> None:
    assert painted("q 0 0 10 10 re W n 1 0 0 rg 50 50 10 10 re f Q").shapes == []


@pytest.mark.parametrize(
    ("operators", "colour"),
    [
        ("0.3 g", Colour("grey", (0.3,))),
        ("1 0 0 rg", Colour("rgb", (1, 0, 0))),
        ("0.1 0.2 0.3 0.4 k", Colour("cmyk", (0.1, 0.2, 0.3, 0.4))),
        ("/DeviceRGB cs 0 1 0 sc", Colour("rgb", (0, 1, 0))),
        ("/DeviceCMYK cs", Colour("cmyk", (0, 0, 0, 1))),
        ("/Spot cs 0.5 scn", Colour("spot", (0.5,))),
        ("/Icc cs 0.1 0.2 0.3 scn", Colour("rgb", (0.1, 0.2, 0.3))),
        ("q 1 0 0 rg Q", Colour("grey", (0,))),
    ],
)
def test_colours_are_those_of_the_operator_or_the_space(operators: str, colour: Colour) -> None:
    pdf = Pdf.new()
    spaces = {
        "/Spot": Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()]),
        "/Icc": Array([Name.ICCBased, pdf.make_stream(b"", N=3)]),
    }
    (shape,) = painted(f"{operators} 10 10 20 20 re f", {"ColorSpace": spaces}, pdf).shapes
    assert shape.colours == (colour,)


def test_a_stroke_is_as_wide_as_its_line() -> None:
    (shape,) = painted("2 0 0 2 0 0 cm 1 0 0 RG 4 w 10 20 m 50 20 l S").shapes
    assert about(shape.box) == (16, 36, 104, 44)
    assert shape.colours == (Colour("rgb", (1, 0, 0)),)


def test_patterns_and_shadings_have_the_colours_that_they_are_made_of() -> None:
    pdf = Pdf.new()
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0.5, 0, 0], N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 1, 1], Function=function)
    tile = pdf.make_stream(
        b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=1, BBox=[0, 0, 1, 1], Resources=Dictionary()
    )
    patterns = {"/Fade": Dictionary(PatternType=2, Shading=shading), "/Tile": tile}
    content = "/Pattern cs /Fade scn 0 0 9 9 re f /Tile scn 0 0 9 9 re f /S sh"
    fade, tiled, sheet = painted(content, {"Pattern": patterns, "Shading": {"/S": shading}}, pdf).shapes
    assert fade.colours == sheet.colours == (Colour("cmyk", (0, 0, 0, 0)), Colour("cmyk", (1, 0.5, 0, 0)))
    assert tiled.colours == (Colour("rgb", (1, 0, 0)),)
    assert max(colour.ink for colour in fade.colours) == 150


def test_transparency_is_that_of_the_state_in_which_something_is_painted() -> None:
    states = {
        "/Half": Dictionary(ca=0.5),
        "/Full": Dictionary(ca=1),
        "/Mixed": Dictionary(BM=Name.Multiply),
        "/Plain": Dictionary(BM=Name.Normal, SMask=Name("/None")),
    }
    square = "0 0 9 9 re f"
    content = " ".join(f"q /{name[1:]} gs {square} Q" for name in states)
    found = painted(f"{content} q /Half gs 0 0 m 9 9 l S Q", {"ExtGState": states}).shapes
    assert [shape.transparent for shape in found] == [True, False, True, False, False]


def test_forms_are_looked_into_with_their_matrix_and_their_resources() -> None:
    pdf = Pdf.new()
    inner = pdf.make_stream(
        b"/F 10 Tf BT 5 5 Td (ab) Tj ET",
        Subtype=Name.Form,
        BBox=[0, 0, 100, 100],
        Matrix=[1, 0, 0, 1, 50, 60],
        Resources=Dictionary(Font=Dictionary({"/F": helvetica()})),
    )
    (run,) = painted("2 0 0 2 0 0 cm /X Do", {"XObject": {"/X": inner}}, pdf).runs
    assert run.text == "ab"
    assert run.size == pytest.approx(20)
    assert about(run.box)[::2] == (110, 130)


def test_a_form_that_shows_itself_ends() -> None:
    pdf = Pdf.new()
    form = pdf.make_stream(b"/X Do", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary({"/X": form}))
    with pytest.raises(ValueError, match="without an end"):
        painted("/X Do", {"XObject": {"/X": form}}, pdf)


def test_every_way_to_show_text_moves_the_cursor_as_the_standard_says() -> None:
    content = """BT /F 10 Tf 12 TL 20 100 Td (ab) Tj [(c) -1000 (d)] TJ T* (e) Tj (f) ' 1 2 (g h) "
        0 Tc 0 Tw 50 Tz 0 -20 TD (ij) Tj 100 Tz 3 Ts 3 Tr (unseen) Tj ET"""
    runs = painted(content, {"Font": {"/F": helvetica()}}).runs
    assert [(run.text, *about(run.box)[::2]) for run in runs] == [
        ("ab", 20, 30),
        ("cd", 30, 50),
        ("e", 20, 25),
        ("f", 20, 25),
        ("g h", 20, 42),
        ("ij", 20, 25),
    ]
    assert [round(run.baseline / MM, 3) for run in runs] == [100, 100, 88, 76, 64, 44]


def test_spaces_at_the_ends_of_a_text_take_no_place() -> None:
    (run,) = painted("BT /F 10 Tf 20 100 Td (  ab ) Tj ET", {"Font": {"/F": helvetica()}}).runs
    assert about(run.box)[::2] == (30, 40)


def test_an_inline_picture_is_a_picture() -> None:
    content = "q 72 0 0 72 0 0 cm BI /W 4 /H 4 /CS /RGB /BPC 8 /F /AHx ID " + "00" * 48 + "> EI Q"
    (found,) = painted(content).images
    assert (found.model, found.pixels, round(found.dpi)) == ("rgb", (4, 4), 4)


@pytest.mark.parametrize(("decode", "ink"), [(None, 40), ([1, 0] * 4, 360)])
def test_the_ink_of_a_jpeg_is_what_the_file_says(decode: list[int] | None, ink: int) -> None:
    """Pillow writes CMYK JPEGs inverted, as Adobe does; without Decode samples are taken as they are."""
    Image.new("CMYK", (32, 32), (230, 230, 230, 230)).save(buffer := io.BytesIO(), "JPEG", quality=95)
    pdf = Pdf.new()
    jpeg = pdf.make_stream(b"", Subtype=Name.Image, Width=32, Height=32, BitsPerComponent=8)
    jpeg.ColorSpace = Name.DeviceCMYK
    jpeg.write(buffer.getvalue(), filter=Name.DCTDecode)
    if decode:
        jpeg.Decode = Array(decode)
    (found,) = painted("72 0 0 72 0 0 cm /I Do", {"XObject": {"/I": jpeg}}, pdf).images
    assert found.ink == pytest.approx(ink, abs=3)


def test_the_ink_of_plain_samples() -> None:
    pdf = Pdf.new()
    plain = image(pdf, 8, 8, Name.DeviceCMYK, b"\xff\x80\x00\x40")
    (found,) = painted("72 0 0 72 0 0 cm /I Do", {"XObject": {"/I": plain}}, pdf).images
    assert found.ink == pytest.approx(175, abs=2)


def test_broken_pages_raise() -> None:
    with pytest.raises((ValueError, pikepdf.PdfError)):
        painted("/Nowhere cs 1 scn 0 0 9 9 re f")
