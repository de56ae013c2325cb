"""A catalogue → the web editor of essays at /contribuer/: its page, its settings, the files that we serve.

The editor is Sveltia CMS (MIT), which writes to a forge in the name of whoever is signed in there; its icons
are a font of their own (Apache 2.0). Neither is part of this package: an anthology fetches the archives of
both with npm, and they are known by their digests. What the editor would ask a CDN for is served beside it.
Its settings are made from the schema; the text is edited as Markdown alone, since its rich mode writes notes
and mentions anew.
"""

import io
import json
import tarfile
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import escape

from florilege.catalogue.ids import ID, LONGEST_ID
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Catalogue
from florilege.contributing.asked_fields import AskedField, asked_fields
from florilege.contributing.form_page import AUTHOR, OFFERED, OTHERS
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import say, sentences
from florilege.reading.schema import KINDS

VERSION = "0.221.1"
FOLDER = "web-editor"
"""Where an anthology keeps the archives, as `npm pack` names them."""
EDITOR, ICONS = f"sveltia-cms-{VERSION}.tgz", "fontsource-variable-material-symbols-outlined-5.3.7.tgz"
DIGESTS = {
    EDITOR: "cfc6193c6c17c3d1d97c85bc2d63ec3655ba2a844b37c6fe5759f1a80821bb02",
    ICONS: "8d9bdfbec54513ea792980c2f619299ff1c8146541c4cd054e26234ac7094955",
}
"""SHA-256 of each archive."""
PACKAGES = f"@sveltia/cms@{VERSION} @fontsource-variable/material-symbols-outlined@5.3.7"
"""What `npm pack` calls them."""

SCRIPT, FONT = "sveltia-cms.js", "material-symbols.woff2"
_CDN = "https://cdn.jsdelivr.net/fontsource/fonts"
_BESIDE = {
    f"{_CDN}/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": FONT,
    f"{_CDN}/source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "data:,",
    f"{_CDN}/noto-mono@5.3.0/latin-400-normal.woff2": "data:,",
    "`${iP}@${rP}/locales`": "`locales`",
    "`${iP}/package.json`": "`package.json`",
}
"""What the script asks other sites for → what it asks this one for, or nothing: the system has such faces."""

ADDRESS = "contribuer/"
FILES: Mapping[str, Any] = {
    "media_folder": "",
    "public_folder": "",
    "create": True,
    "format": "yaml-frontmatter",
    "extension": "md",
}
"""What the files of every kind have in common: pictures beside them, and a front matter."""
LETTERS = "letters"
"""What the editor calls letters in its addresses."""

BACKENDS = {
    "github": "https://api.github.com https://www.githubstatus.com",
    "gitlab": "https://gitlab.com",
    "gitea": "",
}
"""What the editor writes to → the addresses that it asks, where mkdocs.yml names none."""
_SETTINGS = {
    *("name", "repo", "branch", "base_url", "api_root", "graphql_api_root", "app_id", "auth_type"),
    *("auth_endpoint", "auth_methods", "open_authoring", "site_domain"),
}

ESSAY = ("title", "subtitle", "abstract", "tags", "date", "genre")


def checked_backend(option: Mapping[str, Any]) -> dict[str, Any]:
    """The plugin’s option `web_editor`. Raises `FlorilegeError` (2) for what the editor wouldn’t take."""
    strange = [str(key) for key in option if key not in _SETTINGS]
    if strange or option.get("name") not in BACKENDS or not isinstance(option.get("repo"), str):
        value = strange[0] if strange else option.get("name") if option.get("repo") else "repo"
        raise FlorilegeError("editor-settings", exit_code=2, value=value, known=", ".join(BACKENDS))
    if option["name"] == "gitea" and not (option.get("base_url") and option.get("api_root")):
        raise FlorilegeError("editor-settings", exit_code=2, value="base_url", known=", ".join(BACKENDS))
    return dict(option)


