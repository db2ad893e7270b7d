"""Titles of tabs that change while nobody looks at them, to call the visitor back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from softsell.evidence.observed import Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softsell.evidence.observed import Observed, Surroundings
    from softsell.model import Hit

SENTENCES: Final[Mapping[str, frozenset[str]]] = {"title-changed": frozenset(), "title-times": frozenset({"count"})}


def judge(_hit: Hit, around: Surroundings, _observed: Observed) -> Judgement | None:
    """That a title came while the tab was out of sight, and how often; None where it did not."""
    if around.role != "title" or around.flashed == 0:
        return None
    if around.flashed == 1:
        return Judgement("flashed", 0.0, "title-changed")
    return Judgement("flashed", 0.0, "title-times", {"count": str(around.flashed)})
