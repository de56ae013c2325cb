"""The front matter of a tome, and what is inside its fields: houses, parts, sponsors."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from florilege.catalogue.model import Design, Edition, EmojiPolicy, Length, Opening, Order, Spacing, Trim
from florilege.reading.fields import LANG, About, Bylines, Fields, OrText
from florilege.reading.fieldtypes import (
    Address,
    Date,
    Identifier,
    Isbn,
    Lang,
    LengthLimits,
    LicenseId,
    Line,
    TrimSize,
    Whole,
    as_list,
    as_words,
    once,
    one_of,
)
from florilege.reading.pressfields import CoverFields, PressFields


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
        AfterValidator(once),
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
        Spacing,
        one_of(Spacing),
        About(
            "Espaces de la ponctuation : celles du tome (`volume`) ou de chaque auteur (`author`).",
            "Spaces around punctuation: the tome’s (`volume`) or each author’s (`author`).",
            "volume",
        ),
    ] = "volume"
    emoji: Annotated[
        EmojiPolicy,
        one_of(EmojiPolicy),
        About(
            "Émojis sur papier : imprimés (`text`) ou ôtés (`drop`).",
            "Emoji on paper: printed (`text`) or left out (`drop`).",
            "text",
        ),
    ] = "text"
