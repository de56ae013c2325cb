"""The body of a text → edits of its markup: headings, lists, attributes; its words stay."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from florilege.diagnostics.problems import Problem
from florilege.mending.editing import Edit, TextFile
from florilege.prose import source
from florilege.prose.attribute_words import fence_words, has_words
from florilege.prose.directives import read_directives
from florilege.prose.typed_notes import typed_notes

_HEADING = re.compile(r"(?P<lead>[ ]{0,3}(?:>[ ]?)*)(?P<level>#{1,6})(?P<words>(?:[ \t]|(?<=##)[^#]).*)")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_LEVEL_ONE = re.compile(r"[ ]{0,3}#[ \t]+(?P<words>.*?)(?:[ \t]+#*)?[ \t]*")


def without_title(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """Delete a heading that repeats the title; not one that calls a note."""
    number = problem.line - 1
    line = file.lines[number]
    if _is_underlined(file, number, "="):
        last = number + 2
    elif _LEVEL_ONE.fullmatch(line):
        last = number + 1
    else:
        return
    rest = (*file.lines[file.body : number], *file.lines[last:])
    if "[^" in line or "![" in line or not any(each.strip() for each in rest):
        return
    if last < len(file.lines) and (number == file.body or not file.lines[number - 1].strip()):
        while last < len(file.lines) - 1 and not file.lines[last].strip():
            last += 1
    yield file.replaced(number, last, [])


def notes(file: TextFile, _: Problem) -> Iterator[Edit]:
    """Write notes that were typed by hand, and their calls, as notes."""
    code = {number - file.body for number in file.code}
    for each in typed_notes(file.lines[file.body :], code):
        start = file.starts[file.body + each.line]
        yield Edit(start + each.start, start + each.end, each.written)


def _is_underlined(file: TextFile, number: int, sign: str) -> bool:
    """Whether a line is a heading by the line below it."""
    below = file.lines[number + 1] if number + 1 < len(file.lines) else ""
    alone = number == file.body or not file.lines[number - 1].strip()
    alone = alone and not source.is_held(file.lines[number])
    return bool(
        alone and file.lines[number].strip() and below.startswith(sign) and _UNDERLINE.fullmatch(below)
    )


def headings(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """Move headings down by one level: all, where the text begins with one of level one, else those alone."""
    number = problem.line - 1
    if not (_LEVEL_ONE.fullmatch(file.lines[number]) or _is_underlined(file, number, "=")):
        return
    levels = {
        n: level
        for n in range(file.body, len(file.lines))
        if n not in file.code and (level := _level(file, n))
    }
    whole = next(iter(levels.values()), 0) == 1
    for n, level in levels.items():
        if whole or level == 1:
            yield from _lowered(file, n, level)


def _level(file: TextFile, number: int) -> int:
    """The level of the heading on a line; 0 for none."""
    if match := _HEADING.fullmatch(file.lines[number]):
        return len(match["level"])
    return 1 if _is_underlined(file, number, "=") else 2 if _is_underlined(file, number, "-") else 0


def _lowered(file: TextFile, number: int, level: int) -> Iterator[Edit]:
    line = file.lines[number]
    start = file.starts[number]
    if match := _HEADING.fullmatch(line):
        if level < 6:
            yield Edit(start + match.start("level"), start + match.start("level"), "#")
    elif level == 1:
        below = file.lines[number + 1]
        start = file.starts[number + 1]
        yield Edit(start, start + len(below.rstrip()), "-" * len(below.rstrip()))
    else:
        yield file.replaced(number, number + 2, [f"### {line.strip()}"])


# ---- Attributes and classes that are left out anyway; none that holds words

_TAG = re.compile(
    r"(?<!\\)<(?P<name>[A-Za-z][\w-]*)"
    r"(?P<attributes>(?:\s+[^\s<>=\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)+)\s*/?>"
)
_HTML_ATTRIBUTE = re.compile(
    r"\s+(?P<name>[^\s<>=\"'/]+)(?:\s*=\s*(?P<quote>[\"']?)(?P<value>(?<=\")[^\"]*|(?<=')[^']*|[^\s\"'<>]+)(?P=quote))?"
)
_ITEM = r"(?:[.#][\w:.-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']*))"
_LIST = re.compile(rf"(?<!\\)[ ]?\{{:?[ ]*(?P<items>{_ITEM}(?:[ ]+{_ITEM})*)[ ]*\}}")
_COLONS = re.compile(r"[ >]*:{3,}[ ]*")
_LIST_ITEM = re.compile(rf"[ ]*(?P<item>{_ITEM})")
_SPAN = re.compile(r"(?<![\]!\\])\[(?!\^)(?P<words>(?:[^\[\]\\]|\\.)+)\]\Z")


def without_attribute(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """Delete an attribute wherever it is left out, since it is told once for a text, and says nothing."""
    values = dict(problem.values)
    name, tag = values["attribute"], values["tag"]
    if tag == "code":
        yield from _plain_fences(file)
    for each in _attributes(file, tag, name):
        if not has_words(name, each["value"] or ""):
            yield Edit(*each.span(), "", of_syntax=True)
    yield from _in_lists(file, lambda item: _is_silent(item, name))


def _is_silent(item: str, name: str) -> bool:
    """Whether an item of a list is this attribute, and has no words."""
    own, _, value = item.partition("=")
    return own == name and not has_words(name, value.strip("\"'"))


def without_class(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """Delete a class wherever it is left out."""
    name = dict(problem.values)["name"]
    for each in _attributes(file, "", "class"):
        words = [*re.finditer(r"\S+", each["value"] or "")]
        if words and all(word[0] == name for word in words):
            yield Edit(*each.span(), "", of_syntax=True)
            continue
        for number, word in enumerate(words):
            if word[0] == name:  # with the space before it, or after the first
                start = words[number - 1].end() if number else word.start()
                end = word.end() if number else words[1].start()
                yield Edit(each.start("value") + start, each.start("value") + end, "", of_syntax=True)
    yield from _in_lists(file, lambda item: item == f".{name}")


def _attributes(file: TextFile, tag: str, name: str) -> Iterator[re.Match[str]]:
    """The attributes of a name, of elements of one kind or of all."""
    for match in _TAG.finditer(file.prose):
        if tag in ("", match["name"].lower()):
            for attribute in _HTML_ATTRIBUTE.finditer(file.prose, *match.span("attributes")):
                if attribute["name"].lower() == name:
                    yield attribute


def _in_lists(file: TextFile, dropped: Callable[[str], bool]) -> Iterator[Edit]:
    """What goes of lists of attributes; an empty one goes, and so do the brackets around its words."""
    for match in _LIST.finditer(file.prose):
        if not _applies(file, match):
            continue
        items = [*_LIST_ITEM.finditer(file.prose, *match.span("items"))]
        gone = [item for item in items if dropped(item["item"])]
        if len(gone) < len(items):
            yield from _without(items, gone)
            continue
        number = file.line_of(match.end() - 1)
        if _COLONS.fullmatch(file.text, file.starts[number], match.start()):
            continue  # colons that name nothing open nothing
        if not file.lines[number].replace(match[0].strip(), "", 1).strip(" >"):
            yield replace(file.replaced(number, number + 1, []), of_syntax=True)
            continue
        adjoins = not match[0].startswith(" ")
        if adjoins and (span := _SPAN.search(file.prose, file.starts[number], match.start())):
            yield Edit(span.start(), span.start() + 1, "")
            yield Edit(span.end() - 1, span.end(), "")
        yield Edit(*match.span(), "", of_syntax=True)
    yield from _in_fences(file, dropped)


def _without(items: Sequence[re.Match[str]], gone: Sequence[re.Match[str]]) -> Iterator[Edit]:
    """A list without some of its items, but not all: each with the spaces before it, or after the first."""
    kept = [item for item in items if item not in gone]
    for item in gone:
        if item.start() > kept[0].start():
            yield Edit(*item.span(), "", of_syntax=True)
        else:
            following = items[items.index(item) + 1]
            yield Edit(item.start("item"), following.start("item"), "", of_syntax=True)


def _applies(file: TextFile, match: re.Match[str]) -> bool:
    """Whether a list of attributes is one: another is printed as it stands, and stays."""
    number = file.line_of(match.end() - 1)
    line, start = file.lines[number], file.starts[number]
    before, after = line[: match.start() - start], line[match.end() - start :].strip()
    below = file.lines[number + 1] if number + 1 < len(file.lines) else ""
    if before and not match[0].startswith(" "):
        return before[-1] in ")]*_`>~^="
    if after:
        return after.startswith("|")
    if not before.strip(" >"):
        return not below.strip(" >") and not file.lines[number - 1].lstrip(" >").startswith("|")
    is_heading = (
        _HEADING.fullmatch(line) or _is_underlined(file, number, "=") or _is_underlined(file, number, "-")
    )
    return bool(is_heading or below.startswith(":"))


def _in_fences(file: TextFile, dropped: Callable[[str], bool]) -> Iterator[Edit]:
    """What goes of the lists in lines that open code; the first class is the language, and stays."""
    for block in source.fences(file.lines[file.body :]):
        number = file.body + block.first
        start = file.starts[number]
        for match in _LIST.finditer(file.text, start, start + len(file.lines[number])):
            items = [*_LIST_ITEM.finditer(file.text, *match.span("items"))]
            language = next((item for item in items if item["item"].startswith(".")), None)
            if gone := [item for item in items if item is not language and dropped(item["item"])]:
                yield from (
                    _without(items, gone)
                    if len(gone) < len(items)
                    else [Edit(*match.span(), "", of_syntax=True)]
                )


def _plain_fences(file: TextFile) -> Iterator[Edit]:
    """Lines that open code with the language alone, where nothing of what goes is words."""
    for block in source.fences(file.lines[file.body :]):
        number = file.body + block.first
        line = file.lines[number]
        whole = "\n".join(file.lines[number : file.body + block.last + 1])
        plain, left_out = source.plain_fence(line)
        if block.closed and left_out and not fence_words(line) and read_directives(whole) == whole:
            yield Edit(file.starts[number], file.starts[number] + len(line), plain, of_syntax=True)
