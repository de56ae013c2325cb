"""SIGINT (Ctrl-C) and SIGTERM → the end of this process in good order and soon, as shells expect it."""

import os
import signal
import threading
import time
from types import FrameType

PATIENCE = 1.5
"""Seconds in which what is open may be closed, and the workers with it, before the process ends anyway."""


def end_on_signals() -> None:
    """Have both end this process: 128 and the signal's number. Blocks are left, `atexit` still happens.

    A signal that whoever started us ignores stays ignored (`nohup`). Only the main thread may ask for it;
    asked by another, nothing changes.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    threading.Thread(target=_end_at_last, args=(128 + number,), daemon=True).start()
    raise SystemExit(128 + number)


def _end_at_last(code: int) -> None:
    time.sleep(PATIENCE)
    os._exit(code)
