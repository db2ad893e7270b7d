"""Claims beside the page's own data and its other sentences."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Final

from tests.e2e.evidence.behaviour import Behaviour, Check, found, page, silent, unmarked
from tests.e2e.evidence.steps import Step, answered, load, run

LATER: Final = (datetime.now(UTC) + timedelta(days=40)).date().replace(day=9).isoformat()
"""A day some weeks off, and no end of a year."""


def _script(**properties: object) -> str:
    data = {"@context": "https://schema.org", "@type": "Product", "name": "Lamp", **properties}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _lamp(said: str, *, more: str = "", head: str = "", lang: str = "en", **offers: object) -> str:
    """A product page that says one thing in words and `offers` in its data."""
    script = _script(offers=offers) if offers else ""
    return page(f"<main><h1>Lamp</h1><p>{said}</p>{more}</main>", head=script + head, lang=lang)


def _row(
    kind: str, name: str, html: str, *checks: Check, honest: bool = False, steps: tuple[Step, ...] = ()
) -> Behaviour:
    return Behaviour(
        name=name, kind=kind, honest=honest, paths={"/": html}, steps=(load(), *steps), checks=checks or (silent(),)
    )


ONLY_TWO: Final = "Only 2 left in stock"


def _kept(said: str, data: object, *, script: str = "", more: str = "", title: str = "Lamp – Oslo Lamps") -> str:
    """A product page whose shop's program keeps this data in it."""
    kept = f"<script type=application/json {script}>{json.dumps(data)}</script>"
    return page(f"<main><h1>Lamp</h1><p>{said}</p>{more}</main>{kept}", title=title)


def _shopify(
    *stocks: int, title: str = "Lamp", before: int | None = None, price: int = 5990, **more: object
) -> object:
    variants = [
        {
            "id": at, "title": str(at), "available": stock > 0, "price": price, "compare_at_price": before,
            "inventory_management": "shopify", "inventory_policy": "deny", "inventory_quantity": stock, **more,
        }
        for at, stock in enumerate(stocks)
    ]  # fmt: skip
    return {"id": 1, "title": title, "handle": "lamp", "vendor": "Oslo", "price_min": price, "variants": variants}


def _variations(said: str, *quantities: int | str, before: float = 60, product: int = 5) -> str:
    """A WooCommerce product page whose form holds a variation of 60 for each quantity that may be ordered."""
    variations = [
        {
            "attributes": {"attribute_colour": str(at)}, "variation_id": 10 + at, "availability_html": "",
            "is_in_stock": True, "max_qty": most, "display_price": 60, "display_regular_price": before,
        }
        for at, most in enumerate(quantities)
    ]  # fmt: skip
    form = (
        f'<form class="variations_form cart" data-product_id="{product}" '
        f'data-product_variations="{escape(json.dumps(variations))}"><select><option>Choose</select></form>'
    )
    return page(f"<main><h1>Lamp</h1><p>{said}</p>{form}</main>", classes="single single-product postid-5")


_NEXT: Final = {
    "props": {"pageProps": {"product": {"name": "Lamp", "variants": [{"availableForSale": True, "stockLevel": 57}]}}},
    "page": "/products/[slug]",
}
_NUXT: Final = [
    ["ShallowReactive", 1], {"data": 2}, ["Reactive", 3], {"product": 4}, {"name": 5, "variants": 6}, "Lamp", [7],
    {"quantityAvailable": 8, "availableForSale": 9}, 57, True,
]  # fmt: skip

_LATE_DATA: Final = f"""() => {{
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.textContent = {json.dumps(json.dumps({"@type": "Product", "offers": {"inventoryLevel": 57}}))};
    document.body.append(script);
}}"""

