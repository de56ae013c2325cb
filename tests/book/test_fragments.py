"""Kept fragments that can't be trusted are set again, and the tomes are those of a clean build."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from book.printing import Printed, print_all
from florilege.book import fragments
from florilege.book.fragments import fingerprint
from florilege.runtime import cache


def flip(file: Path) -> None:
    """One bit in the middle."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def put_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "stray").write_text("x")


def put_neighbour(file: Path) -> None:
    """The bytes of another fragment, whole."""
    file.write_bytes(kept(file.parents[2])[-1].read_bytes())


def put_older_form(file: Path) -> None:
    """An entry as it was sealed before its key was."""
    content = file.read_bytes()[32:]
    file.write_bytes(sha256(content).digest() + content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "half-written": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "empty": lambda file: file.write_bytes(b""),
    "a flipped bit": flip,
    "a folder": put_folder,
    "another fragment": put_neighbour,
    "an older form": put_older_form,
}


def kept(project_cache: Path) -> list[Path]:
    return sorted(file for file in (project_cache / "fragments").rglob("*") if file.is_file())


def test_fragments_that_cannot_be_trusted_are_set_again(printed: Printed, tmp_path: Path) -> None:
    """One fragment of each damage in a single build; all others are kept."""
    root = Path(shutil.copytree(printed.project.root, tmp_path / "again"))
    fragments = dict(zip(DAMAGES, kept(root / ".cache/plugin/florilege"), strict=False))
    whole = {name: file.read_bytes() for name, file in fragments.items()}
    assert len(whole) == len(DAMAGES)
    for name, file in fragments.items():
        DAMAGES[name](file)
    again = print_all(root)
    assert sum(tome.rendered for tome in again.tomes.values()) == len(DAMAGES)
    assert [name for name, file in fragments.items() if file.read_bytes() != whole[name]] == []
    assert {id: again.pdf(id) for id in again.tomes} == {id: printed.pdf(id) for id in printed.tomes}


@pytest.mark.parametrize("changed", ["weasyprint", "pydyf", "book/weasyprint/render.py", "book/sheet.py"])
def test_another_version_has_fragments_of_its_own(monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    """The engine's, or of our own files that set a sheet and keep it."""
    before = fingerprint(())
    version, files = fragments.version, cache._files
    monkeypatch.setattr(fragments, "version", lambda name: "0" if name == changed else version(name))
    monkeypatch.setattr(
        cache,
        "_files",
        lambda place: [Path(__file__) if str(file).endswith(changed) else file for file in files(place)],
    )
    cache.code_version.cache_clear()
    try:
        assert fingerprint(()) != before
    finally:
        cache.code_version.cache_clear()
