"""How long our scripts hold the page's main thread without a break, from a trace of the browser."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.content.inject import Inject


@dataclass(slots=True)
class Traced:
    """The longest stretch of ours in milliseconds of processor time, all of them together, their count, and how often
    the browser called a script of ours."""

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
    spent = _stretches(events)
    figures.longest, figures.whole, figures.count = max(spent, default=0), sum(spent), len(spent)
    figures.calls = sum(event.get("ph") == "X" and _url(event).startswith("content/") for event in events)


def _stretches(events: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of each call into a script of ours; what goes on after an `await` names no script, so each such
    step counts too.
    """
    calls = [event for event in events if event.get("ph") == "X" and _url(event).startswith("content/")]
    page = {(event["pid"], event["tid"]) for event in calls}
    steps = [
        event
        for event in events
        if event.get("ph") == "X"
        and event["name"] == "BlinkScheduler_PerformMicrotaskCheckpoint"
        and (event["pid"], event["tid"]) in page
    ]
    return [event.get("tdur", event["dur"]) / 1000 for event in (*calls, *steps)]


def _url(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data", {})
    return str(data.get("url", "")) if isinstance(data, dict) else ""
