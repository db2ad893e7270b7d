"""Popup and toolbar button: the score and its words, the phrases, the switch, and what is said when there is none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import await_mark, marked, read, report_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

WORDS = {
    "calm": "The words on this page are calm",
    "some": "The words on this page press a little",
    "pressing": "The words on this page press",
    "hard": "The words on this page press hard",
}


@contextmanager
def popup_of(extension: Installed, tab: Tab) -> Iterator[Page]:
    """The popup of `tab`, in a tab of its own."""
    popup = extension.context.new_page()
    popup.goto(extension.url(f"ui/popup.html?tab={tab.id}"))
    try:
        yield popup
    finally:
        popup.close()


def badge(extension: Installed, tab: Tab) -> tuple[str, str]:
    """The text and the title of the toolbar button on `tab`."""
    ask = "(tabId) => Promise.all([chrome.action.getBadgeText({ tabId }), chrome.action.getTitle({ tabId })])"
    text, title = extension.worker.evaluate(ask, tab.id)
    return text, title


def test_the_popup_shows_score_words_parts_and_alternatives(extension: Installed, tab: Tab, shops: str) -> None:
    report = read(extension, tab, f"{shops}/cars.html")
    with popup_of(extension, tab) as popup:
        popup.locator("#result").wait_for()
        assert popup.inner_text("#score") == str(report["score"])
        assert popup.inner_text("#band") == WORDS[report["band"]]
        points = [
            int(text)
            for text in popup.locator("#parts li:not(.total) .points").evaluate_all(
                "(all) => all.map((one) => one.firstChild.data)"
            )
        ]
        assert sum(points) == report["score"]
        listed = popup.inner_text("#findings")
        for finding in report["findings"]:
            assert finding["text"] in listed
            assert finding["alternative"] in listed
        assert popup.inner_text("#site") == "127.0.0.1"


def test_the_badge_is_the_score_and_its_title_the_words(extension: Installed, tab: Tab, shops: str) -> None:
    for page in ("cars.html", "calm.html"):
        report = read(extension, tab, f"{shops}/{page}")
        text, title = badge(extension, tab)
        assert text == str(report["score"])
        assert WORDS[report["band"]] in title


def test_a_calm_page_is_told_what_it_does_well(extension: Installed, tab: Tab, shops: str) -> None:
    report = read(extension, tab, f"{shops}/calm.html")
    with popup_of(extension, tab) as popup:
        popup.locator("#result").wait_for()
        assert popup.inner_text("#band") == WORDS["calm"]
        well = popup.inner_text("#well")
        assert report["soft_findings"][0]["text"] in well


def test_a_click_on_a_finding_goes_to_it(extension: Installed, tab: Tab, shops: str) -> None:
    tab.page.goto(f"{shops}/calm.html")
    tab.page.evaluate("""() => {
        const p = document.createElement('p');
        p.id = 'far';
        p.style.marginTop = '3000px';
        p.textContent = 'Only 2 left in stock';
        document.querySelector('main').append(p);
    }""")
    report_of(extension, tab)
    marks = tab.page.evaluate("[...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0)")
    with popup_of(extension, tab) as popup:
        popup.locator("#findings button").click()
        tab.page.bring_to_front()
        tab.page.wait_for_function(
            """(before) => {
            const { top, bottom } = document.querySelector('#far').getBoundingClientRect();
            const marks = [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0);
            return top >= 0 && bottom <= innerHeight && marks >= before;
        }""",
            arg=marks,
        )


def test_the_switch_turns_the_site_off_and_on_at_once(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/cars.html")
    with popup_of(extension, tab) as popup:
        popup.locator("#result").wait_for()
        popup.locator("#site-on").click()
        popup.locator("#notice").wait_for()
        assert popup.inner_text("#notice-title") == "Off on this site"
        tab.page.wait_for_function("() => CSS.highlights.size === 0")
        assert badge(extension, tab)[0] == "off"

        popup.locator("#site-on").click()
        popup.locator("#result").wait_for()
        await_mark(tab.page, "only two")


def test_check_again_reads_the_page_anew(extension: Installed, tab: Tab, shops: str) -> None:
    before = read(extension, tab, f"{shops}/cars.html")
    extension.own.evaluate(
        "() => { window.scans = 0; chrome.runtime.onMessage.addListener((m) => { scans += m.kind === 'scan'; }); }"
    )
    with popup_of(extension, tab) as popup:
        popup.locator("#result").wait_for()
        assert extension.own.evaluate("scans") == 0
        popup.locator("#rescan").click()
        extension.own.wait_for_function("() => scans > 0")
        tab.page.bring_to_front()
        await_mark(tab.page, "only two")
    assert report_of(extension, tab)["score"] == before["score"]
    assert marked(tab.page)


def test_it_says_so_where_nothing_can_be_read(extension: Installed, tab: Tab) -> None:
    tab.page.goto("chrome://version")
    with popup_of(extension, tab) as popup:
        popup.locator("#notice").wait_for()
        assert popup.inner_text("#notice-title") == "Nothing to read here"
        assert popup.locator("#site-switch").is_hidden()
    assert badge(extension, tab)[0] == ""


def test_it_says_so_where_the_site_is_left_alone_to_be_safe(extension: Installed, tab: Tab, shops: str) -> None:
    extension.ask("site-set", site="127.0.0.1", on=None)
    tab.page.goto(f"{shops}/cars.html")
    with popup_of(extension, tab) as popup:
        popup.locator("#notice").wait_for()
        assert popup.inner_text("#notice-title") == "Off here, to be safe"
    assert marked(tab.page) == []
