"""What becomes of emoji on paper: printed, said in brackets, or left out; a few signs have a stand-in."""

import re
from collections.abc import Iterator
from functools import cache

from florilege.catalogue.writings import EmojiPolicy
from florilege.language.locales import primary_language

_CANDIDATE = re.compile("[\u203c-\u3299\U0001f000-\U0001faff]|[0-9#*]\ufe0f?\u20e3|[©®]\ufe0f")
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_TEXT_BY_DEFAULT = "\u2600"
"""Below it (©, ™, ↔, ▶) a character is an emoji only with the variation selector U+FE0F."""

_DOT = re.compile("[\u2e31\u2e33\u2027]")
"""Dots of inclusive writing that few fonts have; « · » stands in, which all have."""

_SHORTENED = {
    "fr": (
        (r" peau (?:très |moyennement |légèrement )?(?:claire|mate|foncée)$", ""),
        (r"^visage souriant.*$", "sourire"),
        (r"^visage (?:riant.*|rieur.*)$", "rire"),
        (r"^visage faisant (?:une? |des )?", ""),
        (r"^(?:visage|tête) (?:qui|avec une?|avec des|avec les|avec|en|de) ", ""),
        (r"^(?:visage|tête) ", ""),
        (r" (?:avec|aux|à) .*$", ""),
    ),
    "en": (
        (r" (?:medium-)?(?:light|medium|dark) skin tone$", ""),
        (r"^face (?:with )?(?:an? )?", ""),
        (r" face\b", ""),
        (r"^(.+?) (?:with|and) .*$", r"\1"),
    ),
}
"""Names say what the picture shows; on paper what it means is enough: « clin d’œil »."""


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, emoji) of each emoji, in order; one with its modifiers is one."""
    if _CANDIDATE.search(text):
        import emoji  # its tables take 50 ms to load, and most texts have no emoji

        for found in emoji.emoji_list(text):
            start, end = found["match_start"], found["match_end"]
            character = found["emoji"]
            if len(character) > 1 or character >= _TEXT_BY_DEFAULT:
                yield start, end, character


def print_emoji(text: str, policy: EmojiPolicy, lang: str) -> str:
    """The text with its emoji (`print`), with each said in brackets (`text`), or without any (`drop`).

    The space of an emoji goes with it; a key is printed as its sign, which can be read and searched.

    >>> print_emoji("Je note 😉", "text", "fr"), print_emoji("Je note 😉", "drop", "fr")
    ('Je note [clin d’œil]', 'Je note')
    """
    text = _DOT.sub("·", text)
    if policy == "print":
        return _KEYCAP.sub(r"\1", text)
    parts: list[str] = []
    position = 0
    for start, end, character in find(text):
        # A bracket or parenthesis right after would make a link of a word in brackets.
        glued = " " if text.startswith(("(", "["), end) else ""
        parts += [text[position:start], f"[{name(character, lang)}]{glued}" if policy == "text" else _DROPPED]
        position = end
    if not parts:
        return text
    text = "".join(parts) + text[position:]
    return text if policy == "text" else _drop(text)


_DROPPED = "\ufdd0"
"""Stands for an emoji to drop: a noncharacter, which no text holds."""
_SPACE = "[ \u00a0\u202f]"
_RUN = f"{_DROPPED}(?:{_SPACE}*{_DROPPED})*+"
_NEW = f"(?<![ \u00a0\u202f{_DROPPED}])"
_DROPS = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        # At the start of a line or an item, the space after it goes;
        (rf"^([ \t>]*(?:(?:[-*+]|\d+[.)]|\#{{1,6}})[ \t])?){_RUN}{_SPACE}*", r"\1"),
        # before punctuation, the space before it; between words, one of the two; else the space before it.
        (rf"{_NEW}{_SPACE}+{_RUN}({_SPACE}+)(?=[;:!?»])", r"\1"),
        (rf"{_NEW}{_SPACE}+{_RUN}{_SPACE}+(?=\S)", " "),
        (rf"{_NEW}{_SPACE}*{_RUN}", ""),
    )
)


def _drop(text: str) -> str:
    if _DROPPED in text:
        for pattern, replacement in _DROPS:
            text = pattern.sub(replacement, text)
    return text


@cache
def name(character: str, lang: str) -> str:
    """What an emoji says, in French or else in English, short, without brackets.

    >>> name("😉", "fr-FR"), name("😉", "en")
    ('clin d’œil', 'winking')
    """
    import emoji

    language = "fr" if primary_language(lang) == "fr" else "en"
    words = emoji.demojize(character, language=language).strip(":").replace("_", " ")
    for pattern, replacement in _SHORTENED[language]:
        words = re.sub(pattern, replacement, words) or words
    return words.replace("'", "’")
