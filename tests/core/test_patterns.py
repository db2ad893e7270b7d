"""The phrase language: what an author writes is what is found, and faults are told in words."""

from __future__ import annotations

import pytest

from softsell.expressions import compiled
from softsell.model import SoftsellError
from softsell.patterns import expression, parse

SLOTS = {"n": r"\d{1,4}", "unit": "rooms?|items?"}
GROUPS = {"left": ["left", "still available"]}


def found(pattern: str, text: str) -> str | None:
    match = compiled(expression(parse(pattern, GROUPS), SLOTS)).search(text)
    return match[0] if match else None


@pytest.mark.parametrize(
    ("pattern", "text", "phrase"),
    [
        ("only {n} left", "hurry, only 3 left!", "only 3 left"),
        ("only {n} left", "only - 3 - left", "only - 3 - left"),
        ("only {n} left", "only 3left", "only 3left"),
        ("only {n} left", "only. 3 left", None),
        ("only {n} left", "lonely 3 left", None),
        ("only {n} left", "only 3 lefty", None),
        ("only {n} [{unit}] <left>", "only 2 rooms still available now", "only 2 rooms still available"),
        ("only {n} [{unit}] <left>", "only 2 left", "only 2 left"),
        ("hurr* up", "hurrying up", "hurrying up"),
        ("*salg slutter", "sommersalg slutter", "sommersalg slutter"),
        ("price ~3 rise", "price will very soon rise", "price will very soon rise"),
        ("price ~2 rise", "price will very soon rise", None),
        ("price ~3 rise", "price. rise", None),
        ("trust us ~3", "trust us, you will see it", "trust us, you will see"),
        ("^ last chance $", "🔥 last chance!", "last chance"),
        ("^ last chance", "the last chance", None),
        ("(act|buy now|go)", "please buy now", "buy now"),
        ("don't wait", "dont wait", "dont wait"),
        ("last-minute deal", "last minute deal", "last minute deal"),
        ("now !", "now!", "now!"),
        ("now !", "now", None),
        ("sure ?", "sure ?", "sure ?"),
        ("!", "now!", "!"),
        ("you need this .", "you need this. now", "you need this"),
        ("you need this .", "you need this!", "you need this"),
        ("you need this .", "you need this 👍", "you need this"),
        ("you need this .", "you need this form.", None),
        ("only {n} .", "only 3.5", None),
    ],
)
def test_a_pattern_finds_its_phrase(pattern: str, text: str, phrase: str | None) -> None:
    assert found(pattern, text) == phrase


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("only (3 left", "not closed"),
        ("only 3) left", "do not pair"),
        ("only [3) left", "do not pair"),
        ("Only", "lower case"),
        ("only <nothing>", "no word group"),
        ("a | b", "round brackets"),
        ("a (b|) c", "empty"),
        ("a ~9 c", "a gap is"),
        ("only {Nope}", "cannot read"),
        ("u.s. only", "lower case"),
        ("you need this [!|$]", "ends nothing"),
        ("[^] you need this", "ends nothing"),
    ],
)
def test_a_fault_in_a_pattern_is_told_in_words(pattern: str, told: str) -> None:
    with pytest.raises(SoftsellError, match=told):
        parse(pattern, GROUPS)


def test_an_unknown_slot_is_named() -> None:
    with pytest.raises(SoftsellError, match=r"\{price\}"):
        expression(parse("only {price}", GROUPS), SLOTS)
