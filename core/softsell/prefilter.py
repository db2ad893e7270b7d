"""The prefilter: which patterns a text could hit at all, from its words alone and where they stand.

The texts of a page are read as one stream of tokens. Each distinct token is looked at once and remembered. Only where
one stands that holds some pattern's rarest word are its neighbours looked at, and few of those have anything to say.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import filterfalse
from math import inf
from typing import TYPE_CHECKING, Final

from softsell.tactics import tactics
from softsell.textnorm import view
from softsell.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from softsell.match import Candidates
    from softsell.model import Pattern, Rule, Way

END: Final = "\0"
"""The token that stands between two texts of a stream."""

SHORT: Final = 40
"""Words up to which a text is short: a longer one is asked only for the rules that long texts may hit."""

_MEMORY: Final = 200_000
"""Distinct tokens remembered before the memory is dropped: a bound, some 20 MB."""


def stream(texts: Sequence[str]) -> list[str]:
    """The blank-parted tokens of all texts in one run, an `END` between each two: one split is far quicker than
    many."""
    tokens = f" {END} ".join(texts).split()
    if tokens.count(END) >= len(texts) > 0:
        return stream([text.replace(END, "\1") for text in texts])
    return tokens


_Beside = tuple[set[str], int, int]
"""The tokens seen so far that hold one of the words that must stand near a way's first one, and where."""

_Filed = tuple[int, int, "int | None", int, int, "_Beside | None"]
"""A way by the number of its rule and the place of its pattern in it, with its start, the reach of the word it is
filed under second, and what else must be near."""

_Below = dict[str, tuple[_Filed, ...]]
"""Ways by the word they are filed under. Most words have few, and many the same ones: those share one tuple."""


_Ask = tuple["Callable[[Iterable[str]], bool]", int, int, "_First"]
"""Whether no neighbour of a first word is among tokens, from where to where they are, and the word's ways."""


@dataclass(slots=True, eq=False)
class _First:
    """The ways filed under one of their first words: `alone` where that is all they ask for, else under each word of
    the set most telling beside it, `near` where its reach is known and `far` where it is not.

    Near words lie at most `back` tokens before the first one and less than `ahead` after it. `neighbours` and
    `company` are the tokens seen so far that hold a near word and a far one, with the ways below it.
    """

    alone: tuple[_Filed, ...] = ()
    near: _Below = field(default_factory=dict)
    far: _Below = field(default_factory=dict)
    back: int = 0
    ahead: int = 0
    neighbours: _Below = field(default_factory=dict)
    company: _Below = field(default_factory=dict)

    def asked(self) -> _Ask:
        """What its neighbours are looked for with, once all ways are filed."""
        return self.neighbours.keys().isdisjoint, self.back, self.ahead, self

    def forget(self) -> None:
        self.neighbours.clear()
        self.company.clear()


@dataclass(slots=True)
class _Text:
    """One text of a stream of `tokens`, which stands in it from `begin` up to `end`. What it is found to allow is
    gathered in `found`, by the number of a rule and the place of its pattern."""

    tokens: Sequence[str]
    begin: int
    end: int
    found: set[tuple[int, int]] = field(default_factory=set)
    _distinct: frozenset[str] | None = None

    @property
    def distinct(self) -> frozenset[str]:
        """Its tokens, each once."""
        if self._distinct is None:
            self._distinct = frozenset(self.tokens[self.begin : self.end])
        return self._distinct

    def ask(self, hot: Mapping[str, Iterable[_Ask]], warm: Iterable[int]) -> None:
        """Find the rules and patterns of the ways that the text allows with a first word at one of `warm`."""
        tokens, begin, end = self.tokens, self.begin, self.end
        for here in warm:
            for apart, back, ahead, first in hot.get(tokens[here], ()):
                low, high = here - back, here + ahead
                # Conditions, for this is the innermost loop: `min` and `max` cost more than all the rest of it.
                near = tokens[low if low > begin else begin : high if high < end else end]  # noqa: FURB136
                if not apart(near):
                    neighbours = first.neighbours
                    for away, token in enumerate(near, max(low, begin) - here):
                        if token in neighbours:
                            self._check(neighbours[token], here, away)
                if first.company:
                    for token in first.company.keys() & self.distinct:
                        self._check(first.company[token], here, None)
                if first.alone:
                    self._check(first.alone, here, None)

    def _check(self, ways: Iterable[_Filed], here: int, away: int | None) -> None:
        for number, place, start, low, high, beside in ways:
            if (
                (away is None or low <= away <= high)
                and (start is None or here - self.begin <= start)
                and (beside is None or self._holds(here, beside))
            ):
                self.found.add((number, place))

    def _holds(self, here: int, beside: _Beside) -> bool:
        """Whether what must be near a place is."""
        seen, low, high = beside
        if low > high:
            return not seen.isdisjoint(self.distinct)
        return not seen.isdisjoint(self.tokens[max(self.begin, here + low) : min(self.end, here + high + 1)])


