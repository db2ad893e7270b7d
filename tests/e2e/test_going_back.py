"""A page that the browser kept and shows again has its findings and its marks, and is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from tests.e2e.test_shapes import await_found
from tests.in_chromium import MARKED, browser_with
from tests.shapes import Shape, phrase

from serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Playwright
    from tests import in_firefox

pytestmark = pytest.mark.browser

PAGE: Final = Shape(
    "<p id=p>{2}</p><script>addEventListener('pageshow', ({ persisted }) => { kept = persisted })</script>", (2,)
)
NEXT: Final = Shape("<p>{3}</p>", (3,))
CHANGE: Final = f"p.textContent = '{phrase(4)}'"
SHOWN: Final = f"({MARKED})().join() === '{phrase(4)}'"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of two pages that a browser may keep."""
    folder = tmp_path_factory.mktemp("kept")
    for name, shape in (("page", PAGE), ("next", NEXT)):
        (folder / f"{name}.html").write_text(shape.page, "utf-8")
    with serve(folder, kept=True) as address:
        yield address


def test_in_chromium(playwright: Playwright, package: Path, tmp_path: Path, kept: str) -> None:
    with browser_with(playwright, package, tmp_path, without=["--disable-back-forward-cache"]) as extension:
        extension.switch_on(kept)
        tab = extension.open_tab()
        for name, found in (("page", PAGE.found), ("next", NEXT.found)):
            tab.page.goto(f"{kept}/{name}.html")
            await_found(lambda: extension.ask("state", tabId=tab.id), found, name)
        tab.page.evaluate("history.back()")
        tab.page.wait_for_function("globalThis.kept === true")
        await_found(lambda: extension.ask("state", tabId=tab.id), PAGE.found, "going back")
        tab.page.evaluate(CHANGE)
        await_found(lambda: extension.ask("state", tabId=tab.id), (4,), CHANGE)
        tab.page.wait_for_function(SHOWN)


def test_in_firefox(fox: in_firefox.Installed, kept: str) -> None:
    tab = fox.driven.tab(f"{kept}/page.html")
    number = fox.number(f"{kept}/page.html")
    await_found(lambda: fox.ask("state", tabId=number), PAGE.found, "page")
    fox.driven.command("browsingContext.navigate", context=tab, url=f"{kept}/next.html", wait="complete")
    await_found(lambda: fox.ask("state", tabId=number), NEXT.found, "next")
    fox.driven.back(tab)
    fox.driven.until(tab, "globalThis.kept === true")
    await_found(lambda: fox.ask("state", tabId=number), PAGE.found, "going back")
    fox.driven.act(tab, CHANGE)
    await_found(lambda: fox.ask("state", tabId=number), (4,), CHANGE)
    fox.driven.until(tab, SHOWN)
    fox.driven.command("browsingContext.close", context=tab)
