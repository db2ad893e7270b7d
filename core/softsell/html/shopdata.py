"""What a shop's own program keeps of its product in the page: Shopify's product JSON, the state of Next and Nuxt, the
variations in WooCommerce's form.

Of all that stands in scripts only what is called as the page itself is called (its heading, its title) is read: that
is the page's one product; of forms only that of the product which the page is of.
`extension/content/shop-data.js` reads the same in a browser.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Any, Final

from softsell.html.strict_json import parsed
from softsell.html.vocabulary import number, words
from softsell.offsets import utf16_length
from softsell.pagedata import QUANTITY, TOP_PRICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST_UNITS: Final = number("shop", "units")
"""UTF-16 units read of all such scripts of a page."""
_MOST_NODES: Final = number("shop", "nodes")
_MOST_VARIANTS: Final = number("shop", "variants")
_DEEPEST: Final = number("shop", "deepest")
_REVIVED_DEEPEST: Final = number("shop", "revived_deepest")
_CALLED: Final = words("shop", "called")
_STOCKS: Final = words("shop", "stocks")
_STATES: Final = words("shop", "states")
_PRICES: Final = words("shop", "prices")
_BEFORE: Final = words("shop", "before")
_VARIATION_PRICES: Final = words("shop", "variation_prices")
_VARIATION_BEFORE: Final = words("shop", "variation_before")
_VARIATION_QUANTITY: Final = words("shop", "variation_quantity")
_HINT: Final = re.compile('"(?:' + "|".join((*_STOCKS, *_STATES, *_BEFORE)) + ')"')
_NUXT: Final = "__NUXT_DATA__"
_PARTS: Final = re.compile(r"\s[|–—·-]\s")
_MONEY: Final = re.compile(r"\d{1,9}(?:\.\d{1,4})?")


def names_of(title: str, headings: Iterable[str]) -> frozenset[str]:
    """What a page is called: each heading, its title, and the title's parts."""
    return frozenset(filter(None, (_name(said) for said in (*headings, title, *_PARTS.split(title)))))


def read(scripts: Iterable[tuple[str, str]], names: frozenset[str]) -> list[tuple[str, str]]:
    """The properties of the product that the page is called after, from JSON scripts (pairs of an id and a text)."""
    found: dict[tuple[str, str], None] = {}
    units = 0
    for name, text in scripts:
        units += utf16_length(text)
        if units > MOST_UNITS:
            break
        if _HINT.search(text):
            for node in _products(name, text, names):
                found.update(dict.fromkeys(_properties(node)))
    return list(found)


def read_variations(texts: Iterable[str]) -> list[tuple[str, str]]:
    """The properties of a product from the variations (JSON) in each of its WooCommerce forms.

    How many may be ordered is no stock count: a shop may allow fewer than it has.
    """
    found: dict[tuple[str, str], None] = {}
    units = 0
    for text in texts:
        units += utf16_length(text)
        if units > MOST_UNITS:
            break
        rows = _variants(parsed(text))  # `false` where they are too many to be in the page
        if not rows:
            continue
        quantities = [_quantity(row) for row in rows]
        if None not in quantities:
            found.update(((QUANTITY, str(quantity)), None) for quantity in quantities)
        found.update(dict.fromkeys(_states([_state(row) for row in rows])))
        found.update(dict.fromkeys(_prices(rows, rows, _VARIATION_PRICES, _VARIATION_BEFORE, 1)))
    return list(found)


def _name(said: object) -> str:
    return " ".join(said.split()).lower() if isinstance(said, str) else ""


def _products(name: str, text: str, names: frozenset[str]) -> Iterator[dict[str, Any]]:
    root = parsed(text)
    nodes = list(_nodes(root))
    if name == _NUXT and isinstance(root, list):
        nodes = [
            _revived(root, row, 0) for row in nodes if names & {_name(_at(root, row.get(key))) for key in _CALLED}
        ]
    yield from (node for node in nodes if names & {_name(node.get(key)) for key in _CALLED})


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Every object in it that is not too deep, up to a bound."""
    todo = [(root, 0)] if isinstance(root, dict | list) else []
    for _ in range(_MOST_NODES):
        if not todo:
            return
        node, depth = todo.pop()
        if isinstance(node, dict):
            yield node
        inner = node.values() if isinstance(node, dict) else node
        if depth < _DEEPEST:
            todo.extend((one, depth + 1) for one in reversed(list(inner)) if isinstance(one, dict | list))


def _at(rows: Sequence[Any], place: Any) -> Any:
    """What stands at a place of Nuxt's flat state; None where that is no place."""
    return rows[place] if type(place) is int and 0 <= place < len(rows) else None


