"""The way of a page through the core: language, prefilter, match, soften, score."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from softsell import evidence, language, match, soften
from softsell.model import UNDETERMINED, Finding, PageReport, ScanOptions
from softsell.packs import languages, load
from softsell.prefilter import Prefilter
from softsell.score import score
from softsell.tactics import tactics
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from softsell.evidence import Judgement, Observed
    from softsell.model import Block, Hit
    from softsell.packs import Pack

CONTEXT: Final = 300
"""Code points of a block that a finding carries as its context."""

_REMEMBERED: Final = 20_000
"""Blocks whose hits are remembered: menus and footers repeat on every page of a site."""

_memory: dict[tuple[str, str, str | None], tuple[Hit, ...]] = {}


@cache
def _prefilter(lang: str) -> Prefilter:
    return Prefilter(load(lang).rules)


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
    vocabulary = set().union(*tokens)
    page, pure = language.of_page(vocabulary, language.known(lang))
    home = _read_prefilter(page, vocabulary) if pure else None
    hard: list[Finding] = []
    soft: list[Finding] = []
    for block, words in zip(blocks, tokens, strict=True):
        if home is not None and language.known(block.lang) in {None, page}:
            if not home.passes(words, block.text):
                continue
            found = _hits(block, words, page)
        else:
            found = _best_hits(block, words, None if page == UNDETERMINED else page)
        if not found:
            continue
        for finding in _findings(block, found, options, observed):
            (hard if tactics()[finding.tactic].kind == "hard" else soft).append(finding)
    points, band, parts = score(hard, soft)
    return PageReport(page, len(blocks), points, band, parts, tuple(hard), tuple(soft))


def scan_line(block: Block, options: ScanOptions | None = None) -> tuple[str, list[Finding]]:
    """The language of one block that stands alone, and all its findings, soft ones too."""
    words = block.text.split()
    found = _best_hits(block, words, None)
    if found:
        return found[0].rule.lang, list(_findings(block, found, options or ScanOptions()))
    declared = language.known(block.lang)
    langs = language.choose(words, declared, None)
    return (langs[0] if len(langs) < len(languages()) else declared or UNDETERMINED), []


def _findings(
    block: Block, found: Iterable[Hit], options: ScanOptions, observed: Observed | None = None
) -> Iterator[Finding]:
    for bare in found:
        if bare.rule.tactic in options.off:
            continue
        told = load(bare.rule.lang).evidence
        judgement = evidence.judge(bare, observed) if observed and told else None
        hit = _standing_out(bare, block.prominence) if block.prominence else bare
        if judgement:
            hit = _weighed(hit, judgement, load(language.known(options.ui) or bare.rule.lang))
        if hit.strength < weights().cuts[options.sensitivity] and tactics()[hit.rule.tactic].kind == "hard":
            continue
        finding = _finding(block, hit, load(hit.rule.lang), options)
        if judgement and judgement.contradicted:
            finding = replace(finding, alternative=told["said"].format(alternative=finding.alternative))
        yield finding


def _standing_out(hit: Hit, prominence: float) -> Hit:
    table = weights().strength
    return replace(hit, strength=round(min(table["ceiling"], hit.strength + table["prominent"] * prominence), 3))


def _weighed(hit: Hit, judgement: Judgement, reader: Pack) -> Hit:
    """The hit as strong as the evidence leaves it, and what was seen told in the reader's language."""
    table = weights().strength
    strength = min(table["ceiling"], max(table["floor"], hit.strength + judgement.add))
    sentences = reader.evidence or load(hit.rule.lang).evidence
    line = sentences[judgement.sentence].format(**{evidence.SENTENCES[judgement.sentence]: judgement.fact})
    return replace(hit, strength=round(strength, 3), evidence=(*hit.evidence, line))


def _best_hits(block: Block, words: Sequence[str], page: str | None) -> tuple[Hit, ...]:
    """The hits of the block's language; where the text leaves it open, of the pack that has most to say."""

    def passing(langs: Iterable[str]) -> list[str]:
        return [lang for lang in langs if _read_prefilter(lang, words).passes(words, block.text)]

    likely = language.choose(words, language.known(block.lang), page)
    tried = passing(likely) or (passing(languages()) if len(likely) > 1 else [])
    return max((_hits(block, words, lang) for lang in tried), key=_weight, default=())


def _weight(found: Iterable[Hit]) -> float:
    return sum(hit.strength + (hit.end - hit.start) / 1000 for hit in found)


def _read_prefilter(lang: str, words: Iterable[str]) -> Prefilter:
    prefilter = _prefilter(lang)
    prefilter.read(words)
    return prefilter


def _hits(block: Block, words: Sequence[str], lang: str) -> tuple[Hit, ...]:
    """The hits of a block in one language; `words` are its tokens, read by that language's prefilter or not."""
    key = (lang, block.text, block.role)
    known = _memory.get(key)
    if known is None:
        if len(_memory) >= _REMEMBERED:
            _memory.clear()
        candidates = _read_prefilter(lang, words).candidates(words, block.text)
        known = _memory[key] = tuple(match.hits(block, candidates, load(lang))) if candidates else ()
    return known


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
