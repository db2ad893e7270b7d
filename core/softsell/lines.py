"""`scan --lines`: one block a line in, one JSON line out, in order, however long the file is."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from contextlib import closing
from functools import partial
from itertools import islice
from json.encoder import encode_basestring_ascii
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from softsell import documents, jobs, language
from softsell.model import ROLES, Block
from softsell.scan import scan_lines
from softsell.tactics import tactics

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from softsell.model import Finding, ScanOptions

_BOM: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 1 << 16
"""Bytes read at a time: the lines among them are scanned together, so that memory stays flat."""
_FIRST: Final = 16
"""Batches that are read before other processes start, which take over what was made ready for them: the packs, the
expressions. Of the time of the first megabyte, four fifths go into that."""
_LONG: Final = 2 * _FIRST * _CHUNK
"""Bytes of a file from which several processes are done sooner than one."""
_MOST: Final = 61
"""Processes at most: Windows waits for no more at once."""


def _finite(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(f"{written} is no finite number")
    return number


_encode: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_decode: Final = json.JSONDecoder(parse_float=_finite, parse_constant=_finite).raw_decode


def run(path: str, lang: str | None, options: ScanOptions, processes: int | None = None) -> None:
    """Scan the lines of the file at `path` (`-`: standard input) to standard output, a long file's by so many
    processes at once, or one a processor."""
    with documents.opened(path) as stream:
        # What comes through a pipe may be typed by a person: it is answered before more is waited for.
        several = _several(_size(stream), processes or jobs.processors())
        with closing(replies(stream, lang, options, several)) as answered, closing(_told(answered, stream)) as told:
            for batch in told:
                sys.stdout.writelines(batch)


def _several(size: int, wanted: int) -> int:
    """How many processes read a file of this size where so many are wanted: none that would find nothing to do."""
    return min(wanted, size // _CHUNK - _FIRST, _MOST) if size >= _LONG else 1


def _size(stream: BinaryIO) -> int:
    """The bytes of a file; of what is none, 0."""
    told = os.fstat(stream.fileno())
    return told.st_size if stat.S_ISREG(told.st_mode) else 0


def _told(batches: Iterable[list[str]], stream: BinaryIO) -> Generator[list[str], None, None]:
    """The batches; a person who sees none of them sees each second how much of a file is read."""
    if not (_size(stream) and sys.stderr is not None and sys.stderr.isatty()) or sys.stdout.isatty():
        yield from batches
        return
    began = told = time.monotonic()
    try:
        for batch in batches:
            yield batch
            if time.monotonic() - told >= 1:
                told = time.monotonic()
                sys.stderr.write(f"\rsoftsell: {stream.tell() / 1e6:.0f} of {_size(stream) / 1e6:.0f} MB read")
                sys.stderr.flush()
    finally:
        if told > began:
            sys.stderr.write("\n")


def replies(
    stream: BinaryIO, lang: str | None, options: ScanOptions, processes: int = 1
) -> Generator[list[str], None, None]:
    """One JSON line for each line of `stream` (UTF-8, parted by line feeds alone), in order, in batches as the lines
    come in; by several processes, few batches are read ahead.

    A line that starts with `{` is JSON with `text` and maybe `id`, `lang`, `role`; any other is bare text whose
    id is its 1-based number. What cannot be read answers `{"id", "error"}`.
    """
    answer = partial(_answered, lang=lang, options=options)
    batches = _numbered(_batches(stream))
    if processes == 1:
        yield from map(answer, batches)
    else:
        yield from map(answer, islice(batches, _FIRST))
        yield from jobs.in_order(answer, batches, processes)


def _answered(batch: tuple[int, list[bytes]], *, lang: str | None, options: ScanOptions) -> list[str]:
    """The answers to some lines, of which the first has this number."""
    number, lines = batch
    documents.tell_if_long(sum(map(len, lines)))
    asked = [_asked(line, place, lang) for place, line in enumerate(lines, number)]
    told = iter(scan_lines([block for _, block in asked if isinstance(block, Block)], options))
    return [
        _written(name, *next(told)) if isinstance(block, Block) else _line({"id": name, "error": block})
        for name, block in asked
    ]


def _numbered(batches: Iterable[list[bytes]]) -> Iterator[tuple[int, list[bytes]]]:
    """Each with the 1-based number of its first line; a byte order mark at the very start is no text."""
    number = 1
    for lines in batches:
        if number == 1:
            lines[0] = lines[0].removeprefix(_BOM)
        yield number, lines
        number += len(lines)


def _batches(stream: BinaryIO) -> Iterator[list[bytes]]:
    """The lines of a stream, those together that came together: what is there is answered before more is waited
    for."""
    begun: list[bytes] = []
    read = getattr(stream, "read1", stream.read)
    while chunk := read(_CHUNK):
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join((*begun, lines[0]))
            begun = []
            yield lines
        begun.append(rest)
    if any(begun):
        yield [b"".join(begun)]


def _asked(line: bytes, number: int, lang: str | None) -> tuple[object, Block | str]:
    """The id of a line, and its block or why it cannot be read."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as fault:
        return number, f"not UTF-8 at byte {fault.start} of the line"
    if not text.startswith("{"):
        return number, Block(0, text, lang)
    try:
        data, end = _decode(text)
        if end < len(text) and not text[end:].isspace():
            raise json.JSONDecodeError("Extra data", text, end)
    except (ValueError, RecursionError) as fault:
        return number, f"not JSON: {fault}"
    name = data.get("id", number)
    if not isinstance(data.get("text"), str):
        return name, "text: give a string"
    declared, role = data.get("lang"), data.get("role")
    return name, Block(
        0,
        data["text"],
        language.known(declared if isinstance(declared, str) else None) or lang,
        role if isinstance(role, str) and role in ROLES else None,
    )


def _written(name: object, lang: str, found: Sequence[Finding]) -> str:
    if not found and isinstance(name, str | int):
        return _line_without_findings(name, lang)
    reply: dict[str, Any] = {"id": name, "lang": lang, "findings": [], "soft_findings": []}
    for finding in found:
        kind = "findings" if tactics()[finding.tactic].kind == "hard" else "soft_findings"
        reply[kind].append(finding.row())
    return _line(reply)


def _line_without_findings(name: str | int, lang: str) -> str:
    """The commonest line by far, written without an encoder of its own."""
    written = encode_basestring_ascii(name) if isinstance(name, str) and not _encodable(name) else _encode(name)
    return f'{{"id": {written}, "lang": "{lang}", "findings": [], "soft_findings": []}}\n'


def _line(reply: Mapping[str, Any]) -> str:
    text = _encode(reply)
    return f"{text if _encodable(text) else json.dumps(reply, allow_nan=False)}\n"


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
