"""Schema and model agree: a field of the one is a field of the other, or is named here with its reason."""

from dataclasses import MISSING, fields
from typing import Any

import pytest

from florilege.catalogue.agreements import AgreedText, Consent, Consents, NeededRights
from florilege.catalogue.plans import Call, Deadlines, Invitation, VolumePlan
from florilege.catalogue.volumes import Cover, Imprint, Matter, Offer, PressRun, Volume
from florilege.catalogue.writings import Author, Essay, Sponsor
from florilege.reading.consentfields import (
    AgreedTextFields,
    ConsentFields,
    ConsentsFields,
    NeededRightsFields,
)
from florilege.reading.fields import Fields
from florilege.reading.mapping import to_model
from florilege.reading.planfields import CallFields, DeadlinesFields, InvitationFields, PlanFields
from florilege.reading.pressfields import CoverFields, PressFields
from florilege.reading.schema import AuthorFields, EssayFields, MatterFields
from florilege.reading.volumefields import DownloadFields, ImprintFields, SponsorFields, VolumeFields

PAIRS: dict[type, tuple[type[Fields], set[str], set[str]]] = {
    Author: (AuthorFields, {"lang", "url"}, {"id", "body"}),
    Essay: (EssayFields, {"lang", "authors", "draft"}, {"id", "body", "bylines", "translators"}),
    Matter: (MatterFields, {"lang", "authors"}, {"volume", "kind", "body", "bylines"}),
    Volume: (
        VolumeFields,
        {"lang"},
        {"id", "body", "matters", "margins", "withheld", "own_design", "printing"},
    ),
    Cover: (CoverFields, set(), set()),
    PressRun: (PressFields, set(), set()),
    Imprint: (ImprintFields, set(), set()),
    Offer: (DownloadFields, set(), set()),
    Sponsor: (SponsorFields, set(), set()),
    VolumePlan: (PlanFields, set(), {"volume"}),
    Call: (CallFields, set(), set()),
    Deadlines: (DeadlinesFields, set(), set()),
    Invitation: (InvitationFields, set(), set()),
    NeededRights: (NeededRightsFields, set(), set()),
    Consents: (ConsentsFields, set(), {"essay"}),
    Consent: (ConsentFields, set(), set()),
    AgreedText: (AgreedTextFields, set(), set()),
}
"""Class of the model → its fields in front matter; which of these become something else there (`lang` goes
with the body, `authors` become bylines, `draft` a status, `url` a link); which of the model's come from
elsewhere (the file's name and place, its body, other files, `design/`, the printers)."""


@pytest.mark.parametrize("kind", PAIRS, ids=lambda kind: kind.__name__)
def test_each_field_is_in_both(kind: type) -> None:
    written, become, come = PAIRS[kind]
    assert set(written.model_fields) - become == {field.name for field in fields(kind)} - come


@pytest.mark.parametrize("kind", PAIRS, ids=lambda kind: kind.__name__)
def test_what_is_left_out_is_the_same_in_both(kind: type) -> None:
    """A default of the schema that isn't the model's would be two answers to one question."""
    schema = PAIRS[kind][0].model_fields
    for field in fields(kind):
        default: Any = field.default
        if field.name in schema and not schema[field.name].is_required() and default is not MISSING:
            absent = schema[field.name].default
            shown = to_model(type(default), absent) if isinstance(absent, Fields) else absent
            assert shown in (None, default), field.name


def test_fields_within_fields_become_values() -> None:
    written = VolumeFields.model_validate(
        {
            "title": "Tome",
            "publisher": "Éditions du Palier",
            "sponsors": ["Les Amis", {"name": "La Ville", "url": "https://ville.example/"}],
            "press": [{"printer": "kdp", "bleed": "5"}],
        }
    )
    volume = to_model(Volume, written, id="t", parts=(), body=None, editors=(), cover=Cover())
    assert volume.publisher == Imprint(name="Éditions du Palier")
    assert volume.sponsors == (
        Sponsor(name="Les Amis"),
        Sponsor(name="La Ville", url="https://ville.example/"),
    )
    assert volume.press == (PressRun(printer="kdp", bleed=5.0),)
    assert volume.isbn == ""
