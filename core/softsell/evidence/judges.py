"""Claims held beside what else was seen of the page: pure functions of what was observed, never an accusation.

A claim that the observed contradicts grows stronger, one that it bears out grows weaker; either way the card tells
what was seen. Some rules wait for it (`Rule.when`) and stand only where a judgement shows what they wait for. Times
are given, never asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from softsell.evidence import contradictions, crowds, extras, memories, prompts, timers, titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softsell.evidence.observed import Judgement, Observed, Surroundings
    from softsell.model import Hit

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    **contradictions.SENTENCES,
    **extras.SENTENCES,
    **timers.SENTENCES,
    **crowds.SENTENCES,
    **memories.SENTENCES,
    "said": frozenset({"alternative"}),
    **prompts.SENTENCES,
    **titles.SENTENCES,
}
"""What a pack's `[evidence]` has a sentence for, each with the facts it names. `said` words the alternative of a
contradicted claim as the shop's."""

_JUDGES: Final = (contradictions.judge, extras.judge, titles.judge)


def judge(hit: Hit, around: Surroundings, observed: Observed) -> Sequence[Judgement]:
    """The judgements of a hit's claim, none where nothing observed bears on it."""
    found = (one(hit, around, observed) for one in _JUDGES)
    judgements = [judgement for judgement in found if judgement is not None]
    if around.seen:
        judgements += [*timers.judge(hit, around, observed), *crowds.judge(hit, around)]
    return judgements


def stands(hit: Hit, judgements: Sequence[Judgement]) -> bool:
    """Whether a hit counts: a rule that waits for something observed needs a judgement that shows it."""
    return hit.rule.when is None or any(judgement.shows == hit.rule.when for judgement in judgements)
