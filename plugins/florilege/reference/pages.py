"""What the code declares → pages of reference: codes of problems, fields of front matter, JSON Schemas.

The pages are written for people and kept in docs/; a test holds them against the code.
"""

from string import Formatter
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from florilege.diagnostics.problems import Level, codes, sentence
from florilege.printing.printers import figures_of_printers, printers, sources
from florilege.prose.typography.typography import fix
from florilege.reading.fields import BylineFields, Fields, LinkFields
from florilege.reading.pressfields import CoverFields, PressFields
from florilege.reading.schema import KINDS
from florilege.reading.tree import MATTERS
from florilege.reading.volumefields import ImprintFields, PartFields, SponsorFields

_WORDS = {
    "fr": {
        "codes": "Les problèmes et leurs codes",
        "codes_lead": "Page tirée de `problems.yml` par `florilege codes --lang fr`.",
        "fields": "Les champs de l’en-tête",
        "fields_lead": (
            "Page tirée de `schema.py` par `florilege fields --lang fr`. Un champ en **gras** est nécessaire."
            " Majuscules et traits d’union sont indifférents dans les noms."
        ),
        "head": "| Champ | Sens | Exemple | Autres graphies |",
        Level.ERROR: "Erreurs : rien n’est publié",
        Level.WARNING: "Avertissements",
        Level.SUGGESTION: "Suggestions",
        Level.FATAL: "La machine ou les réglages",
        "essay": "Essai, `essays/<essai>/index.md`",
        "author": "Auteur, `authors/<auteur>.md`",
        "volume": "Tome, `volumes/<tome>/index.md`",
        "matter": "Textes de début et de fin d’un tome",
        "matter_lead": "Dans `volumes/<tome>/` : {}.",
        "home": "Accueil, `index.md`",
        "byline": "Une signature (`authors`, `editors`)",
        "link": "Un lien (`links`)",
        "imprint": "Une maison (`publisher`, `printer`)",
        "cover": "La couverture (`cover`)",
        "press": "Un imprimeur (`press`)",
        "part": "Une partie (`parts`)",
        "sponsor": "Un soutien (`sponsors`)",
        "printers": "Les imprimeurs",
        "printers_lead": (
            "Page tirée de `printers.yml` par `florilege printers --lang fr` ; le sens de chaque ligne est en"
            " tête de ce fichier. Les imprimeurs changent leurs chiffres : relisez leur page avant d’envoyer"
            " un livre."
        ),
        "printers_head": "| Quoi | Combien | Source |",
        "own": "notre usage, aucun imprimeur ne le dit",
        "second_hand": "de seconde main",
    },
    "en": {
        "codes": "Problems and their codes",
        "codes_lead": "Made from `problems.yml` by `florilege codes --lang en`.",
        "fields": "The fields of front matter",
        "fields_lead": (
            "Made from `schema.py` by `florilege fields --lang en`. A field in **bold** is needed."
            " Capitals and hyphens make no difference in names."
        ),
        "head": "| Field | Meaning | Example | Other spellings |",
        Level.ERROR: "Errors: nothing is published",
        Level.WARNING: "Warnings",
        Level.SUGGESTION: "Suggestions",
        Level.FATAL: "The machine or the settings",
        "essay": "Essay, `essays/<essay>/index.md`",
        "author": "Author, `authors/<author>.md`",
        "volume": "Volume, `volumes/<volume>/index.md`",
        "matter": "Front and back matter of a volume",
        "matter_lead": "In `volumes/<volume>/`: {}.",
        "home": "Home, `index.md`",
        "byline": "A byline (`authors`, `editors`)",
        "link": "A link (`links`)",
        "imprint": "A house (`publisher`, `printer`)",
        "cover": "The cover (`cover`)",
        "press": "A printer (`press`)",
        "part": "A part (`parts`)",
        "sponsor": "A sponsor (`sponsors`)",
        "printers": "Printers",
        "printers_lead": (
            "Made from `printers.yml` by `florilege printers --lang en`; what each line means stands at"
            " the head of that file. Printers change their figures: read their page again before a book goes."
        ),
        "printers_head": "| What | How much | Source |",
        "own": "our own custom, no printer says it",
        "second_hand": "second hand",
    },
}

