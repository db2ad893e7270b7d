"""Which pack a block needs: what the page declares, checked against the text itself."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from softsell.model import UNDETERMINED
from softsell.packs import languages
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MACRO: Final = {"no": "nb"}
_MEMORY: Final = 200_000
"""Distinct page words remembered before the memory is dropped: a bound, some 20 MB."""

_seen: set[str] = set()
_voting: dict[str, tuple[tuple[str, float], ...]] = {}


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

    `declared` and `page` are pack languages or None. More than one comes back only where they tie; a text that says
    nothing of its language and stands under no declaration is tried in every language.
    """
    table = weights().language
    counts = _tally(tokens)
    if declared is not None:
        counts[declared] = counts.get(declared, 0) + table["declared"]
    if page is not None:
        counts[page] = counts.get(page, 0) + table["page"]
    if not counts:
        return tuple(languages())
    best = max(counts.values())
    return tuple(sorted(lang for lang, count in counts.items() if count >= best - 1e-9))


def of_page(vocabulary: AbstractSet[str], declared: str | None) -> tuple[str, bool]:
    """The language of a page from its distinct tokens, and whether the page is all of it.

    `declared` is the pack language the page declares, or None. Returns the pack language (or `und`) and True
    where the page's common words are of one language, so that its blocks need no choice each.
    """
    table = weights().language
    counts = _tally(vocabulary)
    total = sum(counts.values())
    if total < table["declared"]:
        return declared or UNDETERMINED, declared is not None
    best, most = max(counts.items(), key=lambda item: (item[1], item[0] == declared, item[0]))
    if declared is not None and counts.get(declared, 0) + table["declared"] >= most:
        best, most = declared, counts.get(declared, 0)
    return best, most >= table["purity"] * total


def _tally(tokens: Collection[str]) -> dict[str, float]:
    """How many common words of each language stand among `tokens`, shared ones by share."""
    _listen(tokens)
    counts: dict[str, float] = {}
    for token in tokens:
        for lang, share in _voting.get(token, ()):
            counts[lang] = counts.get(lang, 0) + share
    return counts


def _listen(tokens: Iterable[str]) -> None:
    """Look once at every token that is new."""
    if len(_seen) > _MEMORY:
        _seen.clear()
        _voting.clear()
    new = set(tokens) - _seen
    if not new:
        return
    _seen.update(new)
    votes = _votes()
    for token in new:
        words = _WORD.findall(token.lower())
        cast = tuple(vote for word in words for vote in votes.get(word.replace("’", "'"), ()))
        if cast:
            _voting[token] = cast


@cache
def _votes() -> dict[str, tuple[tuple[str, float], ...]]:
    """The common words of all packs; a word that several languages share counts for each its share."""
    owners: dict[str, list[str]] = {}
    for lang, words in languages().items():
        for word in words:
            owners.setdefault(word, []).append(lang)
    return {word: tuple((lang, 1 / len(langs)) for lang in langs) for word, langs in owners.items()}
