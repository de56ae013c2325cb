"""`volumes/<volume>/rounds/<number>.yml`: proofs, approvals, corrections."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from florilege.catalogue.rounds import SignsAs
from florilege.reading.fields import About, RecordFields
from florilege.reading.fieldtypes import Code, Date, Identifier, Line, Whole, Words, as_list, one_of

TextHash = Annotated[Code, Field(pattern=r"^[0-9a-f]{16}$")]
_Signatory = Annotated[Line, Field(min_length=1, max_length=120)]


class ApprovalFields(RecordFields):
    """Somebody's word that a text may be printed."""

    by: Annotated[_Signatory, About("Odile Maurel", ("par",))]
    role: Annotated[SignsAs, one_of(SignsAs), About("author", ("as", "comme"))]
    date: Annotated[Date, About("2026-09-04")]
    hash: Annotated[TextHash, About("9f86d081884c7d65", ("empreinte",))]


class CorrectionFields(RecordFields):
    """What is to be changed at a line of a proof."""

    page: Annotated[Whole, About("2")]
    line: Annotated[Whole, About("14", ("ligne",))]
    text: Annotated[Words, Field(min_length=1, max_length=2000), About("lire « le banc »", ("texte",))]
    by: Annotated[Line, Field(max_length=120), About("Odile Maurel", ("par",))] = ""


class ProofFields(RecordFields):
    """An essay as its author was shown it."""

    essay: Annotated[Identifier, About("le-banc-vert", ("essai",))]
    hash: Annotated[TextHash, About("9f86d081884c7d65", ("empreinte",))]
    code: Annotated[Code, Field(min_length=1, max_length=20), About("K7QF-2DMW")]
    pages: Annotated[Whole | None, About("4")] = None
    approvals: Annotated[
        tuple[ApprovalFields, ...],
        BeforeValidator(as_list),
        Field(max_length=100),
        About(
            "[{by: Odile Maurel, role: author, date: 2026-09-04, hash: 9f86d081884c7d65}]", ("approbations",)
        ),
    ] = ()
    corrections: Annotated[
        tuple[CorrectionFields, ...],
        BeforeValidator(as_list),
        Field(max_length=1000),
        About("[{page: 2, line: 14, text: lire « le banc »}]"),
    ] = ()


class RoundFields(RecordFields):
    """`volumes/<id>/rounds/<n>.yml`: the proofs of a volume that went out together."""

    date: Annotated[Date, About("2026-08-20")]
    proofs: Annotated[
        tuple[ProofFields, ...],
        BeforeValidator(as_list),
        Field(max_length=1000),
        About("[{essay: le-banc-vert, hash: 9f86d081884c7d65, code: K7QF-2DMW}]", ("épreuves", "epreuves")),
    ] = ()
