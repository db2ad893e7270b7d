"""Texts that tick: what a block said before, read as a clock, and which way it ran.

A timer is known by its motion, not its looks: of all ways to read the numbers of a text as a time, that one holds
under which they fall by a second in a second. Boxes by digit, flip clocks that draw each digit twice, columns with
their labels before or after them, tenths and words of any pack are only other ways to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from softsell.packs import load
from softsell.textnorm import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from softsell.model import Sample

DAY: Final = 86_400
_SCALES: Final = (1, 60, 3600, DAY)
_TOKEN: Final = re.compile(r"\d{1,9}|[^\W\d_]{1,24}|[^\s\w]")
_JOINING: Final = frozenset({":", ".", ",", "|", "/", "·", "•", "-", "–"})
_MOST_COPIES: Final = 4
_ROUGH_S: Final = 0.7
"""How far from the second a change may be seen: pages draw late, and we look when they are at rest."""
_MOST_TOKENS: Final = 120


@dataclass(frozen=True, slots=True)
class Token:
    """A number of `digits` digits, or what stands between numbers: `unit` in seconds for a word of time."""

    start: int
    end: int
    number: int | None = None
    digits: int = 0
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a text's `place`-th run of numbers: of `copies` drawings of each take the `copy`-th; labels
    stand `before` or `after` their numbers, or (`fields`) the last field counts so many seconds."""

    place: int
    labels: Literal["before", "after"] | None
    copies: int
    copy: int
    step: float


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
    for way in _ways(seen[-1].text, lang):
        values = [
            (sample.ms / 1000, value) for sample in seen if (value := _value(sample.text, lang, way)) is not None
        ]
        verdict = _run(values, way.step, away)
        if verdict is not None and (best is None or verdict[1] > best[0]):
            start, end = _span(seen[-1].text, lang, way.place)
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


