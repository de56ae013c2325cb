"""A frozen edition and the anthology as it is → what has changed since, essay by essay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from florilege.anthology import Anthology
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.frozen import FrozenEdition, PrintedEssay, printed_text_path
from florilege.catalogue.printings import essays_as_printed, last_edition
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay
from florilege.desk.differences import Change, changes
from florilege.desk.printed_words import printed_words
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEssay:
    """An essay that isn't any more as it was printed; `now` is None where its volume is without it."""

    printed: PrintedEssay
    now: Essay | None
    changes: tuple[Change, ...] = ()


def changed_since(anthology: Anthology, contributions: Path) -> Mapping[str, tuple[ChangedEssay, ...]]:
    """Volume id → what has changed in it since it was last printed, of those in which something has."""
    editions = (
        (volume, last_edition(anthology.catalogue, volume)) for volume in anthology.catalogue.volumes.values()
    )
    found = {
        volume.id: tuple(changed_essays(anthology, volume, edition, contributions))
        for volume, edition in editions
        if edition
    }
    return {id: changed for id, changed in found.items() if changed}


def changed_essays(
    anthology: Anthology, volume: Volume, edition: FrozenEdition, contributions: Path
) -> Iterator[ChangedEssay]:
    """What has changed in a volume since it was printed, in printed order.

    What has other markup and the same words hasn't changed; nor has what can't be read any more, of which the
    check tells.
    """
    printed = anthology.printed_in(volume)
    essays = essays_as_printed(anthology.catalogue, volume)
    for each in edition.essays:
        essay = essays.get(each.essay)
        if essay is None:
            yield ChangedEssay(printed=each, now=None)
        elif text_hash(essay) != each.hash and essay.key in printed.prose:
            was = _words_of(contributions / printed_text_path(volume.id, edition.number, each.essay))
            now = printed_words(essay, printed.prose[essay.key])
            if was and (found := changes(was, now)):
                yield ChangedEssay(printed=each, now=essay, changes=found)


def _words_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def errata(anthology: Anthology, volume: Volume, edition: FrozenEdition, contributions: Path) -> str:
    """The Markdown of the leaf of errata: what to read in place of what was printed; empty for nothing."""
    book = words(volume.lang)
    blocks: list[str] = []
    for each in changed_essays(anthology, volume, edition, contributions):
        if each.now is None:
            continue
        first, last = each.printed.pages
        pages = book["page" if first == last else "page_range"].format(page=first, first=first, last=last)
        blocks.append(f"## {_plain(each.printed.title)}, {pages}")
        told: dict[str, None] = {}
        for change in each.changes:
            old, new = (_near(change, text) for text in (change.old, change.new))
            if old.endswith(".") and new.endswith("."):  # the sentence has one
                old, new = old[:-1], new[:-1]
            old, new = (book["quoted"].format(_plain(text)) for text in (old, new))
            told[book["erratum"].format(old=old, new=new)] = None  # once, of what is a refrain
        blocks += told
    head = f"---\ntitle: {book['errata']}\n---"
    return "\n\n".join((head, *blocks)) + "\n" if blocks else ""


def require_own_errata(anthology: Anthology, volume: Volume, contributions: Path) -> None:
    """A leaf corrects the printing before: raise `FlorilegeError` (1), `errata-corrected`, where what is to
    be printed now has been corrected itself.
    """
    last = last_edition(anthology.catalogue, volume)
    leaf = next((each for each in volume.matters if each.kind == "errata"), None)
    if last and leaf and any(each.now for each in changed_essays(anthology, volume, last, contributions)):
        file = contributions / leaf.body.path
        raise FlorilegeError("errata-corrected", exit_code=1, file=file, number=last.number)


def _near(change: Change, text: str) -> str:
    """Words with the one before and the one after them, so that one finds the place."""
    before, after = change.before.split()[-2:], change.after.split()[:2]
    return " ".join((*before, *([text] if text and text != "¶" else []), *after))


def _plain(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~^" else sign for sign in text)
