"""The status of a volume, addresses, words → mails that are ready to be sent; nothing is sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Literal

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.invitations import author_of
from florilege.catalogue.model import Catalogue
from florilege.catalogue.plans import Invitation, VolumePlan
from florilege.catalogue.volumes import Volume
from florilege.desk.status import Row, VolumeStatus
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import listing, long_date, within_quotes
from florilege.language.locales import primary_language
from florilege.language.sentences import say

LetterKind = Literal["invitation", "reminder", "proof", "thanks"]
LANGUAGES = ("fr", "en", "de")


ABOUT = "X-Florilege"
"""The header by which a letter is known for ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody to write to, and what about."""

    name: str
    author: str | None
    lang: str
    rows: tuple[Row, ...]
    """Their essays; that of somebody who has sent none has no essay."""
    signs: tuple[str, ...]
    """Of each of `rows` the name under which they sign it."""
    invitation: Invitation | None = None

    @property
    def slug(self) -> str:
        """What the file of their letter is called after."""
        return self.author or suggest_id(self.name) or sha256(self.name.encode()).hexdigest()[:8]


def addressees(
    catalogue: Catalogue, volume: Volume, status: VolumeStatus, kind: LetterKind
) -> tuple[Addressee, ...]:
    """Whom a letter of a kind is for, each once, in the order of what is to be done next."""
    plan = catalogue.plans.get(volume.id) or VolumePlan(volume=volume.id)
    found: dict[str, Addressee] = {}
    for row in status.rows:
        if not _concerns(row, kind):
            continue
        for name, author in _people(catalogue, row):
            if kind == "reminder" and not row.owed_by(name):
                continue
            by = next((each for each in plan.invited if _is(catalogue, each, author, name)), None)
            known = found.get(author or name)
            written = catalogue.essays[row.essay].lang if row.essay else volume.lang
            found[author or name] = Addressee(
                name=name,
                author=author,
                lang=known.lang if known else (by and by.lang) or written,
                rows=(*(known.rows if known else ()), row),
                signs=(*(known.signs if known else ()), name),
                invitation=by,
            )
    return tuple(found.values())


def _concerns(row: Row, kind: LetterKind) -> bool:
    if kind == "invitation":
        return row.state == "invited"
    if kind == "reminder":
        return bool(row.owed) and row.state in ("promised", "received")
    return bool(row.essay) and row.state in ("received", "ready")


def _people(catalogue: Catalogue, row: Row) -> Iterator[tuple[str, str | None]]:
    if row.essay:
        for byline in catalogue.essays[row.essay].bylines:
            yield byline.name, byline.author
    else:
        found = catalogue.person(row.people[0])
        yield row.people[0], found.id if found else None


def _is(catalogue: Catalogue, invitation: Invitation, author: str | None, name: str) -> bool:
    return invitation.name == name or (author is not None and author_of(catalogue, invitation) == author)


def about(kind: LetterKind, volume: Volume) -> str:
    """What a letter is about, as its header says it."""
    return f"{kind} {volume.id}"


def letter(
    to: Addressee,
    address: str,
    *,
    kind: LetterKind,
    catalogue: Catalogue,
    volume: Volume,
    status: VolumeStatus,
    own: Path,
    proofs: Sequence[Path] = (),
    sender: str = "",
    site: str = "",
) -> bytes:
    """A mail as a file (RFC 5322), its proofs attached; programs open it as one that isn't sent yet.

    Raises `FlorilegeError` (2), `letter-template`, for words of the anthology's own that can't be filled in.
    """
    lang = primary_language(to.lang)
    lang = lang if lang in LANGUAGES or (own / f"{kind}.{lang}.txt").is_file() else "en"
    values = _values(to, catalogue, volume, status, lang, site)
    subject, body = filled(own, kind, lang, {**values, "codes": listing([*_codes(proofs)], lang)})
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["To"] = address
    if sender:
        message["From"] = sender
    message["X-Unsent"] = "1"
    message[ABOUT] = about(kind, volume)
    message.set_content(body)
    for file in proofs:
        message.add_attachment(file.read_bytes(), maintype="application", subtype="pdf", filename=file.name)
    if proofs:
        message.set_boundary(sha256(body.encode()).hexdigest())
    return message.as_bytes()


def _codes(proofs: Sequence[Path]) -> Iterator[str]:
    """The codes of proofs of a round, which stand in the file of their lines beside them."""
    for file in proofs:
        lines = file.with_suffix(".txt")
        if lines.is_file():
            with lines.open(encoding="utf-8", errors="replace") as opened:
                yield opened.readline().strip()


def _values(
    to: Addressee, catalogue: Catalogue, volume: Volume, status: VolumeStatus, lang: str, site: str
) -> Mapping[str, object]:
    """What the words of a letter may name."""
    plan = catalogue.plans.get(volume.id) or VolumePlan(volume=volume.id)
    wished = to.rows[0].wished
    unit = say("desk", f"unit.{wished.unit}", lang)
    bounds = "–".join(str(each) for each in (wished.min, wished.max) if each)
    essays = [row.original for row in to.rows if row.original]
    owed = dict.fromkeys(
        step for row, name in zip(to.rows, to.signs, strict=True) for step in row.owed_by(name)
    )
    rights = dict.fromkeys(
        right for row, name in zip(to.rows, to.signs, strict=True) for right in row.rights.get(name, ())
    )
    named = ", ".join(say("contributing", f"right.{each}", lang) for each in rights)
    deadlines = [status.deadlines.get(step.deadline) for step in owed]
    several = len({*filter(None, deadlines)}) > 1
    due = min(filter(None, deadlines), default=None)
    return {
        "name": to.name,
        "anthology": catalogue.title,
        "volume": volume.title,
        "editors": listing([each.name for each in volume.editors], lang) or catalogue.title,
        "call": plan.call.words,
        "length": f"{bounds} {unit}" if bounds else "",
        "essays": essays,
        "titles": listing(
            [say("desk", "letter.title", lang, title=within_quotes(each, lang)) for each in essays], lang
        ),
        "missing": [say("desk", f"lacking.{step.name}", lang, rights=named) for step in owed],
        "days": [f" ({long_date(day, lang)})" if several and day else "" for day in deadlines],
        "due": long_date(due, lang) if due else "",
        "is_past": bool(due and status.day and due < status.day),
        "site": site,
        **{
            name: long_date(status.deadlines[name], lang) if name in status.deadlines else ""
            for name in ("manuscripts", "proofs", "printing")
        },
    }


def filled(own: Path, kind: LetterKind, lang: str, values: Mapping[str, object]) -> tuple[str, str]:
    """The subject, which is the first line of the words of a kind, and the body."""
    file = own / f"{kind}.{lang}.txt"
    ours = files("florilege.desk").joinpath("letters", file.name)
    environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["inner"] = partial(within_quotes, lang=lang)
    try:
        words = file.read_text(encoding="utf-8") if file.is_file() else ours.read_text(encoding="utf-8")
        subject, _, body = environment.from_string(words).render(values).strip().partition("\n")
    except (TemplateError, UnicodeDecodeError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise FlorilegeError("letter-template", exit_code=2, file=file, why_not=reason) from error
    return subject.strip(), body.strip() + "\n"
