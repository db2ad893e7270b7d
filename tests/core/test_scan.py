"""The way of a page through the core: what a shopper, an auditor and a writer rely on."""

from __future__ import annotations

import pytest
from tests.shared_data import shared

from softsell import reading
from softsell.documents import plain_blocks
from softsell.model import Block, PageReport, ScanOptions
from softsell.scan import scan, scan_line

CAR_LOT = {
    "en": "There are few of this model left, others are waiting for it, and the price goes up when you leave.",
    "nb": "Det er få igjen av denne modellen, andre venter på den, og prisen går opp når du går herfra.",
    "da": "Der er få tilbage af denne model, andre venter på den, og prisen stiger, når du går herfra.",
}


def page(*texts: str, lang: str | None = "en", **options: object) -> PageReport:
    chosen = ScanOptions(**options)  # type: ignore[arg-type]  # each test names the fields it sets
    return scan([Block(key, text) for key, text in enumerate(texts)], lang, chosen)


@pytest.mark.parametrize("name", ["000_272bfd2d8c540c91.txt", "003_43ee1a74a10e56bf.txt"])
def test_the_founding_articles_scan_calm(name: str) -> None:
    report = scan(plain_blocks(shared(f"seeds/{name}").read_text("utf-8")))
    assert [finding.text for finding in report.findings] == []
    assert report.band == "calm"


@pytest.mark.parametrize("lang", CAR_LOT)
def test_the_car_lot_is_found_when_a_seller_says_it(lang: str) -> None:
    report = page(CAR_LOT[lang], lang=None)
    assert {"scarcity", "competition", "price_threat"} <= {finding.tactic for finding in report.findings}
    assert {finding.lang for finding in report.findings} == {lang}


def test_talk_about_pressure_is_not_pressure() -> None:
    assert page('The site told me "only 2 left" and I closed it.').findings == ()
    assert page("Dark patterns such as Only 2 left in stock are common.").findings == ()
    assert len(page('"Only 2 left!"').findings) == 1


def test_the_declared_language_is_checked_against_the_text() -> None:
    english = "Hurry, only 3 left of the blue one you have been looking at all week"
    found = page(english, lang="nb").findings
    assert {finding.lang for finding in found} == {"en"}


def test_a_block_in_another_language_than_its_page_is_read_in_its_own() -> None:
    norwegian = [
        "Dette er en helt vanlig side på norsk om ting og tang, og den handler ikke om salg.",
        "Hun sa at hun skulle komme hjem etter jobben, men det ble for sent for alle sammen.",
        "Vi har vært her siden i går, og nå vil de andre også bli med når det er plass til dem.",
    ]
    report = page(*norwegian, "Hurry! There are only 3 left of these and they will not be back", lang="nb")
    assert report.lang == "nb"
    assert {finding.lang for finding in report.findings} == {"en"}


def test_a_line_that_tells_no_language_says_so() -> None:
    assert scan_line(Block(0, "12345")) == ("und", [])


def test_sensitivity_decides_what_is_listed_and_counted() -> None:
    texts = ["Only 3 left!", "02:14:09", "Selling fast", "Limited stock", "Trending now", "Don't miss out"]
    low, normal, high = (page(*texts, sensitivity=level) for level in ("low", "normal", "high"))
    assert len(low.findings) < len(high.findings)
    assert {f.start for f in low.findings} <= {f.start for f in normal.findings} <= {f.start for f in high.findings}
    assert low.score < high.score


def test_a_tactic_switched_off_is_neither_listed_nor_counted() -> None:
    assert page("Only 3 left!", off=frozenset({"scarcity"})).score == 0


def test_a_shouted_phrase_is_stronger_than_a_spoken_one() -> None:
    spoken, shouted = page("Only 3 left").findings[0], page("ONLY 3 LEFT!").findings[0]
    assert shouted.strength > spoken.strength


CALM = "The shade is woven by hand from willow that grows by the sea, and the cord is two metres of linen. "


@pytest.mark.parametrize(
    "said", ["Only 2 left in stock.", "14 people are looking at this.", "The sale ends in 02:14:09."]
)
def test_what_tells_of_the_moment_is_heard_inside_a_long_text(said: str) -> None:
    assert len(page(CALM * 3 + said + " " + CALM * 3).findings) == 1


def test_loose_words_inside_a_long_text_are_left_alone() -> None:
    assert page("You can't live without it.").findings
    assert not page(CALM * 3 + "You can't live without it. " + CALM * 3).findings
    assert not page(
        CALM * 3 + "Of the lamps that the workshop once made in a year only 2 left in it are still in use. "
    ).findings


def test_a_long_block_is_read_to_its_end() -> None:
    text = "A calm sentence about nothing much at all. " * 3000 + "Only 3 left!"
    (finding,) = page(text).findings
    assert text[finding.start : finding.end] == "Only 3 left"
    assert len(finding.context) == 300
    assert "Only 3 left" in finding.context


def test_the_why_speaks_the_readers_language_and_the_alternative_the_pages() -> None:
    (plain,) = page("Only 3 left!").findings
    (read,) = page("Only 3 left!", ui="nb").findings
    assert plain.alternative == read.alternative
    assert plain.why != read.why


def test_the_same_page_gives_the_same_report() -> None:
    texts = ["Only 3 left!", "Last 2 rooms for tonight", "Hurry!"]
    assert page(*texts) == page(*texts)


def test_soft_words_beside_a_claim_do_not_make_it_stronger() -> None:
    def strength(text: str) -> float:
        return scan([Block(0, text)], "en").findings[0].strength

    assert strength("Only 3 left in stock. Take your time.") == strength("Only 3 left in stock.")
    assert strength("Only 3 left in stock. Hurry!") > strength("Only 3 left in stock.")


def test_what_stands_out_is_stronger_and_scores_higher() -> None:
    def report(prominence: float) -> PageReport:
        return scan([Block(0, "Only 3 left in stock.", prominence=prominence)], "en")

    plain, half, whole = report(0), report(0.5), report(1)
    assert plain.findings[0].strength < half.findings[0].strength < whole.findings[0].strength
    assert plain.score <= half.score <= whole.score > plain.score


def test_what_is_remembered_of_texts_is_bounded_by_their_length() -> None:
    memory = reading._Memory()
    for number in range(2_000):
        memory.keep(("en", f"{number} {'x' * 3_000}", None), ())
    assert 0 < sum(len(text) for _, text, _ in memory.hits) <= 4_000_000
    memory.forget()
    memory.keep(("en", "x" * 5_000, None), ())
    assert not memory.hits


def test_a_text_read_before_is_told_again_and_read_anew_in_another_role() -> None:
    def rules(text: str, role: str | None) -> list[str]:
        return [finding.rule for finding in scan([Block(0, text, role=role)], "en").findings]

    for _ in range(2):
        assert rules("No, I love Mondays", "button") == ["en.shaming.button-no-i"]
        assert rules("No, I love Mondays", None) == ["en.shaming.no-i-say"]
        assert rules("The lamp has a lead of 1.5 m.", None) == []