_LEVELS = (Level.ERROR, Level.WARNING, Level.SUGGESTION, Level.FATAL)

_NESTED: dict[str, type[Fields]] = {
    "byline": BylineFields,
    "link": LinkFields,
    "imprint": ImprintFields,
    "cover": CoverFields,
    "press": PressFields,
    "part": PartFields,
    "sponsor": SponsorFields,
}


def codes_page(lang: str) -> str:
    """Every code by level, with its sentence (words in braces are filled in) and what it means."""
    own = _WORDS[lang]
    lines = [f"# {own['codes']}", "", own["codes_lead"]]
    for level in _LEVELS:
        lines += ["", f"## {own[level]}"]
        for code, entry in sorted(codes().items()):
            if entry["level"] == level:
                lines += [
                    "",
                    f"### {code}",
                    "",
                    entry["about"][lang],
                    "",
                    *_sentences(code, entry[lang], lang),
                ]
    return _page(lines, lang)


def _page(lines: list[str], lang: str) -> str:
    """The finished page, its French spaced by our own typography."""
    return fix("\n".join(lines), lang).rstrip("\n") + "\n"


def _sentences(code: str, entry: dict[str, str], lang: str) -> list[str]:
    """The sentence with its hint, and what is said where there is nothing to suggest, as code."""
    names = {
        name: f"{{{name}}}" for text in entry.values() for _, name, _, _ in Formatter().parse(text) if name
    }
    shown = [sentence(code, lang, names)]
    if "otherwise" in entry:
        shown.append("… " + entry["otherwise"].format(**names))
    return ["```text", *shown, "```"]


def fields_page(lang: str) -> str:
    """Every kind of file with its fields, then what is inside fields."""
    own = _WORDS[lang]
    lines = [f"# {own['fields']}", "", own["fields_lead"]]
    for name, kind in (KINDS | _NESTED).items():
        lines += ["", f"## {own[name]}", ""]
        if name == "matter":
            lines += [own["matter_lead"].format(", ".join(f"`{kind}.md`" for kind in MATTERS)), ""]
        lines += _table(kind, lang)
    return _page(lines, lang)


def _table(kind: type[Fields], lang: str) -> list[str]:
    rows = []
    for name, about in kind.abouts().items():
        field = f"**{name}**" if kind.model_fields[name].is_required() else name
        aliases = ", ".join(f"`{alias}`" for alias in about.aliases)
        meaning = about.fr if lang == "fr" else about.en
        rows.append(f"| {field} | {meaning} | `{about.example}` | {aliases} |".replace("  |", " |"))
    return [_WORDS[lang]["head"], "|---|---|---|---|", *rows]


def printers_page(lang: str) -> str:
    """Each printer with its figures, every one with the page that it was read on."""
    own = _WORDS[lang]
    lines = [f"# {own['printers']}", "", own["printers_lead"]]
    for printer, figures in figures_of_printers().items():
        lines += [
            "",
            f"## {printers()[printer].name} (`{printer}`)",
            "",
            own["printers_head"],
            "|---|---|---|",
        ]
        lines += [f"| `{name}` | {value} | [^{source}] |" for name, value, source in figures]
    lines += [""]
    for name, source in sources().items():
        at = f"<{source.url}>" if source.url else own["own"]
        hand = f" ({own['second_hand']})" if source.second_hand else ""
        lines.append(f"[^{name}]: {at}{hand}, {source.date}.")
    return _page(lines, lang)


class _Schema(GenerateJsonSchema):
    """JSON Schema 2020-12, which is pydantic's own dialect, named as such."""

    def generate(self, schema: Any, mode: Any = "validation") -> dict[str, Any]:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode=mode)}


def json_schema(kind: str, lang: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, its descriptions in one language. `KeyError` for another kind."""
    schema = KINDS[kind].model_json_schema(schema_generator=_Schema)
    translated = _in_language(schema, lang)
    assert isinstance(translated, dict)
    return translated


def _in_language(node: Any, lang: str) -> Any:
    if isinstance(node, dict):
        if set(node) == {"fr", "en"}:
            return node[lang]
        return {key: _in_language(value, lang) for key, value in node.items() if key != "default"}
    if isinstance(node, list):
        return [_in_language(item, lang) for item in node]
    return node
