"""A file of a word processor, HTML, RTF → an arrival: read by Pandoc, cleaned, its words counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from florilege.catalogue.same_language import same_language
from florilege.intake.arrival import Arrival, Comment, Remarks
from florilege.intake.office import open_document, rich_text, second_reader, word_docx
from florilege.intake.pages import html_document, word_page
from florilege.intake.pandoc import running
from florilege.intake.pandoc.beginnings import names_of
from florilege.intake.pandoc.cleaning import clean, described
from florilege.intake.pandoc.followed_changes import Changes
from florilege.intake.received_pictures import ReceivedPictures
from florilege.intake.word_comparison import compare, words_of, words_of_markdown
from florilege.language.told_language import told_language
from florilege.runtime.workers import Workers

_NO_TITLE = ("microsoft word", "document", "sans titre", "untitled", "normal", "présentation", "titre")
"""How titles begin that a word processor gives by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How sources are read: with whose processes, and what becomes of changes that were followed."""

    pool: Workers
    changes: Changes = "accept"
    lang: str = "fr"
    """That of the anthology."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a text besides its tree."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    lang: str = ""
    abstract: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""
    is_draft: bool = False
    license: str = ""
    guessed_title: str = ""
    """One that is taken where the text itself has none; likewise who signed."""
    guessed_author: str = ""
    comments: tuple[Comment, ...] = ()
    left_out: tuple[str, ...] = ()


def docx(content: bytes, source: str, how: Reading) -> Arrival:
    """The essay of a .docx. Raises `FlorilegeError` (2) for what can't be read or is hostile."""
    remarks = Remarks()
    office = word_docx.prepare(content, remarks)
    tree = running.read(office.content, office.format, "--track-changes=all")
    said = second_reader.docx_text(content, rejected=how.changes == "reject")
    told = Told(guessed_title=office.title, guessed_author=office.creator, lang=office.lang)
    return arrival(tree, source, remarks, how, find=office.media.get, said=said, told=told)


def odt(content: bytes, source: str, how: Reading) -> Arrival:
    """The essay of an .odt. Raises `FlorilegeError` (2) for what can't be read or is hostile."""
    remarks = Remarks()
    office, meta, comments = open_document.prepare(content, remarks, how.changes)
    tree = running.read(office.content, office.format)
    tree["meta"] = {**tree.get("meta", {}), **meta}
    tree["blocks"] = described(tree["blocks"], office.descriptions)
    said = second_reader.odt_text(content, rejected=how.changes == "reject")
    told = Told(
        guessed_title=office.title, guessed_author=office.creator, lang=office.lang, comments=comments
    )
    return arrival(tree, source, remarks, how, find=office.media.get, said=said, told=told)


def rtf(content: bytes, source: str, how: Reading) -> Arrival:
    """The essay of an RTF file. Raises `FlorilegeError` (2) for what can't be read."""
    remarks = Remarks()
    read = rich_text.read(content, remarks)
    tree = {**running.read(b"", "markdown"), "meta": read.meta, "blocks": read.blocks}
    said = second_reader.rtf_text(content)
    told = Told(guessed_title=read.title, guessed_author=read.creator, comments=read.comments)
    return arrival(tree, source, remarks, how, find=read.media.get, said=said, told=told)


def html(
    text: str, source: str, remarks: Remarks, how: Reading, *, find: Callable[[str], bytes | None]
) -> Arrival:
    """The essay of a document in HTML, such as a word processor saves. Raises as the others do."""
    root = html_document.parsed(text)
    said = second_reader.html_text(html_document.parsed(text))
    sheet = html_document.styles(root)
    heading = (root.findtext(".//title") or "").strip()
    lang = root.get("lang") or ""
    html_document.leave_out_hidden(root, remarks, sheet=sheet)
    above = word_page.title_of(root)
    comments = html_document.tidy(root, remarks, sheet=sheet)
    tree = html_document.tree_of(root)
    tree["meta"] |= {name: {"t": "MetaString", "c": words} for name, words in above.items()}
    told = Told(guessed_title=heading, lang=lang, comments=comments)
    return arrival(tree, source, remarks, how, find=find, said=said, told=told)


def arrival(
    tree: Mapping[str, Any],
    source: str,
    remarks: Remarks,
    how: Reading,
    *,
    find: Callable[[str], bytes | None],
    said: str,
    told: Told,
) -> Arrival:
    """The essay of a tree. `said` is all that the source says, by a reader that isn't Pandoc."""
    pictures = ReceivedPictures(find, how.pool, remarks)
    cleaned = clean(dict(tree), remarks, changes=how.changes, picture_name=pictures.name, title=told.title)
    beginning = cleaned.beginning
    words = [*words_of(beginning.typed), *words_of_markdown(cleaned.markdown)]
    lang = _language(told.lang, cleaned.markdown, remarks, how)
    left_out = [word for each in told.left_out for word in words_of(each)]
    dropped = [word for each in remarks.made for word in words_of(each.dropped)]
    compared = compare(words_of(said), words, [*dropped, *left_out])
    return Arrival(
        source=source,
        markdown=cleaned.markdown,
        title=beginning.title or told.title or _guessed_title(told, remarks),
        subtitle=beginning.subtitle,
        authors=told.authors or beginning.authors or _guessed_author(told, remarks),
        date=told.date or beginning.date,
        abstract=told.abstract or beginning.abstract,
        tags=told.tags,
        lang=lang,
        license=told.license,
        id=told.id,
        is_draft=told.is_draft,
        pictures=pictures.files,
        comments=(*cleaned.comments, *told.comments),
        left_out=told.left_out,
        remarks=tuple(remarks.made),
        lost=compared.lost,
    )


def _language(named: str, markdown: str, remarks: Remarks, how: Reading) -> str:
    """The language that the words tell; a file often names that of its template, or of a spelling checker."""
    said = told_language(markdown)
    if not said:
        if named and not same_language(named, how.lang):
            remarks.say("lang-of-file", named)
        return named
    if named and not same_language(named, said):
        remarks.say("lang-told", f"{named} → {said}")
        return said
    return named or said


def _guessed_title(told: Told, remarks: Remarks) -> str:
    title = " ".join(told.guessed_title.split())
    if not title or title.casefold().startswith(_NO_TITLE):
        return ""
    remarks.say("title-of-file", title)
    return title


def _guessed_author(told: Told, remarks: Remarks) -> tuple[str, ...]:
    """Who the file says wrote it, where that is a person: often it is whose machine it was."""
    names = names_of(told.guessed_author)
    if names:
        remarks.say("author-of-file", told.guessed_author)
    return names
