"""`make bench-pages`: what the extension does to the main thread of every saved page, and to a person's clicks.

What is measured is kept as it comes: a run that was stopped goes on where it was. `bench/every_page.py COUNT`
measures so many pages from all over, anew, and writes nothing.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from playwright.sync_api import Error as PlaywrightError

from in_process import RUNS
from pages import PAGES, ROOT, package
from speed import Figure, commit, told, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from in_browser import Session

OUT: Final = ROOT / "dist" / "bench" / "pages.json"
KEPT: Final = OUT.with_suffix(".jsonl")
"""What was measured of each page so far: first the commit, then a page a line."""
WORST: Final = 8
"""So many pages that cost most are named."""
MOST_AT_ONCE: Final = 40
"""So many pages are read in one browser; what one of them left behind does not weigh on all."""

# Keeps how long each click waited until the page heard of it.
_LISTEN: Final = """
globalThis.waits = [];
addEventListener('pointerdown', (event) => waits.push(performance.now() - event.timeStamp), { capture: true });
"""

Read: TypeAlias = dict[str, float]


def main(words: Sequence[str]) -> int:
    """Load every saved page once and click on the largest; print the figures and write them to `pages.json`."""
    if not PAGES.is_dir():
        sys.stderr.write(f"bench-pages: no saved pages at {PAGES}, nothing to measure on\n")
        return 2
    every = sorted(PAGES.glob("*/*.html"))
    largest = max(every, key=lambda path: path.stat().st_size)
    some = every[:: -(-len(every) // int(words[0]))] if words else every
    paths = list(dict.fromkeys((largest, *some)))
    read = {} if words else kept(paths)
    failed = read_all(paths, read, (lambda _: None) if words else keep)
    if not read:
        sys.stderr.write("bench-pages: no page could be measured\n")
        return 3
    with Browser() as browser:
        with_it, without = (median(waits) for waits in browser.waits(largest))
    figures = [*tasks(read, len(failed), largest), clicks(with_it, without)]
    tell(figures, read, failed)
    if not words:
        write_whole(OUT, {"figures": [asdict(figure) for figure in figures]})
        if not failed:
            KEPT.unlink(missing_ok=True)  # else the next run tries those that failed
    return 1 if failed else 0


def read_all(
    paths: Sequence[Path], read: dict[Path, Read], keep: Callable[[dict[Path, Read]], None]
) -> dict[Path, str]:
    """Measure the pages that are not in `read` and add them to it; those that failed, and why.

    After one that failed, and after `MOST_AT_ONCE`, a new browser takes over.
    """
    failed: dict[Path, str] = {}
    left = [path for path in paths if path not in read]
    if read:
        sys.stderr.write(f"bench-pages: {len(read)} of {len(paths)} pages are measured already\n")
    started, todo = time.monotonic(), len(left)
    while left:
        with Browser() as browser:
            for path in left[:MOST_AT_ONCE]:
                left.remove(path)
                try:
                    read[path] = browser.load(path)
                except (PlaywrightError, TimeoutError, ValueError) as error:
                    failed[path] = str(error).splitlines()[0]
                    sys.stderr.write(f"bench-pages: {name_of(path)}: {failed[path]}\n")
                    break
                keep({path: read[path]})
                if len(left) % 10 == 0:
                    rest = (time.monotonic() - started) / (todo - len(left)) * len(left)
                    sys.stderr.write(f"bench-pages: {len(left)} of {len(paths)} pages left, {rest / 60:.0f} min\n")
    return failed


def tell(figures: Sequence[Figure], read: Mapping[Path, Read], failed: Mapping[Path, str]) -> None:
    """Print the figures, the pages that cost most, and those that could not be measured."""
    for figure in figures:
        sys.stdout.write(f"{figure.name:<70} {told(figure)}\n")
    for what, by in (("worked", "the processor's time"), ("task", "the clock")):
        sys.stdout.write(f"the longest by {by}:\n")
        for path in sorted(read, key=lambda path: -read[path][what])[:WORST]:
            sys.stdout.write(f"    {read[path][what]:6.1f} ms  {name_of(path)}\n")
    for path, why in failed.items():
        sys.stdout.write(f"not measured: {name_of(path)}: {why}\n")


class Browser:
    """The extension in a browser of its own, warm, allowed on the saved pages and on nothing else."""

    def __enter__(self) -> Self:
        """Start it, and the engine in it."""
        from in_browser import session

        self._open = ExitStack()
        self._running: Session = self._open.enter_context(session(package(), PAGES))
        address = self._running.address
        self._elsewhere = address.replace("127.0.0.1", "localhost")  # where the extension is not allowed
        page = self._running.tab.page
        page.route("**/*", from_here(address, self._elsewhere))
        page.add_init_script(_LISTEN)
        self.load(min(PAGES.glob("*/*.html"), key=lambda path: path.stat().st_size))
        return self

    def __exit__(self, *_: object) -> None:
        """Close it, however a page has left it."""
        with suppress(PlaywrightError):
            self._open.close()

    def load(self, path: Path) -> Read:
        """What a page costs, as `in_browser.figures` says it."""
        return self._running.load(name_of(path), marks=False)

    def waits(self, path: Path) -> tuple[list[float], list[float]]:
        """The longest waits of clicks on a page with the extension and without, in turn."""
        addresses = (self._running.address, self._elsewhere)
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(RUNS):
            for address, waits in zip(addresses, taken, strict=True):
                waits.append(click_wait(self._running.tab.page, f"{address}/{name_of(path)}"))
        return taken


def tasks(read: Mapping[Path, Read], failed: int, largest: Path) -> list[Figure]:
    """The longest tasks over all pages that were read, and what those of the largest one hold up."""
    of = f"of {len(read)} pages" + (f", {failed} not measured" if failed else "")
    by_clock, worked = (max(one[what] for one in read.values()) for what in ("task", "worked"))
    figures = [
        Figure("our longest task on any saved page, by the clock", by_clock, "ms", of, "<= 50"),
        Figure("our longest task on any saved page by the processor's time", worked, "ms", of, "<= 50"),
    ]
    if largest in read:
        blocking = read[largest]["blocking"]
        figures.append(Figure("our tasks' time over 50 ms on the largest one", blocking, "ms", "", "<= 50"))
    return figures


def clicks(with_it: float, without: float) -> Figure:
    """How much longer clicks on the largest page wait with us."""
    beside = f"{with_it:.1f} ms, without us {without:.1f} ms"
    return Figure("longest wait of a click there, more than without us", with_it - without, "ms", beside, "<= 16")


def name_of(path: Path) -> str:
    """A page's name among the saved ones."""
    return path.relative_to(PAGES).as_posix()


def kept(paths: Sequence[Path]) -> dict[Path, Read]:
    """What a run of this commit that was stopped has measured; anything else is dropped."""
    lines = KEPT.read_text("utf-8").splitlines() if KEPT.is_file() else []
    if not lines or json.loads(lines[0]) != commit():
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(commit()) + "\n", "utf-8")
        return {}
    known = dict(json.loads(line) for line in lines[1:])
    return {path: known[name_of(path)] for path in paths if name_of(path) in known}


def keep(read: Mapping[Path, Read]) -> None:
    """Note what was measured."""
    with KEPT.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps([name_of(path), one]) + "\n" for path, one in read.items())


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
