"""Every shape of `tests/shapes.py` with the built package, in Chromium and in Firefox: found, followed, forgotten."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.shapes import ELSEWHERE, SHAPES, numbers

from serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests import in_firefox

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

Steps = tuple[tuple[str, tuple[int, ...]], ...]

SECONDS: Final = 30
"""How long a change may take to be in the report; a root attached late is looked for at growing distances."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[str, Steps]]]:
    """The address of each shape's page, and what happens on it."""
    folder, other = tmp_path_factory.mktemp("shapes"), tmp_path_factory.mktemp("elsewhere")
    for name, html in ELSEWHERE.items():
        (other / name).write_text(html, "utf-8")
    with serve(folder) as address, serve(other) as elsewhere:
        found = {}
        for at, (name, shape) in enumerate(SHAPES.items()):
            (folder / f"{at}.html").write_text(shape.page.replace("ELSEWHERE", elsewhere), "utf-8")
            steps = tuple((script.replace("ELSEWHERE", elsewhere), wanted) for script, wanted in shape.steps)
            found[name] = (f"{address}/{at}.html", steps)
        yield found


def await_found(state: Callable[[], dict[str, Any]], wanted: tuple[int, ...], script: str) -> None:
    """Wait until the report holds the findings with these numbers and no other."""
    ends = time.monotonic() + SECONDS
    found = None
    while found != list(wanted):
        assert time.monotonic() < ends, f"found {found}, not {wanted}, after {script}"
        time.sleep(0.05)
        report = state()["report"]
        found = None if report is None else numbers([finding["text"] for finding in report["findings"]])


@pytest.mark.parametrize("name", SHAPES)
def test_in_chromium(name: str, extension: Installed, tab: Tab, pages: dict[str, tuple[str, Steps]]) -> None:
    address, steps = pages[name]
    tab.page.goto(address)
    hand = tab.page.context.new_cdp_session(tab.page)
    for script, wanted in steps:
        done = hand.send("Runtime.evaluate", {"expression": script, "awaitPromise": True, "userGesture": True})
        assert "exceptionDetails" not in done, done
        await_found(lambda: extension.ask("state", tabId=tab.id), wanted, script)


@pytest.mark.parametrize("name", SHAPES)
def test_in_firefox(name: str, fox: in_firefox.Installed, pages: dict[str, tuple[str, Steps]]) -> None:
    address, steps = pages[name]
    tab = fox.driven.tab(address)
    number = fox.number(address)
    for script, wanted in steps:
        fox.driven.act(tab, script)
        await_found(lambda: fox.ask("state", tabId=number), wanted, script)
    fox.driven.command("browsingContext.close", context=tab)
