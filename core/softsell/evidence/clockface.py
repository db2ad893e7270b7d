"""The numbers of a text, read as a clock shows a time, in each way that pages draw one.

Boxes by digit, flip clocks that draw each digit twice, columns with their labels before or after them, tenths and
words of any pack are only other ways to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from softsell.evidence.times import DAY
from softsell.packs import load
from softsell.textnorm import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SCALES: Final = (1, 60, 3600, DAY)
_TOKEN: Final = re.compile(r"\d{1,9}|[^\W\d_]{1,24}|[^\s\w]")
_JOINING: Final = frozenset({":", ".", ",", "|", "/", "·", "•", "-", "–"})
_MOST_COPIES: Final = 4
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


def ways(text: str, lang: str) -> Iterator[Way]:
    """Every way in which a text may be read."""
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


def span(text: str, lang: str, place: int) -> tuple[int, int]:
    """Where a run of numbers stands in a text (code points)."""
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
def value(text: str, lang: str, way: Way) -> float | None:
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
