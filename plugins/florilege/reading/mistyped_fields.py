"""Front matter that can't be read → front matter that can, where it is plain what was meant.

Word turns `---` into `———` and straight quotes into curly ones, the French put a no-break space before or
after a colon, titles hold colons and apostrophes. What is there is looked at line by line: a field whose own
lines can be read alone is left as it is, and so is every comment.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from florilege.reading.field_comments import names_by_line, without_comment
from florilege.reading.field_forms import (
    bare_name,
    canonical_name,
    holds_words_alone,
    list_fields,
    word_fields,
)
from florilege.reading.fields import plain_key
from florilege.reading.marked_fields import FENCE, Refused
from florilege.reading.schema import KINDS
from florilege.reading.yaml_fields import read_yaml

_FENCE = re.compile(r"[\ufeff\u200b \t\u00a0]*(?:\\?[-–—―‐‑‒−][ \u00a0]?){2,}[ \t\u00a0\u200b]*")
"""What becomes of `---` in a word processor."""
_KEY = re.compile(r"[\"']?([^\W\d_][\w \u00a0-]{0,40}?)[\"']?[ \u00a0\u202f]*:(?!//)")
_ITEM = re.compile(r"[-–—•*·](?:[ \t\u00a0]|(?=[^\W_]))")
_GOES_ON = re.compile(r"[ \t\u00a0#\]}]|$")
_TITLES = ("title", "name")


@cache
def _names() -> dict[str, str]:
    """Every spelling of a field of any kind of file → the field."""
    return {spelling: name for kind in KINDS.values() for spelling, name in kind.spellings().items()}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line that is read as another: the code of what is wrong, the line from 1, and what to write."""

    code: str
    line: int
    written: str
    found: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A text with front matter as its author meant it."""

    text: str
    readable: str
    """The same, with blank lines for what is beyond us; lines are those of `text`."""
    corrections: tuple[Correction, ...]
    unread: tuple[tuple[int, str], ...]
    """The fields that are beyond us: the line of `text`, from 1, on which each begins, and its lines."""
    inserted: tuple[int, ...]
    """The lines of `text`, from 1, that the original hasn't."""

    def origin(self, line: int) -> int:
        """The line of the original, from 1, that a line of `text` was made of; the next for a new one."""
        return max(1, line - sum(each < line for each in self.inserted))


def meant(text: str) -> Meant:
    """The text with front matter that can be read as far as it is plain what was meant."""
    lines = text.split("\n")
    found = _fenced(lines)
    if found is None:
        return Meant(text, text, (), (), ())
    made, first, last = found.lines, found.first, found.last
    typed = made[first:last]
    fields = _readable([*map(_with_bare_name, typed)])
    offset = first - len([each for each in found.inserted if each <= first])
    corrections = [*found.corrections]
    unread: list[tuple[int, str]] = []
    kept: list[str] = []
    blanked: list[str] = []
    for field in fields:
        begin = len(kept)
        if field.codes is None:
            unread.append((first + begin + 1, "\n".join(field.old)))
        for number, (old, new) in enumerate(zip(field.old, field.new, strict=True)):
            was = typed[begin + number]
            if was != new and field.codes:
                line, code = offset + begin + number + 1, field.codes[number]
                code = code if was == old else "field-name-signs"
                corrections.append(Correction(code, line, new.strip(" \t"), was.strip()))
        kept += field.new
        blanked += field.new if field.codes is not None else _first_alone(field.old)
    return Meant(
        text="\n".join([*made[:first], *kept, *made[last:]]),
        readable="\n".join([*made[:first], *blanked, *made[last:]]),
        corrections=tuple(corrections),
        unread=tuple(unread),
        inserted=found.inserted,
    )


def _first_alone(field: list[str]) -> list[str]:
    """The lines of a field that can't be read, blank but for the first where that can."""
    return [field[0] if is_named(field[0]) and _is_one(field[:1]) else "", *[""] * (len(field) - 1)]


# ---- Where it begins and ends


class _Fenced(NamedTuple):
    """The lines with both fences; from and up to which line, from 0, the fields stand; what was wrong."""

    lines: list[str]
    first: int
    last: int
    corrections: tuple[Correction, ...]
    inserted: tuple[int, ...]


