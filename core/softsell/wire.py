"""Every message that crosses to JavaScript, typed, and the one entry: `scan_json(str) -> str`.

Offsets on the wire are UTF-16 units. The types here are the source of `extension/shared/wire.d.ts`;
`make wire` writes it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NotRequired, TypedDict

from softsell import __version__, language, memories, pagedata, prompts
from softsell.memories import Earlier
from softsell.model import (
    BESIDE,
    ROLES,
    UNDETERMINED,
    Block,
    Finding,
    PageReport,
    Part,
    Sample,
    ScanOptions,
    SoftsellError,
    Watch,
)
from softsell.observed import Observed, Visit
from softsell.offsets import utf16_span
from softsell.packs import languages, load
from softsell.pagedata import Datum
from softsell.prompts import OPENED, Asked, Prompt
from softsell.scan import scan, sentence, weighed
from softsell.score import score
from softsell.tactics import tactics
from softsell.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softsell.observed import Judgement
    from softsell.packs import Pack

Role = Literal["button", "heading", "link", "list-item", "dialog", "banner", "label", "near-price", "title"]
Sensitivity = Literal["low", "normal", "high"]
Tone = Literal["plain", "advisory", "warm"]
Band = Literal["calm", "some", "pressing", "hard"]
Beside = Literal["media", "game", "code"]
Watched = Literal["timer", "crowd", "stock"]
SAMPLES: Final = 40
"""The most samples that a block brings, each of `SAMPLE` code points at most."""
SAMPLE: Final = 400


class WireBlock(TypedDict):
    """One run of page text: `i` names it, `lang` is the nearest declared BCP 47 tag (absent: the document's),
    `prominence` 0-1 how much it stands out, `ticked` whether it labels a box that the page itself ticked, `flashed`
    how often the tab's title changed to this while nobody looked. A block
    that moved brings in `seen` what it said and from when on (epoch milliseconds), now last; then `around` is the
    text around it, nearest first, and `beside` what stands near it."""

    i: int
    text: str
    lang: NotRequired[str | None]
    role: NotRequired[Role | None]
    prominence: NotRequired[float]
    ticked: NotRequired[bool]
    seen: NotRequired[list[tuple[float, str]]]
    around: NotRequired[str]
    beside: NotRequired[list[Beside]]
    flashed: NotRequired[int]


class WireDatum(TypedDict):
    """One property that the page's own data give its `product`-th product, by its source (`item:`, `og:`, `data:`,
    `said:`; none: JSON-LD) and schema.org name."""

    product: int
    name: str
    value: str


class WireVisit(TypedDict):
    """At the till, after pages that showed prices: the fees that the earlier pages of this visit `named`."""

    named: list[str]


class WireTold(TypedDict):
    """What a block tells that claims elsewhere are held beside: `stock`, a count, or `fee`, which one."""

    block: int
    name: Literal["stock", "fee"]
    value: str


class ScanRequest(TypedDict):
    """Scan these blocks. `lang` is the document's declared tag, `ui` the reader's language for the whys, `off` the
    tactics switched off; `page_data` is what the page's own data say, `today` the reader's date (2026-11-22); `fees`
    asks which fees the blocks name, `visit` is what earlier pages of the visit named. Where something moved `now` is
    the time (epoch milliseconds), `zone` the reader's time in minutes east of UTC, `away` when the page was in the
    background."""

    v: Literal[1]
    kind: Literal["scan"]
    lang: NotRequired[str | None]
    ui: NotRequired[str | None]
    sensitivity: NotRequired[Sensitivity]
    tone: NotRequired[Tone]
    off: NotRequired[list[str]]
    page_data: NotRequired[list[WireDatum]]
    today: NotRequired[str]
    fees: NotRequired[bool]
    visit: NotRequired[WireVisit]
    now: NotRequired[float]
    zone: NotRequired[int]
    away: NotRequired[list[tuple[float, float]]]
    blocks: list[WireBlock]


class WireWatch(TypedDict):
    """What of a finding is worth remembering until the next visit: what it shows now and showed first (seconds left,
    or a count)."""

    what: Watched
    value: float
    start: float


class WireFinding(TypedDict):
    """A finding: `text` is the block's text from `start` to `end` (UTF-16 units), `strength` 0-1; `watch` stands in a
    scan's reply alone."""

    block: int
    start: int
    end: int
    text: str
    context: str
    tactic: str
    claim: str
    rule: str
    lang: str
    strength: float
    why: str
    alternative: str
    facts: list[str]
    evidence: list[str]
    watch: NotRequired[WireWatch]


