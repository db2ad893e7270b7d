"""Pages that get in the way: no exception, no loop, and marks come back three times at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

# Every function and every accessor of the page's own world is wrapped, so that the page hears who asks.
LISTENING = """
    globalThis.heard = [];
    for (const owner of [Node, Element, HTMLElement, Document, ShadowRoot, Text, Range, EventTarget, Highlight,
         HighlightRegistry, CSSStyleSheet, MutationObserver]) {
        for (const [name, found] of Object.entries(Object.getOwnPropertyDescriptors(owner.prototype))) {
            if (name === 'constructor' || !found.configurable) continue;
            for (const kind of ['get', 'set', 'value']) {
                const own = found[kind];
                if (typeof own === 'function') {
                    found[kind] = function (...rest) {
                        if (globalThis.listening) {
                            globalThis.listening = false;
                            heard.push(`${owner.name}.${name}`);
                            globalThis.listening = true;
                        }
                        return Reflect.apply(own, this, rest);
                    };
                }
            }
            Object.defineProperty(owner.prototype, name, found);
        }
    }
    globalThis.listening = true;
"""


def test_a_page_that_wraps_every_function_hears_nothing_of_us(inject: Inject) -> None:
    inject.load(f"<p id=a>Only 3 left</p><p>Hurry up</p><script>{LISTENING}</script>")
    inject.start()
    inject.until("stub.sent.at(-1).findings?.length === 2")
    heard = inject.page.evaluate("() => { listening = false; return heard; }")
    assert heard == []
    assert inject.page.evaluate("CSS.highlights.size") > 0


BREAKING = """
    const no = () => { throw new Error('no'); };
    for (const name of ['getAttribute', 'hasAttribute', 'getBoundingClientRect', 'checkVisibility', 'matches']) {
        Element.prototype[name] = no;
    }
    for (const name of ['textContent', 'parentNode', 'nodeType', 'childNodes']) {
        Object.defineProperty(Node.prototype, name, { get: no, set: no });
    }
    Object.defineProperty(Document.prototype, 'adoptedStyleSheets', { get: no, set: no });
    HighlightRegistry.prototype.set = no;
    globalThis.Highlight = globalThis.StaticRange = globalThis.MutationObserver = globalThis.Map = no;
    globalThis.getComputedStyle = globalThis.setTimeout = globalThis.requestAnimationFrame = no;
    Array.prototype[Symbol.iterator] = Object.prototype.toString = no;
    Object.freeze(CSS.highlights); Object.freeze(CSS);
    Object.freeze(Object.prototype);
