"""The way of a page through the core: language, prefilter, match, soften, score."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from softsell import conditional, contradictions, evidence, extras, language, match, soften
from softsell.model import UNDETERMINED, Finding, PageReport, ScanOptions, Told
from softsell.observed import Observed, Surroundings
from softsell.packs import languages, load
from softsell.prefilter import Prefilter
from softsell.score import score
from softsell.tactics import tactics
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from softsell.model import Block, Hit
    from softsell.observed import Judgement
    from softsell.packs import Pack

CONTEXT: Final = 300
"""Code points of a block that a finding carries as its context."""

_REMEMBERED: Final = 20_000
"""Blocks whose hits are remembered: menus and footers repeat on every page of a site."""

_memory: dict[tuple[str, str, str | None], tuple[Hit, ...] | None] = {}


@cache
def _prefilter(lang: str) -> Prefilter:
    return Prefilter([rule for rule in load(lang).rules if rule.when is None])


def forget() -> None:
    """Drop the hits remembered from earlier blocks."""
    _memory.clear()


def scan(
    blocks: Sequence[Block],
    lang: str | None = None,
    options: ScanOptions | None = None,
    observed: Observed | None = None,
) -> PageReport:
    """The page report over `blocks`; `lang` is the document's declared BCP 47 tag, or None."""
    options = options or ScanOptions()
    tokens = [block.text.split() for block in blocks]
    vocabulary: set[str] = set().union(*tokens)
    page, pure = language.of_page(vocabulary, language.known(lang))
    hard: list[Finding] = []
    soft: list[Finding] = []
    observed = observed or Observed()
    plain = {block.key: found for block, found in _page_hits(_paired(blocks, tokens), vocabulary, page, pure=pure)}
    waiting = conditional.hits(blocks, page, observed)
    told = _told(blocks, waiting) if waiting else ()
    observed = _with_told(observed, told)
    for place, block in enumerate(blocks):
        hits = plain.get(block.key, ())
        if block.key in waiting:
            hits = (*hits, *waiting[block.key])
        if hits:
            around = _surroundings(blocks, place)
            for finding in _findings(block, hits, options, observed, around):
                (hard if tactics()[finding.tactic].kind == "hard" else soft).append(finding)
    points, band, parts = score(hard, soft)
    return PageReport(page, len(blocks), points, band, parts, tuple(hard), tuple(soft), told=told)


def _paired(blocks: Sequence[Block], tokens: Sequence[Sequence[str]]) -> list[tuple[Block, Sequence[str]]]:
    return list(zip(blocks, tokens, strict=True))


def _surroundings(blocks: Sequence[Block], place: int) -> Surroundings:
    block = blocks[place]
    following = blocks[place + 1].text if place + 1 < len(blocks) else ""
    return Surroundings(block.text, block.role, block.ticked, following)


def _told(blocks: Sequence[Block], waiting: Mapping[int, Iterable[Hit]]) -> tuple[Told, ...]:
    """What the blocks tell that claims elsewhere are held beside, each once."""
    told: dict[Told, None] = {}
    for place, block in enumerate(blocks):
        for hit in waiting.get(block.key, ()):
            if hit.rule.when == "late":
                told[Told(block.key, "fee", extras.fee_of(hit))] = None
            elif stock := contradictions.told_stock(hit, _surroundings(blocks, place)):
                told[Told(block.key, "stock", stock)] = None
    return tuple(told)


def _with_told(observed: Observed, told: Iterable[Told]) -> Observed:
    """The observed, with the stock counts that the scanned blocks themselves tell."""
    counts = {int(one.value) for one in told if one.name == "stock"} - observed.page.told
    if not counts:
        return observed
    return replace(observed, page=replace(observed.page, told=observed.page.told | counts))


def _page_hits(
    read: Sequence[tuple[Block, Sequence[str]]], vocabulary: set[str], page: str, *, pure: bool
) -> Iterator[tuple[Block, tuple[Hit, ...]]]:
    """The blocks of a page, given with their tokens, and what is hit in them."""
    if not pure:
        for block, tokens in read:
            yield block, _best_hits(block, tokens, None if page == UNDETERMINED else page)
        return
    foreign = {tag for tag in {block.lang for block, _ in read} if language.known(tag) not in {None, page}}
    home = _read_prefilter(page, vocabulary)
    for block, tokens in home.warm(read, foreign):
        found = _best_hits(block, tokens, page) if block.lang in foreign else _hits(block, tokens, page, home)
        if found:
            yield block, found


def scan_line(block: Block, options: ScanOptions | None = None) -> tuple[str, list[Finding]]:
    """The language of one block that stands alone, and all its findings, soft ones too."""
    tokens = block.text.split()
    found = _best_hits(block, tokens, None)
    if found:
        around = Surroundings(block.text, block.role)
        return found[0].rule.lang, list(_findings(block, found, options or ScanOptions(), Observed(), around))
    declared = language.known(block.lang)
    langs = language.choose(tokens, declared, None)
    return (langs[0] if len(langs) < len(languages()) else declared or UNDETERMINED), []


def _findings(
    block: Block, found: Iterable[Hit], options: ScanOptions, observed: Observed, around: Surroundings
) -> Iterator[Finding]:
    for bare, judgements in _judged(found, options, observed, around):
        hit = _standing_out(bare, block.prominence) if block.prominence else bare
        if judgements:
            hit = _weighed(hit, judgements, load(language.known(options.ui) or bare.rule.lang))
        if hit.strength < weights().cuts[options.sensitivity] and tactics()[hit.rule.tactic].kind == "hard":
            continue
        finding = _finding(block, hit, load(hit.rule.lang), options)
        if any(judgement.shows == "contradicted" for judgement in judgements):
            said = load(hit.rule.lang).evidence["said"]
            finding = replace(finding, alternative=said.format(alternative=finding.alternative))
        yield finding


