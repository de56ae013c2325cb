"""The cache within its limit, shown and emptied; by real commands, in processes of their own, too."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from florilege.cli.cache_report import KINDS
from florilege.cli.main import florilege
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime import housekeeping
from florilege.runtime.cache import Store, key_of
from florilege.runtime.housekeeping import LIMIT, STALE, cached_files, empty, size_limit, trim
from florilege.runtime.project import Project, find_project, project_at
from site_builds import build, edit, without_tomes

PACKAGE = Path(__file__).parents[2] / "plugins" / "florilege"
NOW = 1_700_000_000 * 10**9
"""ns; all that these tests put into a cache is older."""
OLD, DAY = NOW - 2 * STALE, 24 * 3600 * 10**9


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "anthology"
    (root / "contributions").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("docs_dir: contributions\n")
    return find_project(root)


def put(project: Project, path: str, size: int = 1, used: int = OLD) -> Path:
    """A file of the cache, last used then."""
    file = project.cache / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(size))
    os.utime(file, ns=(used, used))
    return file


def names(project: Project) -> set[str]:
    return {os.path.relpath(file.path, project.cache) for file in cached_files(project)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", LIMIT),
        ("0", 0),
        ("1500", 1500),
        ("500MB", 500_000_000),
        ("500 mo", 500_000_000),
        ("1.5 GB", 1_500_000_000),
        ("1,5Go", 1_500_000_000),
        ("2T", 2 * 10**12),
        ("7 kB", 7000),
    ],
)
def test_the_limit_is_a_number_with_or_without_a_unit(text: str, expected: int) -> None:
    assert size_limit({"FLORILEGE_CACHE_LIMIT": text}) == expected
    assert size_limit({}) == LIMIT == 2_000_000_000


@pytest.mark.parametrize("text", ["-1", "lots", "2 PB", "1GiB", "1..5", "GB", "٣", "1e9", "9" * 400])
def test_another_limit_is_refused(text: str) -> None:
    with pytest.raises(FlorilegeError, match=r"FLORILEGE_CACHE_LIMIT .* \[cache-limit\]") as raised:
        size_limit({"FLORILEGE_CACHE_LIMIT": text})
    assert raised.value.exit_code == 2


def test_what_was_used_longest_ago_goes_first_whatever_its_kind(project: Project) -> None:
    for age, path in enumerate(["fonts/x/a.ttf", "entries/aa/aa1", "images/b.png", "fragments/cc/cc1"]):
        put(project, path, size=10, used=OLD - age)
    trim(project, 25, since=NOW, alone=True)
    assert names(project) == {"fonts/x/a.ttf", "entries/aa/aa1"}
    trim(project, 20, since=NOW, alone=True)
    assert len(cached_files(project)) == 2
    trim(project, 0, since=NOW, alone=True)
    assert cached_files(project) == []


def test_what_is_got_from_a_store_stays(project: Project) -> None:
    """And what was put or read since the build began stays even beyond the limit."""
    store = Store(project.cache / "entries")
    keys = [key_of(number) for number in range(3)]
    for key in keys:
        store.put(key, b"content")
        os.utime(store._place(key), ns=(OLD, OLD))
    assert store.get(keys[0]) == b"content"
    used = store._place(keys[0]).stat().st_mtime_ns
    trim(project, 0, since=used, alone=True)
    assert [store.get(key) for key in keys] == [b"content", None, None]


@given(files=st.lists(st.tuples(st.integers(0, 9), st.integers(-5, 5))), limit=st.integers(0, 40))
def test_trimming_keeps_the_newest_and_no_more_than_it_must(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[int, int]], limit: int
) -> None:
    root = tmp_path_factory.mktemp("anthology")
    project = project_at(root, root)
    for number, (size, age) in enumerate(files):
        put(project, f"entries/{number}", size, NOW + age)
    before = cached_files(project)
    trim(project, limit, since=NOW, alone=True)
    after = cached_files(project)
    gone = before[: len(before) - len(after)]
    assert after == before[len(gone) :], "the oldest go"
    assert all(file.used < NOW for file in gone), "but nothing used since"
    assert sum(file.size for file in after) <= limit or all(file.used >= NOW for file in after)
    assert not gone or sum(file.size for file in (gone[-1], *after)) > limit, "and no more than must"


def test_images_and_fonts_stay_while_another_process_may_read_them(project: Project) -> None:
    for path in ("entries/aa", "images/a.png", "fragments/aa", "fonts/x/a.ttf"):
        put(project, path)
    trim(project, 0, since=NOW, alone=False)
    assert names(project) == {"images/a.png", "fonts/x/a.ttf"}


def test_scratch_of_the_killed_is_swept_within_the_limit_too(project: Project) -> None:
    put(project, "entries/aa/.stale")
    put(project, "entries/aa/.young", used=NOW - STALE)
    put(project, "entries/aa/aa1")
    trim(project, LIMIT, since=NOW, alone=False)
    assert names(project) == {"entries/aa/.young", "entries/aa/aa1"}
    trim(project, LIMIT, since=NOW, alone=True)
    assert names(project) == {"entries/aa/aa1"}, "where nobody else is at work, it is nobody’s"


def test_a_folder_of_the_killed_is_swept_as_soon_as_nobody_else_is_there(project: Project) -> None:
    put(project, ".half/essays/un.md", used=NOW)
    put(project, "published/essays/un.md")
    trim(project, LIMIT, since=NOW, alone=False)
    assert names(project) == {".half/essays/un.md", "published/essays/un.md"}
    trim(project, LIMIT, since=NOW, alone=True)
    assert names(project) == {"published/essays/un.md"}


def test_another_process_may_be_first(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, back = put(project, "entries/gone"), put(project, "entries/back")
    files = cached_files(project)
    gone.unlink()
    back.unlink()
    back.write_bytes(b"made again")
    monkeypatch.setattr(housekeeping, "cached_files", lambda project: files)
    trim(project, 0, since=NOW, alone=True)
    assert empty(project) == (files, [])


def test_nothing_is_deleted_through_a_link(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "thesis"
    outside.mkdir()
    (outside / "chapter").write_text("ten years")
    put(project, "entries/aa/aa1")
    (project.cache / "fragments").symlink_to(outside)
    (project.cache / "entries/chapter").symlink_to(outside / "chapter")
    assert len(empty(project)[0]) == 2
    assert (outside / "chapter").read_text() == "ten years"


@pytest.mark.parametrize("link", [".cache", ".cache/plugin", ".cache/plugin/florilege"])
def test_a_cache_that_is_a_link_is_left_alone(project: Project, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "thesis"
    chapter = outside / os.path.relpath(".cache/plugin/florilege/chapter", link)
    chapter.parent.mkdir(parents=True)
    chapter.write_text("ten years")
    (project.root / link).parent.mkdir(parents=True, exist_ok=True)
    (project.root / link).symlink_to(outside)
    for act in (lambda: empty(project), lambda: trim(project, 0, since=2 * NOW, alone=True)):
        with pytest.raises(FlorilegeError, match="cache-linked"):
            act()
    assert chapter.read_text() == "ten years"


def test_a_folder_that_cannot_be_emptied_is_said(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    put(project, "entries/aa/aa1")
    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(FlorilegeError, match=r"permission denied.*\[cache-unwritable\]"):
        empty(project)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(florilege, ["-C", str(folder), "cache", *arguments])


def test_the_table_says_what_is_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("FLORILEGE_CACHE_LIMIT", "500MB")
    put(project, "entries/aa/aa1", 12_400)
    put(project, "entries/aa/aa2", 1_000, OLD - DAY)
    put(project, "fragments/aa/aa3", 3_210_000)
    put(project, "later/x", 5)
    day, before = (date.fromtimestamp(used / 1e9) for used in (OLD, OLD - DAY))
    assert run(project.root, "--lang", "fr").output.splitlines() == [
        "Gardé      Fichiers     Taille  Plus ancien usage",
        f"textes            2      13\u00a0ko  {before}",
        "images            0       0\u00a0ko",
        f"fragments         1     3,2\u00a0Mo  {day}",
        "tomes             0       0\u00a0ko",
        "polices           0       0\u00a0ko",
        "cartes            0       0\u00a0ko",
        "secours           0       0\u00a0ko",
        "sorties           0       0\u00a0ko",
        f"later             1       1\u00a0ko  {day}",
        "en tout           4     3,2\u00a0Mo  sur 500,0\u00a0Mo au plus",
    ]
    assert run(project.root, "--lang", "en").output.splitlines()[-1] == (
        "in all            4     3.2\u00a0MB  of 500.0\u00a0MB at most"
    )


def test_every_folder_of_the_cache_has_a_word() -> None:
    """Else the table shows the name that the code gives it, in no language."""
    code = (file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    assert {name for text in code for name in re.findall(r'\bcache / "(\w+)"', text)} == set(KINDS)


def test_emptying_says_what_was_freed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    put(project, "entries/aa/aa1", 12_400)
    put(project, "fonts/x/faces/a.ttf", 3_210_000)
    put(project, "fragments/aa/.young", 5, 2 * NOW)
    done = run(project.root, "--empty", "--lang", "fr")
    assert (done.exit_code, done.output) == (0, "libéré\u00a0: 3,2\u00a0Mo, 3 fichiers\n")
    assert list(project.cache.iterdir()) == []
    assert run(project.root, "--empty", "--lang", "en").output == "freed: 0\u00a0kB, 0 files\n"


@contextmanager
def at_work(root: Path) -> Iterator[None]:
    """Another process that has loaded the anthology and works on."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from florilege.anthology import load\n"
        "from florilege.runtime.housekeeping import in_use\n"
        "from florilege.runtime.project import find_project\n"
        "if __name__ == '__main__':\n"
        "    project = find_project(Path(sys.argv[1]))\n"
        "    with in_use(project, print):\n"
        "        load(project, workers=1)\n"
        "        print('loaded', flush=True)\n"
        "        sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded\n"
        yield
    assert process.returncode == 0


