"""Colour spaces of a PDF (PDF 32000-1, 8.6) → the colour model that they are given in, and their colours."""

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


def model_of(space: Any, resources: Any) -> ColourModel:
    """The colour model of a colour space, or of the one that an index stands for.

    `space` is a name or an array; `resources` those of the page, where a name is looked up.
    Raises `ValueError` for a space that PDF doesn't know.
    """
    space = _resolved(space, resources)
    name = _family(space)
    if name in ("/Indexed", "/I"):
        return model_of(space[1], resources)
    if name == "/ICCBased":
        return _BY_COMPONENTS[int(space[1].N)]
    if name not in _DEVICE:
        raise ValueError(f"{name} isn't a colour space")
    return _DEVICE[name]


def is_pattern(space: Any, resources: Any) -> bool:
    """Whether the colours of a space are patterns."""
    return _family(_resolved(space, resources)) == "/Pattern"


def _resolved(space: Any, resources: Any) -> Any:
    """A colour space, its name looked up."""
    named = resources.get("/ColorSpace", {}).get(str(space)) if isinstance(space, Name) else None
    return space if named is None else named


def _family(space: Any) -> str:
    return str(space[0]) if isinstance(space, Array) else str(space)


def initial(model: ColourModel) -> Colour:
    """The colour that a space begins with (PDF 32000-1, 8.6.5.1): black, or all of a spot ink."""
    return Colour(
        model,
        {
            "grey": (0.0,),
            "rgb": (0.0, 0.0, 0.0),
            "cmyk": (0.0, 0.0, 0.0, 1.0),
            "spot": (1.0,),
            "lab": (0.0, 0.0, 0.0),
        }[model],
    )


def shading_colours(shading: Any, resources: Any) -> tuple[Colour, ...]:
    """The colours at the ends of a shading; black in its colour model where it has no such ends."""
    model = model_of(shading.ColorSpace, resources)
    ends = tuple(Colour(model, components) for components in _ends(shading.get("/Function")))
    return ends or (initial(model),)


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
