"""The built extension on served pages in a real Chromium, traced: how soon it paints, how long its tasks are."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from browser import find_browser
from chromium import installed
from serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chromium import Installed, Tab

# Tells the trace, and us, when the page first has a highlight; it runs in the page, before anything of ours. What a
# frame in it shows is another document's. Who asked the page for it would take its thread meanwhile.
_SEEN: Final = "first-highlight"
_WATCH: Final = f"""
const look = () => {{
    if (CSS.highlights.size > 0) {{
        performance.mark('{_SEEN}');
        console.debug('{_SEEN}');
    }} else {{
        requestAnimationFrame(look);
    }}
}};
if (top === self) requestAnimationFrame(look);
"""
# Changes a sentence that says nothing of note to one that presses, and waits for the frame that is drawn with its
# mark: the engine has read it, no earlier mark was only moved.
_CHANGE: Final = """async (words) => {
    const frame = () => new Promise(requestAnimationFrame);
    const rest = () => new Promise((done) => setTimeout(done, 500));
    const isMarked = (node) => [...CSS.highlights.values()]
        .some((highlight) => [...highlight].some(({ startContainer }) => startContainer === node));
    let element = document.getElementById('bench');
    if (!element) {
        element = document.createElement('p');
        element.id = 'bench';
        element.textContent = '-';
        document.body.prepend(element);
    }
    const text = element.firstChild;
    text.data = 'The table is made of oak.';
    while (isMarked(text)) await frame();
    await rest();
    text.data = words;
    const began = performance.now();
    while (!isMarked(text)) await frame();
    return performance.now() - began;
}"""
_KEPT: Final = """async () => (await indexedDB.databases()).length > 0 && new Promise((done) => {
    const opening = indexedDB.open('engine');
    opening.onsuccess = () => {
        const db = opening.result;
        if (!db.objectStoreNames.contains('snapshots')) {
            db.close();
            done(false);
            return;
        }
        const asked = db.transaction('snapshots').objectStore('snapshots').get('head');
        asked.onsuccess = () => {
            db.close();
            done(asked.result !== undefined);
        };
    };
})"""
_FORGET: Final = """() => new Promise((done, fail) => {
    const deleting = indexedDB.deleteDatabase('engine');
    deleting.onsuccess = done;
    deleting.onerror = deleting.onblocked = fail;
})"""
FELT: Final = 50
"""Milliseconds from which a task is felt."""
_CATEGORIES: Final = "toplevel,devtools.timeline,blink.user_timing,disabled-by-default-devtools.timeline"


@dataclass(frozen=True, slots=True)
class Session:
    """The extension in a running Chromium, allowed on a served folder, and a tab for its pages."""

    extension: Installed
    tab: Tab
    address: str

    def load(self, name: str, *, marks: bool = True) -> dict[str, float]:
        """Load a page of the folder under a trace until it has come to rest: what `figures` says of it. On a page
        without anything to mark, say so."""
        cdp = self.extension.context.new_cdp_session(self.tab.page)
        events: list[dict[str, Any]] = []
        cdp.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
        cdp.send("Tracing.start", {"categories": _CATEGORIES, "transferMode": "ReportEvents"})
        with self.tab.page.expect_console_message(lambda said: said.text == _SEEN) if marks else nullcontext():
            # Some saved pages never say that they are loaded, with us or without.
            self.tab.page.goto(f"{self.address}/{name}", wait_until="domcontentloaded")
        self.extension.settled(self.tab, quiet=0.5)
        done: list[object] = []
        cdp.on("Tracing.tracingComplete", lambda _: done.append(True))
        cdp.send("Tracing.end")
        while not done:
            self.tab.page.evaluate("1")  # lets the events come in
        frame = cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        cdp.detach()
        return figures(events, frame)

    def in_new_tab(self, name: str) -> None:
        """Open a page of the folder in a tab of its own and wait until it has come to rest."""
        tab = self.extension.open_tab()
        tab.page.goto(f"{self.address}/{name}")
        self.extension.settled(tab, quiet=0.5)

    def change(self, number: int) -> float:
        """Milliseconds from a change of one sentence, which presses now, to the frame in which it is marked."""
        return float(self.tab.page.evaluate(_CHANGE, f"Hurry, only {number} left in stock!"))

    def stop_engine(self) -> None:
        """End the engine, as the browser does to what has long been idle."""
        self.extension.worker.evaluate(
            "async () => await chrome.offscreen.hasDocument() && chrome.offscreen.closeDocument()"
        )

    def await_snapshot(self) -> None:
        """Wait until the engine has kept its memory for the next start."""
        self.extension.own.wait_for_function(_KEPT, timeout=60_000)

    def forget_snapshot(self) -> None:
        """Take it away, as before the first start."""
        self.extension.own.evaluate(_FORGET)


@contextmanager
def session(package: Path, folder: Path, profile: Path | None = None) -> Iterator[Session]:
    """A Chromium with the extension of `package` on the pages of `folder`, with a new profile or an earlier one."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as fresh,
        sync_playwright() as playwright,
        serve(folder) as address,
        installed(
            playwright, browser=find_browser(), package=package, profile=profile or Path(fresh), headless=True
        ) as extension,
    ):
        extension.switch_on(address)
        tab = extension.open_tab()
        tab.page.add_init_script(_WATCH)
        yield Session(extension, tab, address)


