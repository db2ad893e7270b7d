"""How a slot is written in an alternative: in a quiet voice, its names untouched."""

from __future__ import annotations

import pytest

from softsell.model import Claim
from softsell.packs import load
from softsell.soften import alternative

CLAIM = Claim("urgency.offer-ends", "urgency", "why", {"plain": ("Valid until {day}",)})


@pytest.mark.parametrize(
    ("lang", "taken", "written"),
    [
        ("en", "Tomorrow", "Valid until tomorrow"),
        ("en", "TONIGHT", "Valid until tonight"),
        ("en", "Sunday Night", "Valid until Sunday night"),
        ("en", "Black Friday", "Valid until Black Friday"),
        ("en", "2 Days", "Valid until 2 days"),
        ("de", "2 Tagen", "Valid until 2 Tagen"),
        ("nb", "i Morgen", "Valid until i morgen"),
        ("en", "GMT", "Valid until GMT"),
    ],
)
def test_a_capital_that_only_a_headline_gives_is_dropped(lang: str, taken: str, written: str) -> None:
    assert alternative(CLAIM, f"Ends {taken}", {"day": taken}, small=load(lang).small) == written


def test_a_slot_that_opens_the_wording_begins_large() -> None:
    claim = Claim("scarcity.stock-count", "scarcity", "why", {"plain": ("{n} in stock",)})
    wording = alternative(claim, "Less Than 10 Left", {"n": "Less Than 10"}, small=load("en").small)
    assert wording == "Less than 10 in stock"
