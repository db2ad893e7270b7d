"""Short blocks that stand beside a price (command line only; in a browser `content/near-price.js` tells)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softsell.html.reader import Reading

SHORT: Final = 120
"""Code points of a block that may be a price, or stand beside one."""
BESIDE: Final = 2
"""Blocks before and after a price that may be its neighbours."""
LEVELS: Final = 3
"""Elements up from a price within which its neighbours are."""

_PRICE: Final = regex.compile(
    r"\p{Sc}\s?[0-9]|[0-9][0-9.,\s]{0,12}(?:\p{Sc}|kr\b|,-)|\b(?:USD|EUR|GBP|NOK|SEK|DKK)\s?[0-9]"
)


def has_price(text: str) -> bool:
    """Whether a text holds a price."""
    return _PRICE.search(text) is not None


def near_prices(readings: Sequence[Reading]) -> list[str | None]:
    """The role of each reading; `near-price` where it is so."""
    roles = [reading.role for reading in readings]
    for at, price in enumerate(readings):
        if len(price.text) > SHORT or not has_price(price.text):
            continue
        around = price.element
        for _ in range(LEVELS):
            around = around and around.parent
        for other in range(max(0, at - BESIDE), min(len(readings), at + BESIDE + 1)):
            beside = readings[other]
            if roles[other] in {None, "list-item"} and len(beside.text) <= SHORT and _within(beside.element, around):
                roles[other] = "near-price"
    return roles


def _within(element: Any, around: Any) -> bool:
    while element is not None and around is not None:
        if element.mem_id == around.mem_id:
            return True
        element = element.parent
    return False
