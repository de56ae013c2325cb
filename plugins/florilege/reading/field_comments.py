"""Lines of YAML → what is a comment on them, and whether YAML takes words of a value for one.

To YAML all that follows a space and `#` is a comment: `title: Room # 5` would be « Room ». In a field for
words it is one only if it looks like one, with two spaces before the sign and one after it, or if it says
what our templates say of a field. In brackets and behind names, which have no `#` alone, a space after it is
enough.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import yaml

from florilege.language.sentences import languages, sentences
from florilege.reading.field_forms import canonical_name, list_fields, people_fields, word_fields
from florilege.reading.marked_fields import Position

_SIGN = re.compile(r"(?:^|(?<=[\s\[{,]))#")
_AFTER_WORDS = re.compile(r"(?<=[^\s#])#[ \t]*(\S.*)")
_NAMES = frozenset({"name", "sort_name", "also_known_as"}) | people_fields()
_NAMED = re.compile(
    r"[ ]*(?:- +)*[\"']?([^\W\d_][^:#\"'\[\]{},]*?)[\"']?[ \u00a0\u202f]*:(?:[ \u00a0\u202f]|$)"
)


def names_by_line(lines: Sequence[str]) -> list[str]:
    """The field that each line is of, or of a part of which; nothing for one that we don't know."""
    names = []
    name = ""
    for line in lines:
        if match := _NAMED.match(line):
            name = canonical_name(match[1])
        names.append(name)
    return names


def without_comment(value: str, name: str) -> tuple[str, str]:
    """A value of a field, from its first sign to the end of the line, and the comment or blanks behind it.

    >>> without_comment("Room # 5", "title"), without_comment("Room  # which?", "title")
    (('Room # 5', ''), ('Room', '  # which?'))
    >>> without_comment("2026-03-01 # sic", "date"), without_comment('"Room" #', "title")
    (('2026-03-01', ' # sic'), ('"Room"', ' #'))
    """
    end = _closed_at(value)
    opened = not end and value[0] in "[{"
    for match in _SIGN.finditer(value, end):
        at = match.start()
        before, rest = value[:at], value[at + 1 :]
        if opened and re.search(r"[\]}]", rest):
            continue
        if at and (end or _is_meant(before, rest, name, alone=opened)):
            kept = before.rstrip(" \t")
            return kept, value[len(kept) :]
    if found := _says_what_we_say(value):
        return value[: found.start()], f"  {value[found.start() :]}"
    kept = value.rstrip(" \t")
    return kept, value[len(kept) :]


_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"(?=\s|$)|\'(?:[^\']|\'\')*\'(?=\s|$)')


def _closed_at(value: str) -> int:
    """Where a value ends that quotes or brackets close; 0 for another."""
    if match := _QUOTED.match(value):
        return match.end()
    closing = {"[": "]", "{": "}"}.get(value[:1])
    match = re.compile(rf"[^#]*?\{closing}(?=\s*(?:#|$))").match(value) if closing else None
    return match.end() if match else 0


def _is_meant(before: str, rest: str, name: str, *, alone: bool = False) -> bool:
    """Whether `#` between two parts of a line begins a comment; `alone`: where no such sign is expected."""
    if name not in word_fields() or rest.strip() in _said_of_fields():
        return True
    if alone or name in _NAMES or not before.strip():
        return rest[:1] in (" ", "\t", "")
    return rest[:1] in (" ", "\t") and before.endswith(("  ", "\t"))


def _says_what_we_say(value: str) -> re.Match[str] | None:
    """The comment of a template that a value touches, so that to YAML it is none."""
    match = _AFTER_WORDS.search(value)
    return match if match and match[1].strip() in _said_of_fields() else None


@cache
def _said_of_fields() -> frozenset[str]:
    """What the comments of our templates say, in every language."""
    return frozenset(words for lang in languages() for words in sentences("fields", lang).values())


def misread_comment(source: str) -> Position | None:
    """Where a comment of some YAML begins that holds words of a value, or a value holds one; line, column.

    Both count from 1. The YAML is one that can be read.
    """
    if not _SIGN.search(source) and not _AFTER_WORDS.search(source):
        return None
    names = names_by_line(source.split("\n"))
    return next(_misread(source, names), None)


def _misread(source: str, names: Sequence[str]) -> Iterator[Position]:
    last: yaml.Token | None = None
    position = depth = 0
    # Not with libyaml, whose places are in bytes.
    for token in yaml.scan(source, Loader=yaml.SafeLoader):
        start = token.start_mark
        if token.end_mark.index == start.index and not isinstance(token, yaml.StreamEndToken):
            continue
        gap = source[position : start.index]
        for match in _SIGN.finditer(gap) if "#" in gap else ():
            before, line = gap[: match.start()], source.count("\n", 0, position + match.start())
            comment = gap[match.end() :].partition("\n")[0]
            if "#" not in before.rpartition("\n")[2] and _holds_words(
                last, before, comment, names[line], in_flow=depth > 0
            ):
                yield line + 1, position + match.start() - source.rfind("\n", 0, position + match.start())
        if isinstance(token, yaml.ScalarToken) and token.plain and _says_what_we_say(token.value):
            yield start.line + 1, start.column + 1
        depth += isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
        depth -= isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
        last, position = token, token.end_mark.index


def _holds_words(last: yaml.Token | None, before: str, comment: str, name: str, *, in_flow: bool) -> bool:
    """Whether a comment holds words; `before` is what stands between it and the `last` token."""
    plain = isinstance(last, yaml.ScalarToken) and last.plain
    if "\n" in before:
        # A line of its own: it may go on with the text above, if that is one.
        indented = before.endswith((" ", "\t"))
        goes_on = plain and indented and not in_flow and name not in list_fields()
        return goes_on and not _is_meant("", comment, name)
    if plain:
        return not _is_meant(f"…{before}", comment, name, alone=in_flow)
    opens = (yaml.ValueToken, yaml.BlockEntryToken, yaml.FlowEntryToken, yaml.FlowSequenceStartToken)
    # Where nothing else is the value, `#` at a word begins it: `id: #moi`.
    begins_word = isinstance(last, yaml.ValueToken) and re.match(r"[^\W_]", comment)
    return isinstance(last, opens) and bool(begins_word or not _is_meant("", comment, name))
