"""The three book designs, as far as they are figures: faces, type size, leading, margins.

How a design looks stands in book/styles and book/templates; docs/en/guides/design.md shows it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from florilege.catalogue.volumes import Design, Trim, Volume

Style = Literal["normal", "italic"]
A5 = Trim()
"""The page that margins are given for."""

FaceName = tuple[str, Style, int]
"""Family, style and weight (CSS Fonts 4: 400 regular, 700 bold)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family and those of its faces that a design is set in."""

    name: str
    faces: tuple[tuple[Style, int], ...]
    features: tuple[str, ...] = ()
    """OpenType features that the design asks for; small capitals (`smcp`) of upright faces alone."""
    signs: bool = False
    """Has signs alone, and sets no text."""
    narrow_space: bool = True
    """Has U+202F of its own; HarfBuzz makes it of the space where a face of titles hasn't."""

    @property
    def names(self) -> tuple[FaceName, ...]:
        """The names of its faces."""
        return tuple((self.name, style, weight) for style, weight in self.faces)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameType:
    """How a name above an essay is set, as its style sheets say it: in the face of titles."""

    size: float
    """rem"""
    tracking: float = 0
    """em: what each letter has more than its width."""
    weight: int = 400
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginShares:
    """Margins as shares of the page: `inner` and `outer` of its width, `top` and `bottom` of its height."""

    inner: float
    outer: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignFigures:
    """A design in figures. `size` is that of the running text on A5, in pt; `leading` is a multiple of it."""

    text: Family
    titles: Family
    size: float
    leading: float
    letter: float
    """em: a sign of French prose, a space too, on average over the sample."""
    page: MarginShares
    held: bool = False
    """Whether the side margins stay as they are, however many signs a line has then."""
    head: float | None
    """From the upper edge to the head, as a share of the top margin; None: on the line of the folio."""
    folio: float
    """From the lower edge to the top of the folio, as a share of the bottom margin."""
    head_letters: tuple[float, float]
    """em of the running text: a letter of a running head, verso and recto, in names that have wide ones."""
    name: NameType
    """The name of each of one or two who signed an essay."""
    row_name: NameType
    """A name in a row of portraits."""
    abreast: float | None
    """em: between two people side by side; None: one stands below the other, beside their portraits."""
    title: tuple[float, float]
    """The title on the title page: its size in rem, its lines in lines of the running text."""
    initial_family: str
    """What an initial is set in, in one of its faces (letter_shapes.yml)."""
    initial: int
    """Lines that the initial of an essay takes."""
    ascent: float
    """em: from the middle of a line of the text to its baseline, half of ascender less descender."""
    initial_ascent: float
    """The same, of the initial's face."""
    capital: float
    """em: the height of a capital of the initial's face."""
    text_capital: float
    """em: the height at which an initial ends over the first baseline of the text."""

    @property
    def families(self) -> tuple[Family, ...]:
        """The families that the design is set in, each once."""
        return tuple(dict.fromkeys((self.text, self.titles, MONO)))


UPRIGHT_AND_ITALIC: tuple[tuple[Style, int], ...] = (
    ("normal", 400),
    ("italic", 400),
    ("normal", 700),
    ("italic", 700),
)

MONO = Family(name="DejaVu Sans Mono", faces=(("normal", 400), ("normal", 700)))
EMOJI = Family(name="Noto Emoji", faces=(("normal", 400),), signs=True)
"""Black on white, as ink is."""
VOLLKORN = Family(
    name="Vollkorn",
    faces=(
        ("normal", 400),
        ("italic", 400),
        ("normal", 600),
        ("italic", 600),
        ("normal", 700),
        ("italic", 700),
    ),
    features=("smcp", "onum"),
)
GENTIUM = Family(name="Gentium Plus", faces=UPRIGHT_AND_ITALIC, features=("smcp",))
LATO = Family(name="Lato", faces=(("normal", 300), *UPRIGHT_AND_ITALIC))
CHARIS = Family(name="Charis SIL", faces=UPRIGHT_AND_ITALIC, features=("smcp",))
OPEN_SANS = Family(name="Open Sans Condensed", faces=(("normal", 700),), narrow_space=False)

