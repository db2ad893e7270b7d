"""The browser may end the background at any moment: nothing is lost, and the next message wakes it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import await_mark, read, report_of

if TYPE_CHECKING:
    from chromium import Installed, Tab

pytestmark = pytest.mark.browser


def end_background(extension: Installed) -> None:
    """End the service worker as the browser does; the debugger of the tests would keep it alive for ever."""
    session = extension.context.new_cdp_session(extension.own)
    told: list[str] = []
    session.on(
        "ServiceWorker.workerVersionUpdated",
        lambda news: told.extend(version["runningStatus"] for version in news["versions"]),
    )
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    ends = time.monotonic() + 20
    while "stopped" not in told:
        assert time.monotonic() < ends, "the service worker does not end"
        extension.own.evaluate("1")  # lets the news come in
    session.detach()


def test_a_page_is_followed_after_the_background_has_ended(extension: Installed, tab: Tab, shops: str) -> None:
    before = read(extension, tab, f"{shops}/cars.html")
    end_background(extension)
    tab.page.evaluate("document.querySelector('main').append('Hurry, only 3 left in stock!')")

    await_mark(tab.page, "only 3 left")
    after = report_of(extension, tab)
    assert len(after["findings"]) > len(before["findings"])
    assert after["score"] > before["score"]


def test_what_was_found_is_still_told_after_the_background_has_ended(
    extension: Installed, tab: Tab, shops: str
) -> None:
    before = read(extension, tab, f"{shops}/cars.html")
    end_background(extension)
    assert report_of(extension, tab) == before
