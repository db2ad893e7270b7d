"""Packs as authors write them: TOML checked field by field and compiled to the run-time form.

`packs/<lang>/pack.toml` holds the language's commonest words, slots, word groups and quiet contexts,
`packs/<lang>/prompts.toml` what prompts ask for, each other `packs/<lang>/<tactic>.toml` the claims and rules of one
tactic, and word groups that only they use.
`packs/slots.toml` holds the slots of all languages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from softsell.evidence import judges, prompts
from softsell.packfields import Source, only, read, text, texts
from softsell.packrules import Idiom, any_of, check_ids, claims_of, guide_of, rules_of, shared_sets
from softsell.tactics import tactics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_LETTERS: Final = re.compile(r"-?[^\W\d_]{1,12}|[^\W\d_]{1,12}-")
_TILL: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MONTHS: Final = 12
_TEMPLATE_SLOT: Final = re.compile(r"\{([a-z]+\d?)\}")
_UNITS: Final = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


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
    source = Source(home / lang / "pack.toml")
    head = read(source.file)
    only(head, _PACK_FIELDS, source)
    if head.get("lang") != lang:
        raise source.fault("lang", f"must be {lang!r}, the folder's name")
    shared = read(home / "slots.toml")
    known = {**shared["slots"], **head.get("slots", {})}
    common = text(head, "common", source).split()
    triggers = {**shared["triggers"], **head.get("triggers", {})}
    idiom = Idiom(head.get("groups", {}), known, guide_of(known, triggers, common))
    _check_slots(idiom, source)
    _check_letters(head, source)
    _check_tills(head, source)
    _check_beside(head, home, source)
    claims: dict[str, Any] = {}
    rules: list[dict[str, Any]] = []
    for path in tactic_files(lang, home):
        data = read(path)
        claims.update(claims_of(data, path))
        own = replace(idiom, groups={**idiom.groups, **data.get("groups", {})})
        rules.extend(rules_of(data, path, lang, own))
    check_ids(rules, claims, source)
    return {
        "lang": lang,
        "name": text(head, "name", source),
        "sets": shared_sets(rules),
        "rules": rules,
        "claims": claims,
        "mention": any_of(head.get("mention"), "mention", idiom, source),
        "fair": [
            {
                "source": any_of(row.get("match"), "fair.match", idiom, source),
                "why": text(row, "why", source),
                "claims": texts(row, "claims", source),
            }
            for row in head.get("fair", [])
        ],
        "evidence": _sentences(head, source),
        "prompts": _prompts(home / lang / PROMPTS, idiom),
        "units": _units(head, source),
        **_calendar(head, source),
        "small": text(head, "small", source).split() if "small" in head else [],
    }


def tactic_files(lang: str, home: Path) -> Iterator[Path]:
    """The files of a pack's tactics. Raises SoftsellError for one that no tactic is called by."""
    for path in sorted((home / lang).glob("*.toml")):
        if path.name in {"pack.toml", PROMPTS}:
            continue
        if path.stem not in tactics():
            raise Source(path).fault("file name", f"no tactic is called {path.stem!r}; see tactics.toml")
        yield path


def _sentences(head: Mapping[str, Any], source: Source) -> dict[str, str]:
    """The sentences in which the language tells of evidence; a pack has all of them or none."""
    told = head.get("evidence", {})
    if told and told.keys() != judges.SENTENCES.keys():
        raise source.fault("evidence", f"give these and no others: {', '.join(sorted(judges.SENTENCES))}")
    for name, sentence in told.items():
        facts = judges.SENTENCES[name]
        if _template_slots(text(told, name, source)) != facts:
            wanted = ", ".join(f"{{{fact}}}" for fact in sorted(facts)) or "no fact"
            raise source.fault(f"evidence.{name}", f"names {wanted}, and nothing else: {sentence!r}")
    return dict(told)


def _calendar(head: Mapping[str, Any], source: Source) -> dict[str, Any]:
    """What the language calls today, and the beginnings of its months' names by their numbers."""
    row = head.get("calendar")
    if row is None:
        return {"today": [], "months": {}}
    only(row, {"today", "months"}, source)
    months = texts(row, "months", source)
    if len(months) != _MONTHS:
        raise source.fault("calendar.months", "twelve texts, from January on")
    starts = {start: number for number, said in enumerate(months, 1) for start in said.split()}
    if wrong := [start for start in starts if not (start.isalpha() and start == start.lower())]:
        raise source.fault("calendar.months", f"{wrong[0]!r}: small letters alone")
    return {"today": texts(row, "today", source), "months": starts}


def _units(head: Mapping[str, Any], source: Source) -> dict[str, int]:
    """The words a clock counts in, each with its seconds."""
    row = head.get("units", {})
    only(row, set(_UNITS), source)
    return {word: seconds for unit, seconds in _UNITS.items() if unit in row for word in texts(row, unit, source)}


def _prompts(path: Path, idiom: Idiom) -> dict[str, Any] | None:
    """What prompts ask for; None where the pack has no such file."""
    if not path.exists():
        return None
    source, data = Source(path), read(path)
    only(data, {"no", "fair", "ask"}, source)
    asks = data.get("ask", {})
    if asks.keys() != set(prompts.ASKS):
        raise source.fault("ask", f"give these and no others: {', '.join(sorted(prompts.ASKS))}")
    return {
        "no": any_of(texts(data, "no", source), "no", idiom, source),
        "fair": any_of(texts(data, "fair", source), "fair", idiom, source),
        "asks": {
            ask: any_of(texts(row, "match", source), f"ask.{ask}.match", idiom, source) for ask, row in asks.items()
        },
        "soft": {ask: text(row, "soft", source) for ask, row in asks.items()},
    }


def _template_slots(template: str) -> frozenset[str]:
    """The facts that a sentence names."""
    return frozenset(_TEMPLATE_SLOT.findall(template))


def _check_slots(idiom: Idiom, source: Source) -> None:
    for name, expression in idiom.slots.items():
        if re.search(r"(?<!\\)(?:\*|\+)(?!\+)|\{\d*,\}", expression):
            raise source.fault(f"slots.{name}", "bound every repetition: {0,n} in place of * and +")


def _check_letters(head: Mapping[str, Any], source: Source) -> None:
    for entry in texts(head, "letters", source) if "letters" in head else ():
        if not _LETTERS.fullmatch(entry) or entry != entry.lower():
            raise source.fault("letters", f"{entry!r}: small letters, or a beginning 'kj-', or an ending '-sjon'")
    _check_prior(head, source)


def _check_tills(head: Mapping[str, Any], source: Source) -> None:
    for entry in texts(head, "tills", source) if "tills" in head else ():
        if not _TILL.fullmatch(entry) or entry != entry.lower():
            raise source.fault("tills", f"{entry!r}: small letters and single hyphens, as in an address")


def _check_prior(head: Mapping[str, Any], source: Source) -> None:
    prior = head.get("prior", 0.0)
    if not isinstance(prior, int | float) or not 0 <= prior < 0.1:
        raise source.fault("prior", "a number from 0 to under 0.1: it decides between equals, never against a word")


def _check_beside(head: Mapping[str, Any], home: Path, source: Source) -> None:
    beside = head.get("beside")
    if beside is None:
        return
    other = home / str(beside) / "pack.toml"
    if not other.is_file() or "beside" in read(other):
        raise source.fault("beside", f"{beside!r} must be a language with a pack that stands beside no other")
