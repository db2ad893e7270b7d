"""From the blocks of a page to what is hit in them: the language of each, prefilter, match.

What was hit in a text is remembered: menus and footers repeat on every page of a site.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from softsell import language, match
from softsell.model import UNDETERMINED
from softsell.packs import languages, load
from softsell.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from softsell.model import Block, Hit

Tokens = Sequence[Sequence[str]]
"""The blank-parted tokens of each of some blocks."""

Hits = dict[int, "tuple[Hit, ...]"]
"""Hits of blocks by their place among them; a block is missing where no rule came into question."""

_REMEMBERED: Final = 20_000
"""Blocks whose hits are remembered."""
_ROOM: Final = 4_000_000
"""Code points of all their texts."""


_Key = tuple[str, str, "str | None"]


class _Memory:
    """Hits by language, text and role, None where no rule came into question; all are forgotten where there is no
    more room."""

    def __init__(self) -> None:
        self.hits: dict[_Key, tuple[Hit, ...] | None] = {}
        self.room = _ROOM

    def forget(self) -> None:
        self.hits.clear()
        self.room = _ROOM

    def keep(self, key: _Key, found: tuple[Hit, ...] | None) -> None:
        size = len(key[1])
        if size > match.PIECE:  # too long to be a menu or a footer
            return
        if len(self.hits) >= _REMEMBERED or size > self.room:
            self.forget()
        self.hits[key] = found
        self.room -= size


_memory: Final = _Memory()


@cache
def _prefilter(lang: str) -> Prefilter:
    return Prefilter([rule for rule in load(lang).rules if rule.when is None])


def forget() -> None:
    """Drop the hits remembered from earlier blocks."""
    _memory.forget()


def of_page(blocks: Sequence[Block], declared: str | None) -> tuple[str, Hits]:
    """The language of a page of these blocks that declares a pack language or none, and what is hit in them."""
    tokens = [block.text.split() for block in blocks]
    page, pure = language.of_page(set().union(*tokens), declared)
    return page, _page_hits(blocks, tokens, page, pure=pure)


def spoken(block: Block, page: str) -> str | None:
    """The pack language of a block that may hold no word: its own, its page's, or that of the words around it."""
    declared = language.known(block.lang)
    if declared is None and page != UNDETERMINED:
        declared = page
    langs = language.choose(f"{block.text} {block.around}".split(), declared, None)
    return declared if declared in langs else langs[0] if len(langs) < len(languages()) else None


def of_lines(blocks: Sequence[Block]) -> tuple[list[str], Hits]:
    """The language of each of some blocks that stand alone, and what is hit in them."""
    tokens = [block.text.split() for block in blocks]
    likely = _likely(blocks, tokens, None)
    found = _best_hits(blocks, tokens, likely)
    langs = [
        found[place][0].rule.lang if found.get(place) else _line_language(block, likely[place])
        for place, block in enumerate(blocks)
    ]
    return langs, found


def _line_language(block: Block, likely: Sequence[str]) -> str:
    return likely[0] if len(likely) < len(languages()) else language.known(block.lang) or UNDETERMINED


def _page_hits(blocks: Sequence[Block], tokens: Tokens, page: str, *, pure: bool) -> Hits:
    """What is hit in the blocks of a page."""
    if not pure:
        return _best_hits(blocks, tokens, _likely(blocks, tokens, None if page == UNDETERMINED else page))
    foreign = {tag for tag in {block.lang for block in blocks} if language.known(tag) not in {None, page}}
    if not foreign:
        return _told(page, blocks, tokens)
    away = [place for place, block in enumerate(blocks) if block.lang in foreign]
    home = [place for place, block in enumerate(blocks) if block.lang not in foreign]
    strangers, strange = [blocks[place] for place in away], [tokens[place] for place in away]
    return {
        **_placed(home, _told(page, [blocks[place] for place in home], [tokens[place] for place in home])),
        **_placed(away, _best_hits(strangers, strange, _likely(strangers, strange, page))),
    }


def _likely(blocks: Iterable[Block], tokens: Tokens, page: str | None) -> list[tuple[str, ...]]:
    """The languages to try on each block."""
    known = language.known
    return [language.choose(own, known(block.lang), page) for block, own in zip(blocks, tokens, strict=True)]


def _best_hits(blocks: Sequence[Block], tokens: Tokens, likely: Sequence[Sequence[str]]) -> Hits:
    """The hits of each block's likely language; where its text leaves that open, of the pack with most to say."""
    best = _most_told(blocks, tokens, dict(enumerate(likely)))
    every = languages()
    others = {
        place: tuple(lang for lang in every if lang not in langs)
        for place, langs in enumerate(likely)
        if 1 < len(langs) < len(every) and place not in best
    }
    return {**best, **_most_told(blocks, tokens, others)}


def _most_told(blocks: Sequence[Block], tokens: Tokens, tried: Mapping[int, Sequence[str]]) -> Hits:
    """The hits of the blocks at these places in that one of their languages which has most to say."""
    places: dict[str, list[int]] = {}
    for place, langs in tried.items():
        for lang in langs:
            places.setdefault(lang, []).append(place)
    told = {
        lang: _placed(own, _told(lang, [blocks[place] for place in own], [tokens[place] for place in own]))
        for lang, own in places.items()
    }
    asked = sorted(set().union(*told.values()))
    hits = {place: [told[lang][place] for lang in tried[place] if place in told[lang]] for place in asked}
    return {place: max(found, key=_weight) for place, found in hits.items()}


def _placed(places: Sequence[int], told: Hits) -> Hits:
    """What was told of some blocks, by these places in place of theirs."""
    return {places[place]: found for place, found in told.items()}


def _weight(found: Iterable[Hit]) -> float:
    return sum(hit.strength + (hit.end - hit.start) / 1000 for hit in found)


def _told(lang: str, blocks: Sequence[Block], tokens: Tokens) -> Hits:
    """The hits of blocks in one language, remembered."""
    prefilter = _prefilter(lang)
    told: Hits = {}
    for place, (block, own) in enumerate(zip(blocks, tokens, strict=True)):
        key = (lang, block.text, block.role)
        if key in _memory.hits:
            found = _memory.hits[key]
        else:
            found = _hits(lang, block, _pieces(block.text, own, prefilter))
            _memory.keep(key, found)
        if found is not None:
            told[place] = found
    return told


_Piece = tuple[int, str, "match.Candidates"]
"""A piece of a block's text that some rule could hit: where it begins, itself, and the rules."""


def _pieces(text: str, tokens: Sequence[str], prefilter: Prefilter) -> list[_Piece]:
    # An exclamation may be short in a long text.
    size = 0 if "!" in text else len(tokens)
    if len(text) <= match.PIECE:
        candidates = prefilter.candidates(tokens, size)
        return [(0, text, candidates)] if candidates else []
    found: list[_Piece] = []
    for base, piece in match.pieces(text):
        if candidates := prefilter.candidates(piece.split(), size):
            found.append((base, piece, candidates))
    return found


def _hits(lang: str, block: Block, pieces: Sequence[_Piece]) -> tuple[Hit, ...] | None:
    if not pieces:
        return None
    pack = load(lang)
    return tuple(
        hit for base, piece, candidates in pieces for hit in match.hits(piece, base, block.role, candidates, pack)
    )
