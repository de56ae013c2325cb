"""The front matter of every kind of file, declared once.

Validation (validation.py), JSON Schema, the reference pages and the templates of new files all come from
here. The names are those of Quarto and MyST; `About.aliases` are other spellings that we understand.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from florilege.catalogue.writings import Genre, Status
from florilege.reading import foreign as others
from florilege.reading.consentfields import ConsentsFields
from florilege.reading.costfields import CostsFields
from florilege.reading.editionfields import FrozenEditionFields
from florilege.reading.fields import (
    LANG,
    ORGANISATION,
    About,
    Bylines,
    Company,
    Fields,
    LinkFields,
    Name,
    as_links,
)
from florilege.reading.fieldtypes import (
    Account,
    Address,
    Date,
    Doi,
    Identifier,
    ImageName,
    Isni,
    Lang,
    LicenseId,
    Line,
    Orcid,
    Paragraphs,
    Truth,
    Whole,
    Words,
    as_days,
    as_list,
    as_words,
    in_order,
    once,
    one_of,
)
from florilege.reading.placefields import PlaceFields
from florilege.reading.planfields import PlanFields
from florilege.reading.roundfields import RoundFields
from florilege.reading.volumefields import SponsorFields, VolumeFields

_TAGS = Annotated[tuple[Annotated[Line, Field(min_length=1, max_length=60)], ...], BeforeValidator(as_words)]


class HomeFields(Fields):
    """`index.md`: the home page."""

    foreign: ClassVar[Mapping[str, str]] = others.PAGE

    title: Annotated[
        Words,
        Field(min_length=1, max_length=200),
        About("Petites rencontres", ("titre",)),
    ]
    description: Annotated[
        Words,
        Field(max_length=300),
        About(
            "Quatre voix racontent une rencontre.",
        ),
    ] = ""
    lang: Annotated[Lang, LANG] = "fr"


class AuthorFields(Fields):
    """`authors/<id>.md`: a person; the text is the notice."""

    foreign: ClassVar[Mapping[str, str]] = others.AUTHOR

    name: Annotated[
        Name,
        About(
            "Odile Maurel",
            ("nom", "title"),
        ),
    ]
    sort_name: Annotated[
        Line,
        Field(max_length=120),
        About(
            "Maurel, Odile",
            ("sort_as", "classement"),
        ),
    ] = ""
    headline: Annotated[
        Words,
        Field(max_length=140),
        About(
            "Éclusière",
            ("description", "tagline", "accroche"),
        ),
    ] = ""
    portrait: Annotated[
        ImageName | None,
        About(
            "odile-maurel.png",
            ("avatar", "photo", "image"),
        ),
    ] = None
    orcid: Annotated[Orcid | None, About("0000-0002-1825-0097")] = None
    isni: Annotated[Isni | None, About("0000 0001 2103 2683")] = None
    organisation: Annotated[Truth, ORGANISATION] = False
    links: Annotated[
        tuple[LinkFields, ...],
        BeforeValidator(as_links),
        Field(max_length=12),
        About(
            "[{label: Carnet, url: https://example.org/}]",
            ("liens",),
        ),
    ] = ()
    url: Annotated[
        Address | None,
        About("https://example.org/", ("website", "site")),
    ] = None
    also_known_as: Annotated[
        tuple[Annotated[Line, Field(min_length=1, max_length=120)], ...],
        BeforeValidator(as_list),
        Field(max_length=20),
        About(
            "[O. Maurel]",
            ("aka", "alias"),
        ),
    ] = ()
    lang: Annotated[Lang | None, LANG] = None
    account: Annotated[Account, About("odile-m", ("compte",))] = ""


class EssayFields(Fields):
    """`essays/<id>/index.md`: a contribution."""

    foreign: ClassVar[Mapping[str, str]] = others.ESSAY

    title: Annotated[Words, Field(min_length=1, max_length=200), About("Le banc vert", ("titre",))]
    authors: Annotated[
        Bylines,
        Field(min_length=1),
        About(
            "[odile-maurel]",
            ("author", "auteur", "auteurs", "autrice", "autrices"),
        ),
    ]
    abstract: Annotated[
        Paragraphs,
        Field(max_length=2000),
        About(
            "Deux voisins ne se parlent qu’assis.",
            ("résumé", "resume", "summary", "chapeau"),
        ),
    ] = ""
    license: Annotated[
        LicenseId | None,
        About(
            "CC BY 4.0",
            ("licence",),
        ),
    ] = None
    date: Annotated[
        Date | None,
        About("2026-03-01"),
    ] = None
    place: Annotated[
        PlaceFields | None, About("Café du Palier, Lyon", ("lieu", "location", "venue", "setting"))
    ] = None
    tags: Annotated[
        _TAGS,
        Field(max_length=12),
        AfterValidator(once),
        About(
            "[voisinage, silence]",
            ("tag", "thèmes", "themes", "étiquettes", "etiquettes"),
        ),
    ] = ()
    subtitle: Annotated[
        Words,
        Field(max_length=200),
        About("Une histoire de rideaux", ("sous_titre",)),
    ] = ""
    short_title: Annotated[
        Words,
        Field(max_length=80),
        About(
            "Le banc",
            ("shorttitle", "running_head", "running_title", "titre_court", "titre_courant"),
        ),
    ] = ""
    genre: Annotated[Genre | None, one_of(Genre), About("interview")] = None
    description: Annotated[
        Words,
        Field(max_length=300),
        About(
            "Un banc, deux voisins.",
        ),
    ] = ""
    excerpt: Annotated[
        Paragraphs,
        Field(max_length=1500),
        About("Un soir, la lumière du palier est restée allumée.", ("extrait",)),
    ] = ""
    sponsor: Annotated[
        SponsorFields | None,
        About("{name: Les Amis du Palier}", ("parrain", "mécène", "mecene")),
    ] = None
    keywords: Annotated[
        _TAGS,
        Field(max_length=20),
        AfterValidator(once),
        About(
            "[sociabilité]",
            ("mots_clés",),
        ),
    ] = ()
    doi: Annotated[Doi | None, About("10.5555/palier.banc")] = None
    lang: Annotated[Lang | None, LANG] = None
    status: Annotated[
        Status,
        one_of(Status),
        About(
            "review",
            ("statut",),
        ),
    ] = "published"
    draft: Annotated[
        Truth,
        About("true", ("brouillon",)),
    ] = False
    unlisted: Annotated[Truth, About("true", ("non_listé", "non_liste", "hors_liste"))] = False
    embargo: Annotated[Date | None, About("2027-03-01", ("embargo_until", "publier_le"))] = None
    volume: Annotated[
        Identifier | None,
        About("tome-1", ("tome",)),
    ] = None
    part: Annotated[Identifier | None, About("seuils", ("partie",))] = None
    order: Annotated[
        Whole | None,
        About(
            "3",
            ("weight", "ordre"),
        ),
    ] = None


class TranslationFields(Fields):
    """`essays/<id>/index.<language>.md`: the essay in another language."""

    foreign: ClassVar[Mapping[str, str]] = others.LETTER

    title: Annotated[Words, Field(min_length=1, max_length=200), About("The Green Bench", ("titre",))]
    translators: Annotated[
        Bylines,
        Field(min_length=1),
        About(
            "[Ruth Ashdown]",
            ("translator", "traducteur", "traductrice", "traducteurs", "traductrices"),
        ),
    ]
    abstract: Annotated[
        Paragraphs,
        Field(max_length=2000),
        About(
            "Two neighbours talk only while seated.",
            ("résumé", "resume", "summary", "chapeau"),
        ),
    ] = ""
    subtitle: Annotated[Words, Field(max_length=200), About("A Tale of Curtains", ("sous_titre",))] = ""
    short_title: Annotated[Words, Field(max_length=80), About("The Bench", ("titre_court",))] = ""
    description: Annotated[Words, Field(max_length=300), About("A bench, two neighbours.")] = ""
    date: Annotated[Date | None, About("2026-05-01")] = None
    translates: Annotated[Line, Field(max_length=64), About("9f86d081884c", ("traduit",))] = ""
    status: Annotated[Status, one_of(Status), About("review", ("statut",))] = "published"
    draft: Annotated[Truth, About("true", ("brouillon",))] = False


class LetterFields(Fields):
    """`essays/<id>/letters/<letter>.md`: an answer to the essay, or to another letter to it."""

    foreign: ClassVar[Mapping[str, str]] = others.LETTER

    authors: Annotated[
        Bylines,
        Field(min_length=1),
        About(
            "[Marthe Olivier]",
            ("author", "auteur", "auteurs", "autrice", "autrices"),
        ),
    ]
    date: Annotated[Date, About("2026-04-12")]
    answers: Annotated[
        Identifier | None,
        About("marthe-olivier", ("in_reply_to", "parent", "répond_à", "repond_a", "réponse_à", "reponse_a")),
    ] = None
    title: Annotated[Words, Field(max_length=200), About("De l’autre côté du rideau", ("titre",))] = ""
    license: Annotated[LicenseId | None, About("CC BY 4.0", ("licence",))] = None
    lang: Annotated[Lang | None, LANG] = None
    status: Annotated[Status, one_of(Status), About("review", ("statut",))] = "published"
    draft: Annotated[Truth, About("true", ("brouillon",))] = False


class MeetingFields(Fields):
    """`meetings/<id>/index.md`: a meeting; the text is the minutes."""

    foreign: ClassVar[Mapping[str, str]] = others.LETTER

    title: Annotated[Words, Field(min_length=1, max_length=200), About("Au pied de l’escalier", ("titre",))]
    date: Annotated[
        tuple[Date, ...],
        BeforeValidator(as_days),
        Field(min_length=1, max_length=31),
        AfterValidator(in_order),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        About("2026-04-11", ("dates", "day", "days", "jour", "jours")),
    ]
    place: Annotated[PlaceFields, About("Café du Palier, Lyon", ("lieu", "location", "venue"))]
    organisers: Annotated[
        Bylines,
        About(
            "[odile-maurel]",
            (
                *("organizers", "organiser", "organizer", "organisateurs", "organisatrices"),
                *("organisateur", "organisatrice"),
            ),
        ),
    ] = ()
    persons: Annotated[
        Company,
        About(
            "[odile-maurel, Marthe Olivier]",
            ("people", "personnes", "participants", "participantes", "attendees", "présents", "presents"),
        ),
    ] = ()
    abstract: Annotated[
        Paragraphs,
        Field(max_length=2000),
        About("Onze personnes, neuf chaises.", ("résumé", "resume", "summary", "chapeau")),
    ] = ""
    excerpts: Annotated[
        tuple[Annotated[Paragraphs, Field(min_length=1, max_length=600)], ...],
        BeforeValidator(as_list),
        Field(max_length=12),
        About("[On ne s’assoit pas sur une marche chaude.]", ("extraits", "citations", "quotes")),
    ] = ()
    license: Annotated[LicenseId | None, About("CC BY 4.0", ("licence",))] = None
    lang: Annotated[Lang | None, LANG] = None
    status: Annotated[Status, one_of(Status), About("review", ("statut",))] = "published"
    draft: Annotated[Truth, About("true", ("brouillon",))] = False
    volume: Annotated[Identifier | None, About("tome-1", ("tome",))] = None


class MatterFields(Fields):
    """`volumes/<id>/{dedication,foreword,preface,afterword,acknowledgements}.md`."""

    foreign: ClassVar[Mapping[str, str]] = others.PAGE

    title: Annotated[
        Words,
        Field(max_length=200),
        About(
            "Préface",
            ("titre",),
        ),
    ] = ""
    authors: Annotated[
        Bylines,
        About(
            "[odile-maurel]",
            ("author", "auteur", "auteurs", "autrice", "autrices"),
        ),
    ] = ()
    lang: Annotated[Lang | None, LANG] = None


class PageFields(Fields):
    """`pages/<page>.md`: a page of the site; the text is what stands on it."""

    foreign: ClassVar[Mapping[str, str]] = others.PAGE

    title: Annotated[Words, Field(min_length=1, max_length=200), About("Mentions légales", ("titre",))]
    description: Annotated[Words, Field(max_length=300), About("Qui publie ce site.")] = ""
    menu: Annotated[Truth, About("true")] = False
    order: Annotated[Whole | None, About("3", ("weight", "ordre", "nav_order"))] = None
    lang: Annotated[Lang | None, LANG] = None
    status: Annotated[Status, one_of(Status), About("review", ("statut",))] = "published"
    draft: Annotated[Truth, About("true", ("brouillon",))] = False


KINDS: dict[str, type[Fields]] = {
    "essay": EssayFields,
    "translation": TranslationFields,
    "letter": LetterFields,
    "meeting": MeetingFields,
    "author": AuthorFields,
    "volume": VolumeFields,
    "matter": MatterFields,
    "home": HomeFields,
    "page": PageFields,
}
"""Kind of file → its front matter."""

RECORDS: dict[str, type[Fields]] = {
    "plan": PlanFields,
    "costs": CostsFields,
    "consents": ConsentsFields,
    "round": RoundFields,
    "edition": FrozenEditionFields,
}
"""Kind of file that is YAML alone, the editor's own → what it holds."""
