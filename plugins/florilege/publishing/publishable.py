"""Anthology, `on_error` → what is published of it, and what was left out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from florilege import anthology as anthologies
from florilege.anthology import Anthology
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.model import Catalogue
from florilege.diagnostics.problems import FlorilegeError, Problem
from florilege.publishing.last_good import last_good, with_last_good
from florilege.publishing.selection import broken_references, good_part
from florilege.publishing.withheld import agreed_part
from florilege.runtime.project import Project
from florilege.runtime.workers import Workers


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What is published of an anthology."""

    site: Anthology
    """What the site shows."""
    tomes: Anthology
    """What is printed: less, where only paper is in the way of a text."""
    whole: Catalogue
    """The anthology with all that is in error."""
    left_out: tuple[Problem, ...] = ()
    """The errors by which something isn't published, sorted by place."""
    refused: tuple[Problem, ...] = ()
    """Those by which editions of volumes aren't made, sorted by place; `anthology.outlets` names them."""
    warnings: tuple[Problem, ...] = ()
    """Links that lead to what was left out."""
    standing_in: tuple[TextKey, ...] = ()
    """The texts in error whose last good versions are published, sorted."""


def publication(
    project: Project, anthology: Anthology, *, pool: Workers | None = None, refusing: bool = True
) -> Publication:
    """What of an anthology can be published, texts in error in their last good versions where there are any.

    Without `refusing`, an edition leaves out the essays for want of which its volume refuses it. Raises
    `FlorilegeError` as `anthology.load` does.
    """
    refused, left_out = anthology.refusals, anthology.errors
    if not refusing:
        refused, left_out = (), tuple(sorted({*left_out, *refused}))
    if not anthology.errors:
        site, tomes = (agreed_part(anthology, of_print=each, refusing=refusing) for each in (False, True))
        return Publication(
            site=site,
            tomes=tomes,
            whole=anthology.catalogue,
            left_out=left_out,
            refused=refused,
            warnings=tuple(sorted(broken_references(anthology, site))),
        )
    site, tomes = (good_part(anthology, of_print=each) for each in (False, True))
    catalogue = anthology.catalogue
    keys = {text.key for text in catalogue.texts()} | catalogue.refused
    standing_in = last_good(project, keys - site.prose.keys())
    if standing_in:
        with with_last_good(project, standing_in) as folder:
            anthology = anthologies.load(replace(project, contributions=folder), pool=pool)
        site, tomes = (good_part(anthology, of_print=each) for each in (False, True))
    site = agreed_part(site, of_print=False, refusing=refusing)
    tomes = agreed_part(tomes, of_print=True, refusing=refusing)
    return Publication(
        site=site,
        tomes=tomes,
        whole=catalogue,
        left_out=left_out,
        refused=refused,
        warnings=tuple(sorted(broken_references(anthology, site))),
        standing_in=tuple(key for key in standing_in if key in site.prose),
    )


def not_printed(failures: Iterable[FlorilegeError], catalogue: Catalogue) -> tuple[Problem, ...]:
    """What the press couldn't print, as problems of the texts, from where they begin; else of the tome."""
    lines = {text.body.path: text.body.line for text in catalogue.texts()}
    return tuple(sorted({_not_printed(each, lines) for each in failures}))


def _not_printed(failure: FlorilegeError, lines: Mapping[str, int]) -> Problem:
    sheet, volume = failure.values.get("sheet", ""), failure.values.get("volume")
    path = sheet if sheet in lines else TextKey("volume", volume).path if volume else HOME.path
    line = lines.get(sheet, 1)
    return Problem(path, line, 0, failure.code, tuple(failure.values.items()))


def as_json(publication: Publication, *, lang: str, root: str) -> str:
    """What was left out, for programs: an array of objects, the path below `root`.

    `last_good` tells whether the last good version of the text is published instead.
    """
    standing_in = {path for key in publication.standing_in for path in (key.path, f"{key.folder}/")}
    rows = [
        {
            "path": f"{root}/{each.path}",
            "line": each.line,
            "code": each.code,
            "message": each.message(lang),
            "last_good": bool({each.path, f"{each.path.rpartition('/')[0]}/"} & standing_in),
        }
        for each in publication.left_out
    ]
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"
