"""Whatever ends under an open page, the page's next change is read again, and soon."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest
from tests.e2e.test_wakes import end_background
from tests.in_chromium import await_mark, browser_with, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Playwright

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

TIMES: Final = 20
"""How often each ending is forced in the long run."""

P95_S: Final = 2.0
"""Seconds within which nineteen in twenty recoveries are done."""


def close_offscreen(extension: Installed) -> None:
    extension.worker.evaluate("() => chrome.offscreen.closeDocument()")


def end_both(extension: Installed) -> None:
    close_offscreen(extension)
    end_background(extension)


ENDINGS: Final[dict[str, Callable[[Installed], None]]] = {
    "the engine's document": close_offscreen,
    "the background": end_background,
    "the engine's document and the background": end_both,
}


def update(extension: Installed) -> None:
    """Put the extension in anew, as an update does; the browser does so for folders in developer mode only."""
    extensions = extension.context.new_page()
    extensions.goto("chrome://extensions")
    extensions.evaluate("() => chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })")
    extensions.evaluate("(id) => chrome.developerPrivate.reload(id)", extension.id)
    extensions.close()


def recovered(extension: Installed, tab: Tab, end: Callable[[Installed], None], number: int) -> float:
    """Force an ending, then change the page; seconds until the change is marked."""
    end(extension)
    started = time.monotonic()
    phrase = f"only {number} left in stock"
    tab.page.evaluate("(text) => document.querySelector('main').append(text)", f" Hurry, {phrase}! ")
    await_mark(tab.page, phrase)
    return time.monotonic() - started


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_the_next_change_is_read_after_the_end_of(
    end: Callable[[Installed], None], extension: Installed, tab: Tab, shops: str
) -> None:
    read(extension, tab, f"{shops}/calm.html")
    for number in (2, 3):
        recovered(extension, tab, end, number)


@pytest.mark.soak
@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_it_recovers_soon_after_the_end_of(
    end: Callable[[Installed], None], extension: Installed, tab: Tab, shops: str
) -> None:
    read(extension, tab, f"{shops}/calm.html")
    seconds = sorted(recovered(extension, tab, end, number) for number in range(2, TIMES + 2))
    print(f"recovery: median {seconds[TIMES // 2]:.2f} s, p95 {seconds[TIMES - 2]:.2f} s, worst {seconds[-1]:.2f} s")
    assert seconds[TIMES - 2] <= P95_S


def test_an_open_page_is_read_on_after_an_update(
    playwright: Playwright, package: Path, shops: str, tmp_path: Path
) -> None:
    with browser_with(playwright, package, tmp_path) as extension:
        extension.switch_on(shops)
        tab = extension.open_tab()
        read(extension, tab, f"{shops}/cars.html")
        await_mark(tab.page, "only two")
        update(extension)
        tab.page.evaluate("document.querySelector('main').append(' Hurry, only 7 left in stock! ')")
        await_mark(tab.page, "only 7 left")
        await_mark(tab.page, "only two")


def test_a_page_is_read_after_the_browser_was_started_again(
    playwright: Playwright, package: Path, shops: str, tmp_path: Path
) -> None:
    with browser_with(playwright, package, tmp_path) as extension:
        extension.switch_on(shops)
        first = read(extension, extension.open_tab(), f"{shops}/cars.html")
    with browser_with(playwright, package, tmp_path) as extension:
        tab = extension.open_tab()
        assert read(extension, tab, f"{shops}/cars.html")["score"] == first["score"]
