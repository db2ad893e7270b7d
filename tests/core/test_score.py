"""The pressure score keeps the promises of docs/SCORE.md."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from softsell.model import Finding
from softsell.score import band, score
from softsell.tactics import tactics

HARD = [t.id for t in tactics().values() if t.kind == "hard"]
SOFT = [t.id for t in tactics().values() if t.kind == "soft"]


def finding(tactic: str, claim: str = "c", strength: float = 0.6) -> Finding:
    return Finding(0, 0, 1, "x", "x", tactic, claim, f"en.{tactic}.x", "en", strength, "", "", ())


hard_findings = st.lists(
    st.builds(finding, st.sampled_from(HARD), st.sampled_from("abc"), st.floats(0.05, 1, allow_nan=False).map(float)),
    max_size=40,
)
soft_findings = st.lists(st.builds(finding, st.sampled_from(SOFT)), max_size=10)


@given(hard_findings, soft_findings)
def test_parts_add_up_to_a_score_within_bounds(hard: list[Finding], soft: list[Finding]) -> None:
    points, name, parts = score(hard, soft)
    assert 0 <= points <= 100
    assert sum(part.points for part in parts) == points
    assert sum(part.count for part in parts) == len(hard)
    assert all(part.points >= 0 for part in parts)
    assert name == band(points)


@given(hard_findings, hard_findings.filter(bool), soft_findings)
def test_more_pressure_never_lowers_the_score(hard: list[Finding], more: list[Finding], soft: list[Finding]) -> None:
    assert score(hard + more, soft)[0] >= score(hard, soft)[0]


@given(st.sampled_from(HARD), st.floats(0.1, 1))
def test_repeating_one_claim_soon_stops_adding(tactic: str, strength: float) -> None:
    ten, thousand = ([finding(tactic, strength=strength)] * n for n in (10, 1000))
    assert score(thousand, [])[0] - score(ten, [])[0] <= 1


def test_different_claims_press_more_than_one_claim_repeated() -> None:
    varied = [finding(tactic) for tactic in HARD[:5]]
    assert score(varied, [])[0] > 1.5 * score([finding(HARD[0])] * 5, [])[0]


@given(hard_findings, soft_findings)
def test_soft_selling_softens_only_a_little(hard: list[Finding], soft: list[Finding]) -> None:
    alone, balanced = score(hard, [])[0], score(hard, soft)[0]
    assert 0.8 * alone - 1 <= balanced <= alone


def test_no_findings_are_calm() -> None:
    assert score([], []) == (0, "calm", ())
