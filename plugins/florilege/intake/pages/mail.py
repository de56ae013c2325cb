"""A mail (.eml, RFC 5322) → arrivals: its text, or the documents that are attached to it.

What mail programs and offices add (signatures, answers quoted below, disclaimers) is left out and told. Mail
addresses go nowhere.
"""

import email
import email.policy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from typing import Any, NamedTuple

from florilege.intake.arrival import Arrival, RefusedSource, Remark, Remarks, shortened
from florilege.intake.office import second_reader
from florilege.intake.office.archives import refused
from florilege.intake.office_texts import Reading, Told, arrival
from florilege.intake.pages import html_document, letter_words
from florilege.intake.pandoc.beginnings import names_of
from florilege.intake.plain_arrivals import text_arrival
from florilege.intake.received_bytes import decode
from florilege.intake.received_pictures import ReceivedPictures
from florilege.intake.said_words import words_of

DOCUMENTS = (".docx", ".docm", ".odt", ".rtf", ".doc", ".pdf", ".pages", ".md", ".txt")
_PICTURES = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/avif", "image/tiff")
_MAX_PARTS = 300

_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|tr|rép|ref|réf|wg|aw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_ANSWER = re.compile(
    r"^\s*(?:(?:le|on|am)\b.{5,200}\b(?:a écrit|wrote|schrieb)\b.{0,80}:\s*$"
    r"|-{2,}\s*(?:original message|message d[’']origine|forwarded message|message transféré)\s*-{2,}"
    r"|_{20,}\s*$|(?:de|from|von)\s?:\s.+@)",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"^\s*(?:ce (?:message|courriel|mail|courrier)\b.{0,120}(?:confidenti|destinataire)"
    r"|this (?:e-?mail|message)\b.{0,120}(?:confidential|intended)"
    r"|diese (?:e-?mail|nachricht)\b.{0,120}vertraulich"
    r"|(?:envoyé|expédié) (?:de|depuis) mon |sent from my |gesendet von |(?:pensez|please consider).{0,60}"
    r"(?:environnement|environment)|.{0,40}(?:garanti sans virus|virus-free))",
    re.IGNORECASE | re.DOTALL,
)
_QUOTES = (
    "//blockquote[@type='cite']",
    "//*[contains(@class,'gmail_quote')]",
    "//*[contains(@class,'yahoo_quoted')]",
    "//*[contains(@class,'moz-cite-prefix')]",
    "//*[@id='divRplyFwdMsg']",
)
_SIGNATURES = (
    "//*[contains(@class,'gmail_signature')]",
    "//*[contains(@class,'moz-signature')]",
    "//*[@id='Signature' or @id='signature']",
)

_HEADING = re.compile(r"#[ ]+(?P<atx>\S.*?)[ #]*|(?P<setext>\S.*?)[ ]*\n=+[ ]*")
"""The title of a text, which says more than the subject of its mail."""

Opened = Callable[[bytes, str], Iterator[Arrival | RefusedSource]]


class _Head(NamedTuple):
    """What stands above a mail: its subject, the name of who sent it, and the day (ISO 8601)."""

    subject: str
    who: str
    sent: str


def is_mail(text: str) -> bool:
    """Whether a text begins as a mail does."""
    head = text[:6000]
    return (
        len(re.findall(r"^(?:From|To|Subject|Date|MIME-Version|Received|Message-ID):", head, re.M | re.I))
        >= 3
    )


