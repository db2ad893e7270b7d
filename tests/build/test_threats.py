"""Every test that docs/THREATS.md names exists, every threat that a test names is listed there, and one that no test
shows met is open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = (ROOT / "docs" / "THREATS.md").read_text("utf-8")
ROWS: Final = dict(re.findall(r"^\| (T\d+) \|.*\| (.*) \|$", TABLE, re.MULTILINE))
OPEN: Final = set(re.findall(r"^- (T\d+): ", TABLE.partition("## Open")[2], re.MULTILINE))


def titles(path: Path) -> str:
    """The lines of a file of tests that name one."""
    begins = re.compile(r"^(?:async )?(?:def (test_\w+)\(|test\((.*?)(?:, \{.*)?, (?:async )?\()", re.MULTILINE)
    return "\n".join("".join(found) for found in begins.findall(path.read_text("utf-8")))


def test_every_test_that_is_named_exists() -> None:
    assert len(ROWS) == 28
    assert ROWS.keys() >= OPEN
    for threat, cell in ROWS.items():
        if cell == "none yet":
            assert threat in OPEN, f"{threat} names no test and is not open"
            continue
        named = re.findall(r"`([^`]+)::([^`]+)`", cell)
        assert named, f"{threat} names no test"
        for path, name in named:
            there = titles(ROOT / path) if (ROOT / path).is_file() else ""
            whole = rf"^{name}$" if path.endswith(".py") else re.escape(name)
            assert re.search(whole, there, re.MULTILINE), f"{threat}: {path} has no test called {name}"


def test_every_threat_that_a_test_names_is_listed() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    cited = {number for source in sources for number in re.findall(r"[Tt]hreats? \(?(T\d+)|THREATS (T\d+)", source)}
    assert {one for pair in cited for one in pair if one} <= ROWS.keys()
