"""The core as it ships, in Pyodide under Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).with_name("pyodide_session.mjs")


class PyodideSession:
    """A running Pyodide with the wheels of a built package in it."""

    def __init__(self, vendor: Path) -> None:
        command = ["node", str(SCRIPT), str(vendor)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.about: dict[str, Any] = self._hear()

    def scan_json(self, request: str) -> str:
        """What the packaged core's `scan_json` says to `request`."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        reply = self._hear()
        assert isinstance(reply, str)
        return reply

    def close(self) -> None:
        self._process.communicate(timeout=10)

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"Pyodide ended with exit code {self._process.wait(timeout=10)}; see its stderr above"
        return json.loads(line)


@pytest.fixture(scope="session")
def pyodide(built: Path) -> Iterator[PyodideSession]:
    """One session for all tests: it takes some seconds to start, and a request leaves nothing behind."""
    session = PyodideSession(built / "chromium" / "vendor")
    yield session
    session.close()
