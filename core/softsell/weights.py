"""The numbers behind strength, score and language choice, as one typed value read from `weights.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from softsell.tactics import table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """What evidence adds to a strength, the claims it bears on, and from where it counts."""

    confirmed: float
    contradicted: float
    hinted: float
    plenty: int
    boundless: int
    later_days: int
    later_most: int
    price_slack: float
    share_slack: float
    rating_slack: float
    stock_claims: frozenset[str]
    today_claims: frozenset[str]
    deadline_claims: frozenset[str]
    price_claim: str
    share_claim: str
    rating_claim: str
    told_claim: str
    timed_tactics: frozenset[str]
    same_visits: int
    same_gap: float
    same_near: float
    end_slack: float


@dataclass(frozen=True, slots=True)
class MotionWeights:
    """What numbers that move must do before a pattern is named: counts of changes, seconds and shares."""

    tactics: frozenset[str]
    named: float
    fewest: int
    beat_changes: int
    beat_spread: float
    beat_late: float
    beat_least: float
    loop_least: int
    loop_times: int
    loop_leaps: int
    jump_changes: int
    jump_bounds: int
    jump_turns: float
    jump_leap: float
    jump_bond: float
    message_times: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables of `weights.toml`: numbers by name, the names argued there and in docs/SCORE.md."""

    cuts: Mapping[str, float]
    strength: Mapping[str, float]
    role: Mapping[str, float]
    alarm: tuple[str, ...]
    score: Mapping[str, float]
    bands: Mapping[str, int]
    language: Mapping[str, float]
    evidence: EvidenceWeights
    prompts: Mapping[str, float]
    motion: MotionWeights


@cache
def weights() -> Weights:
    """The weights of this version."""
    data = table("weights")
    strength = dict(data["strength"])
    return Weights(
        cuts=data["cuts"],
        role=strength.pop("role"),
        strength=strength,
        alarm=tuple(data["signs"]["alarm"]),
        score=data["score"],
        bands=data["bands"],
        language=data["language"],
        evidence=_evidence(data["evidence"]),
        prompts=data["prompts"],
        motion=MotionWeights(**{**data["motion"], "tactics": frozenset(data["motion"]["tactics"])}),
    )


def _evidence(row: Mapping[str, Any]) -> EvidenceWeights:
    sets = {field: frozenset(value) for field, value in row.items() if isinstance(value, list)}
    return EvidenceWeights(**{**row, **sets})
