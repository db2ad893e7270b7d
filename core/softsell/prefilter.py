"""The prefilter: which patterns a text could hit at all, from its words alone and where they stand.

Each distinct token of a text is looked at once and remembered. Only where one stands that holds some pattern's rarest
word are its neighbours looked at, and few of those have anything to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Final

from softsell.tactics import tactics
from softsell.textnorm import view
from softsell.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from softsell.match import Candidates
    from softsell.model import Pattern, Rule, Way

SHORT: Final = 40
"""Words up to which a text is short: a longer one is asked only for the rules that long texts may hit."""

_FEW: Final = 8
"""Tokens up to which a text is one neighbourhood: what lies near each of them is not worth cutting out."""

_MEMORY: Final = 200_000
"""Distinct tokens remembered before the memory is dropped: a bound, some 20 MB."""


_Beside = tuple[set[str], int, int]
"""The tokens seen so far that hold one of the words that must stand near a way's first one, and where."""

_Filed = tuple[int, int, "int | None", "int | None", int, int, "_Beside | None"]
"""A way by the number of its rule and the place of its pattern in it, with its start and end, the reach of the word
it is filed under second, and what else must be near."""

_Below = dict[str, tuple[_Filed, ...]]
"""Ways by the word they are filed under. Most words have few, and many the same ones: those share one tuple."""


_Ask = tuple["Callable[[Iterable[str]], bool]", int, int, "_First"]
"""Whether no neighbour of a first word is among tokens, from where to where they are, and the word's ways."""


@dataclass(slots=True, eq=False)
class _First:
    """The ways filed under one of their first words: `alone` where that is all they ask for, else under each word of
    the set most telling beside it, `near` where its reach is known and `far` where it is not.

    Near words lie at most `back` tokens before the first one and less than `ahead` after it. `neighbours` and
    `company` are the tokens seen so far that hold a near word and a far one.
    """

    alone: tuple[_Filed, ...] = ()
    near: _Below = field(default_factory=dict)
    far: _Below = field(default_factory=dict)
    back: int = 0
    ahead: int = 0
    neighbours: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)

    def forget(self) -> None:
        self.neighbours.clear()
        self.company.clear()


@dataclass(slots=True)
class _Hot:
    """The tokens seen so far that hold a first word: what their neighbours are looked for with, and the words that
    have ways which ask for none."""

    tokens: set[str] = field(default_factory=set)
    near: dict[str, tuple[_Ask, ...]] = field(default_factory=dict)
    other: dict[str, tuple[_First, ...]] = field(default_factory=dict)

    def heat(self, token: str, firsts: Sequence[_First]) -> None:
        """Add a token that holds these words, all ways of which are filed."""
        near = tuple((first.neighbours.isdisjoint, first.back, first.ahead, first) for first in firsts if first.near)
        other = tuple(first for first in firsts if first.alone or first.far)
        if near:
            self.near[token] = near
        if other:
            self.other[token] = other
        self.tokens.add(token)

    def forget(self) -> None:
        self.tokens.clear()
        self.near.clear()
        self.other.clear()


@dataclass(slots=True)
class _Asking:
    """A text of these `tokens`, which hold the `words`. What it is found to allow is gathered in `found`, by the
    number of a rule and the place of its pattern."""

    tokens: Sequence[str]
    words: Mapping[str, Sequence[str]]
    found: set[tuple[int, int]] = field(default_factory=set)

    def near(self, hot: Mapping[str, Iterable[_Ask]]) -> None:
        """Find the rules and patterns of the ways that the text allows with a neighbour of their first word."""
        tokens = self.tokens
        small = len(tokens) <= _FEW
        for here, token in enumerate(tokens):
            if token in hot:
                for apart, back, ahead, first in hot[token]:
                    if not apart(tokens if small else tokens[max(0, here - back) : here + ahead]):
                        self._among(first, here)

    def _among(self, first: _First, here: int) -> None:
        low, neighbours = max(0, here - first.back), first.neighbours
        for away, token in enumerate(self.tokens[low : here + first.ahead], low - here):
            if token in neighbours:
                self._check(token, first.near, here, away)

    def other(self, hot: Mapping[str, Iterable[_First]]) -> None:
        """The same by words that stand anywhere, or by the first word alone."""
        for here, token in enumerate(self.tokens):
            if token in hot:
                for first in hot[token]:
                    if first.company:
                        for beside in first.company.intersection(self.tokens):
                            self._check(beside, first.far, here, None)
                    self._allow(first.alone, here, None)

    def _check(self, token: str, below: _Below, here: int, away: int | None) -> None:
        for word in self.words[token]:
            if word in below:
                self._allow(below[word], here, away)

    def _allow(self, ways: Iterable[_Filed], here: int, away: int | None) -> None:
        after = len(self.tokens) - here - 1
        for number, place, start, end, low, high, beside in ways:
            if (
                (away is None or low <= away <= high)
                and (start is None or here <= start)
                and (end is None or after <= end)
                and (beside is None or self._holds(here, beside))
            ):
                self.found.add((number, place))

    def _holds(self, here: int, beside: _Beside) -> bool:
        """Whether what must be near a place is."""
        seen, low, high = beside
        return not seen.isdisjoint(self.tokens if low > high else self.tokens[max(0, here + low) : here + high + 1])


