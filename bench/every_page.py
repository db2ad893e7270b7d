"""`make bench-pages`: what the extension does to the main thread of every saved page, and to a person's clicks."""

from __future__ import annotations

import sys
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Final

from in_process import RUNS
from pages import PAGES, ROOT, package
from speed import Figure, told, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

OUT: Final = ROOT / "dist" / "bench" / "pages.json"

# Keeps how long each click waited until the page heard of it.
_LISTEN: Final = """
globalThis.waits = [];
addEventListener('pointerdown', (event) => waits.push(performance.now() - event.timeStamp), { capture: true });
"""


def main() -> int:
    """Load every saved page once and click on the largest; print the figures and write them to `pages.json`."""
    if not PAGES.is_dir():
        sys.stderr.write(f"bench-pages: no saved pages at {PAGES}, nothing to measure on\n")
        return 2
    from in_browser import session

    paths = sorted(PAGES.glob("*/*.html"))
    largest = max(paths, key=lambda path: path.stat().st_size)
    read = {}
    with session(package(), PAGES) as running:
        page = running.tab.page
        elsewhere = running.address.replace("127.0.0.1", "localhost")  # where the extension is not allowed
        page.route("**/*", from_here(running.address, elsewhere))
        page.add_init_script(_LISTEN)
        for number, path in enumerate((largest, *paths)):  # the first warms up
            read[path] = running.load(path.relative_to(PAGES).as_posix(), marks=False)
            if number % 20 == 0:
                sys.stderr.write(f"bench-pages: {number} of {len(paths)} pages\n")
        clicks: dict[str, list[float]] = {running.address: [], elsewhere: []}
        for _ in range(RUNS):
            for address, waits in clicks.items():
                waits.append(click_wait(page, f"{address}/{largest.relative_to(PAGES).as_posix()}"))
    worst = max(paths, key=lambda path: read[path]["task"])
    worked = max(read[path]["worked"] for path in paths)
    with_it, without = (median(waits) for waits in clicks.values())
    beside = f"{with_it:.1f} ms, without us {without:.1f} ms"
    felt = f"of {len(paths)} pages; on the processor {worked:.0f} ms"
    figures = [
        Figure("our longest task on any saved page", read[worst]["task"], "ms", felt, "<= 50"),
        Figure("our tasks' time over 50 ms on the largest one", read[largest]["blocking"], "ms", "", "<= 50"),
        Figure("longest wait of a click there, more than without us", with_it - without, "ms", beside, "<= 16"),
    ]  # fmt: skip
    for figure in figures:
        sys.stdout.write(f"{figure.name:<70} {told(figure)}\n")
    for path in sorted(paths, key=lambda path: -read[path]["task"])[:5]:
        sys.stdout.write(f"    {read[path]['task']:6.1f} ms  {path.name}\n")
    write_whole(OUT, {"figures": [asdict(figure) for figure in figures]})
    return 0


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
    sys.exit(main())
