"""The page's own data: read alike in the page and on the command line, and sent along."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from softsell.pagedata import flat, scripts

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

STOCK = {"@type": "QuantitativeValue", "value": 57}
OFFER = {"@type": "Offer", "inventoryLevel": STOCK, "priceValidUntil": "2026-12-24"}
LAMP = {"@context": "https://schema.org", "@type": "Product", "name": "Lamp", "offers": OFFER}
PAGES = {
    "one product": [LAMP],
    "in a graph, beside another": [{"@graph": [{"@type": "WebPage"}, LAMP, {**LAMP, "@type": ["Thing", "Car"]}]}],
    "with related ones": [{**LAMP, "isRelatedTo": {**LAMP, "name": "Shade"}}],
    "several offers": [{**LAMP, "offers": [OFFER, {"@type": "Offer", "inventoryLevel": 9}]}],
    "of odd shapes": [{"@type": "Product", "offers": {"inventoryLevel": None, "priceValidUntil": ["soon"]}}, 7, []],
    "none": [{"@type": "Organization", "inventoryLevel": 3}],
}


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES)
def test_the_page_and_the_command_line_read_the_same(inject: Inject, data: list[object]) -> None:
    html = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in data)
    html += '<script type="application/ld+json">{ not json </script><p>Only 2 left</p>'
    inject.open(html)
    assert inject.js("softsell.pageData()") == [asdict(datum) for datum in flat(scripts(html))]


def test_it_goes_with_the_question_and_with_the_day(inject: Inject) -> None:
    inject.open(f'<script type="application/ld+json">{json.dumps(LAMP)}</script><p>Only 2 left</p>')
    asked = inject.js("stub.sent.find((one) => one.kind === 'scan')")
    assert asked["page_data"] == [
        {"product": 0, "name": "inventoryLevel", "value": "57"},
        {"product": 0, "name": "priceValidUntil", "value": "2026-12-24"},
    ]
    assert asked["today"] == inject.js("new Date().toLocaleDateString('sv')")


def test_a_page_without_any_sends_none(inject: Inject) -> None:
    inject.open("<p>Only 2 left</p>")
    assert "page_data" not in inject.js("stub.sent.find((one) => one.kind === 'scan')")
