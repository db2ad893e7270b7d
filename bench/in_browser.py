"""The built extension on served pages in a real Chromium, traced: how soon it paints, how long its tasks are."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from browser import find_browser
from chromium import installed
from serving import serve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chromium import Installed, Tab

# Tells the trace when the page first has a highlight; it runs in the page, before anything of ours.
_WATCH: Final = """
const look = () => (CSS.highlights.size > 0 ? performance.mark('first-highlight') : requestAnimationFrame(look));
requestAnimationFrame(look);
"""
_CATEGORIES: Final = "toplevel,devtools.timeline,blink.user_timing,disabled-by-default-devtools.timeline"


def measure(package: Path, folder: Path, names: Sequence[str]) -> list[dict[str, float]]:
    """Load each page of `folder` in turn; the first two warm the engine up and do not count.

    Returns for each of the others `painted` and `task`, in milliseconds.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as playwright:
        start = installed(playwright, browser=find_browser(), package=package, profile=Path(profile), headless=True)
        with serve(folder) as address, start as extension:
            extension.switch_on(address)
            tab = extension.open_tab()
            tab.page.add_init_script(_WATCH)
            runs = [traced(extension, tab, f"{address}/{name}") for name in names]
    return runs[2:]


def traced(extension: Installed, tab: Tab, address: str) -> dict[str, float]:
    """Load `address` under a trace: milliseconds from our first script to the first highlight, and of our longest."""
    cdp = extension.context.new_cdp_session(tab.page)
    events: list[dict[str, Any]] = []
    cdp.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    cdp.send("Tracing.start", {"categories": _CATEGORIES, "transferMode": "ReportEvents"})
    tab.page.goto(address)
    tab.page.wait_for_function("performance.getEntriesByName('first-highlight').length > 0")
    extension.settled(tab, quiet=0.5)
    done: list[object] = []
    cdp.on("Tracing.tracingComplete", lambda _: done.append(True))
    cdp.send("Tracing.end")
    while not done:
        tab.page.evaluate("1")  # lets the events come in
    cdp.detach()
    return figures(events)


def figures(events: Sequence[dict[str, Any]]) -> dict[str, float]:
    """What a trace says of us: `painted` and `task`, in milliseconds.

    `painted` counts from the first of our scripts that is run for the page. `task` is the longest task on the page's
    main thread that runs a script of ours, whatever else fills it. What goes on after an `await` names no script, so
    of those steps the longest is taken too, the page's own among them; a task that renders the page is no step.
    """
    mark = min((event for event in events if event.get("name") == "first-highlight"), key=_start)
    page = (mark["pid"], mark["pid"])  # the main thread of a process has its number
    here = [event for event in events if event.get("ph") == "X" and (event["pid"], event["tid"]) == page]
    ours = [event for event in here if _script(event).startswith("chrome-extension://")]
    first = min(event["ts"] for event in ours if event["name"] == "EvaluateScript")
    steps = [event for event in here if event["name"] == "BlinkScheduler_PerformMicrotaskCheckpoint"]
    tasks = [event for event in here if event["name"] == "RunTask"]
    named = [task for task in tasks if any(_within(event, task) for event in ours if event["ts"] >= first)]
    longest = max(event["dur"] for event in (*named, *steps) if event["ts"] + event["dur"] >= first)
    return {"painted": (mark["ts"] - first) / 1000, "task": longest / 1000}


def _start(event: dict[str, Any]) -> float:
    return float(event["ts"])


def _script(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data", {})
    return str(data.get("url", "")) if isinstance(data, dict) else ""


def _within(event: dict[str, Any], task: dict[str, Any]) -> bool:
    return bool(task["ts"] <= event["ts"] <= task["ts"] + task["dur"])
