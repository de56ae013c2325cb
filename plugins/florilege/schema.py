"""The front matter of every kind of file, declared once.

Validation (validation.py), JSON Schema, the reference pages and the templates of new files all come from
here. The names are those of Quarto and MyST; `About.aliases` are other spellings that we understand.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from florilege.fields import About, BylineFields, Fields, LinkFields, Name, OrText, as_links
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
    Orcid,
    Paragraphs,
    TrimSize,
    Truth,
    Whole,
    as_list,
    as_words,
    one_of,
)
from florilege.model import Length, Opening, Order, Status, Trim

_LANG = About(
    "Langue du texte, en code BCP 47 ; par défaut celle de l’anthologie.",
    "The text’s language, a BCP 47 tag; the anthology’s by default.",
    "fr",
    ("language", "locale", "langue"),
)
_BYLINES = Annotated[tuple[BylineFields, ...], BeforeValidator(as_list), Field(max_length=40)]
_TAGS = Annotated[tuple[Annotated[Line, Field(min_length=1, max_length=60)], ...], BeforeValidator(as_words)]


class HomeFields(Fields):
    """`index.md`: the home page."""

    title: Annotated[
        Line,
        Field(min_length=1, max_length=200),
        About("Titre de l’anthologie.", "The anthology’s title.", "Petites rencontres", ("titre",)),
    ]
    description: Annotated[
        Line,
        Field(max_length=300),
        About(
            "Une phrase, pour les moteurs de recherche et les partages.",
            "One sentence, for search engines and shared links.",
            "Quatre voix racontent une rencontre.",
        ),
    ] = ""
    lang: Annotated[Lang, _LANG] = "fr"


class AuthorFields(Fields):
    """`authors/<id>.md`: a person; the text is the notice."""

    name: Annotated[
        Name,
        About(
            "Nom, comme il doit s’imprimer ; ou ses parties : `given`, `family`, `particle`.",
            "The name as it should be printed; or its parts: `given`, `family`, `particle`.",
            "Odile Maurel",
            ("nom", "title"),
        ),
    ]
    sort_name: Annotated[
        Line,
        Field(max_length=120),
        About(
            "Nom de classement, « Famille, Prénom », si la règle se trompe.",
            "The sort name, “Family, Given”, where the rule is wrong.",
            "Maurel, Odile",
            ("sort_as", "classement"),
        ),
    ] = ""
    headline: Annotated[
        Line,
        Field(max_length=140),
        About(
            "Qui vous êtes, en quelques mots.",
            "Who you are, in a few words.",
            "Éclusière",
            ("description", "tagline", "accroche"),
        ),
    ] = ""
    portrait: Annotated[
        ImageName | None,
        About(
            "Photo, à côté du fichier (PNG, JPEG ou WebP) ; par défaut l’image de même nom.",
            "A photo beside the file (PNG, JPEG or WebP); by default the image of the same name.",
            "odile-maurel.png",
            ("avatar", "photo", "image"),
        ),
    ] = None
    orcid: Annotated[
        Orcid | None, About("Identifiant ORCID.", "The ORCID identifier.", "0000-0002-1825-0097")
    ] = None
    links: Annotated[
        tuple[LinkFields, ...],
        BeforeValidator(as_links),
        Field(max_length=12),
        About(
            "Adresses à citer, chacune avec son `label`.",
            "Addresses to show, each with its `label`.",
            "[{label: Carnet, url: https://example.org/}]",
            ("liens",),
        ),
    ] = ()
    url: Annotated[
        Address | None,
        About("Votre site.", "Your website.", "https://example.org/", ("website", "site")),
    ] = None
    also_known_as: Annotated[
        tuple[Annotated[Line, Field(min_length=1, max_length=120)], ...],
        BeforeValidator(as_list),
        Field(max_length=20),
        About(
            "Autres noms de la même personne.",
            "Other names of the same person.",
            "[O. Maurel]",
            ("aka", "alias"),
        ),
    ] = ()
    lang: Annotated[Lang | None, _LANG] = None


class EssayFields(Fields):
    """`essays/<id>/index.md`: a contribution."""

    title: Annotated[
        Line, Field(min_length=1, max_length=200), About("Titre.", "The title.", "Le banc vert", ("titre",))
    ]
    authors: Annotated[
        _BYLINES,
        Field(min_length=1),
        About(
            "Qui signe : identifiants d’auteurs, ou noms, ou `{id, name}` pour signer autrement.",
            "Who signs: ids of authors, or names, or `{id, name}` to sign otherwise.",
            "[odile-maurel]",
            ("author", "auteur", "auteurs", "autrice", "autrices"),
        ),
    ]
    abstract: Annotated[
        Paragraphs,
        Field(max_length=2000),
        About(
            "Résumé en quelques phrases.",
            "A summary in a few sentences.",
            "Deux voisins ne se parlent qu’assis.",
            ("résumé", "resume", "summary", "chapeau"),
        ),
    ] = ""
    license: Annotated[
        LicenseId | None,
        About(
            "Licence (identifiant SPDX ou nom courant).",
            "The licence (an SPDX id or its usual name).",
            "CC BY 4.0",
            ("licence",),
        ),
    ] = None
    date: Annotated[
        Date | None,
        About("Jour de l’écriture, AAAA-MM-JJ.", "The day it was written, YYYY-MM-DD.", "2026-03-01"),
    ] = None
    tags: Annotated[
        _TAGS,
        Field(max_length=12),
        About(
            "Thèmes.",
            "Themes.",
            "[voisinage, silence]",
            ("tag", "thèmes", "themes", "étiquettes", "etiquettes"),
        ),
    ] = ()
    subtitle: Annotated[
        Line,
        Field(max_length=200),
        About("Sous-titre.", "The subtitle.", "Une histoire de rideaux", ("sous_titre",)),
    ] = ""
    short_title: Annotated[
        Line,
        Field(max_length=80),
        About(
            "Titre abrégé, pour le titre courant.",
            "A short title, for the running head.",
            "Le banc",
            ("shorttitle", "running_head", "running_title", "titre_court", "titre_courant"),
        ),
    ] = ""
    description: Annotated[
        Line,
        Field(max_length=300),
        About(
            "Une phrase, pour les moteurs de recherche ; par défaut le résumé.",
            "One sentence, for search engines; the abstract by default.",
            "Un banc, deux voisins.",
        ),
    ] = ""
    keywords: Annotated[
        _TAGS,
        Field(max_length=20),
        About(
            "Mots-clés de la notice bibliographique.",
            "Keywords of the citation.",
            "[sociabilité]",
            ("mots_clés",),
        ),
    ] = ()
    lang: Annotated[Lang | None, _LANG] = None
    status: Annotated[
        Status,
        one_of(Status),
        About(
            "Où en est le texte : draft, review, accepted, published ou withdrawn.",
            "Where the text stands: draft, review, accepted, published or withdrawn.",
            "review",
            ("statut",),
        ),
    ] = "published"
    draft: Annotated[
        Truth,
        About("`true` vaut `status: draft`.", "`true` means `status: draft`.", "true", ("brouillon",)),
    ] = False
    volume: Annotated[
        Identifier | None,
        About("Le tome souhaité.", "The tome it is for.", "tome-1", ("tome",)),
    ] = None
    part: Annotated[
        Identifier | None, About("La partie souhaitée.", "The part it is for.", "seuils", ("partie",))
    ] = None
    order: Annotated[
        Whole | None,
        About(
            "Rang parmi les textes que le tome ne cite pas lui-même.",
            "The rank among the texts that the tome doesn’t list itself.",
            "3",
            ("weight", "ordre"),
        ),
    ] = None


class MatterFields(Fields):
    """`volumes/<id>/{dedication,foreword,preface,afterword,acknowledgements}.md`."""

    title: Annotated[
        Line,
        Field(max_length=200),
        About(
            "Titre ; par défaut celui de l’usage.",
            "The title; the usual one by default.",
            "Préface",
            ("titre",),
        ),
    ] = ""
    authors: Annotated[
        _BYLINES,
        About(
            "Qui signe.",
            "Who signs.",
            "[odile-maurel]",
            ("author", "auteur", "auteurs", "autrice", "autrices"),
        ),
    ] = ()
    lang: Annotated[Lang | None, _LANG] = None


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
        tuple[BylineFields, ...],
        BeforeValidator(as_list),
        Field(max_length=40),
        About(
            "Qui dirige : identifiants d’auteurs ou noms.",
            "Who edits: ids of authors or names.",
            "[odile-maurel]",
            ("editor", "direction", "éditeurs", "editeurs"),
        ),
    ] = ()
    lang: Annotated[Lang | None, _LANG] = None
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


KINDS: dict[str, type[Fields]] = {
    "essay": EssayFields,
    "author": AuthorFields,
    "volume": VolumeFields,
    "matter": MatterFields,
    "home": HomeFields,
}
"""Kind of file → its front matter."""
