"""`make demo`: the built extension at work in a real browser, on the demo shop or on PAGE=<file or URL>.

Leaves `report.json`, `page.png`, `card.png`, `popup.png` and `options.png` in `dist/demo/` and prints the report.
Exit codes: 0 done; 2 a page that cannot be opened; 3 anything else that stopped it. Each in one line.
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from chromium import Installed, StartError, Tab, as_report, installed
from pictures import MARKED, picture_card, picture_options, picture_page, picture_popup
from serving import serve
from softsell.model import Finding, PageReport, Part
from softsell.tables import report_table, terminal_width

ROOT: Final = Path(__file__).resolve().parent.parent
OUT: Final = ROOT / "dist" / "demo"
PAGES: Final = ROOT / "demo" / "pages"
SHOP: Final = "shop/product.html"

BAD_PAGE, OUR_FAULT = 2, 3

_NO_REPORT: Final = {
    "off": "The extension is switched off on this site",
    "not-allowed": "The extension is not allowed on this site",
    "not-possible": "The browser lets no extension read this page: try another one",
    "broken": "The engine of the extension did not start",
}


class DemoError(Exception):
    """What stopped the demo, in one line for the person who started it, with the exit code."""

    def __init__(self, line: str, code: int = OUR_FAULT) -> None:
        """`line` says what to do; `code` is 2 for a page that cannot be opened."""
        super().__init__(line)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """What to open: `address` as it is, or below the address at which `folder` is served."""

    folder: Path | None
    address: str


def main(arguments: list[str]) -> int:
    """Run the demo and return the exit code."""
    try:
        show(target(arguments))
    except DemoError as stopped:
        return _say(str(stopped), stopped.code)
    except StartError as stopped:
        return _say(str(stopped), OUR_FAULT)
    except PlaywrightError as stopped:
        return _say(f"The browser stopped the demo: {_first_line(stopped)}", OUR_FAULT)
    except KeyboardInterrupt:
        logging.disable()  # Ctrl-C ends Playwright's driver too, which it would lament
    return 0


def target(arguments: list[str]) -> Target:
    """The page named on the command line, else the demo's own shop.

    Raises:
        DemoError: it names no page that can be opened.
    """
    if not arguments:
        return Target(PAGES, SHOP)
    if len(arguments) > 1:
        raise DemoError("usage: make demo [PAGE=<file or URL>]", BAD_PAGE)
    page = arguments[0]
    scheme = urlsplit(page).scheme
    if scheme in {"http", "https"}:
        if not urlsplit(page).hostname:
            raise DemoError(f"PAGE={page} names no host. Write it as https://shop.example/page.", BAD_PAGE)
        return Target(None, page)
    if len(scheme) > 1:
        raise DemoError(f"PAGE={page}: only http:// and https:// addresses and files can be opened.", BAD_PAGE)
    path = Path(page).expanduser()
    if not path.is_file():
        what = "is a folder, not a page" if path.is_dir() else "does not exist"
        raise DemoError(f"PAGE={page} {what}. Name an HTML file or an http(s) address.", BAD_PAGE)
    if not os.access(path, os.R_OK):
        raise DemoError(f"PAGE={page} cannot be read: check its permissions.", BAD_PAGE)
    path = path.resolve()
    if path.is_relative_to(PAGES):
        return Target(PAGES, quote(path.relative_to(PAGES).as_posix()))
    return Target(path.parent, quote(path.name))


def show(page: Target) -> None:
    """Build, open, picture, print; with a display, stay until the window is closed."""
    browser, package = find_chromium(), build()
    headless = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    _step("Starting Chromium with the extension" + (" (no display: headless)" if headless else ""))
    with ExitStack() as stack:
        address = page.address
        if page.folder:
            address = f"{stack.enter_context(serve(page.folder))}/{address}"
        scratch = tempfile.TemporaryDirectory(prefix="softsell-", ignore_cleanup_errors=True)
        profile = Path(stack.enter_context(scratch))
        playwright = stack.enter_context(sync_playwright())
        start = installed(playwright, browser=browser, package=package, profile=profile, headless=headless)
        extension = stack.enter_context(start)
        extension.switch_on(address)
        tab = extension.open_tab()
        report = scan(extension, tab, address)
        _step("Taking the pictures")
        pictured = leave(extension, tab, report)
        print(f"\n{address}\n")
        print(report_table(as_dataclass(report), terminal_width()))
        print(f"Left in {_short(OUT)}: report.json, {', '.join(pictured)}")
        print(f"To use it yourself: open chrome://extensions, switch on developer mode, load {_short(package)}.")
        if not headless:
            print("The browser stays open until you close it.", flush=True)
            tab.page.bring_to_front()
            extension.context.wait_for_event("close", timeout=0)


def find_chromium() -> Path:
    """The browser that `make setup` found or installed."""
    sys.path.append(str(ROOT / "build"))  # a folder of scripts, not an installed package
    from browser import NoBrowserError, find_browser

    try:
        return find_browser()
    except NoBrowserError as missing:
        raise DemoError(str(missing)) from None


def build() -> Path:
    """`dist/chromium`, built anew where anything it is made of has changed."""
    _step("Building the extension")
    command = [sys.executable, str(ROOT / "build" / "extension.py"), "--browser", "chromium"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DemoError((done.stderr.strip().splitlines() or ["The build failed; run `make build` to see why."])[-1])
    return ROOT / "dist" / "chromium"


def scan(extension: Installed, tab: Tab, address: str) -> dict[str, Any]:
    """Open `address` in `tab` and wait for the page report.

    Raises:
        DemoError: the page does not open, or gives no report.
    """
    _step(f"Opening {address}")
    try:
        tab.page.goto(address, wait_until="domcontentloaded")
    except PlaywrightError as stopped:
        raise DemoError(f"{address} does not open ({_first_line(stopped)}). Check the address.", BAD_PAGE) from None
    try:
        state = extension.settled(tab)
    except TimeoutError:
        state = extension.ask("state", tabId=tab.id)
    if not state.get("report"):
        why = _NO_REPORT.get(state["status"], "The extension gave no report within a minute")
        raise DemoError(". ".join(part for part in (why, state["detail"]) if part).rstrip(".") + ".")
    return as_report(state)


def leave(extension: Installed, tab: Tab, report: dict[str, Any]) -> list[str]:
    """Write the report and take the pictures; `dist/demo/` gets them all at the end, or keeps what it had."""
    with tempfile.TemporaryDirectory(dir=ROOT / "dist", prefix=".demo-") as scratch:
        fresh = Path(scratch)
        text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        (fresh / "report.json").write_text(text, "utf-8", errors="backslashreplace")
        picture_popup(extension, tab, report["score"], fresh / "popup.png")
        tab.page.bring_to_front()
        tab.page.keyboard.press("Escape")  # what covers the page, such as a pop-up, goes
        findings = extension.settled(tab, quiet=0.4)["report"]["findings"]
        if findings:
            tab.page.wait_for_function(MARKED)
        picture_page(tab.page, fresh / "page.png")
        if not picture_card(tab.page, findings, fresh / "card.png"):
            print("No finding is in view on the first screen, so there is no card.png.")
        picture_options(extension.own, fresh / "options.png")
        OUT.mkdir(parents=True, exist_ok=True)
        for old in OUT.iterdir():
            old.unlink()
        for new in fresh.iterdir():
            new.replace(OUT / new.name)
    return [name for name in ("page.png", "card.png", "popup.png", "options.png") if (OUT / name).exists()]


def as_dataclass(report: dict[str, Any]) -> PageReport:
    """A page report from the wire as the core's own, offsets aside."""

    def findings(kind: str) -> tuple[Finding, ...]:
        lists = ("facts", "evidence")
        return tuple(Finding(**{**one, **{name: tuple(one[name]) for name in lists}}) for one in report[kind])

    return PageReport(
        lang=report["lang"],
        blocks=report["blocks"],
        score=report["score"],
        band=report["band"],
        parts=tuple(Part(**part) for part in report["parts"]),
        findings=findings("findings"),
        soft_findings=findings("soft_findings"),
        partial=report["partial"],
    )


def _step(line: str) -> None:
    print(f"{line} ...", flush=True)


def _say(line: str, code: int) -> int:
    print(f"demo: {' '.join(line.split())}", file=sys.stderr)
    return code


def _first_line(error: Exception) -> str:
    """What Playwright says, without the name of its own function, its address and its log."""
    line = str(error).strip().partition("\n")[0]
    return line.partition(": ")[2].partition(" at http")[0] or line


def _short(path: Path) -> str:
    return f"{path.relative_to(ROOT)}/"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
