"""`--` → –, `---` → —, as Pandoc, Quarto and Smartypants read them, but not in what is no prose.

word -- word      a dash, as at the edge of a word: `word-- word`, `--words within--`
1914--1918        a span: between two numbers, or two words with a capital (`Paris--Lyon`)
--option          stays, as do names of files and addresses (`my--file.txt`, `block__part--kind`)
word--word        stays, and is told: a dash to one author is a name to another
"""

import re
from collections.abc import Iterator, Sequence

from florilege.prose.typography.protected import mask
from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARK, TAG, WORD

_EM = re.compile(r"(?<!-)---(?!-)")
_TOKEN = re.compile(rf"[^\s{BLOCK}{ITEM}{LEAD}]+")
_TWO = re.compile(r"(?<![-<!])--(?![->])")
_NAME = re.compile(r"[_/\\=@+~]|\.\w*[^\W\d_]")
"""What words in prose have not, and names of files and addresses may have."""
_MARKS = re.compile(f"[{MARK}{TAG}]")
_WORD_BEFORE = re.compile(rf"(?:\b(?:[cdjlmnstCDJLMNST]|[Qq]u)[’'])?([\w{WORD}][\w.,:’'-]*)\Z")
_WORD_BEHIND = re.compile(rf"(?:(?:[cdjlmnstCDJLMNST]|[Qq]u)[’'])?([\w{WORD}])")
_OPENED = re.compile(r"[(\[«“„\"'‘]*")
_BESIDE = 100
"""Characters on each side that say what two hyphens are: a word."""
_WITHIN = 400
"""Characters of a line in which a pair of dashes that touch their words ends: a long sentence."""
_CLOSES = re.compile(r"[^.!?;\n]*?[^\s.!?;-]--(?![\w-])")


def dashes(text: str, language: str, keep: Sequence[str], *, markdown: bool) -> str:
    """The text with dashes for hyphens that mean them.

    >>> dashes("a -- b, 12--15, my--file.txt --ok, Lyon--Nice; --oui--", "fr", (), markdown=True)
    'a – b, 12–15, my--file.txt --ok, Lyon–Nice; –oui–'
    """
    masked = mask(text, language, keep=keep, markdown=markdown)
    fixed = _EM.sub("—", masked.text)
    characters = list(fixed)
    for start, kind in two_hyphens(fixed):
        if kind == "dash":
            characters[start : start + 2] = "–", ""
    return masked.restore("".join(characters))


def two_hyphens(text: str) -> Iterator[tuple[int, str]]:
    """Where two hyphens stand in masked text, and what they are: a `dash`, a `name`'s, or `doubtful`."""
    for token in _TOKEN.finditer(text) if "--" in text else ():
        if "--" not in token[0]:
            continue
        is_name = _NAME.search(_MARKS.sub("", token[0])) is not None
        for match in _TWO.finditer(token[0]):
            place = token.start() + match.start()
            before, behind = (
                _MARKS.sub("", text[max(token.start(), place - _BESIDE) : place]),
                _MARKS.sub("", text[place + 2 : min(token.end(), place + 2 + _BESIDE)]),
            )
            kind = "name" if is_name else _kind(before, behind)
            if kind == "option":
                # `--words within--` is a pair of dashes, if no other option stands between.
                line = text[place + 2 : place + 2 + _WITHIN].partition("\n")[0]
                closing = _CLOSES.match(line)
                another = re.search(r"(?<!\S)--\w", line)
                is_pair = closing and not (another and another.start() < closing.end())
                kind = "dash" if is_pair else "name"
            yield place, kind


def _kind(before: str, behind: str) -> str:
    """What two hyphens are between what stands before and behind them without a space."""
    right = _WORD_BEHIND.match(behind)
    left = _WORD_BEFORE.search(before)
    if right is None:
        is_decrement = left is not None and len(left[1]) == 1 and left[1].isascii() and left[1].isalpha()
        return "name" if is_decrement and behind[:1] in (";", ")") else "dash"
    if left is None:
        return "option" if _OPENED.fullmatch(before) else "dash"
    first, second = left[1][0], right[1]
    are_numbers = first.isdigit() and second.isdigit()
    return "dash" if are_numbers or (_is_capital(first) and _is_capital(second)) else "doubtful"


def _is_capital(sign: str) -> bool:
    return sign.isupper() or sign == WORD
