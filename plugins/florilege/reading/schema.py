"""The front matter of every kind of file, declared once.

Validation (validation.py), JSON Schema, the reference pages and the templates of new files all come from
here. The names are those of Quarto and MyST; `About.aliases` are other spellings that we understand.
"""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from florilege.catalogue.model import Status
from florilege.reading.fields import LANG, About, Bylines, Fields, LinkFields, Name, as_links
from florilege.reading.fieldtypes import (
    Address,
    Date,
    Identifier,
    ImageName,
    Lang,
    LicenseId,
    Line,
    Orcid,
    Paragraphs,
    Truth,
    Whole,
    as_list,
    as_words,
    once,
    one_of,
)
from florilege.reading.volumefields import VolumeFields

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
    lang: Annotated[Lang, LANG] = "fr"


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
    lang: Annotated[Lang | None, LANG] = None


class EssayFields(Fields):
    """`essays/<id>/index.md`: a contribution."""

    title: Annotated[
        Line, Field(min_length=1, max_length=200), About("Titre.", "The title.", "Le banc vert", ("titre",))
    ]
    authors: Annotated[
        Bylines,
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
        AfterValidator(once),
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
        AfterValidator(once),
        About(
            "Mots-clés de la notice bibliographique.",
            "Keywords of the citation.",
            "[sociabilité]",
            ("mots_clés",),
        ),
    ] = ()
    lang: Annotated[Lang | None, LANG] = None
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
        Bylines,
        About(
            "Qui signe.",
            "Who signs.",
            "[odile-maurel]",
            ("author", "auteur", "auteurs", "autrice", "autrices"),
        ),
    ] = ()
    lang: Annotated[Lang | None, LANG] = None


KINDS: dict[str, type[Fields]] = {
    "essay": EssayFields,
    "author": AuthorFields,
    "volume": VolumeFields,
    "matter": MatterFields,
    "home": HomeFields,
}
"""Kind of file → its front matter."""
