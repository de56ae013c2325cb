"""The server from which builds are forked here has loaded what has a hand in them."""

import os
from multiprocessing import forkserver
from pathlib import Path
from unittest import mock

import commands  # noqa: F401 - what it has the server load comes first
from faults import orders
from florilege.runtime.workers import preload

TESTS = str(Path(__file__).parents[1])


def pytest_collection_finish() -> None:
    """Before any test has it started, which could name no module of the tests: sys.path isn’t its own."""
    preload(orders.__name__)
    path = os.pathsep.join(filter(None, [TESTS, os.environ.get("PYTHONPATH")]))
    with mock.patch.dict(os.environ, {"PYTHONPATH": path}):
        forkserver.ensure_running()
