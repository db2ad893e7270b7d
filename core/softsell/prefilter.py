"""The prefilter: which rules a block could hit at all, from its words alone.

Each distinct word of a page is looked at once and remembered; a block whose words hold no rule's rarest
word is done after one set test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from softsell.textnorm import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from softsell.model import Pattern, Rule

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = {"#": re.compile(r"\d"), "#:#": re.compile(r"(?:\d|^):(?:\d|$)")}
"""What stands for words that are numbers: any digit, and a colon between digits."""
_MEMORY: Final = 200_000
"""Distinct words remembered before the memory is dropped: a bound, some 20 MB."""


SHORT: Final = 40
"""Words up to which a block is short: a longer one is asked only for the rules that long blocks may hit."""

_NONE: Final[frozenset[str]] = frozenset()

_Filed = list[tuple[int, int, tuple[frozenset[str], ...]]]
"""Patterns by the number of their rule and their place in it, each with the word sets that are yet to be met."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Patterns filed under their rarest word, below that under their next rarest, so that a block of common words
    meets few of them. `hot` maps a page token seen before to the words under which patterns are filed; `partners`
    holds, for each of those words, the page tokens for which anything lies below it."""

    alone: dict[str, _Filed] = field(default_factory=dict)
    pairs: dict[str, dict[str, _Filed]] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)
    hot: dict[str, tuple[str, ...]] = field(default_factory=dict)
    partners: dict[str, set[str]] = field(default_factory=dict)

    def file(self, number: int, place: int, clauses: tuple[frozenset[str], ...]) -> None:
        for first in clauses[0]:
            if len(clauses) == 1:
                self.alone.setdefault(first, []).append((number, place, ()))
                continue
            below = self.pairs.setdefault(first, {})
            for second in clauses[1]:
                if second not in below:
                    self.above.setdefault(second, []).append(first)
                below.setdefault(second, []).append((number, place, clauses[2:]))

    def read(self, token: str, words: tuple[str, ...]) -> None:
        firsts = tuple(word for word in words if word in self.alone or word in self.pairs)
        if firsts:
            self.hot[token] = firsts
        for word in words:
            for first in self.above.get(word, ()):
                self.partners.setdefault(first, set()).add(token)

    def passes(self, tokens: Sequence[str]) -> bool:
        if self.hot.keys().isdisjoint(tokens):
            return False
        for token in self.hot.keys() & tokens:
            for first in self.hot[token]:
                if first in self.alone or not self.partners.get(first, _NONE).isdisjoint(tokens):
                    return True
        return False

    def forget(self) -> None:
        self.hot.clear()
        self.partners.clear()

    def find(self, firsts: Iterable[str], words: AbstractSet[str]) -> set[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for first in firsts:
            for number, place, _ in self.alone.get(first, ()):
                found.add((number, place))
            below = self.pairs.get(first)
            if below is not None:
                for second in below.keys() & words:
                    for number, place, others in below[second]:
                        if not any(words.isdisjoint(clause) for clause in others):
                            found.add((number, place))
        return found


@dataclass(slots=True)
class Prefilter:
    """The words of a pack's rules, and what is known of the page words seen so far."""

    rules: Sequence[Rule]
    _short: _Index = field(default_factory=_Index)
    _long: _Index = field(default_factory=_Index)
    _plain: set[str] = field(default_factory=set)
    _heads: dict[int, set[str]] = field(default_factory=dict)
    _tails: dict[int, set[str]] = field(default_factory=dict)
    _inner: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            for place, pattern in enumerate(rule.patterns):
                self._short.file(number, place, pattern.clauses)
                if rule.max_words is None or rule.max_words > SHORT:
                    self._long.file(number, place, pattern.clauses)
                for word in frozenset().union(*pattern.clauses):
                    self._learn(word)

    def _learn(self, word: str) -> None:
        bare = word.strip("*")
        if word == bare:
            self._plain.add(word)
        elif word.startswith("*") and word.endswith("*"):
            self._inner.add(bare)
        elif word.endswith("*"):
            self._heads.setdefault(len(bare), set()).add(bare)
        else:
            self._tails.setdefault(len(bare), set()).add(bare)

    def read(self, tokens: Iterable[str]) -> None:
        """Look at every blank-parted token that is new."""
        if len(self._seen) > _MEMORY:
            self._seen.clear()
            self._words.clear()
            self._short.forget()
            self._long.forget()
        new = set(tokens) - self._seen
        self._seen.update(new)
        for token in new:
            words = self._triggers(token)
            if words:
                self._words[token] = words
                self._short.read(token, words)
                self._long.read(token, words)

    def _triggers(self, token: str) -> tuple[str, ...]:
        text = view(token).text.replace("'", "")
        found = [mark for mark, shape in _MARKS.items() if mark in self._plain and shape.search(text)]
        for word in _LETTERS.findall(text):
            if word in self._plain:
                found.append(word)
            for size, heads in self._heads.items():
                if word[:size] in heads:
                    found.append(f"{word[:size]}*")
            for size, tails in self._tails.items():
                if word[-size:] in tails:
                    found.append(f"*{word[-size:]}")
            found.extend(f"*{inner}*" for inner in self._inner if inner in word)
        return tuple(found)

    def passes(self, tokens: Sequence[str], text: str) -> bool:
        """Whether a block of this text and these tokens, all read before, could hit any rule."""
        return self._index(tokens, text).passes(tokens)

    def candidates(self, tokens: Sequence[str], text: str) -> list[tuple[Rule, list[Pattern]]]:
        """The rules a block of these tokens could hit, in the pack's order, each with the patterns that could."""
        index = self._index(tokens, text)
        size = 0 if "!" in text else len(tokens)
        words = {word for token in self._words.keys() & tokens for word in self._words[token]}
        firsts = {word for token in index.hot.keys() & tokens for word in index.hot[token]}
        chosen: dict[int, list[Pattern]] = {}
        for number, place in sorted(index.find(firsts, words)):
            rule = self.rules[number]
            if rule.max_words is None or size <= rule.max_words:
                chosen.setdefault(number, []).append(rule.patterns[place])
        return [(self.rules[number], patterns) for number, patterns in chosen.items()]

    def _index(self, tokens: Sequence[str], text: str) -> _Index:
        return self._short if len(tokens) <= SHORT or "!" in text else self._long
