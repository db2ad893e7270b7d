"""From the blocks of a page to what is hit in them: the language of each, prefilter, match.

What was hit in a text is remembered: menus and footers repeat on every page of a site.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from softsell import language, match
from softsell.model import UNDETERMINED
from softsell.packs import languages, load
from softsell.prefilter import Prefilter, stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softsell.model import Block, Hit

Hits = dict[int, "tuple[Hit, ...]"]
"""Hits of blocks by their place among them; a block is missing where no rule came into question."""

_REMEMBERED: Final = 20_000
"""Blocks whose hits are remembered."""
_ROOM: Final = 4_000_000
"""Code points of all their texts."""


class _Memory:
    """Hits by language, text and role; all are forgotten where there is no more room."""

    def __init__(self) -> None:
        self.hits: dict[tuple[str, str, str | None], tuple[Hit, ...]] = {}
        self.room = _ROOM

    def forget(self) -> None:
        self.hits.clear()
        self.room = _ROOM

    def keep(self, key: tuple[str, str, str | None], found: tuple[Hit, ...]) -> None:
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
    tokens = stream([block.text for block in blocks])
    page, pure = language.of_page(set(tokens), declared)
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
    likely = _likely(blocks, None)
    found = _best_hits(blocks, likely)
    langs = [
        found[place][0].rule.lang if found.get(place) else _line_language(block, likely[place])
        for place, block in enumerate(blocks)
    ]
    return langs, found


def _line_language(block: Block, likely: Sequence[str]) -> str:
    return likely[0] if len(likely) < len(languages()) else language.known(block.lang) or UNDETERMINED


def _page_hits(blocks: Sequence[Block], tokens: Sequence[str], page: str, *, pure: bool) -> Hits:
    """What is hit in the blocks of a page, the stream of which is `tokens`."""
    if not pure:
        return _best_hits(blocks, _likely(blocks, None if page == UNDETERMINED else page))
    foreign = {tag for tag in {block.lang for block in blocks} if language.known(tag) not in {None, page}}
    if not foreign:
        return _told(page, blocks, tokens)
    away = [place for place, block in enumerate(blocks) if block.lang in foreign]
    home = [place for place, block in enumerate(blocks) if block.lang not in foreign]
    strangers = [blocks[place] for place in away]
    return {
        **_placed(home, _told(page, [blocks[place] for place in home])),
        **_placed(away, _best_hits(strangers, _likely(strangers, page))),
    }


def _likely(blocks: Iterable[Block], page: str | None) -> list[tuple[str, ...]]:
    """The languages to try on each block."""
    return [language.choose(block.text.split(), language.known(block.lang), page) for block in blocks]


def _best_hits(blocks: Sequence[Block], likely: Sequence[Sequence[str]]) -> Hits:
    """The hits of each block's likely language; where its text leaves that open, of the pack with most to say."""
    best = _most_told(blocks, likely)
    untold = [place for place, langs in enumerate(likely) if 1 < len(langs) < len(languages()) and place not in best]
    others = [tuple(lang for lang in languages() if lang not in likely[place]) for place in untold]
    return {**best, **_placed(untold, _most_told([blocks[place] for place in untold], others))}


def _most_told(blocks: Sequence[Block], langs: Sequence[Sequence[str]]) -> Hits:
    """The hits of each block in that one of its languages which has most to say."""
    places: dict[str, list[int]] = {}
    for place, tried in enumerate(langs):
        for lang in tried:
            places.setdefault(lang, []).append(place)
    told = {lang: _placed(tried, _told(lang, [blocks[place] for place in tried])) for lang, tried in places.items()}
    asked = sorted(set().union(*told.values()))
    hits = {place: [told[lang][place] for lang in langs[place] if place in told[lang]] for place in asked}
    return {place: max(found, key=_weight) for place, found in hits.items()}


def _placed(places: Sequence[int], told: Hits) -> Hits:
    """What was told of some blocks, by these places in place of theirs."""
    return {places[place]: found for place, found in told.items()}


def _weight(found: Iterable[Hit]) -> float:
    return sum(hit.strength + (hit.end - hit.start) / 1000 for hit in found)


def _told(lang: str, blocks: Sequence[Block], tokens: Sequence[str] | None = None) -> Hits:
    """The hits of blocks in one language; `tokens` is their stream."""
    texts = [block.text for block in blocks]
    tokens = stream(texts) if tokens is None else tokens
    prefilter = _prefilter(lang)
    prefilter.read(set(tokens))
    long = {place for place, size in enumerate(map(len, texts)) if size > match.PIECE}
    told: Hits = {}
    for place, candidates in prefilter.candidates(tokens, lambda place: _size(texts[place])):
        if place not in long:
            told[place] = _hits(lang, blocks[place], [(0, texts[place], candidates)])
    for place in long:
        if pieces := _pieces(texts[place], prefilter):
            told[place] = _hits(lang, blocks[place], pieces)
    return told


_Piece = tuple[int, str, "match.Candidates"]
"""A piece of a block's text that some rule could hit: where it begins, itself, and the rules."""


def _pieces(text: str, prefilter: Prefilter) -> list[_Piece]:
    pieces = list(match.pieces(text))
    tokens = stream([piece for _, piece in pieces])
    prefilter.read(set(tokens))
    size = _size(text)
    return [(*pieces[place], candidates) for place, candidates in prefilter.candidates(tokens, lambda _: size)]


def _size(text: str) -> int:
    """The words a text counts for where a rule takes only so many: an exclamation may be short in a long text."""
    return 0 if "!" in text else len(text.split())


def _hits(lang: str, block: Block, pieces: Iterable[_Piece]) -> tuple[Hit, ...]:
    """The hits of a block in one language, remembered."""
    key = (lang, block.text, block.role)
    found = _memory.hits.get(key)
    if found is None:
        found = tuple(
            hit
            for base, piece, candidates in pieces
            for hit in match.hits(piece, base, block.role, candidates, load(lang))
        )
        _memory.keep(key, found)
    return found