OF_SCRIPTS: Mapping[str, Family] = {
    **dict.fromkeys(("Cyrl", "Grek", "Latn"), GENTIUM),
    **{
        script: Family(name=name, faces=(("normal", 400), ("normal", 700)), narrow_space=False)
        for script, name in {
            "Arab": "Noto Naskh Arabic",
            "Armn": "Noto Serif Armenian",
            "Deva": "Noto Serif Devanagari",
            "Geor": "Noto Serif Georgian",
            "Hebr": "Noto Serif Hebrew",
            "Thai": "Noto Serif Thai",
        }.items()
    },
}
"""Script (ISO 15924) → the family of ours that has its letters, where a design's text face hasn't."""

OCR_B = Family(name="OCR B", faces=(("normal", 400),), signs=True)
"""The digits below bars (ISO 1073-2)."""

OF_COVERS = (VOLLKORN, MONO, OCR_B)
"""What covers are set in, whatever the design."""

DESIGNS: Mapping[Design, DesignFigures] = {
    # Inside 20, outside 16 mm of A5, a foot deeper than the head: as French offset printers advise.
    "classique": DesignFigures(
        text=VOLLKORN,
        titles=VOLLKORN,
        size=10.5,
        leading=1.32,
        letter=0.413,
        page=MarginShares(inner=20 / 148, outer=16 / 148, top=20 / 210, bottom=23 / 210),
        head=0.5,
        folio=0.66,
        head_letters=(0.58, 0.39),
        name=NameType(size=1, tracking=0.08, features=("smcp",)),
        row_name=NameType(size=0.88, tracking=0.02, features=("smcp",)),
        abreast=2.4,
        title=(2.5, 2.4),
        initial_family="Vollkorn",
        initial=2,
        ascent=(0.952 - 0.441) / 2,
        initial_ascent=(0.952 - 0.441) / 2,
        capital=0.676,
        text_capital=0.676,
    ),
    # The outer margin is the wide one; heads and folios share the foot.
    "contemporain": DesignFigures(
        text=GENTIUM,
        titles=LATO,
        size=10.25,
        leading=1.35,
        letter=0.393,
        page=MarginShares(inner=18 / 148, outer=26 / 148, top=15 / 210, bottom=26 / 210),
        head=None,
        folio=0.58,
        head_letters=(0.385, 0.385),
        name=NameType(size=0.92),
        row_name=NameType(size=0.88, tracking=0.02),
        abreast=None,
        title=(2.6, 2.4),
        initial_family="Lato",
        initial=3,
        ascent=(1.0986 - 0.3662) / 2,
        initial_ascent=(0.805 - 0.195) / 2,
        capital=0.7075,
        text_capital=0.615,
    ),
    # A full page, as a magazine's: sturdy type, narrow margins, a ruled head.
    "revue": DesignFigures(
        text=CHARIS,
        titles=OPEN_SANS,
        size=10,
        leading=1.38,
        letter=0.430,
        page=MarginShares(inner=19 / 148, outer=15 / 148, top=22 / 210, bottom=20 / 210),
        head=0.45,
        folio=0.66,
        head_letters=(0.405, 0.405),
        name=NameType(size=1.15, weight=700),
        row_name=NameType(size=1, tracking=0.02, weight=700),
        abreast=None,
        title=(4, 3.2),
        initial_family="Open Sans Condensed",
        initial=3,
        ascent=(1.1963 - 0.4395) / 2,
        initial_ascent=(1.0688 - 0.293) / 2,
        capital=0.7139,
        text_capital=0.671,
    ),
}


def figures(volume: Volume) -> DesignFigures:
    """The figures of a volume's design: one of ours, or the anthology's own, which is one of ours changed."""
    base, own = DESIGNS[volume.design], volume.own_design
    if own is None:
        return base
    margins = own.margins
    shares = {
        "inner": margins.inner and margins.inner / A5.width,
        "outer": margins.outer and margins.outer / A5.width,
        "top": margins.top and margins.top / A5.height,
        "bottom": margins.bottom and margins.bottom / A5.height,
    }
    given = {name: share for name, share in shares.items() if share is not None}
    return replace(
        base,
        size=own.size or base.size,
        leading=own.leading or base.leading,
        initial=own.initial or base.initial,
        page=replace(base.page, **given),
        held=not given.keys().isdisjoint(("inner", "outer")),
    )


def families(designs: Iterable[Design]) -> tuple[Family, ...]:
    """The families of these designs, of covers and of emoji, each once, in the order of `DESIGNS`."""
    wanted = set(designs)
    of_designs = (family for name, facts in DESIGNS.items() if name in wanted for family in facts.families)
    return tuple(dict.fromkeys((*of_designs, *OF_COVERS, EMOJI)))
