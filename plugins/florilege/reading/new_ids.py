"""The id that somebody wants to give → nothing, or what is wrong with it and what it could be."""

from florilege.catalogue.ids import is_id, suggest_id
from florilege.diagnostics.problems import FlorilegeError


def require_id(id: str) -> None:
    """Raise `FlorilegeError` (2), `new-id`, for what isn't an id."""
    if not is_id(id):
        raise FlorilegeError("new-id", exit_code=2, id=id, suggestion=suggest_id(id))
