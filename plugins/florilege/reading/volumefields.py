"""The front matter of a tome, and what is inside its fields: houses, parts, sponsors."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from florilege.catalogue.lengths import Length
from florilege.catalogue.volumes import Edition, LettersPlace, MeetingsPlace, Opening, Order, Trim
from florilege.catalogue.writings import EmojiPolicy, Spacing
from florilege.reading import foreign as others
from florilege.reading.consentfields import NeededRightsFields
from florilege.reading.fields import LANG, About, Bylines, Fields, OrText
from florilege.reading.fieldtypes import (
    Address,
    ClilCode,
    Date,
    DesignName,
    Doi,
    Handle,
    Hashtag,
    Identifier,
    Isbn,
    Issn,
    Lang,
    LengthLimits,
    LicenseId,
    Line,
    ThemaCode,
    TrimSize,
    Truth,
    Whole,
    Words,
    as_hashtags,
    as_list,
    as_words,
    once,
    one_of,
)
from florilege.reading.pressfields import CoverFields, PressFields


class ImprintFields(OrText):
    """A publisher or a printer."""

    name: Annotated[Line, Field(min_length=1, max_length=120), About("Éditions du Palier", ("nom",))]
    place: Annotated[Line, Field(max_length=120), About("Lyon", ("lieu", "city", "ville"))] = ""
    address: Annotated[
        Line,
        Field(max_length=300),
        About("3, quai des Toits, 38000 Grenoble", ("adresse",)),
    ] = ""


class DownloadFields(Fields):
    """A volume as a file that is sold, or given away."""

    isbn: Annotated[Isbn | None, About("978-2-9999999-1-6")] = None
    price: Annotated[Line, Field(max_length=40), About("6,99 €", ("prix",))] = ""


class PartFields(Fields):
    """A part of a tome."""

    id: Annotated[
        Identifier | None,
        About("seuils"),
    ] = None
    title: Annotated[Words, Field(max_length=200), About("Seuils", ("titre",))] = ""
    essays: Annotated[
        tuple[Identifier, ...],
        BeforeValidator(as_list),
        About(
            "[le-banc-vert, le-pain-partage]",
            ("essais",),
        ),
    ] = ()


class SponsorFields(OrText):
    """Who has helped."""

    name: Annotated[Line, Field(min_length=1, max_length=120), About("Les Amis du Palier", ("nom",))]
    tier: Annotated[Line, Field(max_length=80), About("Mécène", ("level", "rang"))] = ""
    url: Annotated[Address | None, About("https://example.org/", ("site",))] = None


class VolumeFields(Fields):
    """`volumes/<id>/index.md`: a tome; the text is the blurb."""

    foreign: ClassVar[Mapping[str, str]] = others.PAGE
    deeper: ClassVar[Mapping[str, str]] = dict.fromkeys(("essays", "essais"), "parts: [{essays: […]}]")

    title: Annotated[Words, Field(min_length=1, max_length=200), About("Le palier", ("titre",))]
    number: Annotated[
        Whole | None,
        About("1", ("numéro", "numero", "volume", "tome")),
    ] = None
    subtitle: Annotated[
        Words,
        Field(max_length=200),
        About("Trois textes d’un même immeuble", ("sous_titre",)),
    ] = ""
    series: Annotated[
        Words,
        Field(max_length=200),
        About(
            "Petites rencontres",
            ("série", "serie", "collection"),
        ),
    ] = ""
    editors: Annotated[
        Bylines,
        About(
            "[odile-maurel]",
            ("editor", "direction", "éditeurs", "editeurs"),
        ),
    ] = ()
    lang: Annotated[Lang | None, LANG] = None
    date: Annotated[
        Date | None,
        About("2026-06-01"),
    ] = None
    publisher: Annotated[
        ImprintFields | None,
        About(
            "{name: Éditions du Palier, place: Lyon}",
            ("éditeur", "editeur"),
        ),
    ] = None
    isbn: Annotated[
        Isbn | None,
        About("978-2-9999999-0-9"),
    ] = None
    price: Annotated[Line, Field(max_length=40), About("12,00 €", ("prix",))] = ""
    pdf: Annotated[DownloadFields, About("{isbn: 978-2-9999999-1-6, price: 0 €}")] = DownloadFields()
    ebook: Annotated[DownloadFields, About('{isbn: 978-2-9999999-2-3, price: "6,99 €"}', ("epub",))] = (
        DownloadFields()
    )
    doi: Annotated[Doi | None, About("10.5555/palier")] = None
    issn: Annotated[Issn | None, About("2049-3630")] = None
    thema: Annotated[
        tuple[ThemaCode, ...], BeforeValidator(as_list), Field(max_length=12), About("[DNL, JBCC]")
    ] = ()
    clil: Annotated[
        tuple[ClilCode, ...], BeforeValidator(as_list), Field(max_length=12), About("[3146]")
    ] = ()
    license: Annotated[
        LicenseId | None,
        About(
            "CC BY-SA 4.0",
            ("licence",),
        ),
    ] = None
    copyright: Annotated[
        Line,
        Field(max_length=300),
        About("© 2026, les auteurs"),
    ] = ""
    printer: Annotated[
        ImprintFields | None,
        About(
            "{name: Imprimerie des Toits}",
            ("imprimeur",),
        ),
    ] = None
    printed: Annotated[
        Line,
        Field(max_length=80),
        About("juin 2026", ("achevé",)),
    ] = ""
    legal_deposit: Annotated[
        Line,
        Field(max_length=80),
        About(
            "juin 2026",
            ("dépôt_légal", "depot_legal"),
        ),
    ] = ""
    cataloguing: Annotated[Truth, About("true", ("cip", "catalogage"))] = False
    trim: Annotated[
        TrimSize,
        About(
            "A5",
            ("format", "size"),
        ),
    ] = Trim()
    design: Annotated[
        DesignName,
        About(
            "classique",
            ("maquette",),
        ),
    ] = "classique"
    editions: Annotated[
        tuple[Annotated[Edition, one_of(Edition)], ...],
        BeforeValidator(as_words),
        Field(min_length=1, max_length=5),
        AfterValidator(once),
        About(
            "[screen, press, archive, offprint, ebook]",
            ("éditions",),
        ),
    ] = ("screen",)
    press: Annotated[
        tuple[PressFields, ...],
        BeforeValidator(as_list),
        Field(max_length=8),
        About(
            "[{printer: kdp, paper: cream}, offset]",
            ("impression",),
        ),
    ] = ()
    cover: Annotated[
        CoverFields,
        About(
            "{template: portraits, palette: nuit}",
            ("couverture",),
        ),
    ] = CoverFields()
    opening: Annotated[
        Opening,
        one_of(Opening),
        About(
            "next-page",
        ),
    ] = "next-page"
    order: Annotated[
        Order,
        one_of(Order),
        About(
            "author",
            ("ordre",),
        ),
    ] = "listed"
    length: Annotated[
        LengthLimits,
        About(
            "{min: 300, max: 1500, unit: words}",
            ("longueur",),
        ),
    ] = Length()
    consents: Annotated[
        NeededRightsFields,
        About("{needed: [site, print], lacking: refuse}", ("accords", "autorisations")),
    ] = NeededRightsFields()
    parts: Annotated[
        tuple[PartFields, ...],
        BeforeValidator(as_list),
        Field(max_length=100),
        About(
            "[{id: seuils, title: Seuils, essays: [le-banc-vert]}]",
            ("parties",),
        ),
    ] = ()
    sponsors: Annotated[
        tuple[SponsorFields, ...],
        BeforeValidator(as_list),
        About(
            "[{name: Les Amis du Palier, tier: Mécène}]",
            ("soutiens", "mécènes"),
        ),
    ] = ()
    hashtags: Annotated[
        tuple[Hashtag, ...],
        BeforeValidator(as_hashtags),
        Field(max_length=12),
        AfterValidator(once),
        About("[PetitesRencontres, voisinage]", ("hashtag", "mots_dièse", "mots_dièses", "mot_dièse")),
    ] = ()
    handles: Annotated[
        tuple[Handle, ...],
        BeforeValidator(as_words),
        Field(max_length=6),
        AfterValidator(once),
        About("[EditionsDuPalier]", ("handle", "comptes")),
    ] = ()
    keep: Annotated[
        tuple[Annotated[Line, Field(min_length=1, max_length=80)], ...],
        BeforeValidator(as_list),
        About(
            "[Pan’Hop!]",
        ),
    ] = ()
    meetings: Annotated[
        MeetingsPlace,
        one_of(MeetingsPlace),
        About("calendar", ("rencontres",)),
    ] = "online"
    letters: Annotated[
        LettersPlace,
        one_of(LettersPlace),
        About(
            "part",
            ("courrier",),
        ),
    ] = "online"
    spacing: Annotated[
        Spacing,
        one_of(Spacing),
        About(
            "volume",
        ),
    ] = "volume"
    emoji: Annotated[
        EmojiPolicy,
        one_of(EmojiPolicy),
        About(
            "text",
        ),
    ] = "print"
