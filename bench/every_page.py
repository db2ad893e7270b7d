"""`make bench-pages`: what the extension does to the main thread of every saved page, and to a person's clicks.

What is measured is kept as it comes: a run that was stopped goes on where it was. `bench/every_page.py COUNT`
measures so many pages from all over, anew, and writes nothing.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from playwright.sync_api import Error as PlaywrightError

from in_process import RUNS
from journal import Journal, digest
from pages import PAGES, ROOT, package
from speed import Figure, told, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from in_browser import Session

OUT: Final = ROOT / "dist" / "bench" / "pages.json"
WORST: Final = 8
"""So many pages that cost most are named."""
MOST_AT_ONCE: Final = 40
"""So many pages are read in one browser; what one of them left behind does not weigh on all."""

# Keeps how long each click waited until the page heard of it.
_LISTEN: Final = """
globalThis.waits = [];
addEventListener('pointerdown', (event) => waits.push(performance.now() - event.timeStamp), { capture: true });
"""

Costs: TypeAlias = dict[str, dict[str, float]]
"""What pages cost, by their names: each as `in_browser.figures` says it."""


class StoppedError(Exception):
    """The run cannot go on; one line that says why."""


def main(words: Sequence[str]) -> int:
    """Load every saved page once and click on the largest; print the figures and write them to `pages.json`."""
    every = sorted(PAGES.glob("*/*.html"))
    if not every:
        return failed_with(f"no saved pages at {PAGES}, nothing to measure on", 2)
    if words and not (len(words) == 1 and words[0].isdecimal() and int(words[0]) > 0):
        return failed_with(f"COUNT: a whole number from 1 on, not {' '.join(words)!r}", 2)
    try:
        return measure(every, int(words[0]) if words else None)
    except StoppedError as stopped:
        return failed_with(str(stopped), 3)
    except OSError as fault:
        return failed_with(f"{fault.filename or 'a file'}: {fault.strerror or fault}", 3)
    except KeyboardInterrupt:
        return failed_with("stopped", 130)


def measure(every: Sequence[Path], count: int | None) -> int:
    """Measure so many of the pages anew, or else all that the journal does not have."""
    largest = max(every, key=lambda path: path.stat().st_size)
    some = every[:: -(-len(every) // count)] if count else every
    names = list(dict.fromkeys(map(name_of, (largest, *some))))
    journal = None if count else Journal(OUT.with_suffix(".jsonl"), matter())
    costs = {name: journal.measured[name] for name in names if name in journal.measured} if journal else {}
    if costs:
        say(f"{len(costs)} of {len(names)} pages are measured already")
    failed = read_all(names, costs, journal)
    if not costs:
        raise StoppedError("no page could be measured")
    figures = tasks(costs, len(failed), name_of(largest))
    try:
        with Browser() as browser:
            figures.append(clicks(*(median(waits) for waits in browser.waits(name_of(largest)))))
    except FAULTS as error:
        failed["clicks"] = why(error)
    tell(figures, costs, failed)
    if journal:
        write_whole(OUT, {"figures": [asdict(figure) for figure in figures]})
        if not failed:
            journal.end()  # else the next run tries those that failed
    return 1 if failed else 0


def matter() -> str:
    """What tells the code that is measured, its pages, and the code that measures, from any other."""
    return digest([package(), PAGES]) + digest([ROOT / "bench", ROOT / "build", ROOT / "demo"], "*.py")


def read_all(names: Sequence[str], costs: Costs, journal: Journal | None) -> dict[str, str]:
    """Measure the pages that are not in `costs` and add them to it; those that failed, and why.

    After one that failed, and after `MOST_AT_ONCE`, a new browser takes over.

    Raises:
        StoppedError: the browser does not start.
    """
    failed: dict[str, str] = {}
    left = [name for name in names if name not in costs]
    started, todo = time.monotonic(), len(left)
    while left:
        with Browser() as browser:
            for name in left[:MOST_AT_ONCE]:
                left.remove(name)
                try:
                    costs[name] = browser.load(name)
                except FAULTS as error:
                    failed[name] = why(error)
                    say(f"{name}: {failed[name]}")
                    break
                if journal:
                    journal.note(name, costs[name])
                if len(left) % 10 == 0:
                    rest = (time.monotonic() - started) / (todo - len(left)) * len(left)
                    say(f"{len(left)} of {len(names)} pages left, {rest / 60:.0f} min")
    return failed


FAULTS: Final = (PlaywrightError, TimeoutError, ValueError)
"""What a page, or the browser that shows it, may end with."""


def why(error: BaseException) -> str:
    """An error in one line."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def say(line: str) -> None:
    """Tell how it goes."""
    sys.stderr.write(f"bench-pages: {line}\n")


