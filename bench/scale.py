"""What a tome costs here and through a scheduler, and what tomes by the thousand need, computed from it.

    python bench/scale.py [N]

One run on one machine: a tome of N essays is set from nothing; then, its texts known and its sheets not, by
two processes of this machine and by the two threads of a scheduler’s worker on it, twice in turn; the better
counts.
The table is computed from the seconds of all processors: on a busy machine they say more than the clock.
Memory is the most that a process held; network is what crossed the loopback, where each byte passes twice:
from or to the machine that builds, and from or to a worker.
"""

import math
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
from anthologies import write_contributions

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from book.clusters import Dask, act, calls
from florilege.book.cluster import Cluster
from florilege.book.press import require_press
from florilege.runtime.project import find_project

ESSAYS = 306
SETTINGS = """site_name: Banc d’essai
site_url: https://bench.example/
docs_dir: contributions
theme: {name: material, language: fr, font: false}
plugins: [florilege]
"""
ROUNDS = 2
PROCESSES = 2
CALLS = 500
TOMES = (10, 100, 10_000)
HOURS = (1, 8)
UNITS = ("B", "kB", "MB", "GB", "TB")


class Build(NamedTuple):
    """A build: seconds of all processors and on the clock; bytes on the loopback, and held in memory."""

    processor: float
    elapsed: float
    sheets: int
    network: int
    memory: dict[str, int]


class Tome(NamedTuple):
    """What one tome costs: seconds of a processor, bytes."""

    sheets: int
    texts: float
    """To read, check and set the texts, which the processes of the machine that builds share."""
    own: float
    """What that machine does besides: read what it knows, place, bind, check."""
    sheet: float
    """To set one, by a worker of the scheduler."""
    network: float
    """One sheet, on its way to and from the machine that builds."""
    fragments: int
    pdf: int
    process: int
    """Memory of a process that sets."""
    builder: int


