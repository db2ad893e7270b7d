"""What a parsed page says of its product (command line only): JSON-LD, microdata, Open Graph tags, attributes.

`extension/content/page-data.js` reads the same in a browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from softsell.html import linked, shopdata
from softsell.html.linked import LONGEST, MOST, OFFER, PRODUCTS, RATING
from softsell.html.vocabulary import names, number, words
from softsell.pagedata import QUANTITY, Datum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

_TAGS: Final = names("product", "tags")
_STOCKS: Final = words("product", "stocks")
_QUANTITY: Final = re.compile("|".join(words("product", "quantity")), re.IGNORECASE)
_OFFERS: Final = frozenset({"Offer", "AggregateOffer"})
_RATINGS: Final = frozenset({"AggregateRating"})
MOST_ELEMENTS: Final = number("product", "elements")
"""Elements of each kind that are looked at."""


def data_of(tree: LexborHTMLParser) -> list[Datum]:
    """The data of a page: JSON-LD, microdata, then Open Graph, attributes, and what its shop's program keeps, each in
    the page's order."""
    products = linked.read(text for _, text in _scripts(tree, "application/ld+json"))
    return [*products, *_microdata(tree), *_open_graph(tree), *_attributes(tree), *_kept(tree)][:MOST]


def title_of(tree: LexborHTMLParser) -> Any:
    """The page's title element; None where it has none. Those of pictures are not the page's."""
    pictured = {title.mem_id for title in tree.css("svg title")}
    return next((title for title in tree.css("title") if title.mem_id not in pictured), None)


def _scripts(tree: LexborHTMLParser, kind: str) -> list[tuple[str, str]]:
    """The page's scripts of a type, each its id and text."""
    return [
        (node.attributes.get("id") or "", node.text() or "")
        for node in tree.css("script[type]")
        if (node.attributes.get("type") or "").lower() == kind
    ][:MOST_ELEMENTS]


def _kept(tree: LexborHTMLParser) -> Iterator[Datum]:
    title = title_of(tree)
    said = "" if title is None else title.text() or ""
    tags = [node.attributes.get("content") or "" for node in tree.css('head meta[property="og:title"]')[:1]]
    headings = [node.text() or "" for node in tree.css("h1")[:5]]
    called = shopdata.names_of(" ".join(said.split()), [*headings, *tags])
    kept = dict.fromkeys(shopdata.read(_scripts(tree, "application/json"), called))
    kept.update(dict.fromkeys(shopdata.read_variations(_variations(tree))))
    for name, value in kept:
        yield Datum(0, f"shop:{name}", value)


def _variations(tree: LexborHTMLParser) -> list[str]:
    """What the WooCommerce forms hold of the product that the page is of, by WordPress's class of its body."""
    classes = set(((tree.body and tree.body.attributes.get("class")) or "").split())
    return [
        form.attributes.get("data-product_variations") or ""
        for form in tree.css("form[data-product_variations]")[:MOST_ELEMENTS]
        if f"postid-{form.attributes.get('data-product_id')}" in classes
    ]


def _microdata(tree: LexborHTMLParser) -> Iterator[Datum]:
    products: dict[int, int] = {}
    for node in tree.css("[itemprop]")[:MOST_ELEMENTS]:
        said = set((node.attributes.get("itemprop") or "").split()) & (OFFER | RATING)
        scope = _scope(node.parent) if said else None
        if scope is None:
            continue
        kinds = _kinds(scope)
        known = RATING if kinds & _RATINGS else OFFER
        while scope is not None and kinds & (_OFFERS | _RATINGS):
            scope = _scope(scope.parent)
            kinds = _kinds(scope) if scope is not None else set()
        if scope is None or not kinds & PRODUCTS:
            continue
        product = products.setdefault(scope.mem_id, len(products))
        for name in sorted(said & known):
            yield Datum(product, f"item:{name}", _value(node))


def _scope(node: Any) -> Any:
    while node is not None and "itemscope" not in node.attributes:
        node = node.parent
    return node


def _kinds(scope: Any) -> set[str]:
    return {kind.rpartition("/")[2] for kind in (scope.attributes.get("itemtype") or "").split()}


def _value(node: Any) -> str:
    for name in ("content", "href", "datetime", "value"):
        said = node.attributes.get(name)
        if said:
            return str(said).strip()[:LONGEST]
    return " ".join((node.text() or "").split())[:LONGEST]


def _open_graph(tree: LexborHTMLParser) -> Iterator[Datum]:
    for node in tree.css("head meta[property], head meta[name]")[:MOST_ELEMENTS]:
        name = _TAGS.get((node.attributes.get("property") or node.attributes.get("name") or "").strip())
        value = (node.attributes.get("content") or "").strip()[:LONGEST]
        if name and value:
            yield Datum(0, f"og:{name}", value)


def _attributes(tree: LexborHTMLParser) -> Iterator[Datum]:
    stocks = {
        node.mem_id: node for node in tree.css(", ".join(f"[{name}]" for name in _STOCKS))
    }  # one may match twice
    for place, node in enumerate(list(stocks.values())[:MOST_ELEMENTS]):
        value = next(filter(None, (node.attributes.get(name) for name in _STOCKS)), "").strip()
        if re.fullmatch(r"\d{1,6}", value):
            yield Datum(place, "data:inventoryLevel", value)
    fields = [
        node
        for node in tree.css('input[type="number"][max]')[:MOST_ELEMENTS]
        if _QUANTITY.search(" ".join(node.attributes.get(name) or "" for name in ("name", "id", "class")))
    ]
    for place, node in enumerate(fields):
        yield Datum(place, f"data:{QUANTITY}", (node.attributes.get("max") or "").strip()[:LONGEST])