def failed_with(line: str, status: int) -> int:
    """Tell why it ends, and with what status."""
    say(line)
    return status


def tell(figures: Sequence[Figure], costs: Costs, failed: Mapping[str, str]) -> None:
    """Print the figures, the pages that cost most, and what could not be measured."""
    for figure in figures:
        sys.stdout.write(f"{figure.name:<70} {told(figure)}\n")
    for what, by in (("worked", "the processor's time"), ("task", "the clock")):
        sys.stdout.write(f"the longest by {by}:\n")
        for name in sorted(costs, key=lambda name: -costs[name][what])[:WORST]:
            sys.stdout.write(f"    {costs[name][what]:6.1f} ms  {name}\n")
    for name, reason in failed.items():
        sys.stdout.write(f"not measured: {name}: {reason}\n")


class Browser:
    """The extension in a browser of its own, warm, allowed on the saved pages and on nothing else."""

    def __enter__(self) -> Self:
        """Start it, and the engine in it.

        Raises:
            StoppedError: it does not start.
        """
        from browser import NoBrowserError
        from chromium import StartError
        from in_browser import session

        with ExitStack() as opening:
            try:
                self._running: Session = opening.enter_context(session(package(), PAGES))
                address = self._running.address
                self._elsewhere = address.replace("127.0.0.1", "localhost")  # where the extension is not allowed
                page = self._running.tab.page
                page.route("**/*", from_here(address, self._elsewhere))
                page.add_init_script(_LISTEN)
                self.load(name_of(min(PAGES.glob("*/*.html"), key=lambda path: path.stat().st_size)))
            except (NoBrowserError, StartError, *FAULTS) as error:
                raise StoppedError(f"the browser does not start: {why(error)}") from error
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Close it, however a page has left it."""
        with suppress(PlaywrightError):
            self._open.close()

    def load(self, name: str) -> dict[str, float]:
        """What a page costs, as `in_browser.figures` says it."""
        return self._running.load(name, marks=False)

    def waits(self, name: str) -> tuple[list[float], list[float]]:
        """The longest waits of clicks on a page with the extension and without, in turn."""
        addresses = (self._running.address, self._elsewhere)
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(RUNS):
            for address, waits in zip(addresses, taken, strict=True):
                waits.append(click_wait(self._running.tab.page, f"{address}/{name}"))
        return taken


def tasks(costs: Costs, failed: int, largest: str) -> list[Figure]:
    """The longest tasks over all pages that were read, and what those of the largest one hold up."""
    of = f"of {len(costs)} pages" + (f", {failed} not measured" if failed else "")
    by_clock, worked = (max(one[what] for one in costs.values()) for what in ("task", "worked"))
    figures = [
        Figure("our longest task on any saved page, by the clock", by_clock, "ms", of, "<= 50"),
        Figure("our longest task on any saved page by the processor's time", worked, "ms", of, "<= 50"),
    ]
    if largest in costs:
        blocking = costs[largest]["blocking"]
        figures.append(Figure("our tasks' time over 50 ms on the largest one", blocking, "ms", "", "<= 50"))
    return figures


def clicks(with_it: float, without: float) -> Figure:
    """How much longer clicks on the largest page wait with us."""
    beside = f"{with_it:.1f} ms, without us {without:.1f} ms"
    return Figure("longest wait of a click there, more than without us", with_it - without, "ms", beside, "<= 16")


def name_of(path: Path) -> str:
    """A page's name among the saved ones."""
    return path.relative_to(PAGES).as_posix()


def from_here(*addresses: str) -> Callable[[Route], None]:
    """Lets through what the `addresses` serve, and nothing else."""

    def decide(route: Route) -> None:
        if route.request.url.startswith(addresses):
            route.fallback()
        else:
            route.abort()

    return decide


def click_wait(page: Page, address: str) -> float:
    """The longest wait in milliseconds of 20 clicks in the first second of a page."""
    page.goto(address, wait_until="commit")
    for _ in range(20):
        page.mouse.click(5, 5)
        page.wait_for_timeout(50)
    return float(page.evaluate("Math.max(0, ...waits)"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
