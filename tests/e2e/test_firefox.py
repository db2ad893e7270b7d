"""The Firefox package marks a demo shop in Firefox ESR."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import MARKED
from tests.in_firefox import firefox, own_address

from browser import NoBrowserError, find_firefox

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser


def test_firefox_marks_the_car_lot_after_the_first_run(built: Path, shops: str, tmp_path: Path) -> None:
    try:
        browser = find_firefox()
    except NoBrowserError as missing:
        pytest.skip(str(missing))
    package = built / "firefox"
    manifest = json.loads((package / "manifest.json").read_text())
    extension_id = manifest["browser_specific_settings"]["gecko"]["id"]

    with firefox(browser, tmp_path, extension_id) as driven:
        driven.install(package, extension_id)
        welcome = driven.find_tab(own_address("ui/welcome.html"))
        driven.until(welcome, "document.querySelector('#everywhere')?.innerText.length > 0")
        driven.click(welcome, "#everywhere")
        driven.until(welcome, "document.querySelector('#everywhere').getAttribute('aria-pressed') === 'true'")
        site_on = "browser.runtime.sendMessage({ v: 1, kind: 'site-set', site: '127.0.0.1', on: true })"
        assert driven.run(welcome, site_on) == {"ok": True}

        lot = driven.tab(f"{shops}/cars.html")
        for phrase in ("only two", "price goes up", "waiting"):
            driven.until(lot, f"({MARKED})().some((text) => text.includes({phrase!r}))")

        calm = driven.tab(f"{shops}/calm.html")
        tab_of = "browser.tabs.query({}).then((all) => all.find((tab) => tab.url?.endsWith('/calm.html')).id)"
        number = driven.run(welcome, tab_of)
        state = f"browser.runtime.sendMessage({{ v: 1, kind: 'state', tabId: {number} }})"
        report = driven.until(welcome, f"{state}.then((state) => state.report)")
        assert report["band"] == "calm"
        assert driven.run(calm, "CSS.highlights.size") == 0
