"""Packs as authors write them: TOML checked field by field and compiled to the run-time form.

`packs/<lang>/pack.toml` holds the language's commonest words, slots, word groups and quiet contexts,
`packs/<lang>/prompts.toml` what prompts ask for, each other `packs/<lang>/<tactic>.toml` the claims and rules of one
tactic, and word groups that only they use.
`packs/slots.toml` holds the slots of all languages. Every fault names its file, the rule and the field.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from softsell import expressions, patterns, slots
from softsell.evidence import judges, prompts
from softsell.evidence.observed import WHENS
from softsell.model import MOTIONS, ROLES, SoftsellError
from softsell.tactics import tactics
from softsell.ways import Guide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HOME: Final = Path(__file__).parent / "packs"
PROMPTS: Final = "prompts.toml"
"""Beside a pack's tactics: what prompts ask for in its language, and how they are turned down."""

_PACK_FIELDS: Final = {
    "lang",
    "name",
    "common",
    "letters",
    "tills",
    "prior",
    "beside",
    "groups",
    "slots",
    "triggers",
    "mention",
    "fair",
    "evidence",
    "calendar",
    "units",
    "small",
}
_CLAIM_FIELDS: Final = {"why", "plain", "advisory", "warm", "button"}
_RULE_FIELDS: Final = {
    "id", "claim", "match", "motion", "unless", "needs", "roles", "max_words", "when", "strength", "hit", "miss",
}  # fmt: skip
_LETTERS: Final = re.compile(r"-?[^\W\d_]{1,12}|[^\W\d_]{1,12}-")
_TILL: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MONTHS: Final = 12
_UNITS: Final = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKS: Final = {"#": 200, "#:#": 25}
"""How common numbers are, beside words."""
_TEMPLATE_SLOT: Final = re.compile(r"\{([a-z]+\d?)\}")


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a fault lies, for its message."""

    file: Path
    rule: str = ""

    def fault(self, field: str, mend: str) -> SoftsellError:
        where = f"{self.file.parent.name}/{self.file.name}"
        rule = f", rule {self.rule}" if self.rule else ""
        return SoftsellError(f"pack {where}{rule}, field {field}: {mend}")


@dataclass(frozen=True, slots=True)
class _Idiom:
    """What a language's patterns may name."""

    groups: Mapping[str, Sequence[str]]
    slots: Mapping[str, str]
    guide: Guide

    def parsed(self, pattern: str) -> tuple[patterns.Element, ...]:
        return patterns.parse(pattern, self.groups)

    def expression(self, pattern: str) -> str:
        return patterns.expression(self.parsed(pattern), self.slots)


def _guide(expressions: Mapping[str, str], triggers: Mapping[str, Sequence[str]], common: Sequence[str]) -> Guide:
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


def languages(home: Path = HOME) -> dict[str, dict[str, Any]]:
    """Every language with a pack: its commonest words, most common first, its telling letters, its words for
    tills, its prior, and the language beside whose pack a built package keeps it."""
    heads = {path.parent.name: read(path) for path in sorted(home.glob("*/pack.toml"))}
    return {
        lang: {
            "common": head.get("common", "").split(),
            "letters": head.get("letters", []),
            "tills": head.get("tills", []),
            "prior": head.get("prior", 0.0),
            "beside": head.get("beside"),
        }
        for lang, head in heads.items()
    }


def compile_pack(lang: str, home: Path = HOME) -> dict[str, Any]:
    """The compiled form of the pack `lang`, fit for JSON. Raises SoftsellError at the first fault."""
    source = _Source(home / lang / "pack.toml")
    head = read(source.file)
    _only(head, _PACK_FIELDS, source)
    if head.get("lang") != lang:
        raise source.fault("lang", f"must be {lang!r}, the folder's name")
    shared = read(home / "slots.toml")
    known = {**shared["slots"], **head.get("slots", {})}
    common = _text(head, "common", source).split()
    triggers = {**shared["triggers"], **head.get("triggers", {})}
    idiom = _Idiom(head.get("groups", {}), known, _guide(known, triggers, common))
    _check_slots(idiom, source)
    _check_letters(head, source)
    _check_tills(head, source)
    _check_beside(head, home, source)
    claims: dict[str, Any] = {}
    rules: list[dict[str, Any]] = []
    for path in tactic_files(lang, home):
        data = read(path)
        claims.update(_claims(data, path))
        own = replace(idiom, groups={**idiom.groups, **data.get("groups", {})})
        rules.extend(_rules(data, path, lang, own))
    _check_ids(rules, claims, source)
    return {
        "lang": lang,
        "name": _text(head, "name", source),
        "sets": _shared_sets(rules),
        "rules": rules,
        "claims": claims,
        "mention": _any_of(head.get("mention"), "mention", idiom, source),
        "fair": [
            {
                "source": _any_of(row.get("match"), "fair.match", idiom, source),
                "why": _text(row, "why", source),
                "claims": _texts(row, "claims", source),
            }
            for row in head.get("fair", [])
        ],
        "evidence": _sentences(head, source),
        "prompts": _prompts(home / lang / PROMPTS, idiom),
        "units": _units(head, source),
        **_calendar(head, source),
        "small": _text(head, "small", source).split() if "small" in head else [],
    }