def _fenced(lines: Sequence[str]) -> _Fenced | None:
    start = next((n for n, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return None
    if _FENCE.fullmatch(lines[start]):
        opening, first = _fence(lines[start]), start + 1
    elif is_named(lines[start]):
        opening, first = FENCE, start
    else:
        return None
    closing = next((n for n in range(first, len(lines)) if _closes(lines, first, n)), None)
    last = _end(lines, first) if closing is None else closing
    fields = lines[first:last]
    if not any(is_named(_with_bare_name(line)) for line in fields) or (
        first == start and not _is_whole(fields, closing)
    ):
        return None
    fence, rest = (FENCE, last) if closing is None else (_fence(lines[last]), last + 1)
    made = [*lines[:start], opening, *fields, fence, *lines[rest:]]
    corrections, inserted = [], []
    if first == start:
        corrections.append(Correction("front-matter-unopened", start + 1, FENCE, ""))
        inserted.append(start + 1)
    elif opening != lines[start]:
        corrections.append(Correction("front-matter-dashes", start + 1, FENCE, lines[start].strip()))
    if closing is None:
        corrections.append(Correction("front-matter-unclosed", min(last + 1, len(lines)), FENCE, ""))
        inserted.append(start + 2 + len(fields))
    elif fence != lines[last]:
        corrections.append(Correction("front-matter-dashes", last + 1, FENCE, lines[last].strip()))
    return _Fenced(made, start + 1, start + 1 + len(fields), tuple(corrections), tuple(inserted))


def _fence(line: str) -> str:
    return line if re.fullmatch(r"(?:---|\.\.\.)[ \t]*", line) else FENCE


def is_named(line: str) -> bool:
    """Whether a line begins a field that we know."""
    match = _KEY.match(line)
    return match is not None and plain_key(match[1]) in _names()


def _looks_like_fields(line: str) -> bool:
    return bool(_KEY.match(line) or _ITEM.match(line) or _GOES_ON.match(line))


def _closes(lines: Sequence[str], first: int, number: int) -> bool:
    """Whether a line closes the fields above it: no paragraph of the text stands between."""
    if not (_FENCE.fullmatch(lines[number]) or re.fullmatch(r"\.\.\.[ \t]*", lines[number])):
        return False
    between = lines[first:number]
    after_blank = (line for before, line in pairwise(between) if not before.strip())
    return all(map(_looks_like_fields, after_blank))


def _end(lines: Sequence[str], first: int) -> int:
    """Where the fields end that nothing closes: before a blank line or a line of text."""
    end = first
    for number in range(first, len(lines)):
        line = lines[number]
        if not line.strip() or not _looks_like_fields(line):
            following = next((each for each in lines[number:] if each.strip()), "")
            if line.strip() or not is_named(following):
                break
        elif line.startswith("#") and not any(map(is_named, lines[number + 1 : number + 2])):
            break  # a heading, rather than a comment
        end = number + 1 if line.strip() else end
    return end


def _is_whole(fields: Sequence[str], closing: int | None) -> bool:
    """Whether lines without an opening fence are front matter: closed, or with a title and another field."""
    names = [_names().get(plain_key(match[1])) for line in fields if (match := _KEY.match(line))]
    return closing is not None or (len(names) > 1 and any(name in _TITLES for name in names))


# ---- What stands between


_COLONS = ":：﹕︓∶꞉ː"
_NAMED = re.compile(rf"([^\s#{_COLONS}][^{_COLONS}]{{0,80}}|)([{_COLONS}]+)(.*)")


def _with_bare_name(line: str) -> str:
    """A line that begins a field with its name alone before one colon.

    >>> _with_bare_name("**title:** One"), _with_bare_name("title：One"), _with_bare_name("title:: One")
    ('title: One', 'title: One', 'title: One')
    >>> _with_bare_name("title : One"), _with_bare_name("**Note**: two"), _with_bare_name("**title: One**")
    ('title : One', '**Note**: two', 'title: One')
    """
    match = _NAMED.fullmatch(line)
    name = bare_name(match[1]) if match else ""
    if not match or not canonical_name(name):
        return line
    if match[2] == ":" and match[1].strip(" \u00a0\u202f\"'") == name:
        return line
    rest = match[3].lstrip(" \t\u00a0\u202f\u3000")
    opening = re.match(r"[*_`~]*", match[1])
    if opening and not match[1].rstrip().endswith(opening[0]):
        opened = rest.startswith(opening[0])
        rest = rest.removeprefix(opening[0]).lstrip()
        rest = rest if opened else rest.rstrip().removesuffix(opening[0])
    return f"{name}: {rest}".rstrip()


class _Field(NamedTuple):
    """The lines of a field, as typed and as meant, and what was wrong with each; no codes if unread."""

    old: list[str]
    new: list[str]
    codes: list[str] | None


def _readable(lines: Sequence[str]) -> list[_Field]:
    """The fields, each corrected that can't be read alone; all as they are where that doesn't help."""
    whole = [_Field([*lines], [*lines], [""] * len(lines))]
    if _reads(lines):
        return whole
    found = [
        _Field(field, field, [""] * len(field)) if _is_one(field) else _mended(field)
        for field in _fields(lines)
    ]
    good = [line for field in found if field.codes is not None for line in field.new]
    return found if _reads(good) else [whole[0]._replace(codes=None)]


def _reads(lines: Sequence[str]) -> bool:
    try:
        read_yaml("\n".join(lines) + "\n", "")
    except Refused as refused:
        return all(one.code == "field-twice" for one in refused.problems)
    return True


def _is_one(lines: Sequence[str]) -> bool:
    """Whether the lines are a field, or nothing but comments."""
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return True
    try:
        read = read_yaml("\n".join(lines) + "\n", "")
        return len(read.values) == 1
    except Refused:
        return False


def _fields(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each field, those that go on with it and the comments below among them."""
    field: list[str] = []
    for line in lines:
        if _KEY.match(line) and field:
            yield field
            field = []
        field.append(line)
    if field:
        yield field


def _mended(field: list[str]) -> _Field:
    """The field as it can be read, unless that is beyond us."""
    names = names_by_line(field)
    made = _comment_apart(field, names[0])
    codes = ["yaml-comment-glued" if old != new else "" for old, new in zip(field, made, strict=True)]
    if _is_one(made):
        return _Field(field, made, codes)
    for step, code_of in _STEPS:
        before, made = made, [step(line, name) for line, name in zip(made, names, strict=True)]
        codes = [
            code_of(old, name) if old != new else code
            for old, new, name, code in zip(before, made, names, codes, strict=True)
        ]
        if _is_one(made):
            return _Field(field, made, codes)
    return _over_lines(field, names[0]) or _Field(field, field, None)


def _comment_apart(field: Sequence[str], name: str) -> list[str]:
    """The field with the comment apart that stands between its name and its list: `tags: #two`."""
    match = re.fullmatch(r"([^\s:#-][^:#]*:)[ \t]+#([^\s#].*)", field[0])
    following = next((line.lstrip(" ") for line in field[1:] if line.strip()), "")
    if not match or name not in list_fields() or not following.startswith("- "):
        return [*field]
    return [f"{match[1]}  # {match[2]}", *field[1:]]


def _blank_code(line: str, _: str) -> str:
    head = line[: len(line) - len(line.lstrip())]
    return "yaml-tab" if "\t" in head or not re.search("[\u00a0\u202f]", line) else "yaml-space"


_COMMENT = re.compile(r"(?:^|[\s\[{,])#")


def _quotes_code(line: str, name: str) -> str:
    match = _FIELD.fullmatch(line)
    written = match["value"] if match else line
    value, comment = without_comment(written, name)
    if not written.endswith(comment):
        return "yaml-comment-glued"
    opening = value[0]
    if (
        opening in "\"'"
        or value[-1] == '"'
        or (opening in "[{" and {"[": "]", "{": "}"}[opening] not in value)
    ):
        return "yaml-quote"
    if opening == "[" and name in list_fields() and re.search(rf"[{_QUOTES}]", value):
        return "yaml-quote"
    # Behind a “#” a colon would be in a comment.
    if opening not in "[{" and re.search(r":(?:\s|$)", _COMMENT.split(value)[0]):
        return "yaml-colon"
    return "yaml-comment" if _COMMENT.search(value) else "yaml-sign"


def _without_tabs(line: str, _: str) -> str:
    """Spaces for tabs and no-break spaces before a value."""
    head = re.match(r"[ \t\u00a0\u202f]*", line)
    start = head[0].replace("\t", "  ").replace("\u00a0", " ").replace("\u202f", " ") if head else ""
    rest = line[len(head[0]) :] if head else line
    rest = re.sub(r"^((?:- +)?[^\W\d_][\w -]{0,40}?)[\u00a0\u202f]+:(?=\s|$)", r"\1:", rest)
    return start + re.sub(r"^([-–—•*·]|[^\s:\[{\"']+[ \u00a0]?:)[ \t\u00a0\u202f\u3000]+", r"\1 ", rest)


def _with_space(line: str, _: str) -> str:
    """A space after the colon of a field that we know."""
    match = re.match(r"([ ]*(?:- +)?)([^\s:\[{\"'#-][^:\[{\"'#]*?)([ \u00a0]?:)(?=[^\s:/])", line)
    if not match or plain_key(match[2]) not in _names():
        return line
    return f"{match[0]} {line[match.end() :]}"


def _with_dash(line: str, _: str) -> str:
    """An item of a list begins with a hyphen and a space."""
    return re.sub(r"^([ ]*)(?:[–—•·*][ \u00a0]*|-(?=[^\s-]))(?=\S)", r"\1- ", line)


_OPENING, _CLOSING, _GAP = '"“”„«‟', '"“”»‟', "[ \u00a0\u202f]?"
_CURLY = re.compile(
    rf"(?<=[:\[,\-({{ ])([{_OPENING}]){_GAP}([^{_OPENING}{_CLOSING}]*?){_GAP}([{_CLOSING}])"
    r"(?=[ \u00a0]*(?:[,\]}]|$|#))"
)


def straight(line: str, _: str) -> str:
    """Straight quotes for curly ones and guillemets around values."""
    return _CURLY.sub(lambda match: quoted(match[2]), line)


_FIELD = re.compile(
    r"(?P<head>[ ]*(?:- +)?(?:(?P<key>[^\s:#\"'\[{][^:#\"'\[{]*?)[ \u00a0]?:[ ]+|(?<=- )))(?P<value>\S.*)"
)


def _with_quotes(line: str, name: str) -> str:
    """Quotes around a value that can't be read without, or that aren't closed."""
    match = _FIELD.fullmatch(line)
    alone = line.strip()
    if match and alone.startswith("-") and name in list_fields() and match["value"].count('"') == 1:
        # The other quote of the item's is above, on the line of another.
        return match["head"] + quoted(match["value"].strip(f" {_QUOTES}"))
    if not match or _reads([f"{name or 'items'}:", f"  {alone}"] if alone.startswith("-") else [alone]):
        return line
    value, comment = without_comment(match["value"], name)
    made = f"{match['head']}{value}{comment}"
    return (
        made if made != line and _reads([made.strip()]) else f"{match['head']}{_closed(value, name)}{comment}"
    )


_ITEMS = re.compile(
    r"""(?:"[^"]*"|'[^']*'|[^\s,"'#:\[\]{}][^,"'#:\[\]{}]*)(?:\s*,\s*(?:"[^"]*"|'[^']*'|[^,"'#:\[\]{}]+))+"""
)
_IN_BRACKETS = re.compile(
    r"""("[^"]*"|'[^']*'|:(?=\s))|(?<![^\s\[{,])((?:[^\s,"'\[\]{}:]|:(?!\s))(?:[^,\[\]{}:]|:(?!\s))*)"""
)
"""A value between quotes or the end of a key, or else words: of a list or a mapping between brackets."""


def _closed(value: str, name: str) -> str:
    sign = value[0]
    if sign in "\"'":
        if name in list_fields() and _ITEMS.fullmatch(value):
            return f"[{value}]"
        if value.count(sign) == 1:
            return quoted(value[1:].strip().rstrip(_QUOTES) if name in list_fields() else value[1:].strip())
        return quoted(value[1:-1] if value.endswith(sign) else value)
    if sign in "[{":
        end = {"[": "]", "{": "}"}[sign]
        if holds_words_alone(name, sign):
            return quoted(value)
        made = _IN_BRACKETS.sub(lambda match: match[1] or _without_sign(match[2]), value)
        if end not in made:
            return made.rstrip(" ]})") + end
        made = made if made.endswith(end) else quoted(made)
        is_list = sign == "[" and name in list_fields() and value.endswith(end)
        return _of_items(value[1:-1]) if is_list and not _reads([f"{name}: {made}"]) else made
    if re.fullmatch(r"[|>][-+]?\d?[-+]?", value):
        return value
    if sign in "|>&*!" and (name not in word_fields() or value.startswith("!!")):
        return value
    return quoted(value)


_QUOTES = "\"'“”„‟«»‘’‹›"
_QUOTED_ITEM = re.compile(
    rf"[\s,;]*(?:[{_QUOTES}]\s?(?P<inside>.+?)\s?[{_QUOTES}](?=\s*(?:[,;]|$)|\s+[{_QUOTES}])|(?P<bare>[^,;]+))"
)
"""An item between quotes, of whatever kinds, or without."""


def _of_items(items: str) -> str:
    r"""A list of items whose quotes are of different kinds, or stand in the words too.

    >>> _of_items("\"one', 'l'été', «two, three»; 4")
    '["one", "l\'été", "two, three", "4"]'
    """
    found = [(match["inside"] or match["bare"]).strip() for match in _QUOTED_ITEM.finditer(items)]
    return f"[{', '.join(map(quoted, filter(None, found)))}]"


def _without_sign(words: str) -> str:
    """Words between brackets, in quotes if a sign of YAML is among them."""
    kept = words.rstrip()
    return quoted(kept) + words[len(kept) :] if re.search(r"(?:^|\s)#", kept) else words


def quoted(value: str) -> str:
    """A value between quotes, as YAML reads it."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else json.dumps(value, ensure_ascii=False)


def _over_lines(field: list[str], name: str) -> _Field | None:
    """A text over several lines, each set in, and between quotes where it needs them."""
    last = max((n for n, line in enumerate(field) if line.strip() and not line.startswith("#")), default=0)
    match = _FIELD.fullmatch(field[0])
    more = [line for line in field[1 : last + 1] if line.strip()]
    if not last or not match or not holds_words_alone(name) or any(map(_begins_another, more)):
        return None
    value, comment = without_comment(match["value"], name)
    if comment.strip() or re.fullmatch(r"[|>][-+]?\d?[-+]?", value):
        return None
    made = [
        f"  {line}" if 0 < n <= last and line.strip() and not line[0].isspace() else line
        for n, line in enumerate(field)
    ]
    codes = ["yaml-indent" if old != new else "" for old, new in zip(field, made, strict=True)]
    if _is_one(made):
        return _Field(field, made, codes)
    whole = "\n".join((value, *made[1 : last + 1]))
    opened = value[0] in "\"'" and whole.count(value[0]) == 1
    sign = "'" if '"' in whole[opened:] or "\\" in whole else '"'
    made = [match["head"] + value[opened:], *made[1:]]
    if sign == "'":
        made[: last + 1] = [line.replace("'", "''") for line in made[: last + 1]]
    made[0] = match["head"] + sign + made[0][len(match["head"]) :]
    made[last] = made[last].rstrip() + sign
    is_colon = re.search(r":(?:\s|$)", re.split(r"\s#", whole)[0])
    code = "yaml-comment" if re.search(r"\s#", whole) else "yaml-sign"
    code = "yaml-quote" if opened else "yaml-colon" if is_colon else code
    codes = [
        earlier or (code if old != new else "") for earlier, old, new in zip(codes, field, made, strict=True)
    ]
    return _Field(field, made, codes) if _is_one(made) else None


def _begins_another(line: str) -> bool:
    """Whether a line seems to be a field whose colon is missing, an item of a list, or a comment."""
    if _ITEM.match(line) or line.startswith("#"):
        return True
    return not line[0].isspace() and plain_key(line.split()[0]) in _names()


_Step = Callable[[str, str], str]
_STEPS: tuple[tuple[_Step, _Step], ...] = (
    (_without_tabs, _blank_code),
    (_with_space, lambda *_: "yaml-glued"),
    (_with_dash, lambda *_: "yaml-item"),
    (straight, lambda *_: "yaml-curly"),
    (_with_quotes, _quotes_code),
)
"""Each is tried on what the one before has made, until a field can be read; and what was wrong.

They take a line and the name of the field that it is of.
"""
