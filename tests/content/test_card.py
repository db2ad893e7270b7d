"""The hover card: how it opens, what it shows, what its buttons do, and that a hostile page gets nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.content.inject import Card

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

PAGE = """<body style='margin:40px'><p id=a>Only 3 left</p><p>Hurry! Sale ends in 00:09:59</p>
    <p>Only 3 left</p><button id=b>No thanks, I like paying more</button></body>"""
EVERY_BUTTON = (
    "(card) => [...card.querySelectorAll('button')].map((b) => b.getAttribute('aria-label') ?? b.textContent)"
)


def hovered(inject: Inject, text: str) -> Card:
    """The card that opens when the pointer comes to rest on a phrase."""
    inject.page.mouse.move(1, 1)
    x, y = inject.place(text)
    inject.page.mouse.move(x, y, steps=3)
    return Card(inject).wait_open()


def test_it_opens_on_hover_and_says_what_why_and_how_else(inject: Inject) -> None:
    inject.open(PAGE)
    card = hovered(inject, "Hurry! Sale ends in 00:09:59")
    assert card.text("h2") == inject.messages["tactic_urgency_name"]["message"]
    assert card.text(".why") == "An order to be quick leaves no room to think."
    assert card.text(".hard blockquote") == "Hurry! Sale ends in 00:09:59"
    assert card.text(".soft blockquote") == "Take your time."
    assert card.text(".evidence") == "The clock started again when the page was loaded anew."
    assert card.text(".strength") == inject.messages["card_strength_strong"]["message"]


def test_facts_are_marked_on_both_sides(inject: Inject) -> None:
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    assert card.call("(card) => [...card.querySelectorAll('.hard .fact')].map((f) => f.textContent)") == ["3"]
    assert card.call("(card) => [...card.querySelectorAll('.soft .fact')].map((f) => f.textContent)") == ["3"]


def test_a_pointer_that_passes_by_opens_nothing(inject: Inject) -> None:
    inject.open(PAGE)
    x, y = inject.place("Only 3 left")
    inject.page.mouse.move(x, y)
    inject.page.mouse.move(700, 500)
    hovered(inject, "Hurry! Sale ends in 00:09:59")
    assert Card(inject).text("h2") == inject.messages["tactic_urgency_name"]["message"]


def test_it_stays_under_the_pointer_and_goes_when_the_pointer_goes(inject: Inject) -> None:
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    box = card.box()
    inject.page.mouse.move(box["x"] + 60, box["y"] + 60, steps=5)
    inject.rest()
    assert Card.is_open(inject)
    inject.page.mouse.move(990, 690, steps=5)
    card.wait_closed()


def test_escape_closes_it_until_the_pointer_comes_back(inject: Inject) -> None:
    inject.open(PAGE)
    inject.page.evaluate("globalThis.keys = []; addEventListener('keydown', (event) => keys.push(event.key))")
    card = hovered(inject, "Only 3 left")
    inject.page.keyboard.press("Escape")
    card.wait_closed()
    assert inject.page.evaluate("keys") == []
    x, y = inject.place("Only 3 left")
    inject.page.mouse.move(x + 3, y)
    inject.rest()
    assert not Card.is_open(inject)
    hovered(inject, "Only 3 left")


def test_the_keyboard_opens_it_and_escape_gives_the_focus_back(inject: Inject) -> None:
    inject.open("<input id=i>" + PAGE)
    inject.page.locator("#i").focus()
    inject.tell({"kind": "show", "id": inject.reported()[0]["id"], "card": True})
    card = Card(inject).wait_open()
    assert inject.page.evaluate("document.activeElement === document.documentElement.lastElementChild")
    names = []
    for _ in range(4):
        inject.page.keyboard.press("Tab")
        names.append(
            card.call(
                "(card) => { const b = card.getRootNode().activeElement; "
                "return b.getAttribute('aria-label') ?? b.textContent; }"
            )
        )
    assert sorted(names) == sorted(card.call(EVERY_BUTTON)[:4])
    inject.page.keyboard.press("Escape")
    card.wait_closed()
    assert inject.page.evaluate("document.activeElement.id") == "i"


def test_tab_past_the_last_button_goes_on_in_the_page(inject: Inject) -> None:
    inject.open("<input id=i><input id=j>" + PAGE)
    inject.page.locator("#i").focus()
    inject.tell({"kind": "show", "id": inject.reported()[0]["id"], "card": True})
    card = Card(inject).wait_open()
    for _ in range(5):
        inject.page.keyboard.press("Tab")
    card.wait_closed()
    assert inject.page.evaluate("document.activeElement.id") == "j"


def test_a_screen_reader_is_told_a_named_dialog(inject: Inject) -> None:
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    assert card.call("(card) => card.getAttribute('aria-modal')") == "false"
    tree = inject.cdp.send("Accessibility.getFullAXTree")["nodes"]
    dialogs = [node for node in tree if node.get("role", {}).get("value") == "dialog"]
    assert [node["name"]["value"] for node in dialogs] == [inject.messages["tactic_scarcity_name"]["message"]]


@pytest.fixture
def touching(inject: Inject) -> Inject:
    inject.cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    return inject


def finger_down(inject: Inject, x: float, y: float) -> None:
    inject.cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})


def finger_up(inject: Inject) -> None:
    inject.cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def tap(inject: Inject, x: float, y: float) -> None:
    finger_down(inject, x, y)
    finger_up(inject)


def test_a_tap_opens_it_and_a_tap_elsewhere_closes_it(touching: Inject) -> None:
    touching.open(PAGE)
    tap(touching, *touching.place("Only 3 left"))
    card = Card(touching).wait_open()
    tap(touching, 900, 600)
    card.wait_closed()


def test_a_tap_on_a_button_is_the_pages_and_a_long_press_ours(touching: Inject) -> None:
    touching.open(PAGE)
    touching.page.evaluate("globalThis.taps = 0; b.addEventListener('click', () => { taps += 1; })")
    place = touching.place("No thanks, I like paying more")
    tap(touching, *place)
    touching.page.wait_for_function("taps === 1")
    assert not Card.is_open(touching)
    finger_down(touching, *place)
    assert Card(touching).wait_open().text(".hard blockquote") == "No thanks, I like paying more"
    finger_up(touching)
    touching.rest()
    assert Card.is_open(touching)


@pytest.mark.parametrize(
    "corner", ["top:2px;left:2px", "top:2px;right:2px", "bottom:2px;left:2px", "bottom:2px;right:2px"]
)
def test_it_flips_at_the_edges(inject: Inject, corner: str) -> None:
    inject.open(f"<p style='position:fixed;margin:0;{corner}'>Only 3 left</p>")
    card = hovered(inject, "Only 3 left")
    box = card.box()
    x, y = inject.place("Only 3 left")
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["right"] <= 1000
    assert box["bottom"] <= 700
    assert box["x"] <= x <= box["right"]
    assert 4 <= max(box["y"] - y, y - box["bottom"]) <= 24, "it stands right over or under its phrase"


@pytest.mark.parametrize(
    ("phrase", "fixed"),
    [("top:150px;left:8px", "y"), ("top:150px;right:8px", "y"), ("top:400px;left:8px", "bottom")],
)
def test_it_stays_where_it_is_while_it_grows(inject: Inject, phrase: str, fixed: str) -> None:
    inject.page.set_viewport_size({"width": 1000, "height": 500})
    inject.open(f"<p style='position:fixed;margin:0;{phrase}'>Only 3 left</p>")
    card = hovered(inject, "Only 3 left")
    before = card.box()
    card.press("Report a false mark")
    card.until("(card) => card.querySelector('.report').checkVisibility()")
    after = card.box()
    assert (after["x"], after[fixed]) == (before["x"], before[fixed])
    assert after["height"] > before["height"]
    assert after["y"] >= 0
    assert after["bottom"] <= 500
    card.press("Report a false mark")
    card.until("(card) => !card.querySelector('.report').checkVisibility()")
    assert card.box() == before


@pytest.mark.parametrize(("height", "top"), [(480, 200), (420, 120), (420, 180)])
def test_it_stands_beside_its_phrase_where_neither_side_has_room_for_all_of_it(
    inject: Inject, height: int, top: int
) -> None:
    inject.page.set_viewport_size({"width": 1000, "height": height})
    long = "Hurry! Sale ends in 00:09:59 " + "and not a minute later, whatever you may hear " * 5
    inject.open(f"<p style='position:fixed;top:{top}px;margin:0;width:90%'>{long}</p>")
    card = hovered(inject, "Hurry! Sale ends in 00:09:59")
    box = card.box()
    _, y = inject.place("Hurry! Sale ends in 00:09:59")
    assert box["y"] >= 0
    assert box["bottom"] <= height
    assert 4 <= max(box["y"] - y, y - box["bottom"]) <= 24


def test_it_fits_a_small_frame(inject: Inject) -> None:
    inject.page.set_viewport_size({"width": 240, "height": 180})
    inject.open("<p>Only 3 left</p>")
    box = hovered(inject, "Only 3 left").box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["right"] <= 240
    assert box["bottom"] <= 180


def test_it_follows_its_phrase_and_goes_when_the_phrase_leaves_the_view(inject: Inject) -> None:
    inject.open("<p style='margin-top:300px'>Only 3 left</p><div style='height:3000px'></div>")
    card = hovered(inject, "Only 3 left")
    before = card.box()["y"]
    inject.tell({"kind": "show", "id": inject.reported()[0]["id"], "card": True})
    inject.page.evaluate("scrollBy(0, 100)")
    card.until(f"(card) => Math.abs(card.getBoundingClientRect().y - {before - 100}) < 2")
    inject.page.evaluate("scrollBy(0, 1000)")
    card.wait_closed()


def test_a_card_that_was_held_finds_room_when_its_phrase_moves(inject: Inject) -> None:
    inject.page.set_viewport_size({"width": 1000, "height": 500})
    inject.open("<p style='margin-top:200px'>Only 3 left</p><div style='height:3000px'></div>")
    inject.page.evaluate("scrollTo(0, 100)")
    card = hovered(inject, "Only 3 left")
    card.press("Report a false mark")
    before = card.box()
    assert before["bottom"] <= 500
    inject.page.evaluate("scrollTo(0, 0); document.querySelector('p').style.marginTop = '400px'")
    card.until(f"(card) => card.getBoundingClientRect().y !== {before['y']}")
    card.until("(card) => card.getBoundingClientRect().bottom <= 500")
    assert card.box()["y"] >= 0


def test_it_goes_with_its_phrase(inject: Inject) -> None:
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    inject.page.evaluate("a.remove()")
    card.wait_closed()


def test_a_phrase_under_a_stretched_link_opens_it_and_one_under_a_dialog_does_not(inject: Inject) -> None:
    inject.open(
        """<div style='position:relative'><p>Only 3 left</p><a href='#' style='position:absolute;inset:0'></a></div>
        <p>Only 4 left</p><div id=d hidden style='position:fixed;inset:0;background:#fff'></div>"""
    )
    hovered(inject, "Only 3 left")
    inject.page.keyboard.press("Escape")
    inject.page.evaluate("d.hidden = false")
    inject.page.mouse.move(1, 1)
    inject.page.mouse.move(*inject.place("Only 4 left"))
    inject.rest()
    assert not Card.is_open(inject)


def test_it_works_inside_a_modal_dialog(inject: Inject) -> None:
    """Threat T25: what is outside a modal dialog is inert, so the card must not be."""
    inject.open(
        """<p>Calm</p><dialog id=d style='transform:scale(1.1);margin:200px'><p>Hurry up</p></dialog>
        <script>d.showModal()</script>"""
    )
    card = hovered(inject, "Hurry up")
    _, y = inject.place("Hurry up")
    box = card.box()
    assert abs(box["y"] - y) < 60
    card.press("Not pressure here")
    inject.until("stub.sent.some((m) => m.kind === 'ignore')")


def test_copy_takes_the_alternative(inject: Inject) -> None:
    inject.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    card.press("Copy")
    card.until("(card) => card.querySelector('.copy').textContent === 'Copied'")
    assert inject.page.evaluate("navigator.clipboard.readText()") == "3 in stock"


def test_copy_works_where_a_page_has_no_clipboard(inject: Inject) -> None:
    inject.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clobbering = "<img name=execCommand><img name=activeElement>"
    inject.open(f"{PAGE}{clobbering}", "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    card = hovered(inject, "Only 3 left")
    card.press("Copy")
    card.until("(card) => card.querySelector('.copy').textContent === 'Copied'")
    assert inject.page.evaluate("navigator.clipboard.readText()") == "3 in stock"


def test_not_pressure_here_takes_away_all_that_is_the_same(inject: Inject) -> None:
    """What is the same phrase, the background alone decides."""
    inject.open(
        PAGE + "<p>only 12 LEFT</p>",
        """stub.replies.ignore = ({ finding }) => {
            stub.rules = stub.rules.filter((rule) => rule.id !== finding.rule);
            return { ok: true };
        };""",
    )
    assert len(inject.painted()) == 5
    card = hovered(inject, "Only 3 left")
    card.press("Not pressure here")
    inject.until("stub.sent.some((m) => m.kind === 'ignore')")
    assert inject.sent("ignore")[0]["finding"] == {
        "text": "Only 3 left",
        "rule": "en.scarcity.only-n-left",
        "tactic": "scarcity",
    }
    inject.until("stub.sent.at(-1).findings?.length === 2")
    assert sorted(inject.painted()) == ["Hurry! Sale ends in 00:09:59", "No thanks, I like paying more"]
    assert card.text(".status") == inject.messages["card_ignored"]["message"]
    inject.page.keyboard.press("Escape")
    card.wait_closed()


def test_what_could_not_be_ignored_stays_and_says_so(inject: Inject) -> None:
    inject.open(PAGE, "stub.replies.ignore = () => ({ error: 'full' })")
    card = hovered(inject, "Only 3 left")
    card.press("Not pressure here")
    card.until("(card) => card.querySelector('.status').textContent !== ''")
    assert card.text(".status") == inject.messages["card_ignore_failed"]["message"]
    assert len(inject.painted()) == 4


def test_a_report_holds_five_facts_and_nothing_is_sent(inject: Inject) -> None:
    inject.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inject.load(PAGE, "secret/path?token=1#part")
    inject.start()
    inject.until("stub.sent.at(-1).findings?.length === 4")
    requests: list[str] = []
    inject.page.on("request", lambda request: requests.append(request.url))
    asked = inject.js("stub.asked")
    card = hovered(inject, "Only 3 left")
    card.press("Report a false mark")
    text = card.call("(card) => card.querySelector('.report textarea').value")
    for fact in ("1.2.3", "en.scarcity.only-n-left", "scarcity", "shop.test", "Only 3 left"):
        assert fact in text
    for private in ("secret", "token", "part"):
        assert private not in text
    assert card.call("(card) => card.querySelector('.report textarea').readOnly") is True
    card.press("Copy the report")
    card.until("(card) => card.querySelector('.report button').textContent === 'Copied'")
    assert inject.page.evaluate("navigator.clipboard.readText()") == text
    assert inject.js("stub.asked") == asked
    assert requests == []


PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\"><iframe srcdoc='<b>x</b>'>",
    "${alert(1)}",
    "<x-y></x-y>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "javascript:alert(1)//",
]


def test_page_text_never_becomes_markup(inject: Inject) -> None:
    """Threat T1: whatever the page says, the card has the same elements and says it to the letter."""
    rules = [
        {
            "id": "en.x",
            "tactic": "scarcity",
            "pattern": "only \\d+ left.*",
            "to": "$&",
            "strength": 1,
            "why": "x",
            "evidence": ["<img src=x onerror=alert(1)>"],
        }
    ]
    inject.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    inject.load("<ul></ul>")
    inject.page.evaluate(
        "(all) => all.forEach((text) => document.querySelector('ul').append("
        "Object.assign(document.createElement('li'), { textContent: `only 3 left ${text}` })))",
        PAYLOADS,
    )
    inject.start(rules=rules)
    inject.until(f"stub.sent.at(-1).findings?.length === {len(PAYLOADS)}")
    shapes = set()
    for finding, payload in zip(inject.reported(), PAYLOADS, strict=True):
        inject.tell({"kind": "show", "id": finding["id"], "card": True})
        card = Card(inject).wait_open()
        assert card.text(".hard blockquote") == f"only 3 left {payload}"
        assert card.text(".soft blockquote") == f"only 3 left {payload}"
        shapes.add(
            card.call("(card) => [...new Set([...card.querySelectorAll('*')].map((e) => e.localName))].join()")
        )
    assert len(shapes) == 1


def test_events_the_page_forges_do_nothing(inject: Inject) -> None:
    """Threats T6 and T25."""
    inject.open(PAGE)
    x, y = inject.place("Only 3 left")
    inject.page.evaluate(
        """([x, y]) => {
            for (const type of ['pointermove', 'pointerdown', 'pointerup', 'click']) {
                for (const pointerType of ['mouse', 'touch']) {
                    a.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, bubbles: true, pointerType }));
                }
            }
            postMessage({ v: 1, kind: 'show', id: '1:0:en.scarcity.only-n-left', card: true }, '*');
        }""",
        [x, y],
    )
    inject.rest()
    assert not Card.is_open(inject)

    card = hovered(inject, "Only 3 left")
    inject.page.evaluate(
        """() => {
            const host = document.documentElement.lastElementChild;
            for (const type of ['click', 'pointerdown', 'keydown']) {
                const event = new KeyboardEvent(type, { bubbles: true, composed: true, key: 'Escape' });
                host.dispatchEvent(event);
                document.dispatchEvent(event);
            }
        }"""
    )
    card.call("(card) => card.querySelectorAll('button').forEach((button) => button.click())")
    assert inject.sent("ignore") == []
    assert Card.is_open(inject)
    assert card.call("(card) => card.querySelector('.report').hidden") is True
    assert inject.page.evaluate("document.documentElement.lastElementChild.shadowRoot") is None


# Over the whole window, in the way of the eye or of the pointer as well.
COVER = """async ([how, kind]) => {
    const cover = Object.assign(document.createElement('div'), { id: 'cover', textContent: 'Claim your prize' });
    cover.style = `position: fixed; inset: 0; width: auto; height: auto; margin: 0; z-index: 2147483647; ${how};
        background: red; font-size: 90px`;
    document.body.append(cover);
    if (kind !== 'box') {
        const shown = new Promise((done) => cover.addEventListener('toggle', done, { once: true }));
        cover.popover = kind;
        cover.showPopover();
        await shown;
    }
}"""


@pytest.mark.parametrize("how", ["opacity: 1", "pointer-events: none"])
@pytest.mark.parametrize("kind", ["box", "manual", "auto"])
def test_what_the_page_lays_over_it_comes_to_lie_under_it(inject: Inject, how: str, kind: str) -> None:
    """Threat T25."""
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    box = card.call("(card) => card.querySelector('.actions button').getBoundingClientRect().toJSON()")
    clip: FloatRect = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
    before = inject.page.screenshot(clip=clip)
    inject.page.evaluate(COVER, [how, kind])
    card.until("(card) => card.getAnimations().length === 0")
    assert inject.page.screenshot(clip=clip) == before
    card.press("Not pressure here")
    inject.until("stub.sent.some((m) => m.kind === 'ignore')")


# Keeps from all who listen later what comes into the top layer.
DEAF = """<script>
    for (const type of ['toggle', 'fullscreenchange']) {
        addEventListener(type, (event) => event.stopImmediatePropagation(), true);
    }