def tactic_files(lang: str, home: Path) -> Iterator[Path]:
    """The files of a pack's tactics. Raises SoftsellError for one that no tactic is called by."""
    for path in sorted((home / lang).glob("*.toml")):
        if path.name in {"pack.toml", PROMPTS}:
            continue
        if path.stem not in tactics():
            raise _Source(path).fault("file name", f"no tactic is called {path.stem!r}; see tactics.toml")
        yield path


def _claims(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    source = _Source(path)
    _only(data, {"claim", "rule", "groups"}, source)
    hard = tactics()[path.stem].kind == "hard"
    claims = {}
    for claim_id, row in data.get("claim", {}).items():
        _only(row, _CLAIM_FIELDS, source)
        if hard and not row.get("plain"):
            raise source.fault(f"claim.{claim_id}.plain", "give at least one alternative")
        claims[f"{path.stem}.{claim_id}"] = {
            "tactic": path.stem,
            "why": _text(row, "why", source),
            "wordings": {
                place: _texts(row, place, source) for place in ("plain", "advisory", "warm", "button") if place in row
            },
        }
    return claims


def _rules(data: Mapping[str, Any], path: Path, lang: str, idiom: _Idiom) -> Iterator[dict[str, Any]]:
    for row in data.get("rule", []):
        name = row.get("id", "?")
        source = _Source(path, name)
        _only(row, _RULE_FIELDS, source)
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


def _compiled_rule(row: Mapping[str, Any], path: Path, lang: str, idiom: _Idiom, source: _Source) -> dict[str, Any]:
    compiled = {
        "id": f"{lang}.{path.stem}.{row['id']}",
        "tactic": path.stem,
        "claim": f"{path.stem}.{row['claim']}",
        "strength": row["strength"],
    }
    for field in ("unless", "needs"):
        if field in row:
            compiled[field] = _any_of(row[field], field, idiom, source)
    if "motion" in row:
        if row["motion"] not in MOTIONS or "match" in row:
            raise source.fault("motion", f"one of {', '.join(sorted(MOTIONS))}, in place of match")
        compiled["motion"] = row["motion"]
    needed = _needed(row, idiom)
    compiled["patterns"] = [
        _compiled_pattern(pattern, needed, idiom, source)
        for pattern in ([] if "motion" in row else _texts(row, "match", source))
    ]
    if "roles" in row:
        if not set(row["roles"]) <= ROLES:
            raise source.fault("roles", f"one of {', '.join(sorted(ROLES))}")
        compiled["roles"] = sorted(row["roles"])
    if row.get("when") not in {None, *WHENS}:
        raise source.fault("when", f"one of {', '.join(sorted(WHENS))}")
    compiled.update({field: row[field] for field in ("max_words", "when") if field in row})
    return compiled


def _compiled_pattern(pattern: str, needed: frozenset[str] | None, idiom: _Idiom, source: _Source) -> dict[str, Any]:
    try:
        expression, ways = idiom.expression(pattern), idiom.guide.ways(idiom.parsed(pattern), needed)
    except SoftsellError as fault:
        raise source.fault("match", str(fault)) from fault
    if not ways:
        raise source.fault("match", f"pattern {pattern!r} requires no word; give it one")
    return {"source": expression, "ways": ways}


def _needed(row: Mapping[str, Any], idiom: _Idiom) -> frozenset[str] | None:
    """The word set of which the rule's `needs` ask for one in the block, if each of them asks for a word."""
    asked = [idiom.guide.words(idiom.parsed(need)) for need in row.get("needs", [])]
    words = [one for one in asked if one is not None]
    return frozenset().union(*words) if words and len(words) == len(asked) else None


def _shared_sets(rules: Iterable[dict[str, Any]]) -> list[list[str]]:
    """Every word set of the rules once; in the rules' ways a number takes its place."""
    numbers: dict[frozenset[str], int] = {}

    def number(words: frozenset[str]) -> int:
        return numbers.setdefault(words, len(numbers))

    for rule in rules:
        for pattern in rule["patterns"]:
            pattern["ways"] = [
                [way.start, number(way.first), [[number(words), low, high] for words, low, high in way.near]]
                for way in pattern["ways"]
            ]
    return [sorted(words) for words in numbers]


def _any_of(entries: object, field: str, idiom: _Idiom, source: _Source) -> str | None:
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


def _sentences(head: Mapping[str, Any], source: _Source) -> dict[str, str]:
    """The sentences in which the language tells of evidence; a pack has all of them or none."""
    told = head.get("evidence", {})
    if told and told.keys() != judges.SENTENCES.keys():
        raise source.fault("evidence", f"give these and no others: {', '.join(sorted(judges.SENTENCES))}")
    for name, sentence in told.items():
        facts = judges.SENTENCES[name]
        if template_slots(_text(told, name, source)) != facts:
            wanted = ", ".join(f"{{{fact}}}" for fact in sorted(facts)) or "no fact"
            raise source.fault(f"evidence.{name}", f"names {wanted}, and nothing else: {sentence!r}")
    return dict(told)


def _calendar(head: Mapping[str, Any], source: _Source) -> dict[str, Any]:
    """What the language calls today, and the beginnings of its months' names by their numbers."""
    row = head.get("calendar")
    if row is None:
        return {"today": [], "months": {}}
    _only(row, {"today", "months"}, source)
    months = _texts(row, "months", source)
    if len(months) != _MONTHS:
        raise source.fault("calendar.months", "twelve texts, from January on")
    starts = {start: number for number, said in enumerate(months, 1) for start in said.split()}
    if wrong := [start for start in starts if not (start.isalpha() and start == start.lower())]:
        raise source.fault("calendar.months", f"{wrong[0]!r}: small letters alone")
    return {"today": _texts(row, "today", source), "months": starts}


def _units(head: Mapping[str, Any], source: _Source) -> dict[str, int]:
    """The words a clock counts in, each with its seconds."""
    row = head.get("units", {})
    _only(row, set(_UNITS), source)
    return {word: seconds for unit, seconds in _UNITS.items() if unit in row for word in _texts(row, unit, source)}


def _prompts(path: Path, idiom: _Idiom) -> dict[str, Any] | None:
    """What prompts ask for; None where the pack has no such file."""
    if not path.exists():
        return None
    source, data = _Source(path), read(path)
    _only(data, {"no", "fair", "ask"}, source)
    asks = data.get("ask", {})
    if asks.keys() != set(prompts.ASKS):
        raise source.fault("ask", f"give these and no others: {', '.join(sorted(prompts.ASKS))}")
    return {
        "no": _any_of(_texts(data, "no", source), "no", idiom, source),
        "fair": _any_of(_texts(data, "fair", source), "fair", idiom, source),
        "asks": {
            ask: _any_of(_texts(row, "match", source), f"ask.{ask}.match", idiom, source) for ask, row in asks.items()
        },
        "soft": {ask: _text(row, "soft", source) for ask, row in asks.items()},
    }


def _check_slots(idiom: _Idiom, source: _Source) -> None:
    for name, expression in idiom.slots.items():
        if re.search(r"(?<!\\)(?:\*|\+)(?!\+)|\{\d*,\}", expression):
            raise source.fault(f"slots.{name}", "bound every repetition: {0,n} in place of * and +")


def _check_letters(head: Mapping[str, Any], source: _Source) -> None:
    for entry in _texts(head, "letters", source) if "letters" in head else ():
        if not _LETTERS.fullmatch(entry) or entry != entry.lower():
            raise source.fault("letters", f"{entry!r}: small letters, or a beginning 'kj-', or an ending '-sjon'")
    _check_prior(head, source)


def _check_tills(head: Mapping[str, Any], source: _Source) -> None:
    for entry in _texts(head, "tills", source) if "tills" in head else ():
        if not _TILL.fullmatch(entry) or entry != entry.lower():
            raise source.fault("tills", f"{entry!r}: small letters and single hyphens, as in an address")


def _check_prior(head: Mapping[str, Any], source: _Source) -> None:
    prior = head.get("prior", 0.0)
    if not isinstance(prior, int | float) or not 0 <= prior < 0.1:
        raise source.fault("prior", "a number from 0 to under 0.1: it decides between equals, never against a word")


def _check_beside(head: Mapping[str, Any], home: Path, source: _Source) -> None:
    beside = head.get("beside")
    if beside is None:
        return
    other = home / str(beside) / "pack.toml"
    if not other.is_file() or "beside" in read(other):
        raise source.fault("beside", f"{beside!r} must be a language with a pack that stands beside no other")


def _check_ids(rules: Sequence[Mapping[str, Any]], claims: Mapping[str, Any], source: _Source) -> None:
    seen: set[str] = set()
    for row in rules:
        if row["id"] in seen:
            raise source.fault("id", f"{row['id']} stands twice")
        seen.add(row["id"])
    unused = claims.keys() - {row["claim"] for row in rules}
    if unused:
        raise source.fault("claim", f"no rule makes the claim {min(unused)}")


def _only(row: Mapping[str, Any], allowed: set[str], source: _Source) -> None:
    unknown = sorted(row.keys() - allowed)
    if unknown:
        raise source.fault(unknown[0], f"not a field here; known are {', '.join(sorted(allowed))}")


def _text(row: Mapping[str, Any], field: str, source: _Source) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise source.fault(field, "give a text")
    return value


def _texts(row: Mapping[str, Any], field: str, source: _Source) -> list[str]:
    value = row.get(field)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
        raise source.fault(field, "give a list of texts")
    return list(value)


def read(path: Path) -> dict[str, Any]:
    """A file of a pack as it stands. Raises SoftsellError where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SoftsellError(f"pack {path.parent.name}/{path.name}: {fault}") from fault


def template_slots(template: str) -> frozenset[str]:
    """The slots a template of an alternative carries over."""
    return frozenset(_TEMPLATE_SLOT.findall(template))
