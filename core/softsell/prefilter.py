"""The prefilter: which patterns a text could hit at all, from its words alone and where they stand.

Each distinct token of a page is looked at once and remembered. A text whose tokens hold no pattern's rarest word is
done after one set test; where one stands, only its neighbours are looked at, and few of those have anything to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from softsell.textnorm import view
from softsell.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from softsell.match import Candidates
    from softsell.model import Block, Near, Pattern, Rule, Way

_MEMORY: Final = 200_000
"""Distinct tokens remembered before the memory is dropped: a bound, some 20 MB."""

SHORT: Final = 40
"""Words up to which a text is short: a longer one is asked only for the rules that long texts may hit."""


_Filed = tuple[int, int, "int | None", int, int, "tuple[Near, ...]"]
"""A way by the number of its rule and the place of its pattern in it, with its start, the reach of the word it is
filed under second, and what else must be near."""

_Below = dict[str, tuple[_Filed, ...]]
"""Ways by the word they are filed under. Most words have few, and many the same ones: those share one tuple."""


@dataclass(slots=True, eq=False)
class _First:
    """The ways filed under one of their first words: `alone` where that is all they ask for, else under each word of
    the set most telling beside it, `near` where its reach is known and `far` where it is not.

    Near words lie at most `back` tokens before the first one and `ahead` after it. `neighbours` and `company` are the
    tokens seen so far that hold a near word and a far one.
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
class _Text:
    """For each token of a text that holds a letter or a digit, the words of rules that it holds."""

    heard: Sequence[tuple[str, ...]]
    found: set[tuple[int, int]] = field(default_factory=set)
    _spoken: set[str] | None = None

    @property
    def spoken(self) -> set[str]:
        """All words of rules that the text holds."""
        if self._spoken is None:
            self._spoken = set().union(*self.heard)
        return self._spoken

    def ask(self, first: _First, here: int, *, near: bool, far: bool) -> None:
        """Find the rules and patterns of the ways that the text allows with their first word `here`, of those that
        stand alone and, where asked for, of those filed under a near and under a far word."""
        for number, place, start, _, _, _ in first.alone:
            if start is None or here <= start:
                self.found.add((number, place))
        if near:
            begin = here - first.back if here > first.back else 0
            for away, words in enumerate(self.heard[begin : here + first.ahead + 1], begin - here):
                for second in words:
                    if second in first.near:
                        self._check(first.near[second], here, away)
        if far:
            for second in first.far.keys() & self.spoken:
                self._check(first.far[second], here, None)

    def _check(self, ways: Iterable[_Filed], here: int, away: int | None) -> None:
        for number, place, start, low, high, others in ways:
            if (
                (away is None or low <= away <= high)
                and (start is None or here <= start)
                and (not others or self._hold(here, others))
            ):
                self.found.add((number, place))

    def _hold(self, here: int, others: Iterable[Near]) -> bool:
        """Whether all that must be near a place is."""
        for words, low, high in others:
            if low > high:
                if words.isdisjoint(self.spoken):
                    return False
            elif all(map(words.isdisjoint, self.heard[max(0, here + low) : here + high + 1])):
                return False
        return True


