"""Short blocks that stand beside a price (command line only; in a browser `content/near-price.js` tells)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT: Final = 120
"""Code points of a block that may be a price, or stand beside one."""
BESIDE: Final = 2
"""Blocks before and after a price that may be its neighbours."""
LEVELS: Final = 3
"""Elements up from a price within which its neighbours are."""

_PRICE: Final = regex.compile(
    r"\p{Sc}\s?[0-9]|[0-9][0-9.,\s]{0,12}(?:\p{Sc}|kr\b|,-)|\b(?:USD|EUR|GBP|NOK|SEK|DKK)\s?[0-9]"
)


def near_prices(
    readings: Sequence[tuple[str, Any, str | None, str | None, bool]],
) -> list[str | None]:
    """The role of each reading (text, element, language, role, ticked); `near-price` where it is so."""
    roles = [reading[3] for reading in readings]
    for at, (text, element, *_) in enumerate(readings):
        if len(text) > SHORT or not _PRICE.search(text):
            continue
        around = element
        for _ in range(LEVELS):
            around = around and around.parent
        for other in range(max(0, at - BESIDE), min(len(readings), at + BESIDE + 1)):
            beside, its_element, *_ = readings[other]
            if roles[other] in {None, "list-item"} and len(beside) <= SHORT and _within(its_element, around):
                roles[other] = "near-price"
    return roles


def _within(element: Any, around: Any) -> bool:
    while element is not None and around is not None:
        if element.mem_id == around.mem_id:
            return True
        element = element.parent
    return False
