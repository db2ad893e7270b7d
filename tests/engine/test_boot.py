"""The engine of the built package in Chromium: it starts fast from the second time on, whatever befell the disk."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import browser_with

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Playwright
    from tests.engine.conftest import EngineBrowser, EnginePage

SCAN = {
    "v": 1,
    "kind": "scan",
    "lang": "en",
    "sensitivity": "high",
    "blocks": [{"i": 7, "text": "🔥 Hurry! Only 3 left in stock."}, {"i": 8, "text": "Plain oak, oiled."}],
}
DAMAGE = {
    "a byte flipped": "bytes[bytes.length >> 1] ^= 1; store.put(bytes, 'bytes');",
    "cut short": "store.put(bytes.slice(0, bytes.length >> 1), 'bytes');",
    "of an older build": "store.put({ ...head, buildId: 'older' }, 'head');",
    "half of it missing": "store.delete('bytes');",
}

SEND = "(message) => chrome.runtime.sendMessage(message)"
# Two engines at once: what one of them has read and is to drop, the other has replaced.
DROP = """async () => {
    const { dropSnapshot, keepSnapshot, readHead, readSnapshot } = await import('./snapshots.js');
    await keepSnapshot({ buildId: 'this', bytes: new Uint8Array([1, 2, 3, 4]) });
    const { head, bytes } = readSnapshot('another');
    const why = await bytes.catch(({ message }) => message);
    await keepSnapshot({ buildId: 'this', bytes: new Uint8Array([5, 6, 7, 8]) });
    await dropSnapshot(await head);
    const stays = [...await readSnapshot('this').bytes];
    await dropSnapshot(await readHead());
    return [why, stays, await readHead() ?? null];
}"""
# A transaction that never ends, behind which all others wait.
HOLD = """() => new Promise((held) => {
    indexedDB.open('engine').onsuccess = ({ target }) => {
        const store = target.result.transaction('snapshots', 'readwrite').objectStore('snapshots');
        const hold = () => {
            store.get('head').onsuccess = hold;
            held();
        };
        hold();
    };
})"""
SLOWEST_WRITE = 10  # seconds that a snapshot may take to write; a start waits for half of that to read one
WATCHDOG = 10  # seconds until the host gives up on a Worker that says nothing

pytestmark = pytest.mark.browser


def test_the_second_start_is_from_the_snapshot_and_finds_the_same(engine_browser: EngineBrowser) -> None:
    with engine_browser.started() as engine:
        assert engine.status()["state"] == "idle"
        first = engine.ask(SCAN)
        assert {finding["block"] for finding in first["findings"]} == {7}
        assert engine.ask(SCAN) == first
        assert engine.status() | {"startedMs": 0} == {
            "state": "ready",
            "boot": "cold",
            "startedMs": 0,
        }
        engine.kept()
    for _ in range(2):
        with engine_browser.started() as engine:
            assert engine.ask(SCAN) == first
            assert engine.status()["boot"] == "snapshot"


def test_a_start_that_is_closed_with_its_first_answer_makes_the_next_one_fast(engine: EnginePage) -> None:
    engine.restart()
    first = engine.ask(SCAN)
    engine.spoil("store.clear();")
    engine.restart()
    engine.ask(SCAN)
    assert engine.status()["boot"] == "cold"
    engine.restart()
    assert engine.ask(SCAN) == first
    assert engine.status()["boot"] == "snapshot"


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_bad_snapshot_costs_a_cold_start_and_is_replaced(engine: EnginePage, damage: str) -> None:
    engine.restart()
    first = engine.ask(SCAN)
    bad = engine.kept()
    engine.spoil(damage)

    engine.restart()
    assert engine.ask(SCAN) == first
    assert engine.status()["boot"] == "cold"
    engine.kept(other_than=bad)

    engine.restart()
    assert engine.ask(SCAN) == first
    assert engine.status()["boot"] == "snapshot"


def test_a_snapshot_that_another_engine_has_kept_since_is_not_dropped(engine: EnginePage) -> None:
    engine.restart()
    engine.ask(SCAN)
    assert engine.page.evaluate(DROP) == ["there is none of this build", [5, 6, 7, 8], None]


def test_a_storage_that_hangs_holds_a_start_up_for_seconds_alone(engine: EnginePage) -> None:
    engine.restart()
    first = engine.ask(SCAN)
    engine.kept()
    engine.restart()
    engine.page.evaluate(HOLD)
    asked = time.monotonic()
    with engine.page.expect_console_message(lambda message: "the storage does not answer" in message.text):
        engine.page.evaluate("json => void import('./host.js').then(({ ask }) => ask(json))", json.dumps(SCAN))
    assert time.monotonic() - asked < SLOWEST_WRITE
    assert engine.ask(SCAN) == first
    assert engine.status()["boot"] == "cold"


def test_a_worker_that_ends_is_missed_at_once_and_replaced(engine: EnginePage) -> None:
    engine.restart()
    first = engine.ask(SCAN)
    engine.kept()
    (worker,) = engine.page.workers
    with worker.expect_event("close"):
        worker.evaluate("void setTimeout(close)")
    asked = time.monotonic()
    assert engine.ask(SCAN) == first
    assert time.monotonic() - asked < WATCHDOG
    assert engine.status()["boot"] == "snapshot"


def test_the_engine_answers_the_background_and_no_page_in_a_tab(
    playwright: Playwright, package: Path, tmp_path: Path
) -> None:
    status = {"to": "engine", "v": 1, "kind": "status"}
    with browser_with(playwright, package, tmp_path) as extension:
        extension.worker.evaluate(
            "() => chrome.offscreen.createDocument({"
            "url: 'engine/offscreen.html', reasons: ['WORKERS'], justification: 'as the background does' })"
        )
        assert extension.worker.evaluate(SEND, status)["state"] == "idle"
        assert extension.worker.evaluate(SEND, status | {"v": 2}) is None
        assert extension.own.evaluate(SEND, status) is None