@dataclass(slots=True)
class Prefilter:
    """The words of a pack's rules, and what is known of the tokens seen so far."""

    rules: Sequence[Rule]
    _firsts: dict[str, _First] = field(default_factory=dict)
    _above: dict[str, tuple[list[_First], list[_First]]] = field(default_factory=dict)
    _beside: dict[str, list[set[str]]] = field(default_factory=dict)
    _long: set[_First] = field(default_factory=set)
    _triggers: Triggers = field(default_factory=Triggers)
    _seen: set[str] = field(default_factory=lambda: {END})
    _hot: dict[str, tuple[_Ask, ...]] = field(default_factory=dict)
    _hot_long: dict[str, tuple[_Ask, ...]] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        besides: dict[frozenset[str], set[str]] = {}
        same: dict[tuple[int, ...], tuple[_Filed, ...]] = {}
        for number, rule in enumerate(self.rules):
            long = _room(rule) > SHORT
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
        filed = (*pattern, way.start, low, high, beside)

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

    def read(self, tokens: set[str]) -> None:
        """Look at every blank-parted token that is new."""
        if len(self._seen) > _MEMORY:
            self._forget()
        new = tokens - self._seen
        self._seen |= new
        for token in new:
            text = view(token).text.replace("'", "")
            words = self._triggers.of(text)
            if words:
                self._heat(token, words)
            elif not any(sign.isalpha() or sign.isdecimal() for sign in text):
                self._silent.add(token)

    def _forget(self) -> None:
        self._seen = {END}
        self._hot.clear()
        self._hot_long.clear()
        self._silent.clear()
        for first in self._firsts.values():
            first.forget()
        for sets in self._beside.values():
            for seen in sets:
                seen.clear()

    def _heat(self, token: str, words: Iterable[str]) -> None:
        firsts = [self._firsts[word] for word in words if word in self._firsts]
        if firsts:
            self._hot[token] = tuple(first.asked() for first in firsts)
        if long := [first for first in firsts if first in self._long]:
            self._hot_long[token] = tuple(first.asked() for first in long)
        for word in words:
            near, far = self._above.get(word, ((), ()))
            for first in near:
                first.neighbours[token] = (*first.neighbours.get(token, ()), *first.near[word])
            for first in far:
                first.company[token] = (*first.company.get(token, ()), *first.far[word])
            for seen in self._beside.get(word, ()):
                seen.add(token)

    def candidates(self, tokens: Sequence[str], size: Callable[[int], int]) -> Iterator[tuple[int, Candidates]]:
        """The texts of a stream, all read before, that some rule could hit: each by its place among them, with those
        rules in the pack's order and the patterns of them that could.

        `size(place)` is how many words a text counts for; rules that take fewer do not ask for it.
        """
        tokens = list(filterfalse(self._silent.__contains__, tokens))
        for place, begin, end, warm in self._warm(tokens):
            hot = self._hot_long if end - begin > SHORT and size(place) > SHORT else self._hot
            text = _Text(tokens, begin, end)
            text.ask(hot, warm)
            if text.found and (chosen := self._chosen(text.found, size(place))):
                yield place, chosen

    def _warm(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, int, Sequence[int]]]:
        """The texts of a stream that hold a first word of any way: the place of each among them, where it begins and
        ends, and where those words stand."""
        hot = self._hot
        warm = [at for at, token in enumerate(tokens) if token in hot]
        ends = [at for at, token in enumerate(tokens) if token == END] if warm else []
        ends.append(len(tokens))
        done, place = 0, -1
        while done < len(warm):
            place = bisect_left(ends, warm[done], place + 1)
            upto = bisect_left(warm, ends[place], done)
            yield place, ends[place - 1] + 1 if place else 0, ends[place], warm[done:upto]
            done = upto

    def _chosen(self, found: Iterable[tuple[int, int]], size: int) -> Candidates:
        chosen: dict[int, list[Pattern]] = {}
        for number, place in sorted(found):
            rule = self.rules[number]
            if size <= _room(rule):
                chosen.setdefault(number, []).append(rule.patterns[place])
        return [(self.rules[number], patterns) for number, patterns in chosen.items()]


def _room(rule: Rule) -> float:
    """The words a text may have for the rule to be asked for; which sentence of it the rule takes, matching tells."""
    return inf if rule.max_words is None or tactics()[rule.tactic].moment else rule.max_words
