"""What a visit to the fixture shop does, step by step: each waits for a signal of the page or of the extension.

A step is a generator over a visit. It yields as often as it has to wait, so many visits go on at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.e2e.evidence.behaviour import Check
    from tests.e2e.evidence.visits import Visit

Step = Callable[["Visit"], Iterator[None]]

# A phrase that is always marked. Reports are sent once every text that had changed before has been answered, so
# the report that knows this one knows all that was there when it came.
_SENTINEL: Final = """(number) => {
    const sentinel = document.createElement('p');
    sentinel.lang = 'en';
    sentinel.textContent = `Sentinel ${number}. This will change your life.`;
    document.body.append(sentinel);
}"""


def load(path: str = "/") -> Step:
    """Go to a path of the behaviour's site, until the page has loaded."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.goto(visit.address + path, wait_until="commit")
        visit.latest = []
        yield from until("() => document.readyState === 'complete'")(visit)

    return step


def reload() -> Step:
    """Load the page again."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.reload(wait_until="commit")
        visit.latest = []
        yield from until("() => document.readyState === 'complete'")(visit)

    return step


def until(script: str) -> Step:
    """Wait until a function of the page gives true, such as `() => ticks >= 12`."""

    def step(visit: Visit) -> Iterator[None]:
        while not visit.tab.page.evaluate(script):
            yield

    return step


def click(selector: str) -> Step:
    """Click as with the mouse, once the element shows."""

    def step(visit: Visit) -> Iterator[None]:
        while not visit.tab.page.is_visible(selector):
            yield
        visit.tab.page.click(selector, timeout=5_000)

    return step


def click_at(x: float, y: float) -> Step:
    """Click at a place of the window, in CSS pixels."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.mouse.click(x, y)
        yield

    return step


def hover(selector: str) -> Step:
    """Move the mouse onto the element."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.hover(selector, timeout=5_000)
        yield

    return step


def move_out() -> Step:
    """Move the mouse over the page and out at its top."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.mouse.move(300, 200)
        visit.tab.page.mouse.move(300, 5)
        visit.tab.page.mouse.move(300, -5)
        yield

    return step


def press(key: str) -> Step:
    """Press a key, such as `Escape`."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.keyboard.press(key)
        yield

    return step


def look_away() -> Step:
    """Look at another tab, until the page is out of sight; only in a browser whose tabs hide."""

    def step(visit: Visit) -> Iterator[None]:
        visit.elsewhere = visit.tab.page.context.new_page()
        yield from until("() => document.hidden")(visit)

    return step


def look_back() -> Step:
    """Look at the page again."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.bring_to_front()
        if visit.elsewhere:
            visit.elsewhere.close()
        yield from until("() => !document.hidden")(visit)

    return step


def run(script: str) -> Step:
    """Run a function of the page once."""

    def step(visit: Visit) -> Iterator[None]:
        visit.tab.page.evaluate(script)
        yield

    return step


def answered() -> Step:
    """Wait until the extension has answered for all that stood on the page when this step began."""

    def step(visit: Visit) -> Iterator[None]:
        visit.sentinels += 1
        mark = f"Sentinel {visit.sentinels}."
        visit.tab.page.evaluate(_SENTINEL, visit.sentinels)
        while not any(one["context"].startswith(mark) for one in visit.reported()):
            yield

    return step


def seen(check: Check) -> Step:
    """Wait until the findings pass the check."""

    def step(visit: Visit) -> Iterator[None]:
        while not check[1](visit.findings()):
            yield

    return step