def essays_of(content: bytes, source: str, how: Reading, opened: Opened) -> Iterator[Arrival | RefusedSource]:
    """The essay in a mail's text, or those in the documents attached to it, which `opened` reads."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    parts = list(message.walk())
    if len(parts) > _MAX_PARTS:
        raise refused("source-bomb")
    subject = _PREFIX.sub("", " ".join(str(message.get("subject", "")).split()))
    sender = message.get("from")
    addresses = () if sender is None else sender.addresses
    head = _Head(subject, addresses[0].display_name if addresses else "", _day(message))
    attached = [each for each in parts if (each.get_filename() or "").lower().endswith(DOCUMENTS)]
    rich = message.get_body(("html",))
    plain = message.get_body(("plain",))
    if attached:
        said = _text(plain) if plain is not None else _shown(rich)
        for part in attached:
            for made in opened(_bytes(part), f"{source}: {_name(part)}"):
                yield _with_letter(made, said, head) if isinstance(made, Arrival) else made
        return
    pictures = {
        (each.get("content-id") or _name(each)).strip("<> "): _bytes(each)
        for each in parts
        if each.get_content_type() in _PICTURES
    }
    if rich is not None:
        yield _of_html(_text(rich), source, head, pictures, how)
    elif plain is not None:
        yield _of_text(_text(plain), source, head, pictures, how)
    else:
        raise refused("source-empty")


def _day(message: EmailMessage) -> str:
    """The day on which a mail was sent, where it says so in a way that can be read."""
    sent = getattr(message.get("date"), "datetime", None)
    return sent.date().isoformat() if sent else ""


def _shown(rich: Any) -> str:
    """What a part in HTML shows."""
    return "" if rich is None else second_reader.html_text(html_document.parsed(_text(rich)))


def _with_letter(made: Arrival, said: str, head: _Head) -> Arrival:
    """The essay of an attached document, and the mail that it came with."""
    letter = re.sub(r"[\w.+-]+@[\w-]+\.[\w.-]+", "", said).strip()
    made = _addressed(made, head._replace(subject=""), [letter] if letter else [])
    return replace(made, remarks=(*made.remarks, Remark("letter", shortened(" ".join(letter.split())))))


def _name(part: Any) -> str:
    return str(part.get_filename() or "image")


def _bytes(part: Any) -> bytes:
    return part.get_payload(decode=True) or b""


def _text(part: Any) -> str:
    """The text of a part, by the encoding that it names, else by its letters."""
    data = _bytes(part)
    named = part.get_content_charset()
    try:
        return data.decode(named or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        decoded = decode(data)
        if decoded is None:
            raise refused("source-damaged") from None
        return decoded.text


def _of_text(text: str, source: str, head: _Head, pictures: dict[str, bytes], how: Reading) -> Arrival:
    remarks = Remarks()
    kept, left = without_additions(text.split("\n"), remarks)
    heading = _HEADING.fullmatch(kept[0]) if kept else None
    made = text_arrival("\n\n".join(kept[1:] if heading else kept) + "\n", source, remarks)
    if heading:
        made = replace(made, title=heading["atx"] or heading["setext"])
    return _with_attached(_addressed(made, head, left), pictures, how)


def _with_attached(made: Arrival, pictures: dict[str, bytes], how: Reading) -> Arrival:
    """The essay with the pictures that came with it and that nothing in it shows: at its end."""
    remarks = Remarks(list(made.remarks))
    received = ReceivedPictures(pictures.get, how.pool, remarks)
    names = [name for name in map(received.name, pictures) if name]
    if not names:
        return replace(made, remarks=tuple(remarks.made))
    for name in names:
        remarks.say("picture-attached", name)
    shown = "".join(f"\n![]({name})\n" for name in names)
    return replace(
        made,
        markdown=made.markdown + shown,
        pictures={**made.pictures, **received.files},
        remarks=tuple(remarks.made),
    )


def _addressed(made: Arrival, head: _Head, left: Sequence[str]) -> Arrival:
    remarks = Remarks(list(made.remarks))
    title, authors, (subject, who, sent) = made.title, made.authors, head
    if not title and subject and letter_words.is_title(subject):
        title = subject
        remarks.say("title-of-mail", subject)
    if not authors and (names := letter_words.signed(left[-1:])):
        authors = names
        remarks.say("author-signed", ", ".join(names))
    elif not authors and names_of(who):
        authors = names_of(who)
        remarks.say("author-of-mail", who)
    if not made.date and sent:
        remarks.say("date-of-mail", sent)
    suggestions = [each for each in made.suggestions if each.code != "title-missing" or not title]
    return replace(
        made,
        title=title,
        authors=authors,
        date=made.date or sent,
        left_out=(*made.left_out, *left),
        remarks=tuple(remarks.made),
        suggestions=suggestions,
    )


def without_additions(lines: Sequence[str], remarks: Remarks) -> tuple[list[str], list[str]]:
    """The paragraphs of a mail without quoted answers, greeting, signature and disclaimers; and those."""
    left: list[str] = []

    def leave(code: str, gone: Sequence[str]) -> None:
        words = "\n".join(gone).strip()
        if words:
            remarks.say(code, words)
            left.append(words)

    kept = [line.rstrip() for line in lines]
    for number, line in enumerate(kept):
        if line == "--":
            leave("signature", kept[number + 1 :])
            kept = kept[:number]
            break
    for number, line in enumerate(kept):
        if _ANSWER.match(
            " ".join((line, *kept[number + 1 : number + 2])) if line.rstrip().endswith("<") else line
        ):
            leave("quoted", kept[number:])
            kept = kept[:number]
            break
    quoted = [line for line in kept if line.startswith(">")]
    if quoted:
        leave("quoted", quoted)
        kept = [line for line in kept if not line.startswith(">")]
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(kept))
    disclaimers = [each for each in paragraphs if _DISCLAIMER.match(each)]
    for each in disclaimers:
        leave("disclaimer", [each])
    paragraphs = [each.strip("\n") for each in paragraphs if each.strip() and each not in disclaimers]
    return _without_letter(paragraphs, remarks, left)


def _without_letter(
    paragraphs: Sequence[str], remarks: Remarks, left: list[str]
) -> tuple[list[str], list[str]]:
    """The paragraphs without what greets and closes; and all that is left out, with these."""
    first, _, rest = paragraphs[0].partition("\n") if paragraphs else ("", "", "")
    if rest and letter_words.GREETING.fullmatch(first):
        paragraphs = [first, rest, *paragraphs[1:]]
    paragraphs = letter_words.with_closing_apart(paragraphs)
    start = letter_words.above(paragraphs)
    end = len(paragraphs) - letter_words.below(paragraphs[start:], greeted=start > 0)
    for code, gone in (("greeting", paragraphs[:start]), ("signature", paragraphs[end:])):
        if gone:
            remarks.say(code, "\n".join(gone))
            left.append("\n\n".join(gone))
    return list(paragraphs[start:end]), left


def _of_html(text: str, source: str, head: _Head, pictures: dict[str, bytes], how: Reading) -> Arrival:
    remarks = Remarks()
    root = html_document.parsed(text)
    said = second_reader.html_text(html_document.parsed(text))
    html_document.leave_out_hidden(root, remarks, sheet={})
    left: list[str] = []
    for code, paths in (("quoted", _QUOTES), ("signature", _SIGNATURES)):
        for path in paths:
            for element in root.xpath(path):
                words = " ".join(second_reader.html_text(element).split())
                if element.getparent() is not None:
                    element.drop_tree()
                if words:
                    remarks.say(code, words)
                    left.append(words)
    for element in [each for each in root.iter("p", "div") if not len(each.xpath(".//p|.//div|.//table"))]:
        words = words_of(element)
        if words and (_DISCLAIMER.match(words) or _ANSWER.match(words)):
            remarks.say("disclaimer", words)
            left.append(words)
            element.drop_tree()
    _drop_letter(root, remarks, left)
    comments = html_document.tidy(root, remarks, sheet=html_document.styles(root))
    tree = html_document.tree_of(root)

    shown: set[str] = set()

    def find(address: str) -> bytes | None:
        name = address.removeprefix("cid:")
        shown.add(name)
        return pictures.get(name)

    told = Told(left_out=tuple(left), comments=comments)
    made = arrival(tree, source, remarks, how, find=find, said=said, told=told)
    others = {name: content for name, content in pictures.items() if name not in shown}
    return _with_attached(_addressed(replace(made, left_out=()), head, left), others, how)


def _drop_letter(root: Any, remarks: Remarks, left: list[str]) -> None:
    """Take out of a mail in HTML the paragraphs that greet and close."""
    blocks = [
        each
        for each in root.iter("p", "div", "h1", "h2", "h3", "h4", "li", "td", "blockquote")
        if not each.xpath(".//p|.//div|.//table|.//li|.//h1|.//h2|.//h3") and _lines(each)
    ]
    start = letter_words.above([_lines(each) for each in blocks])
    words = [_lines(each) for each in blocks[start:]]
    end = len(blocks) - letter_words.below(words, greeted=start > 0)
    for code, gone in (("greeting", blocks[:start]), ("signature", blocks[end:])):
        said = [_lines(each) for each in gone]
        for each in gone:
            each.drop_tree()
        if said:
            remarks.say(code, "\n".join(said))
            left.append("\n\n".join(said))


def _lines(block: Any) -> str:
    """The words of a block, line by line."""
    broken = "".join(
        " ".join(part.split("\n")) if isinstance(part, str) else "\n"
        for part in block.xpath("descendant::text()|descendant::br")
    )
    parts = [" ".join(line.split()) for line in broken.replace("\r", "").split("\n")]
    return "\n".join(filter(None, parts))
