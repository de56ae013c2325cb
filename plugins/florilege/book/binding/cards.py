"""What pages of the site say of themselves → cards: the pictures that a shared link shows.

Cards are painted like covers: composed here, set in the faces of tomes by a worker, drawn by PDFium. A worker
is given several at once, each a page of one document; of these, what one shows depends on no other. The
templates `card.html` and `card.css` are among those of covers, and an anthology can replace them likewise.
"""

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from pathlib import Path

import pypdfium2
from pikepdf import Dictionary, Pdf
from PIL import Image

from florilege.anthology import Anthology
from florilege.book.composing.sandbox import Sandbox
from florilege.book.cover.content import TEXT, TITLES
from florilege.book.cover.covers import FILTERS
from florilege.book.cover.measure import FittedText, fit
from florilege.book.fragments import SECONDS, fingerprint
from florilege.book.pdf.embedded_fonts import united_fonts
from florilege.book.pdf.subset import subset_face
from florilege.book.ruler import Ruler, ruler
from florilege.book.sheet import SCHEME, Fragment, Job
from florilege.book.weasyprint.page_content import OPAQUE
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face, missing_characters, plain_stand_ins, write_fontconfig
from florilege.printing.palettes import Colours
from florilege.printing.scripts import in_scripts
from florilege.prose.bidirectional import directed_page
from florilege.prose.emojis import print_emoji
from florilege.runtime.cache import Store, code_version, digest, key_of, touch, write_whole
from florilege.runtime.project import Project
from florilege.runtime.workers import Failure, Workers

WIDTH, HEIGHT = 1200, 630
"""px: what Open Graph's readers ask for, 1.91 : 1 (https://developers.facebook.com/docs/sharing/webmasters/images)."""
PT = 0.75
"""pt in a px of CSS."""
PANEL = 420
"""px: the pictures at the left."""
MARGIN = 60
"""px"""
GAP = 24
"""px: between texts, and above and below the rule of the foot."""
MEASURE = WIDTH - PANEL - 2 * MARGIN
FINEST = 144
"""px/in: half as much again as the card has, from which PDFium takes what it shows."""
QUALITY = 88
"""Of the JPEG, at full chroma: small letters stay clean, and no card is heavier than 300 kB."""
TOGETHER = 16
"""How many cards a worker sets at once: what is done once for a document takes as long as ten of them."""
MOST_PICTURES = 4
LARGER = 2
"""How much larger than the least type a text stays for the sake of one long word, which is parted rather."""
BREAK = "\u2060"
"""Marks, after a blank, a place within a word where a line may end."""
_WIDE = re.compile(
    r"[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff][^\w\s]*"
)
"""A character of Han, kana or Hangul, with the signs that go with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPicture:
    """A picture on a card: a portrait, or the front of a cover."""

    file: Path
    mime: str
    digest: str
    alternative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows, in plain text."""

    name: str
    """What people call it, should it fail."""
    title: str
    lang: str
    """The language of the title (BCP 47)."""
    colours: Colours
    above: str = ""
    """The work that it is from."""
    below: str = ""
    """Whose it is."""
    foot: str = ""
    initials: str = ""
    """What stands in the place of a picture, where there is none."""
    pictures: tuple[CardPicture, ...] = ()
    """Of which four are shown at most."""
    whole: bool = False
    """Whether the picture is shown whole, as a cover is, not cut to fill its place."""
    quoted: bool = False
    """Whether the title is a passage of a text."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a worker is given: the document of some cards, the fontconfig file, and the faces' files."""

    job: Job
    fontconfig: str
    files: Mapping[str, Path]
    """Digest → file of each face."""


