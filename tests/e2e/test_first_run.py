"""The first run: a welcome page, one choice, and nothing read before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import SITE, await_mark, browser_with, marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Playwright

    from chromium import Installed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def fresh(playwright: Playwright, package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """A Chromium in which the extension was installed a moment ago."""
    with browser_with(playwright, package, tmp_path_factory.mktemp("fresh")) as extension:
        yield extension


@pytest.fixture(scope="module")
def welcome(fresh: Installed) -> Page:
    """The page that opened by itself."""
    address = fresh.url("ui/welcome.html")
    open_now = [page for page in fresh.context.pages if page.url == address]
    page = open_now[0] if open_now else fresh.context.wait_for_event("page", lambda page: page.url == address)
    page.locator("#everywhere").wait_for()
    return page


def test_it_opens_by_itself_with_three_choices_and_none_made(fresh: Installed, welcome: Page) -> None:
    choices = [welcome.locator(f"#{name}") for name in ("click", "sites", "everywhere")]
    assert [choice.get_attribute("aria-pressed") for choice in choices] == ["false"] * 3
    assert all(choice.inner_text().strip() for choice in choices)
    access = fresh.ask("settings-get")["access"]
    assert access == {"mode": "click", "origins": []}
    assert fresh.worker.evaluate("chrome.scripting.getRegisteredContentScripts()") == []


def test_when_i_click_needs_no_permission(fresh: Installed, welcome: Page) -> None:
    welcome.locator("#click").click()
    welcome.wait_for_function("() => document.querySelector('#done').textContent !== ''")
    assert welcome.locator("#click").get_attribute("aria-pressed") == "true"
    assert fresh.ask("settings-get")["access"]["origins"] == []


def test_everywhere_reaches_open_tabs_and_private_addresses_stay_off(
    fresh: Installed, welcome: Page, shops: str
) -> None:
    tab = fresh.open_tab()
    tab.page.goto(f"{shops}/cars.html")
    fresh.allow("<all_urls>")  # what the person says to the browser's own question
    welcome.bring_to_front()
    welcome.locator("#everywhere").click()
    welcome.wait_for_function("() => document.querySelector('#everywhere').getAttribute('aria-pressed') === 'true'")
    assert fresh.ask("settings-get")["access"]["mode"] == "everywhere"

    tab.page.bring_to_front()
    assert fresh.settled(tab)["status"] == "off", "an address of one's own network is left alone"
    assert marked(tab.page) == []
    fresh.ask("site-set", site=SITE, on=True)
    await_mark(tab.page, "only two")
