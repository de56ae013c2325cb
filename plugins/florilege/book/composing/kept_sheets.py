"""Sheets that were composed → the cache, by all that decides how: what didn't change isn't composed again.

Every sheet depends on its volume and its look, on the front matter of all texts, on which texts there are, on
pictures; what it depends on besides, such as the text that it holds, it says itself. Page numbers change no
sheet, unless their digits become more or less: whoever takes a sheet looks at these.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from florilege.anthology import Anthology
from florilege.book.composing.look import Look
from florilege.book.sheet import Sheet
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Body
from florilege.runtime.cache import Store, code_version, key_of

PACKAGES = ("emoji", "fonttools", "jinja2", "lxml", "markupsafe", "roman", "tinyhtml5", "uharfbuzz")
"""What composes sheets, besides our own code."""

_SHEET = TypeAdapter(Sheet)


class KeptSheets:
    """The sheets of one volume in one look that the cache has."""

    def __init__(
        self, store: Store, anthology: Anthology, volume: Volume, look: Look, *, site_url: str
    ) -> None:
        self._store = store
        self._base = key_of(
            "sheet",
            code_version(".", *PACKAGES),
            repr(volume),
            site_url,
            sorted(look.scripts.families.items()),
            sorted(look.scripts.letters),
            sorted(anthology.without_face),
            [*_facts(anthology.catalogue)],
            sorted((str(key), prose.prefix) for key, prose in anthology.prose.items()),
            [repr(replace(image, file=image.file.name)) for image in anthology.images.values()],  # type: ignore[arg-type]
        )

    def key(self, id: str, closeness: int, of: Iterable[object]) -> str:
        """What a sheet is called that depends on the values `of` besides."""
        return key_of(self._base, id, closeness, [*map(repr, of)])

    def get(self, key: str) -> Sheet | None:
        """The sheet; None where it was never composed."""
        content = self._store.get(key)
        try:
            return None if content is None else _SHEET.validate_json(content)
        except ValidationError:  # whole, but not what this version writes
            return None

    def put(self, key: str, sheet: Sheet) -> None:
        """Keep a sheet. Raises `FlorilegeError` as `Store.put`."""
        self._store.put(key, _SHEET.dump_json(sheet))


def kept_sheets(
    store: Store, anthology: Anthology, volume: Volume, look: Look, *, site_url: str
) -> KeptSheets | None:
    """Those of a volume; None for an anthology whose own templates may show whatever there is."""
    if any((own / "templates").is_dir() for own in look.own):
        return None
    return KeptSheets(store, anthology, volume, look, site_url=site_url)


def _facts(catalogue: Catalogue) -> Iterator[Sequence[str]]:
    """What the catalogue holds; not what texts say, nor where fields stand."""
    for field in fields(catalogue):
        value = getattr(catalogue, field.name)
        if isinstance(value, Mapping) and field.name != "places":
            yield [f"{key!r}: {_bare(each)!r}" for key, each in value.items()]
        elif isinstance(value, frozenset):
            yield sorted(map(repr, value))
        elif field.name != "places":
            yield [repr(_bare(value))]


def _bare(value: Any) -> Any:
    """A text's facts, or its body, without what it says; whatever else as it is."""
    if isinstance(value, Body):
        return replace(value, markdown="")
    if isinstance(body := getattr(value, "body", None), Body):
        return replace(value, body=replace(body, markdown=""))
    return value
