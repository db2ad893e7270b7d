"""What comes up over the page is seen, asked about once, and told of when the visitor closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.content.inject import Card

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

SHOP = "<html lang=en><title>Lamps</title><h1>Lamps</h1><p>Made of brass.</p><button id=read>Read</button>"
VEIL = "<div id=veil style='position: fixed; inset: 0; background: #888' hidden>"
LETTER = f"{VEIL}<h2>News</h2><p>Get our letter.</p><button id=no>No thanks</button><b id=x>×</b></div>"
SHOW = "document.getElementById('veil').hidden = false"
HIDE = "document.getElementById('veil').hidden = true"

# A prompt is a pitch whose heading is marked; hearing of one closed changes nothing.
ANSWERS = """
stub.replies.prompt = (message) => ({ asks: true, findings: message.closed ? [] : [{
    block: message.prompt.blocks[0].i, start: 0, end: 4, text: 'News', context: 'News', tactic: 'nagging',
    claim: 'nagging.reconsider', rule: 'en.nagging.prompt-subscribe', lang: 'en', strength: 0.6, why: 'Asks again.',
    alternative: 'Our letter', facts: [], evidence: ['This was asked again after you said no.'],
}] });
"""


def asked(inject: Inject) -> list[dict[str, Any]]:
    """The messages about prompts."""
    found: list[dict[str, Any]] = inject.js("stub.sent.filter((m) => m.kind === 'prompt')")
    return found


def come(inject: Inject, count: int = 1) -> dict[str, Any]:
    """Let the letter come up, and wait until the engine was asked about it."""
    inject.page.evaluate(SHOW)
    inject.until(f"stub.sent.filter((m) => m.kind === 'prompt').length === {count}")
    return asked(inject)[-1]


MARKED = "stub.sent.filter((m) => m.kind === 'report').at(-1).findings.length > 0"
GONE = "stub.sent.filter((m) => m.kind === 'report').at(-1).findings.length === 0"


def test_what_comes_up_by_itself_is_asked_about_and_marked(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    assert asked(inject) == []
    prompt = come(inject)["prompt"]
    assert [block["text"] for block in prompt["blocks"]] == ["News", "Get our letter.", "No thanks", "×"]
    assert (prompt["opened"], prompt["dialog"], prompt["password"]) == ("first", True, False)
    assert 0 < prompt["cover"] <= 1
    inject.until("stub.sent.some((m) => m.kind === 'report' && m.findings.some((f) => f.tactic === 'nagging'))")
    assert inject.painted() == ["News"]


@pytest.mark.parametrize(
    ("act", "control"),
    [
        ("#no", "No thanks"),
        ("#x", "×"),
        ("Escape", None),
    ],
)
def test_closing_it_tells_by_what(inject: Inject, act: str, control: str | None) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    come(inject)
    inject.until(MARKED)
    inject.page.evaluate(f"addEventListener('{'keydown' if act == 'Escape' else 'click'}', () => {{ {HIDE} }})")
    if act == "Escape":
        inject.page.keyboard.press(act)
    else:
        inject.page.click(act)
    inject.until("stub.sent.filter((m) => m.kind === 'prompt').length === 2")
    assert asked(inject)[-1]["closed"] == {"control": control}
    inject.until(GONE)


def test_what_goes_by_itself_was_not_closed(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    come(inject)
    inject.until(MARKED)
    inject.page.evaluate(HIDE)
    inject.until(GONE)
    come(inject, 2)
    assert "closed" not in asked(inject)[-1]


def test_what_is_added_to_a_prompt_is_no_second_asking(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    come(inject)
    inject.until(MARKED)
    inject.page.evaluate("document.getElementById('veil').insertAdjacentHTML('beforeend', '<p>Today only.</p>')")
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks.some((b) => b.text === 'Today only.'))")
    inject.rest()
    assert len(asked(inject)) == 1


def test_a_forged_press_closes_nothing(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    come(inject)
    inject.until(MARKED)
    inject.page.evaluate(f"document.getElementById('no').click(); {HIDE}")
    inject.until(GONE)
    come(inject, 2)
    assert "closed" not in asked(inject)[-1]


def test_what_the_visitor_opens_is_by_an_act(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    inject.page.evaluate(f"document.getElementById('read').onclick = () => {{ {SHOW} }}; 0")
    inject.page.click("#read")
    inject.until("stub.sent.some((m) => m.kind === 'prompt')")
    assert asked(inject)[0]["prompt"]["opened"] == "act"


def test_it_comes_again_in_the_press_that_closes_it(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    come(inject)
    inject.until(MARKED)
    inject.page.evaluate(
        f"document.getElementById('no').onclick = () => {{ {HIDE}; setTimeout(() => {{ {SHOW} }}, 40) }}; 0"
    )
    inject.page.click("#no")
    inject.until("stub.sent.filter((m) => m.kind === 'prompt').length === 3")
    first, closed, again = asked(inject)
    assert (closed["closed"], again.get("closed")) == ({"control": "No thanks"}, None)
    assert again["prompt"]["opened"] == "unasked"
    assert first["prompt"]["opened"] == "first"


def test_what_stood_there_says_so_and_a_page_without_any_asks_nothing(inject: Inject) -> None:
    inject.open(SHOP + LETTER.replace(" hidden", ""), ANSWERS)
    inject.until("stub.sent.some((m) => m.kind === 'prompt')")
    assert asked(inject)[0]["prompt"]["opened"] == "there"
    inject.open(SHOP + "<nav style='position: fixed; top: 0'>Join the newsletter</nav>", ANSWERS)
    inject.page.evaluate("document.querySelector('p').textContent = 'Made of glass.'")
    inject.until("stub.sent.filter((m) => m.kind === 'scan').length === 2")
    assert asked(inject) == []


def test_a_bar_at_the_edge_and_a_whole_page_in_a_box_are_no_prompts(inject: Inject) -> None:
    bar = "<div style='position: fixed; inset: auto 0 0 0; height: 60px'>Get our letter <button>Join</button></div>"
    inject.open(SHOP + bar, ANSWERS)
    assert asked(inject) == []
    inject.open(f"<div style='position: fixed; inset: 0; overflow: auto'><main>{SHOP}</main></div>", ANSWERS)
    assert asked(inject) == []


@pytest.mark.parametrize(("kind", "count"), [("", 0), ("role=dialog", 1)])
def test_a_menu_that_opens_under_the_pointer_is_no_prompt(inject: Inject, kind: str, count: int) -> None:
    menu = f"<div {kind} id=veil style='position: absolute; z-index: 1000; width: 600px; height: 400px' hidden>"
    inject.open(f"{SHOP}<header>{menu}<h2>Our letter</h2><p>Get our letter.</p></div></header>", ANSWERS)
    inject.page.evaluate(SHOW)
    inject.until("stub.sent.some((m) => m.kind === 'scan' && m.blocks.some((b) => b.text === 'Get our letter.'))")
    inject.rest()
    assert len(asked(inject)) == count


def test_a_bar_is_looked_at_once_however_much_stands_in_it(inject: Inject) -> None:
    entries = "".join(f"<div style='float: left'><p>Entry {i}</p></div>" for i in range(60))
    bar = f"<div style='position: fixed; inset: 0 0 auto 0; height: 60px; overflow: hidden'>{entries}</div>"
    count = """
    stub.looks = 0;
    const { elementFromPoint } = Document.prototype;
    Document.prototype.elementFromPoint = function (...at) {
        stub.looks += 1;
        return elementFromPoint.apply(this, at);
    };
    """
    inject.open(SHOP + bar, count)
    assert len([text for text in inject.texts() if text.startswith("Entry")]) == 60
    assert 0 < inject.js("stub.looks") <= 16


def test_a_change_of_settings_asks_anew_without_counting(inject: Inject) -> None:
    inject.open(SHOP + LETTER, ANSWERS)
    come(inject)
    inject.until(MARKED)
    inject.js("stub.tell({ kind: 'settings-changed' })")
    inject.until("stub.sent.filter((m) => m.kind === 'prompt').length === 2")
    assert asked(inject)[-1]["counted"] is True


# The engine takes its time: an answer comes when the test calls `stub.free`, and is as of when it was asked for.
SLOW = f"""
{ANSWERS}
stub.held = [];
stub.free = () => stub.held.splice(0).forEach((give) => give());
stub.ignored = false;
stub.replies.ignore = () => {{ stub.ignored = true; return {{ ok: true }}; }};
const prompted = stub.replies.prompt;
stub.replies.prompt = (message) => {{
    const reply = stub.ignored ? {{ asks: true, findings: [] }} : prompted(message);
    return new Promise((resolve) => stub.held.push(() => resolve(reply)));
}};
"""
HELD = "stub.held.length === 1"


def test_an_answer_by_settings_that_hold_no_more_is_not_shown(inject: Inject) -> None:
    inject.open(SHOP + LETTER, SLOW)
    inject.page.evaluate(SHOW)
    inject.until(HELD)
    inject.js("stub.ignored = true; stub.tell({ kind: 'settings-changed' })")
    inject.until("stub.sent.filter((m) => m.kind === 'hello').length === 2")
    inject.rest()
    inject.js("stub.free()")
    inject.until(HELD)
    assert [prompt.get("counted") for prompt in asked(inject)] == [None, True]
    inject.js("stub.free()")
    inject.settle()
    assert all(finding["text"] != "News" for report in inject.sent("report") for finding in report["findings"])


def test_what_has_gone_before_its_answer_came_is_not_asked_about_again(inject: Inject) -> None:
    inject.open(SHOP + LETTER, SLOW)
    inject.page.evaluate(SHOW)
    inject.until(HELD)
    inject.js("stub.tell({ kind: 'settings-changed' })")
    inject.until("stub.sent.filter((m) => m.kind === 'hello').length === 2")
    inject.rest()
    inject.page.evaluate(f"{HIDE}; document.body.insertAdjacentHTML('beforeend', '<p>Only 5 left.</p>')")
    inject.page.wait_for_function("[...CSS.highlights.values()].some((highlight) => highlight.size > 0)")
    inject.js("stub.free()")
    inject.until("stub.sent.some((m) => m.kind === 'report' && m.findings.some((f) => f.text === 'Only 5 left'))")
    assert len(asked(inject)) == 1


def test_a_phrase_ignored_stays_away_while_its_prompt_is_asked_about_again(inject: Inject) -> None:
    inject.open(SHOP + LETTER, SLOW)
    inject.page.evaluate(SHOW)
    inject.until(HELD)
    inject.js("stub.free()")
    inject.until(MARKED)
    inject.page.mouse.move(*inject.place("News"))
    Card(inject).wait_open().press("Not pressure here")
    inject.until(HELD)
    inject.page.evaluate("document.getElementById('veil').insertAdjacentHTML('beforeend', '<p>Only 5 left.</p>')")
    inject.page.wait_for_function("[...CSS.highlights.values()].some((highlight) => highlight.size > 0)")
    assert inject.painted() == ["Only 5 left"]
