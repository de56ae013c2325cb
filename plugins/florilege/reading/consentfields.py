"""`consents/<essay>.yml`: what the authors of an essay have agreed to; what a volume needs of them."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from florilege.catalogue.agreements import ConsentMeans, Lacking, Right
from florilege.reading.fields import About, Fields, RecordFields
from florilege.reading.fieldtypes import (
    Code,
    Date,
    LicenseId,
    Line,
    as_list,
    as_words,
    number_in,
    once,
    one_of,
)

LONGEST_TERM = 200
"""Characters of where and for how long a consent holds."""


class NeededRightsFields(Fields):
    """The rights that a volume needs."""

    needed: Annotated[
        tuple[Annotated[Right, one_of(Right)], ...],
        BeforeValidator(as_words),
        AfterValidator(once),
        Field(max_length=6),
        About("[site, print, ebook]", ("nécessaires", "necessaires")),
    ] = ()
    lacking: Annotated[Lacking, one_of(Lacking), About("leave-out", ("à_défaut", "a_defaut"))] = "refuse"


_Author = Annotated[Line, Field(min_length=1, max_length=120)]
_Hash = Annotated[Code, Field(pattern=r"^[0-9a-f]{16}$")]


class ConsentFields(RecordFields):
    """One author's agreement to one right."""

    author: Annotated[_Author, About("odile-maurel")]
    right: Annotated[Right, one_of(Right), About("print", ("droit",))]
    territory: Annotated[
        Line, Field(min_length=1, max_length=LONGEST_TERM), About("monde entier", ("territoire",))
    ]
    duration: Annotated[
        Line, Field(min_length=1, max_length=LONGEST_TERM), About("dix ans", ("durée", "duree"))
    ]
    means: Annotated[ConsentMeans, one_of(ConsentMeans), About("mail", ("moyen",))]
    date: Annotated[Date, About("2026-05-02")]
    hash: Annotated[_Hash, About("9f86d081884c7d65", ("empreinte",))]
    license: Annotated[LicenseId | None, About("CC BY 4.0", ("licence",))] = None
    corrections: Annotated[float, BeforeValidator(number_in(0, 100)), About("1")] = 0.0
    withdrawn: Annotated[Date | None, About("2026-07-14", ("retiré_le", "retire_le"))] = None


class AgreedTextFields(RecordFields):
    """A text as it was when somebody agreed to it."""

    hash: Annotated[_Hash, About("9f86d081884c7d65", ("empreinte",))]
    title: Annotated[Line, Field(max_length=200), About("Le banc vert", ("titre",))] = ""
    sketch: Annotated[tuple[Code, ...], BeforeValidator(as_list), About("[k3Zq-0bT]", ("esquisse",))] = ()


class ConsentsFields(RecordFields):
    """`consents/<essay>.yml`: who has agreed to what, for which text."""

    given: Annotated[
        tuple[ConsentFields, ...],
        BeforeValidator(as_list),
        Field(max_length=400),
        About(
            "[{author: odile-maurel, right: print, territory: monde entier, duration: dix ans, "
            "means: mail, date: 2026-05-02, hash: 9f86d081884c7d65}]",
            ("accordés", "accordes"),
        ),
    ] = ()
    versions: Annotated[
        tuple[AgreedTextFields, ...],
        BeforeValidator(as_list),
        Field(max_length=40),
        About("[{hash: 9f86d081884c7d65, title: Le banc vert}]"),
    ] = ()
