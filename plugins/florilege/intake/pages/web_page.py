"""A saved page of a blog → an arrival: its main text, without menus, sharing, comments and the like.

Where the main text is, trafilatura tells; the text itself is then taken from the page, so that its notes,
figures and emphasis stay as they are. All that is left out stands in comments.md.
"""

import re
from collections.abc import Callable
from typing import Any

from florilege.diagnostics.problems import FlorilegeError
from florilege.intake.arrival import Arrival, Remarks
from florilege.intake.office import second_reader
from florilege.intake.office_texts import Reading, Told, arrival
from florilege.intake.pages import html_document
from florilege.intake.pandoc.beginnings import key_of, names_of

_AROUND = ("nav", "header", "footer", "aside", "form", "dialog")
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharedaddy|social|related|jp-relatedposts|comments?|respond|newsletter|"
    r"subscribe|cookie|sidebar|breadcrumbs?|pagination|post-navigation|entry-meta|entry-footer|adsbygoogle|"
    r"author-box|widget|likes?|partage|abonnement)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(r"microsoft word|libreoffice|openoffice|google docs|pages|textedit", re.IGNORECASE)
_DOCUMENT = re.compile(r"doc-content|mso-|WordSection|themes\.googleusercontent")
_SAME = 40
"""The first letters of a paragraph by which it is found again in the page."""


def is_web_page(root: Any, text: str) -> bool:
    """Whether a page is one of a site, and not a document that a word processor has saved."""
    generator = " ".join(
        each.get("content", "") for each in root.iter("meta") if each.get("name", "").lower() == "generator"
    )
    if _WRITTEN_BY.search(generator) or _DOCUMENT.search(text[:5000]):
        return False
    return next(root.iter("article", "nav", "main", "footer", "aside", "script"), None) is not None


def web_page(
    text: str, source: str, remarks: Remarks, how: Reading, *, find: Callable[[str], bytes | None]
) -> Arrival:
    """The essay of a saved page. Raises `FlorilegeError` (2) for one without any text."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise FlorilegeError("converter-missing", what="trafilatura", package="word") from error
    root = html_document.parsed(text)
    found: Any = bare_extraction(text, include_comments=False, favor_recall=True, with_metadata=True)
    if found is None:
        raise FlorilegeError("source-unreadable", exit_code=2, why="source-no-text", limit="")
    sheet = html_document.styles(root)
    holder = _holder(root, [each for each in (found.text or "").split("\n") if each.strip()])
    html_document.leave_out_hidden(holder, remarks, sheet={})
    comments = html_document.tidy(root, remarks, sheet=sheet)
    left = [*_taken_out(holder), *_outside(root, holder)]
    title = found.title or ""
    left = [each for each in left if key_of(each) != key_of(title)]
    if left:
        remarks.say("page-around", left[0])
    said = html_document.without_marks(second_reader.html_text(holder))
    tree = html_document.tree_of(holder)
    told = Told(
        title=title,
        authors=names_of(found.author or ""),
        date=found.date or "",
        lang=(root.get("lang") or "").replace("_", "-"),
        tags=tuple(found.tags or ()),
        comments=comments,
        left_out=tuple(left),
    )
    return arrival(tree, source, remarks, how, find=find, said=said, told=told)


def _holder(root: Any, paragraphs: list[str]) -> Any:
    """The innermost element that holds nearly all paragraphs of the main text."""
    keys = [key_of(each)[:_SAME] for each in paragraphs if len(key_of(each)) >= 8]
    best = root.find("body") if root.find("body") is not None else root
    while True:
        inner = [
            child
            for child in best
            if isinstance(child.tag, str) and _held(child, keys) >= 0.9 * max(_held(best, keys), 1)
        ]
        if len(inner) != 1 or not keys or inner[0].tag in ("p", "ul", "ol", "table", "blockquote"):
            return best
        best = inner[0]


def _held(element: Any, keys: list[str]) -> int:
    whole = key_of("".join(element.itertext()))
    return sum(key in whole for key in keys)


def _taken_out(holder: Any) -> list[str]:
    """What stands in the main text's element and is no part of it: taken out, its words given back."""
    left: list[str] = []
    for element in list(holder.iter()):
        if element is holder or element.getparent() is None or not isinstance(element.tag, str):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in _AROUND or (element.tag not in ("a", "span", "p") and _JUNK.search(named)):
            words = " ".join(second_reader.html_text(element).split())
            if words:
                left.append(words)
            element.drop_tree()
    return left


def _outside(root: Any, holder: Any) -> list[str]:
    """What stands in the page outside of the main text, block by block."""
    left: list[str] = []
    body = root.find("body")
    path = {id(each) for each in (holder, *holder.iterancestors())}

    def walk(element: Any) -> None:
        for child in element:
            if child is holder or not isinstance(child.tag, str):
                continue
            if id(child) in path:
                walk(child)
                continue
            words = " ".join(second_reader.html_text(child).split())
            if words:
                left.append(words)

    if body is not None and holder is not body:
        walk(body)
    return left
