"""The fixture shop's server: pages, routes that a call changes, streams and sockets, a host for each behaviour."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from tests.e2e.evidence.behaviour import Answer, Call
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection
from websockets.sync.server import serve as serve_sockets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.e2e.evidence.behaviour import Behaviour

HOSTS: Final = "localhost"
"""Every name below it is this machine, by the browser's own rule."""


def host_of(name: str) -> str:
    """The host of a behaviour."""
    return f"{name}.{HOSTS}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, rows: Mapping[str, Behaviour], socket_port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.rows = rows
        self.socket_port = socket_port
        self.calls: Counter[tuple[str, str]] = Counter()
        self.lock = threading.Lock()

    def answer(self, name: str, path: str) -> Answer | None:
        """What the behaviour sends at this path; None where it has nothing there."""
        route = self.rows[name].paths.get(path) if name in self.rows else None
        if route is None:
            return None
        if not isinstance(route, str | Answer):
            with self.lock:
                before = self.calls[name, path]
                self.calls[name, path] += 1
            route = route(Call(path, before))
        if isinstance(route, Answer):
            return route
        socket = f"ws://{host_of(name)}:{self.socket_port}/"
        return Answer("text/html; charset=utf-8", [route.replace("SOCKET", socket)])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of a stream is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        answer = self.server.answer(_name(self.headers["Host"]), self.path.partition("?")[0])
        self.send_response(404 if answer is None else 200)
        self.send_header("Content-Type", "text/plain" if answer is None else answer.kind)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        for part in answer.parts if answer else ():
            self.wfile.write(part.encode())
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Requests are no news."""


def _name(host: str) -> str:
    return host.partition(":")[0].removesuffix(f".{HOSTS}")


@contextmanager
def serve(rows: Mapping[str, Behaviour]) -> Iterator[int]:
    """Serve the behaviours, by name, on a free port; the value is the port."""

    def talk(connection: ServerConnection) -> None:
        request = connection.request
        row = rows.get(_name(request.headers["Host"])) if request else None
        if row and row.socket:
            try:
                row.socket(connection)
            except ConnectionClosed:
                return

    with serve_sockets(talk, "127.0.0.1", 0) as sockets:
        server = _Server(rows, sockets.socket.getsockname()[1])
        threads = [
            threading.Thread(target=sockets.serve_forever, daemon=True),
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            server.server_close()
            sockets.shutdown()
            for thread in threads:
                thread.join()
