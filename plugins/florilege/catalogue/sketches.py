"""A text → what shows how much of it has changed since, and not its words: a letter for each word."""

import re
import unicodedata
from hashlib import sha256
from math import floor

from florilege.catalogue.writings import Essay

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LINE = 80
LONGEST = 20_000
"""Words: a longer text has no sketch, and any change of it is one."""


def sketch(essay: Essay) -> tuple[str, ...]:
    """A letter for each word of the text, in lines; case, spaces and punctuation don't count.

    A word that takes the place of another has the same letter once in 64 times.
    """
    words = _words(essay.body.markdown)
    if len(words) > LONGEST:
        return ()
    letters = "".join(LETTERS[sha256(word.encode()).digest()[0] % len(LETTERS)] for word in words)
    return tuple(letters[start : start + LINE] for start in range(0, len(letters), LINE))


def same_words(one: str, other: str) -> bool:
    """Whether two titles differ in case, spaces and punctuation at most."""
    return _words(one) == _words(other)


def changed_at_most(before: tuple[str, ...], after: tuple[str, ...], percent: float) -> bool:
    """Whether, of the words of both texts together, no more than `percent` % stand in one of them alone.

    >>> changed_at_most(("abcde", "fghij"), ("abcdeXghij",), 10), changed_at_most(("abcd",), ("abXd",), 10)
    (True, False)
    """
    one, other = "".join(before), "".join(after)
    return _differ_by(one, other, floor((len(one) + len(other)) * percent / 100))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def _differ_by(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters are to be taken out and put in to make one of the other.

    E. W. Myers, « An O(ND) Difference Algorithm and Its Variations », 1986.
    """
    reached = {1: 0}
    for count in range(most + 1):
        for diagonal in range(-count, count + 1, 2):
            down = diagonal == -count or (diagonal != count and reached[diagonal - 1] < reached[diagonal + 1])
            x = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            while x < len(one) and 0 <= x - diagonal < len(other) and one[x] == other[x - diagonal]:
                x += 1
            if x >= len(one) and x - diagonal >= len(other):
                return True
            reached[diagonal] = x
    return False
