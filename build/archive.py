"""Zip archives and wheels whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import base64
import hashlib
import zipfile
import zlib
from typing import TYPE_CHECKING

import deflate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BytesIO
    from pathlib import Path

_HARDEST = 12  # libdeflate's last level
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can hold


def write_zip(path: Path, entries: Mapping[str, bytes], *, compress: bool) -> None:
    """Write `entries` (name to content) sorted, undated and all with the same mode."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            if compress:
                _write_deflated(archive, info, entries[name])
            else:
                archive.writestr(info, entries[name])


def _write_deflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> None:
    """Write one entry deflated by libdeflate: `zipfile` knows zlib alone, which leaves the package 0.15 MB larger."""
    packed = deflate.deflate_compress(content, _HARDEST)
    if archive.fp is None:
        raise ValueError("the archive is closed")
    info.compress_type = zipfile.ZIP_DEFLATED
    info.CRC, info.file_size, info.compress_size = zlib.crc32(content), len(content), len(packed)
    info.header_offset = archive.fp.tell()
    archive.fp.write(info.FileHeader() + packed)
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir = archive.fp.tell()  # where `zipfile` itself writes the directory of all entries


def read_zip(source: Path | BytesIO) -> dict[str, bytes]:
    """Every file of the archive at (or in) `source`, name to content."""
    with zipfile.ZipFile(source) as archive:
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
