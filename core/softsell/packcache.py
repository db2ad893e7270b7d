"""Compiled packs of a source tree kept in the user's cache folder: a command starts in the blink that reading them
takes, not in the seconds that compiling takes.

A kept pack is named after everything it was made of, the code that made it too, so that a stale one is never read.
Files are written beside their place and moved into it whole. Where there is no folder to write to, nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import softsell
from softsell import packfile

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = 2

_KEPT: Final = 4
"""Forms of one language that are kept, those used last: two versions used in turn do not push each other out."""


def pack(lang: str, home: Path = packfile.HOME) -> dict[str, Any]:
    """The compiled form of the pack `lang`, as `packfile.compile_pack` gives it. Raises SoftsellError at a fault of
    the pack."""
    folder = _folder()
    if folder is None:
        return packfile.compile_pack(lang, home)
    file = folder / f"{lang}-{_fingerprint(lang, home)}.json"
    with suppress(OSError, ValueError):
        kept: dict[str, Any] = json.loads(file.read_text("utf-8"))
        with suppress(OSError):
            os.utime(file)
        return kept
    made = packfile.compile_pack(lang, home)
    with suppress(OSError):
        _keep(file, json.dumps(made, ensure_ascii=False))
    return made


def _folder() -> Path | None:
    """The folder for what this program may lose, by the custom of the system, or None."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    custom = {"win32": ("LOCALAPPDATA", "AppData/Local"), "darwin": ("", "Library/Caches")}
    variable, usual = custom.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    given = os.environ.get(variable, "") if variable else ""
    return (Path(given) if Path(given).is_absolute() else home / usual) / "softsell"


def _fingerprint(lang: str, home: Path) -> str:
    """A name for all that the compiled pack is made of."""
    digest = hashlib.sha256(f"{FORMAT} {softsell.__version__} {sys.version}".encode())
    for path in _made_of(lang, home):
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)} ".encode())
        digest.update(data)
    return digest.hexdigest()[:24]


def _made_of(lang: str, home: Path) -> Iterator[Path]:
    yield home / "slots.toml"
    yield from sorted((home / lang).glob("*.toml"))
    yield from sorted(Path(__file__).parent.glob("*.toml"))
    yield from sorted(Path(__file__).parent.glob("*.py"))


def _keep(file: Path, text: str) -> None:
    """Put the file in its place whole, and those of its language that were not used for longest away."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(beside, file)  # noqa: PTH105 - a whole file takes the place of none or of another
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    last_used = sorted(file.parent.glob(f"{file.name.split('-')[0]}-*.json"), key=lambda path: -path.stat().st_mtime)
    for older in last_used[_KEPT:]:
        older.unlink(missing_ok=True)
