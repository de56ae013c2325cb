"""HTML of a word processor, of Google Docs, of a mail or a blog → the same as plain HTML for Pandoc.

Bold and italics that stand in style sheets become elements, notes made of two links that lead to each other
become marks that `with_notes` turns into notes of Pandoc's tree, captions become those of figures.
"""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree, html

from florilege.diagnostics.problems import FlorilegeError
from florilege.intake.arrival import Comment, Remarks
from florilege.intake.pages import word_page
from florilege.intake.pandoc import running
from florilege.intake.pandoc.pandoc_tree import Node, Nodes, on_blocks, on_inlines, text
from florilege.intake.said_words import words_of

_CALL_OPEN, _CALL_CLOSE = "\ue0e1", "\ue0e2"
_NOTE_ID = "florilege-note-"
_CALL = re.compile(f"{_CALL_OPEN}([^{_CALL_CLOSE}]*){_CALL_CLOSE}")
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "meta",
    "link",
    "svg",
)
_CONTROLS = ("button", "select", "textarea")
"""What is pressed or filled in on a page: its words are told, and left out."""
_FRAMES = ("iframe", "video", "audio", "object", "embed")
_INVITATIONS = frozenset(("subscription-widget-wrap", "subscription-widget-wrap-editor", "button-wrapper"))
"""Classes of what a post holds for its network, and no reader of a book wants."""
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_NO_PAGE = re.compile(r"\bmsocom")
"""Classes of comments, which Word hides until their call is pointed at."""
_MAX_DEPTH = 200
_NUMBER = re.compile(r"\s*\[?\s*(?:\d{1,3}|[*†‡a-z]|[ivxlc]{1,5})\s*\]?\s*")
_LOOKS = (
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)"), "strong"),
    (re.compile(r"font-style:\s*italic"), "em"),
    (re.compile(r"vertical-align:\s*super"), "sup"),
    (re.compile(r"vertical-align:\s*sub"), "sub"),
    (re.compile(r"text-decoration[^;]*:\s*line-through"), "del"),
)
_COLOUR = re.compile(
    r"(?<![-\w])color:\s*(?!#000|black|inherit|windowtext|rgb\(0,\s*0,\s*0\)|#[0-4][0-9a-f]{5}\b)[#\w]"
)


