"""Texts, set → what they need and isn't there: other texts, headings, images."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import Problem, problem
from florilege.prose.manuscript import Manuscript
from florilege.prose.prose import Prose, Reference
from florilege.prose.texts import SetTexts
from florilege.prose.vet import anchor_unknown


def missing(
    catalogue: Catalogue, wanted: Sequence[Manuscript], texts: SetTexts
) -> Iterator[tuple[TextKey, Problem]]:
    """Dead links, dead anchors and missing images, each with the key of the text that has it.

    An image that is there and isn't good has its own problem already. So has a text in error, whose
    anchors aren't known, so that links to them aren't checked.
    """
    keys = {text.key for text in wanted} | catalogue.refused
    images = frozenset(catalogue.images)
    anchors = {key: frozenset(heading.id for heading in one.headings) for key, one in texts.prose.items()}
    for text in wanted:
        for reference in texts.references.get(text.key, ()):
            if fault := _fault(reference, text.body.path, keys, anchors, images):
                yield text.key, fault


def _fault(
    reference: Reference,
    path: str,
    keys: Collection[TextKey],
    anchors: Mapping[TextKey, frozenset[str]],
    images: Collection[str],
) -> Problem | None:
    key, anchor = reference.text, reference.anchor
    if key is None:
        there = reference.image in images
        return None if there else problem("image-missing", path, reference.line, image=reference.written)
    if key not in keys:
        return problem("link-dead", path, reference.line, link=reference.written)
    if anchor and key in anchors and anchor not in anchors[key]:
        known = [id.rpartition("--")[2] for id in anchors[key]]
        return anchor_unknown(path, reference.line, anchor.rpartition("--")[2], known)
    return None


def unused(
    catalogue: Catalogue, wanted: Sequence[Manuscript], prose: Mapping[TextKey, Prose]
) -> Iterator[Problem]:
    """The images that no text, portrait or cover shows; those beside a text in error may be shown by it."""
    shown = {image for one in prose.values() for image in one.images}
    shown |= {
        image
        for volume in catalogue.volumes.values()
        for image in (volume.cover.picture, volume.cover.mark)
        if image
    }
    shown |= {author.portrait for author in catalogue.authors.values() if author.portrait}
    unknown = catalogue.refused | {text.key for text in wanted if text.key not in prose}
    folders = {f"/{key.folder}" for key in unknown}
    for image in catalogue.images:
        if image not in shown and not any(f"/{image}".startswith(f"{folder}/") for folder in folders):
            yield problem("image-unused", image)
