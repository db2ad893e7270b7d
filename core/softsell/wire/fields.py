"""Reading what JavaScript asks: fields checked and made into the core's own types.

What is off raises BadRequestError, but where a line below says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from softsell import pagedata
from softsell.evidence import tills
from softsell.evidence.memories import Earlier
from softsell.evidence.observed import Observed, Visit
from softsell.model import (
    BESIDE,
    MOST_STRUCK,
    ROLES,
    STRUCK,
    Block,
    Finding,
    Sample,
    ScanOptions,
    SoftsellError,
    Watch,
)
from softsell.pagedata import Datum
from softsell.tactics import tactics
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAMPLES: Final = 40
"""The most samples that a block brings, each of `SAMPLE` code points at most."""
SAMPLE: Final = 400


class BadRequestError(SoftsellError):
    """A request whose shape is off; the message names the field."""


def options(data: Mapping[str, Any]) -> ScanOptions:
    """How to scan, by `sensitivity`, `tone`, `off` and `ui`."""
    return ScanOptions(
        sensitivity=one_of(data, "sensitivity", weights().cuts, "normal"),
        tone=one_of(data, "tone", ("plain", "advisory", "warm"), "plain"),
        off=frozenset(strings(data, "off")),
        ui=tag(data, "ui"),
    )


def blocks(rows: object) -> list[Block]:
    """The `WireBlock` rows as blocks, each `i` once."""
    if not isinstance(rows, list):
        raise BadRequestError("blocks: a list")
    blocks = []
    for place, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise BadRequestError(f"blocks[{place}].text: a string")
        if type(row.get("i")) is not int:
            raise BadRequestError(f"blocks[{place}].i: a whole number")
        role = row.get("role")
        known = role if isinstance(role, str) and role in ROLES else None
        ticked = row.get("ticked") is True
        flashed = row.get("flashed", 0)
        if not is_count(flashed):
            raise BadRequestError(f"blocks[{place}].flashed: a count")
        struck = tuple(text[:STRUCK] for text in strings(row, "struck")[:MOST_STRUCK])
        block = Block(
            row["i"],
            row["text"],
            tag(row, "lang"),
            known,
            _share(row, place),
            ticked,
            flashed=flashed,
            struck=struck,
        )
        blocks.append(_moved(block, row, place) if "seen" in row else block)
    if len({block.key for block in blocks}) != len(blocks):
        raise BadRequestError("blocks: each i names one block")
    return blocks


def _moved(block: Block, row: Mapping[str, Any], place: int) -> Block:
    try:
        seen = tuple(Sample(float(ms), str(text)[:SAMPLE]) for ms, text in row["seen"][-SAMPLES:])
    except (TypeError, ValueError) as fault:
        raise BadRequestError(f"blocks[{place}].seen: pairs of a time and a text ({fault})") from fault
    beside = frozenset(strings(row, "beside")) & BESIDE
    return replace(block, seen=seen, around=str(row.get("around", ""))[:SAMPLE], beside=beside)


def is_count(value: object) -> TypeGuard[int]:
    """Whether a value is a count; JSON's `true` is none."""
    return type(value) is int and value >= 0


def _share(row: Mapping[str, Any], place: int) -> float:
    value = row.get("prominence", 0.0)
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRequestError(f"blocks[{place}].prominence: a number from 0 to 1")
    return float(value)


def observed(data: Mapping[str, Any]) -> Observed:
    """What a `ScanRequest` tells beside its blocks."""
    visit = data.get("visit")
    if visit is not None and not isinstance(visit, dict):
        raise BadRequestError("visit: an object with what was named")
    seen = Observed(fees=tag(data, "address") is not None)
    if at_till(data):
        seen = Observed(visit=Visit(frozenset(strings(visit, "named"))) if visit is not None else None)
    if "now" in data:
        seen = _moving(seen, data)
    if not data.get("page_data"):
        return seen
    try:
        rows = [Datum(int(row["product"]), str(row["name"]), str(row["value"])) for row in data["page_data"]]
        return replace(seen, page=pagedata.of(rows), today=date.fromisoformat(data["today"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise BadRequestError(
            f"page_data: each a product, name and value, with today as 2026-11-22 ({fault})"
        ) from fault


def at_till(data: Mapping[str, Any]) -> bool:
    """Whether a `ScanRequest` is of a page at which a shop asks for money."""
    return tills.is_till(tag(data, "address") or "")


def _moving(seen: Observed, data: Mapping[str, Any]) -> Observed:
    try:
        away = tuple((float(since), float(until)) for since, until in data.get("away", ()))
        opened = float(data["opened"]) if "opened" in data else None
        return replace(seen, now=float(data["now"]), opened=opened, zone=int(data.get("zone", 0)), away=away)
    except (TypeError, ValueError) as fault:
        raise BadRequestError(
            f"now: milliseconds, as opened; with zone in minutes and away in pairs ({fault})"
        ) from fault


def findings(rows: object, field: str) -> Sequence[Finding]:
    """The `WireFinding` rows as findings, their offsets still UTF-16; `field` is where they stand."""
    if not isinstance(rows, list):
        raise BadRequestError(f"{field}: a list")
    try:
        found = [
            Finding(
                block=row["block"], start=row["start"], end=row["end"], text=row["text"], context=row["context"],
                tactic=row["tactic"], claim=row["claim"], rule=row["rule"], lang=row["lang"],
                strength=float(row["strength"]), why=row["why"], alternative=row["alternative"],
                facts=tuple(row["facts"]), evidence=tuple(row["evidence"]),
            )
            for row in rows
        ]  # fmt: skip
    except (KeyError, TypeError, ValueError) as fault:
        raise BadRequestError(f"{field}: each a finding as a scan gives it ({fault})") from fault
    if not all(isinstance(finding.tactic, str) and 0 <= finding.strength <= 1 for finding in found):
        raise BadRequestError(f"{field}: each with a tactic's name and a strength from 0 to 1")
    strange = {finding.tactic for finding in found} - tactics().keys()
    if strange:
        raise BadRequestError(f"{field}: no tactic is called {min(strange)!r}")
    return found


def watch(row: Mapping[str, Any]) -> Watch:
    """A `WireWatch`; raises KeyError, TypeError or ValueError where it is none."""
    return Watch(str(row["what"]), float(row["value"]), float(row["start"]))


def earlier(rows: Sequence[Mapping[str, Any]]) -> list[Earlier]:
    """`WireEarlier` rows; raises KeyError, TypeError or ValueError where they are none."""
    return [Earlier(float(row["opened"]), float(row["start"]), row.get("end")) for row in rows]


def one_of(data: Mapping[str, Any], field: str, known: Any, default: str) -> str:
    """The field's value, which must be `known`."""
    value = data.get(field, default)
    if not isinstance(value, str) or value not in known:
        raise BadRequestError(f"{field}: one of {', '.join(known)}")
    return str(value)


def strings(data: Mapping[str, Any], field: str) -> list[str]:
    """The field's strings, none where it is absent."""
    value = data.get(field, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise BadRequestError(f"{field}: a list of strings")
    return value


def tag(data: Mapping[str, Any], field: str) -> str | None:
    """The field's string; whatever else stands there counts as absent."""
    value = data.get(field)
    return value if isinstance(value, str) else None
