"""A claim beside the page's own data: what they say is told, and weighs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pytest

from softsell import cli, packs, scan, wire
from softsell.evidence.judges import SENTENCES
from softsell.evidence.observed import Observed
from softsell.html import linked, read
from softsell.model import Block, Finding, ScanOptions
from softsell.pagedata import PageData, of

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
ONLY_TWO = "Only 2 left in stock"


def found(text: str, page: PageData | None = None, ui: str | None = None) -> Finding:
    """The one finding in `text` on a page with this data."""
    observed = Observed(page, TODAY) if page else None
    report = scan.scan([Block(1, text)], "en", ScanOptions(ui=ui), observed)
    (finding,) = report.findings
    return finding


def test_a_count_below_the_stock_is_told_and_weighs_more() -> None:
    bare, judged = found(ONLY_TWO), found(ONLY_TWO, PageData(stock=57))
    assert judged.strength > bare.strength
    assert judged.evidence == ("The page’s own data say 57 in stock.",)
    assert judged.alternative == f"The shop says: {bare.alternative}"


def test_a_count_that_the_data_bear_out_weighs_less_and_keeps_its_alternative() -> None:
    bare, judged = found(ONLY_TWO), found(ONLY_TWO, PageData(stock=2))
    assert judged.strength < bare.strength
    assert judged.evidence == ("The page’s own data also say 2 in stock.",)
    assert judged.alternative == bare.alternative


@pytest.mark.parametrize("stock", [0, 1])
def test_less_stock_than_claimed_says_nothing(stock: int) -> None:
    assert found(ONLY_TWO, PageData(stock=stock)) == found(ONLY_TWO)


def test_almost_gone_beside_plenty_is_told_but_not_beside_little() -> None:
    assert found("Almost gone", PageData(stock=57)).evidence
    assert not found("Almost gone", PageData(stock=5)).evidence


def test_today_only_beside_a_price_that_holds_is_told() -> None:
    later = found("Today only!", PageData(valid_until=date(2026, 12, 24)))
    assert later.evidence == ("The page’s own data say that the price holds until 2026-12-24.",)
    assert not found("Today only!", PageData(valid_until=date(2026, 11, 23))).evidence
    assert not found("Today only!", PageData(valid_until=date(2026, 11, 1))).evidence


def test_it_is_told_in_the_readers_language_and_the_alternative_in_the_pages() -> None:
    finding = found(ONLY_TWO, PageData(stock=57), ui="nb")
    assert finding.evidence == ("Sidens egne data sier at det er 57 på lager.",)
    assert finding.alternative.startswith("The shop says: ")


@pytest.mark.parametrize("lang", packs.languages())
def test_every_language_can_tell_all_of_it(lang: str) -> None:
    assert packs.load(lang).evidence.keys() == SENTENCES.keys()


@pytest.mark.parametrize("lang", packs.languages())
def test_the_attribution_presses_nobody(lang: str) -> None:
    said = packs.load(lang).evidence["said"].format(alternative="2")
    assert not scan.scan([Block(1, said)], lang).findings


PRODUCT = """{"@context": "https://schema.org", "@type": "Product", "name": "Lamp", "offers": {"@type": "Offer",
 "inventoryLevel": {"@type": "QuantitativeValue", "value": 57}, "priceValidUntil": "2026-12-24"},
 "isRelatedTo": {"@type": "Product", "offers": {"inventoryLevel": 3}}}"""


def test_json_ld_is_read_however_it_is_wrapped() -> None:
    wanted = PageData(57, date(2026, 12, 24), single=True)
    assert of(linked.read([PRODUCT])) == wanted
    assert of(linked.read([f'{{"@graph": [{{"@type": "WebPage"}}, {PRODUCT}]}}'])) == wanted
    assert of(read(f"<p>x</p><SCRIPT id=a type='application/LD+json'>{PRODUCT}</SCRIPT>".encode())[2]) == wanted
    assert of(linked.read(["not json", PRODUCT])) == wanted


@pytest.mark.parametrize("around", ["<!-- {} -->", "<textarea>{}</textarea>"])
def test_json_ld_that_is_no_script_of_the_page_is_not_read(around: str) -> None:
    assert read(around.format(f'<script type="application/ld+json">{PRODUCT}</script>').encode())[2] == []


VARIATION = {"is_in_stock": True, "max_qty": 57, "display_price": 60, "display_regular_price": 79.9}


@pytest.mark.parametrize(
    ("variations", "wanted"),
    [
        ([VARIATION], PageData(None, None, "instock", 57, 79.9, prices=frozenset({60.0}), single=True)),
        (
            [VARIATION, {**VARIATION, "max_qty": 2}],
            PageData(None, None, "instock", None, 79.9, prices=frozenset({60.0}), single=True),
        ),
        (
            [{"is_in_stock": False, "max_qty": "", "display_price": 0}] * 2,
            PageData(availability="outofstock", single=True),
        ),
        ([VARIATION, "x" * 500_000], PageData()),
        ([{**VARIATION, "display_price": float("nan")}], PageData()),
        (False, PageData()),
    ],
)
def test_variations_tell_what_may_be_ordered_and_was_asked(variations: object, wanted: PageData) -> None:
    form = f'<form data-product_id=5 data-product_variations="{escape(json.dumps(variations))}"></form>'
    assert of(read(f'<body class="postid-5"><p>x</p>{form}'.encode())[2]) == wanted
    assert of(read(f'<body class="postid-6"><p>x</p>{form}'.encode())[2]) == PageData()


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [PRODUCT, PRODUCT.replace("Lamp", "Chair")],
        ['{"@type": "Product", "offers": [{"inventoryLevel": 4}, {"inventoryLevel": 9}]}'],
        ['{"@type": "Product", "offers": {"inventoryLevel": "some", "priceValidUntil": "soon"}}'],
        ['{"@type": "Product", "offers": {"inventoryLevel": true, "priceValidUntil": null}}'],
        ['{"@type": "Product", "offers": {"inventoryLevel": 4, "price": NaN}}'],
        ["[" * 10_000],
    ],
)
def test_what_is_unclear_says_nothing(texts: list[str]) -> None:
    assert replace(of(linked.read(texts)), single=False) == PageData()


def test_the_command_line_reads_the_pages_own_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "lamp.html"
    page.write_text(f'<html lang="en"><script type="application/ld+json">{PRODUCT}</script><p>{ONLY_TWO}', "utf-8")
    assert cli.main(["scan", str(page)]) == 0
    assert "own data say 57 in stock" in capsys.readouterr().out


def test_a_request_brings_the_data_and_the_day() -> None:
    request = {
        "v": 1,
        "kind": "scan",
        "lang": "en",
        "blocks": [{"i": 1, "text": ONLY_TWO}],
        "page_data": [{"product": 0, "name": "inventoryLevel", "value": "57"}],
        "today": "2026-11-22",
    }
    reply = json.loads(wire.scan_json(json.dumps(request)))
    assert reply["findings"][0]["evidence"] == ["The page’s own data say 57 in stock."]
    for broken in ({"today": "tomorrow"}, {"page_data": [{"name": "inventoryLevel"}]}, {"page_data": "all"}):
        reply = json.loads(wire.scan_json(json.dumps(request | broken)))
        assert reply["error"]["kind"] == "bad-request"
        assert "page_data" in reply["error"]["message"]
