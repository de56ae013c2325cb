"""A record that is written anew, the file that was there → the record with the fields that we don't read.

A person, or a newer Florilège, wrote them: each stays in the mapping that it was in. Of a list this is the
item that is the same or, where that one was written anew too, the one most like it; where there is none, a
comment at the end keeps the field. None is ever lost.
"""

from collections.abc import Sequence

import yaml

from florilege.reading.fields import Fields, plain_key
from florilege.reading.marked_fields import Loc
from florilege.reading.validation import with_unread
from florilege.reading.yaml_fields import read_yaml

_WIDTH = 1_000_000
"""Characters of a line, for a field that is to stand on one."""


def with_fields(new: str, old: str, kind: type[Fields]) -> str:
    """Some YAML of a kind, with the fields of YAML that was there before which the kind doesn't have.

    Both are good records of the kind.
    """
    if not old.strip():
        return new
    was, lost = with_unread(kind, read_yaml(old, "").values)
    source = yaml.compose(old, Loader=yaml.SafeLoader)
    for loc in lost:
        holder, key = loc[:-1], str(loc[-1])
        now, _ = with_unread(kind, read_yaml(new, "").values)
        value = _node(source, loc)
        place = _counterpart(was, now, holder)
        new = f"{new}# {_entry(key, value)}\n" if place is None else _put(new, place, key, value)
    return new


def _counterpart(was: Fields, now: Fields, holder: Sequence[str | int]) -> Loc | None:
    """Where the mapping at a place of the old record is in the new one."""
    place: list[str | int] = []
    old: object = was
    new: object = now
    for step in holder:
        if isinstance(step, int):
            index = _index(old, new, step)
            if index is None:
                return None
            assert isinstance(old, Sequence)
            assert isinstance(new, Sequence)
            place.append(index)
            old, new = old[step], new[index]
        else:
            name = type(old).spellings()[plain_key(step)] if isinstance(old, Fields) else step
            place.append(name)
            old, new = getattr(old, name, None), getattr(new, name, None)
        if new is None:
            return None
    return tuple(place)


def _index(old: object, new: object, at: int) -> int | None:
    """Which item of a list stands for one of the list that was there before."""
    if not isinstance(old, Sequence) or not isinstance(new, Sequence):
        return None
    if old[at] in new:
        return new.index(old[at])
    free = [number for number, each in enumerate(new) if each not in old]
    alike = {number: _likeness(old[at], new[number]) for number in free}
    best = max(free, key=lambda number: (alike[number], -abs(number - at)), default=None)
    return best if best is not None and alike[best] else None


def _likeness(one: object, other: object) -> int:
    """How many fields of two mappings are the same and say something."""
    if not isinstance(one, Fields) or not isinstance(other, Fields):
        return 0
    return sum(
        bool(value) and value == getattr(other, name, None)
        for name in type(one).model_fields
        if (value := getattr(one, name)) is not None
    )


def _node(root: yaml.Node | None, loc: Sequence[str | int]) -> yaml.Node:
    assert root
    for step in loc:
        root = _child(root, step)
    return root


def _child(node: yaml.Node, step: str | int) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        named: yaml.Node = next(value for key, value in node.value if key.value == step)
        return named
    assert isinstance(node, yaml.SequenceNode)
    assert isinstance(step, int)
    item: yaml.Node = node.value[step]
    return item


def _put(text: str, place: Loc, key: str, value: yaml.Node) -> str:
    """The YAML with one field more, the last of a mapping."""
    holder = _node(yaml.compose(text, Loader=yaml.SafeLoader), place)
    assert isinstance(holder, yaml.MappingNode)
    entry = _entry(key, value)
    if holder.flow_style:
        end = holder.end_mark.index - 1
        return f"{text[:end]}{', ' if holder.value else ''}{entry}{text[end:]}"
    first, last = holder.value[0][0], holder.value[-1][1]
    end = text.find("\n", _end(last))
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{' ' * first.start_mark.column}{entry}{text[end:]}"


def _end(node: yaml.Node) -> int:
    """Where the last character of a value stands; a block's mark is where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.index) - 1
    return int(node.end_mark.index)


def _entry(key: str, value: yaml.Node) -> str:
    """`key: value` on one line, each scalar as it was typed where a line holds it."""
    name = yaml.ScalarNode("tag:yaml.org,2002:str", key)
    pair = yaml.MappingNode("tag:yaml.org,2002:map", [(name, _flat(value))], flow_style=True)
    line: str = yaml.serialize(pair, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDTH)
    return line.strip()[1:-1]


def _flat(node: yaml.Node) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        pairs = [(_flat(key), _flat(value)) for key, value in node.value]
        return yaml.MappingNode(node.tag, pairs, flow_style=True)
    if isinstance(node, yaml.SequenceNode):
        return yaml.SequenceNode(node.tag, [_flat(each) for each in node.value], flow_style=True)
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    return yaml.ScalarNode(node.tag, node.value, style='"' if style in ("|", ">") else style)
