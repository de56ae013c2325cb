"""Sheets set by real workers of a real scheduler: the same bytes, and one line for all that is amiss."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client, Future

from book.clusters import LONG, Dask, act, calls
from book.printing import Printed
from commands import florilege, here
from florilege.anthology import load
from florilege.book import cluster as clusters
from florilege.book.cluster import Cluster
from florilege.book.fragments import Fragments, Result, SheetsFailed, Work
from florilege.book.press import print_tomes, require_press
from florilege.book.sheet import Fragment
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face, families
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Failure
from printing.font_files import make_font
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


@pytest.fixture(autouse=True)
def patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a scheduler that there is as long as a busy machine takes to answer."""
    if {"dask", "alone"} & {*request.fixturenames}:
        monkeypatch.setattr(clusters, "CONNECT", LONG)


def refused(address: str, faces: tuple[Face, ...]) -> FlorilegeError:
    """What is said on connecting."""
    with pytest.raises(FlorilegeError) as raised, Cluster(address, faces):
        pass
    assert raised.value.exit_code == 3
    assert "\n" not in raised.value.message("fr")
    return raised.value


def test_the_bytes_are_those_of_a_local_build(printed: Printed, project: Project, dask: Dask) -> None:
    done = here(project.root, "build", "tome-1", "--cluster", dask.address, "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"; {printed.tomes['tome-1'].rendered} sheets set, 0 kept" in done.stdout
    assert (project.tomes / "tome-1.pdf").read_bytes() == printed.pdf("tome-1")


class Replace:
    """When the first sheet is set, kill the only worker, which holds all others, and start another."""

    def __init__(self, dask: Dask) -> None:
        self.dask = dask
        self.victim = dask.worker("victim", "--no-nanny")
        self.lost: set[str] = set()
        self.children: list[psutil.Process] = []

    def start(self, volume: str, sheets: int) -> None:
        pass

    def advance(self) -> None:
        if self.lost:
            return
        with Client(self.dask.address, set_as_default=False, timeout=LONG) as client:
            while self.victim.address not in (processing := client.processing()):
                time.sleep(0.05)  # it is listed once the scheduler has heard of it
            self.lost = {*processing[self.victim.address], *client.has_what()[self.victim.address]}
        process = psutil.Process(self.victim.pid)
        self.children = process.children(recursive=True)
        process.kill()
        self.dask.worker("other", "--no-nanny")


def test_a_worker_killed_halfway_costs_time_only(printed: Printed, project: Project, alone: Dask) -> None:
    replaced = Replace(alone)
    anthology = load(project, workers=1)
    (tome,) = print_tomes(project, anthology, ["tome-1"], cluster=alone.address, progress=replaced)
    assert replaced.lost
    assert tome.file.read_bytes() == printed.pdf("tome-1")
    assert replaced.children
    assert all(gone(child.pid) for child in replaced.children)


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
        (result,) = cluster.run(act, calls("fine"), seconds=LONG)
    assert isinstance(result, Fragment)


def test_bad_calls_are_values_and_others_go_on(dask: Dask, faces: tuple[Face, ...]) -> None:
    with Cluster(dask.address, faces) as cluster:
        results = list(cluster.run(act, calls("fine", "die", "fill", "raise"), seconds=LONG))
        results += cluster.run(act, calls("hang"), seconds=0.5)
        results += cluster.run(act, calls("well"), seconds=LONG)
    kinds = [result.pdf if isinstance(result, Fragment) else result.kind for result in results]
    assert kinds == [b"fine", "crash", "memory", "error", "timeout", b"well"]
    assert results[3] == Failure("error", "ValueError: no")


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
        for number, result in enumerate(cluster.run(act, given, seconds=LONG)):
            assert isinstance(result, Fragment)
            assert result.pdf == names[number].encode()
            assert len(taken) == number + 1


def test_a_worker_without_a_font_is_refused_until_it_has_it(
    alone: Dask, project: Project, tmp_path: Path
) -> None:
    """A face that an anthology brings; those of the designs come with the engine."""
    own = project.root / "fonts"
    own.mkdir()
    make_font(own / "own.ttf", "Palier", "abc")
    faces = require_press(project, ())
    assert "Palier" in families(faces)
    alone.worker("bare", "--no-nanny")
    error = refused(alone.address, faces)
    assert error.code == "cluster-fonts"
    assert "Palier" in error.message("en")
    assert error.values["node"].startswith("tcp://127.0.0.1:")
    shutil.copytree(own, alone.folder / "bare" / "fonts")
    with Cluster(alone.address, faces) as cluster:
        (result,) = cluster.run(act, calls("fine"), seconds=LONG)
    assert isinstance(result, Fragment)


def test_a_worker_with_another_engine_is_refused(
    alone: Dask, faces: tuple[Face, ...], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.worker("other", "--no-nanny", patch=OTHER_ENGINE)
    error = refused(alone.address, faces)
    assert error.code == "cluster-differs"
    assert ": zlib 0.1 ≠ " in error.message("en")
    # The same of one that has come since: the process that would set the sheet refuses it.
    monkeypatch.setattr(Cluster, "_require_fit", lambda cluster: None)
    with Cluster(alone.address, faces) as cluster, pytest.raises(FlorilegeError, match=r"zlib 0\.1 ≠"):
        list(cluster.run(act, calls("fine"), seconds=LONG))


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
    wait = Client.wait_for_workers
    monkeypatch.setattr(
        Client, "wait_for_workers", lambda client, count, timeout: wait(client, count, timeout=1)
    )
    assert refused(alone.address, faces).code == "cluster-empty"


def test_workers_that_go_and_do_not_come_back(
    alone: Dask, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    worker = alone.worker("one", "--no-nanny")
    with Cluster(alone.address, faces) as cluster:
        results = cluster.run(act, calls("fine", "hang"), seconds=LONG)
        next(results)
        psutil.Process(worker.pid).kill()
        with pytest.raises(FlorilegeError, match=r"\[cluster-empty\]"):
            next(results)


def test_a_scheduler_that_goes(alone: Dask, faces: tuple[Face, ...]) -> None:
    alone.worker("one", "--no-nanny")
    with Cluster(alone.address, faces) as cluster:
        results = cluster.run(act, calls("fine", "hang"), seconds=LONG)
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
