"""The page changes: only what changed is read and asked about, and what went is forgotten."""

from __future__ import annotations

import itertools
import statistics
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser


def test_changed_text_is_asked_about_alone(inject: Inject) -> None:
    inject.open("<p>Calm</p><p id=a>Fine</p><ul><li>One</li><li>Two</li></ul>")
    inject.page.evaluate("a.firstChild.data = 'Hurry up'")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    inject.page.evaluate("a.innerHTML = 'Only <b>2</b> left'")
    inject.until("stub.sent.at(-1).findings?.[0]?.rule === 'en.scarcity.only-n-left'")
    assert inject.texts() == ["Calm", "Fine", "One", "Two", "Hurry up", "Only 2 left"]
    assert inject.painted() == ["Only 2 left"]


def test_what_comes_is_read_and_what_goes_is_forgotten(inject: Inject) -> None:
    inject.open("<p>Calm</p><main id=m><p>Only 2 left</p></main>")
    inject.page.evaluate("m.insertAdjacentHTML('beforeend', '<div><h2>More</h2><p>Hurry up</p></div>')")
    inject.until("stub.sent.at(-1).findings?.length === 2")
    inject.page.evaluate("m.firstChild.remove()")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    assert inject.painted() == ["Hurry up"]
    inject.page.evaluate("m.remove()")
    inject.until("stub.sent.at(-1).findings?.length === 0")
    assert inject.texts() == ["Calm", "Only 2 left", "More", "Hurry up"]
    assert inject.sent("report")[-1]["blocks"] == 1


@pytest.mark.parametrize(
    "inner",
    [
        f"only <hr id=x> 3 left{'<p>More</p>' * 5}",
        f"<span>only <hr id=x> 3 left{'<i></i>' * 5}</span>",
    ],
)
def test_words_come_together_when_what_parted_them_leaves(inject: Inject, inner: str) -> None:
    inject.open(f"<section>{inner}</section>")
    inject.page.evaluate("x.remove()")
    inject.settle()
    assert "only 3 left" in inject.texts()


def test_a_button_whose_words_leave_is_read_by_its_label(inject: Inject) -> None:
    inject.open(f"<button aria-label='Only 3 left'><div id=x>Calm</div>{'<i></i>' * 5}</button>")
    inject.page.evaluate("x.remove()")
    inject.settle()
    assert "Only 3 left" in inject.texts()


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        ("p.insertAdjacentHTML('afterbegin', '<span>Really </span>')", ["Really only 3 left"]),
        ("p.querySelector('b').remove()", ["only left"]),
        ("p.querySelector('b').style.display = 'none'", ["only left"]),
        ("p.querySelector('b').style.display = 'block'", ["only", "3", "left"]),
        ("p.querySelector('b').replaceWith(document.createElement('hr'))", ["only", "left"]),
        ("p.querySelector('b').setAttribute('contenteditable', '')", ["only left"]),
        (
            "p.querySelector('b').append(Object.assign(document.createElement('div'), { textContent: 'x' }))",
            ["only 3", "x", "left"],
        ),
        ("p.replaceWith('Bare text')", ["Bare text"]),
        ("p.lang = 'nb'", ["only 3 left"]),
    ],
)
def test_a_block_stays_whole_whatever_changes_in_it(inject: Inject, change: str, texts: list[str]) -> None:
    """What is read again after a change is what a first reading of the changed page gives."""
    inject.open("<body><p id=p>only <b>3</b> left</p><p>Other</p></body>")
    inject.page.evaluate(change)
    report = inject.settle()
    last = [text for text in inject.texts()[-1 - len(texts) :] if text != "only 1001 left"]
    assert sorted(last) == sorted(texts)
    assert report["blocks"] == len(texts) + 2


def test_text_asked_about_before_is_answered_from_memory(inject: Inject) -> None:
    inject.open("<div id=d><p>Only 3 left</p></div>")
    inject.page.evaluate("d.innerHTML = ''")
    inject.until("stub.sent.at(-1).findings?.length === 0")
    inject.page.evaluate("d.innerHTML = '<p>Only 3 left</p><p><i>Only</i> 3 left</p>'")
    inject.until("stub.sent.at(-1).findings?.length === 2")
    assert inject.texts() == ["Only 3 left"]
    assert inject.painted() == ["Only 3 left", "Only 3 left"]


