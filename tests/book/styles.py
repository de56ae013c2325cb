"""Each design on each trim size, for texts that tests set without a tome."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from book.plain import Call, set_whole
from book.printing import Printed
from florilege.book.composing.look import Look, look
from florilege.book.sheet import Geometry
from florilege.catalogue.volumes import Design, Trim
from florilege.printing.fonts import faces, write_fontconfig
from florilege.runtime.workers import Workers

DESIGNS: tuple[Design, ...] = ("classique", "contemporain", "revue")
TRIMS = (Trim(width=148, height=210), Trim(width=110, height=178), Trim(width=170, height=240))
PICTURE = "florilege:square.png"
"""The address of an image that texts may show."""


@dataclass(frozen=True)
class Style:
    """A design on a trim size, and where a fontconfig file names its faces."""

    look: Look
    fontconfig: str

    @property
    def css(self) -> str:
        """The style sheet of the design."""
        return self.look.text_style

    @property
    def geometry(self) -> Geometry:
        """The page."""
        return self.look.geometry

    def call(self, body: str) -> Call:
        """What `set_whole` makes pages of."""
        images: Mapping[str, tuple[str, bytes]] = {PICTURE: ("image/png", _picture())}
        return f'<html lang="fr"><style>{self.css}</style>{body}</html>', images, self.fontconfig


def every_style(printed: Printed) -> Sequence[Style]:
    """The three designs on the first size, then on the others."""
    known = (*faces(printed.project, DESIGNS), *printed.anthology.scripts.faces)
    fontconfig = str(write_fontconfig(printed.project.cache / "fonts", known))
    volume = printed.anthology.catalogue.volumes["tome-1"]
    volumes = [replace(volume, design=design, trim=trim) for trim in TRIMS for design in DESIGNS]
    return [Style(look(each), fontconfig) for each in volumes]


def sheet(body: str) -> str:
    """The HTML of an essay's text."""
    return f'<section id="a" class="sheet essay"><div class="text">{body}</div></section>'


def _picture() -> bytes:
    Image.new("L", (400, 300), 128).save(buffer := io.BytesIO(), "PNG")
    return buffer.getvalue()


def set_one(pool: Workers, call: Call) -> bytes:
    """The PDF of one document, set in a worker: what is replaced in it stays there."""
    (pdf,) = pool.run(set_whole, [call], seconds=100)
    assert isinstance(pdf, bytes), pdf
    return pdf


def in_turn(
    pool: Workers, styles: Sequence[Style], texts: Sequence[str]
) -> Iterator[tuple[bytes, Style, str]]:
    """The PDF of each text, set in one style after another, with its style and the text."""
    of = [styles[number % len(styles)] for number, _ in enumerate(texts)]
    calls = [style.call(text) for style, text in zip(of, texts, strict=True)]
    for pdf, style, text in zip(pool.run(set_whole, calls, seconds=200), of, texts, strict=True):
        assert isinstance(pdf, bytes), pdf
        yield pdf, style, text
