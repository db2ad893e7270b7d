"""The Firefox package in Firefox ESR: marks a shopper sees, and the card on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import MARKED
from tests.shapes import Shape

from serving import serve

if TYPE_CHECKING:
    from pathlib import Path

    from tests.in_firefox import Installed

pytestmark = pytest.mark.browser


def test_firefox_marks_the_car_lot_after_the_first_run(fox: Installed, shops: str) -> None:
    lot = fox.driven.tab(f"{shops}/cars.html")
    for words in ("only two", "price goes up", "waiting"):
        fox.driven.until(lot, f"({MARKED})().some((text) => text.includes({words!r}))")

    calm = fox.driven.tab(f"{shops}/calm.html")
    number = fox.number(f"{shops}/calm.html")
    state = f"browser.runtime.sendMessage({{ v: 1, kind: 'state', tabId: {number} }})"
    report = fox.driven.until(fox.own, f"{state}.then((state) => state.report)")
    assert report["band"] == "calm"
    assert fox.driven.run(calm, "CSS.highlights.size") == 0


PLACES = Shape(
    """<h1>A lamp</h1><p id=plain>{2}</p><div id=host></div><dialog id=d><h1>One more</h1><p>{4}</p></dialog><script>
        const root = host.attachShadow({ mode: 'closed' });
        root.innerHTML = '<p>{3}</p>';
        globalThis.within = root.firstChild;
    </script>""",
    (2, 3),
    head="<style>p, #host { width: fit-content }</style>",
)
# Our host element has a name that no page knows beforehand; beside an open modal dialog nothing else is alive.
CARD = """/^x[0-9a-z]+-/.test((document.querySelector('dialog:modal') ?? document.documentElement)
    .lastElementChild.localName)"""
UNDERLINED = """(element) => [...CSS.highlights.keys()].some((name) =>
    getComputedStyle(element, `::highlight(${name})`).textDecorationLine === 'underline')"""

MARKED_IN_DIALOG = (
    "[...CSS.highlights.values()].some((all) => [...all].some((mark) => d.contains(mark.startContainer)))"
)


def test_firefox_shows_marks_and_cards_in_closed_roots_and_dialogs(fox: Installed, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PLACES.page, "utf-8")
    with serve(tmp_path) as address:
        tab = fox.driven.tab(f"{address}/page.html")

        def opens_and_closes(place: str, away: str) -> None:
            fox.driven.point(tab, place)
            fox.driven.until(tab, CARD)
            fox.driven.point(tab, away)
            fox.driven.until(tab, f"!{CARD}")

        for element, place in (("plain", "#plain"), ("within", "#host")):
            fox.driven.until(tab, f"({UNDERLINED})({element})")
            opens_and_closes(place, "h1")
        fox.driven.act(tab, "d.showModal()")
        fox.driven.until(tab, MARKED_IN_DIALOG)
        opens_and_closes("dialog p", "dialog h1")
        fox.driven.command("browsingContext.close", context=tab)
