"""How fast `scan --lines` reads, and what it holds, on lines of page text no two of which are alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from softsell import documents, jobs, lines
from softsell.model import ScanOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SMALL, MIDDLE, LARGE = 1_000_000, 16_000_000, 64_000_000


def distinct(pages: Sequence[Path]) -> Iterator[bytes]:
    """JSON lines of the pages' blocks without end, each time round with another number."""
    texts = [block.text for page in pages for block in documents.load(str(page)).blocks]
    for number in count():
        for place, text in enumerate(texts):
            yield json.dumps({"id": f"{number}.{place}", "text": f"{text} {number}"}).encode() + b"\n"


def some(pages: Sequence[Path], size: int) -> list[bytes]:
    """The first of them that come to `size` bytes."""
    found: list[bytes] = []
    for line in distinct(pages):
        found.append(line)
        size -= len(line)
        if size <= 0:
            return found
    return found


def against_json(pages: Sequence[Path], size: int) -> float:
    """The rate of `scan --lines`, start-up aside, over that of reading the lines as JSON and writing them again."""
    given = some(pages, size)
    whole = b"".join(given)

    def bare() -> None:
        for line in given:
            json.dumps(json.loads(line), ensure_ascii=False)

    def scanned() -> None:
        for _ in lines.replies(BytesIO(whole), None, ScanOptions()):
            pass

    for _ in lines.replies(BytesIO(b"".join(given[:2000])), None, ScanOptions()):
        pass
    return min(_seconds(bare) for _ in range(3)) / min(_seconds(scanned) for _ in range(2))


def together(pages: Sequence[Path], size: int) -> tuple[float, str]:
    """The same by the clock, of the command with a process for each processor. The start and the first megabyte, in
    which one makes ready what the others take over, are aside."""
    processes = jobs.processors()
    begun, whole = (min(_command(pages, more, processes).clock for _ in range(3)) for more in (SMALL, SMALL + size))
    given = some(pages, SMALL + size)[len(some(pages, SMALL)) :]
    started = time.perf_counter()
    for line in given:
        json.dumps(json.loads(line), ensure_ascii=False)
    return (time.perf_counter() - started) / (whole - begun), f"{processes} processes, JSON in one"


def _seconds(run: object) -> float:
    assert callable(run)
    started = time.process_time()
    run()
    return time.process_time() - started


@cache
def growth(pages: tuple[Path, ...]) -> tuple[float, float]:
    """Processor seconds a byte from `MIDDLE` bytes to `LARGE` against those from `SMALL` to `MIDDLE`, and the peak of
    memory on `LARGE` against that on `MIDDLE`, by one process.

    `SMALL` takes the start: the compiling of expressions and the first sight of each word are no growth.
    """
    small, middle, large = (_command(pages, size, 1) for size in (SMALL, MIDDLE, LARGE))
    early, late = middle.worked - small.worked, large.worked - middle.worked
    return late / (LARGE - MIDDLE) / (early / (MIDDLE - SMALL)), large.peak / middle.peak


@dataclass(frozen=True, slots=True)
class _Run:
    """What a command took: seconds by the clock and of processors, and its peak of memory."""

    clock: float
    worked: float
    peak: int


def _command(pages: Sequence[Path], size: int, processes: int) -> _Run:
    """`softsell scan --lines` on so many bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        with path.open("wb") as file:
            for line in distinct(pages):
                if file.tell() >= size:
                    break
                file.write(line)
        command = [sys.executable, "-m", "softsell.cli", "scan", "--lines", str(path), "--jobs", str(processes)]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"bench: scan --lines ended with {process.returncode}")
    return _Run(clock, used.ru_utime + used.ru_stime, used.ru_maxrss)
