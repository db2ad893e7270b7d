"""What a slot's expression always holds, and how wide it is, as the prefilter relies on it."""

from __future__ import annotations

import pytest

from softsell import slots

EXPRESSIONS = {
    r"(?:(?:item|pair)\(s\)|boxe?s?\b)": ({"item", "pair", "box", "boxe", "boxs", "boxes"}, 1),
    r"\d{1,3}\s?:\s?\d{2}(?!\d)": ({"#", "#:#"}, 3),
    r"\b(?:a|one|half a) dozen\b|\d+\+?": ({"dozen", "#"}, 3),
    r"(?:jan|feb)[a-z]{0,6}\.? \d": ({"jan*", "feb*", "jan", "feb"}, 2),
    r"\w{0,12}rooms|auto.?s": ({"*rooms", "rooms", "auto*", "autos"}, 2),
    r"[a-z]{2,9}": (set(), 1),
    r"(?:very ){0,3}big": (set(), 4),
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_tells_its_words_and_its_width(expression: str) -> None:
    held, width = EXPRESSIONS[expression]
    assert slots.held(expression, lambda words: -max(map(len, words))) == held
    assert slots.width(expression) == width
