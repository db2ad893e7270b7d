"""What was chosen for the buyer, and what came late: boxes that the page ticked, and fees first named at the till."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from softsell.evidence.amounts import amount, price_texts
from softsell.evidence.observed import Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softsell.evidence.observed import Observed, Surroundings
    from softsell.model import Hit

SENTENCES: Final[Mapping[str, frozenset[str]]] = {"ticked": frozenset(), "fee-late": frozenset()}

LINE: Final = 40
"""Code points up to which a text is a line of a bill; a longer one tells of a fee."""


def judge(hit: Hit, around: Surroundings, observed: Observed) -> Judgement | None:
    """What the page did about an extra or a fee that a hit names, or None where it did nothing."""
    if hit.rule.when == "ticked" and around.ticked:
        return Judgement("ticked", 0.0, "ticked")
    if hit.rule.when == "late" and observed.visit is not None and _is_charged(around):
        return Judgement("late", 0.0, "fee-late") if fee_of(hit) not in observed.visit.named else None
    return None


def with_cost(hit: Hit, around: Surroundings) -> Hit:
    """The hit with what its fee costs, which on a bill may stand in the next block."""
    if hit.rule.when != "late" or "price" in hit.slots:
        return hit
    return replace(hit, slots={**hit.slots, "price": _costs(around)[0]})


def fee_of(hit: Hit) -> str:
    """Which fee a hit of a `late` rule names: the same word in every language."""
    return hit.rule.id.rpartition(".")[2]


def _is_charged(around: Surroundings) -> bool:
    """Whether a text is a line of the bill: a fee with what it costs, in it or right after it."""
    costs = _costs(around) if len(around.text) <= LINE else []
    return bool(costs) and (amount(costs[0]) or 0) > 0


def _costs(around: Surroundings) -> list[str]:
    """The prices in a text, else in a short one that follows it."""
    return price_texts(around.text) or (price_texts(around.following) if len(around.following) <= LINE else [])