def _revived(rows: Sequence[Any], node: Any, depth: int) -> Any:
    """A node of Nuxt's flat state, whose values are places in `rows`, with the values themselves."""
    if depth > _REVIVED_DEEPEST:
        return None
    if isinstance(node, dict):
        return {key: _revived(rows, _at(rows, place), depth + 1) for key, place in node.items()}
    if isinstance(node, list):
        places = node[1:] if node and isinstance(node[0], str) else node  # a kind, such as "Reactive", comes first
        inner = [_revived(rows, _at(rows, place), depth + 1) for place in places[:_MOST_VARIANTS]]
        return inner if places is node else next(iter(inner), None)
    return node


def _properties(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    parts: Sequence[Mapping[str, Any]] = _variants(node.get("variants")) or [node]
    stocks = [_stock(part) for part in parts]
    if stocks == [None]:
        stocks = [_stock(node)]
    if None not in stocks:
        yield from (("inventoryLevel", str(stock)) for stock in stocks)
    states = [_state(part) for part in parts]
    if None in states:
        states = [_state(node)]
    yield from _states(states)
    unit = 100 if "price_min" in node else None  # so Shopify's own product JSON counts
    yield from _prices(parts, [*parts, node], _PRICES, _BEFORE, unit)


def _states(states: Iterable[bool | None]) -> Iterator[tuple[str, str]]:
    yield from (("availability", "InStock" if state else "OutOfStock") for state in states if state is not None)


def _prices(
    parts: Sequence[Mapping[str, Any]],
    beside: Sequence[Mapping[str, Any]],
    now: Sequence[str],
    before: Sequence[str],
    unit: int | None,
) -> Iterator[tuple[str, str]]:
    """The prices of the parts under the keys `now`, and the highest, with those `before`, if `beside` has a place for
    them."""
    prices = [_price(part, now, unit) for part in parts]
    if None in prices or 0 in prices:
        return
    yield from (("price", f"{price:.2f}") for price in prices)
    earlier = [_price(part, before, unit) for part in beside]
    if None not in earlier and any(key in part for part in beside for key in before):
        yield TOP_PRICE, f"{max(price or 0 for price in (*prices, *earlier)):.2f}"


def _variants(said: Any) -> list[dict[str, Any]]:
    if isinstance(said, dict):
        said = next((rows for rows in (said.get("nodes"), said.get("edges")) if isinstance(rows, list) and rows), [])
    rows = said if isinstance(said, list) else []
    nodes = [row["node"] if isinstance(row, dict) and isinstance(row.get("node"), dict) else row for row in rows]
    return [node for node in nodes[:_MOST_VARIANTS] if isinstance(node, dict)]


def _stock(part: Mapping[str, Any]) -> int | None:
    """How many there are; None where nobody counts them, or more may be sold than there are."""
    policy = part.get("inventory_policy", part.get("inventoryPolicy"))
    if not part.get("inventory_management", True) or str(policy).lower() == "continue":
        return None
    stock = next((part[key] for key in _STOCKS if key in part), None)
    if isinstance(stock, bool) or not isinstance(stock, int | float) or not 0 <= stock < 1_000_000:
        return None
    return int(stock) if stock == int(stock) else None


def _state(part: Mapping[str, Any]) -> bool | None:
    state = next((part[key] for key in _STATES if key in part), None)
    return state if isinstance(state, bool) else None


def _quantity(part: Mapping[str, Any]) -> int | None:
    """How many of it may be ordered at once; None where that is not said."""
    said = next((part[key] for key in _VARIATION_QUANTITY if key in part), None)
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 < said < 1_000_000:
        return None
    return int(said) if said == int(said) else None


def _price(part: Mapping[str, Any], keys: Iterable[str], unit: int | None) -> float | None:
    """The price under the first of the keys that is there; 0 where there is none, None where it is unclear whether it
    is of the `unit` (100 for cents, 1 for whole ones): None as long as nothing tells."""
    said = next((part[key] for key in keys if key in part), None)
    said = said.get("amount") if isinstance(said, dict) else said
    if said is None or said == "":
        return 0.0
    if isinstance(said, str):
        return float(said) if _MONEY.fullmatch(said) else None
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said < inf:
        return None
    if unit is not None:
        return said / unit
    return float(said) if said != int(said) or said == 0 else None