def _judged(
    found: Iterable[Hit], options: ScanOptions, observed: Observed, around: Surroundings
) -> list[tuple[Hit, Sequence[Judgement]]]:
    """The hits that stand, each with the judgements of its claim; none overlapping where one waited for them."""
    judged: dict[int, tuple[Hit, Sequence[Judgement]]] = {}
    waited = False
    for hit in found:
        if hit.rule.tactic in options.off:
            continue
        judgements = evidence.judge(hit, around, observed) if load(hit.rule.lang).evidence else ()
        if evidence.stands(hit, judgements):
            judged[id(hit)] = (hit, judgements)
            waited = waited or hit.rule.when is not None
    kept = [hit for hit, _ in judged.values()]
    return [judged[id(hit)] for hit in (match.resolved(kept) if waited else kept)]


def _standing_out(hit: Hit, prominence: float) -> Hit:
    table = weights().strength
    return replace(hit, strength=round(min(table["ceiling"], hit.strength + table["prominent"] * prominence), 3))


def _weighed(hit: Hit, judgements: Sequence[Judgement], reader: Pack) -> Hit:
    """The hit as strong as the evidence leaves it, and what was seen told in the reader's language."""
    table = weights().strength
    added = hit.strength + sum(judgement.add for judgement in judgements)
    strength = min(table["ceiling"], max(table["floor"], added))
    sentences = reader.evidence or load(hit.rule.lang).evidence
    lines = (sentences[judgement.sentence].format(**judgement.facts) for judgement in judgements)
    return replace(hit, strength=round(strength, 3), evidence=(*hit.evidence, *lines))


def _best_hits(block: Block, tokens: Sequence[str], page: str | None) -> tuple[Hit, ...]:
    """The hits of the block's language; where the text leaves it open, of the pack that has most to say."""

    vocabulary = set(tokens)

    def told(langs: Iterable[str]) -> list[tuple[Hit, ...]]:
        hits = (_hits(block, tokens, lang, _read_prefilter(lang, vocabulary)) for lang in langs)
        return [found for found in hits if found is not None]

    likely = language.choose(tokens, language.known(block.lang), page)
    hits = told(likely) or (told(languages()) if len(likely) > 1 else [])
    return max(hits, key=_weight, default=())


def _weight(found: Iterable[Hit]) -> float:
    return sum(hit.strength + (hit.end - hit.start) / 1000 for hit in found)


def _read_prefilter(lang: str, vocabulary: set[str]) -> Prefilter:
    prefilter = _prefilter(lang)
    prefilter.read(vocabulary)
    return prefilter


def _hits(block: Block, tokens: Sequence[str], lang: str, prefilter: Prefilter) -> tuple[Hit, ...] | None:
    """The hits of a block, of these tokens, in one language, whose prefilter has read them; None where no rule came
    into question."""
    size = 0 if "!" in block.text else len(tokens)
    if len(block.text) <= match.PIECE:
        pieces = [(0, block.text, prefilter.candidates(tokens, size))]
    else:
        pieces = [(base, piece, _candidates(piece, size, prefilter)) for base, piece in match.pieces(block.text)]
    if not any(candidates for _, _, candidates in pieces):
        return None
    key = (lang, block.text, block.role)
    if key not in _memory:
        if len(_memory) >= _REMEMBERED:
            _memory.clear()
        found: list[Hit] = []
        for base, piece, candidates in pieces:
            if candidates:
                found.extend(match.hits(piece, base, block.role, candidates, load(lang)))
        _memory[key] = tuple(found)
    return _memory[key]


def _candidates(piece: str, size: int, prefilter: Prefilter) -> match.Candidates:
    tokens = piece.split()
    prefilter.read(set(tokens))
    return prefilter.candidates(tokens, size)


def _finding(block: Block, hit: Hit, pack: Pack, options: ScanOptions) -> Finding:
    rule = hit.rule
    claim = pack.claims[rule.claim]
    text = block.text[hit.start : hit.end]
    hard = tactics()[rule.tactic].kind == "hard"
    wording = soften.alternative(claim, text, hit.slots, tone=options.tone, role=block.role) if hard else ""
    return Finding(
        block=block.key,
        start=hit.start,
        end=hit.end,
        text=text,
        context=_context(block.text, hit.start, hit.end),
        tactic=rule.tactic,
        claim=rule.claim,
        rule=rule.id,
        lang=rule.lang,
        strength=hit.strength,
        why=_why(rule.claim, claim.why, options.ui),
        alternative=wording,
        facts=soften.facts(text, hit.slots),
        evidence=hit.evidence,
    )


def _why(claim_id: str, why: str, ui: str | None) -> str:
    """The why in the reader's language where its pack makes the same claim, else in the page's."""
    reader = language.known(ui)
    if reader is None:
        return why
    claim = load(reader).claims.get(claim_id)
    return claim.why if claim else tactics()[claim_id.split(".")[0]].line if reader == "en" else why


def _context(text: str, start: int, end: int) -> str:
    """The block's text, cut to `CONTEXT` code points around the phrase."""
    if len(text) <= CONTEXT:
        return text
    left = max(0, min(start - (CONTEXT - (end - start)) // 2, len(text) - CONTEXT))
    return text[left : left + CONTEXT]
