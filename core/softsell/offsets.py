"""Code points, as Python counts them, to UTF-16 units, as JavaScript counts them, in one place."""

from __future__ import annotations

import re

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def utf16_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The code point span `start:end` of `text` in UTF-16 units.

    A lone surrogate counts one unit, as in JavaScript.
    """
    if text.isascii():
        return start, end
    before = len(_ASTRAL.findall(text, 0, start))
    return start + before, end + before + len(_ASTRAL.findall(text, start, end))