"""


def test_a_page_that_breaks_its_own_world_does_not_break_ours(inject: Inject) -> None:
    inject.load(f"<p id=a>Only 3 left</p><p>Hurry up</p><script>setTimeout(() => {{ {BREAKING} }})</script>")
    inject.start()
    inject.until("stub.sent.at(-1).findings?.length === 2")
    sizes = inject.js("[...CSS.highlights.values()].map((highlight) => highlight.size)")
    assert sum(sizes) == 2


CLOBBERED = [
    "parentNode", "nodeType", "localName", "firstChild", "nextSibling", "hasAttribute", "getAttribute", "textContent",
    "assignedSlot", "shadowRoot", "host", "contains", "matches", "classList", "isConnected", "parentElement",
    "children", "id", "attributes", "childElementCount", "getBoundingClientRect",
]  # fmt: skip


def test_fields_named_like_properties_neither_stop_nor_loop_us(inject: Inject) -> None:
    forms = "".join(
        f"<form><input name={name}><span class=in>£5</span><p class=in>Only {n} left</p></form>"
        for n, name in enumerate(CLOBBERED)
    )
    inject.open(f"<form><input name=size><p>Only 99 left</p></form>{forms}<p>Hurry up</p>")
    found = {finding["text"] for finding in inject.reported()}
    assert {"Only 99 left", "Hurry up"} <= found
    harmless = [
        n for n, name in enumerate(CLOBBERED) if name in {"parentNode", "nodeType", "assignedSlot", "host", "id"}
    ]
    assert {f"Only {n} left" for n in harmless} <= found
    assert inject.sent("report")[-1]["partial"] is True, "what a form hides is said to be unread"
    inject.page.evaluate("for (const one of document.querySelectorAll('.in')) one.firstChild.data += ' now';")
    inject.settle()
    assert "Hurry up" in {finding["text"] for finding in inject.reported()}
    inject.page.mouse.move(*inject.place("Only 99 left"))
    inject.page.wait_for_function("Document.prototype.querySelector.call(document, 'html').children.length === 3")


def test_images_named_like_properties_of_the_document_do_not_stop_us(inject: Inject) -> None:
    names = ["title", "documentElement", "hidden", "querySelector", "addEventListener", "adoptedStyleSheets", "body",
             "createElementNS", "designMode", "head", "defaultView", "activeElement", "querySelectorAll",
             "contentType", "getElementsByTagName", "elementsFromPoint", "createNodeIterator"]  # fmt: skip
    images = "".join(f"<img name={name}>" for name in names)
    box = "<b style='display: inline-block'>3</b>"
    inject.open(f"<html lang=en><title>Hurry up</title>{images}<p>Only {box} left</p></html>")
    assert [finding["text"] for finding in inject.reported()] == ["Hurry up", "Only 3 left"]
    assert inject.sent("scan")[0]["lang"] == "en"
    assert inject.painted() == ["Only 3 left"]
    inject.page.mouse.move(*inject.place("Only 3 left"))
    inject.page.wait_for_function("Document.prototype.querySelector.call(document, 'html').children.length === 3")


def test_a_page_that_removes_our_host_at_once_gets_no_fight(inject: Inject) -> None:
    inject.open(
        """<p>Only 3 left</p><p>Hurry up</p><script>
            globalThis.removed = 0;
            new MutationObserver((records) => records.forEach((record) => record.addedNodes.forEach((node) => {
                removed += 1;
                node.remove();
            }))).observe(document.documentElement, { childList: true });
        </script>"""
    )
    inject.page.mouse.move(*inject.place("Only 3 left"))
    inject.page.wait_for_function("removed === 1")
    inject.rest()
    inject.until(f"stub.beats[1000] >= {inject.js('stub.beats[1000] ?? 0')} + 2")
    inject.rest()
    assert inject.page.evaluate("removed") == 1
    inject.page.mouse.move(*inject.place("Hurry up"))
    inject.page.wait_for_function("removed === 2")
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]


def test_a_page_that_empties_our_marks_and_sheets_at_every_frame_wins_after_three(inject: Inject) -> None:
    inject.open("<p>Only 3 left</p>")
    seen = inject.page.evaluate(
        """() => new Promise((resolve) => {
            let seen = 0;
            const started = performance.now();
            const clear = () => {
                if (CSS.highlights.size > 0 || document.adoptedStyleSheets.length > 0) {
                    seen += 1;
                    for (const one of CSS.highlights.values()) one.clear();
                    CSS.highlights.clear();
                    document.adoptedStyleSheets = [];
                }
                performance.now() - started > 6000 ? resolve(seen) : requestAnimationFrame(clear);
            };
            clear();
        })"""
    )
    assert seen <= 1 + 3


def test_a_page_that_answers_every_mark_with_a_change_makes_no_loop(inject: Inject) -> None:
    """It watches its own highlights, and rewrites the phrase as soon as that is marked."""
    inject.open(
        "<p id=a>Only 3 left</p>",
        "stub.scans = []; stub.replies.scan = (m) => { stub.scans.push(performance.now()); return stub.answer(m); }",
    )
    inject.page.evaluate(
        """() => {
            let n = 3;
            const watch = () => {
                if ([...CSS.highlights.values()].some((one) => one.size > 0)) {
                    n += 1;
                    a.textContent = `Only ${n} left`;
                }
                requestAnimationFrame(watch);
            };
            watch();
        }"""
    )
    inject.until("stub.scans.length >= 8")
    scans = inject.js("stub.scans")
    # At once only the first time, as the number grows by a digit (twice), and once for its motion.
    assert len(scans) <= 4 + (scans[-1] - scans[0]) / 1900
