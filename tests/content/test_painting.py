"""Marks on the page: the page's own nodes stay as they are, and all of ours goes with us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

PAGE = """<html lang=en><head><title>Lamp</title></head><body class=shop>
    <p id=a data-x=1>Only <b>3</b> left</p><!-- note --><p style='color: rgb(0, 0, 0)'>Hurry up</p>
    <button>No thanks, I like paying more</button></body></html>"""

WITHNESS = """() => ({
    html: document.documentElement.outerHTML,
    nodes: [...document.querySelectorAll('*')].map((e) => [...e.childNodes].map((n) => n.nodeType).join()).join('|'),
    names: Object.getOwnPropertyNames(window).sort().join(),
    sheets: document.adoptedStyleSheets.length,
    highlights: CSS.highlights.size,
})"""


def test_the_pages_own_nodes_are_untouched(inject: Inject) -> None:
    """Threats T4 and T13: with findings, only the highlight registry and the adopted sheets tell of us."""
    inject.load(PAGE)
    before = inject.page.evaluate(WITHNESS)
    inject.start()
    inject.until("stub.sent.at(-1).findings?.length === 3")
    after = inject.page.evaluate(WITHNESS)
    assert len(inject.painted()) == 3
    assert {**after, "sheets": 0, "highlights": 0} == before


def test_a_page_without_findings_cannot_tell_we_are_there(inject: Inject) -> None:
    """Threat T4."""
    inject.load("<p>Calm</p>")
    before = inject.page.evaluate(WITHNESS)
    inject.start()
    inject.until("stub.sent.some((m) => m.kind === 'report')")
    assert inject.page.evaluate(WITHNESS) == before


def test_names_differ_from_page_to_page(inject: Inject) -> None:
    seen: list[set[str]] = []
    for _ in range(2):
        inject.open(PAGE)
        seen.append(set(inject.page.evaluate("[...CSS.highlights.keys()]")))
    assert seen[0].isdisjoint(seen[1])


def test_switching_off_leaves_nothing(inject: Inject) -> None:
    inject.load(PAGE)
    before = inject.page.evaluate(WITHNESS)
    inject.start()
    inject.until("stub.sent.at(-1).findings?.length === 3")
    inject.page.mouse.move(*inject.place("Hurry up"))
    inject.page.wait_for_function("document.documentElement.children.length === 3")
    inject.tell({"kind": "stop"})
    assert inject.page.evaluate(WITHNESS) == before

    asked = inject.js("stub.asked")
    inject.page.evaluate("a.textContent = 'Hurry up, only 2 left'")
    inject.page.mouse.move(*(1, 1))
    inject.js("stub.tell({ v: 1, kind: 'ping' })")
    inject.js("stub.hello.on = true; stub.tell({ v: 1, kind: 'settings-changed' }); 0")
    inject.until("stub.sent.at(-1).findings?.length === 4")
    assert inject.js("stub.sent.map((m) => m.kind)")[asked] == "hello"
    assert len(inject.painted()) == 4


TACTICS = ["countdown", "scarcity", "competition", "shaming", "misleading"]


def _looks(inject: Inject, colour: str, ground: str) -> list[dict[str, str]]:
    rules: list[dict[str, Any]] = [
        {
            "id": f"en.{tactic}.x",
            "tactic": tactic,
            "pattern": f"phrase {n}",
            "to": "",
            "strength": 1,
            "why": "",
            "evidence": [],
        }
        for n, tactic in enumerate(TACTICS)
    ]
    text = "".join(f"<p>phrase {n}</p>" for n in range(len(TACTICS)))
    inject.load(f"<body style='color:{colour};background:{ground}'>{text}")
    inject.start(rules=rules)
    inject.until(f"stub.sent.at(-1).findings?.length === {len(TACTICS)}")
    found: list[dict[str, str]] = inject.page.evaluate(
        """() => [...document.querySelectorAll('p')].map((p) => {
            const ours = ([, highlight]) => [...highlight].some((range) => range.startContainer === p.firstChild);
            const look = getComputedStyle(p, `::highlight(${[...CSS.highlights].find(ours)[0]})`);
            return { line: look.textDecorationStyle, colour: look.textDecorationColor };
        })"""
    )
    return found


def _luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("colour", "ground", "luminance"),
    [
        ("#222", "#fff", 1.0),
        ("#eee", "#101216", 0.006),
        ("oklch(0.95 0 0)", "#8b1e1e", 0.06),
        ("#fff", "#5a2ea6", 0.07),
    ],
)
def test_groups_are_told_apart_by_their_line_and_seen_on_any_ground(
    inject: Inject, colour: str, ground: str, luminance: float
) -> None:
    looks = _looks(inject, colour, ground)
    assert len({look["line"] for look in looks}) == len(TACTICS)
    for look in looks:
        low, high = sorted([_luminance(look["colour"]), luminance])
        assert (high + 0.05) / (low + 0.05) >= 3, look


def test_marks_that_the_page_clears_come_back_three_times_and_no_more(inject: Inject) -> None:
    """Threat T5."""
    inject.open(PAGE)
    cleared = inject.page.evaluate(
        """() => new Promise((resolve) => {
            let cleared = 0;
            const started = performance.now();
            const timer = setInterval(() => {
                if (CSS.highlights.size > 0) {
                    cleared += 1;
                    CSS.highlights.clear();
                }
                if (performance.now() - started > 6000) { clearInterval(timer); resolve(cleared); }
            }, 10);
        })"""
    )
    assert cleared == 1 + 3


def test_a_dropped_style_sheet_is_adopted_again(inject: Inject) -> None:
    inject.open(PAGE)
    inject.page.evaluate("document.adoptedStyleSheets = []")
    inject.page.wait_for_function("document.adoptedStyleSheets.length === 1")


def test_a_mark_is_still_seen_when_the_classes_around_it_change(inject: Inject) -> None:
    inject.open("<div id=c class='card new'><div class=row><p class='stock low'>Only 3 left</p></div></div>")
    seen = """() => [...CSS.highlights.keys()].some((name) =>
        getComputedStyle(document.querySelector('p'), `::highlight(${name})`).textDecorationLine === 'underline')"""
    assert inject.page.evaluate(seen)
    for element, classes in (("p", "x"), (".row", ""), ("#c", "card")):
        inject.page.evaluate(
            "([query, names]) => { document.querySelector(query).className = names; }", [element, classes]
        )
        inject.page.wait_for_function(seen)
    inject.settle()
    assert inject.page.evaluate(seen)


def test_showing_a_finding_scrolls_to_it_and_flashes_it(inject: Inject) -> None:
    inject.open("<p>Top</p><div style='height:3000px'></div><p id=a>Only 3 left</p><div style='height:3000px'></div>")
    [finding] = inject.reported()
    inject.tell({"kind": "show", "id": finding["id"]})
    inject.page.wait_for_function("CSS.highlights.size === 2 && a.getBoundingClientRect().top < innerHeight")
    inject.page.wait_for_function("[...CSS.highlights.values()].filter((h) => h.size > 0).length === 1")
    assert inject.painted() == ["Only 3 left"]


def test_with_less_motion_wanted_a_flash_stands_still(inject: Inject) -> None:
    inject.page.emulate_media(reduced_motion="reduce")
    inject.open(PAGE)
    changes = inject.page.evaluate("CSS.highlights.size")
    inject.tell({"kind": "show", "id": inject.reported()[0]["id"]})
    sizes: list[int] = inject.page.evaluate(
        """(before) => new Promise((resolve) => {
            const sizes = [];
            const look = () => {
                const all = [...CSS.highlights.values()];
                const now = all.length > before ? all.at(-1).size : 0;
                if (sizes.at(-1) !== now) sizes.push(now);
                sizes.length > 1 && now === 0 ? resolve(sizes) : requestAnimationFrame(look);
            };
            look();
        })""",
        changes,
    )
    assert sizes == [1, 0]


def test_a_finding_without_a_text_node_is_reported_but_not_painted(inject: Inject) -> None:
    inject.open("<input type=submit value='Hurry up'>")
    assert [finding["text"] for finding in inject.reported()] == ["Hurry up"]
    assert inject.painted() == []


def test_with_highlighting_off_the_page_is_scanned_but_not_painted(inject: Inject) -> None:
    inject.open(PAGE, "stub.hello.settings.highlight = false")
    inject.until("stub.sent.at(-1).findings?.length === 3")
    assert inject.page.evaluate("CSS.highlights.size") == 0
    inject.js("stub.hello.settings.highlight = true; stub.tell({ v: 1, kind: 'settings-changed' }); 0")
    inject.page.wait_for_function("CSS.highlights.size === 3")
