"""Where the measuring data lies: beside the project, never in it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """The file or folder `name` of the measuring data; skips the test where it is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is not here: measuring data is not part of the project")
    return path
