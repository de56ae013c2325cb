"""Lists as people type them: quotes of any kind around an item are no part of it, in no field."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.reading.fields import Fields
from florilege.reading.frontmatter import parse
from florilege.reading.schema import AuthorFields, EssayFields
from florilege.reading.validation import validate
from florilege.reading.volumefields import VolumeFields

QUOTES = ("“{}”", "„{}“", "„{}”", "« {} »", "«\u00a0{}\u00a0»", '"{}"', "‹ {} ›", "{}")
FORMS = ("{field}: {first}, {second}", "{field}: [{first}, {second}]", "{field}:\n  - {first}\n  - {second}")
LISTS: tuple[tuple[type[Fields], str, str, str], ...] = (
    (EssayFields, "tags", "voisinage", "silence"),
    (EssayFields, "keywords", "voisinage", "silence"),
    (EssayFields, "thèmes", "voisinage", "silence"),
    (EssayFields, "categories", "voisinage", "silence"),
    (AuthorFields, "also_known_as", "A. Lune", "Ada L."),
    (VolumeFields, "keep", "Pan’Hop!", "Ah ?"),
    (VolumeFields, "editions", "screen", "press"),
    (VolumeFields, "editors", "Ada Lune", "bob-rue"),
)


def read(kind: type[Fields], fields: str) -> tuple[Fields | None, list[str]]:
    """The fields, with the title or name that the kind wants, and the codes of what is said."""
    named = "name: Ada" if kind is AuthorFields else "title: Un\nauthors: [ada]"
    named = named if kind is not VolumeFields else "title: Un"
    text, problems = parse(f"---\n{named}\n{fields}\n---\n\nTexte.\n".encode(), "x.md")
    assert text is not None
    found, more = validate(kind, text)
    return found, [each.code for each in (*problems, *more)]


@pytest.mark.parametrize(("kind", "field", "first", "second"), LISTS)
def test_quotes_around_items_say_only_where_they_end(
    kind: type[Fields], field: str, first: str, second: str
) -> None:
    bare, _ = read(kind, f"{field}:\n  - {first}\n  - {second}")
    assert bare is not None
    for form, (one, other) in itertools.product(FORMS, itertools.product(QUOTES, QUOTES)):
        typed = form.format(field=field, first=one.format(first), second=other.format(second))
        if field in ("also_known_as", "keep", "editors") and form == FORMS[0] and "{}" in (one, other):
            continue  # one text may hold a comma there
        found, told = read(kind, typed)
        assert found == bare, typed
        assert set(told) <= {"yaml-quote", "yaml-item", "field-foreign"}, typed


@given(st.sampled_from(QUOTES[:-1]), st.sampled_from(QUOTES[:-1]), st.sampled_from(FORMS))
def test_a_comma_between_quotes_parts_nothing(one: str, other: str, form: str) -> None:
    typed = form.format(field="tags", first=one.format("ville, campagne"), second=other.format("mer"))
    found, _ = read(EssayFields, typed)
    assert isinstance(found, EssayFields)
    assert found.tags == ("ville, campagne", "mer"), typed
