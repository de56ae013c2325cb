"""Where things are: the folder of an anthology → its paths and the few settings that all rooms share."""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from florilege.diagnostics.problems import FlorilegeError

OnError = Literal["refuse", "leave-out"]
"""What happens where a text is in error: nothing is published, or all but what is in error."""


_SITE = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
"""How the address of a site begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folders of one anthology, absolute, and its public address."""

    root: Path
    contributions: Path
    cache: Path
    published: Path
    """The last good versions of texts: in the cache, but nothing makes them again."""
    fonts: Path
    """The anthology's own fonts, if the folder exists."""
    design: Path
    """The anthology's own templates and styles, if the folder exists (book/composing/look.py)."""
    profiles: Path
    """Its ICC profiles, if the folder exists."""
    tomes: Path
    """Where `build_pdf.py` and `florilege build` leave the PDFs."""
    site_url: str = ""
    """Ends in `/`; empty where mkdocs.yml names none."""
    on_error: OnError = "refuse"
    """The plugin's option."""
    lang: str = ""
    """The language of the site (BCP 47); empty where mkdocs.yml names none."""
    today: date | None = None
    """The day on which it is published, as far as it is told: embargoes end with it."""
    day: date | None = None
    """The day as of which agreements count: that of mkdocs.yml, else that of the clock; None: all count."""
    site_files: tuple[str, ...] = ()
    """What mkdocs.yml names for the look of the site, as it is written there: see site_files.py."""
    offered: tuple[tuple[str, str], ...] = ()
    """Title and path below `contributions/files/` of each file that readers may download."""
    field_names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Names of front matter that are the anthology's own → ours, or `ignore`."""
    maintainers: tuple[str, ...] = ()
    """The accounts of those who may propose any change."""
    repository: str = ""
    """`repo_url`: the address of the repository on a forge."""
    form: bool = False
    """Whether the site has the form."""
    web_editor: bool = False
    """Whether it has the web editor."""


_OFF = ("", "false", "no", "off")
"""What YAML 1.1 reads as false, and nothing."""


def find_project(start: Path) -> Project:
    """The project in `start` or the nearest folder above that holds a mkdocs.yml.

    Only plain values of mkdocs.yml are looked at and nothing in it is evaluated, so that `!ENV` or
    `!!python` tags are MkDocs' affair. Raises `FlorilegeError` (2) without mkdocs.yml or contributions.
    """
    start = start.resolve()
    for root in (start, *start.parents):
        file = root / "mkdocs.yml"
        if file.is_file():
            break
    else:
        raise FlorilegeError("project-not-found", exit_code=2, folder=start)
    node = _composed(file)
    settings = _plain_values(node)
    contributions = root / settings.get("docs_dir", "contributions")
    if not contributions.is_dir():
        raise FlorilegeError("contributions-not-found", exit_code=2, folder=contributions)
    options = _plugin_options(node)
    on_error = _plain_values(options).get("on_error", "refuse")
    if on_error not in get_args(OnError):
        raise FlorilegeError("setting-choice", exit_code=2, file=file, option="on_error", value=on_error)
    site_url = settings.get("site_url", "")
    if site_url and not _SITE.match(site_url):
        raise FlorilegeError("setting-address", exit_code=2, file=file, value=site_url)
    told = _plain_values(options, of_any_type=True).get("today", "")
    return project_at(
        root,
        contributions,
        site_url=site_url,
        on_error=cast("OnError", on_error),
        field_names=_plain_values(_entry(options, "fields"), of_any_type=True),
        today=told_day(told),
        day=agreed_day(told),
        lang=_plain_values(_entry(node, "theme")).get("language", ""),
        maintainers=_scalars(_entry(options, "maintainers")),
        site_files=site_file_names(
            _values(_entry(node, "theme")),
            *(_values(_entry(node, f"extra_{kind}")) for kind in ("css", "javascript")),
        ),
        offered=offered_files(_values(_entry(options, "files"))),
        repository=settings.get("repo_url", ""),
        form=_plain_values(options, of_any_type=True).get("form", "false").lower()
        not in ("false", "no", "off", ""),
        web_editor=bool(_values(_entry(options, "web_editor"))),
    )


def project_around(start: Path) -> Project | None:
    """The project in which a folder lies, if it lies in one; raises as `find_project` does otherwise."""
    try:
        return find_project(start)
    except FlorilegeError as error:
        if error.code != "project-not-found":
            raise
        return None


def project_at(
    root: Path,
    contributions: Path,
    *,
    site_url: str = "",
    on_error: OnError = "refuse",
    lang: str = "",
    field_names: Mapping[str, str] | None = None,
    today: date | None = None,
    day: date | None = None,
    maintainers: tuple[str, ...] = (),
    site_files: tuple[str, ...] = (),
    offered: tuple[tuple[str, str], ...] = (),
    repository: str = "",
    form: bool = False,
    web_editor: bool = False,
) -> Project:
    """The project with these folders, absolute; the cache and outputs have fixed places below `root`."""
    cache = root / ".cache" / "plugin" / "florilege"
    return Project(
        root=root,
        contributions=contributions,
        cache=cache,
        published=cache / "published",
        fonts=root / "fonts",
        design=root / "design",
        profiles=root / "profiles",
        tomes=root / "tomes",
        site_url=site_url if not site_url or site_url.endswith("/") else site_url + "/",
        on_error=on_error,
        lang=lang,
        field_names=field_names or {},
        today=today,
        day=day,
        maintainers=maintainers,
        site_files=site_files,
        offered=offered,
        repository=repository.rstrip("/"),
        form=form,
        web_editor=web_editor,
    )


