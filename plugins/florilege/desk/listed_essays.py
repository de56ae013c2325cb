"""The front matter of a volume, an arrangement → the same text with its essays listed so.

Only the lists of parts that change are written, where they stand: all else stays byte for byte. A comment
above an essay, or behind it on its line, goes with it. A list between brackets stays one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from florilege.catalogue.volumes import Part, Volume
from florilege.desk.arrangement import Arrangement
from florilege.desk.kept_comments import comments
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.fields import Fields, plain_key
from florilege.reading.fieldtypes import as_list
from florilege.reading.frontmatter import MarkdownFile, parse
from florilege.reading.volumefields import PartFields, VolumeFields

_OPENING = re.compile(r"\ufeff?[ \t\r\n]*---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""Ids that YAML reads as words without quotes."""
_STEP = 2
"""Columns by which what belongs to something is set in, where nothing shows the editor's own habit."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An essay in a list, with what goes where it goes."""

    id: str
    written: str
    above: tuple[str, ...] = ()
    """Lines of comments, and blank ones."""
    behind: str = ""
    """A comment on its line, with the blanks before it."""


@dataclass(frozen=True, slots=True)
class _List:
    """The essays of a part as they stand in the text, and how another list takes their place."""

    items: tuple[_Item, ...]
    put: Callable[[Sequence[_Item]], "_Change"]


@dataclass(frozen=True, slots=True)
class _Change:
    """Characters of the text, from `start` up to `end`, and what stands there then."""

    start: int
    end: int
    new: str


class _Unwritable(Exception):
    """The list stands in a way in which we don't write."""


