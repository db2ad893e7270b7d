"""`make bench`: how fast the core reads, in Python and in WebAssembly, and how soon a real page is painted."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import on_lines
from softsell import __version__, documents, expressions, packs, reading, textnorm
from softsell import scan as scanning
from softsell.model import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = ROOT.parent / "shared" / "pages"
RUNS: Final = 10
MEGABYTE: Final = 1_000_000

sys.path[:0] = [str(ROOT / "demo"), str(ROOT / "build")]  # folders of scripts, not installed packages


def main() -> int:
    """Measure, print each figure beside what it should reach, and write `dist/bench/results.json`."""
    if not PAGES.is_dir():
        sys.stderr.write(f"bench: no saved pages at {PAGES}, nothing to measure on\n")
        return 2
    figures: list[dict[str, object]] = []
    results: dict[str, object] = {
        "date": datetime.now().astimezone().date().isoformat(),
        "commit": commit(),
        "softsell": __version__,
        "machine": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "figures": figures,
    }
    for name, reach, measure in MEASURES:
        sys.stdout.write(f"{name:<66} ")
        sys.stdout.flush()
        value, unit = measure()
        figures.append({"name": name, "value": value, "unit": unit, "reach": reach})
        sys.stdout.write(f"{value:8.2f} {unit:<6} (reach {reach})\n")
    out = ROOT / "dist" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return 0


def commit() -> str:
    """The commit that is measured, with a + where files were changed since."""
    command = ["git", "describe", "--always", "--dirty=+"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()


def core_rate() -> tuple[float, str]:
    """Megabytes of ordinary English page text a second, in-process on CPython, median of the runs."""
    read = [documents.load(str(path)) for path in sorted((PAGES / "benign").glob("*.html"))]
    english = [document for document in read if (document.lang or "").startswith("en")]
    size = sum(len(block.text) for document in english for block in document.blocks)

    def once() -> None:
        reading.forget()
        for document in english:
            scanning.scan(document.blocks, document.lang)

    once()
    return size / MEGABYTE / median(timed(once)), "MB/s"


def core_against_one_by_one() -> tuple[float, str]:
    """How many times faster the core reads than the same expressions tried one by one, on a part of the same text."""
    blocks = english_blocks()[::20]
    sources = [pattern.source for rule in packs.load("en").rules for pattern in rule.patterns]

    def one_by_one() -> None:
        for block in blocks:
            text = textnorm.view(block.text).text
            for source in sources:
                expressions.compiled(source).search(text)

    def once() -> None:
        reading.forget()
        scanning.scan(blocks, "en")

    one_by_one()
    once()
    return median(timed(one_by_one, 3)) / median(timed(once)), "times"


def lines_against_json() -> tuple[float, str]:
    """The rate of `scan --lines` on 8 MB over that of a bare JSON round trip."""
    return on_lines.against_json(benign_pages(), 8 * MEGABYTE), "ratio"


def lines_time_growth() -> tuple[float, str]:
    """Seconds a byte of `scan --lines` on 64 MB over those on 1 MB."""
    return on_lines.growth(benign_pages())[0], "ratio"


def lines_memory_growth() -> tuple[float, str]:
    """Peak memory of `scan --lines` on 64 MB over that on 1 MB."""
    return on_lines.growth(benign_pages())[1], "ratio"


def benign_pages() -> tuple[Path, ...]:
    """The saved ordinary pages."""
    return tuple(sorted((PAGES / "benign").glob("*.html")))


def english_blocks() -> list[Block]:
    """The text of those of them that say they are English."""
    read = [documents.load(str(path)) for path in benign_pages()]
    texts = [block.text for page in read if (page.lang or "").startswith("en") for block in page.blocks]
    return [Block(key, text) for key, text in enumerate(texts)]


def core_growth() -> tuple[float, str]:
    """Time for 16 times the text over 16 times the time: 1 is linear."""
    blocks = [
        block
        for path in sorted((PAGES / "benign").glob("*.html"))
        for block in documents.load(str(path)).blocks
    ]  # fmt: skip

    def scanning_of(times: int) -> Callable[[], None]:
        many = [Block(key, f"{block.text} {n}") for n in range(times) for key, block in enumerate(blocks)]

        def once() -> None:
            reading.forget()
            scanning.scan(many, "en")

        return once

    one, sixteen = scanning_of(1), scanning_of(16)
    one()
    return median(timed(sixteen, 3)) / (16 * median(timed(one, 5))), "ratio"


def wasm_time() -> tuple[float, str]:
    """Milliseconds of the packaged core in Pyodide under Node for the page's blocks, the engine warm."""
    blocks = documents.load(str(real_page())).blocks
    command = ["node", str(ROOT / "tests" / "wasm" / "pyodide_session.mjs"), str(package() / "vendor")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as session:
        assert session.stdin is not None
        assert session.stdout is not None
        session.stdout.readline()
        times = []
        for run in range(RUNS + 3):
            rows = [{"i": block.key, "text": f"{block.text} {run}", "role": block.role} for block in blocks]
            request = json.dumps({"v": 1, "kind": "scan", "lang": "en", "blocks": rows})
            started = time.perf_counter()
            session.stdin.write(json.dumps(request) + "\n")
            session.stdin.flush()
            session.stdout.readline()
            times.append(1000 * (time.perf_counter() - started))
        session.stdin.close()
    return median(times[3:]), "ms"


def painted_time() -> tuple[float, str]:
    """Milliseconds from our first script on a real page to its first painted phrase, the engine warm."""
    return median(run["painted"] for run in browser_runs()), "ms"


def longest_task() -> tuple[float, str]:
    """Milliseconds of our longest task on the main thread of that page, in all runs."""
    return max(run["task"] for run in browser_runs()), "ms"


MEASURES: Final[Sequence[tuple[str, str, Callable[[], tuple[float, str]]]]] = (
    ("core on CPython, ordinary English page text", ">= 5", core_rate),
    ("core on CPython, against its expressions tried one by one", ">= 20", core_against_one_by_one),
    ("core on CPython, 16 times the text against 16 times the time", "about 1", core_growth),
    ("scan --lines on 8 MB, against a bare JSON round trip", ">= 0.4", lines_against_json),
    ("scan --lines, seconds a byte on 64 MB against 1 MB", "0.9-1.1", lines_time_growth),
    ("scan --lines, peak memory on 64 MB against 1 MB", "about 1", lines_memory_growth),
    ("core in WebAssembly under Node, a real shop page, warm", "<= 40", wasm_time),
    ("browser, our first script to first paint on that page, warm", "<= 150", painted_time),
    ("browser, our longest task on the page's main thread", "<= 50", longest_task),
)


def timed(once: Callable[[], None], runs: int = RUNS) -> Iterator[float]:
    """Seconds of each run."""
    for _ in range(runs):
        started = time.perf_counter()
        once()
        yield time.perf_counter() - started


def real_page() -> Path:
    """The saved shop page with the most text among those of 2,000 elements or more that an English pack reads."""
    elements = re.compile(rb"<[a-zA-Z]")
    large = [
        path for path in sorted((PAGES / "shops").glob("*.html")) if len(elements.findall(path.read_bytes())) >= 2000
    ]

    def text_size(path: Path) -> int:
        document = documents.load(str(path))
        english = (document.lang or "en").startswith("en")
        return sum(len(block.text) for block in document.blocks) if english else 0

    return max(large, key=text_size)


def package() -> Path:
    """`dist/chromium`, built where anything it is made of has changed."""
    command = [sys.executable, str(ROOT / "build" / "extension.py"), "--browser", "chromium"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: the build failed: {done.stderr.strip().splitlines()[-1]}")
    return ROOT / "dist" / "chromium"


@cache
def browser_runs() -> list[dict[str, float]]:
    """For each load of the page: milliseconds to `painted`, and of our longest `task`; measured once."""
    from in_browser import measure

    with tempfile.TemporaryDirectory() as folder:
        names = list(variants(real_page(), Path(folder), RUNS + 2))
        return measure(package(), Path(folder), names)


def variants(page: Path, folder: Path, count: int) -> Iterator[str]:
    """Copies of the page in which every text differs, so that nothing is remembered from one to the next."""
    html = page.read_text("utf-8", errors="replace")
    for number in range(count):
        name = f"page-{number}.html"
        (folder / name).write_text(re.sub(r">([^<>]*\w[^<>]*)<", rf">\1 {number}<", html), "utf-8")
        yield name


if __name__ == "__main__":
    sys.exit(main())
