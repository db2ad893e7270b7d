"""Amounts of money as pages write them, read as numbers."""

from __future__ import annotations

import re
from typing import Final

_AMOUNT: Final = re.compile(r"\d{1,9}(?:[ .,'\u00a0\u202f]\d{3}){0,3}(?:[.,]\d{1,2})?(?!\d)")
_CENTS: Final = re.compile(r"[.,](\d{1,2})$")
_NUMBER: Final = r"\d{1,3}(?:[ .,'\u00a0\u202f]?\d{3}){0,3}(?:[.,]\d{1,2})?"
_CODE: Final = r"(?:kr|nok|sek|dkk|eur|euro|usd|gbp)\b"
_PRICE: Final = re.compile(
    rf"(?:[$€£¥]|\b{_CODE}\.?)\s?{_NUMBER}(?![\d%])|(?<![\d.,]){_NUMBER}(?:,-|\s?(?:[$€£¥]|{_CODE}))", re.IGNORECASE
)


def amount(text: str) -> float | None:
    """The one amount in a text, whatever parts its thousands: "1.299,00 kr", "$1,299", "48.5"; None where there is
    none, or more than one."""
    found = _AMOUNT.findall(text)
    if len(found) != 1:
        return None
    cents = _CENTS.search(found[0])
    whole = found[0][: cents.start()] if cents else found[0]
    return float(f"{re.sub(r'[^0-9]', '', whole)}.{cents[1] if cents else 0}")


def price_texts(text: str) -> list[str]:
    """The prices in a text as written there, in their order: amounts with a currency."""
    return [match[0] for match in _PRICE.finditer(text) if amount(match[0]) is not None]


def prices(text: str) -> list[float]:
    """The prices in a text, in their order."""
    return [found for price in price_texts(text) if (found := amount(price)) is not None]
