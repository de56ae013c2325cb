"""Inside the front matter of a tome: its printers and its cover."""

from typing import Annotated, ClassVar

from pydantic import Field, WithJsonSchema

from florilege.catalogue.model import CoverTemplate, Ink, Palette, PressStandard, Reading
from florilege.printing.printers import printers
from florilege.reading.fields import About, OrText
from florilege.reading.fieldtypes import ImageName, Line, Millimetres, Truth, Whole, one_of


class PressFields(OrText):
    """Who prints a tome, on what; what is left out is as the printer asks (printers.yml)."""

    text_field: ClassVar[str] = "printer"

    printer: Annotated[
        Line,
        one_of(tuple(printers())),
        WithJsonSchema({"enum": list(printers())}),
        About(
            "Imprimeur : kdp, ingramspark, lulu, offset ou custom.",
            "Printer: kdp, ingramspark, lulu, offset or custom.",
            "kdp",
            ("imprimeur",),
        ),
    ]
    paper: Annotated[
        Line,
        Field(max_length=40),
        About("Papier, parmi ceux de l’imprimeur.", "Paper, one of the printer’s.", "cream", ("papier",)),
    ] = ""
    binding: Annotated[
        Line,
        Field(max_length=40),
        About(
            "Reliure, parmi celles de l’imprimeur.",
            "Binding, one of the printer’s.",
            "paperback",
            ("reliure",),
        ),
    ] = ""
    colour: Annotated[
        Ink,
        one_of(Ink),
        About(
            "Encres de l’intérieur : `grey` ou `cmyk`.",
            "Inks of the inside: `grey` or `cmyk`.",
            "grey",
            ("color", "couleur"),
        ),
    ] = "grey"
    profile: Annotated[
        Line,
        Field(max_length=80, pattern=r"^[A-Za-z0-9_ .-]*$"),
        About(
            "Profil ICC, un fichier du dossier `profiles/` ; par défaut ISO Coated v2 300 %.",
            "ICC profile, a file in the folder `profiles/`; by default ISO Coated v2 300%.",
            "PSOuncoated_v3_FOGRA52.icc",
            ("profil", "icc"),
        ),
    ] = ""
    inside: Annotated[
        Millimetres | None,
        About("Marge intérieure minimale, en mm.", "Least inner margin, in mm.", "18", ("gutter", "marge")),
    ] = None
    bleed: Annotated[
        Millimetres | None, About("Fonds perdus, en mm.", "Bleed, in mm.", "5", ("fonds_perdus",))
    ] = None
    spine: Annotated[
        Millimetres | None,
        About(
            "Épaisseur du dos, en mm, donnée par l’imprimeur.",
            "Width of the spine in mm, as the printer gives it.",
            "7.2",
            ("dos",),
        ),
    ] = None
    multiple: Annotated[
        Whole | None, About("Multiple des pages.", "The pages are a multiple of it.", "16", ("cahier",))
    ] = None
    last_blank: Annotated[
        Truth | None,
        About("Dernière page blanche.", "Whether the last page is blank.", "true", ("derniere_blanche",)),
    ] = None
    ink: Annotated[
        Whole | None,
        About("Encrage total maximal, en %.", "Most ink in one spot, in %.", "280", ("encrage",)),
    ] = None
    standard: Annotated[
        PressStandard | None,
        one_of(PressStandard),
        About("Norme du fichier.", "The file’s standard.", "pdf/x-4", ("norme",)),
    ] = None
    marks: Annotated[
        Truth,
        About(
            "Traits de coupe, que la plupart des imprimeurs refusent.",
            "Crop marks, which most printers refuse.",
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
            "Modèle : `sobre` (la lettre), `portraits` (visages), `noms` (tous les noms), ou `aucune`.",
            "Template: `sobre` (type), `portraits` (faces), `noms` (all the names), or `aucune` (none).",
            "portraits",
            ("modèle", "modele"),
        ),
    ] = "sobre"
    palette: Annotated[
        Palette | None,
        one_of(Palette),
        About(
            "Couleurs : brique, nuit, sapin, lie ou sable ; par défaut selon le numéro du tome.",
            "Colours: brique, nuit, sapin, lie or sable; by default after the tome’s number.",
            "nuit",
            ("couleurs", "colours", "colors"),
        ),
    ] = None
    picture: Annotated[
        ImageName | None,
        About(
            "Image à côté du fichier, à fond perdu sur le premier plat.",
            "A picture beside the file, which fills the front to its edges.",
            "couverture.jpg",
            ("image", "photo"),
        ),
    ] = None
    whole: Annotated[
        Truth,
        About(
            "`true` : l’image est la couverture entière, dos et quatrième compris.",
            "`true`: the picture is the whole cover, spine and back included.",
            "true",
            ("entière", "entiere"),
        ),
    ] = False
    mark: Annotated[
        ImageName | None,
        About(
            "Marque de l’éditeur, une image à côté du fichier.",
            "The publisher’s mark, a picture beside the file.",
            "marque.png",
            ("marque", "logo"),
        ),
    ] = None
    spine_text: Annotated[
        Reading | None,
        one_of(Reading),
        About(
            "Sens de lecture du dos : `up` (de bas en haut, l’usage français) ou `down` (ISO 6357).",
            "Which way the spine is read: `up` (French custom) or `down` (ISO 6357).",
            "up",
            ("sens_du_dos",),
        ),
    ] = None
    barcode: Annotated[
        Truth,
        About(
            "`false` : pas de code à barres, par exemple si l’image le porte déjà.",
            "`false`: no barcode, for instance where the picture bears one already.",
            "false",
            ("code_à_barres", "code_a_barres"),
        ),
    ] = True
