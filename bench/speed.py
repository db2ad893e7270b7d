"""`make bench`: how fast the core reads, how soon the extension starts and paints, and what it holds.

`bench/speed.py WORD...` measures only the figures whose names hold one of the words, and writes nothing.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import all_packs
import in_process
import on_lines
from in_process import MEGABYTE, RUNS
from pages import PAGES, ROOT, benign_pages, package, real_page, variants
from softsell import __version__
from table import met

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from memory import Taken
    from starts import Times

sys.path[:0] = [str(ROOT / "demo"), str(ROOT / "build")]  # folders of scripts, not installed packages


@dataclass(frozen=True, slots=True)
class Row:
    """A figure to be measured: `measure` gives its value, and what it was held beside, in words."""

    name: str
    unit: str
    reach: str
    measure: Callable[[], tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was measured, and what it should reach."""

    name: str
    value: float
    unit: str
    beside: str
    reach: str


def main(words: Sequence[str]) -> int:
    """Measure, print each figure beside what it should reach, and write `dist/bench/results.json`."""
    if not PAGES.is_dir():
        sys.stderr.write(f"bench: no saved pages at {PAGES}, nothing to measure on\n")
        return 2
    rows = [row for row in ROWS if not words or any(word in row.name for word in words)]
    results: dict[str, object] = {
        "date": datetime.now().astimezone().date().isoformat(),
        "commit": commit(),
        "softsell": __version__,
        "machine": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "figures": [asdict(figure) for figure in map(measured, rows)],
    }
    if not words:
        write_whole(ROOT / "dist" / "bench" / "results.json", results)
    return 0


def measured(row: Row) -> Figure:
    """The figure, after it was printed."""
    sys.stdout.write(f"{row.name:<70} ")
    sys.stdout.flush()
    started = time.monotonic()
    value, beside = row.measure()
    took = time.monotonic() - started
    figure = Figure(row.name, value, row.unit, beside, row.reach)
    sys.stdout.write(f"{told(figure)}  [{took:.0f} s]\n")
    return figure


def told(figure: Figure) -> str:
    """What a figure is, and whether that is within its reach, on one line without its name."""
    judged = "met" if met(asdict(figure)) else "SHORT"
    return f"{figure.value:8.2f} {figure.unit:<6} (reach {figure.reach}: {judged})  {figure.beside}"


def write_whole(path: Path, results: dict[str, object]) -> None:
    """Write `results` as JSON, or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    fresh.replace(path)


def commit() -> str:
    """The commit that is measured, with a + where files were changed since."""
    command = ["git", "describe", "--always", "--dirty=+"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()


def alone(measure: Callable[[], float]) -> tuple[float, str]:
    """A figure that is held beside nothing."""
    return measure(), ""


def with_all_packs() -> tuple[float, str]:
    """The core's time on English pages with all packs over that with one."""
    ratio, seconds = all_packs.ratio(RUNS)
    return ratio, f"with one: {1000 * seconds:.0f} ms"


@cache
def started() -> Times:
    """The times of the browser's runs."""
    from starts import times

    with tempfile.TemporaryDirectory() as folder:
        pages = variants(real_page(), Path(folder), RUNS + 2)
        return times(package(), pages, variants(real_page(), Path(folder), RUNS + 2, times=2))


@cache
def held() -> Taken:
    """The bytes of the browser's runs."""
    from memory import MORE_TABS, taken

    with tempfile.TemporaryDirectory() as folder:
        return taken(package(), variants(real_page(), Path(folder), 1 + MORE_TABS), RUNS)


def took(name: str) -> tuple[float, str]:
    """The median milliseconds of one of the `Times`."""
    return median(getattr(started(), name)), ""


def against(name: str, other: str, what: str) -> tuple[float, str]:
    """The median of one of the `Times` over that of another, which is `what` took."""
    own, theirs = (median(getattr(started(), one)) for one in (name, other))
    return own / theirs, f"{own:.0f} ms, {what} {theirs:.0f} ms"


