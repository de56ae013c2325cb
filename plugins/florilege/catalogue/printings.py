"""Volumes and their frozen editions → which printing is made now, and how essays were printed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.frozen import FrozenEdition, PrintedEssay
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay


def essays_as_printed(catalogue: Catalogue, volume: Volume) -> Mapping[str, Essay]:
    """The essays of a volume in printed order, by id: translated where it prints the translation."""
    translations = catalogue.translations_for(volume)
    return {
        id: translations[id].of(catalogue.essays[id]) if id in translations else catalogue.essays[id]
        for id in volume.essays
        if id in catalogue.essays
    }


def last_edition(catalogue: Catalogue, volume: Volume) -> FrozenEdition | None:
    """The last printing of a volume, if it was ever printed."""
    return next(reversed(catalogue.frozen.get(volume.id, ())), None)


def printing_number(catalogue: Catalogue, volume: Volume) -> int:
    """Which printing a tome is that is made now: the last while its texts are the same, then the next."""
    last = last_edition(catalogue, volume)
    if volume.printing or last is None:
        return volume.printing or 1
    return last.number if is_as_printed(catalogue, volume, last) else last.number + 1


def pages_before(catalogue: Catalogue, volume: Volume) -> Mapping[str, tuple[int, ...]]:
    """Essay id → the pages on which it begins in the printings before the one that is made now."""
    number = printing_number(catalogue, volume)
    earlier = [each for each in catalogue.frozen.get(volume.id, ()) if each.number < number]
    printed = [essay for edition in earlier for essay in edition.essays]
    return {
        each.essay: tuple(other.first for other in printed if other.essay == each.essay) for each in printed
    }


def is_as_printed(catalogue: Catalogue, volume: Volume, edition: FrozenEdition) -> bool:
    """Whether the texts of a volume are those of an edition, in the same order: as the one that is cited."""
    volume = volume.in_edition(volume.cited_edition)
    return [*_printed_texts(edition)] == [*_texts(catalogue, volume)]


def _texts(catalogue: Catalogue, volume: Volume) -> Iterator[tuple[str, str]]:
    for id, essay in essays_as_printed(catalogue, volume).items():
        yield id, text_hash(essay)
    yield from sorted((matter.kind, text_hash(matter)) for matter in volume.matters)


def _printed_texts(edition: FrozenEdition) -> Iterator[tuple[str, str]]:
    yield from ((each.essay, each.hash) for each in edition.essays)
    yield from sorted((each.kind, each.hash) for each in edition.matters)


def has_same_texts(edition: FrozenEdition, other: FrozenEdition) -> bool:
    """Whether two printings have the same texts in the same order."""
    return [*_printed_texts(edition)] == [*_printed_texts(other)]


def as_printed(catalogue: Catalogue) -> Mapping[str, tuple[FrozenEdition, PrintedEssay]]:
    """Essay id → the last edition that it was printed in, and how, of those that were."""
    return {
        each.essay: (edition, each)
        for editions in catalogue.frozen.values()
        for edition in editions
        for each in edition.essays
    }


def cited(catalogue: Catalogue) -> Catalogue:
    """The catalogue as one cites it: what was printed with the titles, names and day that stand on paper."""
    printed = {
        id: found
        for id, found in as_printed(catalogue).items()
        if id in catalogue.volume_of and catalogue.volume_of[id].id == found[0].volume
    }
    editions = {edition.volume: edition for edition, _ in printed.values()}
    volumes = {
        id: replace(each, title=edition.title, date=edition.date, isbn=edition.isbn or each.isbn)
        if (edition := editions.get(id))
        else each
        for id, each in catalogue.volumes.items()
    }
    essays = {
        id: _as_signed(each, printed[id][1]) if id in printed else each
        for id, each in catalogue.essays.items()
    }
    return replace(catalogue, essays=essays, volumes=volumes) if printed else catalogue


def _as_signed(essay: Essay, printed: PrintedEssay) -> Essay:
    """An essay with the title and the names that were printed."""
    own = {byline.name: byline for byline in essay.bylines}
    bylines = tuple(own.get(name, Byline(name=name)) for name in printed.authors)
    return replace(essay, title=printed.title, bylines=bylines or essay.bylines)


def moved_pages(before: FrozenEdition, after: FrozenEdition) -> Iterator[tuple[PrintedEssay, PrintedEssay]]:
    """The essays that stand on other pages in one edition than in another, in the order of the latter."""
    for essay in after.essays:
        was = before.essay(essay.essay)
        if was is not None and was.pages != essay.pages:
            yield was, essay
