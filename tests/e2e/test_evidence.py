"""What a page says elsewhere stands in the card beside the claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.in_chromium import await_mark, card_of, hover, read

from serving import serve

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Installed, Tab

pytestmark = pytest.mark.browser


def lamp(stock: int) -> str:
    """A product page whose words say two are left, and whose data say `stock` are."""
    data = {"@context": "https://schema.org", "@type": "Product", "name": "Lamp", "offers": {"inventoryLevel": stock}}
    return (
        f'<!doctype html><html lang="en"><title>Lamp</title><script type="application/ld+json">{json.dumps(data)}'
        '</script><main><p><span id="left">Only 2 left in stock</span></p></main>'
    )


def test_the_card_tells_what_the_pages_own_data_say(extension: Installed, tab: Tab, tmp_path: Path) -> None:
    for stock in (57, 2):
        (tmp_path / f"stock-{stock}.html").write_text(lamp(stock), "utf-8")
    with serve(tmp_path) as address:
        fair = read(extension, tab, f"{address}/stock-2.html")
        report = read(extension, tab, f"{address}/stock-57.html")
        assert report["score"] > fair["score"]
        await_mark(tab.page, "2 left")
        hover(tab.page, "#left")
        card = card_of(tab.page)
    assert "own data say 57 in stock" in card.text
    assert card.soft.startswith("The shop says:")
    assert "2" in card.soft
