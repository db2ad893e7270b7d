"""How fast the core reads: in-process on CPython, and in WebAssembly under Node."""

from __future__ import annotations

import json
import subprocess
import time
from statistics import median
from typing import TYPE_CHECKING, Final

from pages import PAGES, ROOT, benign_pages, package, real_page
from softsell import documents, expressions, packs, reading, textnorm
from softsell import scan as scanning
from softsell.model import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNS: Final = 10
MEGABYTE: Final = 1_000_000


def rate() -> float:
    """Megabytes of ordinary English page text a second, in-process on CPython, median of the runs."""
    read = [documents.load(str(path)) for path in sorted((PAGES / "benign").glob("*.html"))]
    english = [document for document in read if (document.lang or "").startswith("en")]
    size = sum(len(block.text) for document in english for block in document.blocks)

    def once() -> None:
        reading.forget()
        for document in english:
            scanning.scan(document.blocks, document.lang)

    once()
    return size / MEGABYTE / median(timed(once))


def against_one_by_one() -> float:
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
    return median(timed(one_by_one, 3)) / median(timed(once))


def english_blocks() -> list[Block]:
    """The text of those of them that say they are English."""
    read = [documents.load(str(path)) for path in benign_pages()]
    texts = [block.text for page in read if (page.lang or "").startswith("en") for block in page.blocks]
    return [Block(key, text) for key, text in enumerate(texts)]


def growth() -> float:
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
    return median(timed(sixteen, 3)) / (16 * median(timed(one, 5)))


def in_webassembly() -> float:
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
    return median(times[3:])


def timed(once: Callable[[], None], runs: int = RUNS) -> Iterator[float]:
    """Seconds of each run."""
    for _ in range(runs):
        started = time.perf_counter()
        once()
        yield time.perf_counter() - started
