"""How a slot is written in an alternative: in a quiet voice, its names untouched."""

from __future__ import annotations

import pytest

from softsell.model import Claim
from softsell.soften import alternative

CLAIM = Claim("urgency.offer-ends", "urgency", "why", {"plain": ("Valid until {day}",)})


@pytest.mark.parametrize(
    ("taken", "written"),
    [
        ("Tomorrow", "Valid until tomorrow"),
        ("TONIGHT", "Valid until tonight"),
        ("Sunday Night", "Valid until Sunday night"),
        ("Black Friday", "Valid until Black Friday"),
        ("2 Days", "Valid until 2 days"),
        ("2 Tagen", "Valid until 2 Tagen"),
        ("i Morgen", "Valid until i morgen"),
        ("GMT", "Valid until GMT"),
    ],
)
def test_a_capital_that_only_a_headline_gives_is_dropped(taken: str, written: str) -> None:
    assert alternative(CLAIM, f"Ends {taken}", {"day": taken}) == written


def test_a_slot_that_opens_the_wording_begins_large() -> None:
    claim = Claim("scarcity.stock-count", "scarcity", "why", {"plain": ("{n} in stock",)})
    assert alternative(claim, "Less Than 10 Left", {"n": "Less Than 10"}) == "Less than 10 in stock"
