"""Pictures that are too coarse for a printer are named with their text, line, rank and density."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from book.printing import Printed
from florilege.anthology import Anthology
from florilege.book.composing.body.image_size import SHARP, SOFT, placed_width, size_image
from florilege.book.composing.look import look
from florilege.book.resolution import coarse_pictures
from florilege.book.sheet import MM, SCHEME
from florilege.catalogue.volumes import Edition, PressRun


def ordered(printed: Printed, *editions: Edition, printer: str = "kdp") -> Anthology:
    """The toy, whose first tome has these editions."""
    catalogue = printed.anthology.catalogue
    volume = replace(catalogue.volumes["tome-1"], editions=editions, press=(PressRun(printer=printer),))
    volumes = {**catalogue.volumes, volume.id: volume}
    return replace(printed.anthology, catalogue=replace(catalogue, volumes=volumes))


def test_a_coarse_picture_is_named(printed: Printed) -> None:
    found = coarse_pictures(ordered(printed, "screen", "press"))
    assert [each.line_for("en") for each in found] == [
        "essays/la-fenetre-du-quatrieme/index.md:16: figure 1, “fenetre.png”: 220 dots per inch in print, "
        "the printer asks for 300; give one that is 437 pixels wide [picture-coarse]",
        "essays/le-pain-partage/index.md:13: figure 1, “miche.png”: 220 dots per inch in print, "
        "the printer asks for 300; give one that is 328 pixels wide [picture-coarse]",
    ]


def test_only_for_printers_and_as_they_ask(printed: Printed) -> None:
    assert coarse_pictures(printed.anthology) == ()
    assert coarse_pictures(ordered(printed, "screen")) == ()
    (least,) = {
        dict(each.values)["least"] for each in coarse_pictures(ordered(printed, "press", printer="offset"))
    }
    assert least == "225"


def test_pictures_beside_each_other_in_a_table_fit(printed: Printed) -> None:
    name, _ = max(printed.anthology.images.items(), key=lambda each: each[1].width)
    page = look(next(iter(printed.anthology.catalogue.volumes.values()))).geometry
    row = html.fragment_fromstring(f"<table><tr>{f'<td><img src={SCHEME}{name}></td>' * 4}</tr></table>")
    for picture in row.iter("img"):
        size_image(picture, printed.anthology.images, page)
    widths = [float(each.get("style").split()[1].removesuffix("mm;")) for each in row.iter("img")]
    assert sum(widths) + 4 * page.size / MM <= page.measure + 0.05


@given(st.integers(1, 5000), st.floats(60, 150))
def test_pictures_are_sharp_unless_they_would_be_tiny(pixels: int, measure: float) -> None:
    width = placed_width(pixels, measure)
    density = pixels / width * 25.4
    assert width <= measure
    assert density >= SOFT - 1e-6
    if density < SHARP - 1e-6:
        assert width <= measure / 2 + 1e-6
