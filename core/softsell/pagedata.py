"""What a page says of its product in its own data: schema.org JSON-LD, read down to the few properties that bear on a
claim (https://schema.org/Product, https://schema.org/Offer)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STOCK: Final = "inventoryLevel"
VALID_UNTIL: Final = "priceValidUntil"
NAMES: Final = (STOCK, VALID_UNTIL)
"""The properties kept, by their schema.org names."""

MOST: Final = 200
"""Data kept of one page."""

_DEEPEST: Final = 12
_SCRIPT: Final = re.compile(
    r"<script\b[^>]{0,300}?\btype\s*=\s*[\"']?application/ld\+json[^>]{0,300}>(.*?)</script",
    re.IGNORECASE | re.DOTALL,
)
_PRODUCTS: Final = frozenset({"Product", "IndividualProduct", "ProductModel", "Vehicle", "Car"})


@dataclass(frozen=True, slots=True)
class Datum:
    """One property of the page's `product`-th product, its value as written there."""

    product: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PageData:
    """The stock of the page's one product, and the day until which its price holds; None where that is not clear."""

    stock: int | None = None
    valid_until: date | None = None


def of(data: Iterable[Datum]) -> PageData:
    """What the data agree on: a page of several products, or one with two stocks, leaves it open."""
    rows = list(data)
    if len({row.product for row in rows}) != 1:
        return PageData()
    stocks = {number for row in rows if row.name == STOCK and (number := _count(row.value)) is not None}
    days = {day for row in rows if row.name == VALID_UNTIL and (day := _day(row.value)) is not None}
    return PageData(min(stocks) if len(stocks) == 1 else None, min(days, default=None))


def scripts(html: str) -> list[str]:
    """The JSON-LD scripts of a page's source."""
    return [match[1] for match in _SCRIPT.finditer(html)]


def flat(texts: Iterable[str]) -> tuple[Datum, ...]:
    """The data of a page's JSON-LD scripts, in their order; a script that is no JSON is passed over."""
    found: list[Datum] = []
    products = 0
    for text in texts:
        try:
            root = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for node in _products(root, 0):
            found.extend(Datum(products, name, value) for name, value in _properties(node, 0))
            products += 1
    return tuple(found[:MOST])


def _products(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for entry in node:
            yield from _products(entry, depth + 1)
    elif isinstance(node, dict):
        if _PRODUCTS.intersection(_types(node)):
            yield node
        else:
            for value in node.values():
                yield from _products(value, depth + 1)


def _types(node: dict[str, Any]) -> Sequence[str]:
    types = node.get("@type")
    return [types] if isinstance(types, str) else [one for one in types or () if isinstance(one, str)]


def _properties(node: Any, depth: int) -> Iterator[tuple[str, str]]:
    """The properties kept below a product, but for those of the products it names beside itself."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for entry in node:
            yield from _properties(entry, depth + 1)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in NAMES:
                plain = value.get("value") if isinstance(value, dict) else value
                if isinstance(plain, str | int | float) and not isinstance(plain, bool):
                    yield name, str(plain)
            elif name == "offers" or depth > 0:
                yield from _properties(value, depth + 1)


def _count(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() and 0 <= number < 1_000_000 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
