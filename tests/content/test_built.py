"""The shapes that only a browser's own extension world can show, with the built package in both browsers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.in_chromium import read
from tests.in_firefox import firefox, own_address

from browser import NoBrowserError, find_firefox
from serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>A lamp</title>
<style>#made::after { content: "Only 2 left in stock" }</style>
<x-open><b slot=n>3</b></x-open><div id=closed></div><x-late></x-late><p id=made></p>
<iframe srcdoc='<p>Only 6 left in stock</p>'></iframe><iframe id=blank></iframe><iframe id=blob></iframe>
<script>
    const open = document.querySelector('x-open').attachShadow({ mode: 'open' });
    open.innerHTML = '<p>Only <slot name=n></slot> left in stock</p>';
    const closed = document.querySelector('#closed').attachShadow({ mode: 'closed' });
    closed.innerHTML = '<div></div>';
    closed.firstChild.attachShadow({ mode: 'closed' }).innerHTML = '<p>Only 4 left in stock</p>';
    document.querySelector('#blank').contentDocument.body.innerHTML = '<p>Only 7 left in stock</p>';
    const text = new Blob(['<p>Only 8 left in stock</p>'], { type: 'text/html' });
    document.querySelector('#blob').src = URL.createObjectURL(text);
    setTimeout(() => {
        const late = document.querySelector('x-late').attachShadow({ mode: 'closed' });
        late.innerHTML = '<p>Only 5 left in stock</p>';
    }, 2500);
</script>"""
FOUND = [f"Only {n} left in stock" for n in range(2, 9)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shapes")
    (folder / "page.html").write_text(PAGE, "utf-8")
    with serve(folder) as address:
        yield f"{address}/page.html"


def phrases(report: dict[str, Any]) -> list[str]:
    return sorted(finding["text"] for finding in report["findings"])


def test_closed_and_late_roots_and_frames_without_address_are_read_in_chromium(
    extension: Installed, tab: Tab, page: str
) -> None:
    read(extension, tab, page)
    extension.own.wait_for_function(
        """async ([tabId, count]) => {
            const state = await chrome.runtime.sendMessage({ v: 1, kind: 'state', tabId });
            return state.report?.findings.length === count;
        }""",
        arg=[tab.id, len(FOUND)],
    )
    assert phrases(extension.settled(tab)["report"]) == FOUND


def test_closed_and_late_roots_and_frames_without_address_are_read_in_firefox(
    built: Path, page: str, tmp_path: Path
) -> None:
    try:
        browser = find_firefox()
    except NoBrowserError as missing:
        pytest.skip(str(missing))
    package = built / "firefox"
    extension_id = json.loads((package / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
    with firefox(browser, tmp_path, extension_id) as driven:
        driven.install(package, extension_id)
        welcome = driven.find_tab(own_address("ui/welcome.html"))
        driven.until(welcome, "document.querySelector('#everywhere')?.innerText.length > 0")
        driven.click(welcome, "#everywhere")
        driven.until(welcome, "document.querySelector('#everywhere').getAttribute('aria-pressed') === 'true'")
        site_on = "browser.runtime.sendMessage({ v: 1, kind: 'site-set', site: '127.0.0.1', on: true })"
        assert driven.run(welcome, site_on) == {"ok": True}
        driven.tab(page)
        tab_of = "browser.tabs.query({}).then((all) => all.find((tab) => tab.url?.endsWith('/page.html')).id)"
        state = f"browser.runtime.sendMessage({{ v: 1, kind: 'state', tabId: {driven.run(welcome, tab_of)} }})"
        found = f"({state}).then((state) => state.report?.findings.map((finding) => finding.text).sort())"
        driven.until(welcome, f"({found}).then((texts) => texts?.length === {len(FOUND)})", seconds=40)
        assert driven.run(welcome, found) == FOUND
