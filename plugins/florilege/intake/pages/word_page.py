"""A page that Word has saved → its comments and its title apart, its notes whole.

Microsoft documents no more than the names of its styles: what is looked for is what Word writes, with the
`mso-` styles of a whole page or, in a filtered one, with classes alone.
"""

import re
from collections.abc import Iterator
from typing import Any

from florilege.intake.arrival import Comment
from florilege.intake.said_words import words_of

_TITLE = re.compile(r"\bMso(Title|Subtitle)(?:CxSp\w+)?\b")
_AUTHOR = re.compile(r"mso-comment-author:\s*(?:\"([^\"]*)\"|([^;\"]+))")
_REFERENCE = re.compile(r"mso-comment-reference:\s*[^;]*_(\d+)")
_DATE = re.compile(r"mso-comment-date:\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)")
_PLACE = re.compile(r"_(?:msocom|msoanchor|com)_(\d+)")
_COMMENT = re.compile(r"mso-element:\s*comment(?!-)")
_LIST = re.compile(r"mso-element:\s*(?:comment|footnote|endnote)-list")
_NOTE = re.compile(r"mso-element:\s*(?:foot|end)note(?!-)")


def comments_of(root: Any) -> tuple[Comment, ...]:
    """The comments of a page, taken out of it, and the calls of them (`[EV1]`)."""
    places: dict[str, list[Any]] = {}
    for link in root.iter("a"):
        if match := _REFERENCE.search(link.get("style") or ""):
            places.setdefault(match[1], []).append(link)
    blocks = [
        each
        for each in root.iter("div")
        if _COMMENT.search(each.get("style") or "") or "msocomtxt" in (each.get("class") or "").split()
    ]
    whole = {*blocks}
    outer = [each for each in blocks if not any(above in whole for above in each.iterancestors("div"))]
    found = [_comment(each, places) for each in outer]
    for block in outer:
        block.drop_tree()
    for link in list(root.iter("a")):
        if {"msocomanchor", "msocomoff"} & {*(link.get("class") or "").split()}:
            _call_of(link).drop_tree()
    for rule in list(root.iter("hr")):
        if "msocomoff" in (rule.get("class") or "").split() or _is_of_list(rule):
            rule.drop_tree()
    return tuple(found)


def _comment(block: Any, places: dict[str, list[Any]]) -> Comment:
    names = [each.get(name) or "" for each in block.iter() for name in ("id", "name", "href")]
    number = next((match[1] for name in names if (match := _PLACE.search(name))), "")
    styles = [each.get("style") or "" for each in block.iter()]
    author = next((match for each in styles if (match := _AUTHOR.search(each))), None)
    who = (author[1] or author[2]).strip() if author else ""
    for link in list(block.iter("a")):
        if "msocomoff" in (link.get("class") or "").split():
            who = who or re.sub(r"[\[\]\d\s]", "", words_of(link))  # initials, where there is no more
            link.drop_tree()
    commented = places.get(number, [])
    date = next((match for each in commented if (match := _DATE.search(each.get("style")))), None)
    paragraphs = [words_of(each) for each in block.iter("p")] or [words_of(block)]
    return Comment(
        who,
        "{}-{}-{}T{}:{}".format(*date.groups()) if date else "",
        "\n\n".join(filter(None, paragraphs)),
        " ".join(filter(None, map(words_of, commented))),
    )


def _call_of(link: Any) -> Any:
    """A link to a comment, with the marks around it that show nothing else."""
    words = words_of(link)
    wider = [each for each in link.iterancestors("span") if words_of(each) == words]
    return wider[-1] if wider else link


def title_of(root: Any) -> dict[str, str]:
    """`title` and `subtitle`, as far as Word’s styles of these names tell them; taken out of the page."""
    found: dict[str, str] = {}
    for name, blocks in _styled(root):
        if name not in found:
            found[name] = " ".join(filter(None, map(words_of, blocks)))
            for each in blocks:
                each.drop_tree()
    return {name: words for name, words in found.items() if words}


def _styled(root: Any) -> Iterator[tuple[str, list[Any]]]:
    """Paragraphs in the styles of titles, those that follow each other together."""
    run: list[Any] = []
    before = ""
    for block in list(root.iter("p", "h1", "h2", "h3")):
        match = _TITLE.search(block.get("class") or "")
        name = match[1].lower() if match else ""
        if name != before and run:
            yield before, run
            run = []
        if name:
            run.append(block)
        before = name
    if run:
        yield before, run


def whole_note(block: Any) -> Any:
    """What holds all paragraphs of a note of which `block` is the first; `block` itself on other pages."""
    holders = (each for each in block.iterancestors("div") if _NOTE.search(each.get("style") or ""))
    return next(holders, block)


def _is_of_list(rule: Any) -> bool:
    """Whether a rule is the one above the notes or the comments."""
    return bool(_LIST.search(rule.getparent().get("style") or ""))
