"""The engine's own page in a Chromium, which a test may start more than once with the same profile."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest

from browser import find_browser
from chromium import started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Playwright

# Where the engine keeps its snapshot (extension/engine/snapshots.js).
IN_STORE: Final = """
const inStore = (mode, run) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('engine');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const transaction = opening.result.transaction('snapshots', mode);
        const sent = run(transaction.objectStore('snapshots'));
        transaction.oncomplete = () => {
            opening.result.close();
            resolve(sent?.result);
        };
    };
});
"""
AWAIT_KEPT: Final = """
for (const late = performance.now() + 30_000; performance.now() < late;) {
    const head = await inStore('readonly', (store) => store.get('head'));
    if (head && String(head.checksum) !== known) {
        return String(head.checksum);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
}
throw new Error('No snapshot was kept within 30 seconds.');
"""


@dataclass(frozen=True, slots=True)
class EnginePage:
    """The engine's page, opened in a tab."""

    page: Page

    def ask(self, request: dict[str, Any]) -> Any:
        """What the core answers to `request` of the wire."""
        script = "async (json) => (await import('./host.js')).ask(json)"
        return json.loads(self.page.evaluate(script, json.dumps(request)))

    def status(self) -> dict[str, Any]:
        status: dict[str, Any] = self.page.evaluate("async () => (await import('./host.js')).status()")
        return status

    def restart(self) -> None:
        """Leave the page and open it anew, which ends its Worker."""
        self.page.reload()

    def kept(self, *, other_than: str = "") -> str:
        """Wait until a snapshot is kept, and return its checksum."""
        digest: str = self.page.evaluate(f"async (known) => {{ {IN_STORE} {AWAIT_KEPT} }}", other_than)
        return digest

    def spoil(self, damage: str) -> None:
        """Run the JavaScript `damage` over the kept snapshot: `store`, its `head` and its `bytes`."""
        read = "{} = await inStore('readonly', (store) => store.get('{}'));"
        values = " ".join(f"const {read.format(key, key)}" for key in ("head", "bytes"))
        spoil = f"await inStore('readwrite', (store) => {{ {damage} }});"
        self.page.evaluate(f"async () => {{ {IN_STORE} {values} {spoil} }}")


@dataclass(frozen=True, slots=True)
class EngineBrowser:
    """A browser to be; each `started` is one run of it with the same profile."""

    playwright: Playwright
    package: Path
    profile: Path

    @contextmanager
    def started(self) -> Iterator[EnginePage]:
        with started(
            self.playwright, browser=find_browser(), package=self.package, profile=self.profile, headless=True
        ) as context:
            workers = context.service_workers or [context.wait_for_event("serviceworker")]
            page = context.new_page()
            page.goto(f"chrome-extension://{urlsplit(workers[0].url).netloc}/engine/offscreen.html")
            yield EnginePage(page)


@pytest.fixture
def engine_browser(playwright: Playwright, package: Path, tmp_path: Path) -> EngineBrowser:
    return EngineBrowser(playwright, package, tmp_path / "profile")


@pytest.fixture(scope="module")
def engine(playwright: Playwright, package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EnginePage]:
    """The page of one browser that many tests share; each begins with `restart`."""
    with EngineBrowser(playwright, package, tmp_path_factory.mktemp("engine")).started() as page:
        yield page
