"""The first run: one choice out of three, asked of the browser and told back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Open

WELCOME = "ui/welcome.html"


def test_only_when_i_click_asks_the_browser_for_nothing(open_page: Open) -> None:
    page = open_page(WELCOME)
    choice = page.get_by_role("button", name="Only when I click")
    choice.click()
    expect(page.locator("#done")).to_contain_text("click the Softsell button")
    expect(choice).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("chrome.test.permissions.asked") == []


def test_everywhere_asks_once_and_registers(open_page: Open) -> None:
    page = open_page(WELCOME)
    page.get_by_role("button", name="Everywhere").click()
    expect(page.locator("#done")).to_contain_text("the toolbar shows the score")
    assert page.evaluate("chrome.test.permissions.asked") == ["<all_urls>"]
    assert page.evaluate("chrome.test.scripts().length") == 1


def test_sites_are_named_one_after_the_other(open_page: Open) -> None:
    page = open_page(WELCOME)
    page.get_by_role("button", name="On sites I choose").press("Enter")
    field = page.get_by_label("Site Softsell may read")
    expect(field).to_be_focused()
    field.fill("no site at all")
    field.press("Enter")
    expect(page.locator("#site-error")).to_contain_text("not the name of a site")
    for site in ("shop.example", "other.example"):
        field.fill(site)
        field.press("Enter")
        expect(page.locator("#done")).to_contain_text(site)
    assert page.evaluate("chrome.test.scripts()[0].matches") == ["*://*.shop.example/*", "*://*.other.example/*"]


def test_a_no_of_the_browser_is_told_and_nothing_chosen(open_page: Open) -> None:
    page = open_page(WELCOME, answer=False)
    page.get_by_role("button", name="Everywhere").click()
    expect(page.locator("#done")).to_contain_text("nothing has changed")
    expect(page.get_by_role("button", name="Everywhere")).to_have_attribute("aria-pressed", "false")


def test_it_shows_what_was_chosen_before(open_page: Open) -> None:
    page = open_page(WELCOME, origins=["<all_urls>"])
    expect(page.get_by_role("button", name="Everywhere")).to_have_attribute("aria-pressed", "true")
