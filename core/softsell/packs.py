"""Packs at run time: the compiled rules of a language, ready for the matcher.

A built package carries `packs/<lang>.xz` (`packstream`), with the codes of expressions in their place. A source tree
carries the authors' TOML, which `packfile` compiles to the same form on the way in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from softsell import expressions, packstream
from softsell.model import Claim, Pattern, Rule, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What tells a language: its commonest words, most common first, letters, word beginnings (`kj-`) and endings
    (`-sjon`) that its neighbours lack, and what it is given before any word is read, in common words."""

    common: tuple[str, ...]
    letters: tuple[str, ...]
    prior: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """A reason that makes urgency fair: the expression that finds it, and the sentence that says so."""

    source: str
    why: str
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prompts:
    """Expressions about prompts: `no` finds the names of what turns one down, `fair` those that sell nothing, `asks`
    what one asks for, by the names of `prompts.ASKS`; `soft` has a soft wording for each."""

    no: str
    fair: str
    asks: Mapping[str, str]
    soft: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one language. `mention` finds talk about pressure, which is not pressure; `evidence` has the
    sentences that tell what else was seen, by the names of `judges.SENTENCES`, or none; `units` the words of time,
    in seconds; `today` what a phrase calls the day that it is, `months` the beginnings of the months' names with
    their numbers, 1-12; `small` the words that stand small inside a sentence."""

    lang: str
    name: str
    rules: tuple[Rule, ...]
    claims: Mapping[str, Claim]
    mention: str | None
    fair: tuple[Fairness, ...]
    evidence: Mapping[str, str]
    prompts: Prompts | None
    units: Mapping[str, int]
    today: frozenset[str]
    months: Mapping[str, int]
    small: frozenset[str]


@cache
def languages() -> dict[str, Vocabulary]:
    """Every language that has a pack, with the words and letters that tell it."""
    return {
        lang: Vocabulary(tuple(row["common"]), tuple(row["letters"]), row["prior"]) for lang, row in _heads().items()
    }


def till_words() -> list[str]:
    """What shops call a basket, or what follows one, in their addresses, in any language; the longest first."""
    words = {word for row in _heads().values() for word in row["tills"]}
    return sorted(words, key=lambda word: (-len(word), word))


@cache
def load(lang: str) -> Pack:
    """The pack of `lang`, one of `languages()`. Raises SoftsellError for a broken source pack."""
    stream = _packs_home() / f"{_heads()[lang]['beside'] or lang}.xz"
    if stream.is_file():
        with stream.open("rb") as file:
            blob, text = packstream.read(file, lang)
        data = json.loads(text)
        return unpack(data, expressions.keep(lang, data["codes"], blob))
    from softsell import packcache

    return unpack(packcache.pack(lang))


def unpack(data: Mapping[str, Any], names: Sequence[str] = ()) -> Pack:
    """A pack from its compiled form, as `packfile.compile_pack` gives it; where that has a number for an expression,
    `names` holds the name of its kept code."""

    def named(source: str | int | None) -> Any:
        return names[source] if isinstance(source, int) else source

    sets = tuple(map(frozenset, data["sets"]))
    return Pack(
        lang=data["lang"],
        name=data["name"],
        rules=tuple(_rule(row, data["lang"], named, sets) for row in data["rules"]),
        claims={
            claim_id: Claim(
                claim_id,
                row["tactic"],
                row["why"],
                {place: tuple(templates) for place, templates in row["wordings"].items()},
            )
            for claim_id, row in data["claims"].items()
        },
        mention=named(data["mention"]),
        fair=tuple(Fairness(named(row["source"]), row["why"], frozenset(row["claims"])) for row in data["fair"]),
        evidence=data["evidence"],
        prompts=_prompts(data["prompts"], named),
        units=data["units"],
        today=frozenset(data["today"]),
        months=data["months"],
        small=frozenset(data["small"]),
    )


def sources(pack: Pack) -> list[str]:
    """Every expression of the pack once, in the order of its rules."""
    found = [fairness.source for fairness in pack.fair]
    if pack.mention is not None:
        found.append(pack.mention)
    if pack.prompts is not None:
        found.extend((pack.prompts.no, pack.prompts.fair, *pack.prompts.asks.values()))
    for rule in pack.rules:
        found.extend(pattern.source for pattern in rule.patterns)
        found.extend(guard for guard in (rule.unless, rule.needs) if guard is not None)
    return list(dict.fromkeys(found))


def _prompts(row: Mapping[str, Any] | None, named: Callable[[Any], Any]) -> Prompts | None:
    if row is None:
        return None
    asks = {ask: named(source) for ask, source in row["asks"].items()}
    return Prompts(named(row["no"]), named(row["fair"]), asks, row["soft"])


def _rule(row: Mapping[str, Any], lang: str, named: Callable[[Any], Any], sets: Sequence[frozenset[str]]) -> Rule:
    def way(start: int | None, end: int | None, first: int, near: Iterable[tuple[int, int, int]]) -> Way:
        return Way(start, sets[first], tuple((sets[words], low, high) for words, low, high in near), end)

    return Rule(
        id=row["id"],
        tactic=row["tactic"],
        claim=row["claim"],
        lang=lang,
        patterns=tuple(
            Pattern(named(pattern["source"]), tuple(way(*parts) for parts in pattern["ways"]))
            for pattern in row["patterns"]
        ),
        strength=row["strength"],
        unless=named(row.get("unless")),
        needs=named(row.get("needs")),
        roles=frozenset(row["roles"]) if "roles" in row else None,
        max_words=row.get("max_words"),
        when=row.get("when"),
        motion=row.get("motion"),
    )


@cache
def _heads() -> dict[str, dict[str, Any]]:
    """What tells each language, and the language beside which its pack is kept."""
    table = _packs_home() / "languages.json"
    if table.is_file():
        rows: dict[str, dict[str, Any]] = json.loads(table.read_text("utf-8"))
        return rows
    from softsell import packfile

    return packfile.languages()


def _packs_home() -> Traversable:
    return files("softsell") / "packs"
