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
    today_words: frozenset[str]
    months: Mapping[str, int]


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
    )


def _evidence(row: Mapping[str, Any]) -> EvidenceWeights:
    sets = {
        field: frozenset(row[field]) for field in ("stock_claims", "today_claims", "deadline_claims", "today_words")
    }
    return EvidenceWeights(**{**row, **sets})
