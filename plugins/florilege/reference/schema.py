"""The fields of front matter → JSON Schemas, for text editors and forms."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from florilege.reading.schema import KINDS, RECORDS
from florilege.reference.fields import NESTED

_MODELS = {kind.__name__: kind for kind in (KINDS | RECORDS | NESTED).values()}


class _Schema(GenerateJsonSchema):
    """JSON Schema 2020-12, which is pydantic's own dialect, named as such."""

    def generate(self, schema: Any, mode: Any = "validation") -> dict[str, Any]:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode=mode)}


def json_schema(kind: str, lang: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, its descriptions in one language. `KeyError` for another kind."""
    schema = (KINDS | RECORDS)[kind].model_json_schema(schema_generator=_Schema)
    described = _described(schema, lang)
    assert isinstance(described, dict)
    return described


def _described(node: Any, lang: str) -> Any:
    """The same, each field with what it is for, and without defaults."""
    if isinstance(node, list):
        return [_described(item, lang) for item in node]
    if not isinstance(node, dict):
        return node
    described = {key: _described(value, lang) for key, value in node.items() if key != "default"}
    if "properties" in node and (kind := _MODELS.get(node.get("title", ""))):
        for name, field in described["properties"].items():
            field["description"] = kind.meaning(name, lang)
    return described
