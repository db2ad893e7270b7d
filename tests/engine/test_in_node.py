"""The engine's JavaScript under Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("suite", ["supervisor", "link", "offscreen", pytest.param("memory", marks=pytest.mark.wasm)])
def test_in_node(suite: str) -> None:
    command = ["node", "--test-reporter=spec", "--test", str(HERE / f"{suite}.test.mjs")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests 0" not in done.stdout
