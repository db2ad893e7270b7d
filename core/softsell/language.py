"""Which pack a block needs: what the page declares, checked against the text itself.

Two kinds of evidence are read off every distinct word, once: the packs' commonest words, and, in a word that no pack
lists, the letters, beginning and ending that the packs name as telling (`ø`, `kj-`, `-sjon`). What several languages
share counts less for each of them, so that the difference between them decides.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from struct import Struct
from typing import TYPE_CHECKING, Final

from softsell.model import UNDETERMINED
from softsell.packs import languages
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Votes = tuple[tuple[str, float], ...]
"""Languages, each with the weight it is voted for with."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MACRO: Final = {"no": "nb"}
_MEMORY: Final = 200_000
"""Distinct page words remembered before the memory is dropped: a bound, some 20 MB."""

_FIELD: Final = 64
"""Bits of one count in a tally."""

_WHOLE: Final = 1 << 32
"""A vote of weight 1 in a tally: two million words of a page, with a few votes each, stay within a field."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """A tally taken apart, all by the languages' places: votes (`_WHOLE` is 1), tokens with a word that the pack
    lists, tokens with one that any pack lists, tokens with a letter."""

    votes: tuple[int, ...]
    spoken: tuple[int, ...]
    spoken_by_any: int
    lettered: int


class _Tallies(dict[str, int]):
    """Tokens seen before, each with its tally; one that is new is listened to once.

    A tally is all counts of a token in one integer, a field of `_FIELD` bits each, so that a text is counted by one
    sum over its tokens: no loop of ours runs.
    """

    def __missing__(self, token: str) -> int:
        places = _places()
        spoken, heard = _heard(token)
        tally = sum(round(weight * _WHOLE) << _FIELD * places[lang] for lang, weight in (*spoken, *heard))
        speakers = {places[lang] for lang, _ in spoken}
        tally += sum(1 << _FIELD * (len(places) + place) for place in speakers)
        tally += (1 if spoken else 0) << _FIELD * 2 * len(places)
        tally += (1 if any(map(str.isalpha, token)) else 0) << _FIELD * (2 * len(places) + 1)
        self[token] = tally
        return tally

    def bound(self) -> None:
        """Drop all where there are more than memory should hold."""
        if len(self) > _MEMORY:
            self.clear()

    def of(self, tokens: Iterable[str]) -> _Counts:
        """The counts of a text, or of the distinct tokens of one."""
        self.bound()
        size = len(_places())
        fields = _fields().unpack(sum(map(self.__getitem__, tokens)).to_bytes(_fields().size, "little"))
        return _Counts(fields[:size], fields[size:-2], *fields[-2:])


_tallies: Final = _Tallies()


def _heard(token: str) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """The votes of a token's words that a pack lists, and those of the letters of its others."""
    words, letters = _words(), _letters()
    parts = [part.replace("’", "'") for part in _WORD.findall(token.lower())]
    spoken = [vote for part in parts for vote in words.get(part, ())]
    return spoken, [vote for part in parts if part not in words for vote in letters.heard(part)]


@cache
def _places() -> dict[str, int]:
    """The place of each language among them all."""
    return {lang: place for place, lang in enumerate(languages())}


@cache
def _fields() -> Struct:
    return Struct(f"<{2 * len(_places()) + 2}Q")


@dataclass(frozen=True, slots=True)
class _Letters:
    """The telling letters of all packs: `inside` finds those that may stand anywhere in a word."""

    inside: re.Pattern[str] | None
    votes: Mapping[str, Votes]
    longest: int

    def heard(self, word: str) -> Iterator[tuple[str, float]]:
        """The votes of a word's letters, of its longest telling beginning and of its longest telling ending."""
        if self.inside is not None:
            for letters in dict.fromkeys(self.inside.findall(word)):
                yield from self.votes[letters]
        reach = range(min(self.longest, len(word) - 1), 0, -1)
        yield from next((self.votes[key] for size in reach if (key := f"-{word[-size:]}") in self.votes), ())
        yield from next((self.votes[key] for size in reach if (key := f"{word[:size]}-") in self.votes), ())


@lru_cache(maxsize=1024)
def known(tag: str | None) -> str | None:
    """The pack language of a BCP 47 tag (`no-NO` is `nb`), or None where there is no pack."""
    if not tag:
        return None
    primary = tag.replace("_", "-").split("-")[0].strip().lower()
    primary = _MACRO.get(primary, primary)
    return primary if primary in languages() else None


