"""Countdowns by their motion: the hits that no words give away, and what a clock did while somebody looked."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from softsell.evidence import motion, times
from softsell.evidence.observed import Judgement
from softsell.expressions import compiled
from softsell.model import Hit, Watch
from softsell.packs import load
from softsell.textnorm import view
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from softsell.evidence.observed import Observed, Surroundings
    from softsell.model import Block, Rule, Sample

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    "ran-out": frozenset({"time", "left"}),
    "lost-time": frozenset({"seconds"}),
}
NEAREST: Final = 120
"""Code points of the text around a clock that tell what it is of; what stands further away may speak of another."""

_SHARE: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s?%")
_BAR_STEPS: Final = 3
_MINUS: Final = re.compile(r"[-−–]\s?$")


@cache
def _rules(lang: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load(lang).rules if rule.motion)


def moving(block: Block, lang: str, observed: Observed) -> Hit | None:
    """The hit of a block that moves as a rule of the pack `lang` says, whatever its words."""
    for kind, span in _movements(block, lang, observed):
        start, end = span
        words = view(f"{block.text[:start]} … {block.text[end:]}").text
        around = view(block.around).text
        near, whole = f"{words}\n{around[:NEAREST]}", f"{words}\n{around}"
        for rule in _rules(lang):
            if rule.motion != kind or (rule.unless and compiled(rule.unless).search(near)):
                continue
            if rule.needs is None or compiled(rule.needs).search(whole):
                slots = {"clock" if kind == "clock" else "percent": " ".join(block.text[start:end].split())}
                return Hit(rule, start, end, slots, _strength(rule, block.role))
    return None


def _strength(rule: Rule, role: str | None) -> float:
    table = weights()
    return round(min(table.strength["ceiling"], rule.strength + table.role.get(role or "", 0)), 3)


def _movements(block: Block, lang: str, observed: Observed) -> Iterator[tuple[str, tuple[int, int]]]:
    """How a block moves: as a clock that runs down or as a bar, unless what stands beside it makes that ordinary."""
    if block.beside:
        return
    found = motion.clock(block.seen, lang, observed.away)
    if found is not None:
        if found.run == "down" and not _MINUS.search(block.text[: found.start]):
            yield "clock", (found.start, found.end)
    elif _drains(block.seen):
        share = _SHARE.search(block.text)
        if share is not None:
            yield "bar", share.span()


def _drains(seen: Sequence[Sample]) -> bool:
    """Whether a share in percent moved one way, step by step, to the last."""
    shares = [float(f"{found[1]}.{found[2] or 0}") for sample in seen if (found := _SHARE.search(sample.text))]
    steps = [after - before for before, after in pairwise(shares) if after != before]
    tail = steps[-_BAR_STEPS:]
    return len(tail) == _BAR_STEPS and (all(step > 0 for step in tail) or all(step < 0 for step in tail))


def judge(hit: Hit, around: Surroundings, observed: Observed) -> list[Judgement]:
    """What a clock in the hit's block did besides running down."""
    found = _clock_of(hit, around, observed)
    if found is None:
        return []
    table = weights().evidence
    told = []
    again = motion.restart(found)
    if again is not None:
        facts = {"time": times.wall_time(again.ended, observed.zone), "left": times.as_clock(again.shown)}
        told.append(Judgement("contradicted", table.contradicted, "ran-out", facts))
    behind = motion.lost(found, observed.away)
    if behind:
        told.append(Judgement("contradicted", table.contradicted, "lost-time", {"seconds": str(round(behind))}))
    return told


def watch(hit: Hit, around: Surroundings, observed: Observed) -> Watch | None:
    """What of a clock is worth remembering: the seconds left now, and those when the page was opened, however late
    it was read."""
    found = _clock_of(hit, around, observed)
    if found is None or observed.now is None:
        return None
    then, left = found.values[-1]
    first, start = motion.began(found)
    read = first - observed.opened / 1000 if observed.opened is not None else 0.0
    return Watch("timer", max(0.0, left - (observed.now / 1000 - then)), max(0.0, start + read))


def _clock_of(hit: Hit, around: Surroundings, observed: Observed) -> motion.Clock | None:
    """The clock that runs down in the hit's block, if the hit is of time."""
    if hit.rule.tactic not in weights().evidence.timed_tactics:
        return None
    found = motion.clock(around.seen, hit.rule.lang, observed.away)
    return found if found is not None and found.run == "down" else None
