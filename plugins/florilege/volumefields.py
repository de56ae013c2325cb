"""The front matter of a tome, and what is inside its fields: houses, parts, sponsors."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from florilege.fields import LANG, About, Bylines, Fields, OrText
from florilege.fieldtypes import (
    Address,
    Date,
    Identifier,
    ImageName,
    Isbn,
    Lang,
    LengthLimits,
    LicenseId,
    Line,
    Millimetres,
    TrimSize,
    Truth,
    Whole,
    as_list,
    as_words,
    one_of,
)
from florilege.model import (
    CoverTemplate,
    Design,
    Edition,
    Ink,
    Length,
    Opening,
    Order,
    Palette,
    PressStandard,
    Reading,
    Trim,
)
from florilege.printers import printers


class ImprintFields(OrText):
    """A publisher or a printer."""

    name: Annotated[
        Line, Field(min_length=1, max_length=120), About("Nom.", "The name.", "Éditions du Palier", ("nom",))
    ]
    place: Annotated[
        Line, Field(max_length=120), About("Ville.", "The town.", "Lyon", ("lieu", "city", "ville"))
    ] = ""
    address: Annotated[
        Line,
        Field(max_length=300),
        About("Adresse postale.", "The postal address.", "3, quai des Toits, 38000 Grenoble", ("adresse",)),
    ] = ""


class PartFields(Fields):
    """A part of a tome."""

    id: Annotated[
        Identifier | None,
        About("Identifiant ; par défaut tiré du titre.", "The id; made from the title by default.", "seuils"),
    ] = None
    title: Annotated[Line, Field(max_length=200), About("Titre.", "The title.", "Seuils", ("titre",))] = ""
    essays: Annotated[
        tuple[Identifier, ...],
        BeforeValidator(as_list),
        About(
            "Essais dans l’ordre d’impression ; suivent ceux qui nomment eux-mêmes la partie.",
            "Essays in printed order; those that name the part themselves follow.",
            "[le-banc-vert, le-pain-partage]",
            ("essais",),
        ),
    ] = ()


class SponsorFields(OrText):
    """Who has helped."""

    name: Annotated[
        Line, Field(min_length=1, max_length=120), About("Nom.", "The name.", "Les Amis du Palier", ("nom",))
    ]
    tier: Annotated[Line, Field(max_length=80), About("Rang.", "The tier.", "Mécène", ("level", "rang"))] = ""
    url: Annotated[Address | None, About("Site.", "The website.", "https://example.org/", ("site",))] = None


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


class VolumeFields(Fields):
    """`volumes/<id>/index.md`: a tome; the text is the blurb."""

    title: Annotated[
        Line, Field(min_length=1, max_length=200), About("Titre.", "The title.", "Le palier", ("titre",))
    ]
    number: Annotated[
        Whole | None,
        About("Numéro du tome.", "The tome’s number.", "1", ("numéro", "numero", "volume", "tome")),
    ] = None
    subtitle: Annotated[
        Line,
        Field(max_length=200),
        About("Sous-titre.", "The subtitle.", "Trois textes d’un même immeuble", ("sous_titre",)),
    ] = ""
    series: Annotated[
        Line,
        Field(max_length=200),
        About(
            "Titre de l’ensemble dont c’est un tome.",
            "The title of the whole of which this is a tome.",
            "Petites rencontres",
            ("série", "serie", "collection"),
        ),
    ] = ""
    editors: Annotated[
        Bylines,
        About(
            "Qui dirige : identifiants d’auteurs ou noms.",
            "Who edits: ids of authors or names.",
            "[odile-maurel]",
            ("editor", "direction", "éditeurs", "editeurs"),
        ),
    ] = ()
    lang: Annotated[Lang | None, LANG] = None
    date: Annotated[
        Date | None,
        About("Jour de parution, AAAA-MM-JJ.", "The day of publication, YYYY-MM-DD.", "2026-06-01"),
    ] = None
    publisher: Annotated[
        ImprintFields | None,
        About(
            "Maison d’édition : `name`, `place`, `address`.",
            "The publisher: `name`, `place`, `address`.",
            "{name: Éditions du Palier, place: Lyon}",
            ("éditeur", "editeur"),
        ),
    ] = None
    isbn: Annotated[
        Isbn | None,
        About("ISBN de l’édition imprimée.", "The ISBN of the printed edition.", "978-2-9999999-0-9"),
    ] = None
    price: Annotated[Line, Field(max_length=40), About("Prix.", "The price.", "12,00 €", ("prix",))] = ""
    license: Annotated[
        LicenseId | None,
        About(
            "Licence du tome, et des essais qui n’en disent rien.",
            "The tome’s licence, and that of essays that don’t say.",
            "CC BY-SA 4.0",
            ("licence",),
        ),
    ] = None
    copyright: Annotated[
        Line,
        Field(max_length=300),
        About("Ligne de copyright.", "The copyright line.", "© 2026, les auteurs"),
    ] = ""
    printer: Annotated[
        ImprintFields | None,
        About(
            "Imprimeur : `name`, `address`.",
            "The printer: `name`, `address`.",
            "{name: Imprimerie des Toits}",
            ("imprimeur",),
        ),
    ] = None
    printed: Annotated[
        Line,
        Field(max_length=80),
        About("Date d’achevé d’imprimer.", "When printing was finished.", "juin 2026", ("achevé",)),
    ] = ""
    legal_deposit: Annotated[
        Line,
        Field(max_length=80),
        About(
            "Mois du dépôt légal.",
            "The month of the legal deposit.",
            "juin 2026",
            ("dépôt_légal", "depot_legal"),
        ),
    ] = ""
    trim: Annotated[
        TrimSize,
        About(
            "Format fini : A5, `17x24cm`, `6x9in`, poche … ou `{width, height}` en mm.",
            "The trimmed size: A5, `17x24cm`, `6x9in`, poche … or `{width, height}` in mm.",
            "A5",
            ("format", "size"),
        ),
    ] = Trim()
    design: Annotated[
        Design,
        one_of(Design),
        About(
            "Maquette : `classique` (centrée), `contemporain` (asymétrique) ou `revue` (filets et gras).",
            "The design: `classique` (centred), `contemporain` (asymmetric) or `revue` (rules, bold).",
            "classique",
            ("maquette",),
        ),
    ] = "classique"
    editions: Annotated[
        tuple[Annotated[Edition, one_of(Edition)], ...],
        BeforeValidator(as_words),
        Field(min_length=1, max_length=4),
        About(
            "Éditions : `screen` (écran), `press` (imprimeur), `archive` (dépôt), `offprint` (tirés à part).",
            "Editions: `screen`, `press` (for a printer), `archive` (for deposit), `offprint` (each essay).",
            "[screen, press, archive, offprint]",
            ("éditions",),
        ),
    ] = ("screen",)
    press: Annotated[
        tuple[PressFields, ...],
        BeforeValidator(as_list),
        Field(max_length=8),
        About(
            "Imprimeurs de l’édition `press` : un nom, ou `{printer, paper, binding, colour, profile}`.",
            "Printers of the edition `press`: a name, or `{printer, paper, binding, colour, profile}`.",
            "[{printer: kdp, paper: cream}, offset]",
            ("impression",),
        ),
    ] = ()
    cover: Annotated[
        CoverFields,
        About(
            "Couverture : un modèle, ou `{template, palette, picture, whole, mark, spine_text, barcode}`.",
            "The cover: a template, or `{template, palette, picture, whole, mark, spine_text, barcode}`.",
            "{template: portraits, palette: nuit}",
            ("couverture",),
        ),
    ] = CoverFields()
    opening: Annotated[
        Opening,
        one_of(Opening),
        About(
            "Où s’ouvre un essai : à la page suivante (`next-page`) ou en belle page (`recto`).",
            "Where an essay opens: on the next page (`next-page`) or on a right-hand one (`recto`).",
            "next-page",
        ),
    ] = "next-page"
    order: Annotated[
        Order,
        one_of(Order),
        About(
            "Ordre des essais que les parties ne citent pas : listed (leur `order`), author, date ou title.",
            "The order of essays that parts don’t list: listed (their `order`), author, date or title.",
            "author",
            ("ordre",),
        ),
    ] = "listed"
    length: Annotated[
        LengthLimits,
        About(
            "Longueurs admises : `{min, max, unit}`, unité `words` ou `signs`.",
            "Lengths that are taken: `{min, max, unit}`, the unit being `words` or `signs`.",
            "{min: 300, max: 1500, unit: words}",
            ("longueur",),
        ),
    ] = Length()
    parts: Annotated[
        tuple[PartFields, ...],
        BeforeValidator(as_list),
        Field(max_length=100),
        About(
            "Parties dans l’ordre : `{id, title, essays}`.",
            "The parts in order: `{id, title, essays}`.",
            "[{id: seuils, title: Seuils, essays: [le-banc-vert]}]",
            ("parties",),
        ),
    ] = ()
    sponsors: Annotated[
        tuple[SponsorFields, ...],
        BeforeValidator(as_list),
        About(
            "Soutiens : `{name, tier, url}`.",
            "Sponsors: `{name, tier, url}`.",
            "[{name: Les Amis du Palier, tier: Mécène}]",
            ("soutiens", "mécènes"),
        ),
    ] = ()
    keep: Annotated[
        tuple[Annotated[Line, Field(min_length=1, max_length=80)], ...],
        BeforeValidator(as_list),
        About(
            "Noms que la typographie laisse tels quels.",
            "Names that typography leaves as they are.",
            "[Pan’Hop!]",
        ),
    ] = ()
    spacing: Annotated[
        Literal["volume", "author"],
        one_of(Literal["volume", "author"]),
        About(
            "Espaces de la ponctuation : celles du tome (`volume`) ou de chaque auteur (`author`).",
            "Spaces around punctuation: the tome’s (`volume`) or each author’s (`author`).",
            "volume",
        ),
    ] = "volume"
    emoji: Annotated[
        Literal["text", "drop"],
        one_of(Literal["text", "drop"]),
        About(
            "Émojis sur papier : imprimés (`text`) ou ôtés (`drop`).",
            "Emoji on paper: printed (`text`) or left out (`drop`).",
            "text",
        ),
    ] = "text"
