"""The prefilter: which rules a block could hit at all, from its words alone.

Each distinct word of a page is looked at once and remembered; a block whose words hold no rule's rarest
word is done after one set test.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from softsell.textnorm import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softsell.model import Rule

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CLOCK: Final = re.compile(r"(?:\d|^):(?:\d|$)")
_MEMORY: Final = 200_000
"""Distinct words remembered before the memory is dropped: a bound, some 20 MB."""


@dataclass(slots=True)
class Prefilter:
    """The words of a pack's rules, and what is known of the page words seen so far."""

    rules: Sequence[Rule]
    _by_word: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = field(default_factory=dict)
    _plain: set[str] = field(default_factory=set)
    _heads: dict[int, set[str]] = field(default_factory=dict)
    _tails: dict[int, set[str]] = field(default_factory=dict)
    _inner: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _hot: set[str] = field(default_factory=set)
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_word: defaultdict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            for clauses in rule.clauses:
                for word in clauses[0]:
                    by_word[word].append((number, clauses[1:]))
                for word in frozenset().union(*clauses):
                    self._learn(word)
        self._by_word = dict(by_word)

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
            self._hot.clear()
            self._words.clear()
        new = set(tokens) - self._seen
        self._seen.update(new)
        for token in new:
            words = self._triggers(token)
            if words:
                self._words[token] = words
                if not self._by_word.keys().isdisjoint(words):
                    self._hot.add(token)

    def _triggers(self, token: str) -> tuple[str, ...]:
        found: list[str] = []
        for word in _LETTERS.findall(view(token).text.replace("'", "")):
            if word in self._plain:
                found.append(word)
            for size, heads in self._heads.items():
                if word[:size] in heads:
                    found.append(f"{word[:size]}*")
            for size, tails in self._tails.items():
                if word[-size:] in tails:
                    found.append(f"*{word[-size:]}")
            found.extend(f"*{inner}*" for inner in self._inner if inner in word)
        if ":" in token and _CLOCK.search(token):
            found.append("#:#")
        return tuple(found)

    def passes(self, tokens: Sequence[str]) -> bool:
        """Whether a block of these tokens, all read before, could hit any rule."""
        return not self._hot.isdisjoint(tokens)

    def candidates(self, tokens: Sequence[str]) -> list[Rule]:
        """The rules a block of these tokens could hit, in the pack's order."""
        words: set[str] = set()
        for token in tokens:
            triggers = self._words.get(token)
            if triggers is not None:
                words.update(triggers)
        numbers = {
            number
            for word in words
            for number, others in self._by_word.get(word, ())
            if not any(words.isdisjoint(clause) for clause in others)
        }
        return [self.rules[number] for number in sorted(numbers)]
