"""An anchor by the rule of another system → the heading that it means here.

    GitHub, Pandoc, Hugo       « L’été ? 2 » → #lété--2    letters as they are, signs left out
    kramdown (Jekyll)          → #lt-2                     only ASCII, from the first letter on
    Python-Markdown (Material) → #lete-2                   accents taken off, the rest left out
    Obsidian                   → #L’été%20?%202            the words themselves
    ours                       → #l-ete-2                  anchors.slug

All agree on letters and digits once each has dropped what it drops: so these are compared, under every rule.
"""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote

from slugify import slugify

_NUMBERED = re.compile(r"(.+)[-_](\d{1,3})")


def meant_headings(anchor: str, headings: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The ids of the headings that an anchor (without #, as written) may mean; one, if all is clear.

    `headings` are (id, words), in the order of the text. A number at the end may count headings of the same
    words: `-1` is the second of them.

    >>> meant_headings("lété-1", [("l-ete", "L’été"), ("l-ete-2", "L’été")])
    ('l-ete-2',)
    >>> meant_headings("l%C3%A9t%C3%A9", [("l-ete", "L’été"), ("l-ete-2", "L’été")])
    ('l-ete',)
    >>> meant_headings("ete", [("c-ete", "C’été"), ("d-ete", "D’été")])
    ()
    """
    wanted = unicodedata.normalize("NFC", unquote(anchor))
    for rules in (_kept, _dropped):
        known = [(id, rules(words)) for id, words in headings]
        found = _alike(wanted, known)
        if len(found) > 1 and len({folds for id, folds in known if id in found}) == 1:
            return found[:1]  # headings of the same words have one anchor, all but the first with a number
        numbered = _NUMBERED.fullmatch(wanted)
        if not found and numbered and int(numbered[2]):
            found = _alike(numbered[1], known)[int(numbered[2]) :][:1]
        if found:
            return found
    return ()


def _alike(anchor: str, known: Sequence[tuple[str, frozenset[str]]]) -> tuple[str, ...]:
    wanted = {_signs(anchor), _signs(slugify(anchor))} - {""}
    return tuple(id for id, folds in known if wanted & folds)


def _kept(words: str) -> frozenset[str]:
    """The letters and digits of a heading by the rules that keep them all, or write them in ASCII."""
    return _shortened(words, slugify(words))


def _dropped(words: str) -> frozenset[str]:
    """Those left by the rules that drop what isn’t ASCII, accents alone or the letters with them."""
    plain = unicodedata.normalize("NFKD", words)
    return _shortened(*(each.encode("ascii", "ignore").decode() for each in (words, plain)))


def _shortened(*words: str) -> frozenset[str]:
    """Pandoc and kramdown begin with the first letter, the others with the first sign."""
    return frozenset(
        filter(None, (_signs(part) for each in words for part in (each, re.sub(r"\A[\W\d_]+", "", each))))
    )


def _signs(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))