def test_what_a_build_at_work_reads_is_left_until_it_ends(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(toy)
    project = find_project(toy)
    with at_work(toy):
        images = {name for name in names(project) if name.startswith("images/")}
        done = run(toy, "--empty", "--lang", "fr")
        assert done.output.splitlines()[1].startswith("gardé pour une construction en cours\u00a0: ")
        assert names(project) == images != set()
    assert run(toy, "--empty", "--lang", "fr").output.count("\n") == 1
    assert names(project) == set()


def test_a_command_trims_when_it_ends(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has used itself stays, beyond the limit too."""
    monkeypatch.setenv("FLORILEGE_CACHE_LIMIT", "0")
    project = find_project(toy)

    def after_checking() -> set[str]:
        command = [sys.executable, "-m", "florilege.cli", "check"]
        assert subprocess.run(command, cwd=toy, check=False, stdout=subprocess.DEVNULL).returncode == 0
        return names(project)

    old = {"fragments/aa/aa1", "images/old.png", "entries/aa/.stale"}
    for name in old:
        put(project, name)
    first = after_checking()
    assert {name.partition("/")[0] for name in first} == {"entries", "images"}
    assert not first & old
    assert after_checking() == first
    edit(toy / "contributions/essays/letters-to-a-stranger/index.md", ",", ";")
    changed = after_checking()
    assert len(first - changed) == len(changed - first) == 2, "one text, set and looked at for suggestions"


def test_the_site_trims_too_and_refuses_a_bad_limit(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = without_tomes(toy)
    old = put(find_project(root), "fragments/aa/aa1")
    monkeypatch.setenv("FLORILEGE_CACHE_LIMIT", "lots")
    refused = build(root)
    assert refused.returncode == 1
    assert "[cache-limit]" in refused.stderr
    assert old.exists()
    monkeypatch.setenv("FLORILEGE_CACHE_LIMIT", "1kB")
    assert build(root).returncode == 0
    assert not old.exists()
    assert len(list((root / "site").rglob("*.png"))) >= 2


def test_a_bad_limit_is_one_line(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLORILEGE_CACHE_LIMIT", "lots")
    done = subprocess.run(
        [sys.executable, "-m", "florilege.cli", "check"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.endswith(" [cache-limit]\n")
