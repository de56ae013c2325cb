"""What the tests of covers share: anthologies of so many authors, and the PDF of a cover's page."""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from florilege.anthology import Anthology, load
from florilege.book.binding.assemble import assemble
from florilege.book.binding.binding import Binding
from florilege.book.composing.look import look
from florilege.book.cover.covers import CoverSheet, cover_work, flat_sheet, front_sheet
from florilege.book.fragments import Fragments, Work
from florilege.book.pagination.folios import digits_job
from florilege.book.pagination.placement import place
from florilege.book.pdf.metadata import Metadata
from florilege.book.pdf.subset import subset_face
from florilege.book.press import require_press
from florilege.book.sheet import MM, Geometry
from florilege.catalogue.volumes import PressRun, Volume
from florilege.printing.fonts import Face
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers

GIVEN = """
Zoé Gaspard Élise Nora Paul-Henri Maëlle Idrissa Odile Jean-Baptiste Lin Agathe Ruth Tom Anne-Laure Bao
Souleymane Ève Théodore Inès Wolfgang Iñaki Marguerite
"""
FAMILY = """
Œillet de_Neuville Aubry Whitlock de_la_Brosse Benhaddou Konaté Maurel Lefèvre-Duplessis Yue von_Rohr Li
Ashdown Quiroga Van_den_Broeck Ndiaye Đặng Etcheverry Sarr Mac_Cárthaigh Papadopoulou
"""


def names(count: int) -> list[str]:
    """So many names, all different."""
    random = Random(count)
    pairs = [f"{given} {family}".replace("_", " ") for given in GIVEN.split() for family in FAMILY.split()]
    return random.sample(pairs, count)


def portrait(seed: int) -> bytes:
    """A face, more or less."""
    buffer = io.BytesIO()
    Image.new("RGB", (413, 531), (90 + seed * 7 % 120, 110, 140)).save(buffer, "PNG")
    return buffer.getvalue()


def write(root: Path, count: int, *, fields: str, blurb: str = "Un immeuble.", portraits: int = 0) -> Path:
    """An anthology of one volume and so many authors, each with an essay, some with a portrait."""
    folder = root / "contributions"
    files: dict[str, str | bytes] = {"index.md": "---\ntitle: Essais\n---\n\nBonjour.\n"}
    for number, name in enumerate(names(count)):
        files[f"authors/a{number}.md"] = f"---\nname: {name}\n---\n\nÉcrit.\n"
        essay = f"---\ntitle: Texte {number}\nauthors: [a{number}]\nlicense: CC BY 4.0\n---\n\nUn mot.\n"
        files[f"essays/e{number}/index.md"] = essay
        if number < portraits:
            files[f"authors/a{number}.png"] = portrait(number)
    essays = ", ".join(f"e{number}" for number in range(count))
    files["volumes/tome-1/index.md"] = f"---\n{fields}\nparts:\n  - essays: [{essays}]\n---\n\n{blurb}\n"
    (root / "contributions").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Essais\n", encoding="utf-8")
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@dataclass(frozen=True, kw_only=True)
class Shop:
    """Where covers are made: an anthology, loaded, and workers."""

    project: Project
    anthology: Anthology
    faces: tuple[Face, ...]
    pool: Workers

    @property
    def own(self) -> tuple[Path, ...]:
        return (self.project.root / "design" / "cover",)

    def flat(self, volume: Volume, run: PressRun, pages: int, *, guides: bool = False) -> CoverSheet:
        return flat_sheet(self.anthology, volume, run, pages, faces=self.faces, own=self.own, guides=guides)

    def front(self, volume: Volume, run: PressRun, pages: int = 200) -> CoverSheet:
        return front_sheet(self.anthology, volume, run, pages, faces=self.faces, own=self.own)

    def pdf(self, made: CoverSheet, volume: Volume) -> bytes:
        """The page of a cover, with its fonts, as assembly makes any other."""
        fragments = Fragments(self.project, self.faces, self.pool)
        work = cover_work(made, fragments, self.anthology.images)
        bare = digits_job(look(volume).text_style)
        digits = Work(name="digits", essay=None, key="digits", weight=0, job=lambda: bare)
        found = fragments.get([work, digits], volume.id)
        assert found[work.key].pages == 1
        files: Mapping[str, Path] = {face.digest: face.file for face in self.faces}
        size = Geometry(
            width=made.geometry.width,
            height=made.geometry.height,
            **dict.fromkeys(
                ("inner", "outer", "top", "bottom", "head", "folio", "size", "leading", "baseline"), 0.0
            ),
        )
        return assemble(
            Binding(
                placed=place([(made.sheet, found[work.key], work.key)]),
                digits=found["digits"],
                numbers={},
                geometry=size,
                metadata=Metadata(title=volume.title, author="", subject="", keywords="", lang=volume.lang),
                subset=lambda digest, glyphs: subset_face(files[digest], glyphs),
            )
        )


def shop(root: Path, pool: Workers) -> Shop:
    """The anthology in a folder, which must be without error."""
    project = find_project(root)
    anthology = load(project, pool=pool)
    assert not anthology.errors, anthology.errors
    return Shop(
        project=project,
        anthology=anthology,
        faces=require_press(project, anthology.catalogue.designs),
        pool=pool,
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and the box of its ink, in mm from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Letter") -> bool:
        """Whether more than a third of the smaller box is in the other's, which kerning never does."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        areas = [(each.right - each.left) * (each.top - each.bottom) for each in (self, other)]
        return width > 0 and height > 0 and width * height > min(areas) / 3


def letters_of(pdf: bytes) -> list[Letter]:
    """Every letter of the one page, in the order of the text."""
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        text = document[0].get_textpage()
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, index))
            if not raw.FPDFText_IsGenerated(text, index) and not character.isspace():
                left, bottom, right, top = (side / MM for side in text.get_charbox(index))
                found.append(Letter(character.replace("\x02", "-"), left, bottom, right, top))
    return found


def overlapping(letters: Sequence[Letter]) -> list[tuple[Letter, Letter]]:
    """The letters that stand one on another."""
    cells: defaultdict[tuple[int, int], list[Letter]] = defaultdict(list)
    for letter in letters:
        for x in range(int(letter.left / 4), int(letter.right / 4) + 1):
            for y in range(int(letter.bottom / 4), int(letter.top / 4) + 1):
                cells[x, y].append(letter)
    pairs = {pair for near in cells.values() for pair in combinations(near, 2)}
    return [pair for pair in pairs if pair[0].overlaps(pair[1])]


def said(letters: Sequence[Letter]) -> str:
    """What they say, without spaces and case."""
    return "".join(letter.text for letter in letters).casefold()


def rendered(pdf: bytes, dpi: int) -> Image.Image:
    """The one page as a printer would see it."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page: Image.Image = document[0].render(scale=dpi / 72).to_pil()
        return page
