"""`make bench-agreement`: whether the command line and the content scripts find the same in the same saved pages.

Each page is opened in Chromium with its scripts blocked and everything but itself left out, read by the content
scripts in a world of their own, and scanned by the core; and read by `softsell.documents` and scanned by the core.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from softsell import documents
from softsell.documents import Document
from softsell.evidence.observed import Observed
from softsell.model import Block
from softsell.pagedata import Datum, of
from softsell.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playwright.sync_api import Browser, Route

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "build")]  # folders of scripts, not installed packages

from tests.content.inject import SITE, Inject  # noqa: E402 - found by the line above

from browser import find_browser  # noqa: E402 - as above

REACH: Final = 0.97
"""The share of pages whose findings must be equal."""

TODAY: Final = date(2026, 11, 22)
"""A day for both, so that a page that names one is judged alike."""

_CHARSET: Final = re.compile(rb"<meta[^>]*charset", re.IGNORECASE)

_READ: Final = """(async () => {
    const readings = [softsell.titleReading()].filter((title) => title !== null);
    const steps = softsell.read({
        deep: [document.documentElement], emit: (one) => readings.push(one), roomLeft: () => true,
    });
    await softsell.inSlices(steps, new AbortController().signal);
    softsell.markNearPrice(readings);
    softsell.markProminence(readings);
    const rows = readings.map(({ text, lang, role, prominence, ticked, struck }) =>
        [text, lang, role, prominence ?? 0, ticked ?? false, struck ?? []]);
    return { lang: softsell.pageLang(), rows, data: softsell.pageData() };
})()"""


def main() -> int:
    """Compare every page, print the agreement and write what differs; 1 where it falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared" / "pages")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "agreement")
    parser.add_argument("names", nargs="*", help="only pages whose path holds one of these")
    chosen = parser.parse_args()
    paths = [path for path in sorted(chosen.pages.rglob("*.html")) if wanted(path, chosen.names)]
    if not paths:
        sys.stderr.write(f"bench-agreement: no saved pages in {chosen.pages}; give --pages (see bench/README.md)\n")
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    for old in chosen.out.glob("*.txt"):
        old.unlink()
    started = time.monotonic()
    equal, same_blocks, listed = 0, 0, []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for number, path in enumerate(paths, 1):
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{number} of {len(paths)} pages")
            document = documents.load(str(path))
            page = read_in(browser, path.read_bytes())
            blocks = page.blocks
            here = findings(document)
            there = findings(page)
            same_blocks += texts(document.blocks) == texts(blocks)
            equal += here == there
            listed += differences(path.name, here, there)
            if texts(document.blocks) != texts(blocks):
                (chosen.out / f"{path.stem[:120]}.txt").write_text(
                    "\n".join(difflib.unified_diff(shown(document.blocks), shown(blocks), "cli", "browser", n=1)),
                    "utf-8",
                )
        browser.close()
    (chosen.out / "findings.txt").write_text("\n".join(listed) + "\n", "utf-8")
    share = equal / len(paths)
    sys.stdout.write(
        f"{len(paths)} pages: findings equal on {equal} ({100 * share:.1f} %, reach {100 * REACH:.0f} %), "
        f"blocks equal on {same_blocks}\n{time.monotonic() - started:.0f} s; what differs: {chosen.out}\n"
    )
    return 0 if share >= REACH or chosen.names else 1


def wanted(path: Path, names: Sequence[str]) -> bool:
    """Whether a page is among those asked for."""
    return not names or any(name in str(path) for name in names)


def read_in(browser: Browser, page: bytes) -> Document:
    """A page as the content scripts read it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        tab = context.new_page()
        headers = {
            # where a page does not say, as for a file: UTF-8
            "content-type": "text/html" if _CHARSET.search(page[:4096]) else "text/html; charset=utf-8",
            "content-security-policy": "script-src 'none'; frame-src 'none'",
        }

        def serve(route: Route) -> None:
            if route.request.url == SITE:
                route.fulfill(body=page, headers=headers)
            else:
                route.abort()

        tab.route("**", serve)
        tab.goto(SITE, wait_until="domcontentloaded")
        inject = Inject(tab, {})
        inject.start("stub.hello = { on: false }")
        read: dict[str, Any] = inject.js(_READ)
    finally:
        context.close()
    blocks = tuple(
        Block(key, text, lang, role, prominence, ticked, struck=tuple(struck))
        for key, (text, lang, role, prominence, ticked, struck) in enumerate(read["rows"])
    )
    return Document(read["lang"], blocks, partial=False, page=of(Datum(**row) for row in read["data"]))


def findings(document: Document) -> Counter[tuple[str, ...]]:
    """What the core finds, each by rule, text and evidence."""
    report = scan(document.blocks, document.lang, None, Observed(document.page, TODAY))
    return Counter((found.rule, found.text, *found.evidence) for found in (*report.findings, *report.soft_findings))


def texts(blocks: Iterable[Block]) -> list[str]:
    """The texts in their order."""
    return [block.text for block in blocks]


def shown(blocks: Iterable[Block]) -> list[str]:
    """A line for each block."""
    return [f"[{block.lang or ''} {block.role or ''}] {block.text!r}" for block in blocks]


def differences(name: str, here: Counter[tuple[str, ...]], there: Counter[tuple[str, ...]]) -> list[str]:
    """A line for each finding that only one of the two has."""
    lines = ["  cli     " + "\t".join(found) for found in (here - there).elements()]
    lines += ["  browser " + "\t".join(found) for found in (there - here).elements()]
    return [name, *lines] if lines else []


if __name__ == "__main__":
    sys.exit(main())
