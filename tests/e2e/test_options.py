"""Options: a change reaches open tabs at once, files are taken or refused whole, reset resets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import SITE, await_mark, await_no_mark, marked, read, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser


@pytest.fixture
def lot(extension: Installed, tab: Tab, shops: str) -> Tab:
    """The car lot, read and marked."""
    read(extension, tab, f"{shops}/cars.html")
    return tab


def test_a_tactic_switched_off_is_unmarked_and_uncounted_at_once(lot: Tab, extension: Installed) -> None:
    before = report_of(extension, lot)
    switch = extension.own.locator("#tactic-scarcity")
    switch.click()
    await_no_mark(lot.page, "only two")
    after = report_of(extension, lot)
    assert "scarcity" not in {part["tactic"] for part in after["parts"]}
    assert after["score"] < before["score"]
    assert any("price goes up" in text for text in marked(lot.page)), "the other tactics stay"

    switch.click()
    await_mark(lot.page, "only two")
    assert report_of(extension, lot)["score"] == before["score"]


def test_sensitivity_decides_what_is_listed_and_counted(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/shop/product.html")
    listed, scores = {}, {}
    for step in ("low", "normal", "high"):
        extension.own.locator(f"#sensitivity-{step}").check()
        extension.own.wait_for_function(
            "async (step) => (await chrome.storage.local.get('settings')).settings.sensitivity === step", arg=step
        )
        report = report_of(extension, tab, quiet=1)
        listed[step] = {(finding["block"], finding["rule"]) for finding in report["findings"]}
        scores[step] = report["score"]

    assert listed["low"] < listed["normal"] < listed["high"]
    assert scores["low"] < scores["normal"] <= scores["high"]


def test_marks_can_be_switched_off_alone(lot: Tab, extension: Installed) -> None:
    before = report_of(extension, lot)
    extension.own.locator("#highlight").click()
    lot.page.wait_for_function("() => CSS.highlights.size === 0")
    assert report_of(extension, lot)["score"] == before["score"]


def test_the_default_decides_where_nothing_else_is_said(lot: Tab, extension: Installed) -> None:
    extension.own.locator("#default-off").check()
    assert marked(lot.page), "a site that was switched on by name stays on"
    extension.ask("site-set", site=SITE, on=None)
    lot.page.wait_for_function("() => CSS.highlights.size === 0")


def test_settings_go_to_a_file_and_back(lot: Tab, extension: Installed, tmp_path: Path) -> None:
    options = extension.own
    options.locator("#tactic-scarcity").click()
    await_no_mark(lot.page, "only two")
    with options.expect_download() as saved:
        options.locator("#export").click()
    path = tmp_path / "settings.json"
    saved.value.save_as(path)
    assert saved.value.suggested_filename == "softsell-settings.json"

    options.locator("#reset").click()
    options.locator("#confirm-reset button[value=yes]").click()
    options.wait_for_function("() => document.querySelector('#tactic-scarcity').checked")
    lot.page.wait_for_function("() => CSS.highlights.size === 0")  # after install, this site is off

    options.locator("#import-file").set_input_files(path)
    await_mark(lot.page, "price goes up")
    assert "only two" not in " ".join(marked(lot.page))
    assert not options.locator("#tactic-scarcity").is_checked()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not JSON"),
        ('["softsell"]', "not a Softsell settings file"),
        ("", "not JSON"),
        ("SENSITIVITY", "sensitivity"),
        ("UNKNOWN", "colour"),
    ],
)
def test_a_bad_file_changes_nothing_and_says_why(
    lot: Tab, extension: Installed, tmp_path: Path, content: str, told: str
) -> None:
    good = json.loads(extension.ask("settings-export")["json"])
    if content == "SENSITIVITY":
        content = json.dumps({**good, "tactics": {"scarcity": False}, "sensitivity": "loud"})
    elif content == "UNKNOWN":
        content = json.dumps({**good, "colour": "red"})
    before = extension.ask("settings-get")["settings"]
    path = tmp_path / "bad.json"
    path.write_text(content)

    extension.own.reload()  # without what was said about an earlier file
    extension.own.locator("#import-file").set_input_files(path)
    extension.own.wait_for_function("() => document.querySelector('#file-error').textContent !== ''")

    error = extension.own.inner_text("#file-error")
    assert "bad.json" in error
    assert told in error
    assert extension.ask("settings-get")["settings"] == before
    assert any("only two" in text for text in marked(lot.page))
