"""The saved pages that are measured on, and the package that reads them."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from softsell import documents

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = ROOT.parent / "shared" / "pages"


def benign_pages() -> tuple[Path, ...]:
    """The saved ordinary pages."""
    return tuple(sorted((PAGES / "benign").glob("*.html")))


@cache
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


@cache
def package() -> Path:
    """`dist/chromium`, built where anything it is made of has changed."""
    command = [sys.executable, str(ROOT / "build" / "extension.py"), "--browser", "chromium"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        *_, why = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise SystemExit(f"bench: the build failed: {why}")
    return ROOT / "dist" / "chromium"


def variants(page: Path, folder: Path, count: int, times: int = 1) -> tuple[Path, ...]:
    """Copies of the page, each `times` over, no text of which is like another: nothing is remembered between them."""
    html = page.read_text("utf-8", errors="replace")
    paths = tuple(folder / f"page-{times}-{number}.html" for number in range(count))
    for number, path in enumerate(paths):
        numbers = range(number * times, (number + 1) * times)
        path.write_text("".join(re.sub(r">([^<>]*\w[^<>]*)<", rf">\1 {one}<", html) for one in numbers), "utf-8")
    return paths


def text_of(page: Path) -> str:
    """What a person reads on the page."""
    return "\n".join(block.text for block in documents.load(str(page)).blocks)
