"""The characters of an e-book → the faces that it is set in, each reduced to these, and what names them.

The text is in the family of the tome's design, the titles in theirs; letters that these lack are in the
faces that the tome has for them (printing/scripts.py), or the anthology's own.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import uharfbuzz

from florilege.catalogue.volumes import Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import DESIGNS, EMOJI, MONO, OCR_B, Family, figures
from florilege.printing.fonts import Face, characters_of

FEATURES = ("c2sc", "smcp", "onum", "lnum", "tnum", "ss11")
"""What the style sheet asks of faces besides what all text has."""

OF_STYLE = "∗– "
"""Characters that the style sheet writes: ornaments of breaks, marks of lists."""

REGULAR, BOLD = 400, 700


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFace:
    """A face in an e-book: its file, and what its style sheet says of it."""

    name: str
    """Of its file."""
    content: bytes
    family: str
    style: str
    weight: int

    @property
    def mime(self) -> str:
        return "font/otf" if self.name.endswith(".otf") else "font/ttf"


def embedded(volume: Volume, faces: Iterable[Face], text: str, *, has_code: bool) -> tuple[EmbeddedFace, ...]:
    """The faces for a text; `faces` are those of the tomes.

    Raises `FlorilegeError` (3), `font-unreadable`, where a file is damaged.
    """
    faces = tuple({face.digest: face for face in faces}.values())
    facts = figures(volume)
    characters = frozenset(map(ord, f"{text}{OF_STYLE}"))
    found: list[EmbeddedFace] = []
    for family in dict.fromkeys((facts.text, facts.titles, *([MONO] if has_code else []))):
        found += [_embedded(face, characters) for face in _of(family, faces)]
    rest = {each for each in characters if not chr(each).isspace()}
    rest -= frozenset[int]().union(*map(characters_of, _of(facts.text, faces)[:1]))
    for face in _others(faces, (facts.text.name, facts.titles.name)):
        if own := rest & characters_of(face):
            found.append(_embedded(face, characters))
            rest -= own
    return tuple(found)


def _of(family: Family, faces: Sequence[Face]) -> list[Face]:
    """The regular and bold faces of a family, upright and in italics, as far as there are."""
    own = [face for face in faces if face.family == family.name]
    return [face for face in own if face.weight in (REGULAR, BOLD)] or own


_OF_DESIGNS = frozenset(family.name for facts in DESIGNS.values() for family in facts.families)


def _others(faces: Sequence[Face], own: Collection[str]) -> list[Face]:
    """The regular faces of other families: of scripts and of the anthology, of other designs, of signs."""
    others = [
        face
        for face in faces
        if (face.weight, face.style) == (REGULAR, "normal") and face.family not in (*own, *_SIGNS)
    ]
    return sorted(others, key=lambda face: (face.family == EMOJI.name, face.family in _OF_DESIGNS))


_SIGNS = (MONO.name, OCR_B.name)
"""Families of code and of bars, which lend no letter."""


def fallbacks(volume: Volume, embedded: Iterable[EmbeddedFace]) -> tuple[str, ...]:
    """The families that letters come from which the design lacks."""
    facts = figures(volume)
    own = (facts.text.name, facts.titles.name, MONO.name)
    return tuple(dict.fromkeys(face.family for face in embedded if face.family not in own))


def _embedded(face: Face, characters: frozenset[int]) -> EmbeddedFace:
    name = f"{face.family} {face.weight} {face.style}".lower().replace(" ", "-")
    return EmbeddedFace(
        name=f"fonts/{name}{face.file.suffix.lower()}",
        content=_subset(face, characters),
        family=face.family,
        style=face.style,
        weight=face.weight,
    )


def _subset(face: Face, characters: frozenset[int]) -> bytes:
    """The file of a face with what these characters need alone."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(characters)
    wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG).update(
        int.from_bytes(feature.encode(), "big") for feature in FEATURES
    )
    try:
        whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file)))
        content: bytes = uharfbuzz.subset(whole, wanted).blob.data
    except (OSError, RuntimeError) as error:
        raise FlorilegeError("font-unreadable", file=face.file) from error
    return content
