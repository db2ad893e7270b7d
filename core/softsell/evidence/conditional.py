"""Hits of rules that wait for something observed (`Rule.when`), looked for only where it may have been.

The plain scan does not know these rules: a page without what they wait for pays a look at a few words at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from softsell import language, match
from softsell.model import UNDETERMINED
from softsell.packs import load
from softsell.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softsell.evidence.observed import Observed
    from softsell.model import Block, Hit


_Pair = tuple[tuple[str, ...], tuple[str, ...]]
"""Two choices of letters: a text that a rule hits has one of each."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The rules of one language that wait for one thing, and what letters their hits need."""

    prefilter: Prefilter
    pairs: frozenset[_Pair]


@cache
def _waiting(lang: str, when: str) -> _Waiting:
    rules = [rule for rule in load(lang).rules if rule.when == when]
    ways = [way for rule in rules for pattern in rule.patterns for way in pattern.ways]
    return _Waiting(
        Prefilter(rules),
        frozenset((_stems(way.first), _stems(way.near[0][0] if way.near else way.first)) for way in ways),
    )


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """What a text has that holds one of these words of a prefilter, in which `#` is any digit."""
    bare = {"" if word.startswith("#") else word.strip("*") for word in words}
    return ("",) if "" in bare else tuple(sorted(bare))


def _bare(text: str) -> str:
    """A text in small letters without apostrophes, as a prefilter's words are."""
    return text.lower().replace("'", "").replace("’", "")


def _in(lowered: str, pairs: Iterable[_Pair]) -> list[_Pair]:
    """Those of the pairs of which a text in small letters has both."""
    known: dict[tuple[str, ...], bool] = {}

    def has(stems: tuple[str, ...]) -> bool:
        if stems not in known:
            known[stems] = any(stem in lowered for stem in stems)
        return known[stems]

    return [(one, other) for one, other in pairs if has(other) and has(one)]


def hits(blocks: Sequence[Block], page: str, observed: Observed) -> dict[int, tuple[Hit, ...]]:
    """What such rules hit in the blocks of a page in this language, by the block's place."""
    pairs: dict[str, list[_Pair]] = {}
    if page != UNDETERMINED and observed.whens:
        whole = _bare("\n".join(block.text for block in blocks))
        pairs = {when: likely for when in observed.whens if (likely := _in(whole, _waiting(page, when).pairs))}
    concerned = [
        (place, block)
        for place, block in enumerate(blocks)
        if pairs or block.ticked or block.flashed or block.struck or "%" in block.text
    ]
    found = {}
    for place, block in concerned:
        if len(block.text) > match.PIECE:
            continue
        lowered = _bare(block.text) if pairs else ""
        whens = {when for when, likely in pairs.items() if _in(lowered, likely)}
        own = {
            "ticked": block.ticked,
            "contradicted": "%" in block.text,
            "struck": bool(block.struck and observed.page.prices),
            "flashed": block.flashed > 0,
        }
        whens |= {when for when, holds in own.items() if holds}
        if whens and (told := in_block(block, page, whens)):
            found[place] = told
    return found


def in_block(block: Block, page: str, whens: Iterable[str]) -> tuple[Hit, ...]:
    """What the rules that wait for any of these hit in one block."""
    lang = page if block.lang is None else language.known(block.lang) or page
    if lang == UNDETERMINED:
        return ()
    lowered = _bare(block.text)
    likely = [waiting for waiting in (_waiting(lang, when) for when in sorted(whens)) if _in(lowered, waiting.pairs)]
    tokens = block.text.split() if likely else []
    found: list[Hit] = []
    for waiting in likely:
        if candidates := waiting.prefilter.candidates(tokens, len(tokens)):
            found.extend(match.hits(block.text, 0, block.role, candidates, load(lang)))
    return tuple(match.resolved(found))
