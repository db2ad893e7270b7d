"""Zip archives and wheels whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can hold


def write_zip(path: Path, entries: Mapping[str, bytes], *, compress: bool) -> None:
    """Write `entries` (name to content) sorted, undated and all with the same mode."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            archive.writestr(info, entries[name], compresslevel=9 if compress else None)


def read_zip(path: Path) -> dict[str, bytes]:
    """Every file of the archive at `path`, name to content."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_wheel(path: Path, entries: Mapping[str, bytes]) -> None:
    """Write a wheel with a RECORD of its own. It is stored, not deflated: the package around it is deflated
    as a whole, and no version of zlib has a say in the bytes."""
    distribution, version = path.name.split("-")[:2]
    record = f"{distribution}-{version}.dist-info/RECORD"
    files = {name: content for name, content in entries.items() if name != record}
    lines = [f"{name},sha256={_digest(files[name])},{len(files[name])}\n" for name in sorted(files)]
    write_zip(path, {**files, record: "".join([*lines, f"{record},,\n"]).encode()}, compress=False)


def sha256(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _digest(content: bytes) -> str:
    """The digest as a wheel's RECORD wants it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
