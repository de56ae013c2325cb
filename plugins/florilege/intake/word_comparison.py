"""The words of a source, and those of what was made of it → the words that got lost, and how many moved.

The source is read by somebody else than who converts it. A word is a run of letters and digits: signs and
markup may come and go. Counted, nothing of the source may be missing in the essay and in what is told to be
left out; held beside each other in order, the places of what is missing are found.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")


@dataclass(frozen=True, slots=True)
class Compared:
    """What two texts differ by."""

    lost: tuple[str, ...]
    """Runs of words that are nowhere, in the order of the source."""
    moved: int
    """How many words stand elsewhere."""


def words_of(text: str) -> list[str]:
    """The words of a text that has no markup.

    >>> words_of("L’été, 2 fois — déjà_vu")
    ['L', 'été', '2', 'fois', 'déjà', 'vu']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


_FENCE = re.compile(r"^[ >]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_DEFINITION = re.compile(r"^\[\^[^\]\n]+\]:", re.MULTILINE)
_CALL = re.compile(r"\[\^[^\]\n]+\]")
_NUMBER = re.compile(r"^[ >]*(?:[-*+][ ]+)*\d{1,9}[.)](?=[ ])", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\((?:<[^>\n]*>|[^\s()]*)(?:\s+\"((?:[^\"\\]|\\.)*)\")?\)")
_PLACE = re.compile(r"\]\((?:<[^>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+\"(?:[^\"\\]|\\.)*\")?\)")
_ATTRIBUTES = re.compile(r"(?<=[\])])\{[^{}\n]*\}|^:{3,}.*$", re.MULTILINE)
_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>]+)>")
_EMPHASIS = re.compile(r"[*~^`]+|={2,}|(?<!\w)_+|_+(?!\w)")


def words_of_markdown(markdown: str) -> list[str]:
    """The words that Markdown shows a reader: of a picture its caption, of a link what one sees.

    >>> words_of_markdown('## Un *m*ot[^1]\\n\\n![Alt](a.png "Le quai")\\n\\n[^1]: La [note](https://a.b).')
    ['Un', 'mot', 'Le', 'quai', 'La', 'note']
    """
    text = _FENCE.sub("", markdown)
    text = _NUMBER.sub("", _CALL.sub("", _DEFINITION.sub("", text)))
    # Escaped signs are put aside, so that none is taken for markup.
    kept: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        kept.append(match[1])
        return "\ue0ff"

    text = _AUTOLINK.sub(r"\1", _ESCAPE.sub(put_aside, text))
    text = _TAG.sub("", _ATTRIBUTES.sub("", text))
    text = _PICTURE.sub(lambda match: f" {match[2] or ''} ", text)
    text = _EMPHASIS.sub("", _PLACE.sub("]", text))
    return words_of(unescape(re.sub("\ue0ff", lambda _: kept.pop(0) if kept else "", text)))


def compare(source: Sequence[str], essay: Sequence[str], told: Iterable[str] = ()) -> Compared:
    """What of the source is missing; `told` are the words that are left out, and named."""
    start = 0
    while start < min(len(source), len(essay)) and source[start] == essay[start]:
        start += 1
    matcher = SequenceMatcher(None, source[start:], essay[start:], autojunk=False)
    missing: list[tuple[int, int]] = []
    elsewhere: Counter[str] = Counter()
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            missing.append((start + i, start + i_end))
            elsewhere.update(essay[start + j : start + j_end])
    spoken = Counter(told)
    lost: list[str] = []
    moved = 0
    for first, last in missing:
        run: list[str] = []
        for word in source[first:last]:
            if spoken[word]:
                spoken[word] -= 1
            elif elsewhere[word]:
                elsewhere[word] -= 1
                moved += 1
            else:
                run.append(word)
        if run:
            lost.append(" ".join(run))
    return Compared(tuple(lost), moved)
