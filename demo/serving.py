"""A folder served on this machine, for as long as it is needed."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    """Says nothing about requests, and lets nothing be kept: pages change while one works on them."""

    def __init__(self, *args: Any, kept: bool, **kwargs: Any) -> None:
        self.kept = kept
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        pass

    def end_headers(self) -> None:
        if not self.kept:
            self.send_header("Cache-Control", "no-store")
        super().end_headers()


class _Server(ThreadingHTTPServer):
    """A browser that goes away in the middle of an answer is no news."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def serve(folder: Path, *, kept: bool = False) -> Iterator[str]:
    """Serve `folder` on a free port of 127.0.0.1; the value is its address, without a slash at the end.

    Browsers may keep what they got, to go back to it, where `kept`.
    """
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder), kept=kept))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
