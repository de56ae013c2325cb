"""A numbered tome → the files of its editions, each checked when it is made, and cached.

The order of the files is that of the volume's editions; what they are is in editions.py.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pikepdf import Pdf

from florilege.anthology import Anthology
from florilege.bibliography.titles import series_statement
from florilege.book.binding import editions
from florilege.book.binding.assemble import assemble
from florilege.book.binding.binding import Binding
from florilege.book.binding.editions import Copy
from florilege.book.binding.page_assembly import PX
from florilege.book.binding.proofreading import Proved, faults
from florilege.book.composing.composer import printed_field
from florilege.book.composing.look import design_folders
from florilege.book.composing.offprint import offprint_title
from florilege.book.composing.openings import CLOSEST
from florilege.book.cover.covers import CoverSheet, cover_work, flat_sheet, front_sheet, picture_of
from florilege.book.fragments import Fragments
from florilege.book.pagination.numbering import Numbering
from florilege.book.pagination.placement import Placed, page_numbers, printed_pages
from florilege.book.pdf.metadata import Metadata
from florilege.book.pdf.subset import subset_face
from florilege.book.prepress.book_block import BookBlock
from florilege.book.prepress.inks import Inks
from florilege.book.prepress.printing_conditions import cover_profile, profile_of
from florilege.book.weasyprint.page_lines import PageLine, page_lines
from florilege.catalogue.volumes import Edition, PressRun, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.epub.printed_pages import PrintedPages
from florilege.language.formats import listing
from florilege.printing.fonts import Face
from florilege.printing.printers import asked, paper_of
from florilege.runtime.cache import Store, code_version, digest, key_of
from florilege.runtime.project import Project


class Bound(NamedTuple):
    """A finished file, and its key among those that the cache keeps."""

    key: str
    content: bytes


class Binder:
    """Binds one volume."""

    def __init__(
        self,
        project: Project,
        anthology: Anthology,
        numbering: Numbering,
        faces: Sequence[Face],
        fragments: Fragments,
        *,
        stamp: str = "",
    ) -> None:
        """`stamp` is what each page of a printer's file bears, and of a proof with line numbers."""
        self._project, self._anthology, self._numbering = project, anthology, numbering
        self._faces, self._fragments, self._stamp = faces, fragments, stamp
        self._files = {face.digest: face.file for face in faces}
        self._made = Store(project.cache / "tomes")
        self._digits_key = ""
        self._marked: Binding | None = None
        self.extents: Mapping[str, tuple[int, int]] = {}
        """Essay id → the numbers printed on its first and last page; empty before the tome is numbered."""
        self.lines: Sequence[Sequence[str]] = ()
        """Page by page what each numbered line says."""

    @property
    def volume(self) -> Volume:
        """The volume; once numbered, without the essays that couldn't be set."""
        return self._numbering.volume

    def proof(self) -> Iterator[Copy]:
        """The sheets alone."""
        tome = self.tome
        if self._stamp:
            leading = self._numbering.look.geometry.leading
            lines = {page: each for placed in tome.placed for page, each in _lines_of(placed, leading)}
            self.lines = [[line.text for line in lines.get(page, ())] for page in range(1, tome.pages + 1)]
            tome = replace(self._stamped(tome), lines=lines)
        yield replace(editions.screen(self.volume, tome, ()), kind="proof")

    def _stamped(self, tome: Binding) -> Binding:
        """A tome whose pages bear the stamp, if there is one."""
        return replace(tome, stamp=self._numbering.stamp(self._stamp)[0]) if self._stamp else tome

    def copies(self, edition: Edition, *, pages: Binding | None = None) -> Iterator[Copy]:
        """The files to bind for an edition of the volume.

        `pages` is the tome whose pages an e-book marks, where these aren't its own.
        """
        tome, front = self.tome, self._front
        if edition == "screen":
            yield editions.screen(self.volume, tome, front)
            if front:
                yield editions.front(self.volume, tome, front)
        elif edition == "archive":
            yield editions.archive(self.volume, tome, front)
        elif edition == "press":
            for run in self.volume.press or (PressRun(),):
                yield from self._for_printer(run, tome)
        elif edition == "offprint":
            yield from self._offprints(tome, front)
        elif edition == "ebook":
            self._marked = pages
            yield editions.ebook(self.volume, tome, front)

    @cached_property
    def _front(self) -> tuple[Placed, ...]:
        """The front of the cover, unless there is none."""
        if self.volume.cover.template == "aucune":
            return ()
        run = next(iter(self.volume.press), PressRun())
        made = front_sheet(
            self._anthology,
            self.volume,
            run,
            self.tome.pages,
            faces=self._faces,
            own=self._own,
            library=self._numbering.library,
        )
        return (self._cover(made),)

    def _cover(self, made: CoverSheet) -> Placed:
        """A page of the cover, set."""
        work = cover_work(made, self._fragments, self._anthology.images)
        fragment = self._fragments.one(work, self.volume.id)
        return Placed(sheet=replace(made.sheet, full=True), fragment=fragment, key=work.key, first=1)

    @property
    def _own(self) -> tuple[Path, ...]:
        """The folders of the anthology's own templates of covers, which may not exist."""
        return tuple(folder / "cover" for folder in design_folders(self.volume, self._project.design))

    def _for_printer(self, run: PressRun, tome: Binding) -> Iterator[Copy]:
        """The inside, the cover, and the cover with guides."""
        block = self._block(run, tome.pages)
        yield editions.press(self.volume, self._stamped(tome), run, block)
        if self.volume.cover.template == "aucune":
            return
        flat, guided = (
            flat_sheet(
                self._anthology,
                self.volume,
                run,
                block.pages,
                faces=self._faces,
                own=self._own,
                guides=guides,
                library=self._numbering.library,
            )
            for guides in (False, True)
        )
        profile = cover_profile(self._project.profiles, run.profile, self.volume.id)
        covering = replace(
            block, inks=replace(block.inks, colour="cmyk", profile=profile), bleed=flat.geometry.bleed
        )
        yield editions.cover(self.volume, tome, run, covering, self._cover(flat), flat.geometry)
        yield editions.guides(self.volume, tome, run, self._cover(guided), guided.geometry)

    def _block(self, run: PressRun, pages: int) -> BookBlock:
        printer = asked(run)
        return BookBlock(
            inks=Inks(colour=run.colour, profile=self._profile(run), limit=printer.ink),
            standard=printer.standard,
            bleed=printer.bleed if printer.block_bleeds else 0.0,
            pages=printer.filled(pages),
            marks=run.marks,
        )

    def _profile(self, run: PressRun) -> bytes:
        """For what the inside is printed with, on its paper."""
        return profile_of(
            self._project.profiles,
            run.profile,
            self.volume.id,
            surface=paper_of(run).surface,
            colour=run.colour,
            standard=asked(run).standard,
        )

    def _offprints(self, tome: Binding, front: Sequence[Placed]) -> Iterator[Copy]:
        """The offprint of each essay, then of each part."""
        catalogue = self._anthology.catalogue
        essays = {
            id: placed
            for placed in tome.placed
            if (id := placed.sheet.essay) and self.volume.holds("offprint", id)
        }
        titles = self._titles(essays)
        some = replace(
            tome,
            elsewhere=editions.addresses(self.volume, tome.placed, self._project.site_url),
            # One subset of each face serves them all: to make one for each takes longer than to bind it.
            reduced=replace(tome, placed=(*front, *tome.placed, *titles)).glyphs,
        )
        for placed, title in zip(essays.values(), titles, strict=True):
            essay = catalogue.essays[str(placed.sheet.essay)]
            about = replace(
                tome.metadata,
                title=placed.sheet.title,
                author=listing([byline.name for byline in essay.bylines], essay.lang),
                subject=printed_field(self.volume, essay.subtitle, essay.lang),
                keywords=", ".join(essay.tags),
                lang=essay.lang,
            )
            yield editions.offprint(self.volume, some, placed, (*front, title), about)
        yield from editions.parts(self.volume, some, front)

    def _titles(self, essays: Mapping[str, Placed]) -> Sequence[Placed]:
        """The title pages of the offprints of these essays, each as close as one page asks for."""
        titles: dict[str, Placed] = {}
        for closeness in range(CLOSEST + 1):
            wanted = [id for id in essays if id not in titles or titles[id].fragment.pages > 1]
            sheets = [
                offprint_title(
                    self._anthology.catalogue.essays[id],
                    essays[id].first,
                    essays[id].pages.stop - 1,
                    self.volume,
                    self._anthology,
                    look=self._numbering.look,
                    site_url=self._project.site_url,
                    closeness=closeness,
                )
                for id in wanted
            ]
            titles |= zip(wanted, self._numbering.set(sheets), strict=True)
        return [*titles.values()]

    def bind(self, copy: Copy) -> Bound:
        """A file: a PDF, checked, of the front a picture of it, or an e-book."""
        if copy.kind == "ebook":
            ebook = self._ebook(copy.binding)
            key = key_of("ebook", digest(ebook))
            if self._made.get(key) is None:
                self._made.put(key, ebook)
            return Bound(key, ebook)
        key = key_of(copy.kind == "front", self._key(copy.binding))
        made = self._made.get(key)
        if made is None:
            made = assemble(copy.binding)
            self._check(copy, made)
            if copy.kind == "front":
                made = picture_of(made)
            self._made.put(key, made)
        return Bound(key, made)

    def _ebook(self, tome: Binding) -> bytes:
        """The e-book of a tome, with the picture of its front, if it has a cover."""
        from florilege.epub.ebook import make_ebook  # slow to load, and few tomes have one

        front = [each for each in tome.placed if each.first < tome.opening]
        marked = self._marked or self.tome
        return make_ebook(
            self.volume,
            self._anthology,
            printed_pages(marked.placed, marked.numbers) if self.volume.has_pages else PrintedPages(),
            self._faces,
            cover=self.bind(self._picture(tome, front)).content if front else None,
            site_url=self._project.site_url,
        )

    def _picture(self, tome: Binding, front: Sequence[Placed]) -> Copy:
        return editions.front(self.volume, tome, [replace(each, first=1) for each in front])

    @cached_property
    def tome(self) -> Binding:
        """The whole tome, numbered, as all its editions have it."""
        placed = self._numbering.number()
        self.extents = {
            each.sheet.essay: (each.pages[0], each.pages[-1]) for each in placed if each.sheet.essay
        }
        digits, self._digits_key = self._numbering.digits()
        return Binding(
            placed=placed,
            digits=digits,
            numbers=page_numbers(placed),
            geometry=self._numbering.look.geometry,
            metadata=metadata(self._anthology, self.volume),
            subset=self._subset,
        )

    def _key(self, binding: Binding) -> str:
        """The key of a file, from all that decides about its bytes."""
        return key_of(
            code_version("book", "pikepdf", "fonttools", "pillow"),
            code_version("printing"),
            self._digits_key,
            binding.opening,
            binding.standards,
            binding.stamp and binding.stamp.contents + tuple(map(digest, binding.stamp.running)),
            binding.lines is not None,
            None if binding.elsewhere is None else self._project.site_url,
            binding.block and _facts(binding.block),
            binding.reduced and [(face, sorted(glyphs)) for face, glyphs in sorted(binding.reduced.items())],
            asdict(binding.metadata),
            asdict(binding.geometry),
            [
                (
                    placed.key,
                    placed.first,
                    placed.sheet.folios,
                    bool(placed.sheet.heads),
                    [asdict(entry) for entry in placed.sheet.outline],
                    [binding.numbers[anchor] for anchor in placed.sheet.references],
                )
                for placed in binding.placed
            ],
        )

    def _subset(self, face: str, glyphs: frozenset[int]) -> bytes:
        """A face with some glyphs alone, made once for each set of them."""
        key = key_of(code_version("book/pdf/subset.py", "fonttools"), face, sorted(glyphs))
        made = self._made.get(key)
        if made is None:
            made = subset_face(self._files[face], glyphs)
            self._made.put(key, made)
        return made

    def _check(self, copy: Copy, pdf: bytes) -> None:
        """Proofread a file; what is proved of its pages is kept for the next of its name."""
        sheets = {each.sheet.id: each.sheet for each in copy.binding.placed}
        key = key_of("proved", code_version("book"), self.volume.id, copy.name)
        proved = Proved(frozenset((self._made.get(key) or b"").decode().split()))
        for fault in faults(copy.binding, pdf, proved):
            raise FlorilegeError(
                "word-lost",
                exit_code=1,
                sheet=self._numbering.name(sheets[fault.sheet]),
                volume=self.volume.id,
                page=fault.page,
                context=(fault.expected or sheets[fault.sheet].title)[:80],
            )
        if proved.now != proved.known:
            self._made.put(key, "\n".join(sorted(proved.now)).encode())