</script>"""
# Where this is the card's host, a press is the card's.
AT = "([x, y]) => document.elementFromPoint(x, y) === document.documentElement.lastElementChild"


def test_what_the_page_lays_over_it_unheard_comes_to_lie_under_it_too(inject: Inject) -> None:
    """Threat T25."""
    cover = "<div id=cover popover=manual style='inset: 0; width: auto; height: auto; margin: 0'></div>"
    inject.open(DEAF + PAGE + cover)
    card = hovered(inject, "Only 3 left")
    box = card.call("(card) => card.querySelector('.actions button').getBoundingClientRect().toJSON()")
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert inject.page.evaluate(f"(at) => {{ cover.showPopover(); return ({AT})(at) }}", at) is False
    inject.page.wait_for_function(AT, arg=at)
    card.press("Not pressure here")
    inject.until("stub.sent.some((m) => m.kind === 'ignore')")


@pytest.mark.parametrize("deaf", ["", DEAF], ids=["heard", "unheard"])
def test_it_goes_when_something_fills_the_screen(inject: Inject, deaf: str) -> None:
    inject.open(deaf + PAGE + "<div id=film></div>")
    card = hovered(inject, "Only 3 left")
    inject.page.evaluate("film.requestFullscreen()")
    card.wait_closed()


def test_a_page_that_lays_something_over_it_again_and_again_is_left_to_itself(inject: Inject) -> None:
    """Threat T25."""
    inject.open(PAGE)
    card = hovered(inject, "Only 3 left")
    inject.page.evaluate(COVER, ["pointer-events: none", "manual"])
    inject.page.evaluate(
        """() => {
            const again = () => {
                cover.hidePopover();
                cover.showPopover();
                requestAnimationFrame(again);
            };
            again();
        }"""
    )
    card.wait_closed()


def test_a_hostile_style_sheet_changes_nothing_in_it(inject: Inject) -> None:
    inject.open(PAGE)
    measure = """(card) => [...card.querySelectorAll('*')].map((element) => {
        const style = getComputedStyle(element);
        return [style.fontSize, style.color, style.display, style.textTransform, style.letterSpacing].join();
    })"""
    before = hovered(inject, "Only 3 left").call(measure)
    inject.page.keyboard.press("Escape")
    inject.page.evaluate(
        """document.head.append(Object.assign(document.createElement('style'), { textContent: `
            * { font: 40px cursive !important; color: red !important; opacity: .9 !important; }
            * { text-transform: uppercase !important; letter-spacing: 9px !important; }
            :root { --paper: red; --ink: red; font-size: 99px; }` }))"""
    )
    card = hovered(inject, "Only 3 left")
    assert card.call(measure) == before
    assert card.call("(card) => card.checkVisibility({ opacityProperty: true })") is True


def test_what_is_done_in_it_is_hidden_from_the_page(inject: Inject) -> None:
    inject.open(PAGE)
    inject.page.evaluate(
        """globalThis.heard = []; for (const type of ['click', 'pointerdown', 'mousedown', 'keydown'])
            document.body.parentElement.addEventListener(type, () => heard.push(type));"""
    )
    card = hovered(inject, "Only 3 left")
    card.press("Report a false mark")
    card.until("(card) => card.querySelector('.report').hidden === false")
    inject.page.keyboard.press("x")
    assert inject.page.evaluate("heard") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_text_stands_out_from_its_ground(inject: Inject, scheme: Any) -> None:
    inject.page.emulate_media(color_scheme=scheme)
    inject.open(PAGE)
    card = hovered(inject, "Hurry! Sale ends in 00:09:59")
    card.press("Report a false mark")
    worst = card.call(
        """(card) => {
            const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const luminance = (colour) => channels(colour).slice(0, 3).map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
            const groundOf = (element) => {
                for (let at = element; at !== null; at = at.parentElement) {
                    const ground = getComputedStyle(at).backgroundColor;
                    if (channels(ground).length === 3) return ground;
                }
                throw new Error('no ground');
            };
            return Math.min(...[...card.querySelectorAll('*')].filter((element) =>
                element.checkVisibility() && [...element.childNodes].some((n) => n.nodeType === 3)).map((element) => {
                const [low, high] = [getComputedStyle(element).color, groundOf(element)].map(luminance)
                    .sort((a, b) => a - b);
                return (high + 0.05) / (low + 0.05);
            }));
        }"""
    )
    assert worst >= 4.5


def test_every_text_of_the_card_is_in_the_catalogue(messages: dict[str, Any]) -> None:
    wanted = {
        "card_original",
        "card_alternative",
        "card_no_alternative",
        "card_copy",
        "card_copied",
        "card_copy_failed",
        "card_ignore",
        "card_ignored",
        "card_ignore_failed",
        "card_report",
        "card_report_help",
        "card_report_copy",
        "card_issue_text",
        "card_close",
        "card_strength_mild",
        "card_strength_clear",
        "card_strength_strong",
    }
    assert {key for key in messages if key.startswith("card_")} == wanted
    assert "$5" in json.dumps(messages["card_issue_text"]["placeholders"])
