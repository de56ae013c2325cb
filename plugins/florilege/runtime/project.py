"""Where things are: the folder of an anthology → its paths and the few settings that all rooms share."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from florilege.diagnostics.problems import FlorilegeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folders of one anthology, absolute, and its public address."""

    root: Path
    contributions: Path
    cache: Path
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
    settings = _plain_values(file)
    contributions = root / settings.get("docs_dir", "contributions")
    if not contributions.is_dir():
        raise FlorilegeError("contributions-not-found", exit_code=2, folder=contributions)
    url = settings.get("site_url", "")
    return project_at(root, contributions, site_url=url)


def project_at(root: Path, contributions: Path, *, site_url: str = "") -> Project:
    """The project with these folders, absolute; the cache and outputs have fixed places below `root`."""
    return Project(
        root=root,
        contributions=contributions,
        cache=root / ".cache" / "plugin" / "florilege",
        fonts=root / "fonts",
        design=root / "design",
        profiles=root / "profiles",
        tomes=root / "tomes",
        site_url=site_url if not site_url or site_url.endswith("/") else site_url + "/",
    )


def _plain_values(file: Path) -> dict[str, str]:
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise FlorilegeError("settings-unreadable", exit_code=2, file=file, reason=reason) from error
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value: value.value
        for key, value in node.value
        if isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str"
    }