def editor_files(
    catalogue: Catalogue, root: Path, backend: Mapping[str, Any], lang: str, *, site_url: str = ""
) -> Iterator[tuple[str, str | bytes]]:
    """Address → contents of each file of the editor.

    Raises `FlorilegeError`: `editor-settings`, `editor-missing` (2) where its script isn’t the known one.
    """
    checked = checked_backend(backend)
    settings = editor_settings(catalogue, checked, lang, site_url=site_url)
    yield f"{ADDRESS}index.html", _page(catalogue.title, checked, lang)
    yield f"{ADDRESS}config.json", json.dumps(settings, ensure_ascii=False, indent=1)
    yield f"{ADDRESS}package.json", json.dumps({"version": VERSION})
    with _archive(root / FOLDER / EDITOR) as archive:
        yield f"{ADDRESS}{SCRIPT}", _without_cdn(_member(archive, f"dist/{SCRIPT}").decode())
        yield f"{ADDRESS}LICENSE.txt", _member(archive, "LICENSE.txt")
        for name in archive.getnames():
            if name.startswith("package/locales/"):
                yield ADDRESS + name.removeprefix("package/"), _member(archive, name.removeprefix("package/"))
    with _archive(root / FOLDER / ICONS) as archive:
        name = "files/material-symbols-outlined-latin-wght-normal.woff2"
        yield f"{ADDRESS}{FONT}", _member(archive, name)
        yield f"{ADDRESS}LICENSE-symbols.txt", _member(archive, "LICENSE")


def _archive(file: Path) -> tarfile.TarFile:
    """An archive, if it is the one that we know."""
    content = file.read_bytes() if file.is_file() else b""
    if sha256(content).hexdigest() != DIGESTS[file.name]:
        raise FlorilegeError("editor-missing", exit_code=2, file=file, folder=FOLDER, packages=PACKAGES)
    return tarfile.open(fileobj=io.BytesIO(content), mode="r:gz")


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(f"package/{name}")
    assert stream, name
    return stream.read()


def _without_cdn(script: str) -> str:
    for theirs, ours in _BESIDE.items():
        assert script.count(theirs) == 1, theirs
        script = script.replace(theirs, ours)
    return script


def _page(title: str, backend: Mapping[str, Any], lang: str) -> str:
    """The page, which runs the script that lies beside it alone, and asks nobody but the forge."""
    own = " ".join(str(backend[key]) for key in ("base_url", "api_root") if backend.get(key))
    asked = own or BACKENDS[backend["name"]]
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            "img-src 'self' data: blob: https:",
            "media-src 'self' blob:",
            f"connect-src 'self' blob: data: {asked}",
            "frame-src blob:",
            "worker-src 'self' blob:",
            "base-uri 'none'",
        )
    )
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(say('contributing', 'editor.title', lang))} · {escape(title)}</title>\n"
        '<link href="config.json" type="application/json" rel="cms-config-url">\n</head>\n<body>\n'
        f'<script src="{SCRIPT}"></script>\n</body>\n</html>\n'
    )


def editor_settings(
    catalogue: Catalogue, backend: Mapping[str, Any], lang: str, *, site_url: str = ""
) -> dict[str, Any]:
    """The editor’s settings, of which its package has the JSON Schema (schema/sveltia-cms.json)."""
    texts = sentences("contributing", lang)
    settings: dict[str, Any] = {
        "backend": dict(backend),
        "media_folder": "contributions/essays",
        "app_title": catalogue.title,
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": LONGEST_ID},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}},
        "editor": {"preview": False},
        "collections": [_essays(catalogue, lang), _letters(lang), _authors(lang)],
    }
    if backend["name"] != "gitea":  # which has no such workflow in this version
        settings["publish_mode"] = "editorial_workflow"
    if site_url:
        settings["site_url"] = site_url
    slug = {
        "editable": ["create"],
        "hint": texts["editor.slug"],
        "pattern": [f"^{ID.pattern}$", texts["editor.slug"]],
    }
    for collection in settings["collections"]:
        collection["slug"] = {"template": f"{{{{{collection['identifier_field']}}}}}", **slug}
    return settings


def _essays(catalogue: Catalogue, lang: str) -> dict[str, Any]:
    texts = sentences("contributing", lang)
    asked = [_field(each, lang) for each in asked_fields("essay", ESSAY, lang)]
    authors = {
        "name": "authors",
        "label": texts["editor.authors-all"],
        "hint": texts["editor.authors"],
        "widget": "relation",
        "collection": "authors",
        "value_field": "{{slug}}",
        "display_fields": ["name"],
        "search_fields": ["name"],
        "multiple": True,
        "min": 1,
    }
    volumes = [(each.id, each.title) for each in catalogue.volumes.values()]
    more = [_license(lang)]
    more += [_select("volume", volumes, lang)] if volumes else []
    shown = {"title", "authors", *(each["name"] for each in (*asked, *more))}
    body = _body(texts["form.body"], texts["editor.body"])
    return {
        "name": "essays",
        "label": texts["editor.essays"],
        "label_singular": texts["editor.essay"],
        "folder": "contributions/essays",
        "path": "{{slug}}/index",
        "identifier_field": "title",
        **FILES,
        "fields": [asked[0], authors, *asked[1:], *more, *_hidden("essay", shown), body],
    }