def choose(tokens: Sequence[str], declared: str | None, page: str | None) -> tuple[str, ...]:
    """The pack languages to try on a text of these blank-parted tokens, the likeliest first.

    `declared` and `page` are pack languages or None. More than one comes back only where they lie close; a text that
    says nothing of its language and stands under no declaration is tried in every language.
    """
    _tallies.bound()
    votes = (sum(map(_tallies.__getitem__, tokens)) & _votes_only()) + _given(declared, page)
    likely, tied = _likely(votes)
    return _as_first_heard(likely, votes, tokens) if tied else likely


def of_page(vocabulary: AbstractSet[str], declared: str | None) -> tuple[str, bool]:
    """The language of a page from its distinct tokens, and whether the page is all of it.

    `declared` is the pack language the page declares, or None. Returns the pack language and True where hardly a
    telling word of the page is foreign to it, so that its blocks need no choice each. It is `und` where nothing
    tells, and where too few words are those of the likeliest language: the page is in one without a pack.
    """
    table = weights().language
    counts = _tallies.of(vocabulary)
    votes = dict(zip(_places(), counts.votes, strict=True))
    weight = round(table["declared"] * _WHOLE)
    if sum(votes.values()) < weight:
        return declared or UNDETERMINED, declared is not None
    best = max(sorted(votes), key=lambda lang: (votes[lang], lang == declared))
    if declared is not None and votes[declared] + weight >= votes[best]:
        best = declared
    own = counts.spoken[_places()[best]]
    if own < table["share"] * counts.lettered - table["share_spare"]:
        return UNDETERMINED, False
    return best, own >= table["purity"] * counts.spoken_by_any


@cache
def _given(declared: str | None, page: str | None) -> int:
    """What a text's surroundings vote for, as a tally."""
    table, places = weights().language, _places()
    marks = ((declared, table["declared"]), (page, table["page"]))
    return sum(round(weight * _WHOLE) << _FIELD * places[lang] for lang, weight in marks if lang is not None)


@lru_cache(maxsize=1 << 16)
def _likely(votes: int) -> tuple[tuple[str, ...], bool]:
    """The languages that a tally of votes leaves open, the likeliest first, and whether some of them are equal."""
    if not votes:
        return tuple(languages()), False
    counts = _weighed(votes)
    near = max(counts.values()) - round(weights().language["near"] * _WHOLE)
    likely = sorted((lang for lang, count in counts.items() if count >= near), key=lambda lang: -counts[lang])
    return tuple(likely), len({counts[lang] for lang in likely}) < len(likely)


def _as_first_heard(likely: Iterable[str], votes: int, tokens: Sequence[str]) -> tuple[str, ...]:
    """Equal languages in the order in which a word first votes for them."""
    counts = _weighed(votes)
    heard = dict.fromkeys(lang for token in tokens for lang in _langs_heard(token))
    order = {lang: place for place, lang in enumerate(heard)}
    return tuple(sorted(likely, key=lambda lang: (-counts[lang], order.get(lang, len(order)))))


@lru_cache(maxsize=1 << 14)
def _langs_heard(token: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lang for kind in _heard(token) for lang, _ in kind))


@lru_cache(maxsize=1 << 14)
def _weighed(votes: int) -> dict[str, int]:
    """The votes of each language that has any, its prior among them."""
    priors = {lang: round(vocabulary.prior * _WHOLE) for lang, vocabulary in languages().items()}
    counts = {lang: _vote(votes, place) for lang, place in _places().items()}
    return {lang: count + priors[lang] for lang, count in counts.items() if count}


def _vote(tally: int, place: int) -> int:
    return tally >> _FIELD * place & (1 << _FIELD) - 1


@cache
def _votes_only() -> int:
    """The bits of a tally that are votes."""
    return (1 << _FIELD * len(_places())) - 1


@cache
def _words() -> dict[str, Votes]:
    """The common words of all packs."""
    return _shared({lang: vocabulary.common for lang, vocabulary in languages().items()}, 1.0)


@cache
def _letters() -> _Letters:
    votes = _shared(
        {lang: vocabulary.letters for lang, vocabulary in languages().items()}, weights().language["letters"]
    )
    inside = sorted((key for key in votes if "-" not in key), key=lambda key: (-len(key), key))
    return _Letters(
        re.compile("|".join(map(re.escape, inside))) if inside else None,
        votes,
        max(map(len, votes), default=1) - 1,
    )


def _shared(owned: Mapping[str, Iterable[str]], weight: float) -> dict[str, Votes]:
    """What each sign votes for: with its whole weight where one language owns it, less where several do."""
    owners: dict[str, dict[str, None]] = {}
    for lang, signs in owned.items():
        for sign in signs:
            owners.setdefault(sign, {})[lang] = None
    return {sign: tuple((lang, weight / math.sqrt(len(langs))) for lang in langs) for sign, langs in owners.items()}
