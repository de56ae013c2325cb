"""A new file of contributions/ from a template: the fields a contributor fills, and what they are for.

The fields and their meanings come from schema.py; the comments beside them are YAML's: nothing need be
deleted. Values left empty are what `florilege check` asks for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from florilege.catalogue.ids import is_id
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.fields import Fields, plain_key
from florilege.reading.frontmatter import read as read_file
from florilege.reading.new_ids import require_id
from florilege.reading.pressfields import CoverFields
from florilege.reading.schema import AuthorFields, EssayFields, LetterFields, MeetingFields
from florilege.reading.volumefields import VolumeFields
from florilege.runtime.faults import fault

ESSAY = ("title", "authors", "abstract", "license", "date", "tags")
AUTHOR = ("name", "headline", "links")
MEETING = ("title", "date", "place", "organisers", "persons", "excerpts")
VOLUME = ("number", "title", "series", "editors", "license", "parts")
"""The fields of a template: at most six, since every field more is a contributor less."""
SHARED = (
    *("series", "editors", "lang", "publisher", "issn", "thema", "clil", "license", "printer", "cataloguing"),
    *("trim", "design", "editions", "press", "cover", "opening", "order", "length", "consents", "hashtags"),
    *("handles", "keep", "meetings", "letters", "spacing", "emoji"),
)
"""What the volumes of a series have in common; title, days, numbers, prices, sponsors are each one's own."""


def essay(
    *,
    title: str = "",
    authors: Sequence[str] = (),
    day: str = "",
    lang: str = "fr",
    tags: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
) -> str:
    """The text of a new essay; `authors` are ids or names, `day` is ISO 8601, `more` holds other fields.

    Of `more`, what is empty isn't written.
    """
    further = {name: value for name, value in (more or {}).items() if value}
    values = {
        "title": _quoted(title),
        "authors": f"[{', '.join(author if is_id(author) else _quoted(author) for author in authors)}]",
        "date": day,
        "tags": f"[{', '.join(_quoted(tag) for tag in tags)}]",
        **{name: value if is_id(value) else _quoted(value) for name, value in further.items()},
    }
    return _text(EssayFields, (*ESSAY, *(name for name in further if name not in ESSAY)), values, lang)


def letter(*, who: str, known: bool, day: str, answers: str = "", lang: str = "fr") -> str:
    """The text of a letter, as a draft; `who` is the id of a `known` author, else a name, `day` ISO 8601."""
    signed = who if known else f"{{name: {_quoted(who)}}}"
    values = {"authors": f"[{signed}]", "date": day, "answers": answers, "draft": "true"}
    return _text(LetterFields, [name for name, value in values.items() if value], values, lang)


def author(*, name: str = "", lang: str = "fr") -> str:
    """The text of a new author's file."""
    return _text(AuthorFields, AUTHOR, {"name": _quoted(name), "links": "[]"}, lang)


def meeting(*, title: str = "", day: str = "", place: str = "", lang: str = "fr") -> str:
    """The text of a new meeting; `day` is ISO 8601."""
    empty = dict.fromkeys(("organisers", "persons", "excerpts"), "[]")
    values = {"title": _quoted(title), "date": day, "place": _quoted(place), **empty}
    return _text(MeetingFields, MEETING, values, lang)


def volume(
    *,
    title: str = "",
    volumes: Iterable[Volume] = (),
    contributions: Path | None = None,
    files: int = 0,
    lang: str = "fr",
) -> str:
    """The text of a new volume, the next after `volumes`: what a series shares is like the last of them.

    Its number is above theirs, and above that of their `files`, some of which may be in error. The file of
    the last of them is read below `contributions`; what it doesn't say isn't written.
    """
    last = max(volumes, key=lambda each: each.number or 0, default=None)
    number = str(max(last.number or 0 if last else 0, files) + 1)
    values = {"number": number, "title": _quoted(title), "editors": "[]", "parts": "[]"}
    if last and contributions:
        values |= {name: _flow(value) for name, value in _shared(contributions / last.key.path)}
    return _text(VolumeFields, [*VOLUME, *(name for name in values if name not in VOLUME)], values, lang)


def _shared(file: Path) -> Iterator[tuple[str, object]]:
    """What a volume's file says that the next of its series says too: field, and value as it is written."""
    read, _ = read_file(file, file.name)
    given = (
        {VolumeFields.spellings().get(plain_key(key), ""): value for key, value in read.fields.items()}
        if read
        else {}
    )
    for name in (each for each in SHARED if given.get(each) not in (None, "", [], {})):
        value = given[name]
        if name == "cover" and isinstance(value, Mapping):
            of_folder = {"picture", "mark"}  # files that lie beside that volume
            value = {
                key: item
                for key, item in value.items()
                if CoverFields.spellings().get(plain_key(key)) not in of_folder
            }
        if value:
            yield name, value


class _AsTyped(yaml.SafeDumper):
    """Words and numbers bare: fields are read as they are written, whatever YAML takes them for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.yaml_implicit_resolvers = {}


def _flow(value: object) -> str:
    """A value as YAML on one line."""
    text = yaml.dump(
        value, Dumper=_AsTyped, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6
    )
    return str(text).removesuffix("...\n").strip()


def write(contributions: Path, key: TextKey, text: str) -> Path:
    """Write a new file; never over another. Raises `FlorilegeError` (2) for a bad id or a taken one."""
    require_id(key.id)
    file = contributions / key.path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise FlorilegeError("new-exists", exit_code=2, file=file) from None
    except OSError as error:
        raise fault("target-unwritable", file.parent, error) from error
    return file


def _quoted(value: str) -> str:
    """Text as YAML reads it whatever it holds; nothing for nothing."""
    return json.dumps(value, ensure_ascii=False) if value else ""


def _text(kind: type[Fields], names: Sequence[str], values: dict[str, str], lang: str) -> str:
    lines = ["---"]
    for name in names:
        lines.append(f"{name}: {values.get(name, '')}".rstrip() + f"  # {kind.meaning(name, lang)}")
    return "\n".join([*lines, "---", "", ""])
