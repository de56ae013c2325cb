"""Whatever the disk refuses, a build ends in one line and the next one is whole: each place in turn.

`sitecustomize.py` finds the places, and has them fail; no place of our code that writes is left out.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree
from subprocess import CompletedProcess

import pytest

from faults.building import SITE, TOMES, build, is_whole, made, restore, world, write
from worlds import GOOD

PACKAGE = Path(__file__).parents[2] / "plugins" / "florilege"

SHARES = 2
"""How many tests share the places of a build."""

CALLS = {"os.replace", "os.rename", "os.link", "open", "shutil.copy", "shutil.copy2", "shutil.move"}
METHODS = {
    *("write_bytes", "write_text", "mkdir", "unlink", "touch", "utime", "fsync", "sync", "hardlink_to"),
    *("mkstemp", "fdopen", "rmdir", "rmtree", "copyfile", "copytree", "copymode", "renameat2", "symlink_to"),
    *("TemporaryDirectory", "NamedTemporaryFile", "mkdtemp", "removedirs", "makedirs", "truncate"),
}
"""Functions and methods that change something on the disk."""

ELSEWHERE = {
    "cli/frozen_editions.py:archive": "no build: `florilege archive`",
    "cli/frozen_editions.py:rebuild": "no build: `florilege rebuild`",
    "cli/proof_round.py:keep_round": "no build: `florilege proof`",
    "cli/contributing.py:renew_guides": "no build: `florilege contributing`",
    "desk/freezing.py:write_edition": "no build: `florilege freeze`",
    "desk/record_files.py:rewrite": "no build: what the editor’s commands note",
    "desk/record_files.py:write_text": "no build: what the editor’s commands note",
    "book/composing/new_design.py:begin_design": "no build: `florilege new design`",
    "book/binding/cards.py:_kept": "notes a use by `cache.touch`",
    "cli/build.py:_publish": "of a build that is kept: in a workshop, as `book/press.py:_print` does",
    "cli/check.py:check": "the summary of a step on GitHub, which is there",
    "cli/royalties.py:_publish": "no build: `florilege royalties`",
    "cli/royalties.py:_remove": "no build: `florilege royalties`",
    "cli/order.py:_keeper": "no build: `florilege order`",
    "cli/order.py:save": "no build: `florilege order`",
    "cli/help.py:format_help_text": "a formatter’s `write_text`",
    "cli/preflight.py:preflight": "no build: `florilege preflight`",
    "cli/reference.py:schema": "no build: `florilege schema`",
    "images/copies.py:_kept": "notes a use by `cache.touch`",
    "images/renditions.py:_kept": "notes a use by `cache.touch`",
    "printing/fonts.py:_keep": "notes a use by `cache.touch`",
    "cli/trade_record.py:metadata": "no build: `florilege metadata`",
    "cli/specimen.py:specimen": "no build: `florilege specimen`",
    "printing/scripts.py:_out_of_collection": "uses `cache.touch` and `cache.write_whole`",
    "runtime/cache.py:get": "notes a use by `cache.touch`",
    "runtime/output_files.py:write": "no build: what a command writes where its call says",
    "runtime/housekeeping.py:_give_up": "only where the cache can’t be written",
    "runtime/housekeeping.py:_remove": "no build: `florilege cache --empty`",
    "runtime/housekeeping.py:_remove_empty_folders": "no build: `florilege cache --empty`",
    "runtime/housekeeping.py:use_again": "notes uses by `cache.touch`",
    "runtime/housekeeping.py:trim": "only removes, and what it can’t remove it leaves",
    "runtime/publication.py:_empty": "only after a killed build",
    "runtime/publication.py:_sweep": "only after a killed build",
    "runtime/publication.py:publish": "`os.sync`, which never fails",
    "runtime/regular_files.py:_read": "opens to read",
}
"""Function that names one of them and is no place of these builds → why."""

NO_BUILD = ("intake", "mending", "scaffold")
"""Rooms that a build doesn't enter (test_architecture.py)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A build of which each place that writes fails in turn."""

    command: tuple[str, ...]
    begin: Callable[[Path], Path]
    """Makes the world in a folder."""
    good: int
    """What it ends with where nothing fails."""
    bad: int
    """And where it can't go on."""
    beyond: str = ""
    """The kind that comes by some of the same places: only the others are tried."""


