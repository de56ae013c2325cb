"""The designs of an anthology: `design/<name>/design.yml`, what each says and what is wrong with it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, get_args

from pydantic import BeforeValidator

from florilege.catalogue.ids import is_id, suggest_id
from florilege.catalogue.volumes import Design, OwnDesign
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.editor_records import read_record
from florilege.reading.fields import About, Fields
from florilege.reading.fieldtypes import number_in, one_of
from florilege.reading.mapping import to_model

FILE = "design.yml"
SHARED = ("templates", "styles", "cover")
"""Folders of `design/` that hold files of every design."""
RESERVED = get_args(Design)
"""Names that no design of an anthology has."""

_Side = Annotated[float | None, BeforeValidator(number_in(8, 45))]
_Edge = Annotated[float | None, BeforeValidator(number_in(10, 60))]


class DesignMarginsFields(Fields):
    """The margins of an own design, in mm on A5."""

    inner: Annotated[_Side, About("22", ("intérieure", "interieure"))] = None
    outer: Annotated[_Side, About("18", ("extérieure", "exterieure"))] = None
    top: Annotated[_Edge, About("20", ("tête", "tete"))] = None
    bottom: Annotated[_Edge, About("24", ("pied",))] = None


class DesignFields(Fields):
    """`design/<name>/design.yml`: one of our designs with other figures."""

    base: Annotated[Design, one_of(Design), About("classique", ("from", "maquette"))] = "classique"
    size: Annotated[float | None, BeforeValidator(number_in(7, 14)), About("10.5", ("corps",))] = None
    leading: Annotated[
        float | None, BeforeValidator(number_in(1.1, 1.8)), About("1.32", ("interligne", "interlignage"))
    ] = None
    margins: Annotated[
        DesignMarginsFields, About("{inner: 22, outer: 18, top: 20, bottom: 24}", ("marges",))
    ] = DesignMarginsFields()
    initial: Annotated[
        int | None, BeforeValidator(number_in(2, 5, whole=True)), About("3", ("lettrine",))
    ] = None


def read_designs(design: Path) -> tuple[Mapping[str, OwnDesign], tuple[Problem, ...]]:
    """The designs of the folder by name, and what is wrong; one in error is its base, unchanged.

    Paths of problems are relative to `contributions/`, which lies beside the folder.
    """
    found: dict[str, OwnDesign] = {}
    problems: list[Problem] = []
    for file in sorted(design.glob(f"*/{FILE}")):
        name = file.parent.name
        if name in SHARED:
            continue
        path = f"../{design.name}/{name}/{FILE}"
        if name in RESERVED:
            problems.append(problem("design-name", path, name=name))
            continue
        if not is_id(name):
            problems.append(problem("id-invalid", path, value=name, suggestion=suggest_id(name)))
            continue
        record = read_record(DesignFields, file, path, of_people=False)
        problems += record.problems
        fields = record.fields
        found[name] = to_model(OwnDesign, fields, name=name) if fields else OwnDesign(name=name)
    return found, tuple(problems)
