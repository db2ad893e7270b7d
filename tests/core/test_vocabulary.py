"""What both readers of pages go by is one table."""

from __future__ import annotations

from pathlib import Path

from softsell.html import javascript

ROOT = Path(__file__).resolve().parents[2]


def test_the_content_scripts_go_by_the_table_of_the_command_line() -> None:
    committed = (ROOT / "extension" / "content" / "vocabulary.js").read_text("utf-8")
    assert committed == javascript.script(), "run: make vocabulary"
