"""Which pack a block needs: what the page declares, checked against the text itself.

Two kinds of evidence are read off every distinct word, once: the packs' commonest words, and, in a word that no pack
lists, the letters, beginning and ending that the packs name as telling (`ø`, `kj-`, `-sjon`). What several languages
share counts less for each of them, so that the difference between them decides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
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


@dataclass(frozen=True, slots=True, eq=False)
class _Voice:
    """What a token says of its language: its votes, and the languages of those of its words that a pack lists.

    One object stands for all tokens that say the same, so that a page is counted by identity.
    """

    votes: Votes
    spoken: frozenset[str]


class _Voices(dict[str, _Voice]):
    """Tokens seen before, each with its voice; one that is new is listened to once."""

    def __missing__(self, token: str) -> _Voice:
        words, letters = _words(), _letters()
        parts = [part.replace("’", "'") for part in _WORD.findall(token.lower())]
        spoken = [vote for part in parts for vote in words.get(part, ())]
        heard = [vote for part in parts if part not in words for vote in letters.heard(part)]
        voice = self[token] = _voice((*spoken, *heard), frozenset(lang for lang, _ in spoken))
        return voice

    def bound(self) -> None:
        """Drop all where there are more than memory should hold."""
        if len(self) > _MEMORY:
            self.clear()
            _voice.cache_clear()


@cache
def _voice(votes: Votes, spoken: frozenset[str]) -> _Voice:
    return _Voice(votes, spoken)


_voices: Final = _Voices()


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
    table = weights().language
    _voices.bound()
    counts: dict[str, float] = {}
    for voice in map(_voices.__getitem__, tokens):
        for lang, weight in voice.votes:
            counts[lang] = counts.get(lang, 0) + weight
    if declared is not None:
        counts[declared] = counts.get(declared, 0) + table["declared"]
    if page is not None:
        counts[page] = counts.get(page, 0) + table["page"]
    if not counts:
        return tuple(languages())
    for lang in counts:
        counts[lang] += languages()[lang].prior
    near = max(counts.values()) - table["near"]
    return tuple(sorted((lang for lang, count in counts.items() if count >= near), key=lambda lang: -counts[lang]))


def of_page(vocabulary: AbstractSet[str], declared: str | None) -> tuple[str, bool]:
    """The language of a page from its distinct tokens, and whether the page is all of it.

    `declared` is the pack language the page declares, or None. Returns the pack language and True where hardly a
    telling word of the page is foreign to it, so that its blocks need no choice each. It is `und` where nothing
    tells, and where too few words are those of the likeliest language: the page is in one without a pack.
    """
    table = weights().language
    _voices.bound()
    voices = Counter(map(_voices.__getitem__, vocabulary))
    heard: dict[str, list[float]] = {}
    for voice, times in voices.items():
        for lang, weight in voice.votes:
            heard.setdefault(lang, []).append(times * weight)
    counts = {lang: math.fsum(weights) for lang, weights in heard.items()}
    total = sum(counts.values())
    if total < table["declared"]:
        return declared or UNDETERMINED, declared is not None
    best, most = max(sorted(counts.items()), key=lambda item: (item[1], item[0] == declared))
    if declared is not None and counts.get(declared, 0) + table["declared"] >= most:
        best = declared
    spoken = sum(count for voice, count in voices.items() if voice.spoken)
    own = sum(count for voice, count in voices.items() if best in voice.spoken)
    if own < table["share"] * sum(any(map(str.isalpha, token)) for token in vocabulary) - table["share_spare"]:
        return UNDETERMINED, False
    return best, own >= table["purity"] * spoken


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
