"""What the code declares → pages of reference: codes of problems, fields of front matter, JSON Schemas.

The pages are written for people and kept in docs/; a test holds them against the code.
"""

from string import Formatter
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from florilege.diagnostics.problems import Level, codes, sentence
from florilege.language.sentences import say, sentences
from florilege.printing.printers import figures_of_printers, printers, sources
from florilege.prose.typography.fix import fix
from florilege.reading.fields import BylineFields, Fields, LinkFields
from florilege.reading.pressfields import CoverFields, PressFields
from florilege.reading.schema import KINDS
from florilege.reading.survey import MATTERS
from florilege.reading.volumefields import ImprintFields, PartFields, SponsorFields

_LEVELS = (Level.ERROR, Level.WARNING, Level.SUGGESTION, Level.FATAL)

NESTED: dict[str, type[Fields]] = {
    "byline": BylineFields,
    "link": LinkFields,
    "imprint": ImprintFields,
    "cover": CoverFields,
    "press": PressFields,
    "part": PartFields,
    "sponsor": SponsorFields,
}
_MODELS = {kind.__name__: kind for kind in (KINDS | NESTED).values()}


def codes_page(lang: str) -> str:
    """Every code by level, with its sentence (words in braces are filled in) and what it means."""
    own, texts = sentences("reference", lang), sentences("problems", lang)
    lines = [f"# {own['codes.title']}", "", own["codes.lead"]]
    for level in _LEVELS:
        lines += ["", f"## {own[f'codes.{level}']}"]
        for code in sorted(code for code, its_level in codes().items() if its_level is level):
            lines += ["", f"### {code}", "", texts[f"{code}.about"], "", *_sentences(code, lang)]
    return _page(lines, lang)


def _page(lines: list[str], lang: str) -> str:
    """The finished page, its French spaced by our own typography."""
    return fix("\n".join(lines), lang).rstrip("\n") + "\n"


def _sentences(code: str, lang: str) -> list[str]:
    """The sentence with its hint, and what is said where there is nothing to suggest, as code."""
    texts = sentences("problems", lang)
    said = [texts.get(f"{code}.{part}", "") for part in ("message", "hint", "otherwise")]
    names = {name: f"{{{name}}}" for text in said for _, name, _, _ in Formatter().parse(text) if name}
    shown = [sentence(code, lang, names)]
    if said[2]:
        shown.append("… " + said[2].format(**names))
    return ["```text", *shown, "```"]


def fields_page(lang: str) -> str:
    """Every kind of file with its fields, then what is inside fields."""
    own = sentences("reference", lang)
    lines = [f"# {own['fields.title']}", "", own["fields.lead"]]
    for name, kind in (KINDS | NESTED).items():
        lines += ["", f"## {own[f'fields.kind.{name}']}", ""]
        if name == "matter":
            names = ", ".join(f"`{kind}.md`" for kind in MATTERS)
            lines += [say("reference", "fields.matter-lead", lang, files=names), ""]
        lines += _table(kind, lang)
    return _page(lines, lang)


def _table(kind: type[Fields], lang: str) -> list[str]:
    rows = []
    for name, about in kind.abouts().items():
        field = f"**{name}**" if kind.model_fields[name].is_required() else name
        aliases = ", ".join(f"`{alias}`" for alias in about.aliases)
        meaning = kind.meaning(name, lang)
        rows.append(f"| {field} | {meaning} | `{about.example}` | {aliases} |".replace("  |", " |"))
    return [say("reference", "fields.head", lang), "|---|---|---|---|", *rows]


def printers_page(lang: str) -> str:
    """Each printer with its figures, every one with the page that it was read on."""
    own = sentences("reference", lang)
    lines = [f"# {own['printers.title']}", "", own["printers.lead"]]
    for printer, figures in figures_of_printers().items():
        lines += [
            "",
            f"## {printers()[printer].name} (`{printer}`)",
            "",
            own["printers.head"],
            "|---|---|---|",
        ]
        lines += [f"| `{name}` | {value} | [^{source}] |" for name, value, source in figures]
    lines += [""]
    for name, source in sources().items():
        at = f"<{source.url}>" if source.url else own["printers.own"]
        hand = f" ({own['printers.second-hand']})" if source.second_hand else ""
        lines.append(f"[^{name}]: {at}{hand}, {source.date}.")
    return _page(lines, lang)


class _Schema(GenerateJsonSchema):
    """JSON Schema 2020-12, which is pydantic's own dialect, named as such."""

    def generate(self, schema: Any, mode: Any = "validation") -> dict[str, Any]:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode=mode)}


def json_schema(kind: str, lang: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, its descriptions in one language. `KeyError` for another kind."""
    schema = KINDS[kind].model_json_schema(schema_generator=_Schema)
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
