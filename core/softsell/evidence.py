"""Claims held beside what the page says elsewhere: pure functions of what was observed, never an accusation.

A claim that the page's own data contradicts grows stronger, one that they bear out grows weaker; either way the card
tells what was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from softsell import prompts
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from softsell.model import Hit
    from softsell.pagedata import PageData

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    "stock-same": frozenset({"stock"}),
    "stock-more": frozenset({"stock"}),
    "valid-later": frozenset({"date"}),
    "said": frozenset({"alternative"}),
    **prompts.SENTENCES,
}
"""What a pack's `[evidence]` has a sentence for, each with the facts it names. `said` words the alternative of a
contradicted claim as the shop's."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of a page besides its text, on the day `today` where the reader is."""

    page: PageData
    today: date


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the observed says of a claim: what it adds to the strength, and which sentence tells it, with its fact."""

    add: float
    sentence: str
    fact: str
    contradicted: bool


def judge(hit: Hit, observed: Observed) -> Judgement | None:
    """The judgement of a hit's claim, or None where nothing observed bears on it."""
    return _stock(hit, observed.page) or _deadline(hit, observed)


def _stock(hit: Hit, page: PageData) -> Judgement | None:
    table = weights().evidence
    if page.stock is None or hit.rule.claim not in table.stock_claims:
        return None
    said = hit.slots.get("n", "")
    stock = str(page.stock)
    if said.isdecimal():
        if int(said) == page.stock:
            return Judgement(table.confirmed, "stock-same", stock, contradicted=False)
        if int(said) < page.stock:
            return Judgement(table.contradicted, "stock-more", stock, contradicted=True)
    elif page.stock >= table.plenty:
        return Judgement(table.contradicted, "stock-more", stock, contradicted=True)
    return None


def _deadline(hit: Hit, observed: Observed) -> Judgement | None:
    table = weights().evidence
    until = observed.page.valid_until
    if until is None or hit.rule.claim not in table.today_claims or (until - observed.today).days < table.later_days:
        return None
    return Judgement(table.contradicted, "valid-later", until.isoformat(), contradicted=True)
