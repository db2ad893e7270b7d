"""A claim held beside the page's own data and its other sentences (docs/EVIDENCE.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from softsell.evidence.amounts import amount, prices
from softsell.evidence.observed import Judgement
from softsell.packs import load
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softsell.evidence.observed import Observed, Surroundings
    from softsell.model import Hit
    from softsell.packs import Pack
    from softsell.pagedata import PageData

SENTENCES: Final[Mapping[str, frozenset[str]]] = {
    "stock-same": frozenset({"stock"}),
    "stock-more": frozenset({"stock"}),
    "stock-low": frozenset(),
    "stock-told": frozenset({"stock"}),
    "quantity-more": frozenset({"stock"}),
    "sold-out": frozenset(),
    "pre-order": frozenset(),
    "valid-later": frozenset({"date"}),
    "list-less": frozenset({"price"}),
    "high-less": frozenset({"price"}),
    "share-less": frozenset({"percent"}),
    "rating-other": frozenset({"rating", "count"}),
}

_GONE: Final = frozenset({"outofstock", "oos", "soldout", "discontinued"})
_AHEAD: Final = frozenset({"preorder", "presale", "backorder", "madetoorder"})
_LOW: Final = frozenset({"limitedavailability"})
_ROW: Final = frozenset({"list-item", "button", "label", "link"})
"""Where a size or a colour may say a stock of its own."""
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def judge(hit: Hit, around: Surroundings, observed: Observed) -> Judgement | None:
    """What the page says elsewhere of a hit's claim, or None where nothing there bears on it."""
    table, claim = weights().evidence, hit.rule.claim
    if hit.rule.when == "struck":
        return _struck(hit, around, observed.page)
    if claim in table.stock_claims:
        return _stock(hit, around, observed.page)
    if claim in table.today_claims or claim in table.deadline_claims:
        return _deadline(hit, observed, always=claim in table.today_claims)
    if claim == table.price_claim:
        return _price(hit, observed.page)
    if claim == table.share_claim:
        return _share(hit, around)
    return _rating(hit, observed.page) if claim == table.rating_claim else None


def told_stock(hit: Hit, around: Surroundings) -> str | None:
    """The stock count that a plain sentence tells of the page's product, for other claims to be held beside."""
    if hit.rule.claim != weights().evidence.told_claim or around.role in _ROW:
        return None
    return said if (said := hit.slots.get("n", "")).isdecimal() else None


def _stock(hit: Hit, around: Surroundings, page: PageData) -> Judgement | None:
    table = weights().evidence
    said = int(hit.slots["n"]) if hit.slots.get("n", "").isdecimal() else None
    if page.stock is not None:
        if page.stock == said:
            return Judgement("confirmed", table.confirmed, "stock-same", {"stock": str(page.stock)})
        if page.stock > said if said is not None else page.stock >= table.plenty:
            return Judgement("contradicted", table.contradicted, "stock-more", {"stock": str(page.stock)})
        return None
    if page.availability in _LOW:
        return Judgement("confirmed", table.confirmed, "stock-low")
    if page.availability in _GONE | _AHEAD:
        return Judgement(
            "contradicted", table.contradicted, "sold-out" if page.availability in _GONE else "pre-order"
        )
    if said is None or around.role in _ROW:
        return None
    if page.single and len(page.told) == 1 and max(page.told) > said:
        return Judgement("contradicted", table.contradicted, "stock-told", {"stock": str(max(page.told))})
    if page.quantity is not None and table.plenty <= page.quantity < table.boundless:
        return Judgement("contradicted", table.hinted, "quantity-more", {"stock": str(page.quantity)})
    return None


def _deadline(hit: Hit, observed: Observed, *, always: bool) -> Judgement | None:
    table, until = weights().evidence, observed.page.valid_until
    if until is None or observed.today is None:
        return None
    ends = observed.today if always else _end(hit.slots, observed.today, load(hit.rule.lang))
    if ends is None or not table.later_days <= (until - ends).days <= table.later_most:
        return None
    if (until.month, until.day) == (12, 31):  # what shop plugins write where nobody set an end
        return None
    return Judgement("contradicted", table.contradicted, "valid-later", {"date": until.isoformat()})


def _end(slots: Mapping[str, str], today: date, pack: Pack) -> date | None:
    """The day on which a phrase says that it is over: today, or a day of a month that it names by a word."""
    if slots.get("day", "").casefold() in pack.today:
        return today
    said = slots.get("date", "").casefold()
    months = {number for start, number in pack.months.items() if re.search(rf"\b{start}", said)}
    days = _DAY.findall(said)
    if len(months) != 1 or len(days) != 1:
        return None
    year = _YEAR.search(said)
    try:
        ends = date(int(year[1]) if year else today.year, months.pop(), int(days[0]))
    except ValueError:
        return None
    if year is None and ends < today - timedelta(days=180):
        ends = ends.replace(year=today.year + 1, day=min(ends.day, 28) if ends.month == 2 else ends.day)
    return ends if ends >= today else None


def _price(hit: Hit, page: PageData) -> Judgement | None:
    """A price before, beside what the data name as one."""
    table, said = weights().evidence, amount(hit.slots.get("price", ""))
    if said is None:
        return None
    for sentence, named in (("list-less", page.list_price), ("high-less", page.high)):
        if named is not None:
            if said <= named * (1 + table.price_slack):
                return None
            return Judgement("contradicted", table.contradicted, sentence, {"price": _written(named)})
    return None


def _struck(hit: Hit, around: Surroundings, page: PageData) -> Judgement | None:
    """A price struck through beside one that the data ask for the page's product; other products may have others."""
    said = amount(hit.slots.get("price", ""))
    if said not in {amount(struck) for struck in around.struck} or around.role in _ROW:
        return None
    shown = {price for text in (around.preceding, around.text, around.following) for price in prices(text)}
    if not page.prices & (shown - {said}):
        return None
    told = _price(hit, page)
    return replace(told, shows="struck") if told else None


def _share(hit: Hit, around: Surroundings) -> Judgement | None:
    """A saving in percent, beside the only two prices of its block."""
    table = weights().evidence
    said = amount(hit.slots.get("percent", ""))
    shown = prices(around.text)
    if said is None or len(shown) != 2 or shown[0] == shown[1]:
        return None
    share = 100 * (1 - min(shown) / max(shown))
    if said - share < table.share_slack:
        return None
    return Judgement("contradicted", table.contradicted, "share-less", {"percent": f"{share:.0f} %"})


def _rating(hit: Hit, page: PageData) -> Judgement | None:
    table, said = weights().evidence, amount(hit.slots.get("rating", ""))
    if said is None or page.rating is None or page.ratings is None or said - page.rating < table.rating_slack:
        return None
    facts = {"rating": f"{page.rating:g}", "count": str(page.ratings)}
    return Judgement("contradicted", table.contradicted, "rating-other", facts)


def _written(price: float) -> str:
    return f"{price:.0f}" if price == int(price) else f"{price:.2f}"
