"""The built extension in a real Chromium over the demo shops: fixtures, and what a shopper sees there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import sync_playwright

from browser import find_browser
from chromium import Installed, Tab, installed
from serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Page, Playwright

ROOT: Final = Path(__file__).resolve().parents[1]
SITE: Final = "127.0.0.1"

# The texts under our marks in the order of the page. A highlight is known by its style sheet, not by its name.
MARKED: Final = """() => {
    const copies = [...CSS.highlights.values()].flatMap((marks) => [...marks].map((mark) => {
        const range = document.createRange();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        return range;
    })).filter((range) => range.startContainer.isConnected);  // a ticking clock has its text replaced
    copies.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    return copies.map((range) => String(range).replace(/\\s+/gu, ' ').trim()).filter((text) => text !== '');
}"""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one Playwright of the run: its synchronous form allows no second."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def package(built: Path) -> Path:
    """The extension as it ships for Chromium."""
    return built / "chromium"


@pytest.fixture(scope="session")
def shops() -> Iterator[str]:
    """The address at which the demo shops are served."""
    with serve(ROOT / "demo" / "pages") as address:
        yield address


@contextmanager
def browser_with(
    playwright: Playwright, package: Path, profile: Path, more: Sequence[str] = (), without: Sequence[str] = ()
) -> Iterator[Installed]:
    """A fresh Chromium with the extension in it; `more` are further switches, `without` those it goes without."""
    with installed(
        playwright,
        browser=find_browser(),
        package=package,
        profile=profile,
        headless=True,
        more=more,
        without=without,
    ) as extension:
        yield extension


@pytest.fixture(scope="session")
def allowed(
    playwright: Playwright, package: Path, shops: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installed]:
    """The one Chromium most tests share, allowed on the demo shops."""
    with browser_with(playwright, package, tmp_path_factory.mktemp("profile")) as extension:
        extension.switch_on(shops)
        yield extension


@pytest.fixture
def extension(allowed: Installed) -> Installed:
    """The extension with its settings as after install, but for the demo shops being on."""
    assert "error" not in allowed.ask("settings-reset")
    assert allowed.ask("site-set", site=SITE, on=True) == {"ok": True}
    return allowed


@pytest.fixture
def tab(extension: Installed) -> Iterator[Tab]:
    """An empty tab, closed after the test."""
    opened = extension.open_tab()
    yield opened
    opened.page.close()


def read(extension: Installed, tab: Tab, address: str) -> dict[str, Any]:
    """Open `address`, wait until it has been read, and give the page report as the popup gets it."""
    tab.page.goto(address)
    return report_of(extension, tab)


def report_of(extension: Installed, tab: Tab, *, quiet: float = 0.6) -> dict[str, Any]:
    """The tab's page report once it has not changed for `quiet` seconds."""
    state = extension.settled(tab, quiet=quiet)
    assert state["status"] == "on", state
    report: dict[str, Any] = state["report"]
    return report


def content_world(extension: Installed, page: Page) -> Callable[[str], Any]:
    """Runs JavaScript where our content scripts run in the page's top frame, and gives its value."""
    session = page.context.new_cdp_session(page)
    worlds: list[int] = []

    def remember(event: dict[str, Any]) -> None:
        context = event["context"]
        if extension.id in context["origin"]:
            worlds.append(context["id"])

    session.on("Runtime.executionContextCreated", remember)
    session.send("Runtime.enable")
    assert worlds, "our content scripts run in a world of their own"

    def run(code: str) -> Any:
        answer = session.send(
            "Runtime.evaluate",
            {"expression": code, "contextId": worlds[-1], "awaitPromise": True, "returnByValue": True},
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    return run


def resting(extension: Installed, page: Page) -> Callable[[], None]:
    """Waits until the content scripts mean to do nothing more of what they began from now on: what has not happened
    by then, will not.
    """
    run = content_world(extension, page)
    run((ROOT / "tests/pending.js").read_text() + "; undefined")
    return lambda: run("pending.rest()")


def tactics_of(report: dict[str, Any], kind: str = "findings") -> set[str]:
    """The tactics found."""
    return {finding["tactic"] for finding in report[kind]}


def marked(page: Page) -> list[str]:
    """The phrases that are marked now, blanks made single, in the order of the page."""
    texts: list[str] = page.evaluate(MARKED)
    return texts


def await_mark(page: Page, phrase: str) -> None:
    """Wait until a mark holds `phrase`."""
    page.wait_for_function(f"(phrase) => ({MARKED})().some((text) => text.includes(phrase))", arg=phrase)


def await_no_mark(page: Page, phrase: str) -> None:
    """Wait until no mark holds `phrase` any more."""
    page.wait_for_function(f"(phrase) => !({MARKED})().some((text) => text.includes(phrase))", arg=phrase)


def hover(page: Page, selector: str) -> None:
    """Move the mouse onto the element, from outside it."""
    page.mouse.move(1, 1)
    page.hover(selector)


@dataclass(frozen=True, slots=True)
class Card:
    """What the open hover card shows, and where its buttons are in CSS pixels of the window."""

    title: str
    text: str
    hard: str
    soft: str
    box: dict[str, float]
    buttons: dict[str, tuple[float, float]]
    has_focus: bool


_READ_CARD: Final = """function () {
    const card = this.querySelector('[role=dialog]');
    if (!card?.matches(':popover-open')) return null;
    const words = (selector) => this.querySelector(selector)?.innerText.trim() ?? '';
    const { x, y, width, height } = card.getBoundingClientRect();
    const buttons = [...card.querySelectorAll('button')].filter((b) => b.checkVisibility()).map((button) => {
        const box = button.getBoundingClientRect();
        return [button.innerText.trim(), [box.x + box.width / 2, box.y + box.height / 2]];
    });
    return {
        title: words('#title'), text: card.innerText, box: { x, y, width, height },
        hard: words('.hard blockquote'), soft: words('.soft blockquote'),
        buttons: Object.fromEntries(buttons), has_focus: this.activeElement !== null,
    };
}"""

# Our host element, and nothing else, stands beside head and body.
CARD_OPEN: Final = "() => document.documentElement.children.length === 3"
CARD_GONE: Final = "() => document.documentElement.children.length === 2"


def card_of(page: Page) -> Card:
    """Wait for the hover card and read it; its closed shadow root opens to the debugger only."""
    page.wait_for_function(CARD_OPEN)
    session = page.context.new_cdp_session(page)
    try:
        document = session.send("DOM.getDocument", {"depth": 2, "pierce": True})["root"]
        html = next(node for node in document["children"] if node["nodeName"] == "HTML")
        host = next(node for node in html["children"] if node["nodeName"] not in {"HEAD", "BODY"})
        root = session.send("DOM.resolveNode", {"backendNodeId": host["shadowRoots"][0]["backendNodeId"]})["object"]
        called = session.send(
            "Runtime.callFunctionOn",
            {"objectId": root["objectId"], "functionDeclaration": _READ_CARD, "returnByValue": True},
        )
    finally:
        session.detach()
    shown = called["result"]["value"]
    assert shown is not None, "the card's host is there, but the card is not open"
    return Card(**shown)


def press(page: Page, card: Card, button: str) -> None:
    """Press the button of the card that says `button` with the mouse."""
    page.mouse.click(*card.buttons[button])
