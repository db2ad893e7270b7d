"""Boxes that the page ticked, and fees first named at the till."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from softsell import cli, wire
from softsell.evidence.observed import Observed, Visit
from softsell.evidence.tills import is_till
from softsell.model import Block, PageReport
from softsell.scan import scan

if TYPE_CHECKING:
    from pathlib import Path

TICKED = "The page had ticked this itself."
LATE = "The earlier pages of this visit did not name this fee."
TILL = Observed(visit=Visit(frozenset()))


def rules(report: PageReport) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize(
    ("lang", "text", "rule"),
    [
        ("en", "Add travel insurance for $9.99", "ticked-cover"),
        ("en", "Gift wrapping (+$4.00)", "ticked-extra"),
        ("en", "Round up for charity", "ticked-gift"),
        ("en", "Email me with news and offers", "ticked-consent"),
        ("nb", "Ja, meld meg på nyhetsbrevet", "ticked-consent"),
        ("nn", "Pakkeforsikring 29 kr", "ticked-cover"),
        ("da", "Gaveindpakning 49 kr", "ticked-extra"),
        ("sv", "Skicka mig nyheter och erbjudanden", "ticked-consent"),
        ("de", "Ja, ich möchte den Newsletter erhalten", "ticked-consent"),
        ("nl", "Donatie van € 2", "ticked-gift"),
    ],
)
def test_a_label_is_found_only_where_the_page_ticked_its_box(lang: str, text: str, rule: str) -> None:
    assert not scan([Block(1, text)], lang).findings
    (finding,) = scan([Block(1, text, ticked=True)], lang).findings
    assert finding.rule == f"{lang}.misleading.{rule}"
    assert len(finding.evidence) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Remember me", "Keep me signed in", "Billing address same as shipping", "I agree to the terms and conditions",
        "I have read the privacy policy", "Necessary cookies", "Marketing cookies", "In stock", "Insurance (32)",
        "Standard delivery $4.99", "Visa", "No protection", "Free 2-year warranty", "Size M",
        "Send me order updates by SMS",
        "Notify me of new comments by email", "I do not want to receive offers", "Gift card $25", "All categories",
    ],
)  # fmt: skip
def test_what_is_chosen_for_good_reason_is_not(text: str) -> None:
    assert not scan([Block(1, text, ticked=True)], "en").findings


def test_the_card_tells_it_in_the_readers_language_and_offers_a_box_to_tick() -> None:
    (finding,) = scan([Block(1, "Shipping protection $1.98", ticked=True)], "en").findings
    assert finding.evidence == (TICKED,)
    assert finding.alternative == "Tick here if you want the extra for $1.98"
    assert finding.tactic == "misleading"


def test_another_finding_on_the_label_stays_where_the_two_do_not_overlap() -> None:
    report = scan([Block(1, "Add travel insurance for $9.99. Hurry up!", ticked=True)], "en")
    assert rules(report) == ["en.misleading.ticked-cover", "en.urgency.hurry"]


BILL = [Block(1, "Lamp"), Block(2, "$49.00"), Block(3, "Service fee"), Block(4, "$4.99"), Block(5, "Total $53.99")]


def test_a_fee_on_the_bill_that_no_page_before_named_is_told() -> None:
    (finding,) = scan(BILL, "en", None, TILL).findings
    assert (finding.text, finding.evidence) == ("Service fee", (LATE,))
    assert finding.alternative == "A fee of $4.99 is part of the total"
    (finding,) = scan([Block(1, "Servicegebyr 49 kr")], "nb", None, TILL).findings
    assert finding.rule == "nb.misleading.service-fee"
    assert finding.alternative == "Et gebyr på 49 kr er med i summen"


@pytest.mark.parametrize(
    "observed",
    [None, Observed(), Observed(fees=True), Observed(visit=Visit(frozenset({"service-fee", "booking-fee"})))],
)
def test_it_is_not_elsewhere_nor_where_it_was_named(observed: Observed | None) -> None:
    assert not scan(BILL, "en", None, observed).findings


@pytest.mark.parametrize(
    "texts",
    [
        ["Service fee", "Free"], ["Service fee", "$0.00"], ["Service fee"], ["Shipping", "$4.99"], ["VAT 25%", "$9"],
        ["Delivery fee $4.99"], ["The booking fee is part of each price, as the terms of the organiser tell", "$49"],
    ],
)  # fmt: skip
def test_what_costs_nothing_or_is_ordinary_is_no_late_fee(texts: list[str]) -> None:
    blocks = [Block(key, text) for key, text in enumerate(texts)]
    assert not scan(blocks, "en", None, TILL).findings


def test_pages_before_the_till_tell_which_fees_they_name() -> None:
    blocks = [Block(7, "Plus booking fee of $2"), Block(9, "Reservation fees apply; no service charge.")]
    told = scan(blocks, "en", None, Observed(fees=True)).told
    assert [(one.block, one.name, one.value) for one in told] == [
        (7, "fee", "booking-fee"), (9, "fee", "booking-fee"), (9, "fee", "service-fee"),
    ]  # fmt: skip
    assert not scan(blocks, "en").told


@pytest.mark.parametrize("lang", ["en", "nb", "nn", "da", "sv", "de", "nl"])
def test_a_fee_has_one_name_in_every_language(lang: str) -> None:
    from softsell.evidence.extras import fee_of
    from softsell.model import Hit
    from softsell.packs import load

    named = {fee_of(Hit(rule, 0, 1, {}, 0.5)) for rule in load(lang).rules if rule.when == "late"}
    assert named == {
        "service-fee", "handling-fee", "booking-fee", "small-order-fee", "administration-fee", "payment-fee",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "/cart", "/basket/", "/checkout", "/en/checkout/payment", "/#/checkout", "/kasse", "/handlekurv", "/varukorg",
        "/warenkorb.html", "/winkelwagen", "/indk%C3%B8bskurv", "/shopping-bag", "/bestilling/betaling", "/Cart",
    ],
)  # fmt: skip
def test_a_till_is_known_by_its_address(address: str) -> None:
    assert is_till(address)


@pytest.mark.parametrize(
    "address",
    ["", "/", "/lamp", "/cartoons", "/baskets/wicker", "/bags", "/kasserolle", "/kurve", "/#carts", "/%E0%A4%A/x"],
)
def test_an_address_that_only_sounds_alike_is_none(address: str) -> None:
    assert not is_till(address)


def test_the_wire_carries_it() -> None:
    def ask(**more: object) -> dict[str, object]:
        blocks = [{"i": 1, "text": "Service fee $4.99"}, {"i": 2, "text": "Gift wrapping $4", "ticked": True}]
        request = {"v": 1, "kind": "scan", "lang": "en", "blocks": blocks, **more}
        reply: dict[str, object] = json.loads(wire.scan_json(json.dumps(request)))
        return reply

    reply = ask(address="/lamp")
    assert "till" not in reply
    assert reply["told"] == [{"block": 1, "name": "fee", "value": "service-fee"}]
    assert [row["evidence"] for row in reply["findings"]] == [[TICKED]]  # type: ignore[attr-defined]
    assert "told" not in ask()
    late = ask(address="/kasse", visit={"named": []})
    assert late["till"] is True
    assert [row["evidence"] for row in ask(address="/lamp", visit={"named": []})["findings"]] == [[TICKED]]  # type: ignore[attr-defined]
    assert [row["evidence"] for row in late["findings"]] == [[LATE], [TICKED]]  # type: ignore[attr-defined]
    for broken in ("all", {"named": "all"}):
        assert ask(address="/cart", visit=broken)["error"]["kind"] == "bad-request"  # type: ignore[index]


def test_the_command_line_reads_the_boxes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "order.html"
    page.write_text('<html lang="en"><label><input type=checkbox checked> Shipping protection $1.98</label>', "utf-8")
    assert cli.main(["scan", str(page)]) == 0
    assert TICKED in " ".join(capsys.readouterr().out.split())