def test_a_ticking_clock_keeps_its_mark_and_is_asked_about_now_and_then(inject: Inject) -> None:
    inject.open("<p>Hurry! Sale ends in <b id=c>00:10:00</b></p>")
    waited = inject.page.evaluate(
        """() => new Promise((resolve) => {
            const waited = [];
            const isMarked = () => [...CSS.highlights.values()].flatMap((h) => [...h])
                .some((range) => range.endContainer === c.firstChild);
            const tick = () => {
                let frames = 0;
                c.textContent = `00:09:${59 - waited.length}`;
                // After each frame from that on which shows the change: is the clock under a mark?
                const look = () => requestAnimationFrame(() => setTimeout(() => {
                    if (!isMarked()) {
                        frames += 1;
                        look();
                        return;
                    }
                    waited.push(frames);
                    waited.length < 15 ? setTimeout(tick, 400) : resolve(waited);
                }));
                look();
            };
            tick();
        })"""
    )
    assert statistics.median(waited) == 0
    assert inject.painted() == ["Hurry! Sale ends in 00:09:45"]
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks[0].text === 'Hurry! Sale ends in 00:09:45')")
    most = inject.js("2 + performance.now() / 2000")
    assert len(inject.sent("scan")) <= most
    assert len(inject.sent("report")) <= most


def test_text_that_shows_by_a_class_a_style_sheet_or_a_dialog_is_read(inject: Inject) -> None:
    inject.open(
        """<style>.tab { display: none } .two .tab { display: block }</style>
        <div id=tabs><p class=tab>Only 1 left</p></div>
        <dialog id=d><p>Only 2 left</p></dialog>
        <details id=e><summary>More</summary><p>Only 3 left</p></details>
        <div id=v popover><p>Only 4 left</p></div>
        <p class=late>Only 5 left</p><style id=s media=print>.late { display: none }</style>"""
    )
    assert inject.painted() == ["Only 5 left"]
    inject.page.evaluate("tabs.className = 'two'; d.showModal(); e.open = true; v.showPopover()")
    inject.until("stub.sent.at(-1).findings?.length === 5")
    inject.page.evaluate("tabs.className = ''; d.close(); e.open = false; v.hidePopover(); s.firstChild.data += ' '")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    inject.page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), "
        "{ textContent: '.late { display: none }' }))"
    )
    inject.until("stub.sent.at(-1).findings?.length === 0")
    inject.page.evaluate("document.head.lastElementChild.remove()")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    inject.page.evaluate("s.media = 'all'")
    inject.until("stub.sent.at(-1).findings?.length === 0")


def test_text_that_fades_in_is_read_when_it_shows(inject: Inject) -> None:
    inject.open(
        """<style>#f { opacity: 0; transition: opacity .3s } body.on #f { opacity: 1 }</style>
        <div id=f><p>Only 3 left</p></div>"""
    )
    assert inject.texts() == []
    inject.page.evaluate("document.body.className = 'on'")
    inject.until("stub.sent.at(-1).findings?.length === 1")


def test_a_new_address_in_the_same_document_starts_anew(inject: Inject) -> None:
    inject.open("<main id=m><p>Only 3 left</p></main><p>Hurry up</p>")
    page = inject.sent("report")[-1]["page"]
    inject.page.evaluate("history.pushState(null, '', '/next'); m.innerHTML = '<p>Calm</p>'")
    inject.until(f"stub.sent.some((m) => m.kind === 'report' && m.page !== '{page}')")
    assert [finding["text"] for finding in inject.reported()] == ["Hurry up"]
    assert inject.painted() == ["Hurry up"]
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks.some((b) => b.text === 'Calm'))")
    assert inject.texts() == ["Only 3 left", "Hurry up", "Calm"]
    now = inject.sent("report")[-1]["page"]
    inject.page.evaluate("location.hash = 'reviews'")
    inject.settle()
    assert inject.tell({"kind": "ping"}) == {"page": now}
    inject.page.evaluate("history.go(-2)")
    inject.until(f"stub.tell({{ kind: 'ping' }}).page !== '{now}'")


def test_a_page_that_comes_back_from_the_cache_is_reported_anew(inject: Inject) -> None:
    """The background has forgotten the page meanwhile, and may have been told to leave it alone."""
    inject.open("<p id=a>Only 3 left</p>")
    sent = inject.js("stub.sent.length")
    inject.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    inject.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    inject.until(f"stub.sent.slice({sent}).some((m) => m.kind === 'report')")
    assert [message["kind"] for message in inject.js(f"stub.sent.slice({sent})")] == ["hello", "scan", "report"]
    assert inject.painted() == ["Only 3 left"]
    inject.page.evaluate("a.textContent = 'Hurry up'")
    inject.until("stub.sent.at(-1).findings?.[0]?.text === 'Hurry up'")
    inject.js("stub.hello = { on: false, reason: 'site', settings: { highlight: true } }; 0")
    inject.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    inject.page.wait_for_function("CSS.highlights.size === 0")


