"""Inside the front matter of a tome: its printers and its cover."""

from typing import Annotated, ClassVar

from pydantic import Field, WithJsonSchema

from florilege.catalogue.volumes import CoverTemplate, Ink, Palette, PressStandard, Reading
from florilege.printing.printers import printers
from florilege.reading.fields import About, OrText
from florilege.reading.fieldtypes import Code, ImageName, Line, Millimetres, Truth, Whole, one_of


class PressFields(OrText):
    """Who prints a tome, on what; what is left out is as the printer asks (printers.yml)."""

    text_field: ClassVar[str] = "printer"

    printer: Annotated[
        Line,
        one_of(tuple(printers())),
        WithJsonSchema({"enum": list(printers())}),
        About(
            "kdp",
            ("imprimeur",),
        ),
    ]
    paper: Annotated[
        Code,
        Field(max_length=40),
        About("cream", ("papier",)),
    ] = ""
    binding: Annotated[
        Code,
        Field(max_length=40),
        About(
            "paperback",
            ("reliure",),
        ),
    ] = ""
    colour: Annotated[
        Ink,
        one_of(Ink),
        About(
            "grey",
            ("color", "couleur"),
        ),
    ] = "grey"
    profile: Annotated[
        Code,
        Field(max_length=80, pattern=r"^[A-Za-z0-9_ .-]*$"),
        About(
            "PSOuncoated_v3_FOGRA52.icc",
            ("profil", "icc"),
        ),
    ] = ""
    inside: Annotated[
        Millimetres | None,
        About("18", ("gutter", "marge")),
    ] = None
    bleed: Annotated[Millimetres | None, About("5", ("fonds_perdus",))] = None
    spine: Annotated[
        Millimetres | None,
        About(
            "7.2",
            ("dos",),
        ),
    ] = None
    multiple: Annotated[Whole | None, About("16", ("cahier",))] = None
    last_blank: Annotated[
        Truth | None,
        About("true", ("derniere_blanche",)),
    ] = None
    ink: Annotated[
        Whole | None,
        About("280", ("encrage",)),
    ] = None
    standard: Annotated[
        PressStandard | None,
        one_of(PressStandard),
        About("pdf/x-4", ("norme",)),
    ] = None
    marks: Annotated[
        Truth,
        About(
            "true",
            ("traits_de_coupe",),
        ),
    ] = False


class CoverFields(OrText):
    """How the cover of a tome looks."""

    text_field: ClassVar[str] = "template"

    template: Annotated[
        CoverTemplate,
        one_of(CoverTemplate),
        About(
            "portraits",
            ("modèle", "modele"),
        ),
    ] = "sobre"
    palette: Annotated[
        Palette | None,
        one_of(Palette),
        About(
            "nuit",
            ("couleurs", "colours", "colors"),
        ),
    ] = None
    picture: Annotated[
        ImageName | None,
        About(
            "couverture.jpg",
            ("image", "photo"),
        ),
    ] = None
    whole: Annotated[
        Truth,
        About(
            "true",
            ("entière", "entiere"),
        ),
    ] = False
    mark: Annotated[
        ImageName | None,
        About(
            "marque.png",
            ("marque", "logo"),
        ),
    ] = None
    spine_text: Annotated[
        Reading | None,
        one_of(Reading),
        About(
            "up",
            ("sens_du_dos",),
        ),
    ] = None
    barcode: Annotated[
        Truth,
        About(
            "false",
            ("code_à_barres", "code_a_barres"),
        ),
    ] = True
