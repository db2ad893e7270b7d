"""`make demo`: what it leaves and prints, on a page of one's own and on the shop, and what it refuses."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "dist" / "demo"
FINDING = {
    "block", "start", "end", "text", "context", "tactic", "claim", "rule", "lang", "strength", "why", "alternative",
    "facts", "evidence",
}  # fmt: skip


def demo(*page: str) -> subprocess.CompletedProcess[str]:
    """Run the demo where there is no display."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    command: Sequence[str] = [sys.executable, str(ROOT / "demo" / "run.py"), *page]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=240, check=False)


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:])
    return width, height


@pytest.mark.browser
def test_a_page_of_ones_own_is_shown_and_a_calm_one_has_no_card(tmp_path: Path) -> None:
    page = tmp_path / "my page.html"
    page.write_text("<!doctype html><html lang='en'><title>Oak</title><p>A lamp of oak, oiled by hand.</p></html>")
    done = demo(str(page))

    assert done.returncode == 0, done.stderr
    assert "Pressure score 0 of 100: calm" in done.stdout
    assert {path.name for path in OUT.iterdir()} == {"report.json", "page.png", "popup.png", "options.png"}


@pytest.mark.browser
def test_the_shop_is_pictured_reported_and_printed_as_a_table() -> None:
    done = demo()

    assert done.returncode == 0, done.stderr
    pictures = {"page.png", "card.png", "popup.png", "options.png"}
    assert {path.name for path in OUT.iterdir()} == {"report.json", *pictures}
    assert all(min(size_of(OUT / name)) >= 300 for name in pictures)
    assert (OUT / "page.png").read_bytes() != (OUT / "card.png").read_bytes()

    report = json.loads((OUT / "report.json").read_text("utf-8"))
    assert report["offsets"] == "utf-16"
    assert report["score"] == sum(part["points"] for part in report["parts"])
    assert report["band"] in {"pressing", "hard"}
    assert all(finding.keys() == FINDING for finding in (*report["findings"], *report["soft_findings"]))

    printed = " ".join(done.stdout.split())
    assert f"Pressure score {report['score']} of 100" in printed
    for finding in report["findings"]:
        assert " ".join(finding["text"].split()) in printed
        assert " ".join(finding["alternative"].split()) in printed


@pytest.mark.parametrize("page", ["missing.html", ".", "ftp://shop.example/", "https://", "file:///etc/hostname"])
def test_what_is_no_page_is_refused_in_one_line(page: str) -> None:
    done = demo(page)

    assert done.returncode == 2
    assert done.stderr.startswith(f"demo: PAGE={page}")
    assert done.stderr.count("\n") == 1
