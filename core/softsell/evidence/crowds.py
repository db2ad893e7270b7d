"""Numbers that move by themselves: what was seen is told; a pattern is named only where chance does not make it.

A change without a request that we could see proves nothing: sockets, streams and service workers do not show. So a
number that people move (it comes and goes irregularly, by one or two, and drifts) is told as it was seen and weighs
nothing. docs/EVIDENCE.md argues the numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

from softsell.evidence.observed import Judgement
from softsell.model import Watch
from softsell.packs import load
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softsell.evidence.observed import Surroundings
    from softsell.model import Hit, Sample
    from softsell.weights import MotionWeights

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    "numbers": frozenset({"numbers", "seconds"}),
    "numbers-loop": frozenset({"numbers"}),
    "numbers-beat": frozenset({"seconds", "times"}),
    "numbers-jump": frozenset({"low", "high", "times"}),
    "popups-repeat": frozenset({"said", "times"}),
    "popups-beat": frozenset({"seconds", "times"}),
}
_NUMBER: Final = re.compile(r"\d{1,3}(?:[., ’'\u00a0]\d{3})+|\d{1,9}")
_NAME: Final = re.compile(r"\b[^\W\d_][\w’'-]{0,40}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"\d+")
_OF_TIME: Final = re.compile(r":\d|\s?([^\W\d_]+)")
"""What follows a number that may be of a time: the rest of a clock, or a word."""
_SHOWN: Final = 8

Point = tuple[float, int]
"""Seconds since the epoch, and the number shown from then on."""


def judge(hit: Hit, around: Surroundings) -> list[Judgement]:
    """What the numbers of a hit's claim did while somebody looked, or the messages that came one after another."""
    table = weights().motion
    if hit.rule.tactic not in table.tactics:
        return []
    if len(_shapes(around.seen)) > 1:
        return _messages(around.seen, table)
    points = numbers(hit, around)
    return _moves(points, table) if len(points) > table.fewest else []


def watch(hit: Hit, around: Surroundings) -> Watch | None:
    """What of a moving number is worth remembering: what it says, and what it said first."""
    table = weights().motion
    if hit.rule.tactic not in table.tactics or len(_shapes(around.seen)) > 1:
        return None
    points = numbers(hit, around)
    if len(points) < 2:
        return None
    return Watch("stock" if hit.rule.tactic == "scarcity" else "crowd", points[-1][1], points[0][1])


def numbers(hit: Hit, around: Surroundings) -> list[Point]:
    """The first number in the hit's phrase that changed, over time; none where none did. A time is no crowd."""
    shape = _DIGITS.sub("#", around.text)
    rows = [
        (sample.ms / 1000, [int(re.sub(r"\D", "", number[0])) for number in _NUMBER.finditer(sample.text)])
        for sample in around.seen
        if _DIGITS.sub("#", sample.text) == shape
    ]
    inside = [
        place
        for place, found in enumerate(_NUMBER.finditer(around.text))
        if hit.start <= found.start() < hit.end and not _is_time(around.text, found, hit.rule.lang)
    ]
    for place in inside:
        points: list[Point] = []
        for at, row in rows:
            if place < len(row) and (not points or points[-1][1] != row[place]):
                points.append((at, row[place]))
        if len(points) > 1:
            return points
    return []


def _is_time(text: str, number: re.Match[str], lang: str) -> bool:
    """Whether a number counts time: "8 minutes ago", "14:05"."""
    if text[: number.start()].endswith(":"):
        return True
    after = _OF_TIME.match(text, number.end())
    return after is not None and (after[1] is None or after[1].casefold() in load(lang).units)


def _shapes(seen: Sequence[Sample]) -> set[str]:
    """The texts without their numbers and the endings of their words: more than one are messages of their own."""
    return {_WORD.sub(lambda word: word[0][:3], _DIGITS.sub("#", sample.text)) for sample in seen}


