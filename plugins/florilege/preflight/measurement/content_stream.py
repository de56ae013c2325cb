"""The content of a page → the marks that it leaves: pieces of text, pictures, shapes (PDF 32000-1, 8 and 9).

Whatever wrote the page is read: text in simple and composite fonts, forms within forms, clipping,
transparency. Of a clip, only the rectangle around it is known, and of a glyph only how far it moves the pen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Name, String

from florilege.preflight.measurement.colour_spaces import initial, is_pattern, kind_of, shading_colours
from florilege.preflight.measurement.font_metrics import FontCache, FontMetrics
from florilege.preflight.measurement.image_objects import ImageCache
from florilege.preflight.measurement.measurements import (
    BLACK,
    MM,
    Colour,
    PlacedImage,
    Rectangle,
    Shape,
    TextRun,
)

ASCENT, DESCENT = 0.72, -0.22
"""em: how far a line of text reaches above and below its baseline, whatever its letters."""

DEEP = 12
"""Forms within forms beyond which a page is refused, since it may never end."""


@dataclass(frozen=True, slots=True)
class GraphicsState:
    """The graphics state, as far as marks depend on it."""

    matrix: Matrix
    clip: Rectangle | None
    fill: tuple[Colour, ...] = (BLACK,)
    stroke: tuple[Colour, ...] = (BLACK,)
    fill_space: Any = Name.DeviceGray
    stroke_space: Any = Name.DeviceGray
    line: float = 1.0
    fill_transparent: bool = False
    stroke_transparent: bool = False
    group_transparent: bool = False
    face: FontMetrics | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class PageContent:
    """What a page leaves on paper."""

    runs: list[TextRun] = field(default_factory=list)
    pictures: list[PlacedImage] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


def marks(
    page: Any, media: Rectangle, origin: tuple[float, float], faces: FontCache, pictures: ImageCache
) -> PageContent:
    """The marks of a page within its MediaBox; `origin` is the corner in pt that places are measured from.

    Raises `ValueError` or `pikepdf.PdfError` for a page that can't be read.
    """
    left, bottom = origin
    start = Matrix(MM, 0, 0, MM, -left * MM, -bottom * MM)
    painter = Interpreter(GraphicsState(start, _transformed(start, *media)), faces, pictures, PageContent())
    painter.paint(pikepdf.Page(page), pikepdf.Page(page).resources, 0)
    return painter.marks


def _transformed(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Rectangle:
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return Rectangle.around(matrix.transform(corner) for corner in corners)


class Interpreter:
    """Reads the operators of a page in turn; each method is an operator, or several that are alike."""

    def __init__(
        self, pen: GraphicsState, faces: FontCache, pictures: ImageCache, marks: PageContent
    ) -> None:
        self._pen, self._faces, self._pictures, self.marks = pen, faces, pictures, marks
        self._kept: list[GraphicsState] = []
        self._points: list[tuple[float, float]] = []
        self._clips = False
        self._text = self._line = Matrix()
        self._resources: Any = Dictionary()
        self._depth = 0

    def paint(self, content: Any, resources: Any, depth: int) -> None:
        """Read a content stream with its resources."""
        if depth > DEEP:
            raise ValueError("forms within forms without an end")
        before = self._resources, self._depth, self._kept
        self._resources, self._depth, self._kept = resources, depth, []
        for instruction in pikepdf.parse_content_stream(content, _READ):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._place(instruction.iimage.obj)
            elif operator := _OPERATORS.get(str(instruction.operator)):
                operator(self, instruction.operands)
        self._resources, self._depth, self._kept = before

    def _set(self, **facts: Any) -> None:
        self._pen = replace(self._pen, **facts)

    # Graphics state

    def save(self, _: Any) -> None:
        self._kept.append(self._pen)

    def restore(self, _: Any) -> None:
        if self._kept:
            self._pen = self._kept.pop()

    def concatenate(self, operands: Any) -> None:
        self._set(matrix=Matrix(*map(float, operands)) @ self._pen.matrix)

    def width(self, operands: Any) -> None:
        self._set(line=float(operands[0]))

    def state(self, operands: Any) -> None:
        found = self._resources.get("/ExtGState", {}).get(str(operands[0]))
        if found is None:
            return
        if "/ca" in found:
            self._set(fill_transparent=float(found.ca) < 1)
        if "/CA" in found:
            self._set(stroke_transparent=float(found.CA) < 1)
        if "/BM" in found or "/SMask" in found:
            blend = str(found.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
            self._set(group_transparent=blend or isinstance(found.get("/SMask"), Dictionary))
        if "/Font" in found:
            self._set(face=self._faces.get(found.Font[0]), size=float(found.Font[1]))

    # Colours

    def fill(self, colour: Colour) -> None:
        self._set(fill=(colour,))

    def stroke(self, colour: Colour) -> None:
        self._set(stroke=(colour,))

    def fill_space(self, operands: Any) -> None:
        self._set(fill_space=operands[0], fill=self._first(operands[0]))

    def stroke_space(self, operands: Any) -> None:
        self._set(stroke_space=operands[0], stroke=self._first(operands[0]))

    def fill_in_space(self, operands: Any) -> None:
        self._set(fill=self._given(self._pen.fill_space, operands))

    def stroke_in_space(self, operands: Any) -> None:
        self._set(stroke=self._given(self._pen.stroke_space, operands))

    def _first(self, space: Any) -> tuple[Colour, ...]:
        if is_pattern(space, self._resources):
            return ()
        return (initial(kind_of(space, self._resources)),)

    def _given(self, space: Any, operands: Any) -> tuple[Colour, ...]:
        if is_pattern(space, self._resources):
            return self._pattern(self._resources.Pattern[str(operands[-1])])
        return (Colour(kind_of(space, self._resources), tuple(map(float, operands))),)

    def _pattern(self, pattern: Any) -> tuple[Colour, ...]:
        """The colours of a pattern: those of its shading, or of the marks of its tile."""
        if int(pattern.PatternType) == 2:
            return shading_colours(pattern.Shading, self._resources)
        tile = Interpreter(GraphicsState(Matrix(), None), self._faces, self._pictures, PageContent())
        tile.paint(pattern, pattern.get("/Resources", Dictionary()), self._depth + 1)
        shown = (colour for shape in tile.marks.shapes for colour in shape.colours)
        pictured = (initial(picture.kind) for picture in tile.marks.pictures)
        return tuple(dict.fromkeys([*shown, *(run.colour for run in tile.marks.runs), *pictured]))

    # Paths

    def point(self, operands: Any) -> None:
        """A line or a curve: its points, or those that hold it."""
        numbers = [float(each) for each in operands]
        self._points += zip(numbers[::2], numbers[1::2], strict=True)

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = map(float, operands)
        self._points += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]

    def clip(self, _: Any) -> None:
        self._clips = True

    def filled(self, _: Any) -> None:
        self._leave(self._pen.fill, self._pen.fill_transparent)

    def stroked(self, _: Any) -> None:
        self._leave(self._pen.stroke, self._pen.stroke_transparent, self._pen.line)

    def filled_and_stroked(self, _: Any) -> None:
        pen = self._pen
        self._leave((*pen.fill, *pen.stroke), pen.fill_transparent or pen.stroke_transparent, pen.line)

    def unpainted(self, _: Any) -> None:
        self._end()

    def shading(self, operands: Any) -> None:
        colours = shading_colours(self._resources.Shading[str(operands[0])], self._resources)
        if self._pen.clip:
            self._shape(self._pen.clip, colours, self._pen.fill_transparent)

    def _leave(self, colours: tuple[Colour, ...], transparent: bool, line: float = 0.0) -> None:
        if self._points:
            box = Rectangle.around(self._pen.matrix.transform(point) for point in self._points)
            half = line * _scale(self._pen.matrix) / 2
            self._shape(
                Rectangle(box.left - half, box.bottom - half, box.right + half, box.top + half),
                colours,
                transparent,
            )
        self._end()

    def _shape(self, box: Rectangle, colours: tuple[Colour, ...], transparent: bool) -> None:
        left = box.meet(self._pen.clip) if self._pen.clip else box
        if left:
            self.marks.shapes.append(Shape(left, colours, transparent or self._pen.group_transparent))

    def _end(self) -> None:
        """The path is done with; where it clips, what comes next is seen through it."""
        if self._clips and self._points:
            box = Rectangle.around(self._pen.matrix.transform(point) for point in self._points)
            clip = self._pen.clip
            nothing = Rectangle(box.left, box.bottom, box.left, box.bottom)
            self._set(clip=(box.meet(clip) or nothing) if clip else box)
        self._points, self._clips = [], False

    # ImageCache and forms

    def show(self, operands: Any) -> None:
        thing = self._resources.get("/XObject", {}).get(str(operands[0]))
        if thing is None:
            return
        if thing.get("/Subtype") == Name.Image:
            self._place(thing)
        elif thing.get("/Subtype") == Name.Form:
            self._form(thing)

    def _form(self, form: Any) -> None:
        before = self._pen
        if "/Matrix" in form:
            self.concatenate(form.Matrix)
        box = _transformed(self._pen.matrix, *map(float, form.BBox))
        clip = box.meet(before.clip) if before.clip else box
        if clip:
            self._set(clip=clip)
            self.paint(form, form.get("/Resources", self._resources), self._depth + 1)
        self._pen = before

    def _place(self, image: Any) -> None:
        whole = _transformed(self._pen.matrix, 0, 0, 1, 1)
        box = whole.meet(self._pen.clip) if self._pen.clip else whole
        transparent = self._pen.fill_transparent or self._pen.group_transparent
        if not box or not box.width or not box.height:
            return
        if image.get("/ImageMask", False):
            self._shape(box, self._pen.fill, transparent)
            return
        facts = self._pictures.facts(image, self._resources)
        across, down = _vectors(self._pen.matrix)
        inch = 25.4
        self.marks.pictures.append(
            PlacedImage(
                box=box,
                pixels=facts.pixels,
                dpi=min(facts.pixels[0] * inch / across, facts.pixels[1] * inch / down),
                kind=facts.kind,
                bits=facts.bits,
                ink=facts.ink,
                transparent=transparent or facts.transparent,
            )
        )

    # Text

    def begin_text(self, _: Any) -> None:
        self._text = self._line = Matrix()

    def font(self, operands: Any) -> None:
        found = self._resources.get("/Font", {}).get(str(operands[0]))
        self._set(face=None if found is None else self._faces.get(found), size=float(operands[1]))

    def number(self, name: str, operands: Any) -> None:
        self._set(**{name: float(operands[0])})

    def stretch(self, operands: Any) -> None:
        self._set(stretch=float(operands[0]) / 100)

    def rendering(self, operands: Any) -> None:
        self._set(mode=int(operands[0]))

    def move(self, operands: Any) -> None:
        x, y = map(float, operands)
        self._text = self._line = Matrix(1, 0, 0, 1, x, y) @ self._line

    def move_and_lead(self, operands: Any) -> None:
        self._set(leading=-float(operands[1]))
        self.move(operands)

    def place_text(self, operands: Any) -> None:
        self._text = self._line = Matrix(*map(float, operands))

    def next_line(self, _: Any) -> None:
        self.move((0, -self._pen.leading))

    def shown(self, operands: Any) -> None:
        self._show(bytes(operands[-1]))

    def shown_on_next_line(self, operands: Any) -> None:
        self.next_line(operands)
        self.shown(operands)

    def spaced_on_next_line(self, operands: Any) -> None:
        self._set(word_spacing=float(operands[0]), spacing=float(operands[1]))
        self.shown_on_next_line(operands)

    def shown_with_adjustments(self, operands: Any) -> None:
        parts = list(operands[0])
        shown = b"".join(bytes(part) for part in parts if isinstance(part, String))
        self._show(shown, float(sum(part for part in parts if not isinstance(part, String))))

    def _advance(self, codes: Sequence[int]) -> float:
        """How far glyphs move the pen, in text space."""
        pen = self._pen
        assert pen.face
        return pen.size * sum(map(pen.face.width, codes)) / 1000 + pen.spacing * len(codes)

    def _show(self, shown: bytes, adjusted: float = 0.0) -> None:
        """Leave a run of text, and move to its end; `adjusted` is in thousandths of an em."""
        pen = self._pen
        if pen.face is None:
            return
        codes = pen.face.codes(shown)
        width = self._advance(codes) - pen.size * adjusted / 1000
        if not pen.face.composite:
            width += pen.word_spacing * shown.count(b" ")
        clusters = tuple(map(pen.face.text, codes))
        first, last = _shown(clusters)
        start, end = (self._advance(codes[:first]), width - self._advance(codes[last:]))
        matrix = self._text @ pen.matrix
        box = _transformed(
            matrix,
            start * pen.stretch,
            pen.rise + DESCENT * pen.size,
            end * pen.stretch,
            pen.rise + ASCENT * pen.size,
        )
        colour = pen.stroke if pen.mode in (1, 5) else pen.fill
        seen = box.meet(pen.clip) if pen.clip else box
        if seen and pen.mode not in (3, 7):
            self.marks.runs.append(
                TextRun(
                    clusters=clusters,
                    box=seen,
                    baseline=matrix.transform((0, pen.rise))[1],
                    size=abs(pen.size) * _height(matrix) / MM,
                    font=pen.face.name,
                    colour=colour[0] if colour else BLACK,
                    upright=abs(matrix.b) < 1e-6 * abs(matrix.a),
                    transparent=pen.fill_transparent or pen.group_transparent,
                )
            )
        self._text = Matrix(1, 0, 0, 1, width * pen.stretch, 0) @ self._text


def _shown(clusters: Sequence[str]) -> tuple[int, int]:
    """Where what can be seen of a text begins and ends: spaces at its ends have no place on the page."""
    seen = [index for index, cluster in enumerate(clusters) if cluster.strip()]
    return (seen[0], seen[-1] + 1) if seen else (0, len(clusters))


def _vectors(matrix: Matrix) -> tuple[float, float]:
    """mm: the width and the height of what was a unit square."""
    return (matrix.a**2 + matrix.b**2) ** 0.5, (matrix.c**2 + matrix.d**2) ** 0.5


def _height(matrix: Matrix) -> float:
    return _vectors(matrix)[1]


def _scale(matrix: Matrix) -> float:
    return float(abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5)


Operator = Callable[[Interpreter, Any], None]


def _device(set_colour: Callable[[Interpreter, Colour], None], kind: Any) -> Operator:
    """An operator that sets a colour of a device."""
    return lambda painter, operands: set_colour(painter, Colour(kind, tuple(map(float, operands))))


def _number(name: str) -> Operator:
    return lambda painter, operands: painter.number(name, operands)


def _operators() -> Iterator[tuple[str, Operator]]:
    for names, operator in _BY_METHOD:
        yield from ((name, operator) for name in names.split())
    for name, kind in (("g", "grey"), ("rg", "rgb"), ("k", "cmyk")):
        yield name, _device(Interpreter.fill, kind)
        yield name.upper(), _device(Interpreter.stroke, kind)
    for name, fact in (("Tc", "spacing"), ("Tw", "word_spacing"), ("TL", "leading"), ("Ts", "rise")):
        yield name, _number(fact)


_BY_METHOD: tuple[tuple[str, Operator], ...] = (
    ("q", Interpreter.save),
    ("Q", Interpreter.restore),
    ("cm", Interpreter.concatenate),
    ("w", Interpreter.width),
    ("gs", Interpreter.state),
    ("cs", Interpreter.fill_space),
    ("CS", Interpreter.stroke_space),
    ("sc scn", Interpreter.fill_in_space),
    ("SC SCN", Interpreter.stroke_in_space),
    ("m l c v y", Interpreter.point),
    ("re", Interpreter.rectangle),
    ("W W*", Interpreter.clip),
    ("f F f*", Interpreter.filled),
    ("S s", Interpreter.stroked),
    ("B B* b b*", Interpreter.filled_and_stroked),
    ("n", Interpreter.unpainted),
    ("sh", Interpreter.shading),
    ("Do", Interpreter.show),
    ("BT", Interpreter.begin_text),
    ("Tf", Interpreter.font),
    ("Tz", Interpreter.stretch),
    ("Tr", Interpreter.rendering),
    ("Td", Interpreter.move),
    ("TD", Interpreter.move_and_lead),
    ("Tm", Interpreter.place_text),
    ("T*", Interpreter.next_line),
    ("Tj", Interpreter.shown),
    ("'", Interpreter.shown_on_next_line),
    ('"', Interpreter.spaced_on_next_line),
    ("TJ", Interpreter.shown_with_adjustments),
)
_OPERATORS: Mapping[str, Operator] = dict(_operators())
_READ = f"{' '.join(_OPERATORS)} BI ID EI"
