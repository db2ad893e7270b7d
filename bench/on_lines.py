"""How fast `scan --lines` reads, and what it holds, on lines of page text no two of which are alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from softsell import documents, lines
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


def _seconds(run: object) -> float:
    assert callable(run)
    started = time.process_time()
    run()
    return time.process_time() - started


@cache
def growth(pages: tuple[Path, ...]) -> tuple[float, float]:
    """Seconds a byte from `MIDDLE` bytes to `LARGE` against those from `SMALL` to `MIDDLE`, and the peak of memory on
    `LARGE` against that on `MIDDLE`.

    `SMALL` takes the start: the compiling of expressions and the first sight of each word are no growth.
    """
    (small, _), (middle, held), (large, peak) = (_command(pages, size) for size in (SMALL, MIDDLE, LARGE))
    return (large - middle) / (LARGE - MIDDLE) / ((middle - small) / (MIDDLE - SMALL)), peak / held


def _command(pages: Sequence[Path], size: int) -> tuple[float, int]:
    """CPU seconds and peak memory of `softsell scan --lines` on so many bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        with path.open("wb") as file:
            for line in distinct(pages):
                if file.tell() >= size:
                    break
                file.write(line)
        command = [sys.executable, "-m", "softsell.cli", "scan", "--lines", str(path), "--format", "jsonl"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"bench: scan --lines ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss
