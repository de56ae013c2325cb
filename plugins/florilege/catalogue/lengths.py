"""How long texts are to be."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The lengths that a volume takes, in words or in characters with spaces (`signs`, French « signes »)."""

    min: int = 0
    max: int | None = None
    unit: Literal["words", "signs"] = "words"