def parsed(source: str) -> Any:
    """The root of a page. Raises `FlorilegeError` (2) for one that is empty or nested beyond sense."""
    parser = html.HTMLParser(no_network=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FlorilegeError("source-unreadable", exit_code=2, why="source-empty", limit="") from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise FlorilegeError("source-unreadable", exit_code=2, why="source-damaged", limit="")
    return root


def styles(root: Any) -> dict[str, str]:
    """What the style sheets of a page say of each class."""
    found: dict[str, str] = {}
    for sheet in root.iter("style"):
        for name, rules in _RULE.findall((sheet.text or "")[:500_000]):
            found[name] = f"{found.get(name, '')};{rules.lower()}"
    return found


def tidy(root: Any, remarks: Remarks, *, sheet: dict[str, str]) -> tuple[Comment, ...]:
    """Change a page into what Pandoc reads without loss; comments of Word and Google Docs are taken out."""
    comments = (*word_page.comments_of(root), *_google_comments(root))
    for comment in comments:
        remarks.say("comment", comment.words, dropped=comment.words)
    _mark_notes(root)
    _without_invitations(root, remarks)
    _plain_code(root)
    for element in list(root.iter(*_FRAMES)):
        remarks.say("object", element.get("src") or element.get("data") or element.tag)
        element.drop_tree()
    for element in list(root.iter("form")):
        element.tag = "div"
    for element in list(root.iter(*_CONTROLS)):
        if words := words_of(element):
            remarks.say("invitation", words, dropped=words)
        element.drop_tree()
    for element in list(root.iter("svg")):
        if words := words_of(element):
            remarks.say("object", words, dropped=words)
    _ruby(root)
    _dividers(root)
    for element in list(root.iter(*_UNSEEN)):
        if element.getparent() is not None and element.tag != "head":
            element.drop_tree()
    for element in list(root.iter(etree.Comment)):
        if element.getparent() is not None:
            element.drop_tree()
    _show_looks(root, sheet, remarks)
    _captions(root)
    for image in root.iter("img"):
        lazy = image.get("data-src") or image.get("data-lazy-src") or image.get("data-original")
        if lazy and (not image.get("src") or image.get("src", "").startswith("data:image/gif")):
            image.set("src", lazy)
    return comments


def _without_invitations(root: Any, remarks: Remarks) -> None:
    """Leave out what Substack and Medium put into a post: boxes to subscribe, the title once more, a rule."""
    titles = {_letters(each) for each in root.iter("h1")}
    for element in list(root.iter("div", "p", "hr", "h2", "h3", "h4")):
        classes = {*(element.get("class") or "").split()}
        again = "graf--title" in classes and _letters(element) in titles
        if again or classes & _INVITATIONS:
            words = words_of(element)
            if words:
                remarks.say("title-twice" if again else "invitation", words, dropped=words)
            element.drop_tree()


def _ruby(root: Any) -> None:
    """How characters are read, in brackets, as browsers that know no ruby show it."""
    for element in root.iter("rt"):
        around = element.getparent()
        if around is not None and not [*around.iter("rp")] and (element.text or len(element)):
            element.text = f"({element.text or ''}"
            last = element[-1] if len(element) else None
            if last is None:
                element.text += ")"
            else:
                last.tail = f"{last.tail or ''})"


def _dividers(root: Any) -> None:
    """The rules of Medium, which puts one above each section: above the first there is nothing to part."""
    found = [each for each in root.iter("hr") if "section-divider" in (each.get("class") or "")]
    for element in found[:1]:
        element.drop_tree()


def _letters(element: Any) -> str:
    return "".join(filter(str.isalnum, "".join(element.itertext()))).casefold()


def _plain_code(root: Any) -> None:
    """Of the classes of code, the name of its language: to Pandoc all are such."""
    for element in list(root.iter("pre", "code")):
        named = [
            each.removeprefix("language-").removeprefix("lang-")
            for each in (element.get("class") or "").split()
            if each.startswith(("language-", "lang-", "sourceCode"))
        ]
        element.set("class", " ".join(named)) if named else element.attrib.pop("class", None)


def leave_out_hidden(root: Any, remarks: Remarks, *, sheet: dict[str, str]) -> None:
    """Take out of an element what a reader doesn't see, and name its words."""
    found = [each for each in root.iterdescendants() if isinstance(each.tag, str) and _is_hidden(each, sheet)]
    hidden = {*found}
    for element in found:
        words = words_of(element)
        if words and not any(each in hidden for each in element.iterancestors()):
            remarks.say("hidden", words, dropped=words)
            element.drop_tree()


def _is_hidden(element: Any, sheet: dict[str, str]) -> bool:
    if element.tag in _UNSEEN or element.tag == "body" or _NO_PAGE.search(element.get("class") or ""):
        return False
    if element.get("hidden", "until-found").lower() != "until-found":
        return True
    classes = (element.get("class") or "").split()
    return any(
        _HIDDEN.search(rules) for rules in (element.get("style") or "", *(sheet.get(c, "") for c in classes))
    )


def tree_of(root: Any) -> dict[str, Any]:
    """Pandoc's tree of a page that was made tidy, its notes in their places."""
    body = root.find("body")
    markup = etree.tostring(
        root if body is None else body, encoding="unicode", method="html", with_tail=False
    )
    tree = running.read(f"<html>{markup}</html>".encode(), "html-auto_identifiers-native_spans+native_divs")
    return {**tree, "blocks": with_notes(tree["blocks"])}


def with_notes(blocks: Nodes) -> Nodes:
    """The text with notes in the place of their calls."""
    notes: dict[str, Nodes] = {}

    def gathered(siblings: Nodes) -> Nodes:
        made: Nodes = []
        for block in siblings:
            name = block["c"][0][0] if block["t"] == "Div" else ""
            if name.startswith(_NOTE_ID):
                notes[name.removeprefix(_NOTE_ID)] = block["c"][1]
            elif block["t"] in ("OrderedList", "BulletList") and not _holds_anything(block):
                continue
            else:
                made.append(block)
        return made

    def called(inlines: Nodes) -> Nodes:
        made: Nodes = []
        for node in inlines:
            if node["t"] == "Str" and _CALL_OPEN in node["c"]:
                made += _calls(node["c"], notes)
            elif node["t"] == "Superscript" and all(each["t"] in ("Note", "Space") for each in node["c"]):
                made += node["c"]
            else:
                made.append(node)
        return made

    blocks = on_blocks(blocks, gathered)
    return on_inlines(blocks, called)  # type: ignore[no-any-return]


def without_marks(words: str) -> str:
    """The words of a page that was made tidy, without the marks of its notes."""
    return _CALL.sub("", words)


def _holds_anything(block: Node) -> bool:
    items = block["c"] if block["t"] == "BulletList" else block["c"][1]
    return bool(text(items).strip()) or "Image" in str(items)


def _calls(words: str, notes: dict[str, Nodes]) -> Iterable[Node]:
    place = 0
    for match in _CALL.finditer(words):
        if match.start() > place:
            yield {"t": "Str", "c": words[place : match.start()]}
        if match[1] in notes:
            yield {"t": "Note", "c": notes[match[1]]}
        place = match.end()
    if place < len(words):
        yield {"t": "Str", "c": words[place:]}


def _mark_notes(root: Any) -> None:
    """Each call of a note becomes a mark, and the note a division: a link to a block that links back."""
    places = {name: each for each in root.iter() for name in (each.get("id"), each.get("name")) if name}
    number = 0
    for call in list(root.iter("a")):
        target = places.get(call.get("href", "")[1:]) if call.get("href", "").startswith("#") else None
        if target is None or not _NUMBER.fullmatch("".join(call.itertext())):
            continue
        block = _block_of(target)
        own = {
            call.get("id"),
            call.get("name"),
            *(each.get("id") for each in call.iterancestors("sup", "span")),
        }
        own |= {each.get("name") or each.get("id") for each in call.iter()} - {None}
        if block is None or any(each is block for each in call.iterancestors()):
            continue
        back = [
            each
            for each in block.iter("a")
            if each.get("href", "").startswith("#") and each.get("href", "")[1:] in own - {None}
        ]
        if not back:
            continue
        number += 1
        block = word_page.whole_note(block)
        for each in back:
            each.drop_tree()
        for each in list(block.iter("sup")):
            if not "".join(each.itertext()).strip():
                each.drop_tree()
        holder = html.Element("div", id=f"{_NOTE_ID}{number}")
        parent = block.getparent()
        if block.tag == "li":
            for child in list(block):
                holder.append(child)
            holder.text, block.text = block.text, None
            block.append(holder)
        else:
            parent.replace(block, holder)
            holder.tail, block.tail = block.tail, None
            holder.append(block)
        for each in holder.iterancestors():
            each.attrib.pop("role", None)  # Pandoc drops a part whose role is `doc-endnotes`
        _replaced(call, f"{_CALL_OPEN}{number}{_CALL_CLOSE}")


def _block_of(element: Any) -> Any:
    for each in (element, *element.iterancestors()):
        if each.tag in ("p", "li", "div", "aside", "dd", "td"):
            return each
    return None


def _replaced(element: Any, words: str) -> None:
    element.tail = words + (element.tail or "")
    element.drop_tree()


def _google_comments(root: Any) -> tuple[Comment, ...]:
    """Google Docs writes comments as notes called `cmnt1`, at the end of the page."""
    found: list[Comment] = []
    for anchor in list(root.iter("a")):
        match = re.fullmatch(r"cmnt(\d+)", anchor.get("id") or anchor.get("name") or "")
        if match and (block := _block_of(anchor)) is not None:
            holder = block.getparent() if block.getparent().tag == "div" else block
            anchor.drop_tree()
            found.append(Comment("", "", words_of(holder)))
            holder.drop_tree()
    for anchor in list(root.iter("a")):
        if re.fullmatch(r"#cmnt\d+", anchor.get("href", "")):
            above = anchor.getparent()
            (above if above.tag == "sup" else anchor).drop_tree()
    return tuple(found)


def _show_looks(root: Any, sheet: dict[str, str], remarks: Remarks) -> None:
    """What a style makes bold or italic becomes so by its element."""
    for element in list(root.iter("span", "font", "b", "i")):
        looks = ";".join(
            (
                *(sheet.get(name, "") for name in (element.get("class") or "").split()),
                element.get("style") or "",
            )
        ).lower()
        words = words_of(element)
        if element.tag in ("b", "i") and re.search(r"font-(?:weight|style):\s*normal", looks):
            element.tag = "span"  # Google Docs pastes all of a text within such
        if not words or any(
            each.tag in ("h1", "h2", "h3", "h4", "h5", "h6") for each in element.iterancestors()
        ):
            continue
        if _COLOUR.search(looks) and next(element.iterancestors("a"), None) is None:
            remarks.say("coloured", words)
        for pattern, tag in _LOOKS:
            if pattern.search(looks) and element.tag not in ("b", "i"):
                inner = html.Element(tag)
                inner.text, element.text = element.text, None
                for child in list(element):
                    inner.append(child)
                element.append(inner)


def _captions(root: Any) -> None:
    """Pictures of WordPress and Blogger with their captions, as figures."""
    for holder in list(root.iter("div", "table")):
        classes = holder.get("class") or ""
        if not re.search(r"\b(?:wp-caption|tr-caption-container|caption)\b", classes):
            continue
        image = next(holder.iter("img"), None)
        caption = next(
            (
                each
                for each in holder.iter()
                if re.search(r"caption-text|tr-caption\b", each.get("class") or "") and each is not holder
            ),
            None,
        )
        if image is None or caption is None:
            continue
        figure = html.Element("figure")
        words = html.Element("figcaption")
        words.text = caption.text
        words.extend(list(caption))
        figure.append(
            html.Element("img", **{k: image.get(k) for k in ("src", "alt", "data-src") if image.get(k)})
        )
        figure.append(words)
        figure.tail = holder.tail
        holder.getparent().replace(holder, figure)
