"""The Firefox package marks a demo shop in Firefox ESR."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import MARKED

if TYPE_CHECKING:
    from tests.in_firefox import Installed

pytestmark = pytest.mark.browser


def test_firefox_marks_the_car_lot_after_the_first_run(fox: Installed, shops: str) -> None:
    lot = fox.driven.tab(f"{shops}/cars.html")
    for phrase in ("only two", "price goes up", "waiting"):
        fox.driven.until(lot, f"({MARKED})().some((text) => text.includes({phrase!r}))")

    calm = fox.driven.tab(f"{shops}/calm.html")
    number = fox.number(f"{shops}/calm.html")
    state = f"browser.runtime.sendMessage({{ v: 1, kind: 'state', tabId: {number} }})"
    report = fox.driven.until(fox.own, f"{state}.then((state) => state.report)")
    assert report["band"] == "calm"
    assert fox.driven.run(calm, "CSS.highlights.size") == 0