class WirePart(TypedDict):
    """A tactic's whole points of the score, and how many findings it has."""

    tactic: str
    points: int
    count: int


class WireReport(TypedDict):
    """A page report: score 0-100, the parts that add up to it, hard and soft findings; of a scan also what else the
    blocks `told`, where they told anything."""

    v: Literal[1]
    version: str
    offsets: Literal["utf-16"]
    lang: str
    blocks: int
    score: int
    band: Band
    parts: list[WirePart]
    findings: list[WireFinding]
    soft_findings: list[WireFinding]
    partial: bool
    told: NotRequired[list[WireTold]]


class ScoreRequest(TypedDict):
    """Score findings that several scans brought together; they come back as they are, in the same order."""

    v: Literal[1]
    kind: Literal["score"]
    lang: NotRequired[str | None]
    blocks: int
    partial: NotRequired[bool]
    findings: list[WireFinding]
    soft_findings: list[WireFinding]


class WireEarlier(TypedDict):
    """An earlier visit: when it began, what the phrase said first, when its timer was to end (epoch milliseconds)."""

    opened: float
    start: float
    end: NotRequired[float]


class WireRemembered(TypedDict):
    """What was remembered of the `finding`-th finding: when this visit began, and the earlier ones, oldest first."""

    finding: int
    opened: float
    watch: WireWatch
    earlier: list[WireEarlier]


class WeighRequest(TypedDict):
    """Weigh findings by what earlier visits showed, and tell it in the reader's language `ui`."""

    v: Literal[1]
    kind: Literal["weigh"]
    ui: NotRequired[str | None]
    now: float
    zone: int
    findings: list[WireFinding]
    remembered: list[WireRemembered]


class WeighReply(TypedDict):
    """The findings in their order, with what was seen, and as strong as that leaves them."""

    v: Literal[1]
    findings: list[WireFinding]


class WirePrompt(TypedDict):
    """What covers the page: its blocks, the share of the window that they take (0-1), whether it is a dialog by its
    own account or holds a field for a password, and how it came up."""

    blocks: list[WireBlock]
    cover: float
    dialog: bool
    password: bool
    opened: Literal["there", "first", "unasked", "leaving", "act"]


class WireAsked(TypedDict):
    """What a site asked for, how often that was turned down, and how often it was asked again after that."""

    ask: str
    noes: int
    again: int


class WireClosed(TypedDict):
    """How the visitor closed a prompt: by a control of this name, or by none (null: Escape, a press beside it)."""

    control: str | None


class PromptRequest(TypedDict):
    """Judge a prompt that came up, or one that was `closed`; `before` is what the last reply about the site gave,
    `counted` says that this showing was judged before."""

    v: Literal[1]
    kind: Literal["prompt"]
    lang: NotRequired[str | None]
    ui: NotRequired[str | None]
    sensitivity: NotRequired[Sensitivity]
    off: NotRequired[list[str]]
    prompt: WirePrompt
    closed: NotRequired[WireClosed | None]
    counted: NotRequired[bool]
    before: list[WireAsked]


class PromptReply(TypedDict):
    """Whether the prompt asks for something unasked, what to keep of the site, and the findings on its blocks."""

    v: Literal[1]
    asks: bool
    asked: list[WireAsked]
    findings: list[WireFinding]


class AboutRequest(TypedDict):
    """Ask what this engine can find."""

    v: Literal[1]
    kind: Literal["about"]


class WireTactic(TypedDict):
    """A tactic of the taxonomy, with its line for people."""

    tactic: str
    kind: Literal["hard", "soft"]
    name: str
    line: str


class AboutReply(TypedDict):
    """The engine's version, the languages it has packs for, and the taxonomy."""

    v: Literal[1]
    version: str
    langs: list[str]
    tactics: list[WireTactic]