def site_file_names(theme: object, styles: object, scripts: object) -> tuple[str, ...]:
    """What the settings `theme`, `extra_css` and `extra_javascript` name as files, in the order of these.

    >>> site_file_names({"logo": "logo.svg"}, ["extra.css"], [{"path": "a.mjs"}, "b.js"])
    ('logo.svg', 'extra.css', 'a.mjs', 'b.js')
    """
    named = [theme.get(name) for name in ("logo", "favicon")] if isinstance(theme, Mapping) else []
    for setting in (styles, scripts):
        entries = setting if isinstance(setting, list) else []
        named += (each.get("path") if isinstance(each, Mapping) else each for each in entries)
    return tuple(each for each in named if isinstance(each, str) and each)


def offered_files(setting: object) -> tuple[tuple[str, str], ...]:
    """Title and path of each file that the plugin's option `files` offers to readers.

    It is a list as in `nav`, of paths with or without titles. Raises `FlorilegeError` (2) for anything else.

    >>> offered_files([{"Dossier de presse": "presse.pdf"}, "files/plan.pdf"])
    (('Dossier de presse', 'presse.pdf'), ('plan.pdf', 'plan.pdf'))
    """
    if setting is not None and not isinstance(setting, list):
        raise FlorilegeError("settings-files", exit_code=2, value=setting)
    return tuple(_offered(entry) for entry in setting or ())


def _offered(entry: object) -> tuple[str, str]:
    title, path = next(iter(entry.items())) if isinstance(entry, Mapping) and len(entry) == 1 else ("", entry)
    title = str(title)  # a year is a number to YAML
    path = unicodedata.normalize("NFC", path).removeprefix("files/") if isinstance(path, str) else ""
    if not path or {"", ".", ".."} & {*path.split("/")} or "\\" in path:
        raise FlorilegeError("settings-files", exit_code=2, value=entry)
    return unicodedata.normalize("NFC", title) or path.rpartition("/")[2], path


def told_day(setting: str, environ: Mapping[str, str] = os.environ) -> date | None:
    """The day that mkdocs.yml tells, else the one of `SOURCE_DATE_EPOCH` (UTC); None where neither does.

    A build has no clock, so that the same input gives the same site. Raises `FlorilegeError` (2).

    >>> told_day("2027-03-01"), told_day("", {"SOURCE_DATE_EPOCH": "0"}), told_day("", {})
    (datetime.date(2027, 3, 1), datetime.date(1970, 1, 1), None)
    """
    seconds = environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if setting:
            return date.fromisoformat(setting)
        return datetime.fromtimestamp(int(seconds), UTC).date() if seconds else None
    except (ValueError, OverflowError, OSError):
        raise FlorilegeError("settings-today", exit_code=2, value=setting or seconds) from None


def agreed_day(setting: str) -> date:
    """The day as of which agreements count: that of mkdocs.yml, else the clock's.

    `SOURCE_DATE_EPOCH` may be any day of the past, on which nobody had agreed to anything.
    """
    return told_day(setting, {}) or date.today()


def _composed(file: Path) -> yaml.Node | None:
    try:
        return yaml.compose(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        place = f"{file}:{mark.line + 1}" if mark else file
        raise FlorilegeError("settings-unreadable", exit_code=2, file=place) from error


def _plugin_options(node: yaml.Node | None) -> yaml.Node | None:
    """What stands below `florilege` among the plugins, which MkDocs takes as a list or as a mapping."""
    plugins = _entry(node, "plugins")
    if isinstance(plugins, yaml.SequenceNode):
        return next((found for each in plugins.value if (found := _entry(each, "florilege"))), None)
    return _entry(plugins, "florilege")


def _values(node: yaml.Node | None) -> object:
    """A node as lists, mappings and texts; None for nothing."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _values(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [_values(each) for each in node.value]
    return node and node.value


def _entry(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """What a mapping has under a name; None for anything else."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _scalars(node: yaml.Node | None) -> tuple[str, ...]:
    """The scalars of a list as they are written; none for anything else."""
    entries = node.value if isinstance(node, yaml.SequenceNode) else ()
    return tuple(each.value for each in entries if isinstance(each, yaml.ScalarNode))


def _plain_values(node: yaml.Node | None, *, of_any_type: bool = False) -> dict[str, str]:
    """The texts of a mapping, or all its scalars as they are written."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {
        key.value: value.value
        for key, value in pairs
        if isinstance(value, yaml.ScalarNode) and (of_any_type or value.tag == "tag:yaml.org,2002:str")
    }
