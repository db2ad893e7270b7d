"""Short blocks that stand beside a price; in a browser `extension/content/near-price.js` tells the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import regex

from softsell.html.vocabulary import number, words
from softsell.offsets import utf16_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softsell.html.reader import Reading

SHORT: Final = number("price", "short")
"""UTF-16 units of a block that may be a price, or stand beside one."""
_BESIDE: Final = number("price", "beside")
_LEVELS: Final = number("price", "levels")

_BLANK: Final = r"[ \n\u00a0\u2009\u202f]?"
_BEGINS: Final = r"(?<![\p{L}\p{N}])"
_ENDS: Final = r"(?![\p{L}\p{N}]|-\p{L})"
"""A word, but for one that a hyphen makes part of another: euro-area."""
_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)*(?![.,]?[0-9])"
_NO_SECONDS: Final = "(?:[6-9][0-9]|[0-9]{3}|[.,][0-9]{2})"
_CENTS: Final = (
    r"[0-9](?:,[-–—](?![0-9])|(?<=[0-9]{2}):[-–](?![0-9\p{L}()|/])(?!(?<=(?<![0-9])(?:19|20)[0-9]{2}:[-–]) \p{Lu})"
    r"|(?<=[0-9]{3})\.(?![-–] ?[0-9])[-–](?![0-9\p{L}()|]))"
)
"""A dash that stands for them: `199,-`, `49:-`, `199.–`; no range, no bracketed face, no year before a sentence."""


def expressions() -> tuple[str, ...]:
    """The forms of a price, any of which makes one, as `regex` and a browser with its `u` flag understand them."""
    capitals, seconds = words("price", "capitals"), words("price", "seconds")
    before = "|".join((*_any_case(words("price", "before")), *capitals))
    after = "|".join((*_any_case(words("price", "after")), *(word for word in capitals if word not in seconds)))
    measured = rf"(?!{_BLANK}(?:{'|'.join(words('price', 'measures'))}){_ENDS})"
    return (
        rf"(?:\p{{Sc}}|{_BEGINS}(?:{before})[.:]?){_BLANK}{_NUMBER}{measured}",
        rf"[0-9]{_BLANK}(?:\p{{Sc}}|(?:{after}){_ENDS})",
        rf"{_NO_SECONDS}{_BLANK}(?:{'|'.join(seconds)}){_ENDS}",
        _CENTS,
    )


def _any_case(listed: Iterable[str]) -> list[str]:
    return ["".join(f"[{letter.lower()}{letter.upper()}]" for letter in word) for word in listed]


_PRICE: Final = regex.compile("|".join(expressions()))


def has_price(text: str) -> bool:
    """Whether a text holds a price."""
    return _PRICE.search(text) is not None


def near_prices(readings: Sequence[Reading]) -> list[str | None]:
    """The role of each reading; `near-price` where it is so."""
    roles = [reading.role for reading in readings]
    is_short = [utf16_length(reading.text) <= SHORT for reading in readings]
    for at, price in enumerate(readings):
        if not is_short[at] or not has_price(price.text):
            continue
        around = price.element
        for _ in range(_LEVELS):
            around = around and around.parent
        for other in range(max(0, at - _BESIDE), min(len(readings), at + _BESIDE + 1)):
            if roles[other] in {None, "list-item"} and is_short[other] and _within(readings[other].element, around):
                roles[other] = "near-price"
    return roles


def _within(element: Any, around: Any) -> bool:
    while element is not None and around is not None:
        if element.mem_id == around.mem_id:
            return True
        element = element.parent
    return False
