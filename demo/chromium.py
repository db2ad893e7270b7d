"""The built extension in a real Chromium: started, allowed on a site, and spoken to as its own pages speak to it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page, Playwright, Worker

VIEWPORT: Final = {"width": 1280, "height": 800}

# What Chromium would fetch for itself. Playwright switches off most of it; these are the rest.
_QUIET: Final = ("--disable-domain-reliability", "--no-pings")

# The state of a tab once it will not change by itself, or null when time is up: its report has stayed the same for
# `quiet` ms (a ticking clock changes a phrase but not the report), or there will be none. The background's store
# tells of each new report.
_SETTLED: Final = """async ({ tabId, quiet, timeout }) => {
    const started = performance.now();
    const change = (ms) => new Promise((done) => {
        const timer = setTimeout(finish, ms);
        function finish() {
            clearTimeout(timer);
            chrome.storage.onChanged.removeListener(finish);
            done();
        }
        chrome.storage.onChanged.addListener(finish);
    });
    for (let last = '', since = started; ;) {
        const state = await chrome.runtime.sendMessage({ v: 1, kind: 'state', tabId });
        if (['off', 'not-allowed', 'not-possible', 'broken'].includes(state.status)) return state;
        const { score, partial, findings = [], soft_findings = [] } = state.report ?? {};
        const rules = [...findings, ...soft_findings].map(({ frameId, block, rule }) => [frameId, block, rule]);
        const look = JSON.stringify([score, partial, rules]);
        const now = performance.now();
        if (look !== last) [last, since] = [look, now];
        if (state.report && now - since >= quiet) return state;
        if (now - started >= timeout) return null;
        await change(state.report ? quiet - (now - since) : 500);
    }
}"""


# True once the service worker has run its modules; false where that takes more than 20 s.
_LISTENS: Final = """async () => {
    for (const started = performance.now(); performance.now() - started < 20_000; ) {
        if (chrome.runtime.onMessage.hasListeners()) return true;
        await new Promise((next) => setTimeout(next, 20));
    }
    return false;
}"""


class StartError(Exception):
    """The browser or the extension in it does not start; one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the browser: the page as Playwright sees it, and the number the extension knows it by."""

    page: Page
    id: int


@dataclass(frozen=True, slots=True)
class Installed:
    """A running Chromium with the extension in it; `own` is a tab on the extension's options page."""

    context: BrowserContext
    id: str
    own: Page

    @property
    def worker(self) -> Worker:
        """The extension's service worker as it runs now."""
        return self.context.service_workers[0]

    def url(self, path: str) -> str:
        """The address of a file of the extension, such as `ui/popup.html`."""
        return f"chrome-extension://{self.id}/{path}"

    def ask(self, kind: str, **fields: object) -> Any:
        """The background's answer to a message of our own pages (kinds: `extension/shared/kinds.js`)."""
        return self.own.evaluate("(m) => chrome.runtime.sendMessage(m)", {"v": 1, "kind": kind, **fields})

    def allow(self, origin: str) -> None:
        """Grant the match pattern `origin` as a person would: the browser's own list, then our page's request."""
        extensions = self.context.new_page()
        try:
            extensions.goto("chrome://extensions")
            grant = "([id, origin]) => chrome.developerPrivate.addHostPermission(id, origin)"
            extensions.evaluate(grant, [self.id, origin])
        finally:
            extensions.close()
        session = self.context.new_cdp_session(self.own)
        request = f"chrome.permissions.request({{ origins: [{origin!r}] }})"
        answer = session.send(
            "Runtime.evaluate",
            {"expression": request, "awaitPromise": True, "returnByValue": True, "userGesture": True},
        )
        session.detach()
        if answer["result"].get("value") is not True:
            raise StartError(f"The browser did not grant {origin} to the extension: {answer}")

    def switch_on(self, address: str) -> None:
        """Allow the extension on the site of `address`, and switch it on there."""
        parts = urlsplit(address)
        pattern = f"{parts.scheme}://{parts.hostname}/*"
        self.allow(pattern)
        for kind, fields in (
            ("hosts", {"mode": "sites", "origins": [pattern]}),
            ("site-set", {"site": site_of(address), "on": True}),
        ):
            answer = self.ask(kind, **fields)
            if not answer or "error" in answer:
                raise StartError(f"The extension did not take `{kind}`: {answer}")

    def open_tab(self) -> Tab:
        """A new empty tab in front."""
        with self.context.expect_page() as opened:
            number = self.own.evaluate("async () => (await chrome.tabs.create({ url: 'about:blank' })).id")
        opened.value.set_viewport_size({"width": VIEWPORT["width"], "height": VIEWPORT["height"]})
        return Tab(opened.value, number)

    def settled(self, tab: Tab, *, quiet: float = 1.5, timeout: float = 60) -> dict[str, Any]:
        """The tab's state once its report has not changed for `quiet` seconds, or there will be none.

        Raises:
            TimeoutError: it did not come to rest within `timeout` seconds.
        """
        wait = {"tabId": tab.id, "quiet": quiet * 1000, "timeout": timeout * 1000}
        state: dict[str, Any] | None = self.own.evaluate(_SETTLED, wait)
        if state is None:
            raise TimeoutError(f"no report at rest within {timeout} s")
        return state


