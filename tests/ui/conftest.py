"""Our pages in a real Chromium, under their real policy, before a double of the `chrome` API."""

from __future__ import annotations

import json
import mimetypes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from browser import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension"
DOUBLES = ROOT / "tests" / "background"
POLICY = json.loads((ROOT / "manifest.json").read_text("utf-8"))["content_security_policy"]["extension_pages"]

# What is there once a page shows how things stand.
SHOWN = {
    "ui/popup.html": "#notice:visible, #result:visible",
    "ui/options.html": "#sensitivity :checked",
    "ui/welcome.html": "h1:visible",
}


def messages_of(locale: str) -> dict[str, str]:
    """The texts of a locale by key."""
    read = json.loads((EXTENSION / "_locales" / locale / "messages.json").read_text("utf-8"))
    return {key: entry["message"] for key, entry in read.items()}


def file_of(path: str) -> Path:
    """The file that stands behind an address: a double, or what the package has there."""
    if path == "/platform/engine-link.js":
        return DOUBLES / "engine_link.mjs"
    if path == "/double/start.mjs":
        return Path(__file__).with_name("start.mjs")
    if path.startswith("/double/"):
        return DOUBLES / path.removeprefix("/double/")
    return EXTENSION / path.removeprefix("/")


class Handler(BaseHTTPRequestHandler):
    """Answers from the source tree; a page's own script first waits for the double."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        file = file_of(path)
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        if path in {"/ui/popup.js", "/ui/options.js", "/ui/welcome.js"}:
            body = b"import '/double/start.mjs';" + body
        kind = "text/javascript" if file.suffix == ".mjs" else mimetypes.guess_type(file.name)[0] or "text/plain"
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("content-security-policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the pages are served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Open(Protocol):
    """Opens a page of the extension in a scenario; `look` are options of the browser context."""

    def __call__(
        self, path: str, *, locale: str = "en", look: dict[str, Any] | None = None, **scenario: object
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
    yield running
    running.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages; a fault that reaches a page's console fails the test."""
    contexts = []
    faults: list[str] = []

    def open_page(path: str, *, locale: str = "en", look: dict[str, Any] | None = None, **scenario: object) -> Page:
        context = browser.new_context(**{"permissions": ["clipboard-read", "clipboard-write"], **(look or {})})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.add_init_script(f"scenario = {json.dumps({'messages': messages_of(locale), **scenario})}")
        page.goto(f"{address}/{path}")
        page.wait_for_selector(SHOWN[path.partition("?")[0]])
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
