"""Nothing a page says leaves the browser, or stays on disk; what a person types is never read (T20, T24)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from tests.in_chromium import await_mark, browser_with, card_of, hover, press, read, report_of

from serving import serve

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

PAGES: Final = Path(__file__).parent / "pages"


def requests_in(netlog: Path) -> list[tuple[str, str]]:
    """Who asked for what, from Chromium's own log of its network: pairs of an origin (or none) and an address."""
    log = json.loads(netlog.read_text("utf-8", errors="replace"))
    start = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    events = (
        event["params"] for event in log["events"] if event["type"] == start and "url" in event.get("params", {})
    )
    return [(params.get("initiator", ""), params["url"]) for params in events]


def test_t20_the_browsers_log_of_its_network_holds_no_request_of_ours(
    playwright: Playwright, package: Path, shops: str, tmp_path: Path
) -> None:
    netlog = tmp_path / "netlog.json"
    with browser_with(playwright, package, tmp_path / "profile", [f"--log-net-log={netlog}"]) as extension:
        extension.switch_on(shops)
        tab = extension.open_tab()
        for path in ("shop/product.html", "calm.html", "cars.html"):
            read(extension, tab, f"{shops}/{path}")
        hover(tab.page, ".said b")
        press(tab.page, card_of(tab.page), "Not pressure here")
        extension.own.reload()
        report_of(extension, tab)
        origin = extension.url("").rstrip("/")
    requests = requests_in(netlog)

    by_shop = {url for initiator, url in requests if initiator == shops}
    assert f"{shops}/cars.svg" in by_shop, "the log tells who asked"
    assert all(url.startswith(shops) for url in by_shop), "the shops ask for their own files, as without us"
    assert [url for initiator, url in requests if initiator.startswith((origin, "chrome-extension:"))] == []
    assert {initiator for initiator, _ in requests} <= {shops, "not an origin", ""}, "the rest is the browser itself"


def test_t20_no_request_is_made_from_any_of_our_own_contexts(extension: Installed, tab: Tab, shops: str) -> None:
    made: list[str] = []
    extension.context.on("request", lambda request: made.append(request.url))
    report = read(extension, tab, f"{shops}/cars.html")
    assert report["findings"]
    popup = extension.context.new_page()
    popup.goto(extension.url(f"ui/popup.html?tab={tab.id}"))
    popup.locator("#result").wait_for()
    popup.close()

    elsewhere = [url for url in made if not url.startswith((shops, extension.url(""), "data:"))]
    assert elsewhere == []
    assert any(url.startswith(shops) for url in made)


def test_t20_no_page_text_stays_on_disk(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/calm.html")
    sentinel = "Only 3 zebrafinch left in stock"
    tab.page.evaluate("(text) => document.querySelector('main').append(text)", sentinel)
    await_mark(tab.page, "zebrafinch")
    assert "zebrafinch" in json.dumps(report_of(extension, tab)), "it was read and reported"
    tab.page.evaluate("document.querySelector('main').append(' Hurry, only 2 kestrels left in stock')")

    kept = extension.own.evaluate("chrome.storage.local.get()")
    assert "zebrafinch" not in json.dumps(kept)
    assert "127.0.0.1" in json.dumps(kept), "what is kept: the site a person switched on"
    assert extension.own.evaluate("chrome.storage.sync?.get().then(JSON.stringify) ?? '{}'") in {"{}", None}

    # The engine's snapshot is kept soon after its first start: before that there is nothing to look into.
    databases = extension.own.wait_for_function(
        """async () => {
            const found = [];
            const decoder = new TextDecoder('latin1');
            const holds = (value) => {
                if (value instanceof ArrayBuffer) value = new Uint8Array(value);
                if (!ArrayBuffer.isView(value)) return JSON.stringify(value)?.includes('zebrafinch') ?? false;
                const size = 1 << 22;
                for (let at = 0; at < value.byteLength; at += size - 64) {
                    const text = decoder.decode(new Uint8Array(value.buffer, value.byteOffset + at,
                        Math.min(size, value.byteLength - at)));
                    if (text.replaceAll('\\0', '').includes('zebrafinch')) return true;
                }
                return false;
            };
            for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done, failed) => {
                    const opening = indexedDB.open(name);
                    opening.onsuccess = () => done(opening.result);
                    opening.onerror = () => failed(opening.error);
                });
                for (const store of db.objectStoreNames) {
                    const all = await new Promise((done) => {
                        const reading = db.transaction(store).objectStore(store).getAll();
                        reading.onsuccess = () => done(reading.result);
                    });
                    for (const record of all) {
                        const values = [record, ...Object.values(record ?? {})];
                        found.push([name, store, values.some(holds)]);
                    }
                }
                db.close();
            }
            return found.length > 0 && found;
        }"""
    ).json_value()
    assert not any(holds for _, _, holds in databases), databases


def test_t24_what_a_person_types_and_what_is_hidden_never_leaves_the_page(extension: Installed, tab: Tab) -> None:
    extension.own.evaluate(
        "() => { window.said = []; chrome.runtime.onMessage.addListener((m) => { said.push(JSON.stringify(m)); }); }"
    )
    with serve(PAGES) as address:
        report = read(extension, tab, f"{address}/secrets.html")
        tab.page.locator("input[type=text]").fill("Hurry, only 7 left TYPED-input")
        tab.page.locator("textarea").fill("Hurry, only 7 left TYPED-textarea")
        tab.page.locator("[contenteditable=true]").click()
        tab.page.keyboard.type("Hurry, only 7 left TYPED-editable ")
        tab.page.evaluate("document.querySelector('#control').textContent = 'Hurry, only 4 left'")
        await_mark(tab.page, "only 4 left")
        report = report_of(extension, tab)

    said = "\n".join(extension.own.evaluate("said"))
    assert "Only 3 left in stock" in said, "what the page shows was read, so the ear works"
    assert "Hurry, only 4 left" in said
    assert "SECRET" not in said
    assert "TYPED" not in said
    assert all("4 left" in finding["context"] for finding in report["findings"]), report["findings"]
