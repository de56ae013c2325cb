"""The cache gives back what was put, whole, or nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.cache import Store, code_version, key_of

KEY = key_of("a", 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def entry(store: Store) -> Path:
    (file,) = (file for file in store.folder.rglob("*") if file.is_file())
    return file


def test_a_name_that_is_no_text_has_a_key_of_its_own() -> None:
    """As a folder of an old archive may have, whose name isn’t UTF-8."""
    assert len({key_of("lat"), key_of("lat\udce9"), key_of("laté")}) == 3


def test_put_then_get(store: Store) -> None:
    assert store.get(KEY) is None
    store.put(KEY, b"content")
    store.put(key_of("b"), b"")
    assert store.get(KEY) == b"content"
    assert store.get(key_of("b")) == b""


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes()[:10]),
        lambda file: file.write_bytes(file.read_bytes()[:-1] + b"X"),
        lambda file: file.write_bytes(b"X" + file.read_bytes()[1:]),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: (file.unlink(), file.symlink_to(file)),
    ],
    ids=["empty", "cut", "cut in the digest", "content", "digest", "gone", "folder", "loop"],
)
def test_what_is_damaged_is_a_miss_and_made_anew(store: Store, damage) -> None:
    store.put(KEY, b"content")
    damage(entry(store))
    assert store.get(KEY) is None
    store.put(KEY, b"content")
    assert store.get(KEY) == b"content"


def test_an_entry_under_another_key_is_a_miss(store: Store) -> None:
    store.put(KEY, b"content")
    store.put(key_of("b"), b"other")
    (store.folder / KEY[:2] / KEY).replace(store.folder / key_of("b")[:2] / key_of("b"))
    assert store.get(key_of("b")) is None


def test_what_is_got_counts_as_used_now_what_is_damaged_does_not(store: Store) -> None:
    for content in (b"content", b"damaged"):
        store.put(KEY, b"content")
        file = entry(store)
        file.write_bytes(file.read_bytes()[:-7] + content)
        os.utime(file, (0, 0))
        store.get(KEY)
        assert (file.stat().st_mtime > 0) == (content == b"content")


def test_no_scratch_is_left(store: Store) -> None:
    store.put(KEY, b"content")
    assert entry(store).name == KEY


def test_a_key_depends_on_every_part() -> None:
    parts = [("a", "b"), ("ab",), ("a", ["b"]), ("a", 1), ("a", "1"), (), ("é",)]
    assert len({key_of(*part) for part in parts}) == len(parts)


@given(st.lists(st.text()), st.lists(st.text()))
def test_keys_differ_where_parts_do(one: list[str], other: list[str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


def test_versions_tell_code_and_packages() -> None:
    assert code_version("prose", "nh3") != code_version("prose", "markdown")
    assert code_version("images") != code_version("images/copies.py")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    with pytest.raises(FlorilegeError, match="cache-unwritable") as raised:
        Store(tmp_path / "cache").put(KEY, b"content")
    assert raised.value.exit_code == 3
