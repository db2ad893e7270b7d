"""The options page: what is set is shown, what is changed is kept at once, by mouse and by keyboard."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from . import scenes

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from .conftest import Open

OPTIONS = "ui/options.html"


def settings(page: Page) -> dict[str, Any]:
    """The settings as stored."""
    stored: dict[str, Any] = page.evaluate("chrome.storage.local.peek().settings ?? {}")
    return stored


def saved(page: Page) -> None:
    """Wait for the polite hint that a change is kept."""
    expect(page.locator("#saved")).to_have_text("Saved")


@pytest.mark.parametrize(
    ("choice", "field", "value"),
    [
        ("Off Left alone", "default", "off"),
        ("Low Only phrases", "sensitivity", "low"),
        ("High Mild", "sensitivity", "high"),
        ("Advisory", "tone", "advisory"),
        ("Warm", "tone", "warm"),
    ],
)
def test_a_choice_is_kept(open_page: Open, choice: str, field: str, value: str) -> None:
    page = open_page(OPTIONS)
    page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
    saved(page)
    assert settings(page)[field] == value


def test_settings_are_shown_as_they_are(open_page: Open) -> None:
    page = open_page(OPTIONS, local={"settings": scenes.KEPT}, origins=["*://*.shop.example/*"])
    for name in ("On sites I choose", "High", "Advisory"):
        expect(page.get_by_role("radio", name=re.compile(f"^{name}"))).to_be_checked()
    expect(page.get_by_role("switch", name="Flattery", exact=True)).not_to_be_checked()
    expect(page.get_by_role("switch", name="Urgency", exact=True)).to_be_checked()
    expect(page.get_by_role("switch", name="Softsell on localhost")).to_be_checked()
    expect(page.get_by_role("switch", name="Softsell on shop.example")).not_to_be_checked()
    expect(page.locator("#ignored-list li")).to_have_count(2)
    expect(page.locator("#version")).to_have_text("Softsell 0.1.0")


def test_every_tactic_has_a_switch_with_its_line(open_page: Open) -> None:
    page = open_page(OPTIONS)
    switches = page.locator("#tactics").get_by_role("switch")
    expect(switches).to_have_count(15)
    for line in page.locator("#tactics p").all_inner_texts():
        assert line
    page.get_by_role("switch", name="Shaming", exact=True).uncheck()
    saved(page)
    page.get_by_role("switch", name="Urgency", exact=True).uncheck()
    page.wait_for_function("Object.keys(chrome.storage.local.peek().settings.tactics).length === 2")
    assert settings(page)["tactics"] == {"urgency": False, "shaming": False}
    page.get_by_role("switch", name="Shaming", exact=True).check()
    page.wait_for_function("Object.keys(chrome.storage.local.peek().settings.tactics).length === 1")


def test_a_change_reaches_open_tabs_at_once(open_page: Open) -> None:
    page = open_page(OPTIONS, tabs=[scenes.TAB])
    page.get_by_role("switch", name="Mark phrases on the page").uncheck()
    saved(page)
    assert page.evaluate("chrome.test.told.map(({ kind }) => kind)") == ["settings-changed"]


def test_a_change_made_elsewhere_is_shown(open_page: Open) -> None:
    page = open_page(OPTIONS)
    page.evaluate("chrome.storage.local.set({ settings: { v: 1, tone: 'warm' } })")
    expect(page.get_by_role("radio", name=re.compile("^Warm"))).to_be_checked()


def test_sites_are_added_flipped_and_removed(open_page: Open) -> None:
    page = open_page(OPTIONS)
    field = page.get_by_label("Site to switch on or off")
    field.fill("https://www.Shop.example/mugs?page=2")
    page.get_by_role("button", name="Switch off").click()
    saved(page)
    assert settings(page)["sites"] == {"shop.example": "off"}
    expect(field).to_have_value("")
    switch = page.get_by_role("switch", name="Softsell on shop.example")
    switch.focus()
    switch.press("Space")
    page.wait_for_function("chrome.storage.local.peek().settings.sites['shop.example'] === 'on'")
    expect(switch).to_be_focused()
    page.get_by_role("button", name="Remove shop.example").click()
    page.wait_for_function("Object.keys(chrome.storage.local.peek().settings.sites).length === 0")
    expect(field).to_be_focused()


def test_what_is_no_site_is_refused_in_words(open_page: Open) -> None:
    page = open_page(OPTIONS)
    page.get_by_label("Site to switch on or off").fill("not a site")
    page.get_by_role("button", name="Switch on").click()
    expect(page.locator("#site-error")).to_contain_text("not the name of a site")
    assert settings(page) == {}


def test_sensitive_hosts_can_be_taken_off_put_back_and_added(open_page: Open) -> None:
    page = open_page(OPTIONS)
    page.get_by_text("Bank and payment").click()
    entry = page.get_by_role("button", name="paypal.com", exact=True)
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "false")
    assert settings(page)["sensitive"] == {"added": [], "removed": ["paypal.com"]}
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Address to leave alone").fill("portal.*")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Remove portal.*").click()
    page.wait_for_function("chrome.storage.local.peek().settings.sensitive.added.length === 0")
    assert settings(page)["sensitive"] == {"added": [], "removed": []}


@pytest.mark.parametrize("typed", ["*", "a b", "10.0.0.0/99"])
def test_a_wrong_address_is_refused_in_words(open_page: Open, typed: str) -> None:
    page = open_page(OPTIONS)
    page.get_by_label("Address to leave alone").fill(typed)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#sensitive-error")).to_contain_text("not an address")


def test_access_is_asked_for_by_choice_and_given_back_by_choice(open_page: Open) -> None:
    page = open_page(OPTIONS)
    page.get_by_role("radio", name=re.compile("^Everywhere")).check()
    saved(page)
    assert page.evaluate("chrome.test.permissions.asked") == ["<all_urls>"]
    assert page.evaluate("chrome.test.scripts()[0].matches") == ["<all_urls>"]
    page.get_by_role("radio", name=re.compile("^On sites I choose")).check()
    page.wait_for_function("chrome.test.permissions.origins.length === 0")
    page.get_by_label("Site Softsell may read").fill("shop.example")
    page.get_by_role("button", name="Allow", exact=True).click()
    page.wait_for_function("chrome.test.permissions.origins.length === 1")
    page.get_by_role("button", name="Remove shop.example").click()
    page.wait_for_function("chrome.test.scripts().length === 0")
    expect(page.get_by_role("radio", name=re.compile("^On sites I choose"))).to_be_checked()


def test_sites_that_went_with_everywhere_are_asked_for_again(open_page: Open) -> None:
    page = open_page(OPTIONS, origins=["*://*.shop.example/*", "<all_urls>"])
    page.get_by_role("radio", name=re.compile("^On sites I choose")).check()
    page.wait_for_function("chrome.test.permissions.asked.length === 1")
    expect(page.locator("#granted-list li")).to_contain_text("shop.example")
    assert page.evaluate("chrome.test.permissions.origins") == ["*://*.shop.example/*"]


def test_access_refused_by_the_browser_changes_nothing(open_page: Open) -> None:
    page = open_page(OPTIONS, answer=False)
    page.get_by_role("radio", name=re.compile("^Everywhere")).click()
    expect(page.locator("#grant-error")).to_contain_text("did not give that permission")
    expect(page.get_by_role("radio", name=re.compile("^Only when I click"))).to_be_checked()


def test_an_ignored_phrase_is_named_and_brought_back(open_page: Open) -> None:
    page = open_page(OPTIONS, local={"settings": scenes.KEPT})
    row = page.locator("#ignored-list li").first
    expect(row).to_contain_text("Fear of missing out on other.example")
    expect(row).to_contain_text("Feb 3, 2026")
    page.get_by_role("button", name="Mark again: Fear of missing out on other.example").click()
    expect(page.locator("#ignored-list li")).to_have_count(1)
    expect(page.locator("#ignored-list button")).to_be_focused()
    assert [one["id"] for one in settings(page)["ignored"]] == ["a"]


def test_settings_go_to_a_file_and_come_back(open_page: Open, tmp_path: Path) -> None:
    page = open_page(OPTIONS, local={"settings": scenes.KEPT})
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save to a file").click()
    file = tmp_path / "settings.json"
    coming.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["tone"] == "advisory"

    other = open_page(OPTIONS)
    other.locator("#import-file").set_input_files(file)
    expect(other.locator("#file-said")).to_have_text("Settings loaded from settings.json.")
    expect(other.get_by_role("switch", name="Flattery", exact=True)).not_to_be_checked()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "not JSON"),
        (b'{"a": 1}', "not a Softsell settings file"),
        (b'{"softsell": "settings", "v": 1, "tone": "rude"}', 'tone must be one of: "plain", "advisory", "warm"'),
        (b'{"softsell": "settings", "v": 1, "sites": {"a b": "on"}}', "sites.a b must name a site"),
        (b'{"softsell": "settings", "v": 1, "colour": "red"}', "colour is not one of the settings"),
        (b'{"softsell": "settings", "v": 7}', "newer Softsell"),
        (b" " * 1_000_001, "larger than 1 MB"),
        (bytes(range(256)), "not JSON"),
        (b"", "not JSON"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_changed(
    open_page: Open, content: bytes, words: str
) -> None:
    page = open_page(OPTIONS, local={"settings": scenes.KEPT})
    page.locator("#import-file").set_input_files(
        {"name": "mine.json", "mimeType": "application/json", "buffer": content}
    )
    error = page.locator("#file-error")
    expect(error).to_contain_text("mine.json was not loaded, and nothing has changed.")
    expect(error).to_contain_text(words)
    assert settings(page) == scenes.KEPT


def test_a_full_disk_is_told(open_page: Open) -> None:
    page = open_page(OPTIONS)
    page.evaluate("chrome.storage.local.fail = 1")
    page.get_by_role("radio", name=re.compile("^Warm")).click()
    expect(page.locator("#saved")).to_contain_text("could not store it")
    expect(page.get_by_role("radio", name=re.compile("^Plain"))).to_be_checked()


def test_reset_asks_first(open_page: Open) -> None:
    page = open_page(OPTIONS, local={"settings": scenes.KEPT})
    page.get_by_role("button", name="Reset …").click()
    page.keyboard.press("Escape")
    assert settings(page) == scenes.KEPT
    page.get_by_role("button", name="Reset …").click()
    expect(page.get_by_role("button", name="Keep my settings")).to_be_focused()
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator("#file-said")).to_have_text("Settings are as after install.")
    assert settings(page)["sites"] == {}
    expect(page.get_by_role("radio", name=re.compile("^Normal"))).to_be_checked()


def test_keys_are_shown_as_they_are(open_page: Open) -> None:
    page = open_page(OPTIONS)
    expect(page.locator("#keys dt").nth(1)).to_have_text("Alt+Shift+.")
    expect(page.locator("#keys dd").nth(1)).to_have_text("Go to the next phrase that presses")
    expect(page.locator("#keys dt").nth(3)).to_have_text("Not set")


def test_all_of_it_can_be_reached_by_keyboard(open_page: Open) -> None:
    page = open_page(OPTIONS)
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.name || ''"))
    wanted = {
        "tactic-urgency",
        "tactic-misleading",
        "highlight",
        "remember",
        "export",
        "import",
        "reset",
        "change-keys",
    }
    assert wanted <= reached
