"""The measuring data is for measuring: no example of a pack is a row of it."""

from __future__ import annotations

import csv
import re

import pytest
from tests.shared_data import shared

from softsell import examples, packfile

FEWEST_WORDS = 5
"""From this many words on, a phrase is somebody's own; shorter ones are everybody's."""


def folded(text: str) -> str:
    """The text by its words alone: letters and digits, case folded."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", text).casefold()))


@pytest.fixture(scope="module")
def rows() -> frozenset[str]:
    """Every cell of the measuring data, folded."""
    cells: set[str] = set()
    for path in sorted(shared("data").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                cells.update(map(folded, row))
    assert cells, "../shared/data holds no rows"
    return frozenset(cells)


@pytest.mark.parametrize("lang", packfile.languages())
def test_no_example_is_a_row_of_the_data(lang: str, rows: frozenset[str]) -> None:
    taken = [
        f"{row.rule}: {example.text!r}"
        for row in examples.of_pack(lang)
        for example in (*row.hits, *row.misses)
        if len(folded(example.text).split()) >= FEWEST_WORDS and folded(example.text) in rows
    ]
    assert not taken, "copied from ../shared/data, say it in your own words: " + "; ".join(taken)
