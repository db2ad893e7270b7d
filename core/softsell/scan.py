"""The way of a page through the core: language, prefilter, match, soften, score."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from softsell import language, match, reading, soften
from softsell.evidence import conditional, contradictions, crowds, extras, judges, timers
from softsell.evidence.observed import Observed, Surroundings
from softsell.model import Finding, PageReport, ScanOptions, Told
from softsell.packs import load
from softsell.score import score
from softsell.tactics import tactics
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from softsell.evidence.observed import Judgement
    from softsell.model import Block, Hit, Watch
    from softsell.packs import Pack

CONTEXT: Final = 300
"""Code points of a block that a finding carries as its context."""


def scan(
    blocks: Sequence[Block],
    lang: str | None = None,
    options: ScanOptions | None = None,
    observed: Observed | None = None,
) -> PageReport:
    """The page report over `blocks`; `lang` is the document's declared BCP 47 tag, or None."""
    options = options or ScanOptions()
    page, plain = reading.of_page(blocks, language.known(lang))
    hard: list[Finding] = []
    soft: list[Finding] = []
    observed = observed or Observed()
    if observed.now is not None:
        plain = _with_moving(plain, blocks, page, observed)
    waiting = conditional.hits(blocks, page, observed)
    told = _told(blocks, waiting) if waiting else ()
    observed = _with_told(observed, told)
    for place in sorted(plain.keys() | waiting.keys()):
        if hits := (*plain.get(place, ()), *waiting.get(place, ())):
            around = _surroundings(blocks, place)
            for finding in _findings(blocks[place], hits, options, observed, around):
                (hard if tactics()[finding.tactic].kind == "hard" else soft).append(finding)
    points, band, parts = score(hard, soft)
    return PageReport(page, len(blocks), points, band, parts, tuple(hard), tuple(soft), told=told)


def _with_moving(plain: reading.Hits, blocks: Sequence[Block], page: str, observed: Observed) -> reading.Hits:
    """The hits of a page, and of its blocks that moved what their motion gives away."""
    found = dict(plain)
    for place, block in enumerate(blocks):
        if block.seen:
            said = plain.get(place, ())
            lang = said[0].rule.lang if said else reading.spoken(block, page)
            moving = timers.moving(block, lang, observed) if lang else None
            if moving is not None:
                found[place] = tuple(match.resolved([*said, moving]))
    return found


def _surroundings(blocks: Sequence[Block], place: int) -> Surroundings:
    block = blocks[place]
    return Surroundings(
        block.text,
        block.role,
        block.ticked,
        preceding=blocks[place - 1].text if place > 0 else "",
        following=blocks[place + 1].text if place + 1 < len(blocks) else "",
        seen=block.seen,
        flashed=block.flashed,
        struck=block.struck,
    )


def _told(blocks: Sequence[Block], waiting: Mapping[int, Iterable[Hit]]) -> tuple[Told, ...]:
    """What the blocks tell that claims elsewhere are held beside, each once."""
    told: dict[Told, None] = {}
    for place, hits in waiting.items():
        for hit in hits:
            if hit.rule.when == "late":
                told[Told(blocks[place].key, "fee", extras.fee_of(hit))] = None
            elif stock := contradictions.told_stock(hit, _surroundings(blocks, place)):
                told[Told(blocks[place].key, "stock", stock)] = None
    return tuple(told)


def _with_told(observed: Observed, told: Iterable[Told]) -> Observed:
    """The observed, with the stock counts that the scanned blocks themselves tell."""
    counts = {int(one.value) for one in told if one.name == "stock"} - observed.page.told
    if not counts:
        return observed
    return replace(observed, page=replace(observed.page, told=observed.page.told | counts))


