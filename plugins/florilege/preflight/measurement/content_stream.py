"""The content streams of a page → what they mark it with: text, images, shapes (PDF 32000-1, 8 and 9).

PDFium gives colours as RGB alone, and pdfminer.six knows no clip and no transparency; hence this interpreter,
on pikepdf's parser. Whatever wrote the page is read: text in simple and composite fonts, forms within forms,
clips, transparency. Of a clip, only the rectangle around it is known, and of a glyph only its advance width.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Name, String

from florilege.preflight.measurement.colour_spaces import initial, is_pattern, model_of, shading_colours
from florilege.preflight.measurement.font_metrics import FontCache
from florilege.preflight.measurement.graphics_state import GraphicsState, transformed, unit_square
from florilege.preflight.measurement.image_objects import ImageCache
from florilege.preflight.measurement.measurements import (
    MM,
    Colour,
    PlacedImage,
    Rectangle,
    Shape,
    TextRun,
)
from florilege.preflight.measurement.text_cursor import TextCursor

DEPTH = 12
"""Forms within forms beyond which a page is refused, since it may never end."""


@dataclass(slots=True)
class PageContent:
    """What marks a page, in the order in which it is drawn."""

    runs: list[TextRun] = field(default_factory=list)
    images: list[PlacedImage] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


def interpret(
    page: Any, media: Rectangle, origin: tuple[float, float], fonts: FontCache, images: ImageCache
) -> PageContent:
    """What marks a page within its MediaBox (pt); `origin` is the corner in pt that places are measured from.

    Raises `ValueError` or `pikepdf.PdfError` for a page that can't be read.
    """
    left, bottom = origin
    start = Matrix(MM, 0, 0, MM, -left * MM, -bottom * MM)
    interpreter = _Interpreter(GraphicsState(start, transformed(start, *media)), fonts, images)
    interpreter.read(pikepdf.Page(page), pikepdf.Page(page).resources, 0)
    return interpreter.content


class _Interpreter:
    """Runs the operators of a content stream; each method is an operator, or several that are alike."""

    def __init__(self, state: GraphicsState, fonts: FontCache, images: ImageCache) -> None:
        self.content = PageContent()
        self._state, self._fonts, self._images = state, fonts, images
        self._saved: list[GraphicsState] = []
        self._path: list[tuple[float, float]] = []
        self._path_clips = False
        self._cursor = TextCursor()
        self._resources: Any = Dictionary()
        self._depth = 0

    def read(self, stream: Any, resources: Any, depth: int) -> None:
        """Run a content stream with its resources."""
        if depth > DEPTH:
            raise ValueError("forms within forms without an end")
        outer = self._resources, self._depth, self._saved
        self._resources, self._depth, self._saved = resources, depth, []
        for instruction in pikepdf.parse_content_stream(stream, _READ):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._place(instruction.iimage.obj)
            elif operator := _OPERATORS.get(str(instruction.operator)):
                operator(self, instruction.operands)
        self._resources, self._depth, self._saved = outer

    def _set(self, **values: Any) -> None:
        self._state = replace(self._state, **values)

    def _resource(self, category: str, name: Any) -> Any:
        """A named resource; None where there is none."""
        return self._resources.get(category, {}).get(str(name))

    # Graphics state

    def save(self, _: Any) -> None:
        self._saved.append(self._state)

    def restore(self, _: Any) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def concatenate(self, operands: Any) -> None:
        self._set(matrix=_matrix(operands) @ self._state.matrix)

    def number(self, name: str, operands: Any) -> None:
        """Set a field of the graphics state that is a number."""
        self._set(**{name: float(operands[0])})

    def state(self, operands: Any) -> None:
        found = self._resource("/ExtGState", operands[0])
        if found is None:
            return
        if "/ca" in found:
            self._set(fill_transparent=float(found.ca) < 1)
        if "/CA" in found:
            self._set(stroke_transparent=float(found.CA) < 1)
        if "/BM" in found or "/SMask" in found:
            blends = str(found.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
            self._set(all_transparent=blends or isinstance(found.get("/SMask"), Dictionary))
        if "/Font" in found:
            self._set(font=self._fonts.get(found.Font[0]), size=float(found.Font[1]))

    # Colours

    def device_fill(self, model: Any, operands: Any) -> None:
        self._set(fill=(_colour(model, operands),))

    def device_stroke(self, model: Any, operands: Any) -> None:
        self._set(stroke=(_colour(model, operands),))

    def fill_space(self, operands: Any) -> None:
        self._set(fill_space=operands[0], fill=self._initial(operands[0]))

    def stroke_space(self, operands: Any) -> None:
        self._set(stroke_space=operands[0], stroke=self._initial(operands[0]))

    def fill_colour(self, operands: Any) -> None:
        self._set(fill=self._colours(self._state.fill_space, operands))

    def stroke_colour(self, operands: Any) -> None:
        self._set(stroke=self._colours(self._state.stroke_space, operands))

    def _initial(self, space: Any) -> tuple[Colour, ...]:
        if is_pattern(space, self._resources):
            return ()
        return (initial(model_of(space, self._resources)),)

    def _colours(self, space: Any, operands: Any) -> tuple[Colour, ...]:
        if is_pattern(space, self._resources):
            return self._pattern(self._resources.Pattern[str(operands[-1])])
        return (_colour(model_of(space, self._resources), operands),)

    def _pattern(self, pattern: Any) -> tuple[Colour, ...]:
        """The colours of a pattern: those of its shading, or of what its tile is marked with."""
        if int(pattern.PatternType) == 2:
            return shading_colours(pattern.Shading, self._resources)
        tile = _Interpreter(GraphicsState(Matrix(), None), self._fonts, self._images)
        tile.read(pattern, pattern.get("/Resources", Dictionary()), self._depth + 1)
        content = tile.content
        return tuple(
            dict.fromkeys(
                [
                    *(colour for shape in content.shapes for colour in shape.colours),
                    *(run.colour for run in content.runs),
                    *(initial(image.model) for image in content.images),
                ]
            )
        )

    # Paths

    def point(self, operands: Any) -> None:
        """A line or a curve: its end, and the control points that hold it."""
        numbers = [float(each) for each in operands]
        self._path += zip(numbers[::2], numbers[1::2], strict=True)

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = map(float, operands)
        self._path += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]

    def clip(self, _: Any) -> None:
        self._path_clips = True

    def fill(self, _: Any) -> None:
        self._paint(self._state.fill, self._state.fill_transparent)

    def stroke(self, _: Any) -> None:
        self._paint(self._state.stroke, self._state.stroke_transparent, self._state.line_on_page)

    def fill_and_stroke(self, _: Any) -> None:
        state = self._state
        transparent = state.fill_transparent or state.stroke_transparent
        self._paint((*state.fill, *state.stroke), transparent, state.line_on_page)

    def end_path(self, _: Any = None) -> None:
        """The path is done with; where it clips, what comes next is seen through it."""
        if self._path_clips and self._path:
            box = self._path_box()
            nothing = Rectangle(box.left, box.bottom, box.left, box.bottom)
            self._set(clip=self._state.clipped(box) or nothing)
        self._path, self._path_clips = [], False

    def shading(self, operands: Any) -> None:
        colours = shading_colours(self._resources.Shading[str(operands[0])], self._resources)
        if self._state.clip:
            self._shape(self._state.clip, colours, self._state.fill_transparent)

    def _paint(self, colours: tuple[Colour, ...], transparent: bool, line: float = 0.0) -> None:
        """Paint the path; `line` is the width in mm of a stroke around it."""
        if self._path:
            left, bottom, right, top = self._path_box()
            half = line / 2
            box = Rectangle(left - half, bottom - half, right + half, top + half)
            self._shape(box, colours, transparent)
        self.end_path()

    def _path_box(self) -> Rectangle:
        return Rectangle.around(map(self._state.matrix.transform, self._path))

    def _shape(self, box: Rectangle, colours: tuple[Colour, ...], transparent: bool) -> None:
        if seen := self._state.clipped(box):
            self.content.shapes.append(Shape(seen, colours, transparent or self._state.all_transparent))

    # Images and forms

    def external_object(self, operands: Any) -> None:
        found = self._resource("/XObject", operands[0])
        if found is None:
            return
        if found.get("/Subtype") == Name.Image:
            self._place(found)
        elif found.get("/Subtype") == Name.Form:
            self._form(found)

    def _form(self, form: Any) -> None:
        outer = self._state
        if "/Matrix" in form:
            self.concatenate(form.Matrix)
        if clip := outer.clipped(transformed(self._state.matrix, *map(float, form.BBox))):
            self._set(clip=clip)
            self.read(form, form.get("/Resources", self._resources), self._depth + 1)
        self._state = outer

    def _place(self, image: Any) -> None:
        state = self._state
        box = state.clipped(transformed(state.matrix, 0, 0, 1, 1))
        transparent = state.fill_transparent or state.all_transparent
        if not box or not box.width or not box.height:
            return
        if image.get("/ImageMask", False):
            self._shape(box, state.fill, transparent)
            return
        found = self._images.get(image, self._resources)
        width, height = unit_square(state.matrix)
        self.content.images.append(
            PlacedImage(
                box=box,
                pixels=found.pixels,
                dpi=min(found.pixels[0] * 25.4 / width, found.pixels[1] * 25.4 / height),
                model=found.model,
                bits=found.bits,
                ink=found.ink,
                transparent=transparent or found.transparent,
            )
        )

    # Text

    def begin_text(self, _: Any) -> None:
        self._cursor.place(Matrix())

    def font(self, operands: Any) -> None:
        found = self._resource("/Font", operands[0])
        self._set(font=None if found is None else self._fonts.get(found), size=float(operands[1]))

    def scaling(self, operands: Any) -> None:
        self._set(scaling=float(operands[0]) / 100)

    def rendering(self, operands: Any) -> None:
        self._set(rendering=int(operands[0]))

    def move(self, operands: Any) -> None:
        self._cursor.move(*map(float, operands))

    def move_and_lead(self, operands: Any) -> None:
        self._set(leading=-float(operands[1]))
        self.move(operands)

    def place_text(self, operands: Any) -> None:
        self._cursor.place(_matrix(operands))

    def next_line(self, _: Any = None) -> None:
        self._cursor.move(0, -self._state.leading)

    def show(self, operands: Any) -> None:
        self._show(bytes(operands[-1]))

    def show_on_next_line(self, operands: Any) -> None:
        self.next_line()
        self.show(operands)

    def space_and_show_on_next_line(self, operands: Any) -> None:
        self._set(word_spacing=float(operands[0]), spacing=float(operands[1]))
        self.show_on_next_line(operands)

    def show_adjusted(self, operands: Any) -> None:
        parts = list(operands[0])
        string = b"".join(bytes(part) for part in parts if isinstance(part, String))
        self._show(string, float(sum(part for part in parts if not isinstance(part, String))))

    def _show(self, string: bytes, adjustment: float = 0.0) -> None:
        if run := self._cursor.show(self._state, string, adjustment):
            self.content.runs.append(run)


def _matrix(operands: Any) -> Matrix:
    return Matrix(*map(float, operands))


def _colour(model: Any, operands: Any) -> Colour:
    return Colour(model, tuple(map(float, operands)))


Operator = Callable[[_Interpreter, Any], None]


def _with(method: Callable[[_Interpreter, Any, Any], None], argument: str) -> Operator:
    """An operator of which the method needs to know which one it is."""
    return lambda interpreter, operands: method(interpreter, argument, operands)


def _operators() -> Iterator[tuple[str, Operator]]:
    for names, operator in _METHODS.items():
        yield from ((name, operator) for name in names.split())
    for name, model in (("g", "grey"), ("rg", "rgb"), ("k", "cmyk")):
        yield name, _with(_Interpreter.device_fill, model)
        yield name.upper(), _with(_Interpreter.device_stroke, model)
    for name, field_name in _NUMBERS.items():
        yield name, _with(_Interpreter.number, field_name)


_NUMBERS = {
    "w": "line_width",
    "Tc": "spacing",
    "Tw": "word_spacing",
    "TL": "leading",
    "Ts": "rise",
}
_METHODS: Mapping[str, Operator] = {
    "q": _Interpreter.save,
    "Q": _Interpreter.restore,
    "cm": _Interpreter.concatenate,
    "gs": _Interpreter.state,
    "cs": _Interpreter.fill_space,
    "CS": _Interpreter.stroke_space,
    "sc scn": _Interpreter.fill_colour,
    "SC SCN": _Interpreter.stroke_colour,
    "m l c v y": _Interpreter.point,
    "re": _Interpreter.rectangle,
    "W W*": _Interpreter.clip,
    "f F f*": _Interpreter.fill,
    "S s": _Interpreter.stroke,
    "B B* b b*": _Interpreter.fill_and_stroke,
    "n": _Interpreter.end_path,
    "sh": _Interpreter.shading,
    "Do": _Interpreter.external_object,
    "BT": _Interpreter.begin_text,
    "Tf": _Interpreter.font,
    "Tz": _Interpreter.scaling,
    "Tr": _Interpreter.rendering,
    "Td": _Interpreter.move,
    "TD": _Interpreter.move_and_lead,
    "Tm": _Interpreter.place_text,
    "T*": _Interpreter.next_line,
    "Tj": _Interpreter.show,
    "'": _Interpreter.show_on_next_line,
    '"': _Interpreter.space_and_show_on_next_line,
    "TJ": _Interpreter.show_adjusted,
}
_OPERATORS: Mapping[str, Operator] = dict(_operators())
_READ = f"{' '.join(_OPERATORS)} BI ID EI"
