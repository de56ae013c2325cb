"""A field as people type it, with the markup of Markdown or HTML → its words: what is read on every page.

Titles, abstracts and the like stand in lists, heads, outlines, feeds and records of libraries, which know no
markup; so a field has none.
"""

import re

_SAME_PARAGRAPH = r"(?:(?!\n[ \t]*\n)[^{}])+?"
_TAGS = "|".join(
    """
    a abbr b bdi big center cite code del dfn em font i ins kbd mark p q s samp small span strike strong sub
    sup tt u var
    """.split()  # noqa: SIM905
)


def _around(sign: str, most: int) -> str:
    """One to `most` of a sign around words, as Markdown has it: « 2 * 3 * 4 » and « a_b_c » have none."""
    each = re.escape(sign)
    inner = _SAME_PARAGRAPH.replace("{}", each)
    return rf"(?<![\w\\{each}])({each}{{1,{most}}})(?=[^\s{each}])({inner})(?<=[^\s\\])\1(?![\w{each}])"


_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"<!--.*?-->", ""),
        (rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", ""),
        (r" ?<br\s*/?> ?", " "),
        (r" ?(?<!\\)\[\^[^\[\]\s]+\]", ""),
        (r"(?<!\\)!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)", r"\1"),
        (r"(?<=\S)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}(?=\s*\Z)", ""),
        (r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", r"\2"),
        (_around("*", 3), r"\2"),
        (_around("_", 3), r"\2"),
        (r"(?<![\w\\~])~~(?=\S)([^~\n]+)(?<=\S)~~(?![\w~])", r"\1"),
        (r"(?<![\w\\=])==(?=\S)([^=\n]+)(?<=\S)==(?![\w=])", r"\1"),
    )
)
"""Markup → the words in it."""
_ESCAPED = re.compile(r"\\([*_`~=\[<])")


def words_of(text: str) -> tuple[str, bool]:
    """The words of a field, and whether markup was taken away; a backslash before a sign keeps it.

    >>> words_of("Lire *Germinal*[^1], `a*b` & <b>2 * 3</b>")
    ('Lire Germinal, a*b & 2 * 3', True)
    >>> words_of("R&D_1, a_b_c : C:\\\\serre [sic] \\\\*")
    ('R&D_1, a_b_c : C:\\\\serre [sic] *', False)
    """
    plain = text
    for markup, words in _MARKUP:
        plain = markup.sub(words, plain)
    marked = plain != text
    return _ESCAPED.sub(r"\1", plain), marked