class WireFault(TypedDict):
    """What was wrong: `bad-request` names the field; `internal` is the engine's own fault."""

    kind: Literal["bad-request", "internal"]
    message: str


class ErrorReply(TypedDict):
    """The answer to a request that could not be served."""

    v: Literal[1]
    error: WireFault


WIRE_TYPES: Final = (
    WireBlock, WireDatum, WireVisit, WireTold, ScanRequest, WireWatch, WireFinding, WirePart, WireReport,
    ScoreRequest, WireEarlier, WireRemembered, WeighRequest, WeighReply, WirePrompt, WireAsked, WireClosed,
    PromptRequest, PromptReply, AboutRequest, WireTactic, AboutReply, WireFault, ErrorReply, )  # fmt: skip


class _BadRequestError(SoftsellError):
    """A request whose shape is off; the message names the field."""


def scan_json(request: str) -> str:
    """Answer one request (`scan`, `score`, `weigh`, `prompt` or `about`), JSON in and JSON out.

    A bad request or a fault of our own comes back as an `ErrorReply`.

    Raises:
        MemoryError: there is none left; the caller has to start anew, for memory once taken is not given back.
    """
    try:
        reply: Any = _answer(request)
    except _BadRequestError as fault:
        reply = {"v": 1, "error": {"kind": "bad-request", "message": str(fault)}}
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - the border: whatever it is, JavaScript must get an answer
        reply = {"v": 1, "error": {"kind": "internal", "message": f"{type(fault).__name__}: {fault}"}}
    return json.dumps(reply, ensure_ascii=True, separators=(",", ":"))


def _answer(request: str) -> Any:
    try:
        data = json.loads(request)
    except (ValueError, RecursionError) as fault:
        raise _BadRequestError(f"the request is not JSON: {fault}") from fault
    if not isinstance(data, dict) or data.get("v") != 1:
        raise _BadRequestError('v: the request must be an object with "v": 1')
    match data.get("kind"):
        case "scan":
            return _scan(data)
        case "score":
            return _score(data)
        case "weigh":
            return _weigh(data)
        case "prompt":
            return _prompt(data)
        case "about":
            return _about()
        case other:
            raise _BadRequestError(f"kind: {other!r} is none of scan, score, weigh, prompt, about")


def _scan(data: Mapping[str, Any]) -> WireReport:
    blocks = _blocks(data.get("blocks"))
    report = scan(blocks, _tag(data, "lang"), _options(data), _observed(data))
    texts = {block.key: block.text for block in blocks}
    reply = _report(
        report,
        [_wired(finding, texts[finding.block]) for finding in report.findings],
        [_wired(finding, texts[finding.block]) for finding in report.soft_findings],
    )
    if report.told:
        reply["told"] = [{"block": one.block, "name": one.name, "value": one.value} for one in report.told]
    return reply


def _options(data: Mapping[str, Any]) -> ScanOptions:
    return ScanOptions(
        sensitivity=_one_of(data, "sensitivity", weights().cuts, "normal"),
        tone=_one_of(data, "tone", ("plain", "advisory", "warm"), "plain"),
        off=frozenset(_strings(data, "off")),
        ui=_tag(data, "ui"),
    )


def _score(data: Mapping[str, Any]) -> WireReport:
    hard, soft = data.get("findings"), data.get("soft_findings")
    findings, soft_findings = _findings(hard, "findings"), _findings(soft, "soft_findings")
    count = data.get("blocks")
    if not isinstance(count, int) or count < 0:
        raise _BadRequestError("blocks: a count")
    points, band, parts = score(findings, soft_findings)
    lang = _language(_tag(data, "lang"), [*findings, *soft_findings])
    report = PageReport(lang, count, points, band, parts, (), (), partial=data.get("partial") is True)
    return _report(report, hard, soft)


def _language(declared: str | None, findings: Sequence[Finding]) -> str:
    """The language of a page of which only the findings are known: that of most of them, else the declared one."""
    if findings:
        return Counter(finding.lang for finding in findings).most_common(1)[0][0]
    return language.known(declared) or UNDETERMINED


