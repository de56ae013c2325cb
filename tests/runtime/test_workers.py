"""Workers give results in order, outlive what their calls do, and leave no process behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.workers import Failure, Workers
from runtime.processes import alive, double, environment, gone, misbehave, pid, two_at_work

LONG = 200
"""Seconds that no call takes, on however busy a machine."""


def test_results_in_order() -> None:
    with Workers(2) as workers:
        assert list(workers.run(double, range(20), seconds=LONG)) == [2 * n for n in range(20)]


@pytest.mark.parametrize("folder", ["long" * 30, "not/there"])
def test_where_temporary_files_have_no_place_for_a_socket(folder: str, tmp_path: Path) -> None:
    """The address of a socket has some 100 bytes (unix(7))."""
    (tmp_path / ("long" * 30)).mkdir()
    script = tmp_path / "script.py"
    script.write_text(
        "import tempfile\n"
        "from florilege.runtime.workers import Workers\n"
        "if __name__ == '__main__':\n"
        f"    tempfile.tempdir = {str(tmp_path / folder)!r}\n"
        "    with Workers(1) as workers:\n"
        "        print(*workers.run(abs, [-1, -2], seconds=200))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 2\n", "")


def test_no_call_no_process() -> None:
    with Workers(2) as workers:
        assert list(workers.run(double, [], seconds=1)) == []
        assert workers._pool is None


def test_there_are_no_more_processes_than_the_calls_are_worth(tmp_path: Path) -> None:
    with Workers(2) as workers:
        workers.start()
        few = {*workers.run(pid, range(3), seconds=LONG)}
        started = workers._pool
        assert {*workers.run(pid, range(4), seconds=LONG)} == few
        assert workers._pool is started
        assert all(workers.run(two_at_work, [str(tmp_path)] * 16, seconds=LONG))
    assert len(few) == 1


def test_a_run_within_another_stops_no_process_at_work() -> None:
    with Workers(2) as workers:
        outer = workers.run(double, range(4), seconds=LONG)
        assert next(outer) == 0
        assert list(workers.run(double, range(16), seconds=LONG)) == [2 * n for n in range(16)]
        assert list(outer) == [2, 4, 6]


def test_failures_are_values_and_others_go_on() -> None:
    calls = ["fine", "die", "fill", "raise", "too big", "well"]
    with Workers(2) as workers:
        results = list(workers.run(misbehave, calls, seconds=LONG))
        late = list(workers.run(misbehave, ["hang", "stall"], seconds=0.5))
        assert list(workers.run(misbehave, ["well"], seconds=LONG)) == ["well"]
    kinds = [result.kind if isinstance(result, Failure) else result for result in [*results, *late]]
    assert kinds == ["fine", "crash", "memory", "error", "error", "well", "timeout", "timeout"]
    assert results[3] == Failure("error", "ValueError: no")


@pytest.mark.parametrize(("how", "code"), [("no room", "cache-unwritable"), ("disk", "machine-fault")])
def test_a_fault_of_the_machine_is_no_fault_of_a_call(how: str, code: str) -> None:
    with Workers(1) as workers:
        results = workers.run(misbehave, ["fine", how, "well"], seconds=LONG)
        assert next(results) == "fine"
        with pytest.raises(FlorilegeError) as raised:
            next(results)
        assert (raised.value.code, raised.value.exit_code) == (code, 3)
        assert list(workers.run(misbehave, ["well"], seconds=LONG)) == ["well"]


def test_what_stalls_takes_time_from_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("florilege.runtime.workers.LEAST", 0.25)
    with Workers(1) as workers:
        results = list(workers.run(misbehave, ["stall"] * 12, seconds=0.5))
        limits = [float(result.detail) for result in results if isinstance(result, Failure)]
        assert limits[:3] == [0.5, 0.5, 0.5]
        assert limits[-1] == 0.25
        assert limits == sorted(limits, reverse=True)
        assert list(workers.run(misbehave, ["well"], seconds=LONG)) == ["well"]


def test_after_too_much_that_stalls_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("florilege.runtime.workers.MOST", 2)
    monkeypatch.setattr("florilege.runtime.workers.AHEAD", 1)
    with Workers(1) as workers:
        *tried, fourth = workers.run(misbehave, ["stall", "fine", "stall", "well"], seconds=1)
        assert tried == [Failure("timeout", "1"), "fine", Failure("timeout", "1")]
        assert fourth == Failure("untried", "2")


def test_no_process_is_left_behind() -> None:
    with Workers(1) as workers:
        (process,) = workers.run(pid, [0], seconds=LONG)
        assert isinstance(process, int)
        assert alive(process)
    assert gone(process)


def test_closing_stops_what_is_at_work() -> None:
    with Workers(1) as workers:
        (process,) = workers.run(pid, [0], seconds=LONG)
        assert isinstance(process, int)
        results = workers.run(misbehave, ["fine", "hang"], seconds=LONG)
        assert next(results) == "fine"
    assert gone(process)


def test_closing_says_nothing_of_what_is_still_starting(capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(4):
        with Workers(8) as workers:
            assert list(workers.run(len, ["abc"], seconds=LONG)) == [3]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("how", ["idle", "hang"])
def test_workers_end_with_a_killed_parent(tmp_path: Path, how: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from runtime.processes import misbehave, pid\n"
        "from florilege.runtime.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    with Workers(1) as workers:\n"
        "        print(*workers.run(pid, [0], seconds=200), flush=True)\n"
        "        if sys.argv[1] == 'hang':\n"
        "            list(workers.run(misbehave, ['hang'], seconds=200))\n"
        "        sys.stdin.read()\n"
    )
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    parent = subprocess.Popen(
        [sys.executable, str(script), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=paths,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    with parent, parent.stdin, parent.stdout:
        process = int(parent.stdout.readline())
        parent.kill()
    assert gone(process)


def test_secrets_of_the_environment_stay_with_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLORILEGE_TEST_SECRET", "canary")
    with Workers(1) as workers:
        assert list(workers.run(environment, ["FLORILEGE_TEST_SECRET", "PATH"], seconds=LONG)) == [
            None,
            os.environ["PATH"],
        ]


def test_many_crashes_break_nothing() -> None:
    calls = ["die", "fine"] * 6
    with Workers(2) as workers:
        results = list(workers.run(misbehave, calls, seconds=LONG))
    assert [isinstance(result, Failure) for result in results] == [True, False] * 6


def test_processes_that_do_not_start(tmp_path: Path) -> None:
    """As in a script without its guard, or where memory is short."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from florilege.diagnostics.problems import FlorilegeError\n"
        "from florilege.runtime.workers import Workers\n"
        "if __name__ != '__main__':\n"
        "    sys.exit(1)\n"
        "try:\n"
        "    list(Workers(1).run(abs, [1], seconds=200))\n"
        "except FlorilegeError as error:\n"
        "    sys.exit(error.code)\n"
    )
    ended = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert ended.stderr.strip().endswith("workers-broken")


def test_processes_are_replaced() -> None:
    with Workers(1, max_tasks=1) as workers:
        assert len(set(workers.run(pid, range(3), seconds=LONG))) == 3
