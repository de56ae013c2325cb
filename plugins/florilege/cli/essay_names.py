"""The name of an essay that isn't there → the error that says so, with those that may be meant."""

from collections.abc import Collection
from difflib import get_close_matches

from florilege.catalogue.ids import suggest_id
from florilege.diagnostics.problems import FlorilegeError

NEAR = 3
"""How many names are proposed."""
LEAST = 3
"""How many letters say something of a name that holds them."""


def unknown_essay(id: str, known: Collection[str]) -> FlorilegeError:
    """`essay-not-found` (2), with the names that are most like it.

    >>> unknown_essay("Le banc", ["le-banc-vert", "une-lettre"]).values["near"]
    'le-banc-vert'
    """
    asked = suggest_id(id)
    within = [each for each in sorted(known) if len(asked) >= LEAST and asked in each]
    near = dict.fromkeys([*get_close_matches(asked, sorted(known), n=NEAR, cutoff=0.6), *within])
    return FlorilegeError("essay-not-found", exit_code=2, essay=id, near=", ".join([*near][:NEAR]))
