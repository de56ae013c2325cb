"""What an anthology has switched on → the ways to hand in a text, each in a few words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from florilege.catalogue.lengths import Length
from florilege.catalogue.model import Catalogue
from florilege.catalogue.plans import Deadlines
from florilege.catalogue.printings import last_edition
from florilege.catalogue.volumes import Volume
from florilege.language.formats import long_date
from florilege.language.sentences import counted, say, sentences

WayKind = Literal["form", "editor", "issue", "repository"]
"""A form without an account, the web editor, the form of an issue on a forge, and files proposed there."""
KINDS: tuple[WayKind, ...] = ("form", "editor", "issue", "repository")

FORM = "form/"
"""Where the site has the form."""
ISSUES: Mapping[str, str] = {
    ".github/ISSUE_TEMPLATE/essay.yml": "/issues/new?template=essay.yml",
    ".gitlab/issue_templates/essay.md": "/-/issues/new?issuable_template=essay",
    ".forgejo/ISSUE_TEMPLATE/essay.yml": "/issues/new?template=.forgejo%2FISSUE_TEMPLATE%2Fessay.yml",
}
"""Where an anthology keeps the form of an issue → where its forge shows it, below the repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to hand in a text."""

    kind: WayKind
    title: str
    text: str
    link: str
    """What the link to it says."""
    address: str


def addresses(root: Path, *, repository: str, form: str, editor: str) -> Mapping[WayKind, str]:
    """Where texts are handed in: the addresses of the form and the editor, if there are any, and the forge's.

    `root` is the anthology's folder, which shows whether it has the form of an issue.
    """
    repository = repository.rstrip("/")
    issue = next((path for file, path in ISSUES.items() if (root / file).is_file()), "")
    return {
        "form": form,
        "editor": editor,
        "issue": repository + issue if repository and issue else "",
        "repository": repository,
    }


def ways(addresses: Mapping[WayKind, str], lang: str) -> Iterator[Way]:
    """The ways that have an address, the easiest first."""
    texts = sentences("contributing", lang)
    for kind in KINDS:
        if address := addresses.get(kind):
            yield Way(
                kind=kind,
                title=texts[f"way.{kind}"],
                text=texts[f"way.{kind}.text"],
                link=texts[f"way.{kind}.link"],
                address=address,
            )


def open_volumes(catalogue: Catalogue, lang: str) -> list[tuple[Volume, str]]:
    """The volumes that take texts, each with what it takes: « de 400 à 1300 mots, jusqu’au 30 juin 2026 »."""
    return [
        (each, _asked(catalogue, each, lang))
        for each in catalogue.volumes.values()
        if _is_open(catalogue, each)
    ]


def _is_open(catalogue: Catalogue, volume: Volume) -> bool:
    """Whether it is neither printed nor past one of the days that its plan sets."""
    days, today = _deadlines(catalogue, volume), catalogue.day
    past = today and any(day and day < today for day in (days.manuscripts, days.proofs, days.printing))
    return not (past or last_edition(catalogue, volume))


def _asked(catalogue: Catalogue, volume: Volume, lang: str) -> str:
    length = asked_length(catalogue.asked_length(volume), lang) or say(
        "contributing", "ways.any-length", lang
    )
    last = _deadlines(catalogue, volume).manuscripts
    if last is None:
        return length
    return say("contributing", "ways.until", lang, length=length, date=long_date(last, lang))


def _deadlines(catalogue: Catalogue, volume: Volume) -> Deadlines:
    plan = catalogue.plans.get(volume.id)
    return plan.deadlines if plan else Deadlines()


def asked_length(length: Length, lang: str) -> str:
    """« de 400 à 1300 mots »; empty where any length is taken."""
    if length.max is None:
        unit = counted("contributing", f"n_{length.unit}", length.min, lang)
        return say("contributing", "length.from", lang, length=unit) if length.min else ""
    unit = counted("contributing", f"n_{length.unit}", length.max, lang)
    key = "length.between" if length.min else "length.to"
    return say("contributing", key, lang, min=length.min, length=unit)
