"""How the content scripts start, talk to the background, take turns with the page, and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.soak.tracing import traced

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

PAGE = "<p id=a>Only 3 left</p><p>Hurry up</p>"


def test_where_it_is_off_nothing_is_read_until_it_is_switched_on(inject: Inject) -> None:
    inject.load(PAGE)
    inject.start("stub.hello = { on: false, reason: 'site', settings: { highlight: true } }")
    inject.until("stub.sent.length === 1")
    assert inject.tell({"kind": "ping"}) == {"page": ""}
    inject.page.evaluate("a.append('!')")
    inject.js("stub.hello.on = true; stub.tell({ v: 1, kind: 'settings-changed' }); 0")
    inject.until("stub.sent.at(-1).findings?.length === 2")
    assert [message["kind"] for message in inject.js("stub.sent")] == ["hello", "hello", "scan", "report"]

    inject.js("stub.hello.on = false; stub.tell({ v: 1, kind: 'settings-changed' }); 0")
    inject.page.wait_for_function("CSS.highlights.size === 0")


def test_changed_settings_ask_anew_and_keep_the_marks_meanwhile(inject: Inject) -> None:
    inject.open(PAGE)
    inject.js(
        """stub.replies.scan = (message) => new Promise((resolve) => { stub.release = () => {
            stub.rules = stub.rules.filter((rule) => rule.tactic !== 'urgency');
            resolve(stub.answer(message));
        }; });
        stub.tell({ v: 1, kind: 'settings-changed' }); 0"""
    )
    inject.until("stub.release !== undefined")
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]
    inject.js("stub.release(); 0")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    assert inject.painted() == ["Only 3 left"]
    assert inject.texts() == ["Only 3 left", "Hurry up"] * 2


def test_what_was_asked_before_the_settings_changed_is_asked_anew(inject: Inject) -> None:
    inject.load(PAGE)
    inject.start(
        """stub.replies.scan = (message) => new Promise((resolve) => {
            const before = stub.answer(message);
            stub.release = () => { delete stub.replies.scan; resolve(before); };
        })"""
    )
    inject.until("stub.release !== undefined")
    inject.js(
        """stub.rules = stub.rules.filter((rule) => rule.tactic !== 'urgency');
        stub.tell({ v: 1, kind: 'settings-changed' }); 0"""
    )
    inject.until("stub.sent.filter((m) => m.kind === 'hello').length === 2")
    inject.rest()
    inject.js("stub.release(); 0")
    inject.until("stub.sent.at(-1).findings?.length === 1")
    assert inject.painted() == ["Only 3 left"]
    assert inject.texts() == ["Only 3 left", "Hurry up"] * 2


def test_a_rescan_reads_everything_anew(inject: Inject) -> None:
    inject.open(PAGE)
    page = inject.sent("report")[0]["page"]
    inject.tell({"kind": "rescan"})
    inject.until(f"stub.sent.at(-1).kind === 'report' && stub.sent.at(-1).page !== '{page}'")
    assert inject.texts() == ["Only 3 left", "Hurry up"] * 2
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]


def test_loaded_twice_it_runs_once(inject: Inject) -> None:
    """Threat T27."""
    inject.open(PAGE)
    inject.load_scripts()
    inject.until("stub.sent.filter((m) => m.kind === 'report').length === 2")
    assert inject.js("stub.listeners.size") == 1
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]
    assert inject.page.evaluate("document.adoptedStyleSheets.length") == 1


def test_when_the_extension_goes_from_under_it_all_of_it_goes(inject: Inject) -> None:
    """Threat T27: updated, reloaded or removed while the page stays open."""
    inject.load(PAGE)
    before = inject.page.evaluate("document.documentElement.outerHTML")
    inject.start()
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    inject.page.mouse.move(*inject.place("Hurry up"))
    inject.page.wait_for_function("document.documentElement.children.length === 3")
    inject.js("stub.alive = false; 0")
    inject.page.wait_for_function("CSS.highlights.size === 0 && document.adoptedStyleSheets.length === 0")
    assert inject.page.evaluate("document.documentElement.outerHTML") == before
    assert inject.js("stub.listeners.size") == 0
    asked = inject.js("stub.asked")
    inject.page.evaluate("a.textContent = 'Hurry up now'")
    inject.rest()
    assert inject.js("stub.asked") == asked


@pytest.mark.parametrize(
    "failure", ["throw new Error('The message port closed before a response')", "return undefined"]
)
def test_a_lost_answer_is_asked_for_once_more(inject: Inject, failure: str) -> None:
    """Threat T15: the service worker went between request and reply."""
    inject.open(
        PAGE,
        f"stub.replies.scan = (m) => {{ stub.lost = (stub.lost ?? 0) + 1; if (stub.lost === 1) {{ {failure} }}"
        " return stub.answer(m); }",
    )
    assert inject.js("stub.lost") == 2
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]


def test_an_engine_that_fails_at_first_is_asked_again_on_a_page_at_rest(inject: Inject) -> None:
    inject.open(
        PAGE,
        "stub.lost = 0; stub.replies.scan = (m) => (stub.lost += 1) === 1 ? { error: 'starting' } : stub.answer(m);",
    )
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]


def test_a_background_that_fails_at_first_is_asked_again_whether_to_read(inject: Inject) -> None:
    inject.open(
        PAGE,
        "stub.lost = 0; stub.replies.hello = (m) => (stub.lost += 1) === 1 ? { error: 'no' } : stub.answer(m);",
    )
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]


def test_after_an_error_the_page_stays_as_it_is_and_the_next_change_asks_again(inject: Inject) -> None:
    inject.load(PAGE)
    inject.start("stub.replies.scan = () => ({ error: 'the engine is broken' })")
    inject.until("stub.sent.filter((m) => m.kind === 'scan').length === 4")
    inject.rest()
    assert inject.page.evaluate("CSS.highlights.size") == 0
    assert inject.sent("report") == []
    assert len(inject.sent("scan")) == 4
    inject.js("delete stub.replies.scan; 0")
    inject.page.evaluate("document.body.append('More')")
    inject.until("stub.sent.at(-1).findings?.length === 2")


def test_a_report_that_failed_is_sent_again_without_a_change_of_the_page(inject: Inject) -> None:
    inject.open(
        PAGE,
        "stub.lost = 0; stub.replies.report = (m) => (stub.lost += 1) === 1 ? { error: 'no room' } : stub.answer(m);",
    )
    inject.until("stub.lost === 2")
    inject.rest()
    first, second = inject.sent("report")
    assert first == second
    assert len(second["findings"]) == 2


def test_a_report_that_always_fails_is_given_up_until_the_page_changes(inject: Inject) -> None:
    inject.open(PAGE, "stub.replies.report = () => ({ error: 'no room' })")
    inject.until("stub.sent.filter((m) => m.kind === 'report').length === 4")
    inject.rest()
    assert len(inject.sent("report")) == 4
    inject.js("delete stub.replies.report; 0")
    inject.page.evaluate("document.body.append('Only 2 left')")
    inject.until("stub.sent.at(-1).findings?.length === 3")


def test_only_the_extension_itself_is_heard(inject: Inject) -> None:
    """Threat T6: not other extensions, and not content scripts of other tabs."""
    inject.open(PAGE)
    for sender in ("{ id: 'other' }", "{ id: 'ours', tab: { id: 1 } }", "{}"):
        assert inject.js(f"stub.tell({{ v: 1, kind: 'ping' }}, {sender})") is None
        inject.js(f"stub.tell({{ v: 1, kind: 'stop' }}, {sender}); 0")
    inject.js("for (const odd of [null, 7, 'stop', {}, { kind: 7 }, { kind: 'constructor' }]) stub.tell(odd); 0")
    assert inject.tell({"kind": "ping"})["page"] != ""
    assert sorted(inject.painted()) == ["Hurry up", "Only 3 left"]


def test_findings_that_do_not_fit_their_block_are_dropped(inject: Inject) -> None:
    inject.open(
        "<p>Only 3 left</p>",
        """stub.replies.scan = (message) => {
            const reply = stub.answer(message);
            const [good] = reply.findings;
            const spans = [[5, 500], [-1, 3], [4, 4], [6, 2]];
            reply.findings.push(...spans.map(([start, end]) => ({ ...good, start, end })), { ...good, block: 99 });
            return reply;
        }""",
    )
    assert inject.painted() == ["Only 3 left"]
    assert len(inject.reported()) == 1


def test_long_work_goes_in_slices_with_the_page_in_between(inject: Inject) -> None:
    """Threats T9 and T10: nobody's click waits for us."""
    inject.load("<main id=m></main>")
    inject.page.evaluate(
        """() => {
            m.innerHTML = '<div><p>A calm <b>line</b> of <i>text</i></p><ul><li>One</li></ul></div>'.repeat(8000);
            m.offsetHeight;
        }"""
    )
    with traced(inject) as figures:
        inject.start(
            """stub.slices = 0;
            const post = scheduler.postTask.bind(scheduler);
            scheduler.postTask = (task) => {
                stub.slices += 1;
                return post(task);
            }"""
        )
        inject.until("stub.sent.at(-1).kind === 'report' && stub.sent.at(-1).blocks > 15000")
    count = inject.js("stub.slices")
    assert count > 3
    slices = sorted(figures.spent)[-count:]
    assert slices[count // 2] < 12
