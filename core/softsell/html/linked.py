"""What a page's JSON-LD says of its products (https://schema.org/Product), read down to the properties that bear on a
claim; `extension/content/page-data.js` reads the same in a browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from softsell.html.strict_json import parsed
from softsell.html.vocabulary import number, words
from softsell.offsets import utf16_length
from softsell.pagedata import LIST_PRICE, Datum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OFFER: Final = frozenset(words("product", "offer"))
RATING: Final = frozenset(words("product", "rating"))
PRODUCTS: Final = frozenset(words("product", "kinds"))
MOST: Final = number("product", "most")
"""Data kept of one page."""
LONGEST: Final = number("product", "longest")
"""Code points kept of one value."""
MOST_UNITS: Final = number("product", "units")
"""UTF-16 units of a page's scripts, those that are no JSON among them."""
_DEEPEST: Final = number("product", "deepest")
_OTHERS: Final = frozenset(words("product", "others"))
"""Below an offer, what is said of something else."""
_LISTED: Final = re.compile(f"(?:{'|'.join(words('product', 'listed'))})(?:Price)?$", re.IGNORECASE)


def read(texts: Iterable[str]) -> tuple[Datum, ...]:
    """The data of a page's JSON-LD scripts, in their order; a script that is no JSON is passed over, and what
    comes after `MOST_UNITS` of them.

    Products of one name are one: several plugins of a shop describe the same.
    """
    found: list[Datum] = []
    products: dict[object, int] = {}
    units = 0
    for text in texts:
        units += utf16_length(text)
        if units > MOST_UNITS:
            break
        for node in _products(parsed(text), 0):
            name = node.get("name")
            key = name if isinstance(name, str) else len(products)
            product = products.setdefault(key, len(products))
            found.extend(Datum(product, name, value) for name, value in _properties(node, 0, OFFER))
    return tuple(found[:MOST])


def _products(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for entry in node:
            yield from _products(entry, depth + 1)
    elif isinstance(node, dict):
        if PRODUCTS.intersection(_types(node)):
            yield node
        else:
            for value in node.values():
                yield from _products(value, depth + 1)


def _types(node: dict[str, Any]) -> Sequence[str]:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return [one for one in listed if isinstance(one, str)]


def _properties(node: Any, depth: int, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The properties kept below a product, but for those of what it names beside itself and its offers."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for entry in node:
            yield from _properties(entry, depth + 1, names)
    elif isinstance(node, dict):
        kind = node.get("priceType")
        if isinstance(kind, str) and _LISTED.search(kind):
            yield from ((LIST_PRICE, value) for name, value in _plain(node) if name == "price")
            return
        yield from ((name, value) for name, value in _plain(node) if name in names)
        for name, value in node.items():
            if name == "aggregateRating" and depth == 0:
                yield from _properties(value, depth + 1, RATING)
            elif name == "offers" or (depth > 0 and name not in names and name not in _OTHERS):
                yield from _properties(value, depth + 1, names)


def _plain(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in node.items():
        plain = value.get("value") if isinstance(value, dict) else value
        if isinstance(plain, float) and plain.is_integer():
            plain = int(plain)
        if isinstance(plain, str | int | float) and not isinstance(plain, bool):
            yield name, str(plain)[:LONGEST]
