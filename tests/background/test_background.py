"""The background against a double of the browser, under Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("suite", sorted(HERE.glob("*.test.mjs")), ids=lambda suite: suite.name.split(".")[0])
def test_background(suite: Path) -> None:
    done = subprocess.run(
        ["node", "--disable-warning=ExperimentalWarning", "--test-reporter=spec", "--test", str(suite)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests 0" not in done.stdout
