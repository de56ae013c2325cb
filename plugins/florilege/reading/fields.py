"""What the front matter of every kind is made of: described fields, names, bylines, links."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, partial
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from florilege.catalogue.ids import has_id_form
from florilege.language.sentences import sentences
from florilege.reading import foreign as others
from florilege.reading.characters import is_blank
from florilege.reading.fieldtypes import (
    WORDS,
    Address,
    Identifier,
    Line,
    Truth,
    as_list,
    line,
    misfit,
    shortened,
)
from florilege.reading.foreign import merged, understood
from florilege.reading.plain_words import words_of


@dataclass(frozen=True, slots=True)
class About:
    """How one writes a field; language/*/fields.po says what it is for, under `key` or its kind and name."""

    example: str
    aliases: tuple[str, ...] = ()
    key: str = ""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "description": ""}  # `json_schema` has the words, which have a language


@dataclass(slots=True)
class Notes:
    """What reading a file's fields finds that stops nothing: the context of its validation."""

    root: object
    """The fields of the file, as read."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Plain name → our field or `IGNORE`, from mkdocs.yml; for the file's own fields alone."""
    found: list[tuple[str, object, str, Mapping[str, str]]] = field(default_factory=list)
    """Code, the mapping that holds it, its key, and words of the sentence."""

    def add(self, code: str, holder: object, key: str, **values: str) -> None:
        self.found.append((code, holder, key, values))


def near(word: str, known: Iterable[str], *, likeness: float = 0.7) -> str:
    """The known word that is spelled most like this one, or nothing."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=likeness)), "")


def plain_key(key: str) -> str:
    """A key whatever its case and hyphens: `Short-Title` → `short_title`."""
    return key.strip().casefold().replace("-", "_").replace(" ", "_")


class Fields(BaseModel):
    """A mapping of front matter: its keys are known ones, other spellings are understood."""

    # Built at the first use: most commands read a few kinds of file.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    foreign: ClassVar[Mapping[str, str]] = {}
    """Names of other systems → ours (foreign.py)."""
    deeper: ClassVar[Mapping[str, str]] = {}
    """Names that belong inside another field → how that is written."""
    unknown: ClassVar[str] = "field-unknown"
    """The code of what is said of a key that isn't ours."""

    @classmethod
    def abouts(cls) -> dict[str, About]:
        """Field → what it is for."""
        return {
            name: next(item for item in field.metadata if isinstance(item, About))
            for name, field in cls.model_fields.items()
        }

    @classmethod
    def meaning(cls, name: str, lang: str) -> str:
        """What a field is for, for readers of a language."""
        key = cls.abouts()[name].key or f"{cls.__name__.removesuffix('Fields').lower()}.{name}"
        return sentences("fields", lang)[key]

    @classmethod
    @cache
    def spellings(cls) -> Mapping[str, str]:
        """Every spelling that is understood → the field's name."""
        own = {name: name for name in cls.model_fields}
        return own | {alias: name for name, about in cls.abouts().items() for alias in about.aliases}

    @model_validator(mode="before")
    @classmethod
    def _canonical(cls, value: object, info: ValidationInfo) -> object:
        """The same mapping with canonical keys, without empty values; what isn't ours goes to the notes."""
        if not isinstance(value, Mapping):
            return value
        notes = info.context if isinstance(info.context, Notes) else None
        spellings = cls.spellings()
        seen: dict[str, str] = {}
        result: dict[str, Any] = {}
        others: list[tuple[str, str]] = []
        for key, item in value.items():
            plain = plain_key(key)
            mapped = notes.own.get(plain) if notes and notes.root is value else None
            name = None if mapped else spellings.get(plain)
            foreign = mapped or cls.foreign.get(plain)
            if name is None and notes:
                others.append((key, foreign or ""))
                continue
            name = name or key
            if name in seen:
                raise misfit("field-twice-named", field=key, first=seen[name], at=key)
            seen[name] = key
            if item is not None and not cls._is_absent(name, item):
                result[name] = cls._plain(name, key, item, value, notes)
        of_record = notes and notes.root is not value and issubclass(cls, RecordFields)
        if of_record and others and not seen:  # `fixed: {Cover: 250}`: values under names of one's own
            raise misfit("field-not-mapping")
        if notes:
            for key, foreign in others:
                cls._take(key, foreign, value, result, notes)
        return result

    @classmethod
    def _plain(
        cls, name: str, key: str, item: object, holder: Mapping[str, Any], notes: Notes | None
    ) -> object:
        """The item, of a field for words without the markup in it."""
        field = cls.model_fields.get(name)
        if not isinstance(item, str) or field is None or WORDS not in field.metadata:
            return item
        plain, marked = words_of(item)
        if marked and notes:
            notes.add("field-markup", holder, key, plain=shortened(line(plain)))
        return plain

    @classmethod
    def _is_absent(cls, name: str, item: object) -> bool:
        """Whether a field that may be left out has a text that shows nothing, as exports write it."""
        field = cls.model_fields.get(name)
        optional = field is not None and not field.is_required()
        return optional and isinstance(item, str) and (is_blank(item) or item == "null")

    @classmethod
    def _take(
        cls, key: str, foreign: str, value: Mapping[str, Any], result: dict[str, Any], notes: Notes
    ) -> None:
        """Put what stands under a name of somebody else's into `result`, where it has a place there."""
        if not foreign:
            match = near(plain_key(key), cls.spellings())
            suggestion = cls.spellings().get(match, "") or cls.deeper.get(plain_key(key), "")
            notes.add(cls.unknown, value, key, suggestion=suggestion)
            return
        name, item = understood(foreign, value[key])
        taken = name in cls.model_fields and item is not None
        if taken and name in result:
            together = merged(name, result[name], item)
            taken = together is not None
            item = together
        if taken:
            result[name] = cls._plain(name, key, item, value, notes)
        if notes.root is value and plain_key(key) in notes.own:
            return
        if taken and name in cls.model_fields:
            notes.add("field-foreign", value, key, name=name)
        else:
            notes.add("field-ignored", value, key)


class RecordFields(Fields):
    """A mapping of an editor's own file, whose names say nothing of what front matter has under them."""

    unknown: ClassVar[str] = "record-field-unknown"


FieldsKind = TypeVar("FieldsKind", bound=Fields)


class OrText(Fields):
    """A mapping that may also be written as one text."""

    text_field: ClassVar[str] = "name"

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, str]:
        """The mapping that a text alone stands for."""
        return {cls.text_field: text}

    @model_validator(mode="before")
    @classmethod
    def _text_too(cls, value: object) -> object:
        return cls.from_text(value) if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core)]}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as written, and its sort name where the parts were given."""

    text: str
    sort_name: str = ""
    literal: bool = False
    """Whether it was given as a name that has no parts: an organisation's (CSL)."""


_NAME_PARTS = ("given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal")


PART_KEYS = frozenset([*_NAME_PARTS, "particle", "surname"])


def person_name(value: object) -> PersonName:
    """A name from one text, or from the parts of CSL-JSON (`given`, `family`, particles, `suffix`)."""
    if not isinstance(value, Mapping):
        return PersonName(line(value))
    parts = {plain_key(key).replace("surname", "family"): line(item) for key, item in value.items() if item}
    parts = {key: item for key, item in parts.items() if item}
    parts = {"non_dropping_particle" if key == "particle" else key: item for key, item in parts.items()}
    if unknown := set(parts) - set(_NAME_PARTS):
        raise misfit("field-unknown-in", field=min(unknown), known=", ".join(_NAME_PARTS))
    if "literal" in parts:
        return PersonName(parts["literal"], parts["literal"], literal=True)
    text = " ".join(parts[part] for part in _NAME_PARTS if part in parts)
    family = " ".join(parts[part] for part in ("non_dropping_particle", "family", "suffix") if part in parts)
    given = " ".join(parts[part] for part in ("given", "dropping_particle") if part in parts)
    return PersonName(text, f"{family}, {given}" if family and given else text)


LONGEST_NAME = 120


def named(value: object, longest: int = LONGEST_NAME) -> PersonName:
    """The name of a person, of 1 to `longest` characters; raises `misfit` for any other."""
    name = person_name(value)
    if not name.text:
        raise misfit("field-empty")
    if len(name.text) > longest:
        raise misfit("field-too-long", max=longest)
    return name


Name = Annotated[
    PersonName,
    BeforeValidator(named),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": LONGEST_NAME}, {"type": "object"}]}),
]
Names = Annotated[
    PersonName,
    BeforeValidator(partial(named, longest=40 * LONGEST_NAME)),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]}),
]
"""A name, or several in one text, which people.py tells apart."""


ORGANISATION = About("true", ("organization", "collectif", "collective"), key="organisation")


class BylineFields(OrText):
    """A name as printed: an author's id, a name, or both."""

    foreign: ClassVar[Mapping[str, str]] = others.PERSON

    id: Annotated[
        Identifier | None,
        About("odile-maurel", ("author", "auteur")),
    ] = None
    name: Annotated[Names | None, About("O. Maurel", ("nom",))] = None
    organisation: Annotated[Truth, ORGANISATION] = False

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, str]:
        """An author's id where it has the form of one, else a name."""
        return {"id" if has_id_form(text.strip()) else "name": text}

    @classmethod
    def _is_absent(cls, name: str, item: object) -> bool:
        """Overridden: a name that shows nothing is somebody forgotten."""
        return False

    @model_validator(mode="before")
    @classmethod
    def _from_parts(cls, value: object) -> object:
        """The parts of a name may stand where the name would."""
        if not isinstance(value, Mapping) or any(plain_key(key) in cls.spellings() for key in value):
            return value
        parts = {key: item for key, item in value.items() if plain_key(key) in PART_KEYS}
        rest = {key: item for key, item in value.items() if key not in parts}
        return {**rest, "name": parts} if parts else value

    @model_validator(mode="after")
    def _somebody(self) -> "BylineFields":
        if self.id is None and self.name is None:
            raise misfit("byline-empty")
        return self


class LinkFields(OrText):
    """An address and what to call it."""

    text_field: ClassVar[str] = "url"

    label: Annotated[
        Line,
        Field(max_length=80),
        About("Carnet", ("title", "name", "text", "titre")),
    ] = ""
    url: Annotated[Address, About("https://example.org/", ("href", "adresse"))]

    @property
    def shown(self) -> str:
        """The label, or else the host of the address."""
        parts = urlsplit(self.url)
        return self.label or (parts.hostname or parts.path).removeprefix("www.")


def as_links(value: object) -> list[object]:
    """Links from a list, or from a mapping of labels to addresses."""
    items = [value] if isinstance(value, Mapping) else as_list(value)
    known = set(LinkFields.spellings())
    result: list[object] = []
    for item in items:
        if isinstance(item, Mapping) and not known & {plain_key(key) for key in item}:
            result += [{"label": label, "url": url} for label, url in item.items()]
        else:
            result.append(item)
    return result


LANG = About("fr", ("language", "locale", "langue"), key="lang")

_OF_A_LIST = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s+")


def as_people(value: object) -> list[object]:
    """People from whatever holds them: a list, the lines of a text, a mapping of ids or names to details."""
    result: list[object] = []
    for item in as_list(value):
        if isinstance(item, list):
            result += as_people(item)
        elif isinstance(item, str) and len(item.strip().split("\n")) > 1:
            result += [_OF_A_LIST.sub("", line) for line in item.split("\n") if not is_blank(line)]
        elif isinstance(item, Mapping) and not any(map(_is_of_person, item)):
            result += [_person(key, about) for key, about in item.items()]
        else:
            result.append(item)
    return result


def _is_of_person(key: str) -> bool:
    plain = plain_key(key)
    return plain in BylineFields.spellings() or plain in PART_KEYS or plain in BylineFields.foreign


def _person(key: str, about: object) -> Mapping[str, object]:
    """What a mapping says under an id or a name: a name, more fields, or nothing."""
    who = BylineFields.from_text(key)
    if isinstance(about, Mapping):
        return {**about, **who}
    return {**who, "name": about} if isinstance(about, str) and not is_blank(about) else who


Bylines = Annotated[tuple[BylineFields, ...], BeforeValidator(as_people), Field(max_length=40)]
Company = Annotated[tuple[BylineFields, ...], BeforeValidator(as_people), Field(max_length=300)]
"""Those who came together, whom nobody has to fit on a title page."""
