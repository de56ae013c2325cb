"""Sheets set by real workers of a real scheduler: the same bytes, and one line for all that is amiss."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client, Future

from book.clusters import Dask, Worker, act, calls
from book.printing import Printed
from commands import florilege
from florilege.anthology import load
from florilege.book import cluster as clusters
from florilege.book.cluster import Cluster
from florilege.book.fragments import Fragments, Result, SheetsFailed, Work
from florilege.book.press import print_tomes, require_press
from florilege.book.sheet import Fragment
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Failure
from runtime.processes import gone

pytestmark = pytest.mark.cluster

NANNY = {"DASK_DISTRIBUTED__WORKER__DAEMON": "false"}

NO_FLORILEGE = "import sys; sys.modules['florilege'] = None"
OTHER_ENGINE = "import zlib; zlib.ZLIB_RUNTIME_VERSION = '0.1'"
OTHER_DASK = """
from importlib import metadata
version = metadata.version
metadata.version = lambda name: "0.1" if name == "distributed" else version(name)
"""


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """Two workers, one with a nanny."""
    with Dask(tmp_path_factory.mktemp("dask")) as dask:
        dask.start()
        dask.worker("one", "--no-nanny")
        dask.worker("two", environment=NANNY)
        yield dask


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without a worker."""
    with Dask(tmp_path) as dask:
        dask.start()
        yield dask


@pytest.fixture
def project(printed: Printed, tmp_path: Path) -> Project:
    """A copy of the printed anthology of which no sheet is set."""
    root = tmp_path / "again"
    shutil.copytree(printed.project.root, root, ignore=shutil.ignore_patterns("fragments", "tomes"))
    return find_project(root)


@pytest.fixture(scope="module")
def faces(printed: Printed) -> tuple[Face, ...]:
    return require_press(printed.project, printed.anthology.catalogue.designs)


def refused(address: str, faces: tuple[Face, ...]) -> FlorilegeError:
    """What is said on connecting."""
    with pytest.raises(FlorilegeError) as raised, Cluster(address, faces):
        pass
    assert raised.value.exit_code == 3
    assert "\n" not in raised.value.message("fr")
    return raised.value


def test_the_bytes_are_those_of_a_local_build(printed: Printed, project: Project, dask: Dask) -> None:
    done = florilege(project.root, "build", "--cluster", dask.address, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    for volume, tome in printed.tomes.items():
        assert f"; {tome.rendered} sheets set, 0 kept" in done.stdout
        assert (project.tomes / f"{volume}.pdf").read_bytes() == printed.pdf(volume)


class Kill:
    """When the first sheet is set, kill a worker that has others to set."""

    def __init__(self, address: str, victim: Worker) -> None:
        self.address, self.victim = address, victim
        self.lost: tuple[str, ...] = ()
        self.children: list[psutil.Process] = []

    def start(self, volume: str, sheets: int) -> None:
        pass

    def advance(self) -> None:
        if not self.lost:
            with Client(self.address, set_as_default=False) as client:
                self.lost = client.processing()[self.victim.address]
            process = psutil.Process(self.victim.pid)
            self.children = process.children(recursive=True)
            process.kill()


def test_a_worker_killed_halfway_costs_time_only(printed: Printed, project: Project, alone: Dask) -> None:
    kill = Kill(alone.address, alone.worker("victim", "--no-nanny"))
    alone.worker("other", "--no-nanny")
    anthology = load(project, workers=1)
    (tome,) = print_tomes(project, anthology, ["tome-1"], cluster=alone.address, progress=kill)
    assert kill.lost
    assert tome.file.read_bytes() == printed.pdf("tome-1")
    assert kill.children
    assert all(gone(child.pid) for child in kill.children)


def test_a_worker_killed_with_a_sheet_in_hand_is_replaced(
    alone: Dask, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is set, and lost before it is fetched, is set again by another."""
    victim = alone.worker("victim", "--no-nanny")
    fetch = Cluster._fetch

    def kill_first(cluster: Cluster, futures: list[Future]) -> list[Result | Failure]:
        psutil.Process(victim.pid).kill()
        alone.worker("other", "--no-nanny")
        return fetch(cluster, futures)

    monkeypatch.setattr(Cluster, "_fetch", kill_first)
    with Cluster(alone.address, faces) as cluster:
        (result,) = cluster.run(act, calls("fine"), seconds=20)
    assert isinstance(result, Fragment)


def test_bad_calls_are_values_and_others_go_on(dask: Dask, faces: tuple[Face, ...]) -> None:
    names = ("fine", "hang", "die", "fill", "raise", "well")
    with Cluster(dask.address, faces) as cluster:
        results = list(cluster.run(act, calls(*names), seconds=3))
    kinds = [result.pdf if isinstance(result, Fragment) else result.kind for result in results]
    assert kinds == [b"fine", "timeout", "crash", "memory", "error", b"well"]
    assert results[4] == Failure("error", "ValueError: no")


def test_a_sheet_that_hangs_is_named(
    dask: Dask, faces: tuple[Face, ...], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("florilege.book.fragments.render_job", act)
    monkeypatch.setattr("florilege.book.fragments.SECONDS", 0.5)
    ((hanging, _),) = calls("hang")
    work = Work(name="essays/slow/index.md", essay="slow", key="ab", weight=1, job=lambda: hanging)
    with Cluster(dask.address, faces) as cluster, pytest.raises(SheetsFailed) as raised:
        Fragments(project, faces, cluster).get([work], "tome-1")
    (error,) = raised.value.errors
    assert (error.code, error.values["sheet"]) == ("sheet-failed", "essays/slow/index.md")


def test_few_calls_are_under_way_at_a_time(
    dask: Dask, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their bytes are bounded, and what comes is given in order."""
    monkeypatch.setattr(clusters, "UNDER_WAY", 1)
    taken = []
    names = [str(number) for number in range(4)]
    with Cluster(dask.address, faces) as cluster:
        given = (taken.append(call[0].html) or call for call in calls(*names))
        for number, result in enumerate(cluster.run(act, given, seconds=20)):
            assert isinstance(result, Fragment)
            assert result.pdf == names[number].encode()
            assert len(taken) == number + 1


def test_a_worker_without_the_fonts_is_refused_until_it_has_them(
    alone: Dask, faces: tuple[Face, ...], tmp_path: Path
) -> None:
    nowhere = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path)}
    alone.worker("bare", "--no-nanny", environment=nowhere)
    error = refused(alone.address, faces)
    assert error.code == "cluster-fonts"
    assert "Vollkorn 600 italic, " in error.message("en")
    assert error.values["node"].startswith("tcp://127.0.0.1:")
    (own := alone.folder / "bare" / "fonts").mkdir()
    for face in faces:
        shutil.copy(face.file, own)
    with Cluster(alone.address, faces) as cluster:
        (result,) = cluster.run(act, calls("fine"), seconds=20)
    assert isinstance(result, Fragment)