def _letters(lang: str) -> dict[str, Any]:
    """Letters in answer to essays: `answers` says to which."""
    texts = sentences("contributing", lang)
    title, *_ = asked_fields("essay", ESSAY, lang)
    date = next(each for each in asked_fields("essay", ESSAY, lang) if each.name == "date")
    answered = {
        "name": "answers",
        "label": texts["editor.answers"],
        "hint": texts["editor.answers.help"],
        "widget": "string",
        "pattern": [f"^{ID.pattern}$", texts["editor.answers.help"]],
    }
    authors = {
        "name": "authors",
        "label": texts["author.name"],
        "hint": texts["author.name.help"],
        "widget": "list",
        "min": 1,
    }
    shown = {"answers", "title", "authors", "date", "license"}
    return {
        "name": LETTERS,
        "label": texts["editor.letters"],
        "label_singular": texts["editor.letter"],
        "folder": "contributions/essays",
        "path": "{{answers}}/letters/{{slug}}",
        "identifier_field": "title",
        **FILES,
        "fields": [
            answered,
            _field(title, lang),
            authors,
            _field(date, lang) | {"required": True, "default": "{{now}}"},
            _license(lang),
            *_hidden("letter", shown),
            _body(texts["form.body"], texts["editor.body"]),
        ],
    }


def letter_address(essay: str) -> str:
    """Where the editor begins a letter in answer to an essay, below its own address."""
    return f"#/collections/{LETTERS}/new?answers={essay}"


def _authors(lang: str) -> dict[str, Any]:
    texts = sentences("contributing", lang)
    asked = [_field(each, lang) for each in asked_fields("author", AUTHOR, lang)]
    portrait = {
        "name": "portrait",
        "label": texts["form.portrait"],
        "hint": texts["form.portrait.help"],
        "widget": "image",
        "required": False,
        "choose_url": False,
    }
    shown = {"portrait", *(each["name"] for each in asked)}
    return {
        "name": "authors",
        "label": texts["editor.authors-all"],
        "label_singular": texts["editor.author"],
        "folder": "contributions/authors",
        "identifier_field": "name",
        **FILES,
        "fields": [
            *asked,
            portrait,
            *_hidden("author", shown),
            _body(texts["form.notice"], texts["form.notice.help"], required=False),
        ],
    }


def _hidden(kind: str, shown: Collection[str]) -> list[dict[str, Any]]:
    """The fields of a kind of file that the editor keeps as they are and doesn’t show."""
    return [{"name": name, "widget": "hidden"} for name in KINDS[kind].model_fields if name not in shown]


def _license(lang: str) -> dict[str, Any]:
    return _select("license", [(id, LICENSES[id].name(lang)) for id in (*OFFERED, *OTHERS)], lang)


def _body(label: str, hint: str, *, required: bool = True) -> dict[str, Any]:
    return {
        "name": "body",
        "label": label,
        "hint": hint,
        "widget": "markdown",
        "modes": ["raw"],
        "required": required,
    }


def _select(name: str, options: list[tuple[str, str]], lang: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": say("contributing", f"essay.{name}", lang),
        "hint": say("contributing", f"essay.{name}.help", lang),
        "widget": "select",
        "required": False,
        "options": [{"value": value, "label": label} for value, label in options],
    }


def _field(asked: AskedField, lang: str) -> dict[str, Any]:
    """One field of the schema as the editor shows it, with its bounds."""
    field: dict[str, Any] = {
        "name": asked.name,
        "label": asked.label,
        "hint": asked.help,
        "required": asked.required,
        "widget": {"line": "string", "text": "text", "words": "list", "date": "datetime"}.get(
            asked.shape, "string"
        ),
    }
    if asked.shape == "date":
        field |= {"format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False, "type": "date"}
    elif asked.shape == "words":
        field |= {"max": asked.most}
    elif asked.shape == "choice":
        options = [
            {"value": each, "label": say("contributing", f"choice.{each}", lang)} for each in asked.choices
        ]
        field |= {"widget": "select", "options": options}
    elif asked.longest:
        said = sentences("problems", lang)["field-too-long.message"].format(
            field=asked.label, max=asked.longest
        )
        field["pattern"] = [f"^[\\s\\S]{{0,{asked.longest}}}$", said]
    elif asked.shape == "address":
        field["pattern"] = [r"^(https?://\S+|mailto:\S+@\S+)?$", asked.help]
    return field