def main(essays: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "anthology")
        write_contributions(root / "contributions", essays, volumes=1)
        (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        with workers(Path(folder, "dask")) as dask:
            first = build(root)
            known = build(root, forget=["tomes"])
            rounds = [(again(root), again(root, dask)) for _ in range(ROUNDS)]
            rate = calls_a_second(root, dask.address)
        here, there = map(min, zip(*rounds, strict=True))
        tome = Tome(
            sheets=here.sheets,
            texts=first.processor - here.processor,
            own=known.processor,
            sheet=(there.processor - known.processor) / there.sheets,
            network=there.network / 2 / there.sheets,
            fragments=sum(
                file.stat().st_size for file in kept(root, "fragments").rglob("*") if file.is_file()
            ),
            pdf=(root / "tomes/tome-1.pdf").stat().st_size,
            process=there.memory["a process"],
            builder=max(there.memory["the builder"], first.memory["the builder"]),
        )
    print(f"{essays} essays, {tome.sheets} sheets, {PROCESSES} processes, {psutil.cpu_count()} processors")
    print(f"{'':34}{'processor':>8}{'':9}{'clock':>8}")
    for name, cost in {
        "from nothing": first,
        "sheets alone": here,
        "the same, by a scheduler’s worker": there,
        "bound again": known,
    }.items():
        print(
            f"{name:34}{cost.processor:6.1f} s {cost.processor / here.processor:6.2f} ×"
            f"{cost.elapsed:8.1f} s {cost.elapsed / here.elapsed:6.2f} ×"
        )
    for name, value in {
        "a sheet, by a worker": f"{tome.sheet:.2f} s",
        "calls that do nothing": f"{rate:.0f} a second",
        "a sheet, to and from a worker": amount(tome.network),
        "a sheet, kept": amount(tome.fragments / tome.sheets),
        "a tome": amount(tome.pdf),
        **{f"memory of {name}": amount(size) for name, size in sorted(there.memory.items())},
    }.items():
        print(f"{name:34}{value:>8}")
    print(*table(tome), sep="\n")


def table(tome: Tome) -> Iterator[str]:
    """What tomes need to be made from nothing in some hours: Markdown, of which each column is computed.

    A machine that builds does for each tome what isn't handed over, one tome after the other; there are as
    many of them as do this in half the time. The workers have the rest of it.
    """
    yield "| Tomes | Hours | Machines that build | Workers | Memory | Storage | Network | Sheets a second |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for tomes in TOMES:
        for hours in HOURS:
            builders, count = needed(tome, tomes, hours)
            memory = builders * tome.builder + count * tome.process
            network = tomes * tome.sheets * tome.network
            cells = (
                f"{tomes:,}",
                f"{hours}",
                f"{builders}",
                f"{count}",
                amount(memory),
                amount(tomes * (tome.fragments + tome.pdf)),
                f"{amount(network)}, {amount(network / hours / 3600)}/s",
                f"{tomes * tome.sheets / hours / 3600:,.0f}",
            )
            yield f"| {' | '.join(cells)} |"


def amount(size: float) -> str:
    """Bytes, with two digits or more."""
    power = int(math.log10(size)) // 3
    value = size / 1000**power
    return f"{value:.0f} {UNITS[power]}" if value >= 9.95 else f"{value:.1f} {UNITS[power]}"


def needed(tome: Tome, tomes: int, hours: int) -> tuple[int, int]:
    """How many machines that build, and how many workers."""
    own = tomes * (tome.texts / PROCESSES + tome.own)
    seconds = hours * 3600
    builders = math.ceil(own / (seconds / 2))
    return builders, math.ceil(tomes * tome.sheets * tome.sheet / (seconds - own / builders))


@contextmanager
def workers(folder: Path) -> Iterator[Dask]:
    folder.mkdir()
    with Dask(folder) as dask:
        dask.start()
        dask.worker("worker", "--no-nanny", "--nthreads", str(PROCESSES))
        yield dask


def again(root: Path, dask: Dask | None = None) -> Build:
    """Every sheet, the texts being known."""
    return build(root, dask, forget=["fragments", "tomes"])


def kept(root: Path, store: str) -> Path:
    return find_project(root).cache / store


def build(root: Path, dask: Dask | None = None, *, forget: Sequence[str] = ()) -> Build:
    for store in forget:
        shutil.rmtree(kept(root, store))
    command = [sys.executable, "-m", "florilege.cli", "build", "--workers", str(PROCESSES), "--lang", "en"]
    command += ["--cluster", dask.address] if dask else []
    start, network, used = time.monotonic(), loopback(), processor_time(dask)
    process = psutil.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    memory: dict[str, int] = {}
    while process.poll() is None:
        for kind, size in sizes(process, dask):
            memory[kind] = max(memory.get(kind, 0), size)
        time.sleep(0.1)
    said = process.communicate()[0]
    assert process.returncode == 0, said
    found = re.search(r"(\d+) sheets set", said)
    assert found, said
    return Build(
        processor=processor_time(dask) - used,
        elapsed=time.monotonic() - start,
        sheets=int(found[1]),
        network=loopback() - network,
        memory=memory,
    )


def processor_time(dask: Dask | None) -> float:
    """Seconds that ended builds took, and the processes of a scheduler and its workers."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    alive = [times for process in processes(dask) for times in process.cpu_times()[:2]]
    return ended.ru_utime + ended.ru_stime + sum(alive)


def processes(dask: Dask | None) -> list[psutil.Process]:
    parents = [psutil.Process(process.pid) for process in dask.processes] if dask else []
    return [process for parent in parents for process in (parent, *parent.children(recursive=True))]


def sizes(builder: psutil.Process, dask: Dask | None) -> Iterator[tuple[str, int]]:
    """The kind of each process and what it holds of memory."""
    try:
        yield "the builder", builder.memory_info().rss
        for process in processes(dask):
            command = process.cmdline()
            known = [kind for kind in ("the scheduler", "a worker") if kind.split()[1] in command]
            yield (*known, "a process")[0], process.memory_info().rss
    except psutil.NoSuchProcess:
        return


def loopback() -> int:
    """Bytes that went through it so far."""
    counters = psutil.net_io_counters(pernic=True)
    return counters["lo" if "lo" in counters else "lo0"].bytes_recv


def calls_a_second(root: Path, address: str) -> float:
    """How many calls go through when they do nothing."""
    with Cluster(address, require_press(find_project(root), ["classique"])) as cluster:
        list(cluster.run(act, calls("warm", "warm"), seconds=60))
        start = time.monotonic()
        list(cluster.run(act, calls(*["fine"] * CALLS), seconds=60))
        return CALLS / (time.monotonic() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ESSAYS)
