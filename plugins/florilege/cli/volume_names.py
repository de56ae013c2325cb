"""The name of a volume → the volume, or the error that says which there are."""

from collections.abc import Mapping

from florilege.catalogue.volumes import Volume
from florilege.diagnostics.problems import FlorilegeError


def volume_named(name: str, known: Mapping[str, Volume]) -> Volume:
    """One of the volumes known. Raises `FlorilegeError` (2), `volume-not-found`."""
    if name not in known:
        raise FlorilegeError("volume-not-found", exit_code=2, volume=name, known=", ".join(known))
    return known[name]
