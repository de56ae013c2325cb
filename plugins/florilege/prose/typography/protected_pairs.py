"""Where code spans and elements end, found in one pass so that no character is read twice."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

OPAQUE = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"})
"""Elements whose words are not prose."""

_RUNS = re.compile(r"`+|\n[ \t>]*(?=\n)")
_TAGS = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_LANG = re.compile(r"""\blang\s*=\s*["']?([A-Za-z]+)""")


def code_spans(source: str) -> dict[int, int]:
    """Start → end of each code span: a run of backticks up to the next of its length in the paragraph.

    >>> code_spans("a `b` ``c`d``")
    {2: 5, 6: 13}
    """
    spans: dict[int, int] = {}
    runs: list[tuple[int, int]] = []
    if "`" in source:
        for match in _RUNS.finditer(source):
            if match.group()[0] == "`":
                if match.start() == 0 or source[match.start() - 1] != "\\":
                    runs.append(match.span())
            else:
                spans.update(_paired(runs))
                runs = []
    return spans | _paired(runs)


def replaced_outside(
    pattern: re.Pattern[str],
    written: Callable[[re.Match[str]], str],
    text: str,
    spans: Iterable[tuple[int, int]],
) -> str:
    """The text with what is written for each match that touches none of some spans.

    >>> replaced_outside(re.compile("a"), lambda match: "b", "a `a` a", [(2, 5)])
    'b `a` b'
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    ends = [end for _, end in merged]

    def one(match: re.Match[str]) -> str:
        first = bisect_right(ends, match.start())
        is_within = first < len(merged) and merged[first][0] < match.end()
        return match[0] if is_within else written(match)

    return pattern.sub(one, text)


def _paired(runs: list[tuple[int, int]]) -> dict[int, int]:
    following: dict[int, int] = {}
    partner: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        if end - start in following:
            partner[index] = following[end - start]
        following[end - start] = index
    spans: dict[int, int] = {}
    index = 0
    while index < len(runs):
        if index in partner:
            spans[runs[index][0]] = runs[partner[index]][1]
            index = partner[index]
        index += 1
    return spans


def elements(source: str, language: str) -> dict[int, int]:
    """Start → end of each HTML element that is no prose (`<pre>`) or is in another language.

    >>> elements('<b>a</b><i lang="en">b</i>', "fr")
    {8: 26}
    """
    spans: dict[int, int] = {}
    opened: dict[str, list[tuple[int, bool]]] = {}
    for match in _TAGS.finditer(source) if "<" in source else ():
        closing, name, attributes = match[1], match[2].lower(), match[3]
        if closing:
            if opened.get(name):
                start, wanted = opened[name].pop()
                if wanted:
                    spans[start] = match.end()
        elif not attributes.endswith("/"):
            wanted = name in OPAQUE or foreign(attributes, language)
            opened.setdefault(name, []).append((match.start(), wanted))
    return spans


def foreign(attributes: str, language: str) -> bool:
    """Whether attributes name a language other than the text's (`fr-CA` and `fr` are one).

    >>> foreign(' lang="en"', "fr"), foreign(" lang=fr-CA", "fr"), foreign(' class="x"', "fr")
    (True, False, False)
    """
    match = _LANG.search(attributes)
    return match is not None and match[1].lower() != language
