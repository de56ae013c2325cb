"""Exchanging a built folder with the published one."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime import publication as publish
from florilege.runtime.publication import MARKER, StagedFolder, publish_file, workshop


def fill(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def put(target: Path, **texts: str) -> bool:
    replacement = StagedFolder(target)
    fill(replacement.folder, **texts)
    return replacement.publish()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_first_folder_is_published(tmp_path: Path) -> None:
    assert put(tmp_path / "site", page="one")
    assert (tmp_path / "site" / "page").read_text() == "one"
    assert names(tmp_path) == {"site"}, "nothing is left beside it"


def test_a_second_folder_replaces_the_first_as_a_whole(tmp_path: Path) -> None:
    put(tmp_path / "site", page="one", old="x")
    put(tmp_path / "site", page="two")
    assert names(tmp_path / "site") == {"page", MARKER}
    assert (tmp_path / "site" / "page").read_text() == "two"
    assert names(tmp_path) == {"site"}


def test_an_abandoned_folder_leaves_the_published_one_untouched(tmp_path: Path) -> None:
    put(tmp_path / "site", page="one")
    replacement = StagedFolder(tmp_path / "site")
    fill(replacement.folder, page="two")
    replacement.abandon()
    replacement.abandon()
    assert (tmp_path / "site" / "page").read_text() == "one"
    assert names(tmp_path) == {"site"}


def test_without_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "site", page="one")
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    assert not put(tmp_path / "site", page="two")
    assert (tmp_path / "site" / "page").read_text() == "two"
    assert names(tmp_path) == {"site"}


def test_readers_always_find_a_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, page="0")
    done, failures = threading.Event(), []

    def read() -> None:
        while not done.is_set():
            try:
                (site / "page").read_text()
            except OSError as error:
                failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(20):
        put(site, page=str(number))
    done.set()
    reader.join()
    assert not failures


@pytest.mark.parametrize("stranger", ["notes.txt", "deep/notes.txt"])
def test_a_folder_with_strangers_files_is_refused(tmp_path: Path, stranger: str) -> None:
    site = tmp_path / "site"
    put(site, page="one")
    (site / stranger).parent.mkdir(exist_ok=True)
    (site / stranger).write_text("mine")
    with pytest.raises(FlorilegeError, match=r"notes\.txt"):
        StagedFolder(site)
    assert (site / stranger).read_text() == "mine"
    assert names(tmp_path) == {"site"}


def test_a_folder_that_we_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    fill(tmp_path / "site", thesis="ten years")
    with pytest.raises(FlorilegeError, match="thesis") as caught:
        StagedFolder(tmp_path / "site")
    assert caught.value.exit_code == 3


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, site="a file")
    with pytest.raises(FlorilegeError, match="site"):
        StagedFolder(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def test_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put(tmp_path / "site", page="one")
    assert (tmp_path / "site" / "page").read_text() == "one"


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    put(tmp_path / "site", page="one")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "page").read_text() == "one"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    first = StagedFolder(tmp_path / "site")
    with pytest.raises(FlorilegeError, match=str(os.getpid())):
        StagedFolder(tmp_path / "site")
    first.abandon()
    StagedFolder(tmp_path / "site").abandon()


def test_what_a_killed_build_leaves_is_swept(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from florilege.runtime.publication import StagedFolder;"  # noqa: E501
        "r = StagedFolder(Path(sys.argv[1])); (r.folder / 'half').write_text('x');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "site")], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert names(tmp_path) == {"site.building"}
    put(tmp_path / "site", page="one")
    assert names(tmp_path) == {"site"}
    assert names(tmp_path / "site") == {"page", MARKER}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_ended_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    put(tmp_path / "site", page="one")
    code = (
        "import os, signal, sys, time; from pathlib import Path; from florilege.runtime.publication import StagedFolder;"  # noqa: E501
        "from florilege.runtime.interruption import end_on_signals;"
        "signal.signal(signal.SIGINT, signal.default_int_handler); end_on_signals();"
        "r = StagedFolder(Path(sys.argv[1])); (r.folder / 'half').write_text('x');"
        "os.kill(os.getpid(), int(sys.argv[2])); time.sleep(60)"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "site"), str(int(number))]
    ended = subprocess.run(arguments, check=False, capture_output=True)
    assert ended.returncode == 128 + number
    assert names(tmp_path) == {"site"}
    assert (tmp_path / "site" / "page").read_text() == "one"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(FlorilegeError, match="permission denied"):
        StagedFolder(tmp_path / "site")


def test_a_failed_second_rename_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "site", page="one")
    rename = os.rename

    def fail_once(source: Path, target: Path) -> None:
        if Path(source).name == "new":
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rename", fail_once)
    with pytest.raises(FlorilegeError, match="the disk is full"):
        put(tmp_path / "site", page="two")
    assert (tmp_path / "site" / "page").read_text() == "one"


def test_a_file_is_published_in_one_step(tmp_path: Path) -> None:
    fill(tmp_path, built="new", tome="old")
    publish_file(tmp_path / "built", tmp_path / "tome")
    assert (tmp_path / "tome").read_text() == "new"
    assert names(tmp_path) == {"tome"}


def test_the_folder_of_a_published_file_is_made(tmp_path: Path) -> None:
    fill(tmp_path, built="new")
    publish_file(tmp_path / "built", tmp_path / "tomes" / "tome")
    assert (tmp_path / "tomes" / "tome").read_text() == "new"


def test_a_file_without_a_place_is_said(tmp_path: Path) -> None:
    fill(tmp_path, built="new", tomes="a file")
    with pytest.raises(FlorilegeError, match="tomes"):
        publish_file(tmp_path / "built", tmp_path / "tomes" / "tome")
    assert (tmp_path / "built").read_text() == "new"


def test_a_workshop_sweeps_what_the_killed_have_left_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / "tomes" / ".building-1"
    left.mkdir(parents=True)
    with workshop(tmp_path / "tomes") as first:
        assert not left.exists()
        with workshop(tmp_path / "tomes") as second:
            assert names(tmp_path / "tomes") == {first.name, second.name}
        assert names(tmp_path / "tomes") == {first.name}
        (first / "tome").write_text("new")
        publish_file(first / "tome", tmp_path / "tomes" / "tome")
    assert names(tmp_path / "tomes") == {"tome"}


def test_a_workshop_that_publishes_nothing_leaves_nothing(tmp_path: Path) -> None:
    with workshop(tmp_path / "tomes"):
        assert (tmp_path / "tomes").is_dir()
    assert names(tmp_path) == set()


def test_a_workshop_where_none_can_be_is_said(tmp_path: Path) -> None:
    fill(tmp_path, tomes="a file")
    with pytest.raises(FlorilegeError, match="tomes"), workshop(tmp_path / "tomes"):
        pass
