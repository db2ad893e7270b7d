"""The page's own data: read alike in the page and on the command line, and sent along."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

import pytest

from softsell import html

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
    "of odd shapes": [
        {"@type": "Product", "offers": {"inventoryLevel": None, "priceValidUntil": ["soon"]}}, 7, [], {"@type": 7},
        {"@type": {"Product": 1}, "offers": OFFER}, {"@type": [["Product"]], "offers": OFFER},
    ],
    "none": [{"@type": "Organization", "inventoryLevel": 3}],
    "prices and ratings": [
        {
            "@type": "Product",
            "offers": {
                "@type": "AggregateOffer", "lowPrice": 599.0, "highPrice": "799.50", "offerCount": 1,
                "seller": {"aggregateRating": {"ratingValue": 1}},
                "priceSpecification": [{"priceType": "https://schema.org/ListPrice", "price": 899, "minPrice": 1}],
            },
            "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.5", "reviewCount": 12, "bestRating": 5},
            "review": [{"reviewRating": {"ratingValue": 1}}],
        }
    ],
    "twice, and another": [LAMP, {**LAMP, "name": "Lamp"}, {**LAMP, "name": "Chair"}],
}  # fmt: skip


def _padded(units: int) -> dict[str, object]:
    """LAMP in a script of this many UTF-16 units, twice as many as its letters."""
    bare = len(json.dumps({**LAMP, "note": ""}))
    return {**LAMP, "note": "\U0001f4a1" * ((units - bare) // 2) + "." * ((units - bare) % 2)}


BOUND = 200_000
BOUNDED = {
    "as long as is read": ([_padded(BOUND)], True),
    "a letter longer": ([_padded(BOUND + 1)], False),
    "in two": ([["." * BOUND], LAMP], False),
    "one that fits before": ([LAMP, ["." * BOUND]], True),
}
MARKUP = {
    "microdata": """<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Lamp</b>
        <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="price" content="599.00">
        <link itemprop="availability" href="https://schema.org/InStock"><span itemprop="inventoryLevel"> 57 </span>
        <time itemprop="priceValidUntil" datetime="2026-12-24">Christmas</time></div>
        <p itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
        <span itemprop="ratingValue">4,5</span> of <span itemprop="bestRating">5</span>
        (<span itemprop="reviewCount ratingCount">12</span>)</p>
        <div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><i itemprop="price">3</i></div></div>""",
    "two items": '<p itemscope itemtype="https://schema.org/Product"><i itemprop="price">3</i></p>' * 2,
    "no product": '<p itemscope itemtype="https://schema.org/Offer"><i itemprop="price">3</i></p>',
    "open graph": """<meta property="product:availability" content="preorder"><meta property="og:title" content="L">
        <meta name="og:price:standard_amount" content=" 899 "><meta name="constructor" content=3>
        <meta property="product:original_price:amount">
        """,
    "attributes": """<form data-stock="57"><input type=number name=quantity max=50><input type=number name=age max=99>
        <i data-inventory="some" data-stock=""></i><b data-qty-available=" 12 "></b></form>""",
}


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES)
def test_the_page_and_the_command_line_read_the_same(inject: Inject, data: list[object]) -> None:
    page = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in data)
    page += '<script type="application/ld+json">{ not json </script><p>Only 2 left</p>'
    inject.open(page)
    assert inject.js("softsell.pageData()") == [asdict(datum) for datum in html.read(page.encode())[2]]


@pytest.mark.parametrize(("data", "is_read"), BOUNDED.values(), ids=BOUNDED)
def test_both_read_as_much_of_it(inject: Inject, data: list[object], *, is_read: bool) -> None:
    scripts = (json.dumps(one, ensure_ascii=False) for one in data)
    page = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    inject.open(page + "<p>Only 2 left</p>")
    told = [asdict(datum) for datum in html.read(page.encode())[2]]
    assert inject.js("softsell.pageData()") == told
    assert bool(told) == is_read


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_the_markup_too_is_read_the_same(inject: Inject, markup: str) -> None:
    inject.open(f"{markup}<p>Only 2 left</p>")
    assert inject.js("softsell.pageData()") == [asdict(datum) for datum in html.read(markup.encode())[2]]


def test_what_comes_later_is_held_against_what_was_found_before(inject: Inject) -> None:
    inject.open("<p>Only 2 left</p><p>Nothing else</p>")
    inject.page.evaluate(
        """(data) => {
            const script = document.createElement('script');
            script.type = 'application/ld+json';
            script.textContent = data;
            document.head.append(script);
        }""",
        json.dumps(LAMP),
    )
    inject.until("stub.sent.filter((one) => one.kind === 'scan').length === 2")
    first, again = inject.js("stub.sent.filter((one) => one.kind === 'scan')")
    assert "page_data" not in first
    assert [block["text"] for block in again["blocks"]] == ["Only 2 left"]
    assert again["page_data"][0]["value"] == "57"


def test_nothing_is_read_again_while_nothing_of_it_changes(inject: Inject) -> None:
    inject.open(f'<script type="application/ld+json">{json.dumps(LAMP)}</script><p id="a">Only 2 left</p>')
    inject.js("stub.then = softsell.pageData(); 0")
    inject.page.evaluate("document.getElementById('a').innerHTML = '<b>Only 3 left</b>'")
    inject.until("stub.sent.filter((one) => one.kind === 'scan').length === 2")
    assert inject.js("softsell.pageData() === stub.then")
    inject.page.evaluate("document.querySelector('script').remove()")
    inject.until("softsell.pageData().length === 0")


def test_what_another_block_tells_of_the_stock_goes_with_the_claim(inject: Inject) -> None:
    tells = """stub.replies.scan = (message) => ({
        ...stub.answer(message), told: message.blocks.filter(({ text }) => text === '57 in stock')
            .map(({ i }) => ({ block: i, name: 'stock', value: '57' })),
    })"""
    inject.load("<p>Only 2 left</p><p>57 in stock</p><p>Nothing else</p>")
    inject.start(tells)
    inject.until("stub.sent.filter((one) => one.kind === 'scan').length === 2")
    again = inject.js("stub.sent.filter((one) => one.kind === 'scan')[1]")
    assert [block["text"] for block in again["blocks"]] == ["Only 2 left"]
    assert again["page_data"] == [{"product": 0, "name": "said:stock", "value": "57"}]


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


VARIANT = {"available": True, "price": 5990, "compare_at_price": 7990, "inventory_quantity": 57}
SHOPIFY = {"title": "Lamp", "price_min": 5990, "variants": [VARIANT]}
KEPT = {
    "shopify": ("", SHOPIFY),
    "two variants": ("", {**SHOPIFY, "variants": [VARIANT, {"available": False, "inventory_quantity": 2}]}),
    "not counted": ("", {**SHOPIFY, "variants": [{**VARIANT, "inventory_management": None}]}),
    "sold beyond": ("", {**SHOPIFY, "variants": [{**VARIANT, "inventory_policy": "continue"}]}),
    "of another product": ("", {**SHOPIFY, "title": "Desk lamp"}),
    "unclear units": ("", {"name": " LAMP ", "price": 59, "compareAtPrice": None, "inStock": False}),
    "in a list, by strings": ("", {"items": [[{"name": "Lamp", "price": "59.90", "compareAtPrice": None}]]}),
    "edges": (
        "",
        {
            "title": "Lamp", "totalInventory": 3,
            "variants": {"edges": [{"node": {"priceV2": {"amount": "59.9"}, "compareAtPriceV2": {"amount": 80.5}}}]},
        },
    ),
    "edges beside empty nodes": (
        "", {"title": "Lamp", "variants": {"nodes": [], "edges": [{"node": VARIANT}]}},
    ),
    "nodes beside odd edges": ("", {"title": "Lamp", "variants": {"nodes": {"0": 1}, "edges": [{"node": VARIANT}]}}),
    "next": ("__NEXT_DATA__", {"props": {"pageProps": {"product": {"name": "Lamp", "stockLevel": 57.0}}}}),
    "nuxt": (
        "__NUXT_DATA__",
        [["Reactive", 1], {"product": 2, "self": 1}, {"name": 3, "variants": 4, "inStock": 99}, "Lamp", [5],
         {"stockLevel": 6, "inStock": 7}, 57, True],
    ),
    "nothing of a product": ("", {"title": "Lamp", "cart": []}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), KEPT.values(), ids=KEPT)
def test_what_the_shops_program_keeps_is_read_the_same(inject: Inject, name: str, data: object) -> None:
    page = (
        f"<title>Lamp | Oslo</title><h1> Lamp </h1>"
        f"<script type='application/JSON' id='{name}'>{json.dumps(data)}</script>"
        "<script type='application/json'>{ broken: \"available\": }</script><p>Only 2 left</p>"
    )
    inject.open(page)
    told = [asdict(datum) for datum in html.read(page.encode())[2]]
    assert inject.js("softsell.pageData()") == told
    assert bool(told) == (data not in (KEPT["of another product"][1], KEPT["nothing of a product"][1]))


VARIATION = {
    "variation_id": 7, "is_in_stock": True, "max_qty": 57, "display_price": 60, "display_regular_price": 79.9,
    "availability_html": '<p class="stock">57 in stock</p>',
}  # fmt: skip
FORMS = {
    "one variation": ("postid-5 single", 5, [VARIATION], {"quantity", "availability", "price", "topPrice"}),
    "two": ("postid-5", 5, [VARIATION, {**VARIATION, "max_qty": 9.0, "is_in_stock": False}],
            {"quantity", "availability", "price", "topPrice"}),
    "as many as one likes": ("postid-5", 5, [VARIATION, {**VARIATION, "max_qty": ""}],
                             {"availability", "price", "topPrice"}),
    "no price": ("postid-5", 5, [{**VARIATION, "display_price": 0}], {"quantity", "availability"}),
    "of another product": ("postid-50 page-id-5", 5, [VARIATION], set()),
    "of none": ("postid-5", "", [VARIATION], set()),
    "too many": ("postid-5", 5, False, set()),
    "odd": ("postid-5", 5, [7, [], {"max_qty": True, "display_price": {"amount": "x"}}], set()),
}  # fmt: skip


@pytest.mark.parametrize(("classes", "product", "data", "names"), FORMS.values(), ids=FORMS)
def test_the_variations_in_a_form_are_read_the_same(
    inject: Inject, classes: str, product: object, data: object, names: set[str]
) -> None:
    page = (
        f"<body class='{classes}'><h1>Lamp</h1><p>Only 2 left</p><form class=variations_form"
        f' data-product_id="{product}" data-product_variations="{escape(json.dumps(data))}"></form>'
        f'<form data-product_id="{product}" data-product_variations="{{ broken"></form>'
    )
    inject.open(page)
    told = [asdict(datum) for datum in html.read(page.encode())[2]]
    assert inject.js("softsell.pageData()") == told
    assert {datum["name"].removeprefix("shop:") for datum in told} == names


def test_forms_whose_fields_stand_in_for_what_is_asked_are_passed_over(inject: Inject) -> None:
    fields = "".join(f"<input name={name}>" for name in ("matches", "getAttribute", "closest", "querySelector"))
    inject.open(
        f"<form data-stock=9 data-product_variations='[]'>{fields}</form><form itemscope>{fields}<i itemprop=price>3"
        f"</i></form><p data-stock=57>Only 2 left</p>"
    )
    assert inject.js("softsell.pageData()") == [{"product": 0, "name": "data:inventoryLevel", "value": "57"}]
    inject.page.evaluate("document.forms[0].append('x')")
    inject.settle()


def test_a_heading_that_comes_late_names_the_product(inject: Inject) -> None:
    inject.open(f"<script type='application/json'>{json.dumps(SHOPIFY)}</script><p>Only 2 left</p>")
    assert inject.js("softsell.pageData()") == []
    inject.page.evaluate(
        "document.body.prepend(Object.assign(document.createElement('h1'), { textContent: 'Lamp' }))"
    )
    inject.until("softsell.pageData().some(({ name }) => name === 'shop:inventoryLevel')")