def with_a_bad_text(folder: Path) -> Path:
    """One in which texts that were published are in error now, one has another text, and one is gone."""
    begun = world(folder, on_error="leave-out")
    contributions = begun / "anthology/contributions"
    copytree(contributions / "essays/un", contributions / "essays/deux")
    assert build(begun, SITE).returncode == 0
    rmtree(contributions / "essays/deux")
    write(begun, "lang: ???", "Il sera une fois.")
    (contributions / "index.md").write_text(GOOD["index.md"] + "\nBonsoir.\n", encoding="utf-8")
    author = contributions / "authors/ada.md"
    author.write_text(author.read_text(encoding="utf-8").replace("name", "lang: ???\nname"), encoding="utf-8")
    return begun


KINDS = {
    "tomes": Kind(TOMES, world, 0, 3),
    "site": Kind(SITE, world, 0, 1),
    "leaving out": Kind(SITE, with_a_bad_text, 1, 1, beyond="site"),
}


def places(kind: Kind, begun: Path) -> list[str]:
    """Every place of a build, and of one after it, as a recording run finds them."""
    for _ in range(2):
        done = build(begun, kind.command, FAULT="")
        assert done.returncode == kind.good, done.stderr
    return sorted(set((begun / "places.log").read_text(encoding="utf-8").splitlines()))


def places_of(name: str, folder: Path) -> list[str]:
    """Every place of a kind of build, in a world of its own."""
    folder.mkdir()
    return places(KINDS[name], KINDS[name].begin(folder))


def fail_each(kind: Kind, folder: Path, share: int) -> Iterator[str]:
    """Have each place fail in turn; what is wrong, if anything."""
    begun = kind.begin(folder)
    start = Path(copytree(begun / "anthology", folder / "start"))
    before = made(begun)
    known = set(places_of(kind.beyond, folder / "beyond")) if kind.beyond else set()
    found = [place for place in places(kind, begun) if place not in known]
    said, good = build(begun, kind.command).stderr, made(begun)
    for place in found[share::SHARES]:
        restore(begun, start)
        done = build(begun, kind.command, FAULT=place)
        if not (begun / "hit.log").exists():  # only on a warm cache
            done = build(begun, kind.command, FAULT=place)
        results = made(begun)
        has_failed = done.returncode != kind.good or results != good
        if not (begun / "hit.log").exists():
            yield f"not come by: {place}"
        elif has_failed and (done.returncode != kind.bad or ".cache" in place):
            yield f"exit {done.returncode}: {place}: {done.stderr[-300:]}"
        elif not is_one_line(done, said, has_failed=has_failed):
            yield f"said: {place}: {done.stderr[-1500:]}"
        elif not is_whole(results, before, good):
            yield f"not whole: {place}"
        elif "temporary" not in place and (left := [*(begun / "temporary").iterdir()]):
            yield f"left: {place}: {left}"
        again = build(begun, kind.command)
        if (again.returncode, again.stderr) != (kind.good, said) or made(begun) != good:
            yield f"the next build: {place}: {again.stderr[-300:]}"


def is_one_line(done: CompletedProcess[str], usual: str, *, has_failed: bool) -> bool:
    """Whether a build says one thing more than it does otherwise; MkDocs names the page that it was at."""
    lines = [
        line
        for line in done.stderr.splitlines()
        if line and line not in usual and not line.startswith("ERROR   -  Error build")
    ]
    return len(lines) == 1 and "MB free" in lines[0] if has_failed else len(lines) <= 1


@pytest.mark.press
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("kind", KINDS)
def test_each_place_that_writes(tmp_path: Path, kind: str, share: int) -> None:
    assert list(fail_each(KINDS[kind], tmp_path, share)) == []


@pytest.mark.press
def test_no_function_that_writes_is_left_out(tmp_path: Path) -> None:
    found = {place for name in KINDS for place in places_of(name, tmp_path / name)}
    lines = [place.split()[1] for place in found if " florilege/" in place]
    tried = {line.removeprefix("florilege/").rpartition(":")[0] for line in lines}
    assert set(writing_functions()) - tried == set(ELSEWHERE)


def writing_functions() -> Iterator[str]:
    """`file:function` of all of our code that names a function which changes something on the disk."""
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(NO_BUILD):
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
                if any(call in CALLS or call.rpartition(".")[2] in METHODS for call in calls):
                    yield f"{name}:{function.name}"
