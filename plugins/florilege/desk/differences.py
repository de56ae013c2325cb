"""Two versions of a text → the passages that differ, each with some words around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 6
"""How many words are shown before and after what has changed."""
CLOSE = 2
"""How many words between two changes make one of them."""
_PIECES = re.compile(r"\S+|\n+")


@dataclass(frozen=True, slots=True)
class Change:
    """Words that stood between `before` and `after`, and those that stand there now; either may be none."""

    before: str
    old: str
    new: str
    after: str
    cut_before: bool = False
    """Whether more words stand before these, likewise after them."""
    cut_after: bool = False


def changes(old: str, new: str) -> tuple[Change, ...]:
    """What has become of a text, word by word; the ends of paragraphs count, other spaces don't.

    >>> changes("Le banc vert du parc.", "Le banc rouge du parc.")[0]
    Change(before='Le banc', old='vert', new='rouge', after='du parc.', cut_before=False, cut_after=False)
    """
    was, now = (_PIECES.findall(text.strip()) for text in (old, new))
    return tuple(
        Change(
            before=_shown(was[max(0, start - AROUND) : start]),
            old=_shown(was[start:end], ends=True),
            new=_shown(now[first:last], ends=True),
            after=_shown(was[end : end + AROUND]),
            cut_before=start > AROUND,
            cut_after=end + AROUND < len(was),
        )
        for start, end, first, last in _different(was, now)
    )


def _different(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where they differ: from and to in the one, from and to in the other.

    What they begin with alike and end with alike isn't compared: it is most of a text that was corrected.
    """
    begin = 0
    while begin < min(len(was), len(now)) and was[begin] == now[begin]:
        begin += 1
    end = 0
    while end < min(len(was), len(now)) - begin and was[-1 - end] == now[-1 - end]:
        end += 1
    matcher = SequenceMatcher(None, was[begin : len(was) - end], now[begin : len(now) - end], autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for tag, start, stop, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and start + begin - found[-1][1] <= CLOSE:
            start, first = found[-1][0] - begin, found[-1][2] - begin
            found.pop()
        found.append((begin + start, begin + stop, begin + first, begin + last))
    yield from found


def _shown(pieces: Sequence[str], *, ends: bool = False) -> str:
    """Words as one reads them; the end of a paragraph is shown where it is what has changed.

    >>> _shown(["vert.", "\\n", "Il"]), _shown(["\\n"], ends=True)
    ('vert. Il', '¶')
    """
    words = ["¶" if piece.startswith("\n") else piece for piece in pieces]
    kept = words if ends and all(word == "¶" for word in words) else [word for word in words if word != "¶"]
    return " ".join(kept)