@dataclass(frozen=True, kw_only=True)
class _Painter:
    """Composes cards in the faces of an anthology's tomes."""

    anthology: Anthology
    faces: Sequence[Face]
    own: Sequence[Path]
    missing: frozenset[str]
    """The characters on these cards that no face has."""

    @cached_property
    def _sandbox(self) -> Sandbox:
        return Sandbox(self.own, "cover/templates", autoescape=True, filters=FILTERS)

    @cached_property
    def style(self) -> str:
        """The style of all cards; the anthology's own `card.css` stands in for ours."""
        values = {
            "width": WIDTH,
            "height": HEIGHT,
            "panel": PANEL,
            "margin": MARGIN,
            "measure": MEASURE,
            "gap": GAP,
        }
        sandbox = Sandbox(self.own, "cover/templates", filters=FILTERS)
        return sandbox.fill("card.css", values | {"text": TEXT, "titles": TITLES})

    def html(self, card: Card) -> str:
        """The page of a card."""
        pictures = card.pictures[:MOST_PICTURES]
        weight, style = (400, "italic") if card.quoted else (700, "normal")
        above = self._fitted(card.above, most=32, least=16, height=78)
        below = self._fitted(card.below, most=40, least=18, height=94)
        foot = self._fitted(card.foot, most=28, least=16, height=66)
        taken = sum(block.height / PT + GAP for block in (above, below, foot) if block)
        title = self._fitted(
            card.title,
            most=50 if card.quoted else 76,
            least=17,
            height=min(HEIGHT - 2 * MARGIN - taken - GAP, 330),
            weight=weight,
            style=style,
        )
        values = {
            "card": card,
            "pictures": [(f"{SCHEME}{each.digest}", each.alternative) for each in pictures],
            "above": above,
            "title": title,
            "below": below,
            "foot": foot,
        }
        page = self._sandbox.fill("card.html", values)
        return in_scripts(directed_page(page), self.anthology.scripts, TEXT)

    def _fitted(
        self,
        text: str,
        *,
        most: float,
        least: float,
        height: float,
        weight: int = 400,
        style: str = "normal",
    ) -> FittedText | None:
        """A text in the largest type that fits; sizes are in px, and in pt where it is set."""
        printed = plain_stand_ins(print_emoji(text, "print", ""), self.missing)
        if not printed:
            return None
        face = ruler(self.faces, TITLES, weight, style)
        longest = MEASURE / (LARGER * least)
        block = fit(
            " ".join(_breakable(word, face, longest) for word in printed.split(" ")),
            _JoinedRuler(face.font),
            width=MEASURE * PT,
            height=height * PT,
            most=most * PT,
            least=least * PT,
            leading=1.16,
        )
        return replace(
            block, lines=tuple(line.replace(f" {BREAK}", "").replace(BREAK, "") for line in block.lines)
        )


class _JoinedRuler(Ruler):
    """Measures text without the marks of places where a word may end a line."""

    def width(self, text: str, features: Sequence[str] = ()) -> float:
        return Ruler.width(self, text.replace(BREAK, ""), features)


def _breakable(word: str, face: Ruler, longest: float) -> str:
    """A word, parted by blanks and marks where a line may end: in Han and kana, and where it is very long.

    `longest` is in em.
    """
    pieces = _WIDE.sub(f"\\g<0> {BREAK}", word).removesuffix(f" {BREAK}").split(" ")
    return " ".join(part for piece in pieces for part in _parts(piece, face, longest))


def _parts(piece: str, face: Ruler, longest: float) -> Iterator[str]:
    count = ceil(face.width(piece.replace(BREAK, "")) / longest)
    step = ceil(len(piece) / max(count, 1))
    for start in range(0, len(piece), max(step, 1)):
        yield (BREAK if start else "") + piece[start : start + step]