def test_a_worker_with_another_engine_is_refused(
    alone: Dask, faces: tuple[Face, ...], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.worker("other", "--no-nanny", patch=OTHER_ENGINE)
    done = florilege(project.root, "build", "--cluster", alone.address)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("florilege: tcp://127.0.0.1:")
    assert ": zlib 0.1 ≠ " in done.stderr
    assert done.stderr.endswith("[cluster-differs]\n")
    assert done.stderr.count("\n") == 1
    # The same of one that has come since: the process that would set the sheet refuses it.
    monkeypatch.setattr(Cluster, "_require_fit", lambda cluster: None)
    with Cluster(alone.address, faces) as cluster, pytest.raises(FlorilegeError, match=r"zlib 0\.1 ≠"):
        list(cluster.run(act, calls("fine"), seconds=20))


@pytest.mark.parametrize(
    ("options", "patch", "code"),
    [
        ((), "", "cluster-daemon"),
        (("--no-nanny",), NO_FLORILEGE, "cluster-worker"),
        (("--no-nanny",), OTHER_DASK, "cluster-differs"),
    ],
    ids=["nanny", "no-florilege", "other-dask"],
)
def test_a_worker_that_can_not_is_refused(
    alone: Dask, faces: tuple[Face, ...], options: tuple[str, ...], patch: str, code: str
) -> None:
    alone.worker("unfit", *options, patch=patch)
    assert refused(alone.address, faces).code == code


def test_a_scheduler_without_workers(
    alone: Dask, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "CONNECT", 1)
    assert refused(alone.address, faces).code == "cluster-empty"


def test_workers_that_go_and_do_not_come_back(
    alone: Dask, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    worker = alone.worker("one", "--no-nanny")
    with Cluster(alone.address, faces) as cluster:
        results = cluster.run(act, calls("fine", "hang"), seconds=60)
        next(results)
        psutil.Process(worker.pid).kill()
        with pytest.raises(FlorilegeError, match=r"\[cluster-empty\]"):
            next(results)


def test_a_scheduler_that_goes(alone: Dask, faces: tuple[Face, ...]) -> None:
    alone.worker("one", "--no-nanny")
    with Cluster(alone.address, faces) as cluster:
        results = cluster.run(act, calls("fine", "hang"), seconds=60)
        next(results)
        alone.scheduler.kill()
        with pytest.raises(FlorilegeError, match=r"\[cluster-broken\]"):
            next(results)


def test_no_scheduler_is_one_line(project: Project) -> None:
    done = florilege(project.root, "proof", "le-banc-vert", "--cluster", "tcp://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("florilege: aucun ordonnanceur dask ne répond à tcp://127.0.0.1:1")
    assert done.stderr.endswith("[cluster-unreachable]\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "address", ["nowhere", "tcp://127.0.0.1:x", "http://127.0.0.1:1", "tls://127.0.0.1:1"]
)
def test_an_address_that_is_none(address: str, faces: tuple[Face, ...]) -> None:
    assert refused(address, faces).code == "cluster-unreachable"


def test_without_distributed_the_extra_is_named(
    faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    error = refused("tcp://127.0.0.1:1", faces)
    assert "[cluster]" in error.message("en")
    assert error.code == "cluster-package"
