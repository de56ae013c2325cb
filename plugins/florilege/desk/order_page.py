"""A volume's essays → a page on this machine alone, on which its editor puts them in order.

It is served on 127.0.0.1 at an address that nobody can guess, and asks nothing of any other site. What
another site sends there is refused: by the host that it names (a name that was made to lead here), by its
origin, and for want of the address. The server ends once the order is saved.
"""

import json
import secrets
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from markupsafe import Markup

from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.volumes import Volume
from florilege.desk.arrangement import Arrangement, Extents, is_arrangement
from florilege.desk.rendering import asset, rendered
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import listing
from florilege.language.sentences import say, sentences

LOCAL = "127.0.0.1"
MOST = 1_000_000
"""Bytes of what a page sends: some ten thousand ids."""
PATIENCE = 20
"""Seconds for which a connection may say nothing."""
_SAYS = ("up", "down", "part", "saved", "failed", "placed", "closed")
"""What the page's script says, by the keys that begin with `order.`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """The HTML, and what its browser is to allow it."""

    html: str
    policy: str


def order_page(catalogue: Catalogue, volume: Volume, extents: Extents, lang: str) -> OrderPage:
    """The page of a volume, in a language; it sends the ids of its essays by part to its own address."""
    script, style = asset("order.js"), "order.css"
    sources = f"script-src {_source(script)}; style-src {_source(asset(style))}"
    essays = essays_as_printed(catalogue, volume)
    html = rendered(
        "order.html",
        lang,
        style=style,
        volume=volume,
        essays=essays,
        extents=extents,
        names={id: listing([byline.name for byline in essays[id].bylines], lang) for id in volume.essays},
        words={name: sentences("desk", lang)[f"order.{name}"] for name in _SAYS},
        script=Markup(script),
    )
    policy = (
        f"default-src 'none'; {sources}; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return OrderPage(html=html, policy=policy)


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


class OrderServer(ThreadingHTTPServer):
    """Serves one page at `address` until an arrangement is saved, or the process ends."""

    daemon_threads = True
    """A browser keeps connections open on which it says nothing."""

    def __init__(
        self, page: OrderPage, volume: Volume, save: Callable[[Arrangement], None], lang: str
    ) -> None:
        super().__init__((LOCAL, 0), _Handler)
        self.page = page
        self.volume = volume
        self.save = save
        self.lang = lang
        self.host = f"{LOCAL}:{self.server_port}"
        self.path = f"/{secrets.token_urlsafe(24)}/"

    @property
    def address(self) -> str:
        """Where the page is; another one each time."""
        return f"http://{self.host}{self.path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Overrides socketserver's, which prints: a browser hangs up when it likes."""


class _Handler(BaseHTTPRequestHandler):
    server: OrderServer
    timeout = PATIENCE
    server_version = sys_version = ""

    def do_GET(self) -> None:
        """The page."""
        if self._is_ours():
            self._answer(HTTPStatus.OK, self.server.page.html, "text/html")

    def do_POST(self) -> None:
        """An arrangement to save: JSON, the ids of essays part by part."""
        if not self._is_ours():
            return
        own = self.headers.get("Origin", f"http://{self.server.host}") == f"http://{self.server.host}"
        is_json = self.headers.get_content_type() == "application/json"
        length = self.headers.get("Content-Length", "")
        if not own or not is_json or not length.isascii() or not length.isdigit():
            self._answer(HTTPStatus.FORBIDDEN)
        elif int(length) > MOST:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._save(self.rfile.read(int(length)))

    def _is_ours(self) -> bool:
        """Whether the request names this server and knows the address; else it is refused."""
        if self.headers.get_all("Host") != [self.server.host]:
            self._answer(HTTPStatus.FORBIDDEN)
        elif not secrets.compare_digest(self.path.encode(), self.server.path.encode()):
            self._answer(HTTPStatus.NOT_FOUND)
        else:
            return True
        return False

    def _save(self, sent: bytes) -> None:
        wanted = _read(sent)
        if wanted is None or not is_arrangement(wanted, self.server.volume):
            said = say("desk", "order.refused", self.server.lang)
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, said)
            return
        try:
            self.server.save(wanted)
        except FlorilegeError as error:
            self._answer(HTTPStatus.CONFLICT, error.message(self.server.lang))
            return
        self._answer(HTTPStatus.NO_CONTENT)
        self.server.shutdown()

    def _answer(self, status: HTTPStatus, text: str = "", kind: str = "text/plain") -> None:
        body = text.encode()
        self.send_response(status)
        headers: Mapping[str, str] = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Security-Policy": self.server.page.policy,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Overrides http.server's, which prints."""


def _read(sent: bytes) -> Arrangement | None:
    """The arrangement that a page sends; None for anything else."""
    try:
        parts = json.loads(sent)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts):
        return None
    if not all(isinstance(essay, str) for part in parts for essay in part):
        return None
    return tuple(map(tuple, parts))
