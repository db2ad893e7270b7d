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
from softsell.prefilter import Prefilter, stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softsell.model import Block, Hit
    from softsell.observed import Observed


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The rules of one language that wait for one thing, and the letters of which a text that they hit has some."""

    prefilter: Prefilter
    stems: tuple[str, ...]

    def may_hit(self, lowered: str) -> bool:
        return any(stem in lowered for stem in self.stems)


@cache
def _waiting(lang: str, when: str) -> _Waiting:
    rules = [rule for rule in load(lang).rules if rule.when == when]
    words = {
        word.strip("*") for rule in rules for pattern in rule.patterns for way in pattern.ways for word in way.first
    }
    return _Waiting(Prefilter(rules), tuple(sorted(words)))


def hits(blocks: Sequence[Block], page: str, observed: Observed) -> dict[int, tuple[Hit, ...]]:
    """What such rules hit in the blocks of a page in this language, by the block's place."""
    everywhere = observed.whens
    if page != UNDETERMINED and everywhere:
        whole = "\n".join(block.text for block in blocks).lower()
        everywhere = frozenset(when for when in everywhere if _waiting(page, when).may_hit(whole))
    concerned = [
        (place, block) for place, block in enumerate(blocks) if everywhere or block.ticked or "%" in block.text
    ]
    found = {}
    for place, block in concerned:
        whens = everywhere | {"ticked"} if block.ticked else everywhere
        if "%" in block.text:
            whens |= {"contradicted"}
        if len(block.text) <= match.PIECE and (told := in_block(block, page, whens)):
            found[place] = told
    return found


def in_block(block: Block, page: str, whens: Iterable[str]) -> tuple[Hit, ...]:
    """What the rules that wait for any of these hit in one block."""
    lang = language.known(block.lang) or page
    if lang == UNDETERMINED:
        return ()
    lowered = block.text.lower()
    tokens = stream([block.text])
    found: list[Hit] = []
    for when in sorted(whens):
        waiting = _waiting(lang, when)
        if waiting.may_hit(lowered):
            waiting.prefilter.read(set(tokens))
            for _, candidates in waiting.prefilter.candidates(tokens, lambda _: len(tokens)):
                found.extend(match.hits(block.text, 0, block.role, candidates, load(lang)))
    return tuple(match.resolved(found))
