"""What earlier visits say of a claim: a timer that had ended, a number that starts alike each time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from softsell.evidence import times
from softsell.evidence.observed import Judgement
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softsell.model import Watch

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    "ended-today": frozenset({"time", "left"}),
    "ended-yesterday": frozenset({"time", "left"}),
    "ended-before": frozenset({"date", "time", "left"}),
    "same-start": frozenset({"said", "times"}),
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier visit: when it began (milliseconds since the epoch), what the phrase said at its start, and when its
    timer was to end."""

    opened: float
    start: float
    end: float | None = None


def judge(now: Watch, opened: float, earlier: Sequence[Earlier], at: float, zone: int) -> list[Judgement]:
    """What earlier visits, oldest first, say of a visit that began at `opened` and of what the page says at `at`
    (milliseconds since the epoch)."""
    table = weights().evidence
    told = []
    if now.what == "timer":
        ended = _ended(now, earlier, at)
        if ended is not None:
            told.append(Judgement("contradicted", table.contradicted, *_when(ended, now.value, at, zone)))
    alike = _alike(now, opened, earlier[1 - table.same_visits :])
    if alike + 1 >= table.same_visits:
        said = times.as_clock(now.start) if now.what == "timer" else str(round(now.start))
        facts = {"said": said, "times": str(alike + 1)}
        told.append(Judgement("contradicted", table.contradicted, "same-start", facts))
    return told


def _ended(now: Watch, earlier: Sequence[Earlier], at: float) -> float | None:
    """The last end that had passed (milliseconds since the epoch) while the timer now runs on to a later one."""
    slack = weights().evidence.end_slack * 1000
    ends = [visit.end for visit in earlier if visit.end is not None and visit.end < at]
    return max(ends) if ends and at + 1000 * now.value > max(ends) + slack else None


def _alike(now: Watch, opened: float, earlier: Sequence[Earlier]) -> int:
    """How many visits began as this one did: to the number, or to a few seconds for a timer, as its page
    may load late; none where one began otherwise, or where two lie so close that a fixed end would look the same."""
    gaps = [after - before for before, after in pairwise([*(visit.opened for visit in earlier), opened])]
    near = weights().evidence.same_near if now.what == "timer" else 0
    if any(abs(visit.start - now.start) > near for visit in earlier):
        return 0
    return 0 if any(gap < 1000 * weights().evidence.same_gap for gap in gaps) else len(earlier)


def _when(ended: float, left: float, at: float, zone: int) -> tuple[str, dict[str, str]]:
    facts = {"time": times.wall_time(ended / 1000, zone), "left": times.as_clock(left)}
    then, today = times.local_day(ended / 1000, zone), times.local_day(at / 1000, zone)
    days = (today - then).days
    if days <= 1:
        return ("ended-yesterday" if days else "ended-today"), facts
    return "ended-before", {**facts, "date": then.isoformat()}
