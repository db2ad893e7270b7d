"""The committed WebAssembly wheel of regex is as good as its makers' own: it passes their tests."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.wasm


def test_the_wheel_passes_the_tests_of_its_makers() -> None:
    (wheel,) = (ROOT / "build" / "wheels").glob("regex-*.whl")
    suite = Path(regex.__file__).parent / "tests" / "test_regex.py"
    runner, script = ROOT / "build" / "in_pyodide.mjs", ROOT / "tests" / "wasm" / "regex_suite.py"
    command = ["node", str(runner), str(script), str(wheel), str(suite)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["report"].endswith("\nOK\n"), outcome["report"]
    assert outcome["run"] >= 101
    assert outcome["timed_out"], "a runaway pattern must end with TimeoutError"


def test_the_wheel_is_the_regex_that_the_core_is_tested_with() -> None:
    (wheel,) = (ROOT / "build" / "wheels").glob("regex-*.whl")
    pinned = [line for line in (ROOT / "requirements" / "dev.txt").read_text().splitlines() if "regex==" in line]
    assert pinned == [f"regex=={wheel.name.split('-')[1]} \\"]
