"""The name of a volume or an essay → it; or the error that says which there are, or that it is in error."""

from collections.abc import Collection
from difflib import get_close_matches

import click

from florilege.catalogue.agreements import consents_path
from florilege.catalogue.ids import suggest_id
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay
from florilege.desk.record_files import faulty, require_read
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import Project

NEAR = 3
"""How many names are proposed."""
LEAST = 3
"""How many letters say something of a name that holds them."""


def volume_named(name: str, catalogue: Catalogue, project: Project) -> Volume:
    """A volume by its id.

    Raises `FlorilegeError`: `volume-not-found` (2); `file-faulty` (1) for one that is in error.
    """
    known = catalogue.volumes
    if name in known:
        return known[name]
    require_read(TextKey("volume", name).path, project.contributions, catalogue)
    raise FlorilegeError("volume-not-found", exit_code=2, volume=name, known=", ".join(known))


def essay_named(id: str, catalogue: Catalogue, project: Project) -> Essay:
    """An essay by its id.

    Raises `FlorilegeError`: `essay-not-found` (2); `file-faulty` (1) for one that is in error.
    """
    if id in catalogue.essays:
        return catalogue.essays[id]
    require_read(TextKey("essay", id).path, project.contributions, catalogue)
    raise unknown_essay(id, catalogue.essays)


def say_faulty(
    volumes: Collection[Volume],
    catalogue: Catalogue,
    project: Project,
    lang: str,
    *,
    all_volumes: bool = False,
) -> bool:
    """Name on standard error the files in error without which volumes are told of; whether there are any.

    These are essays, the files of those who sign them, and the editor's records. With `all_volumes`,
    volumes in error are named too.
    """
    ids = {volume.id for volume in volumes}
    essays = {id for volume in volumes for part in volume.parts for id in (*part.listed, *part.essays)}
    known = [catalogue.essays[id] for id in essays if id in catalogue.essays]
    signers = {byline.author for essay in known for byline in essay.bylines}
    records = {consents_path(id) for id in essays}
    found = {path for path in catalogue.faulty_records if path in records or path.split("/")[1] in ids}
    for key in catalogue.refused:
        asked, _ = catalogue.faulty_places.get(key.path, (None, None))
        of_volume = key.kind == "essay" and (key.id in essays or asked in ids)
        of_volume |= key.kind == "author" and key.id in signers
        if of_volume or (all_volumes and key.kind == "volume"):
            found.add(key.path)
    for path in sorted(found):
        click.echo(faulty(project.contributions / path).message(lang), err=True)
    return bool(found)


def unknown_essay(id: str, known: Collection[str]) -> FlorilegeError:
    """`essay-not-found` (2), with the names that are most like it.

    >>> unknown_essay("Le banc", ["le-banc-vert", "une-lettre"]).values["near"]
    'le-banc-vert'
    """
    asked = suggest_id(id)
    within = [each for each in sorted(known) if len(asked) >= LEAST and asked in each]
    near = dict.fromkeys([*get_close_matches(asked, sorted(known), n=NEAR, cutoff=0.6), *within])
    return FlorilegeError("essay-not-found", exit_code=2, essay=id, near=", ".join([*near][:NEAR]))
