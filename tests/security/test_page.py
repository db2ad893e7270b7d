"""What a page can learn of the extension, and do to it: next to nothing (T3, T4, T6)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.in_chromium import SITE, card_of, hover, marked, read, report_of, resting

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

# What the page itself can see of its own document and window.
VISIBLE: Final = """() => ({
    html: document.documentElement.outerHTML,
    keys: Object.getOwnPropertyNames(window).sort(),
    highlights: CSS.highlights.size,
    sheets: document.adoptedStyleSheets.length,
    fonts: document.fonts.size,
    body: Object.getOwnPropertyNames(document.body).sort(),
})"""


def everything(extension: Installed) -> Any:
    """All that the extension keeps."""
    return extension.own.evaluate(
        "async () => [await chrome.storage.local.get(), await chrome.storage.session.get(), "
        "await chrome.permissions.getAll(), await chrome.scripting.getRegisteredContentScripts()]"
    )


def test_t3_a_page_can_load_no_file_of_ours(extension: Installed, tab: Tab, shops: str, package: Path) -> None:
    assert "web_accessible_resources" not in json.loads((package / "manifest.json").read_text())
    files = sorted(str(path.relative_to(package)) for path in package.rglob("*") if path.is_file())
    known = [name for name in files if name.endswith((".html", ".js", ".json", ".css", ".png", ".svg", ".wasm"))]
    assert len(known) >= 20
    tab.page.goto(f"{shops}/calm.html")
    loaded = tab.page.evaluate(
        """async (urls) => {
            const tried = urls.map(async (url) => {
                const fetched = await fetch(url).then(() => true, () => false);
                const pictured = await new Promise((done) => {
                    const image = new Image();
                    image.onload = () => done(true);
                    image.onerror = () => done(false);
                    image.src = url;
                });
                const run = await import(url).then(() => true, () => false);
                return fetched || pictured || run ? [url] : [];
            });
            return (await Promise.all(tried)).flat();
        }""",
        [extension.url(name) for name in known],
    )
    assert loaded == []


def test_t4_a_page_without_a_finding_looks_the_same_with_and_without_us(
    extension: Installed, tab: Tab, shops: str
) -> None:
    read(extension, tab, f"{shops}/calm.html")
    with_it = tab.page.evaluate(VISIBLE)
    extension.ask("site-set", site=SITE, on=False)
    tab.page.goto(f"{shops}/calm.html")
    assert extension.settled(tab)["status"] == "off"
    assert tab.page.evaluate(VISIBLE) == with_it


def test_t4_with_findings_only_the_number_of_highlights_and_sheets_differs(
    extension: Installed, tab: Tab, shops: str
) -> None:
    read(extension, tab, f"{shops}/cars.html")
    with_it = tab.page.evaluate(VISIBLE)
    names = tab.page.evaluate("[...CSS.highlights.keys()]")
    extension.ask("site-set", site=SITE, on=False)
    tab.page.goto(f"{shops}/cars.html")
    assert extension.settled(tab)["status"] == "off"
    without = tab.page.evaluate(VISIBLE)

    assert with_it.pop("highlights") > 0 == without.pop("highlights")
    assert with_it.pop("sheets") == 1
    assert without.pop("sheets") == 0
    assert with_it == without

    extension.ask("site-set", site=SITE, on=True)
    read(extension, tab, f"{shops}/cars.html")
    assert not set(names) & set(tab.page.evaluate("[...CSS.highlights.keys()]")), "names differ from load to load"


def test_t6_messages_a_page_forges_reach_nobody(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/cars.html")
    report = report_of(extension, tab)
    kept = everything(extension)
    extension.own.evaluate(
        "() => { window.heard = []; chrome.runtime.onMessage.addListener((m) => { heard.push(m.kind); }); }"
    )
    reached = tab.page.evaluate(
        """async ({ id, site }) => {
            const messages = [
                { kind: 'site-set', site, on: false }, { kind: 'settings-reset' }, { kind: 'hello' },
                { kind: 'settings-set', patch: { default: 'off' } }, { kind: 'settings-changed' }, { kind: 'stop' },
                { kind: 'rescan' }, { kind: 'ignore', finding: { text: 'only two', rule: 'x', tactic: 'scarcity' } },
                { kind: 'hosts', mode: 'click', origins: [] }, { kind: 'ask', to: 'engine' },
                { kind: 'scan', page: 'x', lang: null, blocks: [] }, { kind: 'show', id: 'x', card: true },
            ].map((one) => ({ v: 1, ...one }));
            for (const message of messages) {
                window.postMessage(message, '*');
                window.postMessage(JSON.stringify(message), '*');
                for (const name of [message.kind, 'softsell', `softsell:${message.kind}`, 'message']) {
                    for (const target of [window, document, document.documentElement]) {
                        target.dispatchEvent(new CustomEvent(name, { detail: message, bubbles: true }));
                        target.dispatchEvent(new MessageEvent(name, { data: message, bubbles: true }));
                    }
                }
                new BroadcastChannel('softsell').postMessage(message);
            }
            const ways = [];
            for (const message of messages) {
                try {
                    ways.push(await chrome.runtime.sendMessage(id, message));
                } catch {
                    // No extension is open to this page, so there is no such function.
                }
            }
            // Messages of one kind come in the order they were sent: with the last one, all have been delivered.
            const delivered = (sender, listener) => new Promise((done) => {
                listener.addEventListener('message', ({ data }) => data === 'last' && done());
                sender.postMessage('last');
            });
            await delivered(window, window);
            await delivered(new BroadcastChannel('softsell'), new BroadcastChannel('softsell'));
            return [ways, typeof softsell, typeof browser];
        }""",
        {"id": extension.id, "site": SITE},
    )

    assert reached == [[], "undefined", "undefined"]
    assert report_of(extension, tab) == report
    assert extension.own.evaluate("heard") == [], "nothing was passed on"
    assert everything(extension) == kept
    assert marked(tab.page)


def test_t6_events_a_page_forges_press_no_button_of_ours(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/cars.html")
    rest = resting(extension, tab.page)
    tab.page.evaluate("""() => {
        const box = document.querySelector('.said b').getBoundingClientRect();
        const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, composed: true };
        for (const type of ['pointerover', 'pointermove', 'pointerdown', 'pointerup', 'click']) {
            document.querySelector('.said b').dispatchEvent(new PointerEvent(type, { ...at, pointerType: 'touch' }));
        }
    }""")
    rest()
    assert tab.page.evaluate("document.documentElement.children.length") == 2, "no card opened"
    hover(tab.page, ".said b")
    assert "only two" in card_of(tab.page).hard, "a real pointer opens one there"