@dataclass(slots=True)
class Prefilter:
    """The words of a pack's rules, and what is known of the tokens seen so far."""

    rules: Sequence[Rule]
    _firsts: dict[str, _First] = field(default_factory=dict)
    _above: dict[str, tuple[list[_First], list[_First]]] = field(default_factory=dict)
    _beside: dict[str, list[set[str]]] = field(default_factory=dict)
    _long: set[_First] = field(default_factory=set)
    _triggers: Triggers = field(default_factory=Triggers)
    _seen: set[str] = field(default_factory=set)
    _hot: _Hot = field(default_factory=_Hot)
    _hot_long: _Hot = field(default_factory=_Hot)
    _words: dict[str, Sequence[str]] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)
    _room: Sequence[float] = ()

    def __post_init__(self) -> None:
        self._room = [_room(rule) for rule in self.rules]
        besides: dict[frozenset[str], set[str]] = {}
        same: dict[tuple[int, ...], tuple[_Filed, ...]] = {}
        for number, rule in enumerate(self.rules):
            long = self._room[number] > SHORT
            for place, pattern in enumerate(rule.patterns):
                for way in pattern.ways:
                    beside = self._heard(way, besides)
                    self._file(way, (number, place), beside, same, long=long)
        for word, first in self._firsts.items():
            self._triggers.learn(word)
            for seconds, above in ((first.near, 0), (first.far, 1)):
                for second in seconds:
                    self._triggers.learn(second)
                    self._above.setdefault(second, ([], []))[above].append(first)

    def _heard(self, way: Way, besides: dict[frozenset[str], set[str]]) -> _Beside | None:
        """The second of what must be near the way's first words, to be filled as tokens are read."""
        if len(way.near) < 2:
            return None
        _, (words, low, high) = way.near
        if words not in besides:
            besides[words] = set()
            for word in words:
                self._triggers.learn(word)
                self._beside.setdefault(word, []).append(besides[words])
        return besides[words], low, high

    def _file(
        self,
        way: Way,
        pattern: tuple[int, int],
        beside: _Beside | None,
        same: dict[tuple[int, ...], tuple[_Filed, ...]],
        *,
        long: bool,
    ) -> None:
        seconds, low, high = way.near[0] if way.near else (frozenset[str](), 0, 0)
        filed = (*pattern, way.start, way.end, low, high, beside)

        def more(ways: tuple[_Filed, ...]) -> tuple[_Filed, ...]:
            together = (*ways, filed)
            return same.setdefault(tuple(map(id, together)), together)

        for word in way.first:
            first = self._firsts.setdefault(word, _First())
            if long:
                self._long.add(first)
            if not way.near:
                first.alone = more(first.alone)
                continue
            below = first.far if low > high else first.near
            for second in seconds:
                below[second] = more(below.get(second, ()))
            first.back, first.ahead = max(first.back, -low), max(first.ahead, high + 1)

    def _read(self, tokens: Sequence[str]) -> None:
        """Look at every token that is new."""
        if len(self._seen) > _MEMORY:
            self._forget()
        new = set(tokens) - self._seen
        self._seen |= new
        for token in new:
            text = view(token).text.replace("'", "")
            words = self._triggers.of(text)
            if words:
                self._words[token] = words
                self._heat(token, words)
            elif not any(sign.isalpha() or sign.isdecimal() for sign in text):
                self._silent.add(token)

    def _forget(self) -> None:
        self._seen.clear()
        self._hot.forget()
        self._hot_long.forget()
        self._words.clear()
        self._silent.clear()
        for first in self._firsts.values():
            first.forget()
        for sets in self._beside.values():
            for seen in sets:
                seen.clear()

    def _heat(self, token: str, words: Iterable[str]) -> None:
        firsts = [self._firsts[word] for word in words if word in self._firsts]
        if firsts:
            self._hot.heat(token, firsts)
        if long := [first for first in firsts if first in self._long]:
            self._hot_long.heat(token, long)
        for word in words:
            near, far = self._above.get(word, ((), ()))
            for first in near:
                first.neighbours.add(token)
            for first in far:
                first.company.add(token)
            for seen in self._beside.get(word, ()):
                seen.add(token)

    def candidates(self, tokens: Sequence[str], size: int) -> Candidates:
        """The rules that a text of these blank-parted tokens could hit, in the pack's order, and the patterns of them
        that could.

        `size` is how many words the text counts for; rules that take fewer do not ask for it.
        """
        if not self._seen.issuperset(tokens):
            self._read(tokens)
        if self._hot.tokens.isdisjoint(tokens):
            return ()
        if not self._silent.isdisjoint(tokens):
            tokens = [token for token in tokens if token not in self._silent]
        asking = _Asking(tokens, self._words)
        hot = self._hot_long if len(tokens) > SHORT and size > SHORT else self._hot
        asking.near(hot.near)
        if not hot.other.keys().isdisjoint(tokens):
            asking.other(hot.other)
        return self._chosen(asking.found, size) if asking.found else ()

    def _chosen(self, found: Iterable[tuple[int, int]], size: int) -> Candidates:
        chosen: dict[int, list[Pattern]] = {}
        for number, place in sorted(found):
            if size <= self._room[number]:
                chosen.setdefault(number, []).append(self.rules[number].patterns[place])
        return [(self.rules[number], patterns) for number, patterns in chosen.items()]


def _room(rule: Rule) -> float:
    """The words a text may have for the rule to be asked for; which sentence of it the rule takes, matching tells."""
    return inf if rule.max_words is None or tactics()[rule.tactic].moment else rule.max_words