def longest_task() -> tuple[float, str]:
    """The longest task of ours by the clock in all runs on the page and on the large one: its waits for a processor
    that others hold are in it."""
    return max(started().task), f"median {median(started().task):.0f} ms"


def longest_work() -> tuple[float, str]:
    """The longest by the processor's time: what we ourselves do in one task."""
    return max(started().worked), f"median {median(started().worked):.0f} ms"


def megabytes(name: str) -> tuple[float, str]:
    """The median megabytes of one of those `Taken`."""
    return median(getattr(held(), name)) / MEGABYTE, ""


def beside_others() -> tuple[float, str]:
    """The engine's megabytes, with those of the two others."""
    engine, harper, pyodide = (median(bytes_) / MEGABYTE for bytes_ in (held().engine, held().harper, held().pyodide))
    return engine, f"harper.js {harper:.0f} MB, bare Pyodide {pyodide:.0f} MB"


def zipped() -> tuple[float, str]:
    """Megabytes of the package as a store gets it."""
    (archive,) = package().parent.glob("*-chromium.zip")
    return archive.stat().st_size / MEGABYTE, ""


ROWS: Final[Sequence[Row]] = (
    Row("package, zipped", "MB", "<= 7.5", zipped),
    Row("core on CPython, ordinary English page text", "MB/s", ">= 5", partial(alone, in_process.rate)),
    Row("core, against its expressions one by one", "times", ">= 20", partial(alone, in_process.against_one_by_one)),
    Row("core, 16 times the text against 16 times the time", "ratio", "about 1", partial(alone, in_process.growth)),
    Row("core, all packs against the English one, English pages", "ratio", "<= 1.05", with_all_packs),
    Row(
        "scan --lines on 8 MB, one process, against a bare JSON round trip", "ratio", ">= 0.4",
        lambda: alone(lambda: on_lines.against_json(benign_pages(), 8 * MEGABYTE)),
    ),
    Row(
        "the same by the clock, all processors", "ratio", ">= 0.4",
        lambda: on_lines.together(benign_pages(), 8 * MEGABYTE),
    ),
    Row(
        "scan --lines, seconds a byte from 16 MB to 64 against from 1 to 16", "ratio", "0.9-1.1",
        lambda: alone(lambda: on_lines.growth(benign_pages())[0]),
    ),
    Row(
        "scan --lines, peak memory on 64 MB against 16 MB", "ratio", "about 1",
        lambda: alone(lambda: on_lines.growth(benign_pages())[1]),
    ),
    Row("core in WebAssembly, Node, a real page, warm", "ms", "<= 40", partial(alone, in_process.in_webassembly)),
    Row("cold: second start, our first script to first mark", "ms", "<= 1000", partial(took, "second_start")),
    Row(
        "the same against harper.js: its load and first lint", "ratio", "<= 0.7",
        partial(against, "second_start", "harper_start", "harper.js"),
    ),
    Row(
        "first start after install, against Pyodide's cold boot", "ratio", "<= 1.15",
        partial(against, "first_start", "pyodide_start", "Pyodide"),
    ),
    Row("warm: a real page, our first script to first mark", "ms", "<= 150", partial(took, "warm")),
    Row(
        "warm: that page twice over (72 kB), against harper.js", "ratio", "<= 0.1",
        partial(against, "large_page", "harper_large", "harper.js"),
    ),
    Row(
        "the same against a JavaScript loop of our rules", "ratio", "<= 1.0",
        partial(against, "large_page", "loop_large", "the loop"),
    ),
    Row("one changed sentence on it to its new mark", "ms", "<= 30", partial(took, "change")),
    Row("our longest task on that page's main thread, by the clock", "ms", "<= 50", longest_task),
    Row("our longest task there by the processor's time", "ms", "<= 50", longest_work),
    Row("engine, private memory with a page read", "MB", "<= 160", beside_others),
    Row("engine, private memory of each further tab", "MB", "<= 1", partial(megabytes, "tab")),
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
