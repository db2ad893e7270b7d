"""The popup in every state a shopper meets it in."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from . import scenes

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Open

POPUP = "ui/popup.html?tab=1"
HARD: dict[str, Any] = {"tabs": [scenes.TAB], "session": scenes.HARD_PAGE}


def told(page: Page) -> list[dict[str, Any]]:
    """What the content script of the tab heard, but for being asked whether it is there."""
    heard: list[dict[str, Any]] = page.evaluate("chrome.test.told.filter(({ kind }) => kind !== 'ping')")
    return heard


def test_score_band_and_parts_that_add_up(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    expect(page.locator("#score")).to_have_text("62")
    expect(page.locator("#band")).to_have_text("The words on this page press")
    expect(page.locator("#count")).to_have_text("5 phrases press")
    points = [int(text) for text in page.locator("#parts .points").all_inner_texts()]
    assert sum(points) == int(page.locator("#total").inner_text()) == 62


def test_gauge_shows_the_score(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    share = page.evaluate("getComputedStyle(document.querySelector('#arc')).strokeDasharray")
    assert share.startswith("62")


def test_each_finding_has_its_alternative_under_it_and_a_click_goes_there(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    items = page.locator("#findings li")
    expect(items).to_have_count(5)
    expect(items.nth(1)).to_contain_text("17 people are looking at this right now")
    expect(items.nth(1).locator(".softer")).to_contain_text("17 people have this page open.")
    items.nth(1).get_by_role("button").click()
    page.wait_for_function("chrome.test.told.some(({ kind }) => kind === 'show')")
    assert told(page) == [{"v": 1, "kind": "show", "id": "2:0:en.competition.x"}]


def test_what_the_page_does_well(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    expect(page.locator("#well li")).to_have_text(
        [
            re.compile("Reassures.*Free returns within 60 days"),
            re.compile("Asks first.*Not sure which size"),
            re.compile("No pressure.*Take your time"),
        ]
    )


def test_a_calm_page_lists_nothing_to_worry_about(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.CALM_PAGE)
    expect(page.locator("#band")).to_have_text("The words on this page are calm")
    expect(page.locator("#count")).to_have_text("No phrase presses")
    expect(page.locator("#findings-section")).to_be_hidden()
    expect(page.locator("#parts-section")).to_be_hidden()
    expect(page.locator("#arc")).to_be_hidden()


def test_many_findings_are_grouped_and_the_rest_shown_on_request(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.FULL_PAGE)
    expect(page.locator("#findings li")).to_have_count(25)
    page.get_by_role("button", name="Show 17 more").click()
    expect(page.locator("#findings li")).to_have_count(42)
    expect(page.locator("#findings li button").nth(25)).to_be_focused()
    repeated = page.locator("#findings li").filter(has_text="Don't miss out")
    expect(repeated).to_contain_text("20 times")
    repeated.get_by_role("button").click()
    repeated.get_by_role("button").click()
    page.wait_for_function("chrome.test.told.filter(({ kind }) => kind === 'show').length === 2")
    assert [message["id"] for message in told(page)] == ["50:0:en.fomo.x", "51:0:en.fomo.x"]


def test_a_report_that_comes_again_leaves_open_what_was_opened(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.FULL_PAGE)
    page.locator("#parts summary").nth(1).click()
    page.get_by_role("button", name="Show 17 more").press("Enter")
    page.locator("#parts summary").nth(1).focus()
    ticked = copy.deepcopy(scenes.FULL_PAGE)
    ticked["tab:1"]["total"]["score"] = 96
    page.evaluate("(items) => chrome.storage.session.set(items)", ticked)
    expect(page.locator("#score")).to_have_text("96")
    expect(page.locator("#findings > li")).to_have_count(42)
    expect(page.get_by_role("button", name="Show 17 more")).to_be_hidden()
    opened = [part.get_attribute("open") for part in page.locator("#parts details").all()]
    assert opened == [None, "", None]
    expect(page.locator("#parts summary").nth(1)).to_be_focused()


def test_a_report_that_comes_again_keeps_a_phrases_turn(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.FULL_PAGE)
    page.get_by_role("button", name="Show 17 more").click()
    repeated = page.locator("#findings li").filter(has_text="Don't miss out")
    again = copy.deepcopy(scenes.FULL_PAGE)
    findings = again["tab:1"]["frames"][0]["findings"]
    # another place comes before; then the one last gone to is there no more; then only three are
    came = [scenes.finding("Don't miss out", "fomo", "", at=49), *findings]
    went = [found for found in came if found["block"] != 51]
    few = [found for found in came if found["block"] in {49, 50, 52}]
    for score, left in ((96, came), (95, went), (94, few)):
        repeated.get_by_role("button").click()
        again["tab:1"]["total"]["score"] = score
        again["tab:1"]["frames"][0]["findings"] = left
        page.evaluate("(items) => chrome.storage.session.set(items)", again)
        expect(page.locator("#score")).to_have_text(str(score))
    repeated.get_by_role("button").click()
    page.wait_for_function("chrome.test.told.filter(({ kind }) => kind === 'show').length === 4")
    assert [message["id"].partition(":")[0] for message in told(page)] == ["50", "51", "53", "50"]


def test_the_button_for_the_rest_hands_on_the_keyboard_when_there_is_no_rest(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.FULL_PAGE)
    page.get_by_role("button", name="Show 17 more").focus()
    page.evaluate("(items) => chrome.storage.session.set(items)", scenes.HARD_PAGE)
    expect(page.locator("#findings > li")).to_have_count(5)
    expect(page.locator("#findings button").last).to_be_focused()


def test_a_page_read_in_part_says_so(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.FULL_PAGE)
    expect(page.locator("#partial")).to_be_visible()


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "</li><script>alert(1)</script>", "javascript:alert(1)"]
)
def test_page_text_is_never_markup(open_page: Open, text: str) -> None:
    found = scenes.finding(text, "urgency", text)
    page = open_page(
        POPUP, tabs=[scenes.TAB], session=scenes.results(9, "some", {"urgency": (9, 1)}, [found], [found])
    )
    expect(page.locator("#findings .phrase")).to_have_text(text)
    assert page.locator("#result img, #result script, #result a").count() == 0


def test_long_words_do_not_widen_it(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.FULL_PAGE)
    page.get_by_role("button", name="Show 17 more").click()
    assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
    assert page.evaluate("document.body.offsetWidth") == 380


def test_it_follows_the_scan_without_asking_again_and_again(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB])
    expect(page.locator("#notice-title")).to_have_text("Reading the page …")
    page.evaluate("(items) => chrome.storage.session.set(items)", scenes.HARD_PAGE)
    expect(page.locator("#score")).to_have_text("62")


def test_the_switch_turns_the_site_off_and_on(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    switch = page.get_by_role("switch", name="Softsell on shop.example")
    expect(switch).to_be_checked()
    switch.press("Space")
    expect(page.locator("#notice-title")).to_have_text("Off on this site")
    expect(page.locator("#result")).to_be_hidden()
    assert page.evaluate("chrome.storage.local.peek().settings.sites") == {"shop.example": "off"}
    assert {"v": 1, "kind": "settings-changed"} in told(page)
    switch.press("Space")
    expect(page.locator("#notice")).to_be_hidden()


def test_check_again_and_copy(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    page.get_by_role("button", name="Check again").click()
    page.wait_for_function("chrome.test.told.some(({ kind }) => kind === 'rescan')")
    page.get_by_role("button", name="Copy report").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    report = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert report["score"] == sum(part["points"] for part in report["parts"]) == 62
    assert set(report) == {
        "version", "offsets", "lang", "blocks", "score", "band", "parts", "findings", "soft_findings", "partial",
    }  # fmt: skip
    assert "id" not in report["findings"][0]
    assert "frameId" not in report["findings"][0]


def test_what_was_done_is_said_for_a_moment(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    page.clock.install()
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#said")).to_have_text("Checking again")
    page.get_by_role("button", name="Copy report").click()
    expect(page.locator("#said")).to_have_text("Copied")
    page.clock.run_for(2_000)
    expect(page.locator("#said")).to_have_text("")
    expect(page.get_by_role("button", name="Copy report")).to_be_visible()


def test_a_clipboard_that_refuses_is_told(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy report").click()
    expect(page.get_by_role("button", name="Could not copy")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Could not copy")


def test_options_open(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    page.get_by_role("button", name="Options").click()
    assert page.evaluate("chrome.test.opened") == ["options"]


def test_a_click_on_the_button_reads_a_page_that_was_not_read(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[{**scenes.TAB, "script": False}])
    page.wait_for_function("chrome.test.injected.length === 1")


def test_a_page_that_cannot_be_read_is_tried_once(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[{**scenes.TAB, "script": False}])
    expect(page.locator("#notice-title")).to_have_text("Not checked yet")
    page.get_by_role("button", name="Check this page").click()
    page.wait_for_function("chrome.test.injected.length === 2")


def test_off_for_safety_says_why(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[{**scenes.TAB, "url": "https://mail.google.com/"}])
    expect(page.locator("#notice-title")).to_have_text("Off here, to be safe")
    expect(page.get_by_role("switch")).not_to_be_checked()


@pytest.mark.parametrize("url", ["chrome://settings", "https://chromewebstore.google.com/detail/x", None])
def test_browser_pages_have_no_switch(open_page: Open, url: str | None) -> None:
    page = open_page(POPUP, tabs=[{"id": 1, "url": url}])
    expect(page.locator("#notice-title")).to_have_text("Nothing to read here")
    expect(page.get_by_role("switch")).to_be_hidden()
    expect(page.get_by_role("button", name="Check again")).to_be_hidden()


def test_a_site_not_allowed_can_be_allowed_for_good(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[{**scenes.TAB, "script": False}], local={"settings": {"hosts": "sites"}})
    expect(page.locator("#notice-title")).to_have_text("Not allowed to read this site")
    page.get_by_role("button", name="Always allow this site").click()
    page.wait_for_function("chrome.test.injected.length >= 1")
    assert page.evaluate("chrome.test.permissions.asked") == ["*://*.shop.example/*"]
    assert page.evaluate("chrome.test.scripts()[0].matches") == ["*://*.shop.example/*"]


def test_in_a_private_window_a_site_is_only_allowed_once(open_page: Open) -> None:
    tab = {**scenes.TAB, "script": False, "incognito": True}
    page = open_page(POPUP, tabs=[tab], local={"settings": {"hosts": "sites"}})
    expect(page.get_by_role("button", name="Check this page once")).to_be_visible()
    expect(page.get_by_role("button", name="Always allow this site")).to_be_hidden()


def test_broken_says_what_to_do(open_page: Open) -> None:
    status = {"state": "broken", "detail": "rests memory"}
    page = open_page(POPUP, tabs=[scenes.TAB], engine={"status": status})
    expect(page.locator("#notice-title")).to_have_text("Softsell could not check this page")
    expect(page.locator("#notice-detail")).to_have_text(
        "Softsell stopped too often and rests for some minutes. Its memory was full."
    )
    page.get_by_role("button", name="Try again").click()
    page.wait_for_function("chrome.test.told.some(({ kind }) => kind === 'rescan')")


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("twice timeout", "Es ist an dieser Seite zweimal gescheitert. Es hat zu lange gedauert."),
        ("blocks[0].role: unknown", "Ein Fehler ist aufgetreten."),
    ],
)
def test_a_fault_is_told_in_the_language_of_the_interface(open_page: Open, detail: str, said: str) -> None:
    page = open_page(POPUP, locale="de", tabs=[scenes.TAB], session={"failed:1": detail})
    expect(page.locator("#notice-detail")).to_have_text(said)


def test_what_was_seen_stands_under_its_phrase(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.MOVED_PAGE)
    first, second = (page.locator("#findings > li").nth(place) for place in (0, 1))
    expect(first.locator(".seen li").first).to_have_text("This was asked 3 times after you said no.")
    expect(second.locator(".seen")).to_have_count(0)


def test_how_the_score_moved_is_a_line_and_the_same_in_words(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.MOVED_PAGE)
    line = page.get_by_role("img", name="The score went from 48 to 74, at most 74")
    expect(line).to_be_visible()
    drawn = line.locator("path").evaluate("(path) => [path.getTotalLength(), path.getBBox().height]")
    assert drawn[0] > 300
    assert drawn[1] > 10, "it goes up and down"
    expect(page.locator("#history")).to_be_hidden()
    page.get_by_text("While this page was open").click()
    moments = page.locator("#history > li")
    expect(moments).to_have_count(4)
    expect(moments.nth(0)).to_contain_text("Score 48")
    expect(moments.nth(0)).to_contain_text("Hurry! Only 3 left in stock")
    expect(moments.nth(0)).to_contain_text("and 1 more")
    expect(moments.nth(3)).to_contain_text("Asking again: Sign up for our newsletter")


def test_a_report_that_comes_again_leaves_what_is_selected_in_the_words(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.MOVED_PAGE)
    page.get_by_text("While this page was open").click()
    page.locator("#history > li").first.select_text()
    ticked = copy.deepcopy(scenes.MOVED_PAGE)
    ticked["tab:1"]["total"]["score"] = 96
    page.evaluate("(items) => chrome.storage.session.set(items)", ticked)
    expect(page.locator("#score")).to_have_text("96")
    assert "Hurry! Only 3 left in stock" in page.evaluate("String(getSelection())")


def test_the_line_ends_soon_after_the_last_change(open_page: Open) -> None:
    page = open_page(POPUP, tabs=[scenes.TAB], session=scenes.MOVED_PAGE)
    path = page.locator("#history-line path")
    expect(path).to_have_attribute("d", re.compile("^M0 .* H300$"))
    last = re.findall(r"H([\d.]+) V", path.get_attribute("d") or "")[-1]
    assert 250 < float(last) < 290, "weeks have passed since"


def test_a_page_on_which_nothing_moved_has_no_line(open_page: Open) -> None:
    page = open_page(POPUP, **HARD)
    expect(page.locator("#score")).to_have_text("62")
    expect(page.locator("#history-section")).to_be_hidden()
