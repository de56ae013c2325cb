"""What `sitecustomize.py` is to do in the processes that are forked from the tests' server.

The server has this module loaded, and finds the file by its environment, which it has from the process that
started it. Only one build is under way at a time in a process of tests.
"""

import atexit
import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp

from faults.sitecustomize import watch

NAME = "WATCH_ORDERS"


def give(orders: Mapping[str, str]) -> None:
    """To each process that is forked from now on; none are orders, too."""
    Path(os.environ[NAME]).write_text(json.dumps(dict(orders)), encoding="utf-8")


def _heed() -> None:
    orders = json.loads(Path(os.environ[NAME]).read_text(encoding="utf-8"))
    if orders:
        watch(orders)


if NAME in os.environ:  # the server
    os.register_at_fork(after_in_child=_heed)
else:
    handle, os.environ[NAME] = mkstemp()
    os.close(handle)
    atexit.register(os.unlink, os.environ[NAME])
    give({})