def figures(events: Sequence[dict[str, Any]], frame: str) -> dict[str, float]:
    """What a trace says of us on the page that a frame holds: `painted`, `task`, `worked` and `blocking`, in
    milliseconds.

    `painted` counts from the first of our scripts that is run for the page itself: frames in it may be read while it
    is still being parsed. `task` is the longest task on the page's main thread that runs a script of ours, whatever
    else fills it. What goes on after an `await` names no script, so of those steps the longest is taken too, the
    page's own among them; a task that renders the page is no step. `worked` is the longest of them by the processor's
    time, without what the thread waited for its turn. `blocking` is what the tasks that run a script of ours take
    over `FELT`.
    """
    scripts = [event for event in events if event.get("name") == "EvaluateScript" and _of_page(event)]
    begun = min((event for event in scripts if event["args"]["data"].get("frame") == frame), key=_start)
    page = (begun["pid"], begun["tid"])
    marks = [event["ts"] for event in events if event.get("name") == _SEEN]
    here = [event for event in events if event.get("ph") == "X" and (event["pid"], event["tid"]) == page]
    ours = [event for event in here if _script(event).startswith("chrome-extension://")]
    first = min(event["ts"] for event in scripts if (event["pid"], event["tid"]) == page)
    steps = [event for event in here if event["name"] == "BlinkScheduler_PerformMicrotaskCheckpoint"]
    tasks = [event for event in here if event["name"] == "RunTask"]
    named = [task for task in tasks if any(_within(event, task) for event in ours if event["ts"] >= first)]
    felt = [event for event in (*named, *steps) if event["ts"] + event["dur"] >= first]
    longest = max(event["dur"] for event in felt)
    worked = max(event.get("tdur", event["dur"]) for event in felt)
    blocking = sum(max(0, task["dur"] / 1000 - FELT) for task in named)
    painted = (min(marks) - begun["ts"]) / 1000 if marks else inf
    return {"painted": painted, "task": longest / 1000, "worked": worked / 1000, "blocking": blocking}


def _of_page(event: dict[str, Any]) -> bool:
    script = _script(event)
    return script.startswith("chrome-extension://") and "/content/" in script


def _start(event: dict[str, Any]) -> float:
    return float(event["ts"])


def _script(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data", {})
    return str(data.get("url", "")) if isinstance(data, dict) else ""


def _within(event: dict[str, Any], task: dict[str, Any]) -> bool:
    return bool(task["ts"] <= event["ts"] <= task["ts"] + task["dur"])
