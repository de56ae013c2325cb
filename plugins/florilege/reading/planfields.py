"""`volumes/<volume>/plan.yml`: what an editor plans for a volume."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from florilege.catalogue.plans import InvitationState, WhoApproves
from florilege.reading.fields import LANG, About, OrText, RecordFields
from florilege.reading.fieldtypes import (
    Date,
    Identifier,
    Lang,
    LengthLimits,
    Line,
    Paragraphs,
    as_list,
    one_of,
)


class CallFields(RecordFields):
    """The call for texts."""

    date: Annotated[Date | None, About("2026-01-12")] = None
    words: Annotated[
        Paragraphs, Field(max_length=6000), About("Racontez une porte.", ("appel", "texte_de_l_appel"))
    ] = ""


class DeadlinesFields(RecordFields):
    """The last days."""

    manuscripts: Annotated[Date | None, About("2026-04-30", ("manuscrits",))] = None
    proofs: Annotated[Date | None, About("2026-08-20", ("épreuves", "epreuves"))] = None
    printing: Annotated[Date | None, About("2026-09-15", ("tirage",))] = None


class InvitationFields(OrText, RecordFields):
    """Somebody who was asked for a text."""

    name: Annotated[Line, Field(min_length=1, max_length=120), About("Odile Maurel", ("nom",))]
    author: Annotated[Identifier | None, About("odile-maurel")] = None
    state: Annotated[InvitationState, one_of(InvitationState), About("promised", ("état", "etat"))] = (
        "invited"
    )
    essay: Annotated[Identifier | None, About("le-banc-vert", ("essai",))] = None
    length: Annotated[LengthLimits | None, About("{min: 600, max: 900, unit: words}", ("longueur",))] = None
    lang: Annotated[Lang | None, LANG] = None
    note: Annotated[Line, Field(max_length=1000), About("Relancer après la rentrée.", ("remarque",))] = ""


class PlanFields(RecordFields):
    """`volumes/<id>/plan.yml`: the call, the deadlines, the people asked."""

    call: Annotated[CallFields, About("{date: 2026-01-12, words: Racontez une porte.}")] = CallFields()
    deadlines: Annotated[
        DeadlinesFields,
        About(
            "{manuscripts: 2026-04-30, proofs: 2026-08-20, printing: 2026-09-15}", ("échéances", "echeances")
        ),
    ] = DeadlinesFields()
    length: Annotated[LengthLimits | None, About("{min: 400, max: 1300, unit: words}", ("longueur",))] = None
    invited: Annotated[
        tuple[InvitationFields, ...],
        BeforeValidator(as_list),
        Field(max_length=1000),
        About("[{name: Odile Maurel, state: promised}]", ("invités", "invites", "invitées", "invitees")),
    ] = ()
    approvals: Annotated[
        WhoApproves, one_of(WhoApproves), About("one-author", ("approbations", "bons_à_tirer"))
    ] = "every-author"
