"""Ends of lines between ideographs or kana → nothing: Chinese and Japanese have no spaces between words.

The rules are those of CSS Text 4 (segment break transformation), which neither WeasyPrint nor readers of
e-books carry out. Beside Latin letters, and in Korean, the end of a line stays a space.
"""

import re

from florilege.language.locales import primary_language
from florilege.prose.typography.protected_pairs import OPAQUE

_WIDE = re.compile(
    "[\u2e80-\u2fdf\u3000-\u312f\u31a0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f"
    "\uffe0-\uffee\U0001b000-\U0001b16f\U00020000-\U0003fffd]"
)
"""Ideographs, kana, bopomofo, and the signs as wide as they are: not Hangul."""
_NARROW = "“”‘’…—·"
"""Signs that are wide in Chinese and Japanese alone."""
_PIECE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>|&#?\w+;|[ ]*\n[ ]*|[^<&\n]", re.DOTALL)
_BLOCKS = re.compile(
    r"(?:address|aside|blockquote|br|caption|d[dlt]|details|div|fig\w+|h[1-6r]|img|li|ol|p|pre|summary|t\w+|ul)\Z"
)


def join_lines(html: str, lang: str) -> str:
    """The HTML without the ends of lines that stand between ideographs; `lang` is that of the text.

    >>> join_lines("<p>春は\\nあけぼの<em>。\\n</em>ab\\n夏</p>", "ja").replace("\\n", "|")
    '<p>春はあけぼの<em>。|</em>ab|夏</p>'
    """
    if "\n" not in html or not _WIDE.search(html):
        return html
    is_east_asian = primary_language(lang) in ("ja", "zh")
    before = ""
    waiting: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    opaque = 0
    for piece in _PIECE.finditer(html):
        name = (piece[2] or "").lower()
        if name in OPAQUE:
            opaque += -1 if piece[1] else 1
        if name:
            if _BLOCKS.match(name):
                before, waiting = "", []
            continue
        if "\n" in piece[0]:
            waiting += [piece.span()] * (not opaque)
            continue
        sign = "" if opaque or len(piece[0]) > 1 else piece[0]
        if waiting and _are_wide(before, sign, is_east_asian):
            dropped += waiting
        before, waiting = sign, []
    for start, end in reversed(dropped):
        html = html[:start] + html[end:]
    return html


def _are_wide(before: str, behind: str, is_east_asian: bool) -> bool:
    wide = [bool(sign) and _WIDE.match(sign) is not None for sign in (before, behind)]
    if all(wide):
        return True
    other = behind if wide[0] else before
    return is_east_asian and any(wide) and bool(other) and other in _NARROW