def _prompt(data: Mapping[str, Any]) -> PromptReply:
    lang, row = _tag(data, "lang"), data.get("prompt")
    if not isinstance(row, dict):
        raise _BadRequestError("prompt: what covers the page")
    blocks = _blocks(row.get("blocks"))
    opened = _one_of(row, "opened", OPENED, "unasked")
    try:
        seen = Prompt(tuple(blocks), float(row["cover"]), row["dialog"] is True, row["password"] is True, opened)
        before = [Asked(str(one["ask"]), int(one["noes"]), int(one["again"])) for one in data["before"]]
        closed = data.get("closed")
        control = closed["control"] if closed else None
    except (KeyError, TypeError, ValueError) as fault:
        raise _BadRequestError(f"prompt: with cover, dialog and password; before: rows of asks ({fault})") from fault
    findings: list[Finding] = []
    if closed:
        asked = prompts.closed(seen, lang, before, control if isinstance(control, str) else None)
    else:
        counted = data.get("counted") is True
        asked, findings = prompts.shown(seen, lang, before, _options(data), counted=counted)
    texts = {block.key: block.text for block in blocks}
    return {
        "v": 1,
        "asks": prompts.asks(seen, lang),
        "asked": [{"ask": one.ask, "noes": one.noes, "again": one.again} for one in asked],
        "findings": [_wired(finding, texts[finding.block]) for finding in findings],  # type: ignore[misc]
    }