def test_tabs_accordions_and_carousels_show_one_and_forget_the_other(inject: Inject) -> None:
    inject.open(
        """<style>
            .panel { max-height: 0; overflow: hidden; transition: max-height .1s } .panel.open { max-height: 99px }
            .slides { position: relative; width: 300px; height: 60px; overflow: hidden }
            .slide { position: absolute; visibility: hidden } .slide.on { visibility: visible }
        </style>
        <div role=tabpanel id=t1>Only 1 left</div><div role=tabpanel id=t2 hidden>Only 2 left</div>
        <div class='panel open' id=p1><p>Only 3 left</p></div><div class=panel id=p2><p>Only 4 left</p></div>
        <div class=slides><p class='slide on' id=s1>Only 5 left</p><p class=slide id=s2>Only 6 left</p></div>
        <details name=d open id=d1><summary>One</summary>Only 7 left</details>
        <details name=d id=d2><summary>Two</summary>Only 8 left</details>"""
    )
    assert [finding["text"] for finding in inject.reported()] == [f"Only {n} left" for n in (1, 3, 5, 7)]
    inject.page.evaluate(
        """() => {
            t1.hidden = true; t2.hidden = false; d2.open = true;
            for (const [from, to, name] of [[p1, p2, 'open'], [s1, s2, 'on']]) {
                from.classList.remove(name); to.classList.add(name);
            }
        }"""
    )
    even = [f"Only {n} left" for n in (2, 4, 6, 8)]
    inject.until(f"JSON.stringify(stub.sent.at(-1).findings?.map((f) => f.text)) === JSON.stringify({even})")


def test_a_virtual_list_that_reuses_its_rows_has_the_marks_of_what_it_shows(inject: Inject) -> None:
    inject.open("<ul id=u></ul><p>Fine</p>")
    inject.page.evaluate(
        """() => {
            globalThis.scrollTo = (from) => [...u.children].forEach((row, n) => {
                row.textContent = (from + n) % 5 ? `Row ${from + n}` : `Only ${from + n} left`;
            });
            u.append(...Array.from({ length: 20 }, () => document.createElement('li')));
            scrollTo(0);
        }"""
    )
    inject.until("stub.sent.at(-1).findings?.length === 4")
    for start in range(100, 1100, 100):
        inject.page.evaluate("(start) => scrollTo(start)", start)
    last = [f"Only {n} left" for n in range(1000, 1020, 5)]
    inject.until(f"JSON.stringify(stub.sent.at(-1).findings?.map((f) => f.text)) === JSON.stringify({last})")
    assert inject.painted() == last


def test_a_storm_of_changes_is_answered_in_few_messages(inject: Inject) -> None:
    """Threat T9: 1,000 nodes a second; never more than one request in the time that changes settle."""
    inject.open("<main id=m></main>")
    inject.js(
        "stub.times = []; stub.replies.scan = (m) => { stub.times.push(performance.now()); return stub.answer(m); }"
    )
    inject.page.evaluate(
        """() => new Promise((resolve) => {
            let n = 0;
            const timer = setInterval(() => {
                for (let k = 0; k < 16; k++) {
                    n += 1;
                    m.append(Object.assign(document.createElement('p'), { textContent: `Line ${n}` }));
                    if (m.childElementCount > 400) m.firstChild.remove();
                }
                if (n >= 3000) { clearInterval(timer); resolve(); }
            }, 16);
        })"""
    )
    inject.settle()
    times = inject.js("stub.times")
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert min(gaps) >= 140
    assert "Line 3000" in inject.texts()


def test_a_hidden_tab_waits_until_it_is_seen(inject: Inject) -> None:
    inject.load("<p id=a>Fine</p>")
    inject.page.evaluate(
        """() => {
            let hidden = false;
            Object.defineProperty(document, 'hidden', { get: () => hidden });
            globalThis.hide = (now) => { hidden = now; document.dispatchEvent(new Event('visibilitychange')); };
        }"""
    )
    inject.start("Object.defineProperty(Document.prototype, 'hidden', { get: () => stub.hidden === true })")
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    inject.js("stub.hidden = true")
    inject.page.evaluate("a.textContent = 'Hurry up'")
    inject.rest()
    assert inject.texts() == ["Fine"]
    inject.js("stub.hidden = false; document.dispatchEvent(new Event('visibilitychange')); 0")
    inject.until("stub.sent.at(-1).findings?.length === 1")
