"""The prefilter lets no text pass unread that a rule would hit, and few that none would."""

from __future__ import annotations

import pytest

from softsell import examples, match
from softsell.expressions import compiled
from softsell.model import Rule, Way
from softsell.packs import languages, load
from softsell.patterns import parse
from softsell.prefilter import Prefilter
from softsell.textnorm import view
from softsell.triggers import Triggers
from softsell.ways import Guide

GROUPS = {"left": ["left", "still available"]}


def ways(pattern: str, needed: frozenset[str] | None = None) -> tuple[Way, ...]:
    return Guide(triggers={"n": ["#"], "when": ["days #:#", "noon"]}, widths={"when": 3}).ways(
        parse(pattern, GROUPS), needed
    )


def words(*given: str) -> frozenset[str]:
    return frozenset(given)


def test_a_way_tells_which_words_stand_how_near() -> None:
    assert ways("trust ~2 us") == (Way(None, words("trust"), ((words("us"), 0, 3),)),)
    assert ways("[hey] (a|b) now*") == (Way(None, words("now*"), ((words("a", "b"), -1, 0),)),)
    assert ways("^ don't wait") == (Way(0, words("dont"), ((words("wait"), 0, 1),)),)
    assert ways("[so] act ~2 (wait|go) [for it] $") == (Way(None, words("act"), ((words("go", "wait"), 0, 3),), 5),)


def test_a_number_is_itself_and_a_word_with_a_digit_any_that_has_one() -> None:
    assert ways("merely (24|48h|all) hours") == (
        Way(None, words("hours"), ((words("merely"), -2, 0), (words("#", "24", "all"), -1, 0))),
    )


def test_a_token_holds_a_number_only_where_it_is_all_of_its_digits() -> None:
    triggers = Triggers()
    for word in ("#", "0", "off"):
        triggers.learn(word)
    assert triggers.of("$0,") == ("#", "0")
    assert triggers.of("0.50-off") == ("#", "0", "off")
    assert triggers.of("100") == triggers.of("20") == ("#",)


def test_a_choice_of_phrases_is_as_many_ways() -> None:
    assert ways("buy <left>") == (
        Way(None, words("buy"), ((words("left"), 0, 1),)),
        Way(None, words("available"), ((words("still"), -1, 0), (words("buy"), -2, 0))),
    )


def test_what_lies_beyond_a_slot_or_is_needed_stands_anywhere() -> None:
    assert ways("only {n} left", words("rooms")) == (
        Way(None, words("#"), ((words("left"), 0, -1), (words("only"), 0, -1))),
    )
    assert ways("hurry", words("rooms", "seats")) == (Way(None, words("hurry"), ((words("rooms", "seats"), 0, -1),)),)


def test_a_slot_holds_one_of_its_words_or_several_together_and_is_only_so_wide() -> None:
    assert ways("ends {when}") == (
        Way(None, words("ends"), ((words("noon"), 0, 3),)),
        Way(None, words("#:#"), ((words("ends"), -3, 0), (words("days"), -2, 2))),
    )


def test_a_pattern_without_a_word_has_no_way() -> None:
    assert ways("[hey] ~2") == ()


def candidates(prefilter: Prefilter, text: str, words: int | None = None) -> match.Candidates:
    tokens = text.split()
    return prefilter.candidates(tokens, (0 if "!" in text else len(tokens)) if words is None else words)


def carried(text: str) -> tuple[str, ...]:
    return text, f"- {text} – 🔥", f"So (as they say): {text}, and so on it goes."


@pytest.mark.parametrize("lang", languages())
def test_no_example_passes_unread_by_a_pattern_of_its_own_rule(lang: str) -> None:
    pack = load(lang)
    prefilter = Prefilter(pack.rules)
    rules = {rule.id: rule for rule in pack.rules}
    lost: list[tuple[str, str]] = []
    for row in examples.of_pack(lang):
        for text in (text for example in row.hits for text in carried(example.text)):
            asked = {rule.id: patterns for rule, patterns in candidates(prefilter, text, 0)}.get(row.rule, ())
            unasked = [pattern for pattern in rules[row.rule].patterns if pattern not in asked]
            if allows(rules[row.rule], text) and any(hit_by(pattern.source, text) for pattern in unasked):
                lost.append((row.rule, text))
    assert lost == []


def allows(rule: Rule, text: str) -> bool:
    return rule.needs is None or hit_by(rule.needs, text)


def hit_by(source: str, text: str) -> bool:
    return any(hit[0] for hit in compiled(source).finditer(view(text).text))


@pytest.mark.parametrize("lang", ["en", "nb", "de"])
def test_the_prefilter_loses_no_hit(lang: str) -> None:
    pack = load(lang)
    prefilter = Prefilter(pack.rules)
    every = [(rule, rule.patterns) for rule in pack.rules if rule.patterns]
    worded = {rule.id for rule, _ in every}
    rows = [row for row in examples.of_pack(lang) if row.rule in worded]
    shown = [example for row in rows[::7] for example in row.hits]
    for example in shown:
        for text in carried(example.text):
            all_hits = match.hits(text, 0, example.role, every, pack)
            assert match.hits(text, 0, example.role, candidates(prefilter, text), pack) == all_hits


def test_words_that_stand_apart_ask_for_no_expression() -> None:
    prefilter = Prefilter(load("en").rules)
    apart = "Stock up on what you like, then sign in; we are limited to no one."
    assert [rule.id for rule, _ in candidates(prefilter, apart)] == []
    assert [rule.id for rule, _ in candidates(prefilter, f"{apart} Limited stock.")] != []