def _facts(block: BookBlock) -> tuple[object, ...]:
    inks = block.inks
    return (
        block.standard,
        block.bleed,
        block.marks,
        block.pages,
        inks.colour,
        inks.limit,
        digest(inks.profile),
    )


def _lines_of(placed: Placed, leading: float) -> Iterator[tuple[int, Sequence[PageLine]]]:
    """The lines of each page of a sheet, given the leading in pt."""
    fragment = placed.fragment
    with Pdf.open(io.BytesIO(fragment.pdf)) as pages:
        for number, page in zip(placed.pages, pages.pages, strict=True):
            yield number, page_lines(page.Contents.read_bytes(), fragment.fonts, leading=leading / PX)


def metadata(anthology: Anthology, volume: Volume) -> Metadata:
    """The metadata of a tome's file; its date is the volume's, so that no clock is read."""
    series = series_statement(volume, volume.lang)
    tags = {tag: None for id in volume.essays for tag in anthology.catalogue.essays[id].tags}
    return Metadata(
        title=printed_field(volume, f"{volume.title} ({series})" if series else volume.title, volume.lang),
        author=listing([byline.name for byline in volume.editors], volume.lang),
        subject=printed_field(volume, volume.subtitle, volume.lang),
        keywords=", ".join(tags),
        lang=volume.lang,
        date=f"D:{volume.date:%Y%m%d}000000Z" if volume.date else "",
    )