@dataclass(slots=True)
class Prefilter:
    """The words of a pack's rules, and what is known of the tokens seen so far."""

    rules: Sequence[Rule]
    _firsts: dict[str, _First] = field(default_factory=dict)
    _above: dict[str, tuple[list[_First], list[_First]]] = field(default_factory=dict)
    _long: set[_First] = field(default_factory=set)
    _triggers: Triggers = field(default_factory=Triggers)
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _hot: dict[str, tuple[_First, ...]] = field(default_factory=dict)
    _hot_long: dict[str, tuple[_First, ...]] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        same: dict[tuple[int, ...], tuple[_Filed, ...]] = {}
        for number, rule in enumerate(self.rules):
            long = rule.max_words is None or rule.max_words > SHORT
            for place, pattern in enumerate(rule.patterns):
                for way in pattern.ways:
                    self._file(way, number, place, same, long=long)
        for word, first in self._firsts.items():
            self._triggers.learn(word)
            for seconds, above in ((first.near, 0), (first.far, 1)):
                for second in seconds:
                    self._triggers.learn(second)
                    self._above.setdefault(second, ([], []))[above].append(first)

    def _file(
        self, way: Way, number: int, place: int, same: dict[tuple[int, ...], tuple[_Filed, ...]], *, long: bool
    ) -> None:
        (seconds, low, high), *others = way.near or ((frozenset(), 0, 0),)
        filed = (number, place, way.start, low, high, tuple(others))

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
            first.back, first.ahead = max(first.back, -low), max(first.ahead, high)
        for words, _, _ in others:
            for word in words:
                self._triggers.learn(word)

    def read(self, tokens: set[str]) -> None:
        """Look at every blank-parted token that is new."""
        if len(self._words) > _MEMORY:
            self._forget()
        for token in tokens.difference(self._words):
            text = view(token).text.replace("'", "")
            self._words[token] = words = self._triggers.of(text)
            if words:
                self._heat(token, words)
            elif not any(sign.isalpha() or sign.isdecimal() for sign in text):
                self._silent.add(token)

    def _forget(self) -> None:
        self._words.clear()
        self._hot.clear()
        self._hot_long.clear()
        self._silent.clear()
        for first in self._firsts.values():
            first.forget()

    def _heat(self, token: str, words: Iterable[str]) -> None:
        firsts = [self._firsts[word] for word in words if word in self._firsts]
        if firsts:
            self._hot[token] = tuple(firsts)
        if long := [first for first in firsts if first in self._long]:
            self._hot_long[token] = tuple(long)
        for word in words:
            near, far = self._above.get(word, ((), ()))
            for first in near:
                first.neighbours.add(token)
            for first in far:
                first.company.add(token)

    def warm(
        self, blocks: Iterable[tuple[Block, Sequence[str]]], besides: AbstractSet[str | None]
    ) -> Iterator[tuple[Block, Sequence[str]]]:
        """Those of the blocks, each with its tokens, all read before, that hold a first word of any way, and those
        whose declared language is one of `besides`."""
        hot = self._hot.keys()
        return (pair for pair in blocks if not hot.isdisjoint(pair[1]) or pair[0].lang in besides)

    def candidates(self, tokens: Sequence[str], size: int) -> Candidates:
        """The rules that a text of these tokens, all read before, could hit, in the pack's order, each with the
        patterns that could; none that takes fewer words than `size`."""
        hot = self._hot if size <= SHORT else self._hot_long
        if hot.keys().isdisjoint(tokens):
            return []
        if not self._silent.isdisjoint(tokens):
            tokens = [token for token in tokens if token not in self._silent]
        text: _Text | None = None
        lonely: set[_First] = set()
        for here, firsts in enumerate(map(hot.get, tokens)):
            if firsts is None:
                continue
            for first in firsts:
                begin = here - first.back if here > first.back else 0
                near = not first.neighbours.isdisjoint(tokens[begin : here + first.ahead + 1])
                far = bool(first.company) and first not in lonely
                if far and first.company.isdisjoint(tokens):
                    lonely.add(first)
                    far = False
                if near or far or first.alone:
                    text = text or _Text(list(map(self._words.__getitem__, tokens)))
                    text.ask(first, here, near=near, far=far)
        return self._chosen(text.found, size) if text and text.found else []

    def _chosen(self, found: Iterable[tuple[int, int]], size: int) -> Candidates:
        chosen: dict[int, list[Pattern]] = {}
        for number, place in sorted(found):
            rule = self.rules[number]
            if rule.max_words is None or size <= rule.max_words:
                chosen.setdefault(number, []).append(rule.patterns[place])
        return [(self.rules[number], patterns) for number, patterns in chosen.items()]
