"""A claim beside what the page's data and its other sentences say: told where it is clear, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from softsell.evidence.amounts import amount, prices
from softsell.evidence.observed import Observed
from softsell.model import Block, Finding
from softsell.pagedata import Datum, PageData, of
from softsell.scan import scan

TODAY = date(2026, 11, 22)
ONLY_TWO = "Only 2 left in stock"


def found(text: str, page: PageData, *more: Block, role: str | None = None) -> Finding | None:
    """What is found in the text on a page with this data."""
    report = scan([Block(1, text, role=role), *more], "en", None, Observed(page, TODAY))
    return next((finding for finding in report.findings if finding.block == 1), None)


def evidence(text: str, page: PageData, *more: Block, role: str | None = None) -> tuple[str, ...]:
    finding = found(text, page, *more, role=role)
    return finding.evidence if finding else ()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("https://schema.org/OutOfStock", "The page’s own data say that it is sold out."),
        ("out of stock", "The page’s own data say that it is sold out."),
        ("http://schema.org/PreOrder", "The page’s own data say that it can only be ordered ahead."),
        ("LimitedAvailability", "The page’s own data also say that there is little of it."),
    ],
)
def test_a_small_stock_beside_an_availability(state: str, told: str) -> None:
    assert evidence(ONLY_TWO, of([Datum(0, "availability", state)])) == (told,)


@pytest.mark.parametrize("state", ["InStock", "https://schema.org/OnlineOnly", ""])
def test_an_ordinary_availability_says_nothing(state: str) -> None:
    assert not evidence(ONLY_TWO, of([Datum(0, "availability", state)]))


def test_two_availabilities_are_two_variants() -> None:
    page = of([Datum(0, "availability", "OutOfStock"), Datum(0, "availability", "InStock")])
    assert not evidence(ONLY_TWO, page)


def test_a_quantity_field_that_takes_many_is_told_and_weighs_less_than_a_stock() -> None:
    field, stock = found(ONLY_TWO, PageData(quantity=50)), found(ONLY_TWO, PageData(stock=50))
    assert field is not None
    assert stock is not None
    assert field.evidence == ("The page lets you order up to 50.",)
    assert field.strength < stock.strength


@pytest.mark.parametrize("most", [2, 10, 999])
def test_a_few_or_no_bound_at_all_says_nothing(most: int) -> None:
    assert not evidence(ONLY_TWO, PageData(quantity=most))


def test_another_sentence_of_the_page_tells_another_stock() -> None:
    one = of([Datum(0, "price", "599")])
    assert not evidence(ONLY_TWO, one)
    page = of([Datum(0, "price", "599"), Datum(0, "said:stock", "57")])
    assert evidence(ONLY_TWO, page) == ("Elsewhere the page says 57 in stock.",)
    assert evidence("57 in stock", page) == ()


def test_in_one_scan_too_but_not_where_sizes_or_products_have_a_stock_each() -> None:
    page = of([Datum(0, "price", "599")])
    assert evidence(ONLY_TWO, page, Block(2, "57 in stock")) == ("Elsewhere the page says 57 in stock.",)
    assert not evidence(ONLY_TWO, page, Block(2, "57 in stock", role="list-item"))
    assert not evidence(ONLY_TWO, page, Block(2, "57 in stock"), role="button")
    assert not evidence(ONLY_TWO, page, Block(2, "57 in stock"), Block(3, "12 in stock"))
    assert not evidence(ONLY_TWO, PageData(), Block(2, "57 in stock"))


def test_several_products_say_nothing_whatever_tells_of_them() -> None:
    for source in ("", "item:"):
        rows = [Datum(0, f"{source}inventoryLevel", "57"), Datum(1, f"{source}price", "5")]
        assert of([*rows, Datum(0, "og:availability", "oos")]) == PageData()
    two = [Datum(0, "data:inventoryLevel", "57"), Datum(1, "data:inventoryLevel", "57")]
    assert of(two) == PageData()
    assert of([*two, Datum(0, "price", "5")]).stock == 57


@pytest.mark.parametrize(
    ("text", "until", "told"),
    [
        ("Sale ends today", date(2026, 12, 24), True),
        ("Sale ends tonight", date(2026, 11, 23), False),
        ("Sale ends on Friday", date(2026, 12, 24), False),
        ("Offer ends 24 November", date(2026, 12, 24), True),
        ("Offer ends 24 November", date(2026, 11, 25), False),
        ("Offer ends 24 November 2026", date(2026, 12, 24), True),
        ("Offer ends 24 October", date(2026, 12, 24), False),
        ("Offer ends 3 January", date(2027, 1, 3), False),
        ("Today only!", date(2026, 12, 31), False),
        ("Today only!", date(2028, 1, 15), False),
    ],
)
def test_a_deadline_beside_a_price_that_holds_longer(text: str, until: date, *, told: bool) -> None:
    lines = [line for line in evidence(text, PageData(valid_until=until)) if "holds until" in line]
    assert lines == ([f"The page’s own data say that the price holds until {until}."] if told else [])


def test_a_price_before_stands_only_beside_data_that_give_another() -> None:
    assert found("Was $999, now $599", PageData()) is None
    assert found("Was $999, now $599", PageData(list_price=999)) is None
    assert found("Was $999, now $599", PageData(list_price=995)) is None
    finding = found("Was $999, now $599", PageData(list_price=799))
    assert finding is not None
    assert finding.rule == "en.misleading.price-before"
    assert finding.evidence == ("The page’s own data give 799 as the price before.",)
    assert finding.alternative.startswith("The shop says: ")


def test_a_price_above_all_that_the_data_name_for_one_offer() -> None:
    low, high = Datum(0, "lowPrice", "599"), Datum(0, "highPrice", "799.50")
    assert evidence("Was $999, now $599", of([low, high])) == ("The page’s own data name no price above 799.50.",)
    assert not evidence("Was $799.50, now $599", of([low, high]))
    assert not evidence("Was $999, now $599", of([low, high, Datum(0, "offerCount", "4")]))
    assert not evidence("Was $999, now $599", of([low, Datum(0, "highPrice", "599")]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Was $100, now $80: save 50%", "The two prices beside it differ by 20 %."),
        ("RRP £1,299.00 now £1,169.10, 25% off", "The two prices beside it differ by 10 %."),
        ("Was $100, now $80: save 20%", None),
        ("Was $100, now $80: save 24%", None),
        ("Was $100, now $70: save 20%", None),
        ("Was $100, now $80: save up to 50%", None),
        ("Was $100, now $80 or $4 a month: save 50%", None),
        ("Now $80: save 50%", None),
        ("$50 to $60: save 50%", None),
    ],
)
def test_a_saving_beside_the_only_two_prices(text: str, told: str | None) -> None:
    assert evidence(text, PageData()) == ((told,) if told else ())


SALE = PageData(high=799.0, prices=frozenset({599.0}))


def struck(
    *texts: str, page: PageData = SALE, through: str = "$999", role: str | None = None, at: int = 0
) -> tuple[str, ...]:
    """What is told of a price struck through in one of some blocks."""
    blocks = [Block(key, text, role=role, struck=(through,) if key == at else ()) for key, text in enumerate(texts)]
    findings = scan(blocks, "en", None, Observed(page, TODAY)).findings
    assert all((one.block, one.text) == (at, through) for one in findings)
    assert all(one.alternative.startswith("The shop says: ") for one in findings)
    return tuple(line for one in findings for line in one.evidence)


def test_a_struck_price_above_all_that_the_data_name_is_told_without_a_word() -> None:
    told = ("The page’s own data name no price above 799.",)
    assert struck("$999 $599") == told
    assert struck("$999", "$599") == told
    assert struck("$599", "$999", at=1) == told
    assert struck("$999 $599, two for $1,100") == told, "of the prices above all that the data name, one is struck"
    before = PageData(list_price=799.0, prices=frozenset({599.0}))
    assert struck("$999 $599", page=before) == ("The page’s own data give 799 as the price before.",)


def test_a_struck_price_is_left_alone_where_the_data_say_nothing_of_it() -> None:
    assert not struck("$799 $599", through="$799")
    assert not struck("$999 $599", page=PageData(prices=frozenset({599.0}))), "the price of now is no price before"
    assert not struck("$999 $449"), "another product"
    assert not struck("$999 $599", role="list-item")
    assert not struck("$999 $599", page=PageData(high=799.0))
    assert not scan([Block(1, "$999 $599")], "en", None, Observed(SALE, TODAY)).findings


def test_a_rating_beside_the_one_in_the_data() -> None:
    page = of([Datum(0, "ratingValue", "6.4"), Datum(0, "bestRating", "10"), Datum(0, "reviewCount", "12")])
    told = ("The page’s own data give 3.2 of 5 from 12 ratings.",)
    assert evidence("Rated 4.9 by 10,000 customers", page) == told
    assert not evidence("Rated 3.4 by 12 customers", page)
    assert not evidence("Rated 4.9 on Trustpilot by 10,000 customers", page)
    assert not evidence("Rated 4.9 by 10,000 customers", PageData())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.299,00 kr", 1299), ("$1,299", 1299), ("48.5", 48.5), ("1 299,-", 1299), ("599", 599), ("12999.00", 12999),
        ("from 5 to 9", None), ("", None), ("kr", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_however_it_is_written(text: str, value: float | None) -> None:
    assert amount(text) == value


def test_prices_are_amounts_with_a_currency() -> None:
    assert prices("Was $1,299.50, now 999 kr and 3 left, 20% off, EUR 5") == [1299.5, 999, 5]
