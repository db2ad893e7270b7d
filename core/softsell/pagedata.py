"""What a page says of its product in its own data, read down to the few properties that bear on a claim.

Sources: schema.org JSON-LD and microdata (https://schema.org/Product, https://schema.org/Offer), Open Graph product
tags (https://developers.facebook.com/docs/payments/product), `data-stock`-like attributes, a quantity field's
maximum, and what the shop's program keeps. `html/data.py` finds them in a page, `extension/content/page-data.js` in a
browser; here they are weighed against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from softsell.evidence.amounts import amount

if TYPE_CHECKING:
    from collections.abc import Iterable

LIST_PRICE: Final = "listPrice"
"""A price that the data themselves call the one before: Google's `priceType` ListPrice or StrikethroughPrice."""
TOP_PRICE: Final = "topPrice"
"""The highest price that the data name, where they have a place for a price before."""
QUANTITY: Final = "quantity"
"""The most that the page's quantity field takes."""

_BEST: Final = 5.0


@dataclass(frozen=True, slots=True)
class Datum:
    """One property of the page's `product`-th product, its value as written there.

    `name` is the schema.org one, after its source and a colon where that is not JSON-LD: `item:` microdata, `og:`,
    `data:` attributes and fields (whose products are merely counted), `shop:` the shop's program, `said:` the page's
    own words.
    """

    product: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PageData:
    """What the page's data say of its one product; None where they say nothing, or not clearly.

    `stock` and `quantity` count pieces, `high` and `list_price` are the highest price of now and the one before,
    `prices` those that are asked now,
    `rating` is of five, over `ratings` of them. `told` are stock counts in other sentences of the page; they count
    where the data are of a `single` product.
    """

    stock: int | None = None
    valid_until: date | None = None
    availability: str | None = None
    quantity: int | None = None
    high: float | None = None
    list_price: float | None = None
    prices: frozenset[float] = frozenset()
    rating: float | None = None
    ratings: int | None = None
    told: frozenset[int] = frozenset()
    single: bool = False


NOTHING: Final = PageData()


def of(data: Iterable[Datum]) -> PageData:
    """What the data agree on: a page of several products, or one with two stocks, leaves it open."""
    rows: dict[str, list[Datum]] = {}
    for row in data:
        rows.setdefault(row.name.rpartition(":")[0], []).append(row)
    said, attributes = rows.pop("said", []), rows.pop("data", [])
    if any(len({row.product for row in found}) > 1 for found in rows.values()):
        return PageData()
    if not rows and len({row.product for row in attributes}) > 1:
        return PageData()
    values: dict[str, set[str]] = {}
    for row in [*(row for found in rows.values() for row in found), *attributes]:
        values.setdefault(row.name.rpartition(":")[2], set()).add(row.value)

    def one(name: str, parse: Any) -> Any:
        found = {parsed for value in values.get(name, ()) if (parsed := parse(value)) is not None}
        return found.pop() if len(found) == 1 else None

    days = [day for value in values.get("priceValidUntil", ()) if (day := _day(value)) is not None]
    best = one("bestRating", amount) or _BEST
    rating = one("ratingValue", amount)
    counts = [count for name in ("ratingCount", "reviewCount") if (count := one(name, _count)) is not None]
    return PageData(
        stock=one("inventoryLevel", _count),
        valid_until=min(days, default=None),
        availability=one("availability", _state),
        quantity=one(QUANTITY, _count),
        high=_highest(one("lowPrice", amount), one("highPrice", amount), one("offerCount", _count))
        or one(TOP_PRICE, amount),
        prices=frozenset(
            price
            for name in ("price", "lowPrice")
            for value in values.get(name, ())
            if (price := amount(value)) is not None
        ),
        list_price=one(LIST_PRICE, amount),
        rating=None if rating is None or not 0 < rating <= best else round(rating * _BEST / best, 2),
        ratings=max(counts, default=None),
        told=frozenset(count for row in said if (count := _count(row.value)) is not None),
        single=bool(values),
    )


def _highest(low: float | None, high: float | None, offers: int | None) -> float | None:
    """The higher of the two prices that the data name for one offer; a range over several says nothing of a price
    before."""
    return high if low is not None and high is not None and low < high and (offers or 1) == 1 else None


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


def _state(text: str) -> str | None:
    """An availability without its address, case and blanks: `instock`, `preorder`, `outofstock`."""
    return re.sub(r"[\W_]", "", text.strip().rpartition("/")[2]).lower() or None
