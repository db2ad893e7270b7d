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
from typing import TYPE_CHECKING, Final

from softsell.model import UNDETERMINED
from softsell.packs import languages
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Votes = tuple[tuple[str, float], ...]
"""Languages, each with the weight it is voted for with."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MACRO: Final = {"no": "nb"}
_MEMORY: Final = 200_000
"""Distinct page words remembered before the memory is dropped: a bound, some 20 MB."""

_seen: set[str] = set()
_voting: dict[str, Votes] = {}
_worded: dict[str, Votes] = {}
"""What tokens vote for: by their words and letters, and by their words alone."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The telling letters of all packs: `inside` finds those that may stand anywhere in a word."""

    inside: re.Pattern[str] | None
    votes: Mapping[str, Votes]
    longest: int

    def heard(self, word: str) -> Iterator[tuple[str, float]]:
        """The votes of a word's letters, of its longest telling beginning and of its longest telling ending."""
        if self.inside is not None:
            for letters in set(self.inside.findall(word)):
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
    counts = _tally(tokens)
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

    `declared` is the pack language the page declares, or None. Returns the pack language (or `und`) and True
    where hardly a telling word of the page is foreign to it, so that its blocks need no choice each.
    """
    table = weights().language
    counts = _tally(vocabulary)
    total = sum(counts.values())
    if total < table["declared"]:
        return declared or UNDETERMINED, declared is not None
    best, most = max(counts.items(), key=lambda item: (item[1], item[0] == declared))
    if declared is not None and counts.get(declared, 0) + table["declared"] >= most:
        best = declared
    spoken = [{lang for lang, _ in _worded[token]} for token in vocabulary if token in _worded]
    return best, sum(best in langs for langs in spoken) >= table["purity"] * len(spoken)


def _tally(tokens: Collection[str]) -> dict[str, float]:
    """The weight of the evidence for each language among `tokens`."""
    _listen(tokens)
    counts: dict[str, float] = {}
    for token in tokens:
        for lang, weight in _voting.get(token, ()):
            counts[lang] = counts.get(lang, 0) + weight
    return counts


def _listen(tokens: Iterable[str]) -> None:
    """Look once at every token that is new."""
    if len(_seen) > _MEMORY:
        _seen.clear()
        _voting.clear()
        _worded.clear()
    new = set(tokens) - _seen
    if not new:
        return
    _seen.update(new)
    words, letters = _words(), _letters()
    for token in new:
        parts = [part.replace("’", "'") for part in _WORD.findall(token.lower())]
        spoken = tuple(vote for part in parts for vote in words.get(part, ()))
        heard = tuple(vote for part in parts if part not in words for vote in letters.heard(part))
        if spoken:
            _worded[token] = spoken
        if spoken or heard:
            _voting[token] = spoken + heard


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