def _weigh(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = data.get("findings")
    findings = list(_findings(rows, "findings"))
    reader = language.known(_tag(data, "ui"))
    try:
        now, zone = float(data["now"]), int(data["zone"])
        remembered = [
            (int(row["finding"]), _watch(row["watch"]), float(row["opened"]), _earlier(row["earlier"]))
            for row in data["remembered"]
        ]
        for place, watch, opened, earlier in remembered:
            finding = findings[place]
            judgements = memories.judge(watch, opened, earlier, now, zone)
            told = load(finding.lang).evidence
            if judgements and told:
                findings[place] = _recalled(finding, judgements, load(reader or finding.lang), told["said"])
    except (KeyError, IndexError, TypeError, ValueError) as fault:
        raise _BadRequestError(
            f"remembered: each a finding's place, its watch and earlier visits ({fault})"
        ) from fault
    return {"v": 1, "findings": [finding.row() for finding in findings]}


def _recalled(finding: Finding, judgements: Sequence[Judgement], reader: Pack, said: str) -> Finding:
    """A finding with what earlier visits showed; its alternative is the shop's word, once."""
    attributed = said.partition("{")[0].strip()
    return replace(
        finding,
        strength=weighed(finding.strength, judgements),
        evidence=(*finding.evidence, *(sentence(one, reader, finding.lang) for one in judgements)),
        alternative=finding.alternative
        if finding.alternative.startswith(attributed)
        else said.format(alternative=finding.alternative),
    )


def _watch(row: Mapping[str, Any]) -> Watch:
    return Watch(str(row["what"]), float(row["value"]), float(row["start"]))


def _earlier(rows: Sequence[Mapping[str, Any]]) -> list[Earlier]:
    return [Earlier(float(row["opened"]), float(row["start"]), row.get("end")) for row in rows]


def _about() -> AboutReply:
    return {
        "v": 1,
        "version": __version__,
        "langs": sorted(languages()),
        "tactics": [
            {"tactic": tactic.id, "kind": tactic.kind, "name": tactic.name, "line": tactic.line}
            for tactic in tactics().values()
        ],
    }


def _report(report: PageReport, findings: Any, soft_findings: Any) -> WireReport:
    return {
        "v": 1,
        "version": __version__,
        "offsets": "utf-16",
        "lang": report.lang,
        "blocks": report.blocks,
        "score": report.score,
        "band": report.band,  # type: ignore[typeddict-item]  # bands are the keys of weights.toml
        "parts": [_wire_part(part) for part in report.parts],
        "findings": findings,
        "soft_findings": soft_findings,
        "partial": report.partial,
    }


def _wire_part(part: Part) -> WirePart:
    return {"tactic": part.tactic, "points": part.points, "count": part.count}


def _wired(finding: Finding, text: str) -> dict[str, Any]:
    start, end = utf16_span(text, finding.start, finding.end)
    return {**finding.row(), "start": start, "end": end}


def _blocks(rows: object) -> list[Block]:
    if not isinstance(rows, list):
        raise _BadRequestError("blocks: a list")
    blocks = []
    for place, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise _BadRequestError(f"blocks[{place}].text: a string")
        if not isinstance(row.get("i"), int):
            raise _BadRequestError(f"blocks[{place}].i: a whole number")
        role = row.get("role")
        known = role if isinstance(role, str) and role in ROLES else None
        ticked = row.get("ticked") is True
        flashed = row.get("flashed", 0)
        if not isinstance(flashed, int) or flashed < 0:
            raise _BadRequestError(f"blocks[{place}].flashed: a count")
        block = Block(row["i"], row["text"], _tag(row, "lang"), known, _share(row, place), ticked, flashed=flashed)
        blocks.append(_moved(block, row, place) if "seen" in row else block)
    if len({block.key for block in blocks}) != len(blocks):
        raise _BadRequestError("blocks: each i names one block")
    return blocks


def _moved(block: Block, row: Mapping[str, Any], place: int) -> Block:
    try:
        seen = tuple(Sample(float(ms), str(text)[:SAMPLE]) for ms, text in row["seen"][-SAMPLES:])
    except (TypeError, ValueError) as fault:
        raise _BadRequestError(f"blocks[{place}].seen: pairs of a time and a text ({fault})") from fault
    beside = frozenset(_strings(row, "beside")) & BESIDE
    return replace(block, seen=seen, around=str(row.get("around", ""))[:SAMPLE], beside=beside)


def _share(row: Mapping[str, Any], place: int) -> float:
    value = row.get("prominence", 0.0)
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _BadRequestError(f"blocks[{place}].prominence: a number from 0 to 1")
    return float(value)


def _observed(data: Mapping[str, Any]) -> Observed:
    visit = data.get("visit")
    if visit is not None and not isinstance(visit, dict):
        raise _BadRequestError("visit: an object with what was named")
    seen = Observed(visit=Visit(frozenset(_strings(visit, "named"))) if visit is not None else None)
    seen = replace(seen, fees=data.get("fees") is True)
    if "now" in data:
        seen = _moving(seen, data)
    if not data.get("page_data"):
        return seen
    try:
        rows = [Datum(int(row["product"]), str(row["name"]), str(row["value"])) for row in data["page_data"]]
        return replace(seen, page=pagedata.of(rows), today=date.fromisoformat(data["today"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise _BadRequestError(
            f"page_data: each a product, name and value, with today as 2026-11-22 ({fault})"
        ) from fault


def _moving(seen: Observed, data: Mapping[str, Any]) -> Observed:
    try:
        away = tuple((float(since), float(until)) for since, until in data.get("away", ()))
        return replace(seen, now=float(data["now"]), zone=int(data.get("zone", 0)), away=away)
    except (TypeError, ValueError) as fault:
        raise _BadRequestError(f"now: milliseconds, with zone in minutes and away in pairs ({fault})") from fault


def _findings(rows: object, field: str) -> Sequence[Finding]:
    if not isinstance(rows, list):
        raise _BadRequestError(f"{field}: a list")
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
        raise _BadRequestError(f"{field}: each a finding as a scan gives it ({fault})") from fault
    if not all(isinstance(finding.tactic, str) and 0 <= finding.strength <= 1 for finding in found):
        raise _BadRequestError(f"{field}: each with a tactic's name and a strength from 0 to 1")
    strange = {finding.tactic for finding in found} - tactics().keys()
    if strange:
        raise _BadRequestError(f"{field}: no tactic is called {min(strange)!r}")
    return found


def _one_of(data: Mapping[str, Any], field: str, known: Any, default: str) -> str:
    value = data.get(field, default)
    if not isinstance(value, str) or value not in known:
        raise _BadRequestError(f"{field}: one of {', '.join(known)}")
    return str(value)


def _strings(data: Mapping[str, Any], field: str) -> list[str]:
    value = data.get(field, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise _BadRequestError(f"{field}: a list of strings")
    return value


def _tag(data: Mapping[str, Any], field: str) -> str | None:
    value = data.get(field)
    return value if isinstance(value, str) else None
