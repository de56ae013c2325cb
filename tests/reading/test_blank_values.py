"""What shows nothing to a reader is nothing, in every field; what nobody sees is in no address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.problems import Problem
from florilege.reading.characters import hidden_in_address
from florilege.reading.fields import Fields
from florilege.reading.frontmatter import parse
from florilege.reading.schema import KINDS
from florilege.reading.validation import validate

BLANK = st.text(
    "\u0020\u00a0\u00ad\u034f\u115f\u17b4\u180e\u2003\u200b\u200d\u2060\u2064\u2800\u3000\u3164\ufe0f\uffa0",
    min_size=1,
)
FORMS = st.sampled_from(
    [
        '"{}"',
        '["{}"]',
        '[a, "{}"]',
        '{{name: "{}"}}',
        '[{{title: "{}"}}]',
        '{{url: "{}"}}',
        '[{{given: "{}"}}]',
    ]
)
FIELDS = st.sampled_from([(kind, field) for kind in KINDS.values() for field in kind.model_fields])


def told(kind: type[Fields], field: str, value: str) -> list[Problem]:
    text, problems = parse(f"---\n{field}: {value}\n---\n\nText.\n".encode(), "a.md")
    assert text is not None
    return [*problems, *validate(kind, text)[1]]


@given(kind_and_field=FIELDS, form=FORMS, blank=BLANK)
def test_a_blank_value_is_an_empty_one(
    kind_and_field: tuple[type[Fields], str], form: str, blank: str
) -> None:
    kind, field = kind_and_field
    assert [(each.code, each.line) for each in told(kind, field, form.format(blank))] == [
        (each.code, each.line) for each in told(kind, field, form.format(""))
    ]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("essay", "title", '"{}"'),
        ("essay", "authors", '"{}"'),
        ("essay", "authors", '["{}"]'),
        ("essay", "authors", '[{{name: "{}"}}]'),
        ("essay", "tags", '[a, "{}"]'),
        ("author", "name", '"{}"'),
        ("author", "links", '[{{label: Blog, url: "{}"}}]'),
        ("volume", "title", '"{}"'),
        ("volume", "publisher", '{{name: "{}"}}'),
        ("home", "title", '"{}"'),
    ],
)
@pytest.mark.parametrize("blank", ["", "\u2060\u2003", "\u00ad", "\u200d", "\u3164", "\u2800"])
def test_what_is_needed_is_said_to_be_empty_where_it_stands(
    kind: str, field: str, value: str, blank: str
) -> None:
    assert ("field-empty", 2) in [(p.code, p.line) for p in told(KINDS[kind], field, value.format(blank))]


@given(kind_and_field=FIELDS, blank=BLANK)
def test_what_may_be_left_out_may_be_blank(kind_and_field: tuple[type[Fields], str], blank: str) -> None:
    """As exports write it: `date: ""`."""
    kind, field = kind_and_field
    if not kind.model_fields[field].is_required() and "list" not in str(kind.model_fields[field].annotation):
        assert [each.code for each in told(kind, field, f'"{blank}"') if each.line == 2] == []


HIDDEN = st.sampled_from(
    "\u00ad\u034f\u115f\u180b\u200b\u200c\u200d\u2060\u2064\u2800\u3164\ufe0f\uffa0\U000e0061"
)
PLACES = st.sampled_from(
    [
        "ht{}tps://example.org/",
        "https://a{}b@example.org/",
        "https://exa{}mple.org/",
        "https://example.org{}:80/",
        "https://example.org/a{}b",
        "https://example.org/?a={}b",
        "https://example.org/#a{}b",
        "mailto:a{}b@example.org",
        "mailto:a@exa{}mple.org",
    ]
)


@given(place=PLACES, hidden=HIDDEN)
def test_nothing_hides_in_an_address(place: str, hidden: str) -> None:
    assert hidden_in_address(place.format(hidden)) == hidden


JOINERS = "\u200c\u200d\ufe0e\ufe0f"


@given(place=PLACES.filter(lambda place: "ht{}" not in place), hidden=HIDDEN)
def test_nothing_hides_in_what_an_address_encodes(place: str, hidden: str) -> None:
    """Joiners may follow the host, where writing that needs them is encoded."""
    encoded = "".join(f"%{byte:02X}" for byte in hidden.encode())
    allowed = hidden in JOINERS and place.startswith("https://example.org/")
    assert hidden_in_address(place.format(encoded)) == ("" if allowed else hidden)


@given(hidden=HIDDEN)
def test_nothing_hides_in_a_host_in_punycode(hidden: str) -> None:
    label = f"exa{hidden}mple".encode("punycode").decode()
    assert hidden_in_address(f"https://xn--{label}.org/") == hidden


@given(
    st.from_regex(
        r"https?://[a-zé]{1,9}\.(?:org|xn--p1ai)(?::80)?(?:/[a-zé%20]{0,5}|%C3%A9){0,2}", fullmatch=True
    )
)
def test_other_addresses_are_left_alone(address: str) -> None:
    assert hidden_in_address(address) == ""
