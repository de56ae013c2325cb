"""An export of WordPress (WXR) → arrivals: its posts, with their pictures if those lie beside it.

Those that weren't published are drafts; of one that was private or behind a password it is said.

https://developer.wordpress.org/plugins/wordpress-org/ has no grammar; the names are those that exports bear.
Comments that were approved become letters, as drafts; one that no letter can be made of is kept beside the
essay. Mail and network addresses go nowhere.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from florilege.catalogue.ids import is_id, suggest_id
from florilege.diagnostics.problems import FlorilegeError
from florilege.intake.arrival import Arrival, Comment, ReceivedLetter, RefusedSource, Remarks
from florilege.intake.office import second_reader
from florilege.intake.office.archives import refused, xml
from florilege.intake.office_texts import Reading, Told, arrival
from florilege.intake.pages import html_document
from florilege.intake.plain_text import to_markdown
from florilege.reading.private_addresses import private_addresses

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_WP = re.compile(r"\{http://wordpress\.org/export/[\d.]+/\}(\w+)")
_EXCERPT = re.compile(r"\{http://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure|pre|hr|!--)\b", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s[^\[\]]*)?/?\]")
_CAPTION = re.compile(
    r"\[caption[^\]]*\]\s*(?P<image>(?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(?P<words>.*?)\[/caption\]",
    re.DOTALL,
)


def is_export(text: str) -> bool:
    """Whether a text is an export of WordPress."""
    return "<rss" in text[:3000] and "wordpress.org/export/" in text[:5000]


def posts_of(
    text: str, source: str, how: Reading, *, find: Callable[[str], bytes | None]
) -> Iterator[Arrival | RefusedSource]:
    """The posts of an export, each for itself. Raises `FlorilegeError` (2) for one that can't be read."""
    root = xml(text.encode())
    items = list(root.iter("item"))
    names = {
        _value(each, "author_login"): _value(each, "author_display_name")
        for each in root.iter()
        if _WP.fullmatch(str(each.tag)) and str(each.tag).endswith("}author")
    }
    written = [each for each in items if _value(each, "post_type") in ("post", "")]
    if not written:
        raise refused("source-posts")
    for item in written:
        name = f"{source}: {item.findtext('title') or _value(item, 'post_name')}"
        if _value(item, "status") in ("trash", "auto-draft", "inherit"):
            continue
        try:
            yield _post(item, name, names, how, find)
        except FlorilegeError as error:
            if error.exit_code != 2:
                raise
            yield RefusedSource(
                name, FlorilegeError(error.code, exit_code=2, **{**error.values, "file": name})
            )


def _value(item: Any, name: str) -> str:
    return next(
        (
            (each.text or "").strip()
            for each in item
            if (match := _WP.fullmatch(str(each.tag))) and match[1] == name
        ),
        "",
    )


def _post(
    item: Any, name: str, names: dict[str, str], how: Reading, find: Callable[[str], bytes | None]
) -> Arrival:
    remarks = Remarks()
    markup = _paragraphs(item.findtext(_CONTENT) or "", remarks)
    page = f"<html><body>{markup}</body></html>"
    root = html_document.parsed(page)
    said = second_reader.html_text(html_document.parsed(page))
    not_public = _value(item, "status") == "private" or bool(_value(item, "post_password"))
    if not_public:
        remarks.say("not-public", item.findtext("title") or name)
    html_document.leave_out_hidden(root, remarks, sheet={})
    comments = html_document.tidy(root, remarks, sheet={})
    login = item.findtext(_CREATOR) or ""
    author = names.get(login) or login
    terms = {
        (each.text or "").strip(): None
        for each in item.iter("category")
        if each.get("domain") in ("post_tag", "category") and (each.get("nicename") or "") != "uncategorized"
    }
    excerpt = next((each.text or "" for each in item if _EXCERPT.fullmatch(str(each.tag))), "")
    slug = suggest_id(unquote(_value(item, "post_name")))
    told = Told(
        title=" ".join((item.findtext("title") or "").split()),
        authors=(author,) if author else (),
        date=_value(item, "post_date")[:10].replace("0000-00-00", ""),
        abstract=" ".join(re.sub(r"<[^<>]*>", "", excerpt).split()),
        tags=tuple(each for each in terms if each and each.casefold() not in ("non classé", "uncategorized")),
        id=slug if is_id(slug) else "",
        comments=comments,
        is_draft=not_public or _value(item, "status") not in ("publish", ""),
    )
    letters, others = _answers(item, remarks)
    tree = html_document.tree_of(root)
    made = arrival(tree, name, remarks, how, find=by_upload(find), said=said, told=told)
    return replace(made, letters=letters, comments=(*made.comments, *others))


