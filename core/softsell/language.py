"""Which pack a block needs: what the page declares, checked against the text itself."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from softsell.model import UNDETERMINED
from softsell.packs import languages
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MACRO: Final = {"no": "nb"}


def known(tag: str | None) -> str | None:
    """The pack language of a BCP 47 tag (`no-NO` is `nb`), or None where there is no pack."""
    if not tag:
        return None
    primary = tag.replace("_", "-").split("-")[0].strip().lower()
    primary = _MACRO.get(primary, primary)
    return primary if primary in languages() else None


@cache
def _votes() -> dict[str, tuple[tuple[str, float], ...]]:
    """The common words of all packs; a word that several languages share counts for each its share."""
    owners: dict[str, list[str]] = {}
    for lang, words in languages().items():
        for word in words:
            owners.setdefault(word, []).append(lang)
    return {word: tuple((lang, 1 / len(langs)) for lang in langs) for word, langs in owners.items()}


def tally(words: Iterable[str]) -> Counter[str]:
    """How many common words of each language stand among `words` (lower case), shared ones by share."""
    votes = _votes()
    counts: Counter[str] = Counter()
    for word in words:
        for lang, share in votes.get(word, ()):
            counts[lang] += share  # type: ignore[assignment]  # typeshed counts in int; shares are fractions
    return counts


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def choose(text: str, declared: str | None, page: str | None) -> tuple[str, ...]:
    """The pack languages to try on `text`, the likeliest first; more than one only where they tie.

    `declared` and `page` are pack languages or None. A text that says nothing of its language and stands under
    no declaration is tried in every language.
    """
    table = weights().language
    counts = tally(words_of(text))
    if declared is not None:
        counts[declared] += table["declared"]  # type: ignore[assignment]
    if page is not None:
        counts[page] += table["page"]  # type: ignore[assignment]
    if not counts:
        return tuple(languages())
    best = max(counts.values())
    return tuple(sorted(lang for lang, count in counts.items() if count >= best - 1e-9))


def of_page(vocabulary: Iterable[str], declared: str | None) -> tuple[str, bool]:
    """The language of a page from its distinct words, and whether the page is all of it.

    `declared` is the pack language the page declares, or None. Returns the pack language (or `und`) and True
    where the page's common words are of one language, so that its blocks need no choice each.
    """
    table = weights().language
    counts = tally(word for token in vocabulary for word in words_of(token))
    total = sum(counts.values())
    if not counts or total < table["declared"]:
        return declared or UNDETERMINED, declared is not None
    best, most = max(counts.items(), key=lambda item: (item[1], item[0] == declared, item[0]))
    if declared is not None and counts[declared] + table["declared"] >= most:
        best, most = declared, counts[declared]
    return best, most >= table["purity"] * total