def scan_lines(blocks: Sequence[Block], options: ScanOptions | None = None) -> list[tuple[str, list[Finding]]]:
    """For each of some blocks that stand alone its language, and all its findings, soft ones too."""
    options = options or ScanOptions()
    langs, hits = reading.of_lines(blocks)
    observed = Observed()
    return [
        (langs[place], list(_findings(block, hits[place], options, observed, Surroundings(block.text, block.role))))
        if place in hits
        else (langs[place], [])
        for place, block in enumerate(blocks)
    ]


def scan_line(block: Block, options: ScanOptions | None = None) -> tuple[str, list[Finding]]:
    """The language of one block that stands alone, and all its findings, soft ones too."""
    return scan_lines([block], options)[0]


def _findings(
    block: Block, found: Iterable[Hit], options: ScanOptions, observed: Observed, around: Surroundings
) -> Iterator[Finding]:
    for bare, judgements in _judged(found, options, observed, around):
        hit = _standing_out(bare, block.prominence) if block.prominence else bare
        if judgements:
            hit = _weighed(
                extras.with_cost(hit, around), judgements, load(language.known(options.ui) or bare.rule.lang)
            )
        if hit.strength < weights().cuts[options.sensitivity] and tactics()[hit.rule.tactic].kind == "hard":
            continue
        finding = as_finding(block, hit, load(hit.rule.lang), options)
        if any(judgement.against for judgement in judgements):
            said = load(hit.rule.lang).evidence["said"]
            finding = replace(finding, alternative=said.format(alternative=finding.alternative))
        yield replace(finding, watch=_watch(bare, observed, around)) if around.seen else finding


def _watch(hit: Hit, observed: Observed, around: Surroundings) -> Watch | None:
    return timers.watch(hit, around, observed) or crowds.watch(hit, around)


def _judged(
    found: Iterable[Hit], options: ScanOptions, observed: Observed, around: Surroundings
) -> list[tuple[Hit, Sequence[Judgement]]]:
    """The hits that stand, each with the judgements of its claim; none overlapping where one waited for them."""
    judged: dict[int, tuple[Hit, Sequence[Judgement]]] = {}
    waited = False
    for hit in found:
        if hit.rule.tactic in options.off:
            continue
        judgements = judges.judge(hit, around, observed) if load(hit.rule.lang).evidence else ()
        if judges.stands(hit, judgements):
            judged[id(hit)] = (hit, judgements)
            waited = waited or hit.rule.when is not None
    kept = [hit for hit, _ in judged.values()]
    return [judged[id(hit)] for hit in (match.resolved(kept) if waited else kept)]


def _standing_out(hit: Hit, prominence: float) -> Hit:
    table = weights().strength
    return replace(hit, strength=round(min(table["ceiling"], hit.strength + table["prominent"] * prominence), 3))


def _weighed(hit: Hit, judgements: Sequence[Judgement], reader: Pack) -> Hit:
    """The hit as strong as the evidence leaves it, and what was seen told in the reader's language."""
    lines = (sentence(judgement, reader, hit.rule.lang) for judgement in judgements)
    return replace(hit, strength=weighed(hit.strength, judgements), evidence=(*hit.evidence, *lines))


def weighed(strength: float, judgements: Iterable[Judgement]) -> float:
    """A strength as the evidence leaves it."""
    table = weights().strength
    added = strength + sum(judgement.add for judgement in judgements)
    return round(min(table["ceiling"], max(table["floor"], added)), 3)


def sentence(judgement: Judgement, reader: Pack, lang: str) -> str:
    """What was seen in the reader's language, else in the page's."""
    return (reader.evidence or load(lang).evidence)[judgement.sentence].format(**judgement.facts)


def as_finding(block: Block, hit: Hit, pack: Pack, options: ScanOptions) -> Finding:
    """A hit of the pack made fit to be read."""
    rule = hit.rule
    claim = pack.claims[rule.claim]
    text = block.text[hit.start : hit.end]
    hard = tactics()[rule.tactic].kind == "hard"
    wording = ""
    if hard:
        wording = soften.alternative(claim, text, hit.slots, tone=options.tone, role=block.role, small=pack.small)
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
