"""An agreement that an editor has received → `consents/<essay>.yml`, with all that stood there before."""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from florilege.catalogue.agreements import (
    AgreedText,
    Consent,
    ConsentMeans,
    Consents,
    Right,
    consents_path,
)
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sketches import sketch
from florilege.catalogue.writings import Essay
from florilege.desk.record_files import require_read, rewrite
from florilege.language.sentences import say
from florilege.reading.consentfields import ConsentsFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How, when and with what bounds rights were given, or taken back."""

    means: ConsentMeans
    date: datetime.date
    lang: str
    """The language of `territory` and `duration` where nothing is said of them: everywhere, for good."""
    territory: str = ""
    duration: str = ""
    corrections: float = 0.0
    withdrawn: bool = False


def agreements(
    catalogue: Catalogue, essay: Essay, authors: Iterable[str], rights: Iterable[Right], terms: Terms
) -> list[Consent]:
    """One consent for each author (rights.py, `signer`) and each right, to an essay as it is now."""
    named = tuple(rights)
    volume = catalogue.volume_of.get(essay.id)
    return [
        Consent(
            author=author,
            right=right,
            territory=terms.territory or say("interface", "consent.territory", terms.lang),
            duration=terms.duration or say("interface", "consent.duration", terms.lang),
            means=terms.means,
            date=terms.date,
            hash=text_hash(essay),
            license=essay.license or (volume.license if volume else ""),
            corrections=terms.corrections,
            withdrawn=terms.date if terms.withdrawn else None,
        )
        for author in authors
        for right in named
    ]


def note_consents(contributions: Path, catalogue: Catalogue, essay: Essay, given: Iterable[Consent]) -> Path:
    """Write down what was given for an essay as it is now; an author's older consent to the same right goes.

    Comments and unknown fields of the file stay. Raises `FlorilegeError` as `write_record` does.
    """
    path = consents_path(essay.id)
    require_read(path, contributions, catalogue)
    before = catalogue.consents.get(essay.id) or Consents(essay=essay.id)
    after = with_given(before, essay, tuple(given))
    rewrite(contributions / path, written(after), ConsentsFields)
    return contributions / path


def with_given(before: Consents, essay: Essay, given: tuple[Consent, ...]) -> Consents:
    """The consents with those newly given; texts that none is about any more are forgotten."""
    new = {(each.author, each.right) for each in given}
    kept = tuple(each for each in before.given if (each.author, each.right) not in new)
    now = AgreedText(hash=text_hash(essay), title=essay.title, sketch=sketch(essay))
    about = {each.hash for each in (*kept, *given)}
    versions = {each.hash: each for each in (*before.versions, now) if each.hash in about}
    return replace(before, given=(*kept, *given), versions=tuple(versions.values()))


def written(consents: Consents) -> str:
    """The file: a line for each consent, then the texts that they are about."""
    lines = ["given:"]
    lines += (f"  - {{{', '.join(_entries(each))}}}" for each in consents.given)
    lines.append("versions:")
    for text in consents.versions:
        lines += [f"  - hash: {_scalar(text.hash)}", f"    title: {_scalar(text.title)}"]
        lines += ["    sketch:"] if text.sketch else []
        lines += (f"      - {_scalar(line)}" for line in text.sketch)
    return "\n".join(lines) + "\n"


def _entries(consent: Consent) -> Iterator[str]:
    for field in fields(Consent):
        value = getattr(consent, field.name)
        if value not in (None, "", 0.0):
            yield f"{field.name}: {_scalar(value)}"


def _scalar(value: object) -> str:
    """A value as YAML reads it: words in quotes, which JSON has too; numbers, days and our own words bare."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    plain = text.replace("-", "").isalnum() and text.isascii() and not text.startswith("-")
    return text if plain else json.dumps(text, ensure_ascii=False)
