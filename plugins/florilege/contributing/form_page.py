"""A catalogue → the one page of a form that writes essays: it works from a disk, and asks no other site.

What the writer fills in stays in the browser until the writer saves it: a file to send by mail, which
intake/parcel.py reads. The page holds its script, its style and all that they need.
"""

import base64
import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from florilege.catalogue.ids import RESERVED
from florilege.catalogue.lengths import Length
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import collation_key, sort_title
from florilege.catalogue.writings import NOT_READY, Author
from florilege.contributing.asked_fields import AskedField, asked_fields
from florilege.contributing.ways import asked_length, open_volumes
from florilege.diagnostics.problems import FlorilegeError, codes
from florilege.language.elision import with_name
from florilege.language.sentences import sentences
from florilege.prose.typography.fix import fix_plain

ESSAY = ("title", "subtitle", "abstract", "tags", "date", "genre")
AUTHOR = ("name", "headline", "orcid", "url")

OFFERED = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0")
OTHERS = ("CC0-1.0", "LAL-1.3", "LicenseRef-All-Rights-Reserved")
"""The licences that a writer may choose among."""

ANSWER = ("title", "name")
"""The fields of a letter in answer to an essay; the others are asked for an essay alone."""

SAID = (
    *("field-empty", "field-too-long", "list-too-long", "date-form", "orcid-invalid", "url-invalid"),
    *("image-alt-missing", "image-missing", "image-unused", "license-missing"),
    *("essay-too-long-words", "essay-too-long-signs", "essay-too-short-words", "essay-too-short-signs"),
)
"""Codes of what the page finds by itself."""

IMAGE_SIDE = 3000
"""px: the longer side of a picture that leaves the form; a printed page is 1 500 to 2 500 wide."""


def is_address(mail: str) -> bool:
    """Whether a text is a mail address that a link may hold as it is."""
    return "@" in mail and not any(sign in mail for sign in " <>?&#%\"'")


def form_page(catalogue: Catalogue, lang: str, *, mail: str = "") -> str:
    """The HTML of the form, in a language; `mail` is the address that the file is to be sent to.

    Raises `FlorilegeError` (2), `settings-form`, where that is none.
    """
    if mail and not is_address(mail):
        raise FlorilegeError("settings-form", exit_code=2, address=mail)
    script, style = _part("form.js"), _part("form.css")
    essay, author = asked_fields("essay", ESSAY, lang), asked_fields("author", AUTHOR, lang)
    template = _environment().get_template("form.html")
    return template.render(
        lang=lang,
        words={key: text for key, text in sentences("contributing", lang).items() if "{" not in text},
        title=catalogue.title,
        mail=mail,
        essay=essay,
        author=author,
        essay_only={each.name for each in (*essay, *author)} - {*ANSWER},
        answer_optional="title",
        answered=_answerable(catalogue),
        volumes=[volume for volume, _ in open_volumes(catalogue, lang)],
        authors=[(each.name, each.id) for each in _by_name(catalogue)],
        licenses=[(id, LICENSES[id].name(lang)) for id in (*OFFERED, *OTHERS)],
        data=_in_script(_data(catalogue, (*essay, *author), lang, mail)),
        script=script,
        style=style,
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src {_source(script)}",
                f"style-src {_source(style)}",
                "img-src blob: data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
    )


def _data(catalogue: Catalogue, fields: tuple[AskedField, ...], lang: str, mail: str) -> Mapping[str, Any]:
    """What the script is told."""
    own = sentences("contributing", lang)
    refused = {each.id for each in catalogue.refused if each.kind == "essay"}
    return {
        "lang": lang,
        "anthology": catalogue.title,
        "mail": mail,
        "side": IMAGE_SIDE,
        "fields": [
            {
                "id": f"{each.kind}-{each.name}",
                "name": each.name,
                "kind": each.kind,
                "label": each.label,
                "shape": each.shape,
                "required": each.required,
                "longest": each.longest,
                "most": each.most,
            }
            for each in fields
        ],
        "volumes": {
            volume.id: _limits(catalogue.asked_length(volume), lang) for volume in catalogue.volumes.values()
        },
        "authors": sorted(catalogue.authors),
        "essays": sorted({*catalogue.essays, *refused}),
        "letters": _letters(catalogue, lang),
        "reserved": sorted(RESERVED),
        "words": {key.removeprefix("form."): own[key] for key in own if key.startswith("form.")},
        "problems": {code: _said(code, lang) for code in SAID},
    }


def _letters(catalogue: Catalogue, lang: str) -> Mapping[str, Mapping[str, str]]:
    """Essay id → the ids of all letters to it, with what an answer to each is said to be."""
    sentence = sentences("contributing", lang)["letter.answered"]
    found: dict[str, dict[str, str]] = {}
    for letter in catalogue.letters.values():
        names = ", ".join(each.name for each in letter.bylines)
        said = with_name(sentence, names, lang, organisation=letter.bylines[0].organisation)
        found.setdefault(letter.essay, {})[letter.id] = said if letter.status not in NOT_READY else ""
    return found


def _answerable(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Id and title of each essay that a letter may answer, as readers see them listed."""
    shown = [each for each in catalogue.essays.values() if each.status not in NOT_READY]
    shown.sort(key=lambda each: collation_key(sort_title(each.title, each.lang)))
    return [(each.id, fix_plain(each.title, each.lang)) for each in shown]


def _by_name(catalogue: Catalogue) -> list[Author]:
    """The authors as readers see them listed."""
    return sorted(catalogue.authors.values(), key=lambda each: collation_key(each.sort_name))


def _limits(length: Length, lang: str) -> Mapping[str, Any]:
    return {
        "min": length.min,
        "max": length.max,
        "unit": length.unit,
        "asked": asked_length(length, lang),
    }


def _said(code: str, lang: str) -> str:
    """What the check says of a code; what to do about it in the words of a form, where it has its own."""
    codes()[code]
    texts, own = sentences("problems", lang), sentences("contributing", lang)
    hint = own.get(f"hint.{code}", texts.get(f"{code}.hint", ""))
    return texts["with-hint"].format(message=texts[f"{code}.message"], hint=hint)


def _in_script(value: object) -> str:
    """JSON that may stand within `<script>`, whatever texts it holds."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _source(text: str) -> str:
    """The one text that a policy lets run, by its digest (CSP 3, “hash-source”)."""
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _part(name: str) -> str:
    return files("florilege.contributing").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("florilege.contributing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