def _ways(text: str, lang: str) -> Iterator[Way]:
    for place, run in enumerate(_runs(text, lang)):
        count = sum(token.number is not None for token in run)
        least = min((token.unit for token in run if token.unit), default=None)
        for copies in range(1, min(_MOST_COPIES, count) + 1):
            if count % copies or (least is None and count // copies < 2):
                continue
            for copy in range(copies):
                if least is not None:
                    yield Way(place, "after", copies, copy, least)
                    yield Way(place, "before", copies, copy, least)
                else:
                    for step in (1, 60, 0.01, 0.1):
                        yield Way(place, None, copies, copy, step)


def _span(text: str, lang: str, place: int) -> tuple[int, int]:
    run = _runs(text, lang)[place]
    return view(text).span(run[0].start, run[-1].end)


@lru_cache(maxsize=4096)
def _runs(text: str, lang: str) -> tuple[tuple[Token, ...], ...]:
    """The stretches of a text that are numbers, words of time and marks between them."""
    units = load(lang).units
    runs: list[tuple[Token, ...]] = []
    run: list[Token] = []
    bridge = False  # one small word may stand between two numbers: "2 hours and 5 minutes"
    for found in list(_TOKEN.finditer(view(text).text))[:_MOST_TOKENS]:
        word = found[0]
        token = None
        if word[0].isdecimal():
            token = Token(found.start(), found.end(), int(word), len(word))
        elif word in units:
            token = Token(found.start(), found.end(), unit=units[word])
        elif word in _JOINING:
            token = Token(found.start(), found.end())
        if token is not None:
            run.append(token)
            bridge = bridge and token.number is None and token.unit is None
        elif run and len(word) <= 3 and word.isalpha() and not bridge:
            bridge = True
        else:
            _keep(run, runs)
            run, bridge = [], False
    _keep(run, runs)
    return tuple(runs)


def _keep(run: Sequence[Token], runs: list[tuple[Token, ...]]) -> None:
    tokens = list(run)
    while tokens and tokens[-1].number is None and tokens[-1].unit is None:
        tokens.pop()
    while tokens and tokens[0].number is None and tokens[0].unit is None:
        tokens.pop(0)
    if any(token.number is not None for token in tokens):
        runs.append(tuple(tokens))


@lru_cache(maxsize=32_768)
def _value(text: str, lang: str, way: Way) -> float | None:
    """The seconds that a text shows, read in this way; None where it cannot be."""
    runs = _runs(text, lang)
    if way.place >= len(runs):
        return None
    run = runs[way.place]
    return _plain(run, way) if way.labels is None else _labelled(run, way)


def _plain(run: Sequence[Token], way: Way) -> float | None:
    """Numbers without labels: the last counts seconds (or minutes, or parts of a second), those before it more."""
    fields = _fields([token for token in run if token.number is not None], way)
    if fields is None or len(fields) < 2:
        return None
    if way.step >= 1:
        return _stacked(fields, int(way.step))
    parts = fields.pop() * way.step
    whole = _stacked(fields, 1) if len(fields) > 1 else None
    return None if whole is None or parts >= 1 else whole + parts


def _fields(numbers: Sequence[Token], way: Way) -> list[int] | None:
    """The fields of a clock: its numbers, or pairs of its digits, each drawn `copies` times."""
    if len(numbers) % way.copies:
        return None
    taken = numbers[way.copy :: way.copies]
    if len(taken) > 3 and all(token.digits == 1 for token in taken):
        if len(taken) % 2 or len(taken) > 8:
            return None
        return [10 * (a.number or 0) + (b.number or 0) for a, b in zip(taken[::2], taken[1::2], strict=True)]
    if any(token.digits != (1 if way.step == 0.1 and token is taken[-1] else 2) for token in taken[1:]):
        return None
    return [token.number or 0 for token in taken]


def _stacked(fields: Sequence[int], step: int) -> float | None:
    """The seconds of fields whose last counts `step` seconds, each below what the next counts by."""
    scales = _SCALES[_SCALES.index(step) :]
    if len(fields) > len(scales):
        return None
    total = 0
    for place, (field, scale) in enumerate(zip(reversed(fields), scales, strict=False)):
        if place < len(fields) - 1 and field >= (24 if scale == 3600 else 60):
            return None
        total += field * scale
    return float(total)


def _labelled(run: Sequence[Token], way: Way) -> float | None:
    """Numbers with words of time after or before them, each counting less than the one before it; a clock may stand
    in place of the last."""
    total = 0.0
    group: list[Token] = []
    largest: float = 366 * DAY
    unit: int | None = None
    found = False
    for token in run if way.labels == "after" else (*run, Token(0, 0, unit=1)):
        if token.number is not None:
            group.append(token)
        elif token.unit is not None:
            counts = token.unit if way.labels == "after" else unit
            unit = token.unit
            if group:
                shown = None if counts is None else _shown(group, counts, way)
                if shown is None or counts is None or counts >= largest:
                    return None
                total, largest, found = total + shown, counts, True
            group = []
    if group:
        fields = _fields(group, Way(way.place, None, way.copies, way.copy, 1))
        rest = _stacked(fields, 1) if fields is not None and 1 < len(fields) < 4 else None
        if rest is None or rest >= largest:
            return None
        total += rest
    return total if found else None


def _shown(group: Sequence[Token], counts: int, way: Way) -> float | None:
    """The seconds that boxes with one label show: a number, its digits each drawn `copies` times, or a clock."""
    if len(group) % way.copies:
        return None
    taken = group[way.copy :: way.copies]
    if len(taken) == 1 and taken[0].digits <= 3:
        return float((taken[0].number or 0) * counts)
    if len(taken) <= 3 and all(token.digits == 1 for token in taken):
        return float(int("".join(str(token.number) for token in taken)) * counts)
    fields = _fields(group, Way(way.place, None, way.copies, way.copy, 1))
    return None if fields is None else _stacked(fields, 1)


def wall_time(seconds: float, zone: int) -> str:
    """The time of day at this moment (seconds since the epoch) where clocks are `zone` minutes east of UTC."""
    minutes = int(seconds // 60 + zone) % 1440
    return f"{minutes // 60:02}:{minutes % 60:02}"


def local_day(seconds: float, zone: int) -> date:
    """The day at this moment (seconds since the epoch) where clocks are `zone` minutes east of UTC."""
    return date(1970, 1, 1) + timedelta(days=(seconds + 60 * zone) // DAY)


def as_clock(seconds: float) -> str:
    """Seconds as a clock shows them: 0:45, 15:00, 2:14:09."""
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
