"""Texts that tick: what a block said before, read as a clock, and which way it ran.

A timer is known by its motion, not its looks: of all ways to read the numbers of a text as a time (`clockface.py`),
that one holds under which they fall by a second in a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from softsell.evidence import clockface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softsell.model import Sample

_ROUGH_S: Final = 0.7
"""How far from the second a change may be seen: pages draw late, and we look when they are at rest."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A text read as a clock: `values` are (seconds since the epoch, seconds shown), `start` and `end` bound it in
    the last text (code points), `step` is the least it can tell, in seconds."""

    run: Literal["down", "up"]
    values: tuple[tuple[float, float], ...]
    start: int
    end: int
    step: float

    @property
    def left(self) -> float:
        """The seconds shown last."""
        return self.values[-1][1]


def clock(seen: Sequence[Sample], lang: str, away: Sequence[tuple[float, float]] = ()) -> Clock | None:
    """The clock in the texts of a block, the last of which it shows now; None where nothing in it runs with time.
    `away` are the stretches (epoch milliseconds) in which nobody looked."""
    best: tuple[int, Clock] | None = None
    for way in clockface.ways(seen[-1].text, lang):
        values = [
            (sample.ms / 1000, value)
            for sample in seen
            if (value := clockface.value(sample.text, lang, way)) is not None
        ]
        verdict = _run(values, way.step, away)
        if verdict is not None and (best is None or verdict[1] > best[0]):
            start, end = clockface.span(seen[-1].text, lang, way.place)
            best = verdict[1], Clock(verdict[0], tuple(values), start, end, way.step)
            if verdict[1] >= len(seen) - 1:
                break
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Restart:
    """A clock that ran out at `ended` (seconds since the epoch) and then showed `shown` seconds."""

    ended: float
    shown: float


def restart(found: Clock) -> Restart | None:
    """The last time that a clock started anew after its end had passed."""
    last = None
    for (then, before), (now, after) in pairwise(found.values):
        ended = then + before
        if after > before + 2 * found.step and after >= 5 and now >= ended - found.step - _ROUGH_S:
            last = Restart(ended, after)
    return last


def began(found: Clock) -> tuple[float, float]:
    """The first of a clock's values from which it kept time: what it showed before it ran tells nothing."""
    for (then, before), (now, after) in pairwise(found.values):
        if abs(abs(before - after) - (now - then)) <= _slack(found.step, now - then):
            return then, before
    return found.values[0]


def lost(found: Clock, away: Sequence[tuple[float, float]]) -> float:
    """The seconds that a clock fell behind while nobody looked; 0 where it kept the time."""
    most = 0.0
    for (then, before), (now, after) in pairwise(found.values):
        hidden = _overlap(then * 1000, now * 1000, away) / 1000
        behind = (now - then) - (before - after)
        if hidden >= 5 and after < before + found.step and abs(behind - hidden) <= 2 + 0.25 * hidden:
            most = max(most, behind)
    return most


def _run(
    values: Sequence[tuple[float, float]], step: float, away: Sequence[tuple[float, float]]
) -> tuple[Literal["down", "up"], int] | None:
    """Which way the values run with time, and how many steps say so; None where they do not."""
    down = up = odd = 0
    for (then, before), (now, after) in pairwise(values):
        if before == after or _overlap(then * 1000, now * 1000, away):
            continue
        passed, fell = now - then, before - after
        near = abs(abs(fell) - passed) <= _slack(step, passed)
        if not near or passed <= 0:
            odd += 1
        elif fell > 0:
            down += 1
        else:
            up += 1
    if max(down, up) < 2 or max(down, up) < 0.7 * (down + up + odd):
        return None
    run: Literal["down", "up"] = "down" if down > up else "up"
    return (run, max(down, up)) if _keeps_time(values, run, step) else None


def _keeps_time(values: Sequence[tuple[float, float]], run: str, step: float) -> bool:
    """Whether the longest stretch without a jump keeps time as a whole: small steps may each pass for a second."""
    sign = 1 if run == "down" else -1
    stretches: list[list[tuple[float, float]]] = [[]]
    for point in values:
        if stretches[-1]:
            passed, fell = point[0] - stretches[-1][-1][0], sign * (stretches[-1][-1][1] - point[1])
            if fell < 0 or abs(fell - passed) > _slack(step, passed):
                stretches.append([])
        stretches[-1].append(point)
    longest = max(stretches, key=len)
    passed, fell = longest[-1][0] - longest[0][0], sign * (longest[0][1] - longest[-1][1])
    return len(longest) >= 3 and abs(fell - passed) <= _slack(step, passed)


def _slack(step: float, passed: float) -> float:
    """How far what a clock fell may be from what passed, in seconds."""
    return max(step, 0.2) + _ROUGH_S + 0.1 * passed


def _overlap(start: float, end: float, away: Sequence[tuple[float, float]]) -> float:
    return sum(max(0.0, min(end, until) - max(start, since)) for since, until in away)
