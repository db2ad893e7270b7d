"""The pressure score: a pure function of a page's findings, explained in docs/SCORE.md.

pressure = sum over claims of weight(tactic) * (s1 + r*s2 + r^2*s3 + ...), strengths falling, 0 < r < 1;
score = 100 * (1 - exp(-pressure * (1 - soft) / scale)). Another finding never lowers it, repeating one claim soon
adds next to nothing, and the length of the page does not enter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from softsell.model import Part
from softsell.tactics import tactics
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softsell.model import Finding


def score(findings: Sequence[Finding], soft_findings: Sequence[Finding]) -> tuple[int, str, tuple[Part, ...]]:
    """The score (0-100), its band, and the parts in whole points that add up to it, the largest first."""
    table = weights().score
    pressure = _pressure_by_tactic(findings)
    total = math.fsum(pressure.values())
    soft = min(table["soft_most"], table["soft_step"] * len({finding.tactic for finding in soft_findings}))
    points = round(100 * (1 - math.exp(-total * (1 - soft) / table["scale"])))
    counts: defaultdict[str, int] = defaultdict(int)
    for finding in findings:
        counts[finding.tactic] += 1
    shares = _shares({tactic: value / total for tactic, value in pressure.items()} if total else {}, points)
    parts = tuple(
        Part(tactic, shares[tactic], counts[tactic])
        for tactic in sorted(counts, key=lambda tactic: (-shares[tactic], tactic))
    )
    return points, band(points), parts


def band(points: int) -> str:
    """The band of a score: `calm`, `some`, `pressing` or `hard`."""
    bands = weights().bands
    return max((name for name in bands if bands[name] <= points), key=lambda name: bands[name])


def _pressure_by_tactic(findings: Sequence[Finding]) -> dict[str, float]:
    strengths: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for finding in findings:
        strengths[finding.tactic, finding.claim].append(finding.strength)
    repeat = weights().score["repeat"]
    pressure: defaultdict[str, float] = defaultdict(float)
    for (tactic, _claim), values in sorted(strengths.items()):
        fallen = sorted(values, reverse=True)
        pressure[tactic] += tactics()[tactic].weight * math.fsum(
            value * repeat**place for place, value in enumerate(fallen)
        )
    return dict(pressure)


def _shares(fractions: Mapping[str, float], points: int) -> dict[str, int]:
    """Whole points by tactic that add up to `points`, by largest remainder."""
    exact = {tactic: fraction * points for tactic, fraction in fractions.items()}
    shares = {tactic: math.floor(value) for tactic, value in exact.items()}
    left = points - sum(shares.values())
    for tactic in sorted(exact, key=lambda tactic: (shares[tactic] - exact[tactic], tactic))[:left]:
        shares[tactic] += 1
    return shares
