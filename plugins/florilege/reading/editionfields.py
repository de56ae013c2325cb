"""`volumes/<volume>/editions/<number>.yml`: what was printed."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from florilege.reading.fields import About, RecordFields
from florilege.reading.fieldtypes import Code, Date, Identifier, Isbn, Line, Whole, as_list
from florilege.reading.roundfields import TextHash

_SUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_Facts = Annotated[tuple[Annotated[Line, Field(max_length=200)], ...], BeforeValidator(as_list)]


class PrintedEssayFields(RecordFields):
    """An essay as it was printed."""

    essay: Annotated[Identifier, About("le-banc-vert", ("essai",))]
    title: Annotated[Line, Field(min_length=1, max_length=200), About("Le banc vert", ("titre",))]
    authors: Annotated[_Facts, About("[Odile Maurel]", ("auteurs",))] = ()
    first: Annotated[Whole, About("68", ("première", "premiere"))]
    last: Annotated[Whole, About("71", ("dernière", "derniere"))]
    hash: Annotated[TextHash, About("9f86d081884c7d65", ("empreinte",))]
    words: Annotated[TextHash | None, About("2c26b46b68ffc68f", ("mots",))] = None


class PrintedMatterFields(RecordFields):
    """A text of the front or back matter as it was printed."""

    kind: Annotated[Code, Field(max_length=40), About("preface", ("texte",))]
    hash: Annotated[TextHash, About("9f86d081884c7d65", ("empreinte",))]


class FinishedFileFields(RecordFields):
    """A file of the edition."""

    name: Annotated[Line, Field(min_length=1, max_length=300), About("tome-1-press-custom.pdf", ("nom",))]
    size: Annotated[Whole, About("1240000", ("taille",))]
    sha256: Annotated[Code, Field(pattern=r"^[0-9a-f]{64}$"), About(_SUM)]


class FrozenEditionFields(RecordFields):
    """`volumes/<id>/editions/<n>.yml`: a printing, as `florilege freeze` has written it."""

    date: Annotated[Date, About("2026-09-15")]
    title: Annotated[Line, Field(min_length=1, max_length=200), About("Le palier", ("titre",))]
    pages: Annotated[Whole, About("184")]
    tag: Annotated[Code, Field(min_length=1, max_length=200), About("tome-1-edition-1", ("étiquette",))]
    engine: Annotated[Line, Field(min_length=1, max_length=200), About("0.2.0 9f86d081", ("moteur",))]
    libraries: Annotated[_Facts, About("[weasyprint 70.0]", ("bibliothèques", "bibliotheques"))] = ()
    fonts: Annotated[_Facts, About("[Vollkorn-Regular.ttf 9f86d081]", ("polices",))] = ()
    isbn: Annotated[Isbn | None, About("978-2-9999999-0-9")] = None
    essays: Annotated[
        tuple[PrintedEssayFields, ...],
        BeforeValidator(as_list),
        Field(max_length=1000),
        About(
            "[{essay: le-banc-vert, title: Le banc vert, first: 68, last: 71, hash: 9f86d081884c7d65}]",
            ("essais",),
        ),
    ] = ()
    matters: Annotated[
        tuple[PrintedMatterFields, ...],
        BeforeValidator(as_list),
        Field(max_length=20),
        About("[{kind: preface, hash: 9f86d081884c7d65}]", ("textes",)),
    ] = ()
    files: Annotated[
        tuple[FinishedFileFields, ...],
        BeforeValidator(as_list),
        Field(max_length=2000),
        About(f"[{{name: tome-1.pdf, size: 1240000, sha256: {_SUM}}}]", ("fichiers",)),
    ] = ()
