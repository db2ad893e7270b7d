"""Every rule of every pack against the examples beside it: what an author of a rule must get right."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

import pytest

from softsell import examples, packfile, packs, soften
from softsell.evidence import conditional
from softsell.evidence.observed import Observed
from softsell.model import Block, Finding, Sample, ScanOptions
from softsell.packs import load
from softsell.scan import as_finding, scan
from softsell.tactics import tactics

EVERYTHING = ScanOptions(sensitivity="high")
TONES = ("plain", "advisory", "warm")
RULES = [pytest.param(lang, row, id=row.rule) for lang in packfile.languages() for row in examples.of_pack(lang)]


MOTION = {rule.id for lang in packs.languages() for rule in packs.load(lang).rules if rule.motion}


def seen(text: str) -> tuple[Sample, ...]:
    """A text whose last number has come down to where it is, by one a second."""
    *_, last = re.finditer(r"\d+", text)
    return tuple(
        Sample(
            1000.0 * (3 - more), f"{text[: last.start()]}{int(last[0]) + more:0{len(last[0])}}{text[last.end() :]}"
        )
        for more in (3, 2, 1, 0)
    )


@cache
def found(
    lang: str, text: str, role: str | None, tone: str = "plain", when: str | None = None, *, moves: bool = False
) -> tuple[Finding, ...]:
    """What is found in a text, where what rules that wait for `when` wait for is seen, and where it moves."""
    options = ScanOptions(sensitivity="high", tone=tone)
    block = Block(0, text, lang=lang, role=role, seen=seen(text) if moves else ())
    report = scan([block], lang, options, Observed(now=3000.0) if moves else None)
    waiting = conditional.in_block(block, lang, [when]) if when else ()
    held = (as_finding(block, hit, load(lang), options) for hit in waiting)
    return (*report.findings, *report.soft_findings, *held)


def pressing(lang: str, text: str, role: str | None) -> list[Finding]:
    return [f for f in found(lang, text, role) if tactics()[f.tactic].kind == "hard"]


@pytest.mark.parametrize(("lang", "row"), RULES)
def test_every_hit_is_found_by_its_rule(lang: str, row: examples.RuleExamples) -> None:
    for example in row.hits:
        told = found(lang, example.text, example.role, when=row.when, moves=row.rule in MOTION)
        mine = [f for f in told if f.rule == row.rule]
        assert mine, f"{example.text!r} is not found by {row.rule}"
        if example.span is not None:
            assert example.span in {(f.start, f.end) for f in mine}, [f.text for f in mine]


@pytest.mark.parametrize(("lang", "row"), RULES)
def test_no_rule_of_the_language_hits_a_miss(lang: str, row: examples.RuleExamples) -> None:
    kind = tactics()[row.rule.split(".")[1]].kind
    for example in row.misses:
        told = found(lang, example.text, example.role, when=row.when, moves=row.rule in MOTION)
        hits = [f.rule for f in told if tactics()[f.tactic].kind == kind]
        assert not hits, f"{example.text!r} is hit by {hits}"


@pytest.mark.parametrize(("lang", "row"), RULES)
def test_every_alternative_is_soft_and_keeps_the_facts(lang: str, row: examples.RuleExamples) -> None:
    for example in row.hits:
        moves = row.rule in MOTION
        worded = (found(lang, example.text, example.role, tone, row.when, moves=moves) for tone in TONES)
        for finding in chain.from_iterable(worded):
            if tactics()[finding.tactic].kind == "soft":
                continue
            for role in (example.role, None):
                again = [f"{f.rule}: {f.text!r}" for f in pressing(lang, finding.alternative, role)]
                assert not again, f"{finding.alternative!r} (for {finding.text!r}) presses: {again}"
            lost = [fact for fact in finding.facts if fact.casefold() not in finding.alternative.casefold()]
            assert not lost, f"{finding.alternative!r} loses {lost}"
            told = {fact for fact in soften.facts(finding.alternative, {}) if any(map(str.isdigit, fact))}
            given = {fact for fact in soften.facts(finding.text, {}) if any(map(str.isdigit, fact))}
            assert told <= given, f"{finding.alternative!r} invents {told - given}"


@pytest.mark.parametrize("lang", packfile.languages())
def test_no_alternative_that_may_be_told_as_the_shops_names_the_shop_itself(lang: str) -> None:
    pack = load(lang)
    shop = " ".join(pack.evidence["said"].split()[:2])
    judged = {"scarcity", "urgency", "countdown", "competition", "misleading"}
    wordings = [
        wording
        for claim in pack.claims.values()
        if claim.tactic in judged
        for wording in chain.from_iterable(claim.wordings.values())
    ]
    assert wordings
    assert [wording for wording in wordings if wording.startswith(f"{shop} ")] == []


@pytest.mark.parametrize("lang", packfile.languages())
def test_every_pattern_of_a_rule_is_shown_by_an_example(lang: str) -> None:
    """A rule that no example reaches is a rule nobody has seen work."""
    for row in examples.of_pack(lang):
        assert len(row.hits) >= 2, f"{row.rule} shows fewer than two hits"
        assert len(row.misses) >= 2, f"{row.rule} shows fewer than two misses"


def test_a_rule_id_is_never_used_twice() -> None:
    ids = [rule.id for lang in packs.languages() for rule in packs.load(lang).rules]
    assert len(ids) == len(set(ids))
