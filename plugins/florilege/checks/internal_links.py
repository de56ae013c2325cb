"""Texts, set → what they need and isn't there: other texts, headings, images."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from florilege.catalogue.ids import suggest_image
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import Problem, problem
from florilege.prose import links
from florilege.prose.manuscript import Manuscript
from florilege.prose.meant_headings import meant_headings
from florilege.prose.prose import Prose, Reference
from florilege.prose.texts import SetTexts
from florilege.prose.vet import anchor_unknown
from florilege.reading.characters import composed
from florilege.reading.fields import near


def missing(
    catalogue: Catalogue, wanted: Sequence[Manuscript], texts: SetTexts
) -> Iterator[tuple[TextKey, Problem]]:
    """Dead links, dead anchors and missing images, each with the key of the text that has it.

    An image that is there and isn't good has its own problem already. So has a text in error, whose
    anchors aren't known, so that links to them aren't checked.
    """
    keys = {text.key for text in wanted} | catalogue.refused | {file.key for file in catalogue.files}
    aside = {key for key, body in catalogue.faulty.items() if body.path in catalogue.aside}
    unpublished = aside | (catalogue.refused - catalogue.faulty.keys())
    withdrawn = {essay.key for essay in catalogue.essays.values() if essay.status == "withdrawn"}
    images = {image: composed(catalogue.image_files.get(image, image)) for image in catalogue.images}
    for text in wanted:
        for reference in texts.references.get(text.key, ()):
            if fault := _fault(reference, text.body.path, keys, texts.prose, images):
                yield text.key, fault
            elif reference.text in unpublished or (reference.text in withdrawn and text.key not in withdrawn):
                code = "link-withdrawn" if reference.text in withdrawn else "link-left-out"
                yield text.key, problem(code, text.body.path, reference.line, link=reference.written)


def _fault(
    reference: Reference,
    path: str,
    keys: Collection[TextKey],
    prose: Mapping[TextKey, Prose],
    images: Mapping[str, str],
) -> Problem | None:
    key, anchor = reference.text, reference.anchor
    if key is None:
        folder = f"{path.rpartition('/')[0]}/".lstrip("/")
        name = links.image_name(reference.written)
        if reference.image in images and folder + name in (reference.image, images[reference.image]):
            return None
        known = [image.removeprefix(folder) for image in images.values() if image.startswith(folder)]
        guess = _near(name, known)
        shown = links.as_typed(reference.written)
        return problem("image-missing", path, reference.line, image=shown, suggestion=guess)
    if key not in keys and key.kind == "file":
        facts = {"name": key.id, "address": links.address_of(key, "", path)}
        return problem("download-unknown", path, reference.line, 0, link=reference.written, **facts)
    if key not in keys:
        link = reference.written
        facts = {"suggestion": _alike(link, key, keys), "way": links.way_to_essays(path)}
        return problem("link-dead", path, reference.line, 0, link=link, **facts)
    if not anchor or key not in prose or anchor in _ids(prose[key]):
        return None
    wanted = anchor.removeprefix(f"{prose[key].prefix}--")
    meant = [id.rpartition("--")[2] for id in _meant(anchor, prose[key])]
    if len(meant) == 1:
        return problem("anchor-foreign", path, reference.line, anchor=wanted, meant=meant[0])
    known = [heading.id.rpartition("--")[2] for heading in prose[key].headings]
    return anchor_unknown(path, reference.line, wanted, meant, known)


def _alike(link: str, key: TextKey, keys: Collection[TextKey]) -> str:
    """The link, to the text whose name is most like that of one that isn't there; empty for none."""
    guess = near(key.id, [other.id for other in keys if other.kind == key.kind and other != key])
    return link.replace(key.id, guess) if guess and key.id in link else ""


def corrected(found: Iterable[Problem], catalogue: Catalogue) -> Iterator[Problem]:
    """The problems; a link in them that is proposed for a dead one leads to a text that is there."""
    keys = {text.key for text in catalogue.texts()} | catalogue.refused
    for each in found:
        values = dict(each.values)
        target = (
            links.text_target(values.get("suggestion", ""), each.path) if each.code == "link-dead" else None
        )
        if target and target[0] not in keys:
            values["suggestion"] = _alike(unquote(values["suggestion"]), target[0], keys)
            each = replace(each, values=tuple(values.items()))
        yield each


def _ids(prose: Prose) -> frozenset[str]:
    """All ids of a text."""
    return frozenset(_ID.findall(prose.html))


_ID = re.compile(r'\bid="([^"]+)"')


def _meant(anchor: str, prose: Prose) -> tuple[str, ...]:
    """The ids of the headings that an anchor may mean by the rules of other systems."""
    headings = [(each.id, unescape(re.sub("<[^>]+>", "", each.html))) for each in prose.headings]
    return meant_headings(anchor.removeprefix(f"{prose.prefix}--"), headings)


def followed(prose: Mapping[TextKey, Prose]) -> dict[TextKey, Prose]:
    """The texts, with anchors of ours where links to headings of others have those of other systems."""
    return {key: _followed(one, prose) for key, one in prose.items()}


def _followed(one: Prose, prose: Mapping[TextKey, Prose]) -> Prose:
    found: dict[str, str] = {}
    references = []
    for each in one.references:
        target = prose.get(each.text) if each.text and each.anchor else None
        if target and each.anchor not in _ids(target) and len(meant := _meant(each.anchor, target)) == 1:
            found[f"florilege:{each.text}#{each.anchor}"] = f"florilege:{each.text}#{meant[0]}"
            references.append(replace(each, anchor=meant[0]))
        else:
            references.append(each)
    if not found:
        return one

    def lead(html: str) -> str:
        return re.sub('(?<=href=")[^"]*', lambda match: found.get(unescape(match[0]), match[0]), html)

    notes = tuple(replace(note, html=lead(note.html)) for note in one.notes)
    return replace(one, html=lead(one.html), notes=notes, references=tuple(references))


def _near(name: str, known: Sequence[str]) -> str:
    """The picture that is meant: the same but for capitals, accents and signs, or but for its folder, else
    the most alike.
    """
    by_path = {suggest_image(each).lower(): each for each in sorted(known, reverse=True)}
    by_name = {path.rpartition("/")[2]: each for path, each in by_path.items()}
    meant = suggest_image(name).lower()
    return by_path.get(meant) or by_name.get(meant.rpartition("/")[2]) or near(name, sorted(known))


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
    shown |= catalogue.of_site
    shown |= {author.portrait for author in catalogue.authors.values() if author.portrait}
    unknown = catalogue.refused | {text.key for text in wanted if text.key not in prose}
    folders = {f"/{key.folder}" for key in unknown}
    for image in catalogue.images:
        if image not in shown and not any(f"/{image}".startswith(f"{folder}/") for folder in folders):
            yield problem("image-unused", catalogue.image_files.get(image, image))
