"""A printed volume, and its essays set again by LuaLaTeX: what evenness.py compares.

The paragraphs, headings, lists, quotations and notes of the sheets become a book of LaTeX in the same face,
size, leading and measure, with babel and microtype (protrusion and expansion) as they come. Pictures and
tables stay out of it. Works in the folder of an anthology, as one_document.py does.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from one_document import page_numbers, sheets_of

from florilege.book.sheet import Geometry, Sheet, page_geometry
from florilege.printing.designs import DESIGNS
from florilege.printing.fonts import Face, find_faces
from florilege.runtime.project import find_project

PREAMBLE = r"""\documentclass[{size}pt,twoside]{{extbook}}
\usepackage[paperwidth={width}mm,paperheight={height}mm,inner={inner}mm,outer={outer}mm,
  top={top}mm,bottom={bottom}mm,headheight=10pt,headsep=6pt,footskip=20pt]{{geometry}}
\usepackage{{fontspec}}
\usepackage[{language}]{{babel}}
\usepackage{{microtype}}
\setmainfont{{{face}}}[Path={folder}/,Extension={suffix},UprightFont={upright},ItalicFont={italic},
  Numbers=OldStyle]
\makeatletter
\renewcommand\normalsize{{\@setfontsize\normalsize{{{size}pt}}{{{leading}pt}}}}
\makeatother
\normalsize
\setlength\parindent{{1.2em}}
\setlength\parskip{{0pt}}
\raggedbottom
\clubpenalty10000 \widowpenalty10000
\pagestyle{{plain}}
\begin{{document}}
"""
ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
EMPHASIS = {"em", "i", "cite", "var", "dfn"}
LISTS = {"ul": "itemize", "ol": "enumerate", "blockquote": "quote"}
LEFT_OUT = {"figure", "table", "pre", "img"}


@dataclass(frozen=True, kw_only=True)
class Book:
    """Pages of essays, and what they are set in."""

    pdf: bytes
    essays: Sequence[tuple[int, int]]
    """The first and last page of each, from 1; empty ones may follow."""
    sheets: Sequence[Sheet]
    """Of the essays."""
    geometry: Geometry
    faces: Sequence[Face]
    """Of the running text."""
    lang: str

    @property
    def size(self) -> float:
        """pt"""
        return self.geometry.size

    @property
    def leading(self) -> float:
        """pt"""
        return self.geometry.leading

    def face(self, style: str) -> Path:
        """The file of its regular face."""
        return next(face.file for face in self.faces if (face.style, face.weight) == (style, 400))


def installed() -> bool:
    """Whether there is a LuaLaTeX on this machine."""
    return shutil.which("lualatex") is not None


def printed() -> Iterator[str]:
    """The volumes of the anthology in this folder whose tomes are printed."""
    project = find_project(Path.cwd())
    for folder in sorted((project.contributions / "volumes").iterdir()):
        if (project.tomes / f"{folder.name}.pdf").is_file():
            yield folder.name


def printed_book(volume_id: str) -> Book:
    """A volume as it is printed."""
    project = find_project(Path.cwd())
    tome = project.tomes / f"{volume_id}.pdf"
    numbers = page_numbers(tome)
    volume, sheets = sheets_of(project, volume_id, numbers)
    beginnings = sorted({numbers[sheet.id] for sheet in sheets if sheet.id in numbers})
    essays = [sheet for sheet in sheets if sheet.essay]
    family = DESIGNS[volume.design].text.name
    return Book(
        pdf=tome.read_bytes(),
        essays=[
            (number, min((other for other in beginnings if other > number), default=number + 1) - 1)
            for number in (numbers[sheet.id] for sheet in essays)
        ],
        sheets=essays,
        geometry=page_geometry(volume),
        faces=[face for face in find_faces(project.fonts, (volume.design,)) if face.family == family],
        lang=volume.lang,
    )


def typeset(book: Book) -> Book:
    """The same essays, set by LuaLaTeX. Raises `CalledProcessError` where it finds a fault."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "book.tex"
        source.write_text(latex(book), encoding="utf-8")
        command = ["lualatex", "-interaction=batchmode", "-halt-on-error", "book.tex"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        labels = dict(
            re.findall(r"\\newlabel\{([^}]+)\}\{\{[^}]*\}\{(\d+)\}", source.with_suffix(".aux").read_text())
        )
        return replace(
            book,
            pdf=source.with_suffix(".pdf").read_bytes(),
            essays=[
                (int(labels[f"first-{rank}"]), int(labels[f"last-{rank}"]))
                for rank in range(len(book.sheets))
            ],
        )


def latex(book: Book) -> str:
    """The whole source."""
    page, regular = book.geometry, book.face("normal")
    preamble = PREAMBLE.format(
        size=page.size,
        leading=page.leading,
        width=page.width,
        height=page.height,
        inner=page.inner,
        outer=page.outer,
        top=page.top,
        bottom=page.bottom,
        language={"fr": "french", "en": "english"}[book.lang[:2]],
        folder=regular.parent,
        suffix=regular.suffix,
        face=book.faces[0].family,
        upright=regular.stem,
        italic=book.face("italic").stem,
    )
    essays = (
        f"\\clearpage\\label{{first-{rank}}}\n{_essay(sheet)}\n\\label{{last-{rank}}}\n"
        for rank, sheet in enumerate(book.sheets)
    )
    return f"{preamble}{''.join(essays)}\\end{{document}}\n"


def _essay(sheet: Sheet) -> str:
    section = html.fragment_fromstring(sheet.html)
    header, text = section.find("header"), section.find_class("text")[0]
    opening = "\n\n".join(
        filter(None, (" ".join(each.text_content().split()) for each in header.iter("h1", "p")))
    )
    return f"{{\\raggedright {_escaped(opening)}\\par}}\\bigskip\n\n{_content(text)}"


def _content(element: HtmlElement) -> str:
    """What is within an element."""
    parts = [_escaped(element.text or "")]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_element(child))
        parts.append(_escaped(child.tail or ""))
    return "".join(parts)


def _element(element: HtmlElement) -> str:
    tag, classes = element.tag, (element.get("class") or "").split()
    if tag in LEFT_OUT:
        return ""
    content = _content(element)
    if "footnote" in classes:
        return f"\\footnote{{{content.strip()}}}"
    if tag in LISTS and content.strip():
        return f"\n\\begin{{{LISTS[tag]}}}\n{content}\n\\end{{{LISTS[tag]}}}\n"
    if tag == "li":
        return f"\\item {content}\n"
    if tag in EMPHASIS:
        return f"\\emph{{{content}}}"
    if tag == "sup":
        return f"\\textsuperscript{{{content}}}"
    if tag == "br":
        return "\\newline "
    if tag in ("h2", "h3", "h4"):
        return f"\n\n\\bigskip{{\\raggedright\\noindent {content}\\par}}\\nobreak\\medskip\n\n"
    if "note-p" in classes:
        return f"{content}\\par "
    return f"\n\n{content}\n\n" if tag in ("p", "div", "dt", "dd", "aside") else content


def _escaped(text: str) -> str:
    """Text as LaTeX reads it. Babel sets the spaces of French signs, as we do."""
    text = re.sub(r"[\u00a0\u202f]?([;:!?»])|([«])[\u00a0\u202f]?", r"\1\2", text)
    return "".join(ESCAPED.get(character, character) for character in text)
