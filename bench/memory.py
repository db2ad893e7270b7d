"""Private bytes that the engine takes, and harper.js and a bare Pyodide in its place; where there is a `/proc`."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import peers
from in_browser import session
from pages import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from in_browser import Session

PROC: Final = Path("/proc")
MORE_TABS: Final = 5
OTHERS: Final = 3
"""In so many browsers the two others are measured: they are there to be held beside."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes by which the extension's processes grow, one figure for each fresh browser."""

    engine: list[float] = field(default_factory=list)
    """With the engine started from its snapshot and a page read."""
    tab: list[float] = field(default_factory=list)
    """With each further tab that is read."""
    harper: list[float] = field(default_factory=list)
    """With a Worker that has linted the page's text with harper.js."""
    pyodide: list[float] = field(default_factory=list)
    """With a Worker in which Pyodide runs and nothing else."""


@cache
def taken(package: Path, pages: tuple[Path, ...], runs: int) -> Taken:
    """Measure in `runs` fresh browsers, on copies of one page with other texts in each."""
    found = Taken()
    text = text_of(pages[0])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        furnished, profile = peers.furnished(package, Path(scratch)), Path(scratch, "profile")

        def growth(grow: Callable[[Session], object]) -> float:
            with session(furnished, pages[0].parent, profile) as running:
                before = private_bytes(profile)
                grow(running)
                return private_bytes(profile) - before

        with session(furnished, pages[0].parent, profile) as running:
            running.load(pages[0].name)
            running.await_snapshot()
        for run in range(runs):
            with session(furnished, pages[0].parent, profile) as running:
                before = private_bytes(profile)
                running.load(pages[0].name)
                with_one = private_bytes(profile)
                for page in pages[1 : 1 + MORE_TABS]:
                    running.in_new_tab(page.name)
                found.engine.append(with_one - before)
                found.tab.append((private_bytes(profile) - with_one) / MORE_TABS)
            if run < OTHERS:
                found.harper.append(growth(lambda running: peers.harper(running.extension.own, [text], keep=True)))
                found.pyodide.append(growth(lambda running: peers.pyodide(running.extension.own, keep=True)))
    return found


def private_bytes(profile: Path) -> int:
    """What the extension's processes of the Chromium that runs on `profile` share with nobody."""
    commands = _commands()
    browser = min(pid for pid, command in commands.items() if f"--user-data-dir={profile}" in command)
    return sum(_private(pid) for pid in _below(browser) if "--extension-process" in commands.get(pid, ""))


def _commands() -> dict[int, str]:
    """The command line of each process; a Chromium's children write theirs anew, as one word."""
    found = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            found[int(folder.name)] = (folder / "cmdline").read_text("utf-8", "replace")
        except OSError:  # it has ended
            continue
    return found


def _below(pid: int) -> list[int]:
    """The process and all it has started."""
    found = [pid]
    for parent in found:
        for children in (PROC / str(parent) / "task").glob("*/children"):
            found.extend(map(int, children.read_text().split()))
    return found


def _private(pid: int) -> int:
    rows = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return 1024 * sum(int(row.split()[1]) for row in rows if row.startswith("Private_"))