def by_upload(find: Callable[[str], bytes | None]) -> Callable[[str], bytes | None]:
    """What finds a picture of `wp-content/uploads/`: there beside the export, in `uploads`, or by name."""

    def found(address: str) -> bytes | None:
        path = unquote(urlsplit(address).path)
        below = path.partition("/uploads/")[2]
        name = PurePosixPath(path).name
        whole = re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w+$)", "", name)  # a smaller copy that WordPress has made
        places = [
            path.lstrip("/"),
            *(posixpath.join(top, below) for top in ("wp-content/uploads", "uploads", "") if below),
        ]
        places += [posixpath.join(posixpath.dirname(each), whole) for each in places] + [name, whole]
        return next((content for each in places if (content := find(each)) is not None), None)

    return found


def _paragraphs(content: str, remarks: Remarks) -> str:
    """The markup of a post, whose paragraphs may be but lines apart (wpautop), without shortcodes."""
    content = _CAPTION.sub(r"<figure>\g<image><figcaption>\g<words></figcaption></figure>", content)

    def shortcode(match: re.Match[str]) -> str:
        name = re.sub(r"\W", " ", match[0]).split()[0]
        if name.lower() not in _KNOWN and "=" not in match[0] and "_" not in match[0]:
            return match[0]  # words in brackets
        remarks.say("template", match[0], dropped=match[0])
        return ""

    content = _SHORTCODE.sub(shortcode, re.sub(r"<!--.*?-->", "", content, flags=re.DOTALL))
    if re.search(r"<p\b", content, re.IGNORECASE):
        return content
    pieces = [each.strip() for each in re.split(r"\n\s*\n", content.replace("\r\n", "\n")) if each.strip()]
    return "\n".join(
        each if _BLOCKS.match(each) else "<p>" + each.replace("\n", "<br>\n") + "</p>" for each in pieces
    )


_KNOWN = frozenset(("gallery", "embed", "video", "audio", "playlist", "caption", "youtube", "contact-form"))


def _answers(item: Any, remarks: Remarks) -> tuple[tuple[ReceivedLetter, ...], tuple[Comment, ...]]:
    """The letters that the approved comments of a post make, the oldest first; the other comments.

    What somebody sent twice on one day is one letter.
    """
    letters: dict[str, ReceivedLetter] = {}
    comments: list[Comment] = []
    seen: dict[tuple[str, str, str], str] = {}
    first: dict[str, str] = {}
    for number, parent, comment in sorted(_comments(item, remarks), key=_age):
        who = comment.who
        named = bool(re.search(r"[^\W\d_]", who)) and not re.search(r"[@/<>]|\.\w{2,}$", who)
        sent = (who, comment.when, " ".join(comment.words.split()))
        first[number] = seen.setdefault(sent, number)
        if first[number] != number or not (
            named and re.fullmatch(r"\d{4}-\d\d-\d\d", comment.when) and comment.words
        ):
            remarks.say("comment", comment.words)
            comments.append(comment)
            continue
        taken = {each.id for each in letters.values()}
        wanted = suggest_id(who)
        stem = wanted if is_id(wanted) else "lettre"
        number_of = (f"{stem[:58]}-{n}" for n in count(2))
        id = next(each for each in chain([stem], number_of) if each not in taken)
        answered = letters.get(first.get(parent, parent))
        letters[number or f"#{len(letters)}"] = ReceivedLetter(
            id=id,
            who=who,
            date=comment.when,
            markdown=to_markdown(comment.words),
            answers=answered.id if answered else "",
        )
        remarks.say("comment-letter", f"{who}: {comment.words}")
    return tuple(letters.values()), tuple(comments)


def _age(one: tuple[str, str, Comment]) -> tuple[str, int]:
    """What comments are sorted by: the day, then the number."""
    return one[2].when, int(one[0]) if one[0].isdecimal() else 0


def _comments(item: Any, remarks: Remarks) -> Iterator[tuple[str, str, Comment]]:
    """Those that were approved, and are words, each with its number and that of the one that it answers."""
    for each in item:
        match = _WP.fullmatch(str(each.tag))
        is_comment = match is not None and match[1] == "comment"
        approved = is_comment and _value(each, "comment_approved") == "1"
        if approved and _value(each, "comment_type") in ("", "comment"):
            who = " ".join(unescape(_value(each, "comment_author")).split())
            comment = Comment(
                "" if [*private_addresses(who)] else who,
                _value(each, "comment_date")[:10],
                _words(_value(each, "comment_content"), remarks),
            )
            yield _value(each, "comment_id"), _value(each, "comment_parent"), comment


def _words(content: str, remarks: Remarks) -> str:
    """The words of a comment, in paragraphs; a line with an address of somebody is left out, and told."""
    broken = re.sub(r"</p>|<br\s*/?>\s*<br\s*/?>", "\n\n", content.replace("\r\n", "\n"))
    text = unescape(re.sub(r"<[^<>]*>", "", re.sub(r"<br\s*/?>", "\n", broken)))
    kept = []
    for line in re.sub(r"\n[ \t]*\n\s*", "\n\n", text.strip()).split("\n"):
        if [*private_addresses(line)]:
            remarks.say("comment-address")
        else:
            kept.append(line.strip())
    return "\n".join(kept).strip()
