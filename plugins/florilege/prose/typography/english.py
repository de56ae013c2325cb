"""English typography: curly quotes and apostrophes, ellipses; nothing else."""

import re

from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARKUP

_BEFORE = rf"\s(\[{{—–/{BLOCK}{ITEM}{LEAD}"
_OPENS = rf"(?:(?<![^{_BEFORE}“‘\"'])|(?<=[{_BEFORE}][{MARKUP}])|(?<=\A[{MARKUP}]))"

RULES: tuple[tuple[str, str], ...] = (
    (r"(?<=[^\W\d_])'(?=[^\W_])", "’"),  # don’t
    (r"'(?=\d0s\b)", "’"),  # the ’90s
    (rf'{_OPENS}"(?=\S)', "“"),
    (r'(?<=[^\s\d])"', "”"),
    (rf"{_OPENS}'(?=[^\W\d_]|[\"“{MARKUP}])", "‘"),
    (r"(?<=[^\s\d])'", "’"),
)
"""Pattern → replacement, in order. A quote after a digit stays straight: it may be a measure (12")."""

_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in RULES)


def fix_english(text: str) -> str:
    """Masked text, fixed."""
    for pattern, replacement in _COMPILED:
        text = pattern.sub(replacement, text)
    return text
