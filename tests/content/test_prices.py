"""What a price is, and what stands beside one: on the command line and in a page by the same words."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from softsell import html
from softsell.html.nearprice import has_price

if TYPE_CHECKING:
    from tests.content.inject import Inject

pytestmark = pytest.mark.browser

PRICES = [
    "kr 199", "199 kr", "1 299 NOK", "199 KR", "12,99 EUR", "12 euro", "1.299,-", "£12", "€ 12,99", "SEK 199",
    "CHF 12.50", "49,90 zł", "199 Kč", "Kr. 49,00", "49:-", "199.–", "199.- inkl. mva", "kr. 1.299,00", "12 €", "€12",
    "US$ 12", "12 Euro", "12 dollars", "49 dkk", "199 kr/mnd", "fra kr 99,-", "5 kr", "99 SEK", "1 299 SEK",
    "49,50 SEK", "NOK 2 490,-", "199kr", "kr199", "10 000 kroner", "100 kronor", "12,– €", "Pris: kr: 99",
    "CHF 12.–", "€\n12", "1\u00a0299\u00a0kr", "12 ZŁ", "SKR. 49",
    "12 HUF", "2023:-", "12023:- inkl", "Fr. 2023:- 499 kr", "1999:- inkl. moms", "1995:- per månad",
    "299,-/mnd", "fra 199,-/stk", "(199,-)", "199.-/Monat", "199,-inkl", "199,—", "12\u2009€",
]  # fmt: skip
NO_PRICES = [
    "kr 5 km", "12 euro-area countries", "12-euro-coin", "12.10.2026", "12:30-14:00", "kl. 12.-14. mai",
    "vom 10.–12. Mai", "2023.- 2024", "+47 22 33 44 55", "815 00 000", "Det er nok 2 igjen", "2 nok", "12 sek",
    "14 MIN 33 SEK", "5 kreditter", "12 kronblad", "Euro 6", "EURO 2024", "200 f.Kr.", "12:-)", "Step 1:- Open",
    "sider 10-12", "2,-3", "5 euroland", "mkr 5", "Only 3 left", "1080p", "12,99", "9 of 10", "20 %", "EUR 20 %",
    "4 Huf", "Huf 4", "I 1999:- Vi flyttar", "ISBN 82-05-12345-6",
]  # fmt: skip


def test_a_price_is_one_with_its_currency_on_either_side(inject: Inject) -> None:
    inject.open("<p>Fine</p>")
    for text in (*PRICES, *NO_PRICES):
        wanted = text in PRICES
        assert has_price(text) == wanted, text
        assert inject.js(f"softsell.hasPrice({text!r})") == wanted, text


@pytest.mark.parametrize(("signs", "role"), [(59, "near-price"), (60, None)])
def test_what_stands_beside_one_is_as_short_on_both_sides(inject: Inject, signs: int, role: str | None) -> None:
    long = "\U0001f6d2" * signs + "x"
    page = f"<div><p>£59.00</p><p>{long}</p></div>"
    inject.open(page)
    assert [block.get("role") for block in inject.blocks() if block["text"] == long] == [role]
    assert [block.role for block in html.read(page.encode())[1] if block.text == long] == [role]


def test_a_long_text_tells_of_prices_and_strikes_none_on_both_sides(inject: Inject) -> None:
    page = "".join(f"<p><s>99 kr</s> {carts} 49 kr</p>" for carts in ("\U0001f6d2" * 80, "\U0001f6d2" * 99))
    inject.open(page)
    read = html.read(page.encode())[1]
    assert [tuple(block.get("struck", ())) for block in inject.blocks()] == [block.struck for block in read]
    assert [block.struck for block in read] == [("99 kr",), ()]


def test_the_two_expressions_never_differ(inject: Inject) -> None:
    drawn = random.Random(7)  # noqa: S311 - no secret
    parts = [part for text in (*PRICES, *NO_PRICES) for part in (text[:3], text[-3:], text)]
    parts += ["İ", "ſ", "K", "٣", "é", "\ufeff", "\u0085", "_", "¢", "²", "\U0001f600", "ß", "-", " "]
    texts = ["".join(drawn.choices(parts, k=drawn.randint(1, 4))) for _ in range(4_000)]
    inject.open("<p>Fine</p>")
    inject.js(f"stub.texts = {texts!r}; 0")
    told = inject.js("stub.texts.map((text) => softsell.hasPrice(text))")
    assert [text for text, there in zip(texts, told, strict=True) if has_price(text) != there] == []
    assert 0.1 < sum(told) / len(told) < 0.9