def _moves(points: Sequence[Point], table: MotionWeights) -> list[Judgement]:
    values = [value for _, value in points]
    passed = points[-1][0] - points[0][0]
    seen = {
        "numbers": ", ".join(map(str, values[-_SHOWN:])),
        "seconds": _seconds(points[-1][0] - points[-_SHOWN:][0][0]),
    }
    told = [Judgement("moved", 0.0, "numbers", seen)] if passed >= 1 else []
    beat = _beat([at for at, _ in points], table)
    loop = _loop(values, table)
    if loop:
        told.append(Judgement("contradicted", table.named, "numbers-loop", {"numbers": ", ".join(map(str, loop))}))
    elif beat:
        told.append(Judgement("contradicted", table.named, "numbers-beat", beat))
    elif _jumps(values, table):
        recent = values[-table.jump_changes - 1 :]
        facts = {"low": str(min(recent)), "high": str(max(recent)), "times": str(len(recent) - 1)}
        told.append(Judgement("contradicted", table.named, "numbers-jump", facts))
    return told


def _beat(times: Sequence[float], table: MotionWeights) -> dict[str, str] | None:
    """The beat on which every one of the last changes came, and how many they were."""
    gaps = [after - before for before, after in pairwise(times)][-table.beat_changes :]
    if len(gaps) < table.beat_changes:
        return None
    usual = median(gaps)
    if usual < table.beat_least or any(
        abs(gap - usual) > table.beat_spread * usual + table.beat_late for gap in gaps
    ):
        return None
    return {"seconds": _seconds(usual), "times": str(len(gaps))}


def _loop(values: Sequence[int], table: MotionWeights) -> list[int] | None:
    """The numbers that came round again, in order, as often as it takes for chance to be out of the question."""
    for length in range(table.loop_least, len(values) // table.loop_times + 1):
        tail = values[-length * table.loop_times :]
        round_ = tail[:length]
        even = len(set(round_)) < table.loop_least or _steady(round_)
        if (
            not even
            and _leaps([*round_, round_[0]]) >= table.loop_leaps
            and all(tail[place] == round_[place % length] for place in range(len(tail)))
        ):
            return list(round_)
    return None


def _leaps(values: Sequence[int]) -> int:
    """The changes by more than one: a number that goes up and down by one soon does the same again."""
    return sum(abs(after - before) > 1 for before, after in pairwise(values))


def _steady(values: Sequence[int]) -> bool:
    """Whether they only rise or only fall: a number that goes round so may count something real, such as minutes."""
    return values == sorted(values) or values == sorted(values, reverse=True)


def _jumps(values: Sequence[int], table: MotionWeights) -> bool:
    """Whether the last changes leap to and fro between two bounds, as drawn lots do and people do not: by far more
    than one or two at a time, turning back most of the time, never leaving for good."""
    recent = values[-table.jump_changes - 1 :]
    if len(recent) <= table.jump_changes:
        return False
    steps = [after - before for before, after in pairwise(recent)]
    bounds = max(recent) - min(recent)
    turns = sum(one * other < 0 for one, other in pairwise(steps)) / (len(steps) - 1)
    leap = sum(map(abs, steps)) / len(steps)
    if bounds < table.jump_bounds or turns < table.jump_turns or leap < table.jump_leap * bounds:
        return False
    return _bond(recent) <= table.jump_bond


def _bond(values: Sequence[int]) -> float:
    """How far each number follows from the one before it: their correlation, near 0 for drawn lots."""
    usual = fmean(values)
    spread = sum((value - usual) ** 2 for value in values)
    return sum((before - usual) * (after - usual) for before, after in pairwise(values)) / spread if spread else 1.0


def _messages(seen: Sequence[Sample], table: MotionWeights) -> list[Judgement]:
    """What messages that came one after another have in common: a name and a place, or their beat."""
    shown = [(sample.ms / 1000, _who(sample.text)) for sample in seen]
    named = Counter(who for _, who in shown if who)
    told = []
    if named:
        who, times = max(named.items(), key=lambda item: item[1])
        if times >= table.message_times:
            told.append(Judgement("contradicted", table.named, "popups-repeat", {"said": who, "times": str(times)}))
    beat = _beat([at for at, _ in shown], table)
    if beat:
        told.append(Judgement("contradicted", table.named, "popups-beat", beat))
    return told


def _who(text: str) -> str:
    """Who and where a message names: its first two words with a capital."""
    capital = [word[0] for word in _NAME.finditer(text) if word[0][0].isupper()]
    return ", ".join(capital[:2]) if len(capital) > 1 else ""


def _seconds(seconds: float) -> str:
    return str(round(seconds)) if seconds >= 10 or abs(seconds - round(seconds)) < 0.05 else f"{seconds:.1f}"
