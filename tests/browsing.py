"""A browser for tests, and folders served to it as sites."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

LONG = 200_000
"""Milliseconds that nothing takes, on however busy a machine."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *arguments: Any) -> None:
        """A browser that closes a page hangs up in the middle of a picture."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*arguments)


def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A window, whose every wait ends with what it waits for."""
    page = browser.new_page(**options)
    page.set_default_timeout(LONG)
    yield page
    page.close()


def served(folder: Path) -> Iterator[str]:
    with Server(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def pages_of(built: Path) -> list[str]:
    found = (path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    return sorted(path.removesuffix("index.html") for path in found)
