"""The claims and rules of one tactic, compiled from what an author wrote; what a language's patterns may name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from softsell import expressions, patterns, slots
from softsell.evidence.observed import WHENS
from softsell.model import MOTIONS, ROLES, SoftsellError
from softsell.packfields import Source, only, text, texts
from softsell.tactics import tactics
from softsell.ways import Guide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_CLAIM_FIELDS: Final = {"why", "plain", "advisory", "warm", "button"}
_RULE_FIELDS: Final = {
    "id", "claim", "match", "motion", "unless", "needs", "roles", "max_words", "when", "strength", "hit", "miss",
}  # fmt: skip
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKS: Final = {"#": 200, "#:#": 25}
"""How common numbers are, beside words."""


@dataclass(frozen=True, slots=True)
class Idiom:
    """What a language's patterns may name."""

    groups: Mapping[str, Sequence[str]]
    slots: Mapping[str, str]
    guide: Guide

    def parsed(self, pattern: str) -> tuple[patterns.Element, ...]:
        """The elements of a pattern."""
        return patterns.parse(pattern, self.groups)

    def expression(self, pattern: str) -> str:
        """The expression that a pattern stands for."""
        return patterns.expression(self.parsed(pattern), self.slots)


def guide_of(expressions: Mapping[str, str], triggers: Mapping[str, Sequence[str]], common: Sequence[str]) -> Guide:
    """The guide of a language with these slots, the triggers that were given for some, and these commonest words."""
    rank = {word: place for place, word in enumerate(common)}

    def commonness(words: frozenset[str]) -> float:
        """How often a block holds one of the words, guessed from the language's commonest words."""
        return sum(
            1000 / (10 + rank[word]) if word in rank else _MARKS.get(word, 0.2 + 0.6 * ("*" in word))
            for word in words
        )

    told = {name: sorted(slots.held(expression, commonness)) for name, expression in expressions.items()}
    widths = {name: slots.width(expression) for name, expression in expressions.items()}
    return Guide(commonness, {**told, **triggers}, widths)


def claims_of(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The claims of a tactic's file by their ids, each with its why and its alternatives."""
    source = Source(path)
    only(data, {"claim", "rule", "groups"}, source)
    hard = tactics()[path.stem].kind == "hard"
    claims = {}
    for claim_id, row in data.get("claim", {}).items():
        only(row, _CLAIM_FIELDS, source)
        if hard and not row.get("plain"):
            raise source.fault(f"claim.{claim_id}.plain", "give at least one alternative")
        claims[f"{path.stem}.{claim_id}"] = {
            "tactic": path.stem,
            "why": text(row, "why", source),
            "wordings": {
                place: texts(row, place, source) for place in ("plain", "advisory", "warm", "button") if place in row
            },
        }
    return claims


def rules_of(data: Mapping[str, Any], path: Path, lang: str, idiom: Idiom) -> Iterator[dict[str, Any]]:
    """The compiled rules of a tactic's file; their word sets stand in full (see `shared_sets`)."""
    for row in data.get("rule", []):
        name = row.get("id", "?")
        source = Source(path, name)
        only(row, _RULE_FIELDS, source)
        if not _NAME.fullmatch(name):
            raise source.fault("id", "small letters, digits and single hyphens")
        if row.get("claim") not in data.get("claim", {}):
            raise source.fault("claim", f"no [claim.{row.get('claim')}] in this file")
        strength = row.get("strength")
        if not isinstance(strength, int | float) or not 0 < strength <= 1:
            raise source.fault("strength", "a number above 0, at most 1")
        for field in ("hit", "miss"):
            if not row.get(field):
                raise source.fault(field, "give examples, at least one")
        yield _compiled_rule(row, path, lang, idiom, source)


def _compiled_rule(row: Mapping[str, Any], path: Path, lang: str, idiom: Idiom, source: Source) -> dict[str, Any]:
    compiled = {
        "id": f"{lang}.{path.stem}.{row['id']}",
        "tactic": path.stem,
        "claim": f"{path.stem}.{row['claim']}",
        "strength": row["strength"],
    }
    for field in ("unless", "needs"):
        if field in row:
            compiled[field] = any_of(row[field], field, idiom, source)
    if "motion" in row:
        if row["motion"] not in MOTIONS or "match" in row:
            raise source.fault("motion", f"one of {', '.join(sorted(MOTIONS))}, in place of match")
        compiled["motion"] = row["motion"]
    needed = _needed(row, idiom)
    compiled["patterns"] = [
        _compiled_pattern(pattern, needed, idiom, source)
        for pattern in ([] if "motion" in row else texts(row, "match", source))
    ]
    if "roles" in row:
        if not set(row["roles"]) <= ROLES:
            raise source.fault("roles", f"one of {', '.join(sorted(ROLES))}")
        compiled["roles"] = sorted(row["roles"])
    if row.get("when") not in {None, *WHENS}:
        raise source.fault("when", f"one of {', '.join(sorted(WHENS))}")
    compiled.update({field: row[field] for field in ("max_words", "when") if field in row})
    return compiled


def _compiled_pattern(pattern: str, needed: frozenset[str] | None, idiom: Idiom, source: Source) -> dict[str, Any]:
    try:
        expression, ways = idiom.expression(pattern), idiom.guide.ways(idiom.parsed(pattern), needed)
    except SoftsellError as fault:
        raise source.fault("match", str(fault)) from fault
    if not ways:
        raise source.fault("match", f"pattern {pattern!r} requires no word; give it one")
    return {"source": expression, "ways": ways}


def _needed(row: Mapping[str, Any], idiom: Idiom) -> frozenset[str] | None:
    """The word set of which the rule's `needs` ask for one in the block, if each of them asks for a word."""
    asked = [idiom.guide.words(idiom.parsed(need)) for need in row.get("needs", [])]
    words = [one for one in asked if one is not None]
    return frozenset().union(*words) if words and len(words) == len(asked) else None


def shared_sets(rules: Iterable[dict[str, Any]]) -> list[list[str]]:
    """Every word set of the rules once; in the rules' ways a number takes its place."""
    numbers: dict[frozenset[str], int] = {}

    def number(words: frozenset[str]) -> int:
        return numbers.setdefault(words, len(numbers))

    for rule in rules:
        for pattern in rule["patterns"]:
            pattern["ways"] = [
                [way.start, way.end, number(way.first), [[number(words), low, high] for words, low, high in way.near]]
                for way in pattern["ways"]
            ]
    return [sorted(words) for words in numbers]


def any_of(entries: object, field: str, idiom: Idiom, source: Source) -> str | None:
    """One expression for all patterns of a field; None where it is left out."""
    if entries is None:
        return None
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise source.fault(field, "a list of patterns")
    try:
        found = "|".join(f"(?:{idiom.expression(entry)})" for entry in entries)
        expressions.compiled(found)
    except SoftsellError as fault:
        raise source.fault(field, str(fault)) from fault
    except Exception as fault:
        raise source.fault(field, f"does not compile: {fault}") from fault
    return found


def check_ids(rules: Sequence[Mapping[str, Any]], claims: Mapping[str, Any], source: Source) -> None:
    """Refuse two rules of one id, and a claim that no rule makes."""
    seen: set[str] = set()
    for row in rules:
        if row["id"] in seen:
            raise source.fault("id", f"{row['id']} stands twice")
        seen.add(row["id"])
    unused = claims.keys() - {row["claim"] for row in rules}
    if unused:
        raise source.fault("claim", f"no rule makes the claim {min(unused)}")