def site_of(address: str) -> str:
    """The site of an address as settings key it: the host without `www.` and port."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def as_report(state: dict[str, Any]) -> dict[str, Any]:
    """The page report of the border contract: the popup's one without the handles by which it finds phrases again."""
    report = dict(state["report"])
    for kind in ("findings", "soft_findings"):
        report[kind] = [{k: v for k, v in found.items() if k not in {"id", "frameId"}} for found in report[kind]]
    return report


@contextmanager
def installed(
    playwright: Playwright,
    *,
    browser: Path,
    package: Path,
    profile: Path,
    headless: bool,
    more: Sequence[str] = (),
    without: Sequence[str] = (),
) -> Iterator[Installed]:
    """Start `browser` with the extension of the folder `package`; `more` are further switches for it, `without` those
    of Playwright's own that it goes without.

    Raises:
        StartError: the extension does not start.
        playwright.sync_api.Error: the browser does not start.
    """
    with started(
        playwright, browser=browser, package=package, profile=profile, headless=headless, more=more, without=without
    ) as context:
        yield installed_in(context)


def installed_in(context: BrowserContext) -> Installed:
    """The extension in a browser that was started with it.

    Raises:
        StartError: the extension does not start.
    """
    extension = urlsplit(_listening_worker(context).url).netloc
    own = context.new_page()
    own.goto(f"chrome-extension://{extension}/ui/options.html")
    return Installed(context, extension, own)


def _listening_worker(context: BrowserContext) -> Worker:
    """The extension's service worker, once it hears messages: it is there before it has run."""
    try:
        worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
        listens = worker.evaluate(_LISTENS)
    except PlaywrightError:
        listens = False
    if not listens:
        raise StartError("The extension does not start: load its folder at chrome://extensions to see why.")
    return worker


@contextmanager
def started(
    playwright: Playwright,
    *,
    browser: Path,
    package: Path | None,
    profile: Path,
    headless: bool,
    more: Sequence[str] = (),
    without: Sequence[str] = (),
) -> Iterator[BrowserContext]:
    """Start `browser`, with the extension of the folder `package` or with none."""
    load = [f"--disable-extensions-except={package}", f"--load-extension={package}"] if package else []
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=browser,
        headless=False,  # Playwright's own headless mode takes no extensions; the switch below does
        chromium_sandbox=os.geteuid() != 0,
        viewport={"width": VIEWPORT["width"], "height": VIEWPORT["height"]},
        ignore_default_args=list(without),
        args=[*(["--headless=new", "--hide-scrollbars"] if headless else []), *_QUIET, *load, *more],
    )
    try:
        yield context
    finally:
        with suppress(PlaywrightError):  # it may have been closed by hand
            context.close()
