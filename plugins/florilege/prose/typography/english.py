"""English typography: curly quotes and apostrophes, ellipses; nothing else."""

import re

from florilege.prose.typography.mixed_quotes import completed, pairs
from florilege.prose.typography.quotes import whole
from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARKUP

_BEFORE = rf"\s(\[{{—–/{BLOCK}{ITEM}{LEAD}"
_OPENS = rf"(?:(?<![^{_BEFORE}“‘\"'])|(?<=[{_BEFORE}][{MARKUP}])|(?<=\A[{MARKUP}]))"

RULES: tuple[tuple[str, str], ...] = (
    (r"(?<=[^\W\d_])'(?=[^\W_])", "’"),  # don’t
    (r"'(?=\d0s\b)|(?<=\d)'(?=s\b)", "’"),  # the ’90s, 1984’s
    (r"(?<![\w'])'(?=(?i:tis|twas|twere|twill|em|til|cause)\b(?!'))", "’"),  # ’tis
    (r"(?<![\w'])'([nN])'(?!\w)", r"’\1’"),  # rock ’n’ roll
    (rf'{_OPENS}"(?=\S)', "“"),
    (r'(?<=[^\s\d])"', "”"),
    (rf"{_OPENS}'(?=[^\W\d_]|[\"“{MARKUP}])", "‘"),
    # ‘Catch-22’, and ‘6' tall’
    (r"(‘[^‘’\n]*\d)'(?!\w)(?![^‘\n]*[^\s]’(?!\w))", r"\1’"),
    (r"(?<=[^\s\d])'", "’"),
)
"""Pattern → replacement, in order. A quote after a digit that closes nothing stays: it may be a measure."""

_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in RULES)


def fix_english(text: str) -> str:
    """Masked text, fixed."""
    if '"' in text:
        text = "".join(_paired(text[start:end]) for start, end in whole(text))
    for pattern, replacement in _COMPILED:
        text = pattern.sub(replacement, text)
    return text


def _paired(unit: str) -> str:
    """A unit whose straight quotes in pairs are “ ”, also behind a digit (“Catch-22”)."""
    characters = list(completed(unit))
    for pair in pairs(unit):
        if pair.signs == '""':
            characters[pair.opening], characters[pair.closing] = "“", "”"
    return "".join(characters)
