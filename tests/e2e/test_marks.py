"""What a shopper sees marked on the demo shops, and that the shops' own pages stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.in_chromium import (
    CARD_GONE,
    SITE,
    await_mark,
    await_no_mark,
    card_of,
    hover,
    marked,
    read,
    report_of,
    tactics_of,
)

if TYPE_CHECKING:
    from chromium import Installed, Tab

pytestmark = pytest.mark.browser

PRODUCT = "shop/product.html"
CALM = "calm.html"

# What a page holds but for what its own scripts change: the clocks, and whether the pop-up is open.
OWN_NODES = """() => {
    const copy = document.documentElement.cloneNode(true);
    for (const moving of copy.querySelectorAll('#clock, #hold')) moving.textContent = '';
    copy.querySelector('#veil')?.removeAttribute('hidden');
    return [copy.outerHTML, document.documentElement.getAttributeNames().join(), Object.keys(window).sort().join()];
}"""


def test_a_product_page_that_presses_is_marked_phrase_by_phrase(extension: Installed, tab: Tab, shops: str) -> None:
    tab.page.goto(f"{shops}/{PRODUCT}")
    await_mark(tab.page, "No thanks")  # the pop-up opens by itself, and is read as it does
    report = report_of(extension, tab)
    marks = marked(tab.page)

    assert any("Only 3 left" in text for text in marks), "inline tags and a no-break space part no phrase"
    assert any("17 people" in text for text in marks)
    assert any("00:14:" in text for text in marks), "the clock is part of its phrase"
    assert report["score"] >= 40
    assert report["band"] in {"pressing", "hard"}
    assert {"scarcity", "competition", "price_threat", "shaming", "countdown"} <= tactics_of(report)


def test_what_is_fair_or_only_told_stays_unmarked(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/{PRODUCT}")
    texts = " | ".join(marked(tab.page))

    for fair in ("Order by 4 pm", "34% off", "Returns", "Letters from the workshop", "4.7 from 212"):
        assert fair not in texts


def test_parts_add_up_to_the_score(extension: Installed, tab: Tab, shops: str) -> None:
    report = read(extension, tab, f"{shops}/{PRODUCT}")

    assert sum(part["points"] for part in report["parts"]) == report["score"]
    assert sum(part["count"] for part in report["parts"]) == len(report["findings"])


def test_the_same_lamp_sold_softly_is_calm(extension: Installed, tab: Tab, shops: str) -> None:
    report = read(extension, tab, f"{shops}/{CALM}")

    assert report["findings"] == []
    assert report["band"] == "calm"
    assert {"no_pressure", "question_first"} <= tactics_of(report, "soft_findings")
    assert marked(tab.page) == []


@pytest.mark.parametrize(
    ("page", "lang", "words"),
    [
        ("cars.html", "en", ("only two", "waiting", "price goes up")),
        ("cars.nb.html", "nb", ("bare to", "venter", "Prisen går opp")),
        ("cars.da.html", "da", ("kun to", "venter", "Prisen stiger")),
        ("booking.html", "en", ("Only 1 room left", "Booked 12 times", "9 other people")),
        ("produkt.nb.html", "nb", ("Bare 2 igjen", "23 personer", "Nei takk")),
    ],
)
def test_shops_of_other_trades_are_marked_in_their_language(
    extension: Installed, tab: Tab, shops: str, page: str, lang: str, words: tuple[str, ...]
) -> None:
    report = read(extension, tab, f"{shops}/{page}")
    texts = " | ".join(marked(tab.page))

    assert report["band"] in {"pressing", "hard"}
    assert {"scarcity", "competition"} <= tactics_of(report)
    assert {report["lang"], *(finding["lang"] for finding in report["findings"])} == {lang}
    for word in words:
        assert word in texts


def test_every_finding_offers_a_softer_wording_with_the_same_facts(
    extension: Installed, tab: Tab, shops: str
) -> None:
    findings = read(extension, tab, f"{shops}/cars.html")["findings"]

    for finding in findings:
        assert finding["why"]
        assert finding["alternative"]
        assert finding["alternative"] != finding["text"]
        for fact in finding["facts"]:
            assert fact.casefold() in finding["alternative"].casefold(), finding


@pytest.mark.parametrize("page", [PRODUCT, "booking.html", "cars.html", CALM])
def test_the_pages_own_nodes_are_as_without_the_extension(
    extension: Installed, tab: Tab, shops: str, page: str
) -> None:
    report = read(extension, tab, f"{shops}/{page}")
    assert bool(report["findings"]) == (page != CALM)
    with_it = tab.page.evaluate(OWN_NODES)

    extension.ask("site-set", site=SITE, on=False)
    tab.page.goto(f"{shops}/{page}")
    assert extension.settled(tab)["status"] == "off"

    assert tab.page.evaluate(OWN_NODES) == with_it
    assert tab.page.evaluate("CSS.highlights.size") == 0


def test_the_card_leaves_nothing_behind(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/cars.html")
    before = tab.page.evaluate("document.documentElement.outerHTML")
    hover(tab.page, ".said b")
    card_of(tab.page)
    during = tab.page.evaluate("document.documentElement.lastElementChild.outerHTML")
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_function(CARD_GONE)

    assert "only two" not in during, "the page can read nothing of the card"
    assert tab.page.evaluate("document.documentElement.outerHTML") == before


def test_text_is_scanned_as_it_appears_changes_and_goes(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/{CALM}")
    page = tab.page

    page.evaluate("""() => {
        const p = document.createElement('p');
        p.id = 'late';
        p.innerHTML = '<b>Only</b> <i>2</i> left in stock';
        document.querySelector('main').append(p);
    }""")
    await_mark(page, "Only 2 left")
    assert [finding["text"] for finding in report_of(extension, tab)["findings"]] == ["Only 2 left in stock"]

    page.evaluate("document.querySelector('#late i').firstChild.data = '5'")
    await_mark(page, "Only 5 left")

    page.evaluate("document.querySelector('#late').textContent = 'Two colours'")
    await_no_mark(page, "left in stock")
    assert report_of(extension, tab)["score"] == 0


def test_hidden_text_is_read_when_it_is_shown(extension: Installed, tab: Tab, shops: str) -> None:
    tab.page.goto(f"{shops}/{CALM}")
    tab.page.evaluate("""() => {
        const p = document.createElement('p');
        p.id = 'shy';
        p.style.display = 'none';
        p.textContent = 'Hurry, only 4 left in stock';
        document.querySelector('main').append(p);
    }""")
    assert report_of(extension, tab)["findings"] == []

    tab.page.evaluate("document.querySelector('#shy').style.display = ''")
    await_mark(tab.page, "only 4 left")
    tab.page.evaluate("document.querySelector('#shy').style.display = 'none'")
    await_no_mark(tab.page, "only 4 left")


def test_a_ticking_clock_stays_marked(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/{PRODUCT}")
    frames: list[Any] = tab.page.evaluate("""() => new Promise((done) => {
        const clock = document.getElementById('clock');
        const covered = () => [...CSS.highlights.values()].some((marks) =>
            [...marks].some((mark) => clock.contains(mark.endContainer)));
        const seen = [];
        const look = () => {
            seen.push([clock.textContent, covered()]);
            if (new Set(seen.map(([text]) => text)).size > 3) done(seen);
            else setTimeout(look, 16);
        };
        look();
    })""")
    bare = sum(1 for _, covered in frames if not covered)
    assert bare <= len(frames) * 0.1, f"unmarked in {bare} of {len(frames)} looks over three ticks"


def test_switching_the_site_off_removes_all_of_ours(extension: Installed, tab: Tab, shops: str) -> None:
    read(extension, tab, f"{shops}/cars.html")
    hover(tab.page, ".said b")
    card_of(tab.page)

    extension.ask("site-set", site=SITE, on=False)
    tab.page.wait_for_function("() => CSS.highlights.size === 0")
    tab.page.wait_for_function(CARD_GONE)
    assert tab.page.evaluate("document.adoptedStyleSheets.length") == 0

    tab.page.evaluate("document.querySelector('main').append('Hurry, only 3 left in stock!')")
    assert extension.settled(tab)["status"] == "off"
    assert marked(tab.page) == []

    extension.ask("site-set", site=SITE, on=True)
    await_mark(tab.page, "only 3 left")
