"""The hover card: how it opens, what it says, how it closes, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import (
    CARD_GONE,
    CARD_OPEN,
    await_mark,
    await_no_mark,
    card_of,
    hover,
    press,
    read,
    report_of,
    resting,
)

if TYPE_CHECKING:
    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

FIRST_BUBBLE = ".said p:nth-child(1) b"
IGNORE = "Not pressure here"


@pytest.fixture
def lot(extension: Installed, tab: Tab, shops: str) -> Tab:
    """The car lot, read and marked."""
    read(extension, tab, f"{shops}/cars.html")
    return tab


def test_hovering_a_phrase_shows_tactic_why_and_alternative(lot: Tab, extension: Installed) -> None:
    finding = next(one for one in report_of(extension, lot)["findings"] if "only two" in one["text"])
    hover(lot.page, FIRST_BUBBLE)
    card = card_of(lot.page)

    assert card.title == "Scarcity"
    assert finding["why"] in card.text
    assert card.hard == finding["text"]
    assert card.soft == finding["alternative"]
    for fact in finding["facts"]:
        assert fact in card.soft.casefold()
    window = lot.page.viewport_size
    assert window is not None
    assert card.box["x"] >= 0
    assert card.box["y"] >= 0
    assert card.box["x"] + card.box["width"] <= window["width"]
    assert card.box["y"] + card.box["height"] <= window["height"]


def test_it_stays_while_the_pointer_is_on_it_and_goes_after(extension: Installed, lot: Tab) -> None:
    rest = resting(extension, lot.page)
    hover(lot.page, FIRST_BUBBLE)
    card = card_of(lot.page)
    lot.page.mouse.move(card.box["x"] + card.box["width"] / 2, card.box["y"] + 12, steps=8)
    rest()
    assert lot.page.evaluate(CARD_OPEN)

    lot.page.mouse.move(5, 5)
    lot.page.wait_for_function(CARD_GONE)


def test_escape_closes_it_and_tells_the_page_nothing(lot: Tab) -> None:
    lot.page.evaluate("() => { window.heard = []; addEventListener('keydown', (e) => heard.push(e.key)); }")
    hover(lot.page, FIRST_BUBBLE)
    card_of(lot.page)
    lot.page.keyboard.press("Escape")
    lot.page.wait_for_function(CARD_GONE)
    assert lot.page.evaluate("heard") == []

    lot.page.keyboard.press("Escape")
    assert lot.page.evaluate("heard") == ["Escape"], "once it is closed, the key is the page's again"


def test_the_keyboard_opens_it_with_the_focus_in_it(lot: Tab, extension: Installed) -> None:
    first = report_of(extension, lot)["findings"][0]
    lot.page.bring_to_front()
    extension.worker.evaluate(
        "(id) => chrome.tabs.get(id).then((tab) => chrome.commands.onCommand.dispatch('next-finding', tab))", lot.id
    )
    card = card_of(lot.page)

    assert card.has_focus
    assert card.hard == first["text"]
    lot.page.keyboard.press("Escape")
    lot.page.wait_for_function(CARD_GONE)


def test_a_tap_opens_it(lot: Tab) -> None:
    session = lot.page.context.new_cdp_session(lot.page)
    box = lot.page.locator(FIRST_BUBBLE).bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert "only two" in card_of(lot.page).hard


def test_copy_takes_the_alternative(lot: Tab, extension: Installed, shops: str) -> None:
    extension.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=shops)
    lot.page.bring_to_front()
    hover(lot.page, FIRST_BUBBLE)
    card = card_of(lot.page)
    press(lot.page, card, "Copy")
    lot.page.wait_for_function("async (said) => await navigator.clipboard.readText() === said", arg=card.soft)


def test_reporting_a_false_mark_shows_a_text_and_sends_nothing(lot: Tab) -> None:
    requests: list[str] = []
    lot.page.context.on("request", lambda request: requests.append(request.url))
    hover(lot.page, FIRST_BUBBLE)
    card = card_of(lot.page)
    press(lot.page, card, "Report a false mark")
    lot.page.wait_for_function(CARD_OPEN)
    opened = card_of(lot.page)

    assert len(opened.buttons) > len(card.buttons), "there is a button that copies the text"
    assert requests == []


def test_not_pressure_here_is_undone_in_the_options(lot: Tab, extension: Installed) -> None:
    page, options = lot.page, extension.own
    before = report_of(extension, lot)
    hover(page, FIRST_BUBBLE)
    press(page, card_of(page), IGNORE)
    await_no_mark(page, "only two")
    assert report_of(extension, lot)["score"] < before["score"]

    row = options.locator("#ignored-list li")
    row.wait_for()
    assert row.count() == 1
    assert "Scarcity" in row.inner_text()
    assert "127.0.0.1" in row.inner_text()
    page.reload()
    assert "only two" not in str(report_of(extension, lot)["findings"]), "it is remembered"

    row.get_by_role("button").click()
    await_mark(page, "only two")
    assert report_of(extension, lot)["score"] == before["score"]
