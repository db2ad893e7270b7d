"""What a long run has measured so far, so that one that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Journal:
    """A file with a line for each thing that was measured, after one that says of what matter: of any other nothing
    counts, nor does a line that was only half written."""

    def __init__(self, path: Path, matter: str) -> None:
        """Open the journal of the `matter`, a digest of code and data (see `digest`); raises OSError."""
        self._path = path
        self.measured: dict[str, dict[str, float]] = {}
        lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
        if lines and _read(lines[0]) == matter:
            rows: Iterable[Any] = map(_read, lines[1:])
            whole = (row for row in rows if isinstance(row, list) and len(row) == 2)
            self.measured = {name: figures for name, figures in whole if isinstance(figures, dict)}
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text("".join(map(_line, (matter, *self.measured.items()))), "utf-8")
        fresh.replace(path)

    def note(self, name: str, figures: dict[str, float]) -> None:
        """Add what was measured."""
        self.measured[name] = figures
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line([name, figures]))

    def end(self) -> None:
        """Remove it: the run is complete."""
        self._path.unlink(missing_ok=True)


def digest(folders: Iterable[Path], pattern: str = "*") -> str:
    """What tells the files of these folders from any others."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            found.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _line(row: object) -> str:
    return json.dumps(row) + "\n"


def _read(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