def rearranged(data: bytes, volume: Volume, wanted: Arrangement, names: Mapping[str, str]) -> bytes:
    """The bytes of a volume's file with its essays listed as wanted; the same where they are already.

    `names` are the anthology's own names of fields, in plain keys → ours. Raises `FlorilegeError` (1),
    `order-front-matter`, where the lists can't be written so that the file says this and nothing else new.
    """
    path = volume.key.path
    try:
        text = data.decode("utf-8")
        changes = [*_changes(text, volume, wanted, names)]
        new = text
        for change in sorted(changes, key=lambda each: each.start, reverse=True):
            new = new[: change.start] + change.new + new[change.end :]
        before, after = parse(data, path)[0], parse(new.encode(), path)[0]
        if before is None or after is None or _others(before, names) != _others(after, names):
            raise _Unwritable
        if changes and not _lists_are(after, volume, wanted, names):
            raise _Unwritable
        if changes and comments(_fields_of(text)) != comments(_fields_of(new)):
            raise _Unwritable
    except (_Unwritable, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FlorilegeError("order-front-matter", exit_code=1, file=path) from error
    return new.encode()


def _fields_of(text: str) -> str:
    """The lines between the fences."""
    opening = _OPENING.match(text)
    closing = opening and _CLOSING.search(text, opening.end())
    if not opening or not closing:
        raise _Unwritable
    return text[opening.end() : closing.start()]


# ---- What is to be listed


def _listed(part: Part, wanted: Sequence[str], volume: Volume) -> list[str]:
    """The ids that a part is to list: the essays wanted, and those that are listed but not printed here.

    Essays that join the part by their own field aren't listed as long as they come last and in that order.
    """
    natural = [id for id in part.essays if id not in part.listed and id in wanted]
    ids = [*wanted]
    if natural and ids[-len(natural) :] == natural:
        del ids[-len(natural) :]
    printed = {*volume.essays}
    for place, id in enumerate(part.listed):
        if id not in printed:
            before = next((each for each in reversed(part.listed[:place]) if each in ids), None)
            ids.insert(0 if before is None else ids.index(before) + 1, id)
    return ids


def _changes(text: str, volume: Volume, wanted: Arrangement, names: Mapping[str, str]) -> Iterator[_Change]:
    changed = [
        number for number, part in enumerate(volume.parts) if tuple(part.essays) != tuple(wanted[number])
    ]
    if not changed:
        return
    writer = _Writer(text, names)
    lists = writer.lists()
    if lists is None:
        (only,) = volume.parts
        yield writer.new_list([_new(id) for id in _listed(only, wanted[0], volume)])
        return
    if len(lists) != len(volume.parts):
        raise _Unwritable
    known = {item.id: item for each in reversed(lists) for item in each.items}
    for number in changed:
        ids = _listed(volume.parts[number], wanted[number], volume)
        yield lists[number].put([known.get(id) or _new(id) for id in ids])


def _new(id: str) -> _Item:
    return _Item(id, id if _PLAIN.fullmatch(id) else f'"{id}"')


# ---- Proof that nothing else has changed


def _field(kind: type[Fields], key: str, names: Mapping[str, str]) -> str:
    plain = plain_key(key)
    return names.get(plain) or kind.spellings().get(plain) or plain


def _parts(file: MarkdownFile, names: Mapping[str, str]) -> list[object]:
    found = [value for key, value in file.fields.items() if _field(VolumeFields, key, names) == "parts"]
    return [each for value in found if value for each in as_list(value)]


def _others(file: MarkdownFile, names: Mapping[str, str]) -> object:
    """All that a file says besides its lists of essays."""
    fields = {key: value for key, value in file.fields.items() if _field(VolumeFields, key, names) != "parts"}
    parts = [
        {key: value for key, value in part.items() if _field(PartFields, str(key), names) != "essays"}
        for part in _parts(file, names)
        if isinstance(part, Mapping)
    ]
    return fields, [part for part in parts if part], file.markdown


def _lists_are(file: MarkdownFile, volume: Volume, wanted: Arrangement, names: Mapping[str, str]) -> bool:
    """Whether each part that changes lists what it is to list, and no other part does."""
    parts = _parts(file, names)
    if len(parts) != len(volume.parts):
        return False
    for part, fields, essays in zip(volume.parts, parts, wanted, strict=True):
        if not isinstance(fields, Mapping):
            return False
        found = [value for key, value in fields.items() if _field(PartFields, str(key), names) == "essays"]
        now = [each for value in found if value for each in as_list(value)]
        same = tuple(part.essays) == tuple(essays)
        if now != ([*part.listed] if same else _listed(part, essays, volume)):
            return False
    return True


# ---- The text


def _is_nothing(node: yaml.Node) -> bool:
    """Whether a value is none, however that is written: `~`, `null`."""
    return node.tag == "tag:yaml.org,2002:null"


class _Writer:
    """The front matter of a text, in which the lists are found and written."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.text = text
        self.names = names
        self.eol = "\r\n" if "\r\n" in text else "\n"
        opening = _OPENING.match(text)
        closing = opening and _CLOSING.search(text, opening.end())
        if not opening or not closing:
            raise _Unwritable
        self.end = closing.start()
        # The opening fence is out of the way without moving anything; libyaml's places would be bytes.
        head = " " * (opening.end() - 1) + text[opening.end() - 1 : self.end]
        root = yaml.compose(head, Loader=yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode) or root.flow_style:
            raise _Unwritable
        self.root = root

    def lists(self) -> list[_List] | None:
        """The list of each part; None where the volume has no parts."""
        found = self._value(self.root, VolumeFields, "parts")
        if found is None or not found[1].value or _is_nothing(found[1]):
            return None
        parts = found[1].value if isinstance(found[1], yaml.SequenceNode) else [found[1]]
        return [self._list(part) for part in parts]

    def new_list(self, items: Sequence[_Item]) -> _Change:
        """The only part, in a volume that has named none."""
        rows = ["  - essays:", *(f"      - {item.written}" for item in items)]
        found = self._value(self.root, VolumeFields, "parts")
        if found is None:
            return self._lines(self.end, ["parts:", *rows])
        key, value = found
        if value.end_mark.index > value.start_mark.index:  # []
            inner = ", ".join(item.written for item in items)
            return _Change(value.start_mark.index, value.end_mark.index, f"[{{essays: [{inner}]}}]")
        return self._lines(self._next_line(key.start_mark.index), rows)

    def _value(
        self, node: yaml.MappingNode, kind: type[Fields], name: str
    ) -> tuple[yaml.Node, yaml.Node] | None:
        found = [
            (key, value) for key, value in node.value if _field(kind, str(key.value), self.names) == name
        ]
        if len(found) > 1:
            raise _Unwritable
        return found[0] if found else None

    def _list(self, part: yaml.Node) -> _List:
        if not isinstance(part, yaml.MappingNode):
            raise _Unwritable
        found = self._value(part, PartFields, "essays")
        if found is None:
            return _List((), lambda items: self._added(part, items))
        key, value = found
        column = key.start_mark.column
        if isinstance(value, yaml.SequenceNode) and not value.flow_style:
            return self._block(key, value)
        if isinstance(value, yaml.SequenceNode):
            items, tail = self._between_brackets(value)
            return _List(items, lambda new: self._flow(value, new, tail, column))
        if not isinstance(value, yaml.ScalarNode):
            raise _Unwritable
        if value.value and _is_nothing(value):
            return _List((), lambda new: self._flow(value, new, (), column))
        if value.value and value.end_mark.index > value.start_mark.index:
            self._one_line(value)
            written = tuple(_new(str(each)) for each in as_list(value.value))
            return _List(written, lambda new: self._flow(value, new, (), column))
        if part.flow_style:
            return _List((), lambda new: self._flow(value, new, (), column))
        return _List((), lambda new: self._below(key, new))

    # ---- Lists with an essay on a line

    def _block(self, key: yaml.Node, value: yaml.SequenceNode) -> _List:
        first = begin = self._next_line(key.start_mark.index)
        items: list[_Item] = []
        for node in value.value:
            at = node.start_mark.index
            line = self.text.rindex("\n", 0, at) + 1
            if line < begin or not re.fullmatch(r"[ ]*-[ \t]+", self.text[line:at]):
                raise _Unwritable
            self._one_line(node)
            end = self._next_line(at)
            above = tuple(each.strip() for each in self.text[begin:line].splitlines())
            behind = self.text[node.end_mark.index : end].rstrip()
            items.append(_Item(node.value, self.text[at : node.end_mark.index], above, behind))
            begin = end
        indent = value.start_mark.column

        def put(new: Sequence[_Item]) -> _Change:
            if not new:
                after = self._after_key(key)
                return _Change(after, begin, " []" + self.text[after:first])
            return _Change(first, begin, self._rows(new, indent))

        return _List(tuple(items), put)

    def _below(self, key: yaml.Node, items: Sequence[_Item]) -> _Change:
        """A list below its key, after which nothing stands but a comment."""
        after = self._next_line(key.start_mark.index)
        return _Change(after, after, self._rows(items, key.start_mark.column + _STEP) if items else "")

    def _rows(self, items: Sequence[_Item], indent: int) -> str:
        lead = " " * indent
        rows: list[str] = []
        for item in items:
            rows += [lead + line if line else "" for line in item.above]
            rows.append(f"{lead}- {item.written}{item.behind}")
        return "".join(row + self.eol for row in rows)

    # ---- Lists between brackets

    def _between_brackets(self, value: yaml.SequenceNode) -> tuple[tuple[_Item, ...], tuple[str, ...]]:
        """The items, and the comments behind the last one's line."""
        items: list[_Item] = []
        at = value.start_mark.index + 1
        for node in value.value:
            self._one_line(node)
            same, above = self._comments(at, node.start_mark.index)
            if items and same:
                items[-1] = replace(items[-1], behind=same)
            elif same:
                above = (same.strip(), *above)
            items.append(_Item(node.value, self.text[node.start_mark.index : node.end_mark.index], above))
            at = node.end_mark.index
        same, tail = self._comments(at, value.end_mark.index - 1)
        if items and same:
            items[-1] = replace(items[-1], behind=same)
        elif same:
            tail = (same.strip(), *tail)
        return tuple(items), tail

    def _comments(self, start: int, end: int) -> tuple[str, tuple[str, ...]]:
        """What stands between two items: the comment on the line of the first, and those on their own."""
        first, *lines = self.text[start:end].split("\n")
        first = first.strip().removeprefix(",").strip()
        own = tuple(line.strip() for line in lines if line.strip().startswith("#"))
        return f"  {first}" if first.startswith("#") else "", own

    def _flow(self, value: yaml.Node, items: Sequence[_Item], tail: Sequence[str], column: int) -> _Change:
        if tail or any(item.behind or any(item.above) for item in items):
            lead = " " * (column + _STEP)
            rows: list[str] = ["["]
            for item in items:
                rows += [lead + line for line in item.above if line]
                rows.append(f"{lead}{item.written},{item.behind}")
            rows += [lead + line for line in tail]
            written = self.eol.join([*rows, f"{lead}]"])
        else:
            written = f"[{', '.join(item.written for item in items)}]"
        start, end = value.start_mark.index, value.end_mark.index
        space = "" if self.text[start - 1 : start].isspace() or start == 0 else " "
        return _Change(start, end, space + written)

    def _added(self, part: yaml.MappingNode, items: Sequence[_Item]) -> _Change:
        """A list in a part that has none: before its first field, or between the same braces."""
        if part.flow_style:
            written = ", ".join(item.written for item in items)
            at = part.start_mark.index + 1
            return _Change(at, at, f"essays: [{written}]{', ' if part.value else ''}")
        last = part.value[-1][1]
        if isinstance(last, yaml.ScalarNode) and last.style in (None, "'", '"'):
            key = part.value[0][0].start_mark.column
            after = self._next_line(last.end_mark.index)
            return _Change(after, after, " " * key + "essays:" + self.eol + self._rows(items, key + _STEP))
        first = part.value[0][0].start_mark
        written = ", ".join(item.written for item in items)
        return _Change(first.index, first.index, f"essays: [{written}]{self.eol}{' ' * first.column}")

    # ---- Places

    def _next_line(self, index: int) -> int:
        return self.text.index("\n", index) + 1

    def _after_key(self, key: yaml.Node) -> int:
        return self.text.index(":", key.end_mark.index) + 1

    def _lines(self, at: int, rows: Sequence[str]) -> _Change:
        return _Change(at, at, "".join(row + self.eol for row in rows))

    def _one_line(self, node: yaml.Node) -> None:
        if not isinstance(node, yaml.ScalarNode) or node.start_mark.line != node.end_mark.line:
            raise _Unwritable
