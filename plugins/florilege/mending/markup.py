"""The body of a text → edits of its markup: headings, lists, attributes; its words stay."""

import re
from collections.abc import Callable, Iterator

from florilege.diagnostics.problems import Problem
from florilege.mending.editing import Edit, TextFile
from florilege.prose import source

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


def _is_underlined(file: TextFile, number: int, sign: str) -> bool:
    """Whether a line is a heading by the line below it."""
    below = file.lines[number + 1] if number + 1 < len(file.lines) else ""
    alone = number == file.body or not file.lines[number - 1].strip()
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
    whole = next(iter(levels.values())) == 1
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


# ---- Attributes and classes that are left out anyway

_TAG = re.compile(
    r"<(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:\s+[^\s<>=\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)+)\s*/?>"
)
_HTML_ATTRIBUTE = re.compile(
    r"\s+(?P<name>[^\s<>=\"'/]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?"
)
_ITEM = r"(?:[.#][\w:.-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']*))"
_LIST = re.compile(rf"[ ]?\{{:?[ ]*(?P<items>{_ITEM}(?:[ ]+{_ITEM})*)[ ]*\}}")
_LIST_ITEM = re.compile(_ITEM)
_SPAN = re.compile(r"(?<![\]!\\])\[(?!\^)(?P<words>(?:[^\[\]\\]|\\.)+)\]\Z")


def without_attribute(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """Delete an attribute wherever it is left out: it is told once for a text."""
    values = dict(problem.values)
    name, tag = values["attribute"], values["tag"]
    if tag == "code":
        yield from _plain_fences(file)
    yield from _in_tags(file, tag, name, lambda value: "")
    yield from _in_lists(
        file, lambda item: item.partition("=")[0] == name and not item.startswith((".", "#"))
    )


def without_class(file: TextFile, problem: Problem) -> Iterator[Edit]:
    """Delete a class wherever it is left out."""
    name = dict(problem.values)["name"]

    def kept(value: str) -> str:
        return " ".join(word for word in value.split() if word != name)

    yield from _in_tags(file, "", "class", kept)
    yield from _in_lists(file, lambda item: item == f".{name}")


def _in_tags(file: TextFile, tag: str, name: str, kept: Callable[[str], str]) -> Iterator[Edit]:
    """What is kept of the value of an attribute, of elements of one kind or of all; nothing: it goes too."""
    for match in _TAG.finditer(file.prose):
        if tag and match["name"].lower() != tag:
            continue
        for attribute in _HTML_ATTRIBUTE.finditer(file.prose, *match.span("attributes")):
            if attribute["name"].lower() != name:
                continue
            value = (attribute["value"] or "").strip("\"'")
            if not (rest := kept(value)):
                yield Edit(*attribute.span(), "")
            elif rest != value:
                yield Edit(*attribute.span("value"), f'"{rest}"')


def _in_lists(file: TextFile, dropped: Callable[[str], bool]) -> Iterator[Edit]:
    """What is kept of lists of attributes; an empty one goes, and so do the brackets around its words."""
    lists = (match for match in _LIST.finditer(file.prose) if _applies(file, match))
    for match in (*lists, *_in_fences(file)):
        items = _LIST_ITEM.findall(match["items"])
        rest = [item for item in items if not dropped(item)]
        if rest == items:
            continue
        if rest:
            yield Edit(*match.span("items"), " ".join(rest))
            continue
        number = file.line_of(match.end() - 1)
        if not file.lines[number].replace(match[0].strip(), "", 1).strip(" >"):
            yield file.replaced(number, number + 1, [])
            continue
        adjoins = not match[0].startswith(" ")
        if adjoins and (span := _SPAN.search(file.prose, file.starts[number], match.start())):
            yield Edit(span.start(), span.start() + 1, "")
            yield Edit(span.end() - 1, span.end(), "")
        yield Edit(*match.span(), "")


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


def _in_fences(file: TextFile) -> Iterator[re.Match[str]]:
    """The lists of attributes in the lines that open code."""
    for block in source.fences(file.lines[file.body :]):
        start = file.starts[file.body + block.first]
        yield from _LIST.finditer(file.text, start, start + len(file.lines[file.body + block.first]))


def _plain_fences(file: TextFile) -> Iterator[Edit]:
    for block in source.fences(file.lines[file.body :]):
        number = file.body + block.first
        plain, left_out = source.plain_fence(file.lines[number])
        if block.closed and left_out:
            yield Edit(file.starts[number], file.starts[number] + len(file.lines[number]), plain)
