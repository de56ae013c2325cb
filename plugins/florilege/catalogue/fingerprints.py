"""A text → what tells whether it is still what somebody has translated, agreed to, or sent."""

import unicodedata
from hashlib import sha256

from florilege.catalogue.sorting import fold
from florilege.catalogue.volumes import Matter
from florilege.catalogue.writings import Essay, Letter


def fingerprint(essay: Essay) -> str:
    """Twelve signs that change with its titles, its abstract and its text; blank lines don't count."""
    words = (essay.title, essay.subtitle, essay.abstract, essay.body.markdown)
    lines = [" ".join(line.split()) for text in words for line in (*text.split("\n"), "\0")]
    return sha256("\n".join(filter(None, lines)).encode()).hexdigest()[:12]


def text_hash(text: Essay | Matter) -> str:
    """Sixteen signs that change with its title and its text, however these are spaced and encoded."""
    return words_hash(f"{text.title}\n{text.body.markdown}")


def words_hash(text: str) -> str:
    """Sixteen signs that change with the words of a text, likewise."""
    return sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()[:16]


def letter_hash(letter: Letter) -> str:
    """Sixteen signs that two letters to an essay share where one was sent twice: by whom, when, its words."""
    who = sorted(fold(each.author or each.name) for each in letter.bylines)
    words = unicodedata.normalize("NFC", f"{letter.title}\n{letter.body.markdown}").split()
    return sha256("\n".join((letter.essay, str(letter.date), *who, " ".join(words))).encode()).hexdigest()[
        :16
    ]
