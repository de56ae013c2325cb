"""Documents → what leads through an e-book: contents, landmarks, the pages of the printed tome."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from florilege.epub.documents import COVER, INDEX, TITLE, Document, Ebook, templates
from florilege.epub.printed_pages import page_id

NAV = "tome--contents"
"""The contents: like the sheet of the tome that has them."""


class Navigation:
    """What leads through an e-book: contents, landmarks, pages."""

    def __init__(self, book: Ebook, read: Sequence[Document]) -> None:
        self.book = book
        self.title = book.words["contents"]
        self.entries: list[tuple[Document, list[Document]]] = []
        for each in read:
            if each.is_listed and each.depth == 1:
                self.entries.append((each, []))
            elif each.is_listed:
                self.entries[-1][1].append(each)
        # Where the tome has them: behind title and imprint.
        before = next(number for number, each in enumerate(read) if each.is_listed)
        contents = Document(
            id=NAV, title=self.title, lang=book.lang, body="", pages=book.pages_of(NAV), is_listed=False
        )
        order = (*read[:before], contents, *read[before:])
        self.pages = sorted((page, f"{each.file}#{page_id(page)}") for each in order for page in each.pages)
        targets = chain.from_iterable(
            (
                *((each.file,) if each.is_listed else ()),
                *(f"{each.file}#{page_id(page)}" for page in each.pages),
            )
            for each in order
        )
        self.plays = {target: number for number, target in enumerate(targets, 1)}
        self.landmarks = [*self._landmarks(read)]
        body = templates().get_template("nav.xhtml").render(book=book, words=book.words, **self.values)
        self.contents = replace(contents, body=body)
        self.order = (*order[:before], self.contents, *order[before + 1 :])
        """All documents, in reading order."""

    def _landmarks(self, read: Sequence[Document]) -> Iterable[tuple[str, str, str]]:
        words = self.book.words
        for each in read:
            if each.id == COVER:
                yield "cover", each.file, words["cover"]
            if each.id == TITLE:
                yield "titlepage", each.file, words["title_page"]
        yield "toc", f"{NAV}.xhtml", self.title
        begins = next((each for each in read if each.kind in ("part", "chapter")), None)
        if begins:
            yield "bodymatter", begins.file, words["begin"]
        for each in read:
            if each.id == INDEX:
                yield "index", each.file, each.title

    @staticmethod
    def label(entry: Document) -> str:
        """« Title, by whom », in plain text."""
        return f"{entry.title}, {entry.by}" if entry.by else entry.title

    def link(self, entry: Document) -> Markup:
        """The link to a document, with who signs it."""
        lang = self.book.lang
        title = Markup('<span lang="{}">{}</span>').format(entry.lang, entry.title)
        title = Markup.escape(entry.title) if entry.lang == lang else title
        by = Markup(', <span class="by">{}</span>').format(entry.by) if entry.by else ""
        part = Markup(' class="of-part"') if entry.kind == "part" else ""
        return Markup('<a href="{}"{}>{}{}</a>').format(entry.file, part, title, by)

    @property
    def values(self) -> Mapping[str, object]:
        """What the templates of contents ask for."""
        names = ("title", "entries", "landmarks", "pages", "plays", "label", "link")
        return {name: getattr(self, name) for name in names}
