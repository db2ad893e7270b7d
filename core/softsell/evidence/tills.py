"""Addresses at which a shop asks for money: its basket and what follows, by the words that packs have for them."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote

from softsell.packs import till_words


def is_till(address: str) -> bool:
    """Whether an address, its path and fragment, is that of a till."""
    return _till().search(unquote(address)) is not None


@cache
def _till() -> re.Pattern[str]:
    words = "|".join(map(re.escape, till_words()))
    return re.compile(rf"(?:^|[/#!._-])(?:{words})(?:$|[/?#._-])", re.IGNORECASE)
