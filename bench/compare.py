"""`make bench-compare BASE=<commit>`: this tree beside another commit, both measured in turn on the same machine.

Processor time, not the clock: what else the machine does then matters little, and the ratio less.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import on_lines
from pages import PAGES, ROOT, benign_pages
from softsell import documents

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS: Final = 5
LINES: Final = 2_000_000

# Reads every page through the one entry that all commits share; the numbers keep texts from being remembered.
_CORE: Final = """
import json, sys, time
from softsell.wire import scan_json
pages = json.load(open(sys.argv[1], encoding="utf-8"))
best = float("inf")
for run in range(6):
    asked = [
        json.dumps({**page, "blocks": [{**block, "text": f"{block['text']} {run}"} for block in page["blocks"]]})
        for page in pages
    ]
    started = time.process_time()
    for request in asked:
        scan_json(request)
    best = min(best, time.process_time() - started)
print(best)
"""


def main() -> int:
    """Measure both commits in turn and print the ratios."""
    base = os.environ.get("BASE", "")
    if not base or not PAGES.is_dir():
        sys.stderr.write(f"bench-compare: give BASE=<commit>, and saved pages at {PAGES}\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        other = unpacked(base, Path(folder) / "base")
        given = prepared(Path(folder))
        trees = {base: other, "this tree": ROOT / "core"}
        taken: dict[tuple[str, str], list[float]] = {}
        for turn in range(ROUNDS):
            for name, measure in MEASURES:
                for tree in list(trees) if turn % 2 else list(reversed(trees)):
                    taken.setdefault((name, tree), []).append(measure(trees[tree], given))
            sys.stderr.write(f"bench-compare: round {turn + 1} of {ROUNDS}\n")
    for name, _ in MEASURES:
        before, after = median(taken[name, base]), median(taken[name, "this tree"])
        sys.stdout.write(f"{name:<52} {before:7.3f} s  {after:7.3f} s   {before / after:5.2f} times as fast\n")
    return 0


def unpacked(commit: str, folder: Path) -> Path:
    """The core of a commit, put below `folder`."""
    done = subprocess.run(["git", "archive", commit, "core"], capture_output=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"bench-compare: {done.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "core"


def prepared(folder: Path) -> Path:
    """What is measured on, below `folder`: requests of English pages, lines, and one line."""
    read = [documents.load(str(path)) for path in benign_pages()]
    requests = [
        {
            "v": 1,
            "kind": "scan",
            "lang": page.lang,
            "blocks": [{"i": block.key, "text": block.text, "lang": block.lang} for block in page.blocks],
        }
        for page in read
        if (page.lang or "").startswith("en")
    ]
    (folder / "pages.json").write_text(json.dumps(requests), "utf-8")
    (folder / "lines.jsonl").write_bytes(b"".join(on_lines.some(benign_pages(), LINES)))
    (folder / "line.txt").write_text("Only 3 left, hurry!\n", "utf-8")
    return folder


def core_seconds(core: Path, given: Path) -> float:
    """The core on the English pages, its best of six."""
    command = [sys.executable, "-c", _CORE, str(given / "pages.json")]
    return float(subprocess.run(command, capture_output=True, check=True, env=_with(core)).stdout)


def lines_seconds(core: Path, given: Path) -> float:
    """`scan --lines` from its start to its end."""
    return _command_seconds(core, "--lines", str(given / "lines.jsonl"))


def start_seconds(core: Path, given: Path) -> float:
    """`scan` of one line: the start of the command."""
    return _command_seconds(core, str(given / "line.txt"))


def _command_seconds(core: Path, *arguments: str) -> float:
    command = [sys.executable, "-m", "softsell.cli", "scan", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_with(core))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"bench-compare: {' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def _with(core: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(core), "PYTHONDONTWRITEBYTECODE": "1"}


MEASURES: Final[tuple[tuple[str, Callable[[Path, Path], float]], ...]] = (
    ("core, English pages through the wire", core_seconds),
    ("scan --lines, 2 MB of lines no two of them alike", lines_seconds),
    ("command line, one line of text", start_seconds),
)


if __name__ == "__main__":
    sys.exit(main())
