"""Keys of texts: text, path and key say the same; a key survives JSON and pickling."""

import pickle
from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import MatterKind

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
KEYS = st.one_of(
    st.just(TextKey("home")),
    st.builds(TextKey, st.sampled_from(["author", "essay", "volume"]), IDS),
    st.builds(TextKey, st.just("matter"), IDS, st.sampled_from(get_args(MatterKind))),
)
JSON = TypeAdapter(TextKey)


@given(KEYS)
def test_a_key_is_read_from_what_it_writes(key: TextKey) -> None:
    assert TextKey.parse(str(key)) == TextKey.of_path(key.path) == key
    assert JSON.validate_json(JSON.dump_json(key)) == pickle.loads(pickle.dumps(key)) == key


@given(KEYS, KEYS)
def test_no_prefix_begins_another(key: TextKey, other: TextKey) -> None:
    assert key == other or not f"{key.prefix}--".startswith(f"{other.prefix}--")


@given(st.lists(KEYS, unique=True))
def test_keys_have_an_order(keys: list[TextKey]) -> None:
    ordered = sorted(keys)
    assert all(before < after for before, after in pairwise(ordered))