def draw_cards(
    project: Project,
    anthology: Anthology,
    cards: Mapping[str, Card],
    *,
    faces: Sequence[Face],
    pool: Workers,
    on_failure: Callable[[FlorilegeError], None],
) -> dict[str, Path]:
    """Key → the JPEG of each card, in the cache: what it holds already, the others drawn by workers.

    `faces` are those that tomes are set in. `on_failure` is told of a card that can't be drawn, which is then
    missing. Raises `FlorilegeError`: `design-broken` (2), or for a fault of the machine (3).
    """
    folder = project.cache / "cards"
    store = Store(project.cache / "entries")
    own = (project.design / "cover",)
    said = "".join(
        text for card in cards.values() for text in (card.above, card.title, card.below, card.foot)
    )
    painter = _Painter(anthology=anthology, faces=faces, own=own, missing=missing_characters(said, faces))
    version = key_of(
        fingerprint(faces),
        code_version("book", "pypdfium2", "pikepdf", "fonttools"),
        painter.style,
    )
    pages = {key: painter.html(card) for key, card in cards.items()}
    names = {
        key: key_of("card", version, page, [each.digest for each in cards[key].pictures])
        for key, page in pages.items()
    }
    found = {key: file for key, name in names.items() if (file := _kept(store, name, folder))}
    waiting = [key for key in cards if key not in found]
    if not waiting:
        return found
    fontconfig = str(write_fontconfig(project.cache / "fonts", faces))
    files = {face.digest: face.file for face in faces}

    def job(keys: Iterable[str]) -> Drawing:
        images = {
            f"{SCHEME}{each.digest}": (each.mime, each.file.read_bytes())
            for key in keys
            for each in cards[key].pictures[:MOST_PICTURES]
        }
        html = f"<div>{''.join(pages[key] for key in keys)}</div>"
        return Drawing(
            Job(html=html, style=painter.style, lang="", images=images, finest=FINEST), fontconfig, files
        )

    for keys, drawn in _drawn(waiting, job, pool):
        if isinstance(drawn, Failure):
            on_failure(
                FlorilegeError(
                    "card-failed",
                    exit_code=1,
                    card=cards[keys[0]].name,
                    failure=drawn.kind,
                    amount=drawn.detail,
                )
            )
            continue
        for key, picture in zip(keys, drawn, strict=True):
            name = digest(picture)
            found[key] = folder / f"{name}.jpg"
            write_whole(found[key], picture)
            store.put(names[key], name.encode())
    return found


def _drawn(
    keys: Sequence[str], job: Callable[[Iterable[str]], Drawing], pool: Workers
) -> Iterator[tuple[Sequence[str], list[bytes] | Failure]]:
    """Cards with their pictures, several together; where one fails, the others of its lot one by one."""
    lots = [keys[start : start + TOGETHER] for start in range(0, len(keys), TOGETHER)]
    alone: list[str] = []
    for lot, drawn in zip(lots, pool.run(draw, map(job, lots), seconds=SECONDS), strict=True):
        if isinstance(drawn, Failure) and len(lot) > 1:
            alone += lot
        else:
            yield lot, drawn
    singles = pool.run(draw, (job([key]) for key in alone), seconds=SECONDS)
    yield from (([key], drawn) for key, drawn in zip(alone, singles, strict=True))


def draw(drawing: Drawing) -> list[bytes]:
    """The pictures of some cards: called in a worker, where alone WeasyPrint is.

    Raises `ValueError` where their pages don't show their words, or aren't one a card.
    """
    os.environ["FONTCONFIG_FILE"] = drawing.fontconfig
    from florilege.book.weasyprint.render import render

    fragment = render(drawing.job)
    count = drawing.job.html.count('class="sheet card')
    if not isinstance(fragment, Fragment) or fragment.pages != count:
        raise ValueError("words are lost")
    with closing(pypdfium2.PdfDocument(_whole(fragment, drawing.files))) as document:
        return [_picture(page) for page in document]


def _whole(fragment: Fragment, files: Mapping[str, Path]) -> bytes:
    """The PDF of a fragment, with its fonts and what else all pages of a tome share."""
    out = Pdf.new()
    fonts = united_fonts(out, [fragment], lambda face, glyphs: subset_face(files[face], glyphs))
    with Pdf.open(io.BytesIO(fragment.pdf)) as source:
        out.pages.extend(source.pages)
        for page in out.pages:
            page.obj.Resources.Font = fonts
            if "/ExtGState" not in page.obj.Resources:
                page.obj.Resources.ExtGState = Dictionary({name: {**state} for name, state in OPAQUE.items()})
    buffer = io.BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def _picture(page: pypdfium2.PdfPage) -> bytes:
    drawn: Image.Image = page.render(scale=1 / PT).to_pil().convert("RGB")
    out = io.BytesIO()
    drawn.crop((0, 0, WIDTH, HEIGHT)).save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue()


def _kept(store: Store, name: str, folder: Path) -> Path | None:
    """The card that the cache knows of, if its file is still what it was."""
    entry = store.get(name)
    if entry is None:
        return None
    file = folder / f"{entry.decode()}.jpg"
    try:
        if digest(file.read_bytes()) != file.stem:
            return None
    except OSError:
        return None
    touch(file)
    return file
