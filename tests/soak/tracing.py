"""How long our scripts hold the page's main thread without a break, from a trace of the browser."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.content.inject import Inject

STEP = "BlinkScheduler_PerformMicrotaskCheckpoint"
TURNS = {"TimerFire", "FireAnimationFrame"}


@dataclass(slots=True)
class Traced:
    """The stretches of ours in milliseconds of processor time, the longest, all of them together, their count, and
    how often the browser called a script of ours."""

    spent: list[float] = field(default_factory=list)
    longest: float = 0
    whole: float = 0
    count: int = 0
    calls: int = 0


@contextmanager
def traced(inject: Inject) -> Iterator[Traced]:
    """Trace the page; the figures are there afterwards."""
    events: list[dict[str, Any]] = []
    done: list[object] = []
    figures = Traced()
    inject.cdp.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    inject.cdp.on("Tracing.tracingComplete", lambda _: done.append(True))
    categories = "devtools.timeline,disabled-by-default-devtools.timeline,toplevel"
    inject.cdp.send("Tracing.start", {"categories": categories, "transferMode": "ReportEvents"})
    yield figures
    inject.cdp.send("Tracing.end")
    while not done:
        inject.page.evaluate("1")  # lets the events come in
    figures.spent = _stretches(events)
    figures.longest, figures.whole = max(figures.spent, default=0), sum(figures.spent)
    figures.count = len(figures.spent)
    figures.calls = sum(event.get("ph") == "X" and _is_ours(event) for event in events)


def _stretches(events: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of each stretch of ours: a call into a script of ours; a timer or frame that such a call begins,
    with all that goes on in it after an `await`; and the steps after an `await` elsewhere, which name no script.
    """
    whole = [event for event in events if event.get("ph") == "X"]
    page = {_thread(event) for event in whole if _is_ours(event)}
    spans = sorted(
        (event for event in whole if _thread(event) in page), key=lambda event: (event["ts"], -event["dur"])
    )
    ends: dict[tuple[int, int], float] = {}
    spent = []
    for at, event in enumerate(spans):
        if event["ts"] < ends.get(_thread(event), 0):
            continue  # within a stretch that is counted
        if event["name"] == STEP or _is_ours(event) or (event["name"] in TURNS and _is_ours(_first_call(spans, at))):
            ends[_thread(event)] = event["ts"] + event["dur"]
            spent.append(event.get("tdur", event["dur"]) / 1000)
    return spent


def _first_call(spans: list[dict[str, Any]], at: int) -> dict[str, Any]:
    """The first call into a script within the span at this place; that span itself where there is none."""
    outer = spans[at]
    for inner in spans[at + 1 :]:
        if inner["ts"] >= outer["ts"] + outer["dur"]:
            break
        if inner["name"] == "FunctionCall" and _thread(inner) == _thread(outer):
            return inner
    return outer


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _is_ours(event: dict[str, Any]) -> bool:
    return _url(event).startswith("content/")


def _url(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data", {})
    return str(data.get("url", "")) if isinstance(data, dict) else ""
