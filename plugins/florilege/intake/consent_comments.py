"""A comment on a proposal, as its forge tells of it (JSON) → the rights that its writer gives or takes back.

A comment is anybody's: it counts only where a line of it is the sentence that we ask for, rights named, and
for those alone whom its account may speak for. The rest of it isn't read, and nothing of it is repeated.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from florilege.catalogue.agreements import Right
from florilege.catalogue.consent_sentences import ACTS, Act
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Byline, Essay
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages, say
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_EVENT = 5_000_000
"""Bytes of what a forge tells of one comment: GitHub's webhooks send 25 MB at most, of other events."""

RIGHTS: tuple[Right, ...] = get_args(Right)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalComment:
    """A comment on a proposal."""

    words: str
    account: str
    """Who wrote it, by the word of the forge."""
    by_proposer: bool
    """Whether the proposal is the same person's."""
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a comment says: the rights, each named, and whether they are given or taken back."""

    act: Act
    rights: tuple[Right, ...]


def read(file: Path) -> ProposalComment:
    """The comment of an event: GitHub's and Forgejo's `issue_comment`, GitLab's note.

    Raises `FlorilegeError` (2), `comment-unreadable`, for anything else.
    """
    try:
        event = json.loads(read_regular(file, MAX_EVENT))
        return _of_gitlab(event) if event.get("object_kind") == "note" else _of_github(event)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise FlorilegeError("comment-unreadable", exit_code=2, file=file) from error
    except (NotRegular, TooLarge, OSError) as error:
        raise FlorilegeError("comment-unreadable", exit_code=2, file=file) from error


def _of_github(event: Mapping[str, Any]) -> ProposalComment:
    comment, account = event["comment"], _words(event["comment"]["user"]["login"])
    proposer = _words(event["issue"]["user"]["login"])
    return ProposalComment(
        words=_words(comment["body"]),
        account=account,
        by_proposer=account.casefold() == proposer.casefold(),
        day=_day(comment.get("created_at")),
    )


def _of_gitlab(event: Mapping[str, Any]) -> ProposalComment:
    note = event["object_attributes"]
    return ProposalComment(
        words=_words(note["note"]),
        account=_words(event["user"]["username"]),
        by_proposer=note["author_id"] == event["merge_request"]["author_id"],
        day=_day(note.get("created_at")),
    )


def _words(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def statement(words: str) -> Statement | None:
    """What a comment grants or withdraws, in any of our languages; None where no line is such a sentence.

    Lines that are quoted, or stand in a block of code, are somebody else's or an example.

    >>> statement("Merci !\\n\\nI withdraw these rights to my text: site, Print.")
    Statement(act='withdraw', rights=('site', 'print'))
    >>> statement("> I withdraw these rights to my text: site.")
    >>> statement("I withdraw these rights to my text: site, if need be.")
    """
    said = [each for line in _own_lines(words) if (each := _said(line))]
    return said[0] if len(said) == 1 else None


def is_meant(words: str) -> bool:
    """Whether a comment of one's own words tries to be such a sentence: any other is none of our business.

    >>> is_meant("I grant these rights to my text, all!"), is_meant("> I grant these rights to my text")
    (True, False)
    """
    stems = [_folded(say("contributing", "comment.stem", lang)) for lang in languages()]
    lines = [_folded(line) for line in _own_lines(words)]
    return any(stem in line for stem in stems for line in lines)


def _own_lines(words: str) -> list[str]:
    fenced, found = False, []
    for line in words.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and not line.startswith(("    ", "\t")) and not line.lstrip().startswith(">"):
            found.append(line)
    return found


def _said(line: str) -> Statement | None:
    folded = _folded(line)
    for lang in languages():
        for act in ACTS:
            before, after = map(_folded, say("contributing", f"comment.{act}", lang, rights="\0").split("\0"))
            match = re.fullmatch(rf"{re.escape(before)} ?(.+?) ?(?:{re.escape(after)})?", folded)
            names = {name: each for each in RIGHTS for name in _names(each, lang)}
            listed = [each.strip() for each in match[1].split(",")] if match else []
            if listed and all(each in names for each in listed):
                return Statement(act=act, rights=tuple(dict.fromkeys(names[each] for each in listed)))
    return None


def _names(right: Right, lang: str) -> tuple[str, str]:
    return right, _folded(say("contributing", f"right.{right}", lang))


def _folded(text: str) -> str:
    """A line as it is compared: case, spaces, kinds of apostrophes don't count, nor emphasis around it."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r" (?=[:,.])", "", re.sub(r"\s+", " ", plain)).strip(" *_")


def spoken_for(
    comment: ProposalComment, essay: Essay, base: Catalogue, proposed: Catalogue
) -> tuple[Byline, ...]:
    """Of those who sign an essay, whom the comment's writer may speak for.

    An author file says whose account it is; that of the branch proposed to, where it is there already. Who
    proposes speaks also for the one author whom nobody knew before and whose account no file gives; nobody
    else does for others.
    """
    account = comment.account.casefold()
    named = tuple(each for each in essay.bylines if _account(each, base, proposed) == account)
    new = [each for each in essay.bylines if _account(each, base, proposed) == ""]
    return named or ((new[0],) if comment.by_proposer and len(new) == 1 else ())


def _account(byline: Byline, base: Catalogue, proposed: Catalogue) -> str | None:
    """The account of who signs; empty where somebody new has none, None where somebody known has none."""
    known = base.authors.get(byline.author or "")
    if known or TextKey("author", byline.author or "") in base.refused:
        return (known.account.casefold() or None) if known else None
    new = proposed.authors.get(byline.author or "")
    return new.account.casefold() if new else ""