_STOCK: Final = (
    _row("stock", "two-left-of-many", _lamp(ONLY_TWO, inventoryLevel=57), found("scarcity", "57", phrase="2 left")),
    _row(
        "stock",
        "two-left-in-microdata",
        page(
            '<main itemscope itemtype="https://schema.org/Product"><h1 itemprop=name>Lamp</h1>'
            '<div itemprop=offers itemscope itemtype="https://schema.org/Offer"><meta itemprop=price content=40>'
            f"<meta itemprop=inventoryLevel content=31></div><p>{ONLY_TWO}</p></main>"
        ),
        found("scarcity", "31", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-in-an-attribute",
        _lamp(ONLY_TWO, more="<form data-stock=44><button>Add to basket</button></form>"),
        found("scarcity", "44", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-but-order-fifty",
        _lamp(ONLY_TWO, more="<input type=number name=quantity value=1 min=1 max=50>"),
        found("scarcity", "order up to 50", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-and-more-elsewhere",
        _lamp(ONLY_TWO, more="<footer><p>Stock: 57 items</p></footer>", price="40.00"),
        found("scarcity", "Elsewhere", "57", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-by-data-that-come-later",
        _lamp(ONLY_TWO),
        found("scarcity", "57", phrase="2 left"),
        steps=(answered(), run(_LATE_DATA)),
    ),
    _row(
        "stock",
        "two-left-but-sold-out",
        _lamp(ONLY_TWO, availability="https://schema.org/OutOfStock"),
        found("scarcity", "sold out", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-but-ordered-ahead",
        _lamp(ONLY_TWO, head='<meta property="product:availability" content="preorder">'),
        found("scarcity", "ordered ahead", phrase="2 left"),
    ),
    _row(
        "stock",
        "bare-to-igjen",
        _lamp("Bare 2 igjen på lager", inventoryLevel=57, lang="nb"),
        found("scarcity", "57", phrase="2 igjen"),
    ),
    _row(
        "stock",
        "two-left-in-shopify-json",
        _kept(ONLY_TWO, _shopify(57), script="data-product-json"),
        found("scarcity", "57", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-in-the-state-of-next",
        _kept(ONLY_TWO, _NEXT, script="id=__NEXT_DATA__"),
        found("scarcity", "57", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-in-the-state-of-nuxt",
        _kept(ONLY_TWO, _NUXT, script="id=__NUXT_DATA__"),
        found("scarcity", "57", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-and-shopify-says-sold-out",
        _kept(ONLY_TWO, _shopify(0, 0)),
        found("scarcity", phrase="2 left"),
    ),
    _row(
        "stock",
        "two-left-and-shopify-says-so-too",
        _kept(ONLY_TWO, _shopify(2)),
        silent("57", "sold", "order"),
        found("scarcity", "also say 2 in stock"),
        honest=True,
    ),
    _row(
        "stock", "two-left-and-another-lamp-has-many", _kept(ONLY_TWO, _shopify(57, title="Desk lamp")), honest=True
    ),
    _row(
        "stock",
        "two-left-and-woocommerce-sells-57",
        _variations(ONLY_TWO, 57, 57),
        found("scarcity", "order up to 57", phrase="2 left"),
    ),
    _row("stock", "two-left-and-woocommerce-sells-two", _variations(ONLY_TWO, 2, 2), honest=True),
    _row("stock", "two-left-and-woocommerce-does-not-count", _variations(ONLY_TWO, 57, ""), honest=True),
    _row("stock", "two-left-and-another-lamp-in-a-form", _variations(ONLY_TWO, 57, product=6), honest=True),
    _row("stock", "two-left-of-one-variant", _kept(ONLY_TWO, _shopify(2, 57)), honest=True),
    _row(
        "stock",
        "two-left-and-shopify-does-not-count",
        _kept(ONLY_TWO, _shopify(57, inventory_management=None)),
        honest=True,
    ),
    _row("stock", "two-left-of-two", _lamp(ONLY_TWO, inventoryLevel=2), silent("57", "sold", "order"), honest=True),
    _row("stock", "two-left-of-an-unknown-number", _lamp(ONLY_TWO, price="40.00"), honest=True),
    _row(
        "stock",
        "two-left-among-many-products",
        page(
            f"<main><p>{ONLY_TWO}</p></main>",
            head=_script(offers={"inventoryLevel": 57}) + _script(name="Chair", offers={"inventoryLevel": 2}),
        ),
        honest=True,
    ),
    _row(
        "stock",
        "two-left-of-one-size",
        _lamp("Choose a size", more=f"<ul><li>S: {ONLY_TWO}</li><li>M: 57 in stock</li></ul>", price="40.00"),
        honest=True,
    ),
    _row(
        "stock",
        "two-left-and-ten-an-order",
        _lamp(ONLY_TWO, more="<input type=number name=quantity value=1 min=1 max=10>"),
        honest=True,
    ),
)

_DEADLINES: Final = (
    _row("deadline", "today-only-for-weeks", _lamp("Today only!", priceValidUntil=LATER), found("urgency", LATER)),
    _row(
        "deadline",
        "ends-tonight-in-microdata",
        page(
            '<main itemscope itemtype="https://schema.org/Product"><p itemprop=offers itemscope '
            f'itemtype="https://schema.org/Offer">Sale ends tonight<meta itemprop=priceValidUntil content={LATER}>'
        ),
        found("urgency", LATER),
    ),
    _row(
        "deadline",
        "slutter-i-dag",
        _lamp("Tilbudet slutter i dag", priceValidUntil=LATER, lang="nb"),
        found("urgency", LATER),
    ),
    _row(
        "deadline",
        "today-only-and-so-it-is",
        _lamp("Today only!", priceValidUntil=datetime.now(UTC).date().isoformat()),
        honest=True,
    ),
    _row(
        "deadline",
        "today-only-and-nobody-set-an-end",
        _lamp("Today only!", priceValidUntil="2099-12-31"),
        honest=True,
    ),
)

_PRICES: Final = (
    _row(
        "price",
        "was-more-than-the-list-price",
        _lamp(
            "Was $999, now $599",
            price=599,
            priceSpecification={"priceType": "https://schema.org/StrikethroughPrice", "price": 799},
        ),
        found("misleading", "799", phrase="999"),
    ),
    _row(
        "price",
        "was-more-than-the-tag",
        _lamp("RRP $999", head='<meta property="product:original_price:amount" content="649.00">'),
        found("misleading", "649", phrase="999"),
    ),
    _row(
        "price",
        "was-more-than-any-price",
        _lamp("Was $999, now $599", lowPrice=599, highPrice=799),
        found("misleading", "799", phrase="999"),
    ),
    _row(
        "price",
        "was-more-than-shopify-ever-asked",
        _kept("Was $99.90, now $59.90", _shopify(9, before=7990)),
        found("misleading", "79.90", phrase="99.90"),
    ),
    _row(
        "price",
        "was-more-than-woocommerce-ever-asked",
        _variations("Was $99.90, now $60", 9, before=79.9),
        found("misleading", "79.90", phrase="99.90"),
    ),
    _row(
        "price",
        "was-as-woocommerce-says",
        _variations("Was $79.90, now $60", 9, before=79.9),
        unmarked(),
        honest=True,
    ),
    _row(
        "price",
        "was-as-shopify-says",
        _kept("Was $79.90, now $59.90", _shopify(9, before=7990)),
        unmarked(),
        honest=True,
    ),
    _row(
        "price",
        "struck-above-any-price",
        _lamp("<del>$999</del> <b>$599</b>", lowPrice=599, highPrice=799),
        found("misleading", "799", phrase="999"),
    ),
    _row(
        "price",
        "struck-by-a-style-above-shopify",
        _kept(
            "<span style='text-decoration: line-through'><bdi>$99.90</bdi></span>",
            _shopify(9, before=7990),
            more="<p>$59.90</p>",
        ),
        found("misleading", "79.90", phrase="99.90"),
    ),
    _row(
        "price",
        "struck-above-the-list-price",
        _lamp(
            "<ins>599 kr</ins> <s>999 kr</s>",
            price=599,
            priceSpecification={"priceType": "https://schema.org/StrikethroughPrice", "price": 799},
            lang="nb",
        ),
        found("misleading", "799", phrase="999"),
    ),
    _row(
        "price",
        "struck-as-the-data-say",
        _lamp("<del>$799</del> <b>$599</b>", lowPrice=599, highPrice=799),
        unmarked(),
        honest=True,
    ),
    _row(
        "price",
        "struck-where-the-data-name-the-price-of-now",
        _lamp("<del>$999</del> <b>$599</b>", price=599),
        unmarked(),
        honest=True,
    ),
    _row(
        "price",
        "struck-of-another-lamp",
        _lamp("$599", more="<h2>Others chose</h2><p><del>$999</del> $899</p>", lowPrice=599, highPrice=799),
        unmarked("misleading"),
        honest=True,
    ),
    _row(
        "price",
        "save-half-of-a-fifth",
        _lamp("Was $100, now $80. Save 50%"),
        found("misleading", "20 %", phrase="50%"),
    ),
    _row(
        "price",
        "spar-halvparten",
        _lamp("Før 1 000 kr, nå 800 kr. Spar 50 %", lang="nb"),
        found("misleading", "20 %", phrase="50 %"),
    ),
    _row(
        "price",
        "half-off-beside-a-struck-price",
        _lamp("<del>Was $200</del> <b>$150</b> <em>50% off</em>"),
        found("misleading", "25 %", phrase="50%"),
    ),
    _row(
        "price",
        "was-as-the-data-say",
        _lamp("Was $799, now $599", lowPrice=599, highPrice=799),
        unmarked(),
        honest=True,
    ),
    _row(
        "price",
        "was-more-in-another-size",
        _lamp("Was $999, now $599", lowPrice=599, highPrice=799, offerCount=4),
        unmarked(),
        honest=True,
    ),
    _row("price", "save-a-fifth", _lamp("Was $100, now $80. Save 20%", price=80), unmarked(), honest=True),
    _row("price", "save-up-to-half", _lamp("Was $100, now $80. Save up to 50%"), unmarked("misleading"), honest=True),
)

_LOW: Final = _script(aggregateRating={"@type": "AggregateRating", "ratingValue": 3.2, "reviewCount": 12})
_HIGH: Final = _script(aggregateRating={"@type": "AggregateRating", "ratingValue": "4.8", "ratingCount": "10023"})

_RATINGS: Final = (
    _row(
        "rating", "rated-better", _lamp("Rated 4.9 by 10,000 customers", head=_LOW), found("misleading", "3.2", "12")
    ),
    _row(
        "rating",
        "rated-better-of-five",
        _lamp("4.9 out of 5 from 2,310 reviews", head=_LOW),
        found("misleading", "3.2"),
    ),
    _row(
        "rating",
        "vurdert-bedre",
        _lamp("Vurdert til 4,9 av 10 000 kunder", head=_LOW, lang="nb"),
        found("misleading", "3.2"),
    ),
    _row(
        "rating", "rated-as-the-data-say", _lamp("Rated 4.9 by 10,000 customers", head=_HIGH), unmarked(), honest=True
    ),
    _row(
        "rating",
        "the-shop-is-rated",
        _lamp("Rated 4.9 on Trustpilot by 10,000 customers", head=_LOW),
        unmarked("misleading"),
        honest=True,
    ),
)

ROWS: Final[tuple[Behaviour, ...]] = (*_STOCK, *_DEADLINES, *_PRICES, *_RATINGS)
