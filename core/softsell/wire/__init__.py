"""The border to JavaScript: the one entry, `scan_json(str) -> str`.

`messages` types what crosses, `fields` reads what is asked; offsets on the wire are UTF-16 units.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from softsell import __version__, language
from softsell.evidence import memories, prompts
from softsell.evidence.prompts import OPENED, Asked, Prompt
from softsell.model import UNDETERMINED, Finding, PageReport, Part
from softsell.offsets import utf16_span
from softsell.packs import languages, load
from softsell.scan import scan, sentence, weighed
from softsell.score import score
from softsell.tactics import tactics
from softsell.wire import fields
from softsell.wire.fields import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softsell.evidence.observed import Judgement
    from softsell.packs import Pack
    from softsell.wire.messages import AboutReply, PromptReply, WirePart, WireReport


def scan_json(request: str) -> str:
    """Answer one request (`scan`, `score`, `weigh`, `prompt` or `about`), JSON in and JSON out.

    A bad request or a fault of our own comes back as an `ErrorReply`.

    Raises:
        MemoryError: there is none left; the caller has to start anew, for memory once taken is not given back.
    """
    try:
        reply: Any = _answer(request)
    except BadRequestError as fault:
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
        raise BadRequestError(f"the request is not JSON: {fault}") from fault
    if not isinstance(data, dict) or data.get("v") != 1:
        raise BadRequestError('v: the request must be an object with "v": 1')
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
            raise BadRequestError(f"kind: {other!r} is none of scan, score, weigh, prompt, about")


def _scan(data: Mapping[str, Any]) -> WireReport:
    blocks = fields.blocks(data.get("blocks"))
    report = scan(blocks, fields.tag(data, "lang"), fields.options(data), fields.observed(data))
    texts = {block.key: block.text for block in blocks}
    reply = _report(
        report,
        [_wired(finding, texts[finding.block]) for finding in report.findings],
        [_wired(finding, texts[finding.block]) for finding in report.soft_findings],
    )
    if report.told:
        reply["told"] = [{"block": one.block, "name": one.name, "value": one.value} for one in report.told]
    if fields.at_till(data):
        reply["till"] = True
    return reply


def _score(data: Mapping[str, Any]) -> WireReport:
    hard, soft = data.get("findings"), data.get("soft_findings")
    findings, soft_findings = fields.findings(hard, "findings"), fields.findings(soft, "soft_findings")
    count = data.get("blocks")
    if not fields.is_count(count):
        raise BadRequestError("blocks: a count")
    points, band, parts = score(findings, soft_findings)
    lang = _language(fields.tag(data, "lang"), [*findings, *soft_findings])
    report = PageReport(lang, count, points, band, parts, (), (), partial=data.get("partial") is True)
    return _report(report, hard, soft)


def _language(declared: str | None, findings: Sequence[Finding]) -> str:
    """The language of a page of which only the findings are known: that of most of them, else the declared one."""
    if findings:
        return Counter(finding.lang for finding in findings).most_common(1)[0][0]
    return language.known(declared) or UNDETERMINED


def _prompt(data: Mapping[str, Any]) -> PromptReply:
    lang, row = fields.tag(data, "lang"), data.get("prompt")
    if not isinstance(row, dict):
        raise BadRequestError("prompt: what covers the page")
    blocks = fields.blocks(row.get("blocks"))
    opened = fields.one_of(row, "opened", OPENED, "unasked")
    try:
        seen = Prompt(tuple(blocks), float(row["cover"]), row["dialog"] is True, row["password"] is True, opened)
        before = [Asked(str(one["ask"]), int(one["noes"]), int(one["again"])) for one in data["before"]]
        closed = data.get("closed")
        control = closed["control"] if closed else None
    except (KeyError, TypeError, ValueError) as fault:
        raise BadRequestError(f"prompt: with cover, dialog and password; before: rows of asks ({fault})") from fault
    findings: list[Finding] = []
    if closed:
        asked = prompts.closed(seen, lang, before, control if isinstance(control, str) else None)
    else:
        counted = data.get("counted") is True
        asked, findings = prompts.shown(seen, lang, before, fields.options(data), counted=counted)
    texts = {block.key: block.text for block in blocks}
    return {
        "v": 1,
        "asks": prompts.asks(seen, lang),
        "asked": [{"ask": one.ask, "noes": one.noes, "again": one.again} for one in asked],
        "findings": [_wired(finding, texts[finding.block]) for finding in findings],  # type: ignore[misc]
    }


def _weigh(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = data.get("findings")
    findings = list(fields.findings(rows, "findings"))
    reader = language.known(fields.tag(data, "ui"))
    try:
        now, zone = float(data["now"]), int(data["zone"])
        remembered = [
            (int(row["finding"]), fields.watch(row["watch"]), float(row["opened"]), fields.earlier(row["earlier"]))
            for row in data["remembered"]
        ]
        for place, watch, opened, earlier in remembered:
            finding = findings[place]
            judgements = memories.judge(watch, opened, earlier, now, zone)
            told = load(finding.lang).evidence
            if judgements and told:
                findings[place] = _recalled(finding, judgements, load(reader or finding.lang), told["said"])
    except (KeyError, IndexError, TypeError, ValueError) as fault:
        raise BadRequestError(
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
