"""Long runs over hostile text: no expression of any pack takes more than its share (THREATS T8)."""

from __future__ import annotations

import pytest

from softsell import examples, packfile, packs
from softsell.expressions import compiled
from softsell.textnorm import view

pytestmark = pytest.mark.soak

LONG = 20_000
"""Code points of hostile text: five times the piece that the matcher looks at."""
SECONDS = 5.0
"""What one search may take: a linear one takes milliseconds, one that backtracks without bound never ends."""


@pytest.mark.parametrize("lang", packfile.languages())
def test_no_expression_runs_away_on_text_made_for_it(lang: str) -> None:
    texts = {row.rule: [view(example.text).text for example in row.hits] for row in examples.of_pack(lang)}
    for rule in packs.load(lang).rules:
        for text in texts[rule.id]:
            for hostile in (
                f"{text} " * (LONG // (len(text) + 1)),
                " ".join(word for word in text.split()[:-1] for _ in range(LONG // (len(text) + 1))),
                f"{text.rsplit(' ', 1)[0]}{' ' * LONG}x",
                "9" * LONG,
                "9 " * (LONG // 2),
            ):
                for pattern in rule.patterns:
                    for _ in compiled(pattern.source).finditer(hostile, timeout=SECONDS):
                        pass
