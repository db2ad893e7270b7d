"""A page and its frames are one page to a shopper: one score, one list, and a card where the phrase stands."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest
from tests.e2e.test_popup import popup_of
from tests.in_chromium import read, report_of

from serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Frame

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

MARKS = "[...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0)"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with a frame of every kind, one of them from another origin."""
    folder = tmp_path_factory.mktemp("frames")
    with serve(folder) as address, serve(folder) as elsewhere:
        _write(folder, "inner.html", "<p>Only 4 left in stock</p>")
        _write(folder, "other.html", "<p>Hurry up before it is gone!</p>")
        _write(folder, "nest.html", '<p>Calm words about a lamp</p><iframe src="inner.html"></iframe>')
        _write(folder, "bottom.html", '<div style="height: 900px"></div><p id="low">Only 5 left in stock</p>')
        frames = (
            '<iframe id="nest" src="nest.html"></iframe>',
            f'<iframe id="other" src="{elsewhere}/other.html"></iframe>',
            f'<iframe id="srcdoc" srcdoc="{escape("<p>Selling fast, order now!</p>")}"></iframe>',
            '<iframe id="bottom" src="bottom.html" style="margin-top: 1500px"></iframe>',
        )
        _write(folder, "page.html", "<p>Only 2 left in stock</p>" + "".join(frames))
        yield f"{address}/page.html"


def _write(folder: Path, name: str, body: str) -> None:
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A lamp</title><body>{body}</body></html>'
    (folder / name).write_text(html, "utf-8")


def frame(tab: Tab, selector: str) -> Frame:
    """The frame that the element shows."""
    shown = tab.page.query_selector(selector)
    inside = shown.content_frame() if shown else None
    assert inside is not None
    return inside


def test_all_frames_make_one_report(extension: Installed, tab: Tab, pages: str) -> None:
    report = read(extension, tab, pages)
    texts = " | ".join(finding["text"] for finding in report["findings"])
    for phrase in ("2 left", "4 left", "5 left", "Hurry up", "Selling fast"):
        assert phrase in texts, texts
    assert sum(part["points"] for part in report["parts"]) == report["score"]
    assert sum(part["count"] for part in report["parts"]) == len(report["findings"])


def test_every_frame_has_its_own_marks(extension: Installed, tab: Tab, pages: str) -> None:
    read(extension, tab, pages)
    for selector in ("#other", "#srcdoc", "#bottom"):
        frame(tab, selector).wait_for_function(f"{MARKS} > 0")
    frame(tab, "#nest").child_frames[0].wait_for_function(f"{MARKS} > 0")
    assert frame(tab, "#nest").evaluate(MARKS) == 0


def test_a_click_in_the_popup_goes_into_the_frame(extension: Installed, tab: Tab, pages: str) -> None:
    read(extension, tab, pages)
    with popup_of(extension, tab) as popup:
        popup.locator("#findings button", has_text="5 left").click()
        tab.page.bring_to_front()
        frame(tab, "#bottom").wait_for_function(
            """() => {
                const { top, bottom } = low.getBoundingClientRect();
                const around = frameElement.getBoundingClientRect();
                return top >= 0 && bottom <= innerHeight && around.top + top >= 0
                    && around.top + bottom <= parent.innerHeight;
            }"""
        )


def test_the_card_opens_inside_the_small_frame_that_holds_the_phrase(
    extension: Installed, tab: Tab, pages: str
) -> None:
    read(extension, tab, pages)
    inside = frame(tab, "#other")
    inside.wait_for_function(f"{MARKS} > 0")
    inside.hover("p")
    inside.wait_for_function("() => document.documentElement.children.length === 3")
    assert tab.page.evaluate("document.documentElement.children.length") == 2


def test_what_a_frame_said_goes_with_the_frame(extension: Installed, tab: Tab, pages: str) -> None:
    before = read(extension, tab, pages)
    tab.page.evaluate("document.querySelector('#other').remove()")
    after = report_of(extension, tab, quiet=2)
    assert len(after["findings"]) < len(before["findings"])
    assert not any("Hurry" in finding["text"] for finding in after["findings"])
    assert sum(part["count"] for part in after["parts"]) == len(after["findings"])
    assert after["score"] < before["score"]
