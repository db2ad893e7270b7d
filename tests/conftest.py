"""Both packages, built once from this very tree by the command a developer uses; the browser they are tried in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from tests.in_chromium import allowed, extension, package, playwright, shops, tab
from tests.in_firefox import fox

__all__ = ["allowed", "built", "extension", "fox", "package", "playwright", "shops", "tab"]

# A machine under load is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which `chromium/`, `firefox/` and their zips lie."""
    out = tmp_path_factory.mktemp("built")
    for browser in ("chromium", "firefox"):
        command = [sys.executable, str(ROOT / "build" / "extension.py"), "--browser", browser, "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return out
