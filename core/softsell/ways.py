"""The ways a text can say a pattern: which words it must hold, and how far apart they can stand.

They are worked out when packs are compiled, for the prefilter. What the pattern's expression hits holds the words of
at least one of its ways, where that way has them; a text that holds them need not be hit. Words are counted in
blank-parted tokens that hold a letter or a digit. Stems are written `stem*`, `*stem`, `*stem*`; `#` stands for any
digit and `#:#` for digits at a colon, `0` or `100` for that very number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from softsell import slots
from softsell.model import Near, Way
from softsell.patterns import Choice, Gap, Mark, Slot, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from softsell.patterns import Element

MOST: Final = 12
"""Ways a pattern is spread over; where there would be more, a choice in it counts as one word set."""

MANY: Final = slots.WIDE
"""Words that a slot of unknown width takes: what lies beyond it is no longer near."""

NEAR: Final = 2
"""Word sets of a way that stand beside its first one: more cost memory and tell little."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Word sets that stand together on the way, in any order (none: any words or none), and how many words of a text
    they take at most."""

    sets: tuple[frozenset[str], ...]
    most: int


_Route = tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What a language knows of its words: `triggers` maps a slot to the words of which what it takes always holds
    one, or all of one entry that has several; `widths` maps it to how many words it takes at most; `commonness` tells
    how often a text holds a word of a set."""

    commonness: Callable[[frozenset[str]], float] = len
    triggers: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    widths: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def ways(self, sequence: Sequence[Element], needed: frozenset[str] | None = None) -> tuple[Way, ...]:
        """The ways of a parsed pattern, at most `MOST`; a word of `needed`, if given, stands anywhere in the block.
        Empty where a way through the pattern requires no word."""
        ends = sequence[0] == Mark("^"), sequence[-1] == Mark("$")
        ways = [self._way(route, needed, ends) for route in self._routes(sequence)]
        known = [way for way in ways if way is not None]
        return tuple(_merged(known)) if len(known) == len(ways) else ()

    def words(self, sequence: Sequence[Element]) -> frozenset[str] | None:
        """The word set of which every hit of the pattern holds one, or None."""
        return next(iter(self._together(self._routes(sequence)).sets), None)

    def _way(self, route: _Route, needed: frozenset[str] | None, ends: tuple[bool, bool]) -> Way | None:
        """The way of a route; `ends` tells whether it begins and ends with the block."""
        placed: list[tuple[frozenset[str], int, int]] = []
        before = 0
        for step in route:
            placed.extend((words, before, before + step.most - 1) for words in step.sets)
            before += step.most
        if not placed:
            return None
        rarest = min(placed, key=lambda place: self._rarity(place[0]))
        words, low, high = rarest
        near: list[Near] = [(needed, 0, -1)] if needed else []
        for other, soonest, latest in placed:
            if (other, soonest, latest) != rarest:
                back, ahead = max(0, high - soonest), max(0, latest - low)
                near.append((other, -back, ahead) if max(back, ahead) < MANY else (other, 0, -1))
        near.sort(key=self._telling)
        after = before - low - 1
        start, end = (
            most if meets and most < MANY else None for most, meets in zip((high, after), ends, strict=True)
        )
        return Way(start, words, tuple(dict.fromkeys(near))[:NEAR], end)

    def _telling(self, near: Near) -> tuple[float, str]:
        words, low, high = near
        return self.commonness(words) * (min(high - low + 1, 20) or 20), min(words)

    def _rarity(self, words: frozenset[str]) -> tuple[float, int, str]:
        return self.commonness(words), len(words), min(words)

    def _routes(self, sequence: Sequence[Element]) -> list[_Route]:
        found: list[_Route] = [()]
        for element in sequence:
            further = self._through(element)
            if len(found) * len(further) > MOST:
                further = [(self._together(further),)]
            found = [(*route, *more) for route in found for more in further]
        return found

    def _through(self, element: Element) -> list[_Route]:
        match element:
            case Word(text, head, tail):
                bare = text.replace("'", "")
                stem = f"{'*' if head else ''}{bare}{'*' if tail else ''}"
                # A token is known by its runs of letters and of digits; a word of both ("24h") by holding a digit.
                mixed = any(map(str.isdigit, bare)) and not (stem.isascii() and stem.isdecimal())
                return [(_Step((frozenset({"#" if mixed else stem}),), 1),)]
            case Slot(name):
                return self._through_slot(name.rstrip("0123456789"))
            case Gap(words):
                return [(_Step((), words),)]
            case Mark():
                return [()]
            case Choice(branches, optional):
                routes = [route for branch in branches for route in self._routes(branch)]
                return [(_Step((), max(map(_length, routes))),)] if optional else list(_single_words_first(routes))

    def _through_slot(self, name: str) -> list[_Route]:
        most = self.widths.get(name, MANY)
        entries = [entry.split() for entry in self.triggers.get(name, ())]
        if not entries:
            return [(_Step((), most),)]
        single = frozenset(entry[0] for entry in entries if len(entry) == 1)
        several = [tuple(frozenset({word}) for word in entry) for entry in entries if len(entry) > 1]
        return [(_Step(sets, most),) for sets in ([(single,)] if single else []) + several]

    def _together(self, routes: Sequence[_Route]) -> _Step:
        """One step for them all: the rarest word set of each."""
        sets = [[words for step in route for words in step.sets] for route in routes]
        words = (frozenset().union(*(min(own, key=self._rarity) for own in sets)),) if all(sets) else ()
        return _Step(words, max(map(_length, routes)))


def _single_words_first(routes: Iterable[_Route]) -> Iterator[_Route]:
    """The routes, those of one word each put together."""
    single: set[str] = set()
    longer: list[_Route] = []
    for route in routes:
        if len(route) == 1 and route[0].most == 1 and len(route[0].sets) == 1:
            single |= route[0].sets[0]
        else:
            longer.append(route)
    if single:
        yield (_Step((frozenset(single),), 1),)
    yield from longer


def _merged(ways: Iterable[Way]) -> Iterator[Way]:
    """The ways, those that differ in their first words alone put together."""
    together: dict[tuple[int | None, tuple[Near, ...], int | None], frozenset[str]] = {}
    for way in ways:
        key = way.start, way.near, way.end
        together[key] = together.get(key, frozenset()) | way.first
    for (start, near, end), first in together.items():
        yield Way(start, first, near, end)


def _length(route: _Route) -> int:
    return sum(step.most for step in route)
