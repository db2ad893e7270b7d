"""Every page and state under axe, light and dark, at high contrast and in narrow windows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from . import scenes
from .conftest import messages_of
from .test_locales import LOCALES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Open

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
NO_SCRIPT = {**scenes.TAB, "script": False}
BROKEN = {"status": {"state": "broken", "detail": "The engine stopped three times."}}

VIEWS: dict[str, tuple[str, dict[str, Any]]] = {
    "popup hard": ("ui/popup.html?tab=1", {"tabs": [scenes.TAB], "session": scenes.HARD_PAGE}),
    "popup calm": ("ui/popup.html?tab=1", {"tabs": [scenes.TAB], "session": scenes.CALM_PAGE}),
    "popup full": ("ui/popup.html?tab=1", {"tabs": [scenes.TAB], "session": scenes.FULL_PAGE}),
    "popup off": (
        "ui/popup.html?tab=1",
        {"tabs": [scenes.TAB], "local": {"settings": {"sites": {"shop.example": "off"}}}},
    ),
    "popup not allowed": ("ui/popup.html?tab=1", {"tabs": [NO_SCRIPT], "local": {"settings": {"hosts": "sites"}}}),
    "popup not possible": ("ui/popup.html?tab=1", {"tabs": [{"id": 1, "url": "chrome://settings"}]}),
    "popup starting": ("ui/popup.html?tab=1", {"tabs": [scenes.TAB]}),
    "popup broken": ("ui/popup.html?tab=1", {"tabs": [scenes.TAB], "engine": BROKEN}),
    "options": ("ui/options.html", {"local": {"settings": scenes.KEPT}, "origins": ["*://*.shop.example/*"]}),
    "welcome": ("ui/welcome.html", {}),
}


def complaints(page: Page) -> list[str]:
    """What axe finds, best practices included, by rule and element."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page: Open, view: str, scheme: str) -> None:
    path, scene = VIEWS[view]
    page = open_page(path, look={"color_scheme": scheme, "reduced_motion": "reduce"}, **scene)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert complaints(page) == []


@pytest.mark.parametrize("view", ["options", "welcome"])
def test_narrow_windows_need_no_sideways_scrolling(open_page: Open, view: str) -> None:
    path, scene = VIEWS[view]
    page = open_page(path, look={"viewport": {"width": 320, "height": 640}}, **scene)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("view", ["popup starting", "popup hard"])
def test_nothing_moves_when_motion_is_unwanted(open_page: Open, view: str) -> None:
    path, scene = VIEWS[view]
    page = open_page(path, look={"reduced_motion": "reduce"}, **scene)
    assert page.evaluate("document.getAnimations().length") == 0


def test_without_colours_of_its_own_the_switch_still_tells_on_from_off(open_page: Open) -> None:
    path, scene = VIEWS["options"]
    page = open_page(path, look={"forced_colors": "active"}, **scene)
    paint = "(id) => getComputedStyle(document.getElementById(id)).backgroundColor"
    assert page.evaluate(paint, "tactic-urgency") != page.evaluate(paint, "tactic-flattery")


def spilt(page: Page) -> list[str]:
    """What is wider than its box, and what button needs more than one line for its label."""
    return list(
        page.evaluate(
            """() => {
                const lines = (one) => {
                    const label = document.createRange();
                    label.selectNodeContents(one);
                    const middles = [...label.getClientRects()].filter((box) => box.width > 1)
                        .map((box) => (box.top + box.bottom) / 2);
                    return Math.max(...middles) - Math.min(...middles) > 10 ? 2 : 1;
                };
                return [...document.querySelectorAll('button, h1, h2, h3, summary, label, p')]
                    .filter((one) => one.checkVisibility() && one.id !== 'site' && !one.classList.contains('unseen')
                        && getComputedStyle(one).display !== 'inline')
                    .filter((one) => one.scrollWidth > one.clientWidth + 1
                        || (one.tagName === 'BUTTON' && !one.childElementCount && lines(one) > 1))
                    .map((one) => one.outerHTML.slice(0, 160));
            }"""
        )
    )


@pytest.mark.parametrize("locale", [name for name in LOCALES if name != "en"])
@pytest.mark.parametrize("view", ["popup hard", "popup full", "options", "welcome"])
def test_other_languages_fit(open_page: Open, view: str, locale: str) -> None:
    path, scene = VIEWS[view]
    page = open_page(path, locale=locale, **scene)
    assert page.evaluate("document.documentElement.lang") == locale
    assert spilt(page) == []


def test_a_label_too_long_for_its_button_is_noticed(open_page: Open) -> None:
    path, scene = VIEWS["popup hard"]
    messages = messages_of("de")
    messages["popup_copy"] = "Den vollständigen Bericht über diese Seite in die Zwischenablage kopieren"
    page = open_page(path, locale="de", messages=messages, **scene)
    assert any("Zwischenablage" in button for button in spilt(page))
