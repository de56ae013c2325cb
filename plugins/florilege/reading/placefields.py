"""Where people met: a house, a town, and where that is on a map."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from florilege.reading.fields import About, OrText
from florilege.reading.fieldtypes import Line, line, misfit

_PAIR = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def degrees(value: object) -> tuple[float, float]:
    """Latitude and longitude in degrees, as a text, a list or a mapping; raises `misfit` for any others."""
    if isinstance(value, Mapping):
        value = [value.get("latitude", value.get("lat")), value.get("longitude", value.get("lon"))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = ", ".join(str(each) for each in value)
    text = line(value)
    found = _PAIR.fullmatch(text)
    if found is None or abs(latitude := float(found[1])) > 90 or abs(longitude := float(found[2])) > 180:
        raise misfit("coordinates-invalid", value=text)
    return latitude, longitude


class PlaceFields(OrText):
    """Where people met."""

    name: Annotated[Line, Field(max_length=120), About("Café du Palier", ("nom", "venue"))] = ""
    town: Annotated[Line, Field(max_length=120), About("Lyon", ("ville", "city", "commune"))] = ""
    coordinates: Annotated[
        tuple[float, float] | None,
        BeforeValidator(degrees),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array"}, {"type": "object"}]}),
        About("[45.7597, 4.8422]", ("coordonnées", "coordonnees", "geo")),
    ] = None

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, str]:
        """The town behind the last comma; a text without one names a place."""
        name, _, town = text.rpartition(",")
        return {"name": name.strip(), "town": town.strip()} if name.strip() else {"name": text}

    @model_validator(mode="after")
    def _somewhere(self) -> "PlaceFields":
        if not self.name and not self.town:
            raise misfit("place-empty")
        return self
