"""Colour spaces of a PDF (PDF 32000-1, 8.6) → which inks they ask for, and colours given in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pikepdf import Array, Name

from florilege.preflight.measurement.measurements import Colour, ColourModel

_DEVICE: Mapping[str, ColourModel] = {
    "/DeviceGray": "grey",
    "/CalGray": "grey",
    "/G": "grey",
    "/DeviceRGB": "rgb",
    "/CalRGB": "rgb",
    "/RGB": "rgb",
    "/DeviceCMYK": "cmyk",
    "/CMYK": "cmyk",
    "/Lab": "lab",
    "/Separation": "spot",
    "/DeviceN": "spot",
}
_BY_COMPONENTS: Mapping[int, ColourModel] = {1: "grey", 3: "rgb", 4: "cmyk"}


def kind_of(space: Any, resources: Any) -> ColourModel:
    """The inks of a colour space, or of the one that a pattern or an index stands for.

    Raises `ValueError` for a space that no PDF may have.
    """
    name = _name(space)
    named = resources.get("/ColorSpace", {}).get(name) if isinstance(space, Name) else None
    if named is not None and named != space:
        return kind_of(named, resources)
    if name in ("/Indexed", "/I"):
        return kind_of(space[1], resources)
    if name == "/ICCBased":
        return _BY_COMPONENTS[int(space[1].N)]
    if name not in _DEVICE:
        raise ValueError(f"{name} is no colour space")
    return _DEVICE[name]


def is_pattern(space: Any, resources: Any) -> bool:
    """Whether the colours of a space are patterns."""
    named = resources.get("/ColorSpace", {}).get(_name(space)) if isinstance(space, Name) else None
    return _name(space if named is None else named) == "/Pattern"


def _name(space: Any) -> str:
    return str(space[0]) if isinstance(space, Array) else str(space)


def initial(kind: ColourModel) -> Colour:
    """The colour that a space begins with: black, or all of a spot ink."""
    return Colour(
        kind,
        {
            "grey": (0.0,),
            "rgb": (0.0, 0.0, 0.0),
            "cmyk": (0.0, 0.0, 0.0, 1.0),
            "spot": (1.0,),
            "lab": (0.0, 0.0, 0.0),
        }[kind],
    )


def shading_colours(shading: Any, resources: Any) -> tuple[Colour, ...]:
    """The colours at the ends of a shading, or one to name its inks where it has no such ends."""
    kind = kind_of(shading.ColorSpace, resources)
    ends = tuple(Colour(kind, parts) for parts in _ends(shading.get("/Function")))
    return ends or (initial(kind),)


def _ends(function: Any) -> Iterator[tuple[float, ...]]:
    """The values at both ends of an exponential function, and of those that a stitching one joins."""
    for part in _parts(function):
        if "/Functions" in part:
            for inner in part.Functions:
                yield from _ends(inner)
        elif "/C0" in part and "/C1" in part:
            yield tuple(map(float, part.C0))
            yield tuple(map(float, part.C1))


def _parts(function: Any) -> Iterable[Any]:
    if function is None:
        return ()
    return function if isinstance(function, Array) else (function,)
